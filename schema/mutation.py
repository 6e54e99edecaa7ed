"""What may be changed: one line each.

Every change takes one `input` with an idempotency key, and answers with the changed node and its
`userErrors`: what is wrong with the input is data, what is wrong with us is an error.
"""

from typing import Any

import strawberry

from resolvers.changes import gap_dismissed, gap_taken_on, moved
from resolvers.context import Context
from schema.types.gap_changes import Dismissing, SupportGapPayload, TakingOn
from schema.types.referral_changes import Input, MoveReferralPayload

Info = strawberry.Info[Context, None]


async def _move_referral(info: Info, input: Input) -> MoveReferralPayload:  # noqa: A002 -- the name Relay gives it
    what: dict[str, Any] = {**vars(input)}
    key = what.pop("idempotency_key")
    return MoveReferralPayload(outcome=await moved(info.context, key, input.move(), what))


async def _take_on_gap(info: Info, input: TakingOn) -> SupportGapPayload:  # noqa: A002 -- the name Relay gives it
    what: dict[str, Any] = {**vars(input)}
    key = what.pop("idempotency_key")
    gap, supporter = str(input.id), str(input.supporter)
    return SupportGapPayload(outcome=await gap_taken_on(info.context, key, gap, supporter, what))


async def _dismiss_gap(info: Info, input: Dismissing) -> SupportGapPayload:  # noqa: A002 -- the name Relay gives it
    what: dict[str, Any] = {**vars(input)}
    key = what.pop("idempotency_key")
    gap, why = str(input.id), input.dismissal.value
    outcome = await gap_dismissed(info.context, key, gap, why, input.note, what)
    return SupportGapPayload(outcome=outcome)


@strawberry.type(description="Everything that may be changed (変更).")
class Mutation:
    move_referral = strawberry.mutation(
        resolver=_move_referral,
        description="Move a hand-over to its next state (つなぎの状態変更).",
    )
    take_on_gap = strawberry.mutation(
        resolver=_take_on_gap, description="See to a gap from now on (隙間への対応開始)."
    )
    dismiss_gap = strawberry.mutation(
        resolver=_dismiss_gap,
        description="Dismiss a gap with a reason (隙間を対象外とする).",
    )
