"""Whose data an answer tells is on record before the answer is given."""

from typing import Any

import pytest

from audit.entry import Verb
from graph.kinds.all import MODEL
from graph.policy import RECORDS
from tests.access.breaking import Remembering
from tests.access.people import City, GuardedAsking

OPERATION = """query($after: String) {
  households(first: 7, after: $after) {
    nodes {
      id
      again: id
      members(first: 3) { nodes { id } }
    }
    pageInfo { endCursor }
  }
}"""
NEEDS = "{ needs(first: 9) { nodes { id severity } } }"


def ids_in(answer: Any) -> set[str]:
    """Every id in an answer."""
    if isinstance(answer, dict):
        inner = {each for value in answer.values() for each in ids_in(value)}
        return inner | ({answer["id"]} if "id" in answer else set())
    if isinstance(answer, list):
        return {each for value in answer for each in ids_in(value)}
    return set()


def plural_field(kind: str) -> str:
    plural = MODEL.kind(kind).plural
    return plural[0].lower() + plural[1:]


@pytest.mark.anyio
@pytest.mark.parametrize("name", ["volunteer", "csw", "agency staff", "coordinator"])
async def test_threat_47_each_person_told_of_is_recorded_and_no_other(
    name: str, asking_as: GuardedAsking, guarded: City, remembering: Remembering
) -> None:
    who = guarded.people[name]
    after = None
    for _ in range(2):
        remembering.entries.clear()
        answer = await asking_as(who, OPERATION, {"after": after})
        assert "errors" not in answer
        [entry] = remembering.entries
        kinds = guarded.seer.kind_of
        told = {each for each in ids_in(answer) if kinds[each] in ("Household", "Resident")}
        assert told
        assert entry.about == told
        assert (entry.verb, entry.person, entry.role) == (Verb.READ, who.person, who.role)
        after = answer["data"]["households"]["pageInfo"]["endCursor"]


@pytest.mark.anyio
async def test_threat_47_what_is_filed_is_recorded_where_no_person_is_shown_around_it(
    asking_as: GuardedAsking, guarded: City, remembering: Remembering
) -> None:
    answer = await asking_as(guarded.people["coordinator"], NEEDS)
    [entry] = remembering.entries
    assert entry.about == {each for id_ in ids_in(answer) for each in guarded.seer.owners(id_)}
    remembering.entries.clear()
    below = "{ households { nodes { members { nodes { id needs { nodes { severity } } } } } } }"
    answer = await asking_as(guarded.people["coordinator"], below)
    [entry] = remembering.entries
    kinds = {guarded.seer.kind_of[each] for each in entry.about}
    assert kinds == {"Household", "Resident"}


RECORDED = sorted(RECORDS - {"Household", "Resident"})


@pytest.mark.anyio
@pytest.mark.parametrize("name", ["agency staff", "csw", "coordinator"])
@pytest.mark.parametrize("kind", RECORDED)
async def test_threat_58c_who_reads_a_record_has_read_of_those_it_is_about(
    name: str, kind: str, asking_as: GuardedAsking, guarded: City, remembering: Remembering
) -> None:
    who, field = guarded.people[name], plural_field(kind)
    answer = await asking_as(who, f"{{ {field}(first: 100) {{ nodes {{ id }} }} }}")
    assert "errors" not in answer
    shown = ids_in(answer)
    about = {each for entry in remembering.entries for each in entry.about}
    assert about == {each for id_ in shown for each in guarded.seer.owners(id_) or {id_}}
    for id_ in [*shown][:2]:
        remembering.entries.clear()
        await asking_as(who, f'{{ node(id: "{id_}") {{ id __typename }} }}')
        [entry] = remembering.entries
        assert entry.about == (guarded.seer.owners(id_) or {id_})


@pytest.mark.anyio
async def test_threat_47_kinds_that_are_asked_alike_are_each_recorded(
    asking_as: GuardedAsking, guarded: City, remembering: Remembering
) -> None:
    alike = """{ search(text: "さ") { edges { node {
      __typename ... on District { id kana } ... on Resident { id kana }
    } } } }"""
    answer = await asking_as(guarded.people["coordinator"], alike)
    nodes = [each["node"] for each in answer["data"]["search"]["edges"]]
    people = {each["id"] for each in nodes if each["__typename"] == "Resident"}
    assert people
    assert {each for entry in remembering.entries for each in entry.about} == people


