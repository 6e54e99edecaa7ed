"""Which agencies have worked together; twin of `referral_teamwork.cypher`."""

from dataclasses import dataclass

from graph.question import Question, beside
from graph.questions.district_layers import OnADay


@dataclass(frozen=True)
class ReferralTeamwork:
    """The agencies of one case."""

    case: str
    agencies: list[str]


REFERRAL_TEAMWORK = Question(beside(__file__, "referral_teamwork"), OnADay, ReferralTeamwork)
