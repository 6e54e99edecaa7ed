"""How the schema speaks: descriptions with the Japanese term, names, and enums of choices."""

import re
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


SPELLED = {
    "CHILDREN_CAFETERIA": "Children's cafeteria",
    "CHILDS_SPOUSE": "Child's spouse",
    "CITIZENS_AFFAIRS": "Citizens' affairs",
    "COMMISSIONERS_COUNCIL": "Commissioners' council",
    "CSW": "CSW",
    "CSW_LEAD": "CSW lead",
    "INTELLECTUAL_A": "Intellectual A",
    "INTELLECTUAL_B": "Intellectual B",
    "NON_REGULAR": "Non-regular",
    "ONE_STOP_WINDOW": "One-stop window",
    "SELF_EMPLOYED": "Self-employed",
    "SELF_RELIANCE_CENTER": "Self-reliance center",
    "fhirDomain": "FHIR domain",
    "id": "ID",
    "lsns6": "LSNS-6",
    "nameEnglish": "Name in English",
    "share65Plus": "Share aged 65 or more",
    "sourceUrl": "Source URL",
    "url": "URL",
}
"""Names whose words are not written as they stand."""


def in_english(name: str) -> str:
    """A name of the model as a label: `COMMUNITY_CAFE` is Community cafe, `birthDate` Birth date."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name) if name[1:] != name[1:].upper() else name
    return SPELLED.get(name) or words.replace("_", " ").capitalize()


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
