"""What the explorer answers over HTTP: the page, its configuration and its files."""

import gzip
import json
import re
from pathlib import Path

import anyio
import httpx
import pytest
from starlette.requests import Request

from server.explorer.pages import Example, Explorer, ExplorerFault, read_examples


def test_the_page_is_never_stored_and_its_files_always(served: str) -> None:
    page = httpx.get(served)
    assert page.headers["cache-control"] == "no-store"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assets = re.findall(r'"(/explorer/assets/[^"]+)"', page.text)
    assert assets
    for asset in assets:
        assert "immutable" in httpx.get(served + asset).headers["cache-control"]


def test_a_browser_gets_the_page_at_the_graphql_path_too(served: str) -> None:
    asked = httpx.get(f"{served}/graphql", headers={"accept": "text/html"})
    assert asked.text == httpx.get(served).text


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_files_come_in_the_smallest_accepted_coding(
    served: str, accepted: str, coding: str | None
) -> None:
    [script] = re.findall(r'src="(/explorer/assets/index-[^"]+)"', httpx.get(served).text)
    with httpx.stream("GET", served + script, headers={"accept-encoding": accepted}) as response:
        raw = b"".join(response.iter_raw())
    assert response.headers.get("content-encoding") == coding
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["vary"] == "Accept-Encoding"
    plain = httpx.get(served + script, headers={"accept-encoding": "identity"}).content
    if coding == "gzip":
        assert gzip.decompress(raw) == plain
    else:
        assert (raw == plain) == (coding is None)


@pytest.mark.parametrize("name", ["../index.html", "..%2Findex.html", "none.js", "index.html"])
def test_nothing_but_assets_is_served(served: str, name: str) -> None:
    assert httpx.get(f"{served}/explorer/assets/{name}").status_code == 404


def page_of(explorer: Explorer, root_path: str = "") -> str:
    request = Request({"type": "http", "method": "GET", "path": "/", "root_path": root_path})
    return bytes(anyio.run(explorer.page, request).body).decode()


def configuration(page: str) -> dict[str, object]:
    [found] = re.findall(
        r'<script id="configuration" type="application/json">(.*?)</script>', page, re.DOTALL
    )
    return json.loads(found)


def test_an_example_cannot_end_the_script_it_stands_in() -> None:
    query = "# </script><script>alert(1)</script> & <!-- \N{LINE SEPARATOR} 例"
    explorer = Explorer("/graphql", [Example("</script>", query)], demo=False)
    page = page_of(explorer)
    assert configuration(page) == {
        "graphqlUrl": "/graphql",
        "subscriptionUrl": None,
        "peopleUrl": None,
        "tokenUrl": None,
        "examples": [{"title": "</script>", "query": query}],
        "demo": False,
    }
    assert "alert(1)</script>" not in page


def test_a_proxy_may_serve_the_page_below_a_prefix() -> None:
    explorer = Explorer("/graphql", (), demo=False, subscription_path="/events")
    page = page_of(explorer, root_path="/fukushi")
    assert configuration(page)["graphqlUrl"] == "/fukushi/graphql"
    assert configuration(page)["subscriptionUrl"] == "/fukushi/events"
    addresses = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert addresses
    assert all(each.startswith("/fukushi/explorer/assets/") for each in addresses)


def test_a_bundle_not_built_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(ExplorerFault, match="make bundle"):
        Explorer("/graphql", (), demo=False, files=tmp_path)


def test_a_bundle_of_another_version_says_how_to_build_it(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html>", encoding="utf-8")
    with pytest.raises(ExplorerFault, match=r"another version.*make bundle"):
        Explorer("/graphql", (), demo=False, files=tmp_path)


def test_examples_come_in_the_order_of_their_files(tmp_path: Path) -> None:
    for name, title in (("10-last", "終わり / Last"), ("01-first", "始め / First")):
        (tmp_path / f"{name}.graphql").write_text(f"# {title}\n{{ a }}\n", encoding="utf-8")
    assert read_examples(tmp_path) == (
        Example("始め / First", "# 始め / First\n{ a }\n"),
        Example("終わり / Last", "# 終わり / Last\n{ a }\n"),
    )


@pytest.mark.parametrize("text", ["{ a }\n", "#\n{ a }\n", ""])
def test_an_example_without_a_title_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "01-untitled.graphql").write_text(text, encoding="utf-8")
    with pytest.raises(ExplorerFault, match=r"01-untitled\.graphql has no title"):
        read_examples(tmp_path)
