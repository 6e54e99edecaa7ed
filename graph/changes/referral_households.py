"""The households around a hand-over; the twin of `referral_households.cypher`."""

from dataclasses import dataclass

from graph.changes.referral_standing import WhichReferral
from graph.question import Question, beside


@dataclass(frozen=True)
class Around:
    household: str


REFERRAL_HOUSEHOLDS = Question(beside(__file__, "referral_households"), WhichReferral, Around)
