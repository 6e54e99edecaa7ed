"""Open needs of each district in each field, and who is there for them; twin of the statement."""

from dataclasses import dataclass

from graph.question import Question, beside
from graph.questions.district_layers import OnADay


@dataclass(frozen=True)
class DistrictNeeds:
    """Counts on the day; see the statement's head."""

    district: str
    field: str
    field_name: str
    open_needs: int
    agencies: int


DISTRICT_NEEDS = Question(beside(__file__, "district_needs"), OnADay, DistrictNeeds)
