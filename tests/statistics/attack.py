"""The attacker: changes a table unit by unit without changing any number that is shown.

It shares no line with the withholding: equations are walked as lists of cells, one unit at a time.
"""

from graph.statistics.withholding import Place, Table


class Attack:
    """All values that a table may have for whoever sees what is not withheld."""

    def __init__(self, table: Table, closed: frozenset[Place]) -> None:
        # What a table does not tell is as unknown as what it withholds.
        self._unknown = {*closed, *(() if table.sums else table.summed)}
        self._values = {place: table.at(place).count for place in (*table.told, *table.summed)}
        rows, columns = list(table.rows), list(table.columns)
        equations: list[tuple[Place, list[Place]]] = [
            *(((row, None), [(row, column) for column in columns]) for row in rows),
            *(((None, column), [(row, column) for row in rows]) for column in columns),
            ((None, None), [(row, None) for row in rows]),
            ((None, None), [(None, column) for column in columns]),
        ]
        # The two equations a place stands in, with its sign: a part adds, a total takes away.
        self._terms: dict[Place, list[tuple[int, int]]] = {place: [] for place in self._values}
        for number, (total, parts) in enumerate(equations):
            self._terms[total].append((number, -1))
            for part in parts:
                self._terms[part].append((number, 1))
        self._unknown_in: list[list[tuple[Place, int, int, int]]] = [[] for _ in equations]
        for place in self._unknown:
            (one, sign), (other, other_sign) = self._terms[place]
            self._unknown_in[one].append((place, sign, other, other_sign))
            self._unknown_in[other].append((place, other_sign, one, sign))

    def reach(self, place: Place, most: int) -> int:
        """How many values up and down of its own a place could have, up to `most` each way."""
        return self.moves(place, 1, most) + self.moves(place, -1, most)

    def moves(self, place: Place, by: int, most: int) -> int:
        """How far a place can go up (`by` = 1) or down (-1), up to `most`."""
        values = dict(self._values)
        for step in range(most):
            changes = self._balanced(values, place, by)
            if changes is None:
                return step
            for each, change in changes.items():
                values[each] += change
        return most

    def _balanced(self, values: dict[Place, int], place: Place, by: int) -> dict[Place, int] | None:
        """Changes by one that keep all equations and include this one; breadth first."""
        if values[place] + by < 0:
            return None
        (first, sign), (last, _) = self._terms[place]
        # Equation `first` is now off by sign * by; carry that over until it meets in `last`.
        came: dict[int, tuple[int, Place, int]] = {}
        waiting = [(first, sign * by)]
        seen = {first}
        while waiting:
            number, off = waiting.pop(0)
            if number == last:
                return self._way_back(came, first, last, {place: by})
            for other, own, beyond, beyond_sign in self._unknown_in[number]:
                change = -off * own
                if beyond in seen or other == place or values[other] + change < 0:
                    continue
                seen.add(beyond)
                came[beyond] = (number, other, change)
                waiting.append((beyond, beyond_sign * change))
        return None

    def _way_back(
        self,
        came: dict[int, tuple[int, Place, int]],
        first: int,
        last: int,
        changes: dict[Place, int],
    ) -> dict[Place, int]:
        at = last
        while at != first:
            at, place, change = came[at]
            changes[place] = change
        return changes


def reach(table: Table, closed: frozenset[Place], place: Place, most: int) -> int:
    """How many values up and down of its own a place could have, counted up to `most` each way."""
    return Attack(table, closed).reach(place, most)
