"""The lines of a statement: what is matched, called as a sub-query, moved to the right."""

from collections.abc import Iterable
from typing import LiteralString

from graph.terms import Condition, conjunct, conjuncts, printed

DIGITS: tuple[LiteralString, ...] = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
Lines = list[LiteralString]


def match(pattern: LiteralString, conditions: Iterable[Condition]) -> Lines:
    """MATCH with its conditions, one a line."""
    return [f"MATCH {pattern}", *filtered(conditions)]


def filtered(conditions: Iterable[Condition]) -> Lines:
    """WHERE with all of the conditions, one a line; no line where anything will do."""
    lines: Lines = []
    every = conjuncts(conditions)
    for each in every:
        text = printed(each) if len(every) == 1 else conjunct(each)
        lines.append(f"  AND {text}" if lines else f"WHERE {text}")
    return lines


def in_one_line(lines: Lines) -> LiteralString:
    """The same, as an expression has it."""
    stripped: Lines = [line.strip() for line in lines]
    return " ".join(stripped)


def called(start: LiteralString, block: Lines) -> Lines:
    """A sub-query of its own, run once for each row from the node at `start`."""
    return [f"CALL ({start}) {{", *indented(block), "}"]


def indented(lines: Lines) -> Lines:
    """The same, two columns to the right."""
    return [f"  {line}" for line in lines]


def number(value: int) -> LiteralString:
    """A number as part of a statement's text."""
    tens, units = divmod(value, len(DIGITS))
    return f"{number(tens)}{DIGITS[units]}" if tens else DIGITS[units]
