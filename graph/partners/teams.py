"""Referral teams: the whole set of needs at once, with a leader or as few agencies as can be.

Community first: needs the neighbourhood can carry alone are left to it unless asked otherwise. What
nobody takes is told as a gap among the resources (新たな社会資源の創出).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.inquiry import Inquiry, Rows
from graph.kinds.people import SUPPORTER_ROLE
from graph.partners.community import CommunityPartner, Neighbourhood, neighbourhood
from graph.partners.cover import smallest_cover
from graph.partners.empty import NothingFound, nothing_found
from graph.partners.filters import FilterCount, sieve
from graph.partners.leaders import (
    Neighbours,
    distances,
    joint_cases,
    lengths,
    nearest,
    together,
    way,
)
from graph.partners.partners import (
    MOST_NEEDS,
    REFERRAL_PARTNERS,
    PartnersAsked,
    Ranked,
    SoughtNeed,
    asking,
    rank,
    sought_need,
)
from graph.partners.situation import Situation, Sought, situation
from graph.partners.weights import ReferralWeights
from graph.questions.referral_candidates import REFERRAL_CANDIDATES
from graph.questions.referral_community import REFERRAL_COMMUNITY
from graph.questions.referral_leaders import REFERRAL_LEADERS, ReferralLeader
from graph.questions.referral_needs import REFERRAL_NEEDS
from graph.questions.referral_subject import REFERRAL_SUBJECT
from graph.questions.referral_teamwork import REFERRAL_TEAMWORK
from graph.records import Id, Node, record, shows, told

MOST_LEADERS = 30
ROLES = {each.name: each.ja for each in SUPPORTER_ROLE.values}
UNSEEN = (
    "記録されたケースの外での連携、担当者の異動や不在、機関の中の手の空き具合は見えません。"
    "距離は過去にともにしたケースの数だけで測っています。"
)


@dataclass(frozen=True)
class TeamsAsked(PartnersAsked):
    """As for partners; `first` is how many leaders to compare."""

    community_first: bool


@record("An agency that could take over from a member of a team.", "代わりになる機関")
class Replacement:
    agency_id: Id = told("Its id.", "機関の識別子")
    name: str = told("Its name.", "機関名")
    need_ids: list[Id] = told("What it could take over.", "引き継げる課題", at_most=MOST_NEEDS)


@record("An agency in a team, and what it takes.", "チームの機関")
class TeamMember:
    agency: Node = shows("Agency", f"{REFERRAL_CANDIDATES.name}.agency", "The agency.", "機関")
    agency_id: Id = told("Its id.", "機関の識別子")
    name: str = told("Its name.", "機関名")
    score: float = told("Its score as a partner, 0 to 1.", "総合評価")
    need_ids: list[Id] = told(
        "The needs it takes; ids of categories for a profile.", "担う課題", at_most=MOST_NEEDS
    )
    distance: float | None = told(
        "How far from the leader, 1 for a stranger; null in a team without one.", "距離"
    )
    way: list[Id] = told(
        "Ids of the agencies from the leader to it, itself last; itself alone when asked directly.",
        "つながりの経路",
        at_most=20,
    )
    replacements: list[Replacement] = told(
        "Who together could take over, the most of it first.",
        "代替",
        at_most=MOST_NEEDS,
        in_all=True,
    )
    irreplaceable: list[Id] = told(
        "Needs nobody else could take over.", "代替のない課題", at_most=MOST_NEEDS
    )
    reason: str = told("Why, in a Japanese sentence.", "理由")


@record("A team around somebody who leads it.", "リーダーのいるチーム")
class LedTeam:
    rank: int = told("Place in the order, from 1.", "順位")
    leader: Node = shows(
        "Supporter", f"{REFERRAL_LEADERS.name}.leader", "Who leads: coordinator or CSW.", "リーダー"
    )
    leader_id: Id = told("Their id.", "リーダーの識別子")
    role: str = told("Their role.", "役割", choice=SUPPORTER_ROLE)
    distance: float = told("The distances of all needs' agencies, added up.", "距離の合計")
    members: list[TeamMember] = told("The agencies, by their needs.", "機関", at_most=MOST_NEEDS)
    reason: str = told("Why, in a Japanese sentence.", "理由")


@record("As few agencies as can take all needs.", "最小のチーム")
class SmallestTeam:
    size: int = told("How many agencies.", "機関数")
    cost: float = told("What their scores lack to 1, added up.", "コスト")
    exact: bool = told("True when no smaller or better team is possible.", "最適")
    members: list[TeamMember] = told("The agencies, best first.", "機関", at_most=MOST_NEEDS)
    reason: str = told("The same in a Japanese sentence.", "理由")


@record("A need the neighbourhood can carry without an agency.", "地域で担える課題")
class CarriedNeed:
    need_id: Id = told("Id of the need; of the category for a profile.", "課題")
    name: str = told("Name of its category.", "名称")
    resource_ids: list[Id] = told("Who or what can carry it.", "支え手", at_most=50)
    reason: str = told("Why, in a Japanese sentence.", "理由")


@record("A need nobody takes: a resource that is missing.", "不足する社会資源")
class ResourceGap:
    need_id: Id = told("Id of the need; of the category for a profile.", "課題")
    code: str = told("Code of its category.", "コード")
    name: str = told("Name of its category.", "名称")
    reason: str = told("What is missing, in a Japanese sentence.", "理由")


@record("Teams for all needs of a household.", "チーム編成")
class ReferralTeams:
    needs: list[SoughtNeed] = told("The needs help is sought for.", "課題", at_most=MOST_NEEDS)
    weights: ReferralWeights = told("The weights the scores are made with.", "重み")
    community: list[CommunityPartner] = told(
        "What the neighbourhood can meet.", "地域の支え手", at_most=50
    )
    carried: list[CarriedNeed] = told(
        "Needs the neighbourhood can carry alone.", "地域で担える課題", at_most=MOST_NEEDS
    )
    led: list[LedTeam] = told(
        "A team for each who could lead, the nearest together first.",
        "リーダーのいるチーム",
        at_most=MOST_LEADERS,
        paged=True,
    )
    smallest: SmallestTeam | None = told(
        "The smallest team; null when no agency is needed or none is left.", "最小のチーム"
    )
    uncovered: list[ResourceGap] = told(
        "Needs neither an agency nor the neighbourhood takes.", "未対応の課題", at_most=MOST_NEEDS
    )
    filters: list[FilterCount] = told("What each filter removed, in order.", "除外", at_most=8)
    nothing_found: NothingFound | None = told(
        "Why no agency is left; null when there is one.", "候補がない理由"
    )
    unseen: str = told("What these answers cannot see, in Japanese.", "見えないもの")


@dataclass(frozen=True)
class Pool:
    """The candidates for the needs that are left to agencies, best first."""

    needs: tuple[Sought, ...]
    ranked: tuple[Ranked, ...]

    def able(self, need: Sought) -> list[Ranked]:
        """Who can take the need, best first."""
        return [each for each in self.ranked if need in each.takes]


def referral_teams(asked: TeamsAsked, rows: Rows) -> ReferralTeams:
    """The teams for whoever is asked for; `BadInput` when nothing has the id."""
    found = situation(
        asked.as_of, asked.asker, asked.profile, rows.of(REFERRAL_SUBJECT), rows.of(REFERRAL_NEEDS)
    )
    sieved = sieve(found, rows.of(REFERRAL_CANDIDATES), asking(asked, rows))
    ranked = rank(asked, rows, found, sieved)
    near = neighbourhood(found, rows.of(REFERRAL_COMMUNITY))
    left = tuple(
        each for each in found.needs if not (asked.community_first and each.key in near.alone)
    )
    pool = Pool(left, tuple(ranked))
    worked = {each.case: each.agencies for each in rows.of(REFERRAL_TEAMWORK)}
    edges = lengths(together(worked.values()))
    led = [
        _led(leader, joint_cases(leader.led, worked), pool, edges)
        for leader in (rows.of(REFERRAL_LEADERS) if left else ())
    ]
    led.sort(key=lambda each: (each[0], each[1].id))
    return ReferralTeams(
        needs=[sought_need(each) for each in found.needs],
        weights=asked.weights,
        community=near.partners,
        carried=_carried(found, near),
        led=[
            _led_team(place, total, leader, members)
            for place, (total, leader, members) in enumerate(led[: asked.first], start=1)
        ],
        smallest=smallest_team(pool),
        uncovered=[
            _gap(each) for each in left if each.key not in near.alone and not pool.able(each)
        ],
        filters=sieved.counts,
        nothing_found=None if ranked else nothing_found(found, sieved.counts),
        unseen=UNSEEN,
    )


def _led(
    leader: ReferralLeader, joint: Mapping[str, int], pool: Pool, edges: Neighbours
) -> tuple[float, ReferralLeader, list[TeamMember]]:
    """The sum of distances, the leader, and the nearest agencies with what they take."""
    by_id = {each.agency.id: each for each in pool.ranked}
    found = distances(joint, edges, by_id)
    able = {each.key: [one.agency.id for one in pool.able(each)] for each in pool.needs}
    chosen = nearest(able, found)
    members: list[TeamMember] = []
    for id_ in dict.fromkeys(agency for agency, _ in chosen.values()):
        takes = [each for each in pool.needs if chosen.get(each.key, ("", 0.0))[0] == id_]
        far = chosen[takes[0].key][1]
        steps = way(id_, found)
        names = "、".join(each.row.name for each in takes)
        reason = f"{names}を担います。{_nearness(joint.get(id_, 0), steps, far)}"
        members.append(_member(by_id[id_], takes, pool, far, steps, reason))
    return round(sum(far for _, far in chosen.values()), 6), leader, members


def _nearness(cases: int, steps: Sequence[str], far: float) -> str:
    if len(steps) > 1:
        return f"リーダーとは、ほかの{len(steps) - 1}機関を介してつながっています(距離{far:.3f})。"
    if cases:
        return f"リーダーとケース{cases}件をともにしています(距離{far:.3f})。"
    return "リーダーとともにしたケースの記録はなく、新たに依頼します(距離1)。"


def _led_team(
    place: int, total: float, leader: ReferralLeader, members: list[TeamMember]
) -> LedTeam:
    role = ROLES[leader.role]
    return LedTeam(
        rank=place,
        leader=leader.leader,
        leader_id=Id(leader.id),
        role=leader.role,
        distance=total,
        members=members,
        reason=f"{role}が率いると{len(members)}機関で、距離の合計は{total:.3f}です。",
    )


def smallest_team(pool: Pool) -> SmallestTeam | None:
    """The smallest team for the needs anybody takes; of equal ones the best scores."""
    keys = {each.key for each in pool.needs}
    takes = {
        each.agency.id: [need.key for need in each.takes if need.key in keys]
        for each in pool.ranked
    }
    costs = {each.agency.id: round((1 - each.score) * 1000) for each in pool.ranked}
    cover = smallest_cover(takes, costs)
    if not cover.agencies:
        return None
    team = [each for each in pool.ranked if each.agency.id in cover.agencies]
    given: dict[str, list[Sought]] = {each.agency.id: [] for each in team}
    for need in pool.needs:
        first = next((each for each in team if need in each.takes), None)
        if first is not None:
            given[first.agency.id].append(need)
    members = [
        _member(each, given[each.agency.id], pool, None, [each.agency.id], _share(each, given))
        for each in team
    ]
    least = "これより少ない機関では担えません" if cover.exact else "近似による編成です"
    return SmallestTeam(
        size=len(members),
        cost=round(sum(costs[each] for each in cover.agencies) / 1000, 3),
        exact=cover.exact,
        members=members,
        reason=f"{len(members)}機関で課題{sum(map(len, given.values()))}件を担えます。{least}。",
    )


def _share(each: Ranked, given: Mapping[str, Sequence[Sought]]) -> str:
    names = "、".join(need.row.name for need in given[each.agency.id])
    return f"{names}を担います(総合評価{each.score:.2f})。"


def _member(  # noqa: PLR0917 told in the order of a sentence
    each: Ranked,
    takes: Sequence[Sought],
    pool: Pool,
    distance: float | None,
    steps: Sequence[str],
    reason: str,
) -> TeamMember:
    replacements, irreplaceable = _redundancy(each, takes, pool)
    return TeamMember(
        agency=each.agency.agency,
        agency_id=Id(each.agency.id),
        name=each.agency.name,
        score=each.score,
        need_ids=[Id(need.key) for need in takes],
        distance=None if distance is None else round(distance, 6),
        way=[Id(step) for step in steps],
        replacements=replacements,
        irreplaceable=irreplaceable,
        reason=reason,
    )


def _redundancy(
    leaving: Ranked, takes: Sequence[Sought], pool: Pool
) -> tuple[list[Replacement], list[Id]]:
    """Who together could take over all that can be, and the needs that nobody else takes."""
    others = [
        (other, [need for need in takes if need in other.takes])
        for other in pool.ranked
        if other is not leaving
    ]
    # Sorting keeps the order of equals, which is the order of the ranking.
    others.sort(key=lambda pair: -len(pair[1]))
    taken: set[str] = set()
    replacements: list[Replacement] = []
    for other, needs in others:
        keys = [need.key for need in needs]
        if not taken.issuperset(keys):
            taken.update(keys)
            replacements.append(
                Replacement(
                    agency_id=Id(other.agency.id),
                    name=other.agency.name,
                    need_ids=[Id(key) for key in keys],
                )
            )
    return replacements, [Id(need.key) for need in takes if need.key not in taken]


def _carried(found: Situation, near: Neighbourhood) -> list[CarriedNeed]:
    carried: list[CarriedNeed] = []
    for need in found.needs:
        if need.key in near.alone:
            able = [each for each in near.partners if need.key in each.need_ids]
            carried.append(
                CarriedNeed(
                    need_id=Id(need.key),
                    name=need.row.name,
                    resource_ids=[each.id for each in able],
                    reason=f"{need.row.name}(深刻度{need.severity})は、校区の支え手{len(able)}か所・人で担えます。",
                )
            )
    return carried


def _gap(need: Sought) -> ResourceGap:
    return ResourceGap(
        need_id=Id(need.key),
        code=need.row.code,
        name=need.row.name,
        reason=f"{need.row.name}を引き受ける機関も、地域だけで担える支え手もありません。"
        "新たな社会資源の創出を検討してください。",
    )


REFERRAL_TEAMS = Inquiry(
    "referral_teams",
    TeamsAsked,
    (*REFERRAL_PARTNERS.questions, REFERRAL_LEADERS, REFERRAL_TEAMWORK),
    ReferralTeams,
    referral_teams,
)
