"""Which cells of a two-way table are withheld, so that no small group can be told or computed.

A small cell is withheld whatever else is shown. Then others are, one at a time, until whoever knows
every number shown, that a table adds up and that no count is negative still cannot narrow a small
cell down to fewer than so many values in a row, nor compute any withheld cell at all.

A table that adds up is a flow: from the source through a row, along a cell, through a column to the
sink and back. The values a withheld cell can have are how far its flow can be changed along the
other withheld ones, which is a maximal flow, exact in whole numbers (Cox 1995, network models).
"""

# igraph ships no types
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from igraph import Graph

Place = tuple[str | None, str | None]
"""A cell by its row and column; nothing in place of one is the total over all of them."""
WHOLE: Place = (None, None)


@dataclass(frozen=True)
class Counted:
    """How many, and of how many households; a household may be behind several."""

    count: int = 0
    households: int = 0


@dataclass(frozen=True)
class Table:
    """A table with its totals; what is not in `cells` counts nothing.

    Without `sums` no column is summed: its rows are tables of their own, as of years, of which a
    later table has one more.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    cells: Mapping[Place, Counted]
    sums: bool = True

    def at(self, place: Place) -> Counted:
        """What is counted at a place."""
        return self.cells.get(place, Counted())

    @property
    def told(self) -> list[Place]:
        """Every place of the table that is shown or withheld: totals last."""
        inner: list[Place] = [(row, column) for row in self.rows for column in self.columns]
        along: list[Place] = [(row, None) for row in self.rows]
        return [*inner, *along, *self.summed] if self.sums else [*inner, *along]

    @property
    def summed(self) -> list[Place]:
        """The totals of the columns, and of everything."""
        return [*((None, column) for column in self.columns), WHOLE]


def withheld(table: Table, smallest: int) -> frozenset[Place]:
    """The places whose counts are not to be shown; a group is small below `smallest` households."""
    return frozenset(_Withholding(table, smallest).found())


class _Withholding:
    def __init__(self, table: Table, smallest: int) -> None:
        self._table = table
        self._smallest = smallest
        names = [
            *((row, None) for row in table.rows),
            *((None, column) for column in table.columns),
        ]
        self._nodes: dict[Place, int] = {place: node for node, place in enumerate(names)}
        self._places: list[Place] = list(dict.fromkeys([*table.told, *table.summed]))
        # More than any cell must be able to move by.
        self._plenty = smallest + max((each.count for each in table.cells.values()), default=0)
        # Each place is two edges: the even one up, without bound, the odd one down to nothing.
        ends = [self._ends(place) for place in self._places]
        both = [edge for start, end in ends for edge in ((start, end), (end, start))]
        self._graph: Any = Graph(len(names) + 2, both, directed=True)
        self._ends_of = dict(zip(self._places, ends, strict=True))
        self._edges = {place: 2 * number for number, place in enumerate(self._places)}
        self._room = [0] * len(both)
        self._price = [self._priced(place) for place in self._places for _ in range(2)]
        for place in self._places:
            if not table.at(place).count:
                self._price[self._edges[place] + 1] = inf
        self._hidden: set[Place] = set()

    def found(self) -> set[Place]:
        table = self._table
        if not table.sums:
            self._hide(table.summed)
        small = [each for each in table.told if table.at(each).households < self._smallest]
        self._hide(small)
        waiting = deque(small)
        while waiting:
            waiting += self._protected(waiting.popleft())
        return self._hidden & set(table.told)

    def _protected(self, place: Place) -> list[Place]:
        """What more is withheld so that a place is wide enough; withholding never narrows one."""
        more: list[Place] = []
        counted, needed = self._table.at(place), self._needed(place)
        start, end = self._ends_of[place]
        while True:
            up = self._moved(place, end, start)
            down = self._moved(place, start, end)
            if up.value + min(down.value, counted.count) >= needed:
                return more
            found = self._way(place, set(up.partition[0]))
            self._hide(found)
            more += found

    def _needed(self, place: Place) -> int:
        """How wide a place must stay; what a household is counted for more than once is added."""
        counted = self._table.at(place)
        if counted.households >= self._smallest:
            return 1
        return self._smallest + counted.count - counted.households

    def _moved(self, place: Place, start: int, end: int) -> Any:
        """The flow from start to end along what is withheld, without the place itself."""
        own = self._edges[place]
        room = list(self._room)
        room[own] = room[own + 1] = 0
        return self._graph.mincut(start, end, room)

    def _way(self, place: Place, near: set[int]) -> list[Place]:
        """The cheapest shown places whose withholding lets a place grow beyond the cut round it."""
        start, end = self._ends_of[place]
        price = list(self._price)
        # What is withheld and leads out of the cut is used up; the place itself is no way round.
        for each in self._hidden:
            first, last = self._ends_of[each]
            if (first in near) != (last in near):
                price[self._edges[each]] = price[self._edges[each] + 1] = inf
        price[self._edges[place]] = price[self._edges[place] + 1] = inf
        (way,) = self._graph.get_shortest_paths(end, start, price, output="epath")
        return [each for edge in way if (each := self._places[edge // 2]) not in self._hidden]

    def _priced(self, place: Place) -> float:
        """What withholding a place costs: a total more than all cells, then as much as it counts."""
        totals = sum(each is None for each in place)
        return totals * 1e9 + self._plenty + self._table.at(place).count

    def _ends(self, place: Place) -> tuple[int, int]:
        row, column = place
        source, sink = len(self._nodes), len(self._nodes) + 1
        if row is None:
            start = sink if column is None else self._nodes[None, column]
            return start, source if column is None else sink
        end = self._nodes[row, None] if column is None else self._nodes[None, column]
        return source if column is None else self._nodes[row, None], end

    def _hide(self, places: Sequence[Place]) -> None:
        """Let these move: up as far as need be, down to nothing."""
        for place in places:
            edge, count = self._edges[place], self._table.at(place).count
            self._room[edge : edge + 2] = [self._plenty, count]
            self._price[edge : edge + 2] = [0.0, 0.0 if count else inf]
            self._hidden.add(place)
