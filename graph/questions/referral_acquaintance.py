"""Whom the asker knows at the agencies, and from where; twin of `referral_acquaintance.cypher`."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from graph.question import Found, Question, beside
from graph.records import Node


@dataclass(frozen=True)
class AcquaintanceAsked:
    """The asker, and whom help is sought for."""

    asker: str | None
    household: str | None
    resident: str | None
    case: str | None
    district: str | None
    categories: list[str]
    as_of: date


@dataclass(frozen=True)
class ReferralAcquaintance:
    """See the statement's head; the day of an occasion is ISO text."""

    people: Annotated[Node, Found("Supporter", many=True)]
    agency: str
    occasions: list[tuple[str, str, str | None, str]]


REFERRAL_ACQUAINTANCE = Question(
    beside(__file__, "referral_acquaintance"), AcquaintanceAsked, ReferralAcquaintance
)
