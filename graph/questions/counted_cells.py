"""How many are counted in each cell of a table; the twin of `counted_cells.cypher`."""

from dataclasses import dataclass
from datetime import date

from graph.question import Question, beside


@dataclass(frozen=True)
class TableOnADay:
    table: str
    cut: date
    year_from: date
    years_from: date


@dataclass(frozen=True)
class CountedCell:
    """One cell or total; see the statement's head."""

    row_code: str | None
    column_code: str | None
    counted: int
    households: int


COUNTED_CELLS = Question(beside(__file__, "counted_cells"), TableOnADay, CountedCell)
