"""Operations drawn from the live schema: whatever a frontend developer could write."""

from collections.abc import Callable, Iterator, Sequence
from typing import cast

from graphql import (
    GraphQLAbstractType,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLType,
    GraphQLUnionType,
    get_named_type,
    is_interface_type,
    is_leaf_type,
    is_list_type,
)
from hypothesis import strategies as st

from graph.want import Fork
from resolvers.collecting import declared, shown
from resolvers.shown import MARK, ShowsInquiry, ShowsMany

DEEPEST = 4
DEEPEST_CONDITION = 2
JOINING = {"AND", "OR", "NOT"}
SPELLED = {
    "平成27年4月1日": "2015-04-01",
    "Ｈ３０．６．３０": "2018-06-30",
    "r3/7/31": "2021-07-31",
    "S26.1.15": "1951-01-15",
}
"""Days as they may be typed, and as they are answered."""
DAYS = ("2015-04-01", "2018-06-30", "2021-07-31")
SEARCHED = (
    "さ",
    "佐",
    "ｻﾄｳ",
    "サトウ シズエ",
    "福祉",
    "田",
    "daily Life",
    "ふれあい サロン",
    "サトウ シ",
    "１",
    "と",
)
DATES = (*DAYS, *SPELLED)
FAMILY = "WN63G44ZIA63MDVY5PKSUXS74M"
SOUGHT = {
    "District": ('name: {eq: "神野"}', 'code: {in: ["03", "04"]}', 'name: {startsWith: "北"}'),
    "Household": (f'id: {{eq: "{FAMILY}"}}', 'address: {contains: "1"}'),
    "Resident": ('name: {eq: "三田 健二"}', 'kana: {startsWith: "サ"}', "id: {in: []}"),
    "NeedCategory": ('code: {eq: "DEBT"}', 'code: {in: ["DEBT", "ISOLATION"]}'),
    "Agency": ('name: {contains: "市"}',),
    "Supporter": ("mainRole: {eq: COMMISSIONER}",),
    "Place": ("type: {in: [SALON, HALL]}",),
    "Area": ('code: {startsWith: ""}',),
    "Municipality": ('code: {eq: "412015"}',),
    "Field": ('code: {startsWith: ""}',),
    "Meeting": ('id: {eq: "unknown"}',),
    "Referral": ("state: {eq: COMPLETED}",),
    "Need": ('openedOn: {eq: "2018-06-30"}',),
    "Consultation": ("fiscalYear: {eq: 2020}",),
    "SupportGap": ("rule: {eq: ISOLATION}",),
}
"""Conditions by which an index, or a kind of few, finds nodes of the small city."""
TEXTS = ("さ", "サ", "佐", "01", "10", "福祉", "")


@st.composite
def operations(draw: st.DrawFn, schema: GraphQLSchema, ids: Sequence[tuple[str, str]]) -> str:
    """A query with one to three root fields; `ids` are (kind, id) pairs to ask for by id."""
    query = schema.query_type
    assert query is not None
    fields = [_root(draw, schema, query, ids, place) for place in range(draw(st.integers(1, 3)))]
    return "{ " + " ".join(fields) + " }"


@st.composite
def conditions(draw: st.DrawFn, schema: GraphQLSchema, kind: str) -> str:
    """A condition on nodes of a kind."""
    where = cast("GraphQLInputObjectType", schema.type_map[f"{kind}Where"])
    return _condition(draw, where, DEEPEST_CONDITION)


