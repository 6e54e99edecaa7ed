"""A server on loopback and a browser that sees nothing else."""

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from server.app import application
from server.listening import address_of, bound, listen
from server.settings import Settings
from tests.answering.asking import CITY_DAY
from tests.cities import PATIENT_SECONDS
from tests.serving.browser import NoChromium, Visit, opened_browser, visit


@pytest.fixture(scope="session")
def served(loaded_city: DatabaseAddress) -> Iterator[str]:
    """The base URL of the application over the small city, served by a thread of its own."""
    listener = bound(Settings(port=None))
    ended: list[BaseException] = []
    ready = threading.Event()
    loop = asyncio.new_event_loop()

    async def serve() -> None:
        async with Gateway(loaded_city, read_seconds=PATIENT_SECONDS) as gateway:
            app = application(gateway, demo=True, day=lambda: CITY_DAY)
            await listen(listener, app, ready.set)

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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for a module's tests: meanwhile its driver holds the thread's event loop."""
    with ExitStack() as stack:
        try:
            opened = stack.enter_context(opened_browser())
        except NoChromium as missing:
            raise pytest.fail.Exception(str(missing), pytrace=False) from None
        yield opened


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Opens fresh pages, and checks at the end that none complained or asked for the outside."""
    with ExitStack() as stack:
        visits: list[Visit] = []

        def fresh(*, dark: bool = False) -> Visit:
            visits.append(stack.enter_context(visit(browser, dark=dark)))
            return visits[-1]

        yield fresh
        assert [url for each in visits for url in each.outside_requests] == []
        assert [text for each in visits for text in each.complaints] == []


@pytest.fixture
def screenshots(tmp_path: Path) -> Path:
    """Where pictures of the pages go: `TSUNAGU_SCREENSHOTS` when set, to look at them later."""
    folder = Path(os.environ.get("TSUNAGU_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
