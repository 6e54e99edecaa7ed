"""Search finds what is typed as people type it, in the order that is promised."""

import re
from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.contacts import typed_of
from graph.errors import BadInput
from graph.folding import address_text, folded, number_text, search_text, words
from graph.searching import LONGEST_TEXT, NOT_INDEXED, words_of
from graph.spellings import REPLACED, one_spelling
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


SPELLINGS = [
    "斉藤 斎藤 齋藤 齊藤",
    "高橋 髙橋",
    "吉田 𠮷田",
    "渡辺 渡邊 渡邉",
    "浜崎 濱﨑 濵嵜",
    "サトウ サトー さとお ｻﾄｰ",
    "ヴィクトル ビクトル",
    "ちづる ちずる",
    "ハットリ ハツトリ",
    "NGUYEN Nguyễn nguyen",
    "ケイコ ケーコ",
    "佐々木 佐佐木",
    "奈々 奈奈",
    "自由ヶ丘 自由が丘 自由ケ丘",
    "三ヶ月 三か月 三ヵ月 三ケ月",
]
"""Names that are one, each way they are spelled."""
RESPELLED = {
    stands: [each for each, by in REPLACED if by == stands and len(each) == 1]
    for stands in {by for each, by in REPLACED if len(each) == 1}
}
CLOSEST = """query($text: String!) {
  search(text: $text, kinds: RESIDENT, first: 100) { edges { closeness node { ... on Node { id } } } }
}"""


async def _closeness(asking: Asking, text: str) -> dict[str, str]:
    answer = await asking(CLOSEST, {"text": text})
    edges = answer["data"]["search"]["edges"]
    return {each["node"]["id"]: each["closeness"] for each in edges}


@pytest.mark.parametrize("alike", SPELLINGS)
def test_spellings_of_a_name_are_one(alike: str) -> None:
    assert len({one_spelling(folded(each)) for each in alike.split()}) == 1


def test_a_spelling_is_the_same_again_and_part_of_no_other() -> None:
    every = [*(each for each, _ in REPLACED), *(by for _, by in REPLACED)]
    for each in every:
        assert folded(each) == each
        assert one_spelling(one_spelling(each)) == one_spelling(each)
    text = search_text(["齋藤 愛", "サイトー アイ"])
    assert text == "ヿ齋藤愛ゟ ヿさいとーあいゟ゠ヿ斉藤愛ゟ ヿさいとうあいゟ"
    assert search_text(["佐藤 愛"]) == "ヿ佐藤愛ゟ"


@pytest.mark.anyio
async def test_a_name_of_single_characters_is_found_with_a_space(
    asking: Asking, oracle: Oracle
) -> None:
    short = [
        each
        for each in oracle.world.nodes["Resident"].values()
        if [len(part) for part in each["name"].split()] == [1, 1]
    ]
    assert short
    for resident in short:
        family, given_name = resident["name"].split()
        for text in (f"{family} {given_name}", f"{family}　{given_name}", family + given_name):
            assert (await _closeness(asking, text))[resident["id"]] == "EXACT", text
        assert resident["id"] in await _closeness(asking, f"{given_name} {family}")


@pytest.mark.anyio
async def test_a_name_is_found_in_another_spelling_after_those_spelled_so(
    asking: Asking, oracle: Oracle
) -> None:
    tried = 0
    for resident in oracle.world.nodes["Resident"].values():
        name = folded(resident["name"])
        respelled = "".join(RESPELLED[each][0] if each in RESPELLED else each for each in name)
        lengthened = resident["kana"].replace("トウ", "トー").replace("ユウ", "ユー")
        for text, own in ((respelled, name), (lengthened, resident["kana"])):
            if text == own or tried >= 40:
                continue
            tried += 1
            found = await _closeness(asking, text)
            assert found[resident["id"]] == "VARIANT", text
            ranks = [*found.values()]
            assert ranks == sorted(ranks, key=("EXACT", "PREFIX", "PART", "VARIANT").index)
    assert tried == 40


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
    ranks = [("EXACT", "PREFIX", "PART", "VARIANT").index(each["closeness"]) for each in entries]
    assert all(one <= other for one, other in pairwise(ranks))
    assert len(set(ranks)) > 1


