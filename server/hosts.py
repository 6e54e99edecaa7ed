"""Which names the server answers to; a request under another name is refused."""

from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

MOST_REMEMBERED = 100


class Hosts(TrustedHostMiddleware):
    """Starlette's own check, made once for each value of the header that has passed it."""

    def __init__(self, app: ASGIApp, names: tuple[str, ...]) -> None:
        super().__init__(self._let_in, allowed_hosts=names, www_redirect=False)
        self._inner = app
        self._passed: set[bytes] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan" and _host(scope) in self._passed:
            await self._inner(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Remember the header of what has passed, and hand it on."""
        if scope["type"] != "lifespan" and len(self._passed) < MOST_REMEMBERED:
            self._passed.add(_host(scope))
        await self._inner(scope, receive, send)


def _host(scope: Scope) -> bytes:
    """The first `Host` header, which the check is about; empty without one."""
    for name, value in scope["headers"]:
        if name == b"host":
            return value
    return b""
