"""Who asks, as the graph knows them; the twin of `viewer_known.cypher`."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from graph.question import Found, Question, beside
from graph.records import Node


@dataclass(frozen=True)
class OnDay:
    person: str | None
    today: date


@dataclass(frozen=True)
class KnownRow:
    """The supporter who asks, and for whom they work."""

    person: Annotated[Node, Found("Supporter")]
    agencies: Annotated[Node, Found("Agency", many=True)]


VIEWER_KNOWN = Question(beside(__file__, "viewer_known"), OnDay, KnownRow)
