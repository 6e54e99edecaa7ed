"""The statements that read a viewer's grants, before anything else of a request is asked.

`GRANTS` has a written text for each role with grants. What else of them a statement looks rows up in
is read when it first does (`further`): the households in reach, and what belongs to these.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, LiteralString

from graph.cypher import Statement
from graph.grants.households import IN_REACH, LED
from graph.policy import HOUSEHOLD
from graph.question import Question, beside
from graph.viewer import PERSONAL, Role, Viewer

Ids = list[str]


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
    """What the viewer may reach; all but the first are lists of ids, see the package."""

    admitted: bool
    viewer: Ids
    reach: Ids
    denied: Ids
    opened: Ids


@dataclass(frozen=True)
class GrantedThroughGlass(Granted):
    """The same, and the reference of the opening."""

    opening: str


@dataclass(frozen=True)
class Working:
    """`grants` has the list `viewer`."""

    grants: Mapping[str, Ids]
    today: date


@dataclass(frozen=True)
class Homes:
    homes: Ids


GRANTS: Mapping[Role, Question[Any, Any]] = MappingProxyType(
    {
        role: Question(beside(__file__, f"grants_of_{role.name.lower()}"), Asking, Granted)
        for role in sorted(PERSONAL)
    }
    | {
        Role.BREAK_GLASS: Question(
            beside(__file__, "grants_of_break_glass"), AskingThroughGlass, GrantedThroughGlass
        )
    }
)
HOMES: Mapping[Role, Question[Working, Homes]] = MappingProxyType(
    {
        role: Question(beside(__file__, f"homes_of_{role.name.lower()}"), Working, Homes)
        for role in (Role.AGENCY_STAFF, Role.CSW)
    }
)
"""The households that cases and hand-overs bring in reach."""
IN_EVERY: tuple[LiteralString, ...] = ("viewer", "reach", "denied", "opened")
"""The names of the lists that are read with the grants themselves."""


def grants_statement(viewer: Viewer, today: date, now: str) -> Statement:
    """The statement that reads the grants of a viewer in a role that has any; `now` is ISO, UTC."""
    question = GRANTS[viewer.role]
    if viewer.role is Role.BREAK_GLASS:
        return question.statement(AskingThroughGlass(viewer.person, str(viewer.account), now))
    return question.statement(Asking(str(viewer.person), today))


def needed(names: Collection[str]) -> list[str]:
    """The lists to be read for those of these names, in their order: the households first."""
    homes = f"{IN_REACH}{HOUSEHOLD}"
    among = any(name.startswith(IN_REACH) and name != homes for name in names)
    return [homes, *sorted({*names} - {homes})] if among or homes in names else sorted(names)


def further(
    name: str,
    belonging: Mapping[str, LiteralString],
    granted: Mapping[str, Ids],
    role: Role,
    today: date,
) -> Statement | Ids:
    """A list that is not read with the grants, by its name; or the statement whose one value it is.

    `belonging` has the text that brings what of a kind belongs to the households in reach. These,
    `IN_REACH` and `Household`, must be in `granted` for any other kind.
    """
    if name in {LED, f"{IN_REACH}{HOUSEHOLD}"}:
        if role not in HOMES:
            return granted["reach"]
        return HOMES[role].statement(Working({"viewer": granted["viewer"]}, today))
    kind = name.removeprefix(IN_REACH)
    return in_reach(kind, belonging[kind], granted[f"{IN_REACH}{HOUSEHOLD}"], today)


def in_reach(kind: str, text: LiteralString, homes: Ids, today: date) -> Statement:
    """The statement that reads what of a kind belongs to these households, by its text."""
    parameters = {"grants": {f"{IN_REACH}{HOUSEHOLD}": homes}, "today": today}
    return Statement(f"reach_of_{kind}", text, parameters)
