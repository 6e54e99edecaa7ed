"""Numbers and addresses are found by those who may see them, row by row, and by nobody else."""

import json
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from graph.kinds.all import MODEL
from graph.load import texts_of
from tests.access.people import GuardedAsking
from tests.access.sample import SEED
from tests.access.test_against_the_view import CITY, ORACLES
from tests.access.town import Town
from tests.answering.asking import CITY_DAY

pytestmark = pytest.mark.anyio

SEARCH = """query($text: String!) { search(text: $text, first: 20) {
  totalCount edges { closeness node { __typename ... on Node { id } } } } }"""
PLACE = {"address": "佐賀市神野東2丁目1番10号", "postalCode": "840-1234", "phone": "0952-31-7050"}
HERS = {"name": "花子", "kana": "ハナコ", "phone": "090-1111-2222"}
AS_TYPED = (
    "神野東二丁目1-10",
    "神野東2-1",
    "2-1-10",
    "佐賀市 神野東",
    "840-1234",
    "8401234",
    "1234",
    "0952-31-7050",
    "0952(31)7050",
    "+81 952-31-7050",
    "7050",
    "317050",
    "090-1111-2222",
    "2222",
    "花子 2222",
)
"""Where she lives and her telephone, however they are typed; of "佐賀市 神野東" nothing is sought."""
BY_PLACE = {"神野東二丁目1-10", "神野東2-1", "2-1-10", "840-1234", "8401234", "1234"}
BY_NAME = {"佐賀市 神野東"}


def _texts() -> list[str]:
    """Of some households and residents, protected ones among them, and of others that are not."""
    chance = Random(SEED)  # noqa: S311 -- the seed decides
    sealed, found = CITY.seer.sealed(), list[str]()
    for kind in ("Household", "Resident", "Supporter"):
        nodes = CITY.seer.world.nodes[kind].values()
        for some in ([each for each in nodes if each["id"] in sealed], [*nodes]):
            values = [
                value
                for node in some
                for each, _ in MODEL.kind(kind).sought
                if (value := node[each.name])
            ]
            found += chance.sample(values, min(2, len(values)))
    return [*found, *(each[-4:] for each in found if each[-4:].isdecimal()), "2-1"]


@pytest.mark.parametrize("name", sorted(CITY.people))
async def test_each_finds_the_numbers_and_addresses_of_their_view(
    name: str, asking_as: GuardedAsking
) -> None:
    who = CITY.people[name]
    seen = CITY.seer.view(who).nodes["Household"].values()
    own = [node["address"] for node in seen if node["address"]][:1]
    for text in [*_texts(), *own]:
        expected = ORACLES[name].answer(SEARCH, {"text": text})
        assert expected.errors is None
        assert await asking_as(who, SEARCH, {"text": text}) == {"data": expected.data}, text
        assert not own or text != own[0] or expected.data["search"]["totalCount"]


async def _settle(town: Town) -> None:
    """She lives there, with what is kept of it to be searched by; and so does somebody else."""
    other = PLACE | {"phone": "0952-00-0000"}
    for id_, name, values in (
        ("home", "Household", PLACE),
        ("hanako", "Resident", HERS),
        ("other", "Household", other),
    ):
        kind = MODEL.kind(name)
        kept = values | dict(zip(kind.texts, texts_of(kind, values.get), strict=True))
        await town.write("MATCH (n:Node {id: $id}) SET n += $kept", id=id_, kept=kept)


async def _found(town: Town, name: str, text: str, today: date = CITY_DAY) -> set[str]:
    answer = await town(name, SEARCH, {"text": text}, today=today)
    assert "errors" not in answer, answer
    return {each["node"]["id"] for each in answer["data"]["search"]["edges"]}


HERE = {"home", "hanako"}


async def test_a_watched_household_is_found_by_its_place_and_not_by_its_telephone(
    town: Town,
) -> None:
    await _settle(town)
    for text in AS_TYPED:
        by_place = {"home", "other"} if text in BY_PLACE else set[str]()
        assert await _found(town, "volunteer", text) == by_place, text
        found = await _found(town, "coordinator", text)
        assert bool(found & HERE) is (text not in BY_NAME), text
    for name in ("anonymous", "analyst"):
        assert not [text for text in AS_TYPED if await _found(town, name, text)]
    assert await _found(town, "administrator", "840-1234") == set()


@pytest.mark.parametrize(
    "name", ["coordinator", "csw", "staff", "rival", "volunteer", "administrator"]
)
async def test_where_the_protected_live_reads_as_if_it_were_not(town: Town, name: str) -> None:
    """The same bytes before there is such an address or number and when there is."""
    await town.protect("rival")
    absent = [await _bytes(town, name, text) for text in AS_TYPED]
    await _settle(town)
    await town.write("MATCH (n:Household {id: 'other'}) REMOVE n.addressText, n.postalCodeText")
    there = [await _bytes(town, name, text) for text in AS_TYPED]
    assert there == absent


async def test_leave_of_two_opens_the_place_to_be_found(town: Town) -> None:
    await _settle(town)
    await town.protect()
    assert "home" not in await _found(town, "csw", "2-1-10")
    await town.let_see("csw", CITY_DAY, CITY_DAY + timedelta(30))
    assert "home" in await _found(town, "csw", "2-1-10")
    assert "home" in await _found(town, "csw", "0952-31-7050")
    assert "hanako" in await _found(town, "csw", "花子 2222")
    assert "home" not in await _found(town, "staff", "2-1-10")


async def _bytes(town: Town, name: str, text: str) -> str:
    answer: dict[str, Any] = await town(name, SEARCH, {"text": text})
    return json.dumps(answer, ensure_ascii=False)
