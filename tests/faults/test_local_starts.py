"""Why our own Neo4j does not start, each told in one line with the next step."""

import os
import socket
from pathlib import Path

import pytest

from graph.errors import BadInput, LocalDatabaseFault
from graph.local.assembly import assembled
from graph.local.bolt import LOOPBACK, is_free
from graph.local.database import LocalNeo4j, Wishes
from graph.local.engine import Engine
from graph.local.exclusive import exclusive
from graph.local.home import Home
from graph.local.memory import LEAST_HEAP_MIB, Machine, Memory, memory_for
from graph.local.opening import chosen
from graph.local.order import Order
from graph.local.release import CURRENT, LONG_TERM, Release, release_named
from graph.local.symptoms import PortTaken, StartLogs
from tests.database_sizes import BRIEF
from tests.faults.waiting import java_of, until

ROOMY = Machine(total_mib=16_000, available_mib=12_000)


def test_too_little_memory_is_noticed_before_the_start(empty_home: Path) -> None:
    own = LocalNeo4j(empty_home, machine=lambda: Machine(total_mib=1000, available_mib=300))
    with pytest.raises(LocalDatabaseFault, match="300 MiB of memory are free; Neo4j needs 832"):
        own.start()


def test_a_full_disk_is_noticed_before_the_start(empty_home: Path) -> None:
    own = LocalNeo4j(empty_home, machine=lambda: ROOMY, free_bytes=lambda _folder: 3 * 2**20)
    with pytest.raises(LocalDatabaseFault, match="3 MiB free; Neo4j is started with at least 512"):
        own.start()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LocalDatabaseFault, match=r"file/home cannot be written to.*TSUNAGU_HOME"):
        LocalNeo4j(tmp_path / "file" / "home").start()


def test_data_of_a_newer_neo4j_is_left_alone(empty_home: Path) -> None:
    Home(empty_home).prepare()
    Home(empty_home).note_version(CURRENT)
    own = LocalNeo4j(empty_home, release=LONG_TERM)
    with pytest.raises(LocalDatabaseFault, match=r"written by Neo4j 2026.*5\.26\.\d+ is older"):
        own.start()


def test_a_folder_in_use_for_something_else_names_it(empty_home: Path, release: Release) -> None:
    home = Home(empty_home)
    home.prepare()
    in_use = rf"in use by process {os.getpid()}, busy with a dump"
    with exclusive(home.lock, "busy with a dump"):
        own = LocalNeo4j(empty_home, release=release, wishes=BRIEF)
        with pytest.raises(LocalDatabaseFault, match=in_use):
            own.start()


def test_neo4js_own_decisive_line_is_quoted(home: Path, release: Release) -> None:
    wishes = Wishes(heap_mib=512, page_cache_mib=64, settings={"server.no.such.setting": "1"})
    with pytest.raises(LocalDatabaseFault, match=r"server\.no\.such\.setting") as told:
        LocalNeo4j(home, release=release, wishes=wishes).start()
    assert "\n" not in str(told.value)
    assert str(home / "neo4j" / "logs") in str(told.value)


def test_a_start_that_takes_too_long_is_given_up_and_leaves_nothing(
    home: Path, release: Release
) -> None:
    wishes = Wishes(heap_mib=512, page_cache_mib=64, start_seconds=0.1)
    with pytest.raises(LocalDatabaseFault, match="did not answer within 0 s"):
        LocalNeo4j(home, release=release, wishes=wishes).start()
    until(lambda: not java_of(home), "Java ends")


def test_a_password_file_that_is_gone_is_named(home: Path, release: Release) -> None:
    (home / "password").unlink()
    with pytest.raises(LocalDatabaseFault, match="password cannot be read"):
        LocalNeo4j(home, release=release, wishes=BRIEF).start()


def test_the_last_port_is_told_where_anybody_can_tell(empty_home: Path) -> None:
    home = Home(empty_home)
    home.prepare()
    assert home.last_port() is None
    with socket.create_server((LOOPBACK, 0)) as taker:
        port = taker.getsockname()[1]
        home.note_port(port)
        assert home.last_port() == port
        assert not is_free(port)
    assert is_free(port)
    for text in ("", "many", "0", "-1", "70000", "8000\n9000"):
        (empty_home / "port").write_text(text, encoding="ascii")
        assert home.last_port() is None, text


