"""Gaps: what is missing around a household or a resident, as found by the rules in `graph/gaps`.

The register is kept by `graph/gaps/evaluation.py`, never by a loader. A gap that is over stays, with
its days; one that comes back is a new gap.
"""

from dataclasses import replace

from graph.kinds.work import BASIS
from graph.model import Choice, End, Index, Kind, Privacy, Property, Tie, Type, Value

GAP_RULE_CODE = Choice(
    "GapRuleCode",
    "What is missing: the rule that found a gap.",
    "支援の隙間の種類",
    (
        Value("UNCOVERED_NEED", "担い手のない課題", "A need that nobody has taken on."),
        Value("NEED_STALLED", "つなぎの停滞", "A need whose hand-overs all stand still or failed."),
        Value("NO_NEXT_ACTION", "次の行動なし", "A hand-over without a next action."),
        Value(
            "NOT_ACKNOWLEDGED",
            "困り感なし・訪問なし",
            "A need not felt by those concerned, and no outreach.",
        ),
        Value("TAKE_UP", "未利用の制度", "Entitled to a service, by its conditions, without it."),
        Value("BETWEEN_SCHEMES", "制度の狭間", "Needs, and no service for any of them."),
        Value("SINGLE_SUPPORTER", "担い手が一人", "A need that loses its last support with one."),
        Value("MISSING_FUNCTION", "支援機能の不足", "Support of some kind comes from nobody."),
        Value("ONE_SIDED_SUPPORT", "支えの偏り", "Support only by family, or only by agencies."),
        Value("ISOLATION", "社会的孤立", "Hardly any social ties."),
        Value("NOBODY_WATCHING", "見守りなし", "Nobody keeps an eye on the household."),
        Value(
            "EIGHTY_FIFTY", "8050問題", "A parent of 80, with a child of 50 who earns no living."
        ),
        Value("DOUBLE_CARE", "ダブルケア", "Bringing up a child and caring for an adult."),
        Value("YOUNG_CARER", "ヤングケアラー", "A carer under 18."),
        Value("ELDERLY_CARER", "老老介護", "An elderly person cares for another."),
        Value("AFTER_PARENTS", "親亡き後", "A disabled adult cared for by aged parents alone."),
        Value(
            "NO_SUBSTITUTE", "代わりのいないケア", "A care role with one carer and no substitute."
        ),
        Value("CARER_OVERLOADED", "ケアの過重", "A carer with more hours than one can bear."),
    ),
)

GAP_STATE = Choice(
    "GapState",
    "Where a gap stands in the register.",
    "隙間の状態",
    (
        Value("FOUND", "発見", "Found by its rule."),
        Value("TAKEN_ON", "対応中", "Somebody sees to it."),
        Value("RESOLVED", "解消", "Its rule finds it no longer."),
        Value("DISMISSED", "対象外", "Somebody decided, with a reason, that it is none."),
    ),
)

GAP_DISMISSAL = Choice(
    "GapDismissal",
    "Why a gap was dismissed.",
    "対象外とした理由",
    (
        Value("RECORD_WRONG", "記録の誤り", "What is recorded is not so."),
        Value("SEEN_TO_ELSEWHERE", "別に対応済み", "Somebody sees to it, outside of the records."),
        Value("AS_WISHED", "本人の意向", "Those concerned want it so."),
        Value("NOT_NOW", "今は扱わない", "Other things come first."),
    ),
)

GAP_SUBJECT = Choice(
    "GapSubject",
    "Whom the gaps of a rule are about.",
    "隙間の対象",
    (
        Value("RESIDENT", "住民", "One resident."),
        Value("HOUSEHOLD", "世帯", "The household as a whole."),
        Value("EITHER", "住民または世帯", "Whom the need is of: a resident or a household."),
    ),
)

SEVERITY = Property(
    "severity",
    Type.INTEGER,
    "How grave it is: 1 light, 2 noticeable, 3 serious, 4 acute.",
    "深刻度",
    Privacy.OPEN,
    unit="1 to 4",
    required=True,
)

