"""Trusted documents: what is read at the start, and what is answered by id."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from graph.errors import BadInput
from schema.api import Api
from server.asked import Asked, asked_of
from server.endpoint import Endpoint
from server.execution import Execution
from server.identity.known import Known
from server.limits import SocketLimits
from server.live import Live
from server.manners import Manners
from server.refusals import NotARequest, NotByGet, NotFound, NotSupported, NotTrusted
from server.trusted_documents import Trust, TrustedDocuments
from tests.answering.asking import CITY_DAY
from tests.served import Serve

TEXT = "query Names($first: Int!) { districts(first: $first) { nodes { name } } }"
ID = sha256(TEXT.encode()).hexdigest()
OTHER = "{ __typename }"
FRAGMENT = "fragment Named on District { name }"
RESPONSE = {"accept": "application/graphql-response+json"}


def persisted(identifier: str) -> dict[str, Any]:
    return {"extensions": {"persistedQuery": {"version": 1, "sha256Hash": identifier}}}


def asked(**parameters: Any) -> Asked:
    return asked_of(parameters)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "names.graphql").write_bytes(TEXT.encode())
    return tmp_path


Read = Callable[[Trust], TrustedDocuments]


@pytest.fixture
def read(folder: Path, api: Api) -> Read:
    return lambda trust: TrustedDocuments.read(folder, trust, api)


@pytest.mark.parametrize("trust", [Trust.ALSO, Trust.ONLY])
@pytest.mark.parametrize(
    "parameters",
    [
        {"documentId": ID},
        {"documentId": f"sha256:{ID}"},
        {"documentId": ID.upper()},
        persisted(ID),
        {"query": TEXT},
        {"query": TEXT, **persisted(ID)},
    ],
)
def test_a_trusted_document_is_found_however_it_is_named(
    read: Read, trust: Trust, parameters: dict[str, Any]
) -> None:
    assert read(trust).document(asked(**parameters)) == TEXT
    assert read(trust).document(asked(**parameters), by_get=True) == TEXT


def test_others_are_answered_beside_trusted_ones_by_post_alone(read: Read) -> None:
    also, only = read(Trust.ALSO), read(Trust.ONLY)
    assert also.document(asked(query=OTHER)) == OTHER
    with pytest.raises(NotByGet):
        also.document(asked(query=OTHER), by_get=True)
    with pytest.raises(NotTrusted):
        only.document(asked(query=OTHER))


def test_an_unknown_id_is_told_in_the_words_clients_look_for(read: Read) -> None:
    off = read(Trust.OFF)
    for parameters, words in (({"documentId": "0"}, "No document"), (persisted("0"), "Persisted")):
        with pytest.raises(NotFound, match=words):
            read(Trust.ONLY).document(asked(**parameters))
        with pytest.raises(NotSupported):
            off.document(asked(**parameters))


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"query": TEXT, "documentId": ID},
        {"query": OTHER, **persisted(ID)},
        {"extensions": {"persistedQuery": {"version": 2, "sha256Hash": ID}}},
        {"extensions": {"persistedQuery": ID}},
    ],
)
def test_what_contradicts_itself_is_no_request(read: Read, parameters: dict[str, Any]) -> None:
    with pytest.raises(NotARequest):
        read(Trust.ALSO).document(asked(**parameters))


@pytest.mark.parametrize(
    "manifest",
    [
        {ID: TEXT},
        {f"sha256:{ID}": TEXT},
        {
            "format": "apollo-persisted-query-manifest",
            "version": 1,
            "operations": [{"id": ID, "name": "Names", "type": "query", "body": TEXT}],
        },
    ],
)
def test_manifests_of_the_usual_tools_are_read(
    manifest: dict[str, Any], tmp_path: Path, api: Api
) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(manifest), encoding="utf-8")
    documents = TrustedDocuments.read(path, Trust.ONLY, api)
    assert documents.document(asked(documentId=ID)) == TEXT


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{", "cannot be read"),
        ("[]", "not a JSON object"),
        ('{"a": 1}', "not a string"),
        ('{"operations": [{"id": "a"}]}', "no id or no body"),
        (json.dumps({"d41d8cd98f00b204e9800998ecf8427e": TEXT}), "not named by its SHA-256"),
        (json.dumps({sha256(b"{ nothing }").hexdigest(): "{ nothing }"}), "Cannot query field"),
        (json.dumps({sha256(b"{").hexdigest(): "{"}), "Syntax Error"),
        (json.dumps({sha256(FRAGMENT.encode()).hexdigest(): FRAGMENT}), "no operation|never used"),
    ],
)
def test_what_cannot_be_trusted_is_told_at_the_start(
    written: str, told: str, tmp_path: Path, api: Api
) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(BadInput, match=told):
        TrustedDocuments.read(path, Trust.ALSO, api)


def test_none_where_some_are_demanded(tmp_path: Path, api: Api) -> None:
    with pytest.raises(BadInput, match="TSUNAGU_TRUSTED_DOCUMENTS"):
        TrustedDocuments.read(None, Trust.ONLY, api)
    with pytest.raises(BadInput, match="cannot be read"):
        TrustedDocuments.read(tmp_path / "missing.json", Trust.ALSO, api)


def test_a_trusted_document_comes_by_get_and_is_not_stored(serve: Serve, folder: Path) -> None:
    url = serve(Manners(trusted_documents=folder)) + "/graphql"
    named = {"documentId": ID, "variables": orjson.dumps({"first": 2}).decode(), "extensions": ""}
    answer = httpx.get(url, params=named, headers=RESPONSE)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert len(answer.json()["data"]["districts"]["nodes"]) == 2
    assert httpx.post(
        url, json={**named, "variables": {"first": 2}, "extensions": None}
    ).json() == (answer.json())
    wrong = httpx.get(url, params={**named, "variables": "{}"}, headers=RESPONSE)
    assert wrong.status_code == 400
    assert wrong.json()["errors"][0]["extensions"]["code"] == "BAD_INPUT"


@pytest.mark.anyio
async def test_a_mutation_never_comes_by_get(api: Api) -> None:
    """Not even a trusted one: it is refused before anything of it is looked at."""
    mutation = "mutation { forget }"
    identifier = sha256(mutation.encode()).hexdigest()
    trusted = TrustedDocuments({identifier: mutation}, Trust.ALSO)
    untouched: Any = None
    execution = Execution(
        api, untouched, untouched, lambda: CITY_DAY, untouched, trusted, untouched
    )
    endpoint = Endpoint(
        execution, Known.demo().identity, Live(SocketLimits(live_connections=1)), page=untouched
    )
    transport = httpx.ASGITransport(endpoint)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        answer = await client.get("/graphql", params={"documentId": identifier})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert answer.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("ORIGINS", "https://desk.example.jp/", "not an origin"),
        ("ORIGINS", "*", "not an origin"),
        ("ORIGINS", "desk.example.jp", "not an origin"),
        ("HOSTS", "*", "not a host name"),
        ("HOSTS", "http://desk", "not a host name"),
        ("PROXIES", "*", "no address or network"),
        ("PROXIES", "proxy.example.jp", "no address or network"),
        ("TRUSTED_DOCUMENTS_MODE", "maybe", "'also'"),
    ],
)
def test_a_setting_that_cannot_be_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"TSUNAGU_{name}", value)
    with pytest.raises(BadInput, match=f"TSUNAGU_{name} is .*{told}"):
        Manners.read()


def test_lists_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSUNAGU_ORIGINS", "https://a.example, http://localhost:5173")
    monkeypatch.setenv("TSUNAGU_HOSTS", "api.example.jp,*.example.jp")
    manners = Manners.read()
    assert manners.origins == ("https://a.example", "http://localhost:5173")
    assert manners.hosts == ("api.example.jp", "*.example.jp")