def test_a_port_taken_meanwhile_is_told_apart_even_if_its_taker_answers(
    home: Path, release: Release
) -> None:
    assembly = assembled(release)
    order = Order(
        home=home,
        version=release.version,
        java=assembly.java,
        jars=assembly.jars,
        memory=Memory(heap_mib=512, page_cache_mib=64),
        start_seconds=60,
        stop_seconds=60,
        detached=False,
    )
    with socket.create_server((LOOPBACK, 0)) as taker:
        engine = Engine(order, Home(home), release).start(taker.getsockname()[1])
        try:
            with pytest.raises(PortTaken):
                engine.wait_until_ready(60, lambda: False)
        finally:
            engine.stop()


@pytest.mark.parametrize(
    ("logged", "told"),
    [
        ("java.io.IOException: No space left on device", "The disk of .* is full"),
        ("java.lang.OutOfMemoryError: Java heap space", "Java got too little memory"),
        ("Caused by: FileLockException: Lock file has been locked by another process: store_lock",
         "Another Neo4j is using the data"),
        ("Caused by: UnsupportedStoreVersionException: block-v9", "written by another version"),
        ("2027-01-31 ERROR Failed: the moon is full", "It said: .*the moon is full"),
        ("", "left no line in its logs"),
    ],
)  # fmt: skip
def test_what_the_logs_say_is_recognised(logged: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()
    log = tmp_path / "logs" / "neo4j.log"
    log.write_text("ERROR java.io.IOException: No space left on device, long ago\n")
    logs = StartLogs(tmp_path, tmp_path / "logs" / "console.log")
    with log.open("a") as opened:
        opened.write(f"INFO Starting...\n{logged}\n" if logged else "")
    fault = logs.fault("Neo4j ended at its start (exit code 1).")
    with pytest.raises(LocalDatabaseFault, match=told):
        raise fault
    assert fault.hint


def test_memory_follows_the_machine_within_bounds() -> None:
    assert memory_for(Machine(total_mib=2048, available_mib=1500)) == Memory(LEAST_HEAP_MIB, 256)
    assert memory_for(ROOMY) == Memory(2000, 2000)
    assert memory_for(Machine(total_mib=512_000, available_mib=400_000)) == Memory(4096, 2048)
    assert memory_for(ROOMY, heap_mib=900, page_cache_mib=100) == Memory(900, 100)
    with pytest.raises(LocalDatabaseFault, match="TSUNAGU_HEAP_MIB"):
        memory_for(ROOMY, heap_mib=64_000)


@pytest.mark.parametrize(("heap", "plans"), [(512, 256), (1024, 512), (4096, 1000)])
def test_what_is_kept_of_plans_follows_the_heap(heap: int, plans: int) -> None:
    assert Memory(heap, 64).kept_plans == plans


def test_the_environment_chooses_the_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TSUNAGU_HOME", str(tmp_path))
    ours = chosen({"TSUNAGU_NEO4J_VERSION": "5.26", "TSUNAGU_HEAP_MIB": "700"})
    assert ours.wishes.java_options == ()
    options = {"TSUNAGU_JAVA_OPTIONS": "-XX:+UseParallelGC  -Xss2m"}
    assert chosen(options).wishes.java_options == ("-XX:+UseParallelGC", "-Xss2m")
    assert (ours.home, ours.release, ours.address) == (tmp_path, LONG_TERM, None)
    assert ours.wishes.heap_mib == 700

    named = {"NEO4J_URI": "neo4j://db.example", "NEO4J_PASSWORD": "himitsu-no-aikotoba"}
    theirs = chosen(named).address
    assert theirs is not None
    assert (theirs.uri, theirs.user, theirs.database) == ("neo4j://db.example", "neo4j", "neo4j")
    assert "himitsu" not in repr(theirs)


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"NEO4J_URI": "bolt://db.example"}, "no password is"),
        ({"TSUNAGU_HEAP_MIB": "1g"}, "'1g'; it is a number of MiB"),
        ({"TSUNAGU_HEAP_MIB": "0"}, "number of MiB"),
    ],
)
def test_an_environment_that_contradicts_itself_is_refused(
    environment: dict[str, str], told: str
) -> None:
    with pytest.raises(BadInput, match=told):
        chosen(environment)


def test_a_release_we_keep_no_lock_for_is_refused() -> None:
    with pytest.raises(LocalDatabaseFault, match=r"Neo4j 4\.4 is not among the releases"):
        release_named("4.4")
