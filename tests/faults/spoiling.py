"""Every fault that can be made between the API and its database, in one list."""

import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import neo4j
import psutil
from anyio import to_thread

from graph.address import DatabaseAddress
from graph.local.database import LocalNeo4j
from tests.faults.conftest import driver
from tests.faults.line import Line, Way
from tests.faults.waiting import soon


class Ground:
    """A database of our own and the line by which the API comes to it."""

    def __init__(self, own: LocalNeo4j, address: DatabaseAddress, line: Line) -> None:
        self.own = own
        self.address = address
        self.line = line
        self.restarts = 0
        self.administrator: neo4j.Session | None = None

    @property
    def java(self) -> psutil.Process:
        state = self.own.status()
        assert state is not None
        return psutil.Process(state.java_pid)


Doing = Callable[[Ground], Awaitable[None]]


@dataclass(frozen=True)
class Fault:
    """How it begins, and how it ends; it is over when `end` returns."""

    name: str
    begin: Doing
    end: Doing
    lasts_seconds: float = 1.0


def _of_the_line(way: Way) -> Fault:
    async def begin(ground: Ground) -> None:
        await ground.line.spoil(way)

    async def end(ground: Ground) -> None:
        await ground.line.mend()

    return Fault(f"the line is {way}", begin, end)


async def _stop(ground: Ground) -> None:
    await to_thread.run_sync(ground.own.stop)


async def _start(ground: Ground) -> None:
    address = await to_thread.run_sync(ground.own.start)
    assert address == ground.address, "it is where it was"


async def _kill(ground: Ground) -> None:
    state = ground.own.status()
    assert state is not None
    ground.restarts = state.restarts
    ground.java.kill()


async def _back(ground: Ground) -> None:
    await soon(
        lambda: (now := ground.own.status()) and now.restarts > ground.restarts,
        "the keeper has started Java again",
    )


async def _freeze(ground: Ground) -> None:
    ground.java.send_signal(signal.SIGSTOP)


async def _thaw(ground: Ground) -> None:
    ground.java.send_signal(signal.SIGCONT)


async def _set_password(ground: Ground, password: str) -> None:
    session = ground.administrator
    assert session is not None
    text = "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED"
    await to_thread.run_sync(lambda: session.run(text, password=password).consume())


async def _change_password(ground: Ground) -> None:
    """Who was let in stays in, so the administrator keeps a session, and the others are thrown out."""
    ground.administrator = driver(ground.address).session(database="system")
    await _set_password(ground, "another password")
    ground.line.reset()


async def _change_it_back(ground: Ground) -> None:
    await _set_password(ground, ground.address.password)


FAULTS = (
    *(_of_the_line(way) for way in Way if way is not Way.OPEN),
    replace(
        _of_the_line(Way.HALF_OPEN),
        name="the line was half-open for a moment, and most connections are dead unnoticed",
        lasts_seconds=0.2,
    ),
    Fault("the database is stopped", _stop, _start),
    Fault("the database is killed", _kill, _back),
    Fault("the database stands still", _freeze, _thaw),
    Fault("the password is another", _change_password, _change_it_back),
)
