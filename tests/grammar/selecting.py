"""The productions of a selection: aliases, fragments, directives, groups, what a page tells."""

from collections.abc import Callable, Iterator
from typing import cast

from graphql import (
    GraphQLCompositeType,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    do_types_overlap,
    get_named_type,
    is_leaf_type,
)

from tests.grammar.writing import Argued, Run, Spot

Production = Callable[[GraphQLSchema, Spot], Argued | None]
NODE = "__typename ... on Node { id }"
TELLS_NODE = "nodes { __typename ... on Node { id } }"
INCLUDED = (
    Run({"a": True, "b": False}, "A"), Run({"b": True, "a": False}, "B"),
    Run({"a": True, "b": True}, "A"), Run({"a": False, "b": False}, "B"),
)  # fmt: skip


def _connection(schema: GraphQLSchema, spot: Spot) -> GraphQLObjectType:
    named = schema.type_map[get_named_type(spot.field.type).name]
    assert isinstance(named, GraphQLObjectType)
    return named


def _text(selection: str, declared: str = "", *runs: Run) -> Production:
    """A selection of every connection; CONNECTION and NODE are its types."""

    def write(schema: GraphQLSchema, spot: Spot) -> Argued | None:
        type_ = _connection(schema, spot)
        node = get_named_type(type_.fields["nodes"].type).name
        written = selection.replace("CONNECTION", type_.name).replace("NODE", node)
        return Argued(
            (), tuple(filter(None, declared.split("; "))), runs or (Run(),), f"{{ {written} }}"
        )

    return write


def _with_fragments(
    selection: str, fragments: str, *runs: Run, first: bool = False, declared: str = ""
) -> Production:
    def write(schema: GraphQLSchema, spot: Spot) -> Argued | None:
        type_ = _connection(schema, spot)
        node = get_named_type(type_.fields["nodes"].type).name
        written, text = (
            each.replace("CONNECTION", type_.name).replace("NODE", node)
            for each in (selection, fragments)
        )
        return Argued(
            declared=tuple(filter(None, declared.split("; "))),
            runs=runs or (Run(),),
            selection=f"{{ {written} }}",
            before=text if first else "",
            after="" if first else text,
        )

    return write


def _keys(schema: GraphQLSchema, spot: Spot) -> Iterator[tuple[str, str, str]]:
    """What a list can be grouped by: the field, one of its ways, and how its key is selected."""
    by = schema.type_map.get(f"{spot.kind}GroupBy")
    keys = schema.type_map.get(f"{spot.kind}GroupKey")
    if not isinstance(by, GraphQLInputObjectType) or not isinstance(keys, GraphQLObjectType):
        return
    for name, field in by.fields.items():
        way = get_named_type(field.type)
        assert isinstance(way, GraphQLEnumType)
        leaf = is_leaf_type(get_named_type(keys.fields[name].type))
        for each in way.values:
            yield name, each, name if leaf else f"{name} {{ id }}"


def _sort_of(each: tuple[str, str, str]) -> str:
    name, way, key = each
    return "period" if way != "EACH" else "related" if key != name else "each"


def _grouped(
    sort: str, order: str = "", *runs: Run, declared: str = "", first: str = ""
) -> Production:
    def write(schema: GraphQLSchema, spot: Spot) -> Argued | None:
        if "groups" not in _connection(schema, spot).fields:
            return None
        every = [*_keys(schema, spot)]
        chosen = [each for each in every if _sort_of(each) == sort.removesuffix(", two")]
        if not chosen:
            return None
        taken = [chosen[len(spot.name) % len(chosen)]]
        if sort.endswith(", two"):
            taken += [each for each in every if each[0] != taken[0][0]][:1]
            if len(taken) < 2:
                return None
        by = ", ".join(f"{{{name}: {way}}}" for name, way, _ in taken)
        key = " ".join(key for _, _, key in taken)
        more = f", orderBy: {order}" if order else ""
        size = f", first: {first}" if first else ""
        inner = (
            f"groups(by: [{by}]{more}{size}) {{ totalCount entries {{ count key {{ {key} }} }} }}"
        )
        return Argued((), (declared,) if declared else (), runs or (Run(),), f"{{ {inner} }}")

    return write


def _by_variable(schema: GraphQLSchema, spot: Spot) -> Argued | None:
    every = [each for each in _keys(schema, spot) if _sort_of(each) != "related"]
    if "groups" not in _connection(schema, spot).fields or not every:
        return None
    name, way, key = every[0]
    inner = f"groups(by: $b) {{ totalCount entries {{ count key {{ {key} }} }} }}"
    runs = (Run({"b": [{name: way}]}), Run({"b": {name: way}}), Run({"b": []}, refused=True))
    return Argued((), (f"$b: [{spot.kind}GroupBy!]!",), runs, f"{{ {inner} }}")


def _aggregated(schema: GraphQLSchema, spot: Spot) -> Argued | None:
    type_ = schema.type_map.get(f"{spot.kind}Aggregate")
    if "aggregate" not in _connection(schema, spot).fields or not isinstance(
        type_, GraphQLObjectType
    ):
        return None
    parts = ["count"]
    for name, field in type_.fields.items():
        inner = get_named_type(field.type)
        if isinstance(inner, GraphQLObjectType):
            parts.append(f"{name} {{ {' '.join(inner.fields)} }}")
    return Argued((), (), (Run(),), f"{{ aggregate {{ {' '.join(parts)} }} }}")


