"""Search finds what is typed as people type it, in the order that is promised."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import BadInput
from graph.folding import words
from graph.searching import LONGEST_TEXT, NOT_INDEXED, words_of
from tests.answering.asking import Asking
from tests.answering.oracle import Oracle

SEARCH = """query($text: String!, $kinds: [SearchResultType!], $after: String) {
  search(text: $text, kinds: $kinds, first: 7, after: $after) {
    totalCount
    edges { closeness node { ... on Node { id } } }
    pageInfo { hasNextPage endCursor }
  }
}"""
NOT_INDEXED_ALONE = set(NOT_INDEXED.split())
"""English words that the index leaves out; where one is all that is typed, little is found."""
SIGNS = r"""+-&|!(){}[]^"~*?:\/<>=' ・　％＊ AND OR NOT TO"""


def _resident(oracle: Oracle) -> dict[str, Any]:
    """A resident whose name is written in kanji and spelled in full."""
    return next(
        each
        for each in oracle.world.nodes["Resident"].values()
        if len(each["name"].split()[0]) > 1 and len(each["kana"].split()[1]) > 2
    )


def _ways_to_type(name: str, kana: str) -> list[str]:
    family, given_name = kana.split()
    half = {"ア": "ｱ", "カ": "ｶ", "サ": "ｻ", "タ": "ﾀ", "ナ": "ﾅ", "マ": "ﾏ", "ヤ": "ﾔ", "ラ": "ﾗ"}
    return [
        name,
        name.replace(" ", ""),
        name.replace(" ", "　"),
        f"  {name} ",
        kana,
        kana.replace(" ", ""),
        " ".join(words(kana)),
        "".join(words(kana)),
        "".join(half.get(letter, letter) for letter in kana),
        f"{given_name} {family}",
        f"{family} {given_name[0]}",
        f"{name.split(maxsplit=1)[0]} {given_name}",
        kana.replace(" ", "")[1:],
    ]


@pytest.mark.anyio
async def test_a_name_is_found_however_it_is_typed(asking: Asking, oracle: Oracle) -> None:
    resident = _resident(oracle)
    whole = """query($text: String!, $first: Int!) {
      search(text: $text, first: $first, kinds: RESIDENT) { nodes { ... on Node { id } } }
    }"""
    for text in _ways_to_type(resident["name"], resident["kana"]):
        answer = await asking(whole, {"text": text, "first": 100})
        found = [each["id"] for each in answer["data"]["search"]["nodes"]]
        assert resident["id"] in found, text
        assert len(asking.runs) == 1


@pytest.mark.anyio
async def test_pages_of_a_search_put_together_are_all_of_it_the_closest_first(
    asking: Asking,
) -> None:
    entries: list[dict[str, Any]] = []
    after, total = None, None
    for _ in range(60):
        page = (await asking(SEARCH, {"text": "さと", "after": after}))["data"]["search"]
        entries += page["edges"]
        after, total = page["pageInfo"]["endCursor"], page["totalCount"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert total is not None
    assert len({each["node"]["id"] for each in entries}) == len(entries) == total > 7
    ranks = [("EXACT", "PREFIX", "PART").index(each["closeness"]) for each in entries]
    assert all(one <= other for one, other in pairwise(ranks))
    assert len(set(ranks)) > 1


@pytest.mark.anyio
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_whatever_is_typed_the_index_and_the_naive_walk_agree(
    data: st.DataObject, asking: Asking, oracle: Oracle
) -> None:
    kind = data.draw(st.sampled_from(["Resident", "Supporter", "Agency", "Service", "Place"]))
    node = data.draw(st.sampled_from([*oracle.world.nodes[kind].values()][:200]))
    value = data.draw(st.sampled_from([node["name"], node["kana"] or node["name"]]))
    start = data.draw(st.integers(0, len(value) - 1))
    piece = value[start : start + data.draw(st.integers(1, 6))]
    signs = data.draw(st.text(st.sampled_from(SIGNS), max_size=6))
    text = data.draw(st.sampled_from([piece, signs + piece, piece + signs, piece + " " + signs]))
    typed = words(text)
    if not typed or NOT_INDEXED_ALONE.intersection(typed):
        return
    variables = {"text": text}
    expected = oracle.answer(SEARCH, variables)
    assert expected.errors is None
    assert await asking(SEARCH, variables) == {"data": expected.data}


@pytest.mark.anyio
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(text=st.text(st.characters(exclude_characters="\0"), max_size=LONGEST_TEXT))
async def test_no_text_is_read_as_a_query(text: str, asking: Asking) -> None:
    answer = await asking(SEARCH, {"text": text})
    codes = [error["extensions"]["code"] for error in answer.get("errors", [])]
    assert codes == ([] if words(text) else ["BAD_INPUT"])


@pytest.mark.parametrize("text", ["", " 　", "・、。!?*", "\u3099"])
def test_a_text_without_letters_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(BadInput, match="no letter and no digit") as refused:
        words_of(text)
    assert refused.value.hint


def test_a_text_has_a_longest_length() -> None:
    assert words_of("あ" * LONGEST_TEXT)
    with pytest.raises(BadInput, match=f"{LONGEST_TEXT + 1} characters"):
        words_of("あ" * (LONGEST_TEXT + 1))
