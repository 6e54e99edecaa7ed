"""Which pages of other origins may call the API: those of the list, and by default none.

Without the list a browser asks first (a JSON body makes it) and is told no. Nobody's cookies are
ever read, so credentials are not allowed.
"""

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

METHODS = ("GET", "POST")
HEADERS = ("authorization", "content-type", "x-tsunagu-role", "x-tsunagu-purpose")
READABLE = ("Retry-After", "WWW-Authenticate")
ASKED_AGAIN_SECONDS = 600


def across_origins(app: ASGIApp, origins: tuple[str, ...]) -> ASGIApp:
    """The application as pages of these origins may call it; itself when there are none."""
    if not origins:
        return app
    return CORSMiddleware(
        app,
        allow_origins=origins,
        allow_methods=METHODS,
        allow_headers=HEADERS,
        expose_headers=READABLE,
        max_age=ASKED_AGAIN_SECONDS,
    )