@pytest.mark.anyio
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
async def test_whatever_is_typed_the_index_and_the_naive_walk_agree(
    seed: int, asking: Asking, oracle: Oracle
) -> None:
    chance = Random(seed)  # noqa: S311 -- what is typed is drawn by the seed that Hypothesis chose
    kind = chance.choice(["Resident", "Supporter", "Agency", "Service", "Place"])
    node = chance.choice([*oracle.world.nodes[kind].values()][:200])
    value = chance.choice([node["name"], node["kana"] or node["name"]])
    start = chance.randrange(len(value))
    piece = value[start : start + chance.randint(1, 6)]
    if chance.random() < 0.5:
        piece = "".join(chance.choice([*RESPELLED.get(each, ()), each]) for each in folded(piece))
    if chance.random() < 0.3:
        piece = " ".join(piece)
    signs = "".join(chance.choices(SIGNS, k=chance.randint(0, 6)))
    text = chance.choice([piece, signs + piece, piece + signs, f"{piece} {signs}"])
    typed = words(text)
    if not typed or NOT_INDEXED_ALONE.intersection(typed):
        return
    variables = {"text": text}
    expected = oracle.answer(SEARCH, variables)
    assert expected.errors is None
    assert await asking(SEARCH, variables) == {"data": expected.data}


SAME_PLACE = [
    "神野東2丁目1番10号",
    "神野東二丁目1-10",
    "神野東２－１－１０",
    "神野東２ー１ー１０",
    "神野東2丁目1番地の10",
    "神野東2の1の10",
    "神野東 2−1 10号",
]
STAY = ["一番町", "三の丸", "1番町", "3の丸", "二番", "コーポ"]


def test_an_address_is_one_however_its_numbers_are_written() -> None:
    assert {address_text(each) for each in SAME_PLACE} == {"神野東-2-1-10-"}
    for each in [*SAME_PLACE, *STAY, "コーポ101 2号棟", "コーポ オオタ", "カ ー101"]:
        assert address_text(address_text(each)) == address_text(each)
    for each in STAY:
        assert address_text(each).replace("-", "") == one_spelling(folded(each))


def test_spaces_within_an_address_do_not_count() -> None:
    assert address_text("コーポ オオタ 101") == address_text("コーポオオタ101")


@pytest.mark.anyio
@pytest.mark.parametrize("text", ["a🏠b 1", "s😀t 12", "1 s🏠t"])
async def test_signs_that_no_index_knows_find_nothing(
    text: str, asking: Asking, oracle: Oracle
) -> None:
    assert await asking(SEARCH, {"text": text}) == {
        "data": oracle.answer(SEARCH, {"text": text}).data
    }


def test_a_number_is_one_however_it_is_typed() -> None:
    typed = [
        "09012345678",
        "090-1234-5678",
        "090(1234)5678",
        "０９０ー１２３４ー５６７８",
        "+81 90-1234-5678",
    ]
    for text in [*typed, "090 1234 5678", "+81 (0)90 1234 5678"]:
        found = typed_of(text)
        assert found
        assert [each.number for each in found.words] == ["09012345678"], text
    apart = typed_of("2-1 0952-40-7050")
    assert apart
    assert [each.number for each in apart.words] == [None, "0952407050"]
    assert number_text(number_text("+81 90-1234")) == "0901234"
    assert typed_of("さとう しずえ") is None
    assert typed_of("1") is None


