"""Which condition a list is entered by: what the model says finds the fewest, and is nearest."""

import pytest

from graph.entering import entrance
from graph.kinds.all import MODEL
from graph.want import (
    ANYTHING,
    AllOf,
    AnyOf,
    Compared,
    Fixed,
    Negated,
    Operator,
    Quantifier,
    Related,
    Step,
    Where,
)

HOME = Step("MEMBER_OF", forward=True, kind="Household")
MEMBERS = Step("MEMBER_OF", forward=False, kind="Resident")
PLACE = Step("IN_DISTRICT", forward=True, kind="District")
NEEDS = Step("CONCERNS", forward=False, kind="Need")


def equal(name: str, operator: Operator = Operator.EQUALS) -> Where:
    return Compared(name, operator, Fixed("x"))


def some(step: Step, where: Where, quantifier: Quantifier = Quantifier.SOME) -> Related:
    return Related(step, quantifier, where, ANYTHING)


IN_DISTRICT = some(HOME, some(PLACE, equal("name")))
AT_HOME = some(HOME, equal("id"))
WITH_NAMESAKE = some(HOME, some(MEMBERS, equal("name")))


@pytest.mark.parametrize(
    ("where", "by"),
    [
        (IN_DISTRICT, IN_DISTRICT),
        (AllOf((equal("sex"), AllOf((IN_DISTRICT,)))), IN_DISTRICT),
        (AllOf((IN_DISTRICT, AT_HOME)), AT_HOME),
        (AllOf((IN_DISTRICT, WITH_NAMESAKE)), WITH_NAMESAKE),
        (some(NEEDS, equal("openedOn")), some(NEEDS, equal("openedOn"))),
        (AllOf((equal("name"), IN_DISTRICT)), None),
        (AllOf((equal("id"), AT_HOME)), None),
        (AllOf((equal("name"), AT_HOME)), AT_HOME),
        (some(HOME, equal("taxClass")), None),
        (some(NEEDS, equal("openedOn", Operator.FROM)), None),
        (some(HOME, ANYTHING), None),
        (some(HOME, equal("id"), Quantifier.NONE), None),
        (some(HOME, equal("id"), Quantifier.EVERY), None),
        (AnyOf((IN_DISTRICT, equal("sex"))), None),
        (Negated(IN_DISTRICT), None),
        (ANYTHING, None),
    ],
)
def test_a_list_is_entered_by_what_finds_the_fewest(where: Where, by: Related | None) -> None:
    assert entrance(where, MODEL.kind("Resident"), MODEL) == by


def test_what_is_too_far_away_is_no_entrance() -> None:
    around = some(HOME, some(MEMBERS, some(HOME, equal("id"))))
    assert entrance(around, MODEL.kind("Resident"), MODEL) == around
    assert entrance(some(HOME, some(MEMBERS, around)), MODEL.kind("Resident"), MODEL) is None


def test_a_kind_of_few_is_read_as_it_is() -> None:
    assert entrance(some(NEEDS, equal("openedOn")), MODEL.kind("District"), MODEL) is None
