"""Where coverage as it is answered differs from a naive count; the same for a small city and a whole one."""

from datetime import date
from typing import Any

from tests.coverage.naive import Counting, a_year_before

WHOLE = """query Whole($day: Date) { districtCoverage(asOf: $day) {
  totals { layer fieldCode count covered uncovered uncoveredNames shortfall
    least householdsEach reason }
  districts { code name households openNeeds district { id code }
    layers { layer fieldCode count present trend openNeeds shortfall ratio householdsEach priority norm { least } } } } }"""


def disagreements(districts: list[dict[str, Any]], counting: Counting, day: date) -> list[str]:
    """A line for each figure that differs, and for districts that are not those of the city."""
    needs, agencies = counting.needs(), counting.agencies()
    if [each["district"]["id"] for each in districts] != counting.districts():
        return ["The districts are not those of the city, by code."]
    found: list[str] = []

    def compare(where: str, told: Any, counted: Any) -> None:
        if told != counted:
            found.append(f"{where}: told {told}, counted {counted}")

    for each in districts:
        id_, code = each["district"]["id"], each["code"]
        of_district = sum(n for (where, _), n in needs.items() if where == code)
        compare(f"{code}, open needs", each["openNeeds"], of_district)
        for layer in each["layers"]:
            name = f"{code}, {layer['layer']} {layer['fieldCode'] or ''}"
            if layer["layer"] == "AGENCY_REACH":
                key = (code, layer["fieldCode"])
                told = (layer["count"], layer["openNeeds"])
                compare(name, told, (agencies[key], needs[key]))
                continue
            count = counting.of_layer(id_, layer["layer"], day)
            before = counting.of_layer(id_, layer["layer"], a_year_before(day))
            compare(name, (layer["count"], layer["trend"]), (count, count - before))
            shared = round(each["households"] / count, 1) if count else None
            compare(f"{name}, households for each", layer["householdsEach"], shared)
            compare(f"{name}, present", layer["present"], count > 0)
            compare(f"{name}, lack", layer["shortfall"], max(0, layer["norm"]["least"] - count))
    return found
