"""What holds for every kind, tie, property and choice that is declared."""

from collections import Counter
from collections.abc import Iterator
from types import ModuleType

import pytest

from graph.kinds import gaps, people, places, support, work
from graph.kinds.all import MODEL
from graph.model import SINCE, UNTIL, Choice, Index, Kind, Property, Tie, Type

SUBJECTS = (places, people, support, work, gaps)
SENTENCE_ENDS = (".", "。")


def _holders() -> Iterator[tuple[str, Kind | Tie]]:
    yield from ((kind.name, kind) for kind in MODEL.kinds)
    yield from ((tie.type, tie) for tie in MODEL.ties)


def _properties() -> list[tuple[str, Property]]:
    return [(f"{name}.{each.name}", each) for name, holder in _holders() for each in holder.own]


PROPERTIES = pytest.mark.parametrize(
    "each", [pytest.param(each, id=name) for name, each in _properties()]
)
HOLDERS = pytest.mark.parametrize(
    "holder", [pytest.param(holder, id=name) for name, holder in _holders()]
)
CHOICES = pytest.mark.parametrize("choice", MODEL.choices, ids=lambda choice: choice.name)


@PROPERTIES
def test_a_property_is_described_by_a_sentence_and_a_japanese_term(each: Property) -> None:
    assert each.doc.endswith(SENTENCE_ENDS)
    assert each.doc[0].isupper() or not each.doc[0].isascii()
    assert "  " not in each.doc
    assert each.ja.strip() == each.ja != ""


@HOLDERS
def test_a_kind_or_tie_is_described_by_a_sentence_and_a_japanese_term(holder: Kind | Tie) -> None:
    assert holder.doc.endswith(SENTENCE_ENDS)
    assert holder.ja.strip() == holder.ja != ""
    assert not holder.ja.endswith(SENTENCE_ENDS)


@HOLDERS
def test_no_two_properties_differ_in_case_alone(holder: Kind | Tie) -> None:
    names = Counter(each.name.lower() for each in holder.properties)
    assert not [name for name, times in names.items() if times > 1]


def test_no_two_kinds_plurals_or_choices_differ_in_case_alone() -> None:
    names = Counter(
        name.lower()
        for name in (
            *(name for kind in MODEL.kinds for name in (kind.name, kind.plural)),
            *(choice.name for choice in MODEL.choices),
        )
    )
    assert not [name for name, times in names.items() if times > 1]


def test_a_property_of_one_name_has_one_type_on_all_kinds() -> None:
    types: dict[str, set[Type]] = {}
    for kind in MODEL.kinds:
        for each in kind.own:
            types.setdefault(each.name, set()).add(each.type)
    assert {name: found for name, found in types.items() if len(found) > 1} == {}


@PROPERTIES
def test_a_numeric_property_has_a_unit_or_counts_years(each: Property) -> None:
    if each.type in (Type.INTEGER, Type.FLOAT):
        assert each.unit or each.name == "fiscalYear"
    elif each.type is not Type.STRINGS:
        assert each.unit is None


@PROPERTIES
def test_a_property_with_dates_is_named_for_a_day_or_a_time(each: Property) -> None:
    endings = ("On", "Date", "Since", "AsOf", "From", "To", "Until", "since", "until")
    if each.type is Type.DATE:
        assert each.name.endswith(endings)
    if each.type is Type.DATETIME:
        assert each.name.lower().endswith("at")


@PROPERTIES
def test_a_list_has_no_index_that_could_only_find_the_whole_list(each: Property) -> None:
    assert each.type is not Type.STRINGS or each.index is None


@PROPERTIES
def test_a_yes_or_no_has_no_index(each: Property) -> None:
    assert each.type is not Type.BOOLEAN or each.index is None


@pytest.mark.parametrize("tie", MODEL.ties, ids=lambda tie: tie.type)
def test_a_property_of_a_tie_is_indexed_by_the_tie_alone(tie: Tie) -> None:
    assert [each.name for each in tie.properties if each.index is not None] == []


@pytest.mark.parametrize("tie", MODEL.ties, ids=lambda tie: tie.type)
def test_a_tie_joins_some_kind_of_the_subject_it_stands_in(tie: Tie) -> None:
    subject = next(module for module in SUBJECTS if tie in module.TIES)
    own = {kind.name for kind in subject.KINDS}
    assert any(own & {ends.start, ends.end} for ends in tie.ends)


@pytest.mark.parametrize("kind", MODEL.kinds, ids=lambda kind: kind.name)
def test_a_kind_is_joined_to_another_by_some_tie(kind: Kind) -> None:
    assert any(tie.ends_from(kind.name) or tie.starts_to(kind.name) for tie in MODEL.ties)


@pytest.mark.parametrize("kind", MODEL.kinds, ids=lambda kind: kind.name)
def test_a_kind_searches_texts_only(kind: Kind) -> None:
    assert {kind[name].type for name in kind.search} <= {Type.STRING, Type.STRINGS}


@pytest.mark.parametrize("kind", MODEL.kinds, ids=lambda kind: kind.name)
def test_a_kind_with_a_code_of_its_own_is_listed_by_it(kind: Kind) -> None:
    if "code" in kind and kind["code"].index is Index.UNIQUE:
        assert kind.order == ("code",)


@CHOICES
def test_a_choice_and_its_values_are_described_by_sentences(choice: Choice) -> None:
    assert choice.doc.endswith(SENTENCE_ENDS)
    assert not [value.name for value in choice.values if not value.doc.endswith(SENTENCE_ENDS)]


@CHOICES
def test_no_two_values_of_a_choice_share_a_japanese_term(choice: Choice) -> None:
    terms = Counter(value.ja for value in choice.values)
    assert not [term for term, times in terms.items() if times > 1]


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.__name__)
def test_every_choice_of_a_subject_is_used_by_a_property(subject: ModuleType) -> None:
    declared = {each.name for each in vars(subject).values() if isinstance(each, Choice)}
    assert declared <= {choice.name for choice in MODEL.choices}


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.__name__)
def test_every_kind_of_a_subject_is_in_its_sum(subject: ModuleType) -> None:
    declared = [each for each in vars(subject).values() if isinstance(each, Kind)]
    assert set(subject.KINDS) == set(declared)


def test_the_model_is_the_sum_of_the_subjects() -> None:
    assert MODEL.kinds == tuple(kind for subject in SUBJECTS for kind in subject.KINDS)
    assert MODEL.ties == tuple(tie for subject in SUBJECTS for tie in subject.TIES)


def test_a_tie_ends_and_begins_by_the_same_two_properties_everywhere() -> None:
    assert all(tie.properties[:2] == (SINCE, UNTIL) for tie in MODEL.ties)
