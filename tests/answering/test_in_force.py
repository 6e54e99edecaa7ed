"""A tie holds from its first day on, until the day before it ends; where its dates are none, never."""

from datetime import date
from typing import LiteralString

import pytest

from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.gateway import Gateway
from graph.grants.households import holding
from graph.terms import Every, printed

DAY = date(2021, 7, 31)
HOLDS: LiteralString = f"WITH $given AS t RETURN {printed(Every(holding('t', '$today')))} AS holds"


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        (DAY, None, True),
        (date(2021, 8, 1), None, False),
        (date(2020, 1, 1), date(2021, 8, 1), True),
        (None, DAY, False),
        (None, "2021-12-31", False),
        ("2020-01-01", None, False),
        (20200101, date(2021, 8, 1), False),
    ],
)
async def test_on_which_days_a_tie_holds(
    since: object, until: object, small_city: DatabaseAddress, *, holds: bool
) -> None:
    given = {"given": {"since": since, "until": until}, "today": DAY}
    async with Gateway(small_city, read_seconds=60) as gateway:
        assert await gateway.read(Statement("holds", HOLDS, given)) == [[holds]]
