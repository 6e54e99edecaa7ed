"""Cursors: where in a list a row stands, as text a client hands back.

A cursor names the list's order and holds the row's sort values, so that a page starts from an index
and rows that came or went since do not shift it.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from typing import Any, cast

import orjson

from graph.errors import BadInput

LONGEST_CURSOR = 1_000
PLAIN = (str, int, float, type(None))


def text(order: str, values: list[Any]) -> str:
    """The cursor of a row in the list so ordered."""
    return urlsafe_b64encode(orjson.dumps([order, *values])).rstrip(b"=").decode()


def values(cursor: str, order: str, length: int, name: str = "after") -> list[Any]:
    """The sort values of a cursor; `BadInput` when it is none of ours, or of another list.

    `name` is the argument it came by.
    """
    held = _held(cursor) if len(cursor) <= LONGEST_CURSOR else None
    if held is None:
        raise not_a_cursor(name)
    if held[0] != order or len(held) != length + 1:
        raise BadInput(
            f"`{name}` is a cursor of another list.",
            hint=f"Start this list, in this order, without `{name}`.",
        )
    return held[1:]


def not_a_cursor(name: str) -> BadInput:
    """The refusal of a text that no list gave out."""
    return BadInput(
        f"`{name}` is not a cursor.", hint="Pass on an `endCursor` or `cursor` as it came."
    )


def _held(cursor: str) -> list[Any] | None:
    """The non-empty list of plain values a cursor holds, or nothing."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        held = orjson.loads(urlsafe_b64decode(padded))
    except (ValueError, NotBase64):
        return None
    if not isinstance(held, list) or not held:
        return None
    found = cast("list[Any]", held)
    return found if all(isinstance(value, PLAIN) for value in found) else None
