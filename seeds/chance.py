"""Chance that comes out the same on every machine: seeded streams, exact shares, opaque ids.

One stream per subject, so that a new subject shifts no other. Only `Random.random` is drawn from:
its sequence is the one that Python promises to keep.
"""

import base64
import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Chance:
    """A stream of chance of its own, named for its subject."""

    def __init__(self, seed: str, subject: str) -> None:
        self.next = Random(f"{seed}:{subject}").random
        """The next number from 0 up to, and not including, 1."""

    def happens(self, probability: float) -> bool:
        return self.next() < probability

    def below(self, bound: int) -> int:
        """A whole number from 0 up to, and not including, `bound`."""
        return int(self.next() * bound)

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.next() * (high - low + 1))

    def pick(self, items: Sequence[Item]) -> Item:
        return items[int(self.next() * len(items))]

    def some(self, items: Iterable[Item], count: int) -> list[Item]:
        """`count` different items in random order, or all when there are fewer."""
        pool = list(items)
        taken = min(count, len(pool))
        for place in range(taken):
            other = place + int(self.next() * (len(pool) - place))
            pool[place], pool[other] = pool[other], pool[place]
        return pool[:taken]


class Urn(Generic[Item]):
    """Items drawn again and again by their weights."""

    def __init__(self, weights: Iterable[tuple[Item, float]]) -> None:
        pairs = [(item, weight) for item, weight in weights if weight > 0]
        self.items = [item for item, _ in pairs]
        self._bounds = list(accumulate(weight for _, weight in pairs))
        self._total = self._bounds[-1]

    def draw(self, chance: Chance) -> Item:
        return self.items[bisect_right(self._bounds, chance.next() * self._total)]


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares of `total` by largest remainder; they sum to `total` exactly."""
    exact = [Fraction(weight) for weight in weights]
    whole = sum(exact)
    shares = [total * weight / whole for weight in exact]
    counts = [int(share) for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda at: (counts[at] - shares[at], at))
    for at in by_remainder[: total - sum(counts)]:
        counts[at] += 1
    return counts


def dealt(items: Sequence[tuple[Item, float]], total: int, chance: Chance) -> list[Item]:
    """`total` items in exact shares by weight, in random order."""
    counts = apportion(total, [weight for _, weight in items])
    every = [item for (item, _), count in zip(items, counts, strict=True) for _ in range(count)]
    return chance.some(every, total)


class Identities:
    """Opaque ids: 26 characters of a keyed hash, in which neither kind nor number can be read."""

    def __init__(self, seed: str) -> None:
        self._key = hashlib.blake2b(seed.encode(), digest_size=32).digest()

    def of(self, kind: str, number: int | str) -> str:
        """The id of one thing; the same for the same seed, kind and number."""
        name = f"{kind}/{number}".encode()
        digest = hashlib.blake2b(name, digest_size=16, key=self._key).digest()
        return base64.b32encode(digest)[:26].decode("ascii")
