"""Who broke the glass; the twin of `glass_breakings.cypher`."""

from dataclasses import dataclass

from graph.question import Question, beside


@dataclass(frozen=True)
class GlassAsked:
    """Times are ISO, in UTC."""

    now: str
    open: bool | None
    reference: str | None
    after_at: str | None
    after_reference: str | None
    most: int


@dataclass(frozen=True)
class BreakingRow:
    """An emergency access; `state` is a `GlassState`."""

    reference: str
    account: str
    person: str | None
    reason: str
    opened_at: str
    ends_at: str
    stopped_at: str | None
    stopped_by: str | None
    state: str


GLASS_BREAKINGS = Question(beside(__file__, "glass_breakings"), GlassAsked, BreakingRow)
