"""Fetching one locked jar from a Maven repository: streamed beside its place, verified, renamed.

Where the repositories are is Maven's default, or what the user's own `jgo.conf` or
TSUNAGU_MAVEN_REPOSITORY says.
"""

import hashlib
import os
import threading
from collections.abc import Sequence
from pathlib import Path

import requests

from graph.errors import LocalDatabaseFault
from graph.local.lock import Jar
from graph.local.progress import Report, Stage

PAUSES_SECONDS = (0.0, 1.0, 4.0)
"""How long to wait before each try of a jar; their number is the number of tries."""
STALL_SECONDS = 30.0
"""How long a connection may say nothing before the try counts as failed."""

_PIECE_BYTES = 2**16


def maven_repositories() -> tuple[str, ...]:
    """Root addresses to ask, in order: the user's mirror if one is set, else jgo's own."""
    mirror = os.environ.get("TSUNAGU_MAVEN_REPOSITORY")
    if mirror:
        return (mirror.rstrip("/"),)
    from jgo.config import GlobalSettings  # noqa: PLC0415 - slow, needed only to fetch
    from jgo.maven import MavenContext  # noqa: PLC0415 - the same

    remote = {**MavenContext().remote_repos, **GlobalSettings.load().repositories}
    return tuple(address.rstrip("/") for address in remote.values())


def session() -> requests.Session:
    """A session that trusts what SSL_CERT_FILE names; requests itself reads its own variable."""
    one = requests.Session()
    authorities = os.environ.get("SSL_CERT_FILE")
    if authorities and "REQUESTS_CA_BUNDLE" not in os.environ:
        one.verify = authorities
    return one


class Arrival:
    """Counts the bytes as they come, from several threads, and tells the report."""

    def __init__(self, text: str, total_bytes: int, report: Report) -> None:
        self.given_up = threading.Event()
        self._text = text
        self._total = total_bytes
        self._report = report
        self._done = 0
        self._guard = threading.Lock()

    def add(self, count: int) -> None:
        """Count bytes that came, or, with a negative number, some that came in vain."""
        with self._guard:
            self._done += count
            self._report(Stage(self._text, self._done, self._total))


class JarFetch:
    """Fetches jars into one folder, each from the first repository that has it as it is locked."""

    def __init__(
        self, folder: Path, repositories: Sequence[str], pauses_seconds: Sequence[float]
    ) -> None:
        self._folder = folder
        self._repositories = repositories
        self._pauses = pauses_seconds

    def fetch(self, jar: Jar, session: requests.Session, arrival: Arrival) -> None:
        """Put one jar in the folder; nothing once the arrival was given up.

        Raises `LocalDatabaseFault` with the last reason when every try failed.
        """
        reason = "no repository is configured"
        for pause in self._pauses:
            if arrival.given_up.wait(pause):
                return
            for repository in self._repositories:
                try:
                    self._try(f"{repository}/{jar.path}", jar, session, arrival)
                except requests.RequestException as fault:
                    reason = _plain(fault)
                except _OtherContent as fault:
                    reason = str(fault)
                else:
                    return
        raise LocalDatabaseFault(
            f"{jar.name}, a part of Neo4j, could not be fetched: {reason}.",
            hint="Nothing of it is used. Check the network or proxy and start again; what has"
            " already come is kept.",
        )

    def _try(self, address: str, jar: Jar, session: requests.Session, arrival: Arrival) -> None:
        part = self._folder / f"{jar.name}.part"
        arrived = False
        try:
            _stream(address, part, jar, session, arrival)
            part.replace(self._folder / jar.name)
            arrived = True
        finally:
            if not arrived and part.exists():
                arrival.add(-part.stat().st_size)
                part.unlink()


class _OtherContent(Exception):
    """What came is not the locked jar."""


def _stream(
    address: str, part: Path, jar: Jar, session: requests.Session, arrival: Arrival
) -> None:
    """Write what comes to the part file; raises `_OtherContent` unless it is the locked jar."""
    digest = hashlib.sha256()
    missing = jar.size_bytes
    with session.get(address, stream=True, timeout=STALL_SECONDS) as answer:
        answer.raise_for_status()
        with part.open("wb", buffering=0) as file:
            for piece in answer.iter_content(_PIECE_BYTES):
                missing -= file.write(piece)
                digest.update(piece)
                arrival.add(len(piece))
                if missing < 0:
                    break
    if missing or digest.hexdigest() != jar.sha256:
        raise _OtherContent("what came is not the file that was locked")


def _plain(fault: requests.RequestException) -> str:
    """The innermost cause in one line."""
    if fault.response is not None:
        return f"the repository answered {fault.response.status_code}"
    cause: BaseException = fault
    while (deeper := cause.__cause__ or cause.__context__) is not None:
        cause = deeper
    return " ".join(str(cause).split()) or type(cause).__name__
