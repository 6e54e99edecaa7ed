"""Every change there is, as each role makes it in the town: what is sent, what comes before, what is told."""

from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any
from uuid import uuid4

from graphql import GraphQLSchema

from graph.gateway import Gateway
from graph.viewer import Role, Viewer
from schema.api import api
from tests.access.applied import Applied, applied
from tests.access.breaking import REASON
from tests.access.town import Town, viewer_of
from tests.answering.asking import CITY_DAY
from tests.cold import forget_plans

NAMES = {
    Role.AGENCY_STAFF: "staff",
    Role.CSW: "csw",
    Role.COORDINATOR: "coordinator",
    Role.ADMINISTRATOR: "administrator",
    Role.DEMO: "demo",
}
"""Who of the town makes the changes of each role."""

LEAVE = {
    "resident": "hanako",
    "from": CITY_DAY.isoformat(),
    "until": (CITY_DAY + timedelta(30)).isoformat(),
}
LINK = {"supporter": "volunteer", "resident": "hanako"}
PERMISSION, OPENING = "<permission>", "<opening>"
"""Stand in an input for the leave and the emergency access that came before."""

Given = Mapping[str, Any]


@dataclass(frozen=True)
class Earlier:
    """A change that somebody else has made before."""

    by: str
    change: str
    given: Given


@dataclass(frozen=True)
class Case:
    """A change that is made; `shows` is asked for in its payload, and is `made` then.

    `refused` names the roles whose change the rules refuse, with the code and the field.
    """

    given: Given
    shows: str
    made: Given
    before: tuple[Earlier, ...] = ()
    refused: Mapping[Role, tuple[str, str]] = field(default_factory=dict[Role, tuple[str, str]])


SHOWS = {
    "askLocationPermission": "state permission",
    "breakGlass": "glassBreaking { id state }",
}
PROTECTED = Earlier(
    "colleague", "protectResident", {"resident": "hanako", "against": [], "reason": "DV"}
)
TO_BE_CONFIRMED = Earlier("colleague", "askLocationPermission", {**LEAVE, "supporter": "volunteer"})
LET_SEE = (
    PROTECTED,
    Earlier("colleague", "askLocationPermission", {**LEAVE, "supporter": "csw"}),
    Earlier("rival", "confirmLocationPermission", {"permission": PERMISSION}),
)
"""She is protected, and the social worker of her district may see her all the same."""

CASES: Mapping[str, Case] = {
    "moveReferral": Case(
        {"id": "referral", "version": 1, "to": "ACCEPTED"},
        "referral { id state version }",
        {"referral": {"id": "referral", "state": "ACCEPTED", "version": 2}},
    ),
    "takeOnGap": Case(
        {"id": "gap", "supporter": "csw"},
        "supportGap { id state }",
        {"supportGap": {"id": "gap", "state": "TAKEN_ON"}},
    ),
    "dismissGap": Case(
        {"id": "gap", "dismissal": "RECORD_WRONG"},
        "supportGap { id state }",
        {"supportGap": {"id": "gap", "state": "DISMISSED"}},
    ),
    "linkSupporterToResident": Case(LINK, "state", {"state": "LINKED"}),
    "unlinkSupporterFromResident": Case(
        LINK,
        "state",
        {"state": "END_ASKED"},
        (Earlier("colleague", "linkSupporterToResident", LINK),),
    ),
    "protectResident": Case(PROTECTED.given, "state", {"state": "PROTECTED"}),
    "endProtection": Case({"resident": "hanako"}, "state", {"state": "END_ASKED"}, LET_SEE),
    "askLocationPermission": Case(
        {**LEAVE, "supporter": "volunteer"}, "state", {"state": "ASKED"}, LET_SEE
    ),
    "confirmLocationPermission": Case(
        {"permission": PERMISSION}, "state", {"state": "CONFIRMED"}, (*LET_SEE, TO_BE_CONFIRMED)
    ),
    "withdrawLocationPermission": Case(
        {"permission": PERMISSION}, "state", {"state": "WITHDRAWN"}, (*LET_SEE, TO_BE_CONFIRMED)
    ),
    "breakGlass": Case(
        {"reason": REASON},
        "glassBreaking { state }",
        {"glassBreaking": {"state": "BROKEN"}},
        refused={Role.DEMO: ("NOT_ALLOWED", "reason")},
    ),
    "endBreakGlass": Case(
        {"id": OPENING},
        "glassBreaking { state }",
        {"glassBreaking": {"state": "STOPPED"}},
        (Earlier("administrator", "breakGlass", {"reason": REASON}),),
    ),
}


def changes_of(schema: GraphQLSchema) -> dict[str, str]:
    """The changes of a schema, and the type of the input of each."""
    if schema.mutation_type is None:
        return {}
    return {
        name: str(each.args["input"].type) for name, each in schema.mutation_type.fields.items()
    }


WHOLE = changes_of(api()._schema)
ROLES = [role for role in Role if changes_of(api().for_role(role)._schema)]
"""Those in whose schema there is a change."""


class Changing:
    """Makes the changes of the cases over the application, each in the town as it was in the beginning.

    `seconds` is how long the last one took.
    """

    def __init__(self, town: Town, ask: Applied, *, founded: bool) -> None:
        self.seconds = 0.0
        self._town = town
        self._ask = ask
        self._founded = founded

    async def made(self, role: Role, change: str, *, cold: bool) -> dict[str, Any]:
        """The whole response to a change, by a database that has planned nothing when `cold`."""
        case, names = CASES[change], dict[str, str]()
        if not self._founded:
            await self._town.founded()
        self._founded = False
        for each in case.before:
            shown = await self._does(
                viewer_of(each.by), each.change, SHOWS.get(each.change, ""), each.given, names
            )
            told = shown["data"][each.change]
            assert told["userErrors"] == [], told
            names |= {
                PERMISSION: told.get("permission"),
                OPENING: (told.get("glassBreaking") or {}).get("id"),
            }
        if cold:
            await forget_plans(self._town.gateway)
        begun = monotonic()
        answer = await self._does(viewer_of(NAMES[role]), change, case.shows, case.given, names)
        self.seconds = monotonic() - begun
        return answer

    async def _does(
        self, who: Viewer, change: str, shows: str, given: Given, names: Mapping[str, str]
    ) -> dict[str, Any]:
        sent = {
            name: names.get(value, value) if isinstance(value, str) else value
            for name, value in given.items()
        }
        text = (
            f"mutation ($input: {WHOLE[change]}) {{ {change}(input: $input) "
            f"{{ cursor userErrors {{ code field }} {shows} }} }}"
        )
        return await self._ask(who, text, {"input": {"idempotencyKey": str(uuid4()), **sent}})


def expected(role: Role, change: str, told: dict[str, Any]) -> Any:
    """What is by right the response to a change; the cursor is whatever was told, if it is one."""
    case = CASES[change]
    if role in case.refused:
        code, where = case.refused[role]
        nothing = dict.fromkeys(case.made)
        refusals = [{"code": code, "field": ["input", where]}]
        return {"data": {change: {"cursor": None, "userErrors": refusals, **nothing}}}
    cursor = ((told.get("data") or {}).get(change) or {}).get("cursor") or "a cursor"
    return {"data": {change: {"cursor": cursor, "userErrors": [], **case.made}}}


@asynccontextmanager
async def changing(gateway: Gateway, *, founded: bool = False) -> AsyncGenerator[Changing]:
    """The changes over a database that is the town's; `founded` says that nobody has changed it yet."""
    async with applied(gateway) as ask:
        yield Changing(Town(gateway, api()), ask, founded=founded)
