import hashlib
import os
import subprocess
import sys
from collections import Counter

import pytest

from graph.errors import BadInput
from graph.load import NodeSheet
from graph.model import Index
from seeds.chance import Chance, Identities, apportion
from seeds.city import sheets, towns_of
from tests.seeding.counting import Tables

PRINT_DIGEST = "from tests.seeding.test_determinism import digest; print(digest())"


def digest(factor: float = 0.01, seed: int = 2021) -> str:
    """A hash over every value of every row, in order."""
    total = hashlib.sha256()
    for sheet in sheets(seed, factor):
        total.update(sheet.name.encode())
        for row in sheet.rows:
            total.update(repr(row).encode())
    return total.hexdigest()


@pytest.mark.parametrize("hash_seed", ["0", "4711"])
def test_another_process_draws_the_same_city(hash_seed: str) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST],
        env={**os.environ, "PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == digest()


def test_another_seed_draws_another_city() -> None:
    assert digest(seed=1) != digest(seed=2)


def test_the_directory_and_the_stories_do_not_shrink(small: Tables, whole: Tables) -> None:
    for kind in (
        "Municipality",
        "Area",
        "District",
        "Council",
        "Place",
        "Agency",
        "Service",
        "NeedCategory",
    ):
        assert small.nodes[kind].keys() == whole.nodes[kind].keys()
    names = {
        "佐賀 太郎",
        "佐賀 一郎",
        "三田 健二",
        "堤 正",
        "岸川 浩",
        "糸山 彩",
        "大石 結衣",
        "武富 学",
    }
    for city in (small, whole):
        assert names <= {each["name"] for each in city.nodes["Resident"].values()}
    told = {key for key, each in small.nodes["Case"].items() if "-S" in each["number"]}
    assert told <= whole.nodes["Case"].keys()


def test_two_cities_side_by_side_share_only_the_directory_of_schemes() -> None:
    counts = Counter[str]()
    keys = set[tuple[str, str]]()
    for sheet in sheets(factor=2):
        if not isinstance(sheet, NodeSheet):
            continue
        unique = [at for at, each in enumerate(sheet.properties) if each.index is Index.UNIQUE]
        for row in sheet.rows:
            counts[sheet.name] += 1
            keys.update((f"{sheet.name} {at}", row[at]) for at in unique)
        for at in unique:
            place = f"{sheet.name} {at}"
            assert sum(kind == place for kind, _ in keys) == counts[sheet.name], place
    assert counts["Municipality"] == 2
    assert counts["District"] == 64
    assert counts["Household"] == 2 * 102_390
    assert counts["Service"] == 34


@pytest.mark.parametrize("factor", [0, -1, 0.001, 1.5, 41, float("nan"), float("inf")])
def test_a_factor_without_a_city_is_refused(factor: float) -> None:
    with pytest.raises(BadInput, match="factor"):
        towns_of(factor)


def test_ids_are_opaque_and_of_one_length() -> None:
    identities = Identities("2021")
    made = {identities.of(kind, number) for kind in ("A", "B") for number in range(500)}
    assert len(made) == 1000
    assert {len(each) for each in made} == {26}


def test_apportionment_is_exact() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert sum(apportion(539, [0.1, 3.7, 12.9])) == 539


def test_streams_do_not_shift_each_other() -> None:
    one = Chance("2021/1", "people")
    first = [one.next() for _ in range(3)]
    _ = Chance("2021/1", "places").next()
    again = Chance("2021/1", "people")
    assert [again.next() for _ in range(3)] == first
