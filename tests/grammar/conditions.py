"""The productions of a condition, each written for whatever kind it is a condition on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import GraphQLInputObjectType, get_named_type, is_list_type

from tests.grammar.values import Values, literal, otherwise
from tests.grammar.writing import Condition, Run

JOINING = {"AND", "OR", "NOT"}
OPERATORS = (
    "eq", "in", "gt", "gte", "lt", "lte", "startsWith", "contains", "has", "hasAny", "between",
)  # fmt: skip
QUANTIFIERS = ("some", "every", "none", "single")


@dataclass(frozen=True)
class Compared:
    """A field of a condition, one of its operators, and a value that some node holds."""

    name: str
    type: GraphQLInputObjectType
    operator: str
    value: Any

    @property
    def given(self) -> dict[str, Any]:
        return {self.name: {self.operator: self.value}}

    @property
    def operand(self) -> Any:
        return self.type.fields[self.operator].type


@dataclass(frozen=True)
class Writing:
    """Writes conditions on nodes of a kind: the `turn` says which of its fields come first."""

    kind: str
    where: GraphQLInputObjectType
    values: Values
    turn: int = 0

    def fields(self) -> list[str]:
        names = [each for each in self.where.fields if each not in JOINING]
        at = self.turn % len(names)
        return names[at:] + names[:at]

    def inner(self, name: str) -> GraphQLInputObjectType:
        named = get_named_type(self.where.fields[name].type)
        assert isinstance(named, GraphQLInputObjectType)
        return named

    def compared(self, operator: str | None = None) -> Iterator[Compared]:
        """Comparisons, of what some node holds before what none does."""
        bare = list[Compared]()
        for name in self.fields():
            type_ = self.inner(name)
            if not type_.name.endswith("Filter"):
                continue
            held = self.values.of(self.kind, self.where, name)
            for each in [operator] if operator else ("eq", "gte", "has"):
                if each not in type_.fields:
                    continue
                found = Compared(name, type_, each, self._operand(type_, each, held))
                if held:
                    yield found
                else:
                    bare.append(found)
        yield from bare

    def _operand(self, type_: GraphQLInputObjectType, operator: str, held: Sequence[Any]) -> Any:
        each = type_.fields[operator].type
        named = get_named_type(each)
        if isinstance(named, GraphQLInputObjectType):
            bound = named.fields["from"].type
            low, high = (held[len(held) // 4], held[-1]) if held else [otherwise(bound)] * 2
            return {"from": low, "to": high}
        value = held[len(held) // 2] if held else otherwise(named)
        if operator in {"startsWith", "contains"} and isinstance(value, str) and held:
            value = value[: max(1, len(value) // 2)]
        return [value, held[0] if held else value] if is_list_type(each) else value

    def related(self, *, many: bool) -> Iterator[tuple[str, GraphQLInputObjectType]]:
        """Fields that lead to other nodes: those that lead to many, or to one."""
        for name in self.fields():
            type_ = self.inner(name)
            if not type_.name.endswith("Filter") and ("some" in type_.fields) is many:
                yield name, type_

    def beyond(self, name: str, type_: GraphQLInputObjectType) -> "Writing":
        """The same for the nodes that a field leads to."""
        to = get_named_type(type_.fields["some"].type) if "some" in type_.fields else type_
        assert isinstance(to, GraphQLInputObjectType)
        return Writing(to.name.removesuffix("Where"), to, self.values, self.turn + len(name))

    def two(self) -> tuple[Compared, Compared] | None:
        """Two comparisons of different fields that nodes can differ in."""
        found = list[Compared]()
        for each in self.compared():
            if each.name not in {one.name for one in found} and each.name != "id":
                found.append(each)
            if len(found) == 2:
                return found[0], found[1]
        return None

    def text(self, given: Any) -> str:
        return literal(given, self.where)


Production = Callable[[Writing], Condition | None]


def _plain(make: Callable[[Writing, dict[str, Any], dict[str, Any]], Any]) -> Production:
    """A condition made of two comparisons."""

    def write(writing: Writing) -> Condition | None:
        two = writing.two()
        if two is None:
            return None
        return Condition(writing.text(make(writing, two[0].given, two[1].given)))

    return write


def _operated(operator: str) -> Production:
    def write(writing: Writing) -> Condition | None:
        found = next(writing.compared(operator), None)
        return found and Condition(writing.text(found.given))

    return write


def _absent(is_null: bool) -> Production:  # noqa: FBT001 -- what the field is compared with
    def write(writing: Writing) -> Condition | None:
        for name in writing.fields():
            if "isNull" in writing.inner(name).fields and writing.inner(name).name.endswith(
                "Filter"
            ):
                return Condition(writing.text({name: {"isNull": is_null}}))
        return None

    return write


def _by_filter(make: Callable[[Writing, Compared], str | None]) -> Production:
    def write(writing: Writing) -> Condition | None:
        for each in writing.compared():
            if (text := make(writing, each)) is not None:
                return Condition(text)
        return None

    return write


def _one_of_list(_: Writing, each: Compared) -> str | None:
    if "in" not in each.type.fields:
        return None
    return f"{{{each.name}: {{in: [{literal(each.value, each.type.fields['in'].type)}]}}}}"


def _one_for_list(_: Writing, each: Compared) -> str | None:
    if "in" not in each.type.fields:
        return None
    return f"{{{each.name}: {{in: {literal(each.value, each.type.fields['in'].type)}}}}}"


def _two_operators(_: Writing, each: Compared) -> str | None:
    if not {"gte", "lte"} <= each.type.fields.keys():
        return None
    value = literal(each.value, each.type.fields["gte"].type)
    return f"{{{each.name}: {{gte: {value}, lte: {value}}}}}"


def _led(make: Callable[[str, dict[str, Any], dict[str, Any]], Any], *, many: bool) -> Production:
    """A condition on related nodes, made of the field's name and two comparisons of theirs."""

    def write(writing: Writing) -> Condition | None:
        for name, type_ in writing.related(many=many):
            two = writing.beyond(name, type_).two()
            if two is not None:
                return Condition(writing.text({name: make(name, two[0].given, two[1].given)}))
        return None

    return write


