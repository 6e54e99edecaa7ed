"""`docs/gaps.md` tells of every rule as it is."""

from graph.gaps.all import RULES
from graph.gaps.page import FILE, page


def test_the_committed_page_is_the_printed_one() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text == page(text), "Run: python -m graph.gaps.page"
    assert text.count("\n### ") == len(RULES)
