"""Data folders to break: each test gets its own copy of one that was prepared once."""

import shutil
import tempfile
from collections.abc import Callable, Generator
from pathlib import Path

import neo4j
import pytest

from graph.address import DatabaseAddress
from graph.local.database import LocalNeo4j
from graph.local.release import Release
from tests.database_sizes import BRIEF


def driver(address: DatabaseAddress) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        address.uri,
        auth=(address.user, address.password),
        notifications_min_severity="OFF",
        telemetry_disabled=True,
    )


@pytest.fixture(scope="session")
def prepared(release: Release) -> Generator[Path]:
    """A stopped database with one café in it."""
    with tempfile.TemporaryDirectory(prefix="tsunagu-prepared-") as folder:
        home = Path(folder) / "home"
        with LocalNeo4j(home, release=release, wishes=BRIEF) as own:
            address = own.start()
            with driver(address) as opened:
                opened.execute_query("CREATE CONSTRAINT FOR (c:Cafe) REQUIRE c.id IS UNIQUE")
                opened.execute_query("CREATE (:Cafe {id: 'cafe-1', name: 'ひだまり'})")
        yield home


@pytest.fixture
def empty_home() -> Generator[Path]:
    """A place where no data folder is yet."""
    with tempfile.TemporaryDirectory(prefix="tsunagu-fault-") as folder:
        yield Path(folder) / "home"


@pytest.fixture
def home(prepared: Path, empty_home: Path) -> Path:
    """A copy of the prepared database, to do with as the test likes."""
    return shutil.copytree(prepared, empty_home)


@pytest.fixture
def local(home: Path, release: Release) -> Generator[Callable[[], LocalNeo4j]]:
    """Makes databases on that folder; what still runs at the end is stopped."""
    made: list[LocalNeo4j] = []

    def another() -> LocalNeo4j:
        made.append(LocalNeo4j(home, release=release, wishes=BRIEF))
        return made[-1]

    yield another
    for one in made:
        one.stop()
