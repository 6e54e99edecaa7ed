"""GraphQL over HTTP: Strawberry's view, with a fast encoder and our own context."""

from collections.abc import Callable, Mapping
from datetime import date
from json import JSONDecodeError
from typing import Any, cast

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.http import GraphQLHTTPResponse

from graph.gateway import Gateway
from graph.viewer import DEMO_VIEWER
from resolvers.context import Context
from resolvers.plans import Plans
from schema.api import Api


class Endpoint(GraphQL[Context, None]):
    """Answers POST requests; answers are never stored."""

    def __init__(
        self, schema: Api, gateway: Gateway, plans: Plans, today: Callable[[], date]
    ) -> None:
        super().__init__(
            schema, graphql_ide=None, allow_queries_via_get=False, subscription_protocols=()
        )
        self._gateway = gateway
        self._plans = plans
        self._today = today

    async def get_context(
        self, request: Request | WebSocket, response: Response | WebSocket
    ) -> Context:
        """What this request brings along; today there is one viewer, who sees the whole demo."""
        del request, response
        return Context(self._gateway, self._plans, DEMO_VIEWER, self._today())

    def decode_json(self, data: str | bytes) -> object:
        """Parse a body: one JSON object, without NaN, lone surrogates or absurd nesting."""
        try:
            body: object = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise JSONDecodeError("the body is not JSON", "", 0) from error
        if not isinstance(body, dict):
            raise JSONDecodeError("the body is not a JSON object", "", 0)
        return cast("dict[str, object]", body)

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        del sub_response
        return Response(orjson.dumps(response_data), headers=HEADERS)


HEADERS: Mapping[str, Any] = {
    "content-type": "application/json; charset=utf-8",
    "cache-control": "no-store",
}
