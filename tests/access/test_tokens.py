"""A bearer token says who asks, or is refused without a word of it being told."""

import base64
import hashlib
import hmac
import json
import logging
import time
from typing import Any

import jwt
import pytest

from graph.viewer import ANONYMOUS, Purpose, Role, Viewer
from server.identity.asker import Identity
from server.identity.claims import PURPOSES, Claims
from server.identity.keys import KeptKeys, keys_in
from server.identity.settings import CLAIMABLE, OF_NO_TOKEN
from server.identity.tokens import LONGEST_TOKEN, Tokens
from tests.access.signing import AUDIENCE, ISSUER, PERSON, Signer, key_set
from tests.access.telling import Asked

RSA, STRANGER, EC, ED = Signer(), Signer(), Signer("ES256", "two"), Signer("EdDSA", "three")
ROLES = {name: role for name, role in CLAIMABLE.items() if role not in OF_NO_TOKEN}
CLAIMS = Claims("role", "tsunagu_person", "purpose", ROLES)
NOW = int(time.time())


def asked_with(claims: Claims = CLAIMS, keys: bytes | None = None, **more: Any) -> Asked:
    tokens = Tokens(
        KeptKeys(keys_in(keys or key_set(RSA, EC, ED))),
        **{"issuer": ISSUER, "audience": AUDIENCE, "leeway": 30, "longest": 43_200}
        | {"algorithms": ("RS256", "ES256", "EdDSA")}
        | more,
    )
    return Asked(Identity(tokens, claims))


@pytest.fixture(scope="module")
def asked() -> Asked:
    return asked_with()


@pytest.mark.parametrize("signer", [RSA, EC, ED], ids=lambda each: each.alg)
def test_a_token_says_who_asks(asked: Asked, signer: Signer) -> None:
    assert asked.viewer(signer.token()) == Viewer(Role.COORDINATOR, PERSON, "f:1:yamada")


def test_nobody_without_a_token_is_more_than_anonymous(asked: Asked) -> None:
    assert asked.ask().status_code == 200
    assert asked.telling.viewers[-1] == ANONYMOUS


def unsigned() -> str:
    head = {"alg": "none", "typ": "JWT"}
    parts = [head, jwt.decode(RSA.token(), options={"verify_signature": False})]
    coded = [base64.urlsafe_b64encode(json.dumps(each).encode()).decode().strip("=") for each in parts]  # fmt: skip
    return ".".join([*coded, ""])


def by_shared_secret() -> str:
    """Signed by HS256 with the public key as the secret, as a verifier that obeys `alg` would take."""
    head = base64.urlsafe_b64encode(b'{"alg":"HS256","kid":"one"}').decode().strip("=")
    body = RSA.token().split(".")[1]
    mac = hmac.new(key_set(RSA), f"{head}.{body}".encode(), hashlib.sha256).digest()
    return f"{head}.{body}.{base64.urlsafe_b64encode(mac).decode().strip('=')}"


def tampered() -> str:
    head, _, signature = RSA.token(role="volunteer").split(".")
    return ".".join([head, RSA.token(role="administrator").split(".")[1], signature])


