"""The page of threats names every threat once, and tests that there are."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROW = re.compile(r"^\| (\d+) \|(.*)\|(.*)\|(.*)\|$", re.MULTILINE)
PAGE = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
ROWS = {int(number): test.strip() for number, _, _, test in ROW.findall(PAGE)}
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    if "node_modules" not in path.parts
    for name in re.findall(
        r"^(?:async )?def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE
    )
}
THREATS = 60


def _numbers(test: str) -> set[int]:
    """The threats that a test names: `test_threats_1_2_and_21_no_way` names three."""
    named = re.match(r"test_threats?_((?:\d+_(?:and_)?)+)", test)
    return {int(each) for each in re.findall(r"\d+", named[1])} if named else set()


def test_every_threat_has_one_row() -> None:
    assert sorted(ROWS) == [*range(1, THREATS + 1)]
    assert len(ROW.findall(PAGE)) == THREATS


def test_every_row_names_tests_that_there_are_or_says_why_none() -> None:
    for number, told in ROWS.items():
        named = re.findall(r"`(test_\w+)`", told)
        assert named or told.startswith("None: "), number
        assert not set(named) - TESTS, number


def test_a_test_with_a_threats_number_stands_in_its_row_or_beside_one_that_does() -> None:
    numbered = {number for test in TESTS for number in _numbers(test)}
    assert numbered <= set(ROWS)
    for number in numbered:
        named = re.findall(r"`(test_\w+)`", ROWS[number])
        assert any(number in _numbers(each) for each in named), number
