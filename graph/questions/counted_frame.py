"""What a table of counts is made of; the twin of `counted_frame.cypher`."""

from dataclasses import dataclass

from graph.question import NoParameters, Question, beside


@dataclass(frozen=True)
class CountedFrame:
    """Districts and fields as `[code, name]`; see the statement's head."""

    districts: list[list[str]]
    fields: list[list[str]]
    population: int | None


COUNTED_FRAME = Question(beside(__file__, "counted_frame"), NoParameters, CountedFrame)
