"""What somebody may see, computed naively: the world without what is hidden from them.

It shares no line with the policy, the grants or the emitters: the tables below are written from
what each role is promised. Answers are then those of the usual oracle over the world that is left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from graph.kinds.all import MODEL
from tests.answering.oracle import Ref, World

DIRECTORY = {
    "Municipality", "Area", "District", "Place", "Council", "Agency", "Service", "Field",
    "NeedCategory", "Training", "GapRule",
}  # fmt: skip
FILED = {
    "Household", "Resident", "Need", "Consultation", "SupportGap", "Proposal", "Case", "Plan",
    "Referral", "ReferralEvent",
}  # fmt: skip
NEIGHBOURS = {"volunteer", "commissioner"}
EVERYWHERE = {"coordinator", "break glass"}
OFFICIALS = {"agency staff", "csw", *EVERYWHERE}
NEVER = {
    "anonymous": {"basic", "contact", "location", "need", "health", "free text", "internal"},
    "analyst": {"basic", "contact", "location", "need", "health", "free text", "internal"},
    "administrator": {"location", "need", "health", "free text", "internal"},
    "volunteer": {"contact", "need", "health", "free text", "internal"},
    "commissioner": {"contact", "need", "health", "free text", "internal"},
    "agency staff": {"internal"},
    "csw": {"internal"},
    "coordinator": {"internal"},
    "break glass": {"internal"},
}
OWN_NOTES = {"need", "free text"}
CLOSED_WHEN_SEALED = {"location", "contact", "free text"}
TELLING = {
    "IN_DISTRICT", "WATCHES", "SUPPORTS", "RECORDED", "JOINED", "REFERRED", "REFERRED_TO",
    "ASSIGNED_TO", "LEADS", "DISCUSSED", "ATTENDED",
}  # fmt: skip
NEIGHBOURLY = {"VOLUNTEER", "COMMISSIONER", "CSW", "CSW_LEAD", "NEIGHBOUR"}

Link = tuple[str, str, str]
Ways = Mapping[tuple[str, str], list[tuple[Ref, dict[str, Any]]]]


@dataclass(frozen=True)
class Somebody:
    """Who asks: a role, the supporter they are, and what for."""

    role: str
    person: str | None = None
    purpose: str = "casework"


@dataclass(frozen=True)
class Shelter:
    """A protection: who is protected, against whom, and who was let in by two people."""

    safe: str
    against: frozenset[str] = frozenset()
    opened_to: frozenset[str] = frozenset()


@dataclass
class Seer:
    """Knows a whole world and its protections on a day, and which supporters are which residents."""

    world: World
    today: date
    shelters: tuple[Shelter, ...] = ()
    same_as: frozenset[tuple[str, str]] = frozenset()
    kind_of: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.kind_of = {id_: kind for kind, nodes in self.world.nodes.items() for id_ in nodes}

    # The world as it is

    def out(self, tie: str, start: str, *, always: bool = False) -> list[str]:
        return [
            ref.id
            for ref, facts in self.world.out.get((tie, start), [])
            if always or self._holds(facts)
        ]

    def back(self, tie: str, end: str, *, always: bool = False) -> list[str]:
        return [
            ref.id
            for ref, facts in self.world.back.get((tie, end), [])
            if always or self._holds(facts)
        ]

    def _holds(self, facts: dict[str, Any]) -> bool:
        since, until = facts.get("since"), facts.get("until")
        return (since is None or since <= self.today) and (until is None or until > self.today)

    def node(self, id_: str) -> dict[str, Any]:
        return self.world.nodes[self.kind_of[id_]][id_]

    def homes(self, id_: str) -> set[str]:
        """The households something filed belongs to."""
        kind = self.kind_of[id_]
        if kind == "Household":
            return {id_}
        if kind == "Resident":
            return set(self.out("MEMBER_OF", id_))
        if kind == "ReferralEvent":
            above = self.back("PASSED", id_, always=True)
        elif kind == "Referral":
            above = self.out("REFERRED_FOR", id_, always=True)
        else:
            above = [
                each
                for each in self.out("CONCERNS", id_, always=True)
                if self.kind_of[each] in FILED
            ]
        return {home for each in above for home in self.homes(each)}

    # Protections

    def file_of(self, safe: str) -> set[str]:
        """Everything that belongs to a protected resident and to those who live with them."""
        homes = set(self.out("MEMBER_OF", safe))
        people = {safe} | {each for home in homes for each in self.back("MEMBER_OF", home)}
        found = homes | people
        for root in [*homes, *people]:
            for each in self.back("CONCERNS", root, always=True):
                found.add(each)
                plans = set(self.back("CONCERNS", each, always=True))
                found |= plans
                for discussed in [each, *plans]:
                    found |= set(self.back("DISCUSSED", discussed, always=True))
                for referral in self.back("REFERRED_FOR", each, always=True):
                    found.add(referral)
                    found |= set(self.out("PASSED", referral, always=True))
        return found

    def sealed(self) -> set[str]:
        return {each for shelter in self.shelters for each in self.file_of(shelter.safe)}

    def _is_local(self, id_: str) -> bool:
        kind = self.kind_of[id_]
        if kind in {"District", "Place", "Council"}:
            return True
        if kind == "Agency":
            served = self.out("SERVES", id_, always=True)
            return not any(self.kind_of[each] == "Municipality" for each in served)
        if kind == "Supporter":
            return (
                bool(NEIGHBOURLY & set(self.node(id_)["roles"]))
                or bool(self.out("ACTIVE_IN", id_, always=True))
                or any(map(self._is_local, self.out("WORKS_FOR", id_, always=True)))
            )
        if kind == "Meeting":
            discussed = self.out("DISCUSSED", id_, always=True)
            return any(self.kind_of[each] == "District" for each in discussed)
        return False

    # Somebody's view

    def households(self, who: Somebody) -> set[str]:
        """The households in somebody's reach."""
        every, sealed = set(self.world.nodes["Household"]), self.sealed()
        person = who.person or ""
        if who.role in EVERYWHERE:
            return every
        if who.role in NEIGHBOURS:
            return set(self.out("WATCHES", person)) - sealed
        if who.role == "csw":
            places = set(self.out("ACTIVE_IN", person))
            for area in self.out("ASSIGNED_TO", person):
                if self.kind_of[area] == "Area":
                    places |= set(self.back("IN_AREA", area, always=True))
            led = [*self.out("LEADS", person), *self.out("ASSIGNED_TO", person)]
            cases = {each for each in led if self.kind_of[each] == "Case" and self._is_open(each)}
            let_in = self.let_in(who)
            around = {
                home for place in places for home in self.back("IN_DISTRICT", place)
                if home in every and (home not in sealed or home in let_in)
            }  # fmt: skip
            return around | self._concerned(cases)
        if who.role == "agency staff":
            agencies = {
                each for each in self.out("WORKS_FOR", person) if self.kind_of[each] == "Agency"
            }
            cases = {
                each
                for agency in agencies
                for each in [*self.out("JOINED", agency), *self.out("LEADS", agency)]
                if self.kind_of[each] == "Case" and self._is_open(each)
            }
            asked = {
                need
                for agency in agencies
                for referral in self.back("REFERRED_TO", agency, always=True)
                if self._is_open(referral)
                for need in self.out("REFERRED_FOR", referral, always=True)
            }
            return self._concerned(cases) | {home for need in asked for home in self.homes(need)}
        return set()

    def _concerned(self, cases: Iterable[str]) -> set[str]:
        return {home for case in cases for home in self.out("CONCERNS", case, always=True)}

    def _is_open(self, id_: str) -> bool:
        closed = self.node(id_).get("closedOn")
        return closed is None or closed > self.today

    def let_in(self, who: Somebody) -> set[str]:
        """What two people have opened to somebody; nothing is opened behind broken glass."""
        if who.role == "break glass":
            return set()
        return {
            each
            for shelter in self.shelters
            if who.person in shelter.opened_to
            for each in self.file_of(shelter.safe)
        }

    def shut_out(self, who: Somebody) -> set[str]:
        """What is not there for somebody; behind broken glass all that is protected, as long as it
        is not known who they are.
        """
        if who.role == "break glass" and who.person is None:
            return self.sealed()
        people = self.people_of(who.person)
        return {
            each
            for shelter in self.shelters
            if people & self.known_as(shelter.against)
            for each in self.file_of(shelter.safe)
        }

    def owners(self, record: str) -> set[str]:
        """The residents and households that a record is about, by loops over the rows."""
        waiting, found = [record], set[str]()
        while waiting:
            each = waiting.pop()
            if self.kind_of[each] in ("Household", "Resident"):
                found.add(each)
                if self.kind_of[each] == "Resident":
                    found.update(self.out("MEMBER_OF", each))
                continue
            for tie in ("REFERRED_FOR", "CONCERNS", "DISCUSSED"):
                waiting += self.out(tie, each, always=True)
            waiting += self.back("PASSED", each, always=True)
        return found

    def known_as(self, ids: Iterable[str]) -> set[str]:
        """These supporters and residents, and the residents they are."""
        named = {*ids}
        return named | {resident for supporter, resident in self.same_as if supporter in named}

    def people_of(self, person: str | None) -> set[str]:
        """Somebody, the residents they are, and the parents, children, spouses and housemates of these."""
        selves = self.known_as([person or ""])
        mates = {
            each
            for self_ in selves
            for home in self._not_left(self.world.out, self_)
            for each in self._not_left(self.world.back, home)
        }
        return selves | self.kin_of(selves) | mates

    def kin_of(self, ids: Iterable[str]) -> set[str]:
        """The parents, children and spouses of these residents."""
        return {
            each
            for id_ in ids
            for tie in ("PARENT_OF", "SPOUSE_OF")
            for way in (self.out, self.back)
            for each in way(tie, id_, always=True)
        }

    def _not_left(self, ways: Ways, id_: str) -> list[str]:
        return [
            ref.id
            for ref, facts in ways.get(("MEMBER_OF", id_), [])
            if facts.get("until") is None or facts["until"] > self.today
        ]

    def view(self, who: Somebody) -> World:
        """The world as somebody may see it; all of it in the demo."""
        if who.role == "demo":
            return self.world
        reach, shut_out, let_in = self.households(who), self.shut_out(who), self.let_in(who)
        sealed = self.sealed() - let_in
        seen = World({kind.name: {} for kind in MODEL.kinds})
        for kind, nodes in self.world.nodes.items():
            for id_, node in nodes.items():
                if id_ not in shut_out and self._sees(who, kind, id_, reach):
                    seen.nodes[kind][id_] = self._masked(who, kind, node, hidden=id_ in sealed)
        for (tie, start), links in self.world.out.items():
            for ref, facts in links:
                if self._follows(seen, sealed, (tie, start, ref.id)):
                    kept = self._masked(who, None, facts, hidden=False, tie=tie)
                    here = Ref(self.kind_of[start], start)
                    seen.out.setdefault((tie, start), []).append((ref, kept))
                    seen.back.setdefault((tie, ref.id), []).append((here, kept))
        return seen

    def _sees(self, who: Somebody, kind: str, id_: str, reach: set[str]) -> bool:
        if kind in DIRECTORY:
            return True
        if kind == "Supporter":
            return who.role in NEIGHBOURS | OFFICIALS | {"administrator"}
        if who.role not in NEIGHBOURS | OFFICIALS or not self._may_be_read(who, kind, id_):
            return False
        if kind == "Meeting":
            there = {who.person, *self.out("WORKS_FOR", who.person or "")}
            attended = set(self.back("ATTENDED", id_, always=True))
            return who.role in EVERYWHERE or (who.role in OFFICIALS and bool(there & attended))
        if who.role in EVERYWHERE:
            return True
        if not self.homes(id_) & reach:
            return False
        if who.role in NEIGHBOURS:
            wrote = who.person in self.back("RECORDED", id_, always=True)
            return kind in {"Household", "Resident"} or (kind == "Consultation" and wrote)
        return True

    def _may_be_read(self, who: Somebody, kind: str, id_: str) -> bool:
        if who.purpose == "support meeting":
            return True
        if kind == "Plan":
            cases = self.out("CONCERNS", id_, always=True)
            return all(self.node(each).get("legalBasis") != "SUPPORT_MEETING" for each in cases)
        if kind == "ReferralEvent":
            steps = self.back("PASSED", id_, always=True)
            return all(self.node(each).get("legalBasis") != "SUPPORT_MEETING" for each in steps)
        return self.node(id_).get("legalBasis") != "SUPPORT_MEETING"

    def _masked(
        self,
        who: Somebody,
        kind: str | None,
        facts: dict[str, Any],
        *,
        hidden: bool,
        tie: str = "",
    ) -> dict[str, Any]:
        masked = _masked_names(who.role, kind, tie, hidden=hidden)
        return {name: None if name in masked else value for name, value in facts.items()}

    def _follows(self, seen: World, sealed: set[str], link: Link) -> bool:
        tie, start, end = link
        if start not in seen.nodes[self.kind_of[start]] or end not in seen.nodes[self.kind_of[end]]:
            return False
        if tie not in TELLING:
            return True
        return not any(
            one in sealed and self._is_local(other) for one, other in ((start, end), (end, start))
        )


@cache
def _masked_names(role: str, kind: str | None, tie: str, *, hidden: bool) -> frozenset[str]:
    """The properties of which somebody in this role sees nothing."""
    holder = MODEL.kind(kind) if kind else MODEL.tie(tie)
    never = NEVER[role]
    if kind == "Consultation" and role in NEIGHBOURS:
        never = never - OWN_NOTES
    if hidden:
        never = never | CLOSED_WHEN_SEALED
    return frozenset(
        each.name
        for each in holder.properties
        if str(each.privacy) in never and not _ranks(kind, each.name)
    )


def _ranks(kind: str | None, name: str) -> bool:
    """Whether the register is sorted by it, though nobody is shown it."""
    return kind == "SupportGap" and name == "rank"
