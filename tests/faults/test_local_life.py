"""The life of our own Neo4j when nothing goes wrong."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from graph.errors import LocalDatabaseFault
from graph.local.database import LocalNeo4j
from graph.local.home import Home
from graph.local.opening import DatabaseChoice, open_database
from graph.local.release import Release
from graph.local.running import running, stop_running
from tests.database_sizes import BRIEF
from tests.faults.conftest import driver
from tests.faults.waiting import java_of, until

Local = Callable[[], LocalNeo4j]

STARTS_IN_BACKGROUND = """
import sys
from pathlib import Path
from graph.local.database import LocalNeo4j, Wishes
from graph.local.release import release_named
own = LocalNeo4j(Path(sys.argv[1]), release=release_named(sys.argv[2]), wishes=Wishes(512, 64, ("-XX:TieredStopAtLevel=1",)))
print(own.start(detached=True).uri)
"""


def test_two_who_open_a_stopped_database_at_once_share_it_and_its_data_stay(
    home: Path, release: Release, local: Local
) -> None:
    choice = DatabaseChoice(home, release, BRIEF)
    both_there = threading.Barrier(2)

    def open_and_write(number: int) -> str:
        with open_database(choice) as address, driver(address) as opened:
            opened.execute_query("CREATE (:Cafe {id: 'cafe-' + $number})", number=str(number))
            assert len(java_of(home)) == 1
            both_there.wait(60)
            return address.uri

    with ThreadPoolExecutor(2) as pool:
        [uri] = set(pool.map(open_and_write, [2, 3]))
    assert not java_of(home)
    address = local().start()
    assert address.uri == uri, "it is where it was: whoever was connected finds it again"
    with driver(address) as opened:
        found = opened.execute_query("MATCH (c:Cafe) RETURN c.id AS id ORDER BY id").records
    assert [row["id"] for row in found] == ["cafe-1", "cafe-2", "cafe-3"]


def test_one_in_the_background_outlives_its_starter_and_is_found_used_and_guarded(
    home: Path, release: Release, local: Local
) -> None:
    command = [sys.executable, "-c", STARTS_IN_BACKGROUND, str(home), release.version]
    uri = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    try:
        address = running(home)
        state = local().status()
        assert address is not None
        assert state is not None
        assert address.uri == uri
        assert [process.pid for process in java_of(home)] == [state.java_pid]
        assert listening_addresses(state.java_pid) == ["127.0.0.1"]

        in_use = rf"in use by process {state.keeper_pid}, running Neo4j"
        with pytest.raises(LocalDatabaseFault, match=in_use):
            local().start()
        with open_database(DatabaseChoice(home, release, BRIEF)) as used, driver(used) as opened:
            assert used == address
            opened.verify_connectivity()
        assert java_of(home), "whoever only used it does not stop it"
    finally:
        assert stop_running(home)
    until(lambda: not java_of(home), "Java ends with its keeper")
    assert not Home(home).state.exists()
    assert not stop_running(home)


def listening_addresses(pid: int) -> list[str]:
    """Where a process listens; IPv4 addresses as such, also on a socket for both."""
    sockets = psutil.Process(pid).net_connections("inet")
    return [
        one.laddr.ip.removeprefix("::ffff:") for one in sockets if one.status == psutil.CONN_LISTEN
    ]


def test_password_and_arguments_are_readable_by_their_owner_only(prepared: Path) -> None:
    for name in ("password", "java.arguments", "lock"):
        assert (prepared / name).stat().st_mode & 0o077 == 0, name
    assert prepared.stat().st_mode & 0o077 == 0
    password = (prepared / "password").read_text(encoding="ascii").strip()
    assert len(password) == 32
    assert password not in (prepared / "java.arguments").read_text(encoding="utf-8")
    assert password not in repr(Home(prepared))


def test_threat_50_statements_and_their_parameters_are_not_logged(prepared: Path) -> None:
    logged = [file.read_text(errors="replace") for file in prepared.rglob("*.log")]
    assert not any("ひだまり" in text for text in logged)


def test_no_more_plans_are_kept_than_the_heap_has_room_for(prepared: Path) -> None:
    settings = (prepared / "neo4j" / "conf" / "neo4j.conf").read_text(encoding="utf-8")
    assert BRIEF.heap_mib == 512
    assert "server.memory.query_cache.per_db_cache_num_entries=256\n" in settings


def test_a_state_file_left_behind_is_not_taken_for_a_database(home: Path) -> None:
    ourselves = psutil.Process()
    left = {
        "version": "1.0",
        "port": 7687,
        "keeper_pid": ourselves.pid,
        "keeper_created": ourselves.create_time(),
        "java_pid": ourselves.pid,
        "java_created": ourselves.create_time(),
        "since": 0.0,
        "restarts": 0,
        "detached": False,
    }
    Home(home).state.write_text(json.dumps(left), encoding="utf-8")
    assert running(home) is None
    assert not stop_running(home), "a process id used again by someone else is left alone"
