"""Holds the trail against itself: every line, every chain, and what was told outside.

The first broken place of each chain is told by file and line, with what was expected there. What a
killed process left is no fault; it is told as a notice.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from audit.chain import Head, Torn
from audit.folder import Folder, Segment
from audit.line import ORIGIN, Line, hash_of, prefix, read_line, seal_fits
from audit.notes import Note, notes_of
from graph.errors import AuditBroken

Heads = Mapping[str, Sequence[Head]]
Progress = Callable[[int], None]
"""Told of the bytes that were read."""
REPORT_BYTES = 2**20


@dataclass(frozen=True, slots=True)
class Broken:
    """The first broken place of a chain; `line` is 0 where a whole file is meant."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.what}"


@dataclass
class Verified:
    """What was found; `heads` is how many of those told outside were met in their chains."""

    chains: int = 0
    segments: int = 0
    lines: int = 0
    heads: int = 0
    notices: list[str] = field(default_factory=list[str])
    broken: list[Broken] = field(default_factory=list[Broken])


class _Found(Exception):
    """Ends a chain's walk at its first broken place."""

    def __init__(self, file: str, line: int, what: str) -> None:
        super().__init__(what)
        self.broken = Broken(file, line, what)


def verify(
    folder: Folder, key: bytes, heads: Heads, progress: Progress = lambda _: None
) -> Verified:
    """Walk every chain of the folder and every chain a head names.

    Take the heads before the walk when somebody writes meanwhile.
    """
    found = Verified()
    for chain in sorted({*folder.chains(), *heads}):
        found.chains += 1
        try:
            _verify_chain(
                folder, chain, key, heads=heads.get(chain, ()), found=found, progress=progress
            )
        except _Found as first:
            found.broken.append(first.broken)
        except AuditBroken as broken:
            found.broken.append(Broken(folder.notes(chain).name, 0, broken.message))
    return found


def demand_sound(folder: Folder, chain: str, key: bytes, progress: Progress) -> None:
    """Raise `AuditBroken` with the first broken place of one chain."""
    try:
        _verify_chain(folder, chain, key, heads=(), found=Verified(), progress=progress)
    except _Found as first:
        raise AuditBroken(str(first.broken)) from None


def _verify_chain(
    folder: Folder,
    chain: str,
    key: bytes,
    *,
    heads: Sequence[Head],
    found: Verified,
    progress: Progress,
) -> None:
    notes = notes_of(folder, chain, key)
    segments = folder.segments(chain)
    if not notes and not segments:
        raise _Found(chain, 0, f"the whole chain is missing; {_outside_knows(heads[-1])}")
    walk = _Walk(chain, key, heads, found, progress)
    walk.start(segments, notes)
    for segment in segments:
        walk.segment(segment)
    walk.end(segments[-1].name if segments else folder.notes(chain).name)


