"""What whole lists come to: facts that a page, another ask or another way of asking must bear out."""

from collections.abc import Sequence
from typing import Any

import pytest
from neo4j import GraphDatabase

from bench.recorder import statements_of
from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.kinds.all import MODEL
from graph.model import Privacy
from graph.policy import Policy, Rows, Shown
from graph.viewer import DEMO_VIEWER, Role
from resolvers.context import Context
from resolvers.plans import Plans
from schema.api import Api
from tests.answering.asking import CITY_DAY, Asking
from tests.sealed import SEALS

BY_PERIOD = """query($by: [NeedGroupBy!]!) {
  needs { groups(by: $by, first: 100) { totalCount entries { key { openedOn } count } } }
}"""


async def _groups(asking: Asking, operation: str, variables: Any = None) -> dict[str, Any]:
    answer = await asking(operation, variables)
    assert "errors" not in answer
    (found,) = answer["data"].values()
    return found


def _counts(entries: Sequence[dict[str, Any]]) -> int:
    return sum(each["count"] for each in entries)


@pytest.mark.anyio
async def test_groups_put_together_are_the_whole_list(asking: Asking) -> None:
    needs = await _groups(
        asking,
        """{ needs(where: {closedOn: {isNull: true}}) {
          totalCount
          aggregate { count severity { count sum } }
          groups(by: [{severity: EACH}, {acknowledged: EACH}], first: 100) {
            totalCount
            entries { count aggregate { severity { count sum } } }
          }
        } }""",
    )
    entries = needs["groups"]["entries"]
    assert len(entries) == needs["groups"]["totalCount"] > 1
    assert _counts(entries) == needs["totalCount"] == needs["aggregate"]["count"]
    for measure in ("count", "sum"):
        parts = [each["aggregate"]["severity"][measure] or 0 for each in entries]
        assert sum(parts) == needs["aggregate"]["severity"][measure]


@pytest.mark.anyio
@pytest.mark.parametrize("shown", ["key { openedOn }", "__typename"])
async def test_a_group_is_told_once_whatever_is_asked_of_it(shown: str, asking: Asking) -> None:
    by = "by: [{openedOn: FISCAL_YEAR}], orderBy: [{key: ASC}], first: 100"
    counted = await _groups(
        asking, f"{{ needs {{ groups({by}) {{ entries {{ count {shown} }} }} }} }}"
    )
    entries = counted["groups"]["entries"]
    assert _counts(entries) > len(entries) > 1, "one group at least holds several"
    for each in entries:
        del each["count"]
    alone = await _groups(asking, f"{{ needs {{ groups({by}) {{ entries {{ {shown} }} }} }} }}")
    assert alone["groups"]["entries"] == entries


@pytest.mark.anyio
async def test_a_group_holds_what_a_condition_on_its_key_finds(asking: Asking) -> None:
    found = await _groups(
        asking,
        """{ households { groups(by: [{district: EACH}], first: 3) {
          entries { key { district { id } } count }
        } } }""",
    )
    for each in found["groups"]["entries"]:
        same = await asking(
            "query($id: ID!) { households(where: {district: {id: {eq: $id}}}) { totalCount } }",
            {"id": each["key"]["district"]["id"]},
        )
        assert same["data"]["households"]["totalCount"] == each["count"]


@pytest.mark.anyio
async def test_a_fiscal_year_begins_in_april(asking: Asking) -> None:
    operation = """{ consultations { groups(by: [{heldOn: FISCAL_YEAR}, {fiscalYear: EACH}]) {
      entries { key { heldOn fiscalYear } }
    } } }"""
    entries = (await _groups(asking, operation))["groups"]["entries"]
    assert len(entries) > 2
    for each in entries:
        assert each["key"]["heldOn"] == f"{each['key']['fiscalYear']}-04-01"


@pytest.mark.anyio
async def test_a_period_in_a_variable_decides_anew_for_each_request(asking: Asking) -> None:
    found = {
        period: (await _groups(asking, BY_PERIOD, {"by": [{"openedOn": period}]}))["groups"]
        for period in ("YEAR", "MONTH", "YEAR")
    }
    assert all(each["key"]["openedOn"].endswith("-01-01") for each in found["YEAR"]["entries"])
    assert found["MONTH"]["totalCount"] > found["YEAR"]["totalCount"]
    operation = """query($period: GroupPeriod!) {
      needs { groups(by: [{openedOn: $period}]) { totalCount } }
    }"""
    for period in ("MONTH", "YEAR", "MONTH"):
        groups = (await _groups(asking, operation, {"period": period}))["groups"]
        assert groups["totalCount"] == found[period]["totalCount"]


