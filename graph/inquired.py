"""Inquiries, printed: their questions one after another, and what is shown of the nodes they find.

Each question is a sub-query of its own, so that no name in it can meet another; its rows come back
as one list, with the nodes it found as the compiler shows them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, LiteralString

from graph.inquiry import Inquiry
from graph.lines import Lines, called
from graph.naming import Names
from graph.question import Question
from graph.shape import FoundShape, ObjectShape
from graph.sight import Sight
from graph.want import Want

Wants = Mapping[str, tuple[Want, ...]]
Show = Callable[[LiteralString, Want], tuple[Lines, LiteralString, ObjectShape]]


@dataclass(frozen=True)
class Inquiries:
    """Prints inquiries within one statement; `show` prints what is asked of a node found."""

    sight: Sight
    names: Names
    show: Show

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
