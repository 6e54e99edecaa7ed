"""What people write with a change: a text says something, or it is left out."""

from collections.abc import Iterator

from graph.changes.keyed import Objection, Reason

LONGEST_TEXT = 2_000
BLANK = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by their class that show nothing: the fillers of Hangul."""


def letters(text: str) -> set[str]:
    """The different letters and digits of a text that can be seen."""
    return {each for each in text if each.isalnum() and each not in BLANK}


def unsaid(field: str, text: str | None) -> Iterator[Objection]:
    """What stands against a text that may be left out: that it is too long, or says nothing."""
    if text is None:
        return
    if len(text) > LONGEST_TEXT:
        yield Objection(
            Reason.INVALID,
            field,
            f"{field} has {len(text):,} characters; {LONGEST_TEXT:,} is the most.",
            f"{field}は{LONGEST_TEXT}文字までです。",
        )
    elif not letters(text):
        yield Objection(
            Reason.INVALID,
            field,
            f"{field} has no letter or digit: write what is meant, or leave it out.",
            f"{field}に文字がありません。内容を書くか、省略してください。",
        )
