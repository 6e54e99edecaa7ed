"""The productions of a list's other arguments: its page, order, days, kinds and edge conditions."""

from collections.abc import Callable, Iterator

from graphql import GraphQLEnumType, GraphQLInputObjectType, get_named_type

from graph.want import Fork
from tests.grammar.conditions import OPERATORS, Writing
from tests.grammar.values import Values, literal, otherwise
from tests.grammar.writing import Argued, Place, Run, Spot

DAY, WAREKI = '"2020-04-01"', '"Ｈ３０．６．３０"'
Production = Callable[[Spot, Values], Argued | None]


def _page(argument: str, declared: str = "", *runs: Run) -> Production:
    def write(spot: Spot, _: Values) -> Argued | None:
        backward = "last" in argument
        if spot.place is Place.CURSOR and backward != spot.backward:
            return None
        if "last" not in spot.field.args and backward:
            return None
        return Argued((argument,), (declared,) if declared else (), runs or (Run(),))

    return write


def _orders(spot: Spot) -> GraphQLInputObjectType | None:
    given = spot.field.args.get("orderBy")
    named = get_named_type(given.type) if given else None
    return named if isinstance(named, GraphQLInputObjectType) else None


def _names(spot: Spot, what: str) -> Iterator[str]:
    """Fields of an order: of the kind's own, of how many are related, of one that is related."""
    order = _orders(spot)
    for name, each in order.fields.items() if order else ():
        related = isinstance(get_named_type(each.type), GraphQLInputObjectType)
        kind = "related" if related else "count" if name.endswith("Count") else "own"
        if kind == what:
            yield name


def _ordered(what: str, text: str, declared: str = "", *runs: Run) -> Production:
    def write(spot: Spot, _: Values) -> Argued | None:
        order = _orders(spot)
        names = [*_names(spot, what)]
        if order is None or not names:
            return None
        name = names[len(spot.kind) % len(names)]
        written = text.replace("NAME", name)
        if what == "related":
            inner = get_named_type(order.fields[name].type)
            assert isinstance(inner, GraphQLInputObjectType)
            written = written.replace("INNER", next(iter(inner.fields)))
        if "SECOND" in written:
            second = next((each for each in _names(spot, "own") if each != name), None)
            if second is None:
                return None
            written = written.replace("SECOND", second)
        argument = f"orderBy: {written}"
        more = tuple(
            Run(
                {key: _named(value, name) for key, value in run.variables.items()},
                refused=run.refused,
            )
            for run in runs
        )
        probed = "" if "$" in argument else argument
        if spot.place is Place.CURSOR and not probed:
            return None
        types = declared.replace("ORDER", order.name)
        return Argued((argument,), (types,) if types else (), more or (Run(),), order=probed)

    return write


def _named(value: object, name: str) -> object:
    if isinstance(value, list):
        return [_named(each, name) for each in value]
    if isinstance(value, dict):
        return {key.replace("NAME", name): each for key, each in value.items()}
    return value


def _argument(name: str, text: str, declared: str = "", *runs: Run) -> Production:
    def write(spot: Spot, _: Values) -> Argued | None:
        if name not in spot.field.args:
            return None
        return Argued((f"{name}: {text}",), (declared,) if declared else (), runs or (Run(),))

    return write


def _kinds(text: str, declared: str = "", sent: str = "") -> Production:
    """Some of the kinds that a list of several may hold."""

    def write(spot: Spot, _: Values) -> Argued | None:
        if "kinds" not in spot.field.args:
            return None
        named = get_named_type(spot.field.args["kinds"].type)
        assert isinstance(named, GraphQLEnumType)
        held = {each.replace("_", ""): each for each in named.values}
        of_step = spot.step.kinds if isinstance(spot.step, Fork) else held
        kinds = [held[kind.upper()] for kind in of_step if kind.upper() in held]
        if len(kinds) < 2:
            return None
        written = text.replace("ONE", kinds[0]).replace("TWO", kinds[1])
        runs = (Run({"k": [kinds[1]]}), Run({"k": kinds}), Run()) if sent else (Run(),)
        types = declared.replace("KIND", named.name)
        return Argued((f"kinds: {written}",), (types,) if types else (), runs)

    return write


