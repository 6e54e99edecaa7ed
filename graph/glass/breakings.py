"""The notice of emergency accesses: what others are told of who broke the glass, and why."""

from datetime import datetime

from graph.inquiry import Inquiry, Rows
from graph.kinds.glass import GLASS_STATE
from graph.plan import LARGEST_PAGE
from graph.questions.glass_breakings import GLASS_BREAKINGS, GlassAsked
from graph.records import record, told


@record("An emergency access by an administrator.", "緊急閲覧")
class Breaking:
    reference: str = told("Opaque reference.", "参照番号")
    account: str = told("The account.", "アカウント")
    person: str | None = told("The supporter whose account it is, by id.", "支援者の識別子")
    reason: str = told("Why.", "理由")
    opened_at: datetime = told("When it was opened.", "開始日時")
    ends_at: datetime = told("From when on it opens nothing.", "終了予定日時")
    stopped_at: datetime | None = told("When it ended; null while it is open.", "終了日時")
    stopped_by: str | None = told("The account that ended it.", "終了した者")
    state: str = told("How it stands.", "状態", choice=GLASS_STATE)


@record("Emergency accesses, the newest first.", "緊急閲覧の一覧")
class Breakings:
    entries: list[Breaking] = told("Each of them.", "緊急閲覧", at_most=LARGEST_PAGE + 1)


def glass_breakings(_: GlassAsked, rows: Rows) -> Breakings:
    """The answer from the question's rows."""
    return Breakings(
        entries=[
            Breaking(
                reference=each.reference,
                account=each.account,
                person=each.person,
                reason=each.reason,
                opened_at=datetime.fromisoformat(each.opened_at),
                ends_at=datetime.fromisoformat(each.ends_at),
                stopped_at=datetime.fromisoformat(each.stopped_at) if each.stopped_at else None,
                stopped_by=each.stopped_by,
                state=each.state,
            )
            for each in rows.of(GLASS_BREAKINGS)
        ]
    )


NOTICE = Inquiry("glass_breakings", GlassAsked, (GLASS_BREAKINGS,), Breakings, glass_breakings)
