"""Ages, printed: the years completed between two days."""

from typing import LiteralString


def completed_years(born: LiteralString, died: LiteralString, day: LiteralString) -> LiteralString:
    """The years completed on a day, as an expression; null when not born yet, or unknown.

    A year is completed on the birthday, for those born on 29 February on 1 March where there is
    none; after death the age stays. The law has it completed when the day before ends
    (年齢計算ニ関する法律), which differs for rules that count that day: they compare birth dates.
    """
    last: LiteralString = f"CASE WHEN {died} < {day} THEN {died} ELSE {day} END"
    return f"CASE WHEN {born} <= {day} THEN duration.between({born}, {last}).years END"
