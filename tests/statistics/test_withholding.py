"""What is withheld cannot be computed: compared with every table there could be, and on real ones."""

from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.statistics.withholding import WHOLE, Counted, Place, Table, withheld
from tests.statistics.attack import reach

SMALLEST = 2


def table_of(inner: dict[Place, Counted], rows: int, columns: int, *, sums: bool = True) -> Table:
    """The table of those cells, with totals in which no household is counted for two cells."""
    cells = dict(inner)
    for (row, column), each in inner.items():
        for place in ((row, None), (None, column), WHOLE):
            before = cells.get(place, Counted())
            cells[place] = Counted(before.count + each.count, before.households + each.households)
    return Table(
        [f"r{row}" for row in range(rows)], [f"c{column}" for column in range(columns)], cells, sums
    )


@st.composite
def tables(draw: st.DrawFn, rows: int, columns: int, most: int) -> Table:
    """Tables in which a household is often counted more than once."""
    inner: dict[Place, Counted] = {}
    for row, column in product(range(rows), range(columns)):
        households = draw(st.integers(0, most))
        more = draw(st.integers(0, 2)) if households else 0
        inner[f"r{row}", f"c{column}"] = Counted(households + more, households)
    return table_of(inner, rows, columns, sums=draw(st.booleans()))


def every_table_like(
    table: Table, closed: frozenset[Place], most: int
) -> Iterator[dict[Place, int]]:
    """All whole tables, of cells up to `most`, that agree with every number shown."""
    places = [(row, column) for row in table.rows for column in table.columns]
    choices = [range(most + 1) if place in closed else (table.at(place).count,) for place in places]
    shown = [place for place in table.told if place not in closed and None in place]
    for values in product(*choices):
        found: dict[Place, int] = dict(zip(places, values, strict=True))
        for place in table.told:
            if None in place:
                found[place] = sum(
                    value
                    for (row, column), value in zip(places, values, strict=True)
                    if place[0] in (None, row) and place[1] in (None, column)
                )
        if all(found[place] == table.at(place).count for place in shown):
            yield found


@settings(max_examples=60, deadline=None)
@given(table=st.one_of(tables(2, 2, 3), tables(1, 3, 3), tables(3, 1, 3)))
def test_no_table_that_could_be_narrows_a_small_cell(table: Table) -> None:
    closed = withheld(table, SMALLEST)
    most = SMALLEST + 2 * max(table.at(each).count for each in table.told if None not in each)
    seen: dict[Place, set[int]] = {place: set() for place in closed}
    for possible in every_table_like(table, closed, most):
        for place in closed:
            seen[place].add(possible[place])
    for place, values in seen.items():
        counted = table.at(place)
        small = counted.households < SMALLEST
        needed = SMALLEST + counted.count - counted.households if small else 1
        assert max(values) - min(values) >= needed, place


@settings(max_examples=60, deadline=None)
@given(table=st.one_of(tables(3, 4, 4), tables(6, 3, 30)))
def test_every_small_group_is_withheld_and_stays_wide(table: Table) -> None:
    smallest = 5
    closed = withheld(table, smallest)
    for place in table.told:
        counted = table.at(place)
        if counted.households < smallest:
            assert place in closed
            assert reach(table, closed, place, 60) >= smallest + counted.count - counted.households
        elif place in closed:
            assert reach(table, closed, place, 60) >= 1


def test_a_row_with_one_small_cell_hides_another() -> None:
    inner: dict[Place, Counted] = {
        (f"r{row}", f"c{column}"): Counted(30 + row + column, 30 + row + column)
        for row in range(3)
        for column in range(3)
    }
    inner["r0", "c0"] = Counted(3, 3)
    closed = withheld(table_of(inner, 3, 3), 10)
    assert ("r0", "c0") in closed
    assert len(closed) == 4
    assert not any(None in place for place in closed)


def test_large_groups_are_all_shown() -> None:
    inner: dict[Place, Counted] = {
        (f"r{row}", f"c{column}"): Counted(10, 10) for row in range(2) for column in range(2)
    }
    assert withheld(table_of(inner, 2, 2), 10) == frozenset()


def test_zeros_are_small_too() -> None:
    inner: dict[Place, Counted] = {("r0", "c0"): Counted(), ("r0", "c1"): Counted(50, 50)}
    closed = withheld(table_of(inner, 1, 2), 10)
    assert {("r0", "c0"), ("r0", "c1"), (None, "c0")} <= closed


def test_a_household_counted_many_times_is_no_large_group() -> None:
    inner: dict[Place, Counted] = {
        (f"r{row}", f"c{column}"): Counted(40, 40) for row in range(3) for column in range(3)
    }
    inner["r1", "c1"] = Counted(25, 1)
    table = table_of(inner, 3, 3)
    closed = withheld(table, 10)
    assert ("r1", "c1") in closed
    assert reach(table, closed, ("r1", "c1"), 200) >= 34


def test_a_year_is_withheld_alike_whichever_years_stand_beside_it() -> None:
    first: dict[Place, Counted] = {
        ("r0", "c0"): Counted(2, 2), ("r0", "c1"): Counted(17, 17), ("r0", "c2"): Counted(44, 44),
    }  # fmt: skip
    second: dict[Place, Counted] = {
        ("r1", "c0"): Counted(50, 50), ("r1", "c1"): Counted(9, 9), ("r1", "c2"): Counted(12, 12),
    }  # fmt: skip
    alone = withheld(table_of(first, 1, 3, sums=False), 10)
    beside = withheld(table_of({**first, **second}, 2, 3, sums=False), 10)
    assert alone == {place for place in beside if place[0] == "r0"}
    assert alone
