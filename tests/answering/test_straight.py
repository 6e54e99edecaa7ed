"""What is answered straight is answered in the bytes, and by the statements, of the executor.

The other way is Strawberry's own `execute`, which knows nothing of operations answered straight.
"""

import asyncio
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from typing import Any, cast

import orjson
import pytest
import strawberry
from graphql import OperationDefinitionNode, get_variable_values, parse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from graph.cypher import Statement
from graph.errors import DatabaseAway
from graph.gateway import Gateway, Row
from graph.policy import POLICY
from graph.viewer import DEMO_VIEWER
from resolvers.context import Context
from resolvers.limits import Limits
from resolvers.plans import Plans
from resolvers.straight import straight_operations
from schema.api import Api
from schema.api import api as built
from schema.federation import federated
from server.outcome import outcome_of
from tests.answering.asking import CITY_DAY, Asking
from tests.answering.operations import operations
from tests.answering.test_against_the_oracle import IDS, SCHEMA
from tests.answering.test_bad_asks import BAD
from tests.sealed import SEALS

EXAMPLES = int(os.environ.get("TSUNAGU_EXAMPLES", "40"))
NOON = datetime.combine(CITY_DAY, time(12), UTC)
TRACE = re.compile(rb"[0-9a-f]{16}")
Rows = Callable[[Statement, list[Row]], list[Row]]


@dataclass
class Seen:
    """A gateway that is asked through, and remembers what: `rows` may spoil what comes back."""

    gateway: Gateway
    rows: Rows = lambda _, rows: rows
    asked: list[tuple[str, str, Mapping[str, Any]]] = field(
        default_factory=list[tuple[str, str, Mapping[str, Any]]]
    )

    async def read(self, statement: Statement) -> list[Row]:
        self.asked.append((statement.name, statement.text, statement.parameters))
        return self.rows(statement, await self.gateway.read(statement))


async def _answered(
    execute: Any, api: Api, gateway: Gateway, rows: Rows | None, asked: tuple[Any, ...]
) -> tuple[Any, ...]:
    """What came of it: status, bytes, and the statements; or the refusal that was raised."""
    seen = Seen(gateway) if rows is None else Seen(gateway, rows)
    context = Context(
        cast("Gateway", seen), Plans(POLICY), DEMO_VIEWER, CITY_DAY, SEALS, clock=lambda: NOON
    )
    operation, variables, name, allowed, extensions = asked
    try:
        result = await execute(api, operation, variables, context, None, name, allowed, extensions)
    except (CannotGetOperationTypeError, InvalidOperationTypeError) as refusal:
        return type(refusal), vars(refusal), seen.asked
    outcome = outcome_of(result)
    # The executor tells errors of several root fields as they happen.
    outcome.payload.get("errors", []).sort(key=lambda error: str(error.get("locations")))
    told = TRACE.sub(b"-", orjson.dumps(outcome.payload))
    return outcome.status, outcome.in_graphql, told, sorted(seen.asked, key=repr)


async def _agree(
    api: Api,
    gateway: Gateway,
    operation: str,
    variables: dict[str, Any] | None = None,
    *,
    name: str | None = None,
    allowed: Any = None,
    extensions: Any = None,
    rows: Rows | None = None,
) -> bytes:
    """Both ways agree; the bytes of the answer."""
    asked = operation, variables, name, allowed, extensions
    ours = await _answered(Api.execute, api, gateway, rows, asked)
    other = await _answered(strawberry.Schema.execute, api, gateway, rows, asked)
    assert ours == other
    return ours[2] if isinstance(ours[2], bytes) else b""


@pytest.mark.anyio
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(operation=operations(SCHEMA, IDS))
async def test_generated_operations_are_answered_alike(operation: str, asking: Asking) -> None:
    api, gateway = asking._api, asking._context.gateway
    assert None in api.documents.read(operation).straight
    await _agree(api, gateway, operation)


