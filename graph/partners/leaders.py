"""Teams with a leader: for each need the agency nearest to the leader, by work done together.

Two who shared n cases are 1/(1+n) apart, so strangers are 1 apart and can always be asked; a way
through others counts where it is shorter. The sum of distances is exact: each need is nearest on its
own. Source: Kargar and An, Discovering top-k teams of experts with/without a leader, CIKM 2011.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import chain, combinations

STRANGERS = 1.0
Neighbours = Mapping[str, Mapping[str, float]]


def together(cases: Iterable[Sequence[str]]) -> dict[str, dict[str, int]]:
    """How many cases each two agencies shared, by either."""
    pairs = Counter(chain.from_iterable(combinations(each, 2) for each in cases))
    shared: dict[str, dict[str, int]] = {}
    for (one, other), count in pairs.items():
        for start, end in ((one, other), (other, one)):
            ends = shared.setdefault(start, {})
            ends[end] = ends.get(end, 0) + count
    return shared


def joint_cases(led: Iterable[str], worked: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """With how many of the cases a leader led each agency worked, from the agencies of every case."""
    return dict(Counter(agency for case in led for agency in worked.get(case, ())))


def lengths(shared: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, float]]:
    """The edges of the graph of work done together."""
    return {
        start: {end: length(cases) for end, cases in ends.items()} for start, ends in shared.items()
    }


def length(cases: int) -> float:
    """How far apart two are who shared so many cases."""
    return 1 / (1 + cases)


def distances(
    leader: Mapping[str, int], edges: Neighbours, wanted: Iterable[str]
) -> dict[str, tuple[float, str | None]]:
    """How far each agency is from a leader, and the one before it on the way; Dijkstra.

    `leader` counts the cases shared with each agency. Whoever is a stranger's length away or more is
    left out: they are asked directly. Of equal ways the one through the lesser id is told. Once all
    that are `wanted` are found nobody farther is looked for.
    """
    found: dict[str, tuple[float, str | None]] = {}
    missing = set(wanted)
    waiting: list[tuple[float, str, str]] = [
        (length(cases), agency, "") for agency, cases in leader.items()
    ]
    heapify(waiting)
    while waiting and missing:
        far, agency, before = heappop(waiting)
        if agency in found or far >= STRANGERS:
            continue
        found[agency] = (far, before or None)
        missing.discard(agency)
        for other, more in edges.get(agency, {}).items():
            if other not in found:
                heappush(waiting, (far + more, other, agency))
    return found


def way(agency: str, found: Mapping[str, tuple[float, str | None]]) -> list[str]:
    """The agencies on the way from the leader to one, itself last."""
    steps = [agency]
    while (before := found.get(steps[-1], (0.0, None))[1]) is not None:
        steps.append(before)
    return steps[::-1]


def nearest(
    needs: Mapping[str, Sequence[str]], found: Mapping[str, tuple[float, str | None]]
) -> dict[str, tuple[str, float]]:
    """For each need the nearest of the agencies that take it, given best first, and how far.

    Of equally near ones the better ranked; needs nobody takes are left out.
    """
    chosen: dict[str, tuple[str, float]] = {}
    for need, able in needs.items():
        if able:
            far = {agency: found.get(agency, (STRANGERS, None))[0] for agency in able}
            best = min(able, key=far.__getitem__)
            chosen[need] = best, far[best]
    return chosen
