"""The writing end of one chain: takes it up where it ended, appends, and has it on the disk.

Nothing that was written is ever written over. Bytes after the last line end, left by a process that
was killed or by a full disk, stay where they are: the next segment's first line tells of them.
"""

import logging
import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from errno import ENOENT
from hashlib import sha256

import orjson

from audit.folder import (
    BINARY,
    Folder,
    Segment,
    sync_data,
    write_all,
    write_whole,
    writing,
)
from audit.line import ORIGIN, hash_of, linked, read_line, seal_fits
from graph.errors import AuditBroken
from graph.local.exclusive import Held, exclusive

LOG = logging.getLogger("tsunagu.audit")
FORMAT = 1
SEGMENT_BYTES = 64 * 2**20
TAIL_BYTES = 2**20
"""Far more than the longest line."""

Clock = Callable[[], datetime]


def now() -> datetime:
    """The time it is, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Torn:
    """Bytes after a segment's last line end: a line that was not written to its end."""

    count: int
    sha256: str

    @classmethod
    def of(cls, data: bytes) -> "Torn | None":
        """What is torn there, if anything is."""
        return cls(len(data), sha256(data).hexdigest()) if data else None


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a chain: its number, its time and its hash."""

    chain: str
    sequence: int
    at: datetime
    hash: str


class Chain:
    """One chain of a folder, ours as long as it is open; not to be used by two threads at once."""

    def __init__(
        self, folder: Folder, key: bytes, *, clock: Clock = now, segment_bytes: int = SEGMENT_BYTES
    ) -> None:
        self._folder, self._key, self._clock = folder, key, clock
        self._segment_bytes = segment_bytes
        self._held = ExitStack()
        self._file: int | None = None
        self._size = 0
        self._segment: Segment | None = None
        self._head: Head | None = None

    @property
    def head(self) -> Head:
        """The last line that is on the disk."""
        assert self._head is not None, "the chain is not open"
        return self._head

    def open(self) -> None:
        """Take up a chain nobody writes, or begin one. Raises `AuditUnwritable`."""
        with writing(self._folder.path):
            for chain in {each.chain: None for each in self._folder.segments()}:
                if self._taken(chain):
                    return
            chain = self._folder.new_chain()
            self._held.enter_context(exclusive(self._folder.lock(chain), "writing the trail"))
            self._begin(chain, 0, ORIGIN, None)

    def append(self, bodies: Sequence[bytes]) -> None:
        """Write a line for each, and return when all are on the disk.

        Raises `AuditUnwritable`; then some may be there, none counts, and the next call goes on
        in a new segment.
        """
        if self._file is None:
            self._go_on()
        at = self._clock()
        with writing(self._folder.path):
            try:
                if self._is_full(at):
                    self._begin(self.head.chain, self.head.sequence + 1, self.head.hash, None)
                self._write(bodies, at)
            except OSError:
                self._leave_file()
                raise

    def close(self) -> None:
        """Leave the chain to whoever comes next."""
        self._leave_file()
        self._held.close()

    def _go_on(self) -> None:
        """After a fault: a new segment of the chain, which tells what the fault left of the last."""
        try:
            with writing(self._folder.path):
                segments = self._folder.segments(self.head.chain)
                if not segments:
                    raise FileNotFoundError(ENOENT, "its chain is gone")
                self._take_up(segments[-1], anew=True)
        except AuditBroken as broken:
            LOG.error("%s A new chain is begun.", broken)  # noqa: TRY400 -- the sentence says all
            self.close()
            self.open()

    def _write(self, bodies: Sequence[bytes], at: datetime) -> None:
        assert self._file is not None
        sequence, before, lines = self.head.sequence, self.head.hash, list[bytes]()
        for body in bodies:
            sequence += 1
            line = linked(sequence, before, at, body, self._key)
            before = hash_of(line)
            lines.append(line)
        written = b"".join(lines)
        write_all(self._file, written)
        sync_data(self._file)
        self._size += len(written)
        self._head = Head(self.head.chain, sequence, at, before)

    def _is_full(self, at: datetime) -> bool:
        assert self._segment is not None
        return self._size >= self._segment_bytes or at.date() != self._segment.day

    def _taken(self, chain: str) -> bool:
        """Whether the chain is ours now: nobody writes it, and its last line is as we left it."""
        try:
            self._held.enter_context(
                exclusive(self._folder.lock(chain), "writing the trail", patience_seconds=0)
            )
        except Held:
            return False
        try:
            if not (segments := self._folder.segments(chain)):  # pruned meanwhile
                self._held.close()
                return False
            self._take_up(segments[-1])
        except AuditBroken as broken:
            LOG.error("%s A new chain is begun.", broken)  # noqa: TRY400 -- the sentence says all
            self._held.close()
            return False
        except OSError:
            self._held.close()
            raise
        return True

    def _take_up(self, segment: Segment, *, anew: bool = False) -> None:
        """Go on after the segment's last whole line; raises `AuditBroken` when it is not ours."""
        file = os.open(segment.path, os.O_RDWR | os.O_APPEND | BINARY)
        try:
            sync_data(file)  # what a killed process left is kept before anything refers to it
            size = os.lseek(file, 0, os.SEEK_END)
            line, torn = _last_line(file, size)
            head = self._head_in(segment, line)
        except (OSError, AuditBroken):
            os.close(file)
            raise
        if torn or anew:
            os.close(file)
            LOG.warning("%s ends in a torn line of %d bytes.", segment.name, len(torn))
            self._begin(segment.chain, head.sequence + 1, head.hash, Torn.of(torn))
            return
        self._file, self._size, self._segment, self._head = file, size, segment, head

    def _head_in(self, segment: Segment, line: bytes) -> Head:
        """What the segment's last whole line makes the head; raises `AuditBroken`."""
        if not seal_fits(line, self._key):
            raise AuditBroken(
                f"{segment.name} does not end in a line sealed with this key.",
                hint="Find what was changed with: tsunagu audit verify",
            )
        read = read_line(line)
        return Head(segment.chain, read.sequence, read.at, hash_of(line))

    def _begin(self, chain: str, first: int, before: str, torn: Torn | None) -> None:
        """Begin a segment with the line that says which chain it goes on with, and how it was left."""
        at = self._clock()
        segment = self._folder.segment(chain, first, at.date())
        says = {
            "opens": chain,
            "format": FORMAT,
            "torn_bytes": torn.count if torn else 0,
            "torn_sha256": torn.sha256 if torn else None,
        }
        line = linked(first, before, at, orjson.dumps(says), self._key)
        write_whole(segment.path, line)
        self._leave_file()
        self._file = os.open(segment.path, os.O_WRONLY | os.O_APPEND | BINARY)
        self._size, self._segment = len(line), segment
        self._head = Head(chain, first, at, hash_of(line))

    def _leave_file(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _last_line(file: int, size: int) -> tuple[bytes, bytes]:
    """The last line that has its end, and what stands after it."""
    os.lseek(file, max(0, size - TAIL_BYTES), os.SEEK_SET)
    data = b""
    while piece := os.read(file, TAIL_BYTES):
        data += piece
    whole, end, torn = data.rpartition(b"\n")
    return whole[whole.rfind(b"\n") + 1 :] + end, torn
