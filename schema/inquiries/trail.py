"""What administrators may ask of the trail: who looked at somebody, and whom an account has seen."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from graph.model import Choice, Value
from graph.viewer import Purpose, Role
from resolvers import looking
from resolvers.context import Context
from resolvers.looking import Page, Report
from schema.types.paging import AFTER, FIRST, PageInfo
from schema.words import enum_of

Info = strawberry.Info[Context, None]
WHOM = strawberry.argument(
    description="The id of a resident or a household (住民または世帯の識別子)."
)
ACCOUNT = strawberry.argument(description="The account, as the sign-in names it (アカウント).")
FROM = strawberry.argument(name="from", description="The first day, in UTC (開始日).")
UNTIL = strawberry.argument(description="The last day, included, in UTC (終了日).")
OPENING = strawberry.argument(
    description="Only what was done under the emergency access with this id (緊急閲覧の識別子)."
)
First = Annotated[int | None, FIRST]
After = Annotated[str | None, AFTER]
_VERB, _PURPOSE = "What was done (操作).", "For what (目的)."


AuditVerb: Any = enum_of(
    Choice(
        "AuditVerb",
        "What was done with somebody's data.",
        "操作の種類",
        (
            Value("READ", "閲覧", "Seen."),
            Value("CHANGE", "変更", "Changed, or tried to."),
            Value("REFUSED", "拒否", "Asked for and refused."),
            Value("BREAK_GLASS_START", "緊急閲覧の開始", "An emergency access began."),
            Value("BREAK_GLASS_STOP", "緊急閲覧の終了", "An emergency access ended."),
            Value("EXPORT", "出力", "Taken out as a file."),
        ),
    )
)
AuditRole: Any = enum_of(
    Choice(
        "AuditRole",
        "In which capacity somebody asked.",
        "役割",
        (
            Value("ANONYMOUS", "匿名", "Nobody signed in."),
            Value("VOLUNTEER", "福祉協力員", "A volunteer."),
            Value("COMMISSIONER", "民生委員・児童委員", "A commissioner."),
            Value("AGENCY_STAFF", "機関職員", "Staff of an agency."),
            Value("CSW", "コミュニティソーシャルワーカー", "A community social worker."),
            Value("COORDINATOR", "相談支援包括化推進員", "A coordinator."),
            Value("ANALYST", "分析担当", "An analyst."),
            Value("ADMINISTRATOR", "管理者", "An administrator."),
            Value("DEMO", "デモ", "Anybody in the demo."),
        ),
    )
)
AuditPurpose: Any = enum_of(
    Choice(
        "AuditPurpose",
        "For what somebody asked.",
        "利用目的",
        (
            Value("CASEWORK", "個別支援", "Casework."),
            Value("SUPPORT_MEETING", "支援会議", "A support meeting."),
            Value("BREAK_GLASS", "緊急閲覧", "An emergency access."),
        ),
    )
)


@strawberry.type(description="A line of the trail: who did what, and when (監査証跡の記録).")
class AuditLook:
    """It holds ids and names of statements, and nothing of what was seen."""

    at: datetime = strawberry.field(description="When, in UTC (日時).")
    account: str | None = strawberry.field(
        description="The account, as the sign-in names it; null for nobody signed in (アカウント)."
    )
    person: strawberry.ID | None = strawberry.field(
        description="The id of that supporter, where there is one (支援者の識別子)."
    )
    role: Any = strawberry.field(graphql_type=AuditRole, description="In which capacity (役割).")
    purpose: Any = strawberry.field(graphql_type=AuditPurpose, description=_PURPOSE)
    basis: str | None = strawberry.field(
        description="The agreement under which something shared was read, where noted; of an "
        "emergency access its id (根拠)."
    )
    verb: Any = strawberry.field(graphql_type=AuditVerb, description=_VERB)
    name: str = strawberry.field(description="The statement or the change, by its name (操作名).")
    request: str = strawberry.field(
        description="What the lines of one request have in common (リクエスト識別子)."
    )

    @classmethod
    def of(cls, look: Any) -> "AuditLook":
        """A line as the API tells it."""
        return cls(
            at=look.at,
            account=look.account,
            person=None if look.person is None else strawberry.ID(look.person),
            role=AuditRole[Role(look.role).name],
            purpose=AuditPurpose[Purpose(look.purpose).name],
            basis=look.basis,
            verb=AuditVerb(look.verb.value),
            name=look.name,
            request=look.request,
        )


@strawberry.type(description="What an account did with one person, in sum (住民ごとの集計).")
class AuditTouch:
    """By one verb and for one purpose."""

    person: strawberry.ID = strawberry.field(
        description="The resident or household (住民または世帯の識別子)."
    )
    verb: Any = strawberry.field(graphql_type=AuditVerb, description=_VERB)
    purpose: Any = strawberry.field(graphql_type=AuditPurpose, description=_PURPOSE)
    times: int = strawberry.field(description="How often (回数).")
    first_at: datetime = strawberry.field(description="The first time, in UTC (最初の日時).")
    last_at: datetime = strawberry.field(description="The last time, in UTC (最後の日時).")

    @classmethod
    def of(cls, touched: Any) -> "AuditTouch":
        """A sum as the API tells it."""
        return cls(
            person=strawberry.ID(touched.person),
            verb=AuditVerb(touched.verb.value),
            purpose=AuditPurpose[Purpose(touched.purpose).name],
            times=touched.times,
            first_at=touched.first_at,
            last_at=touched.last_at,
        )


def _info(page: Page[Any]) -> PageInfo:
    return PageInfo(
        has_next_page=page.more,
        has_previous_page=page.resumed,
        start_cursor=page.start,
        end_cursor=page.end,
    )


_PAGE_INFO = "Where the page begins and ends (ページ情報)."
_DAMAGED = (
    "How many lines of the trail were changed since they were written; they are left out. "
    "`tsunagu audit verify` finds them (改変された行数)."
)


@strawberry.type(description="Lines of the trail, a page of them (監査証跡の記録一覧).")
class AuditLooks:
    """Paged by `first` and `after`."""

    entries: list[AuditLook] = strawberry.field(description="The lines (記録).")
    page_info: PageInfo = strawberry.field(description=_PAGE_INFO)

    @classmethod
    def of(cls, page: Page[Any]) -> "AuditLooks":
        """A page as the API tells it."""
        return cls(entries=[AuditLook.of(each) for each in page.entries], page_info=_info(page))


@strawberry.type(description="Who saw or changed somebody's data, the newest first (閲覧履歴).")
class WhoLookedAt:
    """Only what was recorded: who looked over a shoulder is not."""

    entries: list[AuditLook] = strawberry.field(description="The lines (記録).")
    page_info: PageInfo = strawberry.field(description=_PAGE_INFO)
    damaged: int = strawberry.field(description=_DAMAGED)


@strawberry.type(description="Whom an account saw or changed, a page of them (対象者一覧).")
class AuditTouches:
    """Paged by `first` and `after`."""

    entries: list[AuditTouch] = strawberry.field(
        description="By person, verb and purpose (対象者)."
    )
    page_info: PageInfo = strawberry.field(description=_PAGE_INFO)


@strawberry.type(description="All that an account saw or changed in some days (漏えい調査報告).")
class BreachReport:
    """What `tsunagu audit breach` tells."""

    report: strawberry.Private[Report]

    @strawberry.field(description="In how many requests (リクエスト数).")
    def requests(self) -> int:
        """Those of which there is a line."""
        return self.report.breach.requests

    @strawberry.field(description="How many people and households (対象者数).")
    def people(self) -> int:
        """Each once."""
        return self.report.breach.people

    @strawberry.field(description="Whom, how often and for what (対象者).")
    def touched(self, first: First = None, after: After = None) -> AuditTouches:
        """By person, verb and purpose."""
        page = self.report.touched(first, after)
        entries = [AuditTouch.of(each) for each in page.entries]
        return AuditTouches(entries=entries, page_info=_info(page))

    @strawberry.field(
        description="The lines about nobody: refusals, emergency access, exports of figures "
        "(対象者のない記録)."
    )
    def without_person(self, first: First = None, after: After = None) -> AuditLooks:
        """The oldest first."""
        return AuditLooks.of(self.report.without_person(first, after))

    @strawberry.field(description=_DAMAGED)
    def damaged(self) -> int:
        """In the whole trail."""
        return self.report.breach.damaged


async def _who_looked_at(  # noqa: PLR0917 -- the arguments of the field
    info: Info,
    id: Annotated[strawberry.ID, WHOM],  # noqa: A002 -- the name in the API
    from_: Annotated[date | None, FROM] = None,
    until: Annotated[date | None, UNTIL] = None,
    first: First = None,
    after: After = None,
) -> WhoLookedAt:
    page, damaged = await looking.lookers(info.context, str(id), from_, until, first, after)
    entries = [AuditLook.of(each) for each in page.entries]
    return WhoLookedAt(entries=entries, page_info=_info(page), damaged=damaged)


async def _breach_report(
    info: Info,
    account: Annotated[str, ACCOUNT],
    from_: Annotated[date, FROM],
    until: Annotated[date, UNTIL],
    opening: Annotated[strawberry.ID | None, OPENING] = None,
) -> BreachReport:
    under = None if opening is None else str(opening)
    report = await looking.report(info.context, account, from_, until, under)
    return BreachReport(report=report)


WHO_LOOKED_AT_FIELD: Any = strawberry.field(
    resolver=_who_looked_at,
    graphql_type=WhoLookedAt | None,
    description="Who saw or changed the data of a resident or a household, from the trail, the newest "
    "first. To ask is recorded too (閲覧履歴).",
)
BREACH_REPORT_FIELD: Any = strawberry.field(
    resolver=_breach_report,
    graphql_type=BreachReport | None,
    description="All that an account saw or changed in some days, from the trail. To ask is recorded "
    "too (漏えい調査報告).",
)