@pytest.mark.anyio
async def test_threat_47_an_alias_records_a_person_once_a_root_field(
    asking_as: GuardedAsking, guarded: City, remembering: Remembering
) -> None:
    who = guarded.people["coordinator"]
    home = min(guarded.seer.households(who) - guarded.seer.sealed())
    fields = " ".join(f'h{place}: household(id: "{home}") {{ id }}' for place in range(5))
    await asking_as(who, f"{{ {fields} }}")
    assert [entry.about for entry in remembering.entries] == [{home}] * 5


@pytest.mark.anyio
async def test_threat_47_nothing_is_told_that_cannot_be_recorded(
    asking_as: GuardedAsking, guarded: City, remembering: Remembering
) -> None:
    remembering.broken = True
    answer = await asking_as(guarded.people["coordinator"], OPERATION)
    assert answer["data"] == {"households": None}
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["AUDIT_UNWRITABLE"]
    directory = await asking_as(guarded.people["coordinator"], "{ districts { nodes { id } } }")
    assert "errors" not in directory


@pytest.mark.anyio
async def test_anonymous_questions_leave_no_trace(
    asking_as: GuardedAsking, guarded: City, remembering: Remembering
) -> None:
    await asking_as(guarded.people["anonymous"], "{ districts { nodes { id } } }")
    assert remembering.entries == []


ONE = 'residents(where: {id: {eq: "%s"}})'
UNSEEN = (
    "{ totalCount }",
    "{ aggregate { count } }",
    "{ aggregate { birthDate { min } } }",
    "{ groups(by: [{handbooks: EACH}, {employment: EACH}, {birthDate: DAY}]) { entries { key { birthDate } } } }",
    "{ groups(by: [{household: EACH}]) { entries { key { household { id } } } } }",
    "{ groups(by: [{birthDate: YEAR}]) { totalCount } }",
    "{ edges { cursor } }",
    "{ pageInfo { hasNextPage endCursor } }",
)


@pytest.mark.anyio
@pytest.mark.parametrize("asked", UNSEEN)
async def test_threat_47_whoever_is_counted_among_few_is_on_record(
    asked: str, asking_as: GuardedAsking, guarded: City, remembering: Remembering
) -> None:
    who = guarded.people["coordinator"]
    view = guarded.seer.view(who)
    id_ = min(view.nodes["Resident"])
    answer = await asking_as(who, f"{{ {ONE % id_} {asked} }}")
    assert "errors" not in answer
    [entry] = remembering.entries
    assert id_ in entry.about
    remembering.entries.clear()
    answer = await asking_as(who, f"{{ residents {asked} }}")
    if asked in UNSEEN[:3]:
        assert not remembering.entries or not remembering.entries[0].about, "many are counted"


@pytest.mark.anyio
async def test_threat_47_a_search_that_shows_no_node_is_on_record(
    asking_as: GuardedAsking, guarded: City, remembering: Remembering
) -> None:
    who = guarded.people["coordinator"]
    answer = await asking_as(who, '{ search(text: "さとう") { edges { closeness } } }')
    shown = len(answer["data"]["search"]["edges"])
    [entry] = remembering.entries
    assert 0 < len(entry.about) <= shown
    assert {guarded.seer.kind_of[each] for each in entry.about} == {"Resident"}


@pytest.mark.anyio
async def test_threat_47_records_of_others_below_somebody_are_on_record(
    asking_as: GuardedAsking, guarded: City, remembering: Remembering
) -> None:
    """By way of who supports them one comes to the cases of other households."""
    who = guarded.people["coordinator"]
    view = guarded.seer.view(who)
    home, agency = next(
        (home, agency.id)
        for home in sorted(view.nodes["Household"])
        for agency, _ in view.back.get(("SUPPORTS", home), [])
        if view.out.get(("JOINED", agency.id))
    )
    led = "supportingAgencies(first: 9) { nodes { cases(first: 9) { nodes { id } } } }"
    answer = await asking_as(who, f'{{ household(id: "{home}") {{ {led} }} }}')
    assert agency in view.nodes["Agency"]
    assert "errors" not in answer
    cases = ids_in(answer)
    about = {each for entry in remembering.entries for each in entry.about}
    assert cases
    assert {each for id_ in cases for each in guarded.seer.owners(id_)} <= about
