"""Moves a hand-over to another state: a step of its life, and the event that tells of it.

The counts of hand-overs are kept and the gaps around the household evaluated in the same transaction.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from graph.changes.hand_over_counts import counted_anew
from graph.changes.keyed import Asked, Moved, Objection, Reason, Refusal, once
from graph.changes.life_cycle import ANSWERS, ENDS, LEADS_TO
from graph.changes.protection import SEAL, Sealing
from graph.changes.referral_households import REFERRAL_HOUSEHOLDS
from graph.changes.referral_standing import REFERRAL_STANDING, Standing, WhichReferral
from graph.changes.said import unsaid
from graph.changes.write_referral_step import WRITE_REFERRAL_STEP, ReferralStep
from graph.gaps.evaluation import evaluation
from graph.gaps.work import TOUCHED_BY_HAND_OVERS
from graph.gateway import Gateway, Transaction
from graph.identity import fresh_id

NAME = "move_referral"
FARTHEST_YEARS = 10
"""How far away the year of the next action is at most."""


@dataclass(frozen=True)
class MoveReferral:
    """The state to move to, the version that rests on, and what the move says."""

    referral: str
    version: int
    state: str
    decline_reason: str | None = None
    outcome: str | None = None
    reason: str | None = None
    next_action: str | None = None
    next_action_on: date | None = None


async def move_referral(gateway: Gateway, move: MoveReferral, asked: Asked) -> int:
    """The sequence of the move's event; raises `Refusal` with all that stands against it."""
    objections = [*_incomplete(move, asked.at.date())]
    if objections:
        raise Refusal(*objections)

    async def work(transaction: Transaction) -> Moved:
        which = WhichReferral(move.referral)
        rows = await transaction.ask(REFERRAL_STANDING.statement(which))
        standings = REFERRAL_STANDING.rows(rows)
        if not standings:
            raise Refusal(not_found())
        [standing] = standings
        _demand_possible(standing, move)
        async with counted_anew(transaction, move.referral):
            await transaction.ask(WRITE_REFERRAL_STEP.statement(_step(move, asked)))
        households = await _evaluate_gaps(transaction, which, asked.at.date())
        around = Sealing([move.referral, *households], asked.at.date())
        await transaction.ask(SEAL.statement(around))
        return standing.state, move.state

    return await once(gateway, asked, work)


async def _evaluate_gaps(transaction: Transaction, which: WhichReferral, today: date) -> list[str]:
    """The households whose needs the hand-over is for, their register of gaps brought in line."""
    rows = await transaction.ask(REFERRAL_HOUSEHOLDS.statement(which))
    households = [each.household for each in REFERRAL_HOUSEHOLDS.rows(rows)]
    if households:
        await transaction.ask(evaluation(households, today, TOUCHED_BY_HAND_OVERS))
    return households


def not_found() -> Objection:
    """What is said of a hand-over that is not there, or not there for whoever asks."""
    return Objection(
        Reason.NOT_FOUND, "id", "There is no such hand-over.", "該当するつなぎがありません。"
    )


def _demand_possible(standing: Standing, move: MoveReferral) -> None:
    """Raises `Refusal` when somebody was faster, or the state cannot be reached from this one."""
    if standing.version != move.version:
        raise Refusal(
            Objection(
                Reason.STALE,
                "version",
                f"The hand-over has moved on: it is at version {standing.version}. Read it again.",
                f"つなぎはすでに更新されています(版{standing.version})。読み直してください。",
            )
        )
    allowed = LEADS_TO[standing.state]
    if move.state not in allowed:
        choices = ", ".join(allowed) or "nothing"
        raise Refusal(
            Objection(
                Reason.NOT_ALLOWED,
                "to",
                f"{standing.state} does not lead to {move.state}, but to {choices}.",
                f"{standing.state}から{move.state}へは変更できません。",
            )
        )


def _incomplete(move: MoveReferral, today: date) -> Iterator[Objection]:
    """What can be told from the input alone."""
    for field, value, state in (
        ("declineReason", move.decline_reason, "DECLINED"),
        ("outcome", move.outcome, "COMPLETED"),
    ):
        if move.state == state and value is None:
            yield Objection(
                Reason.REQUIRED,
                field,
                f"{state} takes {field}.",
                f"{state}には{field}が必要です。",
            )
        if move.state != state and value is not None:
            yield Objection(
                Reason.NOT_EXPECTED,
                field,
                f"{field} goes with {state} alone.",
                f"{field}は{state}のときだけ指定できます。",
            )
    for field, given in (
        ("nextAction", move.next_action),
        ("nextActionOn", move.next_action_on),
    ):
        if move.state in ENDS and given is not None:
            yield Objection(
                Reason.NOT_EXPECTED,
                field,
                f"{move.state} ends the hand-over: nothing is to be done next.",
                f"{move.state}で終了するため、次の行動は指定できません。",
            )
    for field, text in (("reason", move.reason), ("nextAction", move.next_action)):
        yield from unsaid(field, text)
    day = move.next_action_on
    if day is not None and abs(day.year - today.year) > FARTHEST_YEARS:
        yield Objection(
            Reason.INVALID,
            "nextActionOn",
            f"nextActionOn is {day.isoformat()}: a day within {FARTHEST_YEARS} years of this one is meant.",
            f"次の行動日は今年から{FARTHEST_YEARS}年以内の日です。",
        )


def _step(move: MoveReferral, asked: Asked) -> ReferralStep:
    on = asked.at.date().isoformat()
    return ReferralStep(
        referral=move.referral,
        event=fresh_id(),
        state=move.state,
        version=move.version + 1,
        at=asked.at.isoformat(),
        on=on,
        reason=move.reason,
        requested_on=on if move.state == "REQUESTED" else None,
        answered_on=on if move.state in ANSWERS else None,
        closed_on=on if move.state in ENDS else None,
        decline_reason=move.decline_reason,
        outcome=move.outcome,
        next_action=move.next_action,
        next_action_on=move.next_action_on.isoformat() if move.next_action_on else None,
    )
