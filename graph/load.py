"""Loading: sheets of rows in, `UNWIND` statements out, printed from the model.

A sheet holds rows of one kind or of one pair of ends of a tie. Its rows travel as positional
lists; names come from the model, values only as parameters. How far a load has come is written on
a node of its own (`_Load`) by the same statement that creates the rows, so that each batch is in
the database wholly and once, however often a load is stopped and begun again.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, LiteralString, cast

from graph.cypher import Statement
from graph.errors import BadInput, ModelFault
from graph.folding import search_text, sought_text
from graph.model import EVERY, ID, End, Kind, Model, Property, Tie, Type

Row = tuple[Any, ...]

BOOKKEEPING: LiteralString = "_Load"
"""The label of the one node that says what was loaded and how far; no kind of the model."""


@dataclass(frozen=True)
class NodeSheet:
    """Rows of one kind: `columns` names the properties, `id` among them, in the rows' order."""

    kind: Kind
    columns: tuple[LiteralString, ...]
    rows: Iterable[Row]

    def __post_init__(self) -> None:
        for name in self.columns:
            _ = self.kind[name]
        missing = {each.name for each in self.kind.properties if each.required} - set(self.columns)
        if missing:
            raise ModelFault(f"A sheet of {self.kind.name} lacks {', '.join(sorted(missing))}.")

    @property
    def name(self) -> LiteralString:
        return self.kind.name

    @property
    def properties(self) -> tuple[Property, ...]:
        return tuple(self.kind[name] for name in self.columns)

    @property
    def statement(self) -> LiteralString:
        """Creates the nodes of `$rows` when the load stands at `$batch`; returns how many."""
        printed: list[LiteralString] = [
            _assignment(each, at) for at, each in enumerate(self.properties)
        ]
        for at, name in enumerate(self.kind.texts, start=len(self.columns)):
            printed.append(f"{name}: {_place(at)}")
        return (
            f"{_guard('nodes')}CREATE (:{self.kind.name}:{EVERY} {{\n  "
            + ",\n  ".join(printed)
            + "\n})\nRETURN count(*) AS created"
        )

    @property
    def sent(self) -> Callable[[Row], Row]:
        """Gives a row as it travels: with the folded texts it is searched by."""
        if not self.kind.texts:
            return _as_it_is
        places = {name: at for at, name in enumerate(self.columns)}

        def with_texts(row: Row) -> Row:
            def value(name: str) -> str | None:
                return row[places[name]] if name in places else None

            return (*row, *texts_of(self.kind, value))

        return with_texts


@dataclass(frozen=True)
class TieSheet:
    """Rows of one tie between two kinds: the two ids, then the properties in `columns`."""

    tie: Tie
    ends: End
    columns: tuple[LiteralString, ...]
    rows: Iterable[Row]

    def __post_init__(self) -> None:
        if self.ends not in self.tie.ends:
            raise ModelFault(f"{self.tie.type} does not join {self.ends.start} to {self.ends.end}.")
        for name in self.columns:
            _ = self.tie[name]

    @property
    def name(self) -> LiteralString:
        return f"{self.ends.start} {self.tie.type} {self.ends.end}"

    @property
    def properties(self) -> tuple[Property, ...]:
        return tuple(self.tie[name] for name in self.columns)

    @property
    def statement(self) -> LiteralString:
        """Ties the nodes of `$rows` when the load stands at `$batch`; returns how many."""
        printed: list[LiteralString] = [
            _assignment(each, at) for at, each in enumerate(self.properties, start=2)
        ]
        properties: LiteralString = f" {{{', '.join(printed)}}}" if printed else ""
        return (
            f"{_guard('ties')}MATCH (start:{self.ends.start} {{{ID.name}: row[0]}})\n"
            f"MATCH (end:{self.ends.end} {{{ID.name}: row[1]}})\n"
            f"CREATE (start)-[:{self.tie.type}{properties}]->(end)\n"
            "RETURN count(*) AS created"
        )

    @property
    def sent(self) -> Callable[[Row], Row]:
        """Gives a row as it travels: as it is."""
        return _as_it_is


Sheet = NodeSheet | TieSheet


