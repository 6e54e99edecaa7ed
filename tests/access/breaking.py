"""Glass broken by the real change, as tests need it: for their account, at noon of the city's day."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from audit.entry import Entry
from graph.changes.glass import BREAK, break_glass
from graph.changes.keyed import Asked
from graph.changes.protection import Somebody
from graph.errors import AuditUnwritable
from graph.gateway import Gateway
from graph.policy import POLICY
from graph.viewer import Purpose, Role, Viewer
from resolvers.context import Context
from resolvers.glass import ends_recorded
from tests.access.town import Town
from tests.answering.asking import CITY_DAY
from tests.sealed import SEALS

NOON = datetime.combine(CITY_DAY, time(12), UTC)
ACCOUNT = "tester"
REASON = "夜間に安否が分からず、担当者と連絡がつかないため。"


class Remembering:
    """A trail that keeps what it is given, or cannot be written."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.broken = False

    async def record(self, entries: Iterable[Entry]) -> None:
        if self.broken:
            raise AuditUnwritable("The trail of who saw what cannot be written.")
        self.entries += entries


class Heedless:
    """A trail that keeps nothing, for what is not about the audit."""

    async def record(self, entries: Iterable[Entry]) -> None:
        assert [*entries]


HEEDLESS: Any = Heedless()


async def break_for_tests(gateway: Gateway, account: str = ACCOUNT) -> None:
    """Open from noon on for an hour."""

    async def tell() -> None:
        """Nobody."""

    asked = Asked(BREAK, "test", f"glass of {account}", account, {}, NOON)
    await break_glass(gateway, REASON, Somebody(account), asked, tell)


ADMINISTRATOR = Viewer(Role.ADMINISTRATOR, account="kanri")
COLLEAGUE = Viewer(Role.ADMINISTRATOR, account="another")
COORDINATOR = Viewer(Role.COORDINATOR, "coordinator", "account of coordinator")
THROUGH = Viewer(Role.BREAK_GLASS, account="kanri", purpose=Purpose.BREAK_GLASS)
"""The administrator, asking through glass; the sign-in names no supporter."""
KNOWN = Viewer(Role.BREAK_GLASS, "colleague", "kanri", Purpose.BREAK_GLASS)
"""The same, known to be that supporter."""
SHOWN = "id account person reason openedAt endsAt stoppedAt stoppedBy state"
OBJECTIONS = "userErrors { code field message messageJa }"
BREAKS = f"mutation ($input: BreakGlassInput!) {{ made: breakGlass(input: $input) {{ {OBJECTIONS} cursor glassBreaking {{ {SHOWN} }} }} }}"
ENDS = f"mutation ($input: EndBreakGlassInput!) {{ made: endBreakGlass(input: $input) {{ {OBJECTIONS} cursor glassBreaking {{ {SHOWN} }} }} }}"
NOTICES = f"query ($open: Boolean, $first: Int, $after: String) {{ glassBreakings(open: $open, first: $first, after: $after) {{ entries {{ {SHOWN} }} pageInfo {{ hasNextPage hasPreviousPage endCursor }} }} }}"


class Office:
    """Breaks glass in the town and asks through it, by a clock that stands still."""

    policy = POLICY

    def __init__(self, town: Town) -> None:
        self.town = town
        self.gateway, self.api, self.plans = town.gateway, town.api, town.plans
        self.trail: Any = Remembering()
        self.now = NOON

    async def ask(
        self, viewer: Viewer, operation: str, variables: Mapping[str, Any] | None = None
    ) -> dict[str, Any]:
        """The whole response: `data`, and `errors` where there are any."""
        context = Context(
            self.gateway, self.plans, viewer, CITY_DAY, SEALS,
            trail=self.trail, clock=lambda: self.now,
        )  # fmt: skip
        result = await self.api.for_role(viewer.role).execute(
            operation, dict(variables or {}), context
        )
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [error.formatted for error in result.errors]
        return answer

    async def tries(self, viewer: Viewer, text: str, key: str | None, **given: Any) -> Any:
        """The whole response to a change."""
        return await self.ask(
            viewer, text, {"input": {"idempotencyKey": key or str(uuid4()), **given}}
        )

    async def breaks(
        self, viewer: Viewer = ADMINISTRATOR, *, key: str | None = None, reason: str = REASON
    ) -> dict[str, Any]:
        """The payload of breaking the glass."""
        answer = await self.tries(viewer, BREAKS, key, reason=reason)
        assert "errors" not in answer, answer
        return answer["data"]["made"]

    async def ends(
        self, opening: str, viewer: Viewer = ADMINISTRATOR, *, key: str | None = None
    ) -> dict[str, Any]:
        """The payload of ending an emergency access."""
        answer = await self.tries(viewer, ENDS, key, id=opening)
        assert "errors" not in answer, answer
        return answer["data"]["made"]

    async def opened(self, viewer: Viewer = ADMINISTRATOR) -> str:
        """The id of a new emergency access."""
        made = await self.breaks(viewer)
        assert made["userErrors"] == [], made
        return made["glassBreaking"]["id"]

    async def notices(self, viewer: Viewer = COORDINATOR, **given: Any) -> dict[str, Any]:
        """A page of the notice."""
        answer = await self.ask(viewer, NOTICES, given)
        assert "errors" not in answer, answer
        return answer["data"]["glassBreakings"]

    async def records_ends(self) -> int:
        """What the server does again and again."""
        return await ends_recorded(self.gateway, self.trail, self.now)

    def later(self, **more: float) -> None:
        """The clock goes on."""
        self.now += timedelta(**more)

    def recorded(self) -> list[tuple[str, str | None, str | None, str]]:
        """What the audit has: verb, account, basis and name of each entry."""
        return [
            (each.verb.value, each.account, each.basis, each.name) for each in self.trail.entries
        ]


def codes(payload: dict[str, Any]) -> list[tuple[str, str]]:
    """The reasons against a change, with the field each lies with."""
    return [(each["code"], each["field"][-1]) for each in payload["userErrors"]]
