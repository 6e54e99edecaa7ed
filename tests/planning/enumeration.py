"""Everything that can be asked of one root field, one thing at a time, from the live schema."""

from collections.abc import Iterator, Sequence
from typing import cast

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_list_type,
)
from strawberry.schema.schema_converter import GraphQLCoreConverter

from graph.kinds.all import MODEL
from graph.lists import order_name
from graph.model import Property, Type
from graph.want import OrderKey
from resolvers.shown import MARK, SortsCount, SortsOne, SortsProperty
from tests.sealed import SEAL

DIRECTIONS = ("ASC", "DESC")
JOINING = {"AND", "OR", "NOT"}
PAGES = ("first: 5", "last: 5", 'first: 5, after: "{}"', 'last: 5, before: "{}"')
EXAMPLES: dict[str, str] = {
    "Int": "3",
    "Float": "33.5",
    "Boolean": "true",
    "Date": '"2021-04-01"',
    "DateTime": '"2021-04-01T09:00:00Z"',
    "ID": '"x"',
    "String": '"サ"',
}
KEPT: dict[Type, object] = {
    Type.STRING: "サ",
    Type.INTEGER: 3,
    Type.FLOAT: 33.5,
    Type.BOOLEAN: True,
    Type.DATE: "2021-04-01",
    Type.DATETIME: "2021-04-01T09:00:00+00:00",
}


def enumerated(schema: GraphQLSchema) -> Iterator[str]:
    """Every operation of one root field and one feature, small ones first for each kind."""
    kinds = [*MODEL_KINDS]
    query = cast("GraphQLObjectType", schema.query_type)
    everything = " ".join(f"... on {kind} {{ {_name(schema, kind)} }}" for kind in kinds)
    yield '{ node(id: "x") { __typename id } }'
    yield f'{{ node(id: "x") {{ id {everything} }} }}'
    yield '{ nodes(ids: ["x", "y"]) { __typename id } }'
    yield f'{{ nodes(ids: ["x", "y"]) {{ id {everything} }} }}'
    for kind in kinds:
        one = next(name for name, field in query.fields.items() if str(field.type) == kind)
        many = next(
            name for name, field in query.fields.items() if str(field.type) == f"{kind}Connection"
        )
        yield f'{{ {one}(id: "x") {{ id }} }}'
        yield f"{{ {many} {{ totalCount }} }}"
        yield f"{{ {many} {{ totalCount nodes {{ id }} }} }}"
        yield f"{{ {many} {{ aggregate {{ count }} nodes {{ id }} }} }}"
        for order in ((), *orders(schema, kind)):
            for page in pages(schema, kind, order):
                yield f"{{ {many}({page}) {{ edges {{ cursor node {{ id }} }} }} }}"
        for condition in conditions(schema, kind):
            yield f"{{ {many}(where: {condition}) {{ nodes {{ id }} }} }}"
        for condition in comparisons(schema, kind):
            yield f"{{ {many}(where: {condition}) {{ totalCount }} }}"
        for relation in relations(schema, kind):
            yield f'{{ {one}(id: "x") {{ {relation} }} }}'


def _name(schema: GraphQLSchema, kind: str) -> str:
    type_ = cast("GraphQLObjectType", schema.type_map[kind])
    return f"name_{kind}: name" if "name" in type_.fields else "__typename"


def pages(schema: GraphQLSchema, kind: str, order: Sequence[str]) -> Iterator[str]:
    """The arguments of the first page, the last one, and those after and before a cursor."""
    sorted_by = f", orderBy: [{', '.join(order)}]" if order else ""
    for page in PAGES:
        yield page.format(cursor_of(schema, kind, order)) + sorted_by


def orders(schema: GraphQLSchema, kind: str) -> Iterator[tuple[str, ...]]:
    """Every single thing a kind's list is sorted by: its own properties both ways."""
    type_ = cast("GraphQLInputObjectType", schema.type_map[f"{kind}Order"])
    for name, each in type_.fields.items():
        inner = get_named_type(each.type)
        if isinstance(inner, GraphQLInputObjectType):
            for place, further in enumerate(inner.fields):
                yield (f"{{{name}: {{{further}: {DIRECTIONS[place % 2]}}}}}",)
        else:
            for direction in DIRECTIONS:
                yield (f"{{{name}: {direction}}}",)


def cursor_of(
    schema: GraphQLSchema, kind: str, order: Sequence[str], tie: Sequence[str] = ()
) -> str:
    """A cursor of that order, as if from some page of it; along a tie it holds the tie's dates."""
    keys: list[OrderKey] = []
    values: list[object] = []
    for each in order:
        key, kept = _key(schema, kind, each)
        keys.append(key)
        values += kept
    if not order:
        values = [KEPT[MODEL.kind(kind)[name].type] for name in MODEL.kind(kind).order]
    return SEAL.text(order_name(MODEL.kind(kind), tuple(keys)), [*values, "x", *tie])


