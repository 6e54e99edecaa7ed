"""The gap rules a second time: plain Python over the rows of a city, household by household.

It shares no line with the written conditions. Ties are walked, lists are filtered, days are counted
with the calendar of Python.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.answering.oracle import World

Node = dict[str, Any]
LIVE = {"REQUESTED", "ACCEPTED", "IN_PROGRESS", "ON_HOLD"}
NEVER_ASKED = {"DRAFT", "CANCELLED", "ENTERED_IN_ERROR"}
VISITS = {"HOME_VISIT", "OUTREACH"}
CARE_SERVICES = {
    "LONG_TERM_CARE_INSURANCE", "DISABILITY_SERVICE", "DAY_TEMPORARY_SUPPORT", "FAMILY_HELPER",
}  # fmt: skip
CHILD_SERVICES = {"NURSERY", "CHILDCARE_AFTER_SCHOOL", "SUPPORT_MAMA", "FAMILY_HELPER"}
HANDS = {"PERSONAL_CARE", "HOUSEWORK", "MONEY", "ESCORT"}
FUNCTIONS = {"EMOTIONAL", "INSTRUMENTAL", "INFORMATIONAL", "COMPANIONSHIP"}


@dataclass(frozen=True)
class Gap:
    """A gap as both sides tell it; `size` is the number in its sentence, null where it has none."""

    rule: str
    household: str
    subject: str
    since: date | None
    evidence: frozenset[str]
    size: int | None = None


def age(one: Node, day: date) -> int | None:
    """Full years, the birthday included; None when the day of birth is not known."""
    born = one.get("birthDate")
    if born is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def birthday(born: date, years: int) -> date:
    """The day somebody turns so many years; born on a leap day, the last of February."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 2, 28)


def earliest(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)


