"""The steps of a gap that people take: how they are asked for, and what they answer."""

from typing import Annotated, Any

import strawberry
from strawberry import Info

from graph.kinds.gaps import GAP_DISMISSAL
from resolvers.context import Context
from resolvers.nodes import answer_about
from resolvers.shaped import Finished
from schema.objects import object_of
from schema.types.changes import Payload, idempotency_key
from schema.words import enum_of

GapDismissal: Any = enum_of(GAP_DISMISSAL)


@strawberry.input(description="Somebody sees to a gap (隙間への対応開始).")
class TakeOnGapInput:
    """Who has it afterwards has it alone."""

    idempotency_key: str = idempotency_key()
    id: strawberry.ID = strawberry.field(description="The gap (支援の隙間の識別子).")
    supporter: strawberry.ID = strawberry.field(
        description="The one who sees to it (担当者の識別子)."
    )


@strawberry.input(description="A gap that is none, as somebody decided (隙間の対象外の判断).")
class DismissGapInput:
    """It stays dismissed until it rests on something new."""

    idempotency_key: str = idempotency_key()
    id: strawberry.ID = strawberry.field(description="The gap (支援の隙間の識別子).")
    dismissal: Any = strawberry.field(
        graphql_type=GapDismissal, description="Why (対象外とした理由)."
    )
    note: str | None = strawberry.field(default=None, description="What is to be noted (備考).")


@strawberry.type(description="What came of a step in a gap's life (隙間の状態変更の結果).")
class SupportGapPayload(Payload):
    """The gap, or why it was left as it is."""

    @strawberry.field(description="The event's cursor (カーソル).")
    def cursor(self) -> str | None:
        """Null when nothing was changed."""
        return self.outcome.cursor

    @strawberry.field(
        graphql_type=object_of("SupportGap") | None,
        description="The gap as it is now, or null (支援の隙間).",
    )
    async def support_gap(self, info: Info[Context, None]) -> Finished | None:
        """Read after the change, in one statement."""
        node = self.outcome.node
        return None if node is None else await answer_about(info, node)


TakingOn = Annotated[TakeOnGapInput, strawberry.argument(description="Who sees to what (入力).")]
Dismissing = Annotated[DismissGapInput, strawberry.argument(description="What, and why (入力).")]
