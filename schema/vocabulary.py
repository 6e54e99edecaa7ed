"""The words of the API: what each enum's values, each kind and each property is called.

Enough to build forms and to label answers, in Japanese and English. Only what the types show is
told; it is gathered once, and no answer asks the database.
"""

from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Annotated, Any

import strawberry

from graph.kinds.all import MODEL
from graph.model import Choice, Kind, Property, Type, Value
from resolvers.context import Context
from resolvers.shaped import Finished
from resolvers.shown import LONGEST, MARK
from resolvers.words import TellsWord, told
from schema.declared import shown_of
from schema.words import in_english

Info = strawberry.Info[Context, None]
NAMES = strawberry.argument(description="Only these, in this order; all when left out (名前).")
LANGUAGE = strawberry.argument(description="In which language (言語).")


@strawberry.enum(description="A language of labels (言語).")
class Language(Enum):
    """The two languages."""

    JA = strawberry.enum_value("JA", description="Japanese, as it is said at the counter (日本語).")
    EN = strawberry.enum_value("EN", description="English (英語).")


@strawberry.enum(description="What a property holds (型).")
class PropertyType(Enum):
    """The types of properties; a list holds several of one."""

    STRING = strawberry.enum_value("STRING", description="Text (文字列).")
    INTEGER = strawberry.enum_value("INTEGER", description="A whole number (整数).")
    FLOAT = strawberry.enum_value("FLOAT", description="A number (小数).")
    BOOLEAN = strawberry.enum_value("BOOLEAN", description="Yes or no (真偽).")
    DATE = strawberry.enum_value("DATE", description="A day (日付).")
    DATETIME = strawberry.enum_value("DATETIME", description="A day and a time of it (日時).")
    POINT = strawberry.enum_value("POINT", description="A point on the map (位置).")


def _tells(read: Callable[[Any], Any], doc: str) -> Any:
    return strawberry.field(description=doc, metadata={MARK: TellsWord(read)})


def _lists(read: Callable[[Any], Any], longest: Callable[[], int], doc: str) -> Any:
    return strawberry.field(description=doc, metadata={MARK: TellsWord(read), LONGEST: longest})


def _labelled() -> Any:
    def resolve(
        language: Annotated[Language, LANGUAGE] = Language.JA,  # noqa: ARG001 -- read from the selection
    ) -> None:
        raise AssertionError("a finished answer needs no resolver below it")

    def read(entry: Choice | Value | Kind | Property, language: Language) -> str:
        return entry.ja if language is Language.JA else in_english(entry.name)

    return strawberry.field(
        resolver=resolve,
        graphql_type=str,
        description="What it is called, to be shown to people (表示名).",
        metadata={MARK: TellsWord(read)},
    )


def _name() -> Any:
    return _tells(lambda entry: entry.name, "Its name in the API (名前).")


def _description() -> Any:
    return _tells(lambda entry: entry.doc, "What it means, in English (説明).")


@strawberry.type(description="A value of a vocabulary (語).")
class VocabularyValue:
    """A value of an enum."""

    name: str = _name()
    label: str = _labelled()
    description: str = _description()


@strawberry.type(description="An enum of the API with its labels (語彙).")
class Vocabulary:
    """An enum."""

    name: str = _name()
    label: str = _labelled()
    description: str = _description()
    values: list[VocabularyValue] = _lists(
        lambda choice: choice.values,
        lambda: max(len(each.values) for each in choices()),
        "Its values, in their order (値).",
    )


@strawberry.type(description="A property of a kind, as a form would show it (項目).")
class KindProperty:
    """A property that a type shows."""

    name: str = _name()
    label: str = _labelled()
    description: str = _description()
    type: PropertyType = _tells(
        lambda each: "STRING" if each.type is Type.STRINGS else each.type.value,
        "What it holds (型).",
    )
    is_list: bool = _tells(
        lambda each: each.type is Type.STRINGS, "Whether it holds several (複数)."
    )
    required: bool = _tells(lambda each: each.required, "Whether it is always recorded (必須).")
    unit: str | None = _tells(lambda each: each.unit, "Its unit, if it has one (単位).")
    vocabulary: Vocabulary | None = _tells(
        lambda each: each.choice, "The vocabulary its values are of, if any (語彙)."
    )


@strawberry.type(name="Kind", description="A kind of node, as a form would show it (種類).")
class KindWords:
    """A kind that the API shows."""

    name: str = _name()
    label: str = _labelled()
    description: str = _description()
    properties: list[KindProperty] = _lists(
        lambda kind: shown_of(kind.name).properties,
        lambda: max(len(shown_of(kind.name).properties) for kind in MODEL.kinds),
        "What is shown of each, in their order (項目).",
    )


@cache
def choices() -> tuple[Choice, ...]:
    """The choices of what is shown of kinds, and of the ties that are followed."""
    shown = [shown_of(kind.name) for kind in MODEL.kinds]
    ties = {relation.tie for each in shown for relation in each.relations.values()}
    holders = [each.properties for each in shown] + [MODEL.tie(tie).properties for tie in ties]
    used = {each.choice.name for properties in holders for each in properties if each.choice}
    return tuple(each for each in MODEL.choices if each.name in used)


async def _vocabularies(info: Info, names: Annotated[list[str] | None, NAMES] = None) -> Finished:
    return told(info, choices(), names)


async def _kinds(info: Info, names: Annotated[list[str] | None, NAMES] = None) -> Finished:
    return told(info, MODEL.kinds, names)


VOCABULARIES: Any = strawberry.field(
    resolver=_vocabularies,
    graphql_type=list[Vocabulary] | None,
    description="The enums of the API with the labels of their values (語彙一覧).",
    metadata={LONGEST: lambda: len(choices())},
)
KINDS: Any = strawberry.field(
    resolver=_kinds,
    graphql_type=list[KindWords] | None,
    description="The kinds of nodes with the labels of their properties (種類一覧).",
    metadata={LONGEST: lambda: len(MODEL.kinds)},
)
