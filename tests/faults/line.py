"""A way to a database that can be spoilt in each of some manners, and mended at the same address."""

import asyncio
import socket
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlsplit

from graph.address import DatabaseAddress

COMMIT = b"\x00\x02\xb0\x12\x00\x00"
"""Bolt's message that commits, as it travels."""
DRIP_SECONDS = 0.05
_CHUNK = 65_536
_AT_ONCE = struct.pack("ii", 1, 0)


class Way(StrEnum):
    """How the line treats what is sent over it."""

    OPEN = "open"
    REFUSED = "refused"  # nobody listens, and what was open is reset
    RESET = "reset"  # what was open is reset, and what is opened is reset at once
    CLOSED_BEFORE_COMMIT = "closed before the commit"
    CLOSED_AFTER_COMMIT = "closed after the commit"
    HALF_OPEN = "half-open"  # nothing arrives any more, nor ever again on connections of that time
    STALLED = "stalled"  # answers are held back, and come when it is over
    DRIPPING = "dripping"  # answers come byte by byte
    TRUNCATED = "truncated"  # half of an answer comes, and then the end
    GARBLED = "garbled"  # answers are other bytes


@dataclass(eq=False)
class _Connection:
    near: asyncio.StreamWriter
    far: asyncio.StreamWriter
    dead: bool = False

    def reset(self) -> None:
        for each in (self.near, self.far):
            with suppress(OSError):
                each.get_extra_info("socket").setsockopt(
                    socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE
                )
            each.transport.abort()


class Line:
    """Passes bytes between whoever connects to `port` and a database."""

    def __init__(self, address: DatabaseAddress) -> None:
        self.way = Way.OPEN
        self.port = 0
        self._address = address
        self._target = urlsplit(address.uri).port or 0
        self._server: asyncio.Server | None = None
        self._connections: set[_Connection] = set()
        self._over = asyncio.Event()

    @property
    def address(self) -> DatabaseAddress:
        """The database's address by way of this line."""
        return replace(self._address, uri=f"bolt://127.0.0.1:{self.port}")

    async def spoil(self, way: Way) -> None:
        """From now on it is so."""
        self.way = way
        self._over.clear()
        if way is Way.REFUSED:
            self._stop_listening()
        if way in {Way.REFUSED, Way.RESET}:
            self.reset()
        if way is Way.HALF_OPEN:
            for each in self._connections:
                each.dead = True

    async def mend(self) -> None:
        """From now on it passes on what is sent; what died stays dead."""
        self.way = Way.OPEN
        self._over.set()
        if self._server is None:
            self._server = await asyncio.start_server(self._carry, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    def reset(self) -> None:
        """Break off what is open."""
        for each in list(self._connections):
            each.reset()

    def close(self) -> None:
        """Nothing passes any more."""
        self._stop_listening()
        self.reset()

    def _stop_listening(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, on = await asyncio.open_connection("127.0.0.1", self._target)
        except OSError:
            writer.transport.abort()
            return
        connection = _Connection(writer, on, dead=self.way is Way.HALF_OPEN)
        self._connections.add(connection)
        if self.way is Way.RESET:
            connection.reset()
        await asyncio.gather(self._asked(reader, connection), self._answered(there, connection))
        self._connections.discard(connection)

    async def _asked(self, reader: asyncio.StreamReader, connection: _Connection) -> None:
        with suppress(OSError):
            while data := await reader.read(_CHUNK):
                if COMMIT in data and self.way is Way.CLOSED_BEFORE_COMMIT:
                    break
                if COMMIT in data and self.way is Way.CLOSED_AFTER_COMMIT:
                    connection.far.write(data)
                    await connection.far.drain()
                    await asyncio.sleep(DRIP_SECONDS)
                    break
                if not connection.dead:
                    connection.far.write(data)
                    await connection.far.drain()
        connection.reset()

    async def _answered(self, reader: asyncio.StreamReader, connection: _Connection) -> None:
        near = connection.near
        with suppress(OSError):
            while data := await reader.read(_CHUNK):
                if connection.dead:
                    continue
                if self.way is Way.CLOSED_AFTER_COMMIT:
                    await asyncio.sleep(
                        2 * DRIP_SECONDS
                    )  # the commit's answer does not get through
                if self.way is Way.STALLED:
                    await self._over.wait()
                if self.way is Way.TRUNCATED:
                    near.write(data[: len(data) // 2])
                    await near.drain()
                    break
                if self.way is Way.GARBLED:
                    data = data[:2] + bytes(each ^ 0x55 for each in data[2:])
                while data and self.way is Way.DRIPPING:
                    near.write(data[:1])
                    data = data[1:]
                    await asyncio.sleep(DRIP_SECONDS)
                near.write(data)
                await near.drain()
        if not connection.dead:
            near.close()


@asynccontextmanager
async def line_to(address: DatabaseAddress) -> AsyncGenerator[Line]:
    """An open line to a database, until the context ends."""
    line = Line(address)
    await line.mend()
    try:
        yield line
    finally:
        line.close()
