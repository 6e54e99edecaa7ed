"""The database that runs in a data folder, as anyone finds it: its address, and its end."""

import contextlib
import time
from pathlib import Path

import psutil

from graph.address import DatabaseAddress
from graph.errors import LocalDatabaseFault
from graph.local.bolt import LOOPBACK, answers
from graph.local.exclusive import holder_of
from graph.local.home import DATABASE, USER, Home
from graph.local.keeper import end
from graph.local.state import State, orphan, running_state, written_state

ANSWER_SECONDS = 90.0
"""How long a database that is being started again may take to answer, its recovery included."""
STOP_SECONDS = 90.0
"""How long a stop may take, its last checkpoint included."""


def running(home: Path) -> DatabaseAddress | None:
    """The address of the database that runs in this folder now; None when none does."""
    own = Home(home.absolute())
    state = running_state(own)
    return address_in(own, state) if state else None


def running_and_answering(home: Path) -> DatabaseAddress | None:
    """The same, once it answers: its keeper may just be starting Java again.

    Raises `LocalDatabaseFault` when it does not answer in time.
    """
    own = Home(home.absolute())
    deadline = time.monotonic() + ANSWER_SECONDS
    while state := running_state(own):
        if answers(state.port):
            return address_in(own, state)
        if time.monotonic() > deadline:
            raise LocalDatabaseFault(
                f"Neo4j runs in {home} and has not answered within {ANSWER_SECONDS:.0f} s.",
                hint="See how it stands with: tsunagu database status.",
            )
        time.sleep(0.1)
    return None


def stop_running(home: Path) -> bool:
    """Stop what runs in this folder, whoever started it; False when nothing does.

    Raises `LocalDatabaseFault` when the folder is in use for something that is no database.
    """
    own = Home(home.absolute())
    state = running_state(own)
    if state is None:
        left = written_state(own)
        process = orphan(own, left) if left else None
        if process:
            end(process)
        return process is not None
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(state.keeper_pid).terminate()
    deadline = time.monotonic() + STOP_SECONDS
    while (holder := holder_of(own.lock)) and holder.pid == state.keeper_pid:
        if time.monotonic() > deadline:
            raise LocalDatabaseFault(
                f"Neo4j (process {state.java_pid}) has not stopped within {STOP_SECONDS:.0f} s.",
                hint=f"What it does is in {own.neo4j / 'logs'}.",
            )
        time.sleep(0.05)
    java = orphan(own, state)  # where the system does not tell Java that its keeper ended
    if java:
        end(java)
    return True


def address_in(home: Home, state: State) -> DatabaseAddress:
    """Where the database of that state answers, with the password kept in its folder."""
    return DatabaseAddress(f"bolt://{LOOPBACK}:{state.port}", USER, home.password(), DATABASE)
