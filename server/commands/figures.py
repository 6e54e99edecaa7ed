"""`tsunagu figures`: the source document's figures beside what the graph holds."""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Annotated, Any, cast

import orjson
import typer
from rich.console import Console
from rich.table import Table

from graph.address import DatabaseAddress
from graph.errors import BadInput
from graph.gateway import Gateway
from graph.local.opening import open_database
from graph.local.progress import shown_on_terminal
from seeds.figures.source import Compared, compared
from seeds.load import Recorded, recorded

READ_SECONDS = 60.0
NOT_EQUAL = 1
NOT_THE_WHOLE_CITY = 2

_out = Console(highlight=False)
_notes = Console(stderr=True, highlight=False, soft_wrap=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document, for programs.")]


def figures(*, as_json: AsJson = False) -> None:
    """Compare every figure of the source document with the graph.

    Exit code 0: all are equal. 1: one is not. 2: another factor than 1 is loaded, at which only
    the figures that do not count people hold.

    Example: `tsunagu load`, then `tsunagu figures`.
    """
    with ExitStack() as stack:
        with shown_on_terminal(_notes) as report:
            address = stack.enter_context(open_database(report=report))
        state, lines = asyncio.run(_compared(address))
    whole = state.load.factor >= 1
    if as_json:
        _out.out(orjson.dumps(_document(state, lines), option=orjson.OPT_INDENT_2).decode())
    else:
        _out.print(_table(lines))
    must_hold = [each for each in lines if whole or each.figure.any_size]
    wrong = [each for each in must_hold if not each.equal]
    for each in wrong:
        _notes.print(
            f"{each.figure.en}: the source says {each.figure.expected}, the graph {each.found}."
        )
    if wrong:
        raise typer.Exit(NOT_EQUAL)
    if not whole:
        held = sum(each.equal for each in lines)
        _notes.print(
            f"Figures hold at factor 1 only; this city has factor {state.load.factor:g}. "
            f"{held} of {len(lines)} hold anyway."
        )
        raise typer.Exit(NOT_THE_WHOLE_CITY)


async def _compared(address: DatabaseAddress) -> tuple[Recorded, list[Compared]]:
    async with Gateway(address, read_seconds=READ_SECONDS) as gateway:
        state = await recorded(gateway)
        if state is None or not state.complete:
            raise BadInput(
                "The demo city is not in this database, or not wholly.",
                hint="Load it first: tsunagu load.",
            )
        return state, await compared(gateway)


def _table(lines: Sequence[Compared]) -> Table:
    table = Table("figure", "source", "expected", "in the graph", "equal")
    for each in lines:
        table.add_row(
            f"{each.figure.ja}\n[dim]{each.figure.en}[/dim]",
            each.figure.source,
            _shown(each.figure.expected),
            _shown(each.found),
            "✓" if each.equal else "✗",
        )
    return table


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(_line(each) for each in cast("list[Any]", value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def _line(value: Any) -> str:
    return "、".join(cast("list[str]", value)) if isinstance(value, list) else str(value)


def _document(state: Recorded, lines: Sequence[Compared]) -> dict[str, Any]:
    return {
        "seed": state.load.seed,
        "factor": state.load.factor,
        "figures": [
            {
                "column": each.figure.column,
                "ja": each.figure.ja,
                "en": each.figure.en,
                "source": each.figure.source,
                "expected": each.figure.expected,
                "found": each.found,
                "equal": each.equal,
            }
            for each in lines
        ],
    }
