"""GraphQL as server-sent events: one operation a request, by graphql-sse's distinct connections mode.

Events `next` carry results, and `complete` ends the stream. While nothing happens a comment is sent
now and then, so that nobody on the way takes the connection for dead.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any

import orjson
from starlette.types import Receive, Send

from resolvers.failures import shown_to_client
from server.asked import Asked
from server.execution import Execution
from server.first_done import until_one_is_done
from server.identity.asker import Asker
from server.identity.refusals import Unauthenticated
from server.live import Live
from server.outcome import Outcome

EVENT_STREAM = "text/event-stream"
KEEP_ALIVE_SECONDS = 12.0
KEEP_ALIVE = b":\n\n"
EXPIRED = "The token has expired."
COMPLETE = b"event: complete\ndata:\n\n"
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"vary", b"Accept, Accept-Encoding"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


async def stream(  # noqa: PLR0917 -- an operation, and the three calls of ASGI
    execution: Execution,
    live: Live,
    asker: Asker,
    asked: Asked,
    document: str,
    receive: Receive,
    send: Send,
) -> None:
    """Send the operation's results until it is over, the client goes or the server stops.

    When the asker's token runs out, an error says so and the stream is complete.
    """
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": KEEP_ALIVE, "more_body": True})
    sent = asyncio.Event()

    async def results() -> None:
        await _sent(execution, asker, asked, document, send)
        sent.set()

    await until_one_is_done(
        results(),
        asker.expiry(),
        _kept_alive(send),
        live.leaving.wait(),
        _gone(receive),
    )
    if asker.expired and not sent.is_set() and not live.leaving.is_set():
        await _event(send, {"errors": [shown_to_client(Unauthenticated(EXPIRED)).formatted]})
        await send({"type": "http.response.body", "body": COMPLETE, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _sent(
    execution: Execution, asker: Asker, asked: Asked, document: str, send: Send
) -> None:
    try:
        async with aclosing(_outcomes(execution, asker, asked, document)) as outcomes:
            async for outcome in outcomes:
                await _event(send, outcome.payload)
    except OSError:
        return  # the client has gone
    except Exception as error:  # noqa: BLE001 -- masked and logged, as below the root fields
        await _event(send, {"errors": [shown_to_client(error).formatted]})
    await send({"type": "http.response.body", "body": COMPLETE, "more_body": True})


async def _outcomes(
    execution: Execution, asker: Asker, asked: Asked, document: str
) -> AsyncGenerator[Outcome]:
    if not execution.follows(asked, document, asker.viewer):
        yield await execution.execute(asked, document, asker.viewer)
        return
    async with aclosing(execution.follow(asked, document, asker.viewer)) as outcomes:
        async for outcome in outcomes:
            yield outcome


async def _event(send: Send, payload: dict[str, Any]) -> None:
    body = b"event: next\ndata: " + orjson.dumps(payload) + b"\n\n"
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _kept_alive(send: Send) -> None:
    while True:
        await asyncio.sleep(KEEP_ALIVE_SECONDS)
        await send({"type": "http.response.body", "body": KEEP_ALIVE, "more_body": True})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
