"""Protections to be looked at again: nothing opens by itself, so somebody has to be reminded."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from graph.errors import BadInput
from graph.inquiry import Inquiry, Rows
from graph.kinds.protections import PROTECTION_REASON
from graph.questions.protections_due import PROTECTIONS_DUE
from graph.records import Node, record, shows, told

MOST = 100
WITHIN_DAYS = 30
LONGEST_DAYS = 366


@dataclass(frozen=True)
class DueAsked:
    """By when; `BadInput` for days that are fewer than 0 or more than `LONGEST_DAYS`."""

    today: date
    within_days: int
    due_by: date = field(init=False)
    most: int = field(init=False, default=MOST)

    def __post_init__(self) -> None:
        if not 0 <= self.within_days <= LONGEST_DAYS:
            raise BadInput(
                f"{self.within_days} days cannot be.", hint=f"Ask for 0 to {LONGEST_DAYS}."
            )
        object.__setattr__(self, "due_by", self.today + timedelta(self.within_days))


@record("A protection that is to be looked at again.", "見直し対象の支援措置")
class DueProtection:
    resident: Node = shows(
        "Resident", "protections_due.resident", "Whose whereabouts are withheld.", "住民"
    )
    since: date | None = told("The day it began; null when it is not known.", "開始日")
    review_on: date | None = told(
        "The day it is to be looked at again; null when it is not known, and so is due.", "見直し日"
    )
    days_left: int | None = told(
        "Days until then; negative when it is past. It stays closed all the same.", "残り日数"
    )
    reason: str | None = told("Why, where it is known.", "理由", choice=PROTECTION_REASON)
    end_asked: bool = told("Whether one account has asked for its end.", "終了申請の有無")


@record("Protections that are to be looked at again.", "支援措置の見直し")
class ProtectionsDue:
    by: date = told("The last day that counts.", "対象期限")
    count: int = told("How many there are in all.", "件数")
    protections: list[DueProtection] = told(
        "What has waited longest first; not known first of all.", "見直し対象", at_most=MOST
    )


def protections_due(asked: DueAsked, rows: Rows) -> ProtectionsDue:
    """The answer from the question's rows."""
    found = rows.of(PROTECTIONS_DUE)
    return ProtectionsDue(
        by=asked.due_by,
        count=found[0].count if found else 0,
        protections=[
            DueProtection(
                resident=each.resident,
                since=each.since,
                review_on=each.review_on,
                days_left=(each.review_on - asked.today).days if each.review_on else None,
                reason=each.reason,
                end_asked=each.end_asked,
            )
            for each in found
        ],
    )


DUE = Inquiry("protections_due", DueAsked, (PROTECTIONS_DUE,), ProtectionsDue, protections_due)
