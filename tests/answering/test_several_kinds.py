"""Kinds that stand in one list keep each their own row rule and their own masks."""

from dataclasses import replace

from graph.compile import compile_ask
from graph.kinds.all import MODEL
from graph.model import Privacy
from graph.policy import POLICY, Policy, Rows, Shown
from graph.viewer import DEMO_VIEWER, Role
from graph.want import (
    Ask,
    ById,
    Fixed,
    Fork,
    Many,
    Nodes,
    Page,
    PropertyAsk,
    Search,
    TypeName,
    Want,
    Whichever,
)

KINDS = ("Resident", "Supporter", "Agency", "Place")
FOUND = Whichever(
    tuple(Want(kind.name, (PropertyAsk("id", "id"),)) for kind in MODEL.kinds if kind.texts)
)
SEARCH = Search(Fixed("さ"), None, Page(Fixed(2)), (Nodes("nodes", FOUND),))


def _without(kind: str) -> Policy:
    rows = {**POLICY.rows[Role.DEMO], kind: Rows.NONE}
    return replace(POLICY, rows={**POLICY.rows, Role.DEMO: rows})


def _masking(*privacy: Privacy) -> Policy:
    classes = {**POLICY.classes[Role.DEMO], **dict.fromkeys(privacy, Shown.NEVER)}
    return replace(POLICY, classes={**POLICY.classes, Role.DEMO: classes})


def _supported_by(*asks: PropertyAsk | TypeName) -> ById:
    page = Ask(Page(Fixed(2)))
    whichever = Whichever(tuple(Want(kind, asks) for kind in KINDS))
    many = Many(
        "by", Fork("SUPPORTS", forward=False, kinds=KINDS), None, page, (Nodes("nodes", whichever),)
    )
    return ById(Fixed("x"), Want("Resident", (many,)))


def _text(ask: ById | Search, policy: Policy) -> str:
    return compile_ask(ask, policy, DEMO_VIEWER).text


def test_kinds_asked_alike_are_shown_without_a_branch() -> None:
    text = _text(_supported_by(PropertyAsk("id", "id"), TypeName("t", "")), POLICY)
    assert "UNION" not in text


def test_a_kind_under_another_row_rule_is_admitted_by_its_own() -> None:
    ask = _supported_by(PropertyAsk("id", "id"))
    assert "Supporter AND false" in _text(ask, _without("Supporter"))
    assert "Supporter AND" not in _text(ask, POLICY)


def test_a_masked_reading_sorts_nothing() -> None:
    ask = _supported_by(PropertyAsk("id", "id"))
    assert "CASE WHEN n2:Agency|Place THEN n2.kana END" in _text(ask, _masking(Privacy.BASIC))


def test_a_kind_with_a_masked_name_cannot_be_searched() -> None:
    names = {"Resident": "resident_search", "Agency": "agency_search"}
    assert set(names) <= {kind.name for kind in MODEL.kinds if kind.texts}
    assert all(index in _text(SEARCH, POLICY) for index in names.values())
    by_number = _text(SEARCH, _masking(Privacy.BASIC)).split("UNION ALL")
    [resident] = [branch for branch in by_number if names["Resident"] in branch]
    assert "WHERE $given.contacts IS NOT NULL" in resident
    assert "searchText" not in resident
    masked = _text(SEARCH, _masking(Privacy.BASIC, Privacy.CONTACT))
    assert names["Resident"] not in masked
    assert names["Agency"] in masked


def test_a_kind_whose_rows_are_hidden_is_not_searched() -> None:
    assert "resident_search" in _text(SEARCH, POLICY)
    assert "resident_search" not in _text(SEARCH, _without("Resident"))
