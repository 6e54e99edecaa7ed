"""Supporters: volunteers, commissioners, community social workers, coordinators and staff.

The numbers of the source come out exactly; who works where is synthetic.
"""

from collections.abc import Sequence
from datetime import date

from seeds.calendar import YEAR_END, plus
from seeds.chance import Chance, Urn, apportion
from seeds.families import FEMALE, MALE
from seeds.notebook import Node
from seeds.places import COMMISSIONER_QUOTA, COMMISSIONERS
from seeds.tables import given_names, surnames
from seeds.town import District, Town

VOLUNTEERS = 2_206
CSWS_PER_AREA = 3
COORDINATORS = 3

_STAFF = {
    "ONE_STOP_WINDOW": 0, "CITY_DEPARTMENT": 4, "BRANCH_OFFICE": 2, "CITY_WELFARE_COUNCIL": 4,
    "COMMUNITY_CARE_CENTER": 4, "SELF_RELIANCE_CENTER": 6, "CONSULTATION_PROVIDER": 2,
    "DISABILITY_SUPPORT_CENTER": 3, "HOSPITAL": 2, "EMPLOYMENT_OFFICE": 3, "SCHOOL_SOCIAL_WORK": 2,
}  # fmt: skip
_LAST_LEAVING = date(2021, 3, 15)
"""Volunteers who left had left before the count of March."""
_LECTURERS = 4


class Roster:
    """Draws supporters' names and writes them down."""

    def __init__(self, town: Town, subject: str) -> None:
        self._town = town
        self._chance = town.chance(subject)
        self._surnames = Urn(surnames())
        self._given = given_names()

    def add(
        self,
        key: str,
        *roles: str,
        years: Sequence[int] = (1955, 1970),
        appointed: date | None = None,
        retired: date | None = None,
        mail: bool = False,
    ) -> Node:
        """One more supporter; `years` are those from which given names are taken."""
        chance = self._chance
        family = self._surnames.draw(chance)
        sex = FEMALE if chance.happens(0.6) else MALE
        given = chance.pick(self._given[sex][chance.pick(years)])
        digits = chance.below(100_000_000)
        return self._town.notebook.node(
            "Supporter",
            self._town.id("Supporter", key),
            name=f"{family[0]} {given[0]}",
            kana=f"{family[1]} {given[1]}",
            roles=list(roles),
            mainRole=roles[0],
            phone=f"080-{digits // 10000:04d}-{digits % 10000:04d}",
            email=f"{key.replace(' ', '-')}@example.jp" if mail else None,
            appointedOn=appointed,
            retiredOn=retired,
        )


def commissioner_quotas(town: Town) -> list[int]:
    """Seats by district; they sum to 539 in the whole city."""
    return apportion(
        town.scaled(COMMISSIONER_QUOTA), [max(1, len(each.households)) for each in town.districts]
    )


def draw(town: Town, quotas: Sequence[int]) -> None:
    """Write down everyone who looks after others, with where they are active."""
    _commissioners(town, quotas)
    _volunteers(town)
    _social_workers(town)
    _staff(town)


