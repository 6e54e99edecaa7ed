"""The clock of a hand-over: after how many days without an event it counts as standing still.

The only place these numbers stand. They are defaults of ours, to be weighed against local practice.
"""

from dataclasses import dataclass
from datetime import date

from graph.errors import ModelFault


@dataclass(frozen=True)
class HandOverClock:
    """Days that may pass; the day after them, a hand-over stands still.

    `unanswered_days` runs from the request, `bounced_days` from a refusal without a replacement,
    the others from the latest event.
    """

    unanswered_days: int = 7
    idle_days: int = 30
    bounced_days: int = 3
    on_hold_days: int = 30

    def __post_init__(self) -> None:
        days = (self.unanswered_days, self.idle_days, self.bounced_days, self.on_hold_days)
        if min(days) < 0:
            raise ModelFault("A hand-over's clock counts days forward.")


CLOCK = HandOverClock()


@dataclass(frozen=True)
class AskedOnADay:
    """What every rule is asked: which households, and on which day."""

    households: list[str]
    today: date


@dataclass(frozen=True)
class AskedByTheClock(AskedOnADay):
    """The same, of a rule that looks at hand-overs."""

    unanswered_days: int = CLOCK.unanswered_days
    idle_days: int = CLOCK.idle_days
    bounced_days: int = CLOCK.bounced_days
    on_hold_days: int = CLOCK.on_hold_days