@st.composite
def orders(draw: st.DrawFn, schema: GraphQLSchema, list_name: str) -> str:
    """An order of a root list."""
    assert schema.query_type is not None
    return _order(draw, schema.query_type.fields[list_name])


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
    how = draw(st.sampled_from(["one", "node", "nodes", "page", "search"]))
    name = next(n for n, f in query.fields.items() if str(f.type) == kind)
    if how == "one":
        return f'r{place}: {name}(id: "{id_}") {_selection(draw, schema, object_type, 1)}'
    if how == "page":
        name, field = next(
            (n, f) for n, f in query.fields.items() if str(f.type) == f"{kind}Connection"
        )
        return f"r{place}: {_field(draw, schema, name, field, 1)}"
    if how == "search":
        return f"r{place}: {_field(draw, schema, 'search', query.fields['search'], 1)}"
    inner = f"{{ __typename ... on {kind} {_selection(draw, schema, object_type, 1)} id }}"
    if how == "node":
        return f'r{place}: node(id: "{id_}") {inner}'
    other = draw(st.sampled_from(ids))[1]
    return f'r{place}: nodes(ids: ["{id_}", "unknown", "{other}"]) {inner}'


def _selection(
    draw: st.DrawFn,
    schema: GraphQLSchema,
    type_: GraphQLObjectType,
    depth: int,
    *,
    tag: str = "",
    keys: Sequence[str] = (),
) -> str:
    """One to four fields of a type; of a group's key, those that it is grouped by."""
    names = [*keys] if type_.name.endswith("GroupKey") else _walked(type_)
    if depth >= DEEPEST:
        names = [name for name in names if is_leaf_type(get_named_type(type_.fields[name].type))]
    picked = draw(st.lists(st.sampled_from(names or ["__typename"]), min_size=1, max_size=4))
    written: list[str] = []
    for place, name in enumerate(picked):
        text = (
            "__typename"
            if name == "__typename"
            else _field(draw, schema, name, type_.fields[name], depth, keys=keys)
        )
        written.append(draw(st.sampled_from(WRITINGS))(text, type_.name, f"x{depth}{place}{tag}"))
    return "{ " + " ".join(written) + " }"


def _walked(type_: GraphQLObjectType) -> list[str]:
    """The fields that the oracle walks to; what inquiries answer has naive counterparts of its own."""
    return [
        name
        for name, each in type_.fields.items()
        if not isinstance(declared(each).metadata.get(MARK), ShowsInquiry)
    ]


