"""How conditions are printed, spoilt in one place, is seen: some answer is no longer the view's."""

import re
import sys
from collections.abc import Callable
from typing import Any

import pytest

from graph import terms
from graph.terms import Condition, Every, Not, Term
from graph.viewer import Role
from tests.access.people import GuardedAsking
from tests.access.test_against_the_view import API, CITY, VIEWS
from tests.access.test_or_alone import HOUSEHOLDS_OF_DISTRICTS, RESIDENTS
from tests.answering.asking import CITY_DAY
from tests.answering.oracle import Oracle, rounded

Patch = pytest.MonkeyPatch
JOINED = """{ residents(where: {%s}) { totalCount } }"""
OPERATIONS = (
    RESIDENTS,
    HOUSEHOLDS_OF_DISTRICTS,
    JOINED % "NOT: {OR: [{sex: {eq: MALE}}, {employment: {eq: STUDENT}}]}",
    JOINED % "NOT: {sex: {eq: MALE}, employment: {isNull: false}}",
    JOINED % "OR: [{sex: {eq: MALE}, employment: {eq: STUDENT}}, {employment: {eq: RETIRED}}]",
    JOINED % "sex: {eq: MALE}, employment: {isNull: true}",
    JOINED % "NOT: {sex: {eq: MALE}}",
)
"""An OR alone at the root, in a list below and within NOT, an AND within OR and NOT, a bare NOT."""
WHO = ("csw", "agency staff", "coordinator")


def _everywhere(name: str, spoilt: Callable[..., Any]) -> Callable[[Patch], None]:
    """Put another function wherever a module has this one of the printer's by its name."""

    def spoil(patch: Patch) -> None:
        plain = getattr(terms, name)
        for module_name, module in list(sys.modules.items()):
            if module_name.startswith("graph.") and getattr(module, name, None) is plain:
                patch.setattr(module, name, spoilt)

    return spoil


def _open_printed(part: Condition, _: type[Condition]) -> str:
    return terms.printed(part)


def _not_within_not(part: Condition, around: type[Condition]) -> str:
    return WITHIN(part, around) if around is not Not else terms.printed(part)


def _with_or(condition: Condition) -> str:
    return re.sub(r"\bAND\b", "OR", PRINTED(condition))


def _with_and(condition: Condition) -> str:
    return re.sub(r"\bOR\b", "AND", PRINTED(condition))


def _without_not(condition: Condition) -> str:
    return PRINTED(condition.part if isinstance(condition, Not) else condition)


def _but_the_first(conditions: Any) -> Any:
    return CONJUNCTS(conditions)[1:]


def _but_the_last(conditions: Any) -> Any:
    return CONJUNCTS(conditions)[:-1]


WITHIN, PRINTED, CONJUNCTS = terms._within, terms.printed, terms.conjuncts
SPOILT: dict[str, Callable[[Patch], None]] = {
    "no parentheses": _everywhere("_within", _open_printed),
    "none around AND within NOT": _everywhere("_within", _not_within_not),
    "AND becomes OR": _everywhere("printed", _with_or),
    "OR becomes AND": _everywhere("printed", _with_and),
    "NOT is dropped": _everywhere("printed", _without_not),
    "the first condition is dropped": _everywhere("conjuncts", _but_the_first),
    "the last condition is dropped": _everywhere("conjuncts", _but_the_last),
}


async def _caught(asking: GuardedAsking) -> str | None:
    for who in WHO:
        oracle = Oracle(API.for_role(Role(CITY.people[who].role)), VIEWS[who], CITY_DAY)
        for operation in OPERATIONS:
            expected = oracle.answer(operation)
            assert expected.errors is None
            answer = await asking(CITY.people[who], operation)
            if rounded(answer) != rounded({"data": expected.data}):
                return f"{who}: {operation}"
    return None


def _anew(asking: GuardedAsking) -> GuardedAsking:
    """With no plan kept of how it was printed before."""
    return GuardedAsking(API, asking.gateway, asking.runs)


@pytest.mark.anyio
@pytest.mark.parametrize("name", SPOILT)
async def test_a_spoilt_printer_is_caught(
    name: str, asking_as: GuardedAsking, monkeypatch: Patch
) -> None:
    SPOILT[name](monkeypatch)
    assert await _caught(_anew(asking_as)) is not None


@pytest.mark.anyio
async def test_the_printer_as_it_is_is_not(asking_as: GuardedAsking) -> None:
    assert await _caught(_anew(asking_as)) is None


def test_and_within_or_needs_no_parentheses_but_has_them() -> None:
    tree = terms.Either((Every((Term("a"), Term("b"))), Term("c")))
    assert terms.printed(tree) == "(a AND b) OR c"
