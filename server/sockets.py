"""GraphQL over a socket, by the protocol graphql-transport-ws; `docs/subscriptions.md` is for callers.

One connection carries queries, mutations and subscriptions, each under an id of the client's. What
breaks the protocol closes the socket with the protocol's codes. Text frames only.
"""

import asyncio
import logging
from contextlib import aclosing
from typing import Any, cast
from urllib.parse import urlsplit

import orjson
from starlette.types import Message, Receive, Scope, Send

from graph.errors import LimitExceeded
from graph.patience import Patience
from graph.planning import planning_for
from graph.viewer import Viewer
from resolvers.failures import shown_to_client
from server.asked import Asked, asked_of
from server.execution import Execution, errors_of
from server.first_done import until_one_is_done
from server.identity.asker import Asker, Identity
from server.identity.refusals import KeysAway
from server.intake import deadline_passed
from server.limits import SocketLimits
from server.live import Client, Full, Live, Place
from server.refusals import Refused

LOG = logging.getLogger("tsunagu.sockets")
PROTOCOL = "graphql-transport-ws"
MOST_TOLD = 100
"""So many refused origins are logged, each once: who calls us often fills no log."""
LONGEST_ID = 128

BAD_REQUEST = 4400
UNAUTHORIZED = 4401
NOT_LET_IN = 4403
WRONG_PROTOCOL = 4406
INIT_TOO_LATE = 4408
ID_IN_USE = 4409
NOTHING_ASKED = 4410
INIT_TWICE = 4429
GOING_AWAY = 1001
TRY_AGAIN_LATER = 1013

FORBIDDEN, BUSY = 403, 503


