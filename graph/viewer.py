"""Who asks, as the graph sees it.

A role says what may be seen at all, the person what of it: the areas, households and cases that the
graph ties to that supporter at the moment of the statement. Nothing of it is kept between requests.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """In which capacity somebody asks.

    `DEMO` sees all of the synthetic city under no rule: it is there for the demo, for tests and to
    measure against, and nobody who signs in can have it. `BREAK_GLASS` is an administrator who asks
    for that purpose; nobody holds it as an office.
    """

    ANONYMOUS = "anonymous"
    VOLUNTEER = "volunteer"
    COMMISSIONER = "commissioner"
    AGENCY_STAFF = "agency staff"
    CSW = "csw"
    COORDINATOR = "coordinator"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    BREAK_GLASS = "break glass"
    DEMO = "demo"


class Purpose(StrEnum):
    """For what somebody asks; what a support meeting shared is read for that alone.

    `BREAK_GLASS` (緊急閲覧) is an administrator's in an emergency, while their glass is broken.
    """

    CASEWORK = "casework"
    SUPPORT_MEETING = "support meeting"
    BREAK_GLASS = "break glass"


_CASEWORK = frozenset({Purpose.CASEWORK})
_BOTH = _CASEWORK | {Purpose.SUPPORT_MEETING}
PURPOSES: Mapping[Role, frozenset[Purpose]] = {
    Role.ANONYMOUS: _CASEWORK,
    Role.VOLUNTEER: _CASEWORK,
    Role.COMMISSIONER: _BOTH,
    Role.AGENCY_STAFF: _BOTH,
    Role.CSW: _BOTH,
    Role.COORDINATOR: _BOTH,
    Role.ANALYST: _CASEWORK,
    Role.ADMINISTRATOR: _CASEWORK | {Purpose.BREAK_GLASS},
    Role.BREAK_GLASS: frozenset({Purpose.BREAK_GLASS}),
    Role.DEMO: _CASEWORK,
}
"""For what each role may ask: a support meeting (支援会議) has members by law, others it has not.

An administrator who asks for the purpose of an emergency access asks in its role.
"""


@dataclass(frozen=True)
class Viewer:
    """The one who asks; `person` is the id of their `Supporter`: always there for the roles of
    supporters, for administrators where their token names one.

    `account` is how the issuer of their token knows them, for the audit.
    """

    role: Role
    person: str | None = None
    account: str | None = None
    purpose: Purpose = Purpose.CASEWORK

    @property
    def office(self) -> Role:
        """The role they hold, as the audit has it."""
        return Role.ADMINISTRATOR if self.role is Role.BREAK_GLASS else self.role

    @property
    def known_as(self) -> str:
        """As whom the viewer makes changes, for what takes two people.

        The account; without one, as in the demo, the person, and else all of the role are one.
        """
        if self.account is not None:
            return self.account
        return str(self.role) if self.person is None else f"person {self.person}"


PERSONAL = frozenset(
    {Role.VOLUNTEER, Role.COMMISSIONER, Role.AGENCY_STAFF, Role.CSW, Role.COORDINATOR}
)
"""The roles of those who are supporters in the graph, from where their grants are read."""
GRANTED = PERSONAL | {Role.BREAK_GLASS}
"""The roles whose grants are read in each statement, and of whom it is recorded whose data they see."""
ANONYMOUS = Viewer(Role.ANONYMOUS)
DEMO_VIEWER = Viewer(Role.DEMO)
