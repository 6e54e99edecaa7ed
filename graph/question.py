"""A question: a named, written statement beside the shapes of what goes in and what comes out.

The text lies in a `.cypher` file beside the module that declares the question and runs as it
stands in Neo4j Browser. Two frozen dataclasses are checked against it at import: the fields of one
are its `$parameters`, the fields of the other the aliases of its last RETURN, in their order.
"""

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, LiteralString, Self, TypeVar, cast, get_args, get_type_hints

from graph.cypher import Statement
from graph.errors import ModelFault

Parameters = TypeVar("Parameters")
Row = TypeVar("Row")

_COMMENT_LINE = re.compile(r"^\s*//[^\n]*\n", re.MULTILINE)
_NOT_READ = re.compile(r"//[^\n]*|/\*.*?\*/|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"", re.DOTALL)
_PARAMETER = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)")
_RETURN = re.compile(r"\bRETURN\b(?:\s+DISTINCT\b)?")
_AFTER_COLUMNS = re.compile(r"\b(ORDER\s+BY|SKIP|LIMIT|UNION)\b|;")
_BRACKETS = re.compile(r"\([^()[\]{}]*\)|\[[^()[\]{}]*\]|\{[^()[\]{}]*\}")
_ALIAS = re.compile(r"\bAS\s+([A-Za-z_][A-Za-z0-9_]*)\s*$")


@dataclass(frozen=True)
class NoParameters:
    """For a question that takes none."""


@dataclass(frozen=True)
class Found:
    """What a column annotated so holds: a node of a kind or, with `many`, a list of such nodes.

    Asked as part of an inquiry, what is shown of the nodes is what the request selects.
    """

    kind: str
    many: bool = False


class Question(Generic[Parameters, Row]):
    """A written question; raises `ModelFault` when the text and the two shapes disagree."""

    def __init__(self, file: Path, parameters: type[Parameters], row: type[Row]) -> None:
        # A file's name is ours too, as the text in it.
        self.name = file.stem
        self.text: LiteralString = written(file)
        self._parameters = parameters
        self._row = row
        self._days = tuple(
            place
            for place, type_ in enumerate(get_type_hints(row).values())
            if type_ in (date, date | None)
        )
        hints = get_type_hints(row, include_extras=True)
        self.found: dict[str, Found] = {
            name: mark
            for name, hint in hints.items()
            for mark in get_args(hint)[1:]
            if isinstance(mark, Found)
        }
        self._returned = _Returned.by(_COMMENT_LINE.sub("", self.text).strip())
        asked, columns = parameters_of(self.text), self._returned.aliases
        declared, shaped = _names(parameters), _names(row)
        self.parameters = tuple(declared)
        # Aliases of a text of ours are as literal as it is.
        self.columns = tuple(cast("list[LiteralString]", columns))
        if asked != set(declared):
            raise ModelFault(
                f"{self.name}.cypher takes {_listed(asked)}; "
                f"{parameters.__name__} has {_listed(declared)}.",
                hint="Give the dataclass a field for each $parameter, of the same name.",
            )
        if columns != shaped:
            raise ModelFault(
                f"{self.name}.cypher returns {_listed(columns)}; "
                f"{row.__name__} has {_listed(shaped)}.",
                hint="Give the dataclass a field for each column, in the order of RETURN.",
            )

    def statement(self, parameters: Parameters) -> Statement:
        """The question with its parameters, ready to be asked."""
        values = {name: getattr(parameters, name) for name in self.parameters}
        return Statement(self.name, self.text, values)

    def asked(self, *values: Any) -> Parameters:
        """The parameters, from their values in order; what has a default may be left out."""
        return self._parameters(*values)

    def with_parameters(
        self, print_: Callable[[str], LiteralString], *, without: Container[str] = ()
    ) -> LiteralString:
        """The text without its comment lines, each parameter printed as what stands for it.

        Columns named in `without` are left out of its last RETURN.
        """
        plain = cast("LiteralString", self._returned.leaving_out(without))
        # What is put in is printed by the compiler and as literal as what it replaces.
        printed = {name: print_(name) for name in self.parameters}
        return cast("LiteralString", _PARAMETER.sub(lambda each: printed[each[1]], plain))

    def rows(self, answer: Iterable[Sequence[Any]]) -> list[Row]:
        """The answer's rows, each in its shape; ISO text becomes a day where the shape has one."""
        if not self._days:
            return [self._row(*row) for row in answer]
        return [self._row(*self._with_days(row)) for row in answer]

    def _with_days(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        for place in self._days:
            if values[place] is not None:
                values[place] = date.fromisoformat(values[place])
        return values


def beside(module_file: str, name: str) -> Path:
    """The path of the `.cypher` file of that name beside a module, given its `__file__`."""
    return Path(module_file).with_name(f"{name}.cypher")


def parameters_of(text: str) -> set[str]:
    """The names of the parameters in a statement, comments and quoted text left out."""
    return set(_PARAMETER.findall(_NOT_READ.sub(" ", text)))


def columns_of(text: str) -> list[str]:
    """The aliases of the last RETURN outside of subqueries; `ModelFault` when a column has none."""
    return _Returned.by(text).aliases


@dataclass(frozen=True)
class _Returned:
    """A text cut at the columns of its last RETURN outside of subqueries, each with its alias."""

    before: str
    columns: tuple[tuple[str, str], ...]
    after: str

    @classmethod
    def by(cls, text: str) -> Self:
        plain = _outside_brackets(_NOT_READ.sub(_blank, text))
        returns = [*_RETURN.finditer(plain)]
        if not returns:
            return cls(text, (), "")
        start = first = returns[-1].end()
        following = _AFTER_COLUMNS.search(plain, first)
        end = following.start() if following else len(text)
        columns: list[tuple[str, str]] = []
        for column in plain[first:end].split(","):
            alias = _ALIAS.search(column)
            if alias is None:
                raise ModelFault(
                    "A column of RETURN has no alias.", hint="Write `… AS name` for each."
                )
            stop = start + len(column)
            columns.append((alias[1], text[start:stop]))
            start = stop + 1
        return cls(text[:first], tuple(columns), text[end:])

    @property
    def aliases(self) -> list[str]:
        return [alias for alias, _ in self.columns]

    def leaving_out(self, names: Container[str]) -> str:
        """The text with the columns that are not named."""
        kept = ",".join(text for alias, text in self.columns if alias not in names)
        return f"{self.before}{kept}{self.after}"


def _outside_brackets(text: str) -> str:
    """The text with blanks for what stands in brackets, as do subqueries and their own columns."""
    while (blanked := _BRACKETS.sub(_blank, text)) != text:
        text = blanked
    return text


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def written(file: Path) -> LiteralString:
    """The text of a `.cypher` file; `ModelFault` when there is none."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ModelFault(f"There is no {file.name} beside its module.") from None
    # A file of ours is as literal as the source beside it; no value ever enters its text.
    return cast("LiteralString", text)


def _names(shape: type[Any]) -> list[str]:
    name = shape.__name__
    if not is_dataclass(shape):
        raise ModelFault(f"{name} is no dataclass.")
    return [each.name for each in fields(shape)]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "nothing"
