"""A small city in a database of its own that no test changes, and the ways to ask it."""

import asyncio
import tempfile
from collections.abc import AsyncGenerator, Callable, Coroutine, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from graph.address import DatabaseAddress
from graph.gaps.sweep import sweep
from graph.gateway import Gateway, Run
from graph.local.database import LocalNeo4j
from graph.local.release import Release
from graph.migrations.apply import migrate
from resolvers.limits import Limits
from schema.api import Api, api
from seeds.city import SEED, sheets
from seeds.load import CityLoad, load
from tests.answering.asking import CITY_DAY, Asking
from tests.answering.oracle import Oracle, World
from tests.database_sizes import SMALL

ROOMY = Limits(**{each.name: 10**9 for each in fields(Limits)})
SMALL_FACTOR = 0.01
PATIENT_SECONDS = 60.0
PATIENTLY = {"read_seconds": PATIENT_SECONDS, "write_seconds": PATIENT_SECONDS}

Prepare = Callable[[Gateway], Coroutine[Any, Any, object]]
"""What is done to a database before tests ask it."""


@pytest.fixture(scope="session", name="api")
def one_api() -> Api:
    """The schema, built once; its limits leave room for whatever is generated."""
    return api(ROOMY)


@pytest.fixture(scope="session")
def small_city(release: Release) -> Generator[DatabaseAddress]:
    """A real Neo4j for the small city alone; `asking` loads it."""
    with started(release) as address:
        yield address


@contextmanager
def started(release: Release, prepare: Prepare | None = None) -> Generator[DatabaseAddress]:
    """A real Neo4j in a folder of its own, empty unless something prepares it."""
    with tempfile.TemporaryDirectory(prefix="tsunagu-city-") as folder:
        neo4j = LocalNeo4j(Path(folder), release=release, wishes=SMALL)
        try:
            address = neo4j.start()
            if prepare is not None:
                prepared(address, prepare)
            yield address
        finally:
            neo4j.stop()


def prepared(address: DatabaseAddress, prepare: Prepare) -> None:
    """Do something to a database, in a thread of its own.

    A browser under test may hold this thread's event loop.
    """

    async def work() -> None:
        async with Gateway(address, **PATIENTLY, watch=()) as gateway:
            await prepare(gateway)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work()).result()


@pytest.fixture(scope="session")
def loaded_city(small_city: DatabaseAddress) -> DatabaseAddress:
    """The address of the small city, migrated and loaded."""
    prepared(small_city, fill)
    return small_city


async def fill(gateway: Gateway, factor: float = SMALL_FACTOR) -> None:
    """Migrate a database and load a city into it, the small one unless another is named."""
    await migrate(gateway)
    await load(gateway, CityLoad(SEED, factor))


@pytest.fixture(scope="module")
def swept_city(release: Release) -> Generator[DatabaseAddress]:
    """The small city in a database of the module's own, its register of gaps filled."""
    with started(release, _swept) as address:
        yield address


async def _swept(gateway: Gateway) -> None:
    await fill(gateway)
    await sweep(gateway, CITY_DAY)


@pytest.fixture(scope="session")
async def asking(loaded_city: DatabaseAddress, api: Api) -> AsyncGenerator[Asking]:
    """Asks the small city and counts the statements."""
    runs: list[Run] = []
    async with Gateway(loaded_city, read_seconds=PATIENT_SECONDS, watch=(runs.append,)) as gateway:
        yield Asking(api, gateway, runs)


@pytest.fixture(scope="session")
def oracle(api: Api) -> Oracle:
    """Answers over the same rows without a database."""
    return Oracle(api, World.of(sheets(SEED, SMALL_FACTOR)), CITY_DAY)
