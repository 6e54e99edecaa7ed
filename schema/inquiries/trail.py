"""What administrators may ask of the trail: who looked at somebody, and whom an account has seen."""

from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any

import strawberry

from graph.viewer import Purpose, Role
from resolvers import looking
from resolvers.context import Context
from resolvers.looking import Page, Report
from schema.types.paging import AFTER, FIRST, PageInfo

Info = strawberry.Info[Context, None]
WHOM = strawberry.argument(
    description="The id of a resident or a household (住民または世帯の識別子)."
)
ACCOUNT = strawberry.argument(description="The account, as the sign-in names it (アカウント).")
FROM = strawberry.argument(name="from", description="The first day, in UTC (開始日).")
UNTIL = strawberry.argument(description="The last day, included, in UTC (終了日).")
First = Annotated[int | None, FIRST]
After = Annotated[str | None, AFTER]
_VERB, _PURPOSE = "What was done (操作).", "For what (目的)."


@strawberry.enum(description="What was done with somebody's data (操作の種類).")
class AuditVerb(Enum):
    """The verbs of the trail."""

    READ = strawberry.enum_value("READ", description="Seen (閲覧).")
    CHANGE = strawberry.enum_value("CHANGE", description="Changed, or tried to (変更).")
    REFUSED = strawberry.enum_value("REFUSED", description="Asked for and refused (拒否).")
    BREAK_GLASS_START = strawberry.enum_value(
        "BREAK_GLASS_START", description="An emergency access began (緊急閲覧の開始)."
    )
    BREAK_GLASS_STOP = strawberry.enum_value(
        "BREAK_GLASS_STOP", description="An emergency access ended (緊急閲覧の終了)."
    )
    EXPORT = strawberry.enum_value("EXPORT", description="Taken out as a file (出力).")


@strawberry.enum(description="In which capacity somebody asked (役割).")
class AuditRole(Enum):
    """The roles of viewers."""

    ANONYMOUS = strawberry.enum_value("ANONYMOUS", description="Nobody signed in (匿名).")
    VOLUNTEER = strawberry.enum_value("VOLUNTEER", description="A volunteer (福祉協力員).")
    COMMISSIONER = strawberry.enum_value(
        "COMMISSIONER", description="A commissioner (民生委員・児童委員)."
    )
    AGENCY_STAFF = strawberry.enum_value(
        "AGENCY_STAFF", description="Staff of an agency (機関職員)."
    )
    CSW = strawberry.enum_value(
        "CSW", description="A community social worker (コミュニティソーシャルワーカー)."
    )
    COORDINATOR = strawberry.enum_value(
        "COORDINATOR", description="A coordinator (相談支援包括化推進員)."
    )
    ANALYST = strawberry.enum_value("ANALYST", description="An analyst (分析担当).")
    ADMINISTRATOR = strawberry.enum_value("ADMINISTRATOR", description="An administrator (管理者).")
    DEMO = strawberry.enum_value("DEMO", description="Anybody in the demo (デモ).")


@strawberry.enum(description="For what somebody asked (利用目的).")
class AuditPurpose(Enum):
    """The purposes of viewers."""

    CASEWORK = strawberry.enum_value("CASEWORK", description="Casework (個別支援).")
    SUPPORT_MEETING = strawberry.enum_value(
        "SUPPORT_MEETING", description="A support meeting (支援会議)."
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
    role: AuditRole = strawberry.field(description="In which capacity (役割).")
    purpose: AuditPurpose = strawberry.field(description=_PURPOSE)
    basis: str | None = strawberry.field(
        description="The agreement under which something shared was read, where noted (根拠)."
    )
    verb: AuditVerb = strawberry.field(description=_VERB)
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
    verb: AuditVerb = strawberry.field(description=_VERB)
    purpose: AuditPurpose = strawberry.field(description=_PURPOSE)
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
) -> BreachReport:
    return BreachReport(report=await looking.report(info.context, account, from_, until))


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
