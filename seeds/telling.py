"""The words the worked examples are told in: people, needs, work and support, each by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from seeds import meetings, needs
from seeds.bonds import support
from seeds.calendar import fiscal_year
from seeds.chance import Chance
from seeds.families import Household, Person
from seeds.needs import Need
from seeds.notebook import Node
from seeds.referrals import Life, write
from seeds.town import Agency, Town, home, resident

Name = tuple[str, str]


def person(  # noqa: PLR0917 told in the order of a sentence
    town: Town,
    key: str,
    name: tuple[Name, Name],
    sex: str,
    born: date,
    relation: str,
    employment: str,
    **more: Any,
) -> Person:
    """Somebody in a worked example; `name` is family name and given name, each with its kana."""
    one = Person(sex, born.toordinal(), relation)
    one.id = town.id("Resident", f"story {key}")
    one.surname, one.given = name
    one.employment = employment
    one.handbooks = []
    for fact, value in more.items():
        setattr(one, fact, value)
    return one


def household(
    town: Town,
    key: str,
    district: str,
    composition: str,
    members: Sequence[Person],
    *,
    tax_class: str,
    address: str,
    postal_code: str = "840-0000",
) -> Household:
    """A household of a worked example."""
    each = Household(composition, list(members))
    each.id = town.id("Household", f"story {key}")
    each.told = True
    each.district = next(at.place for at in town.districts if at.entry.name == district)
    each.tax_class = tax_class
    each.address = address
    each.postal_code = postal_code
    return each


@dataclass
class Telling:
    """Writes one worked example down; ids are made from `key`, so that no factor moves them."""

    town: Town
    key: str
    household: Household
    chance: Chance
    needs: dict[str, Need] = field(default_factory=dict[str, Need])
    count: int = 0

    def _next(self) -> str:
        self.count += 1
        return f"story {self.key} {self.count}"

    def need(self, category: str, one: Person | None, opened: date, **more: Any) -> Need:
        """A need of somebody, or of the household when `one` is None."""
        severity = more.pop("severity", 3)
        made = needs.write(
            self.town, self._next(), category, self.household, one,
            severity=severity, opened=opened, **more,
        )  # fmt: skip
        self.needs[category] = made
        return made

    def receives(self, receiver: Node, code: str, since: date, until: date | None = None) -> None:
        self.town.notebook.tie(
            "RECEIVES", receiver, self.town.shared("Service", code),
            since=since, until=until, state="RECEIVED",
        )  # fmt: skip

    def cares(self, carer: Person, one: Person, since: date, hours: int, *roles: str) -> None:
        self.town.notebook.tie(
            "CARES_FOR", resident(carer), resident(one),
            since=since, roles=list(roles), hoursPerWeek=hours,
        )  # fmt: skip

    def consultation(  # noqa: PLR0917 told in the order of a sentence
        self,
        desk: Agency,
        worker: Node,
        day: date,
        channel: str,
        route: str,
        summary: str,
        *topics: str,
        is_new: bool = False,
        about: Person | None = None,
    ) -> Node:
        book = self.town.notebook
        node = book.node(
            "Consultation", self.town.id("Consultation", self._next()), heldOn=day,
            fiscalYear=fiscal_year(day), channel=channel, route=route, isNew=is_new, summary=summary,
        )  # fmt: skip
        book.tie("RECORDED", desk.node, node)
        book.tie("RECORDED", worker, node)
        book.tie("CONCERNS", node, resident(about) if about else home(self.household))
        for topic in topics:
            book.tie("IN_CATEGORY", node, self.town.shared("NeedCategory", topic))
            if topic in self.needs and self.needs[topic].opened >= day:
                book.tie("LED_TO", node, self.needs[topic].node)
        return node

    def proposal(  # noqa: PLR0917 told in the order of a sentence
        self, desk: Agency, one: Person, code: str, text: str, day: date, fate: str,
        decided: date | None = None,
    ) -> None:  # fmt: skip
        book = self.town.notebook
        node = book.node(
            "Proposal", self.town.id("Proposal", self._next()), madeOn=day, text=text, fate=fate,
            decidedOn=decided,
        )  # fmt: skip
        book.tie("RECORDED", desk.node, node)
        book.tie("CONCERNS", node, resident(one))
        book.tie("CONCERNS", node, self.town.shared("Service", code))

    def case(
        self,
        title: str,
        opened: date,
        leader: Node,
        lead: Agency,
        joined: Sequence[tuple[Agency, date]],
        *,
        state: str = "OPEN",
        closed: date | None = None,
        basis: str = "CONSENT",
    ) -> Node:
        """The common work on all needs told so far."""
        book = self.town.notebook
        node = book.node(
            "Case", self.town.id("Case", self._next()),
            number=f"C{fiscal_year(opened)}-S{self.key}", title=title, state=state,
            legalBasis=basis, openedOn=opened, closedOn=closed,
        )  # fmt: skip
        book.tie("CONCERNS", node, home(self.household), since=opened)
        for need in self.needs.values():
            since = max(opened, need.opened)
            book.tie("COVERS", node, need.node, since=since)
        book.tie("LEADS", leader, node, since=opened)
        book.tie("ASSIGNED_TO", leader, node, since=opened, until=closed)
        book.tie("LEADS", lead.node, node, since=opened)
        for agency, since in ((lead, opened), *joined):
            book.tie("JOINED", agency.node, node, since=since)
        return node

    def plan(  # noqa: PLR0917 told in the order of a sentence
        self,
        case: Node,
        leader: Node,
        goals: Sequence[str],
        roles: Sequence[str],
        starts: date,
        ends: date,
        *,
        state: str,
        evaluated: date | None = None,
    ) -> Node:
        book = self.town.notebook
        node = book.node(
            "Plan", self.town.id("Plan", self._next()), state=state, goals=list(goals),
            roles=list(roles), startsOn=starts, endsOn=ends, evaluatedOn=evaluated,
        )  # fmt: skip
        book.tie("CONCERNS", node, case, since=starts)
        book.tie("LEADS", leader, node, since=starts)
        for need in self.needs.values():
            book.tie("COVERS", node, need.node, since=max(starts, need.opened))
        return node

    def meeting(  # noqa: PLR0917 told in the order of a sentence
        self,
        kind: str,
        title: str,
        day: date,
        basis: str,
        case: Node,
        leader: Agency,
        comers: Sequence[Agency],
        people: Sequence[Node],
        *,
        consent: bool,
        minutes: str,
        plan: Node | None = None,
        decides: bool = False,
    ) -> None:
        book = self.town.notebook
        node = meetings.hold(
            self.town, self._next(), kind, title, day, basis, consentRecorded=consent,
            minutes=minutes,
        )  # fmt: skip
        book.tie("DISCUSSED", node, case)
        book.tie("LEADS", leader.node, node)
        meetings.attend(self.town, node, [leader.node, *(each.node for each in comers)])
        meetings.attend(self.town, node, people)
        if plan is not None:
            book.tie("DISCUSSED", node, plan)
            if decides:
                book.tie("LED_TO", node, plan)

    def referral(
        self,
        category: str,
        sender: Agency,
        receiver: Agency,
        steps: Sequence[tuple[date, str, str | None]],
        replaces: Node | None = None,
        **facts: Any,
    ) -> Node:
        """A hand-over told step by step; the dates on it follow from the steps."""
        life = Life(list(steps))
        for day, state, _ in steps:
            if state == "REQUESTED":
                life.facts["requestedOn"] = day
            elif state in ("ACCEPTED", "DECLINED"):
                life.facts["answeredOn"] = day
            if state in ("DECLINED", "COMPLETED", "FAILED", "CANCELLED"):
                life.facts["closedOn"] = day
        more = {"urgency": "ROUTINE", "legalBasis": "CONSENT", **facts}
        node = write(
            self.town,
            self._next(),
            self.needs[category],
            sender,
            receiver,
            life,
            self.chance,
            **more,
        )
        if replaces is not None:
            self.town.notebook.tie("REPLACES", node, replaces)
        return node

    def supports(
        self, giver: Node, taker: Node, since: date | None, *functions: str, **more: Any
    ) -> None:
        """A tie of support; `strength`, `until`, `stressful`, `formal`, `direction` as needed."""
        support(self.town, giver, taker, since, list(functions), **more)
