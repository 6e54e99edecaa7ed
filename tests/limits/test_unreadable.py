"""What JSON can write and nobody can hold is refused by its name; what is no JSON, by its place."""

import json

import pytest

from server.asked import asked_by, asked_in
from server.refusals import BadValue, NotARequest

ASK = "query($s: Int) { needs(where: {severity: {eq: $s}}) { totalCount } }"


def body(value: str, name: str = "s") -> bytes:
    return f'{{"query": {json.dumps(ASK)}, "variables": {{"{name}": {value}}}}}'.encode()


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("1e400", "`variables.s` is 1e400, which is no number here."),
        ("-1e400", "`variables.s` is -1e400, which is no number here."),
        (
            "9" * 400,
            f"`variables.s` is {'9' * 20}… (400 digits), which is no number here.",
        ),
        ("9" * 90_000, f"`variables.s` is {'9' * 20}… (90,000 digits), which is no number here."),
        ("NaN", "`variables.s` is NaN, which is no number here."),
        ("-Infinity", "`variables.s` is -Infinity, which is no number here."),
        (
            '{"in": [1, {"of": 1e999}]}',
            "`variables.s.in[1].of` is 1e999, which is no number here.",
        ),
        (
            r'"a\ud800"',
            "`variables.s` holds half of a surrogate pair, which is no character.",
        ),
        (
            r'{"\udc00": 1}',
            "`variables.s` holds half of a surrogate pair, which is no character.",
        ),
        (
            r'["", "\udfff\ud800"]',
            "`variables.s[1]` holds half of a surrogate pair, which is no character.",
        ),
    ],
)
def test_a_value_that_nobody_can_hold_is_named(value: str, told: str) -> None:
    with pytest.raises(BadValue) as refused:
        asked_in(body(value))
    assert refused.value.message == told
    assert (refused.value.code, refused.value.status) == ("BAD_INPUT", 400)
    assert refused.value.hint


def test_a_surrogate_as_raw_bytes_is_named_too() -> None:
    with pytest.raises(BadValue, match=r"`variables\.s` holds half"):
        asked_in(body('"@"').replace(b"@", b"\xed\xa0\x80"))


def test_values_in_an_address_are_named_like_those_in_a_body() -> None:
    with pytest.raises(BadValue, match=r"`s` is 1e400"):
        asked_by(b"query=%7B__typename%7D&variables=%7B%22s%22:1e400%7D")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"", "The body is not JSON: see line 1, column 1."),
        (b'{"query": "{ id }",\n}', "The body is not JSON: see line 1, column 19."),
        (b'{"query": "\xff"}', "The body is not JSON: see line 1, column 1."),
        (b"[" * 99_000, "The body is not JSON: see line 1, column"),
        (b'{"query": "a\tb"}', "The body is not JSON: see line 1, column 13."),
    ],
)
def test_what_is_no_json_is_told_by_its_place(text: bytes, told: str) -> None:
    with pytest.raises(NotARequest) as refused:
        asked_in(text)
    assert refused.value.message.startswith(told)
    assert refused.value.code == "BAD_REQUEST"


@pytest.mark.parametrize("value", ["1.5e308", "1e-400", "9" * 300, r'"\ud842\udfb7"', '"𠮷"', "[]"])
def test_what_is_large_and_can_be_held_is_read(value: str) -> None:
    assert asked_in(body(value)).variables is not None


def test_a_long_path_is_cut() -> None:
    with pytest.raises(BadValue) as refused:
        asked_in(body("1e400", name="s" * 5_000))
    assert len(refused.value.message) < 200
