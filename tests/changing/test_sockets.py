"""The socket keeps to graphql-transport-ws, codes and all, and to the limits that HTTP has."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from graph.address import DatabaseAddress
from server.limits import SocketLimits
from server.manners import Manners
from server.sockets import Sockets
from tests.changing.moving import MOVE, Mover, asked
from tests.changing.socket_client import PROTOCOL, socket_to
from tests.served import PATIENT, serving
from tests.worlds import PATIENT_SECONDS

pytestmark = pytest.mark.anyio


async def test_a_socket_greets_and_answers_pings(changing: str) -> None:
    async with socket_to(changing) as socket:
        await socket.say(type="ping")
        assert await socket.hear() == {"type": "pong"}
        await socket.say(type="connection_init", payload={"any": "thing"})
        assert await socket.hear() == {"type": "connection_ack"}
        await socket.say(type="pong", payload={})
        await socket.say(type="ping", payload={"at": 1})
        assert await socket.hear() == {"type": "pong"}


async def test_a_query_is_answered_and_completed_and_its_id_is_free_again(changing: str) -> None:
    async with socket_to(changing) as socket:
        await socket.init()
        for _ in range(3):
            await socket.subscribe("1", "{ __typename }")
            data = {"data": {"__typename": "Query"}}
            assert await socket.hear() == {"id": "1", "type": "next", "payload": data}
            assert await socket.hear() == {"id": "1", "type": "complete"}


async def test_a_mutation_is_carried_out(changing: str, mover: Mover) -> None:
    id_ = await mover.made("REQUESTED")
    async with socket_to(changing) as socket:
        await socket.init()
        await socket.subscribe("m", MOVE, input=asked(id_, 1, "ACCEPTED"))
        payload = (await socket.hear())["payload"]["data"]["moveReferral"]
        assert payload["referral"]["state"] == "ACCEPTED"
        assert payload["userErrors"] == []


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "{ districts("}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "subscription { nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "query A { __typename } query B { __typename }"}, "OPERATION_RESOLUTION_FAILURE"),
        ({"query": "{ __typename }", "operationName": "B"}, "OPERATION_RESOLUTION_FAILURE"),
        ({"query": 'subscription { referralChanged(after: "x") { at } }'}, "BAD_INPUT"),
        ({"query": "{" + "a: __typename " * 20_000 + "}"}, None),
        ({"query": "{ __typename " + "a" * 20_001 + " }"}, "LIMIT_EXCEEDED"),
        ({"query": "{ districts(first: 100) { nodes { supporters(first: 100) { nodes { watches(first: 100) { nodes { id } } } } } } }"}, "LIMIT_EXCEEDED"),
        ({"documentId": "0" * 64}, "PERSISTED_QUERY_NOT_SUPPORTED"),
        ({"query": 1}, "BAD_REQUEST"),
        ({}, "BAD_REQUEST"),
    ],
)  # fmt: skip
async def test_what_cannot_be_begun_is_an_error_with_its_code_and_the_socket_stays(
    changing: str, payload: dict[str, Any], code: str | None
) -> None:
    async with socket_to(changing) as socket:
        await socket.init()
        await socket.say(type="subscribe", id="1", payload=payload)
        if code is None:  # a message larger than a frame may be
            assert (await socket.closing())[0] == 1009
            return
        message = await socket.hear()
        assert (message["id"], message["type"]) == ("1", "error")
        assert message["payload"][0]["extensions"]["code"] == code
        await socket.subscribe("1", "{ __typename }")
        assert (await socket.hear())["type"] == "next"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("nonsense", 4400),
        ("[]", 4400),
        ('{"type": "start"}', 4400),
        ('{"type": 1}', 4400),
        ('{"type": "subscribe", "payload": {"query": "{ __typename }"}}', 4400),
        ('{"type": "subscribe", "id": "", "payload": {}}', 4400),
        ('{"type": "subscribe", "id": "1", "payload": []}', 4400),
        ('{"type": "complete"}', 4400),
        ('{"type": "connection_init"}', 4429),
        (b'{"type": "ping"}', 4400),
    ],
)
async def test_what_breaks_the_protocol_closes_the_socket(
    changing: str, text: str | bytes, code: int
) -> None:
    async with socket_to(changing) as socket:
        await socket.init()
        await socket.connection.send(text)
        assert (await socket.closing())[0] == code


async def test_nothing_is_run_before_the_greeting(changing: str) -> None:
    async with socket_to(changing) as socket:
        await socket.subscribe("1", "{ __typename }")
        assert await socket.closing() == (4401, "Unauthorized")


async def test_an_id_in_use_closes_the_socket(changing: str) -> None:
    async with socket_to(changing) as socket:
        await socket.init()
        await socket.subscribe("1")
        await socket.subscribe("1")
        assert await socket.closing() == (4409, "Subscriber for 1 already exists")


@pytest.mark.parametrize("protocols", [[], [Subprotocol("graphql-ws")]])
async def test_other_protocols_are_refused(changing: str, protocols: list[Subprotocol]) -> None:
    async with socket_to(changing, protocols=protocols) as socket:
        assert await socket.closing() == (4406, "Subprotocol not acceptable")


async def test_a_page_of_another_origin_gets_no_socket(changing: str) -> None:
    for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}):
        with pytest.raises(InvalidStatus) as refused:
            async with socket_to(changing, additional_headers=headers):
                pass
        assert refused.value.response.status_code == 403
    async with socket_to(changing, additional_headers={"Origin": changing}) as socket:
        await socket.init()


async def test_a_refused_origin_is_logged_once_with_what_to_set(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Its page is told nothing by the browser: who runs the API has to find it."""
    sockets = Sockets(
        *[cast("Any", None)] * 3, TIGHT, origins=("https://desk.example",), request_seconds=1.0
    )
    sent = list[Any]()

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    for origin in (b"https://other.example", b"https://other.example", b"https://third.example"):
        scope: Any = {
            "type": "websocket",
            "extensions": {},
            "headers": [(b"origin", origin), (b"host", b"api")],
        }
        await sockets(scope, receive, send)
    told = [each.getMessage() for each in caplog.records if each.name == "tsunagu.sockets"]
    assert len(told) == 2
    assert "https://other.example" in told[0]
    assert "TSUNAGU_ORIGINS" in told[0]


