"""What breaks when somebody drops out, compared with trying it: taking each away and looking."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from graph.fragility.dropouts import Fragility, judged
from graph.questions.support_held import Held

HOME = "home"
MEMBERS = ("mother", "son")
HOLDERS = ("clinic", "commissioner", "daughter", *MEMBERS)
THINGS = (
    ("NEED", "debt"), ("NEED", "illness"), ("CARE", "HOUSEWORK"), ("FUNCTION", "EMOTIONAL"),
    ("WATCH", "WATCH"),
)  # fmt: skip


def held(what: str, item: str, whose: str, holder: str | None, severity: int = 2) -> Held:
    return Held(
        whose_id=whose, whose_name=whose, what=what, item=item, name=item,
        severity=severity if what == "NEED" else None, how="SUPPORTS" if holder else None,
        holder_id=holder, holder_name=holder or "", resident=None, supporter=None, agency=None,
        place=None,
    )  # fmt: skip


LIVES_THERE = [held("TIE", "MEMBER_OF", HOME, member) for member in MEMBERS]
ROWS = st.lists(
    st.builds(
        lambda thing, whose, holder: held(*thing, whose, holder),
        st.sampled_from(THINGS),
        st.sampled_from(MEMBERS),
        st.sampled_from([*HOLDERS, None]),
    ).filter(lambda row: row.holder_id != row.whose_id and (row.holder_id or row.what == "NEED")),
    max_size=14,
    unique=True,
)


def needs_without_support(rows: Iterable[Held]) -> set[tuple[str, str]]:
    rows = list(rows)
    needs = {(each.item, each.whose_id) for each in rows if each.what == "NEED"}
    return needs - {
        (each.item, each.whose_id) for each in rows if each.what == "NEED" and each.holder_id
    }


def reached(rows: Iterable[Held], without: str) -> set[str]:
    ties = {(each.whose_id, each.holder_id) for each in rows if each.holder_id}
    found = {HOME}
    for _ in range(10):
        found |= {
            b
            for a, b in [*ties, *((y, x) for x, y in ties)]
            if a in found and without not in {a, b}
        }
    return found


def without(rows: Iterable[Held], holder: str) -> list[Held]:
    return [replace(each, holder_id=None) if each.holder_id == holder else each for each in rows]


@given(rows=ROWS)
def test_the_removal_count_is_what_taking_each_away_leaves_without_support(
    rows: list[Held],
) -> None:
    found = judged(HOME, [*LIVES_THERE, *rows])
    counts = {each.holder_id: each.removal_count for each in found.dropouts}
    before = needs_without_support(rows)
    for holder in HOLDERS:
        lost = needs_without_support(without(rows, holder)) - before
        assert counts.get(holder, 0) == len(lost)
    assert {(each.id, each.whose_id) for each in found.unsupported} == before
    assert found.most_lost == max(counts.values(), default=0)


@given(rows=ROWS)
def test_an_articulation_point_cuts_off_whom_no_other_way_reaches(rows: list[Held]) -> None:
    world = [*LIVES_THERE, *rows]
    found = judged(HOME, world)
    everyone = reached(world, without="nobody")
    for each in found.dropouts:
        left = reached(world, without=each.holder_id)
        assert set(each.cuts_off) == everyone - left - {each.holder_id}
        assert each.articulation_point is bool(each.cuts_off)


@given(rows=ROWS)
def test_a_bridge_is_a_tie_whose_loss_cuts_somebody_off(rows: list[Held]) -> None:
    world = [*LIVES_THERE, *rows]
    ties = {frozenset((each.whose_id, each.holder_id)) for each in world if each.holder_id}
    everyone = reached(world, without="nobody")
    cutting = set()
    for tie in ties:
        rest = [each for each in world if frozenset((each.whose_id, each.holder_id)) != tie]
        if reached(rest, without="nobody") != everyone:
            cutting.add(tie)
    found = judged(HOME, world).bridges
    assert {frozenset(each.end_ids) for each in found} == cutting
    assert all(each.cuts_off for each in found)


@given(rows=ROWS)
def test_the_order_does_not_depend_on_the_rows(rows: list[Held]) -> None:
    world = [*LIVES_THERE, *rows]
    assert told(judged(HOME, world)) == told(judged(HOME, world[::-1]))


def told(found: Fragility) -> Sequence[object]:
    return [(each.holder_id, each.needs, each.cuts_off) for each in found.dropouts]


def test_a_sister_who_does_everything_is_named_first() -> None:
    """The daughter alone cares, listens and sees to the debts; the clinic shares the illness."""
    rows = [
        held("NEED", "debt", "mother", "daughter", severity=3),
        held("NEED", "illness", "mother", "daughter"),
        held("NEED", "illness", "mother", "clinic"),
        held("CARE", "HOUSEWORK", "mother", "daughter"),
        held("FUNCTION", "EMOTIONAL", "son", "daughter"),
    ]
    first, *others = judged(HOME, [*LIVES_THERE, *rows]).dropouts
    assert (first.holder_id, first.removal_count) == ("daughter", 1)
    assert first.sentence == (
        "daughterがいなくなると、課題「debt」、motherへの家事援助、sonへの情緒的支援が失われます。"
    )
    assert others == []


def test_nobody_to_lose_is_said_in_a_sentence() -> None:
    two = [held("NEED", need, "son", holder) for need, holder in product(("a", "b"), HOLDERS[:2])]
    found = judged(HOME, [*LIVES_THERE, *two])
    assert found.dropouts == []
    assert found.sentence == "一人が抜けても失われる支えは、記録の上ではありません。"
