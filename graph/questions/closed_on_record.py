"""Who on the record is closed to whoever asks it; the twin of `closed_on_record.cypher`."""

from dataclasses import dataclass
from datetime import date

from graph.question import Question, beside


@dataclass(frozen=True)
class AskingRecord:
    viewer: str | None
    today: date


@dataclass(frozen=True)
class Closed:
    ids: list[str]


CLOSED_ON_RECORD = Question(beside(__file__, "closed_on_record"), AskingRecord, Closed)
