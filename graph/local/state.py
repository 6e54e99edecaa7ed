"""What the running database wrote about itself, and whether it still holds.

The lock says whether a keeper lives: the system frees it when the keeper dies, so neither a stale
file nor a process id used again by someone else can be mistaken for a database.
"""

import json
from dataclasses import asdict, dataclass

import psutil

from graph.local.exclusive import holder_of
from graph.local.home import Home, write_private

RUNNING = "running Neo4j"
"""How the purpose of a keeper's hold on the data folder begins."""


@dataclass(frozen=True, slots=True)
class State:
    """A running database; `since` is in seconds since 1970, UTC."""

    version: str
    port: int
    keeper_pid: int
    keeper_created: float
    java_pid: int
    java_created: float
    since: float
    restarts: int
    detached: bool


def write_state(home: Home, state: State) -> None:
    write_private(home.state, json.dumps(asdict(state), indent=2) + "\n")


def written_state(home: Home) -> State | None:
    """The state file as it stands, be it stale or not."""
    try:
        return State(**json.loads(home.state.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def running_state(home: Home) -> State | None:
    """The state of the database that runs in this folder now; None when none does."""
    holder = holder_of(home.lock)
    state = written_state(home)
    return state if holder and state and state.keeper_pid == holder.pid else None


def created(pid: int) -> float:
    """When a process began, in seconds since 1970; 0 when it is gone."""
    try:
        return psutil.Process(pid).create_time()
    except psutil.Error:
        return 0.0


def orphan(home: Home, state: State) -> psutil.Process | None:
    """The Java of a keeper that died, if it still runs.

    It is known by our own arguments file in its command line: an id used again is another process.
    """
    try:
        process = psutil.Process(state.java_pid)
        ours = any(str(home.java_arguments) in part for part in process.cmdline())
        alive = process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return None
    return process if ours and alive else None
