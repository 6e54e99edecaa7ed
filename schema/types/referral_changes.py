"""The moves of hand-overs: how one is asked for, what it answers, and how it is told of."""

from datetime import date, datetime
from typing import Annotated, Any

import strawberry
from strawberry import Info

from graph.changes.move_referral import MoveReferral
from graph.kinds.work import DECLINE_REASON, OUTCOME, REFERRAL_STATE
from resolvers.context import Context
from resolvers.nodes import answer_about
from resolvers.shaped import Finished
from resolvers.subscriptions import Told
from schema.objects import object_of
from schema.types.changes import Payload, idempotency_key
from schema.words import enum_of

ReferralState: Any = enum_of(REFERRAL_STATE)
DeclineReason: Any = enum_of(DECLINE_REASON)
ReferralOutcome: Any = enum_of(OUTCOME)

_REFERRAL = "The hand-over as it is now, or null (つなぎ)."
_CURSOR = "The event's cursor, to follow on from it with `after` (カーソル)."


@strawberry.input(description="A hand-over's next step (つなぎの状態変更).")
class MoveReferralInput:
    """What a move says; which states a state leads to is in `docs/changes.md`."""

    idempotency_key: str = idempotency_key()
    id: strawberry.ID = strawberry.field(description="The hand-over (つなぎの識別子).")
    version: int = strawberry.field(description="The version this rests on (版).")
    to: Any = strawberry.field(
        graphql_type=ReferralState, description="The state it moves to (変更後の状態)."
    )
    decline_reason: Any = strawberry.field(
        default=None,
        graphql_type=DeclineReason | None,
        description="Why it is declined; with DECLINED, and there needed (辞退理由).",
    )
    outcome: Any = strawberry.field(
        default=None,
        graphql_type=ReferralOutcome | None,
        description="What came of it; with COMPLETED, and there needed (結果).",
    )
    reason: str | None = strawberry.field(default=None, description="Why, in words (理由).")
    next_action: str | None = strawberry.field(
        default=None, description="What is to be done next (次の行動)."
    )
    next_action_on: date | None = strawberry.field(
        default=None, description="By when (次の行動日)."
    )

    def move(self) -> MoveReferral:
        """The move in the graph's words."""
        return MoveReferral(
            referral=str(self.id),
            version=self.version,
            state=self.to.value,
            decline_reason=self.decline_reason and self.decline_reason.value,
            outcome=self.outcome and self.outcome.value,
            reason=self.reason,
            next_action=self.next_action,
            next_action_on=self.next_action_on,
        )


@strawberry.type(description="What came of a hand-over's move (つなぎの状態変更の結果).")
class MoveReferralPayload(Payload):
    """The hand-over, or why it was not moved."""

    @strawberry.field(description=_CURSOR)
    def cursor(self) -> str | None:
        """Null when nothing was changed."""
        return self.outcome.cursor

    @strawberry.field(graphql_type=object_of("Referral") | None, description=_REFERRAL)
    async def referral(self, info: Info[Context, None]) -> Finished | None:
        """Read after the change, in one statement."""
        node = self.outcome.node
        return None if node is None else await answer_about(info, node)


@strawberry.type(description="A hand-over's move (つなぎの状態変更).")
class ReferralChange:
    """One event."""

    told: strawberry.Private[Told]

    @strawberry.field(description=_CURSOR)
    def cursor(self) -> str:
        """The event's cursor."""
        return self.told.cursor

    @strawberry.field(description="When it was made (日時).")
    def at(self) -> datetime:
        """The time of the step."""
        return datetime.fromisoformat(self.told.event.at)

    @strawberry.field(graphql_type=ReferralState, description="The state before (変更前の状態).")
    def before(self) -> Any:
        """The state before."""
        return ReferralState(self.told.event.before)

    @strawberry.field(graphql_type=ReferralState, description="The state after (変更後の状態).")
    def after(self) -> Any:
        """The state after."""
        return ReferralState(self.told.event.after)

    @strawberry.field(graphql_type=object_of("Referral") | None, description=_REFERRAL)
    def referral(self, info: Info[Context, None]) -> Finished:
        """Read when the event was told, in one statement."""
        return self.told.answers[str(info.path.key)]


Input = Annotated[MoveReferralInput, strawberry.argument(description="The move (入力).")]