def _key(schema: GraphQLSchema, kind: str, written: str) -> tuple[OrderKey, list[object]]:
    words = written.replace("{", " ").replace("}", " ").replace(":", " ").split()
    type_ = cast("GraphQLInputObjectType", schema.type_map[f"{kind}Order"])
    down = words[-1] == "DESC"
    definition = type_.fields[words[0]].extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
    match definition.metadata[MARK]:
        case SortsProperty(name):
            own = MODEL.kind(kind)[name]
            value = _kept(own)
            return OrderKey(name, down), [value] if own.required else [False, value]
        case SortsCount(step):
            return OrderKey(None, down, step), [3]
        case SortsOne(step):
            inner = cast("GraphQLInputObjectType", get_named_type(type_.fields[words[0]].type))
            further = inner.fields[words[1]].extensions[GraphQLCoreConverter.DEFINITION_BACKREF]
            name = further.metadata[MARK].name
            return OrderKey(name, down, step), [False, _kept(MODEL.kind(step.kind)[name])]
        case mark:
            raise AssertionError(mark)


def _kept(each: Property) -> object:
    return each.choice.values[0].name if each.choice else KEPT[each.type]


def comparisons(schema: GraphQLSchema, kind: str) -> Iterator[str]:
    """Every operator on every property."""
    for name, inner in _narrowing(schema, kind):
        if inner.name.endswith("Filter"):
            for operator in inner.fields:
                yield f"{{{name}: {{{operator}: {_operand(inner, operator)}}}}}"


def conditions(schema: GraphQLSchema, kind: str) -> Iterator[str]:
    """Every comparison, every quantifier over every relation, and what joins conditions."""
    yield from comparisons(schema, kind)
    for name, inner in _narrowing(schema, kind):
        if inner.name.endswith("RelatedWhere"):
            for quantifier in ("some", "every", "none", "single"):
                yield f'{{{name}: {{{quantifier}: {{id: {{eq: "x"}}}}}}}}'
            yield f"{{{name}: {{count: {{gt: 1}}}}}}"
            yield f'{{{name}: {{tie: {{since: {{gte: "2020-04-01"}}}}, some: {{}}}}}}'
        elif not inner.name.endswith("Filter"):
            yield f'{{{name}: {{id: {{eq: "x"}}}}}}'
    yield '{OR: [{id: {eq: "x"}}, {id: {eq: "y"}}]}'
    yield '{NOT: {id: {eq: "x"}}}'


def _narrowing(schema: GraphQLSchema, kind: str) -> Iterator[tuple[str, GraphQLInputObjectType]]:
    type_ = cast("GraphQLInputObjectType", schema.type_map[f"{kind}Where"])
    for name, each in type_.fields.items():
        if name not in JOINING:
            yield name, cast("GraphQLInputObjectType", get_named_type(each.type))


def _operand(type_: GraphQLInputObjectType, operator: str) -> str:
    each = type_.fields[operator].type
    named = get_named_type(each)
    if isinstance(named, GraphQLInputObjectType):
        value = EXAMPLES[get_named_type(named.fields["from"].type).name]
        return f"{{from: {value}, to: {value}}}"
    value = next(iter(named.values)) if isinstance(named, GraphQLEnumType) else EXAMPLES[named.name]
    return f"[{value}]" if is_list_type(each) else value


def relations(schema: GraphQLSchema, kind: str) -> Iterator[str]:
    """Every relation of a kind: its pages from either end, its count, a narrowed and a sorted one."""
    type_ = cast("GraphQLObjectType", schema.type_map[kind])
    for name, field in type_.fields.items():
        inner = get_named_type(field.type)
        if is_abstract_type(inner):
            yield f"{name} {{ __typename ... on Node {{ id }} }}"
        elif inner.name in MODEL_KINDS:
            yield f"{name} {{ id }}"
            yield f'{name}(asOf: "2020-04-01") {{ id }}'
        elif inner.name.endswith("Connection"):
            end = get_named_type(cast("GraphQLObjectType", inner).fields["nodes"].type).name
            yield f"{name} {{ totalCount }}"
            shows = field.extensions[GraphQLCoreConverter.DEFINITION_BACKREF].metadata[MARK]
            yield from (f"{name}{each}" for each in _pages_of(schema, end, shows.step.tie))


def _pages_of(schema: GraphQLSchema, end: str, tie: str) -> Iterator[str]:
    """Arguments and selections of a connection along a tie to nodes of a kind, or of one of several."""
    if end not in MODEL_KINDS:
        for page in PAGES[:2]:
            yield f"({page}) {{ edges {{ cursor node {{ __typename ... on Node {{ id }} }} }} }}"
        return
    usual = MODEL.tie(tie).sorts(MODEL.kind(end))
    order = (f"{{{usual}: ASC}}",) if usual else ()
    for page in PAGES:
        cursor = cursor_of(schema, end, order, ("2021-04-01/",))
        yield f"({page.format(cursor)}) {{ edges {{ cursor node {{ id }} }} }}"
    yield '(where: {id: {eq: "x"}}) { totalCount nodes { id } }'
    order = next(orders(schema, end))
    yield f"(orderBy: [{order[0]}]) {{ nodes {{ id }} }}"


MODEL_KINDS = {each.name for each in MODEL.kinds}
