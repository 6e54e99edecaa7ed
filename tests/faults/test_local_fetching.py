"""Jars that come broken, late, twice or not at all, from a repository on this machine."""

import hashlib
import threading
from collections import Counter
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath

import pytest

from graph.errors import LocalDatabaseFault
from graph.local.bolt import free_port
from graph.local.exclusive import exclusive
from graph.local.jars import JarStore
from graph.local.lock import Jar, JarLock, read_lock
from graph.local.progress import Stage, silent
from graph.local.release import RELEASES, Release

CONTENTS = {name: name.encode() * 40_000 for name in ("kernel.jar", "bolt.jar", "cypher.jar")}
NO_PAUSES = (0.0, 0.0)


class Repository:
    """A Maven repository on loopback: what it serves can be spoiled, and each request is counted."""

    def __init__(self) -> None:
        self.contents = dict(CONTENTS)
        self.promised = {name: len(content) for name, content in CONTENTS.items()}
        self.refusals: Counter[str] = Counter()
        self.requests: Counter[str] = Counter()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        name = handler.path.rsplit("/", 1)[-1]
        self.requests[name] += 1
        if self.refusals[name] > 0:
            self.refusals[name] -= 1
            handler.send_error(503)
            return
        if name not in self.contents:
            handler.send_error(404)
            return
        handler.send_response(200)
        handler.send_header("Content-Length", str(self.promised[name]))
        handler.end_headers()
        handler.wfile.write(self.contents[name])
        handler.close_connection = True

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        repository = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                repository.answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


@pytest.fixture
def repository() -> Generator[Repository]:
    one = Repository()
    serving = threading.Thread(target=one.server.serve_forever, args=[0.01])
    serving.start()
    yield one
    one.server.shutdown()
    serving.join()
    one.server.server_close()


@pytest.fixture
def lock() -> JarLock:
    return JarLock(
        "1.0",
        tuple(
            Jar(
                PurePosixPath("org/neo4j") / name, len(content), hashlib.sha256(content).hexdigest()
            )
            for name, content in CONTENTS.items()
        ),
    )


@pytest.fixture
def store(tmp_path: Path, repository: Repository) -> JarStore:
    return JarStore(
        tmp_path / "jars", repositories=lambda: [repository.address], pauses_seconds=NO_PAUSES
    )


def there(folder: Path) -> set[str]:
    """The files in the cache that have a jar's name or pretend to be on the way to one."""
    return {file.name for file in (folder / "jars").iterdir() if not file.name.startswith(".")}


def test_what_was_fetched_is_verified_kept_and_not_asked_for_again(
    store: JarStore, lock: JarLock, repository: Repository
) -> None:
    stages: list[Stage] = []
    jars = store.complete(lock, stages.append)
    assert [jar.read_bytes() for jar in jars] == list(CONTENTS.values())
    assert stages[-1] == Stage("Fetching Neo4j 1.0", lock.size_bytes, lock.size_bytes)
    store.complete(lock, silent)
    assert set(repository.requests.values()) == {1}


@pytest.mark.parametrize(
    "spoiled",
    [
        b"another file altogether",
        CONTENTS["bolt.jar"][:-1] + b"?",
        CONTENTS["bolt.jar"] + b" and more",
    ],
    ids=["another", "one byte changed", "longer"],
)
def test_a_jar_with_other_content_is_never_used(
    spoiled: bytes, store: JarStore, lock: JarLock, repository: Repository, tmp_path: Path
) -> None:
    repository.contents["bolt.jar"] = spoiled
    repository.promised["bolt.jar"] = len(spoiled)
    with pytest.raises(
        LocalDatabaseFault, match=r"bolt\.jar.*not the file that was locked"
    ) as told:
        store.complete(lock, silent)
    assert "\n" not in str(told.value)
    assert "bolt.jar" not in there(tmp_path)
    assert not any(name.endswith(".part") for name in there(tmp_path))


