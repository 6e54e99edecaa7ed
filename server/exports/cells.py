"""Tables for spreadsheets: what people wrote stays what they wrote, and is never carried out.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a line's end for a formula, and may
run it on whoever opens the file (CSV injection; the list is OWASP's, with the full-width letters
that Japanese spreadsheets read alike). Such a text is written with an apostrophe before it.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from server.exports.whole import whole

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
Cell = str | int | float | bool | None


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it and does not carry it out."""
    begins = text.startswith(FORMULA) or text.lstrip().startswith(FORMULA)
    return f"'{text}" if begins else text


def write_table(file: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a CSV file (RFC 4180, UTF-8 with a mark that Excel needs), whole or not at all."""
    with whole(file) as part, part.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.writer(opened)
        for row in (columns, *rows):
            writer.writerow([harmless(each) if isinstance(each, str) else each for each in row])
