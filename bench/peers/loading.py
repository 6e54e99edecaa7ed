"""The DataLoaders behind the peer's resolvers, and their statements: for many starts at once, what a
tie in force leads to.
"""

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from typing import Any, LiteralString

from strawberry.dataloader import DataLoader

from graph.cypher import Statement
from graph.gateway import Gateway

Loader = DataLoader[Any, Any]


class Loaders:
    """The DataLoaders of one request, each made when it is first needed."""

    def __init__(self, gateway: Gateway, today: date) -> None:
        self.gateway = gateway
        self.today = today
        self._ready: dict[tuple[Any, ...], Loader] = {}

    def tied(self, text: LiteralString, limit: int) -> Loader:
        """Loads, by the id of a start, what `text` finds for it: at most `limit` ends."""
        return self._loader((text, limit), partial(self._tied, text, limit))

    def nodes(self, text: LiteralString) -> Loader:
        """Loads a node's properties by its id, null when there is none."""
        return self._loader((text,), partial(self._nodes, text))

    def _loader(self, key: tuple[Any, ...], load: Callable[..., Awaitable[Any]]) -> Loader:
        if key not in self._ready:
            self._ready[key] = DataLoader(load_fn=load)
        return self._ready[key]

    async def _tied(self, text: LiteralString, limit: int, ids: list[str]) -> list[Any]:
        given = {"ids": ids, "limit": limit, "today": self.today}
        rows = await self.gateway.read(Statement("tied", text, given))
        found = {row[0]: row[1] for row in rows}
        return [found.get(each, []) for each in ids]

    async def _nodes(self, text: LiteralString, ids: list[str]) -> list[Any]:
        rows = await self.gateway.read(Statement("nodes", text, {"ids": ids}))
        found = {row[0]: row[1] for row in rows}
        return [found.get(each) for each in ids]


def _tie(
    pattern: LiteralString, properties: LiteralString, order: LiteralString = "end.id"
) -> LiteralString:
    """The statement of a loader; `pattern` joins `start` and `end` by `tie`."""
    return (
        "UNWIND $ids AS id\n"
        f"CALL (id) {{\n  MATCH {pattern}\n"
        "  WHERE start.id = id\n"
        "    AND (tie.since IS NULL OR tie.since <= $today)\n"
        "    AND (tie.until IS NULL OR tie.until > $today)\n"
        f"  WITH tie, end\n  ORDER BY {order}\n  LIMIT $limit\n"
        f"  RETURN collect({{since: tie.since, node: end {{{properties}}}}}) AS found\n}}\n"
        "RETURN id, found"
    )


HOUSEHOLD: LiteralString = ".id, .address"
RESIDENT: LiteralString = ".id, .name, .kana, .sex, .birthDate"
SUPPORTER: LiteralString = ".id, .name, .mainRole"
DISTRICT: LiteralString = ".id, .code, .name"

HEAD_FIRST: LiteralString = (
    "{HEAD: 0, SPOUSE: 1, CHILD: 2, CHILDS_SPOUSE: 3, GRANDCHILD: 4, PARENT: 5, SIBLING: 6, OTHER: 7}"
    "[end.relation]"
)
BY_OPENING: LiteralString = "end.openedOn, end.id"
BY_REQUEST: LiteralString = "end.requestedOn, end.id"

WATCHERS = _tie("(start:Household)<-[tie:WATCHES]-(end:Supporter)", SUPPORTER)
WATCHES = _tie("(start:Supporter)-[tie:WATCHES]->(end:Household)", HOUSEHOLD)
MEMBERS = _tie(
    "(start:Household)<-[tie:MEMBER_OF]-(end:Resident)", RESIDENT, f"{HEAD_FIRST}, end.id"
)
HOME = _tie("(start:Resident)-[tie:MEMBER_OF]->(end:Household)", HOUSEHOLD)
SPOUSE = _tie("(start:Resident)-[tie:SPOUSE_OF]-(end:Resident)", RESIDENT)
CHILDREN = _tie("(start:Resident)-[tie:PARENT_OF]->(end:Resident)", RESIDENT)
NEEDS = _tie("(start:Resident)<-[tie:CONCERNS]-(end:Need)", ".id, .severity", BY_OPENING)
CATEGORY = _tie("(start:Need)-[tie:IN_CATEGORY]->(end:NeedCategory)", ".id, .name", "end.code")
REFERRALS = _tie("(start:Need)<-[tie:REFERRED_FOR]-(end:Referral)", ".id, .state", BY_REQUEST)
RECEIVER = _tie("(start:Referral)-[tie:REFERRED_TO]->(end:Agency)", ".id, .name, .capacityState")
DISTRICT_OF = _tie("(start:Household)-[tie:IN_DISTRICT]->(end:District)", DISTRICT, "end.code")
AREA = _tie("(start:District)-[tie:IN_AREA]->(end:Area)", ".id", "end.code")
SOCIAL_WORKERS = _tie("(start:Area)<-[tie:ASSIGNED_TO]-(end:Supporter)", SUPPORTER)
COUNCIL = _tie("(start:District)<-[tie:IN_DISTRICT]-(end:Council)", ".id, .name")
ACTIVE = _tie("(start:District)<-[tie:ACTIVE_IN]-(end:Supporter)", SUPPORTER)


def _by_id(label: LiteralString, properties: LiteralString) -> LiteralString:
    return f"MATCH (n:{label})\nWHERE n.id IN $ids\nRETURN n.id AS id, n {{{properties}}} AS node"


def _page(label: LiteralString, properties: LiteralString) -> LiteralString:
    return (
        f"MATCH (n:{label})\nWHERE n.id > $after\n"
        f"RETURN n {{{properties}}} AS node\nORDER BY n.id\nLIMIT $limit"
    )


ONE_HOUSEHOLD = _by_id("Household", HOUSEHOLD)
ONE_DISTRICT = _by_id("District", DISTRICT)
ONE_RESIDENT = _by_id("Resident", RESIDENT)
HOUSEHOLDS = _page("Household", HOUSEHOLD)
RESIDENTS = _page("Resident", RESIDENT)