PAGE = "query P($n: Int = 2, $a: String) { districts(first: $n, after: $a) { nodes { code } } }"
BY_ID = "query($id: ID!) { district(id: $id) { code name } }"
DAY = "query($d: Date) { districts(first: 2) { nodes { supporters(asOf: $d) { totalCount } } } }"
TWO = "query A { districts(first: 1) { nodes { code } } } query B { areas { totalCount } }"
WHERE = "query($w: DistrictWhere) { districts(where: $w) { nodes { code } } }"
ORDER = "query($o: [DistrictOrder!]) { districts(first: 2, orderBy: $o) { nodes { code } } }"
Case = tuple[str, dict[str, Any] | None, dict[str, Any]]
CASES: list[Case] = [
    *((operation, variables, {}) for operation, variables, _ in BAD),
    (PAGE, None, {}),
    (PAGE, {"n": 1}, {}),
    (PAGE, {"n": None, "a": None}, {}),
    (PAGE, {"n": "1"}, {}),
    (PAGE, {"n": 1.0}, {}),
    (PAGE, {"n": 2**40}, {}),
    (PAGE, {"unknown": 1}, {}),
    (PAGE, {"n": 1}, {"name": "P"}),
    (PAGE, {"n": 1}, {"name": "Q"}),
    (PAGE, {"n": 1}, {"extensions": {"cost": True}}),
    (PAGE, {"n": "x"}, {"extensions": {"cost": True}}),
    (BY_ID, {}, {}),
    (BY_ID, {"id": None}, {}),
    (BY_ID, {"id": 7}, {}),
    (BY_ID, {"id": ["x"]}, {}),
    (BY_ID, {"id": "x\0"}, {}),
    (BY_ID, {"id": "unknown"}, {}),
    (BY_ID, {"id": "か\u3099"}, {}),
    (DAY, {"d": "令和3年7月31日"}, {}),
    (DAY, {"d": "yesterday"}, {}),
    (DAY, {"d": None}, {}),
    (WHERE, {"w": {"code": {"eq": "11"}}}, {}),
    (WHERE, {"w": {"code": {"eq": 11}}}, {}),
    (WHERE, {"w": {"code": {"is": "11"}}}, {}),
    (WHERE, {"w": None}, {}),
    (ORDER, {"o": {"code": "DESC"}}, {}),
    (ORDER, {"o": [{"code": "DESC", "name": "ASC"}]}, {}),
    (ORDER, {"o": [{"code": None}]}, {}),
    (TWO, None, {}),
    (TWO, None, {"name": "B"}),
    (TWO, None, {"name": ""}),
    ("query($k: Int!) { districts(first: $k) { nodes { code } } }", {"k": 1}, {}),
    ("query($k: String = null) { districts(last: 1, before: $k) { nodes { code } } }", None, {}),
    ("query($ids: [ID!]! = []) { nodes(ids: $ids) { id } }", None, {}),
    ("query($ids: [ID!]! = []) { nodes(ids: $ids) { id } }", {"ids": None}, {}),
    ("query($id: ID!) { nodes(ids: [$id, $id]) { id __typename } }", {"id": "x"}, {}),
    ("{ a: districts(first: 1) { totalCount } b: districts(first: 0) { totalCount } }", None, {}),
    ("{ nodes(ids: []) { id } districts(first: 0) { totalCount } }", None, {}),
    ("{ districts(first: 1) { totalCount } districts(first: 1) { nodes { code } } }", None, {}),
    ("{ districts(first: 1) { totalCount } __typename }", None, {}),
    ("{ districts(first: 1) @skip(if: true) { totalCount } }", None, {}),
    ("query($s: Boolean!) { areas @include(if: $s) { totalCount } }", {"s": False}, {}),
    ("query($s: Boolean!) { areas { totalCount @skip(if: $s) __typename } }", {"s": True}, {}),
    ("query($s: Boolean!) { areas { totalCount @skip(if: $s) __typename } }", {"s": None}, {}),
    ("{ ...F } fragment F on Query { districts(first: 1) { totalCount } }", None, {}),
    ("{ ... { districts(first: 1) { totalCount } } }", None, {}),
    ("{ districts(first: 1) { ...F } } fragment F on DistrictConnection { totalCount }", None, {}),
    ("{ kinds { name } districts(first: 1) { totalCount } }", None, {}),
    ("{ districtCoverage { district { code } } }", None, {}),
    ("{ __schema { queryType { name } } }", None, {}),
    ("{ __typename }", None, {}),
    ("{ districts(first: 1) { nodes { cod } } }", None, {}),
    ("{ districts(first: 1) { nodes { code }", None, {}),
    (" ", None, {}),
    ("fragment F on Query { __typename }", None, {}),
    ("subscription { gapChanged { event } }", None, {}),
    ("subscription { supportGapChanged { __typename } }", None, {"allowed": {OperationType.QUERY}}),
    ("mutation { moveReferral { __typename } }", None, {"allowed": {OperationType.QUERY}}),
    ("{ areas { totalCount } }", None, {"allowed": {OperationType.MUTATION}}),
]


@pytest.mark.anyio
@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0][:60])
async def test_whatever_is_asked_is_answered_or_refused_alike(case: Case, asking: Asking) -> None:
    operation, variables, more = case
    await _agree(asking._api, asking._context.gateway, operation, variables, **more)


