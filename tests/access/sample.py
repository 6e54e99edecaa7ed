"""What a run of the tests has time for: a fixed sample, the same every day.

`make proof-access` leaves nothing out; of a share of it, as many as the share is, drawn by its seed.
"""

import os
from collections.abc import Callable, Sequence
from math import ceil
from random import Random
from typing import TypeVar

T = TypeVar("T")

SHARE = float(os.environ.get("TSUNAGU_ACCESS_WHOLE") or 0)
WHOLE = SHARE > 0
SEED = int(os.environ.get("TSUNAGU_PROOF_SEED") or 0)
"""What decides wherever chance does; the proof prints its own."""


def spread(items: Sequence[T], count: int) -> Sequence[T]:
    """So many of them, evenly spread over all of them; in the proof all, or its share of them."""
    if SHARE:
        return _drawn(items, count)
    count = min(count, len(items))
    return [items[place * len(items) // count] for place in range(count)]


def one_of_each(items: Sequence[T], role_of: Callable[[T], object]) -> Sequence[T]:
    """The first of each role; in the proof all, or its share of them."""
    first: dict[object, T] = {}
    for each in items:
        first.setdefault(role_of(each), each)
    return _drawn(items, len(first)) if SHARE else [*first.values()]


def _drawn(items: Sequence[T], least: int) -> Sequence[T]:
    count = max(least, ceil(SHARE * len(items)))
    if count >= len(items):
        return items
    drawn = Random(SEED).sample(range(len(items)), count)  # noqa: S311 -- the seed decides
    return [items[place] for place in sorted(drawn)]
