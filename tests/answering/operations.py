"""Operations drawn from the live schema: whatever a frontend developer could write."""

from collections.abc import Callable, Sequence
from typing import cast

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLType,
    get_named_type,
    is_leaf_type,
    is_list_type,
    is_object_type,
)
from hypothesis import strategies as st

DEEPEST = 4
DAYS = ("2015-04-01", "2018-06-30", "2021-07-31")
TEXTS = ("さ", "サ", "佐", "01", "10", "福祉", "")


@st.composite
def operations(draw: st.DrawFn, schema: GraphQLSchema, ids: Sequence[tuple[str, str]]) -> str:
    """A query with one to three root fields; `ids` are (kind, id) pairs to ask for by id."""
    query = schema.query_type
    assert query is not None
    fields = [_root(draw, schema, query, ids, place) for place in range(draw(st.integers(1, 3)))]
    return "{ " + " ".join(fields) + " }"


def _root(
    draw: st.DrawFn,
    schema: GraphQLSchema,
    query: GraphQLObjectType,
    ids: Sequence[tuple[str, str]],
    place: int,
) -> str:
    kind, id_ = draw(st.sampled_from(ids))
    object_type = schema.type_map[kind]
    assert isinstance(object_type, GraphQLObjectType)
    how = draw(st.sampled_from(["one", "node", "nodes", "page"]))
    name = next(n for n, f in query.fields.items() if str(f.type) == kind)
    if how == "one":
        return f'r{place}: {name}(id: "{id_}") {_selection(draw, object_type, 1)}'
    if how == "page":
        name, field = next(
            (n, f) for n, f in query.fields.items() if str(f.type) == f"{kind}Connection"
        )
        return f"r{place}: {_field(draw, name, field, 1)}"
    inner = f"{{ __typename ... on {kind} {_selection(draw, object_type, 1)} id }}"
    if how == "node":
        return f'r{place}: node(id: "{id_}") {inner}'
    other = draw(st.sampled_from(ids))[1]
    return f'r{place}: nodes(ids: ["{id_}", "unknown", "{other}"]) {inner}'


def _selection(
    draw: st.DrawFn, type_: GraphQLObjectType, depth: int, keys: Sequence[str] = ()
) -> str:
    """One to four fields of a type; of a group's key, those that it is grouped by."""
    names = [*keys] if type_.name.endswith("GroupKey") else list(type_.fields)
    if depth >= DEEPEST:
        names = [name for name in names if is_leaf_type(get_named_type(type_.fields[name].type))]
    picked = draw(st.lists(st.sampled_from(names or ["__typename"]), min_size=1, max_size=4))
    written: list[str] = []
    for place, name in enumerate(picked):
        text = (
            "__typename"
            if name == "__typename"
            else _field(draw, name, type_.fields[name], depth, keys)
        )
        written.append(draw(st.sampled_from(WRITINGS))(text, type_.name, f"x{depth}{place}"))
    return "{ " + " ".join(written) + " }"


def _field(
    draw: st.DrawFn, name: str, field: GraphQLField, depth: int, keys: Sequence[str] = ()
) -> str:
    inner = get_named_type(field.type)
    arguments: list[str] = []
    if "by" in field.args:
        by = cast("GraphQLInputObjectType", get_named_type(field.args["by"].type))
        keys = draw(st.lists(st.sampled_from([*by.fields]), min_size=1, max_size=3, unique=True))
        arguments.append(f"by: [{', '.join(_grouped_by(draw, by, each) for each in keys)}]")
    if "first" in field.args and draw(st.booleans()):
        ways = ["first", "first", "last"] if "last" in field.args else ["first"]
        way = draw(st.sampled_from(ways))
        arguments.append(f"{way}: {draw(st.integers(1, 4))}")
    if "asOf" in field.args and draw(st.integers(0, 3)) == 0:
        arguments.append(f'asOf: "{draw(st.sampled_from(DAYS))}"')
    if "where" in field.args and draw(st.integers(0, 2)) == 0:
        where = field.args["where"].type
        arguments.append(f"where: {_condition(draw, cast('GraphQLInputObjectType', where), 2)}")
    if "tie" in field.args and draw(st.integers(0, 4)) == 0:
        tie = field.args["tie"].type
        arguments.append(f"tie: {_condition(draw, cast('GraphQLInputObjectType', tie), 0)}")
    if "orderBy" in field.args and draw(st.integers(0, 2)) == 0:
        arguments.append(f"orderBy: {_order(draw, field)}")
    call = f"{name}({', '.join(arguments)})" if arguments else name
    if not is_object_type(inner):
        return call
    deeper = depth + (inner.name.endswith("Connection") or "Node" in map(str, inner.interfaces))
    return f"{call} {_selection(draw, inner, deeper, keys)}"


