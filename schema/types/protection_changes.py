"""Protections and leaves to see a place: how they are asked for, and what they answer."""

from datetime import date
from enum import Enum
from typing import Annotated, Any, TypeVar

import strawberry
from strawberry import Info

from graph.changes import protection
from graph.changes.location_permission import LONGEST_DAYS, Leave
from graph.changes.supporter_link import SamePerson
from graph.kinds.protections import PROTECTION_REASON
from resolvers.context import Context
from resolvers.nodes import answer_about
from resolvers.protecting import state_after
from resolvers.shaped import Finished
from schema.objects import object_of
from schema.types.changes import Payload, idempotency_key
from schema.words import enum_of

ProtectionReason: Any = enum_of(PROTECTION_REASON)

State = TypeVar("State", bound=Enum)

_RESIDENT = "The resident (住民の識別子)."
_CURSOR = "The event's cursor (カーソル)."
_STATE = "What came of it, or null (変更後の状態)."


@strawberry.enum(description="How a protection stands (支援措置の状態).")
class ProtectionState(Enum):
    """Closed in the first two."""

    PROTECTED = strawberry.enum_value(
        "PROTECTED", description="Whereabouts are withheld (支援措置中)."
    )
    END_ASKED = strawberry.enum_value(
        "END_ASKED", description="They are, and one account has asked for the end (終了申請中)."
    )
    ENDED = strawberry.enum_value("ENDED", description="A second account has ended it (終了).")


@strawberry.enum(description="How a leave to see a place stands (閲覧許可の状態).")
class LocationPermissionState(Enum):
    """It opens something when confirmed, from its first day until its last."""

    ASKED = strawberry.enum_value("ASKED", description="Asked for; opens nothing yet (申請中).")
    CONFIRMED = strawberry.enum_value(
        "CONFIRMED", description="Confirmed by another account (承認済み)."
    )
    WITHDRAWN = strawberry.enum_value("WITHDRAWN", description="Withdrawn (取消し).")


@strawberry.enum(
    description="Whether a supporter is known as a resident (支援者と住民の同一人登録の状態)."
)
class SupporterLinkState(Enum):
    """Known in the first two."""

    LINKED = strawberry.enum_value("LINKED", description="They are one person (登録済み).")
    END_ASKED = strawberry.enum_value(
        "END_ASKED", description="They are, and one person has asked for the end (取消申請中)."
    )
    UNLINKED = strawberry.enum_value(
        "UNLINKED", description="A second person has taken it back (取消し)."
    )


@strawberry.input(description="Whose whereabouts are withheld, and from whom (支援措置の申出).")
class ProtectResidentInput:
    """For a protected resident it begins the year anew and adds to those it is against."""

    idempotency_key: str = idempotency_key()
    resident: strawberry.ID = strawberry.field(description=_RESIDENT)
    against: list[strawberry.ID] = strawberry.field(
        description="Residents and supporters for whom the resident is not there at all, even "
        "inside the office; may be empty (相手方の識別子)."
    )
    reason: Any = strawberry.field(graphql_type=ProtectionReason, description="Why (理由).")

    def protecting(self, account: str) -> protection.Protecting:
        """The same in the graph's words."""
        against = [str(each) for each in self.against]
        return protection.Protecting(str(self.resident), against, self.reason.value, account)


@strawberry.input(description="Whose protection is to end (支援措置の終了申請・承認).")
class EndProtectionInput:
    """It takes two accounts, and two people."""

    idempotency_key: str = idempotency_key()
    resident: strawberry.ID = strawberry.field(description=_RESIDENT)


@strawberry.input(description="Who is to see where somebody lives (所在情報の閲覧申請).")
class AskLocationPermissionInput:
    """Another account confirms it."""

    idempotency_key: str = idempotency_key()
    resident: strawberry.ID = strawberry.field(description=_RESIDENT)
    supporter: strawberry.ID = strawberry.field(
        description="The one who is to see (閲覧する支援者の識別子)."
    )
    from_: date = strawberry.field(name="from", description="The first day (開始日).")
    until: date = strawberry.field(
        description=f"The first day on which it no longer holds, {LONGEST_DAYS} days after the "
        "first at most (終了日)."
    )

    def leave(self) -> Leave:
        """The same in the graph's words."""
        return Leave(str(self.resident), str(self.supporter), self.from_, self.until)


