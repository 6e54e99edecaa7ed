"""Hostile documents get their verdict in a few milliseconds of this process's own time."""

import gc
import time
from contextlib import suppress

import pytest
from graphql import GraphQLError

from resolvers.documents import KEPT_DOCUMENTS, KEPT_TOKENS
from resolvers.limits import Limits
from tests.limits.hostile import bombs, doubling
from tests.limits.judging import documents, refusals

VERDICT_SECONDS = 0.020
DOUBLING_SECONDS = 0.005
SLOW_MACHINE = 8
"""How much slower a machine may be, and busier, than the one the times were measured on."""

LARGEST_BODY = 100_000
LET_IN = {
    "operations that share",
    "copies within the pairs",
    "escapes within the characters",
    "block string within the characters",
}


def own_seconds(text: str) -> float:
    """The least processor time of three verdicts."""
    judge = documents(Limits())
    found: list[float] = []
    gc.disable()
    try:
        for _ in range(3):
            before = time.process_time()
            with suppress(GraphQLError):
                judge.read(text)
            found.append(time.process_time() - before)
            judge._kept.clear()
    finally:
        gc.enable()
    return min(found)


@pytest.mark.parametrize("name", bombs())
def test_threats_25_26_and_28_a_bomb_is_judged_at_once(name: str) -> None:
    text = bombs()[name]
    assert len(text) <= LARGEST_BODY
    assert bool(refusals(text, Limits())) is (name not in LET_IN)
    assert own_seconds(text) < VERDICT_SECONDS * SLOW_MACHINE


@pytest.mark.parametrize("levels", [22, 48, 85])
def test_threat_26_fragments_that_double_are_judged_at_once(levels: int) -> None:
    (refusal,) = refusals(doubling(levels), Limits())
    assert refusal["code"] == "LIMIT_EXCEEDED"
    assert refusal["actual"] < 2**53
    assert own_seconds(doubling(levels)) < DOUBLING_SECONDS * SLOW_MACHINE


def test_documents_are_kept_once_judged_good() -> None:
    judge = documents(Limits())
    first = judge.read("{ __typename }")
    assert judge.read("{ " + "__typename }") is first


def test_what_is_refused_drives_nothing_out() -> None:
    judge = documents(Limits())
    good = judge.read("{ __typename }")
    for place in range(5):
        judge.read(f"{{ nothing{place} }}")
        with pytest.raises(GraphQLError):
            judge.read("{" * (place + 1))
    assert list(judge._kept.values()) == [good]


def test_what_is_kept_is_bounded_in_number_and_in_size() -> None:
    judge = documents(Limits())
    for place in range(KEPT_DOCUMENTS + 5):
        judge.read(f"query Q{place} {{ __typename }}")
    assert len(judge._kept) == KEPT_DOCUMENTS
    for place in range(KEPT_TOKENS // 900 + 5):
        judge.read("#\n" * 900 + f"query R{place} {{ __typename }}")
    assert 0 < judge._tokens <= KEPT_TOKENS
    assert judge._tokens == sum(each.document.token_count for each in judge._kept.values())
