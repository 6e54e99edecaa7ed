"""While the register of gaps is being filled, nobody takes what is not there yet for the truth."""

from typing import Any

import httpx
import pytest

from graph.address import DatabaseAddress
from server.manners import Manners
from server.register import Register
from tests.served import PATIENT, serving

FAR = {"households": 5, "of": 12}
ABOUT_GAPS: list[dict[str, Any]] = [
    {"query": "{ supportGaps(first: 1) { totalCount } }"},
    {"query": "{ households(first: 1) { nodes { supportGaps(first: 1) { totalCount } } } }"},
    {
        "query": "query Q($where: HouseholdWhere) { households(where: $where) { totalCount } }",
        "variables": {"where": {"supportGaps": {"some": {"open": {"eq": True}}}}},
    },
]


@pytest.mark.parametrize("asked", ABOUT_GAPS)
def test_whoever_asks_for_gaps_is_told_how_far_the_register_is(
    small_city: DatabaseAddress, asked: dict[str, Any]
) -> None:
    register = Register(5, 12)
    with serving(small_city, Manners(), PATIENT, register=register) as address:

        def ask(body: dict[str, Any]) -> dict[str, Any]:
            answer = httpx.post(f"{address}/graphql", json=body, timeout=60).json()
            assert "errors" not in answer, answer
            return answer

        assert ask(asked)["extensions"] == {"register": FAR}
        assert "extensions" not in ask({"query": "{ residents(first: 1) { totalCount } }"})
        register.failed = True
        assert ask(asked)["extensions"] == {"register": {**FAR, "failed": True}}
        register.complete = True
        assert "extensions" not in ask(asked)


def test_ready_it_is_and_says_how_far_the_register_is(small_city: DatabaseAddress) -> None:
    register = Register(5, 12)
    with serving(small_city, Manners(), PATIENT, register=register) as address:
        ready = httpx.get(f"{address}/readyz")
        assert (ready.status_code, ready.json()["register"]) == (200, FAR)
        register.complete = True
        assert "register" not in httpx.get(f"{address}/readyz").json()
