"""The parts of a run hold every test once, and its closing line is the sum of theirs."""

from collections import Counter
from contextlib import nullcontext
from pathlib import Path

import pytest

from graph.address import DatabaseAddress
from tests import run
from tests.run import HERE, Ended, closing, counted, main, parts


def test_every_folder_with_tests_is_in_one_part() -> None:
    found = {path.relative_to(HERE).parts[0] for path in HERE.rglob("test_*.py")}
    named = [folder for folders in parts().values() for folder in folders]
    assert sorted(named) == sorted(found)


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("== 12 passed in 3.21s ==", {"passed": 12}),
        ("== 1 failed, 3 passed, 1 error in 75.00s (0:01:15) ==", {"failed": 1, "passed": 3, "errors": 1}),
        ("== 2 passed, 1 skipped, 4 deselected, 1 warning in 0.12s ==", {"passed": 2, "skipped": 1, "deselected": 4, "warnings": 1}),
        ("== no tests ran in 0.01s ==", {}),
        ("5 passed, 2 errors in 1.20s", {"passed": 5, "errors": 2}),
        ("tests/house/test_run.py ....", None),
        ("== slowest 25 durations ==", None),
    ],
)  # fmt: skip
def test_a_closing_line_is_read(line: str, counts: dict[str, int] | None) -> None:
    assert counted(line) == (None if counts is None else Counter(counts))


def test_the_closing_line_of_all_is_their_sum() -> None:
    both = [Ended(0, Counter(passed=7)), Ended(0, Counter(passed=5, skipped=1))]
    assert closing(both, 12.5) == " 12 passed, 0 failed, 1 skipped in 12.50s ".center(80, "=")


def test_a_part_that_ran_nothing_or_broke_is_an_error() -> None:
    assert "7 passed, 0 failed, 2 errors in" in closing(
        [Ended(0, Counter(passed=7)), Ended(5), Ended(-9)], 1.0
    )


def test_a_run_of_parts_streams_them_and_sums_up(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for part, asserted in (("good", "True"), ("bad", "False")):
        (tmp_path / part).mkdir()
        (tmp_path / part / f"test_{part}.py").write_text(f"def test_it(): assert {asserted}")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run, "HERE", tmp_path)
    monkeypatch.setattr(run.Run, "prepare", lambda _: None)
    monkeypatch.setattr(run, "WITHOUT_DATABASE", {"good", "bad", "empty"})
    monkeypatch.setattr(run, "parts", lambda: {"good": ("good",), "bad": ("bad",)})
    assert main(["-p", "no:cacheprovider"]) == 1
    told = capfd.readouterr().out.splitlines()
    assert told[-1].strip("=").startswith(" 1 passed, 1 failed in ")
    assert {line.partition(" ")[0] for line in told[:-1]} == {"all", "good", "bad"}
    [failure] = [place for place, line in enumerate(told) if "= FAILURES =" in line]
    assert "test_bad.py" in "".join(told[failure:-1])
    monkeypatch.setattr(run, "parts", lambda: {"good": ("good",), "empty": ("empty",)})
    assert main(["-p", "no:cacheprovider"]) == 1
    assert "1 passed, 0 failed, 1 errors in" in capfd.readouterr().out.splitlines()[-1]
    monkeypatch.setattr(run, "parts", lambda: {"good": ("good",)})
    assert main(["-p", "no:cacheprovider"]) == 0


class Pretended:
    """Stands for a database that would be started."""

    def __init__(self) -> None:
        self.starts = 0

    def start(self) -> DatabaseAddress:
        self.starts += 1
        return DatabaseAddress("bolt://127.0.0.1:9", "neo4j", "no-secret")


def test_the_parts_of_a_process_are_given_its_one_database(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in ("one", "two"):
        (tmp_path / part).mkdir()
        (tmp_path / part / f"test_{part}.py").write_text(
            "import os\n\ndef test_it():\n"
            "    assert os.environ['TSUNAGU_TEST_NEO4J_URI'] == 'bolt://127.0.0.1:9'\n"
            "    assert os.environ['TSUNAGU_TEST_NEO4J_PASSWORD'] == 'no-secret'\n"
        )
    pretended = Pretended()
    monkeypatch.delenv(run.ADDRESS, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run, "HERE", tmp_path)
    monkeypatch.setattr(run, "AT_ONCE", 1)
    monkeypatch.setattr(run, "own_database", lambda: nullcontext(pretended))
    monkeypatch.setattr(run.Run, "prepare", lambda _: None)
    monkeypatch.setattr(run, "parts", lambda: {"one": ("one",), "two": ("two",)})
    assert main(["-p", "no:cacheprovider"]) == 0
    assert "2 passed, 0 failed in" in capfd.readouterr().out.splitlines()[-1]
    assert pretended.starts == 2
