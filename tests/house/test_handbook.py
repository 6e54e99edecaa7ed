"""`docs/model.md` says what the declarations say, all of it, and cannot be broken by a word."""

import re
from collections import Counter
from dataclasses import replace

from graph.handbook import FILE, SUBJECTS, Subject, handbook
from graph.kinds.all import MODEL
from graph.model import Choice, End, Kind, Model, Privacy, Property, Tie, Type, Value

PAGE = handbook(MODEL, SUBJECTS)


def test_the_committed_page_is_the_printed_one() -> None:
    assert FILE.read_text(encoding="utf-8") == PAGE, "Run: python -m graph.handbook"


def test_the_subjects_are_the_whole_model() -> None:
    assert MODEL.kinds == tuple(kind for subject in SUBJECTS for kind in subject.kinds)
    assert MODEL.ties == tuple(tie for subject in SUBJECTS for tie in subject.ties)


def test_every_declaration_has_one_heading_and_every_link_leads_to_one() -> None:
    headings = Counter(line.lstrip("# ").lower() for line in PAGE.splitlines() if line[:1] == "#")
    names = (
        *(kind.name for kind in MODEL.kinds),
        *(tie.type for tie in MODEL.ties),
        *(choice.name for choice in MODEL.choices),
    )
    assert {name: headings[name.lower()] for name in names} == dict.fromkeys(names, 1)
    assert {link for link in re.findall(r"\]\(#([^)]+)\)", PAGE) if headings[link] != 1} == set()


def test_every_sentence_and_term_of_the_declarations_is_on_the_page() -> None:
    told = [
        text
        for holder in (*MODEL.kinds, *MODEL.ties)
        for each in (holder, *holder.own)
        for text in (each.doc, each.ja)
    ]
    told += [
        text for choice in MODEL.choices for each in choice.values for text in (each.name, each.doc)
    ]
    assert [text for text in told if text not in PAGE] == []


def test_every_row_has_as_many_cells_as_its_table_has_columns() -> None:
    for table in re.findall(r"(?:^\|.*\n)+", _page(_awkward()), flags=re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
        assert len(widths) == 1


def test_a_word_can_end_no_cell_no_line_and_no_box() -> None:
    page = _page(_awkward())
    assert 'Salon["Salon<br/>茶#quot;室#quot;"]' in page
    assert "| a \\| b |" in page
    assert "Less &lt;b>than\\\\ two lines." in page


def test_a_tie_is_told_at_both_of_its_ends() -> None:
    page = _page(_awkward())
    assert "| [LEADS_TO](#leads_to) | out | [Salon](#salon) |" in page
    assert "| [LEADS_TO](#leads_to) | in | [Salon](#salon) |" in page
    assert "- [Salon](#salon) → [Salon](#salon)" in page
    assert '  Salon -->|"LEADS_TO"| Salon' in page


def _page(model: Model) -> str:
    return handbook(model, (Subject("Small", "Small: a world.", model.kinds, model.ties),))


def _awkward() -> Model:
    colour = Choice(
        "Colour", "A colour.", "色", (Value("RED", "赤", "Less <b>than\\ two\nlines."),)
    )
    word = Property("word", Type.STRING, "A | b.", "語", Privacy.OPEN, unit="a | b", choice=colour)
    salon = Kind("Salon", "Salons", "Where neighbours meet.", '茶"室"', (word,))
    tie = Tie(
        "LEADS_TO",
        "Leads to.",
        "続く",
        (End("Salon", "Salon"),),
        (replace(word, unit=None),),
        places=False,
    )
    return Model((salon,), (tie,))
