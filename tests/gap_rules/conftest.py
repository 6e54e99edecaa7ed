"""The small city and all worlds in a database of each module's own, free to be changed."""

from collections.abc import AsyncGenerator, Generator
from functools import partial
from pathlib import Path

import pytest

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.load import batch_statement
from graph.local.release import Release
from seeds.load import recorded
from seeds.notebook import Notebook
from tests.answering.oracle import World
from tests.cities import PATIENTLY, started, stopped
from tests.gap_rules.scene import Directory, Scene, sheets_of, small_city, with_worlds
from tests.gap_rules.worlds import WORLDS, Expected


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


@pytest.fixture(scope="session")
def gap_home(release: Release, filled_home: Path, told: Told) -> Generator[Path]:
    """The folder of a stopped database that holds the city and the worlds; to be copied."""
    with stopped(release, partial(_add, told), like=filled_home) as home:
        yield home


@pytest.fixture(scope="module")
def gap_city(release: Release, gap_home: Path) -> Generator[DatabaseAddress]:
    """The city and the worlds in a database of the module's own."""
    with started(release, like=gap_home) as address:
        yield address


async def _add(told: Told, gateway: Gateway) -> None:
    """The worlds, loaded beside the city."""
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
