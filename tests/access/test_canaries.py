"""No canary comes out by any way: over ties from anywhere, by an error, by a guess.

What is not open to all is a canary of its row in the hamlet; an answer to somebody may hold those
that their view of it shows, and no other. Rules are printed step by step and `test_everything` asks
each step of each kind: ways of three steps in a run of the tests, of six in `make proof-access`, are
drawn by a seed, some for each who asks, or within so many seconds, to show that steps put together hold too.
"""

import json
import logging
import os
from random import Random
from time import monotonic
from typing import Any
from uuid import uuid4

import pytest
from graphql import GraphQLObjectType, get_named_type

from graph.errors import StatementFault
from graph.folding import number_text
from graph.kinds.all import MODEL
from graph.model import Privacy, Sought
from graph.viewer import Role
from schema.api import api as built
from tests.access.everything import by_ids, kinds, object_of
from tests.access.grammatical import sent
from tests.access.hamlet import Hamlet
from tests.access.hamlet_rows import TOKEN, canaries_of, canary, found_in
from tests.access.sample import SEED, WHOLE, one_of_each, spread
from tests.access.seeing import FILED, Somebody
from tests.access.test_against_the_view import CITY
from tests.access.test_recorded import ids_in
from tests.access.walking import Walking, secrets_of

pytestmark = pytest.mark.anyio

SECONDS = float(os.environ.get("TSUNAGU_ACCESS_SECONDS", "0"))
LEAST = 4
"""How long ways are drawn for each who asks, and how many operations at least."""
LENGTH = 6 if WHOLE else 3
OF_GRAMMAR = 4
"""Cells of the grammar that are asked as each in a run of the tests."""
NAMES = sorted(CITY.people)
SEES = ["administrator", "agency staff", "commissioner", "coordinator", "csw", "volunteer"]
PERSONAL = ["agency staff", "coordinator a resident is protected from", "csw", "volunteer"]
LIMITED = built()
GUESSES = 10_000 if WHOLE else 2_000
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
MUTATIONS = (
    (
        "moveReferral",
        "MoveReferralInput",
        {"version": 99, "to": "ACCEPTED", "reason": "x", "nextAction": "y"},
    ),
    ("takeOnGap", "TakeOnGapInput", {"supporter": "nobody"}),
    ("dismissGap", "DismissGapInput", {"dismissal": "AS_WISHED", "note": "z"}),
)


async def _ask(hamlet: Hamlet, who: Somebody, operation: str) -> dict[str, Any]:
    """An answer under the usual limits; nothing that is asked here is refused."""
    answer = await hamlet(who, operation, api=LIMITED)
    assert not answer["errors"], (operation, answer["errors"])
    return answer


@pytest.mark.parametrize("name", one_of_each(NAMES, lambda name: CITY.people[name].role))
async def test_threats_1_2_and_21_no_way_leads_to_a_hidden_canary(
    name: str, hamlet: Hamlet, record_property: Any
) -> None:
    who = hamlet.city.people[name]
    seen = canaries_of(hamlet.seer.view(who))
    schema = LIMITED.for_role(Role(who.role))._schema
    chance = Random(f"{SEED} {name}")  # noqa: S311 -- the seed decides
    walking = Walking(schema, chance, LENGTH)
    until, asked, met = monotonic() + SECONDS, 0, set[str]()
    while asked < LEAST or monotonic() < until:
        operation = walking.operation()
        found = found_in(await _ask(hamlet, who, operation), who)
        assert found <= seen, (operation, found - seen)
        asked, met = asked + 1, met | found
    told = f"{len(walking.ways):,} ways in {asked:,} operations, {len(met):,} canaries met"
    record_property("told", told)


@pytest.mark.parametrize("name", one_of_each(NAMES, lambda name: CITY.people[name].role))
async def test_threat_2_nothing_that_the_grammar_writes_leads_to_what_is_hidden(
    name: str, hamlet: Hamlet, record_property: Any
) -> None:
    """No canary and no id, though conditions name hidden values and lists hang on hidden rows."""
    who = hamlet.city.people[name]
    view = hamlet.seer.view(who)
    seen, ids = canaries_of(view), {each for nodes in view.nodes.values() for each in nodes}
    asked, met = 0, set[str]()
    for each in sent(hamlet, who, name, OF_GRAMMAR):
        answer = await hamlet(who, each.document, each.variables, named=each.named)
        assert found_in(answer, who) <= seen, (each, found_in(answer, who) - seen)
        told = ids_in(answer["data"])
        assert told <= ids, (each, told - ids)
        asked, met = asked + 1, met | told
    record_property("told", f"{asked:,} requests, {len(met):,} nodes met, seed {SEED}")