def _field(
    draw: st.DrawFn,
    schema: GraphQLSchema,
    name: str,
    field: GraphQLField,
    depth: int,
    *,
    keys: Sequence[str] = (),
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
    if "text" in field.args:
        arguments.append(f'text: "{draw(st.sampled_from(SEARCHED))}"')
    if "kinds" in field.args and draw(st.booleans()):
        arguments.append(f"kinds: [{', '.join(_kinds(draw, field))}]")
    if "asOf" in field.args and draw(st.integers(0, 3)) == 0:
        arguments.append(f'asOf: "{draw(st.sampled_from(DATES))}"')
    if "style" in field.args and draw(st.booleans()):
        arguments.append(f"style: {draw(st.sampled_from(['FULL', 'SHORT', 'null']))}")
    if "where" in field.args and draw(st.integers(0, 2)) == 0:
        where = field.args["where"].type
        arguments.append(
            f"where: {_condition(draw, cast('GraphQLInputObjectType', where), DEEPEST_CONDITION)}"
        )
    if "tie" in field.args and draw(st.integers(0, 4)) == 0:
        tie = field.args["tie"].type
        arguments.append(f"tie: {_condition(draw, cast('GraphQLInputObjectType', tie), 0)}")
    if "orderBy" in field.args and draw(st.integers(0, 2)) == 0:
        arguments.append(f"orderBy: {_order(draw, field)}")
    call = f"{name}({', '.join(arguments)})" if arguments else name
    return f"{call} {_below(draw, schema, inner, depth, keys)}".rstrip()


def _below(
    draw: st.DrawFn, schema: GraphQLSchema, type_: object, depth: int, keys: Sequence[str]
) -> str:
    """What is selected of what a field leads to; nothing of a value."""
    if isinstance(type_, GraphQLInterfaceType | GraphQLUnionType):
        return _among(draw, schema, type_, depth + 1)
    if not isinstance(type_, GraphQLObjectType):
        return ""
    deeper = depth + (type_.name.endswith("Connection") or "Node" in map(str, type_.interfaces))
    return _selection(draw, schema, type_, deeper, keys=keys)


def _among(draw: st.DrawFn, schema: GraphQLSchema, type_: GraphQLAbstractType, depth: int) -> str:
    """A selection of what is one of several types: of all of them, and of some of them."""
    common = ["__typename", "... on Node { id }", "... on Named { n: name k: kana }"]
    if is_interface_type(type_):
        common += ["name", "i: id", "... on Party { kana }"]
    picked = draw(st.lists(st.sampled_from(common), min_size=1, max_size=2, unique=True))
    types = draw(st.lists(st.sampled_from(schema.get_possible_types(type_)), max_size=2))
    for place, each in enumerate(types):
        picked.append(
            f"... on {each.name} {_selection(draw, schema, each, depth, tag=f'o{place}')}"
        )
    return "{ " + " ".join(picked) + " }"


def _kinds(draw: st.DrawFn, field: GraphQLField) -> list[str]:
    """Some of the kinds that a list may hold, of those that whoever asks knows."""
    named = get_named_type(field.args["kinds"].type)
    assert isinstance(named, GraphQLEnumType)
    values = [*named.values]
    if "text" not in field.args:
        shows = shown(field)
        assert isinstance(shows, ShowsMany)
        assert isinstance(shows.step, Fork)
        values = [kind.upper() for kind in shows.step.kinds if kind.upper() in named.values]
    return draw(st.lists(st.sampled_from(values), min_size=1, max_size=2))


def _condition(draw: st.DrawFn, type_: GraphQLInputObjectType, depth: int) -> str:
    """A condition on one or two things, nested no deeper than `depth`."""
    if depth == DEEPEST_CONDITION and draw(st.booleans()) and (way := _led_to(draw, type_)):
        beside = _condition(draw, type_, 1)
        also = draw(st.sampled_from([beside, f"{{NOT: {beside}}}", f"{{OR: [{beside}, {way}]}}"]))
        return draw(st.sampled_from([way, way, f"{{AND: [{also}, {way}]}}", f"{{OR: [{way}]}}"]))
    names = [
        name
        for name, each in type_.fields.items()
        if depth or get_named_type(each.type).name.endswith("Filter")
    ]
    picked = draw(st.lists(st.sampled_from(names), min_size=1, max_size=2, unique=True))
    return f"{{{', '.join(_narrowed(draw, type_, name, depth) for name in picked)}}}"


def _led_to(draw: st.DrawFn, type_: GraphQLInputObjectType) -> str:
    """A condition that names a node one or two steps away by what finds it; empty without one."""
    ways = [
        f"{{{name}: {way}}}"
        for name, each in type_.fields.items()
        for way in _sought(get_named_type(each.type), 1)
        if name not in JOINING
    ]
    return draw(st.sampled_from(ways)) if ways else ""


def _sought(type_: object, steps: int) -> Iterator[str]:
    """What leads to a node that is sought, from a condition on related nodes."""
    if not isinstance(type_, GraphQLInputObjectType) or type_.name.endswith("Filter"):
        return
    if "some" in type_.fields:
        for way in _sought(get_named_type(type_.fields["some"].type), steps):
            yield f"{{some: {way}}}"
        return
    for way in SOUGHT.get(type_.name.removesuffix("Where"), ()):
        if way.partition(":")[0] in type_.fields:
            yield f"{{{way}}}"
    if steps:
        for name, each in type_.fields.items():
            if name not in JOINING:
                for way in _sought(get_named_type(each.type), steps - 1):
                    yield f"{{{name}: {way}}}"


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
        "Date": f'"{draw(st.sampled_from(DATES))}"',
        "ID": f'"{draw(st.sampled_from(["x", "2227DOC5Z3UPODC5UWZTPZC76Y"]))}"',
        "String": f'"{draw(st.sampled_from(TEXTS))}"',
    }[named.name]


def _size(text: str) -> tuple[int, float, str]:
    try:
        return 0, float(text), ""
    except ValueError:
        return 1, 0.0, SPELLED.get(text.strip('"'), text.strip('"'))


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
