"""The application as it is served, within its own limits; whoever asks is who the test says."""

from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from typing import Any

import httpx

from graph.gateway import Gateway
from graph.viewer import DEMO_VIEWER, Viewer
from server.app import application
from server.identity.asker import Asker, Identity
from server.identity.issuer import CLAIMS, DemoIssuer
from server.identity.known import Known
from server.limits import ServerLimits
from server.manners import Manners
from server.settings import Settings
from tests.answering.asking import CITY_DAY
from tests.sealed import SEALS

_WHO: ContextVar[Viewer] = ContextVar("who", default=DEMO_VIEWER)
LONGEST_SECONDS = 60.0
"""Longer than any request may take: what takes that long hangs."""


class _Said(Identity):
    async def of_request(self, headers: Iterable[tuple[bytes, bytes]]) -> Asker:
        _ = headers
        return Asker(_WHO.get())


class Applied:
    """Call it with a viewer and an operation."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def __call__(
        self, who: Viewer, operation: str, variables: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The whole response to a request."""
        token = _WHO.set(who)
        try:
            body = {"query": operation, "variables": dict(variables or {})}
            answer = await self._client.post("/graphql", json=body, timeout=LONGEST_SECONDS)
        finally:
            _WHO.reset(token)
        return answer.json()


@asynccontextmanager
async def applied(gateway: Gateway, limits: ServerLimits | None = None) -> AsyncGenerator[Applied]:
    """The application over a gateway, in this process; it plans nothing ahead."""
    known = Known(_Said(DemoIssuer().tokens(), CLAIMS))
    app = application(
        gateway,
        demo=True,
        day=lambda: CITY_DAY,
        manners=Manners(),
        limits=limits,
        settings=Settings(port=None, explorer=False, warm_up=False),
        known=known,
        seals=SEALS,
    )
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client,
    ):
        yield Applied(client)
