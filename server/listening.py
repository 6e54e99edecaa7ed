"""Listens on one address of this machine and serves the application there until it is told to stop."""

import socket
from collections.abc import Callable
from contextlib import closing

import uvicorn
from starlette.types import ASGIApp

from graph.errors import BadInput
from server.limits import ServerLimits
from server.live import Live
from server.manners import Manners
from server.patience import Departing, patient
from server.settings import DEFAULT_PORT, Settings

STOP_SECONDS = 10


def bound(settings: Settings) -> socket.socket:
    """A socket bound as the settings say.

    A port that was asked for is taken or refused with `BadInput`; without one it is 8000, or
    another free one when that is busy.
    """
    if settings.port is not None:
        return _bound(settings.host, settings.port)
    try:
        return _bound(settings.host, DEFAULT_PORT)
    except BadInput:
        return _bound(settings.host, 0)


def address_of(listener: socket.socket) -> str:
    """The address to type into a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def listen(
    listener: socket.socket,
    application: ASGIApp,
    ready: Callable[[], None],
    *,
    head_seconds: float | None = None,
    live: Live | None = None,
) -> None:
    """Serve until Ctrl-C or a termination signal; admitted requests are finished first.

    A connection that brings no whole head within `head_seconds`, or what the settings say, is
    closed. What is `live` is told goodbye before anything else is stopped.
    """
    configuration = configured(application, head_seconds)
    with closing(listener):
        await _Server(configuration, ready, live).serve(sockets=[listener])


def configured(application: ASGIApp, head_seconds: float | None = None) -> uvicorn.Config:
    """How uvicorn is to serve it: with the limits and the proxies of the settings."""
    limits, proxies = ServerLimits.read(), Manners.read().proxies
    head_seconds = head_seconds or limits.requests.head_seconds
    return uvicorn.Config(
        application,
        http=patient(head_seconds),
        ws=Departing,
        ws_max_size=limits.sockets.frame_bytes,
        ws_per_message_deflate=False,  # small messages, and each compressor takes memory
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),  # else anybody could say that they are somebody else
        forwarded_allow_ips=list(proxies),
        timeout_graceful_shutdown=STOP_SECONDS,
        lifespan="on",
    )


class _Server(uvicorn.Server):
    """A server that says when it is ready, and goodbye when it stops."""

    def __init__(
        self, configuration: uvicorn.Config, ready: Callable[[], None], live: Live | None
    ) -> None:
        super().__init__(configuration)
        self._ready = ready
        self._live = live

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._live is not None:
            await self._live.leave()
        await super().shutdown(sockets)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise BadInput(
            f"{host}:{port} cannot be listened on: {(error.strerror or str(error)).lower()}.",
            hint="Stop what uses it, or name another port with --port.",
        ) from error
    return listener
