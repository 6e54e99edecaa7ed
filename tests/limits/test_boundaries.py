"""Each limit lets through one less and just as much, and refuses one more."""

from collections.abc import Callable

import pytest

from graph.errors import LimitExceeded
from resolvers.documents import demand_modest
from resolvers.extent import LONGEST_NUMBER
from resolvers.limits import Limits
from tests.limits.judging import cost, documents, only, refusals

USUAL = Limits()
WITH_NUMBER = "{ districts(first: %s) { totalCount } }"


def characters(count: int) -> str:
    return "{__typename" + " " * (count - 12) + "}"


def tokens(count: int) -> str:
    return "#\n" * (count - 3) + "{__typename}"


def nesting(count: int) -> str:
    return "{" + "...{" * (count - 1) + "__typename" + "}" * count


def selections(count: int) -> str:
    return "{" + "__typename " * count + "}"


def overlaps(count: int) -> str:
    names: list[str] = []
    while count:
        copies = next(k for k in range(100, 1, -1) if k * (k - 1) // 2 <= count)
        count -= copies * (copies - 1) // 2
        names += [f"a{len(names)}: name "] * copies
    return "{districts{nodes{" + "".join(names) + "}}}"


def depth(count: int) -> str:
    """Down and up again: a list of districts, the area of each, its districts …"""
    steps = ["districts{nodes{" if place % 2 == 0 else "area{" for place in range(count)]
    text = "".join(steps)
    return "{" + text + "id" + "}" * text.count("{") + "}"


def aliases(count: int) -> str:
    return "{" + " ".join(f"a{place}: __typename" for place in range(count)) + "}"


def directives(count: int) -> str:
    return "{" + "__typename @include(if: true) " * count + "}"


def list_items(count: int) -> str:
    return "{nodes(ids: [" + '"a" ' * count + "]){id}}"


def value_depth(count: int) -> str:
    return "{nodes(ids: " + "[" * count + "]" * count + "){id}}"


def variables(count: int) -> str:
    declared = " ".join(f"$v{place}: Int" for place in range(count))
    return f"query({declared}){{__typename}}"


def dear(count: int) -> str:
    hundreds, rest = divmod(count, 100)
    inner = " ".join(
        f"a{place}: supporters(first: {min(100, hundreds - 1 - place)}){{nodes{{id}}}}"
        for place in range(0, hundreds - 1, 100)
    )
    more = f"places(first: {rest}){{nodes{{id}}}}" if rest else ""
    return f"{{districts(first: 100){{nodes{{id {inner}}}}} {more}}}"


WRITTEN: dict[str, Callable[[int], str]] = {
    each.__name__: each
    for each in (
        characters,
        tokens,
        nesting,
        selections,
        overlaps,
        depth,
        aliases,
        directives,
        list_items,
        value_depth,
        variables,
    )
}


def passed(text: str, limits: Limits) -> list[str]:
    return [each["limit"] for each in refusals(text, limits) if "limit" in each]


@pytest.mark.parametrize("limit", WRITTEN)
def test_threats_25_27_and_28_a_document_passes_up_to_its_limit_and_not_beyond(limit: str) -> None:
    most = getattr(USUAL, limit)
    limits = only(limit, most)
    assert passed(WRITTEN[limit](most - 1), limits) == []
    assert passed(WRITTEN[limit](most), limits) == []
    (refusal,) = refusals(WRITTEN[limit](most + 1), limits)
    assert refusal["code"] == "LIMIT_EXCEEDED"
    assert (refusal["limit"], refusal["maximum"]) == (limit, most)
    assert refusal.get("actual") == (None if limit == "tokens" else most + 1)
    assert refusal["hint"]


@pytest.mark.parametrize("limit", ["nesting", "selections", "depth", "aliases", "directives"])
def test_what_a_fragment_holds_counts_wherever_it_is_spread(limit: str) -> None:
    most = getattr(USUAL, limit)
    whole = WRITTEN[limit](most)

    def twice(text: str) -> str:
        if limit in {"nesting", "depth"}:
            return f"{{...f}} fragment f on Query {text}"
        return f"{{...f ...f}} fragment f on Query {text}"

    counted = {"nesting": most + 1, "depth": most, "selections": 2 * most + 2}
    expected = counted.get(limit, 2 * most)
    assert passed(twice(whole), only(limit, expected)) == []
    (refusal,) = refusals(twice(whole), only(limit, expected - 1))
    assert (refusal["limit"], refusal["actual"]) == (limit, expected)


def test_an_operation_may_cost_up_to_the_limit_and_not_more() -> None:
    most = USUAL.cost
    judge = documents(only("cost", most))
    for asked in (most - 1, most):
        known = judge.read(dear(asked))
        assert judge.price(known, None, {}) == asked
    with pytest.raises(LimitExceeded) as refused:
        judge.price(judge.read(dear(most + 1)), None, {})
    assert refused.value.limit == "cost"
    assert (refused.value.maximum, refused.value.actual) == (most, most + 1)


@pytest.mark.parametrize(
    ("pages", "fits"), [((20, 20, 20), True), ((100, 50, 2), True), ((100, 100, 100), False)]
)
def test_three_sensible_levels_fit_and_three_of_the_largest_do_not(
    pages: tuple[int, int, int], *, fits: bool
) -> None:
    operation = """query($a: Int, $b: Int, $c: Int) {
      districts(first: $a) { nodes { council { name }
        supporters(first: $b) { nodes { name watches(first: $c) { nodes { address } } } } } }
    }"""
    a, b, c = pages
    assert cost(operation, {"a": a, "b": b, "c": c}) == a * (2 + b * (1 + c))
    assert (cost(operation, {"a": a, "b": b, "c": c}) <= USUAL.cost) is fits


def sent_as(count: int) -> dict[str, object]:
    """Variables that would be so many tokens in a document: [{name: "x"} …], and what is left."""
    objects, rest = divmod(count - 2, 5)
    return {"list": [{"name": "x"}] * objects, **{f"v{place}": 1 for place in range(rest)}}


@pytest.mark.parametrize("written", [30, 500])
def test_values_of_variables_count_as_if_they_were_written(written: int) -> None:
    most = 1_000
    judge = documents(only("tokens", most))
    known = judge.read(tokens(written))
    for sent in (most - written - 1, most - written):
        judge.price(known, None, sent_as(sent))
    with pytest.raises(LimitExceeded) as refused:
        judge.price(known, None, sent_as(most - written + 1))
    assert (refused.value.limit, refused.value.maximum) == ("tokens", most)


@pytest.mark.parametrize(
    "conditions",
    [
        [{"OR": [{"name": {"eq": ""}}] * 100}] * 50,
        [{"OR": [{"supporters": {"some": {}}}] * 30}] * 10,
    ],
)
def test_thousands_of_conditions_in_a_variable_are_refused(conditions: object) -> None:
    judge = documents(USUAL)
    known = judge.read("query($w: DistrictWhere) { districts(where: $w, first: 1) { totalCount } }")
    with pytest.raises(LimitExceeded) as refused:
        judge.price(known, None, {"w": {"AND": conditions}})
    assert refused.value.limit == "tokens"


@pytest.mark.parametrize("before", ["", "-", "0."])
def test_a_number_has_as_many_characters_as_types_take_and_no_more(before: str) -> None:
    def asked(characters: int) -> list[object]:
        digits = "9" * (characters - len(before))
        return [each.get("code") for each in refusals(WITH_NUMBER % (before + digits), USUAL)]

    assert "BAD_INPUT" not in asked(LONGEST_NUMBER)
    assert asked(LONGEST_NUMBER + 1) == ["BAD_INPUT"]
    assert asked(15_000) == ["BAD_INPUT"]


def nested(depth: int) -> object:
    value: object = "x"
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("limit", "sent"),
    [
        ("variables", lambda count: {f"v{place}": 1 for place in range(count)}),
        ("list_items", lambda count: {"ids": ["x"] * count}),
        ("list_items", lambda count: {"input": {"ids": [["x"] * count]}}),
        ("value_depth", lambda count: {"input": nested(count)}),
    ],
)
def test_threat_30_variables_pass_up_to_their_limit_and_not_beyond(
    limit: str, sent: Callable[[int], dict[str, object]]
) -> None:
    most = getattr(USUAL, limit)
    demand_modest(sent(most - 1), USUAL)
    demand_modest(sent(most), USUAL)
    with pytest.raises(LimitExceeded) as refused:
        demand_modest(sent(most + 1), USUAL)
    assert (refused.value.limit, refused.value.actual) == (limit, most + 1)
