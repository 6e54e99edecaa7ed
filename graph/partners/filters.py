"""Hard filters: which agencies cannot take which needs, and why.

An agency is filtered need by need, in the order of `FILTER`; it is removed by the filter that takes
its last need. What is not known lets an agency pass and is said of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from graph.model import Choice, Value
from graph.partners.situation import Situation, Sought
from graph.questions.referral_candidates import ReferralCandidate
from graph.records import Id, record, told

FILTER = Choice(
    "ReferralFilter",
    "Why an agency cannot take a need.",
    "つなぎ先の条件",
    (
        Value("DISTRICT", "担当区域外", "It does not serve the district."),
        Value("OWN_AGENCY", "依頼元の所属", "The asker works for it; nothing is handed over."),
        Value("SECTOR", "分野の指定", "It is of another sector than those asked for."),
        Value("AGE", "対象年齢外", "Nobody the need is about is of an age it serves."),
        Value("HANDBOOK", "手帳要件", "Nobody the need is about is known to hold a handbook."),
        Value("CONSENT", "本人同意なし", "It acts with consent only, and there is none."),
        Value("CONFLICT", "相手方支援", "It works with the other party of a protected member."),
        Value("DECLINED", "辞退済み", "It declined this need, and the reason still stands."),
    ),
)
LABELS = {each.name: each.ja for each in FILTER.values}
MOST_AGENCIES = 1_000
"""How many agencies' ids an answer names of those a filter removed."""


@record("How many agencies a filter removed, and how many of their needs.", "条件別の除外")
class FilterCount:
    filter: str = told("The filter.", "条件", choice=FILTER)
    removed_agencies: int = told("Agencies that could take no need after it.", "除外機関数")
    removed_needs: int = told("Pairs of an agency and a need it took away.", "除外組数")
    agency_ids: list[Id] = told(
        "Ids of these agencies; never told for a conflict, which would give the other party away.",
        "除外機関の識別子",
        at_most=MOST_AGENCIES,
    )
    reason: str = told("The same in a Japanese sentence.", "理由")


@dataclass(frozen=True)
class Sieved:
    """What is left: the needs each agency can take, by id, and what could not be judged."""

    takes: dict[str, tuple[Sought, ...]]
    counts: list[FilterCount]
    unknown: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


@dataclass(frozen=True)
class Asking:
    """What of the question itself filters: the asker's own agencies, and the sectors asked for."""

    own: frozenset[str] = frozenset()
    sectors: Sequence[str] = ()

    @property
    def filters(self) -> list[str]:
        """The filters that apply, in their order, after the district."""
        idle = {"OWN_AGENCY": not self.own, "SECTOR": not self.sectors}
        return [each.name for each in FILTER.values[1:] if not idle.get(each.name)]


def sieve(situation: Situation, candidates: Sequence[ReferralCandidate], asking: Asking) -> Sieved:
    """Pass every candidate through the filters."""
    takes = {
        each.id: tuple(need for need in situation.needs if need.row.category_id in each.handles)
        for each in candidates
    }
    unknown: dict[str, list[str]] = {}
    counts = [_beyond(situation, takes)]
    for name in asking.filters:
        removed: list[str] = []
        pairs = 0
        for agency in candidates:
            needs = takes[agency.id]
            if not needs or not _concerns(name, situation, agency):
                continue
            verdicts = [_passes(name, situation, agency, need, asking) for need in needs]
            kept = tuple(
                need for need, verdict in zip(needs, verdicts, strict=True) if verdict is not False
            )
            if None in verdicts:
                unknown.setdefault(agency.id, []).append(UNKNOWN[name])
            pairs += len(needs) - len(kept)
            if not kept:
                removed.append(agency.id)
            takes[agency.id] = kept
        counts.append(_count(name, removed, pairs))
    left = {id_: needs for id_, needs in takes.items() if needs}
    return Sieved(left, counts, {id_: each for id_, each in unknown.items() if id_ in left})


