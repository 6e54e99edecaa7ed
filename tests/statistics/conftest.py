"""A way to ask the small city's database a written question as it stands."""

from collections.abc import AsyncGenerator

import pytest

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from tests.cities import PATIENT_SECONDS


@pytest.fixture(scope="session")
async def gateway(loaded_city: DatabaseAddress) -> AsyncGenerator[Gateway]:
    """The way to the small city."""
    async with Gateway(loaded_city, read_seconds=PATIENT_SECONDS) as gateway:
        yield gateway
