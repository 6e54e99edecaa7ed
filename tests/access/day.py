"""What a run of the tests has time for: each day others, so that in some days all have been tried.

`make proof-access` leaves nothing out; of a share of it, as many as the share is. TSUNAGU_ACCESS_DAY, a
whole number, names the day of a run that is to be repeated.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from math import ceil
from typing import TypeVar

T = TypeVar("T")

SHARE = float(os.environ.get("TSUNAGU_ACCESS_WHOLE") or 0)
WHOLE = SHARE > 0
DAY = int(os.environ.get("TSUNAGU_ACCESS_DAY") or datetime.now(UTC).date().toordinal())


def of_the_day(items: Sequence[T], count: int) -> Sequence[T]:
    """So many of them, the next ones each day; all of them in the proof, or its share of them."""
    count = max(count, ceil(SHARE * len(items)))
    if count >= len(items):
        return items
    first = DAY * count % len(items)
    return [*items, *items][first : first + count]
