"""GraphQL over HTTP from a caller's side: media types, methods, codes, headers."""

import gzip
import json
from typing import Any

import httpx
import orjson
import pytest

from server.manners import Manners
from tests.served import Serve

GRAPHQL = "/graphql"
JSON = "application/json"
RESPONSE = "application/graphql-response+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
TYPENAME = {"query": "{ __typename }"}
LONG = {"query": "{ households(first: 50) { nodes { id address } } }"}


def post(served: str, body: Any = TYPENAME, **headers: str) -> httpx.Response:
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.post(
        served + GRAPHQL, content=content, headers={"content-type": JSON, **given}, timeout=60
    )


def code(answer: httpx.Response) -> str:
    """The one error's code, from an answer that is GraphQL's JSON whatever went wrong."""
    assert answer.headers["content-type"] in {f"{each}; charset=utf-8" for each in (JSON, RESPONSE)}
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert set(told) == {"errors"}
    [error] = told["errors"]
    assert error["message"]
    return error["extensions"]["code"]


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        (RESPONSE, RESPONSE),
        (JSON, JSON),
        ("*/*", JSON),
        ("", JSON),
        ("application/*", JSON),
        (f"{RESPONSE}, {JSON};q=0.9", RESPONSE),
        (f"{RESPONSE};q=0.8, {JSON};q=0.9", JSON),
        (f"{JSON}, {RESPONSE}", RESPONSE),
        (f"{RESPONSE}; charset=utf-8, {JSON}; charset=utf-8", RESPONSE),
        (f"{RESPONSE};q=0, */*", JSON),
        (f"{JSON};q=0, */*", RESPONSE),
        ("application/GraphQL-Response+JSON", RESPONSE),
        (f"{RESPONSE}, text/event-stream, multipart/mixed", RESPONSE),
        (f"text/event-stream;q=0.1, {JSON}", JSON),
        (BROWSER, JSON),
        (f"{RESPONSE};q=much, {JSON}", JSON),
    ],
)
def test_the_answer_has_the_media_type_the_client_likes_best(
    served: str, accept: str, given: str
) -> None:
    answer = post(served, accept=accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{given}; charset=utf-8"
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    "accept", ["text/html", "image/*", f"{JSON};q=0", f"{RESPONSE}; charset=shift_jis"]
)
def test_a_client_that_accepts_neither_type_is_told(served: str, accept: str) -> None:
    answer = post(served, accept=accept)
    assert answer.status_code == 406
    assert code(answer) == "NOT_ACCEPTABLE"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"query": "{"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "#"}, "GRAPHQL_PARSE_FAILED"),
        ({"query": "{ nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "{ a: __typename }", "operationName": "Else"}, "OPERATION_RESOLUTION_FAILURE"),
        ({"query": "subscription { referralChanged { at } }"}, "OPERATION_RESOLUTION_FAILURE"),
        ({"query": "mutation { nothing }"}, "GRAPHQL_VALIDATION_FAILED"),
        ({"query": "fragment F on Query { __typename }"}, "OPERATION_RESOLUTION_FAILURE"),
        ({"query": "query Q($id: ID!) { district(id: $id) { id } }"}, "BAD_INPUT"),
        ({"documentId": "0" * 64}, "PERSISTED_QUERY_NOT_SUPPORTED"),
    ],
)
def test_a_request_error_is_400_or_for_plain_json_200(
    served: str, body: dict[str, Any], expected: str
) -> None:
    told, plain = post(served, body, accept=RESPONSE), post(served, body, accept=JSON)
    assert (told.status_code, plain.status_code) == (400, 200)
    assert code(told) == code(plain) == expected


