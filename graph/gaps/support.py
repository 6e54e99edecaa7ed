"""Rules about support: on how many it rests, what it gives, and from which side it comes."""

from graph.gaps.rule import LIGHT, NOTICEABLE, Rule, Start, Words, condition

SINGLE_SUPPORTER = Rule(
    "SINGLE_SUPPORTER",
    "HOUSEHOLD",
    NOTICEABLE,
    name=Words("担い手が一人", "Single supporter"),
    definition=Words(
        "ある機関または人が一つ抜けると、担い手を失う課題が1件以上ある(除去数が1以上)。",
        "Without one agency or person, at least one open need has nobody left: the removal count "
        "is 1 or more.",
    ),
    sentence=Words(
        "一つの担い手だけに頼る課題が{count}件あります(最多は{carrier}の{most}件)。",
        "Needs that hang on one agency or person: {count} (most on {carrier}: {most}).",
    ),
    facts=("count", "carrier", "most"),
    next_step=Words(
        "二番手になれる機関や人を決めておく。",
        "Agree on who would step in.",
    ),
    blind_spot=Words(
        "家族や近隣の支えは課題ごとに記録されないため数えない。",
        "It cannot see family and neighbours, whom no single need is written down for.",
    ),
    source="除去数(removal count)による脆弱性、当方の定義",
    starts_from=Start.NEEDS,
    condition=condition("SINGLE_SUPPORTER"),
)

MISSING_FUNCTION = Rule(
    "MISSING_FUNCTION",
    "RESIDENT",
    LIGHT,
    name=Words("支援機能の不足", "Missing support function"),
    definition=Words(
        "課題のある住民が、情緒・道具・情報・交流の四つの支援機能のうち一つ以上を誰からも得ていない。"
        "葛藤のあるつながりは数えない。",
        "A resident with an open need gets at least one of four kinds of support from nobody: "
        "emotional, instrumental, informational, companionship. Strained ties do not count.",
    ),
    sentence=Words(
        "誰からも得られていない支援が{count}種類あります: {names}。",
        "Kinds of support that come from nobody: {count} ({names_english}).",
    ),
    facts=("count", "names", "names_english"),
    next_step=Words(
        "サロンやカフェ、近隣など、その機能を担えるつながりを探す。",
        "Look for a tie that can give it: a salon, a café, a neighbour.",
    ),
    blind_spot=Words(
        "記録されていない支え、とくに家族の中の支えは分からない。",
        "It cannot see support that nobody wrote down, above all within families.",
    ),
    source="House, Umberson and Landis (1988)",
    starts_from=Start.NEEDS,
    condition=condition("MISSING_FUNCTION"),
)

ONE_SIDED_SUPPORT = Rule(
    "ONE_SIDED_SUPPORT",
    "RESIDENT",
    LIGHT,
    name=Words("支えの偏り", "One-sided support"),
    definition=Words(
        "課題のある住民を支えるのが、家族だけ、または機関・専門職だけである。",
        "A resident with an open need is supported by family alone, or by agencies alone.",
    ),
    sentence=Words(
        "支えているのは{side}だけです({count}者)。",
        "Support comes from {side_english} alone ({count}).",
    ),
    facts=("side", "side_english", "count"),
    next_step=Words(
        "家族だけなら機関を、機関だけなら地域のつながりを加える。",
        "Where it is family alone, bring in an agency; where it is agencies alone, neighbours.",
    ),
    blind_spot=Words(
        "記録されていない支えは分からない。別居の親族も家族に数える。",
        "It cannot see support that nobody wrote down; kin who live elsewhere count as family.",
    ),
    source="佐賀市「支え合いの地域づくり」: 公的支援と地域の両輪",
    starts_from=Start.NEEDS,
    condition=condition("ONE_SIDED_SUPPORT"),
)

RULES = (SINGLE_SUPPORTER, MISSING_FUNCTION, ONE_SIDED_SUPPORT)
