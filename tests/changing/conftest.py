"""A city that tests may change, with the application over it."""

from collections.abc import AsyncGenerator, Generator

import pytest

from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.gateway import Gateway
from server.manners import Manners
from tests.changing.moving import Mover
from tests.served import PATIENT, serving
from tests.worlds import PATIENT_SECONDS


@pytest.fixture(scope="session")
def changing_city(world: DatabaseAddress) -> DatabaseAddress:
    """A world for tests that make what they change."""
    return world


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
