"""`tsunagu sweep`: every household held against the gap rules, and the register brought in line."""

import asyncio
from contextlib import ExitStack
from datetime import date, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from graph.address import DatabaseAddress
from graph.gaps.all import RULES
from graph.gaps.sweep import Sweep, households_in, swept_for
from graph.gaps.sweep import sweep as sweep_register
from graph.gateway import Gateway
from graph.local.opening import open_database
from graph.local.progress import shown_on_terminal
from graph.migrations.apply import STATEMENT_SECONDS, migrate
from server.app import today as present_day

_out = Console(highlight=False, soft_wrap=True)
_notes = Console(stderr=True, highlight=False, soft_wrap=True)

Today = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The day that counts as today; today unless named."),
]


def sweep(today: Today = None) -> None:
    """Hold every household against the gap rules and bring the register of gaps in line.

    Ages and clocks move by themselves: run it once a day. A sweep that was stopped goes on where it
    was; running it again changes nothing.

    Example: `tsunagu sweep --today 2021-07-31` for the demo city.

    Touches the database of NEO4J_URI, or the local one Tsunagu keeps when that is not set.
    """
    day = today.date() if today else present_day()
    with ExitStack() as stack:
        with shown_on_terminal(_notes) as report:
            address = stack.enter_context(open_database(report=report))
        done = asyncio.run(sweep_in(address, day))
    _out.print(_table(done))
    begun = " (went on where it was)" if done.resumed else ""
    _out.print(f"Households: {done.households:,}, as of {day.isoformat()}{begun}.")


async def sweep_in(address: DatabaseAddress, day: date) -> Sweep:
    """Migrate the database and sweep it, with progress on stderr."""
    async with _patient(address) as gateway:
        await migrate(gateway)
        return await _shown(gateway, day)


async def sweep_once(address: DatabaseAddress, day: date) -> None:
    """Sweep the database unless that was done for the day already."""
    async with _patient(address) as gateway:
        if not await swept_for(gateway, day):
            await _shown(gateway, day)


def _patient(address: DatabaseAddress) -> Gateway:
    return Gateway(address, read_seconds=STATEMENT_SECONDS, write_seconds=STATEMENT_SECONDS)


async def _shown(gateway: Gateway, day: date) -> Sweep:
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.completed:,} of {task.total:,}"),
        TimeRemainingColumn(),
        console=_notes,
        transient=True,
    )
    with bars:
        watch = _Bar(bars, await households_in(gateway))
        return await sweep_register(gateway, day, watch)


class _Bar:
    """One bar: the households."""

    def __init__(self, bars: Progress, total: int) -> None:
        self._bars = bars
        self._task = bars.add_task("looking for gaps", total=total)

    def households(self, count: int) -> None:
        self._bars.advance(self._task, count)


def _table(done: Sweep) -> Table:
    names = {rule.code: rule.name for rule in RULES}
    table = Table("rule", "種類", box=None)
    for column in ("found", "new", "ended"):
        table.add_column(column, justify="right")
    for each in done.rules:
        counts = (each.found, each.new, each.ended)
        table.add_row(each.rule, names[each.rule].ja, *(f"{count:,}" for count in counts))
    return table
