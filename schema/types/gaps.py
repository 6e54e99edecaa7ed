"""What is shown of gaps and of the rules that find them."""

from strawberry import auto

from graph.kinds import gaps
from schema.declared import many, one
from schema.exposure import exposes


@exposes(gaps.GAP_RULE)
class GapRule:
    code: auto
    name: auto
    name_english: auto
    about: auto
    severity: auto
    definition: auto
    definition_english: auto
    next_step: auto
    next_step_english: auto
    blind_spot: auto
    blind_spot_english: auto
    source: auto

    gaps = many("FOUND_BY", "SupportGap", "Gaps it has found.", "見つけた隙間", forward=False)


@exposes(gaps.SUPPORT_GAP)
class SupportGap:
    rule: auto
    severity: auto
    state: auto
    open: auto
    found_on: auto
    since: auto
    changed_on: auto
    ended_on: auto
    dismissal: auto
    note: auto
    legal_basis: auto
    sentence: auto
    sentence_english: auto
    evidence: auto

    definition = one(
        "FOUND_BY",
        "GapRule",
        "The rule in words: when it holds, what to do next, what it cannot see.",
        "判定規則",
    )
    household = one("CONCERNS", "Household", "The household it is about.", "世帯")
    resident = one(
        "CONCERNS", "Resident", "The resident it is about; null when it is the household.", "住民"
    )
    district = one(
        "IN_DISTRICT", "District", "The school district the household is in.", "小学校区"
    )
    assignees = many(
        "ASSIGNED_TO", "Supporter", "Those who have taken it on.", "担当者", forward=False
    )