def _ways_to_ask(node: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """What finds a node by a number or by its address, and how close it is at least."""
    for number in filter(None, (node.get("phone"), node.get("postalCode"))):
        plain = number.replace("-", "")
        for text in (number, plain, f"〒{number}", number.replace("-", "ー")):
            yield text, "EXACT"
        yield f"+81 {number[1:]}", "EXACT" if number[0] == "0" else None
        yield plain[-4:], "PART"
        yield plain[:6], "PREFIX"
    if address := node.get("address"):
        yield address, "EXACT"
        yield f"{address[:4]} {address[4:]}", None
        yield re.sub(r"丁目|番地?|号", "-", address), None


@pytest.mark.anyio
@pytest.mark.parametrize(
    "kind", ["Household", "Resident", "Supporter", "Agency", "Place", "Council"]
)
async def test_a_node_is_found_by_its_numbers_and_its_address(
    kind: str, asking: Asking, oracle: Oracle
) -> None:
    chance = Random(kind)  # noqa: S311 -- the kind decides
    nodes = [
        each
        for each in oracle.world.nodes[kind].values()
        if each.get("phone") or each.get("address")
    ]
    for node in chance.sample(nodes, min(6, len(nodes))):
        for text, least in _ways_to_ask(node):
            variables = {"text": text}
            expected = oracle.answer(SEARCH, variables)
            assert await asking(SEARCH, variables) == {"data": expected.data}, text
            found = {ref.id: facts["closeness"] for ref, facts in oracle._found(text)}
            ranks = ("EXACT", "PREFIX", "PART")
            if least:
                assert ranks.index(found[node["id"]]) <= ranks.index(least), text


@pytest.mark.anyio
async def test_a_name_with_a_number_or_an_address_narrows_what_is_found(
    asking: Asking, oracle: Oracle
) -> None:
    resident = next(each for each in oracle.world.nodes["Resident"].values() if each.get("phone"))
    home = next(each for each in oracle.world.nodes["Household"].values() if each.get("address"))
    family = resident["name"].split()[0]
    for text, id_ in (
        (f"{family} {resident['phone'][-4:]}", resident["id"]),
        (f"{resident['phone'][-4:]} {family}", resident["id"]),
        (f"{home['address'][-3:]} {home['address'][:-3]}", home["id"]),
    ):
        variables = {"text": text}
        expected = oracle.answer(SEARCH, variables)
        assert await asking(SEARCH, variables) == {"data": expected.data}, text
        assert id_ in {ref.id for ref, _ in oracle._found(text)}
    assert not oracle._found(f"{family}ぬ {resident['phone'][-4:]}")


@pytest.mark.anyio
async def test_an_address_and_a_number_are_found_together(asking: Asking, oracle: Oracle) -> None:
    homes = oracle.world.nodes["Household"].values()
    home = next(each for each in homes if each.get("phone") and each.get("address"))
    [block] = re.findall(r"(?:[0-9]+-)+[0-9]+", address_text(home["address"]))[-1:]
    for text in (f"{block} {home['phone']}", f"{home['phone']} {home['postalCode']}"):
        variables = {"text": text}
        assert home["id"] in {ref.id for ref, _ in oracle._found(text)}, text
        assert await asking(SEARCH, variables) == {"data": oracle.answer(SEARCH, variables).data}


@pytest.mark.anyio
async def test_a_house_number_is_no_part_of_another(asking: Asking, oracle: Oracle) -> None:
    for text in ("1-1", "2-1", "1-10", "12-1"):
        found = [each for each in oracle._found(text) if "address" in oracle._node(each[0])]
        for ref, _ in found:
            assert re.search(
                rf"(?<!\d){text}(?!\d)", re.sub(r"丁目|番地?|の", "-", oracle._node(ref)["address"])
            )
        assert await asking(SEARCH, {"text": text}) == {
            "data": oracle.answer(SEARCH, {"text": text}).data
        }


@pytest.mark.anyio
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
async def test_whatever_number_or_address_is_typed_the_index_and_the_naive_walk_agree(
    seed: int, asking: Asking, oracle: Oracle
) -> None:
    chance = Random(seed)  # noqa: S311 -- what is typed is drawn by the seed that Hypothesis chose
    kind = chance.choice(["Household", "Resident", "Supporter", "Agency", "Place", "Council"])
    node = chance.choice([*oracle.world.nodes[kind].values()][:200])
    value = next(
        (
            node[each]
            for each in chance.sample(["phone", "address", "postalCode"], 3)
            if node.get(each)
        ),
        "12",
    )
    start = chance.randrange(len(value))
    piece = value[start : start + chance.randint(1, 12)]
    if chance.random() < 0.3:
        piece = f"{piece} {chance.choice([node.get('name') or '中', value[-4:]])}"
    signs = "".join(chance.choices(SIGNS, k=chance.randint(0, 3)))
    text = chance.choice(
        [piece, signs + piece, piece + signs, piece.replace("-", chance.choice(SIGNS))]
    )
    typed = words(text)
    if not typed or NOT_INDEXED_ALONE.intersection(typed):
        return
    variables = {"text": text}
    expected = oracle.answer(SEARCH, variables)
    assert expected.errors is None
    assert await asking(SEARCH, variables) == {"data": expected.data}, text


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
