"""A table of counts as it is shown: exact where a group is large enough, withheld where it is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from graph.inquiry import Inquiry, Rows
from graph.model import Choice, Value
from graph.questions.counted_cells import COUNTED_CELLS
from graph.questions.counted_frame import COUNTED_FRAME, CountedFrame
from graph.records import record, told
from graph.statistics.cut import Cut, smallest_group
from graph.statistics.tables import SOURCE, TABLE, UNKNOWN, UNKNOWN_JA, By, counts_of, named
from graph.statistics.withholding import WHOLE, Counted, Place, Table, withheld

WITHHELD = Choice(
    "Withheld",
    "Why a count is not shown.",
    "秘匿の理由",
    (
        Value(
            "SMALL_CELL",
            "小さい集団",
            "The group is too small, or would let one that is be computed. Which of the two is "
            "not said, since that alone can give a number away.",
        ),
        Value(
            "SMALL_MUNICIPALITY",
            "小さい市町村",
            "Fewer than 2,000 people live in the municipality, or it is not known how many do.",
        ),
    ),
)


@dataclass(frozen=True)
class StatisticsAsked:
    """Which table, and what it is cut by."""

    table: str
    cut: date
    year_from: date
    years_from: date

    @classmethod
    def on(cls, table: str, as_of: date | None, today: date) -> "StatisticsAsked":
        """The table of the last complete month; `BadInput` for a day to come."""
        cut = Cut.asked(as_of, today)
        return cls(table, cut.day, cut.year_from, cut.years_from)


@record("A count, or that it is withheld and why.", "集計値")
class StatisticsCell:
    code: str = told("Code of the column; ALL for the row's total.", "列コード")
    name: str = told("Name of the column, in Japanese.", "列名")
    count: int | None = told("How many; null where withheld. Exact, never rounded.", "件数")
    withheld: str | None = told(
        "Why there is no count; null where there is.", "秘匿", choice=WITHHELD
    )


@record("A row of a table of counts.", "集計行")
class StatisticsRow:
    code: str = told("Code of the row.", "行コード")
    name: str = told("Name of the row, in Japanese.", "行名")
    total: StatisticsCell = told("The row's total.", "行の合計")
    cells: list[StatisticsCell] = told("One for each column, in order.", "集計値", at_most=32)


@record("A table of counts that gives nobody away.", "統計表")
class Statistics:
    table: str = told("Which table.", "統計表", choice=TABLE)
    name: str = told("Its name in Japanese.", "表題")
    definition: str = told("What is counted, in Japanese.", "定義")
    definition_english: str = told("What is counted, in English.", "定義(英語)")
    source: str = told("What is counted from, in Japanese.", "出典")
    unseen: str = told("What the counts cannot see, in Japanese.", "見えないもの")
    as_of: date = told("The day: the last of the last complete month.", "基準日")
    population: int | None = told(
        "Residents of the municipality, by which the smallest group is chosen.", "人口"
    )
    smallest_group: int | None = told(
        "Of how many households a count must be at least to be shown; null where nothing is shown.",
        "最小集団",
    )
    rows: list[StatisticsRow] = told("The rows, in order.", "行", at_most=101)
    totals: list[StatisticsCell] = told(
        "The columns' totals; none where the rows are years.", "列の合計", at_most=32
    )
    total: StatisticsCell | None = told("The total; null where the rows are years.", "総計")


def statistics(asked: StatisticsAsked, rows: Rows) -> Statistics:
    """The table asked for, each count exact or withheld."""
    counts = counts_of(asked.table)
    (frame,) = rows.of(COUNTED_FRAME)
    along, across = (_codes(by, frame, Cut(asked.cut)) for by in (counts.rows, counts.columns))
    table = Table(
        tuple(along),
        tuple(across),
        {
            (each.row_code, each.column_code): Counted(each.counted, each.households)
            for each in rows.of(COUNTED_CELLS)
        },
        sums=counts.sums,
    )
    smallest = smallest_group(frame.population)
    shown = _Shown(table, across, smallest)
    return Statistics(
        table=asked.table,
        name=next(each.ja for each in TABLE.values if each.name == asked.table),
        definition=counts.definition,
        definition_english=counts.definition_english,
        source=SOURCE,
        unseen=counts.unseen,
        as_of=asked.cut,
        population=frame.population,
        smallest_group=smallest,
        rows=[
            StatisticsRow(
                code=code,
                name=name,
                total=shown.cell((code, None)),
                cells=[shown.cell((code, column)) for column in across],
            )
            for code, name in along.items()
        ],
        totals=[shown.cell((None, column)) for column in across] if counts.sums else [],
        total=shown.cell(WHOLE) if counts.sums else None,
    )


class _Shown:
    def __init__(self, table: Table, names: Mapping[str, str], smallest: int | None) -> None:
        self._table = table
        self._names = {**names, "ALL": "合計"}
        self._reason = "SMALL_MUNICIPALITY" if smallest is None else "SMALL_CELL"
        self._withheld = frozenset(table.told) if smallest is None else withheld(table, smallest)

    def cell(self, place: Place) -> StatisticsCell:
        """What is told of a place."""
        code = place[1] or "ALL"
        closed = place in self._withheld
        return StatisticsCell(
            code=code,
            name=self._names[code],
            count=None if closed else self._table.at(place).count,
            withheld=self._reason if closed else None,
        )


def _codes(by: By, frame: CountedFrame, cut: Cut) -> dict[str, str]:
    """What the rows or columns stand for: their codes with their names, in order."""
    match by:
        case By.DISTRICT:
            return {**_by_code(frame.districts), UNKNOWN: UNKNOWN_JA}
        case By.FIELD:
            return {**_by_code(frame.fields), UNKNOWN: UNKNOWN_JA}
        case By.MONTH:
            return {each: f"{each[:4]}年{int(each[5:])}月" for each in cut.months}
        case By.YEAR:
            return {str(each): f"{each}年度" for each in cut.years}
        case _:
            return named(by)


def _by_code(pairs: list[list[str]]) -> dict[str, str]:
    return {pair[0]: pair[1] for pair in pairs}


STATISTICS = Inquiry(
    "statistics",
    StatisticsAsked,
    (COUNTED_FRAME, COUNTED_CELLS),
    Statistics,
    statistics,
)