class _Walk:
    """One chain, from its first line there is to its last."""

    def __init__(
        self, chain: str, key: bytes, heads: Sequence[Head], found: Verified, progress: Progress
    ) -> None:
        self._chain, self._key, self._found, self._progress = chain, key, found, progress
        self._heads = iter(heads)
        self._head = next(self._heads, None)
        self._sequence, self._before = 0, ORIGIN
        self._torn: Torn | None = None
        self._torn_is_known = True
        self._file, self._number = "", 0

    def start(self, segments: Sequence[Segment], notes: Sequence[Note]) -> None:
        """Where the chain begins now: at its first line, or where a note says the rest goes on."""
        if not notes:
            return
        last = notes[-1]
        removed = {name for note in notes for name in note.files}
        left = [each for each in segments if each.name in removed]
        if left:
            self._found.notices.append(
                f"{left[0].name} and what follows, {len(left)} in all, were noted as removed and "
                "are there: prune again."
            )
            first = next(note for note in notes if left[0].name in note.files)
            self._sequence, self._before = first.begin_of(left[0])
        else:
            self._sequence, self._before = last.next_sequence, last.next_before
        self._torn_is_known = False
        while self._head and self._head.sequence < self._sequence:
            self._head = next(self._heads, None)

    def segment(self, segment: Segment) -> None:
        """Every line of one file."""
        self._found.segments += 1
        if segment.first != self._sequence and self._torn:
            raise _Found(
                self._file,
                self._number,
                f"the line is cut off, and {segment.name} goes on with line {segment.first} of the "
                f"chain where {self._sequence} was expected.",
            )
        if segment.first != self._sequence:
            raise _Found(
                segment.name,
                0,
                f"it begins with line {segment.first} of the chain, {self._sequence} was expected: "
                "a segment is missing, was put in twice or was cut off.",
            )
        self._file, self._number, unreported = segment.name, 0, 0
        for line in _lines_of(segment):
            self._number += 1
            unreported += len(line)
            if unreported >= REPORT_BYTES:
                self._progress(unreported)
                unreported = 0
            if not line.endswith(b"\n"):
                self._torn, self._torn_is_known = Torn.of(line), True
                break
            self._line(segment, line)
        self._progress(unreported)
        if self._number == 0 or (self._number == 1 and self._torn):
            raise _Found(segment.name, 1, "the line that opens the segment is missing.")

    def end(self, last_file: str) -> None:
        """After the last line there must be none that was told outside."""
        if self._torn:
            self._found.notices.append(
                f"{last_file} ends in a torn line of {self._torn.count} bytes: it is being written, "
                "or the process that wrote it was killed."
            )
        if self._head:
            raise _Found(
                last_file,
                self._number,
                f"the chain ends with line {self._sequence - 1}; {_outside_knows(self._head)}",
            )

    def _line(self, segment: Segment, line: bytes) -> None:
        if not line.startswith(prefix(self._sequence, self._before)) or not seal_fits(
            line, self._key
        ):
            raise self._diagnosed(segment, line)
        if self._number == 1:
            self._opening(segment, line)
        found = hash_of(line)
        if self._head and self._head.sequence == self._sequence:
            if self._head.hash != found:
                raise _Found(
                    segment.name,
                    self._number,
                    f"its hash is {found}; {_outside_knows(self._head)} The chain was made anew.",
                )
            self._found.heads += 1
            self._head = next(self._heads, None)
        self._found.lines += 1
        self._sequence, self._before = self._sequence + 1, found

    def _opening(self, segment: Segment, line: bytes) -> None:
        says = read_line(line).says
        if says.get("opens") != self._chain:
            raise _Found(segment.name, 1, f"it does not open a segment of chain {self._chain}.")
        torn, self._torn = self._torn, None
        count: Any = says.get("torn_bytes")
        if not self._torn_is_known:
            self._torn_is_known = True
            return
        if (torn.count if torn else 0, torn.sha256 if torn else None) != (
            count,
            says.get("torn_sha256"),
        ):
            there = f"{torn.count} bytes" if torn else "none"
            raise _Found(
                segment.name,
                1,
                f"it says that the segment before ended in a torn line of {count} bytes; there are "
                f"{there}, or others.",
            )
        if torn:
            self._found.notices.append(
                f"The segment before {segment.name} ends in a torn line of {torn.count} bytes, and "
                "the chain knows of it: the process that wrote it was killed or the disk was full."
            )

    def _diagnosed(self, segment: Segment, line: bytes) -> _Found:
        """What is wrong with a line that is not the expected one."""
        name, number = segment.name, self._number
        if not seal_fits(line, self._key):
            return _Found(name, number, "the line was changed: its seal does not fit what it says.")
        read: Line = read_line(line)
        if read.sequence != self._sequence:
            return _Found(
                name,
                number,
                f"here is line {read.sequence} of the chain, {self._sequence} was expected: lines "
                "are missing, were put in twice or changed places.",
            )
        return _Found(
            name,
            number,
            f"it follows a line with the hash {read.before}; the line before has {self._before}.",
        )


def _lines_of(segment: Segment) -> Iterator[bytes]:
    with segment.path.open("rb") as file:
        yield from file


def _outside_knows(head: Head) -> str:
    return f"outside, line {head.sequence} was told with the hash {head.hash}."
