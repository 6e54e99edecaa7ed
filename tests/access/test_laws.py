"""What must be so for whoever asks, whatever they see: conditions part a list, writings are equal."""

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.access.everything import LARGEST_PAGE, kinds
from tests.access.people import GuardedAsking
from tests.access.test_against_the_view import APIS, CITY, IDS, ORACLES, VIEWS
from tests.answering.asking import CITY_DAY
from tests.answering.operations import conditions, operations
from tests.answering.oracle import Ref
from tests.answering.rewriting import Rewritten, named_as_before, rewritten

EXAMPLES = int(os.environ.get("TSUNAGU_ACCESS_LAWS", "6"))
generated = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@st.composite
def parted(draw: st.DrawFn) -> tuple[str, str, str]:
    """Somebody, a kind of which they see rows, and a condition on its nodes."""
    name = draw(st.sampled_from(sorted(CITY.people)))
    schema = APIS[name]._schema
    seen = [
        kind
        for kind in kinds(schema)
        if VIEWS[name].nodes[kind] and f"{kind}Where" in schema.type_map
    ]
    kind = draw(st.sampled_from(seen))
    return name, kind, draw(conditions(schema, kind))


@st.composite
def both_ways(draw: st.DrawFn) -> tuple[str, Rewritten]:
    """Somebody, and an operation with the same written otherwise."""
    name = draw(st.sampled_from(sorted(CITY.people)))
    schema = APIS[name]._schema
    ids = [(kind, id_) for kind, id_ in IDS if kind in schema.type_map]
    return name, rewritten(draw, schema, draw(operations(schema, ids)))


@pytest.mark.anyio
@generated
@given(part=parted())
async def test_threat_5_a_condition_its_negation_and_what_is_unknown_make_what_is_seen(
    part: tuple[str, str, str], asking_as: GuardedAsking
) -> None:
    name, kind, condition = part
    list_name = kinds(APIS[name]._schema)[kind]
    holding = await _every_id(asking_as, name, list_name, condition)
    failing = await _every_id(asking_as, name, list_name, f"{{NOT: {condition}}}")
    assert not holding & failing
    known = ORACLES[name].known(kind, condition)
    seen = set(VIEWS[name].nodes[kind])
    unknown = {id_ for id_ in seen if known(Ref(kind, id_), CITY_DAY) is None}
    assert holding | failing | unknown == seen
    assert not unknown & (holding | failing)


@pytest.mark.anyio
@generated
@given(both=both_ways())
async def test_an_operation_written_otherwise_shows_the_same(
    both: tuple[str, Rewritten], asking_as: GuardedAsking
) -> None:
    name, written = both
    plain = await asking_as(CITY.people[name], written.plain)
    otherwise = await asking_as(CITY.people[name], written.otherwise, written.variables)
    assert "errors" not in otherwise, otherwise
    assert named_as_before(otherwise["data"]) == plain["data"]


async def _every_id(asking: GuardedAsking, name: str, list_name: str, where: str) -> set[str]:
    """The ids of all rows for which a condition holds, page after page, each met once."""
    found, after = list[str](), ""
    while after is not None:
        what = "nodes { id } pageInfo { hasNextPage endCursor }"
        arguments = f"first: {LARGEST_PAGE} where: {where} {after}"
        answer: dict[str, Any] = await asking(
            CITY.people[name], f"{{ {list_name}({arguments}) {{ {what} }} }}"
        )
        assert "errors" not in answer, answer
        page = answer["data"][list_name]
        found += [node["id"] for node in page["nodes"]]
        told = page["pageInfo"]
        after = f'after: "{told["endCursor"]}"' if told["hasNextPage"] else None
    assert len(found) == len(set(found))
    return set(found)
