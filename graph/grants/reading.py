"""The written texts that read a viewer's grants, one for each role that has a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, LiteralString

from graph.question import Question, beside
from graph.viewer import PERSONAL, Role

VIEWER = "viewer of the statement"
"""What the id of the viewer's supporter is read by; no variable of GraphQL holds a space."""


@dataclass(frozen=True)
class Asking:
    viewer: str
    today: date


@dataclass(frozen=True)
class Granted:
    """What the viewer may reach; all but the first are lists of nodes, see the package."""

    admitted: bool
    of_viewer: list[Any]
    of_reach: list[Any]
    of_denied: list[Any]
    of_opened: list[Any]


GRANTS: Mapping[Role, Question[Asking, Granted]] = MappingProxyType(
    {
        role: Question(beside(__file__, role.name.lower()), Asking, Granted)
        for role in sorted(PERSONAL)
    }
)
CARRIED: tuple[LiteralString, ...] = ("of_viewer", "of_reach", "of_denied", "of_opened")
"""The columns that the rest of the statement has in sight."""
