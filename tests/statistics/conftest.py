"""Ways to ask the small city a written question as it stands, also with its register filled."""

from collections.abc import AsyncGenerator

import pytest

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from tests.worlds import PATIENT_SECONDS


@pytest.fixture(scope="session")
async def gateway(small_city: DatabaseAddress) -> AsyncGenerator[Gateway]:
    """The way to the small city."""
    async with Gateway(small_city, read_seconds=PATIENT_SECONDS) as gateway:
        yield gateway


@pytest.fixture
async def swept(swept_city: DatabaseAddress) -> AsyncGenerator[Gateway]:
    """The way to that city."""
    async with Gateway(swept_city, read_seconds=PATIENT_SECONDS) as gateway:
        yield gateway
