"""Leave to see where a protected household lives: asked for, confirmed by another, withdrawn.

The twins of four `.cypher` files. Opening takes two people and ends by itself; closing takes one.
Against a deny edge no leave holds (`graph/grants`), and none is given.
"""

from dataclasses import dataclass
from datetime import date

from graph.changes.keyed import Asked, Moved, Objection, Reason, Refusal, once
from graph.changes.protection import Somebody, not_protected
from graph.gateway import Gateway, Transaction
from graph.question import Question, beside

LONGEST_DAYS = 90


@dataclass(frozen=True)
class AskPermission:
    resident: str
    supporter: str
    reference: str
    first: date
    until: date
    today: date
    account: str
    person: str | None


@dataclass(frozen=True)
class PermissionAsked:
    refused: bool


@dataclass(frozen=True)
class ConfirmPermission:
    permission: str
    account: str
    person: str | None
    today: date


@dataclass(frozen=True)
class WithdrawPermission:
    permission: str
    today: date


@dataclass(frozen=True)
class PermissionStood:
    before: str


@dataclass(frozen=True)
class WhichPermission:
    permission: str


@dataclass(frozen=True)
class PermissionSubject:
    resident: str


ASK = Question(beside(__file__, "ask_location_permission"), AskPermission, PermissionAsked)
CONFIRM = Question(
    beside(__file__, "confirm_location_permission"), ConfirmPermission, PermissionStood
)
WITHDRAW = Question(
    beside(__file__, "withdraw_location_permission"), WithdrawPermission, PermissionStood
)
SUBJECT = Question(
    beside(__file__, "location_permission_subject"), WhichPermission, PermissionSubject
)


@dataclass(frozen=True)
class Leave:
    """For whom to see whose whereabouts, from a day on until another, which is not included."""

    resident: str
    supporter: str
    first: date
    until: date


async def ask_permission(gateway: Gateway, leave: Leave, by: Somebody, asked: Asked) -> int:
    """The sequence of the event; the leave is known as `asked.reference` from then on.

    Raises `Refusal` for days that cannot be, a resident who is not protected, and a supporter
    against whom the household is.
    """
    if objection := _impossible(leave, asked.at.date()):
        raise Refusal(objection)

    async def work(transaction: Transaction) -> Moved:
        ask = AskPermission(
            leave.resident,
            leave.supporter,
            asked.reference,
            leave.first,
            leave.until,
            asked.at.date(),
            by.account,
            by.person,
        )
        rows = ASK.rows(await transaction.ask(ASK.statement(ask)))
        if not rows:
            raise Refusal(not_protected())
        if rows[0].refused:
            raise Refusal(_not_for_them())
        return "CLOSED", "ASKED"

    return await once(gateway, asked, work)


async def confirm_permission(gateway: Gateway, permission: str, by: Somebody, asked: Asked) -> int:
    """The sequence of the event; raises `Refusal` unless somebody else has asked for it."""

    async def work(transaction: Transaction) -> Moved:
        confirm = ConfirmPermission(permission, by.account, by.person, asked.at.date())
        rows = CONFIRM.rows(await transaction.ask(CONFIRM.statement(confirm)))
        if not rows:
            raise Refusal(no_permission())
        if rows[0].before != "ASKED":
            raise Refusal(_not_to_be_confirmed(rows[0].before))
        return "ASKED", "CONFIRMED"

    return await once(gateway, asked, work)


async def withdraw_permission(gateway: Gateway, permission: str, asked: Asked) -> int:
    """The sequence of the event; raises `Refusal` when there is no such leave."""

    async def work(transaction: Transaction) -> Moved:
        withdraw = WithdrawPermission(permission, asked.at.date())
        rows = WITHDRAW.rows(await transaction.ask(WITHDRAW.statement(withdraw)))
        if not rows:
            raise Refusal(no_permission())
        return rows[0].before, "WITHDRAWN"

    return await once(gateway, asked, work)


async def subject_of(gateway: Gateway, permission: str) -> str | None:
    """The id of the resident whose whereabouts a leave opens; None when there is no such leave."""
    rows = await gateway.read(SUBJECT.statement(WhichPermission(permission)))
    return next((each.resident for each in SUBJECT.rows(rows)), None)


def no_permission() -> Objection:
    """What is said of a leave that is not there, or not there for whoever asks."""
    return Objection(
        Reason.NOT_FOUND, "permission", "There is no such leave.", "該当する閲覧許可がありません。"
    )


def _impossible(leave: Leave, today: date) -> Objection | None:
    if abs((leave.first - today).days) > LONGEST_DAYS:
        return Objection(
            Reason.INVALID,
            "from",
            f"A leave begins within {LONGEST_DAYS} days of today.",
            f"閲覧許可は今日の前後{LONGEST_DAYS}日以内に始まるものに限ります。",
        )
    if leave.until <= leave.first or leave.until <= today:
        return Objection(
            Reason.INVALID,
            "until",
            "until is a day after from, and after today.",
            "終了日は開始日と今日より後の日です。",
        )
    if (leave.until - leave.first).days > LONGEST_DAYS:
        return Objection(
            Reason.INVALID,
            "until",
            f"A leave lasts {LONGEST_DAYS} days at most.",
            f"閲覧許可は{LONGEST_DAYS}日までです。",
        )
    return None


def _not_for_them() -> Objection:
    return Objection(
        Reason.NOT_ALLOWED,
        "supporter",
        "This supporter is given no leave.",
        "この支援者には許可できません。",
    )


_WHY_NOT = {
    "OWN": (
        "Somebody else confirms it: not who asked, and not who would see by it.",
        "申請者本人と閲覧する本人は承認できません。",
    ),
    "CONFIRMED": ("The leave is confirmed already.", "この許可はすでに承認されています。"),
    "WITHDRAWN": ("The leave was withdrawn.", "この許可は取り消されています。"),
    "OVER": ("The leave is over.", "この許可の期間は終わっています。"),
}


def _not_to_be_confirmed(before: str) -> Objection:
    return Objection(Reason.NOT_ALLOWED, "permission", *_WHY_NOT[before])
