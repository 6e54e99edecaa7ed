"""Small worlds told in a line: an agency, a need, a household, as the questions would bring them."""

from dataclasses import replace
from datetime import date
from typing import Any

from graph.partners.situation import Person, Situation, Sought
from graph.questions.referral_candidates import ReferralCandidate
from graph.questions.referral_needs import ReferralNeed
from graph.questions.referral_record import ReferralRecord
from graph.questions.referral_subject import ReferralSubject

DAY = date(2021, 7, 31)
JUNE = date(2021, 6, 30)
RECORD = ReferralRecord(answered=100, accepted=80, ended=50, helped=30, until=JUNE)
GRANDMOTHER = Person("grandmother", 83, handbook=False)


def agency(id_: str = "care", **facts: Any) -> ReferralCandidate:
    """An agency that handles debts, with nothing else known of it."""
    plain = ReferralCandidate(
        agency=None, id=id_, name=id_, sector="WELFARE", welfare=True, handles=["DEBT"],
        minimum_age=None, maximum_age=None, handbook_required=None, consent_required=None,
        capacity_state=None, capacity_maximum=None, capacity_available=None, capacity_as_of=None,
        place=(None, None, None, None, None), answered=0, accepted=0, ended=0, helped=0,
        median_days=None, open_cases=None, shared=0, latest=None,
    )  # fmt: skip
    return replace(plain, **facts)


def need(
    key: str = "debt", category: str = "DEBT", severity: int = 2, *people: Person, **facts: Any
) -> Sought:
    """A need of the household, or of the people named."""
    row = ReferralNeed(
        need=None, category=None, need_id=key, category_id=category, code=category, name=category,
        severity=severity, subject=people[0].id if people else None, handlers=["care"],
        declined=[], handed=[],
    )  # fmt: skip
    return Sought(key, severity, people or (GRANDMOTHER,), replace(row, **facts))


def home(*needs: Sought, **facts: Any) -> Situation:
    """A household with these needs in district D of area A in city C."""
    around = ReferralSubject(
        household="home", district="D", district_name="循誘", area="A", municipality="C",
        position=[33.25, 130.30], members=[], active=[], bases=[], consent=None, opposed=[],
        first_day=None, asker=None,
    )  # fmt: skip
    plain = Situation(DAY, around, needs or (need(),), None)
    return replace(plain, **facts)
