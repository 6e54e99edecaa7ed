"""`tsunagu sweep`: every household held against the gap rules, and the register brought in line."""

import asyncio
import logging
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from graph.address import DatabaseAddress
from graph.errors import DatabaseAway, DatabaseSlow
from graph.gaps.all import RULES
from graph.gaps.sweep import Sweep, Watch, how_far, swept_for
from graph.gaps.sweep import sweep as sweep_register
from graph.gateway import Gateway
from graph.local.opening import open_database
from graph.local.progress import shown_on_terminal
from graph.migrations.apply import STATEMENT_SECONDS, migrate
from graph.plain_lines import PlainLines
from server.app import today as present_day
from server.commands.days import typed_day
from server.register import Register

LOG = logging.getLogger("tsunagu.register")
PAUSES_SECONDS = (2.0, 5.0, 10.0, 20.0, 40.0)
"""How long to wait for a database that is away, each time anew; our own is back within 25."""

_out = Console(highlight=False, soft_wrap=True)
_notes = Console(stderr=True, highlight=False, soft_wrap=True)

Today = Annotated[
    date | None,
    typer.Option(
        parser=typed_day, metavar="DAY", help="The day that counts as today; today unless named."
    ),
]


def sweep(today: Today = None) -> None:
    """Hold every household against the gap rules and bring the register of gaps in line.

    Ages and clocks move by themselves: run it once a day. A sweep that was stopped goes on where it
    was; running it again changes nothing.

    Example: `tsunagu sweep --today 2021-07-31` for the demo city.

    Touches the database of NEO4J_URI, or the local one Tsunagu keeps when that is not set.
    """
    day = today or present_day()
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


async def look_at(register: Register, address: DatabaseAddress, day: date) -> None:
    """See how far the register is for the day."""
    async with _patient(address) as gateway:
        reached = await how_far(gateway, day)
    register.households, register.of = reached.households, reached.of
    register.complete = reached.complete


async def fill_register(register: Register, address: DatabaseAddress, *, day: date) -> None:
    """Fill what is lacking in the register for the day, and tell how it goes, on stderr too.

    A database that is away is waited for. What cannot be mended is logged and told, not raised.
    """
    if register.complete:
        return
    try:
        for pause in PAUSES_SECONDS:
            try:
                await _fill(register, address, day)
                break
            except (DatabaseAway, DatabaseSlow) as fault:
                LOG.warning("The look for gaps was broken off and goes on: %s", fault)
                await asyncio.sleep(pause)
        else:
            await _fill(register, address, day)
    except Exception as fault:
        register.failed = True
        LOG.exception("The register of gaps is not complete.")
        _notes.print(
            f"The register of gaps is not complete ({register.households:,} of {register.of:,} "
            f"households): {fault} It goes on with: tsunagu sweep --today {day.isoformat()}",
            markup=False,
        )


async def _fill(register: Register, address: DatabaseAddress, day: date) -> None:
    async with _patient(address) as gateway:
        await _shown(gateway, day, register)
    register.complete = True
    _notes.print("The register of gaps is complete.")


def _patient(address: DatabaseAddress) -> Gateway:
    return Gateway(address, read_seconds=STATEMENT_SECONDS, write_seconds=STATEMENT_SECONDS)


async def _shown(gateway: Gateway, day: date, register: Register | None = None) -> Sweep:
    reached = await how_far(gateway, day)
    counted = register or Register()
    counted.of = reached.of
    counted.households = 0 if reached.complete else reached.households
    with _progress(counted) as watch:
        return await sweep_register(gateway, day, watch)


@contextmanager
def _progress(register: Register) -> Generator[Watch]:
    """A bar on a terminal, a line now and then elsewhere."""
    if not _notes.is_terminal:
        with PlainLines(_notes) as lines:
            yield _Lines(lines, register)
        return
    bars = Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.completed:,} of {task.total:,}"),
        TimeRemainingColumn(),
        console=_notes,
        transient=True,
    )
    with bars:
        yield _Bar(bars, register)


class _Bar:
    """One bar: the households."""

    def __init__(self, bars: Progress, register: Register) -> None:
        self._bars = bars
        self._register = register
        self._task = bars.add_task(
            "looking for gaps", total=register.of, completed=register.households
        )

    def households(self, count: int) -> None:
        self._register.households += count
        self._bars.advance(self._task, count)


class _Lines:
    """The households in words."""

    def __init__(self, lines: PlainLines, register: Register) -> None:
        self._lines = lines
        self._register = register
        self.households(0)

    def households(self, count: int) -> None:
        done = self._register
        done.households += count
        self._lines.now("Looking for gaps", f"{done.households:,} of {done.of:,} households")


def _table(done: Sweep) -> Table:
    names = {rule.code: rule.name for rule in RULES}
    table = Table("rule", "種類", box=None)
    for column in ("found", "new", "ended"):
        table.add_column(column, justify="right")
    for each in done.rules:
        counts = (each.found, each.new, each.ended)
        table.add_row(each.rule, names[each.rule].ja, *(f"{count:,}" for count in counts))
    return table
