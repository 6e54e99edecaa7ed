"""GraphQL over HTTP, as its specification and the audits have it; `docs/http.md` is for callers.

Lean on purpose: between the socket and the schema nothing is done twice. Answers are never stored.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import date

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from graph.gateway import Gateway
from graph.viewer import DEMO_VIEWER
from resolvers.context import Context
from resolvers.failures import shown_to_client
from resolvers.plans import Plans
from schema.api import Api
from server.asked import Asked, asked_by, asked_in
from server.compression import SMALLEST, accepts_gzip, gzipped
from server.media_types import HTML, JSON, RESPONSE, is_json, preferred
from server.outcome import Outcome, outcome_of, refused
from server.refusals import NotAcceptable, NotByGet, Refused, WrongMediaType, WrongMethod
from server.trusted_documents import TrustedDocuments

JSON_TYPES = (RESPONSE, JSON)
PAGE_OR_JSON = (RESPONSE, JSON, HTML)

_READS = frozenset({OperationType.QUERY})
_POSTED = frozenset({OperationType.QUERY, OperationType.MUTATION})
_CONTENT_TYPES = {each: f"{each}; charset=utf-8".encode() for each in JSON_TYPES}


class Endpoint:
    """The GraphQL address: POST asks, GET asks for trusted documents or shows `page` to people."""

    def __init__(
        self,
        schema: Api,
        gateway: Gateway,
        plans: Plans,
        today: Callable[[], date],
        *,
        trusted: TrustedDocuments,
        page: Callable[[Request], Awaitable[Response]],
    ) -> None:
        self._schema = schema
        self._gateway = gateway
        self._plans = plans
        self._today = today
        self._trusted = trusted
        self._page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        method, headers = scope["method"], scope["headers"]
        accept = _header(headers, b"accept")
        if method != "POST" and preferred(accept, PAGE_OR_JSON) == HTML and method in _PAGES:
            response = await self._page(Request(scope))
            await response(scope, receive, send)
            return
        media_type = preferred(accept, JSON_TYPES)
        if media_type is None:
            await _send(scope, send, refused(_NOT_ACCEPTABLE), JSON)
            return
        try:
            outcome = await self._outcome(scope, receive)
        except Refused as refusal:
            outcome = refused(refusal)
        except ClientDisconnect:
            return
        except Exception as error:  # noqa: BLE001 -- masked and logged, as below the root fields
            outcome = Outcome({"errors": [shown_to_client(error).formatted]}, 500)
        await _send(scope, send, outcome, media_type)

    async def _outcome(self, scope: Scope, receive: Receive) -> Outcome:
        method, headers = scope["method"], scope["headers"]
        if method == "POST":
            if not is_json(_header(headers, b"content-type")):
                raise WrongMediaType(
                    "The body is not announced as JSON in UTF-8.",
                    hint="Send the header Content-Type: application/json",
                )
            if _header(headers, b"content-encoding") not in _PLAIN:
                raise WrongMediaType("The body is compressed.", hint="Send it as it is.")
            asked = asked_in(await Request(scope, receive).body())
            return await self._executed(asked, self._trusted.document(asked), _POSTED)
        if method == "GET":
            asked = asked_by(scope["query_string"])
            return await self._executed(asked, self._trusted.document(asked, by_get=True), _READS)
        raise WrongMethod(f"{method} is not answered here.", hint="Ask by POST.")

    async def _executed(
        self, asked: Asked, document: str, allowed: Iterable[OperationType]
    ) -> Outcome:
        """The outcome for today's one viewer, who sees the whole demo."""
        context = Context(self._gateway, self._plans, DEMO_VIEWER, self._today())
        try:
            result = await self._schema.execute(
                document,
                asked.variables,
                context,
                operation_name=asked.operation_name,
                allowed_operation_types=allowed,
                operation_extensions=asked.extensions,
            )
        except InvalidOperationTypeError as error:
            if error.operation_type is OperationType.MUTATION:
                raise NotByGet("A mutation never comes by GET.", hint="Send it by POST.") from None
            return Outcome.of_no_operation("A subscription is not answered over plain HTTP.")
        except CannotGetOperationTypeError as error:
            return Outcome.of_no_operation(error.as_http_error_reason())
        return outcome_of(result)


_PAGES = frozenset({"GET", "HEAD"})
_PLAIN = frozenset({b"", b"identity"})
_NOT_ACCEPTABLE = NotAcceptable(
    f"An answer is {RESPONSE} or {JSON}, and the request accepts neither.",
    hint=f"Send the header Accept: {RESPONSE}",
)


def _header(headers: Iterable[tuple[bytes, bytes]], name: bytes) -> bytes:
    """A header's value, with its repetitions joined; empty when there is none."""
    return b",".join([value for each, value in headers if each == name])


async def _send(scope: Scope, send: Send, outcome: Outcome, media_type: str) -> None:
    body = orjson.dumps(outcome.payload)
    headers = [
        (b"content-type", _CONTENT_TYPES[media_type]),
        (b"cache-control", b"no-store"),
        (b"vary", b"Accept, Accept-Encoding"),
        (b"x-content-type-options", b"nosniff"),
    ]
    if outcome.allow is not None:
        headers.append((b"allow", outcome.allow))
    if len(body) >= SMALLEST and accepts_gzip(_header(scope["headers"], b"accept-encoding")):
        body = await gzipped(body)
        headers.append((b"content-encoding", b"gzip"))
    headers.append((b"content-length", b"%d" % len(body)))
    status = 200 if outcome.in_graphql and media_type == JSON else outcome.status
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
