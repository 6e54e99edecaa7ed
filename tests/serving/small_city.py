"""A city of two districts behind a GraphQL schema of the API's shape, kept in memory.

The explorer is tested against it, so that a test of pages needs no database.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Generic, TypeVar

import strawberry
from starlette.applications import Starlette
from starlette.routing import Route
from strawberry.asgi import GraphQL

from server.explorer.pages import Explorer, read_examples

Item = TypeVar("Item")


@strawberry.type
class PageInfo:
    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class Edge(Generic[Item]):
    cursor: str
    node: Item


@strawberry.type
class Connection(Generic[Item]):
    edges: list[Edge[Item]]
    nodes: list[Item]
    page_info: PageInfo


def connection(items: Sequence[Item], first: int, after: str | None) -> Connection[Item]:
    start = int(after) if after else 0
    shown = items[start : start + first]
    edges = [Edge(cursor=str(start + at), node=item) for at, item in enumerate(shown, 1)]
    return Connection(
        edges=edges,
        nodes=list(shown),
        page_info=PageInfo(
            has_next_page=start + first < len(items),
            end_cursor=edges[-1].cursor if edges else None,
        ),
    )


First = Annotated[int, strawberry.argument(description="何件まで / how many at most")]


@strawberry.interface(description="番号で引けるもの / anything that has an id")
class Node:
    id: strawberry.ID


@strawberry.type(description="住民 / a person who lives here")
class Resident(Node):
    name: str = strawberry.field(description="氏名 / full name")
    kana: str = strawberry.field(description="ふりがな / reading of the name")
    birth_date: date = strawberry.field(description="生年月日 / date of birth")


@strawberry.type(description="世帯 / the people who share a home")
class Household(Node):
    address: str = strawberry.field(description="住所 / where the home is")
    residents: strawberry.Private[list[Resident]]

    @strawberry.field(description="世帯員 / who lives in it")
    def members(self, first: First = 20, after: str | None = None) -> Connection[Resident]:
        return connection(self.residents, first, after)


@strawberry.type(description="小学校区 / an elementary school's district")
class District(Node):
    code: str
    name: str
    homes: strawberry.Private[list[Household]]

    @strawberry.field(description="この校区の世帯 / the households in it")
    def households(self, first: First = 20, after: str | None = None) -> Connection[Household]:
        return connection(self.homes, first, after)


HANAKO = Resident(
    id=strawberry.ID("resident-1"),
    name="嘉瀬 花子",
    kana="かせ はなこ",
    birth_date=date(1941, 3, 3),
)
ICHIRO = Resident(
    id=strawberry.ID("resident-2"),
    name="嘉瀬 一郎",
    kana="かせ いちろう",
    birth_date=date(1968, 7, 12),
)
HOME = Household(
    id=strawberry.ID("household-1"), address="佐賀市嘉瀬町1-2", residents=[HANAKO, ICHIRO]
)
DISTRICTS = [
    District(id=strawberry.ID("district-1"), code="01", name="嘉瀬", homes=[HOME]),
    District(id=strawberry.ID("district-2"), code="02", name="循誘", homes=[]),
    District(id=strawberry.ID("district-3"), code="03", name="鍋島", homes=[]),
]
NODES: dict[str, Node] = {node.id: node for node in (HANAKO, ICHIRO, HOME, *DISTRICTS)}


@strawberry.type
class Query:
    @strawberry.field(description="校区の一覧 / the districts, by code")
    def districts(self, first: First = 20, after: str | None = None) -> Connection[District]:
        return connection(DISTRICTS, first, after)

    @strawberry.field(description="世帯 / one household")
    def household(self, id: strawberry.ID) -> Household | None:  # noqa: A002 - the API's name
        return HOME if id == HOME.id else None

    @strawberry.field(description="番号で引く / whatever has this id")
    def node(self, id: strawberry.ID) -> Node | None:  # noqa: A002 - the API's name
        return NODES.get(id)


def small_city() -> Starlette:
    """The explorer and the schema, as the application puts them together."""
    explorer = Explorer("/graphql", read_examples(), demo=True)
    schema = strawberry.Schema(Query, types=[Resident, Household, District])
    answer = GraphQL[None, None](schema, graphql_ide=None)

    return Starlette(
        routes=[
            *explorer.routes(),
            Route("/graphql", explorer.page, methods=["GET"]),
            Route("/graphql", answer, methods=["POST"]),
        ]
    )
