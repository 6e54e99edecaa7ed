"""Notes of what was removed from a chain, so that what is left can still be proved.

The notes of a chain are a small chain of their own, linked and sealed as the trail's lines are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from audit.folder import Folder, Segment, write_whole, writing
from audit.line import ORIGIN, hash_of, linked, prefix, read_line, seal_fits
from graph.errors import AuditBroken


@dataclass(frozen=True)
class Removed:
    """One segment: its SHA-256, its lines by number and time, and the hash its first line follows."""

    file: str
    sha256: str
    first: int
    last: int
    begin: str
    end: str
    before: str


@dataclass(frozen=True)
class Note:
    """What was removed at one time, and with which line, following which hash, the chain goes on."""

    removed: tuple[Removed, ...]
    next_sequence: int
    next_before: str

    @property
    def files(self) -> frozenset[str]:
        """The removed segments' names."""
        return frozenset(each.file for each in self.removed)

    def begin_of(self, segment: Segment) -> tuple[int, str]:
        """The number of a removed segment's first line, and the hash it follows."""
        [meant] = [each for each in self.removed if each.file == segment.name]
        return meant.first, meant.before


def notes_of(folder: Folder, chain: str, key: bytes) -> list[Note]:
    """The notes of a chain, oldest first. Raises `AuditBroken`."""
    return [_note(read_line(line).says) for line in _lines(folder, chain, key)]


def add_note(folder: Folder, chain: str, key: bytes, note: Note, at: datetime) -> None:
    """Add a note and have it on the disk. Raises `AuditBroken` and `AuditUnwritable`."""
    lines = _lines(folder, chain, key)
    before = hash_of(lines[-1]) if lines else ORIGIN
    says = {
        "chain": chain,
        "removed": [vars(each) for each in note.removed],
        "next_sequence": note.next_sequence,
        "next_before": note.next_before,
    }
    line = linked(len(lines), before, at, orjson.dumps(says), key)
    path = folder.notes(chain)
    with writing(path):
        write_whole(path, b"".join([*lines, line]))


def _lines(folder: Folder, chain: str, key: bytes) -> list[bytes]:
    path = folder.notes(chain)
    if not path.exists():
        return []
    lines, before = path.read_bytes().splitlines(keepends=True), ORIGIN
    for sequence, line in enumerate(lines):
        whole = line.startswith(prefix(sequence, before)) and seal_fits(line, key)
        if not whole or read_line(line).says.get("chain") != chain:
            raise AuditBroken(f"{path.name}, line {sequence + 1}: the note was changed or moved.")
        before = hash_of(line)
    return lines


def _note(says: Mapping[str, Any]) -> Note:
    return Note(
        tuple(Removed(**each) for each in says["removed"]),
        int(says["next_sequence"]),
        str(says["next_before"]),
    )
