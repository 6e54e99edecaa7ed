"""The peer: Strawberry as its manual teaches it, with a resolver for each field that follows a tie
and a DataLoader behind each resolver, so that one level of the answer is one statement.

The schema is what the bench's operations need of ours, so they run here as they are. Driver, pool
and server are ours; documents are parsed and validated once.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, LiteralString, TypeVar, cast

import orjson
import strawberry
from starlette.types import ASGIApp
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, ValidationCache

from bench.peers.loading import (
    ACTIVE,
    AREA,
    CATEGORY,
    CHILDREN,
    COUNCIL,
    DISTRICT_OF,
    HOME,
    HOUSEHOLDS,
    MEMBERS,
    NEEDS,
    ONE_DISTRICT,
    ONE_HOUSEHOLD,
    ONE_RESIDENT,
    RECEIVER,
    REFERRALS,
    RESIDENTS,
    SOCIAL_WORKERS,
    SPOUSE,
    WATCHERS,
    WATCHES,
    Loaders,
)
from graph.cypher import Statement
from graph.gateway import Gateway

T = TypeVar("T")
Info = strawberry.Info[Loaders, None]


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class Edge(Generic[T]):
    since: date | None
    node: T


@strawberry.type
class Connection(Generic[T]):
    edges: list[Edge[T]]
    page_info: PageInfo

    @strawberry.field
    def nodes(self) -> list[T]:
        return [edge.node for edge in self.edges]


async def _many(
    info: Info, text: LiteralString, start: str, first: int, of: Callable[..., T]
) -> Connection[T]:
    found = await info.context.tied(text, first + 1).load(start)
    edges = [
        Edge(since=each["since"] and each["since"].to_native(), node=of(**each["node"]))
        for each in found[:first]
    ]
    return Connection(
        edges=edges, page_info=PageInfo(has_next_page=len(found) > first, end_cursor=None)
    )


async def _one(info: Info, text: LiteralString, start: str, of: Callable[..., T]) -> T | None:
    found = await info.context.tied(text, 1).load(start)
    return of(**found[0]["node"]) if found else None


@strawberry.interface
class Node:
    id: strawberry.ID


@strawberry.type
class Agency(Node):
    name: str | None
    capacity_state: str | None

    @classmethod
    def of(cls, capacityState: str | None, **rest: Any) -> "Agency":  # noqa: N803 -- the property
        return cls(**rest, capacity_state=capacityState)


@strawberry.type
class NeedCategory(Node):
    name: str | None


@strawberry.type
class Referral(Node):
    state: str | None

    @strawberry.field
    async def receiver(self, info: Info) -> Agency | None:
        return await _one(info, RECEIVER, self.id, Agency.of)


@strawberry.type
class Need(Node):
    severity: int | None

    @strawberry.field
    async def category(self, info: Info) -> NeedCategory | None:
        return await _one(info, CATEGORY, self.id, NeedCategory)

    @strawberry.field
    async def referrals(self, info: Info, first: int = 20) -> Connection[Referral]:
        return await _many(info, REFERRALS, self.id, first, Referral)


@strawberry.type
class Supporter(Node):
    name: str | None
    main_role: str | None

    @classmethod
    def of(cls, mainRole: str | None, **rest: Any) -> "Supporter":  # noqa: N803 -- the property
        return cls(**rest, main_role=mainRole)

    @strawberry.field
    async def watches(self, info: Info, first: int = 20) -> "Connection[Household]":
        return await _many(info, WATCHES, self.id, first, Household)


@strawberry.type
class Area(Node):
    @strawberry.field
    async def social_workers(self, info: Info, first: int = 20) -> Connection[Supporter]:
        return await _many(info, SOCIAL_WORKERS, self.id, first, Supporter.of)


@strawberry.type
class Council(Node):
    name: str | None


@strawberry.type
class District(Node):
    code: str
    name: str | None

    @strawberry.field
    async def area(self, info: Info) -> Area | None:
        return await _one(info, AREA, self.id, Area)

    @strawberry.field
    async def council(self, info: Info) -> Council | None:
        return await _one(info, COUNCIL, self.id, Council)

    @strawberry.field
    async def supporters(self, info: Info, first: int = 20) -> Connection[Supporter]:
        return await _many(info, ACTIVE, self.id, first, Supporter.of)


@strawberry.type
class Resident(Node):
    name: str | None
    kana: str | None
    sex: str | None
    birth_date: date | None

    @classmethod
    def of(cls, birthDate: Any, **rest: Any) -> "Resident":  # noqa: N803 -- the property
        return cls(**rest, birth_date=birthDate and birthDate.to_native())

    @strawberry.field
    async def household(self, info: Info) -> "Household | None":
        return await _one(info, HOME, self.id, Household)

    @strawberry.field
    async def spouse(self, info: Info) -> "Resident | None":
        return await _one(info, SPOUSE, self.id, Resident.of)

    @strawberry.field
    async def children(self, info: Info, first: int = 20) -> "Connection[Resident]":
        return await _many(info, CHILDREN, self.id, first, Resident.of)

    @strawberry.field
    async def needs(self, info: Info, first: int = 20) -> Connection[Need]:
        return await _many(info, NEEDS, self.id, first, Need)


@strawberry.type
class Household(Node):
    address: str | None

    @strawberry.field
    async def district(self, info: Info) -> District | None:
        return await _one(info, DISTRICT_OF, self.id, District)

    @strawberry.field
    async def members(self, info: Info, first: int = 20) -> Connection[Resident]:
        return await _many(info, MEMBERS, self.id, first, Resident.of)

    @strawberry.field
    async def watchers(self, info: Info, first: int = 20) -> Connection[Supporter]:
        return await _many(info, WATCHERS, self.id, first, Supporter.of)


async def _listed(
    info: Info, text: LiteralString, first: int, after: str | None, of: Callable[..., T]
) -> Connection[T]:
    given = {"after": _opened(after), "limit": first + 1}
    rows = await info.context.gateway.read(Statement("page", text, given))
    edges = [Edge(since=None, node=of(**row[0])) for row in rows[:first]]
    last = cursor_after(rows[len(edges) - 1][0]["id"]) if edges else None
    page_info = PageInfo(has_next_page=len(rows) > first, end_cursor=last)
    return Connection(edges=edges, page_info=page_info)


def cursor_after(id_: str) -> str:
    """The cursor behind the node of that id."""
    return base64.b64encode(id_.encode()).decode()


def _opened(cursor: str | None) -> str:
    return base64.b64decode(cursor).decode() if cursor else ""


@strawberry.type
class Query:
    @strawberry.field
    async def node(self, info: Info, id: strawberry.ID) -> Node | None:  # noqa: A002 -- the argument
        found = await info.context.nodes(ONE_HOUSEHOLD).load(id)
        return Household(**found) if found else None

    @strawberry.field
    async def household(self, info: Info, id: strawberry.ID) -> Household | None:  # noqa: A002 -- the same
        found = await info.context.nodes(ONE_HOUSEHOLD).load(id)
        return Household(**found) if found else None

    @strawberry.field
    async def resident(self, info: Info, id: strawberry.ID) -> Resident | None:  # noqa: A002 -- the same
        found = await info.context.nodes(ONE_RESIDENT).load(id)
        return Resident.of(**found) if found else None

    @strawberry.field
    async def households(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Household]:
        return await _listed(info, HOUSEHOLDS, first, after, Household)

    @strawberry.field
    async def residents(
        self, info: Info, first: int = 20, after: str | None = None
    ) -> Connection[Resident]:
        return await _listed(info, RESIDENTS, first, after, Resident.of)

    @strawberry.field
    async def district(self, info: Info, id: strawberry.ID) -> District | None:  # noqa: A002 -- the same
        found = await info.context.nodes(ONE_DISTRICT).load(id)
        return District(**found) if found else None


@dataclass(frozen=True)
class _Given:
    gateway: Gateway
    today: date


class _Endpoint(GraphQL[Loaders, None]):
    """Strawberry's own ASGI view, with loaders of its own for each request."""

    def __init__(self, schema: strawberry.Schema, given: _Given) -> None:
        super().__init__(schema, graphql_ide=None)
        self._given = given

    async def get_context(self, request: Any, response: Any) -> Any:
        _ = request, response
        return Loaders(self._given.gateway, self._given.today)

    def encode_json(self, data: object) -> str | bytes:
        return orjson.dumps(cast("Mapping[str, Any]", data))


def dataloader_application(gateway: Gateway, today: date) -> ASGIApp:
    """Answers POST `/graphql` over an open gateway."""
    schema = strawberry.Schema(Query, types=[Household], extensions=[ParserCache, ValidationCache])
    return _Endpoint(schema, _Given(gateway, today))
