"""From a token to an answer: who asks over HTTP is whom the statement answers."""

import httpx
import pytest

from graph.viewer import PERSONAL, Role
from tests.access.signing import Signer

COUNT = {"query": "{ agencies(first: 1) { nodes { id } } households(first: 1) { nodes { id } } }"}


def asked(address: str, token: str | None = None) -> dict[str, bool]:
    """Which lists have something to show."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    answer = httpx.post(f"{address}/graphql", json=COUNT, headers=headers, timeout=60).json()
    if "data" not in answer:
        [error] = answer["errors"]
        assert error["message"] == "Cannot query field 'households' on type 'Query'."
        return {"agencies": True, "households": False}
    assert "errors" not in answer, answer
    return {name: bool(each["nodes"]) for name, each in answer["data"].items()}


def test_without_a_token_sign_in_shows_the_directory_alone(oidc: str) -> None:
    assert asked(oidc) == {"agencies": True, "households": False}


def test_a_coordinator_sees_households_by_their_token(
    oidc: str, served: str, signer: Signer
) -> None:
    people = httpx.get(f"{served}/demo/people", timeout=60).json()["people"]
    person = next(each["person"] for each in people if each["role"] == "coordinator")
    token = signer.token(tsunagu_person=person)
    assert asked(oidc, token) == {"agencies": True, "households": True}


def test_a_token_that_names_nobody_of_the_city_shows_nothing(oidc: str, signer: Signer) -> None:
    answer = httpx.post(
        f"{oidc}/graphql", json=COUNT, headers={"authorization": f"Bearer {signer.token()}"}
    ).json()
    assert answer["errors"][0]["extensions"]["code"] == "NOT_IN_OFFICE"
    assert not answer.get("data") or not any(answer["data"].values())


def test_the_demo_without_a_token_shows_all(served: str) -> None:
    assert asked(served) == {"agencies": True, "households": True}


@pytest.mark.parametrize("role", sorted(PERSONAL))
def test_whoever_one_stands_in_for_has_something_to_see(served: str, role: Role) -> None:
    people = httpx.get(f"{served}/demo/people", timeout=60).json()["people"]
    persons = [each["person"] for each in people if each["role"] == role.value]
    assert persons
    for person in persons:
        given = httpx.post(f"{served}/demo/token", json={"role": role.value, "person": person})
        seen = asked(served, given.json()["token"])
        assert seen["agencies"]
        # No commissioner of the demo city watches a household, so they see the directory alone.
        assert seen["households"] == (role is not Role.COMMISSIONER), (role, person)


def test_to_be_anonymous_in_the_demo_is_to_see_the_directory(served: str) -> None:
    given = httpx.post(f"{served}/demo/token", json={"role": "anonymous"})
    assert asked(served, given.json()["token"]) == {"agencies": True, "households": False}
