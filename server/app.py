"""The application: GraphQL, GraphiQL and health, over one open gateway."""

from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

from anyio import create_task_group
from starlette.applications import Starlette
from starlette.routing import Route

from graph.gateway import Gateway
from graph.policy import POLICY
from resolvers.plans import Plans
from schema.api import api
from server.endpoint import Endpoint
from server.explorer.pages import Explorer, read_examples
from server.health import health_routes
from server.warming import warm

GRAPHQL = "/graphql"


def today() -> date:
    """The day it is now, in UTC."""
    return datetime.now(UTC).date()


def application(gateway: Gateway, *, demo: bool, day: Callable[[], date] = today) -> Starlette:
    """The ASGI application over an open gateway to a migrated database.

    `demo` says on the page that the city is synthetic; `day` tells on which day ties are followed.
    Raises `ExplorerFault` when GraphiQL's bundle has not been built.
    """
    examples, schema, plans = read_examples(), api(), Plans(POLICY)
    explorer = Explorer(GRAPHQL, examples, demo=demo)
    endpoint = Endpoint(schema, gateway, plans, day)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        async with create_task_group() as background:
            background.start_soon(warm, schema, gateway, plans, examples, day())
            yield
            background.cancel_scope.cancel()

    return Starlette(
        routes=[
            Route(GRAPHQL, explorer.page, methods=["GET"]),
            Route(GRAPHQL, endpoint, methods=["POST"]),
            *explorer.routes(),
            *health_routes(gateway),
        ],
        lifespan=lifespan,
    )
