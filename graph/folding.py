"""Folding: one spelling for search, however a name or a word was typed.

Half-width and full-width forms, katakana and hiragana, capitals and small letters fall together.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from graph.model import Sought
from graph.spellings import one_spelling

BEGINNING, ENDING = "\u30ff", "\u309f"
"""What a searched value stands between; folding leaves neither of them in a text."""
SPELLINGS: Final = "\u30a0"
"""What the values in one spelling come after; it is no letter, so no word holds it."""

_DIGITS = "0123456789"
_PLANE = "\uffff"
"""What lies beyond is told apart by no database; rare characters of names of places do."""
_TENS = ("", "十", "二十")
CHOME: Final = tuple(
    (f"{_TENS[number // 10]}{' 一二三四五六七八九'[number % 10].strip()}丁目", f"{number}丁目")
    for number in range(20, 0, -1)
)
"""Numbers of quarters (丁目) as they are written in characters, those of two characters first."""
SEPARATORS: Final = (
    (">丁目", ">"),
    (">番地の", ">"),
    (">番地", ">"),
    (">号", ">"),
    (">番<", "><"),
    (f">番{ENDING}", f">{ENDING}"),
    (">の<", "><"),
    ("><", "-"),
    ("<", "-"),
    (">", "-"),
)
"""What becomes of an address whose numbers stand in <>: what is said between them is a dash."""

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


def number_text(text: str) -> str:
    """The digits of a telephone number or postal code, as it is dialled within Japan.

    >>> number_text("＋81 (0)90-1234-5678"), number_text("〒840-0054")
    ('09012345678', '8400054')
    """
    plain = unicodedata.normalize("NFKC", text)
    kept = "".join(each for each in plain if each in f"+{_DIGITS}")
    if kept.startswith("+81"):
        kept = f"0{kept[3:].removeprefix('0')}"
    return kept.replace("+", "")


def address_text(text: str) -> str:
    """An address, folded and in one spelling, with a dash on either side of each number.

    >>> address_text("神野東二丁目1番10号"), address_text("神野東２－１－１０")
    ('神野東-2-1-10-', '神野東-2-1-10-')
    >>> address_text("一番町 三の丸")
    '一番町三の丸'
    >>> address_text("コーポ オオタ"), address_text("コーポオオタ")
    ('こうぽうおた', 'こうぽうおた')
    """
    plain = "".join(each if each.isalnum() or each > _PLANE else "-" for each in folded(text))
    for characters, digits in CHOME:
        plain = plain.replace(characters, digits)
    plain = re.sub("([0-9])ー", r"\1-", plain)
    plain = re.sub("[0-9]+", r"<\g<0>>", plain).replace("-", "")
    plain = one_spelling(plain) + ENDING
    for said, stands in SEPARATORS:
        plain = plain.replace(said, stands)
    return plain.removesuffix(ENDING)


_FORMS = {Sought.NUMBER: number_text, Sought.ADDRESS: address_text}


def sought_text(value: str | None, sought: Sought) -> str | None:
    """The text that is kept beside a value that is sought; nothing where nothing is left of it.

    >>> sought_text("0952-40-7050", Sought.NUMBER)
    'ヿ0952407050ゟ'
    """
    text = _FORMS[sought](value) if value else ""
    return f"{BEGINNING}{text}{ENDING}" if text else None
