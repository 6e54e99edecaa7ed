"""Which resident a supporter is: it shuts out whoever is to be shut out, and shows nothing to anybody."""

from datetime import timedelta
from typing import Any

import pytest

from tests.access.town import CITY_DAY, Town

pytestmark = pytest.mark.anyio

ABSENT = "no resident of ours"
HANAKO = '{ resident(id: "hanako") { id } }'
EVERYTHING = """{
  residents { totalCount nodes { id name phone household { id address } } }
  households { totalCount nodes { id address phone watchers { totalCount } } }
}"""
LINK, UNLINK = "linkSupporterToResident", "unlinkSupporterFromResident"


async def _sees_hanako(town: Town, name: str) -> bool:
    return (await town(name, HANAKO))["data"]["resident"] is not None


async def _link(town: Town, supporter: str, resident: str, by: str = "coordinator") -> Any:
    made = await town.does(by, LINK, supporter=supporter, resident=resident)
    assert made["state"] == "LINKED", made
    return made


async def _unlink(town: Town, supporter: str, resident: str, by: str, **how: Any) -> Any:
    made = await town.does(by, UNLINK, supporter=supporter, resident=resident, **how)
    return made["state"] or [(each["code"], each["field"][-1]) for each in made["userErrors"]]


async def _tie(town: Town) -> list[list[Any]]:
    return await town.write(
        "MATCH (s:Supporter)-[t:SAME_AS|WAS_SAME_AS]->(r) WHERE s.id <> 'kin' "
        "RETURN type(t), s.id, r.id, toString(t.since), t.linkedBy, t.endAskedBy, t.endedBy"
    )


async def test_threat_45_the_other_party_is_known_by_either_id(town: Town) -> None:
    await town.protect("taro")
    assert await _sees_hanako(town, "rival")
    assert (await _link(town, "rival", "taro"))["resident"] == {"id": "taro"}
    assert not await _sees_hanako(town, "rival")


async def test_threat_45_the_people_of_a_supporter_it_is_against_are_shut_out(town: Town) -> None:
    """`kin` is a brother of Taro, and the protection names the supporter Taro is."""
    await town.protect("rival")
    assert await _sees_hanako(town, "kin")
    await _link(town, "rival", "taro")
    assert not await _sees_hanako(town, "kin")


async def test_threat_45_one_person_with_two_ids_is_shut_out_by_both(town: Town) -> None:
    await town.protect("rival")
    for supporter in ("rival", "colleague"):
        await _link(town, supporter, "taro")
    assert not await _sees_hanako(town, "colleague")
    asked = await town.does(
        "coordinator",
        "askLocationPermission",
        resident="hanako",
        supporter="colleague",
        **{"from": "2021-07-31", "until": "2021-08-31"},
    )
    assert [each["field"][-1] for each in asked["userErrors"]] == ["supporter"]


@pytest.mark.parametrize(("days", "seen"), [(None, False), (1, False), (0, True), (-400, True)])
async def test_threat_45_housemates_are_until_one_of_them_has_left(
    town: Town, days: int | None, *, seen: bool
) -> None:
    until = None if days is None else CITY_DAY + timedelta(days)
    await town.write(
        "MATCH (h:Household {id: 'other'}) CREATE (h)<-[:MEMBER_OF {until: $until}]-"
        "(:Resident:Node {id: 'lodging', name: '下宿人'})",
        until=until,
    )
    await town.protect("taro")
    await _link(town, "colleague", "lodging")
    assert await _sees_hanako(town, "colleague") == seen


async def test_one_says_it_and_two_take_it_back(town: Town) -> None:
    await town.protect("taro")
    await _link(town, "rival", "taro")
    assert await _unlink(town, "rival", "taro", "coordinator") == "END_ASKED"
    other = {"account": "another account of coordinator"}
    assert await _unlink(town, "rival", "taro", "coordinator", **other) == "END_ASKED"
    assert not await _sees_hanako(town, "rival")
    assert await _unlink(town, "rival", "taro", "colleague") == "UNLINKED"
    assert await _sees_hanako(town, "rival")
    one, other_one = "account of coordinator", "account of colleague"
    assert await _tie(town) == [
        ["WAS_SAME_AS", "rival", "taro", "2021-07-31", one, one, other_one]
    ], "it stays on record"
    refused = [("NOT_ALLOWED", "resident")]
    assert await _unlink(town, "rival", "taro", "colleague") == refused


