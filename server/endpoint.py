"""GraphQL over HTTP, as its specification and the audits have it; `docs/http.md` is for callers.

Lean on purpose: between the socket and the schema nothing is done twice. A body comes in one piece
(`server/intake.py`). Answers are never stored.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph.planning import Planner, planning_for
from resolvers.failures import shown_to_client
from server.asked import Asked, asked_by, asked_in
from server.compression import SMALLEST, accepts_gzip, gzipped
from server.event_stream import EVENT_STREAM, stream
from server.execution import READS, Execution
from server.identity.asker import Identity
from server.live import Client, Full, Live
from server.media_types import HTML, JSON, RESPONSE, is_json, preferred
from server.outcome import Outcome, refused
from server.refusals import Busy, NotAcceptable, Refused, WrongMediaType, WrongMethod

JSON_TYPES = (RESPONSE, JSON)
JSON_OR_EVENTS = (RESPONSE, JSON, EVENT_STREAM)
PAGE_OR_JSON = (RESPONSE, JSON, HTML)

Headers = Mapping[bytes, bytes]
"""A request's headers by name, the repetitions of one joined."""

_CONTENT_TYPES = {each: f"{each}; charset=utf-8".encode() for each in JSON_TYPES}


class Endpoint:
    """The GraphQL address: POST asks, GET asks for trusted documents or shows `page` to people."""

    def __init__(
        self,
        execution: Execution,
        identity: Identity,
        live: Live,
        *,
        page: Callable[[Request], Awaitable[Response]],
    ) -> None:
        self._execution = execution
        self._identity = identity
        self._live = live
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, headers = scope["method"], _joined(scope["headers"])
        accept = headers.get(b"accept", b"")
        if method != "POST" and preferred(accept, PAGE_OR_JSON) == HTML and method in _PAGES:
            response = await self._page(Request(scope))
            await response(scope, receive, send)
            return
        media_type = preferred(accept, JSON_OR_EVENTS if method == "POST" else JSON_TYPES)
        if media_type is None:
            await _send(headers, send, refused(_NOT_ACCEPTABLE), JSON)
            return
        as_events, media_type = media_type == EVENT_STREAM, _in_json(media_type)
        try:
            if as_events:
                await self._stream(scope, headers, receive, send)
                return
            outcome = await self._outcome(scope, headers, receive)
        except Refused as refusal:
            outcome = refused(refusal)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 -- masked and logged, as below the root fields
            outcome = Outcome({"errors": [shown_to_client(error).formatted]}, 500)
        await _send(headers, send, outcome, media_type)

    async def _outcome(self, scope: Scope, headers: Headers, receive: Receive) -> Outcome:
        method = scope["method"]
        if method not in _ASKING:
            raise WrongMethod(f"{method} is not answered here.", hint="Ask by POST.")
        asker = await self._identity.of_request(scope["headers"])
        client = Client.at(scope).known_as(asker.viewer)
        if method == "POST":
            asked = await _posted(headers, receive)
            document = self._execution.document(asked)
            with planning_for(_planner(client, asked)):
                return await self._execution.execute(asked, document, asker.viewer)
        asked = asked_by(scope["query_string"])
        document = self._execution.document(asked, by_get=True)
        with planning_for(_planner(client, asked)):
            return await self._execution.execute(asked, document, asker.viewer, READS)

    async def _stream(self, scope: Scope, headers: Headers, receive: Receive, send: Send) -> None:
        """Answer as server-sent events; what is refused beforehand is JSON."""
        asker = await self._identity.of_request(scope["headers"])
        asked = await _posted(headers, receive)
        document = self._execution.document(asked)
        client = Client.at(scope).known_as(asker.viewer)
        try:
            with self._live.entered(client), planning_for(_planner(client, asked)):
                await stream(self._execution, self._live, asker, asked, document, receive, send)
        except Full:
            raise Busy(
                "As many connections are open as may be.", hint="Try again in a moment."
            ) from None


_PAGES = frozenset({"GET", "HEAD"})
_ASKING = frozenset({"GET", "POST"})
_PLAIN = frozenset({b"", b"identity"})
_NOT_ACCEPTABLE = NotAcceptable(
    f"An answer is {RESPONSE} or {JSON}, and the request accepts neither.",
    hint=f"Send the header Accept: {RESPONSE}",
)


def _planner(client: Client, asked: Asked) -> Planner | None:
    """Whose share of planning a request takes: trusted documents are never held back."""
    return client.planner if asked.document_id is None else None


def _in_json(media_type: str) -> str:
    """The type of a refusal's answer, where the client hoped for events."""
    return RESPONSE if media_type == EVENT_STREAM else media_type


def _joined(headers: Sequence[tuple[bytes, bytes]]) -> Headers:
    """Each header's value, with its repetitions joined."""
    found = dict(headers)
    if len(found) == len(headers):
        return found
    values: dict[bytes, list[bytes]] = {}
    for name, value in headers:
        values.setdefault(name, []).append(value)
    return {name: b",".join(each) for name, each in values.items()}


async def _posted(headers: Headers, receive: Receive) -> Asked:
    """What the body asks. Raises a `Refused`, and `ClientDisconnect`."""
    if not is_json(headers.get(b"content-type", b"")):
        raise WrongMediaType(
            "The body is not announced as JSON in UTF-8.",
            hint="Send the header Content-Type: application/json",
        )
    if headers.get(b"content-encoding", b"") not in _PLAIN:
        raise WrongMediaType("The body is compressed.", hint="Send it as it is.")
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ClientDisconnect
    return asked_in(message.get("body", b""))


async def _send(asked: Headers, send: Send, outcome: Outcome, media_type: str) -> None:
    body = orjson.dumps(outcome.payload)
    headers = [
        (b"content-type", _CONTENT_TYPES[media_type]),
        (b"cache-control", b"no-store"),
        (b"vary", b"Accept, Accept-Encoding"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if outcome.allow is not None:
        headers.append((b"allow", outcome.allow))
    if outcome.retry_after is not None:
        headers.append((b"retry-after", outcome.retry_after))
    if outcome.challenge is not None:
        headers.append((b"www-authenticate", outcome.challenge))
    if len(body) >= SMALLEST and accepts_gzip(asked.get(b"accept-encoding", b"")):
        body = await gzipped(body)
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", b"%d" % len(body)))
    status = 200 if outcome.in_graphql and media_type == JSON else outcome.status
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
