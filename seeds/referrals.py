"""Hand-overs: from one agency to another, with delays, refusals, replacements and outcomes.

Each is lived through day by day until its end or today, so that its dates and events agree. Some
fall silent, as they do. The share that passes the one-stop window falls over the years.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from seeds.bonds import support
from seeds.calendar import TODAY, WINDOW_OPENED, at, plus
from seeds.cases import helpers
from seeds.chance import Chance, Urn
from seeds.needs import Need
from seeds.notebook import Node
from seeds.town import Agency, Town, home, resident

_URGENCIES = Urn((("ROUTINE", 74), ("URGENT", 21), ("EMERGENCY", 5)))
_REASONS = Urn(
    (("NO_CAPACITY", 38), ("OTHER_AGENCY_FITS", 24), ("NOT_ELIGIBLE", 17), ("NO_CONSENT", 12),
     ("OUTSIDE_AREA", 6), ("CONFLICT", 3))
)  # fmt: skip
_OUTCOMES = Urn(
    (("HELP_RECEIVED", 66), ("PARTLY_HELPED", 18), ("NO_HELP", 9), ("NO_LONGER_NEEDED", 7))
)
_BASES = Urn(
    (("CONSENT", 93), ("EMERGENCY", 3), ("CHILD_PROTECTION", 1.5), ("ELDER_ABUSE", 1.5),
     ("SUPPORT_MEETING", 1))
)  # fmt: skip
_SENDERS = ("CITY_DEPARTMENT", "COMMUNITY_CARE_CENTER", "CITY_WELFARE_COUNCIL", "HOSPITAL",
            "SELF_RELIANCE_CENTER", "BRANCH_OFFICE", "CONSULTATION_PROVIDER")  # fmt: skip
_NOTES = (
    "初回は同席してつないだ。",
    "家族への連絡は午前中を希望。",
    "資料は本人が持参。",
    "以前にも利用あり。",
)
_NEXT = (
    "本人宅を訪問する",
    "受入先に電話で確認する",
    "次回の面談日を決める",
    "必要書類をそろえる",
    "家族の意向を聞く",
)


@dataclass
class Life:
    """A hand-over's life so far: its steps, and what stands on it now."""

    steps: list[tuple[date, str, str | None]] = field(
        default_factory=list[tuple[date, str, str | None]]
    )
    facts: dict[str, Any] = field(default_factory=dict[str, Any])

    @property
    def state(self) -> str:
        return self.steps[-1][1]

    @property
    def last(self) -> date:
        return self.steps[-1][0]


def draw(town: Town, needs: Sequence[Need]) -> None:
    """Write down the hand-overs of about one need in three."""
    chance = town.chance("referrals")
    pace = {each.node.id: 1.5 + 9 * chance.next() for each in town.agencies}
    refusal = {each.node.id: 0.05 + 0.17 * chance.next() for each in town.agencies}
    count = 0
    for need in needs:
        if not chance.happens(0.33):
            continue
        able = helpers(town, need)
        sender = _sender(town, need, chance)
        receivers = [each for each in able if each is not sender and each.kind != "ONE_STOP_WINDOW"]
        if not receivers:
            continue
        asked = plus(need.opened, int(chance.next() ** 2 * 45))
        previous: Node | None = None
        tried: set[str] = set()
        for _ in range(3):
            open_to = [each for each in receivers if each.node.id not in tried]
            if not open_to or (need.closed and asked >= need.closed):
                break
            receiver = chance.pick(open_to)
            tried.add(receiver.node.id)
            life = live(
                asked, need.closed, pace[receiver.node.id], refusal[receiver.node.id], chance
            )
            count += 1
            node = write(town, f"{count}", need, sender, receiver, life, chance)
            if previous is not None:
                town.notebook.tie("REPLACES", node, previous)
            if life.state != "DECLINED" or not chance.happens(0.78):
                break
            previous = node
            asked = plus(life.last, chance.between(0, 9))


def write(  # noqa: PLR0917 told in the order of a sentence
    town: Town,
    key: str,
    need: Need,
    sender: Agency,
    receiver: Agency,
    life: Life,
    chance: Chance,
    **more: Any,
) -> Node:
    """Write down one hand-over with its steps and the support that came of it."""
    book = town.notebook
    facts = {
        "urgency": _URGENCIES.draw(chance),
        "legalBasis": _BASES.draw(chance),
        "lastEventOn": life.last,
        "version": len(life.steps),
        **life.facts,
        **more,
    }
    node = book.node("Referral", town.id("Referral", key), state=life.state, **facts)
    book.tie("REFERRED", sender.node, node)
    book.tie("REFERRED_TO", node, receiver.node)
    book.tie("REFERRED_FOR", node, need.node)
    asker = chance.pick(sender.staff)
    answerer = chance.pick(receiver.staff)
    answered = life.facts.get("answeredOn")
    book.tie("ASSIGNED_TO", asker, node, since=life.steps[0][0], until=answered)
    if answered and life.state != "DECLINED":
        book.tie("ASSIGNED_TO", answerer, node, since=answered, until=life.facts.get("closedOn"))
    for number, (day, state, reason) in enumerate(life.steps):
        event = book.node(
            "ReferralEvent",
            town.id("ReferralEvent", f"{key}/{number}"),
            at=at(day, 1 + min(number, 8)),
            state=state,
            reason=reason,
        )
        book.tie("PASSED", node, event)
        own = state in ("DRAFT", "REQUESTED", "CANCELLED", "ENTERED_IN_ERROR")
        book.tie("RECORDED", asker if own else answerer, event)
    _bear(town, need, receiver, life, chance)
    return node


