"""GraphQL over HTTP, as graphql-http's audits see the real application: each audit is a test.

They run twice: against the application as it is without settings, and against one that trusts the
two documents the audits ask for by GET.
"""

from typing import Any

import pytest

from server.manners import Manners
from tests.clients.node import HERE, told_by
from tests.served import Serve

AUDITS = """
    4655 4760 4761 4762 4763 8161 8764 22EB 47DE 80D8 82A3 BF61 78D5 2C94 5A70 9C48 9ABE
    03D4 A5BF 423L LKJ0 LKJ1 LKJ2 LKJ3 34A2 13EE 6C00 6C01 6C02 6C03 B8B3 94B0 0220 94B1
    0221 94B2 0222 2EA1 28B9 D6D5 6A70 58B0 58B1 58B2 58B3 428F 1B7A B6DC BCF8 B7N8 3E3A
    572B FDE2 7B9B 865D 556A D586 51FE 74FF 5E5B 86EE
""".split()  # noqa: SIM905 -- a list would take a line for each

NOT_BY_GET = "a MAY: an address ends in logs, and so would names in variables; see docs/http.md"
NOT_MET = {"5A70": NOT_BY_GET, "D6D5": NOT_BY_GET, "6A70": NOT_BY_GET}
"""What the application does not do without settings, and why. The list is checked: an audit in it
that passes fails its test."""


@pytest.fixture(scope="module")
def usual(served: str) -> dict[str, Any]:
    """The verdicts on the application without settings, by audit."""
    return told_by("audits.js", f"{served}/graphql")


@pytest.fixture(scope="module")
def trusting(serve: Serve) -> dict[str, Any]:
    """The verdicts on an application that trusts what the audits ask for by GET."""
    address = serve(Manners(trusted_documents=HERE / "trusted"))
    return told_by("audits.js", f"{address}/graphql")


def test_every_audit_there_is_has_a_test(usual: dict[str, Any]) -> None:
    assert sorted(usual) == sorted(AUDITS)
    assert set(NOT_MET) <= set(AUDITS)


@pytest.mark.parametrize("audit", AUDITS)
def test_without_settings(usual: dict[str, Any], audit: str) -> None:
    verdict = usual[audit]
    if audit in NOT_MET:
        assert verdict["status"] != "ok", f"{audit} passes: take it off the list"
        assert verdict["name"].startswith("MAY ")
    else:
        assert verdict["status"] == "ok", verdict


@pytest.mark.parametrize("audit", AUDITS)
def test_with_trusted_documents(trusting: dict[str, Any], audit: str) -> None:
    assert trusting[audit]["status"] == "ok", trusting[audit]