@strawberry.input(description="Which leave to see a place (閲覧許可の指定).")
class LocationPermissionInput:
    """As the one who asked for it was told."""

    idempotency_key: str = idempotency_key()
    permission: strawberry.ID = strawberry.field(description="The leave (閲覧許可の識別子).")


@strawberry.input(
    description="Which resident a supporter is: a protection against one is against the other "
    "(支援者と住民の同一人登録)."
)
class SupporterLinkInput:
    """One person says it; two take it back."""

    idempotency_key: str = idempotency_key()
    supporter: strawberry.ID = strawberry.field(description="The supporter (支援者の識別子).")
    resident: strawberry.ID = strawberry.field(
        description="The resident they are (同一人である住民の識別子)."
    )

    def who(self) -> SamePerson:
        """The same in the graph's words."""
        return SamePerson(str(self.supporter), str(self.resident))


@strawberry.type
class _Told(Payload):
    @strawberry.field(description=_CURSOR)
    def cursor(self) -> str | None:
        """Null when nothing was changed."""
        return self.outcome.cursor

    @strawberry.field(
        graphql_type=object_of("Resident") | None,
        description="The resident as whoever asks sees them now: null where they no longer do "
        "(住民).",
    )
    async def resident(self, info: Info[Context, None]) -> Finished | None:
        """Read after the change, in one statement."""
        node = self.outcome.node
        return None if node is None else await answer_about(info, node)

    async def led_to(self, info: Info[Context, None], states: type[State]) -> State | None:
        """The state that the change has led to; None when nothing was changed."""
        event = self.outcome.event
        return None if event is None else states(await state_after(info.context, event))


@strawberry.type(description="What came of beginning or ending a protection (支援措置の結果).")
class ProtectionPayload(_Told):
    """How the protection stands, or why it was left as it is."""

    @strawberry.field(graphql_type=ProtectionState | None, description=_STATE)
    async def state(self, info: Info[Context, None]) -> ProtectionState | None:
        """The state that this change has led to, also when it is asked for again."""
        return await self.led_to(info, ProtectionState)


@strawberry.type(
    description="What came of saying which resident a supporter is (同一人登録の結果)."
)
class SupporterLinkPayload(_Told):
    """How it stands, or why it was left as it is."""

    @strawberry.field(graphql_type=SupporterLinkState | None, description=_STATE)
    async def state(self, info: Info[Context, None]) -> SupporterLinkState | None:
        """The state that this change has led to, also when it is asked for again."""
        return await self.led_to(info, SupporterLinkState)


@strawberry.type(description="What came of a step of a leave to see a place (閲覧許可の結果).")
class LocationPermissionPayload(_Told):
    """The leave, or why it was left as it is."""

    known: strawberry.Private[str | None]

    @strawberry.field(description="The leave, to confirm or to withdraw it by (閲覧許可の識別子).")
    def permission(self) -> strawberry.ID | None:
        """Null when nothing was changed."""
        return None if self.known is None else strawberry.ID(self.known)

    @strawberry.field(graphql_type=LocationPermissionState | None, description=_STATE)
    async def state(self, info: Info[Context, None]) -> LocationPermissionState | None:
        """The state that this change has led to, also when it is asked for again."""
        return await self.led_to(info, LocationPermissionState)


Protecting = Annotated[
    ProtectResidentInput, strawberry.argument(description="Who, from whom, why (入力).")
]
Ending = Annotated[EndProtectionInput, strawberry.argument(description="Whose (入力).")]
AskingPermission = Annotated[
    AskLocationPermissionInput, strawberry.argument(description="Whose, for whom (入力).")
]
WhichPermission = Annotated[
    LocationPermissionInput, strawberry.argument(description="Which (入力).")
]
Linking = Annotated[
    SupporterLinkInput, strawberry.argument(description="Which supporter is whom (入力).")
]
