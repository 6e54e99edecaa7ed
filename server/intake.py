"""Takes requests in: a body of bounded size within a bounded time, an answer before a deadline.

Wraps the whole application. What it refuses is answered in the form of a GraphQL error, with a
status of HTTP's own: 413 for a body too large, 408 for one too slow, 504 when the deadline passes.
"""

from asyncio import get_running_loop, timeout_at
from collections.abc import Iterable

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.errors import LimitExceeded, TsunaguError
from resolvers.failures import shown_to_client
from server.limits import RequestLimits

TOO_LARGE, TOO_SLOW, TOO_LATE = 413, 408, 504


class BodySlow(TsunaguError):
    """The body had not come whole when its time was over."""

    code = "BODY_SLOW"


class DeadlinePassed(TsunaguError):
    """The answer had not begun when the request's time was over."""

    code = "DEADLINE_PASSED"


class _Gone(Exception):
    """The client closed the connection before its body was whole."""


class Intake:
    """Hands on requests whose body is whole, and ends those that take too long."""

    def __init__(self, app: ASGIApp, limits: RequestLimits) -> None:
        self._app = app
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limits, answered = self._limits, False
        announced = _announced(scope["headers"])
        reading = announced is not None and limits.body_seconds < limits.request_seconds
        start = get_running_loop().time()
        last = start + limits.request_seconds
        deadline = timeout_at(start + limits.body_seconds if reading else last)

        async def sending(message: Message) -> None:
            nonlocal answered
            if not answered:
                answered = True
                deadline.reschedule(None)
            await send(message)

        try:
            async with deadline:
                if announced is not None:
                    self._demand_small(announced)
                    receive = _again(await self._whole(receive), receive)
                if reading:
                    deadline.reschedule(last)
                    reading = False
                await self._app(scope, receive, sending)
        except TimeoutError:
            if answered or not deadline.expired():
                raise
            await self._refuse_late(send, reading=reading)
        except LimitExceeded as error:
            await _refuse(send, TOO_LARGE, error)
        except _Gone:
            return

    async def _refuse_late(self, send: Send, *, reading: bool) -> None:
        if reading:
            await _refuse(send, TOO_SLOW, _body_slow(self._limits.body_seconds))
        else:
            await _refuse(send, TOO_LATE, _deadline_passed(self._limits.request_seconds))

    async def _whole(self, receive: Receive) -> bytes:
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise _Gone
            body += message.get("body", b"")
            self._demand_small(len(body))
            if not message.get("more_body", False):
                return bytes(body)

    def _demand_small(self, size: int) -> None:
        most = self._limits.body_bytes
        if size > most:
            raise LimitExceeded(
                f"The body has {size:,} bytes or more; {most:,} is the most.",
                limit="body_bytes",
                maximum=most,
                actual=size,
                hint="Send less at a time.",
            )


def _announced(headers: Iterable[tuple[bytes, bytes]]) -> int | None:
    """How many bytes of a body the head announces, 0 when it does not say; None without a body."""
    size: int | None = None
    for name, value in headers:
        if name == b"content-length":
            size = max(size or 0, int(value))
        elif name == b"transfer-encoding":
            size = size or 0
    return size


def _again(body: bytes, receive: Receive) -> Receive:
    """The body as one message, then whatever else there is to receive."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return waiting.pop() if waiting else await receive()

    return receiving


def _body_slow(seconds: float) -> BodySlow:
    return BodySlow(
        f"The body was not whole after {seconds:g} seconds.",
        hint="Send the request anew, in one piece.",
    )


def _deadline_passed(seconds: float) -> DeadlinePassed:
    return DeadlinePassed(
        f"The answer was not ready after {seconds:g} seconds.",
        hint="Ask for less at a time, or again later.",
    )


async def _refuse(send: Send, status: int, error: TsunaguError) -> None:
    """Answer, and close the connection: what is left of the request is not read."""
    body = orjson.dumps({"errors": [shown_to_client(error).formatted]})
    headers = [
        (b"content-type", b"application/json; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