def test_once_execution_has_begun_the_status_is_200(served: str) -> None:
    body = {"query": "{ __typename districts(first: 101) { nodes { id } } }"}
    answer = post(served, body, accept=RESPONSE)
    assert answer.status_code == 200
    assert answer.json()["data"] == {"__typename": "Query", "districts": None}
    assert answer.json()["errors"][0]["path"] == ["districts"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b'"{ __typename }"',
        b"\xff\xfe",
        b"[" * 100_000,
        {},
        {"query": None},
        {"query": ""},
        {"query": 1},
        {**TYPENAME, "variables": []},
        {**TYPENAME, "operationName": {}},
        {**TYPENAME, "extensions": "x"},
        {**TYPENAME, "documentId": "0" * 64},
    ],
)
def test_what_is_no_request_is_400_for_everybody(served: str, body: Any) -> None:
    for accept in (RESPONSE, JSON):
        answer = post(served, body, accept=accept)
        assert answer.status_code == 400
        assert code(answer) == "BAD_REQUEST"


@pytest.mark.parametrize("body", [b'{"query": NaN}', b'{"query": "\\ud800"}'])
def test_what_nobody_can_hold_is_400_for_everybody(served: str, body: Any) -> None:
    for accept in (RESPONSE, JSON):
        answer = post(served, body, accept=accept)
        assert answer.status_code == 400
        assert code(answer) == "BAD_INPUT"


@pytest.mark.parametrize("count", [0, 1, 2, 500])
def test_threat_29_batches_are_refused(served: str, count: int) -> None:
    answer = post(served, [TYPENAME] * count)
    assert answer.status_code == 400
    assert code(answer) == "BATCHING_NOT_SUPPORTED"


@pytest.mark.parametrize("nothing", [None, ""])
def test_an_empty_operation_name_is_none(served: str, nothing: str | None) -> None:
    assert "errors" not in post(served, {**TYPENAME, "operationName": nothing}).json()


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/graphql",
        "text/plain; application/json",
        f"{JSON}; charset=shift_jis",
    ],
)
def test_what_a_foreign_page_may_send_unasked_is_refused(served: str, content_type: str) -> None:
    """A form or plain text needs no leave of the browser; JSON does, and none is given."""
    answer = post(served, content_type=content_type)
    assert answer.status_code == 415
    assert code(answer) == "UNSUPPORTED_MEDIA_TYPE"


@pytest.mark.parametrize("content_type", [f"{JSON}; charset=UTF-8", "Application/JSON"])
def test_json_is_json_however_it_is_written(served: str, content_type: str) -> None:
    assert post(served, content_type=content_type).status_code == 200


def test_a_compressed_body_is_refused(served: str) -> None:
    answer = post(served, gzip.compress(orjson.dumps(TYPENAME)), content_encoding="gzip")
    assert answer.status_code == 415


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused_with_those_allowed(served: str, method: str) -> None:
    answer = httpx.request(method, served + GRAPHQL, json=TYPENAME)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"
    assert code(answer) == "METHOD_NOT_ALLOWED"


def test_an_ad_hoc_query_does_not_come_by_get(served: str) -> None:
    answer = httpx.get(served + GRAPHQL, params=TYPENAME)
    assert answer.status_code == 405
    assert answer.headers["allow"] == "POST"
    assert code(answer) == "METHOD_NOT_ALLOWED"


@pytest.mark.parametrize("address", ["", "?query={__typename}", "?documentId=1"])
def test_a_browser_gets_the_page_whatever_the_address_says(served: str, address: str) -> None:
    answer = httpx.get(served + GRAPHQL + address, headers={"accept": BROWSER})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")


def test_a_head_request_is_answered_without_a_body(served: str) -> None:
    assert httpx.head(served + GRAPHQL, headers={"accept": BROWSER}).status_code == 200
    assert httpx.head(served + GRAPHQL).status_code == 405


@pytest.mark.parametrize(
    "address", ["?query=%ff", "?query=a&query=b", "?variables={", "?" + "a&" * 50]
)
def test_an_address_that_is_no_request_is_refused(served: str, address: str) -> None:
    answer = httpx.get(served + GRAPHQL + address)
    assert answer.status_code == 400
    assert code(answer) == "BAD_REQUEST"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [("gzip", "gzip"), ("deflate, gzip;q=0.5, br", "gzip"), ("gzip;q=0", None), ("", None)],
)
def test_long_answers_are_compressed_for_those_who_accept_it(
    served: str, accepted: str, coding: str | None
) -> None:
    answer = post(served, LONG, accept_encoding=accepted)
    assert answer.headers.get("content-encoding") == coding
    assert answer.json() == post(served, LONG, accept_encoding="identity").json()
    assert "Accept-Encoding" in answer.headers["vary"]


