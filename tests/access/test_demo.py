"""The demo: everybody sees all of it, may be somebody else for an hour, and it shows no real city."""

import os
import subprocess
import sys

import httpx
import pytest

from graph.address import DatabaseAddress
from graph.cypher import Statement
from graph.errors import BadInput
from graph.gateway import Gateway
from graph.viewer import ANONYMOUS, DEMO_VIEWER, PERSONAL, Purpose, Role, Viewer
from server.identity.asker import Identity
from server.identity.issuer import CLAIMS, DemoIssuer
from server.identity.known import Known, demand_synthetic
from server.identity.settings import Mode, OidcSettings
from server.settings import Settings
from tests.access.signing import PERSON, Signer
from tests.access.telling import Asked


def test_without_a_token_the_whole_demo_is_seen() -> None:
    asked = Asked(Known.demo().identity)
    assert asked.ask().status_code == 200
    assert asked.telling.viewers == [DEMO_VIEWER]


@pytest.mark.parametrize("role", Role)
def test_the_demos_own_tokens_say_who_one_stands_in_for(role: Role) -> None:
    known = Known.demo()
    assert known.issuer
    person = PERSON if role in PERSONAL else None
    viewer = Asked(known.identity).viewer(known.issuer.give(role, person).token)
    purpose = Purpose.BREAK_GLASS if role is Role.BREAK_GLASS else Purpose.CASEWORK
    assert viewer == Viewer(role, person, person or viewer.office.value, purpose)


def test_to_be_anonymous_is_a_choice_with_a_token() -> None:
    known = Known.demo()
    assert known.issuer
    viewer = Asked(known.identity).viewer(known.issuer.give(Role.ANONYMOUS).token)
    assert (viewer.role, viewer.person) == (ANONYMOUS.role, None)


def test_a_bad_token_is_refused_even_where_none_is_needed() -> None:
    known, other = Known.demo(), DemoIssuer()
    asked = Asked(known.identity)
    for token in (other.give(Role.ANALYST).token, Signer("EdDSA").token(), "sesame"):
        assert asked.bearing(token).status_code == 401


def test_a_token_is_over_to_the_second() -> None:
    now = [1_000_000.0]
    issuer = DemoIssuer(clock=lambda: now[0])
    asked, token = Asked(Identity(issuer.tokens(), CLAIMS)), issuer.give(Role.ANALYST).token
    now[0] += 3_599
    assert asked.bearing(token).status_code == 200
    now[0] += 1
    assert asked.bearing(token).status_code == 401


def test_the_people_of_the_demo_are_of_every_role_and_of_the_city(served: str) -> None:
    people = httpx.get(f"{served}/demo/people", timeout=60).json()["people"]
    of_role = {role: [each for each in people if each["role"] == role.value] for role in Role}
    assert all(of_role.values())
    assert people[0]["role"] == "demo"
    assert len({(each["role"], each["person"]) for each in people}) == len(people)
    for role in PERSONAL:
        assert 2 <= len(of_role[role]) <= 3, role
        for each in of_role[role]:
            found = _asked(
                served, "query($id: ID!) { supporter(id: $id) { name } }", id=each["person"]
            )
            assert found["supporter"]["name"] == each["name"]
            assert each["place"]
    assert {each["place"] for each in of_role[Role.CSW]} == {"中部圏域", "南部圏域", "北部圏域"}


