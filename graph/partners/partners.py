"""Referral partners: who can take which needs of a household, ranked, and why.

Filters first, then a weighted mean of nine factors (`filters.py`, `factors.py`). Agencies outside
welfare stand in the same list. The order is by score, then by id.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from graph.errors import BadInput
from graph.inquiry import Inquiry, Rows
from graph.partners.community import CommunityPartner, neighbourhood
from graph.partners.empty import NothingFound, nothing_found
from graph.partners.factors import Appraisal, PartnerFactor, Weighed, explained, score
from graph.partners.filters import Asking, FilterCount, Sieved, sieve
from graph.partners.situation import Profile, Situation, Sought, situation
from graph.partners.weights import ReferralWeights, demand_weights
from graph.questions.referral_acquaintance import REFERRAL_ACQUAINTANCE, ReferralAcquaintance
from graph.questions.referral_candidates import REFERRAL_CANDIDATES, ReferralCandidate
from graph.questions.referral_community import REFERRAL_COMMUNITY
from graph.questions.referral_needs import REFERRAL_NEEDS
from graph.questions.referral_record import REFERRAL_RECORD
from graph.questions.referral_subject import REFERRAL_SUBJECT
from graph.records import Id, Node, record, shows, told

MOST_PARTNERS = 30
MOST_NEEDS = 40
UNSEEN = (
    "名前の付いていない課題、記録に残らない依頼や辞退、会議で同席しただけで話していないこと、"
    "記録のない相手方とのつながりは見えません。"
)


@dataclass(frozen=True)
class PartnersAsked:
    """Whom help is sought for, by one of four; who asks; and how to weigh.

    What agencies are told of themselves is as of `published`, the last day of a complete month.
    """

    household: str | None
    resident: str | None
    case: str | None
    district: str | None
    categories: list[str]
    profile: Profile | None
    asker: str | None
    sectors: tuple[str, ...]
    weights: ReferralWeights
    first: int
    as_of: date
    published: date

    def __post_init__(self) -> None:
        demand_weights(self.weights)
        if not 1 <= self.first <= MOST_PARTNERS:
            raise BadInput(
                f"A list of {self.first} partners cannot be given.",
                hint=f"Ask for 1 to {MOST_PARTNERS} with `first`.",
            )


@record("A need that help is sought for.", "相談対象の課題")
class SoughtNeed:
    id: Id = told("Id of the need; of the category for a profile.", "識別子")
    need: Node = shows(
        "Need", f"{REFERRAL_NEEDS.name}.need", "The need; null for a profile.", "課題"
    )
    category: Node = shows(
        "NeedCategory", f"{REFERRAL_NEEDS.name}.category", "Its category.", "課題の種類"
    )
    code: str = told("Code of the category.", "コード")
    name: str = told("Name of the category.", "名称")
    severity: int = told("How grave it is, 1 to 4; 1 where nobody has said.", "深刻度")


@record("A case, a meeting or a training at which two people were.", "面識の機会")
class Occasion:
    kind: str = told("CASE, MEETING or TRAINING.", "種類")
    id: Id = told("Its id.", "識別子")
    title: str | None = told("Its title.", "件名")
    day: date = told("The day it was held, or the case was opened.", "日付")


@record("The way from the asker to somebody at the agency.", "顔の見える関係")
class Acquaintance:
    people: list[Node] = shows(
        "Supporter",
        f"{REFERRAL_ACQUAINTANCE.name}.people",
        "The people on the way, the last at the agency.",
        "経由する人",
        at_most=2,
    )
    occasions: list[Occasion] = told(
        "Where each met the one before, the first the asker.", "面識の機会", at_most=2
    )


@record("Who takes a need if the partner declines.", "辞退時の次候補")
class NextPartner:
    need_id: Id = told("Id of the need; of the category for a profile.", "課題")
    agency_id: Id | None = told("Id of the best other agency; null where there is none.", "次候補")
    agency_name: str | None = told("Its name.", "次候補の名称")
    reason: str = told("What to do, in a Japanese sentence.", "対応")


@record("An agency that can take needs, and what speaks for it.", "つなぎ先の候補")
class ReferralPartner:
    rank: int = told("Place in the order, from 1.", "順位")
    score: float = told("Weighted mean of the factors that are known, 0 to 1.", "総合評価")
    agency: Node = shows("Agency", f"{REFERRAL_CANDIDATES.name}.agency", "The agency.", "機関")
    agency_id: Id = told("Its id.", "機関の識別子")
    name: str = told("Its name.", "機関名")
    already_active: bool = told("True when it is active in the household.", "関与中")
    needs: list[SoughtNeed] = told("The needs it would take.", "引き受ける課題", at_most=MOST_NEEDS)
    under_way: list[Id] = told(
        "Needs already handed to it and not finished.", "依頼中の課題", at_most=MOST_NEEDS
    )
    factors: list[PartnerFactor] = told("The nine factors, in their order.", "評価項目", at_most=9)
    acquaintance: Acquaintance | None = told(
        "The way to somebody there; null where none is known.", "顔の見える関係"
    )
    unknowns: list[str] = told(
        "What is not known and should be asked, in Japanese.", "確認が必要なこと", at_most=12
    )
    if_declined: list[NextPartner] = told(
        "What to do when it declines, need by need.", "辞退された場合", at_most=MOST_NEEDS
    )


@record("Who can help a household, ranked and with reasons.", "つなぎ先の候補一覧")
class ReferralPartners:
    as_of: date = told("The day.", "基準日")
    weights: ReferralWeights = told("The weights used.", "重み")
    needs: list[SoughtNeed] = told("The needs help is sought for.", "課題", at_most=MOST_NEEDS)
    partners: list[ReferralPartner] = told(
        "The partners, best first, as many as asked for.", "候補", at_most=MOST_PARTNERS, paged=True
    )
    partner_count: int = told("How many partners there are in all.", "候補数")
    filters: list[FilterCount] = told("What each filter removed, in order.", "除外", at_most=8)
    community: list[CommunityPartner] = told(
        "What the neighbourhood can meet, before any agency.", "地域の支え手", at_most=50
    )
    nothing_found: NothingFound | None = told(
        "Why there is no partner, and what to do; null when there is one.", "候補がない理由"
    )
    unseen: str = told("What these answers cannot see, in Japanese.", "見えないもの")


@dataclass(frozen=True)
class Ranked:
    """A candidate with what it can take and how it fares."""

    agency: ReferralCandidate
    takes: tuple[Sought, ...]
    factors: Weighed
    score: float


def referral_partners(asked: PartnersAsked, rows: Rows) -> ReferralPartners:
    """The partners of whoever is asked for; `BadInput` when nothing has the id."""
    found = situation(
        asked.as_of, asked.asker, asked.profile, rows.of(REFERRAL_SUBJECT), rows.of(REFERRAL_NEEDS)
    )
    sieved = sieve(found, rows.of(REFERRAL_CANDIDATES), asking(asked, rows))
    acquainted = {each.agency: each for each in rows.of(REFERRAL_ACQUAINTANCE)}
    ranked = rank(asked, rows, found, sieved)
    near = neighbourhood(found, rows.of(REFERRAL_COMMUNITY))
    return ReferralPartners(
        as_of=asked.as_of,
        weights=asked.weights,
        needs=[sought_need(each) for each in found.needs],
        partners=[
            _partner(place, each, found, sieved, ranked, acquainted.get(each.agency.id))
            for place, each in enumerate(ranked[: asked.first], start=1)
        ],
        partner_count=len(ranked),
        filters=sieved.counts,
        community=near.partners,
        nothing_found=None if ranked else nothing_found(found, sieved.counts),
        unseen=UNSEEN,
    )


def asking(asked: PartnersAsked, rows: Rows) -> Asking:
    """What of the question itself filters."""
    ways = rows.of(REFERRAL_ACQUAINTANCE)
    own = frozenset(each.agency for each in ways if not each.occasions)
    return Asking(own, asked.sectors)


def rank(asked: PartnersAsked, rows: Rows, found: Situation, sieved: Sieved) -> list[Ranked]:
    """The candidates left, best first; of equal ones that with the lesser id."""
    appraisal = Appraisal(
        found,
        rows.of(REFERRAL_RECORD)[0],
        asked.weights,
        asked.asker,
        {each.agency: each for each in rows.of(REFERRAL_ACQUAINTANCE)},
    )
    ranked: list[Ranked] = []
    for agency in rows.of(REFERRAL_CANDIDATES):
        if takes := sieved.takes.get(agency.id):
            factors = appraisal.weighed(agency, takes)
            ranked.append(Ranked(agency, takes, factors, score(factors)))
    ranked.sort(key=lambda each: (-each.score, each.agency.id))
    return ranked


def sought_need(need: Sought) -> SoughtNeed:
    """A need as it is told."""
    return SoughtNeed(
        id=Id(need.key),
        need=need.row.need,
        category=need.row.category,
        code=need.row.code,
        name=need.row.name,
        severity=need.severity,
    )


def _partner(  # noqa: PLR0917 told in the order of a sentence
    place: int,
    each: Ranked,
    found: Situation,
    sieved: Sieved,
    ranked: Sequence[Ranked],
    way: ReferralAcquaintance | None,
) -> ReferralPartner:
    id_ = each.agency.id
    unknowns = [factor.reason for _, factor in each.factors if factor.unknown]
    return ReferralPartner(
        rank=place,
        score=each.score,
        agency=each.agency.agency,
        agency_id=Id(id_),
        name=each.agency.name,
        already_active=id_ in found.active,
        needs=[sought_need(need) for need in each.takes],
        under_way=[
            Id(need.key)
            for need in found.needs
            if any(agency == id_ for agency, _ in need.row.handed)
        ],
        factors=explained(each.factors),
        acquaintance=None if way is None else _acquaintance(way),
        unknowns=[*sieved.unknown.get(id_, ()), *unknowns],
        if_declined=[_next(need, each, ranked) for need in each.takes],
    )


def _acquaintance(way: ReferralAcquaintance) -> Acquaintance:
    return Acquaintance(
        people=way.people,  # pyright: ignore[reportArgumentType] -- a column of nodes, as sent
        occasions=[
            Occasion(kind=kind, id=Id(id_), title=title, day=date.fromisoformat(day))
            for kind, id_, title, day in way.occasions
        ],
    )


def _next(need: Sought, declining: Ranked, ranked: Sequence[Ranked]) -> NextPartner:
    other = next((each for each in ranked if each is not declining and need in each.takes), None)
    if other is None:
        return NextPartner(
            need_id=Id(need.key),
            agency_id=None,
            agency_name=None,
            reason=f"{need.row.name}を引き受ける機関はほかにありません。新たな社会資源を検討してください。",
        )
    return NextPartner(
        need_id=Id(need.key),
        agency_id=Id(other.agency.id),
        agency_name=other.agency.name,
        reason=f"{need.row.name}は次に{other.agency.name}へ依頼します。",
    )


REFERRAL_PARTNERS = Inquiry(
    "referral_partners",
    PartnersAsked,
    (
        REFERRAL_SUBJECT,
        REFERRAL_NEEDS,
        REFERRAL_CANDIDATES,
        REFERRAL_RECORD,
        REFERRAL_ACQUAINTANCE,
        REFERRAL_COMMUNITY,
    ),
    ReferralPartners,
    referral_partners,
)
