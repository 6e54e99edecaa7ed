"""Texts that are sought in telephone numbers, postal codes and addresses as well as in names.

Only one with a number in it is. Its words are what stands between spaces: signs within a word belong
to it, as in 0952(40)7050, and a number of several words is one word, as in +81 90 1234 5678. A number
of four or five digits is the end of a telephone number, as it is told to make sure who somebody is.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from graph.folding import BEGINNING, ENDING, address_text, number_text, words
from graph.spellings import one_spelling

SHORTEST_NUMBER = 4
SHORTEST_WITHIN = 6
"""From so many digits on a number is found wherever it stands in another."""
SHORTEST_BEGINNING = 9
"""From so many on it is the whole, or what the whole begins with."""
LONGEST_NUMBER = 11
"""Words of digits are one number up to so many of them, unless one is a whole number itself."""

_NUMBERED = re.compile("[0-9]|[一二三四五六七八九十]丁目")
_ABROAD = re.compile(r"\+81\s+")


@dataclass(frozen=True)
class TypedWord:
    """A word as it may stand in names, in numbers (`None` where it is no number) and in addresses."""

    name: str
    number: str | None
    address: str

    @property
    def sent(self) -> dict[str, Any]:
        """As a statement compares it with stored texts."""
        number = [_in_number(self.number)] if self.number else []
        return {"name": self.name, "ways": [*number, self.address]}


@dataclass(frozen=True)
class Typed:
    """The words of a text, and the whole of it as a number and as an address."""

    words: list[TypedWord]
    forms: list[str]

    @property
    def begun(self) -> list[str]:
        """What a stored text begins with that begins with the typed one."""
        return [f"{BEGINNING}{each}" for each in self.forms]

    @property
    def whole(self) -> list[str]:
        return [f"{each}{ENDING}" for each in self.begun]


def typed_of(text: str) -> Typed | None:
    """What is sought in numbers and addresses; None where the text is a name alone."""
    plain = _ABROAD.sub("+81", unicodedata.normalize("NFKC", text))
    if not _NUMBERED.search(plain) or len("".join(words(plain))) == 1:
        return None
    whole = _number(plain)
    pieces = plain.split()
    if whole and SHORTEST_BEGINNING <= len(whole) <= LONGEST_NUMBER:
        apart = any(len(number_text(each)) >= SHORTEST_BEGINNING for each in pieces)
        pieces = pieces if apart else [plain]
    typed = [
        TypedWord(one_spelling("".join(words(each))), _number(each), address_text(each))
        for each in pieces
        if words(each)
    ]
    return Typed(typed, [each for each in (whole, address_text(plain)) if each])


def _number(text: str) -> str | None:
    """The digits of a text that holds nothing but these and signs; None of fewer than four."""
    if any(each.isalnum() and not each.isdigit() and each != "ー" for each in text):
        return None
    digits = number_text(text)
    return digits if len(digits) >= SHORTEST_NUMBER else None


def _in_number(digits: str) -> str:
    if len(digits) >= SHORTEST_BEGINNING:
        return f"{BEGINNING}{digits}"
    return digits if len(digits) >= SHORTEST_WITHIN else f"{digits}{ENDING}"


def number_query(digits: str) -> str:
    """The same in Lucene's words: which stored numbers there may be."""
    if len(digits) >= SHORTEST_BEGINNING:
        return f"{digits}*"
    return f"*{digits}*" if len(digits) >= SHORTEST_WITHIN else f"*{digits}"
