"""The GraphQL address before all others: its requests do not go through the routes."""

from starlette.types import ASGIApp, Receive, Scope, Send


class Front:
    """Hands requests for one path to its endpoint, and all others on."""

    def __init__(self, app: ASGIApp, path: str, endpoint: ASGIApp) -> None:
        self._app = app
        self._path = path
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == self._path:
            await self._endpoint(scope, receive, send)
        else:
            await self._app(scope, receive, send)
