"""The layers a district can be covered by, and how much of each it ought to have.

Sources: volunteers 1 per 30 to 50 households (Saga City, 福祉協力員); commissioners by the size of
the municipality (厚生労働省, 民生委員・児童委員の定数の参酌基準), the district's own quota before the band;
one council, one community café, one named CSW and one agency per field (Saga City's own targets).
"""

from dataclasses import dataclass
from math import ceil

from graph.model import Choice, Value
from graph.records import record, told

LAYER = Choice(
    "CoverageLayer",
    "What can cover a district.",
    "見守り・支援の層",
    (
        Value("VOLUNTEERS", "福祉協力員", "Welfare volunteers who watch over households."),
        Value("COMMISSIONERS", "民生委員・児童委員", "Welfare and child commissioners."),
        Value("COUNCIL", "校区社協", "A district welfare council."),
        Value("CAFE", "コミュニティカフェ", "A community café."),
        Value(
            "CSW",
            "CSW",
            "A community social worker (コミュニティソーシャルワーカー) named for the area.",
        ),
        Value(
            "AGENCY_REACH", "分野別の機関", "An agency that serves the district, field by field."
        ),
    ),
)
LAYERS = tuple(each.name for each in LAYER.values)
LARGE, MIDDLE = 500_000, 100_000
BANDS = {"LARGE_CITY": (220, 440), "CITY": (170, 360), "SMALL_CITY": (120, 280), "TOWN": (70, 200)}
VOLUNTEER_BAND = (30, 50)


@record("How much of a layer a district ought to have, in so many of them.", "基準")
class CoverageNorm:
    least: int = told("Enough to count as covered: the lower bound.", "下限")
    ideal: int = told("The upper bound; the same as the lower where there is one number.", "上限")
    households_each: list[int] = told(
        "Households for each of them, fewest and most; empty where the norm is one for a district.",
        "1人当たり世帯数",
        at_most=2,
    )
    source: str = told("Where the norm comes from, in Japanese.", "出典")


@dataclass(frozen=True)
class Municipality:
    """What of a municipality decides a norm: its name, and how many people live in it."""

    name: str
    population: int

    @property
    def commissioner_band(self) -> tuple[int, int]:
        """Households for each commissioner, fewest and most.

        The designation of a large city (指定都市) is taken from its size, 500,000 people.
        """
        if self.name.endswith(("町", "村")):
            return BANDS["TOWN"]
        if self.population >= LARGE:
            return BANDS["LARGE_CITY"]
        return BANDS["CITY"] if self.population >= MIDDLE else BANDS["SMALL_CITY"]


def norm(
    layer: str, households: int, seats: int | None, municipality: Municipality
) -> CoverageNorm:
    """The norm of a layer for a district of so many households."""
    match layer:
        case "VOLUNTEERS":
            return _by_households(
                households, VOLUNTEER_BAND, "佐賀市 福祉協力員設置基準(30〜50世帯に1人)"
            )
        case "COMMISSIONERS":
            band = municipality.commissioner_band
            source = f"民生委員・児童委員定数の参酌基準({band[0]}〜{band[1]}世帯に1人)"
            by_band = _by_households(households, band, source)
            if seats is None:
                return by_band
            return CoverageNorm(
                least=seats,
                ideal=seats,
                households_each=by_band.households_each,
                source=f"校区の定数 {seats}人、{source}",
            )
        case _:
            return CoverageNorm(least=1, ideal=1, households_each=[], source=SOURCES[layer])


SOURCES = {
    "COUNCIL": "校区に1つ(佐賀市地域福祉計画)",
    "CAFE": "全校区に1か所以上(佐賀市の目標)",
    "CSW": "圏域に担当CSWを1人以上",
    "AGENCY_REACH": "分野ごとに担当機関を1つ以上",
}


def _by_households(households: int, band: tuple[int, int], source: str) -> CoverageNorm:
    fewest, most = band
    return CoverageNorm(
        least=ceil(households / most),
        ideal=ceil(households / fewest),
        households_each=[fewest, most],
        source=source,
    )
