"""Protections that are to be looked at again; the twin of `protections_due.cypher`."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from graph.question import Found, Question, beside
from graph.records import Node


@dataclass(frozen=True)
class DueBy:
    due_by: date
    most: int


@dataclass(frozen=True)
class ProtectionRow:
    """A protection; how many there are in all stands in each row."""

    count: int
    resident: Annotated[Node, Found("Resident")]
    since: date | None
    review_on: date | None
    reason: str | None
    end_asked: bool


PROTECTIONS_DUE = Question(beside(__file__, "protections_due"), DueBy, ProtectionRow)
