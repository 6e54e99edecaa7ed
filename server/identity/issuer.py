"""A small issuer of our own for the demo: its key is made at the start and never leaves the process.

It gives a token to whoever asks, so it is there for a synthetic city on loopback alone.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from secrets import token_hex

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt import PyJWK
from jwt.algorithms import OKPAlgorithm

from graph.errors import BadInput
from graph.viewer import PERSONAL, Purpose, Role
from server.identity.claims import Claims
from server.identity.keys import KeptKeys
from server.identity.settings import CLAIMABLE, Algorithm
from server.identity.tokens import Tokens

NAME = "tsunagu-demo"
LIFE_SECONDS = 3_600
CLAIMS = Claims("role", "person", "purpose", CLAIMABLE)


@dataclass(frozen=True)
class Given:
    """A token, and when it runs out: seconds since 1970."""

    token: str
    until: int


class DemoIssuer:
    """Gives tokens and knows how to read them again."""

    def __init__(self, *, clock: Callable[[], float] = time.time) -> None:
        self._key = Ed25519PrivateKey.generate()
        self._kid = token_hex(8)
        self._clock = clock

    def give(
        self,
        role: Role,
        person: str | None = None,
        *,
        purpose: Purpose | None = None,
        seconds: int = LIFE_SECONDS,
    ) -> Given:
        """A token for so long. Raises `BadInput` when a role that needs a person has none.

        For the role of an emergency access it is the administrator's, for that purpose alone.
        """
        if role is Role.BREAK_GLASS:
            role, purpose = Role.ADMINISTRATOR, Purpose.BREAK_GLASS
        if role in PERSONAL and not person:
            raise BadInput(f"{role.value} is the role of a supporter, and none is named.")
        now = int(self._clock())
        claims: dict[str, str | int] = {
            "iss": NAME,
            "aud": NAME,
            "sub": person or role.value,
            "iat": now,
            "exp": now + seconds,
            "role": role.value,
        }
        claims |= {"person": person} if role in PERSONAL and person else {}
        claims |= {"purpose": purpose.value} if purpose else {}
        token = jwt.encode(claims, self._key, Algorithm.EDDSA.value, headers={"kid": self._kid})
        return Given(token, now + seconds)

    def tokens(self) -> Tokens:
        """How its tokens are read: by the same clock, so with no leeway."""
        public = OKPAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        key = PyJWK({**public, "kid": self._kid, "alg": Algorithm.EDDSA.value})
        return Tokens(
            KeptKeys({self._kid: key}),
            issuer=NAME,
            audience=NAME,
            algorithms=(Algorithm.EDDSA.value,),
            leeway=0,
            longest=LIFE_SECONDS,
            clock=self._clock,
        )
