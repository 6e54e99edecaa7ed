"""Removes segments whose time of keeping is over: whole files from a chain's beginning, with a note.

The note is on the disk before the files go. A chain that is not as it was written is left alone:
what shows a tampering is not thrown away.
"""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import takewhile

from audit.folder import Folder, Segment, sync_folder, writing
from audit.line import ORIGIN, Line, hash_of, read_line, stamp
from audit.notes import Note, Removed, add_note, notes_of
from audit.verify import demand_sound
from graph.local.exclusive import Held, exclusive

Progress = Callable[[int], None]


@dataclass(frozen=True)
class Pruned:
    """What was removed: files' names, and how many lines they held."""

    files: tuple[str, ...]
    lines: int


@dataclass(frozen=True)
class _Old:
    """A segment that may go."""

    segment: Segment
    last: Line
    removed: Removed
    next_before: str


def prune(
    folder: Folder,
    key: bytes,
    *,
    before: datetime,
    at: datetime,
    progress: Progress = lambda _: None,
) -> Pruned:
    """Remove every segment whose last line is older than `before`, but not one being written.

    Raises `AuditBroken` for the first chain that is broken, of which nothing is removed.
    """
    files, lines = list[str](), 0
    for chain in folder.chains():
        with ExitStack() as stack:
            try:
                stack.enter_context(
                    exclusive(folder.lock(chain), "pruning the trail", patience_seconds=0)
                )
                is_written = False
            except Held:
                is_written = True
            done = _prune_chain(
                folder,
                chain,
                key,
                before=before,
                at=at,
                progress=progress,
                is_written=is_written,
            )
        files += done.files
        lines += done.lines
    return Pruned(tuple(files), lines)


def _prune_chain(
    folder: Folder,
    chain: str,
    key: bytes,
    *,
    before: datetime,
    at: datetime,
    progress: Progress,
    is_written: bool,
) -> Pruned:
    segments = folder.segments(chain)
    if not segments:
        return Pruned((), 0)
    demand_sound(folder, chain, key, progress)
    noted = {name for note in notes_of(folder, chain, key) for name in note.files}
    _remove(folder, [each for each in segments if each.name in noted])
    rest = [each for each in segments if each.name not in noted]
    candidates = rest[:-1] if is_written else rest
    old = list(takewhile(lambda each: each.last.at < before, map(_old, candidates)))
    if not old:
        return Pruned((), 0)
    note = Note(tuple(each.removed for each in old), old[-1].last.sequence + 1, old[-1].next_before)
    add_note(folder, chain, key, note, at)
    _remove(folder, [each.segment for each in old])
    return Pruned(
        tuple(each.segment.name for each in old),
        sum(each.removed.last - each.removed.first + 1 for each in old),
    )


def _remove(folder: Folder, segments: list[Segment]) -> None:
    with writing(folder.path):
        for each in segments:
            each.path.unlink()
        sync_folder(folder.path)


def _old(segment: Segment) -> _Old:
    data = segment.path.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    last_line = whole[whole.rfind(b"\n", 0, -1) + 1 :]
    first, last = read_line(whole[: whole.find(b"\n") + 1]), read_line(last_line)
    removed = Removed(
        file=segment.name,
        sha256=sha256(data).hexdigest(),
        first=first.sequence,
        last=last.sequence,
        begin=stamp(first.at),
        end=stamp(last.at),
        before=first.before if first.sequence else ORIGIN,
    )
    return _Old(segment, last, removed, hash_of(last_line))
