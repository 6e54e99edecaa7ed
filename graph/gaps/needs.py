"""Rules about needs that nobody works on, or that those concerned do not feel."""

from graph.gaps.rule import NOTICEABLE, SERIOUS, Rule, Start, Words, condition

UNCOVERED_NEED = Rule(
    "UNCOVERED_NEED",
    "EITHER",
    SERIOUS,
    name=Words("担い手のない課題", "Uncovered need"),
    definition=Words(
        "未終結の課題に、つなぎも、支援中のケースも、担当者もない。",
        "An open need with no hand-over, no open case and nobody in charge.",
    ),
    sentence=Words(
        "担い手のない課題が{count}件あります: {names}。",
        "Needs that nobody has taken on: {count} ({names_english}).",
    ),
    facts=("count", "names", "names_english"),
    next_step=Words(
        "対応できる機関を探してつなぐか、担当者を決める。",
        "Find an agency that handles it and hand it over, or name somebody in charge.",
    ),
    blind_spot=Words(
        "記録されていない支援や、家族が自力で対処していることは分からない。",
        "It cannot see help that nobody wrote down, or a family that copes by itself.",
    ),
    source="社会福祉法106条の4第2項(多機関協働)",
    starts_from=Start.NEEDS,
    condition=condition("UNCOVERED_NEED"),
)

NOT_ACKNOWLEDGED = Rule(
    "NOT_ACKNOWLEDGED",
    "EITHER",
    NOTICEABLE,
    name=Words("困り感なし・訪問なし", "Not acknowledged, no outreach"),
    definition=Words(
        "本人や家族に困り感のない課題があり、直近180日に訪問もアウトリーチもない。",
        "An open need those concerned do not feel, with no home visit or outreach in 180 days.",
    ),
    sentence=Words(
        "困り感のない課題が{count}件({names})あり、180日以内に訪問の記録がありません。",
        "Needs not felt by those concerned: {count} ({names_english}); no visit in 180 days.",
    ),
    facts=("count", "names", "names_english"),
    next_step=Words(
        "CSWや民生委員とアウトリーチの計画を立てる。",
        "Plan outreach with the community social worker or the commissioner.",
    ),
    blind_spot=Words(
        "相談記録に残っていない訪問は分からない。",
        "It cannot see visits that were not recorded as consultations.",
    ),
    source="社会福祉法106条の4第2項4号(アウトリーチ等を通じた継続的支援)。180日は当方の既定値",
    starts_from=Start.NEEDS,
    condition=condition("NOT_ACKNOWLEDGED"),
)

RULES = (UNCOVERED_NEED, NOT_ACKNOWLEDGED)