@pytest.mark.anyio
async def test_limits_refuse_alike(asking: Asking) -> None:
    tight = built(Limits(cost=10))
    operation = "query($n: Int) { districts(first: $n) { nodes { code } } }"
    for n in (10, 11):
        told = await _agree(tight, asking._context.gateway, operation, {"n": n})
        assert (b"LIMIT_EXCEEDED" in told) is (n > 10)


PLAINLY = "query($i: ID!, $s: String, $b: Boolean!) { node(id: $i) { id } districts(after: $s) { totalCount @skip(if: $b) __typename } }"


@settings(max_examples=EXAMPLES, deadline=None)
@given(given=st.tuples(*(st.one_of(st.text(), st.booleans(), st.integers(), st.none()),) * 3))
def test_plain_variables_are_what_they_are_coerced_to(given: tuple[Any, ...]) -> None:
    document = parse(PLAINLY)
    straight = straight_operations(SCHEMA, document)[None]
    variables = dict(zip("isb", given, strict=True))
    plain = straight._plainly(variables)
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    read = get_variable_values(SCHEMA, operation.variable_definitions or (), variables)
    if plain is not None:
        assert not isinstance(read, list)
        assert plain == read.coerced
        assert [*map(type, plain.values())] == [*map(type, read.coerced.values())]


def _untold(_: Statement, rows: list[Row]) -> list[Row]:
    """The rows without their texts, where the schema promises some."""

    def untold(value: Any) -> Any:
        if isinstance(value, list):
            return [untold(each) for each in cast("list[Any]", value)]
        return None if isinstance(value, str) else value

    return [untold(row) for row in rows]


def _none(_: Statement, _rows: list[Row]) -> list[Row]:
    return []


def _away(_: Statement, _rows: list[Row]) -> list[Row]:
    raise DatabaseAway("The database is away.")


def _unforeseen(_: Statement, _rows: list[Row]) -> list[Row]:
    raise ZeroDivisionError("an inner thing that nobody is told")


def _second_away(statement: Statement, rows: list[Row]) -> list[Row]:
    if "Area" in statement.text:
        raise DatabaseAway("The database is away.")
    return rows


@pytest.mark.anyio
@pytest.mark.parametrize("rows", [_untold, _none, _away, _unforeseen, _second_away])
@pytest.mark.parametrize(
    "operation",
    [
        f'{{ one: district(id: "{dict(IDS)["District"]}") {{ code name id }} }}',
        f'{{ nodes(ids: ["{dict(IDS)["District"]}"]) {{ id }} }}',
        f'{{ a: district(id: "{dict(IDS)["District"]}") {{ id }} areas(first: 1) {{ totalCount }} }}',
    ],
)
async def test_what_fails_below_fails_alike(operation: str, rows: Rows, asking: Asking) -> None:
    told = await _agree(asking._api, asking._context.gateway, operation, rows=rows)
    assert b"an inner thing" not in told


@pytest.mark.anyio
async def test_data_that_break_a_promise_are_told_alike(asking: Asking) -> None:
    operation = "{ all: districts(first: 3) { nodes { code } } }"
    told = await _agree(asking._api, asking._context.gateway, operation, rows=_untold)
    assert b"DATA_FAULT" in told


@pytest.mark.anyio
async def test_entities_of_a_federation_are_answered_alike(asking: Asking) -> None:
    operation = (
        "query($r: [_Any!]!) { _entities(representations: $r) { ... on District { code } } }"
    )
    api = federated()
    kind, id_ = next(each for each in IDS if each[0] == "District")
    for representation in ({"__typename": kind, "id": id_}, {"__typename": kind}, {}, "x"):
        given = {"r": [representation]}
        await _agree(api, asking._context.gateway, operation, given)


@pytest.mark.anyio
async def test_an_operation_given_up_is_given_up_in_the_database(asking: Asking) -> None:
    started, ended = asyncio.Event(), list[str]()

    class Waiting:
        async def read(self, statement: Statement) -> list[Row]:
            started.set()
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                ended.append(statement.name)
                raise
            return []

    context = Context(cast("Gateway", Waiting()), Plans(POLICY), DEMO_VIEWER, CITY_DAY, SEALS)
    operation = "{ districts { totalCount } areas { totalCount } }"
    under_way = asyncio.create_task(asking._api.execute(operation, None, context))
    await started.wait()
    under_way.cancel()
    with pytest.raises(asyncio.CancelledError):
        await under_way
    assert len(ended) == 2
