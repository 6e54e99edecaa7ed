"""Which agencies households have to do with, told so that no household can be picked out."""

import hmac
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from secrets import token_bytes

from graph.inquiry import Inquiry, Rows
from graph.kinds.support import AGENCY_KIND
from graph.questions.counted_frame import COUNTED_FRAME
from graph.questions.support_ties import SUPPORT_TIES
from graph.records import record, told
from graph.statistics.cut import Cut, smallest_group
from graph.statistics.judged import WITHHELD
from graph.topology.alike import Party, Ties, alike
from graph.topology.network import Network, network

MOST_PATTERNS = 1_000
BANDS = (10, 20, 30, 50, 100, 200, 300, 500, 1_000, 2_000, 3_000, 5_000, 10_000)
PSEUDONYM_LETTERS = 16
DEFINITION = (
    "基準日に、継続中のケースに参画・主導している、引き受けたつなぎが終わっていない、または本人か世帯を"
    "支えている機関と、その世帯とのつながり。支援措置の世帯は含みません。"
)
DEFINITION_ENGLISH = (
    "A household has to do with an agency that, on the day, works on an open case of it, took over a "
    "need of it or of a member and is not done, or supports one of them. Households under protection "
    "are left out."
)
SOURCE = "つなぐに記録されたケース・つなぎ・支援(市町村の記録)"
UNSEEN = "記録されていない支援。同じつながりの世帯が少ないときは、まれな機関を種別だけで示すか、示しません。"


@dataclass(frozen=True)
class TopologyAsked:
    """The day, and the key of the pseudonyms: a new one each time, kept nowhere."""

    cut: date
    key: bytes = field(default_factory=lambda: token_bytes(32), repr=False)

    @classmethod
    def on(cls, as_of: date | None, today: date) -> "TopologyAsked":
        """That of the last complete month; `BadInput` for a day to come."""
        return cls(Cut.asked(as_of, today).day)


@record("An agency that households have to do with, or all of its kind at once.", "機関(仮名)")
class TopologyAgency:
    pseudonym: str = told("A name for this answer alone; the next one has others.", "仮名")
    kind: str = told("What it is.", "機関の種別", choice=AGENCY_KIND)
    is_one: bool = told("True for one agency; false where it stands for any of its kind.", "単独")
    households_from: int = told("It has to do with so many households or more.", "世帯数(下限)")
    households_to: int | None = told("And with fewer than so many.", "世帯数(上限、未満)")
    agencies_met: int = told(
        "How many of the others have to do with households of its own.", "共通の世帯を持つ機関数"
    )
    betweenness: float = told(
        "The share of pairs of others whose shortest way leads through it, 0 to 1.", "媒介中心性"
    )
    is_cut_vertex: bool = told(
        "Without it the network falls into more parts than before.", "関節点"
    )


@record("Households that have to do with just the same agencies, as told here.", "つながりの型")
class SupportPattern:
    agencies: list[str] = told("The pseudonyms of the agencies.", "機関の仮名", at_most=32)
    households_from: int = told("So many households or more.", "世帯数(下限)")
    households_to: int | None = told("And fewer than so many.", "世帯数(上限、未満)")


@record("Which agencies households have to do with; no household can be picked out.", "支援の網")
class SupportTopology:
    definition: str = told("What a tie is, in Japanese.", "定義")
    definition_english: str = told("What a tie is, in English.", "定義(英語)")
    source: str = told("What is told from, in Japanese.", "出典")
    unseen: str = told("What the ties cannot show, in Japanese.", "見えないもの")
    as_of: date = told("The day: the last of the last complete month.", "基準日")
    smallest_group: int | None = told(
        "Each household told of has the same ties as so many others, itself among them; null where "
        "nothing is told.",
        "最小集団",
    )
    withheld: str | None = told("Why nothing is told; null where it is.", "秘匿", choice=WITHHELD)
    density: float | None = told(
        "The share of pairs of agencies that have households in common, 0 to 1; null for fewer than 2.",
        "密度",
    )
    components: int = told("Into how many parts the network falls.", "連結成分数")
    agencies: list[TopologyAgency] = told(
        "Those with the most households first.", "機関", at_most=300
    )
    patterns: list[SupportPattern] = told(
        "Those of the most households first, 1,000 at most.", "つながりの型", at_most=MOST_PATTERNS
    )


def topology(asked: TopologyAsked, rows: Rows) -> SupportTopology:
    """What may be told of the ties that there are."""
    (frame,) = rows.of(COUNTED_FRAME)
    smallest = smallest_group(frame.population)
    patterns = Counter[Ties]()
    if smallest is not None:
        found = {
            frozenset(map(Party, each.agency_kinds, each.agency_ids)): each.households
            for each in rows.of(SUPPORT_TIES)
        }
        for whole, each in alike(found, smallest).items():
            patterns[each] += found[whole]
        del patterns[frozenset()]
    return _Telling(asked, smallest, patterns).whole()


class _Telling:
    def __init__(self, asked: TopologyAsked, smallest: int | None, found: Counter[Ties]) -> None:
        self._asked = asked
        self._smallest = smallest
        self._name = {
            party: pseudonym(asked.key, f"{party.kind}/{party.agency}")
            for party in frozenset[Party]().union(*found)
        }
        ordered = sorted(found, key=lambda each: (-_from(found[each]), self._names(each)))
        self._patterns = {each: found[each] for each in ordered[:MOST_PATTERNS]}
        self._households = Counter[Party]()
        for ties, count in self._patterns.items():
            for party in ties:
                self._households[party] += count
        self._parties = sorted(
            self._households, key=lambda each: (-_from(self._households[each]), self._name[each])
        )

    def whole(self) -> SupportTopology:
        drawn = network(self._patterns, self._parties)
        return SupportTopology(
            definition=DEFINITION,
            definition_english=DEFINITION_ENGLISH,
            source=SOURCE,
            unseen=UNSEEN,
            as_of=self._asked.cut,
            smallest_group=self._smallest,
            withheld="SMALL_MUNICIPALITY" if self._smallest is None else None,
            density=drawn.density,
            components=drawn.components,
            agencies=[self._agency(each, drawn) for each in self._parties],
            patterns=[
                SupportPattern(
                    agencies=self._names(ties),
                    households_from=_from(count),
                    households_to=_to(count),
                )
                for ties, count in self._patterns.items()
            ],
        )

    def _agency(self, party: Party, drawn: Network) -> TopologyAgency:
        standing, count = drawn.standing[party], self._households[party]
        return TopologyAgency(
            pseudonym=self._name[party],
            kind=party.kind,
            is_one=bool(party.agency),
            households_from=_from(count),
            households_to=_to(count),
            agencies_met=standing.met,
            betweenness=standing.betweenness,
            is_cut_vertex=standing.is_cut_vertex,
        )

    def _names(self, ties: Ties) -> list[str]:
        return sorted(self._name[each] for each in ties)


def pseudonym(key: bytes, what: str) -> str:
    """What something is called under a key; without the key nobody can tell what it was."""
    return hmac.new(key, what.encode(), sha256).hexdigest()[:PSEUDONYM_LETTERS]


def _from(count: int) -> int:
    return max((each for each in BANDS if each <= count), default=0)


def _to(count: int) -> int | None:
    return min((each for each in BANDS if each > count), default=None)


SUPPORT_TOPOLOGY = Inquiry(
    "supportTopology",
    TopologyAsked,
    (COUNTED_FRAME, SUPPORT_TIES),
    SupportTopology,
    topology,
)
