"""What is done to a request before its first statement grows with its length, and with no square of it.

Each shape is sent at an eighth, a quarter, half and the whole of what the limits let in; the processor
time of this process is measured from the text to the statement: parsed, validated, priced, coerced,
compiled, printed. Where it doubles with the length, eight times as much takes eight times as long.
"""

import gc
import time
from collections.abc import Callable
from functools import cache
from math import log2
from typing import Any

import pytest

import graph.naming
from graph.policy import POLICY
from graph.viewer import Role
from resolvers.plans import Plans
from schema.api import Api
from schema.api import api as built
from server.outcome import outcome_of
from tests.access.people import context_of
from tests.access.test_against_the_view import CITY
from tests.grammar.test_compiled import Compiling

Shape = Callable[[int], tuple[str, dict[str, Any]]]
SIZES = (1, 2, 4, 8)
MOST_EXPONENT = 1.45
"""Between 1, which is linear, and 2, which is a square."""
TELLING_SECONDS = 0.004
"""Below it, what does not depend on the length is most of it."""
LARGEST_SECONDS = 0.050
SLOW_MACHINE = 8
TRIES = 4


@cache
def usual() -> Api:
    """The schema with the limits that are usual."""
    return built()


def joined(each: str, times: int, by: str = " ") -> str:
    return by.join(each.replace("#", str(place)) for place in range(times))


def _in_variable(of: Callable[[int], Any]) -> Shape:
    text = "query ($w: DistrictWhere) { districts(where: $w, first: 1) { totalCount } }"
    return lambda n: (text, {"w": of(n)})


IN_TEXT = '{name: {eq: "#"}}'
NAMED = {"name": {"eq": "x"}}
SHAPES: dict[str, Shape] = {
    "conditions joined, in the text": lambda n: (
        f"{{ districts(where: {{AND: [{joined(IN_TEXT, 11 * n)}]}}) {{ totalCount }} }}", {},
    ),
    "conditions joined, in a variable": _in_variable(lambda n: {"AND": [NAMED] * 12 * n}),
    "alternatives in alternatives": _in_variable(
        lambda n: {"AND": [{"OR": [NAMED] * 6}] * 2 * n}
    ),
    "related nodes": _in_variable(
        lambda n: {"AND": [{"supporters": {"some": {"name": {"eq": "x"}}}}] * 6 * n}
    ),
    "related nodes of related nodes": _in_variable(
        lambda n: {"OR": [{"households": {"some": {"members": {"none": {"name": {"eq": "x"}}}}}}] * 4 * n}
    ),
    "negations": _in_variable(lambda n: _nested({"NOT": NAMED}, n, "NOT")),
    "ranges": _in_variable(
        lambda n: {"OR": [{"population": {"between": {"from": 1, "to": 2}}}] * 6 * n}
    ),
    "a list of values": _in_variable(lambda n: {"name": {"in": ["x"] * 12 * n}}),
    "a long text": _in_variable(lambda n: {"name": {"eq": "x" * 10_000 * n}}),
    "ids": lambda n: (
        "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["x"] * 12 * n},
    ),
    "fragments": lambda n: (
        f"{{ {joined('...F#', 4 * n)} }} "
        + joined("fragment F# on Query { districts { nodes { id name } } }", 4 * n), {},
    ),
    "operations": lambda n: (
        joined("query Q# { districts { nodes { id } } }", 10 * n), {"@named": "Q0"},
    ),
    "lists below": lambda n: (
        f"{{ districts(first: 1) {{ nodes {{ {joined('... on District { households(first: 1) { nodes { id } } }', 5 * n)} }} }} }}", {},
    ),
    "variables": lambda n: (
        f"query ({joined('$v#: String!', 6 * n, ', ')}) {{ districts(where: {{OR: [{joined('{name: {eq: $v#}}', 6 * n)}]}}) {{ totalCount }} }}",
        {f"v{place}": "x" for place in range(6 * n)},
    ),
}  # fmt: skip


def _nested(inner: Any, times: int, by: str) -> Any:
    for _ in range(times):
        inner = {by: inner}
    return inner


async def own_seconds(api: Api, shape: Shape, size: int) -> float:
    """The least processor time of some requests, each as if it were the first of its kind."""
    text, variables = shape(size)
    variables = dict(variables)
    named = variables.pop("@named", None)
    schema, found = api.for_role(Role.COORDINATOR), list[float]()
    for _ in range(3):
        schema.documents._kept.clear()
        gateway = Compiling()
        context = context_of(CITY.people["coordinator"], gateway, Plans(POLICY))  # pyright: ignore[reportArgumentType] -- it stands where a gateway does
        before = time.process_time()
        result = await schema.execute(text, variables, context, operation_name=named)
        found.append(time.process_time() - before)
        codes = {each["extensions"]["code"] for each in outcome_of(result).payload["errors"]}
        assert codes == {"DATABASE_AWAY"}, (size, outcome_of(result).payload["errors"][:1])
    return min(found)


async def measured(api: Api, shape: Shape) -> list[float]:
    gc.collect()
    gc.disable()
    try:
        return [await own_seconds(api, shape, size) for size in SIZES]
    finally:
        gc.enable()


def grows(seconds: list[float]) -> float:
    """The exponent by which it grows, over the last two doublings."""
    return log2(seconds[-1] / seconds[-3]) / 2


@pytest.mark.anyio
@pytest.mark.parametrize("name", SHAPES)
async def test_threat_30_work_before_the_first_statement_is_linear(name: str) -> None:
    tries = list[list[float]]()
    for _ in range(TRIES):
        tries.append(await measured(usual(), SHAPES[name]))
        if tries[-1][-1] < TELLING_SECONDS or grows(tries[-1]) <= MOST_EXPONENT:
            break
    else:
        pytest.fail(f"{name}: {[[round(each * 1e3, 1) for each in one] for one in tries]} ms")
    assert tries[-1][-1] < LARGEST_SECONDS * SLOW_MACHINE


@pytest.mark.anyio
async def test_a_square_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """As parameters were once named: by trying every number before."""
    shape = SHAPES["conditions joined, in a variable"]
    before = graph.naming.Names.parameter

    def slow(self: Any, stem: Any, read: Any) -> Any:
        for _ in range(len(self.values) * 2_000):
            pass
        return before(self, stem, read)

    monkeypatch.setattr(graph.naming.Names, "parameter", slow)
    assert grows(await measured(usual(), shape)) > MOST_EXPONENT
