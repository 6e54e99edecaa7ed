"""How large an operation may be: every limit, its default and what a refusal says.

The measuring is `extent.py` (what can be counted without knowing the variables) and `price.py`
(what an answer may cost); `admission.py` compares.
"""

from dataclasses import dataclass, field, fields
from typing import Any

from graph.errors import LimitExceeded

MOST_SAID = 1_000_000_000
"""Numbers above it are said as this one: JSON readers differ on what they make of larger ones."""


def _limit(default: int, doc: str, told: str, hint: str) -> Any:
    return field(default=default, metadata={"doc": doc, "told": told, "hint": hint})


@dataclass(frozen=True)
class Limits:
    """The most that is answered. A fragment counts wherever it is spread."""

    characters: int = _limit(
        20_000,
        "Characters of the document.",
        "The document has {actual:,} characters",
        "Send values as variables.",
    )
    tokens: int = _limit(
        1_000,
        "Tokens of the document, names, values, punctuation and comments; those of the values of "
        "variables count as if they stood there.",
        "The document and its variables have too many tokens",
        "Ask in several requests, share fields in fragments, or send shorter lists.",
    )
    nesting: int = _limit(
        50,
        "Braces within braces, fragments included.",
        "The selection is nested {actual:,} braces deep",
        "Leave out fragments within fragments.",
    )
    selections: int = _limit(
        2_000,
        "Fields and fragments, each counted wherever it is spread.",
        "The document selects {actual:,} fields and fragments",
        "Spread each fragment once, or ask in several requests.",
    )
    overlaps: int = _limit(
        2_500,
        "Pairs of fields with the same name in the answer, which have to be merged.",
        "The document has {actual:,} pairs of fields to merge",
        "Select a field once, with everything that is asked below it.",
    )
    depth: int = _limit(
        8,
        "Steps from node to node; edges, nodes, node and pageInfo are none.",
        "The operation goes {actual:,} steps deep",
        "Ask for what lies deeper by its id, in a second request.",
    )
    aliases: int = _limit(
        15,
        "Fields with an alias.",
        "The document gives {actual:,} aliases",
        "Ask for many of a kind with `nodes` or a list, or in several requests.",
    )
    directives: int = _limit(
        10,
        "Directives.",
        "The document has {actual:,} directives",
        "Put fields under one @include in a fragment.",
    )
    list_items: int = _limit(
        100,
        "Items of one list, in the document or in a variable.",
        "A list has {actual:,} items",
        "Send the list in parts.",
    )
    value_depth: int = _limit(
        32,
        "Lists and objects within each other, in the document or in a variable.",
        "A value is nested {actual:,} levels deep",
        "Send a flatter value.",
    )
    variables: int = _limit(
        50,
        "Variables, declared or sent.",
        "The operation has {actual:,} variables",
        "Leave out those it does not use, or gather them in an input object.",
    )
    cost: int = _limit(
        20_000,
        "Objects the answer may hold: the page sizes multiplied along each path, and added up.",
        "The operation may cost {actual:,}",
        "Ask for smaller pages with `first`, or for fewer levels at a time.",
    )
    introspection: int = _limit(
        125,
        "Values read of the schema itself, in percent of the usual whole introspection.",
        "The introspection is {actual:,} percent of the usual one",
        "Ask for the schema once, or for one type with `__type`.",
    )
    introspection_beside: int = _limit(
        5,
        "The same, where other fields are asked beside it.",
        "The introspection beside other fields is {actual:,} percent of the usual one",
        "Ask for the schema in a request of its own.",
    )

    def demand(self, limit: str, actual: int) -> None:
        """Raise `LimitExceeded` when `actual` is more than the limit of that name."""
        if actual > getattr(self, limit):
            raise self.exceeded(limit, actual)

    def exceeded(self, limit: str, actual: int | None) -> LimitExceeded:
        """The refusal; `actual` is None where counting ended at the limit."""
        words = next(each.metadata for each in fields(self) if each.name == limit)
        maximum: int = getattr(self, limit)
        said = None if actual is None else min(actual, MOST_SAID)
        return LimitExceeded(
            f"{words['told'].format(actual=said)}; {maximum:,} is the most.",
            limit=limit,
            maximum=maximum,
            actual=said,
            hint=words["hint"],
        )
