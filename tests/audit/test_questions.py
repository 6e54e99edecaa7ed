"""Who looked at a person, what an account saw, what is kept how long: from the segments alone."""

import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from audit.entry import Verb
from audit.folder import Folder
from audit.heads import beside
from audit.prune import prune
from audit.queries import Look, breach_report, who_looked_at
from graph.errors import AuditBroken, BadInput
from tests.audit.trails import KEY, NOON, Ticking, folder_in, seen, verified, written

DAY = timedelta(days=1)


def _week(folder: Folder) -> None:
    """Each day Tanaka reads P1 and one more; after that week Suzuki changes P2 and one more."""
    for start, account, verb in ((0, "tanaka", Verb.READ), (0, "suzuki", Verb.CHANGE)):
        who = ("P1",) if account == "tanaka" else ("P2",)
        batches = [
            [seen(*who, f"D{day}", account=account, verb=verb, request=f"{account}{day}")]
            for day in range(start, 7)
        ]
        written(folder, batches, Ticking(NOON, DAY))


def _all_looks(folder: Folder, person: str, size: int) -> list[Look]:
    looks, after = list[Look](), None
    while True:
        page = who_looked_at(folder, KEY, person, first=size, after=after)
        looks += page.looks
        assert len(page.looks) == size or page.end is None
        if page.end is None:
            return looks
        after = page.end


@pytest.mark.parametrize("size", [1, 3, 7, 100])
def test_who_looked_is_told_newest_first_whatever_the_page(tmp_path: Path, size: int) -> None:
    folder = folder_in(tmp_path)
    _week(folder)
    looks = _all_looks(folder, "P1", size)
    assert [each.request for each in looks] == [f"tanaka{day}" for day in reversed(range(7))]
    assert {(each.account, each.verb, each.person) for each in looks} == {
        ("tanaka", "READ", "CSW1")
    }
    assert who_looked_at(folder, KEY, "NOBODY").looks == ()


