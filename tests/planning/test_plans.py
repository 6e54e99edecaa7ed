"""The database walks or seeks an index wherever one can serve, whatever is asked.

TSUNAGU_PLANS_NEO4J_URI, _USER and _PASSWORD name another city than the small one, since the planner
goes by what it has counted; TSUNAGU_PLANS says how many shapes of the enumeration to look at.
"""

import os
from collections.abc import AsyncGenerator

import pytest
from hypothesis import HealthCheck, example, given, settings

from graph.address import DatabaseAddress
from graph.gateway import Gateway, PlanStep
from graph.kinds.all import MODEL
from graph.want import ById, PageOf
from schema.api import Api
from tests.answering.operations import operations
from tests.answering.test_against_the_oracle import IDS, SCHEMA
from tests.planning.asked import Asked, asked
from tests.planning.enumeration import enumerated
from tests.planning.rules import EXCEPTIONS, SCAN, SEEKS, WALKS, findings
from tests.sealed import SEAL
from tests.worlds import PATIENT_SECONDS

SHAPES = int(os.environ.get("TSUNAGU_PLANS", "80"))
GENERATED = int(os.environ.get("TSUNAGU_PLANS_GENERATED", "10"))

GAPS_COUNTED = """{ supporters { nodes { districts(
  asOf: "2015-04-01", where: {id: {eq: "x"}}, tie: {since: {eq: "2015-04-01"}}
  orderBy: [{supportGapsCount: ASC}]) { nodes { id } } } } }"""


@pytest.fixture(scope="module")
async def gateway(swept_city: DatabaseAddress) -> AsyncGenerator[Gateway]:
    """The way to the city whose plans are looked at.

    It has its register of gaps: of a kind without nodes the planner scans all.
    """
    uri = os.environ.get("TSUNAGU_PLANS_NEO4J_URI")
    city = swept_city
    if uri:
        user = os.environ.get("TSUNAGU_PLANS_NEO4J_USER", "neo4j")
        city = DatabaseAddress(uri, user, os.environ["TSUNAGU_PLANS_NEO4J_PASSWORD"])
    async with Gateway(city, write_seconds=PATIENT_SECONDS, watch=()) as gateway:
        yield gateway