REFUSED = {
    "empty": "",
    "no token": "sesame",
    "three dots": "...",
    "binary": "\N{LATIN SMALL LETTER E WITH ACUTE}.b.c",
    "unsigned": unsigned(),
    "shared secret": by_shared_secret(),
    "tampered": tampered(),
    "stranger's key": STRANGER.token(),
    "unknown key": RSA.token({"kid": "nine"}),
    "other algorithm of the key": jwt.encode({}, RSA.key, "PS256", headers={"kid": "one"}),
    "another key's name": EC.token({"kid": "one"}),
    "critical extension": RSA.token({"crit": ["exp"]}),
    "no access token": RSA.token({"typ": "logout+jwt"}),
    "expired": RSA.token(iat=NOW - 700, exp=NOW - 31),
    "not yet": RSA.token(iat=NOW + 3_600, exp=NOW + 7_200),
    "not before": RSA.token(nbf=NOW + 3_600, exp=NOW + 7_200),
    "too long a life": RSA.token(exp=NOW + 43_300),
    "ends before it begins": RSA.token(iat=NOW + 3_600, exp=NOW + 600),
    "no end": RSA.token(exp=...),
    "no beginning": RSA.token(iat=...),
    "an end in words": RSA.token(exp="tomorrow"),
    "infinite": RSA.token(exp=1e300),
    "another issuer": RSA.token(iss="https://id.example.jp/realms/other"),
    "no issuer": RSA.token(iss=...),
    "another audience": RSA.token(aud=["account", "other"]),
    "no audience": RSA.token(aud=...),
    "no subject": RSA.token(sub=...),
    "empty subject": RSA.token(sub=""),
    "half a character for a subject": RSA.token(sub="staff \ud800"),
    "unknown role": RSA.token(role="mayor"),
    "no role": RSA.token(role=...),
    "two roles": RSA.token(role=["csw", "coordinator"]),
    "a role that cannot be claimed": RSA.token(role="demo"),
    "no person": RSA.token(tsunagu_person=...),
    "no id": RSA.token(tsunagu_person="' OR 1=1"),
    "too long": RSA.token(filling="x" * LONGEST_TOKEN),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_says_not_who_asks_is_refused(
    asked: Asked, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    token, before = REFUSED[name], len(asked.telling.viewers)
    with caplog.at_level(logging.DEBUG):
        answer = asked.ask(("Authorization", f"Bearer {token}".encode()))  # pyright: ignore[reportArgumentType]
    assert answer.status_code == 401
    assert answer.headers["cache-control"] == "no-store"
    challenge = answer.headers["www-authenticate"]
    assert challenge.startswith('Bearer error="invalid_token", error_description="')
    [error] = answer.json()["errors"]
    assert error["extensions"]["code"] == "UNAUTHENTICATED"
    assert "data" not in answer.json()
    assert len(asked.telling.viewers) == before
    for part in [each for each in token.split(".") if len(each) > 8]:
        assert part not in answer.text + challenge + caplog.text


@pytest.mark.parametrize(
    "headers",
    [
        [("Authorization", "Basic eWFtYWRhOnNlc2FtZQ==")],
        [("Authorization", "Bearer")],
        [("Authorization", RSA.token())],
        [("Authorization", f"Bearer {RSA.token()}"), ("Authorization", f"Bearer {RSA.token()}")],
    ],
)
def test_an_authorization_that_is_no_bearer_token_is_refused(
    asked: Asked, headers: list[tuple[str, str]]
) -> None:
    assert asked.ask(*headers).status_code == 401


@pytest.mark.parametrize(("seconds", "status"), [(-29, 200), (-31, 401)])
def test_the_clocks_may_differ_by_the_leeway(asked: Asked, seconds: int, status: int) -> None:
    token = RSA.token(iat=NOW - 900, exp=int(time.time()) + seconds)
    assert asked.bearing(token).status_code == status


@pytest.mark.parametrize(("longer", "status"), [(0, 200), (1, 401)])
def test_a_life_is_as_long_as_is_accepted_and_no_longer(
    asked: Asked, longer: int, status: int
) -> None:
    token = RSA.token(iat=NOW, exp=NOW + 43_200 + longer)
    assert asked.bearing(token).status_code == status


def test_of_several_roles_the_chosen_one_counts(asked: Asked) -> None:
    token = RSA.token(role=["offline_access", "csw", "coordinator"])
    assert asked.viewer(token, ("X-Tsunagu-Role", "csw")).role is Role.CSW
    for wrong in ("administrator", "offline_access", "demo", ""):
        assert asked.bearing(token, ("X-Tsunagu-Role", wrong)).status_code == 401


def test_of_a_list_the_one_role_that_is_known_counts(asked: Asked) -> None:
    assert asked.viewer(RSA.token(role=["offline_access", "analyst"])).role is Role.ANALYST


@pytest.mark.parametrize("role", sorted(set(ROLES.values())))
def test_every_role_asks_for_its_purposes_and_no_other(asked: Asked, role: Role) -> None:
    token = RSA.token(role=role.value)
    for purpose in Purpose:
        answer = asked.bearing(token, ("X-Tsunagu-Purpose", purpose.value.replace(" ", "-")))
        if purpose in PURPOSES[role]:
            assert asked.telling.viewers[-1].purpose is purpose
        else:
            assert answer.status_code == 403
            assert answer.json()["errors"][0]["extensions"]["code"] == "FORBIDDEN"
            assert 'error="insufficient_scope"' in answer.headers["www-authenticate"]


def test_a_token_for_one_purpose_is_for_that_alone(asked: Asked) -> None:
    token = RSA.token(purpose="support meeting")
    assert asked.viewer(token).purpose is Purpose.SUPPORT_MEETING
    assert asked.bearing(token, ("X-Tsunagu-Purpose", "casework")).status_code == 403
    assert asked.bearing(RSA.token(purpose="curiosity")).status_code == 403


def test_a_person_in_a_list_of_one_is_that_person(asked: Asked) -> None:
    assert asked.viewer(RSA.token(tsunagu_person=[PERSON])).person == PERSON
    assert asked.bearing(RSA.token(tsunagu_person=[PERSON, PERSON])).status_code == 401


BREAKING = ("X-Tsunagu-Purpose", "break-glass")


def test_an_administrator_asks_through_glass_by_naming_the_purpose(asked: Asked) -> None:
    """Whether the glass is broken is not said by the token: each statement reads it."""
    token = RSA.token(role="administrator", tsunagu_person=...)
    assert asked.viewer(token) == Viewer(Role.ADMINISTRATOR, None, "f:1:yamada")
    through = Viewer(Role.BREAK_GLASS, None, "f:1:yamada", Purpose.BREAK_GLASS)
    assert asked.viewer(token, BREAKING) == through
    for_that_alone = RSA.token(role="administrator", tsunagu_person=..., purpose="break-glass")
    assert asked.viewer(for_that_alone) == through
    for_casework = RSA.token(role="administrator", purpose="casework")
    assert asked.bearing(for_casework, BREAKING).status_code == 403


def test_nobody_else_asks_through_glass_and_it_is_no_role_to_hold(asked: Asked) -> None:
    for role in sorted(set(ROLES.values()) - {Role.ADMINISTRATOR}):
        assert asked.bearing(RSA.token(role=role.value), BREAKING).status_code == 403
    for name in ("break glass", "break-glass"):
        assert asked.bearing(RSA.token(role=name)).status_code == 401
        several = RSA.token(role=["administrator", name])
        assert asked.bearing(several, ("X-Tsunagu-Role", name)).status_code == 401
        assert name not in CLAIMABLE, "not even by a token of the demo"


@pytest.mark.parametrize("headers", [(), (BREAKING,)])
def test_an_administrator_is_the_person_the_token_names_if_it_names_one(
    asked: Asked, headers: tuple[tuple[str, str], ...]
) -> None:
    for person, known in ((PERSON, PERSON), ([PERSON], PERSON), ("x", None), ([], None), (1, None)):
        token = RSA.token(role="administrator", tsunagu_person=person)
        assert asked.viewer(token, *headers).person == known


def test_a_person_is_nobody_to_a_role_that_has_none(asked: Asked) -> None:
    assert asked.viewer(RSA.token(role="analyst")).person is None


def test_the_claims_lie_where_the_settings_say() -> None:
    claims = Claims(
        "resource_access.tsunagu.roles", "https://saga/person", "x", {"fukushi": Role.CSW}
    )
    token = RSA.token(
        **{"resource_access": {"tsunagu": {"roles": ["fukushi"]}}, "https://saga/person": PERSON}
    )
    assert asked_with(claims).viewer(token) == Viewer(Role.CSW, PERSON, "f:1:yamada")
    assert asked_with(claims).bearing(RSA.token(resource_access=[1])).status_code == 401


def test_an_algorithm_that_is_not_set_is_not_accepted() -> None:
    assert asked_with(algorithms=("RS256",)).bearing(EC.token()).status_code == 401


def test_a_key_of_rsa_that_names_no_algorithm_signs_by_those_that_are_set() -> None:
    signer = Signer("PS256", "pss")
    keys = key_set(signer)
    assert asked_with(keys=keys, algorithms=("PS256",)).viewer(signer.token()).role
    bound = json.dumps({"keys": [signer.public(alg="RS256")]}).encode()
    both = asked_with(keys=bound, algorithms=("PS256", "RS256"))
    assert both.bearing(signer.token()).status_code == 401
