"""An OR that is all of a condition narrows what else narrows the list: its page, its ties, their days."""

import pytest

from tests.answering.asking import Asking
from tests.answering.oracle import Oracle, rounded

BY_SEVERITY = "where: {OR: [{severity: {eq: 1}}, {severity: {eq: 4}}]}"
ENDED_TIES = """{ households(where: {
  members: {some: {OR: [{employment: {eq: STUDENT}}, {deathDate: {isNull: false}}]}}
}) { totalCount } }"""
BESIDE_AN_EDGE = """{ residents(where: {
  carers: {some: {OR: [{sex: {eq: MALE}}, {employment: {eq: STUDENT}}]}, tie: {hoursPerWeek: {gte: 40}}}
}) { totalCount } }"""
NESTED = """{ districts(first: 5) { nodes {
  households(first: 3, where: {OR: [{composition: {eq: SINGLE}}, {phone: {isNull: true}}]}) {
    totalCount nodes { id members(where: {OR: [{sex: {eq: MALE}}, {sex: {eq: FEMALE}}]}) { nodes { id } } }
  }
} } }"""
QUANTIFIED = """{ households(where: {
  members: {none: {OR: [{employment: {eq: STUDENT}}, {sex: {eq: MALE}}]}}
  needs: {every: {OR: [{severity: {gte: 3}}, {openedOn: {isNull: true}}]}}
}) { totalCount } }"""


@pytest.mark.anyio
@pytest.mark.parametrize("operation", [ENDED_TIES, BESIDE_AN_EDGE, NESTED, QUANTIFIED])
async def test_the_naive_walk_says_the_same(operation: str, asking: Asking, oracle: Oracle) -> None:
    expected = oracle.answer(operation)
    assert expected.errors is None
    assert rounded(await asking(operation)) == rounded({"data": expected.data})


@pytest.mark.anyio
async def test_pages_go_on_and_come_to_an_end(asking: Asking, oracle: Oracle) -> None:
    operation = f"""query($after: String) {{
      needs(first: 10, after: $after, {BY_SEVERITY}) {{ nodes {{ id }} pageInfo {{ hasNextPage endCursor }} }}
    }}"""
    needs = oracle.world.nodes["Need"]
    right = sorted(id_ for id_, node in needs.items() if node["severity"] in {1, 4})
    found: list[str] = []
    after = None
    for _ in range(len(right) // 10 + 2):
        page = (await asking(operation, {"after": after}))["data"]["needs"]
        found += [node["id"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert sorted(found) == right
    assert len(found) == len(right)