def test_after_a_connection_breaks_the_next_try_fetches_only_what_is_missing(
    store: JarStore, lock: JarLock, repository: Repository, tmp_path: Path
) -> None:
    whole = repository.contents["cypher.jar"]
    repository.contents["cypher.jar"] = whole[:1000]
    with pytest.raises(LocalDatabaseFault, match=r"cypher\.jar.*could not be fetched"):
        store.complete(lock, silent)
    kept = there(tmp_path)
    assert "cypher.jar" not in kept

    repository.contents["cypher.jar"] = whole
    repository.requests.clear()
    store.complete(lock, silent)
    assert set(repository.requests) == set(CONTENTS) - kept


def test_a_passing_refusal_is_tried_again(
    store: JarStore, lock: JarLock, repository: Repository
) -> None:
    repository.refusals["bolt.jar"] = 1
    assert len(store.complete(lock, silent)) == len(CONTENTS)
    assert repository.requests["bolt.jar"] == 2


def test_a_jar_nobody_has_is_one_clear_line(
    store: JarStore, lock: JarLock, repository: Repository
) -> None:
    del repository.contents["kernel.jar"]
    with pytest.raises(LocalDatabaseFault, match=r"kernel\.jar.*the repository answered 404"):
        store.complete(lock, silent)


def test_a_repository_that_is_away_is_one_clear_line(tmp_path: Path, lock: JarLock) -> None:
    away = [f"http://127.0.0.1:{free_port()}"]
    store = JarStore(tmp_path, repositories=lambda: away, pauses_seconds=NO_PAUSES)
    with pytest.raises(LocalDatabaseFault, match="Connection refused") as told:
        store.complete(lock, silent)
    assert "\n" not in str(told.value)


def test_a_mirror_without_the_jar_is_followed_by_the_next(
    tmp_path: Path, lock: JarLock, repository: Repository
) -> None:
    asked = [f"{repository.address}/empty", repository.address]
    store = JarStore(tmp_path, repositories=lambda: asked, pauses_seconds=NO_PAUSES)
    assert len(store.complete(lock, silent)) == len(CONTENTS)


def test_a_jar_changed_in_the_cache_is_fetched_anew(store: JarStore, lock: JarLock) -> None:
    changed = store.complete(lock, silent)[0]
    changed.write_bytes(b"something else")
    assert store.complete(lock, silent)[0].read_bytes() == CONTENTS["kernel.jar"]


def test_two_who_fetch_at_once_fetch_each_jar_once(
    tmp_path: Path, lock: JarLock, repository: Repository
) -> None:
    stores = [JarStore(tmp_path, repositories=lambda: [repository.address]) for _ in range(4)]
    threads = [threading.Thread(target=store.complete, args=[lock, silent]) for store in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert repository.requests == Counter(CONTENTS.keys())


def test_whoever_waits_for_another_fetch_is_told_so(
    store: JarStore, lock: JarLock, tmp_path: Path
) -> None:
    told = threading.Event()
    (tmp_path / "jars").mkdir()
    waiting = threading.Thread(target=store.complete, args=[lock, lambda _stage: told.set()])
    with exclusive(tmp_path / "jars" / ".lock", "fetching Neo4j"):
        waiting.start()
        assert told.wait(30)
    waiting.join()
    assert "kernel.jar" in there(tmp_path)


def test_a_disk_without_room_is_noticed_before_anything_is_fetched(
    tmp_path: Path, lock: JarLock, repository: Repository
) -> None:
    store = JarStore(
        tmp_path, repositories=lambda: [repository.address], free_bytes=lambda _folder: 1000
    )
    with pytest.raises(LocalDatabaseFault, match="0 MiB free; the jars of Neo4j need 2 MiB"):
        store.complete(lock, silent)
    assert not repository.requests


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.version)
def test_each_lock_names_every_jar_once_and_no_host(release: Release) -> None:
    lock = read_lock(release)
    assert len({jar.name for jar in lock.jars}) == len(lock.jars) > 200
    assert all(len(jar.sha256) == 64 and jar.size_bytes > 0 for jar in lock.jars)
    assert "://" not in release.lock_file.read_text(encoding="utf-8")
