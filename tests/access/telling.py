"""The endpoint over an application that tells who asked: no database, and all else as it is served."""

import asyncio
from datetime import date
from typing import Any, Self, cast

import httpx
from strawberry.types import ExecutionResult

from graph.viewer import Role, Viewer
from resolvers.context import Context
from schema.api import Api
from server.endpoint import Endpoint
from server.execution import Execution
from server.explorer.pages import no_page
from server.identity.asker import Identity
from server.limits import SocketLimits
from server.live import Live
from server.trusted_documents import Trust, TrustedDocuments


class Telling:
    """In place of the schema: an answer to anything, and the viewer that came with it."""

    def __init__(self) -> None:
        self.viewers: list[Viewer] = []
        self.roles: list[Role] = []

    def for_role(self, role: Role) -> Self:
        """The same for every role; `roles` says whose schema was asked for."""
        self.roles.append(role)
        return self

    async def execute(self, _: str, __: Any, context: Context, **___: Any) -> ExecutionResult:
        self.viewers.append(context.viewer)
        return ExecutionResult(data={"role": context.viewer.role.value}, errors=None)


class Asked:
    """Asks the endpoint as a client over HTTP does."""

    def __init__(self, identity: Identity) -> None:
        self.telling, nothing = Telling(), cast("Any", None)
        execution = Execution(
            cast("Api", self.telling),
            gateway=nothing,
            plans=nothing,
            today=lambda: date(2021, 7, 31),
            tail=nothing,
            trusted=TrustedDocuments({}, Trust.OFF),
            seals=nothing,
        )
        self._endpoint = Endpoint(
            execution, identity, Live(SocketLimits(live_connections=1)), page=no_page
        )

    def ask(self, *headers: tuple[str, str], query: str = "{ a }") -> httpx.Response:
        async def asking() -> httpx.Response:
            transport = httpx.ASGITransport(self._endpoint)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.post("/graphql", json={"query": query}, headers=list(headers))

        return asyncio.run(asking())

    def bearing(self, token: str, *headers: tuple[str, str]) -> httpx.Response:
        return self.ask(("Authorization", f"Bearer {token}"), *headers)

    def viewer(self, token: str, *headers: tuple[str, str]) -> Viewer:
        """Who a token says asks; it must be let in."""
        answer = self.bearing(token, *headers)
        assert answer.status_code == 200, answer.text
        viewer = self.telling.viewers[-1]
        assert self.telling.roles[-1] is viewer.role
        return viewer
