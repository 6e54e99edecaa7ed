"""Full-text search: how texts are stored for it, what a typed text asks for, how it is printed.

The one place that knows the indexes' names and Lucene's way of asking. A node is found when each
word of the text stands in one of its searched properties, both folded; single characters must begin
them, or be the first of one together. What is found only when both are in one spelling (斎藤 and 齊藤)
comes last. The index proposes, and the stored text is then compared, so that how an analyzer cuts
words adds nothing to what is found. Nothing typed is ever read as a query.

The order is ours and not Lucene's: a score changes with every change of the data, compares nothing
between two indexes and is the same for all while somebody types, so no cursor could stand on it.

The searched text of a node is made of several properties. Where one of them is masked for a viewer
the kind cannot be searched at all (`Sight.search_text`): a text that cannot be read cannot be found.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import permutations
from typing import LiteralString

from graph.constraints import search_index_name
from graph.errors import BadInput
from graph.folding import BEGINNING, ENDING, SPELLINGS, words
from graph.lines import Lines, indented, match
from graph.listed import Listed
from graph.mixed import READING, by_reading, kinds_given
from graph.model import ID, Choice, Kind, Type, Value
from graph.naming import Names
from graph.ordering import SortKey
from graph.plan import ReadValue
from graph.sight import Pattern, Sight
from graph.spellings import one_spelling
from graph.terms import Either, Term
from graph.want import Given, Search, Variables

LONGEST_TEXT = 100
MOST_ORDERED = 3
"""So many single characters are sought in every order; more as they were typed."""

CLOSENESS = Choice(
    "SearchCloseness",
    "How close a node found is to the text searched for.",
    "一致の度合い",
    (
        Value("EXACT", "完全一致", "One of its names is the text."),
        Value("PREFIX", "前方一致", "One of its names begins with the text."),
        Value("PART", "部分一致", "Its names hold each word of the text."),
        Value("VARIANT", "表記ゆれ", "One of the above, in another spelling: 斎藤 and 齊藤."),
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
    alike = names.parameter("alike", _read(ask.text, lambda typed: _sought(_alike(typed))))
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
        found += _found(sight, kind, query, (sought, alike))
    rank: LiteralString = (
        f"CASE WHEN text CONTAINS {whole} THEN 0 WHEN text CONTAINS {start} THEN 1"
        f" WHEN {_held('text', sought)} THEN 2 ELSE 3 END"
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
        closeness="['EXACT', 'PREFIX', 'PART', 'VARIANT'][rank]",
    )


def _found(
    sight: Sight, kind: Kind, query: LiteralString, sought: tuple[LiteralString, LiteralString]
) -> Lines:
    """What of one kind the index proposes and the stored text bears out."""
    text = sight.search_text("n", kind) or "null"
    plain, alike = sought
    pattern = sight.node("n", kind, often=True)
    borne_out = Either(
        (Term(_held(_plain(text), plain)), Term(_held(f"split({text}, '{SPELLINGS}')[-1]", alike)))
    )
    return [
        f"CALL db.index.fulltext.queryNodes('{search_index_name(kind)}', {query})",
        "YIELD node AS n",
        *match(pattern.text, (*pattern.conditions, borne_out)),
        f"RETURN n, {_plain(text)} AS text, {sight.stored_among('n', [kind], READING)} AS reading",
    ]


def _plain(text: LiteralString) -> LiteralString:
    """What stands before the other spellings."""
    return f"split({text}, '{SPELLINGS}')[0]"


def _held(text: LiteralString, sought: LiteralString) -> LiteralString:
    """Whether a text holds all of the words of one of the ways they are sought."""
    return f"any(way IN {sought} WHERE all(word IN way WHERE {text} CONTAINS word))"


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


def _alike(typed: list[str]) -> list[str]:
    return list(map(one_spelling, typed))


def _sought(typed: list[str]) -> list[list[str]]:
    """The ways in which the words may stand in a searched text: all of one of them do.

    Single characters alone begin a value each, or one together, in either order: 堤 正, 正 堤.
    """
    if not _is_short(typed):
        return [typed]
    each = [f"{BEGINNING}{word}" for word in typed]
    return [each, *([f"{BEGINNING}{together}"] for together in _together(typed))]


def _together(typed: list[str]) -> Iterable[str]:
    """Several single characters in one, in each order."""
    if len(typed) == 1:
        return ()
    orders = permutations(typed) if len(typed) <= MOST_ORDERED else [typed]
    return dict.fromkeys("".join(each) for each in orders)


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
    ways = dict.fromkeys([*_ways(typed), *_ways(_alike(typed))])
    return " OR ".join(f"({each})" for each in ways) if len(ways) > 1 else next(iter(ways))


def _ways(typed: list[str]) -> Iterator[str]:
    if _is_short(typed):
        yield " AND ".join(map(_beginning, typed))
        yield from map(_beginning_together, _together(typed))
    else:
        yield " AND ".join(part for word in typed if len(word) > 1 for part in _parts(word))


def _beginning_together(together: str) -> str:
    """Of a value that begins so: its first run, as far as it is of Japanese, and the others."""
    first, *others = [run for run in _JAPANESE.split(together) if run]
    return " AND ".join([_beginning(first), *map(_part, others)])


def _beginning(run: str) -> str:
    return f'"{BEGINNING}{run}"' if _JAPANESE.match(run) else f"{run}*"


def _parts(word: str) -> list[str]:
    runs = [each for each in _JAPANESE.split(word) if each]
    if len(runs) > 1:
        runs = [run for run in runs if _JAPANESE.match(run) or run not in NOT_INDEXED]
    return list(map(_part, runs))


def _part(run: str) -> str:
    """A run of Japanese as a phrase of its pairs; of others as a part of an indexed word."""
    return f'"{run}"' if _JAPANESE.match(run) and len(run) > 1 else f"*{run}*"
