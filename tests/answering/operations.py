"""Operations drawn from the live schema: whatever a frontend developer could write."""

from collections.abc import Callable, Sequence

from graphql import (
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_leaf_type,
    is_object_type,
)
from hypothesis import strategies as st

DEEPEST = 4
DAYS = ("2015-04-01", "2018-06-30", "2021-07-31")


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


def _selection(draw: st.DrawFn, type_: GraphQLObjectType, depth: int) -> str:
    names = list(type_.fields)
    if depth >= DEEPEST:
        names = [name for name in names if is_leaf_type(get_named_type(type_.fields[name].type))]
    picked = draw(st.lists(st.sampled_from(names or ["__typename"]), min_size=1, max_size=4))
    written: list[str] = []
    for place, name in enumerate(picked):
        text = (
            "__typename" if name == "__typename" else _field(draw, name, type_.fields[name], depth)
        )
        written.append(draw(st.sampled_from(WRITINGS))(text, type_.name, f"x{depth}{place}"))
    return "{ " + " ".join(written) + " }"


def _field(draw: st.DrawFn, name: str, field: GraphQLField, depth: int) -> str:
    inner = get_named_type(field.type)
    arguments: list[str] = []
    if "first" in field.args and draw(st.booleans()):
        arguments.append(f"first: {draw(st.integers(1, 4))}")
    if "asOf" in field.args and draw(st.integers(0, 3)) == 0:
        arguments.append(f'asOf: "{draw(st.sampled_from(DAYS))}"')
    call = f"{name}({', '.join(arguments)})" if arguments else name
    if not is_object_type(inner):
        return call
    deeper = depth + (inner.name.endswith("Connection") or "Node" in map(str, inner.interfaces))
    return f"{call} {_selection(draw, inner, deeper)}"


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