def test_short_answers_go_as_they_are(served: str) -> None:
    assert "content-encoding" not in post(served, accept_encoding="gzip").headers


@pytest.mark.parametrize("path", ["/", GRAPHQL, "/healthz"])
@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "x/admin?", "127.0.0.1@evil.example", ""]
)
def test_a_name_that_is_not_ours_is_refused(served: str, path: str, host: str) -> None:
    """A page of another origin may have its own name lead to loopback; ours it cannot send."""
    assert httpx.get(served + path, headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8000", "127.0.0.1:1", "[::1]:8000"])
def test_loopback_names_are_ours(served: str, host: str) -> None:
    assert httpx.get(f"{served}/healthz", headers={"host": host}).status_code == 200


def asked_from(served: str, origin: str, **headers: str) -> httpx.Response:
    """What a browser asks before it lets a page of `origin` send JSON."""
    return httpx.options(
        served + GRAPHQL,
        headers={
            "origin": origin,
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type,authorization",
            **headers,
        },
    )


def test_without_a_list_no_other_origin_may_ask(served: str) -> None:
    answer = asked_from(served, "https://desk.example.jp")
    assert answer.status_code == 405
    assert not [each for each in answer.headers if each.startswith("access-control")]
    answer = post(served, origin="https://desk.example.jp")
    assert not [each for each in answer.headers if each.startswith("access-control")]


def test_origins_of_the_list_may_ask_and_read(serve: Serve) -> None:
    desk = "https://desk.example.jp"
    served = serve(Manners(origins=(desk,), hosts=("127.0.0.1", "*.example.jp")))
    allowed = asked_from(served, desk)
    assert allowed.status_code == 200
    assert allowed.headers["access-control-allow-origin"] == desk
    assert "access-control-allow-credentials" not in allowed.headers
    assert asked_from(served, "https://evil.example").status_code == 400
    answer = post(served, {"query": "{"}, origin=desk)
    assert answer.headers["access-control-allow-origin"] == desk
    assert "Origin" in answer.headers["vary"]
    other = post(served, origin="https://evil.example")
    assert "access-control-allow-origin" not in other.headers
    assert post(served, host="api.example.jp").status_code == 200
    assert post(served, host="localhost").status_code == 400


def test_answers_say_that_nothing_is_to_be_guessed(served: str) -> None:
    assert post(served).headers["x-content-type-options"] == "nosniff"


def test_json_in_and_out_is_utf8(served: str) -> None:
    body = json.dumps({"query": '{ __type(name: "校区🏃") { name } }'}, ensure_ascii=False)
    assert post(served, body.encode()).json() == {"data": {"__type": None}}


@pytest.mark.parametrize("protocol", ["graphql-transport-ws", "graphql-ws"])
def test_no_socket_is_opened(served: str, protocol: str) -> None:
    headers = {
        "connection": "Upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
        "sec-websocket-protocol": protocol,
        "origin": "https://evil.example",
    }
    assert 400 <= httpx.get(served + GRAPHQL, headers=headers).status_code < 500


def test_a_document_of_several_operations_must_say_which_is_meant(served: str) -> None:
    document = "query A { a: __typename } query B { b: __typename }"
    unnamed = httpx.post(f"{served}/graphql", json={"query": document}).json()
    (error,) = unnamed["errors"]
    assert error["extensions"]["code"] == "OPERATION_RESOLUTION_FAILURE"
    assert "2 operations" in error["message"]
    named = httpx.post(f"{served}/graphql", json={"query": document, "operationName": "B"}).json()
    assert named == {"data": {"b": "Query"}}
