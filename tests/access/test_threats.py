"""What SECURITY.md lists against the door itself, each threat by its number."""

import asyncio
import socket
import time
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.typing import Subprotocol

from tests.access.signing import Signer
from tests.changing.socket_client import CHANGED, socket_to

pytestmark = pytest.mark.anyio

ASK = b'{"query": "{ __typename }"}'
MOVE = b'{"query": "mutation { moveReferral(input: {idempotencyKey: \\"k\\", id: \\"x\\", version: 1, to: ACCEPTED}) { userErrors { code } } }"}'


@pytest.mark.parametrize("body", [ASK, MOVE])
@pytest.mark.parametrize("origin", [None, "http://evil.example", "null"])
@pytest.mark.parametrize(
    "content_type",
    [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"],
)
def test_threat_35_what_a_page_can_send_unasked_is_not_read(
    served: str, content_type: str | None, origin: str | None, body: bytes
) -> None:
    headers = {"content-type": content_type, "origin": origin, "cookie": "session=1"}
    answer = httpx.post(
        f"{served}/graphql",
        content=body,
        headers={name: value for name, value in headers.items() if value is not None},
    )
    assert answer.status_code == 415
    assert "data" not in answer.json()


@pytest.mark.parametrize("text", ["{ __typename }", "mutation { __typename }"])
def test_threat_35_nothing_is_asked_by_a_link(served: str, text: str) -> None:
    answer = httpx.get(f"{served}/graphql", params={"query": text})
    assert answer.status_code == 405
    assert "data" not in answer.json()


def test_threat_35_a_browser_that_asks_leave_for_a_strange_page_gets_none(served: str) -> None:
    answer = httpx.options(
        f"{served}/graphql",
        headers={
            "origin": "http://evil.example",
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
        },
    )
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize("path", ["/", "/graphql"])
def test_threat_36_with_sign_in_there_is_no_graphiql(oidc: str, path: str) -> None:
    answer = httpx.get(oidc + path, headers={"accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == 404
    assert "<" not in answer.text


def test_threat_36_nor_any_of_its_files_nor_the_demos_people(oidc: str, served: str) -> None:
    script = httpx.get(served).text.split('src="')[1].split('"')[0]
    assert httpx.get(served + script).status_code == 200
    for path in (script, "/demo/people"):
        assert httpx.get(oidc + path).status_code == 404
    assert httpx.post(f"{oidc}/demo/token", json={"role": "analyst"}).status_code == 404


async def test_threat_37_a_strange_page_gets_no_socket_even_with_a_token(
    oidc: str, signer: Signer
) -> None:
    for origin in ("http://evil.example", "null", oidc + ".evil.example"):
        headers = {"Origin": origin, "Authorization": f"Bearer {signer.token()}"}
        with pytest.raises(InvalidStatus) as refused:
            async with socket_to(oidc, additional_headers=headers):
                pass
        assert refused.value.response.status_code == 403


async def test_threat_38_nothing_is_run_before_the_greeting(oidc: str) -> None:
    async with socket_to(oidc) as socket:
        await socket.subscribe("1", "{ __typename }")
        assert await socket.closing() == (4401, "Unauthorized")


async def test_threat_38_the_older_protocol_is_not_spoken(oidc: str) -> None:
    async with socket_to(oidc, protocols=[Subprotocol("graphql-ws")]) as socket:
        assert (await socket.closing())[0] == 4406


@pytest.mark.parametrize("authorization", ["Bearer sesame", "Basic x", "", 1, ["Bearer x"]])
async def test_threat_38_a_greeting_with_no_valid_token_closes_the_socket(
    oidc: str, authorization: Any
) -> None:
    async with socket_to(oidc) as socket:
        await socket.say(type="connection_init", payload={"Authorization": authorization})
        assert await socket.closing() == (4403, "Forbidden")


@pytest.mark.parametrize("name", ["Authorization", "authorization"])
async def test_threat_39_a_socket_ends_with_its_token(oidc: str, signer: Signer, name: str) -> None:
    loop = asyncio.get_running_loop()
    payload = {name: f"Bearer {signer.token(exp=_in(2), iat=_in(-9))}"}
    async with socket_to(oidc) as socket:
        await socket.say(type="connection_init", payload=payload)
        assert (await socket.hear())["type"] == "connection_ack"
        ends = loop.time() + _seconds_to(_in(2))
        await socket.say(type="ping")
        assert (await socket.hear())["type"] == "pong"
        assert await socket.closing() == (4403, "Token expired")
    assert -1.1 <= loop.time() - ends <= 1.0


async def test_threat_39_a_stream_ends_with_its_token(served: str) -> None:
    async with httpx.AsyncClient() as client:
        given = await client.post(f"{served}/demo/token", json={"role": "demo", "seconds": 2})
        token, until = given.json()["token"], given.json()["expiresAt"]
        headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {token}"}
        told = b""
        async with client.stream(
            "POST", f"{served}/graphql", json={"query": CHANGED}, headers=headers, timeout=9
        ) as answer:
            assert answer.status_code == 200
            async for part in answer.aiter_bytes():
                told += part
    assert 0 <= -_seconds_to(until) <= 1.0
    events = [each for each in told.split(b"\n\n") if each.startswith(b"event")]
    assert len(events) == 2
    assert b'"UNAUTHENTICATED"' in events[0]
    assert events[1].startswith(b"event: complete")


async def test_threat_39_a_stream_begins_with_a_valid_token_or_not_at_all(oidc: str) -> None:
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"{oidc}/graphql",
            json={"query": CHANGED},
            headers={"Accept": "text/event-stream", "Authorization": "Bearer sesame"},
        )
    assert answer.status_code == 401
    assert answer.headers["content-type"].startswith("application/graphql-response+json")


async def test_threat_39_an_answer_is_never_given_for_a_token_that_has_run_out(
    oidc: str, signer: Signer
) -> None:
    token = signer.token(iat=_in(-90), exp=_in(-31))
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"{oidc}/graphql", content=ASK, headers=_json(Authorization=f"Bearer {token}")
        )
    assert answer.status_code == 401
    assert 'error_description="The token has expired."' in answer.headers["www-authenticate"]


def test_threat_49_no_answer_is_stored(oidc: str, served: str) -> None:
    asked = [
        httpx.post(f"{oidc}/graphql", content=ASK, headers=_json()),
        httpx.post(f"{oidc}/graphql", content=ASK, headers=_json(Authorization="Bearer x")),
        httpx.post(f"{oidc}/graphql", content=b"{}", headers=_json()),
        httpx.get(f"{oidc}/graphql", headers={"accept": "text/html"}),
        httpx.get(f"{served}/demo/people"),
        httpx.post(f"{served}/demo/token", json={"role": "analyst"}),
        httpx.post(f"{served}/demo/token", json={"role": "mayor"}),
    ]
    assert [each.status_code for each in asked] == [200, 401, 400, 404, 200, 200, 400]
    assert {each.headers["cache-control"] for each in asked} == {"no-store"}


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("x/admin?", 400),
        ("evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("127.0.0.1@evil.example", 400),
        ("127.0.0.1:80/healthz?", 400),
        ("127.0.0.1:80#/healthz", 400),
        ("127.0.0.1:80", 404),
    ],
)
def test_threat_60_the_host_leads_nowhere_else(served: str, host: str, status: int) -> None:
    where = urlsplit(served)
    assert where.hostname
    assert where.port
    with socket.create_connection((where.hostname, where.port), 5) as connection:
        connection.sendall(
            f"GET /none HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode()
        )
        head = connection.makefile("rb").readline()
    assert int(head.split()[1]) == status


def _json(**more: str) -> dict[str, str]:
    return {"content-type": "application/json"} | more


def _in(seconds: int) -> int:
    return int(time.time()) + seconds


def _seconds_to(until: int) -> float:
    return until - time.time()
