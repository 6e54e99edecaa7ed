"""Whoever changes a record, or hears that it was changed, is on record with those it is about."""

from collections.abc import AsyncGenerator
from typing import Any
from uuid import uuid4

import pytest

from audit.entry import Verb
from graph.policy import POLICY
from resolvers.changes import event_cursor
from resolvers.context import Context, Following
from tests.access.breaking import Remembering
from tests.access.test_swapped_besides import FOLLOWED, Whole
from tests.access.town import Town, viewer_of
from tests.answering.asking import CITY_DAY
from tests.sealed import SEALS

pytestmark = pytest.mark.anyio

FAMILY = {"hanako", "home"}
CHANGES = {
    "moveReferral": ("MoveReferralInput", {"id": "referral", "version": 1, "to": "ACCEPTED"}),
    "takeOnGap": ("TakeOnGapInput", {"id": "gap", "supporter": "csw"}),
    "dismissGap": ("DismissGapInput", {"id": "gap", "dismissal": "NOT_NOW"}),
}


async def _changed(town: Town, name: str, change: str) -> list[str]:
    input_, given = CHANGES[change]
    text = f"mutation ($input: {input_}!) {{ {change}(input: $input) {{ userErrors {{ code }} }} }}"
    answer = await town(name, text, {"input": {"idempotencyKey": str(uuid4()), **given}})
    assert "errors" not in answer, answer
    return [each["code"] for each in answer["data"][change]["userErrors"]]


@pytest.mark.parametrize("change", CHANGES)
async def test_threat_47_who_changes_a_record_has_changed_what_is_of_those_it_is_about(
    change: str, town: Town
) -> None:
    town.trail = Remembering()
    await town.protect("rival")
    town.trail.entries.clear()
    assert await _changed(town, "rival", change) == ["NOT_FOUND"]
    assert await _changed(town, "coordinator", change) == []
    tried, made = town.trail.entries
    assert (tried.verb, tried.about) == (Verb.CHANGE, {CHANGES[change][1]["id"]})
    assert (made.verb, made.about) == (Verb.CHANGE, FAMILY)


@pytest.mark.parametrize("what", ["all", "bare", "of referral"])
async def test_threat_47_who_hears_of_a_hand_over_has_read_of_those_it_is_about(
    what: str, town: Town
) -> None:
    assert await _changed(town, "coordinator", "moveReferral") == []
    await town.protect("rival")
    for name, whose in (("staff", FAMILY), ("rival", set[str]())):
        viewer, trail = viewer_of(name), Remembering()
        following = Following(Whole(town.gateway), lambda: CITY_DAY)
        given: Any = trail
        context = Context(town.gateway, town.plans, viewer, CITY_DAY, SEALS, following, trail=given)
        after = event_cursor(SEALS.of(viewer, POLICY.version), 0)
        stream = await town.api.for_role(viewer.role).subscribe(
            FOLLOWED[what], {"after": after}, context
        )
        assert isinstance(stream, AsyncGenerator), stream
        heard = [each async for each in stream]
        assert len(heard) == bool(whose)
        assert {each for entry in trail.entries for each in entry.about} == whose
        assert {entry.verb for entry in trail.entries} == ({Verb.READ} if whose else set())


def test_no_cursor_of_an_event_tells_how_many_there_were() -> None:
    seal = SEALS.of(viewer_of("staff"), POLICY.version)
    assert len({len(event_cursor(seal, each)) for each in (0, 9, 10, 12_345, 10**12)}) == 1
