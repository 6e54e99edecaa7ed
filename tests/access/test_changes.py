"""Every change is answered to everybody in whose schema it is: made, or refused by a rule."""

import pytest

from graph.address import DatabaseAddress
from graph.gateway import Gateway
from graph.viewer import Role
from schema.api import api
from tests.access.changes import CASES, NAMES, ROLES, WHOLE, changes_of, changing, expected

pytestmark = pytest.mark.anyio


def test_every_change_of_the_schema_has_a_case_and_every_role_that_makes_one_somebody() -> None:
    assert set(CASES) == set(WHOLE)
    assert set(NAMES) == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
async def test_every_change_is_answered_cold_and_warm(
    role: Role, sheltered_database: DatabaseAddress
) -> None:
    """By the application, within the time it gives a request and with its own gateway's bounds."""
    async with Gateway(sheltered_database, watch=()) as gateway, changing(gateway) as make:
        for change in changes_of(api().for_role(role)._schema):
            for cold in (True, False):
                told = await make.made(role, change, cold=cold)
                assert told == expected(role, change, told), (change, cold)