async def test_another_host_gets_no_socket(changing: str) -> None:
    where = urlsplit(changing)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    head = (
        "GET /graphql HTTP/1.1\r\nHost: evil.example\r\nUpgrade: websocket\r\n"
        "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Key: {'A' * 22}==\r\nSec-WebSocket-Protocol: {PROTOCOL}\r\n\r\n"
    )
    writer.write(head.encode())
    assert b" 400 " in await reader.readline()
    writer.close()
    await writer.wait_closed()


TIGHT = SocketLimits(live_connections=3, socket_operations=2, init_seconds=0.5, idle_seconds=2.0)


@pytest.fixture(scope="module")
def tight(changing_city: DatabaseAddress) -> Any:
    """The application with little room."""
    with serving(changing_city, Manners(), replace(PATIENT, sockets=TIGHT)) as address:
        yield address


async def test_a_socket_that_does_not_greet_is_closed(tight: str) -> None:
    async with socket_to(tight) as socket:
        assert await socket.closing() == (4408, "Connection initialisation timeout")


async def test_a_socket_that_greeted_stays(tight: str) -> None:
    async with socket_to(tight) as socket:
        await socket.init()
        await asyncio.sleep(1.0)
        await socket.say(type="ping")
        assert await socket.hear() == {"type": "pong"}


async def test_a_socket_on_which_nothing_lives_is_closed_whatever_it_says(tight: str) -> None:
    async with socket_to(tight) as socket:
        await socket.init()
        await asyncio.sleep(1.0)
        await socket.say(type="ping")
        assert await socket.hear() == {"type": "pong"}
        assert await socket.closing() == (4410, "Nothing was asked for 2 seconds")


async def test_a_socket_stays_as_long_as_something_lives_on_it(tight: str) -> None:
    async with socket_to(tight) as socket:
        await socket.init()
        await socket.subscribe("1")
        await asyncio.sleep(3.0)
        await socket.say(type="ping")
        assert await socket.hear() == {"type": "pong"}
        await socket.say(type="complete", id="1")
        assert (await socket.closing())[0] == 4410


async def test_one_socket_carries_so_many_operations(tight: str) -> None:
    async with socket_to(tight) as socket:
        await socket.init()
        for id_ in ("1", "2", "3"):
            await socket.subscribe(id_)
        message = await socket.hear()
        assert (message["id"], message["type"]) == ("3", "error")
        assert message["payload"][0]["extensions"]["limit"] == "socket_operations"
        await socket.say(type="complete", id="1")
        await socket.subscribe("3", "{ __typename }")
        assert (await socket.hear())["type"] == "next"


async def test_so_many_sockets_are_open_at_once_and_room_comes_back(tight: str) -> None:
    async def half_open() -> int:
        try:
            async with socket_to(tight) as socket:
                return (await socket.closing())[0]
        except InvalidStatus as refused:
            return refused.response.status_code

    codes = await asyncio.gather(*(half_open() for _ in range(100)))
    assert set(codes) == {4408, 503}
    assert codes.count(4408) >= 3
    async with socket_to(tight) as socket:
        await socket.init()
    await asyncio.sleep(0.1)  # the refused connections' own ends


async def test_the_protocol_is_the_one_that_is_spoken(changing: str) -> None:
    async with socket_to(changing, protocols=[Subprotocol("graphql-ws"), PROTOCOL]) as socket:
        assert socket.connection.subprotocol == PROTOCOL


async def test_a_server_that_stops_says_goodbye(changing_city: DatabaseAddress) -> None:
    environment = {
        **os.environ,
        "NEO4J_URI": changing_city.uri,
        "NEO4J_USER": changing_city.user,
        "NEO4J_PASSWORD": changing_city.password,
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "server", "serve"), stdout=PIPE, env=environment
    )
    assert process.stdout is not None
    page = (await process.stdout.readline()).decode().split()[-1]
    async with socket_to(page.rstrip("/")) as socket:
        await socket.init()
        await socket.subscribe("1")
        await asyncio.sleep(0.3)
        process.terminate()
        assert await socket.closing() == (1001, "The server stops")
    async with asyncio.timeout(PATIENT_SECONDS):
        await process.communicate()
