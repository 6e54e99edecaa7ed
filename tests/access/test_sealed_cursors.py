"""A cursor tells nobody anything and is good for one viewer under one policy, whatever becomes of it."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.cursor import Seal, Seals
from graph.errors import BadInput
from graph.kinds.all import MODEL
from graph.model import Privacy
from graph.policy import POLICY, Policy, Shown
from graph.viewer import DEMO_VIEWER, Purpose, Role, Viewer
from server.cursors import PREFIX, CursorSettings
from tests.access.reading import lists, ordered
from tests.access.sample import spread
from tests.access.town import CANARIES, FILE, ROLES, Town, viewer_of
from tests.sealed import KEY, SEALS, opened

DOCUMENTED = Path(__file__).parents[2] / "docs" / "access.md"
PEOPLE = [name for name in ROLES if name != "newcomer"]
"""Everybody of the town who is in office: someone of each role, and four coordinators."""
DISTRICTS = "{ districts(first: 1) { pageInfo { endCursor } } }"
AFTER = "query($c: String) { districts(after: $c) { nodes { code } } }"
SHORTEST = 5
"""Bytes that a sealed text must not share with an answer; fewer stand in many by chance."""


def seal(viewer: Viewer, policy: Policy = POLICY, seals: Seals = SEALS) -> Seal:
    return seals.of(viewer, policy.version)


def words(value: Any) -> Iterator[str]:
    """The texts in an answer, and how its numbers are written."""
    if isinstance(value, dict):
        for key, inner in cast("dict[str, Any]", value).items():
            if "ursor" not in key:
                yield from words(inner)
    elif isinstance(value, list):
        for inner in cast("list[Any]", value):
            yield from words(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def cursors(answer: dict[str, Any]) -> list[str]:
    return re.findall(r'"(?:cursor|endCursor)": "([^"]+)"', json.dumps(answer))


def decoded(cursor: str) -> bytes:
    return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))


@pytest.mark.anyio
@pytest.mark.parametrize("name", spread(PEOPLE, 2))
async def test_threat_7_no_cursor_holds_a_value_that_can_be_read(town: Town, name: str) -> None:
    """Each is decoded and searched for the list's name and for every value of its answer."""
    schema = town.api.for_role(ROLES[name])._schema
    documents = [
        *lists(schema),
        *(each for kind, property_ in CANARIES for each in ordered(schema, kind, property_)),
    ]
    met = 0
    for document in documents:
        answer = await town(name, document)
        assert "errors" not in answer, document
        found = {*words(answer)}
        for cursor in cursors(answer):
            order, *values = opened(cursor, viewer_of(name))
            along_a_tie = "/" in values[-1]
            assert values[-2 if along_a_tie else -1] in found
            met += 1
            for each in found | {order, *map(str, values), *FILE.values()} - {"", "None"}:
                if len(each.encode()) >= SHORTEST:
                    assert each.encode() not in decoded(cursor), (document, each)
                    assert each not in cursor, (document, each)
    assert met > 5


@pytest.mark.anyio
async def test_threat_8_no_role_goes_on_from_another_roles_cursor(town: Town) -> None:
    """Every pair of roles, and of two people of one role: the refusal of any text that is no cursor."""
    given = {name: (await town(name, DISTRICTS))["data"]["districts"] for name in PEOPLE}
    taken = {name: each["pageInfo"]["endCursor"] for name, each in given.items()}
    assert len(set(taken.values())) == len(PEOPLE)
    for owner, thief in permutations(PEOPLE, 2):
        assert await town(thief, AFTER, {"c": taken[owner]}) == await town(thief, AFTER, {"c": "?"})
    for name, own in taken.items():
        assert (await town(name, AFTER, {"c": own}))["data"]["districts"]["nodes"], name


def test_threat_8_a_cursor_is_bound_to_all_that_makes_a_viewer() -> None:
    viewer = Viewer(Role.CSW, "P", "A")
    others = [replace(viewer, role=role) for role in Role if role is not viewer.role] + [
        replace(viewer, person="Q"),
        replace(viewer, person=None),
        replace(viewer, account="B"),
        replace(viewer, person="A", account="P"),
        replace(viewer, purpose=Purpose.SUPPORT_MEETING),
    ]
    cursor = seal(viewer).text("Household:id", ["x"])
    assert seal(viewer).values(cursor, "Household:id", 1) == ["x"]
    for other in others:
        with pytest.raises(BadInput, match="`after` is not a cursor") as refused:
            seal(other).values(cursor, "Household:id", 1)
        assert "begin again from the first page" in str(refused.value.hint)


