"""GraphiQL, served from our own files: a municipal office often has no internet.

The bundle is built from `web/` into `files/` and is the same for every address; what differs (the
GraphQL path, the example tabs, the demo notice) is written into the page as JSON. Which requests
reach the page is the application's to say.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import ClassVar

from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from graph.errors import TsunaguError

HERE = Path(__file__).parent

_POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",  # Monaco places its lines and colours by style
    "font-src 'self' data:",  # Fira Code lies inside the style sheet
    "img-src 'self' data:",  # so do Monaco's wavy underlines
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
)
CONTENT_SECURITY_POLICY = "; ".join(_POLICY)

_MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
_ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the smallest first
_CONFIGURATION = '<script id="configuration" type="application/json">{}</script>'


class ExplorerFault(TsunaguError):
    """GraphiQL cannot be served: no bundle has been built, or an example has no title."""

    code: ClassVar[str] = "EXPLORER_FAULT"


@dataclass(frozen=True)
class Example:
    """A query offered as a tab. GraphiQL names the tab after the operation, the menu by `title`."""

    title: str
    query: str


def read_examples(folder: Path = HERE / "examples") -> tuple[Example, ...]:
    """Every `.graphql` file of the folder, in the order of the file names (`01-….graphql`).

    The first line is a comment and gives the title; it stays in the query. Raises ExplorerFault
    for a file without one.
    """
    return tuple(_read_example(path) for path in sorted(folder.glob("*.graphql")))


def _read_example(path: Path) -> Example:
    query = path.read_text(encoding="utf-8")
    first_line = query.partition("\n")[0]
    title = first_line.lstrip("#").strip()
    if not first_line.startswith("#") or not title:
        raise ExplorerFault(
            f"The example {path.name} has no title.",
            hint="Write it as a comment on the first line: # 日本語 / English",
        )
    return Example(title, query)


class Explorer:
    """The page and its assets.

    `page` may be routed to from anywhere (the GraphQL path, when a browser asks for HTML);
    `routes` serves it at `/`, and the assets below `/explorer/`. Raises ExplorerFault when the
    bundle has not been built.
    """

    def __init__(
        self,
        graphql_path: str,
        examples: Sequence[Example],
        *,
        demo: bool,
        subscription_path: str | None = None,
        people_path: str | None = None,
        token_path: str | None = None,
        files: Path = HERE / "files",
    ) -> None:
        self._graphql_path = graphql_path
        self._subscription_path = subscription_path
        self._people_path = people_path
        self._token_path = token_path
        self._examples = [{"title": example.title, "query": example.query} for example in examples]
        self._demo = demo
        self._index = _read_index(files)
        self._assets = {path.name: path for path in (files / "assets").iterdir()}

    def routes(self) -> list[Route]:
        return [
            Route("/", self.page, methods=["GET"]),
            Route("/explorer/assets/{name}", self.asset, methods=["GET"]),
        ]

    async def page(self, request: Request) -> Response:
        """The page. Addresses start with the root path, so a proxy may serve us below a prefix."""
        root: str = request.scope.get("root_path", "")
        configuration = _json_in_html(
            {
                "graphqlUrl": root + self._graphql_path,
                "subscriptionUrl": self._subscription_path and root + self._subscription_path,
                "peopleUrl": self._people_path and root + self._people_path,
                "tokenUrl": self._token_path and root + self._token_path,
                "examples": self._examples,
                "demo": self._demo,
            }
        )
        page = self._index.replace('"./assets/', f'"{escape(root)}/explorer/assets/')
        page = page.replace(_CONFIGURATION, _CONFIGURATION.replace("{}", configuration))
        return HTMLResponse(
            page,
            headers={
                "Cache-Control": "no-store",
                "Content-Security-Policy": CONTENT_SECURITY_POLICY,
                "Referrer-Policy": "no-referrer",
                "X-Content-Type-Options": "nosniff",
            },
        )

    async def asset(self, request: Request) -> Response:
        """One built file. Its name has a hash of its contents, so it never changes."""
        name = str(request.path_params["name"])
        path = self._assets.get(name)
        media_type = _MEDIA_TYPES.get(Path(name).suffix)
        if path is None or media_type is None:
            return Response(status_code=404)
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable",
            "Vary": "Accept-Encoding",
            "X-Content-Type-Options": "nosniff",
        }
        accepted = _accepted_encodings(request.headers.get("accept-encoding", ""))
        for encoding, suffix in _ENCODINGS.items():
            packed = self._assets.get(name + suffix)
            if encoding in accepted and packed is not None:
                return FileResponse(
                    packed,
                    media_type=media_type,
                    headers={**headers, "Content-Encoding": encoding},
                )
        return FileResponse(path, media_type=media_type, headers=headers)


async def no_page(_: Request) -> Response:
    """What people get at the GraphQL path where GraphiQL is off: nothing is there for them."""
    return Response(status_code=404, headers={"Cache-Control": "no-store"})


def _read_index(files: Path) -> str:
    try:
        index = (files / "index.html").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ExplorerFault(
            "GraphiQL's bundle has not been built.",
            hint="Run: make demo (which builds it), or make bundle alone.",
        ) from None
    if _CONFIGURATION not in index:
        raise ExplorerFault(
            "GraphiQL's bundle has no place for its configuration: it is from another version.",
            hint="Run: make bundle",
        )
    return index


def _json_in_html(value: Mapping[str, object]) -> str:
    """JSON that cannot end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _accepted_encodings(header: str) -> set[str]:
    """The codings an Accept-Encoding header names, without those it refuses by `q=0`."""
    parts = (part.partition(";") for part in header.lower().split(","))
    return {
        coding.strip()
        for coding, _, weight in parts
        if not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)
    }