def _tie(operator: str) -> Production:
    """An edge condition by an operator on what the tie says, where that may be compared so."""

    def write(spot: Spot, _: Values) -> Argued | None:
        if "tie" not in spot.field.args or spot.place is Place.EDGE:
            return None
        type_ = get_named_type(spot.field.args["tie"].type)
        assert isinstance(type_, GraphQLInputObjectType)
        for name, each in type_.fields.items():
            inner = get_named_type(each.type)
            assert isinstance(inner, GraphQLInputObjectType)
            if operator in inner.fields:
                operand = inner.fields[operator].type
                named = get_named_type(operand)
                if isinstance(named, GraphQLInputObjectType):
                    value = '{from: "1990-01-01", to: "2021-04-01"}' if "Date" in inner.name else ""
                    if not value:
                        continue
                elif operator == "isNull":
                    value = "true"
                else:
                    value = literal(otherwise(named), operand)
                    value = f"[{value}]" if operator in {"in", "hasAny"} else value
                return Argued((f"tie: {{{name}: {{{operator}: {value}}}}}",))
        return None

    return write


def _variable_tie(spot: Spot, _: Values) -> Argued | None:
    if "tie" not in spot.field.args or spot.place is Place.EDGE:
        return None
    type_ = get_named_type(spot.field.args["tie"].type).name
    since = {"since": {"gte": "2000-01-01"}}
    runs = (Run(), Run({"t": {}}), Run({"t": since}), Run({"t": None}), Run({"t": {"since": {}}}))
    return Argued(("tie: $t",), (f"$t: {type_}",), runs)


def _all_at_once(spot: Spot, values: Values) -> Argued | None:
    """A condition, an order, a day and a page together."""
    if spot.where is None or "orderBy" not in spot.field.args:
        return None
    two = Writing(spot.kind, spot.where, values).two()
    name = next(_names(spot, "own"), None)
    if two is None or name is None:
        return None
    condition = literal({"OR": [two[0].given, {"NOT": two[1].given}]}, spot.where)
    order = f"orderBy: [{{{name}: DESC}}]"
    size = "last: 2" if spot.backward else "first: 2"
    day = (f"asOf: {DAY}",) if "asOf" in spot.field.args and spot.place is not Place.CURSOR else ()
    return Argued((f"where: {condition}", order, size, *day), order=order)


PRODUCTIONS: dict[str, Production] = {
    "first": _page("first: 2"),
    "first: null": _page("first: null"),
    "first: $n": _page("first: $n", "$n: Int", Run(), Run({"n": 1}), Run({"n": None})),
    "first: $n with a default": _page("first: $n", "$n: Int = 2", Run(), Run({"n": 1})),
    "first: too many": _page("first: $n", "$n: Int", Run({"n": 0}, refused=True), Run({"n": 101}, refused=True)),
    "last": _page("last: 2"),
    "last: $n": _page("last: $n", "$n: Int!", Run({"n": 1}), Run({"n": 3})),
    "orderBy: one": _ordered("own", "[{NAME: ASC}]"),
    "orderBy: one downwards": _ordered("own", "[{NAME: DESC}]"),
    "orderBy: one for a list": _ordered("own", "{NAME: DESC}"),
    "orderBy: []": _ordered("own", "[]"),
    "orderBy: null": _ordered("own", "null"),
    "orderBy: two": _ordered("own", "[{NAME: DESC}, {SECOND: ASC}]"),
    "orderBy: how many": _ordered("count", "[{NAME: DESC}]"),
    "orderBy: one related": _ordered("related", "[{NAME: {INNER: ASC}}]"),
    "orderBy: one related, then one": _ordered("related", "[{NAME: {INNER: DESC}}, {SECOND: ASC}]"),
    "orderBy: [{one: $d}]": _ordered(
        "own", "[{NAME: $d}]", "$d: Direction!", Run({"d": "ASC"}), Run({"d": "DESC"}), Run({"d": "ASC"})
    ),
    "orderBy: $o": _ordered(
        "own", "$o", "$o: [ORDER!]", Run(), Run({"o": [{"NAME": "DESC"}]}), Run({"o": []}),
        Run({"o": None}), Run({"o": {"NAME": "ASC"}}), Run({"o": [{}]}, refused=True),
    ),
    "asOf: a day": _argument("asOf", DAY),
    "asOf: in the Japanese calendar": _argument("asOf", WAREKI),
    "asOf: null": _argument("asOf", "null"),
    "asOf: $d": _argument("asOf", "$d", "$d: Date", Run(), Run({"d": "2019-10-01"}), Run({"d": None})),
    "kinds: one for a list": _kinds("ONE"),
    "kinds: a list of one": _kinds("[ONE]"),
    "kinds: two": _kinds("[ONE, TWO]"),
    "kinds: $k": _kinds("$k", "$k: [KIND!]", "k"),
    "tie: {}": _argument("tie", "{}"),
    "tie: null": _argument("tie", "null"),
    **{f"tie by {each}": _tie(each) for each in (*OPERATORS, "isNull") if each not in {"startsWith", "contains"}},
    "tie: $t": _variable_tie,
    "all at once": _all_at_once,
}  # fmt: skip
"""The productions of arguments, by what is written."""
