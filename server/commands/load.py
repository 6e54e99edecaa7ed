"""`tsunagu load`: the demo city into the database."""

import asyncio
from contextlib import ExitStack
from functools import partial
from typing import Annotated

import typer
from rich.console import Console

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.local.opening import open_database
from graph.local.progress import Report, Stage, shown_on_terminal
from graph.migrations.apply import STATEMENT_SECONDS, Step, migrate
from seeds.calendar import TODAY
from seeds.city import SEED
from seeds.drawing import DrawnCity
from seeds.load import CityLoad, Loaded, empty
from seeds.load import load as load_city
from seeds.progress import shown

_out = Console(highlight=False, soft_wrap=True)
_notes = Console(stderr=True, highlight=False, soft_wrap=True)

Factor = Annotated[
    float,
    typer.Option(
        help="1 is the whole city: 230,734 residents. Below 1, people and work shrink while the "
        "directory and the worked examples stay whole (0.01 takes a minute or two). A whole number "
        "above 1 sets that many cities side by side, for scale tests."
    ),
]
Seed = Annotated[
    int, typer.Option(help="The same seed gives the same city, name by name, on every machine.")
]
Replace = Annotated[
    bool,
    typer.Option(
        "--replace", help="First remove everything in the database. It asks before it does."
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask before removing.")]


def load(
    *, factor: Factor = 1.0, seed: Seed = SEED, replace: Replace = False, yes: Yes = False
) -> None:
    """Load the demo city, a synthetic Saga, with every figure of the source document.

    A load that was stopped goes on where it was: run the same command again. A database that holds
    anything else is left alone unless --replace says so.

    Example: `tsunagu load --factor 0.1`, then `tsunagu figures`.

    Touches the database of NEO4J_URI, or the local one Tsunagu keeps when that is not set. One of
    Tsunagu's own that was never started gets its rows from Neo4j's import tool, much faster.
    """
    wanted = CityLoad(seed, factor)
    drawn = DrawnCity(wanted)
    with ExitStack() as stack:
        with shown_on_terminal(_notes) as report:
            filling = None if replace else drawn
            address = stack.enter_context(open_database(report=report, filling=filling))
        if replace and not yes:
            typer.confirm(f"Remove everything in the database at {address.uri}?", abort=True)
        done = asyncio.run(load_into(address, wanted, replace=replace))
    if done.already_there:
        _out.print(f"The city is there already: {done.nodes:,} nodes, {done.ties:,} ties.")
    else:
        _out.print(
            f"Loaded: {done.nodes:,} nodes and {done.ties:,} ties ({done.written:,} rows now)."
        )
    _out.print(f"Next: tsunagu sweep --today {TODAY}, then TSUNAGU_TODAY={TODAY} tsunagu serve.")


async def load_into(address: DatabaseAddress, wanted: CityLoad, *, replace: bool = False) -> Loaded:
    """Migrate the database and load the city into it, with progress on stderr."""
    async with Gateway(
        address, read_seconds=STATEMENT_SECONDS, write_seconds=STATEMENT_SECONDS
    ) as gateway:
        with shown_on_terminal(_notes) as report:
            await migrate(gateway, partial(schema_told, report))
        with shown(_notes, wanted.factor) as progress:
            if replace:
                await empty(gateway, progress)
            return await load_city(gateway, wanted, progress)


def schema_told(report: Report, step: Step) -> None:
    """Report how far a migration is."""
    how_far = f"{step.done} of {step.total} steps"
    report(Stage(f"Bringing the schema up to date: {step.migration}", how_far=how_far))
