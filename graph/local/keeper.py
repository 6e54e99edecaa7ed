"""The process that owns Java: `python -m graph.local.keeper HOME`, told its order on stdin.

It starts Neo4j and ends it when the pipe on its stdin closes, which happens however its owner
dies; when it is asked to (SIGTERM); or when it dies itself (Linux then signals Java; elsewhere the
next start finds and ends it). When Java dies under it, it starts Java again on the same port. It
runs in a session of its own, so that Ctrl-C in a terminal reaches neither it nor Java.
"""

import contextlib
import os
import select
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import psutil

from graph.errors import LocalDatabaseFault
from graph.local.bolt import free_port, is_free
from graph.local.engine import Engine, RunningEngine
from graph.local.exclusive import Held, exclusive
from graph.local.home import Home
from graph.local.importing import Import, never_ran
from graph.local.order import Answer, Order
from graph.local.release import release_named
from graph.local.state import RUNNING, State, created, orphan, write_state, written_state
from graph.local.symptoms import PortTaken
from graph.local.tools import AdminTool

PORTS_TRIED = 5
DEATHS_BORNE = 5
"""How often Java may die within `DEATHS_WITHIN_SECONDS` before its keeper gives up."""
DEATHS_WITHIN_SECONDS = 600.0
ORPHAN_SECONDS = 60.0
_LOOK_AGAIN_SECONDS = 0.2


class Owner:
    """Whoever started the keeper, as seen from here: it lives as long as our stdin is open."""

    def __init__(self, *, detached: bool) -> None:
        self._asked = False
        self._gone = threading.Event()
        self._detached = detached
        self._pid = os.getppid()
        signal.signal(signal.SIGTERM, self._ask)
        signal.signal(signal.SIGINT, self._ask)
        if sys.platform == "win32" and not detached:
            threading.Thread(target=self._read_to_end, daemon=True).start()

    def _ask(self, _signal: int, _frame: object) -> None:
        self._asked = True

    def _read_to_end(self) -> None:
        while os.read(0, 1):
            pass
        self._gone.set()

    def wants_the_end(self, wait_seconds: float = 0.0) -> bool:
        """True when the keeper was asked to stop or its owner is gone; waits at most so long."""
        if self._asked:
            return True
        if self._detached or sys.platform == "win32":
            return self._gone.wait(wait_seconds) or self._asked
        readable, _, _ = select.select([0], [], [], wait_seconds)
        closed = bool(readable) and not os.read(0, 1)
        return self._asked or closed or os.getppid() != self._pid


