"""Everything a role can read within two steps of any list, as documents made from its own schema."""

from collections.abc import Container, Iterator

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)

from graph.kinds.all import MODEL

KINDS = {kind.name for kind in MODEL.kinds}
PAGE = "first: 50"
POINT = "Position"


def lists(
    schema: GraphQLSchema, as_of: str | None = None, only: Container[str] = KINDS
) -> Iterator[str]:
    """A document for each list at the root: counts, cursors, its nodes and what they lead to."""
    assert schema.query_type is not None
    for name, field in schema.query_type.fields.items():
        type_ = get_named_type(field.type)
        if name == "search" or not _is_list(type_):
            continue
        node = get_named_type(type_.fields["nodes"].type)
        if node.name not in only:
            continue
        shown = _node(schema, node, 2, as_of)
        counted = " ".join(each for each in ("totalCount",) if each in type_.fields)
        yield f"{{ {name}({PAGE}) {{ {counted} pageInfo {{ endCursor }} edges {{ cursor node {shown} }} }} }}"


def by_ids(schema: GraphQLSchema, ids: list[str]) -> str:
    """A document for nodes by their ids, of whichever kind."""
    listed = ", ".join(f'"{each}"' for each in ids)
    node = schema.type_map["Node"]
    assert isinstance(node, GraphQLInterfaceType)
    return f"{{ nodes(ids: [{listed}]) {_any(schema, node)} }}"


def ordered(schema: GraphQLSchema, kind: str, name: str) -> Iterator[str]:
    """Documents that sort the list of a kind by a property both ways, where the role may ask so."""
    root = _root_of(schema, kind)
    order = schema.type_map.get(f"{kind}Order")
    if root is not None and order is not None and name in order.fields:  # type: ignore[union-attr]
        for way in ("ASC", "DESC"):
            yield f"{{ {root}(orderBy: [{{{name}: {way}}}]) {{ edges {{ cursor node {{ id }} }} }} }}"


def counted(schema: GraphQLSchema, kind: str, name: str, condition: str) -> str | None:
    """A document that counts those of a kind for whom a condition on a property holds."""
    root = _root_of(schema, kind)
    where = schema.type_map.get(f"{kind}Where")
    if root is None or where is None or name not in where.fields:  # type: ignore[union-attr]
        return None
    held = condition.replace("$", name)
    return f"{{ {root}(where: {{{held}}}) {{ totalCount nodes {{ id }} }} }}"


def _root_of(schema: GraphQLSchema, kind: str) -> str | None:
    assert schema.query_type is not None
    for name, field in schema.query_type.fields.items():
        if get_named_type(field.type).name == f"{kind}Connection":
            return name
    return None


def _is_list(type_: object) -> bool:
    return isinstance(type_, GraphQLObjectType) and {"nodes", "edges"} <= set(type_.fields)


def _node(schema: GraphQLSchema, type_: object, depth: int, as_of: str | None) -> str:
    if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
        return _any(schema, type_)
    assert isinstance(type_, GraphQLObjectType)
    parts = [*_leaves(type_)]
    for name, field in type_.fields.items():
        inner = get_named_type(field.type)
        if depth and not _needs(field) and (_is_list(inner) or _is_node(inner)):
            parts.append(f"{name}{_given(field, as_of)} {_led_to(schema, inner, depth, as_of)}")
    return f"{{ {' '.join(parts)} }}"


def _led_to(schema: GraphQLSchema, type_: object, depth: int, as_of: str | None) -> str:
    if not _is_list(type_):
        return _node(schema, type_, depth - 2, as_of)
    assert isinstance(type_, GraphQLObjectType)
    node = get_named_type(type_.fields["nodes"].type)
    return f"{{ totalCount edges {{ cursor node {_node(schema, node, depth - 2, as_of)} }} }}"


def _any(schema: GraphQLSchema, type_: GraphQLInterfaceType | GraphQLUnionType) -> str:
    parts = ["__typename"]
    for each in schema.get_possible_types(type_):
        leaves = " ".join(f"{each.name}_{name.split()[0]}: {name}" for name in _leaves(each))
        parts.append(f"... on {each.name} {{ {leaves} }}")
    return f"{{ {' '.join(parts)} }}"


def _leaves(type_: GraphQLObjectType) -> list[str]:
    """Its plain values, and the two of a point on the map."""
    return [
        name if is_leaf_type(get_named_type(field.type)) else f"{name} {{ latitude longitude }}"
        for name, field in type_.fields.items()
        if not _needs(field)
        and (is_leaf_type(get_named_type(field.type)) or get_named_type(field.type).name == POINT)
    ]


def _is_node(type_: object) -> bool:
    if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
        return True
    return isinstance(type_, GraphQLObjectType) and type_.name in KINDS


def _needs(field: GraphQLField) -> bool:
    return any(is_required_argument(each) for each in field.args.values())


def _given(field: GraphQLField, as_of: str | None) -> str:
    return f'(asOf: "{as_of}")' if as_of and "asOf" in field.args else ""
