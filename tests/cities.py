"""A small city in a database of its own that no test changes, and the ways to ask it.

It is loaded once, into a folder that the databases which hold it are copies of. A city that may be
changed is loaded into the one database of the run, for the tests of a module.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from graph.address import DatabaseAddress
from graph.gaps.sweep import sweep
from graph.gateway import Gateway, Run
from graph.local.database import LocalNeo4j
from graph.local.exclusive import exclusive
from graph.local.release import Release
from graph.migrations.apply import migrate
from resolvers.limits import Limits
from schema.api import Api, api
from seeds.city import SEED, sheets
from seeds.load import CityLoad, empty, load
from tests.answering.asking import CITY_DAY, Asking
from tests.answering.oracle import Oracle, World
from tests.database_sizes import SMALL
from tests.run import SHARED

ROOMY = Limits(**{each.name: 10**9 for each in fields(Limits)})
SMALL_FACTOR = 0.01
PATIENT_SECONDS = 150.0
"""A cold database on a slow machine plans the longest statements for a minute."""
FILLING_SECONDS = 600.0
PATIENTLY = {"read_seconds": PATIENT_SECONDS, "write_seconds": PATIENT_SECONDS}

Prepare = Callable[[Gateway], Coroutine[Any, Any, object]]
"""What is done to a database before tests ask it."""


@pytest.fixture(scope="session", name="api")
def one_api() -> Api:
    """The schema, built once; its limits leave room for whatever is generated."""
    return api(ROOMY)


@pytest.fixture(scope="session")
def filled_home(release: Release) -> Generator[Path]:
    """The folder of a stopped database that holds the small city, migrated; to be copied.

    The parts of a run (`tests/run.py`) share one: the first that needs it fills it.
    """
    shared = os.environ.get(SHARED)
    with _folder() if shared is None else nullcontext(Path(shared) / "home") as home:
        with exclusive(home.with_name("filling"), "filling", patience_seconds=FILLING_SECONDS):
            if not (filled := home.with_name("filled")).exists():
                with LocalNeo4j(home, release=release, wishes=SMALL) as neo4j:
                    prepared(neo4j.start(), fill)
                filled.touch()
        yield home


@pytest.fixture(scope="session")
def small_city(release: Release, filled_home: Path) -> Generator[DatabaseAddress]:
    """A real Neo4j for the small city alone."""
    with started(release, like=filled_home) as address:
        yield address


@contextmanager
def started(
    release: Release, prepare: Prepare | None = None, *, like: Path | None = None
) -> Generator[DatabaseAddress]:
    """A real Neo4j in a folder of its own, empty or a copy of a stopped one's, then prepared."""
    with _folder(like) as home, LocalNeo4j(home, release=release, wishes=SMALL) as neo4j:
        address = neo4j.start()
        if prepare is not None:
            prepared(address, prepare)
        yield address


@contextmanager
def holding(database: DatabaseAddress, fill: Prepare) -> Generator[DatabaseAddress]:
    """A database with nothing in it but what it is filled with; empty again in the end."""
    prepared(database, migrate)
    prepared(database, empty)
    prepared(database, fill)
    try:
        yield database
    finally:
        prepared(database, empty)


@contextmanager
def _folder(like: Path | None = None) -> Generator[Path]:
    with tempfile.TemporaryDirectory(prefix="tsunagu-city-") as folder:
        home = Path(folder) / "home"
        yield home if like is None else shutil.copytree(like, home)


def prepared(address: DatabaseAddress, prepare: Prepare) -> None:
    """Do something to a database, in a thread of its own.

    A browser under test may hold this thread's event loop.
    """

    async def work() -> None:
        async with Gateway(address, **PATIENTLY, watch=()) as gateway:
            await prepare(gateway)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work()).result()


async def fill(gateway: Gateway, factor: float = SMALL_FACTOR) -> None:
    """Migrate a database and load a city into it, the small one unless another is named."""
    await migrate(gateway)
    await load(gateway, CityLoad(SEED, factor))


@pytest.fixture(scope="session")
def swept_city(release: Release, filled_home: Path) -> Generator[DatabaseAddress]:
    """The small city with its register of gaps filled, in a database that no test changes."""
    with started(release, _swept, like=filled_home) as address:
        yield address


async def _swept(gateway: Gateway) -> None:
    await sweep(gateway, CITY_DAY)


@pytest.fixture(scope="session")
async def asking(small_city: DatabaseAddress, api: Api) -> AsyncGenerator[Asking]:
    """Asks the small city and counts the statements."""
    runs: list[Run] = []
    async with Gateway(small_city, read_seconds=PATIENT_SECONDS, watch=(runs.append,)) as gateway:
        yield Asking(api, gateway, runs)


@pytest.fixture(scope="session")
def oracle(api: Api) -> Oracle:
    """Answers over the same rows without a database."""
    return Oracle(api, World.of(sheets(SEED, SMALL_FACTOR)), CITY_DAY)
