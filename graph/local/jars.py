"""The jars of a release, fetched once into the user's cache and verified before they are used.

Several come at once over kept connections. A jar takes its name only when its sha256 is the locked
one, so a broken or half jar is never used; what has come stays, and the next try fetches the rest.
"""

import hashlib
import json
import shutil
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from pathlib import Path

from graph.errors import LocalDatabaseFault
from graph.local.exclusive import Held, exclusive, holder_of
from graph.local.fetching import PAUSES_SECONDS, Arrival, JarFetch, maven_repositories, session
from graph.local.lock import Jar, JarLock
from graph.local.progress import Report, Stage

FETCHED_AT_ONCE = 8
OTHER_PROCESS_SECONDS = 900.0
"""How long to wait for another process that is fetching the same jars."""


class JarStore:
    """One folder holding the jars of one release."""

    def __init__(
        self,
        folder: Path,
        *,
        repositories: Callable[[], Sequence[str]] = maven_repositories,
        pauses_seconds: Sequence[float] = PAUSES_SECONDS,
        free_bytes: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        self._folder = folder
        self._repositories = repositories
        self._pauses = pauses_seconds
        self._free_bytes = free_bytes

    def complete(self, lock: JarLock, report: Report) -> tuple[Path, ...]:
        """All jars of the lock, verified, in the lock's order; fetches what is missing.

        Raises `LocalDatabaseFault` when one cannot be fetched, is not the locked one, or has no
        room on the disk.
        """
        if self._missing(lock):
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                turn = self._folder / ".lock"
                if (holder := holder_of(turn)) is not None:
                    report(Stage(f"Waiting for process {holder.pid}, {holder.purpose}"))
                patience = OTHER_PROCESS_SECONDS
                with exclusive(turn, "fetching Neo4j", patience_seconds=patience):
                    self._bring(lock, self._missing(lock), report)
            except Held as held:
                raise LocalDatabaseFault(
                    f"{held} has been at it in {self._folder} for"
                    f" {OTHER_PROCESS_SECONDS / 60:.0f} minutes.",
                    hint="End that process and start again.",
                ) from held
            except OSError as fault:
                raise LocalDatabaseFault(
                    f"The jars of Neo4j cannot be written to {self._folder}: {fault.strerror}.",
                    hint="Make room or grant access there, or name another folder with"
                    " TSUNAGU_CACHE.",
                ) from fault
        return tuple(self._folder / jar.name for jar in lock.jars)

    def _missing(self, lock: JarLock) -> list[Jar]:
        """The jars that are not there as verified: other size or time means another file."""
        verified = self._verified()
        return [
            jar
            for jar in lock.jars
            if jar.name not in verified or verified[jar.name] != _seal(self._folder, jar)
        ]

    def _verified(self) -> dict[str, str]:
        try:
            return json.loads((self._folder / ".verified").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}

    def _bring(self, lock: JarLock, missing: list[Jar], report: Report) -> None:
        """Fetch what is not there with the right content, then seal all that is."""
        unfetched = [jar for jar in missing if _sha256(self._folder / jar.name) != jar.sha256]
        if unfetched:
            needed = sum(jar.size_bytes for jar in unfetched)
            self._check_room(needed)
            self._fetch(unfetched, Arrival(f"Fetching Neo4j {lock.version}", needed, report))
        seals = {jar.name: _seal(self._folder, jar) for jar in lock.jars}
        written = self._folder / ".verified.part"
        written.write_text(json.dumps(seals), encoding="utf-8")
        written.replace(self._folder / ".verified")

    def _fetch(self, jars: Sequence[Jar], arrival: Arrival) -> None:
        """Fetch several at once; the first fault ends the others and is raised."""
        fetching = JarFetch(self._folder, self._repositories(), self._pauses)
        own = threading.local()
        with ExitStack() as opened, ThreadPoolExecutor(FETCHED_AT_ONCE, "jars") as pool:

            def fetch(jar: Jar) -> None:
                if not hasattr(own, "session"):
                    own.session = opened.enter_context(session())
                fetching.fetch(jar, own.session, arrival)

            try:
                for done in as_completed([pool.submit(fetch, jar) for jar in jars]):
                    done.result()
            except BaseException:
                arrival.given_up.set()
                pool.shutdown(wait=True, cancel_futures=True)
                raise

    def _check_room(self, needed_bytes: int) -> None:
        free = self._free_bytes(self._folder)
        if free < needed_bytes:
            raise LocalDatabaseFault(
                f"{self._folder} has {free // 2**20} MiB free; the jars of Neo4j need"
                f" {needed_bytes // 2**20 + 1} MiB.",
                hint="Free some space, or name another folder with TSUNAGU_CACHE.",
            )


def _seal(folder: Path, jar: Jar) -> str | None:
    """What tells a verified file from any other, without reading it again."""
    try:
        found = (folder / jar.name).stat()
    except OSError:
        return None
    return f"{jar.sha256} {found.st_size} {found.st_mtime_ns}"


def _sha256(file: Path) -> str | None:
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except OSError:
        return None