class Broken(Exception):
    """The client broke the protocol; the socket is closed with this code and reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class _Gone(Exception):
    """The client has gone, or reads nothing any more."""


class Sockets:
    """The socket at the GraphQL address, for pages of our own origin and of those that may call."""

    def __init__(
        self,
        execution: Execution,
        identity: Identity,
        live: Live,
        limits: SocketLimits,
        *,
        origins: tuple[str, ...],
        request_seconds: float,
    ) -> None:
        self._execution = execution
        self._identity = identity
        self._live = live
        self._limits = limits
        self._origins = origins
        self._request_seconds = request_seconds
        self._told = set[str]()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        origin = _foreign(scope, self._origins)
        if origin is not None:
            self._tell_of(origin)
            await _refuse(send, FORBIDDEN)
            return
        try:
            with self._live.entered(Client.at(scope)) as place:
                await self._served(scope, place, receive, send)
        except Full:
            await _refuse(send, BUSY)

    def _tell_of(self, origin: str) -> None:
        """Log a refused origin once: a browser tells its page nothing of why."""
        if origin not in self._told and len(self._told) < MOST_TOLD:
            self._told.add(origin)
            LOG.warning(
                "a socket of a page of %.100s was refused; if it may call, name it in TSUNAGU_ORIGINS",
                origin.encode("ascii", "backslashreplace").decode(),
            )

    async def _served(self, scope: Scope, place: Place, receive: Receive, send: Send) -> None:
        if PROTOCOL not in scope["subprotocols"]:
            await send({"type": "websocket.accept"})
            await _close(send, WRONG_PROTOCOL, "Subprotocol not acceptable")
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        socket = _Socket(
            self._execution,
            self._identity,
            self._limits,
            receive,
            send,
            place=place,
            request_seconds=self._request_seconds,
        )
        await until_one_is_done(socket.served(), _farewell(self._live, send))


class _Socket:
    """One connection, and the operations under way on it."""

    def __init__(
        self,
        execution: Execution,
        identity: Identity,
        limits: SocketLimits,
        receive: Receive,
        send: Send,
        *,
        place: Place,
        request_seconds: float,
    ) -> None:
        self._execution = execution
        self._identity = identity
        self._limits = limits
        self._place = place
        self._request_seconds = request_seconds
        self._receive = receive
        self._send = send
        self._asker: Asker | None = None
        self._running: dict[str, asyncio.Task[None]] = {}
        self._quiet_since = asyncio.get_running_loop().time()
        self._next: asyncio.Task[Message] | None = None

    async def served(self) -> None:
        """Serve the client until it goes, breaks the protocol, or its token runs out."""
        greeted = False
        try:
            async with asyncio.timeout(self._limits.init_seconds) as deadline:
                while True:
                    await self._take(await self._message())
                    if self._asker is not None and not greeted:
                        greeted = True
                        deadline.reschedule(_on_the_loop(self._asker))
        except TimeoutError:
            if greeted:
                await _close(self._send, NOT_LET_IN, "Token expired")
            else:
                await _close(self._send, INIT_TOO_LATE, "Connection initialisation timeout")
        except Broken as broken:
            await _close(self._send, broken.code, broken.reason)
        except _Gone:
            return
        finally:
            running: list[asyncio.Task[Any]] = list(self._running.values())
            if self._next is not None:
                running.append(self._next)
            for each in running:
                each.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _message(self) -> dict[str, Any]:
        """The client's next message: an object with a type."""
        frame = await self._frame()
        if frame["type"] == "websocket.disconnect":
            raise _Gone
        text = frame.get("text")
        if text is None:
            raise Broken(BAD_REQUEST, "Only text frames are read")
        try:
            message = orjson.loads(text)
        except orjson.JSONDecodeError:
            raise Broken(BAD_REQUEST, "Invalid message received") from None
        if not isinstance(message, dict):
            raise Broken(BAD_REQUEST, "Invalid message received")
        return cast("dict[str, Any]", message)

    async def _frame(self) -> Message:
        """What the client sends next; `Broken` when nothing lives on the socket for too long."""
        self._next = asyncio.ensure_future(self._receive())  # pyright: ignore[reportAttributeAccessIssue] -- ASGI's awaitable is a coroutine
        loop, most = asyncio.get_running_loop(), self._limits.idle_seconds
        while True:
            quiet = 0.0 if self._running else loop.time() - self._quiet_since
            if quiet >= most:
                raise Broken(NOTHING_ASKED, f"Nothing was asked for {most:g} seconds")
            done, _ = await asyncio.wait({self._next}, timeout=most - quiet)
            if done:
                return self._next.result()

    async def _take(self, message: dict[str, Any]) -> None:
        match message.get("type"):
            case "connection_init":
                if self._asker is not None:
                    raise Broken(INIT_TWICE, "Too many initialisation requests")
                self._asker = await self._let_in(message.get("payload"))
                self._quiet_since = asyncio.get_running_loop().time()
                await self._tell({"type": "connection_ack"})
            case "ping":
                await self._tell({"type": "pong"})
            case "pong":
                return
            case "subscribe":
                await self._begin(_id_in(message), message.get("payload"))
            case "complete":
                if (task := self._running.pop(_id_in(message), None)) is not None:
                    task.cancel()
            case _:
                raise Broken(BAD_REQUEST, "Invalid message received")

    async def _let_in(self, payload: object) -> Asker:
        try:
            asker = await self._identity.of_greeting(payload)
            self._place.becomes(asker.viewer)
        except Full:
            raise Broken(TRY_AGAIN_LATER, "As many connections are open as may be") from None
        except KeysAway:
            raise Broken(TRY_AGAIN_LATER, "The issuer's keys cannot be had") from None
        except Refused:
            raise Broken(NOT_LET_IN, "Forbidden") from None
        return asker

    async def _begin(self, id_: str, payload: object) -> None:
        if self._asker is None:
            raise Broken(UNAUTHORIZED, "Unauthorized")
        if self._asker.expired:
            raise Broken(NOT_LET_IN, "Token expired")
        if id_ in self._running:
            raise Broken(ID_IN_USE, f"Subscriber for {id_} already exists"[:100])
        if not isinstance(payload, dict):
            raise Broken(BAD_REQUEST, "Invalid message received")
        most = self._limits.socket_operations
        if len(self._running) >= most:
            await self._refuse(id_, _too_many(most))
            return
        try:
            asked = asked_of(cast("object", payload))
            document = self._execution.document(asked)
        except Refused as refusal:
            await self._refuse(id_, refusal)
            return
        planner = self._place.client.planner if asked.document_id is None else None
        with planning_for(planner):  # a task keeps what it was begun with
            task = asyncio.create_task(self._run(id_, asked, document, self._asker.viewer))
        self._running[id_] = task

    async def _run(self, id_: str, asked: Asked, document: str, viewer: Viewer) -> None:
        """Carry out one operation to its end; `complete` is not said of one that was not begun."""
        try:
            if self._execution.follows(asked, document, viewer):
                await self._follow(id_, asked, document, viewer)
            else:
                await self._answer(id_, asked, document, viewer)
        except _Gone:
            return
        except Exception as error:  # noqa: BLE001 -- masked and logged, as below the root fields
            await self._refuse(id_, error)
        finally:
            self._quiet_since = asyncio.get_running_loop().time()
            if self._running.get(id_) is asyncio.current_task():
                del self._running[id_]

    async def _answer(self, id_: str, asked: Asked, document: str, viewer: Viewer) -> None:
        patience = Patience(self._request_seconds)
        try:
            async with patience:
                outcome = await self._execution.execute(asked, document, viewer)
        except TimeoutError:
            await self._refuse(id_, deadline_passed(patience))
            return
        await self._end(id_, outcome.payload)

    async def _follow(self, id_: str, asked: Asked, document: str, viewer: Viewer) -> None:
        async with aclosing(self._execution.follow(asked, document, viewer)) as outcomes:
            async for outcome in outcomes:
                if errors_of(outcome.payload) is not None:
                    await self._end(id_, outcome.payload)
                    return
                await self._tell({"id": id_, "type": "next", "payload": outcome.payload})
        self._running.pop(id_, None)
        await self._tell({"id": id_, "type": "complete"})

    async def _end(self, id_: str, payload: dict[str, Any]) -> None:
        """The last that is said under an id, which is free again from then on."""
        self._running.pop(id_, None)
        if (errors := errors_of(payload)) is not None:
            await self._tell({"id": id_, "type": "error", "payload": errors})
            return
        await self._tell({"id": id_, "type": "next", "payload": payload})
        await self._tell({"id": id_, "type": "complete"})

    async def _refuse(self, id_: str, error: Exception) -> None:
        self._running.pop(id_, None)
        payload = [shown_to_client(error).formatted]
        await self._tell({"id": id_, "type": "error", "payload": payload})

    async def _tell(self, message: dict[str, Any]) -> None:
        """Send one message; a client that reads nothing for too long is given up."""
        text = orjson.dumps(message).decode()
        try:
            async with asyncio.timeout(self._limits.send_seconds):
                await self._send({"type": "websocket.send", "text": text})
        except (TimeoutError, OSError):
            raise _Gone from None


