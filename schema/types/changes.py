"""What all changes share: a key, and why one was refused."""

from enum import Enum
from typing import Any, cast

import strawberry

from graph.changes.keyed import Objection
from resolvers.changes import Outcome

_MEANINGS = {
    "NOT_FOUND": "There is no such node (該当なし).",
    "STALE": "It has changed since it was read; read it again (更新済み).",
    "NOT_ALLOWED": "Its present state does not allow this (許可されない変更).",
    "REQUIRED": "This change needs the field (必須).",
    "NOT_EXPECTED": "This change does not go with the field (指定不可).",
    "INVALID": "The value cannot be (不正な値).",
    "KEY_REUSED": "The idempotency key was used for another change (キーの重複).",
}

_made = Enum(
    "UserErrorCode",
    {name: strawberry.enum_value(name, description=text) for name, text in _MEANINGS.items()},
)
UserErrorCode: Any = strawberry.enum(
    cast("Any", _made),
    name="UserErrorCode",
    description="Why a change was refused (変更できない理由).",
)


@strawberry.type(description="A reason why a change was not made (入力エラー).")
class UserError:
    """One reason against a change."""

    code: Any = strawberry.field(graphql_type=UserErrorCode, description="The reason (理由コード).")
    field: list[str] = strawberry.field(
        description="Path of the input's field it lies with (該当項目)."
    )
    message: str = strawberry.field(description="The reason in English (英語の説明).")
    message_ja: str = strawberry.field(description="The reason in Japanese (日本語の説明).")

    @classmethod
    def of(cls, objection: Objection) -> "UserError":
        """An objection as the API tells it."""
        return cls(
            code=UserErrorCode(objection.reason.value),
            field=["input", objection.field],
            message=objection.message,
            message_ja=objection.message_ja,
        )


@strawberry.type
class Payload:
    """What the payloads of all changes have: every change's outcome, and what stands against it."""

    outcome: strawberry.Private[Outcome]

    @strawberry.field(description="What stands against it; empty when it was made (入力エラー).")
    def user_errors(self) -> list[UserError]:
        """Every objection."""
        return [UserError.of(each) for each in self.outcome.objections]


def idempotency_key() -> str:
    """The field by which every change is asked for once."""
    return strawberry.field(
        description="Yours to choose, such as a UUID: the same change with the same key is made "
        "once, however often it is sent (冪等キー)."
    )
