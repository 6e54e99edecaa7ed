"""How the schema speaks: descriptions with the Japanese term, names, and enums of choices."""

from enum import Enum
from functools import cache
from typing import Any, cast

import strawberry

from graph.model import Choice, Property, Tie


def described(doc: str, aside: str) -> str:
    """A sentence with the Japanese term in brackets."""
    return f"{doc.removesuffix('.')} ({aside})."


def property_doc(each: Property) -> str:
    """The description of a property, with its Japanese term and unit."""
    return described(each.doc, f"{each.ja}; {each.unit}" if each.unit else each.ja)


def pascal(tie: Tie) -> str:
    """`CARES_FOR` as `CaresFor`."""
    return "".join(word.capitalize() for word in tie.type.split("_"))


@cache
def enum_of(choice: Choice) -> Any:
    """The GraphQL enum of a choice."""
    values = {
        each.name: strawberry.enum_value(each.name, description=described(each.doc, each.ja))
        for each in choice.values
    }
    made = Enum(choice.name, values)
    return strawberry.enum(
        cast("Any", made), name=choice.name, description=described(choice.doc, choice.ja)
    )
