"""Rules about hand-overs that stand still, by the clock in `graph/gaps/clock.py`."""

from dataclasses import dataclass

from graph.gaps.clock import CLOCK, AskedByTheClock, AskedOnADay
from graph.gaps.needs import UNCOVERED_NEED
from graph.gaps.rule import NOTICEABLE, SERIOUS, Rule, Start, Words, condition
from graph.gaps.support import SINGLE_SUPPORTER


@dataclass(frozen=True)
class AskedOfAnswers(AskedOnADay):
    """What a rule is asked that looks at unanswered hand-overs alone."""

    unanswered_days: int = CLOCK.unanswered_days


NEED_STALLED = Rule(
    "NEED_STALLED",
    "EITHER",
    SERIOUS,
    name=Words("つなぎの停滞", "Stalled need"),
    definition=Words(
        "未終結の課題のつなぎが、どれも停滞・辞退・不成立・支援なしである。停滞とは、"
        "依頼から7日を超えて未回答、30日を超えて動きなし、30日を超えて保留、辞退から3日を超えて代わりなし。",
        "All hand-overs of an open need stand still, were declined, failed or brought no help: "
        "unanswered for more than 7 days, idle or on hold for more than 30, bounced for more than 3.",
    ),
    sentence=Words(
        "つなぎが止まっている課題が{count}件あります: {names}(つなぎ{hand_overs}件)。",
        "Needs whose hand-overs all stand still: {count} ({names_english}; "
        "hand-overs: {hand_overs}).",
    ),
    facts=("count", "names", "names_english", "hand_overs"),
    next_step=Words(
        "受入先に確認し、動かなければ別の機関につなぐ。",
        "Ask the receiving agency; when nothing moves, hand over to another.",
    ),
    blind_spot=Words(
        "記録されていない進展や、最終経過日のないつなぎは分からない。",
        "It cannot see progress that nobody wrote down, or a hand-over without a latest day.",
    ),
    source="佐賀市「つないだ後の支援の継続が見えない」。日数は当方の既定値",
    starts_from=Start.NEEDS,
    condition=condition("NEED_STALLED", AskedByTheClock),
)

NO_NEXT_ACTION = Rule(
    "NO_NEXT_ACTION",
    "EITHER",
    NOTICEABLE,
    name=Words("次の行動なし", "No next action"),
    definition=Words(
        "進行中のつなぎに次の行動がない、その期日が過ぎた、依頼から7日を超えて未回答で行動もない、"
        "または結果のないまま完了している。",
        "A live hand-over of an open need has no next action or one whose day has passed "
        "(before an answer: only after 7 days), or it was completed without an outcome.",
    ),
    sentence=Words(
        "次の行動が決まっていない、または期日を過ぎたつなぎが{count}件あります。",
        "Hand-overs without a next action, or past its day: {count}.",
    ),
    facts=("count",),
    next_step=Words(
        "担当者が次の行動と期日を決めて記録する。",
        "Let the one in charge decide on the next action and its day, and write both down.",
    ),
    blind_spot=Words(
        "電話などで決めて記録していないことは分からない。",
        "It cannot see what was agreed on the telephone and not written down.",
    ),
    source="つなぎの管理の原則: 担当・期日・次の行動(当方の既定)",
    starts_from=Start.NEEDS,
    condition=condition("NO_NEXT_ACTION", AskedOfAnswers),
)

RULES = (NEED_STALLED, NO_NEXT_ACTION)
TOUCHED_BY_HAND_OVERS = (UNCOVERED_NEED, SINGLE_SUPPORTER, *RULES)
"""What a hand-over's move can change the answer of."""
