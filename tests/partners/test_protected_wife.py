"""A told household in a real database: who works with the husband is not asked to help the wife."""

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any, LiteralString, cast

import pytest

from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.gateway import Gateway, Run
from schema.api import Api
from tests.answering.asking import Asking
from tests.worlds import PATIENTLY

pytestmark = pytest.mark.anyio

DOCUMENT = """query ($for: ReferralFor!) { referralPartners(for: $for) {
  partners { agencyId needs { id } underWay alreadyActive }
  filters { filter removedAgencies removedNeeds agencyIds }
} }"""


def _statement(name: LiteralString) -> Statement:
    text = (Path(__file__).parent / f"{name}.cypher").read_text(encoding="utf-8")
    return Statement(name, cast("LiteralString", text), {})


@pytest.fixture
async def told(database: DatabaseAddress, api: Api) -> AsyncGenerator[Asking]:
    runs: list[Run] = []
    async with Gateway(database, **PATIENTLY, watch=(runs.append,)) as gateway:
        await gateway.write(_statement("protected_wife"))
        try:
            yield Asking(api, gateway, runs)
        finally:
            await gateway.write(_statement("forget_the_wife"))


def _left(answer: dict[str, Any]) -> dict[str, list[str]]:
    return {each["agencyId"]: [need["id"] for need in each["needs"]] for each in answer["partners"]}


async def test_the_wife_is_not_sent_to_those_who_work_with_her_husband_alone(told: Asking) -> None:
    response = await told(DOCUMENT, {"for": {"residentId": "told wife"}})
    answer = response["data"]["referralPartners"]
    assert set(_left(answer)) == {"told free", "told both", "told past"}
    counted = {each["filter"]: each for each in answer["filters"]}
    assert counted["CONFLICT"]["removedAgencies"] == 2
    assert counted["CONFLICT"]["agencyIds"] == []
    assert counted["HANDBOOK"]["agencyIds"] == ["told handbook"]


async def test_the_husbands_own_need_stays_with_those_who_work_with_him(told: Asking) -> None:
    response = await told(DOCUMENT, {"for": {"householdId": "told home"}})
    answer = response["data"]["referralPartners"]
    left = _left(answer)
    assert left["told free"] == ["told her need", "told his need"]
    assert left["told his"] == ["told his need"]
    assert left["told asked"] == ["told his need"]
    counted = {each["filter"]: each for each in answer["filters"]}
    assert (counted["CONFLICT"]["removedAgencies"], counted["CONFLICT"]["removedNeeds"]) == (0, 2)
    under_way = {each["agencyId"]: each["underWay"] for each in answer["partners"]}
    assert under_way["told asked"] == ["told his need"]
    assert [each["agencyId"] for each in answer["partners"] if each["alreadyActive"]] == sorted(
        ["told both", "told his"],
        key=[each["agencyId"] for each in answer["partners"]].index,
    )
