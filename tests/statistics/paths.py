"""What is said of a network, computed by definition: every way tried, every vertex taken out."""

from collections import deque
from collections.abc import Mapping
from itertools import combinations

Ties = Mapping[str, set[str]]
"""Those each is tied to, both ways."""


def parts(ties: Ties) -> int:
    """Into how many parts it falls."""
    left, found = set(ties), 0
    while left:
        found += 1
        waiting = [left.pop()]
        while waiting:
            beside = ties[waiting.pop()] & left
            left -= beside
            waiting += beside
    return found


def falls_apart_without(ties: Ties, one: str) -> bool:
    """Whether there are more parts once it is gone; alone it leaves no more behind."""
    rest = {each: beside - {one} for each, beside in ties.items() if each != one}
    return parts(rest) > parts(ties)


def between(ties: Ties) -> dict[str, float]:
    """The share of pairs of others whose shortest way leads through it; of several, the share of them."""
    found = dict.fromkeys(ties, 0.0)
    for start, end in combinations(ties, 2):
        ways = _ways(ties, start, end)
        for way in ways:
            for each in way[1:-1]:
                found[each] += 1 / len(ways)
    pairs = (len(ties) - 1) * (len(ties) - 2) / 2
    return {each: count / pairs if pairs else 0.0 for each, count in found.items()}


def _ways(ties: Ties, start: str, end: str) -> list[list[str]]:
    """All shortest ways from one to another."""
    far = {end: 0}
    waiting = deque([end])
    while waiting:
        at = waiting.popleft()
        for each in ties[at]:
            if each not in far:
                far[each] = far[at] + 1
                waiting.append(each)
    ways = [[start]] if start in far else []
    while ways and ways[0][-1] != end:
        ways = [
            [*way, each]
            for way in ways
            for each in ties[way[-1]]
            if far.get(each) == far[way[-1]] - 1
        ]
    return ways