def test_a_cursor_is_bound_to_every_rule_of_the_policy() -> None:
    """One class of one role, one kind's rows, one tie: each makes another policy."""
    closed = {**POLICY.classes[Role.CSW], Privacy.CONTACT: Shown.NEVER}
    fewer = {**POLICY.rows[Role.CSW], "Need": POLICY.rows[Role.ANONYMOUS]["Need"]}
    ties = [replace(each, places=each.places or each is MODEL.ties[0]) for each in MODEL.ties]
    assert not MODEL.ties[0].places
    others = [
        replace(POLICY, classes={**POLICY.classes, Role.CSW: closed}),
        replace(POLICY, rows={**POLICY.rows, Role.CSW: fewer}),
        replace(POLICY, model=replace(MODEL, ties=tuple(ties))),
        replace(POLICY, model=replace(MODEL, kinds=_one_class_changed())),
    ]
    assert replace(POLICY).version == POLICY.version
    assert len({each.version for each in [POLICY, *others]}) == len(others) + 1
    cursor = seal(DEMO_VIEWER).text("Household:id", ["x"])
    for other in others:
        with pytest.raises(BadInput, match="`after` is not a cursor"):
            seal(DEMO_VIEWER, other).values(cursor, "Household:id", 1)


def _one_class_changed() -> tuple[Any, ...]:
    first, *others = MODEL.kinds
    *kept, last = first.own
    return (replace(first, own=(*kept, replace(last, privacy=Privacy.HEALTH))), *others)


@given(place=st.integers(0, 10_000), letter=st.sampled_from("Aab0-_=+/ \né"), cut=st.booleans())
def test_a_changed_cursor_is_none(place: int, letter: str, *, cut: bool) -> None:
    """A letter changed, put in or left out, anywhere; the bits a last letter has to spare, too."""
    own = seal(DEMO_VIEWER)
    cursor = own.text("Household:address,id", ["小城町1-2-3", "x"])
    place %= len(cursor)
    changed = cursor[:place] + (letter if not cut else "") + cursor[place + 1 :]
    put_in = cursor[:place] + letter + cursor[place:]
    for each in {changed, put_in, cursor[:place]} - {cursor}:
        with pytest.raises(BadInput, match="`after` is not a cursor"):
            own.values(each, "Household:address,id", 2)


def test_one_place_has_one_cursor_and_another_key_opens_none() -> None:
    """So it is after a restart, and at another process with the same key."""
    first, again, foreign = (seal(DEMO_VIEWER, seals=Seals(key)) for key in (KEY, KEY, KEY[::-1]))
    cursor = first.text("Household:id", ["x"])
    assert again.text("Household:id", ["x"]) == cursor
    assert again.values(cursor, "Household:id", 1) == ["x"]
    with pytest.raises(BadInput, match="`after` is not a cursor"):
        foreign.values(cursor, "Household:id", 1)


def test_the_key_is_made_once_and_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TSUNAGU_CURSOR_KEY")
    monkeypatch.setenv("TSUNAGU_HOME", str(tmp_path / "home"))
    cursor = seal(DEMO_VIEWER, seals=CursorSettings.read().seals()).text("o", ["x"])
    path = tmp_path / "home" / "cursor.key"
    assert path.stat().st_mode & 0o077 == 0
    assert seal(DEMO_VIEWER, seals=CursorSettings.read().seals()).text("o", ["x"]) == cursor
    moved = path.rename(tmp_path / "elsewhere")
    monkeypatch.setenv("TSUNAGU_CURSOR_KEY_FILE", str(moved))
    assert seal(DEMO_VIEWER, seals=CursorSettings.read().seals()).text("o", ["x"]) == cursor
    assert not path.exists()


def test_a_key_that_cannot_be_is_one_sentence_and_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TSUNAGU_CURSOR_KEY", KEY.hex()[2:])
    with pytest.raises(BadInput, match="TSUNAGU_CURSOR_KEY holds no key") as refused:
        CursorSettings.read().seals()
    assert KEY.hex()[2:12] not in str(refused.value)
    monkeypatch.delenv("TSUNAGU_CURSOR_KEY")
    monkeypatch.setenv("TSUNAGU_CURSOR_KEY_FILE", str(tmp_path / "none"))
    with pytest.raises(BadInput, match="The key of the cursors cannot be read"):
        CursorSettings.read().seals()
    monkeypatch.delenv("TSUNAGU_CURSOR_KEY_FILE")
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TSUNAGU_HOME", str(tmp_path / "file" / "home"))
    with pytest.raises(BadInput, match="The key of the cursors cannot be kept"):
        CursorSettings.read().seals()


def test_the_documentation_has_every_setting() -> None:
    named = set(re.findall(rf"`({PREFIX}[A-Z_]+)`", DOCUMENTED.read_text(encoding="utf-8")))
    assert named == {f"{PREFIX}{name.upper()}" for name in CursorSettings.model_fields}
