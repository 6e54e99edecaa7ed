"""The trail's folder: a chain for each writer, each a row of segments, and what was removed of it.

4f9a01c7-000000000000-2027-01-31.jsonl    the chain, the number of its first line, its day
4f9a01c7.lock                             held while a process writes the chain
4f9a01c7.pruned.jsonl                     what was removed, and under which hash the rest goes on
index.sqlite3                             for questions; made anew from the segments when it is gone
"""

import os
import re
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from secrets import token_hex

from graph.errors import AuditUnwritable

CHAIN_BYTES = 4
SEGMENT = re.compile(r"([0-9a-f]{8})-(\d{12})-(\d{4}-\d{2}-\d{2})\.jsonl")
NOTES = re.compile(r"([0-9a-f]{8})\.pruned\.jsonl")
OWNER_ONLY, OWNERS_FOLDER = 0o600, 0o700
BINARY = getattr(os, "O_BINARY", 0)
"""Windows would else write other line ends."""


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """One file of a chain; `first` is the number of its first line."""

    chain: str
    first: int
    day: date
    path: Path

    @property
    def name(self) -> str:
        """Its name in the folder."""
        return self.path.name


@dataclass(frozen=True)
class Folder:
    """Where the trail lies."""

    path: Path

    def make(self) -> None:
        """Make it, readable by its owner alone, if it is not there. Raises `AuditUnwritable`."""
        with writing(self.path):
            self.path.mkdir(parents=True, exist_ok=True, mode=OWNERS_FOLDER)
            probe = self.path / f".probe-{token_hex(4)}"
            probe.write_bytes(b"")
            probe.unlink()

    def segments(self, chain: str | None = None) -> list[Segment]:
        """The segments of a chain, or of all, in their order."""
        found = (SEGMENT.fullmatch(each.name) for each in self._files())
        return sorted(
            Segment(match[1], int(match[2]), date.fromisoformat(match[3]), self.path / match[0])
            for match in found
            if match and chain in {None, match[1]}
        )

    def chains(self) -> list[str]:
        """The chains of which there is a segment, or a note that all were removed."""
        noted = (NOTES.fullmatch(each.name) for each in self._files())
        return sorted(
            {each.chain for each in self.segments()} | {each[1] for each in noted if each}
        )

    def new_chain(self) -> str:
        """A name no chain bears."""
        return token_hex(CHAIN_BYTES)

    def segment(self, chain: str, first: int, day: date) -> Segment:
        """The segment to be."""
        return Segment(chain, first, day, self.path / f"{chain}-{first:012d}-{day}.jsonl")

    def lock(self, chain: str) -> Path:
        """The lock of whoever writes the chain."""
        return self.path / f"{chain}.lock"

    def notes(self, chain: str) -> Path:
        """What was removed of the chain."""
        return self.path / f"{chain}.pruned.jsonl"

    def index(self) -> Path:
        """The index, which is no part of the trail."""
        return self.path / "index.sqlite3"

    def _files(self) -> Iterator[Path]:
        return self.path.iterdir() if self.path.is_dir() else iter(())


@contextmanager
def writing(what: Path) -> Generator[None]:
    """Raise `AuditUnwritable` for what the system refuses in the block."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise AuditUnwritable(
            f"The trail of who saw what cannot be written: {what.name}, {reason}.",
            hint="Nothing is shown until it can: look at the disk of the trail's folder.",
        ) from error


def write_all(file: int, data: bytes) -> None:
    """Write every byte; raises `OSError`, and then some may be there."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]


def write_whole(path: Path, data: bytes) -> None:
    """Make the file with these bytes, on the disk and whole, or not at all. Raises `OSError`."""
    beside = path.with_name(f".{path.name}-{token_hex(4)}")
    file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, OWNER_ONLY)
    try:
        write_all(file, data)
        os.fsync(file)
    except OSError:
        os.close(file)
        beside.unlink()
        raise
    os.close(file)
    beside.replace(path)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Have the folder's names on the disk; Windows has no such call."""
    if os.name == "nt":
        return
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


sync_data = getattr(os, "fdatasync", os.fsync)
"""Have a file's bytes on the disk."""
