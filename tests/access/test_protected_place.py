"""Where a protected household lives comes out by no way: every role's bytes are searched for it.

A run of the tests searches those of one person of each role; `make proof-access` those of all.
"""

import json
import re
from datetime import date
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, get_named_type

from graph.kinds.all import MODEL
from graph.model import Type
from tests.access.reading import by_ids, counted, lists, ordered
from tests.access.sample import one_of_each, spread
from tests.access.town import CANARIES, CANARY, FILE, ROLES, Town, viewer_of
from tests.sealed import opened

pytestmark = pytest.mark.anyio


READERS = ["coordinator", "rival", "csw", "volunteer", "staff", "administrator", "anonymous"]
LONG_AGO = "2019-06-01"
TOKEN = re.compile(r'"(?:cursor|endCursor)": "([A-Za-z0-9_-]+)"')
LEADING = {"Household", "Resident", "District", "Supporter", "Need", "Case", "Referral"}
"""The kinds whose lists lead to everything of her file within one step."""
COMPARISONS = ("eq", "startsWith", "contains", "has")
ELSEWHERE = """
MATCH (home:Household {id: 'home'})-[old:IN_DISTRICT {since: date('2020-04-01')}]->(:District {id: 'east'})
MATCH (west:District {id: 'west'})
CREATE (home)-[new:IN_DISTRICT]->(west)
SET new = properties(old), home.position = point({longitude: 129.9, latitude: 33.9})
DELETE old
"""


def _bytes(name: str, answer: dict[str, Any]) -> str:
    """The answer as it leaves, and whatever its cursors hold under their seal."""
    text = json.dumps(answer, ensure_ascii=False)
    held = [opened(each, viewer_of(name)) for each in TOKEN.findall(text)]
    return text + json.dumps(held, ensure_ascii=False)


def _documents(town: Town, name: str) -> list[str]:
    """Lists now and long ago, nodes by id, sorts and filters by what is closed."""
    schema = town.api.for_role(ROLES[name])._schema
    return [
        *lists(schema, only=LEADING),
        *lists(schema, LONG_AGO, only={"Household", "Resident"}),
        by_ids(schema, [*FILE.values(), "child"]),
        *(document for kind, each in CANARIES for document in ordered(schema, kind, each)),
    ]


async def _read(town: Town, name: str) -> list[str]:
    """The bytes of every answer; none of these documents is refused."""
    answers = [await town(name, document) for document in _documents(town, name)]
    refused = [each["errors"] for each in answers if "errors" in each]
    assert not refused
    return [_bytes(name, each) for each in answers]


async def test_the_demo_viewer_meets_every_canary(town: Town) -> None:
    """What is searched for below can be found: these documents lead to all of it."""
    await town.protect(by="demo")
    read = "".join(await _read(town, "demo"))
    for value in CANARIES.values():
        assert value in read
    assert "130.31234" in read
    assert f"{CANARY}-child" in read


@pytest.mark.parametrize("name", one_of_each(READERS, ROLES.__getitem__))
async def test_threats_41_42_and_44_no_canary_of_a_protected_household_comes_out(
    town: Town, name: str
) -> None:
    await town.protect("rival")
    for text in await _read(town, name):
        assert CANARY not in text
        assert "130.31234" not in text


@pytest.mark.parametrize("name", spread(["coordinator", "csw", "volunteer", "staff"], 2))
async def test_threats_42_and_44_two_towns_that_differ_in_her_place_read_alike(
    town: Town, name: str
) -> None:
    """She lives elsewhere, in another district, with another telephone: not one byte differs."""
    await town.protect()
    before = await _read(town, name)
    await town.write(ELSEWHERE)
    for kind, each in CANARIES:
        value: Any = ["別の所"] if MODEL.kind(kind)[each].type is Type.STRINGS else "別の所"
        await town.write(
            f"MATCH (n:{kind} {{id: $id}}) SET n.{each} = $value", id=FILE[kind], value=value
        )
    await town.write("MATCH (n:Resident {id: 'child'}) SET n.phone = '090'")
    assert await _read(town, name) == before


async def test_threat_41_her_child_tells_no_more_than_she_does(town: Town) -> None:
    asked = """{ resident(id: "child") { phone household { address phone postalCode
      district { name } watchers { totalCount } supportedBy { totalCount } } } }"""
    before = json.dumps(await town("coordinator", asked), ensure_ascii=False)
    assert "東小学校区" in before
    await town.protect()
    child = (await town("coordinator", asked))["data"]["resident"]
    assert child["phone"] is None
    assert child["household"] == {
        "address": None,
        "phone": None,
        "postalCode": None,
        "district": None,
        "watchers": {"totalCount": 0},
        "supportedBy": {"totalCount": 0},
    }


async def test_threat_42_nobody_near_leads_to_her(town: Town) -> None:
    near = """{
      district(id: "east") { households { totalCount } supportGaps { totalCount } }
      agency(id: "branch") { cases { totalCount } referralsReceived { totalCount } }
      volunteer: supporter(id: "volunteer") { watches(where: {id: {eq: "home"}}) { totalCount } }
      households { groups(by: [{district: EACH}]) { entries { count key { district { id } } } } } }"""
    before = (await town("coordinator", near))["data"]
    assert before["district"]["households"]["totalCount"] == 1
    assert '{"id": "east"}' in json.dumps(before["households"])
    await town.protect()
    after = (await town("coordinator", near))["data"]
    assert after["district"] == {
        "households": {"totalCount": 0},
        "supportGaps": {"totalCount": 0},
    }
    assert set(map(str, after["agency"].values())) == {"{'totalCount': 0}"}
    assert after["volunteer"] == {"watches": {"totalCount": 0}}
    districts = [each["key"]["district"] for each in after["households"]["groups"]["entries"]]
    assert {"id": "east"} not in districts


