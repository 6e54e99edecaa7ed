"""Threat 48: somebody with the files of the trail changes them. All of it is found, and where."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from audit.folder import Folder
from audit.heads import beside, head_files
from audit.line import ORIGIN, hash_of, linked, read_line
from audit.verify import Broken
from tests.audit.trails import broken, folder_in, seen, verified, written

LINES = 40
FLIPS = 1_000


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = folder_in(tmp_path)
    written(folder, [[seen(f"P{place}", f"H{place % 7}")] for place in range(LINES)])
    assert verified(folder).broken == []
    assert len(folder.segments()) > 5
    return folder


def test_threat_48_every_one_of_a_thousand_flipped_bytes_is_found_in_its_line(
    folder: Folder,
) -> None:
    chance = random.Random(48)  # noqa: S311 -- reproducible, not secret
    last = folder.segments()[-1]
    for _ in range(FLIPS):
        segment = chance.choice(folder.segments())
        data = segment.path.read_bytes()
        place = chance.randrange(len(data))
        flipped = (
            data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :]
        )
        segment.path.write_bytes(flipped)
        line = data.count(b"\n", 0, place) + 1
        [found] = verified(folder).broken
        assert (found.file, found.line) == (segment.name, line), (place, data[place], found)
        segment.path.write_bytes(data)
    assert verified(folder).broken == []
    assert last.path.exists()


Tampering = Callable[[list[bytes], int], list[bytes]]


def _dropped(lines: list[bytes], at: int) -> list[bytes]:
    return lines[:at] + lines[at + 1 :]


def _swapped(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


def _twice(lines: list[bytes], at: int) -> list[bytes]:
    return [*lines[: at + 1], *lines[at:]]


@pytest.mark.parametrize(
    ("tamper", "where"), [(_dropped, 1), (_swapped, 1), (_twice, 2)], ids=["drop", "swap", "twice"]
)
def test_threat_48_a_line_dropped_swapped_or_put_in_twice_is_found_there(
    folder: Folder, tamper: Tampering, where: int
) -> None:
    for segment in folder.segments():
        data = segment.path.read_bytes()
        lines = data.splitlines(keepends=True)
        for at in range(1, len(lines) - 1):
            segment.path.write_bytes(b"".join(tamper(lines, at)))
            [found] = verified(folder).broken
            assert found == Broken(segment.name, at + where, found.what)
            assert "was expected: lines are missing" in found.what
            segment.path.write_bytes(data)


def test_threat_48_the_end_cut_off_at_any_byte_is_found(folder: Folder) -> None:
    for segment in folder.segments():
        data = segment.path.read_bytes()
        for length in range(0, len(data), 37):
            segment.path.write_bytes(data[:length])
            [found] = verified(folder).broken
            assert found.file in {segment.name, _next(folder, segment.name)}, (length, found)
            segment.path.write_bytes(data)


def _next(folder: Folder, name: str) -> str:
    names = [each.name for each in folder.segments()]
    return names[min(names.index(name) + 1, len(names) - 1)]


def test_threat_48_the_last_lines_cut_off_cleanly_are_known_outside(folder: Folder) -> None:
    last = folder.segments()[-1]
    lines = last.path.read_bytes().splitlines(keepends=True)
    last.path.write_bytes(b"".join(lines[:-1]))
    sequence = read_line(lines[-1]).sequence
    assert broken(folder) == (
        f"{last.name}, line {len(lines) - 1}: the chain ends with line {sequence - 1}; outside, "
        f"line {sequence} was told with the hash {hash_of(lines[-1])}."
    )


def test_threat_48_a_missing_segment_is_found(folder: Folder) -> None:
    for segment in folder.segments()[:-1]:
        data = segment.path.read_bytes()
        segment.path.unlink()
        [found] = verified(folder).broken
        assert "a segment is missing" in found.what
        segment.path.write_bytes(data)
    assert verified(folder).broken == []


def test_threat_48_a_missing_chain_is_known_outside(folder: Folder) -> None:
    [chain] = folder.chains()
    for segment in folder.segments():
        segment.path.unlink()
    assert broken(folder).startswith(f"{chain}: the whole chain is missing; outside, line ")


def test_threat_48_a_chain_made_anew_without_the_key_is_found(folder: Folder) -> None:
    """Whoever lacks the key can link the lines again, and not seal them."""
    segment = folder.segments()[-1]
    lines = segment.path.read_bytes().splitlines(keepends=True)
    forged, before = list[bytes](), read_line(lines[0]).before
    for line in lines:
        read = read_line(line)
        body = line[line.index(b',"account"') + 1 :] if b'"account"' in line else b'"opens":1}\n'
        body = b"{" + body[: body.index(b',"seal"')] + b"}" if b',"seal"' in body else b'{"a":1}'
        forged.append(linked(read.sequence, before, read.at, body, b"a guess"))
        before = hash_of(forged[-1])
    segment.path.write_bytes(b"".join(forged))
    assert broken(folder) == (
        f"{segment.name}, line 1: the line was changed: its seal does not fit what it says."
    )


def test_threat_48_a_chain_made_anew_with_the_key_differs_from_what_was_told_outside(
    tmp_path: Path, folder: Folder
) -> None:
    """The key on the server does not help whoever cannot write the other place."""
    [chain] = folder.chains()
    told = head_files(beside(folder))
    other = folder_in(tmp_path / "other")
    written(other, [[seen("NOBODY")] for _ in range(LINES)])
    for segment in folder.segments():
        segment.path.unlink()
    [made] = other.chains()
    before = ORIGIN
    for segment in other.segments():
        lines = list[bytes]()
        for line in segment.path.read_bytes().splitlines(keepends=True):
            read = read_line(line)
            content = line[line.index(b'"at"') + 35 : line.index(b',"seal"')]
            body = b"{" + content.replace(made.encode(), chain.encode()) + b"}"
            lines.append(linked(read.sequence, before, read.at, body, bytes(range(32))))
            before = hash_of(lines[-1])
        name = segment.name.replace(made, chain)
        (folder.path / name).write_bytes(b"".join(lines))
    [found] = verified(folder).broken
    assert found.what.endswith("The chain was made anew.")
    shutil.rmtree(told[0].parent)
    assert verified(folder).broken == []
