"""Finding a Chromium and opening pages in it, with every way to the outside closed.

`python -m tests.serving.browser` prints the Chromium that the tests would use, or says what to do
and ends with 1.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

BUILT = Path(__file__).parents[2] / "build" / "chromium"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
LEFT = "net::ERR_ABORTED"  # what was still loading when a page was left
PATIENCE = 60_000  # milliseconds that a busy machine may take whose database plans what it is asked


class NoChromium(Exception):
    """The message says what to do."""


def find_chromium() -> Path:
    """The one `CHROMIUM` names, else the machine's, else the one that `make browser` unpacked."""
    if named := os.environ.get("CHROMIUM"):
        if found := shutil.which(named):
            return Path(found)
        raise NoChromium(f"CHROMIUM names {named}, which cannot be run.")
    candidates = (*NAMES, *ELSEWHERE, str(BUILT / "chromium"))
    for candidate in candidates:
        if found := shutil.which(candidate):
            return Path(found)
    raise NoChromium(
        "No Chromium or Chrome was found. Run `make browser`, or install one, "
        "or name one: CHROMIUM=/path/to/chrome"
    )


def surroundings(chromium: Path) -> dict[str, str]:
    """The environment it starts in: the unpacked one brings libraries and fonts of its own."""
    if chromium.parent != BUILT:
        return dict(os.environ)
    libraries = [str(BUILT / "lib"), *filter(None, [os.environ.get("LD_LIBRARY_PATH")])]
    return {
        **os.environ,
        "LD_LIBRARY_PATH": os.pathsep.join(libraries),
        "FONTCONFIG_FILE": str(BUILT / "fonts.conf"),
    }


@dataclass
class Visit:
    """A page, and all that it did which it should not."""

    page: Page
    outside_requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def opened_browser() -> Iterator[Browser]:
    chromium = find_chromium()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(FLAGS), env=dict(surroundings(chromium))
        )
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(browser: Browser, *, dark: bool = False) -> Iterator[Visit]:
    """A fresh page, with nothing stored, that reaches loopback alone."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        color_scheme="dark" if dark else "light",
        service_workers="block",
    )
    page = context.new_page()
    seen = Visit(page)

    def only_loopback(route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in {"data", "blob"} or address.hostname == "127.0.0.1":
            route.continue_()
        else:
            seen.outside_requests.append(route.request.url)
            route.abort()

    context.route("**/*", only_loopback)
    page.on(
        "console",
        lambda message: (
            seen.complaints.append(message.text) if message.type in {"error", "warning"} else None
        ),
    )
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on(
        "requestfailed",
        lambda request: (
            None
            if request.failure == LEFT
            else seen.complaints.append(f"{request.url}: {request.failure}")
        ),
    )
    page.on(
        "response",
        lambda response: (
            seen.complaints.append(f"{response.url}: {response.status}")
            if response.status >= 400
            else None
        ),
    )
    try:
        yield seen
    finally:
        context.close()


if __name__ == "__main__":
    try:
        sys.stdout.write(f"{find_chromium()}\n")
    except NoChromium as missing:
        sys.exit(str(missing))
