"""Which pages of other origins may call the API: those of the list, and by default none.

Without the list a browser asks first (a JSON body makes it) and is told no. Nobody's cookies are
ever read, so credentials are not allowed.
"""

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

METHODS = ("GET", "POST")
HEADERS = ("authorization", "content-type", "x-tsunagu-role", "x-tsunagu-purpose")
READABLE = ("Retry-After", "WWW-Authenticate")
ASKED_AGAIN_SECONDS = 600


def cross_origin(origins: tuple[str, ...]) -> list[Middleware]:
    """The middleware for these origins; none is needed when there are none."""
    if not origins:
        return []
    return [
        Middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=METHODS,
            allow_headers=HEADERS,
            expose_headers=READABLE,
            max_age=ASKED_AGAIN_SECONDS,
        )
    ]
