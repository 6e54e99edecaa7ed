"""Which agencies have worked together; twin of `referral_teamwork.cypher`."""

from dataclasses import dataclass

from graph.question import Question, beside
from graph.questions.referral_subject import ReferralFor


@dataclass(frozen=True)
class ReferralTeamwork:
    """The agencies of one case that serve the district."""

    case: str
    agencies: list[str]


REFERRAL_TEAMWORK = Question(beside(__file__, "referral_teamwork"), ReferralFor, ReferralTeamwork)
