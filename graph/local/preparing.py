"""Makes Java's ahead-of-time cache: Neo4j is run and trained in a folder that is thrown away.

Java records what it loads and measures, and makes the file of it in a second run, which is tried
before it takes its name. Stopped at any point, it leaves no file that could be taken for one.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import psutil

from graph.address import DatabaseAddress
from graph.errors import LocalDatabaseFault
from graph.local.ahead import AheadCache
from graph.local.assembly import Assembly, assembled
from graph.local.database import LocalNeo4j, Wishes
from graph.local.engine import end_with, java_environment, write_arguments
from graph.local.exclusive import Held, exclusive
from graph.local.home import Home
from graph.local.progress import Report, Stage, silent
from graph.local.release import Release
from graph.local.state import running_state

NEEDED_BYTES = 2**30
"""What lies on the disk while one is made: the record, the cache, a small database."""
STOP_SECONDS = 600.0
"""How long Java may write its record; behind everything else on a busy machine, that is minutes."""
HEAP_MIB = 512
PAGE_CACHE_MIB = 64

_COMING = ".ahead-"


class NotPrepared(LocalDatabaseFault):
    """No cache was made, and none is needed: Neo4j starts without, as before."""


class Preparation:
    """The making of one release's cache. `train` is given the address of a database to work."""

    def __init__(
        self,
        release: Release,
        train: Callable[[DatabaseAddress], None],
        *,
        report: Report = silent,
        assemble: Callable[[Release, Report], Assembly] = assembled,
        free_bytes: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        self._release = release
        self._train = train
        self._report = report
        self._assemble = assemble
        self._free_bytes = free_bytes

    def make(self) -> bool:
        """True when it was made now, False when it was there.

        Raises `NotPrepared` where it cannot be made or another process is at it, and
        `LocalDatabaseFault` when Neo4j does not start.
        """
        assembly = self._assemble(self._release, self._report)
        cache = AheadCache.of(assembly.java, assembly.jars)
        if cache is None:
            raise NotPrepared(
                f"Neo4j {self._release.version} starts without an ahead-of-time cache here:"
                f" Java {assembly.java.major} on this system makes none."
            )
        if cache.file.is_file():
            return False
        folder = cache.file.parent
        try:
            with exclusive(folder / ".ahead.lock", "preparing Neo4j's starts"):
                if cache.file.is_file():
                    return False
                self._make_in(folder, cache, assembly)
        except Held as held:
            raise NotPrepared(f"Neo4j's starts are being prepared by {held}.") from held
        except OSError as fault:
            raise NotPrepared(
                f"The ahead-of-time cache cannot be written to {folder}: {fault.strerror}.",
                hint="Make room or grant access there, or name another folder with TSUNAGU_CACHE.",
            ) from fault
        return True

    def _make_in(self, folder: Path, cache: AheadCache, assembly: Assembly) -> None:
        for left in folder.glob(f"{_COMING}*/"):  # by one that was killed
            shutil.rmtree(left, ignore_errors=True)
        free = self._free_bytes(folder)
        if free < NEEDED_BYTES:
            raise NotPrepared(
                f"{folder} has {free // 2**20} MiB free; preparing Neo4j's starts takes"
                f" {NEEDED_BYTES // 2**20} MiB for a while and a fifth of it for good.",
                hint="Free some space, or name another folder with TSUNAGU_CACHE.",
            )
        with tempfile.TemporaryDirectory(
            dir=folder, prefix=_COMING, ignore_cleanup_errors=True
        ) as coming:
            record, made = Path(coming) / "record", Path(coming) / "made"
            self._record(Path(coming) / "home", record, assembly)
            self._report(Stage("Writing what Java has learnt"))
            _run(assembly, Path(coming), "create", record, made)
            _run(assembly, Path(coming), "on", record, made)
            cache.take_up(made)

    def _record(self, home: Path, record: Path, assembly: Assembly) -> None:
        wishes = Wishes(
            heap_mib=HEAP_MIB,
            page_cache_mib=PAGE_CACHE_MIB,
            java_options=(
                "-XX:AOTMode=record",
                f"-XX:AOTConfiguration={record}",
                "-Xlog:aot*=off,cds*=off",
            ),
            stop_seconds=STOP_SECONDS,
        )
        neo4j = LocalNeo4j(
            home, release=self._release, wishes=wishes, assemble=lambda _release, _report: assembly
        )
        try:
            address = neo4j.start(self._report)
            self._report(Stage("Training Java with a small city"))
            self._train(address)
        except BaseException:
            _end_at_once(home)
            raise
        finally:
            neo4j.stop()
        if not record.is_file():
            raise NotPrepared("Java left no record of the run that was to train it.")


def _run(assembly: Assembly, folder: Path, mode: str, record: Path, made: Path) -> None:
    """Make the cache (`create`), or demand that Java can use it (`on`)."""
    create = mode == "create"
    options = [
        f"-Xmx{HEAP_MIB}m",
        *assembly.java.quiet_options(),
        f"-XX:AOTMode={mode}",
        f"-XX:AOTCache={made}",
        *([f"-XX:AOTConfiguration={record}"] if create else ["-XX:+VerifySharedSpaces"]),
    ]
    arguments = folder / "arguments"
    write_arguments(arguments, options, assembly.jars, [] if create else ["--version"])
    output = folder / f"{mode}.log"
    with output.open("wb") as log:
        java = subprocess.Popen(  # noqa: S603 - our own Java with our own arguments
            [assembly.java.executable, f"@{arguments}"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=folder,
            env=java_environment(),
            preexec_fn=end_with(os.getpid()),  # noqa: PLW1509 - it only sets what ends the child
        )
        try:
            code = java.wait()
        finally:
            with contextlib.suppress(OSError):
                java.kill()
            java.wait()
    if code or not made.is_file():
        said = output.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise NotPrepared(
            f"Java could not {'make' if create else 'use'} its ahead-of-time cache"
            f" (exit code {code}): {said[-1] if said else 'it left no word'}"
        )


def _end_at_once(home: Path) -> None:
    """End what runs in a folder that nobody needs any more, without its goodbye."""
    state = running_state(Home(home))
    for pid in (state.keeper_pid, state.java_pid) if state else ():
        with contextlib.suppress(psutil.Error):
            psutil.Process(pid).kill()
