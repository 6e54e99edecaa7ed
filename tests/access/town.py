"""A town of two households for changes of protections: who asks, and how each of them is answered.

Every text that could give Hanako's place away is a canary: a word that stands nowhere else.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from graph.gateway import Gateway
from graph.kinds.all import MODEL
from graph.model import Privacy, Type
from graph.policy import POLICY
from graph.viewer import Role, Viewer
from resolvers.context import Context
from resolvers.plans import Plans
from schema.api import Api
from tests.access.written import Written
from tests.answering.asking import CITY_DAY
from tests.sealed import SEALS

FOUNDED = Path(__file__).with_name("sheltered.cypher").read_text(encoding="utf-8")
CANARY = "CANARY"
CLOSING = {Privacy.LOCATION, Privacy.CONTACT, Privacy.FREE_TEXT}
FILE = {
    "Household": "home", "Resident": "hanako", "Need": "need", "Consultation": "consultation",
    "Case": "case", "Plan": "plan", "Referral": "referral", "ReferralEvent": "event",
    "Proposal": "proposal", "SupportGap": "gap", "Meeting": "meeting",
}  # fmt: skip
"""One node of each kind of Hanako's file; her child has a telephone too."""
ROLES = {
    "coordinator": Role.COORDINATOR,
    "colleague": Role.COORDINATOR,
    "rival": Role.COORDINATOR,
    "kin": Role.COORDINATOR,
    "csw": Role.CSW,
    "newcomer": Role.CSW,
    "volunteer": Role.VOLUNTEER,
    "commissioner": Role.COMMISSIONER,
    "staff": Role.AGENCY_STAFF,
    "analyst": Role.ANALYST,
    "administrator": Role.ADMINISTRATOR,
    "anonymous": Role.ANONYMOUS,
    "demo": Role.DEMO,
}
NOBODY = {Role.ANALYST, Role.ADMINISTRATOR, Role.ANONYMOUS, Role.DEMO}
SIGNED_OUT = {Role.ANONYMOUS, Role.DEMO}
RESULT = "cursor state userErrors { code field message messageJa } resident { id }"
INPUTS = {
    "protectResident": "ProtectResidentInput",
    "endProtection": "EndProtectionInput",
    "askLocationPermission": "AskLocationPermissionInput",
    "confirmLocationPermission": "LocationPermissionInput",
    "withdrawLocationPermission": "LocationPermissionInput",
    "linkSupporterToResident": "SupporterLinkInput",
    "unlinkSupporterFromResident": "SupporterLinkInput",
}


def canary(kind: str, name: str) -> str:
    return f"{CANARY}-{kind}-{name}"


CANARIES = {
    (kind, each.name): canary(kind, each.name)
    for kind in FILE
    for each in MODEL.kind(kind).properties
    if each.privacy in CLOSING and each.type is not Type.POINT
}


def viewer_of(name: str, account: str | None = None) -> Viewer:
    """Somebody of the town; an account of their own unless another is named."""
    role = ROLES[name]
    known = None if role in SIGNED_OUT else account or f"account of {name}"
    return Viewer(role, None if role in NOBODY else name, known)


class Town(Written):
    """Call it with a name and an operation; `does` makes a change with a key of its own."""

    def __init__(self, gateway: Gateway, api: Api) -> None:
        super().__init__(gateway)
        self.api = api
        self.plans = Plans(POLICY)
        self.trail: Any = None

    async def founded(self) -> None:
        """As it was in the beginning, without the texts that could give Hanako's place away."""
        await self.empty()
        await self.write(FOUNDED)

    async def rebuilt(self) -> None:
        """As it was in the beginning."""
        await self.founded()
        rows = [
            [FILE[kind], {name: [value] if MODEL.kind(kind)[name].type is Type.STRINGS else value}]
            for (kind, name), value in CANARIES.items()
        ]
        await self.write(
            "UNWIND $rows AS row MATCH (n:Node {id: row[0]}) SET n += row[1]", rows=rows
        )
        await self.write(f"MATCH (n:Resident {{id: 'child'}}) SET n.phone = '{CANARY}-child'")

    async def __call__(
        self,
        name: str,
        operation: str,
        variables: Mapping[str, Any] | None = None,
        *,
        today: date = CITY_DAY,
        account: str | None = None,
    ) -> dict[str, Any]:
        """The whole response: `data`, and `errors` where there are any."""
        viewer = viewer_of(name, account)
        context = Context(self.gateway, self.plans, viewer, today, SEALS, trail=self.trail)
        api = self.api.for_role(viewer.role)
        result = await api.execute(operation, dict(variables or {}), context)
        answer: dict[str, Any] = {"data": result.data}
        if result.errors:
            answer["errors"] = [error.formatted for error in result.errors]
        return answer

    async def does(
        self,
        name: str,
        change: str,
        *,
        today: date = CITY_DAY,
        account: str | None = None,
        key: str | None = None,
        **given: Any,
    ) -> dict[str, Any]:
        """The payload of a change."""
        more = " permission" if "Permission" in INPUTS[change] else ""
        text = f"mutation ($input: {INPUTS[change]}!) {{ {change}(input: $input) {{ {RESULT}{more} }} }}"
        given = {"idempotencyKey": key or str(uuid4()), **given}
        answer = await self(name, text, {"input": given}, today=today, account=account)
        assert "errors" not in answer, answer
        return answer["data"][change]

    async def protect(
        self, *against: str, by: str = "coordinator", today: date = CITY_DAY
    ) -> dict[str, Any]:
        """Hanako is protected."""
        made = await self.does(
            by,
            "protectResident",
            today=today,
            resident="hanako",
            against=list(against),
            reason="DV",
        )
        assert made["state"] == "PROTECTED", made
        return made

    async def let_see(
        self, supporter: str, first: date, until: date, today: date = CITY_DAY
    ) -> str:
        """The leave that two coordinators have given a supporter."""
        given = {"resident": "hanako", "supporter": supporter}
        days = {"from": first.isoformat(), "until": until.isoformat()}
        asked = await self.does(
            "coordinator", "askLocationPermission", today=today, **given, **days
        )
        permission = asked["permission"]
        made = await self.does(
            "colleague", "confirmLocationPermission", today=today, permission=permission
        )
        assert made["state"] == "CONFIRMED", made
        return permission
