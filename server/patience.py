"""How long the server waits for a request's head, and how much of one it reads.

uvicorn waits for ever for a head once a connection is open, and sets no bound to its size; a few
hundred half heads would then hold as many connections.
"""

from asyncio import TimerHandle
from typing import Any, ClassVar

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

LARGEST_HEAD = 64 * 1024


class Patient(HttpToolsProtocol):
    """One connection of uvicorn's, with a bound to the time and the size of each request's head."""

    head_seconds: ClassVar[float]
    _impatience: TimerHandle | None = None
    _head_bytes = 0

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._head_is_whole()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._head_bytes += len(data)
        super().data_received(data)
        if self._impatience is not None and self._head_bytes > LARGEST_HEAD:
            self.transport.close()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._await_head()

    def on_headers_complete(self) -> None:
        self._head_is_whole()
        super().on_headers_complete()

    def _await_head(self) -> None:
        if self._impatience is None:
            self._head_bytes = 0
            self._impatience = self.loop.call_later(self.head_seconds, self.transport.close)

    def _head_is_whole(self) -> None:
        if self._impatience is not None:
            self._impatience.cancel()
            self._impatience = None


def patient(head_seconds: float) -> type[Patient]:
    """The protocol for `uvicorn.Config(http=…)` that waits so long for a head."""
    return type("Patient", (Patient,), {"head_seconds": head_seconds})


class Departing(WebSocketsSansIOProtocol):
    """One socket of uvicorn's; what a client that reads no more has not read is thrown away."""

    async def run_asgi(self) -> None:
        """Serve the socket; where unread messages keep it from closing, end the connection."""
        await super().run_asgi()
        if not self.writable.is_set():
            self.transport.abort()