GAP_RULE = Kind(
    "GapRule",
    "GapRules",
    "A rule by which gaps are found, in words; what it asks lies in `graph/gaps`.",
    "隙間の判定規則",
    (
        Property(
            "code",
            Type.STRING,
            "Which rule it is.",
            "コード",
            Privacy.OPEN,
            required=True,
            index=Index.UNIQUE,
            choice=GAP_RULE_CODE,
        ),
        Property("name", Type.STRING, "Name in Japanese.", "名称", Privacy.OPEN, required=True),
        Property(
            "nameEnglish", Type.STRING, "Name in English.", "英語名", Privacy.OPEN, required=True
        ),
        Property(
            "about",
            Type.STRING,
            "Whom its gaps are about.",
            "対象",
            Privacy.OPEN,
            required=True,
            choice=GAP_SUBJECT,
        ),
        SEVERITY,
        Property(
            "definition", Type.STRING, "When it holds, in Japanese.", "定義", Privacy.OPEN,
            required=True,
        ),
        Property(
            "definitionEnglish", Type.STRING, "When it holds, in English.", "定義(英語)",
            Privacy.OPEN, required=True,
        ),
        Property(
            "nextStep", Type.STRING, "What to do next, in Japanese.", "次の一歩", Privacy.OPEN,
            required=True,
        ),
        Property(
            "nextStepEnglish", Type.STRING, "What to do next, in English.", "次の一歩(英語)",
            Privacy.OPEN, required=True,
        ),
        Property(
            "blindSpot", Type.STRING, "What it cannot see, in Japanese.", "見えないこと",
            Privacy.OPEN, required=True,
        ),
        Property(
            "blindSpotEnglish", Type.STRING, "What it cannot see, in English.",
            "見えないこと(英語)", Privacy.OPEN, required=True,
        ),
        Property(
            "source", Type.STRING, "Law, paper or practice the rule is from.", "出典",
            Privacy.OPEN, required=True,
        ),
    ),
    order=("code",),
)  # fmt: skip

SUPPORT_GAP = Kind(
    "SupportGap",
    "SupportGaps",
    "Something that is missing around a household or a resident, as a rule found it.",
    "支援の隙間",
    (
        Property(
            "rank",
            Type.STRING,
            "Sorts the register: open gaps first, the gravest first, then the longest known; no two "
            "are alike, so that one index holds the whole order.",
            "並び順",
            Privacy.INTERNAL,
            required=True,
            index=Index.UNIQUE,
        ),
        Property(
            "standingKey",
            Type.STRING,
            "Rule, household and subject, while the rule still finds it; no two gaps share it.",
            "継続キー",
            Privacy.INTERNAL,
            index=Index.UNIQUE,
        ),
        Property(
            "rule",
            Type.STRING,
            "What is missing.",
            "種類",
            Privacy.NEED,
            required=True,
            index=Index.RANGE,
            choice=GAP_RULE_CODE,
        ),
        replace(SEVERITY, privacy=Privacy.NEED, index=Index.SORTED),
        Property(
            "state",
            Type.STRING,
            "Where it stands.",
            "状態",
            Privacy.NEED,
            required=True,
            choice=GAP_STATE,
        ),
        Property(
            "open",
            Type.BOOLEAN,
            "True while it is found or taken on.",
            "未解消",
            Privacy.NEED,
            required=True,
        ),
        Property(
            "foundOn",
            Type.DATE,
            "Day it was found.",
            "発見日",
            Privacy.NEED,
            required=True,
            index=Index.RANGE,
        ),
        Property(
            "since",
            Type.DATE,
            "Day since which it has been so, as far as records tell; null when they do not.",
            "発生日",
            Privacy.NEED,
            index=Index.SORTED,
        ),
        Property(
            "changedOn", Type.DATE, "Day its state last changed.", "状態の変更日", Privacy.NEED
        ),
        Property(
            "endedOn",
            Type.DATE,
            "Day its rule found it no longer, or found something new in its place.",
            "終了日",
            Privacy.NEED,
            index=Index.RANGE,
        ),
        Property(
            "dismissal",
            Type.STRING,
            "Why it was dismissed; null otherwise.",
            "対象外とした理由",
            Privacy.NEED,
            choice=GAP_DISMISSAL,
        ),
        Property("note", Type.STRING, "What was noted.", "備考", Privacy.FREE_TEXT),
        replace(
            BASIS,
            doc="The ground on which what it rests on was shared, where that was a support "
            "meeting; null otherwise.",
        ),
        Property(
            "sentence", Type.STRING, "What was found, in Japanese.", "内容", Privacy.FREE_TEXT
        ),
        Property(
            "sentenceEnglish",
            Type.STRING,
            "What was found, in English; proper names stay as they are.",
            "内容(英語)",
            Privacy.FREE_TEXT,
        ),
        Property(
            "evidence",
            Type.STRINGS,
            "Ids of what it rests on, sorted; `nodes(ids:)` shows them.",
            "根拠",
            Privacy.FREE_TEXT,
        ),
    ),
    order=("rank",),
)

KINDS = (GAP_RULE, SUPPORT_GAP)

TIES = (
    Tie(
        "FOUND_BY",
        "Was found by the rule.",
        "規則による",
        (End("SupportGap", "GapRule"),),
        places=False,
    ),
)
