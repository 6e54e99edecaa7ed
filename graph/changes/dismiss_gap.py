"""Dismisses a gap with a reason; the twin of `dismiss_gap.cypher`."""

from dataclasses import dataclass
from datetime import date

from graph.changes.take_on_gap import GapStands
from graph.errors import BadInput
from graph.kinds.gaps import GAP_DISMISSAL
from graph.question import Question, beside


@dataclass(frozen=True)
class DismissGap:
    """Raises `BadInput` for a reason that is none of `GapDismissal`."""

    gap: str
    dismissal: str
    note: str | None
    today: date

    def __post_init__(self) -> None:
        if self.dismissal not in GAP_DISMISSAL:
            known = ", ".join(value.name for value in GAP_DISMISSAL.values)
            raise BadInput("A gap is dismissed with a reason.", hint=f"Name one of {known}.")


DISMISS_GAP = Question(beside(__file__, "dismiss_gap"), DismissGap, GapStands)
