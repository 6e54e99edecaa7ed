"""The statements that read a viewer's grants, before anything else of a request is asked.

`GRANTS` has a written text for each role with grants. It brings the households of cases and
hand-overs too where the first statement asks for them. What belongs to the households in reach is
read when a statement first looks rows up in it (`further`).
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
from graph.viewer import GRANTED, Role, Viewer

Ids = list[str]


@dataclass(frozen=True)
class Asking:
    viewer: str
    today: date


@dataclass(frozen=True)
class AskingAtWork(Asking):
    """`homes` says whether the households of cases and hand-overs are asked for."""

    homes: bool


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
class GrantedAtWork(Granted):
    """The same, and the households of cases and hand-overs where they are asked for."""

    homes: Ids


@dataclass(frozen=True)
class GrantedThroughGlass(Granted):
    """The same, and the reference of the opening."""

    opening: str


AT_WORK = frozenset({Role.AGENCY_STAFF, Role.CSW})
"""The roles that cases and hand-overs bring households in reach of."""


def _of_role(role: Role) -> Question[Any, Any]:
    text = beside(__file__, f"grants_of_{role.name.lower()}")
    if role is Role.BREAK_GLASS:
        return Question(text, AskingThroughGlass, GrantedThroughGlass)
    if role in AT_WORK:
        return Question(text, AskingAtWork, GrantedAtWork)
    return Question(text, Asking, Granted)


GRANTS: Mapping[Role, Question[Any, Any]] = MappingProxyType(
    {role: _of_role(role) for role in sorted(GRANTED)}
)
IN_EVERY: tuple[LiteralString, ...] = ("viewer", "reach", "denied", "opened")
"""The names of the lists that are read with the grants themselves."""
HOMES = "homes"
"""The name of the list that is read with them where it is asked for."""


def grants_statement(viewer: Viewer, today: date, now: str, *, homes: bool) -> Statement:
    """The statement that reads the grants of a viewer in a role that has any; `now` is ISO, UTC.

    `homes` as `asks_for_homes` has it.
    """
    question = GRANTS[viewer.role]
    if viewer.role is Role.BREAK_GLASS:
        return question.statement(AskingThroughGlass(viewer.person, str(viewer.account), now))
    if viewer.role in AT_WORK:
        return question.statement(AskingAtWork(str(viewer.person), today, homes))
    return question.statement(Asking(str(viewer.person), today))


def asks_for_homes(names: Collection[str], role: Role) -> bool:
    """Whether one of these lists takes the households of cases and hand-overs in this role."""
    return role in AT_WORK and any(name == LED or name.startswith(IN_REACH) for name in names)


def needed(names: Collection[str]) -> list[str]:
    """The lists to be read for those of these names, in their order: the households first."""
    homes = f"{IN_REACH}{HOUSEHOLD}"
    among = any(name.startswith(IN_REACH) and name != homes for name in names)
    return [homes, *sorted({*names} - {homes})] if among or homes in names else sorted(names)


def further(
    name: str, belonging: Mapping[str, LiteralString], granted: Mapping[str, Ids], today: date
) -> Statement | Ids:
    """A list that is not read with the grants, by its name; or the statement whose one value it is.

    `belonging` has the text that brings what of a kind belongs to the households in reach. These,
    `IN_REACH` and `Household`, must be in `granted` for any other kind.
    """
    if name in {LED, f"{IN_REACH}{HOUSEHOLD}"}:
        return granted[HOMES] if HOMES in granted else granted["reach"]
    kind = name.removeprefix(IN_REACH)
    return in_reach(kind, belonging[kind], granted[f"{IN_REACH}{HOUSEHOLD}"], today)


def in_reach(kind: str, text: LiteralString, homes: Ids, today: date) -> Statement:
    """The statement that reads what of a kind belongs to these households, by its text."""
    parameters = {"grants": {f"{IN_REACH}{HOUSEHOLD}": homes}, "today": today}
    return Statement(f"reach_of_{kind}", text, parameters)
