"""Asking a server over connections that stay open, with the clocks that watch it."""

import asyncio
import json
import statistics
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import psutil

from bench.replay import COST
from bench.servers import Server

ROUND_SECONDS = 2.0
"""A round ends when its requests are answered, or after this long."""
LARGEST_LINE = 2**24


@dataclass
class Seen:
    """One server on one case: a latency for each request, and CPU over all of them, in seconds."""

    latencies: list[float] = field(default_factory=list[float])
    cpu: float = 0.0
    database_cpu: float = 0.0
    seconds: float = 0.0
    answer: bytes = b""

    @property
    def median_ms(self) -> float:
        return statistics.median(self.latencies) * 1000

    @property
    def cpu_ms(self) -> float:
        return self.cpu / len(self.latencies) * 1000

    @property
    def database_cpu_ms(self) -> float:
        return self.database_cpu / len(self.latencies) * 1000

    @property
    def per_second(self) -> float:
        return len(self.latencies) / self.seconds


async def one_round(
    server: Server,
    body: bytes,
    seen: Seen,
    *,
    requests: int,
    connections: int,
    database: psutil.Process | None = None,
) -> None:
    """Send up to `requests` over so many connections, each waiting for its answers."""
    ends = perf_counter() + ROUND_SECONDS

    async def client(share: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=LARGEST_LINE)
        for _ in range(share):
            start = perf_counter()
            seen.answer, _cost = await _request(reader, writer, body)
            seen.latencies.append(perf_counter() - start)
            if perf_counter() > ends:
                break
        writer.close()

    start, used = perf_counter(), server.cpu_seconds()
    in_database = cpu_seconds(database)
    await asyncio.gather(*(client(max(1, requests // connections)) for _ in range(connections)))
    seen.seconds += perf_counter() - start
    seen.cpu += server.cpu_seconds() - used
    seen.database_cpu += cpu_seconds(database) - in_database


async def answered(server: Server, body: bytes) -> tuple[bytes, dict[str, int] | None]:
    """One answer on a connection of its own, with its cost where the server is a replayed one."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=LARGEST_LINE)
    try:
        return await _request(reader, writer, body, asks_cost=True)
    finally:
        writer.close()


async def _request(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    body: bytes,
    *,
    asks_cost: bool = False,
) -> tuple[bytes, dict[str, int] | None]:
    head = (
        "POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
        f"content-length: {len(body)}\r\n{COST + ': 1' + chr(13) + chr(10) if asks_cost else ''}\r\n"
    )
    writer.write(head.encode() + body)
    lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
    headers: dict[bytes, bytes] = {}
    for line in lines[1:]:
        name, _, value = line.partition(b":")
        headers[name.lower()] = value.strip()
    answer = await reader.readexactly(int(headers[b"content-length"]))
    cost: Any = headers.get(COST.encode())
    return answer, json.loads(cost) if cost else None


def cpu_seconds(process: psutil.Process | None) -> float:
    if process is None:
        return 0.0
    used = process.cpu_times()
    return used.user + used.system