async def test_nobody_takes_back_who_they_are_themselves(town: Town) -> None:
    await _link(town, "rival", "taro")
    own = [("NOT_ALLOWED", "supporter")]
    assert await _unlink(town, "rival", "taro", "rival") == own
    assert await _unlink(town, "rival", "taro", "coordinator") == "END_ASKED"
    assert await _unlink(town, "rival", "taro", "rival") == own
    assert [each[0] for each in await _tie(town)] == ["SAME_AS"]


async def test_saying_it_again_takes_back_the_end(town: Town) -> None:
    await _link(town, "rival", "taro")
    assert await _unlink(town, "rival", "taro", "coordinator") == "END_ASKED"
    await _link(town, "rival", "taro", by="colleague")
    assert await _unlink(town, "rival", "taro", "colleague") == "END_ASKED", "asked for anew"
    assert len(await _tie(town)) == 1


async def test_one_person_with_two_ids_is_not_two_people(town: Town) -> None:
    """Neither to end a protection, nor to give leave, nor to say that somebody is somebody else."""
    for supporter in ("coordinator", "colleague"):
        await _link(town, supporter, "brother", by="rival")
    await _link(town, "rival", "taro")
    assert await _unlink(town, "rival", "taro", "coordinator") == "END_ASKED"
    assert await _unlink(town, "rival", "taro", "colleague") == "END_ASKED"
    await town.protect(by="rival")
    for name in ("coordinator", "colleague"):
        asked = await town.does(name, "endProtection", resident="hanako")
        assert asked["state"] == "END_ASKED", name
    for supporter in ("csw", "colleague"):
        leave = {"supporter": supporter, "from": "2021-07-31", "until": "2021-08-31"}
        by = "coordinator" if supporter == "csw" else "rival"
        asked = await town.does(by, "askLocationPermission", resident="hanako", **leave)
        confirming = "colleague" if supporter == "csw" else "coordinator"
        made = await town.does(
            confirming, "confirmLocationPermission", permission=asked["permission"]
        )
        assert [each["code"] for each in made["userErrors"]] == ["NOT_ALLOWED"], supporter
    ended = await town.does("rival", "endProtection", resident="hanako")
    assert ended["state"] == "ENDED"


async def test_threat_55_being_somebody_shows_nothing(town: Town) -> None:
    names = ("volunteer", "commissioner", "staff", "csw", "coordinator")
    before = [await town(name, EVERYTHING) for name in names]
    for name in names:
        await _link(town, name, "hanako", by="coordinator")
    assert [await town(name, EVERYTHING) for name in names] == before


async def test_who_is_hidden_reads_as_absent(town: Town) -> None:
    await town.protect("rival")
    for change in (LINK, UNLINK):
        real = await town.does("rival", change, supporter="csw", resident="hanako")
        assert real == await town.does("rival", change, supporter="csw", resident=ABSENT)
        assert [each["field"][-1] for each in real["userErrors"]] == ["resident"]
        nobody = await town.does("coordinator", change, supporter=ABSENT, resident="taro")
        assert [each["field"][-1] for each in nobody["userErrors"]] == ["supporter"]
    assert await _tie(town) == []


async def test_it_is_made_once_for_a_key(town: Town) -> None:
    given = {"supporter": "rival", "resident": "taro"}
    first = await town.does("coordinator", LINK, key="k", **given)
    assert await town.does("coordinator", LINK, key="k", **given) == first
    told = await town.write("MATCH (e:Event) RETURN e.change, e.stateBefore, e.stateAfter")
    assert told == [["link_supporter", "UNLINKED", "LINKED"]]
