"""The constraints and indexes the model needs, each with a stable name and its Cypher.

Printed from the declarations, with no name that is not theirs. Which of them a database has is the
business of `graph/migrations`. `python -m graph.constraints` prints the list.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import LiteralString

from graph.errors import ModelFault
from graph.kinds.all import MODEL
from graph.model import EVERY, ID, Index, Kind, Model, Tie


class Form(StrEnum):
    """What an entry is in Neo4j; the last word of its name."""

    UNIQUE = "unique"
    RANGE = "range"
    TEXT = "text"
    POINT = "point"
    SEARCH = "search"


@dataclass(frozen=True)
class SchemaEntry:
    """One uniqueness constraint or index. A constraint's own index bears the same name.

    `on` is a label, or a relationship type when `of_tie` is set. Creating twice and dropping twice
    do no harm: both statements may be run again at any time.
    """

    name: LiteralString
    form: Form
    on: LiteralString
    properties: tuple[LiteralString, ...]
    of_tie: bool = False

    @property
    def create(self) -> LiteralString:
        """The statement that makes the entry stand, valid on Neo4j 5.26 and later."""
        node: LiteralString = f"()-[x:{self.on}]-()" if self.of_tie else f"(x:{self.on})"
        columns = ", ".join(f"x.{each}" for each in self.properties)
        match self.form:
            case Form.UNIQUE:
                return (
                    f"CREATE CONSTRAINT {self.name} IF NOT EXISTS\n"
                    f"FOR {node} REQUIRE {columns} IS UNIQUE"
                )
            case Form.RANGE:
                return f"CREATE INDEX {self.name} IF NOT EXISTS\nFOR {node} ON ({columns})"
            case Form.TEXT:
                return f"CREATE TEXT INDEX {self.name} IF NOT EXISTS\nFOR {node} ON ({columns})"
            case Form.POINT:
                return f"CREATE POINT INDEX {self.name} IF NOT EXISTS\nFOR {node} ON ({columns})"
            case Form.SEARCH:
                # `cjk` cuts Japanese into pairs of characters; words need no dictionary.
                return (
                    f"CREATE FULLTEXT INDEX {self.name} IF NOT EXISTS\n"
                    f"FOR {node} ON EACH [{columns}]\n"
                    "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
                )

    @property
    def drop(self) -> LiteralString:
        """The statement that takes the entry away, if it stands."""
        what: LiteralString = "CONSTRAINT" if self.form is Form.UNIQUE else "INDEX"
        return f"DROP {what} {self.name} IF EXISTS"


def schema_entries(model: Model) -> tuple[SchemaEntry, ...]:
    """Every constraint and index the model needs, in the order of its declarations.

    Raises `ModelFault` when two of them would bear the same name.
    """
    entries = (
        _entry(Form.UNIQUE, EVERY, (ID.name,)),
        *(entry for kind in model.kinds for entry in _entries_of_kind(kind)),
        *(
            entry
            for kind in model.internal
            for entry in _entries_of_kind(kind)
            if entry.properties != (ID.name,)  # what is internal is not sought by id
        ),
        *(entry for tie in model.ties for entry in _entries_of_tie(tie)),
    )
    known: dict[str, SchemaEntry] = {}
    for entry in entries:
        other = known.setdefault(entry.name, entry)
        if other is not entry:
            raise ModelFault(
                f"{other.on} and {entry.on} would both have a schema entry {entry.name}.",
                hint="Rename one of the properties.",
            )
    return entries


def search_index_name(kind: Kind) -> LiteralString:
    """The name by which `db.index.fulltext.queryNodes` is asked for a kind that is searched."""
    return f"{_snake(kind.name)}_{Form.SEARCH.value}"


def listing(model: Model) -> LiteralString:
    """Every creating statement of the model, one a paragraph."""
    return "\n\n".join(f"{entry.create};" for entry in schema_entries(model)) + "\n"


_FORM_OF_INDEX = {
    Index.UNIQUE: Form.UNIQUE,
    Index.RANGE: Form.RANGE,
    Index.TEXT: Form.TEXT,
    Index.POINT: Form.POINT,
}


def _entries_of_kind(kind: Kind) -> Iterator[SchemaEntry]:
    for each in kind.properties:
        if each.index is Index.SORTED:
            yield _entry(Form.RANGE, kind.name, (each.name, ID.name))
        elif each.index is not None:
            yield _entry(_FORM_OF_INDEX[each.index], kind.name, (each.name,))
    if kind.order and kind[kind.order[0]].index is not Index.UNIQUE:
        yield _entry(Form.RANGE, kind.name, (*kind.order, ID.name))
    if kind.texts:
        yield SchemaEntry(search_index_name(kind), Form.SEARCH, kind.name, kind.texts)


def _entries_of_tie(tie: Tie) -> Iterator[SchemaEntry]:
    for name in tie.indexed:
        yield _entry(Form.RANGE, tie.type, (name,), of_tie=True)


def _entry(
    form: Form,
    on: LiteralString,
    properties: tuple[LiteralString, ...],
    *,
    of_tie: bool = False,
) -> SchemaEntry:
    words: tuple[LiteralString, ...] = (
        on.lower() if of_tie else _snake(on),
        *(_snake(each) for each in properties),
    )
    return SchemaEntry(f"{'_'.join(words)}_{form.value}", form, on, properties, of_tie)


def _snake(name: LiteralString) -> LiteralString:
    """`NeedCategory` and `needCategory` as `need_category`."""
    snake: LiteralString = ""
    for at in range(len(name)):  # iterating over the letters would lose the type LiteralString
        letter = name[at]
        snake += f"_{letter.lower()}" if at and letter.isupper() else letter.lower()
    return snake


if __name__ == "__main__":
    sys.stdout.write(listing(MODEL))