def _commissioners(town: Town, quotas: Sequence[int]) -> None:
    roster = Roster(town, "commissioners")
    chance = town.chance("commissioner terms")
    association = town.of_kind("COMMISSIONERS_COUNCIL")[0]
    vacant = town.scaled(COMMISSIONER_QUOTA) - town.scaled(COMMISSIONERS)
    places = [at for at, quota in enumerate(quotas) for _ in range(max(0, quota - 1))]
    gaps = chance.some(places, vacant)
    renewal = date(2019, 12, 1)
    for at, (district, quota) in enumerate(zip(town.districts, quotas, strict=True)):
        code = district.entry.code
        for number in range(quota - gaps.count(at)):
            since = renewal if chance.happens(0.4) else date(chance.pick((2010, 2013, 2016)), 12, 1)
            seat = roster.add(f"commissioner {code} {number}", "COMMISSIONER", appointed=since)
            town.commissioners.setdefault(at, []).append(seat)
            town.notebook.tie("ACTIVE_IN", seat, district.node, since=since)
            town.notebook.tie("WORKS_FOR", seat, association.node, since=since)
            if number % 9 == 0:
                town.notebook.tie(
                    "ADDRESSES", seat, town.shared("NeedCategory", "SOCIAL_ISOLATION")
                )
        for number in range(quota // 8):
            since = date(2013, 12, 1)
            seat = roster.add(
                f"commissioner {code} former {number}", "COMMISSIONER",
                appointed=since, retired=renewal,
            )  # fmt: skip
            town.notebook.tie("ACTIVE_IN", seat, district.node, since=since, until=renewal)


def _volunteers(town: Town) -> None:
    roster = Roster(town, "volunteers")
    chance = town.chance("volunteer terms")
    covered = [each for each in town.districts if each.entry.volunteers_since is not None]
    counts = apportion(
        max(town.scaled(VOLUNTEERS), len(covered)),
        [max(1, len(each.households)) for each in covered],
    )
    if 0 in counts:
        weights = [len(each.households) for each in covered]
        counts = [1 + more for more in apportion(sum(counts) - len(covered), weights)]
    for district, count in zip(covered, counts, strict=True):
        assert district.entry.volunteers_since is not None
        starts = [
            _appointed(district.entry.volunteers_since, chance) if number else
            district.entry.volunteers_since
            for number in range(count)
        ]  # fmt: skip
        nodes = [
            roster.add(
                f"volunteer {district.entry.code} {number}", "VOLUNTEER",
                years=(1940, 1955, 1955), appointed=since,
            )
            for number, since in enumerate(starts)
        ]  # fmt: skip
        town.volunteers[district.place] = nodes
        for number, (node, since) in enumerate(zip(nodes, starts, strict=True)):
            town.appointed[node.id] = since
            town.notebook.tie("ACTIVE_IN", node, district.node, since=since)
            if number < 6 and district.entry.council_founded is not None:
                council = town.node("Council", district.entry.code)
                town.notebook.tie("WORKS_FOR", node, council, since=since)
        _watch(town, district, nodes, starts, chance)
        for number in range(count // 20):
            since = district.entry.volunteers_since
            until = min(plus(since, chance.between(120, 900)), _LAST_LEAVING)
            former = roster.add(
                f"volunteer {district.entry.code} former {number}", "VOLUNTEER",
                years=(1940,), appointed=since, retired=until,
            )  # fmt: skip
            town.notebook.tie("ACTIVE_IN", former, district.node, since=since, until=until)


def _appointed(start: date, chance: Chance) -> date:
    """A day of appointment, more of them in the first year, none after the count of March."""
    days = (YEAR_END - start).days
    return date.fromordinal(start.toordinal() + int(chance.next() * chance.next() * days))


def _watch(
    town: Town, district: District, nodes: Sequence[Node], starts: Sequence[date], chance: Chance
) -> None:
    """Each volunteer watches up to 50 neighbouring households; about one in 17 has nobody."""
    watched = [each for each in district.households if chance.happens(0.94)]
    floor = min(30 * len(nodes), len(district.households))
    if len(watched) < floor:
        watched = district.households[:floor]
    bounds = apportion(min(len(watched), 50 * len(nodes)), [1] * len(nodes))
    place = 0
    for node, since, count in zip(nodes, starts, bounds, strict=True):
        for each in watched[place : place + count]:
            day = max(since.toordinal(), each.since or 0)
            town.watches.append((node.id, each.id, day))
        place += count


def _social_workers(town: Town) -> None:
    roster = Roster(town, "social workers")
    council = town.of_kind("CITY_WELFARE_COUNCIL")[0]
    start = date(2016, 10, 1)
    lead = roster.add("csw lead", "CSW_LEAD", "CSW", appointed=start, mail=True)
    council.staff.append(lead)
    town.notebook.tie("WORKS_FOR", lead, council.node, since=start)
    for area in (1, 2, 3):
        node = town.node("Area", area)
        town.notebook.tie("ASSIGNED_TO", lead, node, since=start)
        for number in range(CSWS_PER_AREA):
            since = (start, date(2017, 4, 1), date(2018, 4, 1))[number]
            csw = roster.add(
                f"csw {area} {number}", "CSW", years=(1970, 1985), appointed=since, mail=True
            )
            town.csws.setdefault(area, []).append(csw)
            council.staff.append(csw)
            town.notebook.tie("WORKS_FOR", csw, council.node, since=since)
            town.notebook.tie("ASSIGNED_TO", csw, node, since=since)
            own = [each for each in town.districts if each.entry.area == area]
            for district in own[number::CSWS_PER_AREA]:
                town.notebook.tie("ACTIVE_IN", csw, district.node, since=since)
            for code in ("SOCIAL_ISOLATION", "HOARDING", "FAMILY_RELATIONS"):
                town.notebook.tie("ADDRESSES", csw, town.shared("NeedCategory", code))
    for number in range(COORDINATORS):
        since = (date(2017, 7, 1), date(2017, 7, 1), date(2019, 4, 1))[number]
        coordinator = roster.add(
            f"coordinator {number}", "COORDINATOR", years=(1970, 1985), appointed=since, mail=True
        )
        town.coordinators.append(coordinator)
        town.window.staff.append(coordinator)
        town.notebook.tie("WORKS_FOR", coordinator, town.window.node, since=since)


def _staff(town: Town) -> None:
    roster = Roster(town, "staff")
    for at, agency in enumerate(town.agencies):
        for number in range(_STAFF.get(agency.kind, 1)):
            since = date(2012 + (at + number) % 9, 4, 1)
            worker = roster.add(
                f"staff {at} {number}", "CASEWORKER", years=(1970, 1985), appointed=since, mail=True
            )
            agency.staff.append(worker)
            town.notebook.tie("WORKS_FOR", worker, agency.node, since=since)
    town.lecturers = [roster.add(f"lecturer {number}", "LECTURER") for number in range(_LECTURERS)]
