"""Requests on their way in: too large, too slow, too late."""

import asyncio
import gc
from collections.abc import AsyncGenerator, AsyncIterator, Generator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.types import Message, Receive, Scope, Send

from server.intake import Intake
from server.limits import RequestLimits
from server.listening import bound
from server.patience import patient
from server.settings import Settings

MOST = 1_000
MOST_OF_HEAD = 2_000
QUICK = RequestLimits(
    body_bytes=MOST,
    head_bytes=MOST_OF_HEAD,
    head_seconds=0.3,
    body_seconds=0.3,
    request_seconds=0.6,
)
PATIENT_SECONDS = 10.0


@pytest.fixture(autouse=True)
def unhindered() -> Generator[None]:
    """What other tests left lying is not looked through meanwhile: that stops us for longer than a head may take."""
    gc.freeze()
    yield
    gc.unfreeze()


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Says how long the body was; `/slow` never answers, `/stream` goes on past the deadline."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body", False):
            break
    if scope["path"] == "/slow":
        await asyncio.sleep(PATIENT_SECONDS)
    if scope["path"] == "/fails":
        raise TimeoutError
    await send({"type": "http.response.start", "status": 200, "headers": []})
    if scope["path"] == "/stream":
        await asyncio.sleep(2 * QUICK.request_seconds)
    await send({"type": "http.response.body", "body": str(len(body)).encode()})


async def post(path: str, content: Any, headers: dict[str, str] | None = None) -> httpx.Response:
    transport = httpx.ASGITransport(Intake(echo, QUICK))
    async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
        return await client.post(path, content=content, headers=headers)


def error_of(answer: httpx.Response) -> dict[str, Any]:
    (error,) = answer.json()["errors"]
    return {"message": error["message"], **error["extensions"]}


@pytest.mark.anyio
@pytest.mark.parametrize("size", [0, 1, MOST - 1, MOST])
async def test_a_body_up_to_the_limit_comes_through_whole(size: int) -> None:
    assert (await post("/", b"x" * size)).text == str(size)
    assert (await post("/", pieces(size))).text == str(size)


@pytest.mark.anyio
async def test_headers_pass_up_to_their_limit_and_not_beyond() -> None:
    async def answered(size: int) -> httpx.Response:
        scope_headers = [(b"host", b"x"), (b"cookie", b"c" * (size - len("hostx" + "cookie")))]
        return await asked(scope_headers)

    for size in (MOST_OF_HEAD - 1, MOST_OF_HEAD):
        assert (await answered(size)).status_code == 200
    refused = await answered(MOST_OF_HEAD + 1)
    assert refused.status_code == 431
    error = error_of(refused)
    assert (error["limit"], error["actual"]) == ("head_bytes", MOST_OF_HEAD + 1)


