"""The city in plain Python: its rows taken as tables, and the source's figures counted from them."""

from collections import Counter
from datetime import date
from functools import cached_property
from typing import Any

from graph.kinds import gaps
from graph.kinds.all import MODEL
from graph.load import NodeSheet, Sheet
from seeds.calendar import CENSUS, TODAY, WINDOW_OPENED, YEAR_END
from seeds.city import sheets

Node = dict[str, Any]
FOUND_LATER = {kind.name for kind in gaps.KINDS}
"""Kinds no row of a city is of: the sweep finds them."""
DRAWN = tuple(kind for kind in MODEL.kinds if kind.name not in FOUND_LATER)


class Tables:
    """Every node by kind and id, every tie by type and ends; the oracle for the database."""

    def __init__(self, factor: float, seed: int = 2021) -> None:
        self.sheets: list[Sheet] = []
        self.nodes: dict[str, dict[str, Node]] = {}
        self.ties: dict[tuple[str, str, str], list[tuple[str, str, Node]]] = {}
        for sheet in sheets(seed, factor):
            if isinstance(sheet, NodeSheet):
                of_kind = self.nodes.setdefault(sheet.kind.name, {})
                for row in sheet.rows:
                    of_kind[row[sheet.columns.index("id")]] = dict(
                        zip(sheet.columns, row, strict=True)
                    )
            else:
                key = (sheet.tie.type, sheet.ends.start, sheet.ends.end)
                self.ties.setdefault(key, []).extend(
                    (row[0], row[1], dict(zip(sheet.columns, row[2:], strict=True)))
                    for row in sheet.rows
                )

    def holding(self, type_: str, start: str, end: str, day: date) -> list[tuple[str, str]]:
        """The ends of the ties that hold on that day."""
        return [
            (one, other)
            for one, other, own in self.ties[type_, start, end]
            if (own.get("since") or day) <= day and (own.get("until") or date.max) > day
        ]

    @cached_property
    def members(self) -> dict[str, str]:
        """The household of every resident on the census day."""
        return dict(self.holding("MEMBER_OF", "Resident", "Household", CENSUS))

    def figures(self) -> dict[str, Any]:
        """What the questions in `seeds/figures` answer, by column, for a city of one town."""
        return self._figures

    @cached_property
    def _figures(self) -> dict[str, Any]:
        return {
            **self._places(),
            **self._people(),
            **self._work(),
            **self._examples(),
        }

    def _places(self) -> dict[str, Any]:
        residents = self.nodes["Resident"]
        limit = CENSUS.replace(year=CENSUS.year - 65)
        older = sum(residents[each]["birthDate"] <= limit for each in self.members)
        districts = self.nodes["District"].values()
        founded = [each["foundedOn"] for each in self.nodes["Council"].values()]
        cafes = {
            key
            for key, each in self.nodes["Place"].items()
            if each["type"] == "COMMUNITY_CAFE" and each["openedOn"] <= YEAR_END
        }
        where = {
            end for start, end, _ in self.ties["IN_DISTRICT", "Place", "District"] if start in cafes
        }
        city = next(iter(self.nodes["Municipality"].values()))
        return {
            "residents": len(self.members),
            "households": len(set(self.members.values())),
            "aged_65_plus": older,
            "share_65_plus": round(10_000 * older / len(self.members)),
            "districts": len(districts),
            "district_residents": sum(each["population"] for each in districts),
            "district_households": sum(each["householdCount"] for each in districts),
            "councils": sum(each <= TODAY for each in founded),
            "last_council": max(founded).isoformat(),
            "cafes": len(cafes),
            "cafe_districts": len(where),
            "areas": len(self.nodes["Area"]),
            "counter_length": city["counterLength"],
            "counter_rebuilt": city["counterRebuiltOn"].isoformat()[:7],
            "window_system_since": city["windowSystemSince"].isoformat()[:7],
        }

    def _people(self) -> dict[str, Any]:
        role = {key: each["mainRole"] for key, each in self.nodes["Supporter"].items()}
        now = self.holding("ACTIVE_IN", "Supporter", "District", TODAY)
        then = self.holding("ACTIVE_IN", "Supporter", "District", YEAR_END)
        volunteers = [(one, at) for one, at in then if role[one] == "VOLUNTEER"]
        areas = Counter(
            at for one, at, _ in self.ties["ASSIGNED_TO", "Supporter", "Area"] if role[one] == "CSW"
        )
        active = {one for one, _ in volunteers}
        firsts = [
            own["since"]
            for one, _, own in self.ties["ACTIVE_IN", "Supporter", "District"]
            if one in active
        ]
        return {
            "commissioners": len({one for one, _ in now if role[one] == "COMMISSIONER"}),
            "commissioner_quota": sum(
                each["commissionerQuota"] for each in self.nodes["District"].values()
            ),
            "quota_of_city": next(iter(self.nodes["Municipality"].values()))["commissionerQuota"],
            "volunteers": len(active),
            "volunteer_districts": len({at for _, at in volunteers}),
            "first_volunteer": min(firsts).isoformat(),
            "csws": sum(areas.values()),
            "fewest_csws": min(areas.values()),
            "most_csws": max(areas.values()),
            "csw_leads": sum(each == "CSW_LEAD" for each in role.values()),
        }

    def _work(self) -> dict[str, Any]:
        agencies = self.nodes["Agency"]
        consultations = self.nodes["Consultation"]
        recorded = [
            (agencies[one], consultations[other])
            for one, other, _ in self.ties["RECORDED", "Agency", "Consultation"]
        ]
        window = [each for desk, each in recorded if desk["kind"] == "ONE_STOP_WINDOW"]
        years = Counter(each["fiscalYear"] for each in window)
        before = sum(
            desk["name"] == "福祉総務課"
            and WINDOW_OPENED.replace(year=2016) <= each["heldOn"] < WINDOW_OPENED
            for desk, each in recorded
        )
        themes = {each["theme"]: each for each in self.nodes["Training"].values()}
        months = {theme: each["heldOn"].isoformat()[:7] for theme, each in themes.items()}
        systems = Counter(each["kind"] for each in agencies.values() if each["windowSystem"])
        return {
            "departments": systems["CITY_DEPARTMENT"],
            "branches": systems["BRANCH_OFFICE"],
            "year_before": before,
            **{f"fy{year}": years[year] for year in (2017, 2018, 2019, 2020)},
            "fy2020_new": sum(each["fiscalYear"] == 2020 and each["isNew"] for each in window),
            "per_month_before": before // 12,
            "per_month_2017": round(years[2017] / 9),
            "per_month_2020": round(years[2020] / 12),
            "growth": round(100 * years[2020] / max(1, years[2017])),
            "open_lecture": next(
                each["attendance"] for each in themes.values() if each["heldOn"] == date(2018, 2, 7)
            ),
            "refuse_month": months["ごみ屋敷問題"],
            "eighty_fifty_month": months["8050問題"],
            "housing_month": next(
                month for theme, month in months.items() if theme.startswith("住宅確保要配慮者")
            ),
        }

    def _examples(self) -> dict[str, Any]:
        taro, taros = self._household("佐賀 太郎", date(1935, 3, 3))
        _, ichiros = self._household("佐賀 一郎", date(1934, 3, 5))
        services = {key: each["name"] for key, each in self.nodes["Service"].items()}
        received: dict[str, list[str]] = {}
        for one, service, own in self.ties["RECEIVES", "Resident", "Service"]:
            if own["state"] == "RECEIVED":
                received.setdefault(one, []).append(services[service])
        made = {
            key
            for key, each in self.nodes["Proposal"].items()
            if each["madeOn"] == date(2015, 11, 18)
        }
        about = {one: other for one, other, _ in self.ties["CONCERNS", "Proposal", "Resident"]}
        residents = self.nodes["Resident"]
        proposals = sorted(
            (
                residents[about[proposal]]["birthDate"],
                f"{self.nodes['Agency'][desk]['name']} {residents[about[proposal]]['name']}",
            )
            for desk, proposal, _ in self.ties["RECORDED", "Agency", "Proposal"]
            if proposal in made and residents[about[proposal]]["name"].startswith("佐賀 ")
        )
        return {
            "taro_address": taro["address"],
            "taro_postal_code": taro["postalCode"],
            "taro_tax_class": taro["taxClass"],
            "taro_members": [f"{each['name']} {each['birthDate']}" for each in taros],
            "taro_protected": [each["name"] for each in taros if each["protected"]],
            "ichiro_members": [f"{each['name']} {each['birthDate']}" for each in ichiros],
            "received_by_member": [sorted(received[each["id"]]) for each in ichiros],
            "proposals": [text for _, text in proposals],
        }

    def _household(self, name: str, born: date) -> tuple[Node, list[Node]]:
        residents = self.nodes["Resident"]
        head = next(
            key
            for key, each in residents.items()
            if each["name"] == name and each["birthDate"] == born
        )
        household = self.members[head]
        members = [residents[one] for one, at in self.members.items() if at == household]
        members.sort(key=lambda each: each["birthDate"])
        return self.nodes["Household"][household], members