def test_a_breach_report_counts_people_times_and_verbs(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    _week(folder)
    whole = breach_report(folder, KEY, "tanaka", NOON, NOON + 60 * DAY)
    assert (whole.requests, whole.people) == (7, 8)
    assert {(each.person, each.verb, each.times) for each in whole.touched} == {
        ("P1", Verb.READ, 7),
        *((f"D{day}", Verb.READ, 1) for day in range(7)),
    }
    [first] = [each for each in whole.touched if each.person == "P1"]
    part = breach_report(folder, KEY, "tanaka", first.first_at, first.last_at)
    assert part.requests == 6, "the end is not in it"
    assert breach_report(folder, KEY, "nobody", NOON, NOON + DAY).touched == ()
    with pytest.raises(BadInput, match="begins where it ends"):
        breach_report(folder, KEY, "tanaka", NOON, NOON)


def test_what_is_about_nobody_is_in_the_report_too(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    written(folder, [[seen(verb=Verb.BREAK_GLASS_START), seen(verb=Verb.REFUSED)]])
    report = breach_report(folder, KEY, "tanaka", NOON, NOON + DAY)
    assert [each.verb for each in report.without_person] == ["BREAK_GLASS_START", "REFUSED"]


def test_the_index_is_made_anew_when_it_is_gone_or_damaged_and_reads_on(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    _week(folder)
    before = who_looked_at(folder, KEY, "P1")
    folder.index().write_bytes(b"no database" * 1_000)
    assert who_looked_at(folder, KEY, "P1") == before
    folder.index().unlink()
    assert who_looked_at(folder, KEY, "P1") == before
    written(folder, [[seen("P1", request="later")]], Ticking(NOON + 90 * DAY))
    assert who_looked_at(folder, KEY, "P1").looks[0].request == "later"


def test_a_changed_line_is_counted_and_not_shown(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    written(folder, [[seen("P1", request=f"r{place}")] for place in range(5)])
    assert who_looked_at(folder, KEY, "P1").damaged == 0
    segment = folder.segments()[0]
    segment.path.write_bytes(segment.path.read_bytes().replace(b'"r1"', b'"rX"'))
    page = who_looked_at(folder, KEY, "P1")
    assert (page.damaged, Counter(each.request for each in page.looks)["rX"]) == (1, 0)
    folder.index().unlink()
    assert who_looked_at(folder, KEY, "P1").damaged == 1


@pytest.mark.parametrize("after", ["x", "2027-01-31T12:00:00.000000Z.zzzzzzzz.1", "1.2.3"])
def test_a_text_that_is_no_end_of_a_page_is_refused(tmp_path: Path, after: str) -> None:
    folder = folder_in(tmp_path)
    with pytest.raises(BadInput, match="not the end of a page"):
        who_looked_at(folder, KEY, "P1", after=after)


def test_what_is_pruned_is_noted_and_the_rest_still_proved(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    _week(folder)
    files = {each.name for each in folder.segments()}
    who_looked_at(folder, KEY, "P1")
    limit = NOON + 8 * DAY
    done = prune(folder, KEY, before=limit, at=NOON + 30 * DAY)
    assert done.files
    assert {each.name for each in folder.segments()} == files - set(done.files)
    assert verified(folder).broken == []
    looks = who_looked_at(folder, KEY, "P1").looks
    assert looks
    assert len(looks) < 7
    assert prune(folder, KEY, before=limit, at=NOON + 31 * DAY).files == ()
    everything = prune(folder, KEY, before=NOON + 99 * DAY, at=NOON + 99 * DAY)
    assert set(done.files) | set(everything.files) == files
    assert verified(folder).broken == []
    for chain in folder.chains():
        folder.notes(chain).unlink()
    assert len(verified(folder).broken) == 1, "without its note a removed chain is a missing one"


def test_a_prune_that_was_killed_is_finished_by_the_next(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    _week(folder)
    kept = {each.path: each.path.read_bytes() for each in folder.segments()}
    done = prune(folder, KEY, before=NOON + 6 * DAY, at=NOON + 30 * DAY)
    last = [name for name in done.files if name[:8] == done.files[0][:8]][-1]
    (folder.path / last).write_bytes(kept[folder.path / last])
    found = verified(folder)
    assert found.broken == []
    assert "prune again" in found.notices[0]
    prune(folder, KEY, before=NOON + 6 * DAY, at=NOON + 31 * DAY)
    assert not (folder.path / last).exists()
    assert verified(folder).notices == []


def test_of_a_broken_chain_nothing_is_pruned(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    written(folder, [[seen("P1")]] * 20)
    segment = folder.segments()[1]
    segment.path.write_bytes(segment.path.read_bytes().replace(b"tanaka", b"suzuki"))
    with pytest.raises(AuditBroken, match=segment.name):
        prune(folder, KEY, before=NOON + DAY, at=NOON + DAY)
    assert segment.path.exists()


def _tsunagu(folder: Folder, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "server", "audit", *arguments],
        env={"TSUNAGU_AUDIT_FOLDER": str(folder.path), "TSUNAGU_AUDIT_KEY": KEY.hex()},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_command_line_verifies_asks_and_prunes(tmp_path: Path) -> None:
    folder = folder_in(tmp_path)
    _week(folder)
    sound = _tsunagu(folder, "verify")
    assert sound.returncode == 0, sound.stderr
    assert sound.stdout.startswith("Sound: ")
    who = _tsunagu(folder, "who", "P1", "--first", "2")
    assert "tanaka6" in who.stdout
    assert "tanaka4" not in who.stdout
    assert "More: --after " in who.stderr
    breach = _tsunagu(folder, "breach", "suzuki", "--from", "2027-02-01", "--to", "2027-12-31")
    assert breach.stdout.endswith("8 people and households in 7 requests.\n")
    segment = folder.segments()[0]
    segment.path.write_bytes(segment.path.read_bytes()[:-1])
    wrong = _tsunagu(folder, "verify")
    assert wrong.returncode == 1
    assert wrong.stdout.startswith(f"{segment.name}, line ")
    assert wrong.stderr.startswith("tsunagu: 1 of 1 chains is broken.")
    none = _tsunagu(Folder(beside(folder)), "verify")
    assert (none.returncode, none.stderr[:29]) == (1, "tsunagu: There is no trail in")