@dataclass(frozen=True)
class Naive:
    """Finds the gaps of households in a world, on a day."""

    world: World
    day: date

    def gaps(self, households: Iterable[str]) -> Iterator[Gap]:
        """Every gap of every rule."""
        for household in households:
            for rule in RULES:
                yield from rule(self, household)

    # What the rows say

    def node(self, kind: str, identity: str) -> Node:
        return self.world.nodes[kind][identity]

    def holding(self, facts: Node) -> bool:
        since, until = facts.get("since"), facts.get("until")
        return (since is None or since <= self.day) and (until is None or until > self.day)

    def after(self, tie: str, start: str, kind: str) -> list[tuple[str, Node]]:
        """Ids a tie in force leads to, with what it says."""
        return [
            (ref.id, facts)
            for ref, facts in self.world.out.get((tie, start), [])
            if ref.kind == kind and self.holding(facts)
        ]

    def before(self, tie: str, end: str, kind: str) -> list[tuple[str, Node]]:
        """Ids a tie in force comes from, with what it says."""
        return [
            (ref.id, facts)
            for ref, facts in self.world.back.get((tie, end), [])
            if ref.kind == kind and self.holding(facts)
        ]

    def alive(self, resident: str) -> bool:
        died = self.node("Resident", resident).get("deathDate")
        return died is None or died > self.day

    def members(self, household: str) -> list[str]:
        found = {one for one, _ in self.before("MEMBER_OF", household, "Resident")}
        return sorted(one for one in found if self.alive(one))

    def years(self, resident: str) -> int | None:
        return age(self.node("Resident", resident), self.day)

    def is_at_least(self, resident: str, years: int) -> bool:
        found = self.years(resident)
        return found is not None and found >= years

    def is_under(self, resident: str, years: int) -> bool:
        found = self.years(resident)
        return found is not None and found < years

    def needs(self, subject: str) -> list[str]:
        found = {one for one, _ in self.before("CONCERNS", subject, "Need")}
        return sorted(each for each in found if self.is_open(self.node("Need", each)))

    def is_open(self, need: Node) -> bool:
        opened, closed = need.get("openedOn"), need.get("closedOn")
        return (opened is None or opened <= self.day) and (closed is None or closed > self.day)

    def all_needs(self, household: str) -> Iterator[tuple[str, str]]:
        for subject in (household, *self.members(household)):
            for need in self.needs(subject):
                yield subject, need

    def subjects(
        self, household: str, wanted: Callable[[str], bool]
    ) -> Iterator[tuple[str, list[str]]]:
        """Each whose need it is, with those needs that are wanted."""
        for subject in (household, *self.members(household)):
            needs = [each for each in self.needs(subject) if wanted(each)]
            if needs:
                yield subject, needs

    def opened(self, needs: Iterable[str]) -> date | None:
        return earliest(self.node("Need", each).get("openedOn") for each in needs)

    def categories(self, need: str) -> set[str]:
        return {ref.id for ref, _ in self.world.out.get(("IN_CATEGORY", need), [])}

    def referrals(self, need: str) -> dict[str, Node]:
        refs = [ref for ref, _ in self.world.back.get(("REFERRED_FOR", need), [])]
        return {ref.id: self.node("Referral", ref.id) for ref in refs}

    def cases(self, need: str) -> list[str]:
        found: list[str] = []
        for ref, _ in self.world.back.get(("COVERS", need), []):
            if ref.kind == "Case":
                case = self.node("Case", ref.id)
                closed = case.get("closedOn")
                if case["state"] != "CLOSED" and (closed is None or closed > self.day):
                    found.append(ref.id)
        return found

    def category_names(self, needs: Iterable[str]) -> set[str]:
        return {code for need in needs for code in self.categories(need)}

    def adding(self, born: date | None, years: int) -> date | None:
        return None if born is None else birthday(born, years)

    def late(self, day: date | None, days: int) -> bool:
        return day is not None and day + timedelta(days=days) < self.day

    def receives(self, who: str, codes: set[str], states: set[str]) -> bool:
        return any(
            self.node("Service", ref.id)["code"] in codes
            and facts["state"] in states
            and self.holding(facts)
            for ref, facts in self.world.out.get(("RECEIVES", who), [])
        )

    def visited(self, household: str) -> bool:
        first = self.day - timedelta(days=180)
        for subject in (household, *self.every_member(household)):
            for ref, _ in self.world.back.get(("CONCERNS", subject), []):
                if ref.kind == "Consultation":
                    talk = self.node("Consultation", ref.id)
                    if talk["channel"] in VISITS and first < talk["heldOn"] <= self.day:
                        return True
        return False

    def every_member(self, household: str) -> set[str]:
        """Those who died and were never taken off the register included."""
        return {one for one, _ in self.before("MEMBER_OF", household, "Resident")}

    def in_force(self, service: Node) -> bool:
        first, last = service.get("validFrom"), service.get("validTo")
        return (first is None or first <= self.day) and (last is None or last >= self.day)

    def supports(self, subject: str) -> list[tuple[str, str, Node]]:
        return [
            (ref.kind, ref.id, facts)
            for ref, facts in self.world.back.get(("SUPPORTS", subject), [])
            if self.holding(facts)
        ]

    def cared_for(self, carer: str) -> list[tuple[str, Node]]:
        ties = self.after("CARES_FOR", carer, "Resident")
        return [(one, facts) for one, facts in ties if self.alive(one)]

    def carers(self, one: str) -> list[tuple[str, Node]]:
        ties = self.before("CARES_FOR", one, "Resident")
        return [(carer, facts) for carer, facts in ties if self.alive(carer)]

    def is_parent(self, parent: str, child: str) -> bool:
        return child in {one for one, _ in self.after("PARENT_OF", parent, "Resident")}


# --- the rules, in the order of the choice -----------------------------------------------------


def uncovered_need(city: Naive, home: str) -> Iterator[Gap]:
    def alone(need: str) -> bool:
        asked = any(each["state"] not in NEVER_ASKED for each in city.referrals(need).values())
        return not (asked or city.cases(need) or city.before("ASSIGNED_TO", need, "Supporter"))

    for subject, needs in city.subjects(home, alone):
        since = city.opened(needs)
        yield Gap("UNCOVERED_NEED", home, subject, since, frozenset(needs), len(needs))


def need_stalled(city: Naive, home: str) -> Iterator[Gap]:
    def stands(asked: Node) -> bool:
        state, last = asked["state"], asked.get("lastEventOn")
        if state == "REQUESTED":
            return city.late(asked.get("requestedOn"), 7)
        if state in LIVE:
            return city.late(last, 30)
        if state in {"DECLINED", "FAILED"}:
            return city.late(last, 3)
        return state == "COMPLETED" and asked.get("outcome") in {None, "NO_HELP"}

    def real(need: str) -> dict[str, Node]:
        asked = city.referrals(need).items()
        return {one: each for one, each in asked if each["state"] not in NEVER_ASKED}

    def stalled(need: str) -> bool:
        asked = real(need)
        return bool(asked) and all(stands(each) for each in asked.values())

    for subject, needs in city.subjects(home, stalled):
        latest = [
            max(
                (each["lastEventOn"] for each in real(need).values() if each.get("lastEventOn")),
                default=None,
            )
            for need in needs
        ]
        hand_overs = {one for need in needs for one in real(need)}
        evidence = frozenset({*needs, *hand_overs})
        yield Gap("NEED_STALLED", home, subject, earliest(latest), evidence, len(needs))


