"""Tables for spreadsheets: whatever was written comes back, and nothing in it is carried out."""

import csv
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.exports.cells import harmless, write_table

DANGEROUS = "=+-@\t\r\n＝＋－＠"
BEGUN = ["=HYPERLINK(…)", "+81", "-1", "@SUM(1)", "\tx", "\rx", "\nx", "＝1", "  =1", "\u3000=1"]
texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.builds("".join, st.tuples(st.sampled_from(DANGEROUS), st.text("=+-@,\"'\r\n つなぐ"))),
)


@pytest.mark.parametrize("text", BEGUN)
def test_threat_51_a_formula_is_written_as_a_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(texts, texts), max_size=8))
def test_threat_51_no_cell_of_a_table_begins_a_formula(
    rows: list[tuple[str, str]], tmp_path: Path
) -> None:
    file = tmp_path / "table.csv"
    write_table(file, ("=name", "note"), rows)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        read = [*csv.reader(opened)]
    assert read[0] == ["'=name", "note"]
    for written, found in zip(rows, read[1:], strict=True):
        for text, cell in zip(written, found, strict=True):
            assert cell in (text, f"'{text}")
            assert not cell.lstrip().startswith(tuple(DANGEROUS))


def test_numbers_stay_numbers_and_nothing_stays_nothing(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    write_table(file, ("a", "b", "c"), [(-1, 0.5, None)])
    assert file.read_bytes() == b"\xef\xbb\xbfa,b,c\r\n-1,0.5,\r\n"


def test_a_table_that_breaks_off_leaves_the_former_one(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    write_table(file, ("a",), [(1,)])
    before = file.read_bytes()
    with pytest.raises(UnicodeEncodeError):
        write_table(file, ("a",), [("\ud800",)])
    assert file.read_bytes() == before
    assert [*tmp_path.iterdir()] == [file]
