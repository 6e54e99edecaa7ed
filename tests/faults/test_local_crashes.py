"""What is killed, and what survives it."""

import contextlib
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Self

import neo4j
import psutil
import pytest
from neo4j.exceptions import DriverError, Neo4jError

from graph.address import DatabaseAddress
from graph.local.database import LocalNeo4j
from graph.local.release import Release
from graph.local.running import running
from tests.faults.conftest import driver
from tests.faults.waiting import java_of, until

Local = Callable[[], LocalNeo4j]

WRITERS = 4
ROUNDS = 2
WRITES_A_ROUND = 100

OWNS_A_DATABASE = """
import sys
from pathlib import Path
from typing import Self
from graph.local.database import LocalNeo4j, Wishes
from graph.local.release import release_named
own = LocalNeo4j(Path(sys.argv[1]), release=release_named(sys.argv[2]), wishes=Wishes(512, 64, ("-XX:TieredStopAtLevel=1",)))
print(own.start(lambda stage: print(stage.text, flush=True)).uri, flush=True)
sys.stdin.read()
"""


class Writers:
    """Threads that write pairs, each in one transaction, and note which were acknowledged."""

    def __init__(self, opened: neo4j.Driver) -> None:
        self.acknowledged: list[str] = []
        self._driver = opened
        self._enough = threading.Event()
        self._threads = [threading.Thread(target=self._write, args=[n]) for n in range(WRITERS)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        for thread in self._threads:
            thread.join()

    def _write(self, writer: int) -> None:
        number = 0
        while not self._enough.is_set():
            number += 1
            pair = f"{writer}-{number}"
            try:
                self._write_pair(pair)
            except (Neo4jError, DriverError):
                self._enough.wait(0.1)
            else:
                self.acknowledged.append(pair)

    def _write_pair(self, pair: str) -> None:
        with self._driver.session() as session, session.begin_transaction() as transaction:
            transaction.run("CREATE (:Half {pair: $pair, side: 1})", pair=pair)
            transaction.run("CREATE (:Half {pair: $pair, side: 2})", pair=pair)
            transaction.commit()


def halves(address: DatabaseAddress) -> dict[str, int]:
    with driver(address) as opened:
        rows = opened.execute_query("MATCH (h:Half) RETURN h.pair AS pair, count(*) AS sides")
        return {row["pair"]: row["sides"] for row in rows.records}


@pytest.fixture
def owner(home: Path, release: Release) -> Generator[subprocess.Popen[str]]:
    """Another process that starts the database and then does nothing."""
    command = [sys.executable, "-c", OWNS_A_DATABASE, str(home), release.version]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as started:
        yield started
        started.kill()


def said(owner: subprocess.Popen[str], start: str) -> str:
    """The first line it says that starts so."""
    assert owner.stdout is not None
    return next(line.strip() for line in owner.stdout if line.startswith(start))


def test_nothing_acknowledged_is_lost_or_half_written_when_java_is_killed(local: Local) -> None:
    own = local()
    address = own.start()
    with driver(address) as opened, Writers(opened) as writers:
        for _ in range(ROUNDS):
            enough = len(writers.acknowledged) + WRITES_A_ROUND
            until(lambda: len(writers.acknowledged) >= enough, "writes are acknowledged")  # noqa: B023
            state = own.status()
            assert state is not None
            psutil.Process(state.java_pid).kill()
            until(
                lambda: (now := own.status()) and now.restarts == state.restarts + 1,  # noqa: B023
                "the keeper starts Java again, on the same port",
            )
        enough = len(writers.acknowledged) + WRITES_A_ROUND
        until(lambda: len(writers.acknowledged) >= enough, "writers go on after the last kill")
    written = halves(address)
    assert set(writers.acknowledged) <= set(written), "acknowledged, and lost"
    assert {pair for pair, sides in written.items() if sides != 2} == set(), "half-written"


def test_java_ends_when_its_owner_is_killed(home: Path, owner: subprocess.Popen[str]) -> None:
    said(owner, "bolt://")
    assert java_of(home)
    owner.kill()
    until(lambda: not java_of(home), "Java ends with its owner")
    until(lambda: running(home) is None, "its keeper follows")


def test_java_ends_when_its_owner_is_killed_during_the_start(
    home: Path, owner: subprocess.Popen[str]
) -> None:
    said(owner, "Starting Neo4j")
    until(lambda: java_of(home), "Java is under way")
    owner.kill()
    until(lambda: not java_of(home), "Java ends with its owner")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells Java")
def test_java_ends_when_its_keeper_is_killed(home: Path, local: Local) -> None:
    own = local()
    own.start()
    state = own.status()
    assert state is not None
    psutil.Process(state.keeper_pid).kill()
    until(lambda: not java_of(home), "Java ends with its keeper")
    assert own.status() is None


def test_a_database_killed_with_its_keeper_and_owner_recovers_at_the_next_start(
    home: Path, owner: subprocess.Popen[str], local: Local, release: Release
) -> None:
    said(owner, "bolt://")
    state = LocalNeo4j(home, release=release).status()
    assert state is not None
    owner.kill()
    for pid in (state.keeper_pid, state.java_pid):
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(pid).kill()
    until(lambda: not java_of(home), "all are gone")
    with driver(local().start()) as opened:
        assert opened.execute_query("MATCH (c:Cafe) RETURN c.name AS name").records[0]["name"]


def test_ctrl_c_in_the_owners_terminal_leaves_the_stop_to_the_owner(
    home: Path, owner: subprocess.Popen[str]
) -> None:
    said(owner, "bolt://")
    java = java_of(home)[0]
    assert java.parent() is not None
    owner.send_signal(signal.SIGINT)
    owner.wait()
    until(lambda: not java_of(home), "Java ends with its owner")
    console = (home / "neo4j" / "logs" / "neo4j.log").read_text(encoding="utf-8")
    assert console.rstrip().endswith("Stopped.")
