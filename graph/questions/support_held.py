"""Who holds what up around a resident or household; the twin of `support_held.cypher`."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from graph.question import Found, Question, beside
from graph.records import Node


@dataclass(frozen=True)
class AroundSubject:
    subject: str
    today: date


@dataclass(frozen=True)
class Held:
    """A thing and one who holds it up; see the statement's head."""

    whose_id: str
    whose_name: str
    what: str
    item: str
    name: str
    severity: int | None
    how: str | None
    holder_id: str | None
    holder_name: str
    resident: Annotated[Node, Found("Resident")]
    supporter: Annotated[Node, Found("Supporter")]
    agency: Annotated[Node, Found("Agency")]
    place: Annotated[Node, Found("Place")]


SUPPORT_HELD = Question(beside(__file__, "support_held"), AroundSubject, Held)
