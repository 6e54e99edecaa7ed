"""The smallest team: as few agencies as can be that together take every need.

Up to twelve needs the answer is exact, by dynamic programming over the subsets of needs; above, the
greedy choice of the most needs for the cost, which is at most ln(n)+1 times the best (Chvátal 1979).
Of teams of one size the one of least cost.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MOST_EXACT = 12


@dataclass(frozen=True)
class Cover:
    """The agencies of a team, in the order of the candidates; whether none smaller is possible."""

    agencies: tuple[str, ...]
    exact: bool


def smallest_cover(takes: Mapping[str, Sequence[str]], costs: Mapping[str, int]) -> Cover:
    """A team that takes all needs anybody takes; costs are whole numbers of 0 or more."""
    needs = sorted({need for each in takes.values() for need in each})
    bit = {need: 1 << place for place, need in enumerate(needs)}
    masks = {agency: sum(bit[need] for need in set(each)) for agency, each in takes.items()}
    masks = _undominated({agency: mask for agency, mask in masks.items() if mask}, costs)
    if len(needs) <= MOST_EXACT:
        return Cover(_exact((1 << len(needs)) - 1, masks, costs), exact=True)
    return Cover(_greedy((1 << len(needs)) - 1, masks, costs), exact=False)


def _undominated(masks: Mapping[str, int], costs: Mapping[str, int]) -> dict[str, int]:
    """Without whoever takes nothing that another does not, for no less: a team never needs them."""
    kept: dict[str, int] = {}
    cheapest = sorted(masks, key=lambda each: (-masks[each].bit_count(), costs[each]))
    for agency in cheapest:
        if not any(
            masks[agency] | mask == mask and costs[other] <= costs[agency]
            for other, mask in kept.items()
        ):
            kept[agency] = masks[agency]
    return {agency: mask for agency, mask in masks.items() if agency in kept}


def _exact(everything: int, masks: Mapping[str, int], costs: Mapping[str, int]) -> tuple[str, ...]:
    """The best team for each subset of needs that can be met, agency by agency."""
    order = {agency: place for place, agency in enumerate(masks)}
    # A subset of needs with the size, the cost and the members of the best team for it.
    best: dict[int, tuple[int, int, tuple[int, ...]]] = {0: (0, 0, ())}
    for agency, mask in masks.items():
        for met, (size, cost, members) in list(best.items()):
            more = met | mask
            if more == met:
                continue
            team = (size + 1, cost + costs[agency], (*members, order[agency]))
            if more not in best or team < best[more]:
                best[more] = team
    names = list(masks)
    return tuple(names[place] for place in best[everything][2])


def _greedy(everything: int, masks: Mapping[str, int], costs: Mapping[str, int]) -> tuple[str, ...]:
    """Whoever takes the most further needs for the cost, again and again; then none to spare."""
    chosen: list[str] = []
    met = 0
    while met != everything:
        agency = min(
            (each for each in masks if masks[each] & ~met),
            key=lambda each: (1000 + costs[each]) / (masks[each] & ~met).bit_count(),
        )
        chosen.append(agency)
        met |= masks[agency]
    for agency in sorted(chosen, key=lambda each: -costs[each]):
        others = 0
        for each in chosen:
            others |= masks[each] if each != agency else 0
        if others == everything:
            chosen.remove(agency)
    return tuple(each for each in masks if each in chosen)
