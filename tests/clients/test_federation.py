"""Apollo's gateway, unchanged, over Tsunagu served as a subgraph and another beside it."""

from typing import Any

import pytest

from schema.federation import subgraph
from server.manners import Manners
from tests.clients.node import told_by
from tests.served import Serve


@pytest.fixture(scope="module")
def told(serve: Serve) -> dict[str, Any]:
    """What the gateway answered; it composes with the SDL the server gives."""
    answers: dict[str, Any] = told_by("federation.js", f"{serve(Manners(federation=True))}/graphql")
    return answers


def test_another_subgraph_adds_fields_to_our_types(told: dict[str, Any]) -> None:
    assert told["outward"]["errors"] == told["agencies"]["errors"] == []
    for node in told["outward"]["data"]["districts"]["nodes"]:
        assert node["shelters"] == [f"{node['id']} hall"]
        assert node["name"]
    for node in told["agencies"]["data"]["agencies"]["nodes"]:
        assert node["onCall"] == f"{node['id']} at night"


def test_entities_that_another_subgraph_names_are_answered_in_one_request(
    told: dict[str, Any],
) -> None:
    assert told["inward"]["errors"] == []
    assert told["inward"]["asked"] == 1
    known = {node["id"]: node["name"] for node in told["outward"]["data"]["districts"]["nodes"]}
    found = told["inward"]["data"]["nearest"]
    assert [each["id"] for each in found] == [*reversed(known)]
    assert [each["name"] for each in found] == [known[each["id"]] for each in found]
    assert all(each["area"]["name"] for each in found)


def test_an_entity_that_is_not_there_is_without_our_fields(told: dict[str, Any]) -> None:
    assert told["unknown"] == {
        "data": {"known": [{"id": "unknown", "onCall": "unknown at night", "capacityState": None}]},
        "errors": [],
        "asked": 1,
    }


def test_the_command_prints_what_the_server_gives_the_gateway() -> None:
    text = subgraph()
    assert text.startswith("extend schema @link(")
    assert 'type District implements Named & Node @key(fields: "id") {' in text
    assert "type PageInfo @shareable {" in text
    assert "_entities" not in text
