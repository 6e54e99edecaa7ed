"""Text sent in pieces is the text sent whole, in documents and in variables."""

from dataclasses import replace

import pytest

from graph.policy import POLICY
from resolvers.composing import composed, composed_document
from resolvers.documents import Documents
from resolvers.limits import Limits
from resolvers.plans import PLAN_BYTES, Plans
from schema.api import api
from tests.answering.asking import Asking

WHOLE, PIECES = "ガ", "カ\u3099"
"""One character, and a letter with its mark."""


def test_a_json_value_is_composed_whatever_it_holds() -> None:
    value = {"AND": [{"name": {"in": [PIECES, 1, None, True]}}], PIECES: "x"}
    assert composed(value) == {"AND": [{"name": {"in": [WHOLE, 1, None, True]}}], PIECES: "x"}


@pytest.mark.parametrize("written", [PIECES, r"カ\u3099", r"\u30ab\u3099", r"カ\u{3099}"])
def test_a_literal_is_composed_however_it_is_written(written: str) -> None:
    documents = Documents(api()._schema, Limits())
    known = documents.read(f'{{ agencies(where: {{name: {{eq: "{written}"}}}}) {{ totalCount }} }}')
    assert known.errors == []
    assert WHOLE in str(known.document.to_dict())
    assert PIECES not in str(known.document.to_dict())
    assert documents._tokens == known.tokens > 0


def test_a_document_without_such_text_stays_as_it_is() -> None:
    document = Documents(api()._schema, Limits()).read("{ __typename }").document
    assert composed_document(document, "{ __typename }") is document


@pytest.mark.anyio
async def test_threat_53_both_spellings_find_the_same(asking: Asking) -> None:
    operation = "query($t: String!) { agencies(where: {name: {contains: $t}}) { totalCount } }"
    whole, pieces = [await asking(operation, {"t": text}) for text in ("デ", "テ\u3099")]
    assert whole == pieces
    written = await asking(operation.replace("($t: String!)", "").replace("$t", '"テ\u3099"'))
    assert written == whole


@pytest.mark.anyio
async def test_kept_plans_are_bounded_by_what_they_hold(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    plans = Plans(POLICY, kept_bytes=4 * PLAN_BYTES)
    monkeypatch.setattr(asking, "_context", replace(asking._context, plans=plans))
    for place in range(8):
        answer = await asking(f"{{ areas(first: 1) {{ nodes {{ a{place}: code }} }} }}")
        assert "errors" not in answer
        assert sum(each.size for each in plans._ready.values()) == plans._bytes
        assert plans._bytes <= 4 * PLAN_BYTES
    assert 1 <= len(plans._ready) < 4
    many = " ".join(f"c{place}: code" for place in range(100))
    await asking(f"{{ areas(first: 1) {{ nodes {{ {many} }} }} }}")
    assert plans._bytes == 0
