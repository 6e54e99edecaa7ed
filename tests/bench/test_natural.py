"""The bench of natural questions: each has a statement by hand."""

from bench.hand_written.natural import BY_HAND
from bench.natural import QUESTIONS


def test_every_question_stands_beside_a_statement_by_hand() -> None:
    assert list(BY_HAND) == list(QUESTIONS)
    assert all(text.startswith("MATCH") and "RETURN" in text for text in BY_HAND.values())
