"""Text in NFC from the edge on: が is one character, whether it was sent as one or as か and a mark.

Documents and variables are composed on their way in, so that nothing behind compares or stores the
same word in two spellings.
"""

import unicodedata
from typing import Any, cast

from graphql import DocumentNode, StringValueNode, Visitor, visit

FORM = "NFC"
ESCAPE = "\\u"


def composed_document(document: DocumentNode, text: str) -> DocumentNode:
    """The document with the strings written in it composed; itself when all of them are."""
    if ESCAPE not in text and unicodedata.is_normalized(FORM, text):
        return document
    return visit(document, _Composing())


def composed(value: Any) -> Any:
    """A JSON value with its strings composed, not the names of its fields."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize(FORM, value)
    if isinstance(value, list):
        return [composed(each) for each in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {name: composed(each) for name, each in cast("dict[str, Any]", value).items()}
    return value


class _Composing(Visitor):
    def enter_string_value(self, node: StringValueNode, *_: Any) -> StringValueNode | None:
        """The literal composed, in its place; None leaves it as it is."""
        text = unicodedata.normalize(FORM, node.value)
        if text == node.value:
            return None
        return StringValueNode(value=text, block=node.block, loc=node.loc)
