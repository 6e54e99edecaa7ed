"""Moves hand-overs as a client does, and makes ones to move."""

from typing import Any
from uuid import uuid4

from graph.cypher import Statement
from graph.gateway import Gateway
from graph.identity import fresh_id
from graph.outbox.tail import Tail
from graph.policy import POLICY
from graph.viewer import DEMO_VIEWER
from resolvers.context import Context, Following
from resolvers.plans import Plans
from schema.api import Api, api
from tests.answering.asking import CITY_DAY
from tests.sealed import SEALS

MOVE = """
mutation Move($input: MoveReferralInput!) {
  moveReferral(input: $input) {
    cursor
    userErrors { code field message messageJa }
    referral { id state version outcome declineReason lastEventOn closedOn nextAction
      events(first: 100) { totalCount nodes { state reason } } }
  }
}
"""
MADE = """
CREATE (r:Referral:Node {id: $id, state: $state, version: 1, nextAction: '電話する'})
CREATE (r)-[:PASSED]->(:ReferralEvent:Node {id: $event, state: $state})
RETURN r.id AS id
"""
GONE = "MATCH (r:Referral {id: $id}) DETACH DELETE r"
STANDS = "MATCH (r:Referral {id: $id}) RETURN r.state AS state, r.version AS version"


class Mover:
    """Asks one process's API."""

    def __init__(self, gateway: Gateway, schema: Api | None = None) -> None:
        self.gateway = gateway
        self.tail = Tail(gateway)
        following = Following(self.tail, lambda: CITY_DAY)
        self.context = Context(gateway, Plans(POLICY), DEMO_VIEWER, CITY_DAY, SEALS, following)
        self.api = schema or api()

    async def made(self, state: str) -> str:
        """The id of a new hand-over in that state, at version 1."""
        values = {"id": fresh_id(), "event": fresh_id(), "state": state}
        [[[id_]]] = await self.gateway.write(Statement("made", MADE, values))
        return id_

    async def stands(self, id_: str) -> list[Any]:
        """The state and the version a hand-over has now."""
        [row] = await self.gateway.read(Statement("stands", STANDS, {"id": id_}))
        return row

    async def gone(self, id_: str) -> None:
        """Take a hand-over away."""
        await self.gateway.write(Statement("gone", GONE, {"id": id_}))

    async def move(self, id_: str, version: int, to: str, **more: Any) -> dict[str, Any]:
        """The payload of a move, with a key of its own unless one is given."""
        answer = await self.ask(id_, version, to, **more)
        assert answer.get("errors") is None, answer
        return answer["data"]["moveReferral"]

    async def ask(self, id_: str, version: int, to: str, **more: Any) -> dict[str, Any]:
        """The whole response to a move."""
        variables = {"input": asked(id_, version, to, **more)}
        result = await self.api.execute(MOVE, variables, self.context)
        errors = [error.formatted for error in result.errors] if result.errors else None
        return {"data": result.data, "errors": errors}


def asked(id_: str, version: int, to: str, **more: Any) -> dict[str, Any]:
    """The input of a move."""
    return {"idempotencyKey": str(uuid4()), "id": id_, "version": version, "to": to, **more}
