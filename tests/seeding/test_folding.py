import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.folding import folded


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("サガ タロウ", "さが たろう"),
        ("ｻｶﾞ ﾀﾛｳ", "さが たろう"),
        ("さが たろう", "さが たろう"),
        ("ＮＨＫ全額免除", "nhk全額免除"),
        ("ヴァイオリン", "ゔぁいおりん"),
        ("", ""),
    ],
)
def test_all_ways_of_typing_fall_together(typed: str, expected: str) -> None:
    assert folded(typed) == expected


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(alphabet=[chr(code) for code in range(0x30A1, 0x30F7)]))
def test_katakana_and_hiragana_fold_together(kana: str) -> None:
    hiragana = "".join(chr(ord(each) - 0x60) for each in kana)
    assert folded(kana) == folded(hiragana)
