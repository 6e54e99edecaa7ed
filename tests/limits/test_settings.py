"""Every limit is a setting, and every setting is in the documentation."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from graph.errors import BadInput
from resolvers.limits import Limits
from server.limits import PREFIX, RequestLimits, ServerLimits, SocketLimits

DOCUMENTED = Path(__file__).parents[2] / "docs" / "limits.md"
DECLARED = [*fields(Limits), *fields(RequestLimits), *fields(SocketLimits)]


def test_without_settings_the_limits_are_as_declared() -> None:
    assert ServerLimits.read() == ServerLimits(Limits(), RequestLimits(), SocketLimits())


def test_the_environment_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSUNAGU_LIMIT_DEPTH", "5")
    monkeypatch.setenv("TSUNAGU_LIMIT_REQUEST_SECONDS", "2.5")
    read = ServerLimits.read()
    assert read.operations == Limits(depth=5)
    assert read.requests == RequestLimits(request_seconds=2.5)


@pytest.mark.parametrize("value", ["0", "-1", "many", "1.5"])
def test_a_limit_that_cannot_be_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("TSUNAGU_LIMIT_ALIASES", value)
    with pytest.raises(BadInput, match="TSUNAGU_LIMIT_ALIASES is"):
        ServerLimits.read()


@pytest.mark.parametrize("limit", DECLARED, ids=lambda each: each.name)
def test_the_documentation_has_the_limit_and_its_default(limit: object) -> None:
    name, default = limit.name, limit.default  # pyright: ignore[reportAttributeAccessIssue]
    text = DOCUMENTED.read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `{PREFIX}{name.upper()}` \| ([\d,.]+) \|", text, re.MULTILINE)
    assert float(row.replace(",", "")) == default
