"""Cursors: where in a list a row stands, as a sealed text a client hands back.

A cursor names the list's order and holds the row's sort values, so that a page starts from an index
and rows that came or went since do not shift it. It is encrypted for one viewer under one policy
(AES-SIV, RFC 5297): nobody reads what it holds, and from anybody else, changed, or under other rules
it is no cursor. The same place has the same cursor each time.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from secrets import token_bytes
from typing import Any, Self

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from graph.errors import BadInput
from graph.viewer import Viewer

LONGEST_CURSOR = 1_024
SEAL = "seal of the viewer"
"""What the viewer's seal is read by; no variable of GraphQL holds a space."""
_SIV_KEY_BYTES = 64


class Seals:
    """The seals of an installation, by its key of 32 bytes or more.

    Every process of it has the same key, so that a cursor holds in all of them and over restarts.
    """

    def __init__(self, key: bytes) -> None:
        derived = HKDF(SHA256(), _SIV_KEY_BYTES, salt=None, info=b"tsunagu cursors").derive(key)
        self._cipher = AESSIV(derived)

    @classmethod
    def passing(cls) -> Self:
        """Seals by a key nobody keeps: no cursor outlives them."""
        return cls(token_bytes(_SIV_KEY_BYTES))

    def of(self, viewer: Viewer, policy_version: str) -> "Seal":
        """The seal of one viewer under a version of the policy."""
        whose = [viewer.role, viewer.person, viewer.account, viewer.purpose, policy_version]
        return Seal(self._cipher, orjson.dumps(whose))


class Seal:
    """Makes the cursors of one viewer, and opens those alone."""

    __slots__ = ("_cipher", "_whose")

    def __init__(self, cipher: AESSIV, whose: bytes) -> None:
        self._cipher = cipher
        self._whose = [whose]

    def text(self, order: str, values: list[Any]) -> str:
        """The cursor of a row in the list so ordered."""
        sealed = self._cipher.encrypt(orjson.dumps([order, *values]), self._whose)
        return urlsafe_b64encode(sealed).rstrip(b"=").decode()

    def values(self, cursor: str, order: str, length: int, name: str = "after") -> list[Any]:
        """The sort values of a cursor; `BadInput` when it is none of this viewer's, or of another list.

        `name` is the argument it came by.
        """
        held = self._held(cursor) if len(cursor) <= LONGEST_CURSOR else None
        if held is None:
            raise not_a_cursor(name)
        if held[0] != order or len(held) != length + 1:
            raise BadInput(
                f"`{name}` is a cursor of another list.",
                hint=f"Start this list, in this order, without `{name}`.",
            )
        return held[1:]

    def _held(self, cursor: str) -> list[Any] | None:
        """What a cursor of this viewer holds, letter for letter as it was given out, or nothing."""
        try:
            written = cursor.encode("ascii")
            sealed = urlsafe_b64decode(written + b"=" * (-len(written) % 4))
            if urlsafe_b64encode(sealed).rstrip(b"=") != written:
                return None
            return orjson.loads(self._cipher.decrypt(sealed, self._whose))
        except (ValueError, InvalidTag):
            return None


def not_a_cursor(name: str) -> BadInput:
    """The refusal of a text that no list gave out to this viewer under these rules."""
    return BadInput(
        f"`{name}` is not a cursor.",
        hint="Pass on an `endCursor` or `cursor` as it came, as the one it was given to; when the "
        "rules of access have changed since, begin again from the first page.",
    )
