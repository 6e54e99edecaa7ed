"""A lock between processes: one holder at a time, freed by the system when the holder dies.

The file says who holds it and for what, so that whoever is refused can be told.
"""

import json
import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

PATIENCE_SECONDS = 0.5
"""How long a try lasts: long enough to outlast someone who only looks whether the lock is held."""

_RECORD_BYTES = 4096  # the record lies before the locked byte: Windows forbids reading a locked one


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock: the process id, and its purpose, as in `running Neo4j`."""

    pid: int
    purpose: str


class Held(Exception):
    """Another process holds the lock; the text says which, and for what."""

    def __init__(self, holder: Holder | None) -> None:
        super().__init__(f"process {holder.pid}, {holder.purpose}" if holder else "another process")


@contextmanager
def exclusive(
    path: Path, purpose: str, *, patience_seconds: float = PATIENCE_SECONDS
) -> Generator[None]:
    """Hold the lock at `path` for the block; raises `Held` when patience ends."""
    with _opened(path) as file:
        deadline = time.monotonic() + patience_seconds
        while not _try_lock(file):
            if time.monotonic() >= deadline:
                raise Held(_record(file))
            time.sleep(0.05)
        try:
            _write(file, json.dumps({"pid": os.getpid(), "purpose": purpose}))
            yield
        finally:
            _write(file, "")
            _unlock(file)


def holder_of(path: Path) -> Holder | None:
    """Who holds the lock at `path` now; None when nobody does."""
    if not path.exists():
        return None
    with _opened(path) as file:
        if _try_lock(file):
            _unlock(file)
            return None
        return _record(file) or Holder(pid=0, purpose="just begun")


def _opened(path: Path) -> IO[bytes]:
    """Open for reading and writing without emptying, so the present record survives."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)


def _record(file: IO[bytes]) -> Holder | None:
    file.seek(0)
    try:
        record = json.loads(file.read(_RECORD_BYTES))
        return Holder(pid=int(record["pid"]), purpose=str(record["purpose"]))
    except (ValueError, KeyError):
        return None


def _write(file: IO[bytes], text: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(text.encode())


def _try_lock(file: IO[bytes]) -> bool:
    try:
        _lock(file)
    except OSError:
        return False
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(_RECORD_BYTES)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _unlock(file: IO[bytes]) -> None:
        file.seek(_RECORD_BYTES)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