@pytest.mark.anyio
async def test_a_direction_in_a_variable_decides_anew_for_each_request(asking: Asking) -> None:
    operation = """query($way: Direction!) {
      needs(first: 5, orderBy: [{openedOn: $way}]) { nodes { openedOn } }
      needs2: needs { groups(by: [{openedOn: DAY}], orderBy: [{key: $way}]) {
        entries { key { openedOn } }
      } }
    }"""
    for way in ("ASC", "DESC", "ASC"):
        data = (await asking(operation, {"way": way}))["data"]
        listed = [each["openedOn"] for each in data["needs"]["nodes"]]
        grouped = [each["key"]["openedOn"] for each in data["needs2"]["groups"]["entries"]]
        assert listed == sorted(listed, reverse=way == "DESC")
        assert grouped == sorted(grouped, reverse=way == "DESC")
        assert grouped[0] == listed[0]


@pytest.mark.anyio
async def test_nothing_comes_to_nothing(asking: Asking) -> None:
    nobody = await _groups(
        asking,
        """{ needs(where: {severity: {gt: 90}}) {
          aggregate { count severity { count countDistinct min max sum average } openedOn { max } }
          groups(by: [{severity: EACH}]) { totalCount entries { count } }
        } }""",
    )
    nothing = {"min": None, "max": None, "sum": None, "average": None}
    assert nobody["aggregate"] == {
        "count": 0,
        "severity": {"count": 0, "countDistinct": 0, **nothing},
        "openedOn": {"max": None},
    }
    assert nobody["groups"] == {"totalCount": 0, "entries": []}


@pytest.mark.anyio
async def test_what_is_masked_is_neither_measured_nor_told_apart(
    api: Api, small_city: DatabaseAddress
) -> None:
    masking = Policy(
        MODEL,
        rows={Role.DEMO: {kind.name: Rows.ALL for kind in MODEL.kinds}},
        classes={
            Role.DEMO: {
                each: Shown.NEVER if each is Privacy.NEED else Shown.ALWAYS for each in Privacy
            }
        },
    )
    assert MODEL.kind("Need")["severity"].privacy is Privacy.NEED
    assert MODEL.kind("Need")["openedOn"].privacy is Privacy.NEED
    async with Gateway(small_city) as gateway:
        result = await api.execute(
            """{ needs {
              totalCount
              aggregate { severity { count countDistinct min max sum average } }
              groups(by: [{severity: EACH}]) { totalCount entries { key { severity } count } }
              byMonth: groups(by: [{openedOn: MONTH}]) { totalCount }
            } }""",
            {},
            Context(gateway, Plans(masking), DEMO_VIEWER, CITY_DAY, SEALS),
        )
    assert result.errors is None
    assert result.data is not None
    needs = result.data["needs"]
    nothing = {"min": None, "max": None, "sum": None, "average": None}
    assert needs["aggregate"]["severity"] == {"count": 0, "countDistinct": 0, **nothing}
    assert needs["groups"] == {
        "totalCount": 1,
        "entries": [{"key": {"severity": None}, "count": needs["totalCount"]}],
    }
    assert needs["byMonth"] == {"totalCount": 1}


@pytest.mark.anyio
@pytest.mark.parametrize("kind", ["households", "residents", "needs"])
async def test_a_bare_count_is_read_from_the_count_store(
    kind: str, api: Api, small_city: DatabaseAddress
) -> None:
    operation = f"{{ {kind} {{ aggregate {{ count }} }} }}"
    (statement,) = await statements_of(api, operation, {}, CITY_DAY)
    assert "NodeCountFromCountStore" in _operators(small_city, statement.text)


def _operators(address: DatabaseAddress, text: str) -> str:
    auth = (address.user, address.password)
    quiet = GraphDatabase.driver(address.uri, auth=auth, notifications_min_severity="OFF")
    with quiet as driver, driver.session() as session:
        plan = session.run(f"EXPLAIN {text}").consume().plan
    return str(plan)