def no_next_action(city: Naive, home: str) -> Iterator[Gap]:
    def adrift(asked: Node) -> bool:
        state, due = asked["state"], asked.get("nextActionOn")
        if state == "COMPLETED":
            return asked.get("outcome") is None
        if state == "REQUESTED" and not city.late(asked.get("requestedOn"), 7):
            return False
        missing = asked.get("nextAction") is None or (due is not None and due < city.day)
        return state in LIVE and missing

    for subject, needs in city.subjects(home, lambda _: True):
        found = {
            one: each
            for need in needs
            for one, each in city.referrals(need).items()
            if adrift(each)
        }
        if found:
            days = [
                each["nextActionOn"]
                if each.get("nextActionOn") and each["nextActionOn"] < city.day
                else each.get("lastEventOn")
                for each in found.values()
            ]
            yield Gap("NO_NEXT_ACTION", home, subject, earliest(days), frozenset(found), len(found))


def not_acknowledged(city: Naive, home: str) -> Iterator[Gap]:
    if city.visited(home):
        return
    for subject, needs in city.subjects(
        home, lambda need: city.node("Need", need).get("acknowledged") is False
    ):
        since = city.opened(needs)
        yield Gap("NOT_ACKNOWLEDGED", home, subject, since, frozenset(needs), len(needs))


def take_up(city: Naive, home: str) -> Iterator[Gap]:
    tax = city.node("Household", home).get("taxClass")
    for one in city.members(home):
        who = city.node("Resident", one)
        missed = {
            code: service["code"]
            for code, service in city.world.nodes["Service"].items()
            if service["systemised"]
            and (service["handbooksAccepted"] or service["careLevelsAccepted"])
            and service["incomeLimit"] is None
            and city.in_force(service)
            and _meets(service, who, tax, city.day) is True
            and not any(_known(city, each, service["code"]) for each in (one, home))
        }
        if missed:
            yield Gap("TAKE_UP", home, one, None, frozenset(missed), len(missed))


def _known(city: Naive, holder: str, code: str) -> bool:
    return any(
        city.node("Service", ref.id)["code"] == code
        and (facts["state"] == "REFUSED" or city.holding(facts))
        for ref, facts in city.world.out.get(("RECEIVES", holder), [])
    )


def _meets(service: Node, who: Node, tax: str | None, day: date) -> bool | None:
    """Whether the conditions are met: yes, no, or not known."""
    answers: list[bool | None] = []
    if service["handbooksAccepted"]:
        answers.append(bool(set(who.get("handbooks") or ()) & set(service["handbooksAccepted"])))
    if service["careLevelsAccepted"]:
        answers.append(who.get("careLevel") in service["careLevelsAccepted"])
    if service["taxClassesAccepted"]:
        unknown = tax in {None, "UNDECLARED"}
        answers.append(None if unknown else tax in service["taxClassesAccepted"])
    years = age(who, day)
    for bound, sign in ((service["minimumAge"], 1), (service["maximumAge"], -1)):
        if bound is not None:
            answers.append(None if years is None else (years - bound) * sign >= 0)
    if False in answers:
        return False
    return None if None in answers else True


def between_schemes(city: Naive, home: str) -> Iterator[Gap]:
    tax = city.node("Household", home).get("taxClass")
    needs = list(city.all_needs(home))
    for subject, need in needs:
        people = city.members(home) if subject == home else [subject]
        for category in city.categories(need):
            for ref, _ in city.world.back.get(("ADDRESSES", category), []):
                if ref.kind == "Service" and city.in_force(city.node("Service", ref.id)):
                    service = city.node("Service", ref.id)
                    for one in people:
                        who = city.node("Resident", one)
                        if _meets(service, who, tax, city.day) is not False:
                            return
    if needs:
        found = {need for _, need in needs}
        yield Gap("BETWEEN_SCHEMES", home, home, city.opened(found), frozenset(found), len(found))


def single_supporter(city: Naive, home: str) -> Iterator[Gap]:
    hanging: dict[str, str] = {}
    for subject, need in city.all_needs(home):
        carriers = _carriers(city, subject, need)
        if len(carriers) == 1:
            [hanging[need]] = carriers
    if hanging:
        evidence = frozenset({*hanging, *hanging.values()})
        yield Gap("SINGLE_SUPPORTER", home, home, None, evidence, len(hanging))


