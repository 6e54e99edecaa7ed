"""Answers that are made of the declarations alone, without the database.

Like the answers of the graph they are finished below the root field: what is selected of each type
is read once, then told of each entry.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from graphql import GraphQLField, GraphQLObjectType, get_argument_values, is_leaf_type
from strawberry import Info

from graph.errors import BadInput
from resolvers.collecting import TYPE_NAME, Fields, declared, object_type
from resolvers.context import Context
from resolvers.failures import failing_clearly
from resolvers.known_types import reached
from resolvers.nodes import raw_of, selection_of
from resolvers.selection import Selection
from resolvers.shaped import Finished
from resolvers.shown import MARK

Tell = Callable[[Any], Any]


@dataclass(frozen=True)
class TellsWord:
    """What a field tells of an entry, read with the field's arguments."""

    read: Callable[..., Any]


def told(info: Info[Context, None], entries: Sequence[Any], names: Sequence[str] | None) -> Any:
    """The entries, each with a `name`, as selected: those named in their order, or all."""
    raw = raw_of(info)
    field = raw.parent_type.fields[raw.field_name]
    with failing_clearly():
        chosen = entries if names is None else _named(entries, names)
    tell = _object(selection_of(raw), object_type(field), raw.field_nodes)
    return Finished([tell(each) for each in chosen])


def _named(entries: Sequence[Any], names: Sequence[str]) -> list[Any]:
    by_name = {each.name: each for each in entries}
    for place, name in enumerate(names):
        if name not in by_name:
            raise BadInput(
                f"`names` holds an unknown name, at position {place}.",
                hint="Leave `names` out to get them all.",
            )
    return [by_name[name] for name in names]


def _object(selection: Selection, type_: GraphQLObjectType, fields: Fields) -> Tell:
    parts: list[tuple[str, Tell]] = []
    for key, nodes in selection.under(type_, fields):
        name = nodes[0].name.value
        if name == TYPE_NAME:
            parts.append((key, lambda _: type_.name))
        else:
            parts.append((key, _field(selection, type_.fields[name], nodes)))
    return lambda entry: {key: tell(entry) for key, tell in parts}


def _field(selection: Selection, field: GraphQLField, nodes: Fields) -> Tell:
    read = cast("TellsWord", declared(field).metadata[MARK]).read
    given = get_argument_values(field, nodes[0], selection.variable_values())
    if is_leaf_type(reached(field)):
        return lambda entry: read(entry, **given)
    below = _object(selection, object_type(field), nodes)

    def tell(entry: Any) -> Any:
        found = read(entry, **given)
        if isinstance(found, tuple):
            return [below(each) for each in cast("tuple[Any, ...]", found)]
        return None if found is None else below(found)

    return tell
