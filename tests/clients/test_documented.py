"""What the documentation shows is what runs: examples of curl are asked, code is that of the tests."""

import json
import re
import shlex

import httpx
import pytest

from server.manners import Manners
from tests.clients.node import HERE
from tests.served import Serve

DOCS = HERE.parents[1] / "docs"
HTTP = (DOCS / "http.md").read_text(encoding="utf-8")
CLIENTS = (DOCS / "clients.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```console\n\$ curl (.*?)\n(.*?)\n```", HTTP, re.DOTALL)
CODE = [
    path.read_text(encoding="utf-8")
    for folder in (HERE, HERE / "relay", HERE / "codegen", HERE / "python")
    for path in folder.glob("*.*")
    if path.suffix in {".js", ".ts", ".py", ".json", ".toml"}
]
BLOCKS = re.findall(r"```\w+\n(.*?)\n```", CLIENTS, re.DOTALL)


@pytest.fixture(scope="module")
def address(serve: Serve) -> str:
    return serve(Manners(trusted_documents=HERE / "trusted"))


@pytest.mark.parametrize(("command", "shown"), EXAMPLES)
def test_an_example_of_curl_answers_as_shown(address: str, command: str, shown: str) -> None:
    answer = asked(address, shlex.split(command))
    body, *status = shown.split("\n")
    assert answer.json() == json.loads(body)
    assert status in ([], [str(answer.status_code)])


def asked(address: str, words: list[str]) -> httpx.Response:
    """What curl would ask, by those of its options that the examples use."""
    method, url, headers, content = "GET", "", {"accept": "*/*"}, None
    parameters: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        match word:
            case "--json":
                method, content = "POST", next(rest)
                headers |= {"content-type": "application/json", "accept": "application/json"}
            case "-H":
                name, value = next(rest).split(": ")
                headers[name.lower()] = value
            case "--data-urlencode":
                name, value = next(rest).split("=", 1)
                parameters[name] = value
            case "-w":
                next(rest)
            case "--get":
                pass
            case _:
                url = word.replace("http://127.0.0.1:8000", address)
    return httpx.request(method, url, content=content, headers=headers, params=parameters)


def test_the_documentation_has_examples() -> None:
    assert len(EXAMPLES) >= 5
    assert len(BLOCKS) >= 10


@pytest.mark.parametrize("block", BLOCKS)
def test_shown_code_is_code_that_the_tests_run(block: str) -> None:
    assert any(block in text for text in CODE)


@pytest.mark.parametrize("page", ["http.md", "clients.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (DOCS / target).exists(), target