@pytest.mark.parametrize("name", spread(SEES, 2))
async def test_threat_1_the_lists_show_the_canaries_of_the_view_and_no_other(
    name: str, hamlet: Hamlet
) -> None:
    """What the ways search for can be found: the lists show each of them that may be seen."""
    who = hamlet.city.people[name]
    view = hamlet.seer.view(who)
    schema = LIMITED.for_role(Role(who.role))._schema
    for kind, list_name in kinds(schema).items():
        names = secrets_of(object_of(schema, kind))
        if not names:
            continue
        found, after = set[str](), ""
        while after is not None:
            page = f"nodes {{ id {' '.join(names)} }} pageInfo {{ hasNextPage endCursor }}"
            answer = await _ask(hamlet, who, f"{{ {list_name}(first: 100 {after}) {{ {page} }} }}")
            found |= found_in(answer, who)
            told = answer["data"][list_name]["pageInfo"]
            after = f'after: "{told["endCursor"]}"' if told["hasNextPage"] else None
        assert found == {
            canary(kind, each, id_).upper()
            for each in names
            for id_, node in view.nodes[kind].items()
            if node.get(each) is not None
        }


@pytest.mark.parametrize("name", spread(PERSONAL, 2))
async def test_threats_21_and_22_no_error_holds_a_canary_and_hidden_reads_as_absent(
    name: str, hamlet: Hamlet
) -> None:
    """Changes that cannot be, of rows that are seen and rows that are not; and asking badly."""
    who = hamlet.city.people[name]
    view = hamlet.seer.view(who)
    schema = hamlet.schema_of(who)._schema
    hidden = {kind: sorted(set(nodes) - set(view.nodes[kind])) for kind, nodes in
              hamlet.seer.world.nodes.items()}  # fmt: skip
    refused = 0
    for change, given, more in MUTATIONS:
        if schema.mutation_type is None or change not in schema.mutation_type.fields:
            continue
        kind = "Referral" if change == "moveReferral" else "SupportGap"
        told = set[str]()
        seen = sorted(view.nodes[kind])[:1] if change == "moveReferral" else []
        for id_ in [*hidden[kind][:3], "nobody", *seen]:
            text = f"""mutation ($input: {given}!) {{ {change}(input: $input) {{
              userErrors {{ code field message messageJa }} }} }}"""
            input_ = {"idempotencyKey": str(uuid4()), "id": id_, **more}
            answer = await hamlet(who, text, {"input": input_})
            assert not found_in(answer, who)
            assert answer["errors"] or answer["data"][change]["userErrors"], answer
            refused += 1
            if id_ not in view.nodes[kind]:
                told.add(json.dumps(answer, ensure_ascii=False))
        assert len(told) == 1, "hidden and absent are refused alike"
    assert refused or schema.mutation_type is None
    secret = canary("Household", "address", next(iter(hamlet.seer.world.nodes["Household"])))
    for operation in (
        f'{{ households(after: "{secret[:9]}") {{ nodes {{ id }} }} }}',
        "{ households(first: 1000) { nodes { id address } } }",
        "{ households { nodes { id adress } } }",
        '{ household(id: "x", address: "y") { id } }',
        f'{{ search(text: "{secret[:7]}", first: 100) {{ totalCount nodes {{ ... on Node {{ id }} }} }} }}',
    ):
        assert not found_in(await hamlet(who, operation), who) - canaries_of(view)


@pytest.mark.parametrize("name", spread(PERSONAL, 2))
async def test_threat_21_what_is_closed_finds_nothing_when_it_is_typed(
    name: str, hamlet: Hamlet
) -> None:
    """Numbers and addresses, each with its own row: found where the view shows them, and else not."""
    who = hamlet.city.people[name]
    view = hamlet.seer.view(who)
    asked = "query ($t: String!) { search(text: $t, first: 100) { totalCount nodes { ... on Node { id } } } }"
    closed = opened = 0
    for kind in MODEL.kinds:
        for each, form in kind.sought:
            if each.privacy is Privacy.OPEN:
                continue
            nodes = hamlet.seer.world.nodes[kind.name].items()
            held = [(id_, node[each.name]) for id_, node in nodes if node.get(each.name)]
            known = {id_ for id_, node in view.nodes[kind.name].items() if node.get(each.name)}
            hidden = [(id_, text) for id_, text in held if id_ not in known]
            shown = [(id_, text) for id_, text in held if id_ in known]
            for id_, text in [*hidden[:5], *shown[:2]]:
                typed = number_text(text) if form is Sought.NUMBER else text
                found = (await hamlet(who, asked, {"t": typed}))["data"]["search"]
                assert (id_ in {node["id"] for node in found["nodes"]}) is (id_ in known), typed
                assert form is Sought.NUMBER or found["totalCount"] == (id_ in known)
                opened, closed = opened + (id_ in known), closed + (id_ not in known)
    assert closed
    assert opened or who.role == "agency staff"


