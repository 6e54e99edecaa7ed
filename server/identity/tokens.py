"""Bearer tokens (JWT): one is taken apart, verified against the issuer's keys, and judged in time.

Nothing is kept between requests: a signature takes 50 to 90 microseconds to verify.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import jwt
from jwt import PyJWK

from server.identity.keys import Keys
from server.identity.refusals import Unauthenticated

LONGEST_TOKEN = 8_192
"""Bytes."""
_FARTHEST = 1e11  # seconds: the year 5138
_TYPES = {None, "jwt", "at+jwt", "application/at+jwt"}
_DEMANDED = ["exp", "iss", "aud", "sub"]
_CHECKED_HERE = {
    "require": _DEMANDED,
    "verify_exp": False,
    "verify_iat": False,
    "verify_nbf": False,
}


@dataclass(frozen=True)
class Tokens:
    """What a token must be; times are in seconds since 1970, by `clock`."""

    keys: Keys
    issuer: str
    audience: str
    algorithms: tuple[str, ...]
    leeway: float
    longest: float
    clock: Callable[[], float] = time.time

    async def claims(self, token: bytes) -> dict[str, Any]:
        """The verified claims. Raises `Unauthenticated`, or `KeysAway`."""
        if len(token) > LONGEST_TOKEN:
            raise Unauthenticated(f"The token has more than {LONGEST_TOKEN} bytes.")
        try:
            text = token.decode("ascii")
            header = jwt.get_unverified_header(text)
        except (jwt.InvalidTokenError, ValueError, RecursionError):
            raise Unauthenticated("The token is not a signed JWT.") from None
        key = await self.keys.key(self._key_id(header))
        if key is None:
            raise Unauthenticated("The token's key is none of the issuer's.")
        claims = self._verified(text, key, header["alg"])
        self._judge(claims)
        return claims

    def _key_id(self, header: dict[str, Any]) -> str | None:
        """Which key the token names. What the header says is only ever compared, never obeyed."""
        if header.get("alg") not in self.algorithms:
            raise Unauthenticated("The token is signed in a way that is not accepted.")
        type_ = header.get("typ")
        if "crit" in header or (type_.lower() if isinstance(type_, str) else type_) not in _TYPES:
            raise Unauthenticated("The token is not an access token.")
        name = header.get("kid")
        return name if isinstance(name, str) else None

    def _verified(self, text: str, key: PyJWK, algorithm: str) -> dict[str, Any]:
        if key.algorithm_name != algorithm and not _fits(key, algorithm):
            raise Unauthenticated("The token is signed in a way that is not its key's.")
        try:
            return jwt.decode(
                text,
                key.key,
                algorithms=[algorithm],
                issuer=self.issuer,
                audience=self.audience,
                options=_CHECKED_HERE,  # pyright: ignore[reportArgumentType] -- a dict as its Options
            )
        except jwt.MissingRequiredClaimError:
            raise Unauthenticated("The token lacks 'exp', 'iss', 'aud' or 'sub'.") from None
        except jwt.InvalidIssuerError:
            raise Unauthenticated("The token is another issuer's.") from None
        except jwt.InvalidAudienceError:
            raise Unauthenticated("The token is for another audience.") from None
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
            raise Unauthenticated("The token's signature or form is not valid.") from None

    def _judge(self, claims: dict[str, Any]) -> None:
        """Hold the token's times against the clock."""
        now = self.clock()
        ends, issued, begins = (_seconds(claims, each) for each in ("exp", "iat", "nbf"))
        start = issued if issued is not None else begins
        if ends is None or start is None:
            raise Unauthenticated("The token lacks 'iat' and 'nbf'.")
        if ends + self.leeway <= now:
            raise Unauthenticated("The token has expired.")
        if max(start, begins or start) > now + self.leeway:
            raise Unauthenticated("The token is not valid yet.")
        if not 0 < ends - start <= self.longest:
            raise Unauthenticated("The token's life is longer than is accepted.")


def _seconds(claims: dict[str, Any], name: str) -> float | None:
    value = claims.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _FARTHEST:
        raise Unauthenticated("A time in the token is no number of seconds.")
    return float(value)


def _fits(key: PyJWK, algorithm: str) -> bool:
    """Whether an RSA key that names no algorithm of its own may have signed by this one."""
    declared = key.key_type == "RSA" and "alg" not in key._jwk_data  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] -- PyJWK fills in RS256 and keeps no note of it
    return declared and algorithm[:2] in {"RS", "PS"}
