"""`python -m bench`: the API beside a bare handler of the same Cypher, in one run, as one table.

Rounds are interleaved; times are medians, CPU is what the server process and the database used per
request. Results are proved equal first. Ratios are what counts: machines are shared and noisy.
"""

import argparse
import asyncio
import json
import platform
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import orjson
import psutil
from rich.console import Console
from rich.table import Table

from bench.cases import Case, cases
from bench.recorder import statements_of
from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.local.home import Home
from graph.local.opening import chosen, open_database
from graph.local.progress import shown_on_terminal
from graph.local.state import running_state
from graph.policy import POLICY
from graph.viewer import DEMO_VIEWER
from resolvers.context import Context
from resolvers.plans import Plans
from schema.api import api

TODAY = date(2021, 7, 31)
TABLE_WIDTH = 150


@dataclass
class Server:
    """A server under test, and what it has been seen to do."""

    name: str
    process: subprocess.Popen[str]
    port: int

    def cpu_seconds(self) -> float:
        used = psutil.Process(self.process.pid).cpu_times()
        return used.user + used.system


@dataclass
class Seen:
    """One server on one case."""

    latencies: list[float] = field(default_factory=list[float])
    cpu: float = 0.0
    database_cpu: float = 0.0
    answer: Any = None

    @property
    def median_ms(self) -> float:
        return statistics.median(self.latencies) * 1000

    def per_request(self, seconds: float) -> float:
        return seconds / len(self.latencies) * 1000


async def _request(reader: Any, writer: Any, body: bytes) -> bytes:
    """One POST on a connection that stays open."""
    head = (
        "POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    answer = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1])
        for line in answer.lower().split(b"\r\n")
        if line.startswith(b"content-length")
    )
    return await reader.readexactly(length)