def _carriers(city: Naive, subject: str, need: str) -> set[str]:
    categories = city.categories(need)

    def handles(agency: str) -> bool:
        found = city.world.out.get(("HANDLES", agency), [])
        return any(ref.id in categories for ref, _ in found)

    carriers = {one for one, _ in city.before("ASSIGNED_TO", need, "Supporter")}
    for one, asked in city.referrals(need).items():
        helped = asked.get("outcome") in {"HELP_RECEIVED", "PARTLY_HELPED"}
        if asked["state"] in LIVE - {"REQUESTED"} or (asked["state"] == "COMPLETED" and helped):
            carriers |= {ref.id for ref, _ in city.world.out.get(("REFERRED_TO", one), [])}
    for case in city.cases(need):
        joined = city.before("JOINED", case, "Agency")
        carriers |= {one for one, _ in joined if handles(one)}
    given = city.supports(subject)
    return carriers | {one for kind, one, _ in given if kind == "Agency" and handles(one)}


def missing_function(city: Naive, home: str) -> Iterator[Gap]:
    for one in city.members(home):
        needs = city.needs(one)
        if not needs:
            continue
        given: set[str] = set()
        for _, _, facts in (*city.supports(one), *city.supports(home)):
            if not facts.get("stressful") and facts.get("direction") != "TAKES":
                given |= set(facts.get("functions") or ())
        for _, facts in city.before("CARES_FOR", one, "Resident"):
            roles = set(facts["roles"])
            given |= {"INSTRUMENTAL"} if roles & HANDS else set()
            given |= roles & {"EMOTIONAL"}
        missing = FUNCTIONS - given
        if missing:
            yield Gap("MISSING_FUNCTION", home, one, None, frozenset(needs), len(missing))


def one_sided_support(city: Naive, home: str) -> Iterator[Gap]:
    for one in city.members(home):
        if not city.needs(one):
            continue
        sides: set[str] = set()
        givers: set[str] = set()
        for kind, giver, facts in (*city.supports(one), *city.supports(home)):
            formal = kind == "Agency" or bool(facts.get("formal"))
            sides.add("family" if kind == "Resident" else "agencies" if formal else "neighbours")
            givers.add(giver)
        for carer, _ in city.before("CARES_FOR", one, "Resident"):
            sides.add("family")
            givers.add(carer)
        if len(sides) == 1 and "neighbours" not in sides:
            yield Gap("ONE_SIDED_SUPPORT", home, one, None, frozenset(givers), len(givers))


def isolation(city: Naive, home: str) -> Iterator[Gap]:
    members = city.members(home)
    for one in members:
        points = city.node("Resident", one).get("lsns6")
        if city.is_under(one, 18):
            continue
        if points is None:
            ties = (*city.supports(one), *city.supports(home))
            informal = any(not facts.get("formal") for _, _, facts in ties)
            watched = city.before("WATCHES", home, "Supporter")
            alone = len(members) == 1 and city.needs(one)
            found = bool(alone) and not informal and not watched
        else:
            found = points < 12
        if found:
            yield Gap("ISOLATION", home, one, None, frozenset({one}))


def nobody_watching(city: Naive, home: str) -> Iterator[Gap]:
    members = city.members(home)
    alone = len(members) == 1 and city.is_at_least(members[0], 65)
    if not members or not (alone or all(city.is_at_least(one, 75) for one in members)):
        return

    def active(supporter: str) -> bool:
        retired = city.node("Supporter", supporter).get("retiredOn")
        return retired is None or retired > city.day

    if not any(active(one) for one, _ in city.before("WATCHES", home, "Supporter")):
        districts = {ref.id for ref, _ in city.world.out.get(("IN_DISTRICT", home), [])}
        yield Gap("NOBODY_WATCHING", home, home, None, frozenset(districts))


def eighty_fifty(city: Naive, home: str) -> Iterator[Gap]:
    members = city.members(home)
    pairs = [
        (parent, child)
        for parent in members
        if city.is_at_least(parent, 80)
        for child in members
        if city.is_parent(parent, child)
        and 50 <= (city.years(child) or 0) <= 59
        and city.node("Resident", child).get("employment") not in {None, "REGULAR", "SELF_EMPLOYED"}
    ]
    if pairs:
        days = [
            max(
                birthday(city.node("Resident", parent)["birthDate"], 80),
                birthday(city.node("Resident", child)["birthDate"], 50),
            )
            for parent, child in pairs
        ]
        evidence = frozenset(one for pair in pairs for one in pair)
        oldest = max(city.years(parent) or 0 for parent, _ in pairs)
        yield Gap("EIGHTY_FIFTY", home, home, min(days), evidence, oldest)


