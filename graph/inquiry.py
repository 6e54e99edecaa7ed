"""An inquiry: written questions, and the judgement that answers by them.

The questions bring facts and the nodes they found; what is shown of the nodes is printed by the
compiler (`graph/inquired.py` says where). The judgement is plain Python over the rows,
so that weights, rules and ties can be read, tested and compared with a naive computation.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any, Generic, LiteralString, TypeVar, cast

from graph.errors import ModelFault
from graph.question import Found, Question
from graph.records import Shows, told_of, within

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
Row = TypeVar("Row")
SUBJECTS = ("subject", "household", "resident", "case")
"""The fields of what is asked that hold the id of whom it is about."""


@dataclass(frozen=True)
class Rows:
    """The rows that came back, by question, each in its shape."""

    _shaped: Mapping[str, list[Any]]

    def of(self, question: Question[Any, Row]) -> list[Row]:
        """The rows of one of the inquiry's questions."""
        return self._shaped[question.name]


@dataclass(frozen=True)
class Inquiry(Generic[Asked, Answer]):
    """What a root field asks; raises `ModelFault` when its parts do not fit each other.

    `asked` is a dataclass with a field for each parameter of the questions; it may hold more, for
    the judgement alone. `answer` is a record whose `shows` fields name columns of the questions.
    An inquiry `about` a node can be asked below it: that field of `asked` is the node's id, the
    other one is the day.
    """

    name: LiteralString
    asked: type[Asked]
    questions: tuple[Question[Any, Any], ...]
    answer: type[Answer]
    judge: Callable[[Asked, Rows], Answer]
    about: str | None = None

    def __post_init__(self) -> None:
        known = {each.name for each in fields(cast("Any", self.asked))}
        for question in self.questions:
            if missing := set(question.parameters) - known:
                raise ModelFault(f"{self.asked.__name__} has no {', '.join(sorted(missing))}.")
        for type_ in within(self.answer):
            for each in told_of(type_).values():
                if isinstance(each, Shows) and self.found(each.column).kind != each.kind:
                    raise ModelFault(f"{each.column} does not find {each.kind}.")

    @property
    def day(self) -> str:
        """The field of `asked` that is the day, for an inquiry about a node."""
        (name,) = (each.name for each in fields(cast("Any", self.asked)) if each.name != self.about)
        return name

    @cached_property
    def parameters(self) -> frozenset[str]:
        """What the statement takes of what is asked; the rest is for the judgement alone."""
        return frozenset(name for question in self.questions for name in question.parameters)

    def found(self, column: str) -> Found:
        """What a column holds, by `"question.column"`; `ModelFault` when there is none."""
        name, _, inner = column.partition(".")
        for question in self.questions:
            if question.name == name and inner in question.found:
                return question.found[inner]
        raise ModelFault(f"No question of {self.name} finds nodes as {column}.")

    def subjects(self, asked: Asked) -> set[str]:
        """The ids of whom it is asked about."""
        given = (getattr(asked, name, None) for name in SUBJECTS)
        return {each for each in given if each is not None}

    def about_node(self, row: Sequence[Any]) -> Answer:
        """The answer about a node, from its id, the day and the questions' rows."""
        node, day, rows = row
        values = {str(self.about): node, self.day: date.fromisoformat(day)}
        return self.answered(self.asked(**values), rows)

    def answered(self, asked: Asked, row: Sequence[Sequence[Any]]) -> Answer:
        """The answer to what was asked, from the row of the statement."""
        found = zip(self.questions, row, strict=True)
        return self.judge(asked, Rows({each.name: each.rows(rows) for each, rows in found}))
