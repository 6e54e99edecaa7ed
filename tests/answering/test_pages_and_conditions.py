"""What must be so of any list, whatever it is narrowed and sorted by: pages join, conditions part it."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.answering.asking import CITY_DAY, Asking
from tests.answering.operations import conditions, orders
from tests.answering.oracle import Oracle, Ref
from tests.answering.test_against_the_oracle import SCHEMA, WORLD

EXAMPLES = int(os.environ.get("TSUNAGU_LAWS", "5"))
LARGEST_PAGE = 100
LISTS = {
    str(field.type).removesuffix("Connection"): name
    for name, field in SCHEMA.query_type.fields.items()  # pyright: ignore[reportOptionalMemberAccess]
    if str(field.type).endswith("Connection")
}
KINDS = st.sampled_from([kind for kind, nodes in WORLD.nodes.items() if nodes])
PAGE = "nodes { id } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }"
generated = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, str]:
    """A kind, and the arguments by which its list is sorted and may be narrowed."""
    kind = draw(KINDS)
    arguments = f"orderBy: {draw(orders(SCHEMA, LISTS[kind]))}"
    condition = draw(st.none() | conditions(SCHEMA, kind))
    return kind, arguments + (f" where: {condition}" if condition else "")


@st.composite
def parted(draw: st.DrawFn) -> tuple[str, str]:
    """A kind, and a condition on its nodes."""
    kind = draw(KINDS)
    return kind, draw(conditions(SCHEMA, kind))


@st.composite
def joined(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """A kind, some conditions on its nodes, and the same in another order."""
    kind = draw(KINDS)
    parts = draw(st.lists(conditions(SCHEMA, kind), min_size=2, max_size=3))
    return kind, parts, draw(st.permutations(parts))


async def page(asking: Asking, name: str, arguments: str, what: str = PAGE) -> dict[str, Any]:
    answer = await asking(f"{{ {name}({arguments}) {{ {what} }} }}")
    assert "errors" not in answer, answer
    return answer["data"][name]


def ids(found: dict[str, Any]) -> list[str]:
    return [node["id"] for node in found["nodes"]]


async def every_id(asking: Asking, name: str, arguments: str) -> list[str]:
    found: list[str] = []
    after = ""
    while True:
        each = await page(asking, name, f"first: {LARGEST_PAGE} {arguments} {after}")
        found += ids(each)
        after = f'after: "{each["pageInfo"]["endCursor"]}"'
        if not each["pageInfo"]["hasNextPage"]:
            return found


@pytest.mark.anyio
@generated
@given(listed=lists(), size=st.integers(1, 12), backward=st.booleans())
async def test_one_page_is_two_of_half_its_size(
    listed: tuple[str, str], size: int, asking: Asking, *, backward: bool
) -> None:
    kind, arguments = listed
    name = LISTS[kind]
    many, on, edge = ("last", "before", "start") if backward else ("first", "after", "end")
    whole = await page(asking, name, f"{many}: {2 * size} {arguments}")
    near = await page(asking, name, f"{many}: {size} {arguments}")
    cursor = near["pageInfo"][f"{edge}Cursor"]
    if cursor is None:
        assert ids(whole) == []
        return
    far = await page(asking, name, f'{many}: {size} {on}: "{cursor}" {arguments}')
    halves = (far, near) if backward else (near, far)
    assert ids(whole) == ids(halves[0]) + ids(halves[1])
    more = "hasPreviousPage" if backward else "hasNextPage"
    assert far["pageInfo"][more] == whole["pageInfo"][more]
    assert near["pageInfo"][more] == bool(ids(far))


@pytest.mark.anyio
@generated
@given(part=parted())
async def test_a_condition_its_negation_and_what_is_unknown_make_the_whole_list(
    part: tuple[str, str], asking: Asking, oracle: Oracle
) -> None:
    kind, condition = part
    name = LISTS[kind]
    holding = await every_id(asking, name, f"where: {condition}")
    failing = await every_id(asking, name, f"where: {{NOT: {condition}}}")
    assert not set(holding) & set(failing)
    for where, found in ((condition, holding), (f"{{NOT: {condition}}}", failing)):
        counted = await page(asking, name, f"where: {where}", "totalCount")
        assert counted["totalCount"] == len(found)
    unknown = set(WORLD.nodes[kind]) - set(holding) - set(failing)
    known = oracle.known(kind, condition)
    assert unknown == {id_ for id_ in WORLD.nodes[kind] if known(Ref(kind, id_), CITY_DAY) is None}


@pytest.mark.anyio
@generated
@given(join=joined())
async def test_conditions_join_in_any_order(
    join: tuple[str, list[str], list[str]], asking: Asking
) -> None:
    kind, parts, turned = join
    name = LISTS[kind]
    for word in ("AND", "OR"):
        straight = await page(asking, name, f"where: {{{word}: [{', '.join(parts)}]}}")
        otherwise = await page(asking, name, f"where: {{{word}: [{', '.join(turned)}]}}")
        assert straight == otherwise
    apart = f"NOT: {{OR: [{', '.join(f'{{NOT: {part}}}' for part in parts)}]}}"
    together = await page(asking, name, f"where: {{AND: [{', '.join(parts)}]}}")
    assert together == await page(asking, name, f"where: {{{apart}}}")
