"""Ways to ask the small city a written question as it stands, also with its register filled."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from concurrent.futures import ThreadPoolExecutor

import pytest

from graph.address import DatabaseAddress
from graph.gaps.sweep import sweep
from graph.gateway import Gateway
from graph.local.release import Release
from tests.answering.asking import CITY_DAY
from tests.cities import PATIENT_SECONDS, fill, started


@pytest.fixture(scope="session")
async def gateway(loaded_city: DatabaseAddress) -> AsyncGenerator[Gateway]:
    """The way to the small city."""
    async with Gateway(loaded_city, read_seconds=PATIENT_SECONDS) as gateway:
        yield gateway


@pytest.fixture(scope="module")
def swept_city(release: Release) -> Generator[DatabaseAddress]:
    """The small city in a database of its own, its register of gaps filled."""
    with started(release) as address, ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, _swept(address)).result()
        yield address


async def _swept(address: DatabaseAddress) -> None:
    await fill(address)
    patient = {"read_seconds": PATIENT_SECONDS, "write_seconds": PATIENT_SECONDS}
    async with Gateway(address, **patient) as gateway:
        await sweep(gateway, CITY_DAY)


@pytest.fixture
async def swept(swept_city: DatabaseAddress) -> AsyncGenerator[Gateway]:
    """The way to that city."""
    async with Gateway(swept_city, read_seconds=PATIENT_SECONDS) as gateway:
        yield gateway
