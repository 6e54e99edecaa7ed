"""Each hard filter: what it removes, what it lets pass, and what it cannot tell."""

from datetime import date, timedelta
from typing import Any

import pytest

from graph.partners.empty import SENTENCES, nothing_found
from graph.partners.filters import FILTER, Asking, Sieved, sieve
from graph.partners.situation import Person
from tests.partners.told import DAY, agency, home, need

BOY = Person("boy", 14, handbook=True)


def sieved(situation: Any = None, asking: Asking | None = None, **facts: Any) -> Sieved:
    return sieve(situation or home(), [agency(**facts)], asking or Asking())


def removed_by(result: Sieved) -> str | None:
    return next((each.filter for each in result.counts if each.removed_agencies), None)


def test_an_agency_without_conditions_passes() -> None:
    result = sieved()
    assert list(result.takes) == ["care"]
    assert removed_by(result) is None
    assert result.unknown == {}


def test_who_handles_the_need_elsewhere_is_counted_by_the_district() -> None:
    around = home(need(handlers=["care", "far", "farther"]))
    count = sieved(around).counts[0]
    assert (count.filter, count.removed_agencies, count.removed_needs) == ("DISTRICT", 2, 2)
    assert count.agency_ids == ["far", "farther"]


def test_only_the_sectors_asked_for_are_left() -> None:
    assert removed_by(sieved(asking=Asking(sectors=("LAW",)))) == "SECTOR"
    assert removed_by(sieved(asking=Asking(sectors=("LAW", "WELFARE")))) is None


def test_nobody_refers_to_the_agency_they_work_for() -> None:
    assert removed_by(sieved(asking=Asking(own=frozenset({"care"})))) == "OWN_AGENCY"


@pytest.mark.parametrize(
    ("low", "high", "filtered"),
    [(84, None, True), (83, None, False), (None, 83, False), (None, 82, True), (20, 64, True)],
)
def test_the_age_window_is_inclusive(low: int | None, high: int | None, *, filtered: bool) -> None:
    result = sieved(minimum_age=low, maximum_age=high)
    assert (removed_by(result) == "AGE") is filtered


def test_a_households_need_fits_when_any_member_is_of_the_age() -> None:
    around = home(need("debt", "DEBT", 2, Person("a", 83, None), BOY))
    assert removed_by(sieved(around, maximum_age=18)) is None


def test_an_unknown_age_passes_and_is_told() -> None:
    around = home(need("debt", "DEBT", 2, Person(None, None, None)))
    result = sieved(around, minimum_age=65)
    assert list(result.takes) == ["care"]
    assert "年齢" in result.unknown["care"][0]


def test_a_handbook_is_asked_for() -> None:
    assert removed_by(sieved(handbook_required=True)) == "HANDBOOK"
    assert removed_by(sieved(home(need("n", "DEBT", 2, BOY)), handbook_required=True)) is None
    unknown = sieved(home(need("n", "DEBT", 2, Person(None, 30, None))), handbook_required=True)
    assert "手帳" in unknown.unknown["care"][0]


def test_consent_is_asked_for_only_where_the_agency_asks_for_it() -> None:
    assert removed_by(sieved(home(consent=False), consent_required=True)) == "CONSENT"
    assert removed_by(sieved(home(consent=False), consent_required=False)) is None
    assert removed_by(sieved(home(consent=True), consent_required=True)) is None
    assert "同意" in sieved(home(consent=None), consent_required=True).unknown["care"][0]


def test_a_refused_consent_stands_until_a_later_one() -> None:
    refused = need(declined=[("other", "r", "NO_CONSENT", "2021-05-01")])
    before = home(refused, consent=True, consent_on=date(2021, 4, 1))
    after = home(refused, consent=True, consent_on=date(2021, 6, 1))
    assert removed_by(sieved(before, consent_required=True)) == "CONSENT"
    assert removed_by(sieved(after, consent_required=True)) is None


def test_who_works_with_the_other_party_is_left_out_and_not_named() -> None:
    opposed = {"care": frozenset({"husband"})}
    result = sieved(home(opposed=opposed))
    assert removed_by(result) == "CONFLICT"
    assert all(each.agency_ids == [] for each in result.counts if each.filter == "CONFLICT")
    own = home(need("n", "DEBT", 2, Person("husband", 60, None)), opposed=opposed)
    assert removed_by(sieved(own)) is None


@pytest.mark.parametrize(
    "reason", ["NOT_ELIGIBLE", "OUTSIDE_AREA", "OTHER_AGENCY_FITS", "CONFLICT"]
)
def test_who_declined_this_need_would_decline_again(reason: str) -> None:
    around = home(need(declined=[("care", "r", reason, "2021-05-01")]))
    assert removed_by(sieved(around)) == "DECLINED"


def test_another_need_and_another_agency_are_not_touched_by_a_refusal() -> None:
    refused = need("a", "DEBT", 2, declined=[("care", "r", "NOT_ELIGIBLE", "2021-05-01")])
    result = sieved(home(refused, need("b")))
    assert [each.key for each in result.takes["care"]] == ["b"]
    assert result.counts[-1].removed_needs == 1
    assert removed_by(result) is None
    elsewhere = home(need(declined=[("other", "r", "NOT_ELIGIBLE", "2021-05-01")]))
    assert removed_by(sieved(elsewhere)) is None


@pytest.mark.parametrize(
    ("state", "free", "confirmed", "filtered"),
    [
        ("AVAILABLE", None, date(2021, 6, 1), False),
        ("AVAILABLE", 0, date(2021, 6, 1), True),
        ("AVAILABLE", None, date(2021, 5, 1), True),
        ("AVAILABLE", None, DAY + timedelta(1), True),
        ("NONE", None, date(2021, 6, 1), True),
    ],
)
def test_a_full_agency_is_asked_again_once_it_has_room(
    state: str, free: int | None, confirmed: date, *, filtered: bool
) -> None:
    around = home(need(declined=[("care", "r", "NO_CAPACITY", "2021-05-01")]))
    result = sieved(around, capacity_state=state, capacity_available=free, capacity_as_of=confirmed)
    assert (removed_by(result) == "DECLINED") is filtered


def test_an_empty_list_names_the_filter_that_removed_the_last_agency() -> None:
    around = home(need(handlers=["care", "far"]))
    told = nothing_found(around, sieved(around, minimum_age=90).counts)
    assert told.cause == "AGE"
    assert told.ja
    assert told.en


def test_without_handlers_or_without_needs_the_cause_is_that() -> None:
    alone = home(need(handlers=[]))
    assert nothing_found(alone, sieve(alone, [], Asking()).counts).cause == "NOBODY_HANDLES"
    calm = home(needs=())
    assert nothing_found(calm, sieve(calm, [], Asking()).counts).cause == "NO_NEED"


def test_every_filter_has_its_sentences() -> None:
    assert SENTENCES.keys() == {"NO_NEED", "NOBODY_HANDLES", *(each.name for each in FILTER.values)}
