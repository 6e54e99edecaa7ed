"""Glass spoilt in one place is found by a check: none of its rules is there for nothing.

A run of the tests spoils some; with TSUNAGU_ACCESS_WHOLE=1 all.
"""

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

import graph.changes.glass
import graph.sight
import resolvers.glass
from audit.entry import Verb
from graph.grants import reading
from graph.grants.reading import GRANTS
from graph.model import Privacy
from graph.policy import BELONGING, POLICY, SEALABLE, Rows
from graph.sight import Sight
from graph.viewer import Role
from resolvers.context import Context
from resolvers.plans import Plans
from schema.families import ASKED_BY
from tests.access.breaking import Office
from tests.access.glass_checks import (
    Check,
    closed_until_broken,
    deny_edge_holds,
    every_read_is_on_record,
    meetings_of_support_stay_closed,
    nobody_elses,
    nothing_can_be_changed,
    nothing_opens_unrecorded,
    over_after_an_hour,
    protected_places_stay_closed,
    reads_what_a_coordinator_reads,
    stopped_from_the_next_statement,
    unknown_people_see_nobody_protected,
)
from tests.access.sample import spread
from tests.access.test_mutants import reworded

pytestmark = pytest.mark.anyio

Patch = pytest.MonkeyPatch
IN_THE_TESTS = 6


def _grants(words: str, otherwise: str) -> Callable[[Patch], None]:
    spoilt = reworded(GRANTS[Role.BREAK_GLASS], words, otherwise)
    grants: Mapping[Role, Any] = {**GRANTS, Role.BREAK_GLASS: spoilt}
    return lambda patch: patch.setattr(reading, "GRANTS", grants)


def _class(privacy: Privacy) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(graph.sight, "SEALABLE", SEALABLE - {privacy})


def _policy(**rows: Rows) -> Callable[[Patch], None]:
    table = {**POLICY.rows, Role.BREAK_GLASS: {**POLICY.rows[Role.BREAK_GLASS], **rows}}
    return lambda patch: patch.setattr(Office, "policy", replace(POLICY, rows=table))


def _no_record(patch: Patch) -> None:
    async def forget(*_: Any, **__: Any) -> None:
        """Keep nothing."""

    patch.setattr(Context, "record_always", forget)


def _under_no_opening(patch: Patch) -> None:
    record = Context.record

    async def whatever(self: Context, verb: Verb, name: str, about: Any, _: Any = None) -> None:
        await record(self, verb, name, about)

    patch.setattr(Context, "record", whatever)


def _only_who_is_shown(patch: Patch) -> None:
    record = Context.record

    async def of_somebody(self: Context, verb: Verb, name: str, about: Any, opening: Any) -> None:
        if about:
            await record(self, verb, name, about, opening)

    patch.setattr(Context, "record", of_somebody)


def _given(field: str) -> Callable[[Patch], None]:
    asked = {**ASKED_BY, field: ASKED_BY[field] | {Role.BREAK_GLASS}}
    return lambda patch: patch.setattr("schema.families.ASKED_BY", asked)


def _lasting(minutes: int) -> Callable[[Patch], None]:
    return lambda patch: patch.setattr(graph.changes.glass, "LASTS", timedelta(minutes=minutes))


def _told_afterwards(patch: Patch) -> None:
    opened = resolvers.glass.break_glass

    async def afterwards(gateway: Any, reason: Any, by: Any, asked: Any, tell: Any) -> int:
        async def not_yet() -> None:
            """Nothing is told before it holds."""

        event = await opened(gateway, reason, by, asked, not_yet)
        await tell()
        return event

    patch.setattr(resolvers.glass, "break_glass", afterwards)


STANDS = "(glass:GlassBreaking {standing: $account})"
ENDS_AT = "glass.endsAt > datetime($now)"
SPOILT: dict[str, tuple[Callable[[Patch], None], Check]] = {
    "whole glass lets through": (
        _grants(f"MATCH {STANDS}\nWHERE glass.openedAt <= datetime($now) AND {ENDS_AT}",
                f"OPTIONAL MATCH {STANDS}\nWHERE true"),
        closed_until_broken,
    ),
    "it never ends": (_grants(ENDS_AT, "true"), over_after_an_hour),
    "its last second lasts": (_grants(ENDS_AT, "glass.endsAt >= datetime($now)"), over_after_an_hour),
    "it is open before it is opened": (
        _grants("glass.openedAt <= datetime($now)", "true"), over_after_an_hour,
    ),
    "it lasts a minute longer": (_lasting(61), over_after_an_hour),
    "it lasts a minute less": (_lasting(59), over_after_an_hour),
    "an end does not hold": (
        _grants(STANDS, "(glass:GlassBreaking {account: $account})"), stopped_from_the_next_statement,
    ),
    "one opening is everybody's": (_grants(STANDS, "(glass:GlassBreaking)"), nobody_elses),
    "leave to see a place holds": (
        _grants("[] AS opened", "COLLECT { MATCH (:LocationPermission)-[:OPENS]->()-[:SEALS]->(x) RETURN x.id } AS opened"),
        protected_places_stay_closed,
    ),
    "addresses are open": (_class(Privacy.LOCATION), protected_places_stay_closed),
    "telephones are open": (_class(Privacy.CONTACT), protected_places_stay_closed),
    "notes are open": (_class(Privacy.FREE_TEXT), protected_places_stay_closed),
    "no tie is closed": (
        lambda patch: patch.setattr(Sight, "_unsealed", lambda *_: ()), protected_places_stay_closed,
    ),
    "being named denies nothing": (
        _grants("<-[:AGAINST]-(p)", "<-[:AGAINST]-(p {reference: ''})"), deny_edge_holds,
    ),
    "kin are not denied": (_grants("(kin) RETURN", "(kin) WHERE false RETURN"), deny_edge_holds),
    "whoever is not known is trusted": (_policy(**dict.fromkeys(BELONGING, Rows.ALL)), unknown_people_see_nobody_protected),
    "a name is enough to be known": (
        _grants("CASE WHEN me IS NULL THEN [] ELSE [me.id] END", "[me.id]"), unknown_people_see_nobody_protected,
    ),
    "meetings are read for emergencies": (
        lambda patch: patch.setattr(Sight, "_based", lambda *_: []), meetings_of_support_stay_closed,
    ),
    "cases are left out": (_policy(Case=Rows.NONE), reads_what_a_coordinator_reads),
    "reads leave no trace": (_no_record, every_read_is_on_record),
    "reads name no opening": (_under_no_opening, every_read_is_on_record),
    "counts leave no trace": (_only_who_is_shown, every_read_is_on_record),
    "the start leaves no trace": (_no_record, nothing_opens_unrecorded),
    "the start is told afterwards": (_told_afterwards, nothing_opens_unrecorded),
    "gaps can be dismissed": (_given("dismissGap"), nothing_can_be_changed),
    "hand-overs can be followed": (_given("referralChanged"), nothing_can_be_changed),
}  # fmt: skip
"""What is spoilt, and the check that finds it."""


@pytest.mark.parametrize("name", spread([*SPOILT], IN_THE_TESTS))
async def test_spoilt_glass_is_found(
    name: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil, check = SPOILT[name]
    spoil(monkeypatch)
    office.api = copy(office.api)
    office.api._families = {}
    office.plans = Plans(office.policy)
    with pytest.raises(AssertionError):
        await check(office)
