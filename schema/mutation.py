"""What may be changed: one line each.

Every change takes one `input` with an idempotency key, and answers with the changed node and its
`userErrors`: what is wrong with the input is data, what is wrong with us is an error.
"""

from typing import Any

import strawberry

from resolvers.changes import moved
from resolvers.context import Context
from schema.types.referral_changes import Input, MoveReferralPayload

Info = strawberry.Info[Context, None]


async def _move_referral(info: Info, input: Input) -> MoveReferralPayload:  # noqa: A002 -- the name Relay gives it
    what: dict[str, Any] = {**vars(input)}
    key = what.pop("idempotency_key")
    return MoveReferralPayload(outcome=await moved(info.context, key, input.move(), what))


@strawberry.type(description="Everything that may be changed (変更).")
class Mutation:
    move_referral = strawberry.mutation(
        resolver=_move_referral,
        description="Move a hand-over to its next state (つなぎの状態変更).",
    )
