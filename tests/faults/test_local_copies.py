"""Dump and restore: the copy equals the original, and a failed restore changes nothing."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from graph.address import DatabaseAddress
from graph.errors import BadInput, LocalDatabaseFault
from graph.local.database import LocalNeo4j
from graph.local.exclusive import exclusive
from graph.local.home import Home
from graph.local.release import Release
from graph.local.stopped import StoppedDatabase
from tests.database_sizes import BRIEF
from tests.faults.conftest import driver
from tests.faults.waiting import java_of, until

Local = Callable[[], LocalNeo4j]

STORY = """
UNWIND range(1, 500) AS number
CREATE (h:Household {id: 'h-' + number, kana: 'サガ' + number, since: date('2026-04-01')})
CREATE (h)-[:HAS_MEMBER {role: 'head'}]->(:Resident {id: 'r-' + number, tags: ['a', 'b']})
"""


def content(address: DatabaseAddress) -> str:
    """A digest of every node, every tie and the schema."""
    questions = (
        "MATCH (n) RETURN labels(n) AS kind, properties(n) AS held",
        "MATCH (a)-[t]->(b) RETURN type(t) AS kind, properties(t) AS held, a.id AS a, b.id AS b",
        "SHOW CONSTRAINTS YIELD type, labelsOrTypes, properties",
    )
    with driver(address) as opened:
        rows = [
            json.dumps(row.data(), default=str, sort_keys=True)
            for question in questions
            for row in opened.execute_query(question).records  # pyright: ignore[reportArgumentType]
        ]
    assert len(rows) > 1000
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()


def digest_of(folder: Path) -> str:
    """A digest of every file below a folder."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            digest.update(f"{file.relative_to(folder)}".encode() + file.read_bytes())
    return digest.hexdigest()


def test_a_restored_dump_equals_the_original(
    home: Path, local: Local, release: Release, tmp_path: Path
) -> None:
    own = local()
    address = own.start()
    with driver(address) as opened:
        opened.execute_query(STORY)
    before = content(address)
    state = own.status()
    assert state is not None
    # Both are killed: the dump has to let Neo4j replay its log before.
    psutil.Process(state.keeper_pid).suspend()
    psutil.Process(state.java_pid).kill()
    psutil.Process(state.keeper_pid).kill()
    until(lambda: not java_of(home), "all are gone")

    dump = tmp_path / "city.dump"
    StoppedDatabase(home, release=release, wishes=BRIEF).dump(dump)
    assert dump.stat().st_mode & 0o077 == 0
    assert [file.name for file in tmp_path.iterdir()] == ["city.dump"]

    elsewhere = tmp_path / "elsewhere"
    StoppedDatabase(elsewhere, release=release, wishes=BRIEF).restore(dump)
    with LocalNeo4j(elsewhere, release=release, wishes=BRIEF) as restored:
        there = restored.start()
        assert there.password != address.password
        assert content(there) == before


def test_a_failed_restore_leaves_what_was_there(
    home: Path, release: Release, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.dump"
    broken.write_bytes(b"DZV1" + b"\0" * 1000)
    data = home / "neo4j"
    before = digest_of(data)
    with pytest.raises(
        LocalDatabaseFault, match=r"could not be read: .*Not a valid Neo4j archive"
    ) as told:
        StoppedDatabase(home, release=release).restore(broken, replace=True)
    assert "\n" not in str(told.value)
    assert digest_of(data) == before
    assert not Home(home).coming.exists()
    assert not list(home.glob("restore-*"))


def test_nothing_is_overwritten_unless_it_is_asked_for(
    home: Path, release: Release, tmp_path: Path
) -> None:
    there = tmp_path / "there.dump"
    there.touch()
    stopped = StoppedDatabase(home, release=release)
    with pytest.raises(BadInput, match="is there already"):
        stopped.dump(there)
    with pytest.raises(BadInput, match="holds a database already"):
        stopped.restore(there)
    with pytest.raises(BadInput, match="There is no file"):
        stopped.restore(tmp_path / "nowhere.dump")
    with pytest.raises(BadInput, match="There is no database"):
        StoppedDatabase(tmp_path / "nothing", release=release).check()


def test_a_folder_in_use_is_neither_dumped_nor_restored(
    home: Path, release: Release, tmp_path: Path
) -> None:
    file = tmp_path / "any.dump"
    stopped = StoppedDatabase(home, release=release)
    with exclusive(Home(home).lock, "running Neo4j"):
        with pytest.raises(LocalDatabaseFault, match="in use by process"):
            stopped.dump(file)
        file.touch()
        with pytest.raises(LocalDatabaseFault, match="in use by process"):
            stopped.restore(file, replace=True)


def test_a_swap_cut_short_is_undone(home: Path) -> None:
    own = Home(home)
    before = digest_of(own.neo4j)
    own.neo4j.replace(own.former)
    own.coming.mkdir()
    own.finish_swap()
    assert digest_of(own.neo4j) == before
    assert not own.former.exists()
    assert not own.coming.exists()


def test_a_check_finds_what_is_broken(home: Path, release: Release) -> None:
    nodes = home / "neo4j" / "data" / "databases" / "neo4j" / "neostore.nodestore.db"
    spoiled = bytearray(nodes.read_bytes())
    spoiled[:64] = bytes(byte ^ 0xFF for byte in spoiled[:64])
    nodes.write_bytes(spoiled)
    assert StoppedDatabase(home, release=release).check() != []
