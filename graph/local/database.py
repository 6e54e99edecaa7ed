"""Our own Neo4j: assembled, started, waited for, stopped.

The work is done by a keeper process that owns Java; this is the side of whoever wants a database.
All calls block: make them before an event loop starts, or from a thread.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import graph
from graph.address import DatabaseAddress
from graph.errors import LocalDatabaseFault
from graph.local.assembly import Assembly, assembled
from graph.local.exclusive import holder_of
from graph.local.home import LEAST_FREE_BYTES, Home
from graph.local.importing import Filling, folder_for_rows, never_ran
from graph.local.memory import Machine, memory_for, this_machine
from graph.local.order import Answer, Order
from graph.local.progress import Report, Stage, notice, silent
from graph.local.release import CURRENT, Release
from graph.local.running import address_in
from graph.local.state import State, running_state

START_SECONDS = 120.0
"""How long Neo4j may take to answer; a replay after a crash is part of it."""


STOP_SECONDS = 60.0
"""How long a stop may take before Java is ended the hard way; the data survives either."""

_KEEPER_SECONDS = 30.0
"""How much longer its keeper may take."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What may be chosen about a local database; None and empty mean our own choice."""

    heap_mib: int | None = None
    page_cache_mib: int | None = None
    java_options: tuple[str, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict[str, str])
    start_seconds: float = START_SECONDS
    stop_seconds: float = STOP_SECONDS