def test_the_people_have_work_to_see(served: str) -> None:
    people = httpx.get(f"{served}/demo/people", timeout=60).json()["people"]
    for each in people:
        if each["role"] == "volunteer":
            query = "query($id: ID!) { supporter(id: $id) { watches(first: 1) { nodes { id } } } }"
            assert _asked(served, query, id=each["person"])["supporter"]["watches"]["nodes"]
        if each["role"] == "agency staff":
            query = "query($id: ID!) { supporter(id: $id) { worksFor { __typename ... on Agency { name } } } }"
            assert each["place"] in str(_asked(served, query, id=each["person"]))


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
    ],
)
def test_tokens_are_for_our_own_page_alone(
    served: str, headers: dict[str, str], status: int
) -> None:
    told = {"content-type": "application/json"} | headers
    answer = httpx.post(f"{served}/demo/token", content=b'{"role": "analyst"}', headers=told)
    assert answer.status_code == status
    assert ("token" in answer.json()) == (status == 200)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"role": "mayor"}', b'{"role": 1}', b'{"role": "csw", "person": "nope"}',
     b'{"role": "csw", "person": ""}', b'{"role": "csw", "person": 1}', b'{"role": "analyst", "seconds": 3601}',
     b'{"role": "analyst", "seconds": 0}', b'{"role": "analyst", "seconds": true}',
     b'{"role": "analyst", "purpose": "curiosity"}'],
)  # fmt: skip
def test_a_token_that_cannot_be_is_bad_input(served: str, body: bytes) -> None:
    answer = httpx.post(
        f"{served}/demo/token", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_INPUT"


@pytest.mark.parametrize(
    "spelled", ["agency staff", "agency-staff", "AGENCY_STAFF", " Agency  staff "]
)
def test_a_role_is_known_however_it_is_spelled(served: str, spelled: str) -> None:
    """Where nobody is named it is the first of that role, and they are let in."""
    people = httpx.get(f"{served}/demo/people").json()["people"]
    first = next(each for each in people if each["role"] == "agency staff")
    given = httpx.post(f"{served}/demo/token", json={"role": spelled}).json()
    assert (given["person"], given["name"]) == (first["person"], first["name"])
    told = httpx.post(
        f"{served}/graphql",
        json={"query": "{ viewer { role person { id name } } }"},
        headers={"authorization": f"Bearer {given['token']}"},
    ).json()
    assert told["data"]["viewer"] == {
        "role": "AGENCY_STAFF", "person": {"id": first["person"], "name": first["name"]},
    }  # fmt: skip


def test_nobody_gets_a_token_for_an_office_they_do_not_hold(served: str) -> None:
    people = httpx.get(f"{served}/demo/people").json()["people"]
    volunteer = next(each for each in people if each["role"] == "volunteer")
    refused = httpx.post(
        f"{served}/demo/token", json={"role": "coordinator", "person": volunteer["person"]}
    )
    [error] = refused.json()["errors"]
    assert (refused.status_code, error["extensions"]["code"]) == (400, "BAD_INPUT")
    assert "/demo/people" in error["extensions"]["hint"]


def test_the_command_line_finds_the_demo_by_its_port(served: str) -> None:
    port = served.rpartition(":")[2]
    printed = subprocess.run(
        [sys.executable, "-m", "server", "token", "--role", "agency-staff"],
        capture_output=True, text=True, check=True, env={**os.environ, "TSUNAGU_PORT": port},
    )  # fmt: skip
    assert printed.stdout.count(".") == 2
    assert printed.stderr.startswith("As ")


def test_the_command_line_prints_a_token_of_the_running_demo(served: str) -> None:
    command = [sys.executable, "-m", "server", "token", "--role", "analyst", "--address"]
    printed = subprocess.run([*command, served], capture_output=True, text=True, check=True)
    answer = httpx.post(
        f"{served}/graphql",
        json={"query": "{ nothing }"},
        headers={"authorization": f"Bearer {printed.stdout.strip()}"},
    )
    assert answer.status_code != 401
    nobody = subprocess.run([*command, "http://127.0.0.1:9"], capture_output=True, text=True, check=False)  # fmt: skip
    assert nobody.returncode == 1
    assert "No demo answers" in nobody.stderr


def test_the_demo_listens_on_loopback_alone_and_sign_in_anywhere() -> None:
    with pytest.raises(BadInput, match="TSUNAGU_IDENTITY=oidc"):
        Settings().demand_loopback("0.0.0.0")  # noqa: S104 -- which is refused
    Settings(identity=Mode.OIDC).demand_loopback("0.0.0.0")  # noqa: S104 -- nothing is listened on


def test_sign_in_needs_an_issuer(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="TSUNAGU_OIDC_ISSUER is not set"):
        OidcSettings.read()
    for name, value in {"ISSUER": "i", "AUDIENCE": "a", "KEYS": "https://i/keys"}.items():
        monkeypatch.setenv(f"TSUNAGU_OIDC_{name}", value)
    assert OidcSettings.read().issuer == "i"
    for name, value in {
        "ALGORITHMS": "RS256,HS256",
        "LEEWAY_SECONDS": "61",
        "LONGEST_HOURS": "25",
        "ROLES": "chief=demo",
    }.items():
        with monkeypatch.context() as one:
            one.setenv(f"TSUNAGU_OIDC_{name}", value)
            with pytest.raises(BadInput, match=f"TSUNAGU_OIDC_{name} is"):
                OidcSettings.read()
    monkeypatch.setenv("TSUNAGU_OIDC_ROLES", "kikaku=analyst, fukushi = agency-staff")
    assert OidcSettings.read().roles == {"kikaku": Role.ANALYST, "fukushi": Role.AGENCY_STAFF}


REAL = "CREATE (m:Municipality {id: 'REAL', code: '999999', synthetic: false})"
GONE = "MATCH (m:Municipality {id: 'REAL'}) DELETE m"


@pytest.mark.anyio
async def test_the_demo_shows_the_city_that_is_made_up(small_city: DatabaseAddress) -> None:
    async with Gateway(small_city, read_seconds=60) as gateway:
        await demand_synthetic(gateway)


@pytest.mark.anyio
async def test_the_demo_shows_no_city_that_is_not_made_up(database: DatabaseAddress) -> None:
    async with Gateway(database, read_seconds=60, write_seconds=60) as gateway:
        await demand_synthetic(gateway)
        await gateway.write(Statement("real", REAL))
        try:
            with pytest.raises(BadInput, match="not made up"):
                await demand_synthetic(gateway)
        finally:
            await gateway.write(Statement("gone", GONE))


def _asked(served: str, query: str, **variables: str) -> dict[str, dict[str, dict[str, str]]]:
    answer = httpx.post(
        f"{served}/graphql", json={"query": query, "variables": variables}, timeout=60
    ).json()
    assert "errors" not in answer, answer
    return answer["data"]
