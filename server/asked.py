"""What a request asks, read from its body or its address: GraphQL over HTTP's parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl

import orjson

from server.refusals import Batched, NotARequest
from server.unreadable import unreadable

_MOST_PARAMETERS = 20
_KINDS = {str: "a string", dict: "an object"}


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters of one request; None where one is absent or null, or a string is empty."""

    query: str | None
    document_id: str | None
    operation_name: str | None
    variables: dict[str, Any] | None
    extensions: dict[str, Any] | None


def asked_in(body: bytes) -> Asked:
    """What a JSON body asks. Raises NotARequest, BadValue, and Batched for a list.

    There is no NaN in JSON, and no half of a surrogate pair.
    """
    return asked_of(_json(body, "The body"))


def asked_by(query_string: bytes) -> Asked:
    """What the query of an address asks: variables and extensions are JSON in it.

    Raises NotARequest and BadValue. An empty parameter is as good as none.
    """
    try:
        pairs = parse_qsl(
            query_string.decode("ascii"), errors="strict", max_num_fields=_MOST_PARAMETERS
        )
    except ValueError:
        raise NotARequest("The address's query cannot be read as UTF-8 parameters.") from None
    given: dict[str, Any] = dict(pairs)
    if len(given) < len(pairs):
        raise NotARequest("The address's query gives a parameter twice.")
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = _json(given[name].encode(), f"{name!r} in the address")
    return asked_of(given)


def asked_of(parameters: object) -> Asked:
    """What parsed parameters ask; unknown ones are ignored, as the specification has it."""
    if isinstance(parameters, list):
        raise Batched(
            "Several operations in one request are not answered.",
            hint="Send one JSON object per request; HTTP keeps the connection open.",
        )
    if not isinstance(parameters, dict):
        raise NotARequest('The body is not a JSON object such as {"query": "{ __typename }"}.')
    given = cast("dict[str, object]", parameters)
    return Asked(
        query=_of(str, given, "query") or None,
        document_id=_of(str, given, "documentId") or None,
        operation_name=_of(str, given, "operationName") or None,
        variables=_of(dict, given, "variables"),
        extensions=_of(dict, given, "extensions"),
    )


def _of(kind: type[Any], given: Mapping[str, object], name: str) -> Any:
    value = given.get(name)
    if value is None or isinstance(value, kind):
        return value
    raise NotARequest(f"{name!r} is not {_KINDS[kind]}.")


def _json(text: bytes, place: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise unreadable(text, place, error) from None
