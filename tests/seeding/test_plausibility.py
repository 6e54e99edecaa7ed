"""The city hangs together: families, hand-overs, watches and dates agree with each other."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from seeds.calendar import CENSUS, TODAY, WINDOW_OPENED
from tests.seeding.counting import Tables

OPEN_STATES = {"DRAFT", "REQUESTED", "ACCEPTED", "IN_PROGRESS", "ON_HOLD"}
ENDED_STATES = {"COMPLETED", "DECLINED", "CANCELLED", "FAILED", "ENTERED_IN_ERROR"}


@pytest.fixture(scope="module", params=["small", "whole"])
def city(request: pytest.FixtureRequest) -> Tables:
    tables = request.getfixturevalue(request.param)
    assert isinstance(tables, Tables)
    return tables


def test_everybody_alive_lives_in_one_household(city: Tables) -> None:
    now = Counter(one for one, _ in city.holding("MEMBER_OF", "Resident", "Household", TODAY))
    alive = {key for key, each in city.nodes["Resident"].items() if each["deathDate"] is None}
    assert now.keys() == alive
    assert set(now.values()) == {1}


def test_every_household_has_one_head_and_lies_in_one_district(city: Tables) -> None:
    residents = city.nodes["Resident"]
    heads = Counter(
        at
        for one, at in city.holding("MEMBER_OF", "Resident", "Household", TODAY)
        if residents[one]["relation"] == "HEAD"
    )
    assert heads.keys() == city.nodes["Household"].keys()
    assert set(heads.values()) == {1}
    districts = Counter(one for one, *_ in city.ties["IN_DISTRICT", "Household", "District"])
    assert districts.keys() == city.nodes["Household"].keys()
    assert set(districts.values()) == {1}


def test_parents_are_fifteen_years_older_at_least(city: Tables) -> None:
    residents = city.nodes["Resident"]
    gaps = [
        (residents[child]["birthDate"] - residents[parent]["birthDate"]).days
        for parent, child, _ in city.ties["PARENT_OF", "Resident", "Resident"]
    ]
    assert min(gaps) >= 15 * 365
    assert sum(gap < 17 * 365 for gap in gaps) <= 1, "only the source's own sample is so young"
    parents = Counter(child for _, child, _ in city.ties["PARENT_OF", "Resident", "Resident"])
    assert max(parents.values()) == 2


def test_nobody_is_married_twice_at_once(city: Tables) -> None:
    married = Counter(
        one for pair in city.holding("SPOUSE_OF", "Resident", "Resident", TODAY) for one in pair
    )
    assert set(married.values()) == {1}


def test_nobody_lives_anywhere_before_birth_or_after_death(city: Tables) -> None:
    residents = city.nodes["Resident"]
    for one, _, own in city.ties["MEMBER_OF", "Resident", "Household"]:
        person = residents[one]
        assert own["since"] is None or own["since"] >= person["birthDate"]
        if person["deathDate"] is not None:
            assert own["until"] == person["deathDate"]


def test_districts_say_how_many_live_in_them(city: Tables) -> None:
    homes = {one: at for one, at, _ in city.ties["IN_DISTRICT", "Household", "District"]}
    people = Counter(homes[at] for at in city.members.values())
    households = Counter(homes.values())
    for key, district in city.nodes["District"].items():
        assert district["population"] == people[key]
        assert district["householdCount"] == households[key]


def test_volunteers_watch_their_own_district_and_only_where_there_are_some(city: Tables) -> None:
    homes = {one: at for one, at, _ in city.ties["IN_DISTRICT", "Household", "District"]}
    active = defaultdict[str, set[str]](set)
    for one, at, _ in city.ties["ACTIVE_IN", "Supporter", "District"]:
        active[one].add(at)
    role = {key: each["mainRole"] for key, each in city.nodes["Supporter"].items()}
    watching = city.ties["WATCHES", "Supporter", "Household"]
    assert {role[one] for one, *_ in watching} == {"VOLUNTEER"}
    assert all(homes[household] in active[one] for one, household, _ in watching)
    assert len({homes[household] for _, household, _ in watching}) <= 22
    assert max(Counter(household for _, household, _ in watching).values()) == 1


def test_each_volunteer_of_the_whole_city_watches_thirty_to_fifty_households(whole: Tables) -> None:
    counts = Counter(one for one, *_ in whole.ties["WATCHES", "Supporter", "Household"])
    assert len(counts) == 2206
    assert min(counts.values()) >= 30
    assert max(counts.values()) <= 50


def test_hand_overs_live_through_their_states_in_order(city: Tables) -> None:
    events = city.nodes["ReferralEvent"]
    passed = defaultdict[str, list[tuple[object, str]]](list)
    for referral, event, _ in city.ties["PASSED", "Referral", "ReferralEvent"]:
        passed[referral].append((events[event]["at"], events[event]["state"]))
    for key, each in city.nodes["Referral"].items():
        state = each["state"]
        steps = sorted(passed[key])
        assert steps[-1][1] == state
        assert (each["outcome"] is not None) == (state == "COMPLETED")
        assert (each["declineReason"] is not None) == (state == "DECLINED")
        assert (each["closedOn"] is not None) == (state in ENDED_STATES)
        assert (each["requestedOn"] is None) == (state == "DRAFT")
        dates = [each[name] for name in ("requestedOn", "answeredOn", "closedOn")]
        known = [day for day in dates if day is not None]
        assert known == sorted(known)
        assert each["lastEventOn"] == steps[-1][0].date()  # type: ignore[attr-defined]
        assert state in OPEN_STATES | ENDED_STATES


def test_hand_overs_follow_the_need_and_a_replacement_follows_a_refusal(city: Tables) -> None:
    needs, referrals = city.nodes["Need"], city.nodes["Referral"]
    for referral, need, _ in city.ties["REFERRED_FOR", "Referral", "Need"]:
        asked = referrals[referral]["requestedOn"]
        assert asked is None or asked >= needs[need]["openedOn"]
    for later, earlier, _ in city.ties["REPLACES", "Referral", "Referral"]:
        assert referrals[earlier]["state"] == "DECLINED"
        asked = referrals[later]["requestedOn"]
        assert asked is None or asked >= referrals[earlier]["closedOn"]
    senders = {other: one for one, other, _ in city.ties["REFERRED", "Agency", "Referral"]}
    for referral, receiver, _ in city.ties["REFERRED_TO", "Referral", "Agency"]:
        assert senders[referral] != receiver


def test_some_hand_overs_have_fallen_silent(whole: Tables) -> None:
    waiting = Counter(
        each["state"]
        for each in whole.nodes["Referral"].values()
        if each["state"] in OPEN_STATES and (TODAY - each["lastEventOn"]).days > 30
    )
    assert {"REQUESTED", "IN_PROGRESS", "ON_HOLD"} <= waiting.keys()
    assert sum(waiting.values()) >= 100


def test_closed_needs_say_how_and_when(city: Tables) -> None:
    for each in city.nodes["Need"].values():
        assert (each["closing"] is None) == (each["closedOn"] is None)
        assert each["closedOn"] is None or each["closedOn"] >= each["openedOn"]
        assert 1 <= each["severity"] <= 4


def test_cases_plans_and_proposals_have_their_dates_in_order(city: Tables) -> None:
    for each in city.nodes["Case"].values():
        assert (each["state"] == "CLOSED") == (each["closedOn"] is not None)
        assert each["closedOn"] is None or each["closedOn"] >= each["openedOn"]
    for each in city.nodes["Plan"].values():
        assert each["startsOn"] <= each["endsOn"]
        assert each["evaluatedOn"] is None or each["evaluatedOn"] >= each["startsOn"]
    for each in city.nodes["Proposal"].values():
        assert (each["decidedOn"] is None) == (each["fate"] == "OPEN")
        assert each["decidedOn"] is None or each["decidedOn"] >= each["madeOn"]


def test_the_window_records_nothing_before_it_opened(city: Tables) -> None:
    kinds = {key: each["kind"] for key, each in city.nodes["Agency"].items()}
    held = [
        city.nodes["Consultation"][other]["heldOn"]
        for one, other, _ in city.ties["RECORDED", "Agency", "Consultation"]
        if kinds[one] == "ONE_STOP_WINDOW"
    ]
    assert min(held) >= WINDOW_OPENED
    assert all(day.weekday() < 5 for day in held)


def test_support_meetings_wait_for_the_act(city: Tables) -> None:
    for each in city.nodes["Meeting"].values():
        if each["legalBasis"] == "SUPPORT_MEETING":
            assert each["kind"] == "SUPPORT"
            assert each["heldOn"] >= date(2021, 4, 1)


def test_one_step_leads_from_coordinators_to_other_agencies(city: Tables) -> None:
    roles = {key: each["mainRole"] for key, each in city.nodes["Supporter"].items()}
    met = defaultdict[str, set[str]](set)
    for one, meeting, _ in city.ties["ATTENDED", "Supporter", "Meeting"]:
        met[meeting].add(roles[one])
    assert any({"COORDINATOR", "CASEWORKER"} <= roles for roles in met.values())


def test_every_hard_situation_occurs_again_and_again(whole: Tables) -> None:
    residents = whole.nodes["Resident"]
    age = {key: (CENSUS - each["birthDate"]).days // 365.25 for key, each in residents.items()}
    parents = defaultdict[str, list[str]](list)
    for parent, child, _ in whole.ties["PARENT_OF", "Resident", "Resident"]:
        if whole.members.get(parent) == whole.members.get(child):
            parents[child].append(parent)
    jobless = {"UNEMPLOYED", "HOMEMAKER"}
    eighty_fifty = sum(
        50 <= age[child] < 60
        and residents[child]["employment"] in jobless
        and any(age[parent] >= 80 for parent in own)
        for child, own in parents.items()
    )
    cares = whole.ties["CARES_FOR", "Resident", "Resident"]
    young = sum(age[carer] < 18 for carer, *_ in cares)
    childcare = {carer for carer, _, own in cares if own["roles"] == ["CHILDCARE"]}
    double = {carer for carer, _, own in cares if own["roles"] != ["CHILDCARE"]} & childcare
    old_for_old = sum(age[carer] >= 75 and age[other] >= 75 for carer, other, _ in cares)
    alone = sum(
        age[carer] >= 75 and age[other] < 65 and bool(residents[other]["handbooks"])
        for carer, other, _ in cares
    )
    assert eighty_fifty >= 100
    assert young >= 20
    assert len(double) >= 50
    assert old_for_old >= 500
    assert alone >= 20


def test_names_fit_the_generation_and_kana_the_name(small: Tables) -> None:
    for each in small.nodes["Resident"].values():
        family, given = each["kana"].split(" ")
        assert family
        assert all("ァ" <= letter <= "ー" for letter in family + given)
        if each["birthDate"].year > 2002:
            assert given not in ("キヨシ", "ハツエ")
