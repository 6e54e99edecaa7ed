"""A mistake in a declaration fails when it is built, with a sentence that says what to write."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from graph.errors import ModelFault
from graph.model import (
    Choice,
    End,
    Index,
    Kind,
    Model,
    Privacy,
    Property,
    Tie,
    Type,
    Value,
)

YES = Value("YES", "はい", "Yes.")
ANSWER = Choice("Answer", "What was said.", "答え", (YES,))
NAME = Property("name", Type.STRING, "Name.", "名称", Privacy.OPEN)
SALON = Kind("Salon", "Salons", "Where neighbours meet.", "サロン", (NAME,))
GUEST = Kind("Guest", "Guests", "Who comes to a salon.", "参加者", ())
VISITS = Tie("VISITS", "Comes to the salon.", "通う", (End("Guest", "Salon"),), places=False)


@pytest.mark.parametrize(
    ("mistake", "sentence"),
    [
        (lambda: replace(YES, name="Yes"), "Write 'Yes' in UPPER_SNAKE_CASE."),
        (lambda: replace(YES, name="1ST"), "Write '1ST' in UPPER_SNAKE_CASE."),
        (lambda: replace(YES, ja=""), "Give YES its Japanese term and a description."),
        (lambda: replace(YES, doc=""), "Give YES its Japanese term and a description."),
        (lambda: replace(ANSWER, name="answer"), "Write the choice 'answer' in PascalCase."),
        (lambda: replace(ANSWER, doc=""), "Describe the choice Answer in English and Japanese."),
        (lambda: replace(ANSWER, ja=""), "Describe the choice Answer in English and Japanese."),
        (lambda: replace(ANSWER, values=()), "Give the choice Answer at least one value."),
        (lambda: replace(ANSWER, values=(YES, YES)), "Answer names a value twice."),
    ],
)
def test_a_choice_says_what_is_wrong_with_it(mistake: Callable[[], object], sentence: str) -> None:
    _fails(mistake, sentence)


@pytest.mark.parametrize(
    ("mistake", "sentence"),
    [
        (lambda: replace(NAME, name="full_name"), "Write the property 'full_name' in camelCase."),
        (lambda: replace(NAME, name="Name"), "Write the property 'Name' in camelCase."),
        (lambda: replace(NAME, doc=""), "Describe the property name in English and Japanese."),
        (lambda: replace(NAME, ja=""), "Describe the property name in English and Japanese."),
        (
            lambda: replace(NAME, type=Type.INTEGER, choice=ANSWER),
            "name has a choice, so its type is STRING or STRINGS.",
        ),
        (lambda: replace(NAME, index=Index.POINT), "name has a POINT index, so its type is POINT."),
        (
            lambda: replace(NAME, type=Type.DATE, index=Index.TEXT),
            "name has a TEXT index, so its type is STRING.",
        ),
    ],
)
def test_a_property_says_what_is_wrong_with_it(
    mistake: Callable[[], object], sentence: str
) -> None:
    _fails(mistake, sentence)


@pytest.mark.parametrize(
    ("mistake", "sentence"),
    [
        (lambda: replace(SALON, name="salon"), "Write the kind 'salon' in PascalCase."),
        (lambda: replace(SALON, plural="all_salons"), "Write 'all_salons' in PascalCase."),
        (lambda: replace(SALON, plural="Salon"), "Salon needs a plural that differs from it."),
        (lambda: replace(SALON, doc=""), "Describe the kind Salon in English and Japanese."),
        (lambda: replace(SALON, ja=""), "Describe the kind Salon in English and Japanese."),
        (lambda: replace(SALON, own=(NAME, NAME)), "Salon declares a property twice."),
        (
            lambda: replace(SALON, own=(replace(NAME, name="id"),)),
            "Salon declares a property twice.",
        ),
        (
            lambda: replace(SALON, own=(replace(NAME, name="searchText"),)),
            "Salon.searchText is kept by the loader.",
        ),
        (
            lambda: replace(SALON, order=("kana",)),
            "Salon is ordered by kana, which it does not have.",
        ),
        (
            lambda: replace(SALON, order=("name",)),
            "Salon.name orders lists, so it is required.",
        ),
        (
            lambda: replace(SALON, search=("kana",)),
            "Salon searches kana, which it does not have.",
        ),
    ],
)
def test_a_kind_says_what_is_wrong_with_it(mistake: Callable[[], object], sentence: str) -> None:
    _fails(mistake, sentence)


@pytest.mark.parametrize(
    ("mistake", "sentence"),
    [
        (lambda: replace(VISITS, type="visits"), "Write the tie 'visits' in UPPER_SNAKE_CASE."),
        (lambda: replace(VISITS, doc=""), "Describe the tie VISITS in English and Japanese."),
        (lambda: replace(VISITS, ja=""), "Describe the tie VISITS in English and Japanese."),
        (lambda: replace(VISITS, ends=()), "Say which kinds VISITS joins."),
        (lambda: replace(VISITS, ends=VISITS.ends * 2), "VISITS names the same ends twice."),
        (lambda: replace(VISITS, own=(NAME, NAME)), "VISITS declares a property twice."),
        (
            lambda: replace(VISITS, own=(replace(NAME, name="since"),)),
            "VISITS declares a property twice.",
        ),
        (
            lambda: replace(VISITS, indexed=("name",)),
            "VISITS indexes name, which it does not have.",
        ),
    ],
)
def test_a_tie_says_what_is_wrong_with_it(mistake: Callable[[], object], sentence: str) -> None:
    _fails(mistake, sentence)


@pytest.mark.parametrize(
    ("mistake", "sentence"),
    [
        (lambda: Model((SALON, SALON), ()), "Two kinds share a name."),
        (lambda: Model((SALON, GUEST), (VISITS, VISITS)), "Two ties share a type."),
        (lambda: Model((SALON,), (VISITS,)), "VISITS joins Guest, no kind of ours."),
        (
            lambda: Model((_with(SALON, ANSWER), _with(GUEST, replace(ANSWER, ja="返事"))), ()),
            "Two choices are called Answer: declare it once.",
        ),
        (
            lambda: Model((_with(SALON, replace(ANSWER, name="Guest")), GUEST), ()),
            "Guest is a kind's name too.",
        ),
        (lambda: Model((SALON,), ()).kind("Guest"), "There is no kind 'Guest'."),
        (lambda: Model((SALON,), ()).tie("VISITS"), "There is no tie 'VISITS'."),
        (lambda: SALON["kana"], "Salon has no property 'kana'."),
        (lambda: VISITS["kana"], "VISITS has no property 'kana'."),
    ],
)
def test_a_model_says_what_is_wrong_with_it(mistake: Callable[[], object], sentence: str) -> None:
    _fails(mistake, sentence)


def test_the_small_world_of_this_page_is_itself_without_mistake() -> None:
    model = Model((_with(SALON, ANSWER), GUEST), (VISITS,))
    assert model.kind("Salon")["answer"].choice is ANSWER
    assert model.tie("VISITS").ends_from("Guest") == ("Salon",)
    assert model.tie("VISITS").starts_to("Salon") == ("Guest",)
    assert model.tie("VISITS").ends_from("Salon") == ()
    assert model.choices == (ANSWER,)
    assert "YES" in ANSWER
    assert "NO" not in ANSWER


def _with(kind: Kind, choice: Choice) -> Kind:
    answer = Property("answer", Type.STRING, "Answer.", "答え", Privacy.OPEN, choice=choice)
    return replace(kind, own=(*kind.own, answer))


def _fails(mistake: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ModelFault) as fault:
        mistake()
    assert str(fault.value) == sentence