def double_care(city: Naive, home: str) -> Iterator[Gap]:
    members = city.members(home)
    for one in members:
        if not city.is_at_least(one, 18):
            continue
        adults = {o: f for o, f in city.cared_for(one) if city.is_at_least(o, 18)}
        children = {
            other
            for other, facts in city.cared_for(one)
            if "CHILDCARE" in facts["roles"] and city.is_under(other, 18)
        }
        children |= {o for o in members if city.is_parent(one, o) and city.is_under(o, 12)}
        if adults and children:
            care = earliest(facts.get("since") for o, facts in city.cared_for(one) if o in adults)
            born = min(city.node("Resident", each)["birthDate"] for each in children)
            since = None if care is None else max(care, born)
            evidence = frozenset({*adults, *children})
            yield Gap("DOUBLE_CARE", home, one, since, evidence, len(adults))


def young_carer(city: Naive, home: str) -> Iterator[Gap]:
    for one in city.members(home):
        cared = city.cared_for(one)
        if cared and city.is_under(one, 18):
            since = earliest(facts.get("since") for _, facts in cared)
            evidence = frozenset(other for other, _ in cared)
            yield Gap("YOUNG_CARER", home, one, since, evidence, city.years(one))


def elderly_carer(city: Naive, home: str) -> Iterator[Gap]:
    for one in city.members(home):
        cared = [
            (other, facts)
            for other, facts in city.cared_for(one)
            if city.is_at_least(other, 65) and other in city.members(home)
        ]
        if cared and city.is_at_least(one, 65):
            since = earliest(facts.get("since") for _, facts in cared)
            evidence = frozenset(other for other, _ in cared)
            yield Gap("ELDERLY_CARER", home, one, since, evidence, city.years(one))


def after_parents(city: Naive, home: str) -> Iterator[Gap]:
    for one in city.members(home):
        if not city.node("Resident", one).get("handbooks") or not city.is_at_least(one, 18):
            continue
        carers = {carer for carer, _ in city.carers(one)}
        if carers and all(city.is_parent(c, one) and city.is_at_least(c, 75) for c in carers):
            born = max(city.node("Resident", each)["birthDate"] for each in carers)
            since = birthday(born, 75)
            yield Gap("AFTER_PARENTS", home, one, since, frozenset(carers), city.years(one))


def no_substitute(city: Naive, home: str) -> Iterator[Gap]:
    for one in city.members(home):
        carers: dict[str, set[str]] = {}
        days: dict[str, list[date | None]] = {}
        for carer, facts in city.carers(one):
            for role in facts["roles"]:
                carers.setdefault(role, set()).add(carer)
                days.setdefault(role, []).append(facts.get("since"))
        alone = {
            role: carer
            for role, (carer, *others) in carers.items()
            if not others and role != "EMOTIONAL" and not _substituted(city, home, one, role)
        }
        if alone:
            since = earliest(day for role in alone for day in days[role])
            yield Gap("NO_SUBSTITUTE", home, one, since, frozenset(alone.values()), len(alone))


def _substituted(city: Naive, home: str, one: str, role: str) -> bool:
    if role == "MONEY":
        return False
    codes = CHILD_SERVICES if role == "CHILDCARE" else CARE_SERVICES
    return any(city.receives(each, codes, {"RECEIVED"}) for each in (one, home))


def carer_overloaded(city: Naive, home: str) -> Iterator[Gap]:
    busy = {"STUDENT", "REGULAR", "NON_REGULAR", "SELF_EMPLOYED"}
    for one in city.members(home):
        cared = city.cared_for(one)
        hours = sum(facts.get("hoursPerWeek") or 0 for _, facts in cared)
        limit = 20 if city.node("Resident", one).get("employment") in busy else 40
        if cared and hours >= limit:
            since = earliest(facts.get("since") for _, facts in cared)
            evidence = frozenset(other for other, _ in cared)
            yield Gap("CARER_OVERLOADED", home, one, since, evidence, hours)


RULES: tuple[Callable[[Naive, str], Iterator[Gap]], ...] = (
    uncovered_need,
    need_stalled,
    no_next_action,
    not_acknowledged,
    take_up,
    between_schemes,
    single_supporter,
    missing_function,
    one_sided_support,
    isolation,
    nobody_watching,
    eighty_fifty,
    double_care,
    young_carer,
    elderly_carer,
    after_parents,
    no_substitute,
    carer_overloaded,
)
