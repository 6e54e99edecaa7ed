"""Every row is as the model says, and everything the model declares is there."""

from collections import Counter
from datetime import date

import pytest

from graph.errors import BadInput, ModelFault
from graph.kinds.all import MODEL
from graph.load import NodeSheet, TieSheet, check
from graph.model import End
from seeds.calendar import TODAY
from seeds.city import sheets
from seeds.progress import expected_rows
from tests.seeding.counting import DRAWN, FOUND_LATER, Tables

NEVER_USED = {
    ("Case", "legalBasis", "NONE"): "a case is always about persons",
    ("Referral", "legalBasis", "NONE"): "a hand-over is always about persons",
}
MAY_LIE_AHEAD = {"validFrom", "validTo", "endsOn", "nextActionOn"}


@pytest.mark.parametrize("factor", [0.005, 0.01])
def test_every_row_is_as_the_model_says(factor: float) -> None:
    for sheet in sheets(factor=factor):
        check(sheet, sheet.rows)


def test_every_kind_and_every_end_of_a_tie_has_rows(small: Tables) -> None:
    empty = [kind.name for kind in DRAWN if not small.nodes.get(kind.name)]
    empty += [
        f"{ends.start} {tie.type} {ends.end}"
        for tie in MODEL.ties
        for ends in tie.ends
        if ends.start not in FOUND_LATER
        and ends.end not in FOUND_LATER
        and not small.ties.get((tie.type, ends.start, ends.end))
    ]
    assert empty == []


def test_every_value_of_a_choice_is_used(whole: Tables) -> None:
    used: Counter[tuple[str, str, str]] = Counter()
    wanted: set[tuple[str, str, str]] = set()
    for kind in DRAWN:
        rows = list(whole.nodes[kind.name].values())
        for each in kind.properties:
            if each.choice is not None:
                wanted.update((kind.name, each.name, value.name) for value in each.choice.values)
                used.update(_values(kind.name, each.name, rows))
    for tie in MODEL.ties:
        rows = [own for key, ties in whole.ties.items() if key[0] == tie.type for *_, own in ties]
        for each in tie.properties:
            if each.choice is not None:
                wanted.update((tie.type, each.name, value.name) for value in each.choice.values)
                used.update(_values(tie.type, each.name, rows))
    assert wanted - used.keys() == NEVER_USED.keys()


def _values(holder: str, name: str, rows: list[dict[str, object]]) -> Counter[tuple[str, str, str]]:
    found: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        value = row.get(name)
        for each in value if isinstance(value, list) else [value]:
            found[holder, name, str(each)] += 1
    return found


def test_every_property_is_given_somewhere(whole: Tables) -> None:
    missing = [
        f"{kind.name}.{each.name}"
        for kind in DRAWN
        for each in kind.properties
        if all(row.get(each.name) is None for row in whole.nodes[kind.name].values())
    ]
    assert missing == []


def test_every_tie_joins_what_is_there_and_ends_after_it_began(whole: Tables) -> None:
    for (type_, start, end), ties in whole.ties.items():
        starts, ends = whole.nodes[start], whole.nodes[end]
        for one, other, own in ties:
            assert one in starts, type_
            assert other in ends, type_
            since, until = own.get("since"), own.get("until")
            assert since is None or until is None or since <= until, (type_, start, end, own)


def test_nothing_is_dated_after_today(whole: Tables) -> None:
    late = Counter(
        (kind, name)
        for kind, nodes in whole.nodes.items()
        for each in nodes.values()
        for name, value in each.items()
        if type(value) is date and value > TODAY and name not in MAY_LIE_AHEAD
    )
    late.update(
        (key[0], name)
        for key, ties in whole.ties.items()
        for *_, own in ties
        for name, value in own.items()
        if type(value) is date and value > TODAY
    )
    assert late == Counter()


def test_the_whole_city_has_the_size_that_is_promised(whole: Tables) -> None:
    nodes = sum(map(len, whole.nodes.values()))
    ties = sum(map(len, whole.ties.values()))
    assert 350_000 <= nodes <= 380_000
    assert ties <= 900_000
    assert nodes + ties == pytest.approx(expected_rows(1), rel=0.02)


def test_a_row_of_another_type_is_refused() -> None:
    field = MODEL.kind("Field")
    columns = ("id", "code", "name", "nameEnglish")
    good = ("A" * 26, "X", "甲", "one")
    check(NodeSheet(field, columns, []), [good])
    for bad in (("A", "X", "甲", "one"), (*good[:3], 7), (*good[:3], None), good[:3]):
        with pytest.raises(BadInput, match="Row 0 of Field"):
            check(NodeSheet(field, columns, []), [bad])


def test_a_sheet_the_model_does_not_allow_is_refused() -> None:
    with pytest.raises(ModelFault, match="does not join"):
        TieSheet(MODEL.tie("MEMBER_OF"), End("Household", "Resident"), (), [])
    with pytest.raises(ModelFault, match="lacks"):
        NodeSheet(MODEL.kind("Field"), ("id",), [])
    with pytest.raises(ModelFault, match="no property"):
        NodeSheet(MODEL.kind("Field"), ("id", "colour"), [])
