"""The constraints and indexes are printed from the model, each under a name that stays."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph.constraints import listing, schema_entries, search_index_name
from graph.errors import ModelFault
from graph.kinds.all import MODEL
from graph.model import End, Index, Kind, Model, Privacy, Property, Tie, Type

GOLDEN = Path(__file__).with_name("constraints.cypher")

KANA = Property("kana", Type.STRING, "Name in kana.", "よみ", Privacy.OPEN, required=True)
SALON = Kind("TeaSalon", "TeaSalons", "Where neighbours meet.", "サロン", (KANA,))


def _printed(*kinds: Kind, ties: tuple[Tie, ...] = ()) -> list[str]:
    """What a model of these needs, after the entry that every model has."""
    first, *others = schema_entries(Model(kinds, ties))
    assert first.name == "node_id_unique"
    return [" ".join(each.create.split()) for each in others]


def test_the_models_entries_are_those_of_the_golden_listing() -> None:
    assert listing(MODEL) == GOLDEN.read_text(encoding="utf-8"), (
        f"Read the difference, then: python -m graph.constraints > {GOLDEN}"
    )


def test_every_kind_is_found_by_its_id() -> None:
    assert _printed(SALON) == [
        (
            "CREATE CONSTRAINT tea_salon_id_unique IF NOT EXISTS "
            "FOR (x:TeaSalon) REQUIRE x.id IS UNIQUE"
        )
    ]


@pytest.mark.parametrize(
    ("index", "statement"),
    [
        (
            Index.UNIQUE,
            (
                "CREATE CONSTRAINT tea_salon_kana_unique IF NOT EXISTS "
                "FOR (x:TeaSalon) REQUIRE x.kana IS UNIQUE"
            ),
        ),
        (
            Index.RANGE,
            "CREATE INDEX tea_salon_kana_range IF NOT EXISTS FOR (x:TeaSalon) ON (x.kana)",
        ),
        (
            Index.SORTED,
            (
                "CREATE INDEX tea_salon_kana_id_range IF NOT EXISTS "
                "FOR (x:TeaSalon) ON (x.kana, x.id)"
            ),
        ),
        (
            Index.TEXT,
            "CREATE TEXT INDEX tea_salon_kana_text IF NOT EXISTS FOR (x:TeaSalon) ON (x.kana)",
        ),
    ],
)
def test_a_property_is_looked_up_as_it_declares(index: Index, statement: str) -> None:
    assert _printed(replace(SALON, own=(replace(KANA, index=index),)))[1:] == [statement]


def test_a_place_on_the_map_is_looked_up_by_a_point_index() -> None:
    where = Property("where", Type.POINT, "Where.", "位置", Privacy.OPEN, index=Index.POINT)
    assert _printed(replace(SALON, own=(where,)))[1:] == [
        "CREATE POINT INDEX tea_salon_where_point IF NOT EXISTS FOR (x:TeaSalon) ON (x.where)"
    ]


def test_a_kind_with_an_order_is_paged_by_one_index_that_ends_in_the_id() -> None:
    assert _printed(replace(SALON, order=("kana",)))[1:] == [
        "CREATE INDEX tea_salon_kana_id_range IF NOT EXISTS FOR (x:TeaSalon) ON (x.kana, x.id)"
    ]


def test_an_order_led_by_a_unique_property_needs_no_index_beside_it() -> None:
    code = replace(KANA, index=Index.UNIQUE)
    assert len(_printed(replace(SALON, own=(code,), order=("kana",)))) == 2


def test_a_kind_with_search_is_searched_in_its_folded_text_by_pairs_of_characters() -> None:
    kind = replace(SALON, search=("kana",))
    assert _printed(kind)[1:] == [
        (
            "CREATE FULLTEXT INDEX tea_salon_search IF NOT EXISTS "
            "FOR (x:TeaSalon) ON EACH [x.searchText] "
            "OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}"
        )
    ]
    assert search_index_name(kind) == "tea_salon_search"


def test_a_tie_is_looked_up_by_its_indexed_properties() -> None:
    tie = Tie(
        "SITS_IN",
        "Sits in.",
        "座る",
        (End("TeaSalon", "TeaSalon"),),
        indexed=("until",),
        places=False,
    )
    assert _printed(SALON, ties=(tie,))[1:] == [
        "CREATE INDEX sits_in_until_range IF NOT EXISTS FOR ()-[x:SITS_IN]-() ON (x.until)"
    ]


def test_what_is_created_under_a_name_is_dropped_by_it() -> None:
    _, constraint, search = schema_entries(Model((replace(SALON, search=("kana",)),), ()))
    assert constraint.drop == "DROP CONSTRAINT tea_salon_id_unique IF EXISTS"
    assert search.drop == "DROP INDEX tea_salon_search IF EXISTS"


def test_two_entries_of_one_name_are_refused() -> None:
    indexed = replace(KANA, index=Index.RANGE)
    tea = Kind("Tea", "Teas", "A tea.", "茶", (replace(indexed, name="salonKana"),))
    salon = replace(SALON, own=(indexed,))
    with pytest.raises(ModelFault, match="Tea and TeaSalon would both have") as fault:
        schema_entries(Model((tea, salon), ()))
    assert fault.value.hint == "Rename one of the properties."
