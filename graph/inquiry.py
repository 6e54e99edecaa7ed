"""An inquiry: written questions asked in one statement, and the judgement that answers by them.

The questions bring facts and the nodes they found; what is shown of the nodes is printed by the
compiler below each question, in the same statement. The judgement is plain Python over the rows,
so that weights, rules and ties can be read, tested and compared with a naive computation.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Generic, LiteralString, TypeVar, cast

from graph.compile import Compiler
from graph.cypher import Statement
from graph.errors import ModelFault
from graph.naming import Lines, Names, indented
from graph.plan import Plan
from graph.policy import Policy
from graph.question import Found, Question
from graph.records import Shows, told_of, within
from graph.shape import FoundShape, ObjectShape
from graph.sight import Sight
from graph.viewer import Viewer
from graph.want import Variables, Want

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")
Row = TypeVar("Row")
Nodes = Mapping[str, tuple[Want, ...]]


@dataclass(frozen=True)
class Rows:
    """The rows that came back, by question."""

    _rows: Mapping[str, Sequence[Any]]

    def of(self, question: Question[Any, Row]) -> list[Row]:
        """The rows of one of the inquiry's questions."""
        return question.rows(self._rows[question.name])


@dataclass(frozen=True)
class Inquiry(Generic[Asked, Answer]):
    """What a root field asks; raises `ModelFault` when its parts do not fit each other.

    `asked` is a dataclass with a field for each parameter of the questions; it may hold more, for
    the judgement alone. `answer` is a record whose `shows` fields name columns of the questions.
    """

    name: LiteralString
    asked: type[Asked]
    questions: tuple[Question[Any, Any], ...]
    answer: type[Answer]
    judge: Callable[[Asked, Rows], Answer]

    def __post_init__(self) -> None:
        known = {each.name for each in fields(cast("Any", self.asked))}
        for question in self.questions:
            if missing := set(question.parameters) - known:
                raise ModelFault(f"{self.asked.__name__} has no {', '.join(sorted(missing))}.")
        for type_ in within(self.answer):
            for each in told_of(type_).values():
                if isinstance(each, Shows) and self.found(each.column).kind != each.kind:
                    raise ModelFault(f"{each.column} does not find {each.kind}.")

    def found(self, column: str) -> Found:
        """What a column holds, by `"question.column"`; `ModelFault` when there is none."""
        name, _, inner = column.partition(".")
        for question in self.questions:
            if question.name == name and inner in question.found:
                return question.found[inner]
        raise ModelFault(f"No question of {self.name} finds nodes as {column}.")

    def answered(self, asked: Asked, row: Sequence[Sequence[Any]]) -> Answer:
        """The answer to what was asked, from the row of the statement."""
        names = [question.name for question in self.questions]
        return self.judge(asked, Rows(dict(zip(names, row, strict=True))))


@dataclass(frozen=True)
class InquiryPlan:
    """What serves every request for one selection below an inquiry."""

    plan: Plan[FoundShape]

    def statement(self, asked: object, variables: Variables, today: Any) -> Statement:
        """The statement for one request; `BadInput` when an argument cannot be."""
        own = {
            f"{OWN}{each.name}": getattr(asked, each.name) for each in fields(cast("Any", asked))
        }
        return self.plan.statement({**variables, **own}, today)


OWN = "asked "
"""What the names of an inquiry's own values begin with; no variable of GraphQL holds a space."""


def compile_inquiry(
    inquiry: Inquiry[Any, Any], wants: Nodes, policy: Policy, viewer: Viewer
) -> InquiryPlan:
    """The plan of an inquiry whose nodes are wanted so; each column may be wanted in many ways."""
    names = Names()
    compiler = Compiler(Sight(policy, viewer), names)
    parameters: dict[str, LiteralString] = {}
    shapes: dict[str, tuple[ObjectShape, ...]] = {}
    lines: Lines = []
    answers: Lines = []
    for question in inquiry.questions:
        for name in question.parameters:
            if name not in parameters:
                parameters[name] = _parameter(names, name)
        written = question.with_parameters(parameters.__getitem__)
        block = _scoped("", written.splitlines())
        columns: Lines = []
        for column in question.columns:
            if column in question.found:
                more, sent, found = _found(compiler, names, question, column, wants)
                block += more
                columns.append(sent)
                shapes[f"{question.name}.{column}"] = found
            else:
                columns.append(column)
        answer = names.variable("rows")
        block.append(f"RETURN collect([{', '.join(columns)}]) AS {answer}")
        lines += _scoped("", block)
        answers.append(answer)
    lines.append(f"RETURN [{', '.join(answers)}] AS row")
    text: LiteralString = "\n".join(lines)
    values = tuple(names.values.items())
    return InquiryPlan(Plan(inquiry.name, text, FoundShape(shapes), values, tuple(names.sizes)))


def _found(
    compiler: Compiler,
    names: Names,
    question: Question[Any, Any],
    column: LiteralString,
    wants: Nodes,
) -> tuple[Lines, LiteralString, tuple[ObjectShape, ...]]:
    """Lines that show the nodes of a column, a list with each way they are wanted, the shapes."""
    lines: Lines = []
    sent: Lines = []
    shapes: list[ObjectShape] = []
    for want in wants.get(f"{question.name}.{column}", ()):
        if question.found[column].many:
            more, row, shape = _each(compiler, names, column, want)
        else:
            more, row, shape = compiler.found(column, want)
        lines += more
        sent.append(row)
        shapes.append(shape)
    return lines, f"[{', '.join(sent)}]", tuple(shapes)


def _each(
    compiler: Compiler, names: Names, column: LiteralString, want: Want
) -> tuple[Lines, LiteralString, ObjectShape]:
    """The nodes of a list, each admitted and shown, in the list's order."""
    each, rows = names.variable("each"), names.variable("rows")
    lines, row, shape = compiler.found(each, want)
    block: Lines = [f"UNWIND {column} AS {each}", *lines, f"RETURN collect({row}) AS {rows}"]
    return _scoped(column, block), rows, shape


def _scoped(variable: LiteralString, block: Lines) -> Lines:
    """A sub-query that knows one variable of those around it, or none."""
    return [f"CALL ({variable}) {{", *indented(block), "}"]


def _parameter(names: Names, name: str) -> LiteralString:
    return names.parameter("asked", lambda variables, _: variables[f"{OWN}{name}"])
