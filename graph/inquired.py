"""Inquiries, printed: their questions, and what is shown of the nodes they find.

At the root each question is a statement of its own, whose text depends on the viewer's role alone
(`fact`): its rows come back as one list, the nodes it found by their ids. When they are judged, one
more statement brings what was selected of the nodes that are told of (`shown`), and of no others.

Below a node (`printed`) all is part of the one statement: each question is a sub-query, so that no
name in it can meet another, and the nodes it found are shown there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString, cast

from graph.inquiry import Inquiry
from graph.lines import Lines, called
from graph.model import ID
from graph.naming import Names
from graph.plan import ReadValue
from graph.question import Question
from graph.shape import FoundShape, ObjectShape
from graph.sight import Sight
from graph.want import Want

OWN = "asked "
"""What the names of an inquiry's own values begin with; no variable of GraphQL holds a space."""
Wants = Mapping[str, tuple[Want, ...]]
Show = Callable[[LiteralString, Want], tuple[Lines, LiteralString, ObjectShape]]


@dataclass(frozen=True)
class Inquiries:
    """Prints inquiries within one statement; `show` prints what is asked of a node found."""

    sight: Sight
    names: Names
    show: Show

    def fact(self, question: Question[Any, Any]) -> Lines:
        """Lines that bring the rows of a question as one list; the node of a column is its id."""
        given: dict[str, LiteralString] = {}

        def parameter(name: str) -> LiteralString:
            if name not in given:
                # The name of a field of ours is as literal as the text that takes it.
                stem = cast("LiteralString", name)
                given[name] = self.names.parameter(stem, lambda asked, _: asked[OWN + name])
            return given[name]

        written = self.sight.marked(question.with_parameters(parameter))
        columns: LiteralString = ", ".join([_sent(question, name) for name in question.columns])
        return [*called("", written.splitlines()), f"RETURN collect([{columns}]) AS row"]

    def shown(self, wants: Wants) -> tuple[Lines, FoundShape]:
        """Lines that bring, for each way a column is wanted, pairs of an id and what is shown of it.

        The ids are read as `OWN` and the column's name.
        """
        lines: Lines = []
        answers: Lines = []
        shapes: dict[str, tuple[ObjectShape, ...]] = {}
        for column, ways in wants.items():
            ids = self.names.parameter("ids", _ids(column))
            found: list[ObjectShape] = []
            for want in ways:
                node, pairs = self.names.variable("n"), self.names.variable("shown")
                kind = self.sight.policy.model.kind(want.kind)
                more, row, shape = self.show(node, want)
                block: Lines = [
                    f"UNWIND {ids} AS id",
                    f"MATCH ({node}:{kind.name} {{{ID.name}: id}})",
                    *more,
                    f"RETURN collect([id, {row}]) AS {pairs}",
                ]
                lines += called("", block)
                answers.append(pairs)
                found.append(shape)
            shapes[column] = tuple(found)
        return [*lines, f"RETURN [{', '.join(answers)}] AS row"], FoundShape(shapes)

    def printed(
        self,
        inquiry: Inquiry[Any, Any],
        wants: Wants,
        parameters: Callable[[str], LiteralString],
        start: LiteralString,
    ) -> tuple[Lines, LiteralString, FoundShape]:
        """The lines, the list of the questions' rows, and what their nodes show.

        Each way a column's nodes are wanted is a row of its own. `parameters` prints what stands
        for a parameter, with the node at `start` in sight.
        """
        shapes: dict[str, tuple[ObjectShape, ...]] = {}
        lines: Lines = []
        answers: Lines = []
        for question in inquiry.questions:
            written = self.sight.marked(question.with_parameters(parameters))
            block = called(start, written.splitlines())
            columns: Lines = []
            for column in question.columns:
                if column in question.found:
                    more, sent, found = self._found(question, column, wants)
                    block += more
                    columns.append(sent)
                    shapes[f"{question.name}.{column}"] = found
                else:
                    columns.append(column)
            answer = self.names.variable("rows")
            block.append(f"RETURN collect([{', '.join(columns)}]) AS {answer}")
            lines += called(start, block)
            answers.append(answer)
        return lines, f"[{', '.join(answers)}]", FoundShape(shapes)

    def _found(
        self, question: Question[Any, Any], column: LiteralString, wants: Wants
    ) -> tuple[Lines, LiteralString, tuple[ObjectShape, ...]]:
        """Lines that show a column's nodes, a list with each way they are wanted, the shapes."""
        lines: Lines = []
        sent: Lines = []
        shapes: list[ObjectShape] = []
        for want in wants.get(f"{question.name}.{column}", ()):
            if question.found[column].many:
                more, row, shape = self._each(column, want)
            else:
                more, row, shape = self.show(column, want)
            lines += more
            sent.append(row)
            shapes.append(shape)
        return lines, f"[{', '.join(sent)}]", tuple(shapes)

    def _each(self, column: LiteralString, want: Want) -> tuple[Lines, LiteralString, ObjectShape]:
        """The nodes of a list, each admitted and shown, in the list's order."""
        each, rows = self.names.variable("each"), self.names.variable("rows")
        lines, row, shape = self.show(each, want)
        block: Lines = [f"UNWIND {column} AS {each}", *lines, f"RETURN collect({row}) AS {rows}"]
        return called(column, block), rows, shape


def _sent(question: Question[Any, Any], column: LiteralString) -> LiteralString:
    mark = question.found.get(column)
    if mark is None:
        return column
    return f"[each IN {column} | each.{ID.name}]" if mark.many else f"{column}.{ID.name}"


def _ids(column: str) -> ReadValue:
    return lambda given, _: given[OWN + column]
