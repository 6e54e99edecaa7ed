"""How hand-overs go over all agencies; twin of `referral_record.cypher`."""

from dataclasses import dataclass
from datetime import date

from graph.question import Question, beside


@dataclass(frozen=True)
class OfAMonth:
    """The last day of the month that figures are published for."""

    published: date


@dataclass(frozen=True)
class ReferralRecord:
    """Counts up to that day."""

    answered: int
    accepted: int
    ended: int
    helped: int
    until: date


REFERRAL_RECORD = Question(beside(__file__, "referral_record"), OfAMonth, ReferralRecord)
