"""Folding: one spelling for search, however a name or a word was typed.

Half-width and full-width forms, katakana and hiragana, capitals and small letters fall together.
"""

import unicodedata
from collections.abc import Iterable
from typing import Final

from graph.spellings import one_spelling

BEGINNING, ENDING = "\u30ff", "\u309f"
"""What a searched value stands between; folding leaves neither of them in a text."""
SPELLINGS: Final = "\u30a0"
"""What the values in one spelling come after; it is no letter, so no word holds it."""

_TO_HIRAGANA = {code: code - 0x60 for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
_TO_KATAKANA = {hiragana: code for code, hiragana in _TO_HIRAGANA.items()}


def folded(text: str) -> str:
    """`text` as search compares it; folding a folded text changes nothing.

    >>> folded("ｻｶﾞ Tarō")
    'さが tarō'
    """
    plain = unicodedata.normalize("NFKC", text).lower()
    return unicodedata.normalize("NFKC", plain.translate(_TO_HIRAGANA))


def katakana(text: str) -> str:
    """`text` in full-width katakana.

    >>> katakana("さがｻｶﾞ")
    'サガサガ'
    """
    return unicodedata.normalize("NFKC", text).translate(_TO_KATAKANA)


def hiragana(text: str) -> str:
    """`text` in full-width hiragana.

    >>> hiragana("サガｻｶﾞ")
    'さがさが'
    """
    return unicodedata.normalize("NFKC", text).translate(_TO_HIRAGANA)


def words(text: str) -> list[str]:
    """The words of a text, folded: its runs of letters and digits.

    >>> words("ｻｶﾞ・太郎")
    ['さが', '太郎']
    """
    return "".join(each if each.isalnum() else " " for each in folded(text)).split()


def search_text(values: Iterable[str | None]) -> str:
    """The text a node is searched by: each value folded, in one word.

    Where a value is spelled otherwise than others of its kind, all are told again in one spelling.

    >>> search_text(["佐賀 太郎", None, "サガ タロウ"])
    'ヿ佐賀太郎ゟ ヿさがたろうゟ'
    >>> search_text(["髙木 愛"])
    'ヿ髙木愛ゟ゠ヿ高木愛ゟ'
    """
    joined = ["".join(words(value)) for value in values if value]
    text = " ".join(f"{BEGINNING}{each}{ENDING}" for each in joined if each)
    alike = one_spelling(text)
    return text if alike == text else f"{text}{SPELLINGS}{alike}"
