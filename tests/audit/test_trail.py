"""The trail of a process: acknowledged means on the disk, and nothing is shown without."""

import asyncio
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from audit.chain import Chain
from audit.folder import Folder
from audit.heads import beside, head_files, heads_in, outside_of
from audit.line import read_line
from audit.verify import verify
from graph.errors import AuditBroken, AuditUnwritable, BadInput
from tests.audit.trails import KEY, Ticking, bodies, folder_in, seen, trail_in, verified, written

pytestmark = pytest.mark.anyio


def _requests(folder: Folder) -> list[str]:
    lines = (
        read_line(line).says
        for segment in folder.segments()
        for line in segment.path.read_bytes().splitlines()
    )
    return [says["request"] for says in lines if "request" in says]


async def test_many_at_once_are_each_written_once_in_one_chain(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    async with trail_in(folder) as trail:
        await asyncio.gather(*(trail.record([seen("P1", request=f"r{n}")]) for n in range(500)))
        assert sorted(_requests(folder)) == sorted(f"r{n}" for n in range(500))
    found = verified(folder)
    assert (found.chains, found.lines, found.broken) == (1, 501, [])
    assert found.heads == 2, "one at the opening, one at the end"


async def test_whoever_stops_waiting_is_recorded_all_the_same(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    async with trail_in(folder) as trail:
        waiting = asyncio.create_task(trail.record([seen("P1", request="left")]))
        await asyncio.sleep(0)
        waiting.cancel()
        await trail.record([seen("P1", request="stayed")])
    assert _requests(folder) == ["left", "stayed"]


async def test_a_trail_that_is_not_open_records_nothing(tmp_path: Path) -> None:
    trail = trail_in(folder_in(tmp_path))
    with pytest.raises(AuditUnwritable, match="not open"):
        await trail.record([seen("P1")])
    with pytest.raises(AuditUnwritable, match="not open"):
        await trail.ready()


async def test_nothing_to_record_writes_nothing(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    async with trail_in(folder) as trail:
        await trail.record([])
        await trail.ready()
    assert verified(folder).lines == 1


async def test_a_fault_is_an_error_and_is_over_when_its_cause_is(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    async with trail_in(folder, segment_bytes=1) as trail:
        await trail.record([seen("P1", request="before")])
        away = folder.path.rename(tmp_path / "away")
        folder.path.write_text("no folder")
        for _ in range(3):
            with pytest.raises(AuditUnwritable, match="cannot be written"):
                await trail.record([seen("P1", request="lost")])
            with pytest.raises(AuditUnwritable):
                await trail.ready()
        folder.path.unlink()
        away.rename(folder.path)
        await trail.ready()
        await trail.record([seen("P1", request="after")])
    assert _requests(folder) == ["before", "after"]
    assert verified(folder).broken == []


async def test_heads_that_cannot_be_told_outside_are_a_fault_too(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    async with trail_in(folder, head_seconds=0.0) as trail:
        outside = beside(folder)
        away = outside.rename(tmp_path / "away")
        outside.write_text("no folder")
        with pytest.raises(AuditUnwritable, match=r"heads\.jsonl"):
            await trail.record([seen("P1")])
        outside.unlink()
        away.rename(outside)
        await trail.record([seen("P1")])
    assert verified(folder).broken == []


async def test_a_head_is_told_while_nothing_happens(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    async with trail_in(folder, head_seconds=0.05) as trail:
        await trail.record([seen("P1")])
        for _ in range(100):
            await asyncio.sleep(0.05)
            [heads] = heads_in(head_files(beside(folder)), KEY).values()
            if heads[-1].sequence == 1:
                break
        else:
            pytest.fail("no head was told")


def test_a_new_day_has_a_new_segment(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    written(folder, [[seen("P1")]] * 3, Ticking(step=timedelta(hours=5)))
    days = [each.day.isoformat() for each in folder.segments()]
    assert days == ["2027-01-31", "2027-02-01"]
    assert verified(folder).broken == []


def test_a_full_segment_is_followed_by_another(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    written(folder, [[seen("P1")]] * 20)
    sizes = [each.path.stat().st_size for each in folder.segments()]
    assert len(sizes) > 2
    assert all(2_000 <= each < 2_500 for each in sizes[:-1])
    assert verified(folder).broken == []


def test_a_chain_that_was_changed_is_not_taken_up(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    written(folder, [[seen("P1")]])
    segment = folder.segments()[-1]
    segment.path.write_bytes(segment.path.read_bytes().replace(b"tanaka", b"suzuki"))
    written(folder, [[seen("P2")]])
    assert len(folder.chains()) == 2
    [found] = verified(folder).broken
    assert (found.file, found.what[:21]) == (segment.name, "the line was changed:")


def test_one_process_writes_a_chain_and_the_next_takes_it_up(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    one, other = Chain(folder, KEY), Chain(folder, KEY)
    one.open()
    other.open()
    assert one.head.chain != other.head.chain
    one.append(bodies([seen("P1")]))
    one.close()
    other.close()
    again = Chain(folder, KEY)
    again.open()
    again.append(bodies([seen("P2")]))
    again.close()
    assert len(folder.chains()) == 2
    assert verify(folder, KEY, {}).broken == []


def test_only_the_owner_reads_the_trail(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    written(folder, [[seen("P1")]])
    assert stat.S_IMODE(folder.path.stat().st_mode) == 0o700
    for path in [*(each.path for each in folder.segments()), *head_files(beside(folder))]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_changed_head_is_named(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    written(folder, [[seen("P1")]])
    [path] = head_files(beside(folder))
    path.write_bytes(path.read_bytes().replace(b'"sequence":', b'"sequence":1'))
    with pytest.raises(AuditBroken, match=r"heads.jsonl, line 1: the head is not sealed"):
        verified(folder)


def test_heads_in_a_log_are_found_among_other_lines(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    written(folder, [[seen("P1")]])
    [path] = head_files(beside(folder))
    log = tmp_path / "messages"
    log.write_bytes(
        b"Jan 31 host sshd: {}\nJan 31 host tsunagu-audit: " + path.read_bytes() + b"x\n"
    )
    assert heads_in([log], KEY) == heads_in([path], KEY)


def test_an_outside_that_names_nothing_is_refused() -> None:
    with pytest.raises(BadInput, match="syslog: names no log"):
        outside_of("syslog:", KEY)
