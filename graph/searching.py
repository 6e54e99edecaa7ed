"""Full-text search: how texts are stored for it, what a typed text asks for, how it is printed.

The one place that knows the indexes' names and Lucene's way of asking. A node is found when each
word of the text stands in one of its searched properties, both folded; single characters must begin
them, or be the first of one together. What is found only when both are in one spelling (斎藤 and 齊藤)
comes last. A text with a number in it is sought in telephone numbers, postal codes and addresses too
(`graph/contacts.py`). The index proposes, and the stored text is then compared, so that how an analyzer cuts
words adds nothing to what is found. Nothing typed is ever read as a query.

The order is ours and not Lucene's: a score changes with every change of the data, compares nothing
between two indexes and is the same for all while somebody types, so no cursor could stand on it.

The searched text of a node is made of several properties. Where one of them is masked for a viewer
the kind cannot be searched by names (`Sight.search_text`): a text that cannot be read cannot be found.
Of a number or an address that is masked in some rows, those rows are not found by it (`Sight.sought`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import permutations
from typing import LiteralString

from graph.constraints import search_index_name
from graph.contacts import Typed, TypedWord, number_query, typed_of
from graph.errors import BadInput
from graph.folding import BEGINNING, ENDING, SPELLINGS, words
from graph.kinds.all import MODEL
from graph.lines import Lines, filtered, indented, match
from graph.listed import Listed
from graph.mixed import READING, by_reading, kinds_given
from graph.model import ID, SEARCH_TEXT, Choice, Kind, Sought, Type, Value
from graph.naming import Names
from graph.ordering import SortKey
from graph.plan import ReadValue
from graph.sight import Pattern, Sight
from graph.spellings import one_spelling
from graph.terms import Either, Term, printed
from graph.want import Given, Search, Variables

LONGEST_TEXT = 100
MOST_ORDERED = 3
"""So many single characters are sought in every order; more as they were typed."""

CLOSENESS = Choice(
    "SearchCloseness",
    "How close a node found is to the text searched for.",
    "一致の度合い",
    (
        Value("EXACT", "完全一致", "One of its names, numbers or addresses is the text."),
        Value("PREFIX", "前方一致", "One of them begins with the text."),
        Value("PART", "部分一致", "They hold each word of the text."),
        Value("VARIANT", "表記ゆれ", "One of the above, in another spelling: 斎藤 and 齊藤."),
    ),
)

_JAPANESE = re.compile(r"([\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+)")
NOT_INDEXED = (
    " a and are as at be but by for if in into is it no not of on or s such t that the their then "
    "there these they this to was will with www "
)
"""Words that the analyzer leaves out of the index where they stand alone."""
FIELDS = {
    form: tuple(
        dict.fromkeys(
            each.folded for kind in MODEL.kinds for each, known in kind.sought if known is form
        )
    )
    for form in Sought
}
"""Where numbers and where addresses stand in the indexes."""


@dataclass(frozen=True)
class _Given:
    """The parameters of a search: what the indexes are asked, and what the stored texts must hold.

    Those for numbers and addresses are null where the text is a name alone.
    """

    by_name: LiteralString
    by_any: LiteralString
    sought: LiteralString
    alike: LiteralString
    whole: LiteralString
    start: LiteralString
    contacts: LiteralString
    wholes: LiteralString
    starts: LiteralString

    @classmethod
    def of(cls, names: Names, text: Given) -> "_Given":
        return cls(
            names.parameter("query", _read(text, _by_name)),
            names.parameter("everywhere", _read_query(text)),
            names.parameter("words", _read(text, _sought)),
            names.parameter("alike", _read(text, lambda typed: _sought(_alike(typed)))),
            names.parameter("whole", _read(text, lambda typed: f"{_start(typed)}{ENDING}")),
            names.parameter("start", _read(text, _start)),
            names.parameter(
                "contacts", _read_typed(text, lambda typed: [each.sent for each in typed.words])
            ),
            names.parameter("wholes", _read_typed(text, lambda typed: typed.whole)),
            names.parameter("starts", _read_typed(text, lambda typed: typed.begun)),
        )


@dataclass(frozen=True)
class _Texts:
    """What a viewer may search a kind by: its names, and its numbers and addresses."""

    kind: Kind
    names: LiteralString | None
    contacts: Lines


def searched(sight: Sight, names: Names, ask: Search) -> Listed:
    """The list of what a text finds: the closest first, then by reading, then by id."""
    given = _Given.of(names, ask.text)
    every = map(partial(_texts, sight), sight.policy.model.kinds)
    texts = [each for each in every if each.names or each.contacts]
    held = tuple(each.kind.name for each in texts)
    asked: LiteralString | None = None
    if ask.kinds is not None:
        asked = names.parameter("kinds", kinds_given(ask.kinds, held))
    found: Lines = []
    for each in texts:
        if found:
            found.append("UNION ALL")
        found += _where_asked(each, asked, given)
        found += _found(sight, each, given)
    last = SortKey(sight.sort_key("n", texts[0].kind, ID.name))
    return Listed(
        "n",
        held,
        Pattern("(n)"),
        (SortKey("rank", type=Type.INTEGER), *by_reading("reading"), last),
        "search:rank,kana,id",
        computed=(("rank", "rank"), ("reading", "reading")),
        found=("CALL () {", *indented(found), "}"),
        closeness="['EXACT', 'PREFIX', 'PART', 'VARIANT'][rank]",
    )


def _texts(sight: Sight, kind: Kind) -> _Texts:
    return _Texts(kind, sight.search_text("n", kind), sight.sought("n", kind))


def _where_asked(texts: _Texts, asked: LiteralString | None, given: _Given) -> Lines:
    """Nothing is sought of a kind that is not asked for, or by a name where it has none."""
    rules: list[Term] = []
    if asked is not None:
        rules.append(Term(f"'{texts.kind.name}' IN {asked}"))
    if not texts.names:
        rules.append(Term(f"{given.contacts} IS NOT NULL"))
    return ["WITH 1 AS asked", *filtered(rules)] if rules else []


def _found(sight: Sight, texts: _Texts, given: _Given) -> Lines:
    """What of one kind the index proposes and the stored texts bear out, and how close it is."""
    kind, names = texts.kind, texts.names
    carried: Lines = ["n"]
    borne_out: list[Term] = []
    whole: list[Term] = []
    begun: list[Term] = []
    part: list[Term] = []
    if names:
        carried.append(f"{_plain(names)} AS text, split({names}, '{SPELLINGS}')[-1] AS alike")
        whole.append(Term(f"text CONTAINS {given.whole}"))
        begun.append(Term(f"text CONTAINS {given.start}"))
        part.append(Term(_held("text", given.sought)))
        borne_out.append(Term(_held("alike", given.alike)))
    if texts.contacts:
        told: LiteralString = ", ".join(texts.contacts)
        carried.append(f"CASE WHEN {given.contacts} IS NOT NULL THEN [{told}] ELSE [] END AS told")
        whole.append(Term(f"any(each IN told WHERE each IN {given.wholes})"))
        begun.append(Term(f"any(each IN told WHERE {_any_begins(given.starts)})"))
        part.append(Term(_told(given.contacts, named=names is not None)))
    pattern = sight.node("n", kind, often=True)
    rank: LiteralString = (
        f"CASE WHEN {printed(Either(tuple(whole)))} THEN 0"
        f" WHEN {printed(Either(tuple(begun)))} THEN 1"
        f" WHEN {printed(Either(tuple(part)))} THEN 2 ELSE 3 END"
    )
    query = given.by_any if texts.contacts else given.by_name
    return [
        f"CALL db.index.fulltext.queryNodes('{search_index_name(kind)}', {query})",
        "YIELD node AS n",
        f"WITH {', '.join(carried)}",
        *filtered((Either((*part, *borne_out)),)),
        *match(pattern.text, pattern.conditions),
        f"RETURN n, {rank} AS rank, {sight.stored_among('n', [kind], READING)} AS reading",
    ]


def _any_begins(starts: LiteralString) -> LiteralString:
    return f"any(start IN {starts} WHERE each STARTS WITH start)"


def _told(contacts: LiteralString, *, named: bool) -> LiteralString:
    """Whether each word stands in a name, or in what is told besides names."""
    ways: LiteralString = "any(each IN told WHERE any(way IN word.ways WHERE each CONTAINS way))"
    holds: LiteralString = f"alike CONTAINS word.name OR {ways}" if named else ways
    return f"all(word IN {contacts} WHERE {holds})"


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


def _read_query(text: Given) -> ReadValue:
    """What an index is asked that holds numbers and addresses besides names."""

    def read(variables: Variables, _: date) -> object:
        typed = str(text.read(variables))
        by_name, contacts = _by_name(words_of(typed)), typed_of(typed)
        return f"{by_name} OR ({_by_any(contacts)})" if contacts else by_name

    return read


def _read_typed(text: Given, of: Callable[[Typed], object]) -> ReadValue:
    def read(variables: Variables, _: date) -> object:
        typed = typed_of(str(text.read(variables)))
        return of(typed) if typed else None

    return read


def _by_name(typed: list[str]) -> str:
    """The candidates in Lucene's words: all that the names hold, and perhaps more.

    Only letters and digits come in, small ones, and each in quotes or between asterisks.
    """
    ways = dict.fromkeys([*_ways(typed), *_ways(_alike(typed))])
    either = " OR ".join(f"({each})" for each in ways) if len(ways) > 1 else next(iter(ways))
    return f"{SEARCH_TEXT}:({either})"


def _by_any(typed: Typed) -> str:
    """The same where each word may stand in a name, a number or an address."""
    return " AND ".join(f"({' OR '.join(_anywhere(each))})" for each in typed.words)


def _anywhere(word: TypedWord) -> Iterator[str]:
    yield f"{SEARCH_TEXT}:({' AND '.join(_parts(word.name))})"
    if word.number:
        query = number_query(word.number)
        yield from (f"{each}:{query}" for each in FIELDS[Sought.NUMBER])
    letters = "".join(each if each.isalnum() else " " for each in word.address)
    runs = [run for each in letters.split() for run in _JAPANESE.split(each) if run]
    indexed = [run for run in runs if run not in NOT_INDEXED] or runs
    together = " AND ".join(run if run.isdecimal() else _part(run) for run in indexed)
    yield from (f"{each}:({together})" for each in FIELDS[Sought.ADDRESS])


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