def spread(count: int) -> list[str]:
    """So many of the enumeration, evenly over it."""
    every = [*enumerated(SCHEMA)]
    return every[:: max(1, len(every) // count)]


async def faults(gateway: Gateway, each: Asked) -> list[str]:
    found = [*findings(each.ask, await gateway.explain(each.statement))]
    assert {finding.sentence for finding in found if finding.allowed} <= set(EXCEPTIONS)
    return [finding.sentence for finding in found if not finding.allowed]


@pytest.mark.anyio
@pytest.mark.timeout(3_600)
async def test_every_shape_of_one_feature_keeps_the_rule(gateway: Gateway, api: Api) -> None:
    found: dict[str, list[str]] = {}
    for operation in spread(SHAPES):
        for each in await asked(api, operation):
            if wrong := await faults(gateway, each):
                found[operation] = wrong
    assert found == {}


@pytest.mark.anyio
@pytest.mark.timeout(3_600)
@settings(
    max_examples=GENERATED,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(operation=operations(SCHEMA, IDS))
@example(operation=GAPS_COUNTED)
async def test_generated_operations_keep_the_rule(
    operation: str, gateway: Gateway, api: Api
) -> None:
    for each in await asked(api, operation):
        assert await faults(gateway, each) == []


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("operation", "sought"),
    [
        ('{ residents(where: {household: {district: {name: {eq: "x"}}}}) { totalCount } }', "n4:"),
        ('{ residents(where: {household: {id: {eq: "x"}}}) { nodes { id } } }', "n2:Household(id)"),
        (
            '{ households(where: {members: {some: {name: {eq: "x"}}}}) { nodes { id } } }',
            "n2:Resident(name)",
        ),
        (
            """{ needs(where: {AND: [{OR: [{severity: {gt: 2}}]}, {category: {code: {eq: "x"}}}]}) {
              aggregate { count } groups(by: [{severity: EACH}]) { totalCount } } }""",
            "n2:NeedCategory(code)",
        ),
    ],
)
async def test_a_list_is_entered_from_the_few_that_lead_to_it(
    gateway: Gateway, api: Api, operation: str, sought: str
) -> None:
    (each,) = await asked(api, operation)
    plan = await gateway.explain(each.statement)
    began = [step for step in plan if step.name in SEEKS | {SCAN}]
    assert began
    assert all(sought in step.details for step in began), plan
    assert not [step for step in plan if step.name in WALKS], plan


@pytest.mark.anyio
@pytest.mark.parametrize("page", ["first: 5", 'first: 5, after: "{}"', 'last: 5, before: "{}"'])
@pytest.mark.parametrize(
    "sorted_by",
    [
        ("residents", "birthDate", [False, "1980-01-01", "x"]),
        ("residents", "name", [False, "田中", "x"]),
        ("needs", "openedOn", [False, "2019-04-01", "x"]),
        ("supportGaps", "severity", [2, "M"]),
        ("supportGaps", "since", [False, "2019-04-01", "x"]),
    ],
)
@pytest.mark.parametrize("way", ["ASC", "DESC"])
async def test_a_page_of_a_list_an_index_sorts_costs_the_same_wherever_it_lies(
    gateway: Gateway, api: Api, sorted_by: tuple[str, str, list[object]], way: str, page: str
) -> None:
    """However large the city: what is absent is looked for only where the rest does not fill a page."""
    name, order, kept = sorted_by
    kind = next(each.name for each in MODEL.kinds if each.plural == name[0].upper() + name[1:])
    cursor = SEAL.text(f"{kind}:{order}{'+' if way == 'ASC' else '-'}", kept)
    arguments = f"{page.format(cursor)}, orderBy: [{{{order}: {way}}}]"
    (each,) = await asked(api, f"{{ {name}({arguments}) {{ nodes {{ id }} }} }}")
    assert (await gateway.profile(each.statement)).db_hits <= 150


def test_the_enumeration_asks_for_every_field_of_nodes_and_every_condition() -> None:
    text = "\n".join(enumerated(SCHEMA))
    query = SCHEMA.query_type
    assert query is not None
    kinds = [each.name for each in SCHEMA.get_possible_types(SCHEMA.type_map["Node"])]
    shown = {"Node", "[Node]!", *kinds, *(f"{kind}Connection" for kind in kinds)}
    asked_for = [name for name, field in query.fields.items() if str(field.type) in shown]
    assert len(asked_for) == 2 * len(kinds) + 2
    assert all(f" {name}(" in text or f" {name} " in text for name in asked_for)
    for kind in kinds:
        where, order = SCHEMA.type_map[f"{kind}Where"], SCHEMA.type_map[f"{kind}Order"]
        names = {*where.fields, *order.fields} - {"AND"}
        assert all(f"{{{name}: " in text for name in names)


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("operation", "steps", "wrong"),
    [
        ('{ household(id: "x") { id } }', [("NodeByLabelScan", "n:Household")], 1),
        (
            '{ household(id: "x") { id } }',
            [("NodeUniqueIndexSeek", "UNIQUE n:Household(id) WHERE id = $given.id")],
            0,
        ),
        ("{ households { nodes { id } } }", [("NodeByLabelScan", "n:Household")], 1),
        (
            "{ households { nodes { id } } }",
            [("Top", "n.id ASC"), ("NodeIndexScan", "RANGE INDEX n:Household(id)")],
            1,
        ),
        ("{ households { nodes { id } } }", [("NodeIndexScan", "INDEX n:Household(id)")], 0),
        (
            '{ residents(where: {name: {eq: "x"}}) { totalCount } }',
            [("NodeByLabelScan", "n:Resident")],
            2,
        ),
        ("{ households { totalCount } }", [("CartesianProduct", ""), ("Eager", "")], 1),
    ],
)
async def test_a_plan_that_breaks_the_rule_is_found(
    api: Api, operation: str, steps: list[tuple[str, str]], wrong: int
) -> None:
    (each,) = await asked(api, operation)
    found = findings(each.ask, [PlanStep(*step) for step in steps])
    assert len([finding for finding in found if not finding.allowed]) == wrong
    assert isinstance(each.ask, ById | PageOf)
