"""Which database to use: the one named by NEO4J_URI, else our own, running already or started."""

import os
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from graph.address import DatabaseAddress
from graph.errors import BadInput, LocalDatabaseFault
from graph.local.database import LocalNeo4j, Wishes
from graph.local.exclusive import holder_of
from graph.local.folders import home_folder
from graph.local.home import Home
from graph.local.importing import Filling
from graph.local.progress import Report, silent
from graph.local.release import CURRENT, Release, release_named
from graph.local.running import running_and_answering
from graph.local.state import RUNNING

OTHERS_START_SECONDS = 600.0
"""How long another command may take to start our database, an import included."""


@dataclass(frozen=True, slots=True)
class DatabaseChoice:
    """A database of someone's own (`address`), or else ours: its folder, release and sizes."""

    home: Path
    release: Release
    wishes: Wishes
    address: DatabaseAddress | None = None


def chosen(environment: Mapping[str, str] = os.environ) -> DatabaseChoice:
    """What the environment says.

    NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD and NEO4J_DATABASE name a database of someone's own
    (NEO4J_AUTH_FILE stands for user and password);
    TSUNAGU_HOME, TSUNAGU_NEO4J_VERSION, TSUNAGU_HEAP_MIB, TSUNAGU_PAGE_CACHE_MIB and
    TSUNAGU_JAVA_OPTIONS shape ours.
    Raises `BadInput` for a size that is no number, or a URI without a password.
    """
    version = environment.get("TSUNAGU_NEO4J_VERSION")
    return DatabaseChoice(
        home=home_folder(),
        release=release_named(version) if version else CURRENT,
        wishes=Wishes(
            heap_mib=_mib(environment, "TSUNAGU_HEAP_MIB"),
            page_cache_mib=_mib(environment, "TSUNAGU_PAGE_CACHE_MIB"),
            java_options=tuple(environment.get("TSUNAGU_JAVA_OPTIONS", "").split()),
        ),
        address=_named_address(environment),
    )


@contextmanager
def open_database(
    choice: DatabaseChoice | None = None,
    report: Report = silent,
    *,
    filling: Filling | None = None,
) -> Generator[DatabaseAddress]:
    """The address of the chosen database for the block; ours is stopped after it if we started it.

    Ours is filled before its first start when there is a `filling`; no other is touched.
    Raises `LocalDatabaseFault` when ours does not come up. One named by NEO4J_URI is not tried
    here: the gateway says what is wrong with it.
    """
    choice = choice or chosen()
    there = choice.address or running_and_answering(choice.home)
    if there:
        yield there
        return
    own = LocalNeo4j(choice.home, release=choice.release, wishes=choice.wishes, filling=filling)
    try:
        address = _started_by_us_or_another(own, choice, report)
        yield address
    finally:
        own.stop()


def _started_by_us_or_another(
    own: LocalNeo4j, choice: DatabaseChoice, report: Report
) -> DatabaseAddress:
    """Two commands may start at once: the one that comes second uses what the first started."""
    try:
        return own.start(report)
    except LocalDatabaseFault:
        there = _started_by_another(choice.home)
        if there is None:
            raise
        return there


def _started_by_another(home: Path) -> DatabaseAddress | None:
    """Its address, once another process that is starting it has it ready."""
    deadline = time.monotonic() + OTHERS_START_SECONDS
    lock = Home(home.absolute()).lock
    while (holder := holder_of(lock)) and holder.purpose.startswith(RUNNING):
        if (there := running_and_answering(home)) or time.monotonic() > deadline:
            return there
        time.sleep(0.1)
    return None


def _named_address(environment: Mapping[str, str]) -> DatabaseAddress | None:
    uri = environment.get("NEO4J_URI")
    if not uri:
        return None
    user, password = _credentials(environment)
    return DatabaseAddress(uri, user, password, environment.get("NEO4J_DATABASE") or "neo4j")


def _credentials(environment: Mapping[str, str]) -> tuple[str, str]:
    """User and password, named one by one or by a file that holds `user/password`."""
    file = environment.get("NEO4J_AUTH_FILE")
    if file:
        try:
            user, _, password = Path(file).read_text(encoding="utf-8").strip().partition("/")
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise BadInput(f"NEO4J_AUTH_FILE cannot be read: {file}, {reason}.") from None
    else:
        user, password = environment.get("NEO4J_USER") or "neo4j", environment.get("NEO4J_PASSWORD")
    if not password:
        raise BadInput(
            "NEO4J_URI is set and no password is.",
            hint="Set NEO4J_PASSWORD, or NEO4J_AUTH_FILE to a file that holds user/password; "
            "or unset NEO4J_URI to use Tsunagu's own database.",
        )
    return user, password


def _mib(environment: Mapping[str, str], name: str) -> int | None:
    text = environment.get(name)
    if not text:
        return None
    if not text.isdecimal() or int(text) == 0:
        raise BadInput(f"{name} is {text!r}; it is a number of MiB, like 1024.")
    return int(text)
