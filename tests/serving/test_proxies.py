"""Who asks from where: as the connection says, and as a proxy says that is named in a setting."""

import asyncio

import httpx
import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from server.listening import bound, configured
from server.settings import Settings

SECONDS = 10.0
SAID = {"X-Forwarded-For": "203.0.113.9"}


async def told(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the address that it is told of."""
    if scope["type"] == "lifespan":
        for each in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{each}.complete"})
        return
    await PlainTextResponse(scope["client"][0])(scope, receive, send)


async def asked_with(headers: dict[str, str]) -> str:
    listener = bound(Settings())
    server = uvicorn.Server(configured(told))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        async with asyncio.timeout(SECONDS):
            while not server.started:  # noqa: ASYNC110 -- uvicorn has no event for it
                await asyncio.sleep(0.01)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with httpx.AsyncClient() as client:
            return (await client.get(address, headers=headers)).text
    finally:
        server.should_exit = True
        await serving
        listener.close()


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("proxies", "headers", "expected"),
    [
        ("", {}, "127.0.0.1"),
        ("", SAID, "127.0.0.1"),
        ("10.0.0.0/24", SAID, "127.0.0.1"),
        ("127.0.0.1", SAID, "203.0.113.9"),
        ("127.0.0.0/8", {"X-Forwarded-For": "1.2.3.4, 203.0.113.9"}, "203.0.113.9"),
    ],
)
async def test_only_named_proxies_say_who_asks(
    monkeypatch: pytest.MonkeyPatch, proxies: str, headers: dict[str, str], expected: str
) -> None:
    monkeypatch.setenv("TSUNAGU_PROXIES", proxies)
    assert await asked_with(headers) == expected
