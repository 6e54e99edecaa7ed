"""A small city that no test changes, and the ways to ask it.

A city that may be changed is loaded into an empty database, for the tests of a module.
"""

from collections.abc import AsyncGenerator, Generator
from contextlib import contextmanager
from dataclasses import fields

import pytest

from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.gaps.sweep import sweep
from graph.gateway import Gateway, Run
from graph.migrations.apply import migrate
from resolvers.limits import Limits
from schema.api import Api, api
from seeds.city import SEED, sheets
from seeds.load import CityLoad, empty, load
from tests.answering.asking import CITY_DAY, Asking
from tests.answering.oracle import Oracle, World
from tests.worlds import PATIENT_SECONDS, Prepare, prepared

ROOMY = Limits(**{each.name: 10**9 for each in fields(Limits)})
SMALL_FACTOR = 0.01


@pytest.fixture(scope="session", name="api")
def one_api() -> Api:
    """The schema, built once; its limits leave room for whatever is generated."""
    return api(ROOMY)


@pytest.fixture(scope="session")
def small_city(world: DatabaseAddress) -> DatabaseAddress:
    """A world that is the small city alone."""
    prepared(world, fill)
    return world


@contextmanager
def holding(database: DatabaseAddress, fill: Prepare) -> Generator[DatabaseAddress]:
    """A database with nothing in it but what it is filled with; empty again in the end."""
    prepared(database, empty)
    prepared(database, fill)
    try:
        yield database
    finally:
        prepared(database, empty)


async def fill(gateway: Gateway, factor: float = SMALL_FACTOR) -> None:
    """Migrate a database and load a city into it, the small one unless another is named."""
    await migrate(gateway)
    await load(gateway, CityLoad(SEED, factor))


@pytest.fixture(scope="session")
def swept_city(world: DatabaseAddress) -> DatabaseAddress:
    """A world that is the small city with its register of gaps filled."""
    prepared(world, _swept)
    return world


async def _swept(gateway: Gateway) -> None:
    await fill(gateway)
    await sweep(gateway, CITY_DAY)
    # The indexes are counted behind; what is planned before may be planned for an empty register.
    await gateway.write(Statement("count_indexes", "CALL db.prepareForReplanning(60)"))


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
