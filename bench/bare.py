"""The bare handler to compare with: the same Cypher through the same driver, the row dumped.

It parses no GraphQL, checks nobody and shapes nothing; what it takes cannot be saved.
"""

from collections.abc import Sequence

import orjson
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.cypher import Statement
from graph.gateway import Gateway


def bare_application(gateway: Gateway, statements: Sequence[Statement]) -> Starlette:
    """Answers POST `/graphql` with `{"run": n}` by the row of the n-th statement."""

    async def handle(request: Request) -> Response:
        asked = orjson.loads(await request.body())
        rows = await gateway.read(statements[int(asked["run"])])
        return Response(orjson.dumps({"data": rows[0][0]}), media_type="application/json")

    return Starlette(routes=[Route("/graphql", handle, methods=["POST"])])
