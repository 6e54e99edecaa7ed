"""Every setting of sign-in is in the documentation, with its default."""

import re
from pathlib import Path

import pytest
from pydantic_core import PydanticUndefined

from graph.viewer import Role
from server.identity.people import LABELS
from server.identity.settings import PREFIX, OidcSettings

DOCUMENTED = Path(__file__).parents[2] / "docs" / "identity.md"
WRITTEN = {"algorithms": "RS256"}
IN_WORDS = {"roles": "our own names"}


@pytest.mark.parametrize("name", OidcSettings.model_fields)
def test_the_documentation_has_the_setting_and_its_default(name: str) -> None:
    text = DOCUMENTED.read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `{PREFIX}{name.upper()}` \| (.*?) ?\|", text, re.MULTILINE)
    default = OidcSettings.model_fields[name].default
    if default is PydanticUndefined:
        assert row == ""
    else:
        assert row.strip("`") == IN_WORDS.get(name, WRITTEN.get(name, str(default)))


def test_every_role_has_a_label_in_both_languages() -> None:
    assert set(LABELS) == set(Role)
    assert all(ja and en for ja, en in LABELS.values())
