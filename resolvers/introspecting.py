"""How much of the schema an introspection reads, measured by the usual whole query.

Lists of the schema multiply by their true mean length as long as they are read in order, types and
then their fields; once a type has been reached from a field, by the longest of their kind. So the
count is never too small, and a type that leads to its fields' types and on to theirs is dear.
"""

from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_introspection_query,
    is_abstract_type,
    parse,
)

from resolvers.known_types import KnownTypes, Reached, gives_list, has_fields, reached, wrappers
from resolvers.merging import Merging, field_name

OPERATION, FRAGMENT = OperationDefinitionNode, FragmentDefinitionNode
EVERYTHING: dict[str, Any] = dict.fromkeys(
    (
        "specified_by_url",
        "directive_is_repeatable",
        "schema_description",
        "input_value_deprecation",
        "one_of",
    ),
    True,
)
"""What the usual query may ask besides: tools differ in it."""

UNWRAPPED = "ofType"
SUMMIT = ("__Schema", "types")
"""The list that reads every type once."""


@dataclass(frozen=True)
class Lengths:
    """The mean and the longest of a list."""

    mean: float
    longest: int


class Introspecting:
    """Counts the values that introspection reads."""

    def __init__(self, known: KnownTypes) -> None:
        self._known = known
        self._lengths = _lengths(known.schema)
        self._wrappers = _wrappers(known.schema)
        self.usual = self._usual()

    def count(self, field: GraphQLField | None, nodes: list[FieldNode], merging: Merging) -> int:
        """The values read below `__schema` or `__type`; `__typename` is one."""
        wide = field_name(nodes) != "__schema"
        return int(self._count(field, nodes, merging, wide=wide, unwrapped=0))

    def percent(self, counted: int) -> int:
        """How much that is of the usual whole query, rounded up."""
        return -(-100 * counted // self.usual)

    def _count(
        self,
        field: GraphQLField | None,
        nodes: list[FieldNode],
        merging: Merging,
        *,
        wide: bool,
        unwrapped: int,
    ) -> float:
        if unwrapped > self._wrappers:
            return 1.0  # null: no type is wrapped so often
        type_ = reached(field)
        entry = 1.0
        for (owner, _), below in merging.fields(type_, nodes).items():
            name = field_name(below)
            inner = self._known.field(owner, name)
            farther = wide or (_leads_to_type(inner) and (_name(owner), name) != SUMMIT)
            times = self._times(owner, name, inner, wide=wide)
            entry += times * self._count(
                inner,
                below,
                merging,
                wide=farther,
                unwrapped=unwrapped + 1 if name == UNWRAPPED else 0,
            )
        return entry

    def _times(self, owner: Reached, name: str, field: GraphQLField | None, *, wide: bool) -> float:
        if field is None or not gives_list(field):
            return 1
        lengths = self._lengths.get(name, self._lengths[SUMMIT[1]])
        if (_name(owner), name) == SUMMIT or not wide:
            return lengths.mean
        return lengths.longest

    def _usual(self) -> int:
        document = parse(get_introspection_query(**EVERYTHING))
        operations = [each for each in document.definitions if isinstance(each, OPERATION)]
        fragments = [each for each in document.definitions if isinstance(each, FRAGMENT)]
        merging = Merging(self._known, {each.name.value: each for each in fragments})
        merged = merging.selected(self._known.schema.query_type, [operations[0].selection_set])
        return sum(
            self.count(self._known.field(owner, field_name(nodes)), nodes, merging)
            for (owner, _), nodes in merged.items()
        )


def _leads_to_type(field: GraphQLField | None) -> bool:
    return _name(reached(field)) == "__Type"


def _name(type_: Reached) -> str | None:
    return None if type_ is None else type_.name


def _lengths(schema: GraphQLSchema) -> dict[str, Lengths]:
    types = list(schema.type_map.values())
    composites = [each for each in types if has_fields(each)]
    fields = [field for each in composites for field in each.fields.values()]
    inputs = [each for each in types if isinstance(each, GraphQLInputObjectType)]
    enums = [each for each in types if isinstance(each, GraphQLEnumType)]
    abstract = [each for each in types if is_abstract_type(each)]
    everything = len(types)
    return {
        "types": Lengths(everything, everything),
        "directives": Lengths(len(schema.directives), len(schema.directives)),
        "fields": _of([each.fields for each in composites], everything),
        "args": _of(
            [each.args for each in (*fields, *schema.directives)],
            len(fields) + len(schema.directives),
        ),
        "inputFields": _of([each.fields for each in inputs], everything),
        "enumValues": _of([each.values for each in enums], everything),
        "interfaces": _of([each.interfaces for each in composites], everything),
        "possibleTypes": _of([schema.get_possible_types(each) for each in abstract], everything),
        "locations": _of([each.locations for each in schema.directives], len(schema.directives)),
    }


def _wrappers(schema: GraphQLSchema) -> int:
    """The most lists and non-nulls around a type of the schema, introspection's own included."""
    types = [each for each in schema.type_map.values() if has_fields(each)]
    fields = [field for each in types for field in each.fields.values()]
    return max(wrappers(each) for each in fields)


def _of(lists: list[Any], among: int) -> Lengths:
    lengths = [len(each) for each in lists]
    return Lengths(sum(lengths) / max(1, among), max(lengths, default=0))
