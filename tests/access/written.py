"""A database of the tests' own, which they write to as they please."""

from typing import Any, LiteralString, cast

from graph.cypher import Statement
from graph.gateway import Gateway

AWAY = "MATCH (n) WHERE none(label IN labels(n) WHERE label STARTS WITH '_') DETACH DELETE n"
"""Everything but what Tsunagu itself keeps about the database."""


class Written:
    """Runs texts of the tests."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway = gateway

    async def write(self, text: str, **values: Any) -> list[list[Any]]:
        """The rows of a text of the tests."""
        statement = Statement("tests_write", cast("LiteralString", text), values)
        return [list(row) for row in (await self.gateway.write(statement))[0]]

    async def empty(self) -> None:
        """Nothing at all is left."""
        await self.write(AWAY)
