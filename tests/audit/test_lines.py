"""A line says what the entry says, in one form only."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.entry import IDS_OF_A_LINE, Entry, Verb
from audit.line import ORIGIN, hash_of, linked, moment, read_line, seal_fits, stamp
from graph.errors import BadInput
from graph.viewer import Purpose, Role, Viewer
from tests.audit.trails import KEY, NOON, seen

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
ENTRIES = st.builds(
    Entry,
    account=st.none() | TEXT,
    role=st.sampled_from(Role),
    person=st.none() | TEXT,
    purpose=st.sampled_from(Purpose),
    basis=st.none() | TEXT,
    verb=st.sampled_from(Verb),
    about=st.frozensets(st.text(st.characters(exclude_categories=["Cs"]), max_size=64), max_size=9),
    name=TEXT,
    request=TEXT,
)
TIMES = st.datetimes(datetime(2000, 1, 1), datetime(2199, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- hypothesis wants bounds without


@given(ENTRIES, TIMES, st.integers(0, 2**40))
def test_an_entry_is_read_as_it_was_written_and_written_as_it_was_read(
    entry: Entry, at: datetime, sequence: int
) -> None:
    [body] = entry.bodies()
    line = linked(sequence, ORIGIN, at, body, KEY)
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")
    read = read_line(line)
    assert (read.sequence, read.before, read.at) == (sequence, ORIGIN, at)
    assert Entry.read(read.says) == entry
    assert (
        linked(read.sequence, read.before, read.at, next(Entry.read(read.says).bodies()), KEY)
        == line
    )
    assert seal_fits(line, KEY)
    assert not seal_fits(line, KEY[1:])


@given(TIMES, TIMES)
def test_times_are_ordered_as_their_text(one: datetime, other: datetime) -> None:
    assert (one < other) == (stamp(one) < stamp(other))
    assert moment(stamp(one)) == one


def test_a_line_says_links_and_no_content() -> None:
    [body] = seen("P1", "P2").bodies()
    assert set(orjson.loads(body)) == {
        "account", "role", "person", "purpose", "basis", "verb", "about", "name", "request",
    }  # fmt: skip


def test_who_stands_in_an_answer_twice_is_seen_once() -> None:
    viewer = Viewer(Role.CSW, "CSW1", "tanaka")
    entry = Entry.by(viewer, Verb.READ, about=["P1", "P2", "P1"], name="residents", request="r")
    [body] = entry.bodies()
    assert orjson.loads(body)["about"] == ["P1", "P2"]


def test_an_entry_about_thousands_takes_lines_of_a_thousand() -> None:
    ids = [f"P{place:05}" for place in range(2 * IDS_OF_A_LINE + 1)]
    parts = [orjson.loads(body)["about"] for body in seen(*ids).bodies()]
    assert [len(each) for each in parts] == [IDS_OF_A_LINE, IDS_OF_A_LINE, 1]
    assert [each for part in parts for each in part] == ids


def test_what_cannot_be_written_is_refused() -> None:
    with pytest.raises(BadInput, match="The request of a request is longer than 256"):
        seen("P1", request="r" * 257)
    with pytest.raises(BadInput, match="An id is longer than 64"):
        seen("P" * 65)
    with pytest.raises(BadInput, match="not Unicode"):
        list(seen("\ud800").bodies())


def test_the_hash_is_that_of_sha256sum(tmp_path: Path) -> None:
    line = linked(7, ORIGIN, NOON, next(seen("P1").bodies()), KEY)
    (tmp_path / "line").write_bytes(line)
    done = subprocess.run(
        ["sha256sum", "line"],  # noqa: S607 -- the system's
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split()[0] == hash_of(line)


def test_the_seal_is_that_of_openssl_as_the_documentation_asks_for_it(tmp_path: Path) -> None:
    line = linked(7, ORIGIN, NOON, next(seen("P1").bodies()), KEY)
    (tmp_path / "line").write_bytes(line)
    command = (
        "tr -d '\\n' < line | sed 's/,\"seal\":\"[0-9a-f]*\"}$//' | "
        f"openssl dgst -sha256 -mac HMAC -macopt hexkey:{KEY.hex()}"
    )
    done = subprocess.run(  # noqa: S602 -- the very pipe of the documentation
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[-1] == read_line(line).says["seal"]
