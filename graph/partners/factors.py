"""The nine factors of a referral partner, each between 0 and 1, with what it rests on.

A factor that is unknown is flagged. Room keeps its 0.4 then, a record without an answer the mean of
all agencies; what nothing stands for is left out of the mean. Source: PRODUCT.md, section 2.1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from graph.model import Choice, Value
from graph.partners.situation import Situation, Sought
from graph.partners.weights import ReferralWeights
from graph.questions.referral_acquaintance import ReferralAcquaintance
from graph.questions.referral_candidates import ReferralCandidate
from graph.questions.referral_record import ReferralRecord
from graph.records import Id, record, told

FACTOR = Choice(
    "ReferralFactor",
    "What speaks for an agency.",
    "評価項目",
    (
        Value("NEED_COVERAGE", "課題対応率", "Severity-weighted share of the needs it can take."),
        Value("CAPACITY", "受入余力", "Room, as last confirmed."),
        Value("ACCEPTANCE", "受理率", "Share of hand-overs it accepted, smoothed."),
        Value("TIMELINESS", "回答の早さ", "Days to its answers against thirty."),
        Value("OUTCOME", "支援到達率", "Share of ended hand-overs with help received, smoothed."),
        Value("RAPPORT", "連携実績", "Cases and meetings shared with those active here."),
        Value("ACQUAINTANCE", "顔の見える関係", "Steps from the asker to one of its people."),
        Value("REACH", "近さ", "How near its office is."),
        Value("LOAD", "負荷", "Open cases it works on."),
    ),
)
LABELS = {each.name: each.ja for each in FACTOR.values}
SMOOTHING = 5
"""How many hand-overs at the mean of all agencies an agency starts with."""
STALE = timedelta(days=90)
UNKNOWN_ROOM = 0.4
SLOWEST_DAYS = 30
ROOM = {"AVAILABLE": 1.0, "WAITLIST": 0.5, "ASSESSMENT_FIRST": 0.5, "NONE": 0.0}
ROOM_LABELS = {
    "AVAILABLE": "受入可",
    "WAITLIST": "待機あり",
    "ASSESSMENT_FIRST": "要事前評価",
    "NONE": "受入不可",
}
FEWEST = 10
"""Of fewer hand-overs or cases nobody is told what an agency's record is."""
LOADS = ((FEWEST, 1.0), (20, 0.66), (30, 0.33))
"""Below so many open cases, so much."""
OCCASIONS = {"CASE": "ケース", "MEETING": "会議", "TRAINING": "研修会"}
FARTHEST_KM = 40.0
EARTH_KM = 6371.0


@record("A number a factor rests on.", "根拠の数値")
class FactorNumber:
    name: str = told("What it counts, in lowerCamelCase.", "名称")
    value: float = told("The number.", "値")


@record("One factor of a partner's score, with what it rests on.", "評価項目")
class PartnerFactor:
    factor: str = told("Which factor.", "評価項目", choice=FACTOR)
    label: str = told("Its name in Japanese.", "項目名")
    value: float | None = told(
        "From 0 to 1; null when nothing is known, and then left out of the mean.", "値"
    )
    weight: float = told("What it weighs.", "重み")
    unknown: bool = told("True when the fact behind it is not known.", "不明")
    numbers: list[FactorNumber] = told("The numbers it rests on.", "根拠の数値", at_most=4)
    evidence: list[Id] = told(
        "Ids of what it rests on: needs, cases, meetings, trainings, people.", "根拠", at_most=100
    )
    reason: str = told("The same in a Japanese sentence.", "理由")


class Known(NamedTuple):
    """A factor before it is weighed; a tuple, since each candidate has nine."""

    value: float | None
    reason: str
    numbers: dict[str, float]
    evidence: Sequence[str] = ()
    unknown: bool = False


Weighed = tuple[tuple[float, Known], ...]
"""The factors of an agency in their order, each behind what it weighs."""


