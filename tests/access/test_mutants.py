"""A policy, a grant or an emitter spoilt in one place is seen: an answer is no longer the view's.

Each mutant names who would see too much or too little by it, and of which kinds everything is asked.
Survivors, since no answer over this city can tell: `INTERNAL` shown to somebody (the one internal
property orders the register of gaps, which is not filled), what is `$grants.opened` (nobody is let in), an
ended watch that admits (none has ended), a tie that `places` of which none is closed here; and a class
that is shown to too few, since their schema then lacks it: the printed matrix tells.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, replace
from typing import Any, LiteralString, cast

import pytest

import graph.sight
from graph.grants import households, reading
from graph.grants.reading import GRANTS
from graph.model import Privacy
from graph.policy import POLICY, SEALABLE, Policy, Rows, Shown
from graph.question import Question
from graph.sight import Sight
from graph.terms import Condition, Either, Every, Not, Term, printed
from graph.viewer import Role
from schema.api import Api
from tests.access.everything import kinds, listed, stepped, summed
from tests.access.people import GuardedAsking, Made
from tests.access.sample import spread
from tests.access.seeing import TELLING, Somebody
from tests.access.test_against_the_view import API, CITY, FILED
from tests.answering.asking import CITY_DAY
from tests.answering.oracle import Oracle, rounded

Patch = pytest.MonkeyPatch
SOME = 80
IN_THE_TESTS = 4
"""How many mutants a run of the tests tries; the proof tries all."""


@dataclass(frozen=True)
class Mutant:
    """What is spoilt, whose answers show it, and of which kinds."""

    name: str
    who: str
    kinds: tuple[str, ...]
    policy: Policy = POLICY
    spoil: Callable[[Patch], None] = lambda _: None


def _rows(role: Role, kind: str, rows: Rows) -> Policy:
    return replace(POLICY, rows={**POLICY.rows, role: {**POLICY.rows[role], kind: rows}})


def _class(role: Role, privacy: Privacy, shown: Shown) -> Policy:
    classes = {**POLICY.classes[role], privacy: shown}
    return replace(POLICY, classes={**POLICY.classes, role: classes})


def _not_placing(tie: str) -> Policy:
    ties = [replace(each, places=each.places and each.type != tie) for each in POLICY.model.ties]
    return replace(POLICY, model=replace(POLICY.model, ties=tuple(ties)))


def reworded(question: Question[Any, Any], words: str, otherwise: str) -> Question[Any, Any]:
    """A written question with some words of its text changed."""
    assert words in question.text
    other = copy(question)
    other.text = cast("LiteralString", question.text.replace(words, otherwise))
    return other


def _grants(role: Role, words: str, otherwise: str) -> Callable[[Patch], None]:
    spoilt = {**GRANTS, role: reworded(GRANTS[role], words, otherwise)}
    return lambda patch: patch.setattr(reading, "GRANTS", spoilt)


def _homes(words: str) -> Callable[[Patch], None]:
    """Neither the list of what is in reach nor the judgement of one row asks for it."""
    role = Role.AGENCY_STAFF
    spoilt = {**GRANTS, role: reworded(GRANTS[role], words, "true")}
    plain = households.reaches

    def careless(role: Role, home: LiteralString) -> Condition:
        return respelled(plain(role, home), words, "true")

    def spoil(patch: Patch) -> None:
        patch.setattr(reading, "GRANTS", spoilt)
        patch.setattr(graph.sight, "reaches", careless)

    return spoil


def respelled(condition: Condition, words: str, otherwise: str) -> Condition:
    """A condition with some words of its texts changed."""
    match condition:
        case Term(text):
            return Term(cast("LiteralString", text.replace(words, otherwise)))
        case Not(part):
            return Not(respelled(part, words, otherwise))
        case Every(parts):
            return Every(tuple(respelled(each, words, otherwise) for each in parts))
        case Either(parts):
            return Either(tuple(respelled(each, words, otherwise) for each in parts))


def _without(method: str, nothing: object) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(Sight, method, lambda *_: nothing)


def _not_denied(patch: Patch) -> None:
    rule = Sight._rule

    def forgetful(self: Sight, *asked: Any, **how: Any) -> tuple[Condition, ...]:
        every = rule(self, *asked, **how)
        return tuple(each for each in every if "$grants.denied" not in printed(each))

    patch.setattr(Sight, "_rule", forgetful)


def _unsealed_way(patch: Patch) -> None:
    plain = households.reaches

    def careless(role: Role, home: LiteralString) -> Condition:
        kept = f" AND (of_lies.sealed IS NULL OR {home}.id IN $grants.opened)"
        assert kept in printed(plain(role, home))
        return respelled(plain(role, home), kept, "")

    patch.setattr(graph.sight, "reaches", careless)


def _sealing(*left: Privacy) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(graph.sight, "SEALABLE", SEALABLE - set(left))


def _closed() -> set[str]:
    """The ties that may tell a place, and of which some here are closed."""
    seer, sealed = CITY.seer, CITY.seer.sealed()
    return {
        tie
        for (tie, start), links in seer.world.out.items()
        for end, _ in links
        for one, other in ((start, end.id), (end.id, start))
        if tie in POLICY.placing and tie in TELLING and one in sealed and seer._is_local(other)
    }


def _who_was_asked() -> Somebody:
    """The staff of an agency that closed hand-overs alone would lead to most households."""
    seer = CITY.seer

    def beyond(id_: str) -> int:
        closed = {
            need
            for agency in seer.out("WORKS_FOR", id_)
            for referral in seer.back("REFERRED_TO", agency, always=True)
            if not seer._is_open(referral)
            for need in seer.out("REFERRED_FOR", referral, always=True)
        }
        homes = {home for need in closed for home in seer.homes(need)}
        return len(homes - seer.households(Somebody("agency staff", id_)) - seer.sealed())

    in_office = [
        id_
        for id_, node in sorted(seer.world.nodes["Supporter"].items())
        if node.get("retiredOn") is None and seer.out("WORKS_FOR", id_)
    ]
    return Somebody("agency staff", max(in_office, key=beyond))


WAS_ASKED = "staff of an agency that was asked"
PEOPLE = Made(lambda name: _who_was_asked() if name == WAS_ASKED else CITY.people[name])
VIEWS = Made(lambda name: CITY.seer.view(PEOPLE[name]))
STAFF_RIVAL = "staff a resident is protected from"
RIVAL = "coordinator a resident is protected from"
AGAINST = "<-[:AGAINST]-(p)"
DENIED_BY_NONE = "<-[:AGAINST]-(p {reference: ''})"
MUTANTS = (
    Mutant("a CSW sees every household", "csw", ("Household",), _rows(Role.CSW, "Household", Rows.ALL)),
    Mutant("staff see every need", "agency staff", ("Need",), _rows(Role.AGENCY_STAFF, "Need", Rows.ALL)),
    Mutant("staff see every referral", "agency staff", ("Referral",), _rows(Role.AGENCY_STAFF, "Referral", Rows.ALL)),
    Mutant("staff see every meeting", "agency staff", ("Meeting",), _rows(Role.AGENCY_STAFF, "Meeting", Rows.ALL)),
    Mutant("a CSW sees no meeting", "csw", ("Meeting",), _rows(Role.CSW, "Meeting", Rows.NONE)),
    Mutant("a volunteer sees needs", "volunteer", ("Need",), _rows(Role.VOLUNTEER, "Need", Rows.REACHED)),
    Mutant("an administrator sees cases", "administrator", ("Case",), _rows(Role.ADMINISTRATOR, "Case", Rows.ALL)),
    Mutant("a volunteer sees telephones", "volunteer", ("Household", "Resident"), _class(Role.VOLUNTEER, Privacy.CONTACT, Shown.ALWAYS)),
    Mutant("a volunteer sees health", "volunteer", ("Resident",), _class(Role.VOLUNTEER, Privacy.HEALTH, Shown.ALWAYS)),
    Mutant("nobody is denied", RIVAL, ("Household", "Need"), spoil=_not_denied),
    Mutant("being against somebody denies nothing", RIVAL, ("Household",), spoil=_grants(Role.COORDINATOR, AGAINST, DENIED_BY_NONE)),
    Mutant("the kin of the other party are not shut out", STAFF_RIVAL, ("Household",), spoil=_grants(Role.AGENCY_STAFF, "(kin) RETURN", "(kin) WHERE false RETURN")),
    Mutant("their housemates are not shut out", RIVAL, ("Household",), spoil=_grants(Role.COORDINATOR, "WHERE coalesce(m.until", "WHERE false AND coalesce(m.until")),
    Mutant("nobody is known as a resident", STAFF_RIVAL, ("Household",), spoil=_grants(Role.AGENCY_STAFF, "(me)-[:SAME_AS*0..1]", "(me)-[:SAME_AS*0..0]")),
    Mutant("a named supporter has no people", RIVAL, ("Household",), spoil=_grants(Role.COORDINATOR, "(other)<-[:SAME_AS*0..1]", "(other)<-[:SAME_AS*0..0]")),
    Mutant("no tie is closed", "coordinator", ("Household",), spoil=_without("_unsealed", ())),
    Mutant("what a meeting shared is read for casework", "coordinator", ("Case", "Meeting", "Referral"), spoil=_without("_based", [])),
    Mutant("any step discharges the rule", "volunteer", ("Resident",), spoil=lambda patch: patch.setattr(graph.sight, "_leads_down", lambda *_: True)),
    Mutant("addresses are open", "coordinator", ("Household",), spoil=_sealing(Privacy.LOCATION)),
    Mutant("telephones are open", "coordinator", ("Household", "Resident"), spoil=_sealing(Privacy.CONTACT)),
    Mutant("notes are open", "coordinator", ("Consultation", "Need", "Case", "Referral"), spoil=_sealing(Privacy.FREE_TEXT)),
    Mutant("a protected district leads home", "csw", ("Household",), spoil=_unsealed_way),
    Mutant("a watcher still sees whom they watched", "volunteer", ("Household",), spoil=_grants(Role.VOLUNTEER, "w.sealed IS NULL\n    AND ", "")),
    Mutant("a closed case admits", "agency staff", ("Household",), spoil=_homes("(of_case.closedOn IS NULL OR of_case.closedOn > $today)")),
    Mutant("a closed referral admits", WAS_ASKED, ("Household",), spoil=_homes("(of_referral.closedOn IS NULL OR of_referral.closedOn > $today)")),
    *(
        Mutant(f"{tie} tells a place", "coordinator", ("Household", "Resident", "Need", "Consultation", "Case", "Referral"), _not_placing(tie))
        for tie in sorted(_closed())
    ),
)  # fmt: skip


async def _caught(mutant: Mutant, asking: GuardedAsking, api: Api) -> str | None:
    """The operation whose answer is not the view's."""
    schema = api.for_role(Role(PEOPLE[mutant.who].role))._schema
    view = VIEWS[mutant.who]
    oracle = Oracle(api.for_role(Role(PEOPLE[mutant.who].role)), view, CITY_DAY)
    for kind in mutant.kinds:
        if kind not in kinds(schema):
            return f"{kind} is asked by nobody in this role"
        every = CITY.seer.world.nodes[kind]
        near = [each for each in FILED if each in every]
        some = [*dict.fromkeys([*near, *[*view.nodes[kind]][:SOME]])]
        for operation in (
            summed(schema, kind),
            listed(schema, kind, "first: 100").replace("endCursor", ""),
            *stepped(schema, kind, some),
        ):
            answer = await asking(PEOPLE[mutant.who], operation)
            expected = oracle.answer(operation)
            if rounded(answer) != rounded({"data": expected.data}):
                return operation
    return None


@pytest.mark.anyio
@pytest.mark.parametrize("mutant", spread(MUTANTS, IN_THE_TESTS), ids=lambda mutant: mutant.name)
async def test_a_mutant_is_caught(
    mutant: Mutant, asking_as: GuardedAsking, monkeypatch: Patch
) -> None:
    monkeypatch.setattr("schema.api.POLICY", mutant.policy)
    mutant.spoil(monkeypatch)
    api = copy(API)
    api._families = {}
    asking = GuardedAsking(api, asking_as.gateway, asking_as.runs, mutant.policy)
    assert await _caught(mutant, asking, api) is not None
