"""A gateway that asks the database once for each statement and answers from then on with what came
back, so that a server is measured alone; it tells what the statements cost.
"""

from typing import Any, cast

import orjson
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.cypher import Statement
from graph.gateway import Gateway, Row

COST = "x-cost"
"""The header by which the cost is asked for and told: statements and dbHits since the last time."""


class Replayed:
    """Takes a gateway's place for reads."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._kept: dict[tuple[str, bytes], list[Row]] = {}
        self._cost = {"statements": 0, "dbHits": 0}

    async def read(self, statement: Statement) -> list[Row]:
        key = (statement.text, orjson.dumps(dict(statement.parameters)))
        rows = self._kept.get(key)
        if rows is None:
            rows = self._kept[key] = await self._gateway.read(statement)
            profile = await self._gateway.profile(statement)
            self._cost["statements"] += 1
            self._cost["dbHits"] += profile.db_hits
        return rows

    def told(self, app: ASGIApp) -> ASGIApp:
        """The application, which tells the cost so far to whoever asks, and counts anew."""

        async def telling(scope: Scope, receive: Receive, send: Send) -> None:
            if not any(name == COST.encode() for name, _ in scope.get("headers", ())):
                await app(scope, receive, send)
                return

            async def sending(message: Message) -> None:
                if message["type"] == "http.response.start":
                    MutableHeaders(scope=message)[COST] = orjson.dumps(self._cost).decode()
                    self._cost = {"statements": 0, "dbHits": 0}
                    self._kept.clear()
                await send(message)

            await app(scope, receive, sending)

        return telling

    def as_gateway(self) -> Gateway:
        """Itself, for those who ask for a gateway and only read."""
        return cast("Gateway", cast("Any", self))
