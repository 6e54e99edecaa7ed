"""Emergency access (緊急閲覧): how it is opened and ended, and what others are told of it."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import Info

from graph.changes.glass import LONGEST_REASON, SHORTEST_REASON
from graph.glass.breakings import Breaking
from graph.kinds.glass import GLASS_STATE
from resolvers.context import Context
from resolvers.glass import Notices, breaking_shown
from resolvers.subscriptions import Noticed
from schema.types.changes import Payload, idempotency_key
from schema.types.paging import PageInfo
from schema.words import enum_of

GlassState: Any = enum_of(GLASS_STATE)


@strawberry.type(
    description="An administrator's emergency access to what they are not shown otherwise (緊急閲覧)."
)
class GlassBreaking:
    """Told to coordinators and administrators."""

    id: strawberry.ID = strawberry.field(
        description="Opaque; the audit has it as the basis of everything read under it (識別子)."
    )
    account: str = strawberry.field(
        description="Whose, as the sign-in names the account (アカウント)."
    )
    person: strawberry.ID | None = strawberry.field(
        description="The id of that supporter, where the sign-in names one (支援者の識別子)."
    )
    reason: str = strawberry.field(description="Why, in their words (理由).")
    opened_at: datetime = strawberry.field(description="When it was opened, in UTC (開始日時).")
    ends_at: datetime = strawberry.field(
        description="From when on it opens nothing, in UTC, unless it is ended before (終了予定日時)."
    )
    stopped_at: datetime | None = strawberry.field(
        description="When it ended, in UTC; null while it is open (終了日時)."
    )
    stopped_by: str | None = strawberry.field(
        description="The account that ended it; null while it is open, and when its hour was over "
        "(終了した者)."
    )
    state: Any = strawberry.field(graphql_type=GlassState, description="How it stands (状態).")

    @classmethod
    def of(cls, told: Breaking) -> "GlassBreaking":
        """One as the API tells it."""
        return cls(
            id=strawberry.ID(told.reference),
            account=told.account,
            person=None if told.person is None else strawberry.ID(told.person),
            reason=told.reason,
            opened_at=told.opened_at,
            ends_at=told.ends_at,
            stopped_at=told.stopped_at,
            stopped_by=told.stopped_by,
            state=GlassState(told.state),
        )


@strawberry.type(description="Emergency accesses, a page of them (緊急閲覧の一覧).")
class GlassBreakings:
    """Paged by `first` and `after`."""

    entries: list[GlassBreaking] = strawberry.field(description="The newest first (緊急閲覧).")
    page_info: PageInfo = strawberry.field(
        description="Where the page begins and ends (ページ情報)."
    )

    @classmethod
    def of(cls, page: Notices) -> "GlassBreakings":
        """A page as the API tells it."""
        info = PageInfo(
            has_next_page=page.more,
            has_previous_page=page.resumed,
            start_cursor=page.start,
            end_cursor=page.end,
        )
        return cls(entries=[GlassBreaking.of(each) for each in page.entries], page_info=info)


@strawberry.input(description="Why the glass is broken (緊急閲覧の開始).")
class BreakGlassInput:
    """It opens for sixty minutes, for the account that asks alone."""

    idempotency_key: str = idempotency_key()
    reason: str = strawberry.field(
        description=f"Why, in a sentence of {SHORTEST_REASON} to {LONGEST_REASON} characters that "
        "coordinators and administrators read; name nobody in it (理由。個人名は書かないでください)."
    )


@strawberry.input(description="Which emergency access ends (緊急閲覧の終了).")
class EndBreakGlassInput:
    """One's own, or one that should not be."""

    idempotency_key: str = idempotency_key()
    id: strawberry.ID = strawberry.field(description="The emergency access (緊急閲覧の識別子).")


@strawberry.type(description="What came of opening or ending an emergency access (緊急閲覧の結果).")
class GlassBreakingPayload(Payload):
    """How it stands, or why it was left as it is."""

    @strawberry.field(description="The event's cursor (カーソル).")
    def cursor(self) -> str | None:
        """Null when nothing was changed."""
        return self.outcome.cursor

    @strawberry.field(
        graphql_type=GlassBreaking | None,
        description="How it stands now; null when nothing was changed (緊急閲覧).",
    )
    async def glass_breaking(self, info: Info[Context, None]) -> GlassBreaking | None:
        """Read after the change."""
        node = self.outcome.node
        told = None if node is None else await breaking_shown(info.context, node)
        return None if told is None else GlassBreaking.of(told)


@strawberry.type(
    description="An emergency access was opened, ended or ran out (緊急閲覧の開始・終了)."
)
class GlassChange:
    """One event."""

    cursor: str = strawberry.field(description="The event's cursor (カーソル).")
    at: datetime = strawberry.field(description="When it was noted, in UTC (日時).")
    after: Any = strawberry.field(
        graphql_type=GlassState, description="The state it led to (変更後の状態)."
    )
    glass_breaking: GlassBreaking = strawberry.field(
        description="How it stands when this is told (緊急閲覧)."
    )

    @classmethod
    def of(cls, noticed: Noticed) -> "GlassChange":
        """An event as the API tells it."""
        return cls(
            cursor=noticed.cursor,
            at=datetime.fromisoformat(noticed.event.at),
            after=GlassState(noticed.event.after),
            glass_breaking=GlassBreaking.of(noticed.breaking),
        )


BreakingGlass = Annotated[BreakGlassInput, strawberry.argument(description="Why (入力).")]
EndingBreak = Annotated[EndBreakGlassInput, strawberry.argument(description="Which (入力).")]
