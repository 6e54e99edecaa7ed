"""Which media type an answer gets, by what the client says it accepts (RFC 9110, 12.5.1)."""

import re
from functools import lru_cache

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"

_LONGEST_KEPT = 500  # bytes of an Accept header; longer ones are read each time
_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)")
_UTF8 = {"utf-8", "utf8"}


def preferred(accept: bytes, offered: tuple[str, ...]) -> str | None:
    """The offered media type that the client likes best; None when it accepts none of them.

    Equal likings go to the type that is named over the one a wildcard stands for, then to the
    earlier offer. A client that names neither JSON type gets plain JSON, as does one that sends no
    `Accept` at all.
    """
    if len(accept) > _LONGEST_KEPT:
        return _preferred.__wrapped__(accept, offered)
    return _preferred(accept, offered)


@lru_cache(maxsize=1_000)
def _preferred(accept: bytes, offered: tuple[str, ...]) -> str | None:
    if not accept.strip():
        return JSON
    ranges = _ranges(accept.decode("latin-1").lower())
    liked = {each: _liking(each, ranges) for each in offered}
    best = max(offered, key=lambda each: liked[each])
    quality, named = liked[best]
    if quality <= 0:
        return None
    return best if named or liked[JSON] < liked[best] else JSON


def _liking(media_type: str, ranges: dict[str, float]) -> tuple[float, bool]:
    """How much a type is liked, by the most specific range, and whether that one names it."""
    family = media_type.partition("/")[0]
    for each in (media_type, f"{family}/*", "*/*"):
        if each in ranges:
            return ranges[each], each == media_type
    return 0.0, False


def _ranges(accept: str) -> dict[str, float]:
    """Each media range with its quality; what cannot be read, or asks for no UTF-8, is left out."""
    found: dict[str, float] = {}
    for part in accept.split(","):
        media_range, *parameters = (each.strip() for each in part.split(";"))
        given = dict(each.split("=", 1) for each in parameters if "=" in each)
        quality = given.get("q", "1").strip()
        charset = given.get("charset", "utf-8").strip('" ')
        if media_range and charset in _UTF8 and _QUALITY.fullmatch(quality):
            found[media_range] = max(found.get(media_range, 0.0), float(quality))
    return found


@lru_cache(maxsize=100)
def is_json(content_type: bytes) -> bool:
    """Whether a body is announced as JSON in UTF-8.

    Anything else could come from a page of another origin without asking first (a form, plain
    text), so nothing else is read.
    """
    media_type, *parameters = content_type.decode("latin-1").lower().split(";")
    given = (each.strip().partition("=") for each in parameters)
    charsets = {value.strip('" ') for name, _, value in given if name == "charset"}
    return media_type.strip() == JSON and charsets <= _UTF8