def _on_the_loop(asker: Asker) -> float | None:
    """When the asker's token runs out, by the loop's clock; None for never."""
    left = asker.seconds_left
    return None if left is None else asyncio.get_running_loop().time() + left


def _id_in(message: dict[str, Any]) -> str:
    id_ = message.get("id")
    if not isinstance(id_, str) or not 1 <= len(id_) <= LONGEST_ID:
        raise Broken(BAD_REQUEST, "Invalid message received")
    return id_


def _too_many(most: int) -> LimitExceeded:
    return LimitExceeded(
        f"{most} operations are under way on this socket, and that is the most.",
        limit="socket_operations",
        maximum=most,
        actual=most + 1,
        hint="Complete one, or open another socket.",
    )


def _foreign(scope: Scope, origins: tuple[str, ...]) -> str | None:
    """The origin of a page that is not ours nor one that may call; programs that are no browser say none."""
    headers: dict[bytes, str] = {name: value.decode("latin-1") for name, value in scope["headers"]}
    origin = headers.get(b"origin")
    if origin is None or origin in origins or urlsplit(origin).netloc == headers.get(b"host"):
        return None
    return origin


async def _farewell(live: Live, send: Send) -> None:
    await live.leaving.wait()
    await _close(send, GOING_AWAY, "The server stops")


async def _close(send: Send, code: int, reason: str) -> None:
    try:
        async with asyncio.timeout(1.0):
            await send({"type": "websocket.close", "code": code, "reason": reason})
    except (OSError, TimeoutError, RuntimeError):
        return  # it is gone already


async def _refuse(send: Send, status: int) -> None:
    """Refuse the handshake with a status of HTTP's."""
    headers = [(b"content-length", b"0")]
    if status == BUSY:
        headers.append((b"retry-after", b"5"))
    await send({"type": "websocket.http.response.start", "status": status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": b""})
