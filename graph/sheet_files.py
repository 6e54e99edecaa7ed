"""Sheets of rows as files: what Neo4j's import tool reads, and stores just as `UNWIND` would.

A file to a sheet, its first line the header; texts in quotes, the parts of a list divided by a
character that no text of ours has. The tool knows no empty list: in its place stands one of two empty
texts, which the record names and whoever goes on with the load makes empty. What is written last is the tool's list of arguments, so that a
folder without it was not finished. The record of the load is a row of its own: whoever starts the
database finds all rows and the record that they are there, or nothing.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from graph.errors import BadInput
from graph.load import BOOKKEEPING, NodeSheet, Row, Sheet
from graph.model import EVERY, ID, Property, Type

ARGUMENTS = "arguments.json"
ARRAY_DELIMITER = "\x1f"
EMPTY_LIST = f'"{ARRAY_DELIMITER}"'
"""Read by the tool as two empty texts; `graph.load.make_empty` makes it what it stands for."""
OPTIONS = (f"--array-delimiter=U+{ord(ARRAY_DELIMITER):04X}",)
WRITTEN_AT_ONCE = 2_000


@dataclass(frozen=True)
class LoadRecord:
    """What is written down of a load that came as files: which, and how many batches it makes.

    `as_of_migration` is the version of the last migration that the rows need not go through.
    """

    seed: int
    factor: float
    content: str
    batch_rows: int
    as_of_migration: int


def write_files(
    folder: Path, sheets: Iterable[Sheet], record: LoadRecord, told: Callable[[str, int], None]
) -> None:
    """Write every row and the record of them into an empty folder.

    `told` hears the sheet's name and how many more of its rows are written. Raises `BadInput` for a
    text that no file of this form can hold, and `OSError` when the disk does not take it.
    """
    nodes = ties = batches = 0
    arguments: list[str] = []
    emptied: set[str] = set()
    for number, sheet in enumerate(sheets):
        file = folder / f"{number:04}.csv"
        count = _write_sheet(file, sheet, told, emptied)
        batches += -(-count // record.batch_rows)
        if isinstance(sheet, NodeSheet):
            nodes += count
            arguments.append(f"--nodes={sheet.kind.name}:{EVERY}=./{file.name}")
        else:
            ties += count
            arguments.append(f"--relationships={sheet.tie.type}=./{file.name}")
    _write_record(
        folder / "record.csv", record, _Counted(nodes, ties, batches, tuple(sorted(emptied)))
    )
    arguments.append(f"--nodes={BOOKKEEPING}=./record.csv")
    (folder / ARGUMENTS).write_text(json.dumps([*OPTIONS, *arguments]), encoding="utf-8")


def read_arguments(folder: Path) -> list[str] | None:
    """The tool's arguments, for a run in that folder; None when it was not finished."""
    try:
        return json.loads((folder / ARGUMENTS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None


@dataclass(frozen=True)
class _Counted:
    """What was written: so many rows, and where empty lists are among them."""

    nodes: int
    ties: int
    batches: int
    empty_lists: tuple[str, ...]


def _write_sheet(
    file: Path, sheet: Sheet, told: Callable[[str, int], None], emptied: set[str]
) -> int:
    """Write one sheet; gives how many rows it has, and adds where it has empty lists."""
    names, cells = _columns(sheet, emptied)
    send = sheet.sent
    rows = iter(sheet.rows)
    count = 0
    with file.open("w", encoding="utf-8", newline="") as opened:
        opened.write(",".join(names) + "\n")
        while taken := list(islice(rows, WRITTEN_AT_ONCE)):
            lines = [_line(cells, send(row)) for row in taken]
            text = "\n".join(lines) + "\n"
            if "\r" in text or text.count("\n") != len(lines):
                raise BadInput(f"A text of {sheet.name} goes over several lines.")
            opened.write(text)
            count += len(taken)
            told(sheet.name, len(taken))
    return count


_Cell = Callable[[Any], str]


def _line(cells: Sequence[_Cell], row: Row) -> str:
    return ",".join(
        ["" if value is None else cell(value) for cell, value in zip(cells, row, strict=True)]
    )


def _columns(sheet: Sheet, emptied: set[str]) -> tuple[list[str], list[_Cell]]:
    """The header's names, and what writes the values below them."""
    own = sheet.properties
    names = [_header(each) for each in own]
    cells = [
        _lists(sheet, each, emptied) if each.type is Type.STRINGS else _CELLS[each.type]
        for each in own
    ]
    if not isinstance(sheet, NodeSheet):
        return [":START_ID", ":END_ID", *names], [_text, _text, *cells]
    texts = sheet.kind.texts
    return [*names, *(f"{each}:string" for each in texts)], [*cells, *[_text] * len(texts)]


def _header(each: Property) -> str:
    return f"{ID.name}:ID" if each is ID else f"{each.name}:{_TYPES[each.type]}"


def _write_record(file: Path, record: LoadRecord, counted: _Counted) -> None:
    """The record as `graph.load.begin` has it, with all of its batches, and that no row is to come."""
    written: list[tuple[str, str, str]] = [
        ("key", "string", "city"),
        ("seed", "long", str(record.seed)),
        ("factor", "double", repr(float(record.factor))),
        ("content", "string", _text(record.content)),
        ("batchRows", "long", str(record.batch_rows)),
        ("batches", "long", str(counted.batches)),
        ("nodes", "long", str(counted.nodes)),
        ("ties", "long", str(counted.ties)),
        ("complete", "boolean", "false"),
        ("asOfMigration", "long", str(record.as_of_migration)),
        ("emptyLists", "string[]", _text(ARRAY_DELIMITER.join(counted.empty_lists))),
        ("whole", "boolean", "true"),
        ("startedAt", "datetime", _time(datetime.now(UTC))),
    ]
    header = ",".join(f"{name}:{type_}" for name, type_, _ in written)
    file.write_text(f"{header}\n{','.join(value for *_, value in written)}\n", encoding="utf-8")


def _text(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def _lists(sheet: Sheet, each: Property, emptied: set[str]) -> _Cell:
    """What writes the lists of a property, and notes it when one is empty."""

    def written(value: list[str]) -> str:
        if not value:
            if not isinstance(sheet, NodeSheet):
                raise BadInput(f"A tie of {sheet.name} has an empty list.")
            emptied.add(f"{sheet.kind.name}.{each.name}")
            return EMPTY_LIST
        if any(not text or ARRAY_DELIMITER in text for text in value):
            raise BadInput(f"A list of {sheet.name} holds a text that is empty or divides lists.")
        return _text(ARRAY_DELIMITER.join(value))

    return written


def _point(value: Sequence[float]) -> str:
    return f'"{{longitude:{value[0]!r},latitude:{value[1]!r}}}"'


def _time(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


_TYPES: dict[Type, str] = {
    Type.STRING: "string",
    Type.INTEGER: "long",
    Type.FLOAT: "double",
    Type.BOOLEAN: "boolean",
    Type.DATE: "date",
    Type.DATETIME: "datetime",
    Type.POINT: "point{crs:WGS-84}",
    Type.STRINGS: "string[]",
}
_CELLS: dict[Type, _Cell] = {
    Type.STRING: _text,
    Type.INTEGER: str,
    Type.FLOAT: repr,
    Type.BOOLEAN: lambda value: "true" if value else "false",
    Type.DATE: str,
    Type.DATETIME: _time,
    Type.POINT: _point,
}