def texts_of(kind: Kind, value: Callable[[str], str | None]) -> tuple[str | None, ...]:
    """What is kept in `kind.texts` of a node, from its values by their names."""
    named = (search_text(map(value, kind.search)),) if kind.search else ()
    return (*named, *(sought_text(value(each.name), form) for each, form in kind.sought))


def batch_statement(sheet: Sheet, batch: int, rows: Sequence[Row]) -> Statement:
    """Writes `rows` as the load's batch of that number, unless it has been written already.

    One row comes back: how many were created. None is created when the load stands elsewhere.
    """
    send = sheet.sent
    return Statement(
        f"load {sheet.name}",
        sheet.statement,
        {"batch": batch, "rows": [send(row) for row in rows]},
    )


def check(sheet: Sheet, rows: Iterable[Row]) -> None:
    """Raises `BadInput` on the first row that the model does not allow; names no value."""
    tests = [(each.name, _test(each), each.required) for each in sheet.properties]
    ends = 2 if isinstance(sheet, TieSheet) else 0
    for number, row in enumerate(rows):
        if len(row) != ends + len(tests):
            raise BadInput(f"Row {number} of {sheet.name} has {len(row)} values.")
        if not all(_is_id(each) for each in row[:ends]):
            raise BadInput(f"Row {number} of {sheet.name} does not begin with two ids.")
        for (name, allows, required), value in zip(tests, row[ends:], strict=True):
            if value is None:
                if required:
                    raise BadInput(f"Row {number} of {sheet.name} lacks {name}.")
            elif not allows(value):
                raise BadInput(f"Row {number} of {sheet.name} has a {name} of another type.")


def _guard(counter: LiteralString) -> LiteralString:
    """Lets a batch through once: the lock is taken first and the number read then."""
    return (
        f"MATCH (load:{BOOKKEEPING})\n"
        "SET load.lock = $batch\n"
        "WITH load\n"
        "WHERE load.batches = $batch\n"
        f"SET load.batches = $batch + 1, load.{counter} = load.{counter} + size($rows)\n"
        "WITH load\n"
        "UNWIND $rows AS row\n"
    )


def _assignment(each: Property, at: int) -> LiteralString:
    place = _place(at)
    if each.type is Type.POINT:
        return f"{each.name}: point({{longitude: {place}[0], latitude: {place}[1]}})"
    return f"{each.name}: {place}"


def _place(at: int) -> LiteralString:
    # A place in the row is a number we counted ourselves: as literal as the text around it.
    return cast("LiteralString", f"row[{at}]")


def _as_it_is(row: Row) -> Row:
    return row


def _is_id(value: object) -> bool:
    return isinstance(value, str) and len(value) == 26  # noqa: PLR2004 (the length of an id)


def _test(each: Property) -> Callable[[Any], bool]:
    if each.choice is not None:
        names = frozenset(value.name for value in each.choice.values)
        if each.type is Type.STRINGS:
            return lambda value: _is_strings(value) and names.issuperset(value)
        return lambda value: value in names
    return _is_id if each is ID else _TESTS[each.type]


def _is_strings(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, str) for each in cast("list[Any]", value)
    )


def _is_point(value: Any) -> bool:
    """Longitude and latitude in degrees."""
    return len(value) == 2 and abs(value[0]) <= 180 and abs(value[1]) <= 90  # noqa: PLR2004


_TESTS: dict[Type, Callable[[Any], bool]] = {
    Type.STRING: lambda value: isinstance(value, str),
    Type.INTEGER: lambda value: type(value) is int,
    Type.FLOAT: lambda value: type(value) is float,
    Type.BOOLEAN: lambda value: type(value) is bool,
    Type.DATE: lambda value: type(value) is date,
    Type.DATETIME: lambda value: type(value) is datetime and value.tzinfo is not None,
    Type.POINT: _is_point,
    Type.STRINGS: _is_strings,
}


# --- how far a load has come -------------------------------------------------------------------

KEY_IS_UNIQUE = Statement(
    "load_key_is_unique",
    f"CREATE CONSTRAINT load_key_unique IF NOT EXISTS\n"
    f"FOR (load:{BOOKKEEPING}) REQUIRE load.key IS UNIQUE",
)

