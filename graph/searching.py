"""Full-text search: how texts are stored for it, what a typed text asks for, how it is printed.

The one place that knows the indexes' names and Lucene's way of asking. A node is found when each
word of the text stands in one of its searched properties, both folded; a text of single characters
must begin them. The index proposes, and the stored text is then compared, so that how an analyzer cuts
words adds nothing to what is found. Nothing typed is ever read as a query.

The order is ours and not Lucene's: a score changes with every change of the data, compares nothing
between two indexes and is the same for all while somebody types, so no cursor could stand on it.

The searched text of a node is made of several properties. Where one of them is masked for a viewer
the kind cannot be searched at all (`Sight.search_text`): a text that cannot be read cannot be found.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import LiteralString

from graph.constraints import search_index_name
from graph.errors import BadInput
from graph.folding import BEGINNING, ENDING, words
from graph.lines import Lines, indented, match
from graph.listed import Listed
from graph.mixed import READING, by_reading, kinds_given
from graph.model import ID, Choice, Kind, Type, Value
from graph.naming import Names
from graph.ordering import SortKey
from graph.plan import ReadValue
from graph.sight import Pattern, Sight
from graph.terms import Term
from graph.want import Given, Search, Variables

LONGEST_TEXT = 100

CLOSENESS = Choice(
    "SearchCloseness",
    "How close a node found is to the text searched for.",
    "一致の度合い",
    (
        Value("EXACT", "完全一致", "One of its names is the text."),
        Value("PREFIX", "前方一致", "One of its names begins with the text."),
        Value("PART", "部分一致", "Its names hold each word of the text."),
    ),
)

_JAPANESE = re.compile(r"([\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+)")
NOT_INDEXED = (
    " a and are as at be but by for if in into is it no not of on or s such t that the their then "
    "there these they this to was will with www "
)
"""Words that the analyzer leaves out of the index where they stand alone."""


def searched(sight: Sight, names: Names, ask: Search) -> Listed:
    """The list of what a text finds: the closest first, then by reading, then by id."""
    query = names.parameter("query", _read(ask.text, _query))
    sought = names.parameter("words", _read(ask.text, _sought))
    whole = names.parameter("whole", _read(ask.text, lambda typed: f"{_start(typed)}{ENDING}"))
    start = names.parameter("start", _read(ask.text, _start))
    kinds = [kind for kind in sight.policy.model.kinds if sight.search_text("n", kind) is not None]
    held = tuple(kind.name for kind in kinds)
    asked: LiteralString | None = None
    if ask.kinds is not None:
        asked = names.parameter("kinds", kinds_given(ask.kinds, held))
    found: Lines = []
    for kind in kinds:
        if found:
            found.append("UNION ALL")
        if asked is not None:
            found.append("WITH 1 AS asked")
            found.append(f"WHERE '{kind.name}' IN {asked}")
        found += _found(sight, kind, query, sought)
    rank: LiteralString = (
        f"CASE WHEN text CONTAINS {whole} THEN 0 WHEN text CONTAINS {start} THEN 1 ELSE 2 END"
    )
    last = SortKey(sight.sort_key("n", kinds[0], ID.name))
    return Listed(
        "n",
        held,
        Pattern("(n)"),
        (SortKey("rank", type=Type.INTEGER), *by_reading("reading"), last),
        "search:rank,kana,id",
        computed=(("rank", rank), ("reading", "reading")),
        found=("CALL () {", *indented(found), "}"),
        closeness="['EXACT', 'PREFIX', 'PART'][rank]",
    )


def _found(sight: Sight, kind: Kind, query: LiteralString, sought: LiteralString) -> Lines:
    """What of one kind the index proposes and the stored text bears out."""
    text = sight.search_text("n", kind) or "null"
    pattern = sight.node("n", kind, often=True)
    borne_out = Term(f"all(word IN {sought} WHERE {text} CONTAINS word)")
    return [
        f"CALL db.index.fulltext.queryNodes('{search_index_name(kind)}', {query})",
        "YIELD node AS n",
        *match(pattern.text, (*pattern.conditions, borne_out)),
        f"RETURN n, {text} AS text, {sight.stored_among('n', [kind], READING)} AS reading",
    ]


def words_of(text: str) -> list[str]:
    """The words of a typed text, folded; `BadInput` when there is none, or too much."""
    if len(text) > LONGEST_TEXT:
        raise BadInput(
            f"`text` has {len(text)} characters.", hint=f"Search for {LONGEST_TEXT} at most."
        )
    found = words(text)
    if not found:
        raise BadInput(
            "`text` holds no letter and no digit.",
            hint="Type a name, a reading or a part of one; several words must all be found.",
        )
    return found


def _sought(typed: list[str]) -> list[str]:
    """What must stand in a searched text; single characters alone must begin a value."""
    return [f"{BEGINNING}{word}" for word in typed] if _is_short(typed) else typed


def _is_short(typed: list[str]) -> bool:
    return all(len(word) == 1 for word in typed)


def _start(typed: list[str]) -> str:
    return BEGINNING + "".join(typed)


def _read(text: Given, of: Callable[[list[str]], object]) -> ReadValue:
    def read(variables: Variables, _: date) -> object:
        return of(words_of(str(text.read(variables))))

    return read


def _query(typed: list[str]) -> str:
    """The candidates in Lucene's words: all that the texts hold, and perhaps more.

    Only letters and digits come in, small ones, and each in quotes or between asterisks.
    """
    if _is_short(typed):
        return " AND ".join(map(_beginning, typed))
    return " AND ".join(part for word in typed if len(word) > 1 for part in _parts(word))


def _beginning(letter: str) -> str:
    return f'"{BEGINNING}{letter}"' if _JAPANESE.match(letter) else f"{letter}*"


def _parts(word: str) -> list[str]:
    runs = [each for each in _JAPANESE.split(word) if each]
    if len(runs) > 1:
        runs = [run for run in runs if _JAPANESE.match(run) or run not in NOT_INDEXED]
    return list(map(_part, runs))


def _part(run: str) -> str:
    """A run of Japanese as a phrase of its pairs; of others as a part of an indexed word."""
    return f'"{run}"' if _JAPANESE.match(run) and len(run) > 1 else f"*{run}*"
