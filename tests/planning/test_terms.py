"""Conditions print their own parentheses: read back, each tree means what it meant."""

import re
from itertools import product
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import ModelFault
from graph.lines import filtered, match
from graph.terms import (
    ANYTHING,
    NOTHING,
    Condition,
    Either,
    Every,
    Not,
    Term,
    conjuncts,
    enclosed,
    exists,
    printed,
    where,
)

NAMES = ("a", "b", "c")
WORDS = re.compile(r"\(|\)|\w+")

terms = st.sampled_from(NAMES).map(Term)
trees = st.recursive(
    terms,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: Every(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: Either(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=8,
)


def meant(condition: Condition, values: dict[str, bool]) -> bool:
    match condition:
        case Term(text):
            return values[text]
        case Not(part):
            return not meant(part, values)
        case Every(parts):
            return all(meant(each, values) for each in parts)
        case Either(parts):
            return any(meant(each, values) for each in parts)


class Read:
    """Reads a printed condition as Cypher does: NOT binds most tightly, then AND, then OR."""

    def __init__(self, text: str, values: dict[str, bool]) -> None:
        self._words = WORDS.findall(text)
        self._values = {**values, "true": True, "false": False}
        self.value = self._either()
        assert not self._words

    def _either(self) -> bool:
        found = self._every()
        while self._words[:1] == ["OR"]:
            self._words.pop(0)
            found = self._every() or found
        return found

    def _every(self) -> bool:
        found = self._one()
        while self._words[:1] == ["AND"]:
            self._words.pop(0)
            found = self._one() and found
        return found

    def _one(self) -> bool:
        word = self._words.pop(0)
        if word == "NOT":
            return not self._one()
        if word == "(":
            found = self._either()
            assert self._words.pop(0) == ")"
            return found
        return self._values[word]


def every_world() -> list[dict[str, bool]]:
    return [dict(zip(NAMES, values, strict=True)) for values in product([True, False], repeat=3)]


@given(trees)
def test_a_printed_tree_means_what_the_tree_means(tree: Condition) -> None:
    for values in every_world():
        assert Read(printed(tree), values).value is meant(tree, values)


@given(trees)
def test_enclosed_it_means_the_same_whatever_stands_beside_it(tree: Condition) -> None:
    for values in every_world():
        alone = meant(tree, values)
        assert Read(f"a AND {enclosed(tree)} AND b", values).value is (
            values["a"] and alone and values["b"]
        )
        assert Read(f"NOT {enclosed(tree)} OR a", values).value is (not alone or values["a"])


@given(st.lists(trees, max_size=3), st.lists(trees, max_size=2))
def test_lines_and_a_where_hold_all_of_them(some: list[Condition], more: list[Condition]) -> None:
    conditions = (*some, *more)
    for values in every_world():
        expected = all(meant(each, values) for each in conditions)
        for text in (" ".join(filtered(conditions)), where(conditions).strip()):
            held = Read(text.removeprefix("WHERE "), values).value if text else True
            assert held is expected
        assert all(meant(each, values) for each in conjuncts(conditions)) is expected


def test_an_or_beside_a_rule_has_parentheses_and_a_rule_alone_has_none() -> None:
    either = Either((Term("a"), Term("b")))
    assert match("(n)", (either, Term("c"))) == ["MATCH (n)", "WHERE (a OR b)", "  AND c"]
    assert match("(n)", (either,)) == ["MATCH (n)", "WHERE a OR b"]
    assert exists("(n)", (Term("c"), either)) == Term("EXISTS { MATCH (n) WHERE c AND (a OR b) }")
    assert printed(Not(either)) == "NOT (a OR b)"
    assert (printed(ANYTHING), printed(NOTHING)) == ("true", "false")
    assert match("(n)", (ANYTHING,)) == ["MATCH (n)"]


@pytest.mark.parametrize(
    "text",
    [
        "a OR b",
        "a AND b",
        "a XOR b",
        "(a) OR (b)",
        "x = 'y' AND b",
        "CASE WHEN a THEN b END OR c",
        "NOT a AND b",
    ],
)
def test_a_text_that_joins_conditions_is_no_term(text: str) -> None:
    with pytest.raises(ModelFault, match="joins conditions"):
        Term(cast("str", text))  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    "text",
    [
        "n.name = 'this OR that'",
        "(a OR b)",
        "EXISTS { MATCH (n) WHERE a OR b }",
        "any(each IN xs WHERE each = 1 OR each = 2)",
        "CASE WHEN a OR b THEN x END IS NULL",
        "coalesce(a OR b, false)",
        "n.ORder > 1",
    ],
)
def test_what_is_joined_within_brackets_is_one(text: str) -> None:
    assert printed(Term(text)) == text  # pyright: ignore[reportArgumentType]