RECORDED_LOADS = Statement(
    "recorded_loads",
    f"MATCH (load:{BOOKKEEPING})\n"
    "RETURN load.seed AS seed, load.factor AS factor, load.content AS content,\n"
    "  load.batchRows AS batchRows, load.batches AS batches, load.nodes AS nodes, load.ties AS ties,\n"
    "  load.complete AS complete, coalesce(load.whole, false) AS whole",
)

EMPTY_LISTS = Statement(
    "empty_lists",
    f"MATCH (load:{BOOKKEEPING})\nUNWIND coalesce(load.emptyLists, []) AS place\n"
    "WITH split(place, '.') AS names\nRETURN names[0] AS kind, names[1] AS property",
)
"""Where rows that were imported have lists to be made empty: kind and property."""

ANY_OTHER_NODE = Statement(
    "any_other_node",
    "MATCH (n)\n"
    "WHERE none(label IN labels(n) WHERE label STARTS WITH '_')\n"
    "RETURN true AS found\n"
    "LIMIT 1",
)

FORGET = Statement("forget_load", f"MATCH (load:{BOOKKEEPING})\nDELETE load")

COMPLETE = Statement(
    "complete_load",
    f"MATCH (load:{BOOKKEEPING})\nSET load.complete = true, load.completedAt = datetime()",
)


def begin(seed: int, factor: float, content: str, batch_rows: int) -> Statement:
    """Writes down what is about to be loaded; leaves a load that is already written down.

    The size of its batches is written down too: who goes on must cut the rows in the same places.
    """
    return Statement(
        "begin_load",
        f"MERGE (load:{BOOKKEEPING} {{key: 'city'}})\n"
        "ON CREATE SET load.seed = $seed, load.factor = $factor, load.content = $content,\n"
        "  load.batchRows = $batch_rows, load.batches = 0, load.nodes = 0, load.ties = 0, load.complete = false,\n"
        "  load.startedAt = datetime()",
        {"seed": seed, "factor": factor, "content": content, "batch_rows": batch_rows},
    )


def make_empty(kind: Kind, property_: Property, after: str, count: int) -> Statement:
    """Makes the lists empty that were imported as two empty texts, of the next so many nodes by id.

    One row: the id of the last of them, null when there are no more. It may be run again.
    """
    name = property_.name
    return Statement(
        "make_empty",
        f"MATCH (n:{kind.name})\nWHERE n.{ID.name} > $after\n"
        f"WITH n ORDER BY n.{ID.name} LIMIT $count\n"
        f"FOREACH (each IN CASE WHEN n.{name} = ['', ''] THEN [n] ELSE [] END |\n"
        f"  SET each.{name} = []\n)\n"
        f"RETURN max(n.{ID.name}) AS last",
        {"after": after, "count": count},
    )


def held(model: Model) -> Statement:
    """Counts what the database holds: nodes of the model's kinds, and all ties.

    One row. It reads the database's own counters, so that size does not matter.
    """
    counted = "\nUNION ALL\n".join(
        f"  MATCH (n:{kind.name}) RETURN count(n) AS nodes" for kind in model.kinds
    )
    return Statement(
        "held",
        f"CALL () {{\n{counted}\n}}\n"
        "WITH sum(nodes) AS nodes\n"
        "CALL () { MATCH ()-[tie]->() RETURN count(tie) AS ties }\n"
        "RETURN nodes, ties",
    )


def remove_ties(count: int) -> Statement:
    """Deletes up to so many ties; returns how many."""
    return Statement(
        "remove_ties",
        "MATCH ()-[tie]->()\nWITH tie LIMIT $count\nDELETE tie\nRETURN count(*) AS removed",
        {"count": count},
    )


def remove_nodes(count: int) -> Statement:
    """Deletes up to so many nodes that are no bookkeeping; returns how many."""
    return Statement(
        "remove_nodes",
        "MATCH (n)\n"
        "WHERE none(label IN labels(n) WHERE label STARTS WITH '_')\n"
        "WITH n LIMIT $count\nDETACH DELETE n\nRETURN count(*) AS removed",
        {"count": count},
    )