async def test_threat_50_no_log_holds_a_canary(
    hamlet: Hamlet, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither what was asked nor what was answered, also where the database fails."""
    caplog.set_level(logging.INFO)
    who = hamlet.city.people["coordinator"]
    text = next(iter(canaries_of(hamlet.seer.view(who))))
    asked = (
        "query ($t: String!) { households(where: {address: {eq: $t}}) { nodes { id address } } }"
    )
    await hamlet(who, asked, {"t": text})
    assert found_in(await hamlet(who, "{ residents(first: 3) { nodes { name } } }"), who)
    with pytest.raises(StatementFault) as fault:
        await hamlet.write("RETURN $value + no_such_name", value=text)
    assert caplog.records
    assert not TOKEN.search(caplog.text)
    assert not TOKEN.search(str(fault.value))


async def test_threat_19_whatever_is_guessed_reads_alike(hamlet: Hamlet) -> None:
    """A hundred ids at a time; then each of the hidden rows among ids of nobody."""
    who = hamlet.city.people["agency staff"]
    drawn = Random(SEED)  # noqa: S311 -- the seed decides
    view = hamlet.seer.view(who)
    hidden = [
        id_
        for kind, nodes in hamlet.seer.world.nodes.items()
        for id_ in nodes
        if id_ not in view.nodes[kind]
    ]
    assert len(hidden) > 100
    guesses = ["".join(drawn.choices(ALPHABET, k=26)) for _ in range(GUESSES)]
    asked = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"
    answers = set[str]()
    for start in range(0, GUESSES, 100):
        answer = await hamlet(who, asked, {"ids": guesses[start : start + 100]})
        answers.add(json.dumps(answer))
    for start in range(0, len(hidden), 50):
        some = hidden[start : start + 50]
        ids = [*some, *guesses[: 100 - len(some)]]
        answers.add(json.dumps(await hamlet(who, asked, {"ids": ids})))
    assert len(answers) == 1
    assert json.loads(answers.pop())["data"] == {"nodes": [None] * 100}
    one = "query ($id: ID!) { node(id: $id) { __typename id } }"
    alone = {json.dumps(await hamlet(who, one, {"id": id_})) for id_ in (*hidden[:40], guesses[0])}
    assert len(alone) == 1


@pytest.mark.parametrize("name", spread(SEES, 2))
async def test_threat_20_an_id_is_answered_as_its_kind_and_no_other(
    name: str, hamlet: Hamlet
) -> None:
    """Every field that finds by id, with an id of every kind: seen, hidden, or of another kind."""
    who = hamlet.city.people[name]
    view = hamlet.seer.view(who)
    query = hamlet.schema_of(who)._schema.query_type
    assert query is not None
    ids = [
        (kind, id_)
        for kind, nodes in hamlet.seer.world.nodes.items()
        for id_ in [*sorted(view.nodes[kind])[:1], *sorted(set(nodes) - set(view.nodes[kind]))[:1]]
    ]
    asked = 0
    for field, told in query.fields.items():
        type_ = get_named_type(told.type)
        if not (isinstance(type_, GraphQLObjectType) and [*told.args] == ["id"]):
            continue
        text = f"query ($id: ID!) {{ {field}(id: $id) {{ __typename id }} }}"
        for kind, id_ in ids:
            answer = await hamlet(who, text, {"id": id_})
            is_there = kind == type_.name and id_ in view.nodes[kind]
            expected = {"__typename": kind, "id": id_} if is_there else None
            assert answer["data"] == {field: expected}, (field, kind)
            assert not answer["errors"]
            asked += 1
    assert asked > len(ids) * 10
    every = await hamlet(who, by_ids([id_ for _, id_ in ids]))
    assert every["data"]["nodes"] == [
        {"__typename": kind, "id": id_} if id_ in view.nodes[kind] else None for kind, id_ in ids
    ]


@pytest.mark.parametrize("name", ["agency staff", "csw", "volunteer"])
async def test_the_hamlet_shows_and_hides_rows_and_values(name: str, hamlet: Hamlet) -> None:
    who = hamlet.city.people[name]
    view, world = hamlet.seer.view(who), hamlet.seer.world
    for kind in FILED - {"Proposal"}:
        assert set(world.nodes[kind]) - set(view.nodes[kind]), kind
    shown = {each for nodes in view.nodes.values() for each in nodes}
    of_shown = {each for each in canaries_of(world) if each[5:] in shown}
    assert canaries_of(view) < of_shown, "of what is shown, some values are not"
