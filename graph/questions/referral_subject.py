"""For whom help is sought, and what around them decides; twin of `referral_subject.cypher`."""

from dataclasses import dataclass
from datetime import date

from graph.question import Question, beside


@dataclass(frozen=True)
class ReferralFor:
    """Ids of whom help is sought for; a bare profile names its district alone."""

    household: str | None
    resident: str | None
    case: str | None
    district: str | None
    as_of: date


@dataclass(frozen=True)
class ReferralAsk(ReferralFor):
    """The same, and who asks."""

    asker: str | None


@dataclass(frozen=True)
class ReferralSubject:
    """See the statement's head for the shapes of the lists; days within lists are ISO text."""

    household: str | None
    district: str | None
    district_name: str | None
    area: str | None
    municipality: str | None
    position: list[float] | None
    members: list[tuple[str, str | None, bool, bool]]
    active: list[tuple[str, str]]
    bases: list[tuple[str, str | None]]
    consent: tuple[str, str] | None
    opposed: list[tuple[str, str]]
    first_day: date | None
    asker: str | None


REFERRAL_SUBJECT = Question(beside(__file__, "referral_subject"), ReferralAsk, ReferralSubject)