def _edges(schema: GraphQLSchema, spot: Spot) -> Argued | None:
    edge = get_named_type(_connection(schema, spot).fields["edges"].type)
    assert isinstance(edge, GraphQLObjectType)
    facts = [name for name, each in edge.fields.items() if is_leaf_type(get_named_type(each.type))]
    return Argued((), (), (Run(),), f"{{ edges {{ {' '.join(facts)} node {{ {NODE} }} }} }}")


def _on_interfaces(schema: GraphQLSchema, spot: Spot) -> Argued | None:
    """Each interface that the nodes have, or may have, with its own fields."""
    node = get_named_type(_connection(schema, spot).fields["nodes"].type)
    parts = ["... on Node { id }"]
    for name, fields in (("Named", "name kana"), ("Party", "name kana")):
        interface = schema.type_map.get(name)
        if isinstance(interface, GraphQLInterfaceType) and do_types_overlap(
            schema, interface, cast("GraphQLCompositeType", node)
        ):
            parts.append(f"... on {name} {{ {fields} }}")
    return Argued((), (), (Run(),), f"{{ nodes {{ {' '.join(parts)} }} }}")


PRODUCTIONS: dict[str, Production] = {
    "nodes": _text(TELLS_NODE),
    "totalCount alone": _text("totalCount"),
    "edges with what the tie says": _edges,
    "pageInfo": _text("pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"),
    "all parts of a page": _text(f"totalCount {TELLS_NODE} edges {{ cursor }} pageInfo {{ endCursor }} __typename"),
    "aggregate": _aggregated,
    "groups by each": _grouped("each"),
    "groups by a period": _grouped("period"),
    "groups by one related": _grouped("related"),
    "groups by two": _grouped("each, two"),
    "groups by one related and one": _grouped("related, two"),
    "groups in order": _grouped("each", "[{key: DESC}]"),
    "groups in an order of $o": _grouped(
        "each", "$o", Run(), Run({"o": [{"count": "ASC"}]}), Run({"o": [{"key": "DESC"}, {"count": "ASC"}]}),
        declared="$o: [GroupOrder!]",
    ),
    "groups: first": _grouped("each", first="2"),
    "groups: first: $n": _grouped("each", "", Run(), Run({"n": 1}), Run({"n": None}), declared="$n: Int", first="$n"),
    "groups: by: $b": _by_variable,
    "an alias twice": _text(f"a: {TELLS_NODE} b: {TELLS_NODE} totalCount c: totalCount"),
    "a field merged": _text("nodes { __typename } nodes { ... on Node { id } } edges { cursor } edges { cursor }"),
    "a fragment in place": _text("... on CONNECTION { totalCount nodes { ... on NODE { __typename } } }"),
    "a fragment in place, of no type": _text(f"... {{ totalCount }} ... @include(if: true) {{ {TELLS_NODE} }}"),
    "a fragment on an interface": _on_interfaces,
    "a fragment behind": _with_fragments("...F", f"fragment F on CONNECTION {{ totalCount {TELLS_NODE} }}"),
    "a fragment in front": _with_fragments("...F", f"fragment F on CONNECTION {{ totalCount {TELLS_NODE} }}", first=True),
    "a fragment within a fragment": _with_fragments(
        "...F nodes { ...G }", "fragment F on CONNECTION { totalCount nodes { ...G } } fragment G on Node { id }"
    ),
    "a fragment that operations share": _with_fragments(
        "...F",
        f"fragment F on CONNECTION {{ totalCount @include(if: $a) {TELLS_NODE} edges @include(if: $b) {{ cursor }} }}",
        *INCLUDED,
        declared="$a: Boolean!; $b: Boolean!",
    ),
    "a fragment in front that operations share": _with_fragments(
        "...F",
        f"fragment F on CONNECTION {{ totalCount @skip(if: $a) {TELLS_NODE} edges @skip(if: $b) {{ cursor }} }}",
        *INCLUDED,
        first=True,
        declared="$a: Boolean!; $b: Boolean!",
    ),
    "@include and @skip": _text(f"totalCount @include(if: true) {TELLS_NODE} edges @skip(if: true) {{ cursor }}"),
    "@include: $a": _text(
        f"totalCount @include(if: $a) {TELLS_NODE}", "$a: Boolean!", Run({"a": True}), Run({"a": False})
    ),
    "@include: $a with a default": _text(
        f"totalCount @include(if: $a) {TELLS_NODE}",
        "$a: Boolean = true",
        Run(),
        Run({"a": False}),
        Run({"a": None}, refused=True),
    ),
    "@skip: $a with a default": _text(
        f"totalCount @skip(if: $a) {TELLS_NODE}",
        "$a: Boolean = true",
        Run({"a": False}),
        Run({"a": None}, refused=True),
        Run(),
    ),
}  # fmt: skip
"""The productions of a selection, by what is written."""