async def asked(headers: list[tuple[bytes, bytes]]) -> httpx.Response:
    """The answer to a request with just these headers."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    await Intake(echo, QUICK)({"type": "http", "path": "/", "headers": headers}, receive, send)
    return httpx.Response(sent[0]["status"], content=sent[1]["body"])


@pytest.mark.anyio
async def test_a_socket_with_large_headers_is_not_opened() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/", "headers": [(b"cookie", b"c" * MOST_OF_HEAD)]}
    await Intake(echo, QUICK)(scope, _nothing_comes, send)
    assert [each["type"] for each in sent] == ["websocket.close"]


async def _nothing_comes() -> Message:
    raise AssertionError("nothing is read of it")


@pytest.mark.anyio
@pytest.mark.parametrize("streamed", [False, True])
async def test_a_larger_body_is_refused_announced_or_not(*, streamed: bool) -> None:
    answer = await post("/", pieces(MOST + 1) if streamed else b"x" * (MOST + 1))
    assert answer.status_code == 413
    assert answer.headers["connection"] == "close"
    refusal = error_of(answer)
    assert refusal["code"] == "LIMIT_EXCEEDED"
    assert (refusal["limit"], refusal["maximum"], refusal["actual"]) == (
        "body_bytes",
        MOST,
        MOST + 1,
    )


@pytest.mark.anyio
async def test_a_body_that_lies_about_its_size_is_counted() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"x" * MOST, "more_body": True}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": "/", "headers": [(b"content-length", b"5")]}
    await Intake(echo, QUICK)(scope, receive, send)
    assert sent[0]["status"] == 413


@pytest.mark.anyio
async def test_a_body_that_does_not_end_is_given_up() -> None:
    answer = await post("/", pieces(3, pause=QUICK.body_seconds))
    assert answer.status_code == 408
    assert error_of(answer)["code"] == "BODY_SLOW"


@pytest.mark.anyio
async def test_a_client_that_goes_gets_no_answer() -> None:
    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        raise AssertionError(message)

    scope = {"type": "http", "path": "/", "headers": [(b"content-length", b"5")]}
    await Intake(echo, QUICK)(scope, receive, send)


@pytest.mark.anyio
async def test_an_answer_that_does_not_come_ends_at_the_deadline() -> None:
    answer = await post("/slow", b"")
    assert answer.status_code == 504
    assert error_of(answer)["code"] == "DEADLINE_PASSED"


@pytest.mark.anyio
async def test_an_answer_that_has_begun_goes_on() -> None:
    assert (await post("/stream", b"x")).text == "1"


@pytest.mark.anyio
async def test_another_time_out_is_not_taken_for_the_deadline() -> None:
    with pytest.raises(TimeoutError):
        await post("/fails", b"")


@asynccontextmanager
async def listening() -> AsyncGenerator[int]:
    listener = bound(Settings(port=None))
    server = uvicorn.Server(
        uvicorn.Config(
            Intake(echo, QUICK),
            http=patient(QUICK.head_seconds),
            lifespan="off",
            log_level="critical",
        )
    )
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        async with asyncio.timeout(PATIENT_SECONDS):
            while not server.started:  # noqa: ASYNC110 -- uvicorn has no event for it
                await asyncio.sleep(0.01)
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        await serving
        listener.close()


HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n"


async def answer_to(port: int, *parts: bytes, pause: float = 0.0) -> bytes:
    """All the server sends until it closes the connection, or b"" when it only closes it."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writer.write(part)
            await asyncio.sleep(pause)
        return await asyncio.wait_for(reader.read(), PATIENT_SECONDS)
    except ConnectionError:
        return b""
    finally:
        writer.close()


@pytest.mark.anyio
async def test_half_a_head_holds_no_connection() -> None:
    async with listening() as port:
        silent, half = await asyncio.gather(
            answer_to(port), answer_to(port, HEAD[:20], HEAD[20:30], pause=0.1)
        )
    assert (silent, half) == (b"", b"")


@pytest.mark.anyio
async def test_threat_59_many_half_requests_keep_nobody_from_being_answered() -> None:
    async with listening() as port:
        half = [asyncio.create_task(answer_to(port, HEAD[:20])) for _ in range(100)]
        half += [asyncio.create_task(answer_to(port, HEAD + b"xx")) for _ in range(100)]
        async with httpx.AsyncClient() as client:
            answer = await client.post(f"http://127.0.0.1:{port}/", content=b"1234")
        assert answer.text == "4"
        answers = await asyncio.gather(*half)
    assert all(each == b"" for each in answers[:100])
    assert all(each.startswith(b"HTTP/1.1 408") for each in answers[100:])


@pytest.mark.anyio
async def test_a_head_without_end_is_cut() -> None:
    async with listening() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(HEAD.removesuffix(b"\r\n"))
        with pytest.raises((ConnectionError, TimeoutError, asyncio.IncompleteReadError)):  # noqa: PT012 -- whichever comes first
            for _ in range(100):
                writer.write(b"x-more: " + b"y" * 8_000 + b"\r\n")
                await writer.drain()
                await asyncio.sleep(0)
            await reader.readexactly(1)
        writer.close()


@pytest.mark.anyio
async def test_a_kept_connection_is_asked_again_and_again() -> None:
    async with listening() as port, httpx.AsyncClient() as client:
        for _ in range(3):
            answer = await client.post(f"http://127.0.0.1:{port}/", content=b"1234")
            assert answer.text == "4"
            await asyncio.sleep(QUICK.head_seconds / 2)


async def pieces(size: int, pause: float = 0.0) -> AsyncIterator[bytes]:
    """A body sent byte by byte or, without a pause, in two halves."""
    parts = [1] * size if pause else [size // 2, size - size // 2]
    for part in parts:
        await asyncio.sleep(pause)
        yield b"x" * part
