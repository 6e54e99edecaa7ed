"""A change of the SDL that would break a caller is told in words."""

import pytest
from graphql.utilities import BreakingChangeType

from schema.api import SDL
from schema.breaking import WHY, findings, main

BEFORE = """
type Query { district(id: ID!): District, districts(first: Int): [District!]! }
type District { name: String!, kana: String }
enum Kind { SALON HALL }
input Search { text: String }
directive @once(of: Int) repeatable on FIELD
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kana: String", "", "District.kana was removed. Requests that ask for the field"),
        ("name: String!", "name: String", "a null or a list"),
        ("id: ID!", "id: ID!, year: Int!", "leave the argument out"),
        ("(first: Int)", "", "give the argument"),
        ("SALON HALL", "HALL", "send the value"),
        ("text: String", "text: String, kind: Kind!", "leave the field out"),
    ],
)
def test_what_breaks_callers_is_told_with_its_consequence(old: str, new: str, told: str) -> None:
    assert BEFORE.count(old) == 1
    [finding] = findings(BEFORE, BEFORE.replace(old, new))
    assert told in finding


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kana: String", 'kana: String @deprecated(reason: "2027-04-01")'),
        ("kana: String", "kana: String, area: String"),
        ("kana: String", "kana: String!"),
        ("(first: Int)", "(first: Int, after: String)"),
        ("SALON HALL", "SALON HALL SCHOOL"),
    ],
)
def test_what_only_adds_breaks_nobody(old: str, new: str) -> None:
    assert findings(BEFORE, BEFORE.replace(old, new)) == []


def test_every_way_of_breaking_has_its_words() -> None:
    assert set(WHY) == set(BreakingChangeType)


def test_the_sdl_does_not_break_against_itself() -> None:
    text = SDL.read_text(encoding="utf-8")
    assert findings(text, text) == []


def test_a_revision_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such-revision"]) == 1
    assert "no-such-revision" in capsys.readouterr().out
