"""What is known of each agency that could help; twin of `referral_candidates.cypher`."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from graph.question import Found, Question, beside
from graph.records import Node


@dataclass(frozen=True)
class CandidatesAsked:
    """Ids of whom help is sought for; or the district and categories of a bare profile."""

    household: str | None
    resident: str | None
    case: str | None
    district: str | None
    categories: list[str]
    as_of: date


@dataclass(frozen=True)
class CandidatesPublished(CandidatesAsked):
    """The same, and the last day of the month that an agency's own figures are published for."""

    published: date


@dataclass(frozen=True)
class ReferralCandidate:
    """See the statement's head for the shapes of the lists and for what the counts count."""

    agency: Annotated[Node, Found("Agency")]
    id: str
    name: str
    sector: str
    welfare: bool
    handles: list[str]
    minimum_age: int | None
    maximum_age: int | None
    handbook_required: bool | None
    consent_required: bool | None
    capacity_state: str | None
    capacity_maximum: int | None
    capacity_available: int | None
    capacity_as_of: date | None
    place: tuple[str | None, str | None, str | None, float | None, float | None]
    answered: int
    accepted: int
    ended: int
    helped: int
    median_days: float | None
    open_cases: int | None
    shared: int
    latest: tuple[str, str] | None


REFERRAL_CANDIDATES = Question(
    beside(__file__, "referral_candidates"), CandidatesPublished, ReferralCandidate
)
