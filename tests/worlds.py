"""Worlds in turn: the one Neo4j of a run holds one world at a time, and its tests follow each other.

A world is a fixture below: a database as its tests find it. Between two of them the database is
emptied and its plans are forgotten, and Java stays warm, which is most of what a database costs. A
test asks for one world; what it asks through is closed before the next world comes.
"""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.migrations.apply import migrate
from seeds.load import empty
from tests.cold import forget_plans

WORLDS = (
    "database",
    "small_city",
    "swept_city",
    "guarded_city",
    "sheltered_database",
    "changing_city",
)
"""The fixtures that are worlds: each rests on `world` and fills it."""

PATIENT_SECONDS = 150.0
"""A cold database on a slow machine plans the longest statements for a minute."""
PATIENTLY = {"read_seconds": PATIENT_SECONDS, "write_seconds": PATIENT_SECONDS}

Prepare = Callable[[Gateway], Coroutine[Any, Any, object]]
"""What is done to a database before tests ask it."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test its world as a parameter, by which pytest puts those of one world together."""
    if "world" in metafunc.fixturenames:
        (asked,) = [name for name in WORLDS if name in metafunc.fixturenames]
        metafunc.parametrize("world", [asked], indirect=True, scope="session")


@pytest.fixture(scope="session")
def world(engine: DatabaseAddress, request: pytest.FixtureRequest) -> DatabaseAddress:
    """The database, migrated and empty, for the world that is named."""
    assert request.param in WORLDS
    prepared(engine, _cleared)
    return engine


@pytest.fixture(scope="session")
def database(world: DatabaseAddress) -> DatabaseAddress:
    """A world with nothing in it; who puts something in takes it out again."""
    return world


def prepared(address: DatabaseAddress, prepare: Prepare) -> None:
    """Do something to a database, in a thread of its own.

    A browser under test may hold this thread's event loop.
    """

    async def work() -> None:
        async with Gateway(address, **PATIENTLY, watch=()) as gateway:
            await prepare(gateway)

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work()).result()


async def _cleared(gateway: Gateway) -> None:
    await migrate(gateway)
    await empty(gateway)
    await forget_plans(gateway)
