"""A browser that sees nothing but loopback."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.serving.browser import NoChromium, Visit, opened_browser, visit


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
