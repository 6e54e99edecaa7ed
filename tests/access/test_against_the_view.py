"""What somebody is answered is what the naive oracle says of the world as they may see it."""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.cursor import Seal
from graph.grants.reading import AT_WORK
from graph.policy import POLICY
from graph.viewer import Role
from schema.api import api as built
from seeds.city import SEED, sheets
from tests.access.people import GuardedAsking, Made, city_of, of_grants, viewer_of
from tests.access.seeing import Somebody
from tests.answering.asking import CITY_DAY
from tests.answering.operations import operations
from tests.answering.oracle import Oracle, World, rounded
from tests.cities import ROOMY, SMALL_FACTOR
from tests.sealed import SEALS

EXAMPLES = int(os.environ.get("TSUNAGU_ACCESS_EXAMPLES", "15"))
API = built(ROOMY)
CITY = city_of(World.of(sheets(SEED, SMALL_FACTOR)))
WHO = {**CITY.people, "demo": Somebody("demo")}
"""Those of the city, and the demo, which sees all."""
VIEWS = Made(lambda name: CITY.seer.view(WHO[name]))
APIS = Made(lambda name: API.for_role(Role(WHO[name].role)))
ORACLES = Made(lambda name: Oracle(APIS[name], VIEWS[name], CITY_DAY, _seal_of(name)))
FILED = sorted(CITY.seer.sealed())
IDS = [
    (kind, id_)
    for kind, nodes in CITY.seer.world.nodes.items()
    for id_ in [*nodes][:3] + [each for each in FILED if each in nodes][:6]
]


def _seal_of(name: str) -> Seal:
    return SEALS.of(viewer_of(WHO[name]), POLICY.version)


def _asked_by(name: str) -> st.SearchStrategy[tuple[str, str]]:
    ids = [(kind, id_) for kind, id_ in IDS if kind in APIS[name]._schema.type_map]
    return st.tuples(st.just(name), operations(APIS[name]._schema, ids))


def test_every_rule_has_work_to_do() -> None:
    seer = CITY.seer
    assert len(CITY.begun) == 5
    assert len(seer.shelters) > 5, "some are marked by the load"
    assert all(seer.file_of(each.safe) for each in seer.shelters)
    for name, who in CITY.people.items():
        if who.role in {"volunteer", "csw", "agency staff", "coordinator"}:
            assert VIEWS[name].nodes["Household"], name
            assert len(VIEWS[name].nodes["Resident"]) > 2, name
    for name in CITY.people:
        if "protected from" in name:
            assert seer.shut_out(CITY.people[name]), name
    assert sum(map(len, VIEWS["csw"].nodes.values())) < sum(
        map(len, VIEWS["csw in a support meeting"].nodes.values())
    )


@pytest.mark.anyio
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(asked=st.sampled_from(sorted(CITY.people)).flatmap(_asked_by))
async def test_generated_operations_agree_with_the_view(
    asked: tuple[str, str], asking_as: GuardedAsking
) -> None:
    name, operation = asked
    answer = await asking_as(CITY.people[name], operation)
    expected = ORACLES[name].answer(operation)
    assert expected.errors is None
    assert rounded(answer) == rounded({"data": expected.data})
    assert len(asking_as.answering) == len(expected.data or {})
    grants = Counter(run.name for run in asking_as.runs if of_grants(run.name))
    more = {f"grants_of_{role.name.lower()}" for role in AT_WORK}
    assert all(count == 1 or (count == 2 and name in more) for name, count in grants.items()), (
        "they are read once a request, and once more when a later root field takes the households"
    )
