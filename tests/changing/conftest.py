"""A city that tests may change: in a database of its own, with the application over it."""

import tempfile
from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import pytest

from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.gateway import Gateway
from graph.local.database import LocalNeo4j
from graph.local.release import Release
from graph.migrations.apply import migrate
from server.manners import Manners
from tests.changing.moving import Mover
from tests.database_sizes import SMALL
from tests.served import PATIENT, serving
from tests.worlds import PATIENT_SECONDS, prepared


@pytest.fixture(scope="session")
def changing_neo4j(release: Release) -> Generator[LocalNeo4j]:
    """The database process itself, for tests that stop it."""
    with tempfile.TemporaryDirectory(prefix="tsunagu-changing-") as folder:
        neo4j = LocalNeo4j(Path(folder) / "home", release=release, wishes=SMALL)
        try:
            neo4j.start()
            yield neo4j
        finally:
            neo4j.stop()


@pytest.fixture(scope="session")
def changing_city(changing_neo4j: LocalNeo4j) -> DatabaseAddress:
    """Migrated; tests make what they change."""
    address = changing_neo4j.start()
    prepared(address, migrate)
    return address


@pytest.fixture
async def gateway(changing_city: DatabaseAddress) -> AsyncGenerator[Gateway]:
    async with Gateway(changing_city, read_seconds=PATIENT_SECONDS, watch=()) as opened:
        yield opened


@pytest.fixture
async def mover(gateway: Gateway) -> Mover:
    """Moves hand-overs through the API, in this process."""
    return Mover(gateway)


@pytest.fixture(scope="session")
def changing(changing_city: DatabaseAddress) -> Generator[str]:
    """The base URL of the application over the city that may be changed."""
    with serving(changing_city, Manners(), PATIENT) as address:
        yield address


async def events_of(gateway: Gateway) -> list[int]:
    """The sequences of all events there are, in their order."""
    text = "MATCH (e:Event) RETURN e.sequence AS sequence ORDER BY sequence"
    return [row[0] for row in await gateway.read(Statement("all_events", text))]
