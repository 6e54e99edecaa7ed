"""Why somebody is not let in, as errors with a status, a code and a challenge.

    Refused
    ├── Unauthenticated       401  who asks cannot be told from what was sent
    ├── NotForThis            403  it is known who asks, and they may not ask for this purpose
    └── KeysAway              503  the issuer's keys cannot be had, so nobody can be told

No message has anything of a token in it.
"""

from typing import ClassVar

from server.refusals import Refused


class Challenged(Refused):
    """Answered with `WWW-Authenticate`, by RFC 6750; the message is its description."""

    error: ClassVar[str] = "invalid_token"

    @property
    def challenge(self) -> bytes | None:
        """The header's value."""
        return f'Bearer error="{self.error}", error_description="{self.message}"'.encode("ascii")


class Unauthenticated(Challenged):
    """The token, or the header it should stand in, does not say who asks."""

    code = "UNAUTHENTICATED"
    status = 401


class NotForThis(Challenged):
    """The role, or the token, is not for the purpose that was named."""

    code = "FORBIDDEN"
    status = 403
    error = "insufficient_scope"


class KeysAway(Refused):
    """The issuer's key set cannot be read, and none is kept that is fresh enough."""

    code = "IDENTITY_AWAY"
    status = 503
