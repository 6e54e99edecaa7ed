"""A server on loopback and a browser that sees nothing else."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser

from tests.serving.browser import NoChromium, Visit, opened_browser, visit
from tests.serving.small_city import small_city


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """The base URL of a running application."""
    server = uvicorn.Server(
        uvicorn.Config(small_city(), host="127.0.0.1", port=0, log_level="warning", ws="none")
    )
    thread = threading.Thread(target=server.run, name="served")
    thread.start()
    try:
        deadline = time.monotonic() + 10
        while not server.started:
            assert thread.is_alive(), "the server ended while starting"
            assert time.monotonic() < deadline, "the server did not start in 10 s"
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


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
