"""The databases that are measured: the one chosen by the environment, or a city of some factor in a
folder that is kept, loaded once.
"""

import argparse
import asyncio
from collections.abc import Callable, Coroutine, Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.local.database import Wishes
from graph.local.home import Home
from graph.local.opening import DatabaseChoice, chosen, open_database
from graph.local.progress import shown_on_terminal
from graph.local.release import CURRENT
from graph.local.state import running_state
from graph.migrations.apply import STATEMENT_SECONDS, migrate
from seeds.calendar import TODAY
from seeds.city import SEED
from seeds.drawing import DrawnCity
from seeds.load import CityLoad, load
from seeds.progress import Shown
from server.commands.sweep import sweep_once

KEPT = Path("build/bench")
HEAP_MIB = 2048
PAGE_CACHE_MIB = 2048


@dataclass(frozen=True)
class Measured:
    """An open database, and its process where it is one of ours."""

    address: DatabaseAddress
    process: psutil.Process | None


def add_factor(parser: argparse.ArgumentParser) -> None:
    """The option that asks for a kept city, for `measured_database`."""
    parser.add_argument(
        "--factor", type=float, help="a kept city of that size, instead of the chosen database"
    )


def factor_given(given: argparse.Namespace) -> str:
    """The option again as it was given, to stand behind a command."""
    return f" --factor {given.factor:g}" if given.factor else ""


@contextmanager
def chosen_database() -> Generator[Measured]:
    """The database `tsunagu` itself would use."""
    with ExitStack() as stack:
        with shown_on_terminal() as report:
            address = stack.enter_context(open_database(report=report))
        ours = None if chosen().address else _process(chosen().home)
        yield Measured(address, ours)


@contextmanager
def measured_database(factor: float | None) -> Generator[Measured]:
    """The kept city of that factor; without one, the chosen database."""
    with kept_city(factor) if factor else chosen_database() as measured:
        yield measured


def carry_out(
    parser: argparse.ArgumentParser,
    work: Callable[[Measured, argparse.Namespace], Coroutine[Any, Any, None]],
) -> None:
    """Read the options, `--factor` among them, and do the work on the database they name."""
    add_factor(parser)
    given = parser.parse_args()
    with measured_database(given.factor) as measured:
        asyncio.run(work(measured, given))


@contextmanager
def kept_city(factor: float) -> Generator[Measured]:
    """The city of that factor, in `build/bench/factor-N`; what is missing of it is made first."""
    home = KEPT / f"factor-{factor:g}"
    wishes = Wishes(heap_mib=HEAP_MIB, page_cache_mib=PAGE_CACHE_MIB)
    choice = DatabaseChoice(home, CURRENT, wishes)
    with ExitStack() as stack:
        with shown_on_terminal() as report:
            filling = DrawnCity(CityLoad(SEED, factor))
            address = stack.enter_context(open_database(choice, report, filling=filling))
        asyncio.run(_filled(address, factor))
        yield Measured(address, _process(home))


async def _filled(address: DatabaseAddress, factor: float) -> None:
    async with Gateway(
        address, read_seconds=STATEMENT_SECONDS, write_seconds=STATEMENT_SECONDS
    ) as gateway:
        await migrate(gateway)
        with Shown(Console(stderr=True), factor) as progress:
            await load(gateway, CityLoad(SEED, factor), progress)
    await sweep_once(address, TODAY)


def _process(home: Path) -> psutil.Process | None:
    state = running_state(Home(home.absolute()))
    return psutil.Process(state.java_pid) if state else None
