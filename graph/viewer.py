"""Who asks, as the graph sees it.

A role says what may be seen at all, the person what of it: the areas, households and cases that the
graph ties to that supporter at the moment of the statement. Nothing of it is kept between requests.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """In which capacity somebody asks.

    `DEMO` sees all of the synthetic city under no rule: it is there for the demo, for tests and to
    measure against, and nobody who signs in can have it.
    """

    ANONYMOUS = "anonymous"
    VOLUNTEER = "volunteer"
    COMMISSIONER = "commissioner"
    AGENCY_STAFF = "agency staff"
    CSW = "csw"
    COORDINATOR = "coordinator"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    DEMO = "demo"


class Purpose(StrEnum):
    """For what somebody asks; what a support meeting shared is read for that alone."""

    CASEWORK = "casework"
    SUPPORT_MEETING = "support meeting"


@dataclass(frozen=True)
class Viewer:
    """The one who asks; `person` is the id of their `Supporter`, for the roles that have one.

    `account` is how the issuer of their token knows them, for the audit.
    """

    role: Role
    person: str | None = None
    account: str | None = None
    purpose: Purpose = Purpose.CASEWORK

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
ANONYMOUS = Viewer(Role.ANONYMOUS)
DEMO_VIEWER = Viewer(Role.DEMO)
