"""Each of the nine factors, as defined, in a world as small as the point."""

from datetime import date, timedelta

import pytest

from graph.partners.factors import (
    Appraisal,
    acceptance,
    acquaintance,
    capacity,
    distance_km,
    explained,
    load,
    need_coverage,
    outcome,
    rapport,
    reach,
    score,
    timeliness,
)
from graph.partners.weights import DEFAULT_WEIGHTS
from graph.questions.referral_acquaintance import ReferralAcquaintance
from graph.questions.referral_record import ReferralRecord
from tests.partners.told import DAY, JUNE, RECORD, agency, home, need

NOTHING = ReferralRecord(0, 0, 0, 0, JUNE)


def test_coverage_is_the_share_of_needs_by_severity() -> None:
    grave, light = need("a", "DEBT", 4), need("b", "POVERTY", 1)
    known = need_coverage(home(grave, light), [grave])
    assert known.value == pytest.approx(4 / 5)
    assert list(known.evidence) == ["a"]


@pytest.mark.parametrize(
    ("state", "value"),
    [("AVAILABLE", 1.0), ("WAITLIST", 0.5), ("ASSESSMENT_FIRST", 0.5), ("NONE", 0.0)],
)
def test_room_is_what_was_last_confirmed(state: str, value: float) -> None:
    known = capacity(home(), agency(capacity_state=state, capacity_as_of=DAY - timedelta(90)))
    assert (known.value, known.unknown) == (value, False)


@pytest.mark.parametrize(("free", "most", "value"), [(3, 12, 0.25), (9, 6, 1.0), (0, 20, 0.0)])
def test_room_in_numbers_is_the_share_that_is_free(free: int, most: int, value: float) -> None:
    told = agency(
        capacity_state="WAITLIST",
        capacity_as_of=DAY,
        capacity_available=free,
        capacity_maximum=most,
    )
    assert capacity(home(), told).value == value


@pytest.mark.parametrize(
    ("state", "confirmed"),
    [
        ("UNKNOWN", DAY),
        (None, DAY),
        ("AVAILABLE", None),
        ("AVAILABLE", DAY - timedelta(91)),
        ("AVAILABLE", DAY + timedelta(1)),
    ],
)
def test_room_nobody_confirmed_lately_is_unknown_and_flagged(
    state: str | None, confirmed: date | None
) -> None:
    known = capacity(home(), agency(capacity_state=state, capacity_as_of=confirmed))
    assert (known.value, known.unknown) == (0.4, True)


def test_acceptance_starts_from_five_hand_overs_at_the_mean() -> None:
    known = acceptance(agency(answered=10, accepted=9), RECORD)
    assert known.value == pytest.approx((9 + 5 * 0.8) / 15)
    assert not known.unknown


def test_an_agency_never_asked_has_the_mean_and_is_flagged() -> None:
    known = acceptance(agency(), RECORD)
    assert known.value == pytest.approx(0.8)
    assert known.unknown
    assert acceptance(agency(), NOTHING).value is None


def test_help_received_is_smoothed_the_same_way() -> None:
    assert outcome(agency(ended=14, helped=1), RECORD).value == pytest.approx((1 + 5 * 0.6) / 19)
    assert outcome(agency(), RECORD).unknown


@pytest.mark.parametrize(("days", "value"), [(0, 1.0), (3, 0.9), (30, 0.0), (45, 0.0)])
def test_an_answer_loses_a_thirtieth_for_each_day(days: float, value: float) -> None:
    known = timeliness(agency(median_days=days, answered=12), RECORD)
    assert known.value == pytest.approx(value)


def test_no_answer_says_nothing_about_how_soon() -> None:
    known = timeliness(agency(), RECORD)
    assert (known.value, known.unknown) == (None, True)


@pytest.mark.parametrize(("shared", "value"), [(1, 0.5), (3, 0.75)])
def test_rapport_grows_with_what_was_done_together(shared: int, value: float) -> None:
    around = home(active={"council": ["case"]})
    known = rapport(around, agency(shared=shared, latest=("meeting", "2021-06-01")))
    assert known.value == value
    assert list(known.evidence) == ["meeting"]
    assert rapport(around, agency()).value == 0.0


def test_rapport_of_a_profile_is_unknown_and_of_a_lonely_household_nought() -> None:
    assert rapport(home(is_profile=True), agency()).value is None
    assert rapport(home(), agency(shared=0)).value == 0.0


def test_acquaintance_is_one_over_the_steps_with_the_occasion_of_each() -> None:
    direct = ReferralAcquaintance([], "care", [("MEETING", "m", "支援会議", "2021-04-20")])
    through = ReferralAcquaintance(
        [], "care", [*direct.occasions, ("TRAINING", "t", "研修会", "2020-02-02")]
    )
    assert acquaintance("me", direct).value == 1.0
    known = acquaintance("me", through)
    assert known.value == 0.5
    assert list(known.evidence) == ["m", "t"]
    assert "支援会議" in known.reason
    assert "2020-02-02" in known.reason


def test_nobody_known_is_nought_and_nobody_asking_is_unknown() -> None:
    assert acquaintance("me", None).value == 0.0
    known = acquaintance(None, None)
    assert (known.value, known.unknown) == (None, True)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("D", "A", "C", None, None), 1.0),
        (("E", "A", "C", None, None), 0.7),
        (("E", "B", "C", None, None), 0.4),
    ],
)
def test_reach_is_by_district_then_area_then_city(
    place: tuple[str, str, str, None, None], value: float
) -> None:
    assert reach(home(), agency(place=place)).value == value


def test_beyond_the_city_reach_fades_with_the_distance() -> None:
    near = reach(home(), agency(place=("X", "Y", "Z", 33.25, 130.40)))
    far = reach(home(), agency(place=(None, None, None, 35.68, 139.77)))
    assert near.value is not None
    assert 0.25 < near.value < 0.4
    assert far.value == 0.0
    assert reach(home(), agency()).unknown
    # A degree of latitude is sixty nautical miles of 1.852 km.
    assert distance_km(33.0, 130.0, 34.0, 130.0) == pytest.approx(111.2, abs=0.1)


@pytest.mark.parametrize(
    ("cases", "value"),
    [(None, 1.0), (10, 0.66), (19, 0.66), (20, 0.33), (29, 0.33), (30, 0)],
)
def test_load_falls_in_steps_of_ten_open_cases(cases: int | None, value: float) -> None:
    known = load(agency(open_cases=cases), RECORD)
    assert known.value == value
    assert "2021年6月末" in known.reason


def test_the_score_is_the_mean_of_what_is_known_and_unknown_weights_are_left_out() -> None:
    around = home()
    appraisal = Appraisal(around, RECORD, DEFAULT_WEIGHTS, None, {})
    weighed = appraisal.weighed(agency(), around.needs)
    told = explained(weighed)
    assert [each.factor for each in told if each.value is None] == [
        "TIMELINESS", "ACQUAINTANCE", "REACH",
    ]  # fmt: skip
    # Coverage 1 × 3, capacity 0.4 × 2, acceptance 0.8, outcome 0.6 × 2, rapport 0, load 1.
    assert score(weighed) == pytest.approx((3 + 0.8 + 0.8 + 1.2 + 0 + 1) / (3 + 2 + 1 + 2 + 1 + 1))
    assert all(each.reason and each.label for each in told)
