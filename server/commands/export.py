"""`tsunagu export …`: what leaves the city as files, cut so that it gives nobody away."""

import asyncio
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from graph.address import DatabaseAddress
from graph.errors import BadInput
from graph.gateway import Gateway
from graph.inquiry import Rows
from graph.local.opening import open_database
from graph.local.progress import shown_on_terminal
from graph.migrations.apply import STATEMENT_SECONDS
from graph.question import NoParameters
from graph.questions.counted_frame import COUNTED_FRAME
from graph.questions.support_ties import SUPPORT_TIES, TiesOnADay
from graph.topology.judged import SUPPORT_TOPOLOGY, SupportTopology, TopologyAsked
from server.app import today as present_day
from server.commands.days import typed_day
from server.exports.topology import write_topology

app = typer.Typer(
    name="export",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="Files for those who may not see people: nothing in them is anybody's.",
)

_out = Console(highlight=False, soft_wrap=True)
_notes = Console(stderr=True, highlight=False, soft_wrap=True)


@app.command()
def topology(
    folder: Annotated[Path, typer.Argument(help="Where to write; made when it is not there.")],
    *,
    as_of: Annotated[
        date | None,
        typer.Option(
            parser=typed_day,
            metavar="DAY",
            help="The ties are as of the end of the last month that was complete before this day; "
            "before today unless named.",
        ),
    ] = None,
) -> None:
    """Which agencies households have to do with, under pseudonyms no other export has.

    Writes `vertices.csv`, `ties.csv` and `topology.graphml` (for Gephi). Each household has the same ties
    as at least nine others; see `docs/topology.md`. Files of these names are replaced.

    Example: `tsunagu export topology networks/july --as-of 2021-07-31`

    Reads the database of NEO4J_URI, or the local one Tsunagu keeps when that is not set.
    """
    asked = TopologyAsked.on(as_of, present_day())
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file.", hint="Name a folder.")
    with ExitStack() as stack:
        with shown_on_terminal(_notes) as report:
            address = stack.enter_context(open_database(report=report))
        told = asyncio.run(_told(address, asked))
    if told.withheld:
        raise BadInput(
            "Nothing may be told: fewer than 2,000 people live in the municipality, or it is not"
            " known how many do.",
            hint="Load the municipality's population first.",
        )
    try:
        counts = write_topology(told, asked.key, folder)
    except OSError as fault:
        raise BadInput(
            f"{folder} cannot be written to: {fault.strerror}.", hint="Name another folder."
        ) from fault
    written = ", ".join(f"{count:,} {what}" for what, count in counts.items())
    _out.print(f"As of {told.as_of}: {written}, in {folder}.", markup=False)
    _out.print(
        f"Each household has the same ties as at least {told.smallest_group} have, itself among them."
    )


async def _told(address: DatabaseAddress, asked: TopologyAsked) -> SupportTopology:
    seconds = STATEMENT_SECONDS
    async with Gateway(address, read_seconds=seconds, write_seconds=seconds) as gateway:
        frame = await gateway.read(COUNTED_FRAME.statement(NoParameters()))
        ties = await gateway.read(SUPPORT_TIES.statement(TiesOnADay(asked.cut)))
    found = {
        COUNTED_FRAME.name: COUNTED_FRAME.rows(frame),
        SUPPORT_TIES.name: SUPPORT_TIES.rows(ties),
    }
    return SUPPORT_TOPOLOGY.judge(asked, Rows(found))
