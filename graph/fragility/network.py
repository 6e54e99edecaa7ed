"""A network round a subject: whose loss cuts others off from it, and which ties do."""

# igraph ships no types
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from igraph import Graph

Edge = tuple[str, str]


@dataclass(frozen=True)
class Network:
    """Who is tied to whom, by id, without direction; `subject` is in the middle."""

    subject: str
    ids: tuple[str, ...]
    edges: tuple[Edge, ...]

    def articulation_points(self) -> dict[str, list[str]]:
        """Those whose loss cuts others off, and whom; the subject itself is not among them."""
        points: list[int] = self._graph().articulation_points()
        return {
            id_: self._cut_off((edge for edge in self.edges if id_ not in edge), without=id_)
            for id_ in sorted(self.ids[at] for at in points)
            if id_ != self.subject
        }

    def bridges(self) -> list[tuple[Edge, list[str]]]:
        """The ties whose loss cuts somebody off, and whom; by the ids of their ends."""
        bridges: list[int] = self._graph().bridges()
        found = sorted(self.edges[at] for at in bridges)
        return [
            (bridge, self._cut_off(edge for edge in self.edges if edge != bridge))
            for bridge in found
        ]

    def _graph(self) -> Any:
        place = {id_: at for at, id_ in enumerate(self.ids)}
        ends = [(place[start], place[end]) for start, end in self.edges]
        return Graph(n=len(self.ids), edges=ends)

    def _cut_off(self, edges: Iterable[Edge], without: str = "") -> list[str]:
        around: dict[str, set[str]] = defaultdict(set)
        for start, end in edges:
            around[start].add(end)
            around[end].add(start)
        reached, waiting = {self.subject}, [self.subject]
        while waiting:
            for each in around[waiting.pop()] - reached:
                reached.add(each)
                waiting.append(each)
        return [each for each in sorted(self.ids) if each not in reached | {without}]