@dataclass(frozen=True)
class Appraisal:
    """What all factors of one answer have in common."""

    situation: Situation
    record: ReferralRecord
    weights: ReferralWeights
    asked_by: str | None
    acquainted: dict[str, ReferralAcquaintance]

    def weighed(self, agency: ReferralCandidate, takes: Sequence[Sought]) -> Weighed:
        """The nine factors of an agency that can take these needs, in their order."""
        weights = self.weights
        return (
            (weights.need_coverage, need_coverage(self.situation, takes)),
            (weights.capacity, capacity(self.situation, agency)),
            (weights.acceptance, acceptance(agency, self.record)),
            (weights.timeliness, timeliness(agency, self.record)),
            (weights.outcome, outcome(agency, self.record)),
            (weights.rapport, rapport(self.situation, agency)),
            (weights.acquaintance, acquaintance(self.asked_by, self.acquainted.get(agency.id))),
            (weights.reach, reach(self.situation, agency)),
            (weights.load, load(agency, self.record)),
        )


def score(factors: Weighed) -> float:
    """The weighted mean of the factors that have a value; 0 where none of them weighs."""
    total = weight = 0.0
    for each, factor in factors:
        if factor.value is not None:
            total += each * round(factor.value, 4)
            weight += each
    return round(total / weight, 4) if weight else 0.0


def explained(factors: Weighed) -> list[PartnerFactor]:
    """The factors as they are told, each with what it rests on."""
    return [
        PartnerFactor(
            factor=value.name,
            label=value.ja,
            value=None if each.value is None else round(each.value, 4),
            weight=weight,
            unknown=each.unknown,
            numbers=[FactorNumber(name=n, value=round(v, 4)) for n, v in each.numbers.items()],
            evidence=[Id(id_) for id_ in each.evidence],
            reason=each.reason,
        )
        for value, (weight, each) in zip(FACTOR.values, factors, strict=True)
    ]


def need_coverage(situation: Situation, takes: Sequence[Sought]) -> Known:
    covered = sum(each.severity for each in takes)
    names = "、".join(each.row.name for each in takes)
    return Known(
        covered / situation.weight,
        f"課題{len(situation.needs)}件のうち{len(takes)}件({names})に対応できます。",
        {"severityCovered": covered, "severityOfAll": situation.weight},
        [each.key for each in takes],
    )


def capacity(situation: Situation, agency: ReferralCandidate) -> Known:
    """Room as last confirmed; what is older than ninety days, or of tomorrow, is not known."""
    confirmed, state = agency.capacity_as_of, agency.capacity_state
    if state not in ROOM or confirmed is None:
        return Known(UNKNOWN_ROOM, "受入状況は確認されていません。", {}, unknown=True)
    age = situation.as_of - confirmed
    numbers = {"daysSinceConfirmed": float(age.days)}
    if not timedelta(0) <= age <= STALE:
        return Known(
            UNKNOWN_ROOM,
            f"受入状況の確認日({confirmed.isoformat()})が90日以内でないため、不明として扱います。",
            numbers,
            unknown=True,
        )
    free, most = agency.capacity_available, agency.capacity_maximum
    told_on = f"{ROOM_LABELS[state]}({confirmed.isoformat()}確認)"
    if free is not None and most:
        numbers |= {"available": free, "maximum": most}
        return Known(
            min(1.0, max(0, free) / most), f"{told_on}、定員{most}のうち空き{free}です。", numbers
        )
    return Known(ROOM[state], f"{told_on}です。", numbers)


def acceptance(agency: ReferralCandidate, record_: ReferralRecord) -> Known:
    return _smoothed(
        agency.accepted,
        agency.answered,
        _share(record_.accepted, record_.answered),
        ("accepted", "answered"),
        f"{_until(record_)}に回答した{agency.answered}件のうち{agency.accepted}件を受理しました",
    )


def timeliness(agency: ReferralCandidate, record_: ReferralRecord) -> Known:
    days = agency.median_days
    if days is None:
        return Known(
            None, f"回答が{FEWEST}件に満たないため、早さは分かりません。", {}, unknown=True
        )
    return Known(
        1 - min(1.0, days / SLOWEST_DAYS),
        f"依頼から回答まで、中央値で{days:g}日です({_until(record_)}の{agency.answered}件)。",
        {"medianDays": days, "answered": agency.answered},
    )


def outcome(agency: ReferralCandidate, record_: ReferralRecord) -> Known:
    return _smoothed(
        agency.helped,
        agency.ended,
        _share(record_.helped, record_.ended),
        ("helpReceived", "ended"),
        f"受理し、{_until(record_)}に終わった{agency.ended}件のうち"
        f"{agency.helped}件が支援につながりました",
    )


