"""How hand-overs go over all agencies; twin of `referral_record.cypher`."""

from dataclasses import dataclass

from graph.question import Question, beside
from graph.questions.district_layers import OnADay


@dataclass(frozen=True)
class ReferralRecord:
    """Counts up to the day."""

    answered: int
    accepted: int
    ended: int
    helped: int


REFERRAL_RECORD = Question(beside(__file__, "referral_record"), OnADay, ReferralRecord)
