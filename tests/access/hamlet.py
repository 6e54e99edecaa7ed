"""A hamlet in a database: small enough to be loaded anew, changed and asked through and through."""

from collections.abc import Iterator, Mapping
from typing import Any

from graph.gateway import Gateway
from graph.kinds.all import MODEL
from graph.load import texts_of
from graph.model import EVERY
from graph.policy import POLICY
from graph.viewer import Role
from resolvers.plans import Plans
from schema.api import Api
from tests.access.breaking import break_for_tests
from tests.access.people import City, context_of
from tests.access.seeing import Seer, Somebody
from tests.access.sheltering import begin, make_known
from tests.access.written import Written
from tests.answering.oracle import World

POINT = "position"
NODES = """
UNWIND $rows AS row
CREATE (n:$(row[0])) SET n = row[1]
SET n.position = CASE WHEN row[2] IS NOT NULL THEN point({longitude: row[2][0], latitude: row[2][1]}) END
"""
TIES = """
UNWIND $rows AS row
MATCH (start:Node {id: row[1]}) MATCH (end:Node {id: row[2]})
CREATE (start)-[t:$(row[0])]->(end) SET t = row[3]
"""


def _nodes_of(world: World) -> Iterator[tuple[list[str], dict[str, Any], list[float] | None]]:
    """The labels of each row, its values as they are stored, and its point on the map."""
    for kind in MODEL.kinds:
        for node in world.nodes[kind.name].values():
            kept = {name: each for name, each in node.items() if name != POINT and each is not None}
            kept |= zip(kind.texts, texts_of(kind, node.get), strict=True)
            point = node.get(POINT)
            yield [kind.name, EVERY], kept, point and [*point]


def _ties_of(world: World) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for (tie, start), links in world.out.items():
        for ref, facts in links:
            kept = {name: each for name, each in facts.items() if each is not None}
            yield tie, start, ref.id, kept


class Hamlet(Written):
    """Call it with somebody and an operation: what leaves, with errors and extensions."""

    def __init__(self, gateway: Gateway, api: Api, city: City) -> None:
        super().__init__(gateway)
        self.api = api
        self.city = city
        self.plans = Plans(POLICY)
        self.trail: Any = None

    @property
    def seer(self) -> Seer:
        return self.city.seer

    def schema_of(self, who: Somebody) -> Api:
        return self.api.for_role(Role(who.role))

    async def load(self) -> None:
        """Nothing but its rows, and whoever is to be protected is."""
        await self.empty()
        await self.write(NODES, rows=[*_nodes_of(self.seer.world)])
        await self.write(TIES, rows=[*_ties_of(self.seer.world)])
        await begin(self.gateway, self.seer.shelters)
        await make_known(self.gateway, self.seer.same_as)
        await break_for_tests(self.gateway)

    async def __call__(
        self,
        who: Somebody,
        operation: str,
        variables: Mapping[str, Any] | None = None,
        *,
        named: str | None = None,
        api: Api | None = None,
    ) -> dict[str, Any]:
        context = context_of(who, self.gateway, self.plans, self.trail)
        asked = (api or self.api).for_role(Role(who.role))
        result = await asked.execute(
            operation,
            dict(variables or {}),
            context,
            operation_name=named,
            operation_extensions={"cost": True},
        )
        return {
            "data": result.data,
            "errors": [each.formatted for each in result.errors or ()],
            "extensions": result.extensions,
        }