def live(
    asked: date, need_closed: date | None, pace: float, refusal: float, chance: Chance
) -> Life:
    """The life of one hand-over sent on `asked`, as far as it has come today."""
    life = Life()
    limit = min(TODAY, need_closed) if need_closed else TODAY
    draw = chance.next()
    if asked >= date.fromordinal(TODAY.toordinal() - 20) and draw < 0.15:
        life.steps.append((asked, "DRAFT", None))
        return life
    life.facts["requestedOn"] = asked
    life.steps.append((asked, "REQUESTED", None))
    if draw < 0.008:
        return _end(life, plus(asked, 1), "ENTERED_IN_ERROR", "相手先の選び間違い")
    if draw < 0.03:
        return _end(
            life, min(plus(asked, chance.between(1, 15)), limit), "CANCELLED", "本人の希望で取下げ"
        )
    wait = 1 + int(pace * (0.3 + 1.4 * chance.next() ** 2) + (25 * chance.happens(0.06)))
    answer = date.fromordinal(asked.toordinal() + wait)
    silent = draw > 0.985
    if answer > limit or silent:
        if need_closed:
            return _end(life, max(limit, asked), "CANCELLED", "課題の終結に伴い取下げ")
        return life
    life.facts["answeredOn"] = answer
    if chance.happens(refusal):
        reason = _REASONS.draw(chance)
        life.facts["declineReason"] = reason
        return _end(life, answer, "DECLINED", None)
    life.steps.append((answer, "ACCEPTED", None))
    _work(life, answer, limit, need_closed is not None, chance)
    if chance.happens(0.15):
        life.facts["note"] = chance.pick(_NOTES)
    if life.state in ("ACCEPTED", "IN_PROGRESS", "ON_HOLD") and chance.happens(0.78):
        life.facts["nextAction"] = chance.pick(_NEXT)
        life.facts["nextActionOn"] = date.fromordinal(
            min(life.last.toordinal() + chance.between(7, 40), date(2021, 9, 30).toordinal())
        )
    return life


def _work(life: Life, answer: date, limit: date, ends_with_need: bool, chance: Chance) -> None:  # noqa: FBT001
    """From acceptance on: begun, perhaps put on hold, and ended; or nobody moved it."""
    begun = date.fromordinal(answer.toordinal() + chance.between(0, 18))
    if (begun > limit or chance.happens(0.02)) and not ends_with_need:
        return
    if begun > limit:
        _close(life, limit, chance)
        return
    life.steps.append((begun, "IN_PROGRESS", None))
    if chance.happens(0.08):
        held = date.fromordinal(begun.toordinal() + chance.between(10, 60))
        if held <= limit:
            life.steps.append((held, "ON_HOLD", "本人の体調により一時中断"))
            back = date.fromordinal(held.toordinal() + chance.between(10, 90))
            if back > limit and not ends_with_need:
                return
            if back <= limit:
                life.steps.append((back, "IN_PROGRESS", "再開"))
    end = date.fromordinal(life.last.toordinal() + chance.between(20, 240))
    if end <= limit and not chance.happens(0.05):
        _close(life, end, chance)
    elif ends_with_need:
        _close(life, limit, chance)
    else:
        seen = date.fromordinal(limit.toordinal() - int(chance.next() * 55))
        if seen > life.last:
            life.steps.append((seen, "IN_PROGRESS", "経過を確認"))


def _close(life: Life, day: date, chance: Chance) -> None:
    if chance.happens(0.05):
        _end(life, max(day, life.last), "FAILED", "本人と連絡が取れなくなった")
        return
    life.facts["outcome"] = _OUTCOMES.draw(chance)
    _end(life, max(day, life.last), "COMPLETED", None)


def _end(life: Life, day: date, state: str, reason: str | None) -> Life:
    life.steps.append((day, state, reason))
    life.facts["closedOn"] = day
    return life


def _sender(town: Town, need: Need, chance: Chance) -> Agency:
    by_window = 0.85 - 0.1 * (need.opened.year - 2017)
    if need.opened >= WINDOW_OPENED and chance.happens(by_window):
        return town.window
    near = [each for each in town.of_kind(*_SENDERS) if need.household.district in each.districts]
    return chance.pick(near)


def _bear(town: Town, need: Need, receiver: Agency, life: Life, chance: Chance) -> None:
    """Support that came of a hand-over that was taken up."""
    helped = life.facts.get("outcome") in ("HELP_RECEIVED", "PARTLY_HELPED")
    begun = next((day for day, state, _ in life.steps if state == "IN_PROGRESS"), None)
    if begun is None or not (helped or life.state == "IN_PROGRESS"):
        return
    alive = need.person is not None and need.person.died is None
    taker = resident(need.person) if need.person is not None and alive else home(need.household)
    functions = ["INSTRUMENTAL"] if chance.happens(0.6) else ["INFORMATIONAL"]
    turn = plus(begun, 90)
    ended = need.closed if need.closed and need.closed > begun else None
    if chance.happens(0.3) and turn < (ended or TODAY):
        support(town, receiver.node, taker, begun, functions, "WEAK", until=turn, formal=True)
        begun = turn
    strength = "STRONG" if life.facts.get("outcome") == "HELP_RECEIVED" else "NORMAL"
    support(town, receiver.node, taker, begun, functions, strength, until=ended, formal=True)