class LocalNeo4j:
    """A Neo4j of our own in a data folder; it stops when the process that started it ends.

    One that has never been started is filled first, when there is a `filling`. Where that cannot be
    done it is started empty, and the report says why.
    """

    def __init__(
        self,
        home: Path,
        *,
        release: Release = CURRENT,
        wishes: Wishes | None = None,
        filling: Filling | None = None,
        assemble: Callable[[Release, Report], Assembly] = assembled,
        machine: Callable[[], Machine] = this_machine,
        free_bytes: Callable[[Path], int] = lambda folder: shutil.disk_usage(folder).free,
    ) -> None:
        self._home = Home(home.absolute())
        self._release = release
        self._wishes = wishes or Wishes()
        self._filling = filling
        self._assemble = assemble
        self._machine = machine
        self._free_bytes = free_bytes
        self._keeper: subprocess.Popen[bytes] | None = None

    def start(self, report: Report = silent, *, detached: bool = False) -> DatabaseAddress:
        """Start it and wait until it answers; at once when this object has it running already.

        A detached one outlives this process. Raises `LocalDatabaseFault` with the fact and the
        next step when it does not come up.
        """
        if self._keeper and self._keeper.poll() is None and (state := self.status()):
            return address_in(self._home, state)
        with self._ordered(report, detached=detached) as order:
            keeper = self._spawned(order)
            try:
                self._wait_until_ready(keeper, report)
            except BaseException:
                _let_go(keeper, self._wishes.stop_seconds)
                raise
        if detached:
            _close_pipes(keeper)
            keeper.returncode = 0  # it goes on without us; there is nothing to wait for
        else:
            self._keeper = keeper  # from here on `stop` ends it
        return address_in(self._home, self._state())

    def stop(self) -> None:
        """Stop what this object started, cleanly; nothing when nothing runs."""
        if self._keeper:
            _let_go(self._keeper, self._wishes.stop_seconds)
            self._keeper = None

    def wait(self) -> None:
        """Return when the database is stopped by someone else.

        Raises `LocalDatabaseFault` when it went down and could not be brought up again.
        """
        if self._keeper and self._keeper.wait():
            said = self._home.keeper_log.read_text(encoding="utf-8").strip().splitlines()
            raise LocalDatabaseFault(
                f"Neo4j is down: {said[-1] if said else 'its keeper left no word.'}",
                hint=f"More is in {self._home.keeper_log}.",
            )

    def status(self) -> State | None:
        """What runs in the folder now, whoever started it."""
        return running_state(self._home)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _fault: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.stop()

    @contextmanager
    def _ordered(self, report: Report, *, detached: bool) -> Generator[Order]:
        """All that can be checked before a process is started, checked.

        The order, and the rows it is to begin with, stand for the block.
        """
        self._home.prepare()
        self._home.check_version(self._release)
        wishes = self._wishes
        memory = memory_for(
            self._machine(), heap_mib=wishes.heap_mib, page_cache_mib=wishes.page_cache_mib
        )
        free = self._free_bytes(self._home.folder)
        if free < LEAST_FREE_BYTES:
            raise LocalDatabaseFault(
                f"The disk of {self._home.folder} has {free // 2**20} MiB free; Neo4j is started"
                f" with at least {LEAST_FREE_BYTES // 2**20}.",
                hint="Free some space, or name a folder on another disk with TSUNAGU_HOME.",
            )
        with self._assembled(report, free) as (assembly, rows):
            yield Order(
                home=self._home.folder,
                version=self._release.version,
                java=assembly.java,
                jars=assembly.jars,
                memory=memory,
                start_seconds=wishes.start_seconds,
                stop_seconds=wishes.stop_seconds,
                detached=detached,
                rows=rows,
                java_options=wishes.java_options,
                settings=wishes.settings,
            )

    @contextmanager
    def _assembled(
        self, report: Report, free_bytes: int
    ) -> Generator[tuple[Assembly, Path | None]]:
        """Java and the jars; meanwhile the rows are written, when there are any to begin with."""
        free = never_ran(self._home) and holder_of(self._home.lock) is None
        filling = self._filling if free else None
        needed = LEAST_FREE_BYTES + (filling.needed_bytes if filling else 0)
        if filling and free_bytes < needed:
            filling = None
            report(
                notice(
                    f"The disk of {self._home.folder} has {free_bytes // 2**20} MiB free; to import"
                    f" the rows takes {needed // 2**20}. They go in one by one instead."
                )
            )
        if filling is None:
            yield self._assemble(self._release, report), None
            return
        with folder_for_rows(self._home) as rows, filling.begun(rows) as all_written:
            assembly = self._assemble(self._release, report)
            try:
                all_written(report)
            except LocalDatabaseFault as fault:
                report(notice(f"{fault} The rows go in one by one instead."))
                yield assembly, None
            else:
                yield assembly, rows

    def _spawned(self, order: Order) -> subprocess.Popen[bytes]:
        own_group = subprocess.CREATE_NEW_PROCESS_GROUP if sys.platform == "win32" else 0
        checkout = str(Path(graph.__file__).parents[1])
        with self._home.keeper_log.open("ab") as log:
            keeper = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-P", "-m", "graph.local.keeper", str(self._home.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env={**os.environ, "PYTHONPATH": checkout},
                start_new_session=True,
                creationflags=own_group,
            )
        assert keeper.stdin is not None
        keeper.stdin.write(order.line().encode())
        keeper.stdin.flush()
        return keeper

    def _wait_until_ready(self, keeper: subprocess.Popen[bytes], report: Report) -> None:
        assert keeper.stdout is not None
        for line in keeper.stdout:
            answer = Answer.from_line(line.decode())
            answer.raise_fault()
            if answer.ready:
                return
            if answer.notice:
                report(notice(answer.notice))
            if answer.step:
                report(Stage(answer.step, how_far=answer.how_far))
        raise LocalDatabaseFault(
            f"The keeper of Neo4j ended before Neo4j was ready (exit code {keeper.wait()}).",
            hint=f"What it said is in {self._home.keeper_log}.",
        )

    def _state(self) -> State:
        state = self.status()
        if state is None:
            raise LocalDatabaseFault(
                "Neo4j was stopped at the moment it became ready.", hint="Start it again."
            )
        return state


def _let_go(keeper: subprocess.Popen[bytes], stop_seconds: float) -> None:
    """Close the keeper's stdin, which makes it stop Java and end, and wait for that."""
    _close_pipes(keeper)
    try:
        keeper.wait(stop_seconds + _KEEPER_SECONDS)
    except subprocess.TimeoutExpired:
        keeper.kill()
        keeper.wait()


def _close_pipes(keeper: subprocess.Popen[bytes]) -> None:
    for pipe in (keeper.stdin, keeper.stdout):
        if pipe:
            with contextlib.suppress(OSError):
                pipe.close()