@pytest.mark.parametrize("name", spread(READERS, 1))
async def test_threat_3_no_filter_on_what_is_closed_finds_her(town: Town, name: str) -> None:
    await town.protect()
    schema = town.api.for_role(ROLES[name])._schema
    for (kind, each), value in CANARIES.items():
        for comparison in _comparisons(town, name, kind, each):
            for condition in (
                f'$: {{{comparison}: "{value}"}}',
                f'NOT: {{$: {{{comparison}: "{value}"}}}}',
            ):
                document = counted(schema, kind, each, condition)
                assert document is not None
                answer = await town(name, document)
                assert "errors" not in answer, answer
                [found] = answer["data"].values()
                assert FILE[kind] not in [one["id"] for one in found["nodes"]]
                assert found["totalCount"] == len(found["nodes"])


async def test_the_same_filters_find_her_for_the_demo_viewer(town: Town) -> None:
    await town.protect(by="demo")
    found = 0
    for (kind, each), value in CANARIES.items():
        if document := counted(town.api._schema, kind, each, f'$: {{eq: "{value}"}}'):
            answer = await town("demo", document)
            found += "errors" not in answer and FILE[kind] in json.dumps(answer["data"])
    assert found >= 8


def _comparisons(town: Town, name: str, kind: str, each: str) -> list[str]:
    """How a role may compare the property, by its own schema."""
    where = town.api.for_role(ROLES[name])._schema.type_map.get(f"{kind}Where")
    if not isinstance(where, GraphQLInputObjectType) or each not in where.fields:
        return []
    filter_ = get_named_type(where.fields[each].type)
    assert isinstance(filter_, GraphQLInputObjectType)
    return [comparison for comparison in COMPARISONS if comparison in filter_.fields]


@pytest.mark.parametrize("name", ["coordinator", "csw", "staff"])
async def test_threat_43_forty_bisections_tell_nothing(town: Town, name: str) -> None:
    """Coming nearer letter by letter, as one would by a radius, gives the same answer each time."""
    await town.protect()
    address = CANARIES["Household", "address"]
    answers = {True: set[str](), False: set[str]()}
    for place in range(40):
        prefix, right = address[: place // 2 % len(address) + 1], place % 2 == 0
        text = prefix if right else f"{prefix}?"
        for comparison in ("startsWith", "contains"):
            held = f'id: {{eq: "home"}}, address: {{{comparison}: "{text}"}}'
            asked = f"{{ households(where: {{{held}}}) {{ totalCount }} }}"
            answers[right].add(json.dumps(await town(name, asked)))
    assert answers[True] == answers[False] == {'{"data": {"households": {"totalCount": 0}}}'}


def test_threat_43_nothing_is_filtered_sorted_or_grouped_by_a_point(api: Any) -> None:
    points = {
        (kind.name, each.name)
        for kind in MODEL.kinds
        for each in kind.properties
        if each.type is Type.POINT
    }
    assert ("Household", "position") in points
    for kind, each in points:
        for suffix in ("Where", "Order", "PropertyOrder", "GroupBy"):
            asked = api._schema.type_map.get(f"{kind}{suffix}")
            assert asked is None or each not in asked.fields, (kind, suffix)


@pytest.mark.parametrize("name", one_of_each(READERS, ROLES.__getitem__))
async def test_threat_21_no_search_and_no_error_says_where(town: Town, name: str) -> None:
    await town.protect()
    documents = [
        *(f'{{ search(text: "{value}") {{ totalCount }} }}' for value in CANARIES.values()),
        '{ households(after: "home") { nodes { id } } }',
        "{ households(first: 1000) { nodes { id } } }",
        '{ household(id: "home") { address(no: 1) } }',
        '{ household(id: "home") { adress } }',
    ]
    for document in documents:
        text = _bytes(name, await town(name, document))
        assert CANARY not in text.replace(document, "")
        assert '"totalCount": 0' in text or "errors" in text


@pytest.mark.parametrize("name", ["coordinator", "csw"])
async def test_threat_44_no_day_of_the_past_shows_the_place(town: Town, name: str) -> None:
    asked = """query ($day: Date!) { household(id: "home") { address
      district(asOf: $day) { id } watchers(asOf: $day) { totalCount } }
      lodger: resident(id: "lodger") { household(asOf: $day) { address
        district(asOf: $day) { id } } } }"""
    await town.protect()
    for day in (LONG_AGO, "2015-04-01", "2020-03-31", "2020-04-01", "2021-07-30"):
        answer = (await town(name, asked, {"day": day}))["data"]
        home = answer["household"]
        assert home is None or home == {
            "address": None,
            "district": None,
            "watchers": {"totalCount": 0},
        }
        lodged = answer["lodger"] and answer["lodger"]["household"]
        assert lodged is None or lodged == {"address": None, "district": None}


async def test_leave_shows_what_is_closed_to_the_one_who_has_it_alone(town: Town) -> None:
    await town.protect()
    await town.let_see("csw", date(2021, 7, 31), date(2021, 8, 31))
    asked = '{ household(id: "home") { address phone members { nodes { id phone } } } }'
    assert CANARIES["Household", "address"] in _bytes("csw", await town("csw", asked))
    assert CANARY not in _bytes("coordinator", await town("coordinator", asked))
    assert viewer_of("csw").person == "csw"
