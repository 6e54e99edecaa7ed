"""What a caller of the API is told: the refusal, the estimate, and no names they did not know."""

from datetime import date
from typing import Any, cast

import pytest
from strawberry.types import ExecutionResult

from graph.gateway import Gateway
from graph.policy import POLICY
from graph.viewer import DEMO_VIEWER, Role
from resolvers.context import Context
from resolvers.documents import OTHERS_MAY
from resolvers.limits import Limits
from resolvers.plans import Plans
from schema.api import USUAL, Api, api
from tests.limits.judging import schema
from tests.sealed import SEALS


class NoDatabase:
    """Stands where the gateway does, and fails the test that asks."""

    async def read(self, _: Any) -> Any:
        raise AssertionError("a refused operation must not reach the database")


async def execute(
    operation: str, variables: dict[str, Any] | None = None, *, on: Api | None = None, **more: Any
) -> ExecutionResult:
    gateway = cast("Gateway", NoDatabase())
    context = Context(gateway, Plans(POLICY), DEMO_VIEWER, date(2021, 7, 31), SEALS)
    return await (on or schema()).execute(operation, variables, context, **more)


async def refusal(operation: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
    result = await execute(operation, variables)
    assert result.data is None
    (error,) = result.errors or ()
    return {"message": error.message, **(error.extensions or {})}


PAGES = """query($n: Int) {
  districts(first: 100) { nodes { supporters(first: $n) { nodes { watches(first: 3) { nodes { id } } } } } }
}"""


@pytest.mark.anyio
async def test_a_refusal_names_the_limit_its_value_and_the_operations() -> None:
    assert await refusal(PAGES, {"n": 50}) == {
        "message": "The operation may cost 20,100; 20,000 is the most.",
        "code": "LIMIT_EXCEEDED",
        "limit": "cost",
        "maximum": 20_000,
        "actual": 20_100,
        "hint": "Ask for smaller pages with `first`, or for fewer levels at a time.",
    }


@pytest.mark.anyio
async def test_variables_decide_the_cost_of_each_request_anew() -> None:
    for n, code in ((50, "LIMIT_EXCEEDED"), (49, None), (50, "LIMIT_EXCEEDED")):
        result = await execute(
            "query($n: Int) { __typename ...D @skip(if: true) } " + FRAGMENT, {"n": n}
        )
        codes = [(error.extensions or {}).get("code") for error in result.errors or ()]
        assert codes == ([code] if code else [])


FRAGMENT = "fragment D on Query " + PAGES.removeprefix("query($n: Int) ")


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("operation", "variables", "name"),
    [
        ('{ node(id: "a\\u0000b") { id } }', {}, "id"),
        ('{ node(id: "a\0b") { id } }', {}, "id"),
        ('{ districts(where: {name: {eq: "\\u0000"}}) { totalCount } }', {}, "eq"),
        ("query($id: ID!) { node(id: $id) { id } }", {"id": "a\0b"}, "id"),
        ("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": ["x", "\0"]}, "ids.1"),
        (
            "query($w: DistrictWhere) { districts(where: $w) { totalCount } }",
            {"w": {"name": {"eq": "\0"}}},
            "w.name.eq",
        ),
    ],
)
async def test_threat_53_a_nul_is_refused_wherever_it_stands(
    operation: str, variables: dict[str, Any], name: str
) -> None:
    refused = await refusal(operation, variables)
    assert refused["code"] == "BAD_INPUT"
    assert refused["message"].startswith(f"`{name}` holds")


@pytest.mark.anyio
async def test_threat_53_half_a_surrogate_pair_is_no_text() -> None:
    assert "Invalid Unicode" in (await refusal('{ node(id: "\\ud800") { id } }'))["message"]


@pytest.mark.anyio
async def test_a_document_too_long_or_unreadable_is_an_error_like_others() -> None:
    for operation in ("{ __typename ", "#\n" * 1_000 + "{ __typename }", " " * 20_001):
        assert (await refusal(operation))["message"]


@pytest.mark.anyio
async def test_the_estimate_is_told_to_those_who_ask() -> None:
    operation = (
        "{ __typename ...D @skip(if: true) } fragment D on Query { districts { nodes { id } } }"
    )
    asked = await execute(operation, operation_extensions={"cost": True})
    assert asked.extensions == {"cost": {"estimated": 20, "maximum": 20_000}}
    for others in (None, {}, {"cost": 1}, {"cost": {}}, []):
        assert not (await execute(operation, operation_extensions=others)).extensions


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("operation", "near"),
    [
        ("{ distrcts { nodes { id } } }", "'districts'"),
        ("{ districts(frst: 1) { nodes { id } } }", "'first'"),
        ('{ districts(where: {nme: {eq: ""}}) { totalCount } }', "'name'"),
    ],
)
async def test_a_name_there_is_not_is_answered_with_those_near_it(
    operation: str, near: str
) -> None:
    errors = (await execute(operation)).errors or []
    assert any(f"Did you mean {near}" in each.message for each in errors)
    assert all((each.extensions or {})["hint"] for each in errors)


@pytest.mark.anyio
async def test_the_demo_says_what_other_roles_may_ask() -> None:
    """A field that a role has not looks like a typing error; where anybody may be anybody it is told."""
    for demo in (True, False):
        api = Api(USUAL)
        if demo:
            api.tell_of_other_roles()
        anonymous = api.for_role(Role.ANONYMOUS)
        for operation, others in (
            ("{ needs { totalCount } }", demo),
            ("{ nedds { totalCount } }", False),
        ):
            [error] = (await execute(operation, on=anonymous)).errors or []
            assert ((error.extensions or {})["hint"] == OTHERS_MAY) is others
            assert "needs" not in error.message.removeprefix("Cannot query field 'needs'")


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("operation", "variables"),
    [
        (f"{{ {' '.join(f'distrcts{place}' for place in range(6))} }}", {}),
        ("{ distrcts { nodes { ... on Distrct { id } } } ... on Distrct { id } }", {}),
        ("query($a: [DistrctWhere]) { __typename }", {}),
        ("query($a: String!) { districts(after: $a) { nodes { id } } }", {"b": 1}),
        (
            "query($a: [DistrictOrder!]) { districts(orderBy: $a) { nodes { id } } }",
            {"a": [{"nme": "ASC"}]},
        ),
    ],
)
async def test_threat_34_no_name_is_looked_for_where_that_may_take_long(
    operation: str, variables: dict[str, Any]
) -> None:
    result = await execute(operation, variables)
    assert result.errors
    for error in result.errors:
        assert "Did you mean" not in error.message


@pytest.mark.anyio
async def test_a_limit_that_is_set_is_the_one_that_holds() -> None:
    tight = api(Limits(aliases=1))
    assert not (await execute("{ a: __typename }", on=tight)).errors
    assert (await execute("{ a: __typename b: __typename }", on=tight)).errors
