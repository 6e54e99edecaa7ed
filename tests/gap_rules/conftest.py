"""The small city and all worlds, loaded anew for each module, free to be changed."""

from collections.abc import AsyncGenerator, Generator
from functools import partial

import pytest

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.load import batch_statement
from seeds.load import recorded
from seeds.notebook import Notebook
from tests.answering.oracle import World
from tests.cities import fill, holding
from tests.gap_rules.scene import Directory, Scene, sheets_of, small_city, with_worlds
from tests.gap_rules.worlds import WORLDS, Expected
from tests.worlds import PATIENTLY


class Told:
    """Every world, told once: its home, and what is expected there."""

    def __init__(self) -> None:
        self.book = Notebook()
        directory = Directory(small_city())
        self.homes: dict[str, str] = {}
        self.expected: dict[str, Expected | None] = {}
        for pair in WORLDS.values():
            for world in pair:
                scene = Scene(world.__name__, self.book, directory)
                self.expected[world.__name__] = world(scene)
                self.homes[world.__name__] = scene.home.id


@pytest.fixture(scope="session")
def told() -> Told:
    return Told()


@pytest.fixture(scope="session")
def rows(told: Told) -> World:
    """The rows of the city and of the worlds, as they were loaded."""
    return with_worlds(told.book)


@pytest.fixture(scope="module")
def gap_city(database: DatabaseAddress, told: Told) -> Generator[DatabaseAddress]:
    """The city and the worlds, for the tests of one module."""
    with holding(database, partial(_fill, told)) as address:
        yield address


async def _fill(told: Told, gateway: Gateway) -> None:
    await fill(gateway)
    state = await recorded(gateway)
    assert state is not None
    for number, sheet in enumerate(sheets_of(told.book), start=state.batches):
        written = list(sheet.rows)
        [[[created]]] = await gateway.write(batch_statement(sheet, number, written))
        assert created == len(written)


@pytest.fixture
async def gateway(gap_city: DatabaseAddress) -> AsyncGenerator[Gateway]:
    async with Gateway(gap_city, **PATIENTLY) as opened:
        yield opened