def _tied(make: Callable[[dict[str, Any], dict[str, Any]], Any]) -> Production:
    def write(writing: Writing) -> Condition | None:
        for name, type_ in writing.related(many=True):
            two = writing.beyond(name, type_).two()
            if two is not None and "tie" in type_.fields:
                since = {"since": {"gte": "1990-01-01"}}
                return Condition(writing.text({name: make(since, two[0].given)}))
        return None

    return write


def _twice_led(outer: str, inner: str) -> Production:
    def write(writing: Writing) -> Condition | None:
        for name, type_ in writing.related(many=True):
            beyond = writing.beyond(name, type_)
            for further, its in beyond.related(many=True):
                two = beyond.beyond(further, its).two()
                if two is not None:
                    given = {name: {outer: {further: {inner: two[0].given}}}}
                    return Condition(writing.text(given))
        return None

    return write


def _value_variable(
    text: str, runs: Callable[[Any], Sequence[Run]], default: str = ""
) -> Production:
    """A value that comes as `$v`, in `text` in the place of the operand; `type` is the operand's."""

    def write(writing: Writing) -> Condition | None:
        for each in writing.compared("eq"):
            if "in" not in each.type.fields:
                continue
            type_ = get_named_type(each.operand).name
            value = literal(each.value, each.operand)
            written = text.replace("NAME", each.name).replace("VALUE", value)
            more = default.replace("VALUE", value)
            declared = f"$v: {type_}{more}" if not more.startswith("[") else f"$v: [{type_}!]"
            return Condition(written, (declared,), tuple(runs(each.value)))
        return None

    return write


def _object_variable(
    text: str, type_: str, runs: Callable[[Any, Any], Sequence[Run]]
) -> Production:
    """A condition that comes as `$w`, in a text; its type may be in a list."""

    def write(writing: Writing) -> Condition | None:
        two = writing.two()
        if two is None:
            return None
        declared = "$w: " + type_.replace("WHERE", writing.where.name).replace(
            "DEFAULT", writing.text(two[1].given)
        )
        beside = writing.text(two[1].given)[1:-1]
        return Condition(
            text.replace("BESIDE", beside), (declared,), tuple(runs(two[0].given, two[1].given))
        )

    return write


def _related_variable(writing: Writing) -> Condition | None:
    for name, type_ in writing.related(many=True):
        two = writing.beyond(name, type_).two()
        if two is not None:
            runs = (Run(), Run({"r": {}}), Run({"r": {"some": two[0].given}}),
                    Run({"r": {"none": two[0].given}}), Run({"r": None}, refused=True))  # fmt: skip
            return Condition(f"{{{name}: $r}}", (f"$r: {type_.name}",), runs)
    return None