def rapport(situation: Situation, agency: ReferralCandidate) -> Known:
    if situation.is_profile:
        return Known(None, "世帯が特定されていないため、連携実績は分かりません。", {}, unknown=True)
    if not situation.active:
        return Known(0.0, "この世帯に関わっている機関はまだありません。", {"shared": 0})
    if not agency.latest:
        return Known(0.0, "関わっている機関との連携の記録はありません。", {"shared": 0})
    id_, day = agency.latest
    return Known(
        1 - 1 / (1 + agency.shared),
        f"関わっている機関とケース・会議を{agency.shared}回ともにしました(最近は{day})。",
        {"shared": agency.shared},
        [id_],
    )


def acquaintance(asker: str | None, found: ReferralAcquaintance | None) -> Known:
    if asker is None:
        return Known(None, "相談者が示されていないため、面識は分かりません。", {}, unknown=True)
    if found is None:
        return Known(0.0, "2歩以内の面識の記録はありません。", {"steps": 0})
    steps = [
        f"{OCCASIONS[kind]}「{title or '無題'}」({day})" for kind, _, title, day in found.occasions
    ]
    way = "、次に".join(steps)
    between = "" if len(steps) == 1 else "共通の知人を介して、"
    return Known(
        1 / len(steps),
        f"{between}{way}で顔を合わせています。",
        {"steps": len(steps)},
        [id_ for _, id_, _, _ in found.occasions],
    )


def reach(situation: Situation, agency: ReferralCandidate) -> Known:
    """By the office: same district 1, area 0.7, municipality 0.4, else less with the distance."""
    subject = situation.subject
    district, area, city, latitude, longitude = agency.place
    for own, theirs, value, told_ in (
        (subject.district, district, 1.0, "同じ校区"),
        (subject.area, area, 0.7, "同じ圏域"),
        (subject.municipality, city, 0.4, "同じ市町村"),
    ):
        if own is not None and own == theirs:
            return Known(value, f"{told_}に事務所があります。", {}, [own])
    if subject.position is None or latitude is None or longitude is None:
        return Known(None, "所在地が分からず、近さは分かりません。", {}, unknown=True)
    km = distance_km(subject.position[0], subject.position[1], latitude, longitude)
    return Known(
        0.4 * max(0.0, 1 - km / FARTHEST_KM),
        f"市町村の外、校区から約{km:.0f}kmにあります。",
        {"distanceKm": km},
    )


def load(agency: ReferralCandidate, record_: ReferralRecord) -> Known:
    cases = agency.open_cases
    if cases is None:
        return Known(1.0, f"支援中のケースは{_at_end(record_)}に{FEWEST}件未満です。", {})
    value = next((value for below, value in LOADS if cases < below), 0.0)
    count = f"{cases}件" if value else f"{cases}件以上"
    return Known(value, f"支援中のケースは{_at_end(record_)}に{count}です。", {"openCases": cases})


def _at_end(record_: ReferralRecord) -> str:
    return f"{record_.until.year}年{record_.until.month}月末"


def _until(record_: ReferralRecord) -> str:
    return f"{_at_end(record_)}まで"


def distance_km(latitude: float, longitude: float, other: float, other_longitude: float) -> float:
    """Kilometres along a great circle, from degrees."""
    one, two = radians(latitude), radians(other)
    across = sin((two - one) / 2) ** 2
    across += cos(one) * cos(two) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(across))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _smoothed(
    part: int, whole: int, mean: float | None, names: tuple[str, str], told_: str
) -> Known:
    if mean is None:
        return Known(
            None, f"全機関を合わせても{FEWEST}件に満たず、分かりません。", {}, unknown=True
        )
    numbers = {names[0]: part, names[1]: whole, "meanOfAll": mean}
    value = (part + SMOOTHING * mean) / (whole + SMOOTHING)
    if not whole:
        why = f"{FEWEST}件に満たないため、全機関の平均{mean:.0%}とみなします。"
        return Known(value, why, numbers, unknown=True)
    return Known(value, f"{told_}(全機関の平均は{mean:.0%})。", numbers)
