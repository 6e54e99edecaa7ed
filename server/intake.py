"""Takes requests in: a body of bounded size within a bounded time, an answer before a deadline.

Wraps the whole application. What it refuses is answered in the form of a GraphQL error, with a
status of HTTP's own: 431 for headers too large, 413 for such a body, 408 for one too slow, 504 when the
deadline passes.
"""

from asyncio import timeout
from collections.abc import Iterable

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.errors import LimitExceeded, TsunaguError
from graph.patience import Patience
from resolvers.failures import shown_to_client
from server.limits import RequestLimits

HEAD_TOO_LARGE, TOO_LARGE, TOO_SLOW, TOO_LATE = 431, 413, 408, 504


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
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        try:
            self._demand_small_head(scope["headers"])
        except LimitExceeded as error:
            await _refuse_head(scope, send, error)
            return
        if scope["type"] == "http":
            await self._in_time(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _in_time(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request when its body is whole, and end it when its time is over."""
        patience, answered = Patience(self._limits.request_seconds), False
        announced = _announced(scope["headers"])

        async def sending(message: Message) -> None:
            nonlocal answered
            if not answered:
                answered = True
                patience.answered()
            await send(message)

        try:
            async with patience:
                if announced is not None:
                    self._demand_small(announced)
                    receive = _again(await self._body(receive), receive)
                await self._app(scope, receive, sending)
        except TimeoutError:
            if answered or not patience.expired():
                raise
            await _refuse(send, TOO_LATE, deadline_passed(patience))
        except BodySlow as error:
            await _refuse(send, TOO_SLOW, error)
        except LimitExceeded as error:
            await _refuse(send, TOO_LARGE, error)
        except _Gone:
            return

    async def _body(self, receive: Receive) -> bytes:
        try:
            async with timeout(self._limits.body_seconds):
                return await self._whole(receive)
        except TimeoutError:
            seconds = self._limits.body_seconds
            raise BodySlow(
                f"The body was not whole after {seconds:g} seconds.",
                hint="Send the request anew, in one piece.",
            ) from None

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

    def _demand_small_head(self, headers: Iterable[tuple[bytes, bytes]]) -> None:
        size, most = sum(len(name) + len(value) for name, value in headers), self._limits.head_bytes
        if size > most:
            raise LimitExceeded(
                f"The headers have {size:,} bytes; {most:,} is the most.",
                limit="head_bytes",
                maximum=most,
                actual=size,
                hint="Leave out cookies and whatever else the API does not read.",
            )

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


def deadline_passed(patience: Patience) -> DeadlinePassed:
    """What is told of a request whose time was over; of a change it is not known whether it was made."""
    late = f"The answer was not ready after {patience.seconds:g} seconds."
    if patience.was_planning:
        return DeadlinePassed(
            f"{late} The database had not seen this query and is still planning it.",
            hint="Send it again in a moment, a change with the same idempotency key: the planning goes on.",
        )
    return DeadlinePassed(
        late,
        hint="Ask for less at a time, or again later. Whether a change was made is not known: "
        "send it again with the same idempotency key.",
    )


async def _refuse_head(scope: Scope, send: Send, error: TsunaguError) -> None:
    """Answer a request, or close a socket before it is opened."""
    if scope["type"] == "http":
        await _refuse(send, HEAD_TOO_LARGE, error)
    else:
        await send({"type": "websocket.close", "code": 1008})


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
