"""`python -m tests.proof`: the generated tests at full size, told as they go, and one closing table; and
before them, for each role, all examples and changes on a database that was started for it.

`python -m tests.proof access` proves who sees what instead: everything asked as everybody, each
mutant, ways over canaries, pairs of worlds, changes one after the other, and generated operations.

TSUNAGU_PROOF_SHARE takes a share of it, such as 0.1; TSUNAGU_PROOF_SEED, a whole number, repeats what
chance decided, and is printed first. What fails is printed whole by pytest, with an
operation made as small as it can be.
"""

import os
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic
from typing import Self

from rich.console import Console
from rich.table import Table

SHARE = float(os.environ.get("TSUNAGU_PROOF_SHARE", "1"))
TOLD_EVERY_SECONDS = 15.0
SECONDS_AT_MOST = 7_200
HEAP_MIB = "2048"
"""What each database may take, unless TSUNAGU_TEST_HEAP_MIB says otherwise."""


@dataclass(frozen=True)
class Proof:
    """Generated tests of one file, the setting that says how many cases, and how many."""

    what: str
    file: str
    setting: str
    cases: int

    @property
    def share(self) -> int:
        return max(1, round(self.cases * SHARE))


PROOFS = (
    Proof(
        "operations as the oracle answers them",
        "tests/answering/test_against_the_oracle.py",
        "TSUNAGU_EXAMPLES",
        5_000,
    ),
    Proof(
        "rewrites, each answer valid by the schema",
        "tests/answering/test_rewrites.py",
        "TSUNAGU_REWRITES",
        2_000,
    ),
    Proof(
        "pages and conditions, of each of three laws",
        "tests/answering/test_pages_and_conditions.py",
        "TSUNAGU_LAWS",
        300,
    ),
    Proof("plans of single shapes", "tests/planning/test_plans.py", "TSUNAGU_PLANS", 8_000),
    Proof(
        "plans of generated operations",
        "tests/planning/test_plans.py",
        "TSUNAGU_PLANS_GENERATED",
        500,
    ),
    Proof(
        "spoilt documents",
        "tests/serving/test_bad_requests.py",
        "TSUNAGU_INVALID_DOCUMENTS",
        20_000,
    ),
    Proof("raw bodies", "tests/serving/test_bad_requests.py", "TSUNAGU_RAW_BODIES", 10_000),
)

ACCESS = (
    Proof(
        "operations as the oracle answers them over each view",
        "tests/access/test_against_the_view.py",
        "TSUNAGU_ACCESS_EXAMPLES",
        5_000,
    ),
    Proof(
        "conditions and rewrites, of each of two laws",
        "tests/access/test_laws.py",
        "TSUNAGU_ACCESS_LAWS",
        500,
    ),
    Proof(
        "seconds of ways of six steps, for each who asks",
        "tests/access/test_canaries.py",
        "TSUNAGU_ACCESS_SECONDS",
        120,
    ),
    Proof(
        "operations asked of pairs of worlds, by each who asks",
        "tests/access/test_pairs.py",
        "TSUNAGU_ACCESS_PAIRS",
        200,
    ),
    Proof(
        "seconds of changes after which everybody asks",
        "tests/access/test_moving.py",
        "TSUNAGU_ACCESS_MOVING_SECONDS",
        900,
    ),
)
COMPLETE = (
    "tests/grammar/test_compiled.py",
    "tests/grammar/test_bounds.py",
    "tests/grammar/test_orders.py",
    "tests/access/test_grammar.py",
    "tests/access/test_swapped.py",
    "tests/access/test_examples.py",
    "tests/access/test_swapped_besides.py",
    "tests/access/test_everything.py",
    "tests/access/test_mutants.py",
    "tests/access/test_spoilt_glass.py",
    "tests/access/test_protected_place.py",
    "tests/access/test_inquiries.py",
    "tests/access/test_sealed_cursors.py",
)
"""What is proved of access whole, without chance; TSUNAGU_ACCESS_WHOLE says how much of it."""


FRESH = ("tests/proof/fresh.py", "tests/faults/test_recovery.py")
"""What is proved of databases just started; no run of the other tests has the time for it."""


class Telling:
    """A pytest plugin that says what is being proved, and keeps how each test ended."""

    def __init__(self, console: Console) -> None:
        self.ended: list[tuple[str, str, float, str]] = []
        self._console = console
        self._running = ""
        self._since = monotonic()
        self._over = Event()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self._running, self._since = nodeid, monotonic()

    def pytest_runtest_logreport(self, report: object) -> None:
        when, nodeid = getattr(report, "when", ""), getattr(report, "nodeid", "")
        outcome, seconds = getattr(report, "outcome", ""), getattr(report, "duration", 0.0)
        if when == "call" or outcome != "passed":
            told = dict(getattr(report, "user_properties", ())).get("told", "")
            self.ended.append((nodeid, outcome, seconds, told))

    def tell(self) -> None:
        while not self._over.wait(TOLD_EVERY_SECONDS):
            if self._running:
                self._console.print(f"{monotonic() - self._since:6.0f} s  {self._running}")

    def __enter__(self) -> Self:
        Thread(target=self.tell, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()


def main(arguments: Sequence[str]) -> int:
    """Run all, and print the table; the exit status is pytest's."""
    access = "access" in arguments
    proofs, complete = (ACCESS, COMPLETE) if access else (PROOFS, FRESH)
    if access:
        os.environ["TSUNAGU_ACCESS_WHOLE"] = str(min(SHARE, 1.0))
    os.environ |= {proof.setting: str(proof.share) for proof in proofs}
    os.environ.setdefault("TSUNAGU_TEST_HEAP_MIB", HEAP_MIB)
    seed = os.environ.setdefault("TSUNAGU_PROOF_SEED", str(random.randrange(2**32)))  # noqa: S311 -- no secret
    import pytest  # noqa: PLC0415 -- the tests read their sizes when they are imported

    terminal = os.fdopen(os.dup(2), "w", encoding="utf-8")  # pytest takes the other for itself
    console = Console(file=terminal)
    console.print(f"TSUNAGU_PROOF_SEED={seed}")
    files = [*complete, *dict.fromkeys(proof.file for proof in proofs)]
    with Telling(console) as telling:
        status = pytest.main(
            [
                *files,
                "-q",
                "-p",
                "no:randomly",
                f"--hypothesis-seed={seed}",
                "-o",
                f"timeout={SECONDS_AT_MOST}",
            ],
            plugins=[telling],
        )
    table = Table("proved", "cases", title="The generated tests at full size")
    for proof in proofs:
        table.add_row(proof.what, f"{proof.share:,}")
    console.print(table)
    ended = Table("test", "outcome", "seconds", "what")
    for nodeid, outcome, seconds, told in telling.ended:
        ended.add_row(nodeid.partition("::")[2], outcome, f"{seconds:.0f}", told)
    console.print(ended)
    return int(status)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
