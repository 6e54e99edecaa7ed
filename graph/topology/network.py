"""The network of those who have households in common: who is between others, who holds it together."""

# igraph ships no types
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from igraph import Graph

from graph.topology.alike import Party, Ties


@dataclass(frozen=True)
class Standing:
    """Where one stands: see the fields of `TopologyAgency`."""

    met: int
    betweenness: float
    is_cut_vertex: bool


@dataclass(frozen=True)
class Network:
    """What each party's standing is, and what the whole is like."""

    standing: dict[Party, Standing]
    components: int
    density: float | None


def network(told: Iterable[Ties], parties: Sequence[Party]) -> Network:
    """Two are tied where some household has to do with both; `told` are the ties of households."""
    place = {party: number for number, party in enumerate(parties)}
    tied = {
        (place[one], place[other])
        for ties in told
        for one, other in combinations(sorted(ties, key=place.__getitem__), 2)
    }
    graph: Any = Graph(len(parties), sorted(tied))
    pairs = (len(parties) - 1) * (len(parties) - 2) / 2
    cut = set(graph.articulation_points())
    standing = {
        party: Standing(
            met=graph.degree(number),
            betweenness=round(between / pairs, 4) if pairs else 0.0,
            is_cut_vertex=number in cut,
        )
        for (party, number), between in zip(place.items(), graph.betweenness(), strict=True)
    }
    density = round(graph.density(), 4) if len(parties) > 1 else None
    return Network(standing, len(graph.connected_components()), density)
