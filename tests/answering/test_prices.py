"""What a page shows of one household costs less than the limit, and holds no more than was estimated."""

from typing import Any

import pytest
from graphql import GraphQLSchema, get_named_type

from resolvers.limits import Limits
from schema.api import Api
from tests.access.inquiring import DEEPEST, told
from tests.answering.asking import Asking

pytestmark = pytest.mark.anyio

HOUSEHOLDS = 12
MOST = "orderBy: [{needsCount: DESC}], where: {needs: {some: {closedOn: {isNull: true}}}}"


def _documents(schema: GraphQLSchema, id_: str) -> dict[str, str]:
    query = schema.query_type
    assert query is not None
    partners, teams = (
        told(schema, get_named_type(query.fields[name].type), DEEPEST)
        for name in ("referralPartners", "referralTeams")
    )
    fragility = schema.type_map["Household"].fields["fragility"].type  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType, reportUnknownMemberType] -- an object type
    whom = f'for: {{householdId: "{id_}"}}'
    return {
        "fragility": f'{{ household(id: "{id_}") {{ fragility {told(schema, get_named_type(fragility), DEEPEST)} }} }}',
        "partners": f"{{ referralPartners({whom}, first: 30) {partners} }}",
        "teams": f"{{ referralTeams({whom}, first: 30) {teams} }}",
    }


def _objects(answer: Any) -> int:
    """How many objects an answer holds."""
    if isinstance(answer, dict):
        return 1 + sum(map(_objects, answer.values()))
    return sum(map(_objects, answer)) if isinstance(answer, list) else 0


async def test_all_of_a_household_is_within_the_limit_and_the_estimate(
    asking: Asking, api: Api
) -> None:
    found = await asking(f"{{ households(first: {HOUSEHOLDS}, {MOST}) {{ nodes {{ id }} }} }}")
    homes = [each["id"] for each in found["data"]["households"]["nodes"]]
    assert len(homes) == HOUSEHOLDS
    for id_ in homes:
        for name, document in _documents(api._schema, id_).items():
            price = api.documents.read(document).prices[None].read({})
            assert price <= Limits().cost / 2, (name, price)
            answer = await asking(document)
            assert "errors" not in answer
            assert _objects(answer["data"]) - 1 <= price, name
