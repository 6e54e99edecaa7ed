"""Conditions of a statement as a tree, which prints its own parentheses.

Whatever is a condition is made here and joined here: nobody else writes AND, OR or NOT between two
conditions, so nobody can forget what a joined one needs around it. A `Term` is the text of one
condition that binds more tightly than these; one that does not is refused when it is made.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import LiteralString, TypeAlias, Union

from graph.errors import ModelFault

_MAY_JOIN = re.compile(r"\b(?:AND|OR|XOR)\b")
_PART = re.compile(r"'[^']*'|[(\[{]|[)\]}]|\b(?:CASE|END|AND|OR|XOR)\b")
_OPENS = frozenset({"(", "[", "{", "CASE"})
_CLOSES = frozenset({")", "]", "}", "END"})


@dataclass(frozen=True, slots=True)
class Term:
    """One condition: a comparison, a call, an EXISTS, an expression that is true or false.

    Raises `ModelFault` for a text that joins two conditions outside of brackets.
    """

    text: LiteralString

    def __post_init__(self) -> None:
        if _MAY_JOIN.search(self.text) and _joins(self.text):
            raise ModelFault(
                f"{self.text!r} joins conditions.", hint="Make it of Every, Either and Not."
            )


@dataclass(frozen=True, slots=True)
class Every:
    """All of them hold; of none, anything will do."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Either:
    """One of them holds; of none, nothing will do."""

    parts: tuple["Condition", ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    """It does not hold; what is unknown stays unknown."""

    part: "Condition"


Condition: TypeAlias = Union[Term, Every, Either, Not]  # noqa: UP007 -- its members name it
Conditions: TypeAlias = tuple[Condition, ...]
ANYTHING = Every()
NOTHING = Either()


def printed(condition: Condition) -> LiteralString:
    """The text of a condition, as WHERE has it. What joins it to another is a tree of its own."""
    match condition:
        case Term(text):
            return text
        case Not(part):
            return f"NOT {_within(part, Not)}"
        case Every(()):
            return "true"
        case Either(()):
            return "false"
        case Every((part,)) | Either((part,)):
            return printed(part)
        case Every(parts):
            return " AND ".join([_within(each, Every) for each in parts])
        case Either(parts):
            return " OR ".join([_within(each, Either) for each in parts])


def enclosed(condition: Condition) -> LiteralString:
    """The same as one operand, whatever stands beside it."""
    return _within(condition, Not)


def conjunct(condition: Condition) -> LiteralString:
    """The same as one of several that are joined by AND."""
    return _within(condition, Every)


def conjuncts(conditions: Iterable[Condition]) -> Conditions:
    """Those that must all hold, one by one: what holds of everything is left out."""
    found: list[Condition] = []
    for each in conditions:
        if isinstance(each, Every):
            found += conjuncts(each.parts)
        else:
            found.append(each)
    return tuple(found)


def where(conditions: Iterable[Condition]) -> LiteralString:
    """` WHERE …` with all of them, or nothing."""
    every = conjuncts(conditions)
    return f" WHERE {printed(Every(every))}" if every else ""


def exists(pattern: LiteralString, conditions: Iterable[Condition]) -> Term:
    """The condition that there is such a pattern, for which all of these hold."""
    return Term(f"EXISTS {{ MATCH {pattern}{where(conditions)} }}")


def _within(part: Condition, around: type[Condition]) -> LiteralString:
    """A condition as a part of another: in parentheses unless it binds more tightly."""
    match part:
        case Every((only,)) | Either((only,)):
            return _within(only, around)
        case Every((_, *_)) | Either((_, *_)):
            return printed(part) if type(part) is around else f"({printed(part)})"
        case Not():
            return f"({printed(part)})" if around is Not else printed(part)
        case _:
            return printed(part)


def _joins(text: str) -> bool:
    """Whether conditions are joined in a text, outside of brackets, CASE and what is quoted."""
    depth = 0
    for found in _PART.finditer(text):
        word = found[0]
        if word in _OPENS:
            depth += 1
        elif word in _CLOSES:
            depth -= 1
        elif depth == 0 and not word.startswith("'"):
            return True
    return False
