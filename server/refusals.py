"""Why a request is refused before any GraphQL is executed, as errors with a status and a code.

    Refused
    ├── NotARequest           400  the body or the address holds no GraphQL request
    ├── BadValue              400  a value that is no number and no text, whatever JSON has it be
    ├── Batched               400  several requests in one
    ├── WrongMethod           405  this method does not do that here
    ├── NotAcceptable         406  no media type the client accepts can be given
    ├── WrongMediaType        415  the body is not announced as JSON
    ├── Busy                  503  as many connections are open as may be
    └── UnusableDocument      400  the request is well-formed, but its document cannot be had
        ├── NotFound               no trusted document has this id
        ├── NotSupported           this server has no trusted documents
        └── NotTrusted             this server answers trusted documents only

An `UnusableDocument` is a GraphQL answer like a syntax error: a client that accepts plain JSON only
gets it with status 200.
"""

from typing import ClassVar

from graph.errors import TsunaguError


class Refused(TsunaguError):
    """A request that is not carried out; `allow` names the methods that are, where that matters."""

    code: ClassVar[str] = "BAD_REQUEST"
    status: ClassVar[int] = 400
    allow: ClassVar[bytes | None] = None

    @property
    def challenge(self) -> bytes | None:
        """How to say who one is, for the header WWW-Authenticate; None where that is not why."""
        return None


class NotARequest(Refused):
    """The body or the address holds no well-formed GraphQL request."""


class BadValue(Refused):
    """A number beyond every type's bounds, or half of a surrogate pair."""

    code = "BAD_INPUT"


class Batched(Refused):
    """A list of requests: one request is one operation."""

    code = "BATCHING_NOT_SUPPORTED"


class WrongMethod(Refused):
    """The method is none of those this address answers."""

    code = "METHOD_NOT_ALLOWED"
    status = 405
    allow = b"GET, POST"


class NotByGet(WrongMethod):
    """What was asked comes by POST only."""

    allow = b"POST"


class NotAcceptable(Refused):
    """The client accepts none of the media types an answer can have."""

    code = "NOT_ACCEPTABLE"
    status = 406


class WrongMediaType(Refused):
    """The body is not announced as JSON in UTF-8."""

    code = "UNSUPPORTED_MEDIA_TYPE"
    status = 415


class Busy(Refused):
    """As many connections are open as may be."""

    code = "BUSY"
    status = 503


class UnusableDocument(Refused):
    """The request is well-formed; the document it means is not to be had here."""


class NotFound(UnusableDocument):
    """No trusted document has this id."""

    code = "PERSISTED_QUERY_NOT_FOUND"


class NotSupported(UnusableDocument):
    """The server has been given no trusted documents."""

    code = "PERSISTED_QUERY_NOT_SUPPORTED"


class NotTrusted(UnusableDocument):
    """The server answers trusted documents only, and this is none of them."""

    code = "DOCUMENT_NOT_TRUSTED"