def _condition(draw: st.DrawFn, type_: GraphQLInputObjectType, depth: int) -> str:
    """A condition on one or two things, nested no deeper than `depth`."""
    names = [
        name
        for name, each in type_.fields.items()
        if depth or get_named_type(each.type).name.endswith("Filter")
    ]
    picked = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    return f"{{{', '.join(_narrowed(draw, type_, name, depth) for name in picked)}}}"


def _narrowed(draw: st.DrawFn, type_: GraphQLInputObjectType, name: str, depth: int) -> str:
    each = type_.fields[name].type
    named = get_named_type(each)
    assert isinstance(named, GraphQLInputObjectType)
    if named.name.endswith("Filter"):
        return f"{name}: {_compared(draw, named)}"
    inner = _condition(draw, named, depth - 1)
    return f"{name}: [{inner}]" if is_list_type(each) else f"{name}: {inner}"


def _compared(draw: st.DrawFn, type_: GraphQLInputObjectType) -> str:
    operator = draw(st.sampled_from([*type_.fields]))
    each = type_.fields[operator].type
    named = get_named_type(each)
    if isinstance(named, GraphQLInputObjectType):
        low, high = sorted((_value(draw, named.fields["from"].type) for _ in range(2)), key=_size)
        return f"{{{operator}: {{from: {low}, to: {high}}}}}"
    value = _value(draw, named)
    return f"{{{operator}: [{value}]}}" if is_list_type(each) else f"{{{operator}: {value}}}"


def _value(draw: st.DrawFn, type_: object) -> str:
    named = get_named_type(cast("GraphQLType", type_))
    if isinstance(named, GraphQLEnumType):
        return draw(st.sampled_from([*named.values]))
    if named.name == "DateTime":
        return f'"{draw(st.sampled_from(DAYS))}T09:00:00Z"'
    return {
        "Int": str(draw(st.integers(0, 90))),
        "Float": str(draw(st.integers(20, 40)) + 0.5),
        "Boolean": draw(st.sampled_from(["true", "false"])),
        "Date": f'"{draw(st.sampled_from(DAYS))}"',
        "ID": f'"{draw(st.sampled_from(["x", "2227DOC5Z3UPODC5UWZTPZC76Y"]))}"',
        "String": f'"{draw(st.sampled_from(TEXTS))}"',
    }[named.name]


def _size(text: str) -> tuple[int, float, str]:
    try:
        return 0, float(text), ""
    except ValueError:
        return 1, 0.0, text


def _order(draw: st.DrawFn, field: GraphQLField) -> str:
    type_ = get_named_type(field.args["orderBy"].type)
    assert isinstance(type_, GraphQLInputObjectType)
    picked = draw(st.lists(st.sampled_from([*type_.fields]), min_size=1, max_size=2, unique=True))
    return f"[{', '.join(_sorted_by(draw, type_, name) for name in picked)}]"


def _sorted_by(draw: st.DrawFn, type_: GraphQLInputObjectType, name: str) -> str:
    inner = get_named_type(type_.fields[name].type)
    if isinstance(inner, GraphQLInputObjectType):
        return f"{{{name}: {_sorted_by(draw, inner, draw(st.sampled_from([*inner.fields])))}}}"
    return f"{{{name}: {draw(st.sampled_from(['ASC', 'DESC']))}}}"


def _grouped_by(draw: st.DrawFn, type_: GraphQLInputObjectType, name: str) -> str:
    way = cast("GraphQLEnumType", get_named_type(type_.fields[name].type))
    return f"{{{name}: {draw(st.sampled_from([*way.values]))}}}"


def _aliased(text: str, _type: str, key: str) -> str:
    return f"{key}: {text}"


def _in_fragment(text: str, type_: str, key: str) -> str:
    return f"... on {type_} {{ {key}: {text} }}"


def _in_bare_fragment(text: str, _type: str, key: str) -> str:
    return f"... @include(if: true) {{ {key}: {text} }}"


def _left_out(text: str, _type: str, key: str) -> str:
    return f"{key}: {text} @skip(if: true) __typename" if "{" not in text else f"{key}: {text}"


WRITINGS: Sequence[Callable[[str, str, str], str]] = (
    _aliased,
    _aliased,
    _in_fragment,
    _in_bare_fragment,
    _left_out,
)
