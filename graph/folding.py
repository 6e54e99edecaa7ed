"""Folding: one spelling for search, however a name or a word was typed.

Half-width and full-width forms, katakana and hiragana, capitals and small letters fall together.
"""

import unicodedata

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
