"""JavaScript clients in their current versions, unchanged, against the running server."""

import json
from pathlib import Path

import pytest

from tests.clients.node import HERE, told_by

LOCK = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
REFUSED = ["GRAPHQL_VALIDATION_FAILED"]


@pytest.fixture(scope="module")
def url(served: str) -> str:
    return f"{served}/graphql"


def test_urql_pages_and_refetches_with_subscriptions_set_up(url: str) -> None:
    told = told_by("urql.js", url)
    first, second = told["pages"]
    assert (len(first), len(second)) == (2, 2)
    assert not set(first) & set(second)
    assert told["again"] == first[0]
    assert told["errors"] == []
    assert told["wrong"] == REFUSED


def test_urql_asking_by_get_is_told_what_to_set(url: str) -> None:
    [refused] = told_by("urql.js", url)["refused"]
    assert refused["code"] == "METHOD_NOT_ALLOWED"
    assert "preferGetMethod: false" in refused["hint"]


def test_apollo_client_joins_pages_and_survives_an_unknown_persisted_query(url: str) -> None:
    told = told_by("apollo.js", url)
    assert len(told["page"]) == 2
    assert len(set(told["joined"])) == 4
    assert told["joined"][:2] == told["page"]
    assert told["again"] == told["page"][0]
    assert told["wrong"] == REFUSED


def test_graphql_request_walks_a_list_to_its_end(url: str) -> None:
    told = told_by("request.js", url)
    assert len(set(told["names"])) == len(told["names"]) == 32
    assert told["again"] == told["names"][0]
    assert (told["wrong"], told["status"]) == (REFUSED, 400)


def test_the_lock_names_exact_versions_and_no_host() -> None:
    text = (HERE / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
    wanted = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert LOCK["packages"][""]["dependencies"] == wanted
    assert all(version[0].isdigit() for version in wanted.values())


def test_python_requirements_are_locked_by_hash() -> None:
    for path in Path(HERE / "python").glob("*.txt"):
        text = path.read_text(encoding="utf-8")
        assert text.count("==") <= text.count("--hash=sha256:")
        assert "://" not in text
