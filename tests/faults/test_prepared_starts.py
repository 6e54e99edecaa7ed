"""Java's ahead-of-time cache: made once and whole, used when it fits, never in the way."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Generator
from pathlib import Path

import psutil
import pytest
from anyio import create_task_group

from graph.address import DatabaseAddress
from graph.local.ahead import KEPT, AheadCache, uses_one
from graph.local.assembly import Assembly, assembled
from graph.local.database import LocalNeo4j
from graph.local.engine import java_environment
from graph.local.exclusive import exclusive
from graph.local.home import Home
from graph.local.java import Java
from graph.local.preparing import NotPrepared, Preparation
from graph.local.release import CURRENT
from server import preparing
from tests.database_sizes import BRIEF
from tests.faults.waiting import java_of, soon
from tests.worlds import PATIENT_SECONDS

TRAINED: list[DatabaseAddress] = []

PREPARING = """
import sys
from pathlib import Path
from graph.local.assembly import assembled
from graph.local.preparing import Preparation
from graph.local.release import CURRENT
from graph.local.assembly import Assembly

def train(address):
    print("training", flush=True)
    sys.stdin.read()

whole = assembled(CURRENT)
jars = tuple(Path(sys.argv[1]) / jar.name for jar in whole.jars)
Preparation(CURRENT, train, assemble=lambda *_: Assembly(whole.java, jars)).make()
"""


@pytest.fixture(scope="module")
def aside() -> Generator[Assembly]:
    """Neo4j with its jars in a folder of their own, where nothing is prepared."""
    whole = assembled(CURRENT)
    with tempfile.TemporaryDirectory(prefix="tsunagu-ahead-") as folder:
        yield _linked(whole, Path(folder))


@pytest.fixture(scope="module")
def cache(aside: Assembly) -> AheadCache:
    """The cache, made by a run that learns nothing but how to start."""
    assert _preparation(aside).make() is True
    return _cache(aside)


def test_it_is_made_once_and_leaves_nothing_else(cache: AheadCache, aside: Assembly) -> None:
    trained = len(TRAINED)
    made = cache.file.stat()
    assert _preparation(aside).make() is False
    assert (len(TRAINED), cache.file.stat()) == (trained, made)
    beside = {file.name for file in cache.file.parent.iterdir()} - {j.name for j in aside.jars}
    assert beside == {cache.file.name, ".ahead.lock", ".verified"}


def test_a_start_uses_it_and_says_nothing_of_it(
    cache: AheadCache, aside: Assembly, empty_home: Path
) -> None:
    assert cache.file.is_file()
    with _local(empty_home, aside) as neo4j:
        state = neo4j.status()
        assert state is not None
        assert uses_one(state.java_pid, Home(empty_home).java_arguments)
    assert "aot" not in _console(empty_home)


def test_a_broken_one_is_left_unused(
    cache: AheadCache, aside: Assembly, empty_home: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "whole"
    shutil.copy2(cache.file, whole)
    with cache.file.open("r+b") as file:
        file.seek(cache.file.stat().st_size // 2)
        file.write(bytes(range(256)) * 64)
    try:
        with _local(empty_home, aside):
            assert "aot" not in _console(empty_home)
    finally:
        shutil.copy2(whole, cache.file)


@pytest.mark.parametrize("content", [b"", b"not a cache", None], ids=["empty", "other", "cut"])
def test_neither_is_a_file_that_is_none(
    content: bytes | None, cache: AheadCache, aside: Assembly, tmp_path: Path
) -> None:
    spoilt = AheadCache(tmp_path / "ahead-spoilt.aot")
    whole = cache.file.read_bytes()
    spoilt.file.write_bytes(whole[: len(whole) // 2] if content is None else content)
    assert "25." in _version(aside, spoilt)


def test_one_of_other_jars_is_left_unused(
    cache: AheadCache, aside: Assembly, tmp_path: Path
) -> None:
    other = tmp_path / aside.jars[0].name
    shutil.copy(aside.jars[0], other)
    assert "25." in _version(Assembly(aside.java, (other, *aside.jars[1:])), cache)


def test_another_jar_java_or_place_has_another_name(aside: Assembly, tmp_path: Path) -> None:
    touched = tmp_path / aside.jars[0].name
    shutil.copy(aside.jars[0], touched)
    other = AheadCache.of(aside.java, (touched, *aside.jars[1:]))
    assert other is not None
    assert other.file.name != _cache(aside).file.name


def test_an_older_java_has_none(aside: Assembly) -> None:
    older = Java(aside.java.executable, 21)
    assert AheadCache.of(older, aside.jars) is None
    with pytest.raises(NotPrepared, match="Java 21 on this system makes none"):
        _preparation(Assembly(older, aside.jars)).make()


def test_two_of_a_folder_are_kept(tmp_path: Path) -> None:
    for number in range(4):
        made = tmp_path / f"made-{number}"
        made.write_bytes(b"")
        os.utime(made, (number, number))
        AheadCache(tmp_path / f"ahead-{number}.aot").take_up(made)
    assert KEPT == 2
    assert sorted(file.name for file in tmp_path.iterdir()) == ["ahead-2.aot", "ahead-3.aot"]


def test_without_room_none_is_made(aside: Assembly, tmp_path: Path) -> None:
    jars = _linked(aside, tmp_path)
    with pytest.raises(NotPrepared, match="7 MiB free"):
        Preparation(
            CURRENT, _train, assemble=lambda *_: jars, free_bytes=lambda _: 7 * 2**20
        ).make()


def test_while_one_makes_it_another_does_not(aside: Assembly, tmp_path: Path) -> None:
    jars = _linked(aside, tmp_path)
    lock = tmp_path / ".ahead.lock"
    with (
        exclusive(lock, "preparing Neo4j's starts"),
        pytest.raises(NotPrepared, match="are being prepared by"),
    ):
        _preparation(jars).make()


@pytest.mark.anyio
async def test_a_server_that_stops_ends_it_and_nothing_is_left(
    aside: Assembly, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / f"neo4j-{CURRENT.version}"
    folder.mkdir()
    _linked(aside, folder)
    monkeypatch.setenv("TSUNAGU_CACHE", str(tmp_path))
    monkeypatch.setattr(preparing, "READY_FOR_SECONDS", 0.0)
    at_once = "from server import preparing as it; it.NICENESS = 0; it.main()"
    monkeypatch.setattr(preparing, "COMMAND", (sys.executable, "-c", at_once))
    async with create_task_group() as server:
        server.start_soon(preparing.prepare_behind, CURRENT)
        begun = await soon(lambda: [*folder.glob(".ahead-*/home/java.arguments")], "it is begun")
        server.cancel_scope.cancel()
    await soon(lambda: not [*folder.glob(".ahead-*/")], "what it had made is gone")
    await soon(lambda: not java_of(begun[0].parent), "Java is gone")
    assert not [*folder.glob("ahead-*")]


def test_one_that_is_killed_leaves_nothing_that_counts(aside: Assembly, tmp_path: Path) -> None:
    jars = _linked(aside, tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", PREPARING, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as maker:
        assert maker.stdout is not None
        assert maker.stdout.readline() == "training\n"
        below = psutil.Process(maker.pid).children(recursive=True)
        maker.send_signal(signal.SIGKILL)
    _, alive = psutil.wait_procs(below, timeout=PATIENT_SECONDS)
    assert alive == []
    assert not list(tmp_path.glob("ahead-*"))
    with pytest.raises(NotPrepared):  # the next one clears away what lies there
        Preparation(CURRENT, _train, assemble=lambda *_: jars, free_bytes=lambda _: 0).make()
    assert not list(tmp_path.glob("*ahead-*"))


def _train(address: DatabaseAddress) -> None:
    TRAINED.append(address)


def _preparation(assembly: Assembly) -> Preparation:
    return Preparation(CURRENT, _train, assemble=lambda *_: assembly)


def _cache(assembly: Assembly) -> AheadCache:
    cache = AheadCache.of(assembly.java, assembly.jars)
    assert cache is not None
    return cache


def _local(home: Path, assembly: Assembly) -> LocalNeo4j:
    return LocalNeo4j(home, release=CURRENT, wishes=BRIEF, assemble=lambda *_: assembly)


def _console(home: Path) -> str:
    return (home / "neo4j" / "logs" / "console.log").read_text(encoding="utf-8").lower()


def _version(assembly: Assembly, cache: AheadCache) -> str:
    """All that Java says with that cache when it is asked for its version."""
    options = [*assembly.java.quiet_options(), *cache.options(())]
    class_path = os.pathsep.join(str(jar) for jar in assembly.jars)
    done = subprocess.run(
        [assembly.java.executable, *options, "-cp", class_path, "--version"],
        check=True,
        capture_output=True,
        text=True,
        env=java_environment(),
    )
    assert done.stderr == ""
    assert "aot" not in done.stdout.lower()
    return done.stdout


def _linked(assembly: Assembly, folder: Path) -> Assembly:
    """The same jars in another folder, as verified as they were."""
    for file in (*assembly.jars, assembly.jars[0].with_name(".verified")):
        _link(file, folder / file.name)
    return Assembly(assembly.java, tuple(folder / jar.name for jar in assembly.jars))


def _link(file: Path, place: Path) -> None:
    try:
        place.hardlink_to(file)
    except OSError:
        shutil.copy2(file, place)