def _filter_variable(writing: Writing) -> Condition | None:
    for each in writing.compared("eq"):
        runs = (
            Run(),
            Run({"f": {}}),
            Run({"f": {"eq": each.value}}),
            Run({"f": None}, refused=True),
        )
        return Condition(f"{{{each.name}: $f}}", (f"$f: {each.type.name}",), runs)
    return None


PRODUCTIONS: dict[str, Production] = {
    "{}": lambda _: Condition("{}"),
    **{f"{operator}: value": _operated(operator) for operator in OPERATORS},
    "isNull: true": _absent(True),  # noqa: FBT003
    "isNull: false": _absent(False),  # noqa: FBT003
    "in: a list of one": _by_filter(_one_of_list),
    "in: one for a list": _by_filter(_one_for_list),
    "in: []": _by_filter(lambda _, each: f"{{{each.name}: {{in: []}}}}" if "in" in each.type.fields else None),
    "a filter {}": _by_filter(lambda _, each: f"{{{each.name}: {{}}}}"),
    "two operators": _by_filter(_two_operators),
    "two properties": _plain(lambda _, a, b: {**a, **b}),
    "AND: []": _plain(lambda _, __, ___: {"AND": []}),
    "AND: a list of one": _plain(lambda _, a, __: {"AND": [a]}),
    "AND: one for a list": _plain(lambda _, a, __: {"AND": a}),
    "AND: two": _plain(lambda _, a, b: {"AND": [a, b]}),
    "AND: [{}, one]": _plain(lambda _, a, __: {"AND": [{}, a]}),
    "AND beside a property": _plain(lambda _, a, b: {"AND": [a], **b}),
    "AND within AND": _plain(lambda _, a, b: {"AND": [{"AND": [a, b]}, a]}),
    "OR: []": _plain(lambda _, __, ___: {"OR": []}),
    "OR: a list of one": _plain(lambda _, a, __: {"OR": [a]}),
    "OR: one for a list": _plain(lambda _, a, __: {"OR": a}),
    "OR: two": _plain(lambda _, a, b: {"OR": [a, b]}),
    "OR: [{}, {}]": _plain(lambda _, __, ___: {"OR": [{}, {}]}),
    "OR: [{}, one]": _plain(lambda _, a, __: {"OR": [{}, a]}),
    "OR beside a property": _plain(lambda _, a, b: {"OR": [a, {"NOT": b}], **b}),
    "OR beside AND and NOT": _plain(lambda _, a, b: {"OR": [a, b], "AND": [a], "NOT": b}),
    "OR within OR": _plain(lambda _, a, b: {"OR": [{"OR": [a, b]}, {"NOT": a}]}),
    "OR within AND": _plain(lambda _, a, b: {"AND": [{"OR": [a, b]}, {"OR": [b, {"NOT": a}]}]}),
    "AND within OR": _plain(lambda _, a, b: {"OR": [{"AND": [a, b]}, {**a, **b}]}),
    "NOT: one": _plain(lambda _, a, __: {"NOT": a}),
    "NOT: {}": _plain(lambda _, __, ___: {"NOT": {}}),
    "NOT: two": _plain(lambda _, a, b: {"NOT": {**a, **b}}),
    "NOT beside a property": _plain(lambda _, a, b: {"NOT": a, **b}),
    "NOT within NOT": _plain(lambda _, a, __: {"NOT": {"NOT": a}}),
    "OR within NOT": _plain(lambda _, a, b: {"NOT": {"OR": [a, b]}}),
    "AND within NOT": _plain(lambda _, a, b: {"NOT": {"AND": [a, b]}}),
    "NOT within OR": _plain(lambda _, a, b: {"OR": [{"NOT": a}, {"NOT": b}]}),
    "one related: {}": _led(lambda _, __, ___: {}, many=False),
    "one related: one": _led(lambda _, a, __: a, many=False),
    "one related: OR": _led(lambda _, a, b: {"OR": [a, b]}, many=False),
    "many related: {}": _led(lambda _, __, ___: {}, many=True),
    **{
        f"{each}: {{}}": _led(lambda _, __, ___, each=each: {each: {}}, many=True)
        for each in QUANTIFIERS
    },
    **{
        f"{each}: one": _led(lambda _, a, __, each=each: {each: a}, many=True)
        for each in QUANTIFIERS
    },
    **{
        f"{each}: OR": _led(lambda _, a, b, each=each: {each: {"OR": [a, b]}}, many=True)
        for each in QUANTIFIERS
    },
    "two quantifiers": _led(lambda _, a, b: {"some": a, "none": b}, many=True),
    "count: {}": _led(lambda _, __, ___: {"count": {}}, many=True),
    "count: above": _led(lambda _, __, ___: {"count": {"gt": 1}}, many=True),
    "count: from and up to": _led(lambda _, __, ___: {"count": {"gte": 1, "lte": 2}}, many=True),
    "count beside a quantifier": _led(lambda _, a, __: {"count": {"gte": 1}, "every": a}, many=True),
    "tie: {}": _tied(lambda _, __: {"tie": {}}),
    "tie alone": _tied(lambda tie, __: {"tie": tie}),
    "tie beside some": _tied(lambda tie, a: {"tie": tie, "some": a}),
    "tie beside none": _tied(lambda tie, a: {"tie": tie, "none": a}),
    "tie beside count": _tied(lambda tie, __: {"tie": tie, "count": {"eq": 1}}),
    "some within some": _twice_led("some", "some"),
    "some within none": _twice_led("none", "some"),
    "every within some": _twice_led("some", "every"),
    "$v alone": _value_variable(
        "{NAME: {eq: $v}}", lambda v: (Run(), Run({"v": v}), Run({"v": None}, refused=True), Run())
    ),
    "$v with a default": _value_variable(
        "{NAME: {eq: $v}}",
        lambda v: (Run(), Run({"v": v}), Run({"v": None}, refused=True)),
        " = VALUE",
    ),
    "$v in a list": _value_variable(
        "{NAME: {in: [VALUE, $v]}}",
        lambda v: (Run(), Run({"v": v}), Run({"v": None}, refused=True)),
        " = VALUE",
    ),
    "$v a list": _value_variable(
        "{NAME: {in: $v}}",
        lambda v: (Run(), Run({"v": []}), Run({"v": [v]}), Run({"v": v}), Run({"v": None}, refused=True)),
        "[",
    ),
    "$v within OR": _value_variable(
        "{OR: [{NAME: {eq: $v}}, {NAME: {in: [VALUE]}}]}", lambda v: (Run(), Run({"v": v}))
    ),
    "$f a filter": _filter_variable,
    "$r a relation": _related_variable,
    "$w whole": _object_variable(
        "$w",
        "WHERE",
        lambda a, b: (Run(), Run({"w": a}), Run({"w": {"OR": [a, b]}}), Run({"w": {"OR": [{}, {}]}}),
                      Run({"w": {}}), Run({"w": None}), Run({"w": {"NOT": {"OR": [a, b]}}})),
    ),
    "$w with a default": _object_variable(
        "$w", "WHERE = DEFAULT", lambda a, _: (Run(), Run({"w": a}), Run({"w": None}))
    ),
    "$w within AND": _object_variable(
        "{AND: [{BESIDE}, $w]}", "WHERE!", lambda a, b: (Run({"w": a}), Run({"w": {"OR": [a, b]}}))
    ),
    "$w within OR": _object_variable(
        "{OR: [{BESIDE}, $w]}", "WHERE!", lambda a, b: (Run({"w": a}), Run({"w": {"AND": [a, b]}}))
    ),
    "$w within NOT": _object_variable(
        "{NOT: $w}",
        "WHERE",
        lambda a, b: (Run(), Run({"w": a}), Run({"w": {"OR": [a, b]}}), Run({"w": None}, refused=True)),
    ),
    "$w a list within OR": _object_variable(
        "{OR: $w}",
        "[WHERE!]",
        lambda a, b: (Run(), Run({"w": []}), Run({"w": [a]}), Run({"w": [a, b]}), Run({"w": a}),
                      Run({"w": None}, refused=True)),
    ),
    "$w a list within AND": _object_variable(
        "{AND: $w}", "[WHERE!]", lambda a, b: (Run(), Run({"w": []}), Run({"w": [a, {"OR": [a, b]}]}))
    ),
}  # fmt: skip
"""The productions of a condition, by what is written."""