def _concerns(name: str, situation: Situation, agency: ReferralCandidate) -> bool:
    """Whether the filter can say anything of the agency; most agencies ask for nothing."""
    match name:
        case "AGE":
            return agency.minimum_age is not None or agency.maximum_age is not None
        case "HANDBOOK":
            return bool(agency.handbook_required)
        case "CONSENT":
            return bool(agency.consent_required)
        case "CONFLICT":
            return agency.id in situation.opposed
        case _:
            return True


def _passes(
    name: str,
    situation: Situation,
    agency: ReferralCandidate,
    need: Sought,
    asking: Asking,
) -> bool | None:
    """Whether the agency can take the need as far as this filter goes; None when not known."""
    match name:
        case "OWN_AGENCY":
            return agency.id not in asking.own
        case "SECTOR":
            return agency.sector in asking.sectors
        case "AGE":
            return _age_fits(agency, need)
        case "HANDBOOK":
            return _handbook_held(need)
        case "CONSENT":
            return _consented(situation, need)
        case "CONFLICT":
            return _unopposed(situation, agency, need)
        case _:
            return _undeclined(situation, agency, need)


UNKNOWN = {
    "AGE": "年齢が分からないため、対象年齢は確認できていません。",
    "HANDBOOK": "手帳の有無が分からないため、手帳要件は確認できていません。",
    "CONSENT": "本人同意の記録がないため、依頼の前に同意を確認してください。",
}


def _beyond(situation: Situation, takes: dict[str, tuple[Sought, ...]]) -> FilterCount:
    """Agencies that handle a need and serve elsewhere; the question brings no others of them."""
    beyond = {
        agency for need in situation.needs for agency in need.row.handlers if agency not in takes
    }
    pairs = sum(agency in beyond for need in situation.needs for agency in need.row.handlers)
    return _count("DISTRICT", sorted(beyond), pairs)


def _count(name: str, removed: Sequence[str], pairs: int) -> FilterCount:
    return FilterCount(
        filter=name,
        removed_agencies=len(removed),
        removed_needs=pairs,
        agency_ids=[] if name == "CONFLICT" else [Id(each) for each in removed],
        reason=f"「{LABELS[name]}」で{len(removed)}機関を除きました(機関と課題の組は{pairs})。",
    )


def _age_fits(agency: ReferralCandidate, need: Sought) -> bool | None:
    ages = [each.age for each in need.people]
    low, high = agency.minimum_age or 0, agency.maximum_age
    if any(age is not None and low <= age and (high is None or age <= high) for age in ages):
        return True
    return None if None in ages or not ages else False


def _handbook_held(need: Sought) -> bool | None:
    held = [each.handbook for each in need.people]
    if any(held):
        return True
    return None if None in held or not held else False


def _consented(situation: Situation, need: Sought) -> bool | None:
    refused = [date.fromisoformat(day) for _, _, why, day in need.row.declined if why == NO_CONSENT]
    if refused and (situation.consent_on is None or situation.consent_on <= max(refused)):
        return False
    return situation.consent


def _unopposed(situation: Situation, agency: ReferralCandidate, need: Sought) -> bool:
    """A need of the other party's own is no conflict for those who work with them."""
    return all(party == need.row.subject for party in situation.opposed[agency.id])


def _undeclined(situation: Situation, agency: ReferralCandidate, need: Sought) -> bool:
    return not any(
        _stands(situation, agency, reason, date.fromisoformat(day))
        for other, _, reason, day in need.row.declined
        if other == agency.id
    )


NO_CONSENT, NO_CAPACITY = "NO_CONSENT", "NO_CAPACITY"


def _stands(situation: Situation, agency: ReferralCandidate, reason: str, day: date) -> bool:
    """Whether the agency would decline again: room or consent may have come since."""
    if reason == NO_CAPACITY:
        confirmed = agency.capacity_as_of
        has_room = agency.capacity_state == "AVAILABLE" and agency.capacity_available != 0
        return not (has_room and confirmed is not None and day < confirmed <= situation.as_of)
    if reason == NO_CONSENT:
        return situation.consent_on is None or situation.consent_on <= day
    return True
