"""Why a text cannot be read as JSON: where it stops being JSON, or which value nobody can hold.

Readers of JSON differ on numbers beyond every type's bounds and on half of a surrogate pair; here
neither is a value, and the refusal names it. Only a text that was refused is read again for this.
"""

import json
import math
from collections.abc import Iterator
from typing import Any, cast

import orjson

from server.refusals import BadValue, NotARequest, Refused

LONGEST_PATH = 100
LONGEST_NUMBER = 20


class _Number(str):
    """The digits of a number that is none here."""

    __slots__ = ()


def unreadable(text: bytes, place: str, error: orjson.JSONDecodeError) -> Refused:
    """The refusal of a text that `error` was raised for; `place` begins its sentence."""
    try:
        read = json.loads(text, parse_float=_float, parse_int=_float, parse_constant=_Number)
        found = next(_unheld(read), None)
    except (ValueError, RecursionError):
        found = None
    if found is None:
        return NotARequest(
            f"{place} is not JSON: see line {error.lineno}, column {error.colno}.",
            hint='Send an object such as {"query": "{ __typename }"}.',
        )
    path, value = found
    where = f"`{path[:LONGEST_PATH]}`" if path else place
    if isinstance(value, _Number):
        return BadValue(
            f"{where} is {_shortened(value)}, which is no number here.",
            hint="Send a finite number: from -1.7e308 to 1.7e308.",
        )
    return BadValue(
        f"{where} holds half of a surrogate pair, which is no character.",
        hint="Send the text in UTF-8, or both halves of each pair.",
    )


def _float(digits: str) -> float | _Number:
    """A number, a whole one too: its size is all that matters, and `float` reads any length in one go."""
    value = float(digits)
    return value if math.isfinite(value) else _Number(digits)


def _shortened(digits: str) -> str:
    if len(digits) <= LONGEST_NUMBER:
        return digits
    return f"{digits[:LONGEST_NUMBER]}… ({len(digits):,} digits)"


def _unheld(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Where in a value something stands that nobody can hold, and what it is."""
    if isinstance(value, str):
        if isinstance(value, _Number) or any("\ud800" <= each <= "\udfff" for each in value):
            yield path, value
    elif isinstance(value, dict):
        for name, inner in cast("dict[str, Any]", value).items():
            step = name.encode(errors="replace").decode()
            yield from _unheld(name, path)
            yield from _unheld(inner, f"{path}.{step}" if path else step)
    elif isinstance(value, list):
        for place, inner in enumerate(cast("list[Any]", value)):
            yield from _unheld(inner, f"{path}[{place}]")