class Keeper:
    """Runs one database from its order until its owner wants the end."""

    def __init__(self, order: Order, owner: Owner, say: Callable[[Answer], None]) -> None:
        self._order = order
        self._owner = owner
        self._say = say
        self._home = Home(order.home)
        self._release = release_named(order.version)
        self._engine = Engine(order, self._home, self._release)
        self._deaths: list[float] = []
        self._restarts = 0
        self._since = 0.0

    def run(self) -> None:
        """Start, keep, stop; raises `LocalDatabaseFault` when it cannot go on."""
        try:
            with exclusive(self._home.lock, f"{RUNNING} {self._release.version}"):
                self._prepare()
                self._keep()
                self._home.state.unlink(missing_ok=True)  # what stays tells of an unclean end
        except Held as held:
            raise in_use(self._home, held) from held

    def _prepare(self) -> None:
        left = written_state(self._home)
        process = orphan(self._home, left) if left else None
        if process:
            self._say(Answer(step=f"Ending what is left of an earlier run (process {process.pid})"))
            end(process)
        self._home.state.unlink(missing_ok=True)
        self._home.finish_swap()
        self._home.check_version(self._release)
        if self._home.has_accounts():
            self._home.password()  # without it nobody could use what is about to be started
        else:
            self._home.keep_password()
            self._say(Answer(step="Preparing a new database"))
            tool = AdminTool(self._home.neo4j, self._order.java, self._order.jars)
            tool.set_initial_password(self._home.password())
        if self._order.rows and never_ran(self._home):
            self._fill(self._order.rows)

    def _fill(self, rows: Path) -> None:
        """Import the rows; where that fails the database is started empty, and it is told why."""
        filling = Import(self._order, self._home, rows)
        try:
            filling.run(self._owner.wants_the_end, self._say)
        except LocalDatabaseFault as fault:
            _log(str(fault))
            self._say(Answer(notice=f"{fault.message} The rows go in one by one instead."))

    def _keep(self) -> None:
        self._say(Answer(step=f"Starting Neo4j {self._release.version}"))
        engine = self._started_on_a_free_port()
        if engine is None:
            return
        self._home.note_version(self._release)
        self._since = time.time()
        self._note(engine)
        self._say(Answer(ready=True))
        try:
            while not self._owner.wants_the_end(_LOOK_AGAIN_SECONDS):
                if not engine.alive():
                    engine = self._started_again(engine)
        finally:
            engine.stop()

    def _started_on_a_free_port(self) -> RunningEngine | None:
        """On the last one, where it is free: who was connected finds it there again."""
        last = self._home.last_port()
        for _ in range(PORTS_TRIED):
            port = last if last is not None and is_free(last) else free_port()
            last = None
            with contextlib.suppress(PortTaken):
                return self._started(port)
        raise LocalDatabaseFault(
            f"{PORTS_TRIED} loopback ports in a row were taken while Neo4j was starting.",
            hint="Start again; if it persists, look for a program that takes every free port.",
        )

    def _started(self, port: int) -> RunningEngine | None:
        """A ready engine; None when the owner wanted the end before it was ready."""
        engine = self._engine.start(port)
        try:
            if engine.wait_until_ready(self._order.start_seconds, self._owner.wants_the_end):
                return engine
        except BaseException:
            engine.stop()
            raise
        engine.stop()
        return None

    def _started_again(self, dead: RunningEngine) -> RunningEngine:
        """Java died: start it on the port its clients know. The dead one when the end is wanted."""
        now = time.monotonic()
        self._deaths = [at for at in self._deaths if now - at < DEATHS_WITHIN_SECONDS] + [now]
        _log(f"Java {dead.pid} ended by itself; starting it again on port {dead.port}.")
        if len(self._deaths) > DEATHS_BORNE:
            raise LocalDatabaseFault(
                f"Neo4j ended {len(self._deaths)} times within"
                f" {DEATHS_WITHIN_SECONDS / 60:.0f} minutes.",
                hint=f"What it said is in {self._home.neo4j / 'logs'}.",
            )
        try:
            engine = self._started(dead.port)
        except PortTaken:
            raise LocalDatabaseFault(
                f"Port {dead.port} was taken by another program while Neo4j was down.",
                hint="Start again; another port is chosen.",
            ) from None
        if engine:
            self._restarts += 1
            self._note(engine)
        return engine or dead

    def _note(self, engine: RunningEngine) -> None:
        state = State(
            version=self._release.version,
            port=engine.port,
            keeper_pid=os.getpid(),
            keeper_created=created(os.getpid()),
            java_pid=engine.pid,
            java_created=created(engine.pid),
            since=self._since,
            restarts=self._restarts,
            detached=self._order.detached,
        )
        write_state(self._home, state)
        self._home.note_port(engine.port)


def in_use(home: Home, held: Held) -> LocalDatabaseFault:
    """The fault of a folder that someone else is using."""
    return LocalDatabaseFault(
        f"The data folder {home.folder} is in use by {held}.",
        hint="Stop it first (tsunagu database stop), or name another folder with TSUNAGU_HOME.",
    )


def end(process: psutil.Process) -> None:
    """End a process, gently first; returns when it is gone."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process.terminate()
        try:
            process.wait(ORPHAN_SECONDS)
        except psutil.TimeoutExpired:
            process.kill()
            process.wait()


def main() -> int:
    """Read the order, run it; 0 after a clean end, 1 after a fault, which is told on stdout."""
    order = Order.from_line(_first_line())
    try:
        Keeper(order, Owner(detached=order.detached), _say).run()
    except LocalDatabaseFault as fault:
        _log(str(fault))
        _say(Answer(fault=fault.message, hint=fault.hint))
        return 1
    except Exception as fault:  # noqa: BLE001 - told to the owner, whole in the log
        _log(traceback.format_exc())
        _say(Answer(fault=f"Neo4j's keeper failed: {fault!r}.", hint="More is in keeper.log."))
        return 1
    return 0


def _first_line() -> str:
    """Read byte by byte: what follows on the pipe is its end, to be seen by `select`."""
    line = b""
    while not line.endswith(b"\n") and (byte := os.read(0, 1)):
        line += byte
    return line.decode()


def _say(answer: Answer) -> None:
    with contextlib.suppress(OSError):  # the owner may be gone; its absence is noticed elsewhere
        os.write(1, answer.line().encode())


def _log(text: str) -> None:
    sys.stderr.write(f"{time.strftime('%Y-%m-%dT%H:%M:%S%z')} {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
