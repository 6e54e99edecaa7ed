"""Makes GraphQL types of records, so that what an inquiry answers is declared once.

Each field takes its type, its description and its Japanese term from the record. Nodes are of the
kind's own type and may be null, as everywhere (`docs/decisions/0005-what-may-be-null.md`).
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

import strawberry

from graph.records import Id, Shows, Told, is_record, recorded, told_of, type_of
from resolvers.shown import IN_ALL, LONGEST, MARK, PAGED, TellsNode, TellsRecord, TellsValue
from schema.objects import object_of
from schema.words import described, enum_of


@cache
def answer_type(record: type) -> Any:
    """The GraphQL type of a record, by the record's name."""
    body: dict[str, Any] = {}
    annotations: dict[str, Any] = {}
    for name, each in told_of(record).items():
        annotations[name] = _annotation(record, name, each)
        metadata = {MARK: _mark(record, name, each)}
        if each.at_most is not None:
            metadata[LONGEST] = _longest(each.at_most)
        if isinstance(each, Told):
            metadata |= {IN_ALL: each.in_all, PAGED: each.paged}
        body[name] = strawberry.field(description=described(each.doc, each.ja), metadata=metadata)
    of = recorded(record)
    body |= {"__annotations__": annotations, "__module__": __name__}
    made = type(record.__name__, (), body)
    return strawberry.type(made, name=record.__name__, description=described(of.doc, of.ja))


def inquiry_field(record: type, resolver: Callable[..., Any], doc: str, ja: str) -> Any:
    """A root field that answers with a record."""
    return strawberry.field(
        resolver=resolver, graphql_type=answer_type(record) | None, description=described(doc, ja)
    )


def _annotation(record: type, name: str, each: Told | Shows) -> Any:
    if isinstance(each, Shows):
        node = object_of(each.kind)
        return list[node] if each.at_most else node | None
    inner, many, nothing = type_of(record, name)
    if each.choice is not None:
        inner = enum_of(each.choice)
    elif is_record(inner):
        inner = answer_type(inner)
    elif inner is Id:
        inner = strawberry.ID
    whole = list[inner] if many else inner
    return whole | None if nothing else whole


def _longest(at_most: int) -> Callable[[], int]:
    return lambda: at_most


def _mark(record: type, name: str, each: Told | Shows) -> Any:
    if isinstance(each, Shows):
        return TellsNode(name, each.at_most, each.column)
    inner, many, _ = type_of(record, name)
    most = (each.at_most or 0) if many else None
    if is_record(inner):
        return TellsRecord(name, most)
    return TellsValue(name, many, days=inner in (date, datetime))
