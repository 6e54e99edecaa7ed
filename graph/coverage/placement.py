"""Where the next so many help most: the placement of people or places over the districts.

What is made small is the burden: over all districts, need weight times households times the square
of the share of the norm that is missing. The square puts the first ones where nobody is; the weight
puts them where the needs are. Each district's gain falls with every one placed there, so taking the
largest gain each time is not only quick but optimal (Fox 1966, Operations Research 14:210-216).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heapreplace

from graph.coverage.districts import (
    COLUMN,
    LAYER_NAMES,
    Counting,
    counts,
    demand_recorded,
    municipality_of,
    need_told,
    need_weights,
    needs_told,
    opened_needs,
)
from graph.coverage.layers import LAYER, norm
from graph.errors import BadInput
from graph.inquiry import Inquiry, Rows
from graph.questions.district_layers import DISTRICT_LAYERS
from graph.questions.district_needs import DISTRICT_NEEDS
from graph.records import Node, record, shows, told

MOST_AVAILABLE = 10_000
PLACEABLE = ("VOLUNTEERS", "COMMISSIONERS", "COUNCIL", "CAFE")


@dataclass(frozen=True)
class PlacementAsked:
    """How many of which layer, up to which bound of the norm, on which day."""

    layer: str
    available: int
    ideal: bool
    as_of: date
    counting: Counting = Counting.ALL

    def __post_init__(self) -> None:
        if self.layer not in PLACEABLE:
            raise BadInput(
                f"{self.layer} is not placed district by district.",
                hint=f"Ask for one of {', '.join(PLACEABLE)}.",
            )
        if not 1 <= self.available <= MOST_AVAILABLE:
            raise BadInput(
                f"`available` is {self.available}.",
                hint=f"Ask for the placement of 1 to {MOST_AVAILABLE}.",
            )


@dataclass(frozen=True)
class Site:
    """A district as the placement sees it: its weight, what it has and what it ought to have."""

    code: str
    weight: float
    count: int
    target: int

    def burden(self, placed: int) -> float:
        """What is still missing with so many placed."""
        missing = max(0, self.target - self.count - placed)
        return self.weight * (missing / self.target) ** 2 if self.target else 0.0

    def gain(self, placed: int) -> float:
        """How much the burden falls by one more, with so many placed."""
        return self.burden(placed) - self.burden(placed + 1)


def place(sites: Sequence[Site], available: int) -> dict[str, int]:
    """How many to place at each site, by code, with the least burden left; the rest stays over."""
    placed = {each.code: 0 for each in sites}
    by_code = {each.code: each for each in sites}
    waiting = [(-each.gain(0), each.code) for each in sites]
    heapify(waiting)
    for _ in range(available):
        if not waiting or waiting[0][0] >= 0:
            break
        code = waiting[0][1]
        placed[code] += 1
        heapreplace(waiting, (-by_code[code].gain(placed[code]), code))
    return placed


@record("How many to place in a district, and why there.", "配置")
class Placement:
    district: Node = shows("District", COLUMN, "The district.", "校区")
    code: str = told("Code of the district.", "校区コード")
    name: str = told("Name of the district.", "校区名")
    add: int = told("How many to place here.", "配置数")
    count_before: int = told("How many there are.", "現在数")
    count_after: int = told("How many there will be.", "配置後の数")
    target: int = told("The norm that is aimed at.", "目標数")
    households: int = told("Registered households.", "世帯数")
    open_needs: int = told("Needs open on the day.", "課題数")
    need_weight: float = told(
        "How needy it is; 1 is average. By age alone for analysts.", "課題の重み"
    )
    gain: float = told("By how much the burden falls, in weighted households.", "効果")
    reason: str = told("The same in a Japanese sentence.", "理由")


@record("Where the next so many help most.", "配置計画")
class PlacementPlan:
    as_of: date = told("The day.", "基準日")
    layer: str = told("The layer.", "層", choice=LAYER)
    available: int = told("How many there are to place.", "配置できる数")
    placed: int = told("How many of them the plan places.", "配置した数")
    left: int = told("How many are left when every district has its norm.", "残り")
    shortfall_before: int = told("How many are missing to the norm before.", "配置前の不足数")
    shortfall_after: int = told("How many are missing to the norm after.", "配置後の不足数")
    burden_before: float = told("The burden before, in weighted households.", "配置前の負担")
    burden_after: float = told("The burden after; no other placement leaves less.", "配置後の負担")
    placements: list[Placement] = told(
        "The districts that get any, by what is gained there.", "配置", at_most=100
    )
    sentence: str = told("The same in a Japanese sentence.", "要約")


def placement_plan(asked: PlacementAsked, rows: Rows) -> PlacementPlan:
    """The plan with the least burden left; `BadInput` for a day before anything was recorded."""
    found, needs = rows.of(DISTRICT_LAYERS), needs_told(rows, asked.counting)
    demand_recorded(asked.as_of, found)
    opened = opened_needs(needs)
    municipality = municipality_of(found)
    weights = need_weights(found, opened, asked.counting)
    sites: list[Site] = []
    for each in found:
        wanted = norm(asked.layer, each.households or 0, each.commissioner_seats, municipality)
        target = wanted.ideal if asked.ideal else wanted.least
        weight = weights[each.code] * (each.households or 0)
        sites.append(Site(each.code, weight, counts(each, asked.layer)[0], target))
    placed = place(sites, asked.available)
    placements = [
        Placement(
            district=each.district,
            code=each.code,
            name=each.name,
            add=placed[each.code],
            count_before=site.count,
            count_after=site.count + placed[each.code],
            target=site.target,
            households=each.households or 0,
            open_needs=opened[each.code],
            need_weight=round(weights[each.code], 3),
            gain=round(site.burden(0) - site.burden(placed[each.code]), 1),
            reason=f"{each.name}校区は{each.households or 0}世帯に{site.count}(目標{site.target})。"
            f"{need_told(opened[each.code], weights[each.code], asked.counting)}。"
            f"{placed[each.code]}を加えて{site.count + placed[each.code]}にします。",
        )
        for each, site in zip(found, sites, strict=True)
        if placed[each.code]
    ]
    placements.sort(key=lambda each: (-each.gain, each.code))
    total = sum(placed.values())
    return PlacementPlan(
        as_of=asked.as_of,
        layer=asked.layer,
        available=asked.available,
        placed=total,
        left=asked.available - total,
        shortfall_before=sum(max(0, each.target - each.count) for each in sites),
        shortfall_after=sum(max(0, each.target - each.count - placed[each.code]) for each in sites),
        burden_before=round(sum(each.burden(0) for each in sites), 1),
        burden_after=round(sum(each.burden(placed[each.code]) for each in sites), 1),
        placements=placements,
        sentence=f"{LAYER_NAMES[asked.layer]}{asked.available}のうち{total}を"
        f"{len(placements)}校区に配置します。"
        + (
            f"{asked.available - total}は、全校区が目標に達したため残ります。"
            if total < asked.available
            else ""
        ),
    )


PLACEMENT_PLAN = Inquiry(
    "placement_plan",
    PlacementAsked,
    (DISTRICT_LAYERS, DISTRICT_NEEDS),
    PlacementPlan,
    placement_plan,
)
