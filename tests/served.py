"""The real application over the small city, on loopback, served by a thread of its own."""

import asyncio
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from server.app import application
from server.limits import RequestLimits, ServerLimits
from server.listening import address_of, bound, listen
from server.manners import Manners
from server.settings import Settings
from tests.answering.asking import CITY_DAY
from tests.worlds import PATIENT_SECONDS

Serve = Callable[[Manners], str]
PATIENT = ServerLimits(requests=RequestLimits(request_seconds=PATIENT_SECONDS))
"""A cold database plans a statement for seconds; no test of answers is a test of that."""


@pytest.fixture(scope="session")
def served(small_city: DatabaseAddress) -> Iterator[str]:
    """The base URL of the application as it is without settings."""
    with serving(small_city, Manners(), PATIENT) as address:
        yield address


@pytest.fixture(scope="session")
def serve(small_city: DatabaseAddress) -> Iterator[Serve]:
    """Serves the application with other manners until the run ends; gives its base URL."""
    with ExitStack() as stack:
        yield lambda manners: stack.enter_context(serving(small_city, manners, PATIENT))


@contextmanager
def serving(
    city: DatabaseAddress,
    manners: Manners,
    limits: ServerLimits | None = None,
    **more: Any,
) -> Generator[str]:
    """Serve the application over a city until the context ends; gives its base URL."""
    listener = bound(Settings(port=None))
    ended: list[BaseException] = []
    ready = threading.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with Gateway(city, read_seconds=PATIENT_SECONDS) as gateway:
            app = application(
                gateway, demo=True, day=lambda: CITY_DAY, manners=manners, limits=limits, **more
            )
            await listen(listener, app, ready.set, live=app.state.live)

    def run() -> None:
        try:
            loop.run_until_complete(serving)
        except BaseException as error:  # noqa: BLE001 -- told to whoever waits
            ended.append(error)
        finally:
            ready.set()

    serving = loop.create_task(serve())
    thread = threading.Thread(target=run, name="served")
    thread.start()
    try:
        assert ready.wait(PATIENT_SECONDS), "the server did not start"
        assert ended == []
        yield address_of(listener)
    finally:
        loop.call_soon_threadsafe(serving.cancel)
        thread.join(PATIENT_SECONDS)
        loop.close()
