"""What is shown of places."""

from strawberry import auto

from graph.kinds import places
from schema.declared import many, one
from schema.exposure import exposes


@exposes(places.MUNICIPALITY)
class Municipality:
    code: auto
    name: auto
    kana: auto
    prefecture: auto
    population: auto
    household_count: auto
    share65_plus: auto
    figures_as_of: auto
    commissioner_quota: auto
    window_system_since: auto
    counter_rebuilt_on: auto
    counter_length: auto
    synthetic: auto

    areas = many(
        "IN_MUNICIPALITY",
        "Area",
        "Areas it is divided into for community social work.",
        "圏域",
        forward=False,
    )
    districts = many(
        "IN_MUNICIPALITY", "District", "Its school districts.", "小学校区", forward=False
    )
    agencies = many(
        "SERVES",
        "Agency",
        "Agencies that are there for the whole municipality.",
        "全市域を担当する機関",
        forward=False,
    )


@exposes(places.AREA)
class Area:
    code: auto
    name: auto
    kana: auto
    synthetic: auto

    municipality = one("IN_MUNICIPALITY", "Municipality", "The municipality.", "市町村")
    districts = many(
        "IN_AREA", "District", "School districts in the area.", "小学校区", forward=False
    )
    social_workers = many(
        "ASSIGNED_TO",
        "Supporter",
        "Community social workers assigned to the area.",
        "担当CSW",
        forward=False,
    )
    agencies = many(
        "SERVES",
        "Agency",
        "Agencies that are there for the whole area.",
        "圏域を担当する機関",
        forward=False,
    )


@exposes(places.DISTRICT)
class District:
    code: auto
    name: auto
    kana: auto
    population: auto
    household_count: auto
    share65_plus: auto
    commissioner_quota: auto
    position: auto
    synthetic: auto

    municipality = one("IN_MUNICIPALITY", "Municipality", "The municipality.", "市町村")
    area = one("IN_AREA", "Area", "The area of community social work.", "CSW圏域")
    council = one(
        "IN_DISTRICT", "Council", "The district's welfare council.", "校区社協", forward=False
    )
    households = many(
        "IN_DISTRICT", "Household", "Households that live here.", "世帯", forward=False
    )
    support_gaps = many(
        "IN_DISTRICT",
        "SupportGap",
        "What is missing around the households that live here, past gaps included.",
        "支援の隙間",
        forward=False,
    )
    places = many(
        "IN_DISTRICT", "Place", "Cafés, salons, halls, schools.", "地域資源", forward=False
    )
    agencies_located = many(
        "IN_DISTRICT", "Agency", "Agencies with an office here.", "所在する機関", forward=False
    )
    agencies_serving = many(
        "SERVES", "Agency", "Agencies that are there for this district.", "担当機関", forward=False
    )
    supporters = many(
        "ACTIVE_IN",
        "Supporter",
        "Volunteers and commissioners active here.",
        "活動する支援者",
        forward=False,
    )
    meetings = many(
        "DISCUSSED", "Meeting", "Meetings that discussed the district.", "会議", forward=False
    )


@exposes(places.PLACE)
class Place:
    name: auto
    kana: auto
    type: auto
    address: auto
    position: auto
    opening_hours: auto
    capacity: auto
    opened_on: auto
    closed_on: auto
    synthetic: auto

    district = one("IN_DISTRICT", "District", "The school district it lies in.", "小学校区")
    services = many("OFFERS", "Service", "Services offered here.", "提供サービス")
    addresses = many(
        "ADDRESSES", "NeedCategory", "Needs it can meet, at least in part.", "応えられる課題"
    )
    residents_supported = many(
        "SUPPORTS", "Resident", "Residents who find support here.", "支えられている住民"
    )


@exposes(places.COUNCIL)
class Council:
    name: auto
    kana: auto
    founded_on: auto
    phone: auto
    synthetic: auto

    district = one("IN_DISTRICT", "District", "The school district it lies in.", "小学校区")
    districts_served = many("SERVES", "District", "School districts it is there for.", "担当校区")
    members = many(
        "WORKS_FOR", "Supporter", "Supporters who belong to it.", "所属する支援者", forward=False
    )
    addresses = many(
        "ADDRESSES", "NeedCategory", "Needs it can meet, at least in part.", "応えられる課題"
    )
