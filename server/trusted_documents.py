"""Trusted documents: operations known beforehand, asked for by the SHA-256 of their text.

A frontend's build writes them down; the server is given them by `TSUNAGU_TRUSTED_DOCUMENTS` and may
be told to answer nothing else. They alone come by GET: a known query has no surprises in it.
Unlike automatic persisted queries nothing is ever added by a request, although a client that speaks
that protocol is understood.
"""

from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, Self, cast

import orjson
from graphql import GraphQLError, OperationDefinitionNode

from graph.errors import BadInput
from schema.api import Api
from server.asked import Asked
from server.refusals import NotARequest, NotByGet, NotFound, NotSupported, NotTrusted

PREFIX = "sha256:"


class Trust(StrEnum):
    """What trusted documents are to this server."""

    OFF = "off"
    ALSO = "also"
    ONLY = "only"


class TrustedDocuments:
    """The documents that are known, by the SHA-256 of their text in lower-case hexadecimal."""

    def __init__(self, texts: Mapping[str, str], trust: Trust) -> None:
        self._texts = texts
        self._trust = trust
        self._answers_others = trust is not Trust.ONLY

    @property
    def texts(self) -> tuple[str, ...]:
        """All documents that are known."""
        return tuple(self._texts.values())

    @classmethod
    def read(cls, path: Path | None, trust: Trust, api: Api) -> Self:
        """The documents at `path`: a folder of `.graphql` files, or a manifest (see `docs/http.md`).

        Raises BadInput for what cannot be read, an id that is not the SHA-256 of its text, and a
        document that does not fit the schema or the limits: a frontend would find out later.
        """
        if trust is Trust.OFF or path is None:
            if trust is Trust.ONLY:
                raise BadInput(
                    "Trusted documents only, and none are given.",
                    hint="Set TSUNAGU_TRUSTED_DOCUMENTS to a folder or a manifest.",
                )
            return cls({}, Trust.OFF)
        texts = _read(path)
        for identifier, text in texts.items():
            _demand_answerable(identifier, text, api)
        return cls(texts, trust)

    def document(self, asked: Asked, *, by_get: bool = False) -> str:
        """The text to execute. Raises an UnusableDocument, NotByGet, or NotARequest."""
        text, identifier = asked.query, self._named(asked)
        if text is None:
            if identifier is None:
                raise NotARequest("The request has neither 'query' nor 'documentId'.")
            return self._known(identifier, asked)
        if asked.document_id is not None:
            raise NotARequest("'query' and 'documentId' exclude each other.")
        if identifier is not None and identifier != _id_of(text):
            raise NotARequest("The persisted query's sha256Hash is not that of 'query'.")
        if self._answers_others and not by_get:
            return text
        if _id_of(text) in self._texts:
            return text
        if by_get:
            raise NotByGet(
                "Only trusted documents come by GET: an address, and who asks in it, ends in logs.",
                hint="Send this one by POST; urql is told so by preferGetMethod: false.",
            )
        raise NotTrusted(
            "This server answers trusted documents only, and this is none of them.",
            hint="Ask for one by its 'documentId', the SHA-256 of its text.",
        )

    def _known(self, identifier: str, asked: Asked) -> str:
        text = self._texts.get(identifier)
        if text is not None:
            return text
        persisted = asked.document_id is None  # such clients look for these very words
        if self._trust is Trust.OFF:
            raise NotSupported(
                "PersistedQueryNotSupported"
                if persisted
                else "This server has been given no trusted documents."
            )
        raise NotFound("PersistedQueryNotFound" if persisted else "No document has this id.")

    @staticmethod
    def _named(asked: Asked) -> str | None:
        """The id that a request names, in either of the two ways."""
        if asked.document_id is not None:
            return asked.document_id.removeprefix(PREFIX).lower()
        if not asked.extensions or "persistedQuery" not in asked.extensions:
            return None
        match asked.extensions["persistedQuery"]:
            case {"version": 1, "sha256Hash": str(identifier)}:
                return identifier.lower()
            case _:
                raise NotARequest(
                    '\'persistedQuery\' in the extensions is not {"version": 1, "sha256Hash": "…"}.'
                )


def _id_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _read(path: Path) -> dict[str, str]:
    try:
        if path.is_dir():
            files = sorted(path.rglob("*.graphql"))
            texts = [each.read_bytes().decode() for each in files]
            return {_id_of(text): text for text in texts}
        listed = _listed(orjson.loads(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise BadInput(
            f"Trusted documents cannot be read from {path}: {error}.",
            hint="Name a folder of .graphql files or a JSON manifest.",
        ) from None
    for identifier, text in listed.items():
        if identifier != _id_of(text):
            raise BadInput(
                f"The trusted document {identifier} of {path} is not named by its SHA-256.",
                hint="Tell the tool that writes the manifest to use SHA-256.",
            )
    return listed


def _listed(manifest: Any) -> dict[str, str]:
    """The texts of a manifest by id: `{id: text}`, or Apollo's with its list of `operations`."""
    match manifest:
        case {"operations": [*operations]}:
            pairs = [_named_text(each) for each in operations]
        case dict():
            pairs = list(cast("dict[str, Any]", manifest).items())
        case _:
            raise ValueError("it is not a JSON object")
    if not all(isinstance(text, str) for _, text in pairs):
        raise ValueError("a document in it is not a string")
    return {identifier.removeprefix(PREFIX).lower(): text for identifier, text in pairs}


def _named_text(operation: Any) -> tuple[str, str]:
    match operation:
        case {"id": str(identifier), "body": str(text)}:
            return identifier, text
        case _:
            raise ValueError("an operation in it has no id or no body")


def _demand_answerable(identifier: str, text: str, api: Api) -> None:
    try:
        known = api.documents.read(text)
    except GraphQLError as error:
        raise _unanswerable(identifier, error.message) from None
    if known.errors:
        raise _unanswerable(identifier, known.errors[0].message)
    if not any(isinstance(each, OperationDefinitionNode) for each in known.document.definitions):
        raise _unanswerable(identifier, "It has no operation.")


def _unanswerable(identifier: str, fact: str) -> BadInput:
    return BadInput(
        f"The trusted document {identifier} cannot be answered: {fact}",
        hint="Build the frontend against this schema, or leave the document out.",
    )