async def _round(server: Server, body: bytes, requests: int, connections: int, seen: Seen) -> None:
    async def client(share: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=2**24)
        for _ in range(share):
            start = perf_counter()
            seen.answer = await _request(reader, writer, body)
            seen.latencies.append(perf_counter() - start)
        writer.close()

    before = server.cpu_seconds()
    await asyncio.gather(*(client(requests // connections) for _ in range(connections)))
    seen.cpu += server.cpu_seconds() - before


def _database_process() -> psutil.Process | None:
    state = running_state(Home(chosen().home.absolute()))
    return psutil.Process(state.java_pid) if state else None


async def _ask_of(address: DatabaseAddress) -> tuple[Any, Any]:
    schema = api()
    gateway = await Gateway(address, read_seconds=60, watch=()).__aenter__()
    context = Context(gateway, Plans(POLICY), DEMO_VIEWER, TODAY)

    async def ask(operation: str, variables: dict[str, Any]) -> dict[str, Any]:
        result = await schema.execute(operation, variables, context)
        if result.errors:
            raise result.errors[0]
        return result.data or {}

    return ask, gateway


async def _main(address: DatabaseAddress, rounds: int, requests: int, connections: int) -> None:
    ask, gateway = await _ask_of(address)
    every = await cases(ask)
    hits = await _db_hits(gateway, every)
    console = Console(width=TABLE_WIDTH)
    with ExitStack() as stack:
        servers = _started(stack, address, every)
        database = _database_process()
        table = Table(title=f"{connections} connection(s), {rounds} × {requests} requests each")
        for column in (
            "case",
            "answer",
            "statements",
            "dbHits",
            "p50 ours",
            "p50 bare",
            "ratio",
            "CPU ours",
            "CPU bare",
            "ratio",
            "DB CPU ours",
            "DB CPU bare",
        ):
            table.add_column(column, justify="left" if column == "case" else "right")
        for place, case in enumerate(every):
            seen = {name: Seen() for name in servers}
            bodies = {
                "ours": orjson.dumps({"query": case.operation, "variables": case.variables}),
                "bare": orjson.dumps({"run": place}),
            }
            for warming in (True, False):
                if not warming:
                    seen = {name: Seen() for name in servers}
                for _ in range(1 if warming else rounds):
                    for name, server in servers.items():
                        used = database.cpu_times() if database else None
                        await _round(server, bodies[name], requests, connections, seen[name])
                        if database and used:
                            now = database.cpu_times()
                            seen[name].database_cpu += (
                                now.user + now.system - used.user - used.system
                            )
            await _prove_equal(case, seen)
            ours, bare = seen["ours"], seen["bare"]
            cpu = [each.per_request(each.cpu) for each in (ours, bare)]
            in_database = [each.per_request(each.database_cpu) for each in (ours, bare)]
            table.add_row(
                case.name,
                f"{len(ours.answer):,} B",
                "1",
                f"{hits[case.name]:,}",
                f"{ours.median_ms:.2f} ms",
                f"{bare.median_ms:.2f} ms",
                f"{ours.median_ms / bare.median_ms:.2f}",
                f"{cpu[0]:.2f} ms",
                f"{cpu[1]:.2f} ms",
                f"{cpu[0] / cpu[1]:.2f}",
                f"{in_database[0]:.2f} ms",
                f"{in_database[1]:.2f} ms",
            )
        console.print(table)
    console.print(
        f"Neo4j {gateway.version}, Python {platform.python_version()}, {psutil.cpu_count()} cores, "
        f"day {TODAY}; `python -m bench --rounds {rounds} --requests {requests} "
        f"--connections {connections}`"
    )
    await gateway.__aexit__(None, None, None)


async def _db_hits(gateway: Gateway, every: list[Case]) -> dict[str, int]:
    schema = api()
    found: dict[str, int] = {}
    for case in every:
        statements = await statements_of(schema, case.operation, case.variables, TODAY)
        if len(statements) != 1:
            raise AssertionError(f"{case.name} makes {len(statements)} statements")
        found[case.name] = (await gateway.profile(statements[0])).db_hits
    return found


async def _prove_equal(case: Case, seen: dict[str, Seen]) -> None:
    """The bare row, shaped, is what we answered."""
    answer = orjson.loads(seen["ours"].answer)
    if "errors" in answer:
        raise AssertionError(f"{case.name}: {answer['errors']}")
    plans = Plans(POLICY)
    kept: list[Any] = []

    class Tap:
        """Takes the gateway's place and hands over the row the bare handler answered with."""

        async def read(self, statement: Any) -> list[Any]:
            kept.append(statement)
            return [[orjson.loads(seen["bare"].answer)["data"]]]

    context = Context(Tap(), plans, DEMO_VIEWER, TODAY)  # pyright: ignore[reportArgumentType] -- an adapter
    shaped = await api().execute(case.operation, case.variables, context)
    if shaped.data != answer["data"]:
        raise AssertionError(f"{case.name}: the bare row and our answer differ")


def _started(stack: ExitStack, address: DatabaseAddress, every: list[Case]) -> dict[str, Server]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    given = folder / "given.json"
    given.touch(mode=0o600)
    given.write_text(
        json.dumps(
            {
                "address": asdict(address),
                "today": TODAY.isoformat(),
                "cases": [asdict(case) for case in every],
            }
        ),
        encoding="utf-8",
    )
    servers: dict[str, Server] = {}
    for name in ("ours", "bare"):
        process = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-m", "bench.serving", name, str(given)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        assert process.stdin
        assert process.stdout
        stack.callback(process.stdin.close)
        servers[name] = Server(name, process, int(process.stdout.readline()))
    return servers


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=100, help="in each round")
    parser.add_argument("--connections", type=int, default=1)
    given = parser.parse_args()
    with shown_on_terminal() as report, open_database(report=report) as address:
        asyncio.run(_main(address, given.rounds, given.requests, given.connections))


if __name__ == "__main__":
    main()
