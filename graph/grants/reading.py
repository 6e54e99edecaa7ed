"""The written texts that read a viewer's grants, one for each role that has any."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, LiteralString

from graph.question import Question, beside
from graph.viewer import PERSONAL, Role

VIEWER = "viewer of the statement"
"""What the id of the viewer's supporter is read by; no variable of GraphQL holds a space."""
ACCOUNT = "account of the viewer"
"""What the viewer's account is read by."""
NOW = "time of the statement"
"""What the time, ISO in UTC, is read by."""


@dataclass(frozen=True)
class Asking:
    viewer: str
    today: date


@dataclass(frozen=True)
class AskingThroughGlass:
    """`now` is an ISO time in UTC; `viewer` is null where the token names no supporter."""

    viewer: str | None
    account: str
    now: str


@dataclass(frozen=True)
class Granted:
    """What the viewer may reach; all but the first are lists of nodes, see the package."""

    admitted: bool
    of_viewer: list[Any]
    of_reach: list[Any]
    of_denied: list[Any]
    of_opened: list[Any]


@dataclass(frozen=True)
class GrantedThroughGlass(Granted):
    """The same, and the reference of the opening."""

    opening: str


GRANTS: Mapping[Role, Question[Any, Any]] = MappingProxyType(
    {
        role: Question(beside(__file__, role.name.lower()), Asking, Granted)
        for role in sorted(PERSONAL)
    }
    | {
        Role.BREAK_GLASS: Question(
            beside(__file__, "break_glass"), AskingThroughGlass, GrantedThroughGlass
        )
    }
)
READ_BY: Mapping[str, str] = MappingProxyType({"viewer": VIEWER, "account": ACCOUNT, "now": NOW})
"""What each parameter of these texts is read by; the day is the statement's own."""
CARRIED: tuple[LiteralString, ...] = ("of_viewer", "of_reach", "of_denied", "of_opened")
"""The columns that the rest of the statement has in sight."""
