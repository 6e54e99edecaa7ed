"""Cases and plans: the common work of agencies on households with several troubles."""

from dataclasses import dataclass, field
from datetime import date

from seeds.bonds import support
from seeds.calendar import TODAY, WINDOW_OPENED, fiscal_year, plus
from seeds.chance import Chance
from seeds.needs import Need
from seeds.notebook import Node
from seeds.tables import categories
from seeds.town import Agency, Town, home

CASES = 1_150

_FROM = date(2016, 10, 1)
_GOALS = {
    "POVERTY": "収入と支出を落ち着かせる",
    "DEBT": "債務の整理に着手する",
    "FINDING_WORK": "無理なく続けられる仕事を見つける",
    "SOCIAL_ISOLATION": "家の外に安心できる居場所を一つ持つ",
    "CARE_BURDEN": "介護する人が休める日をつくる",
    "UNSTABLE_HOUSING": "住み続けられる住まいを確保する",
    "HOARDING": "本人と相談しながら部屋を片付ける",
    "SCHOOL_REFUSAL": "本人の歩調で学びの場につながる",
}


@dataclass
class Case:
    """One case while the city is being drawn."""

    node: Node
    needs: list[Need]
    opened: date
    closed: date | None
    leader: Node
    basis: str
    agencies: list[Agency] = field(default_factory=list[Agency])
    plan: Node | None = None


def draw(town: Town, needs: list[Need]) -> list[Case]:
    """Write down cases of households with several needs, the graver ones rather."""
    chance = town.chance("cases")
    by_household: dict[str, list[Need]] = {}
    for need in needs:
        if need.opened >= _FROM:
            by_household.setdefault(need.household.number, []).append(need)
    several = [own for own in by_household.values() if len(own) > 1]
    several.sort(
        key=lambda own: (
            -sum(each.severity for each in own) - 14 * chance.next(),
            own[0].household.number,
        )
    )
    chosen = sorted(
        several[: town.scaled(CASES)],
        key=lambda own: (_second(own), own[0].household.number),
    )
    cases = [_case(town, number, own, chance) for number, own in enumerate(chosen, start=1)]
    for case in cases:
        _join(town, case, chance)
        if chance.happens(0.36):
            _plan(town, case, chance)
    return cases


def helpers(town: Town, need: Need) -> list[Agency]:
    """The agencies that handle the need's category in its district, for somebody of that age."""
    years = need.person.age if need.person is not None else need.household.head.age
    return [
        each
        for each in town.agencies
        if need.category in each.needs
        and need.household.district in each.districts
        and each.minimum_age <= years <= each.maximum_age
    ]


def _case(town: Town, number: int, own: list[Need], chance: Chance) -> Case:
    book = town.notebook
    opened = plus(_second(own), chance.between(0, 25))
    ends = [each.closed for each in own]
    closed = None
    if all(ends):
        closed = max(*(each for each in ends if each), plus(opened, 1))
    state = "CLOSED" if closed else "MONITORING" if chance.happens(0.22) else "OPEN"
    draw = chance.next()
    basis = (
        "CONSENT" if draw < 0.9
        else "EMERGENCY" if draw < 0.94
        else "CHILD_PROTECTION" if draw < 0.97
        else "ELDER_ABUSE"
    )  # fmt: skip
    mark = "" if town.number == 1 else f"{town.number}-"
    node = book.node(
        "Case",
        town.id("Case", number),
        number=f"{mark}C{fiscal_year(opened)}-{number:05d}",
        title=_title(own),
        state=state,
        legalBasis=basis,
        openedOn=opened,
        closedOn=closed,
    )
    household = own[0].household
    book.tie("CONCERNS", node, home(household), since=opened)
    for need in own:
        if need.closed is None or need.closed > opened:
            since = max(opened, need.opened)
            book.tie("COVERS", node, need.node, since=since)
    area = town.districts[household.district].entry.area
    by_window = opened >= WINDOW_OPENED and chance.happens(0.68)
    leader = chance.pick(town.coordinators if by_window else town.csws[area])
    book.tie("LEADS", leader, node, since=opened)
    book.tie("ASSIGNED_TO", leader, node, since=opened, until=closed)
    lead = town.window if by_window else town.of_kind("CITY_WELFARE_COUNCIL")[0]
    book.tie("LEADS", lead.node, node, since=opened)
    return Case(node, own, opened, closed, leader, basis, [lead])


def _second(own: list[Need]) -> date:
    """A case begins when a second trouble comes to light."""
    return sorted(each.opened for each in own)[1]


def _title(own: list[Need]) -> str:
    names = {each.code: each.name for each in categories()}
    gravest = sorted(own, key=lambda each: (-each.severity, each.category))
    return "と".join(dict.fromkeys(names[each.category] for each in gravest[:2]))


def _join(town: Town, case: Case, chance: Chance) -> None:
    book = town.notebook
    book.tie("JOINED", case.agencies[0].node, case.node, since=case.opened)
    for need in case.needs[:4]:
        able = [each for each in helpers(town, need) if each not in case.agencies]
        if not able or not chance.happens(0.85):
            continue
        agency = chance.pick(able)
        case.agencies.append(agency)
        joined = plus(case.opened, chance.between(3, 60))
        if case.closed is not None:
            joined = min(joined, case.closed)
        book.tie("JOINED", agency.node, case.node, since=joined)
        worker = chance.pick(agency.staff)
        during = need.opened <= joined and (need.closed is None or joined < need.closed)
        if chance.happens(0.5) and during:
            book.tie("ASSIGNED_TO", worker, need.node, since=joined, until=need.closed)
        if chance.happens(0.5):
            begun = plus(joined, 7)
            ended = need.closed if need.closed and need.closed > begun else None
            support(
                town, agency.node, home(need.household), begun,
                ["INFORMATIONAL", "INSTRUMENTAL"], chance.pick(("NORMAL", "NORMAL", "STRONG")),
                until=ended, formal=True,
            )  # fmt: skip


def _plan(town: Town, case: Case, chance: Chance) -> None:
    book = town.notebook
    starts = plus(case.opened, chance.between(20, 90))
    if case.closed is not None and starts >= case.closed:
        return
    ends = date.fromordinal(starts.toordinal() + 183)
    evaluated = plus(ends, chance.between(0, 20)) if ends < TODAY and chance.happens(0.8) else None
    if starts > plus(TODAY, -25):
        state = "DRAFT"
    elif ends > TODAY:
        state = "DECIDED"
    else:
        state = "EVALUATED" if evaluated and case.closed is None else "ENDED"
    goals = [
        _GOALS.get(each.category, "困りごとを一緒に整理し、次の相談先を決める")
        for each in case.needs[:3]
    ]
    case.plan = book.node(
        "Plan",
        town.id("Plan", case.node.id),
        state=state,
        goals=list(dict.fromkeys(goals)),
        roles=[f"{each.name}: 担当する課題の相談と進み具合の報告" for each in case.agencies[:4]],
        startsOn=starts,
        endsOn=min(ends, date(2022, 3, 31)),
        evaluatedOn=evaluated,
    )
    book.tie("CONCERNS", case.plan, case.node, since=starts)
    book.tie("LEADS", case.leader, case.plan, since=starts)
    for need in case.needs:
        if need.closed is None or need.closed > starts:
            since = max(starts, need.opened)
            book.tie("COVERS", case.plan, need.node, since=since)
