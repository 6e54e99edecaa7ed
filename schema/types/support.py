"""What is shown of support."""

from strawberry import auto

from graph.kinds import support
from schema.abstract import REMEDY, SUBJECT
from schema.declared import many, many_of, one, one_of
from schema.exposure import exposes


@exposes(support.AGENCY)
class Agency:
    name: auto
    kana: auto
    kind: auto
    sector: auto
    inside_city_hall: auto
    welfare: auto
    window_system: auto
    address: auto
    position: auto
    phone: auto
    url: auto
    opening_hours: auto
    capacity_state: auto
    capacity_maximum: auto
    capacity_available: auto
    capacity_as_of: auto
    minimum_age: auto
    maximum_age: auto
    handbook_required: auto
    consent_required: auto
    synthetic: auto

    district = one("IN_DISTRICT", "District", "The school district its office lies in.", "所在校区")
    districts_served = many("SERVES", "District", "School districts it is there for.", "担当校区")
    areas_served = many("SERVES", "Area", "Areas it is there for.", "担当圏域")
    municipalities_served = many(
        "SERVES", "Municipality", "Municipalities it is wholly there for.", "担当市町村"
    )
    services = many("OFFERS", "Service", "Services it offers.", "提供サービス")
    handles = many("HANDLES", "NeedCategory", "Needs it takes on.", "対応する課題")
    fields = many("IN_FIELD", "Field", "Fields it belongs to.", "分野")
    staff = many("WORKS_FOR", "Supporter", "Those who work for it.", "職員", forward=False)
    cases = many("JOINED", "Case", "Cases it has joined.", "参画ケース")
    cases_led = many("LEADS", "Case", "Cases it leads.", "主導するケース")
    meetings = many("ATTENDED", "Meeting", "Meetings it attended.", "参加した会議")
    meetings_led = many("LEADS", "Meeting", "Meetings it leads.", "主催する会議")
    trainings = many("ATTENDED", "Training", "Trainings it attended.", "参加した研修会")
    referrals_sent = many("REFERRED", "Referral", "Hand-overs it has sent.", "つないだ案件")
    referrals_received = many(
        "REFERRED_TO",
        "Referral",
        "Hand-overs it was asked to take.",
        "つながれた案件",
        forward=False,
    )
    consultations = many("RECORDED", "Consultation", "Consultations at its desk.", "相談記録")
    proposals = many("RECORDED", "Proposal", "Proposals it has made.", "提案")
    residents_supported = many("SUPPORTS", "Resident", "Residents it supports.", "支援する住民")
    households_supported = many("SUPPORTS", "Household", "Households it supports.", "支援する世帯")


@exposes(support.SERVICE)
class Service:
    code: auto
    name: auto
    kana: auto
    short_name: auto
    description: auto
    desk: auto
    documents: auto
    form: auto
    systemised: auto
    rule: auto
    minimum_age: auto
    maximum_age: auto
    handbooks_accepted: auto
    care_levels_accepted: auto
    tax_classes_accepted: auto
    income_limit: auto
    amount: auto
    amounts_by_case: auto
    care_unit_limits: auto
    valid_from: auto
    valid_to: auto
    source: auto
    source_url: auto
    synthetic: auto

    agencies = many("OFFERS", "Agency", "Agencies that offer it.", "提供機関", forward=False)
    places = many("OFFERS", "Place", "Places that offer it.", "提供する地域資源", forward=False)
    addresses = many("ADDRESSES", "NeedCategory", "Needs it can meet.", "応えられる課題")
    fields = many("IN_FIELD", "Field", "Fields it belongs to.", "分野")
    recipients = many("RECEIVES", "Resident", "Residents who receive it.", "受給者", forward=False)
    recipient_households = many(
        "RECEIVES", "Household", "Households that receive it.", "受給世帯", forward=False
    )
    proposals = many("CONCERNS", "Proposal", "Proposals of this service.", "提案", forward=False)


@exposes(support.FIELD)
class Field:
    code: auto
    name: auto
    name_english: auto

    categories = many(
        "IN_FIELD", "NeedCategory", "Need categories in the field.", "課題の種類", forward=False
    )
    agencies = many("IN_FIELD", "Agency", "Agencies in the field.", "機関", forward=False)
    services = many("IN_FIELD", "Service", "Services in the field.", "サービス", forward=False)


@exposes(support.NEED_CATEGORY)
class NeedCategory:
    code: auto
    name: auto
    name_english: auto
    fhir_domain: auto

    fields = many("IN_FIELD", "Field", "Fields it belongs to.", "分野")
    needs = many("IN_CATEGORY", "Need", "Needs of the category.", "課題", forward=False)
    consultations = many(
        "IN_CATEGORY", "Consultation", "Consultations on the topic.", "相談記録", forward=False
    )
    agencies = many("HANDLES", "Agency", "Agencies that take it on.", "対応機関", forward=False)
    services = many("ADDRESSES", "Service", "Services that can meet it.", "サービス", forward=False)
    places = many("ADDRESSES", "Place", "Places that can meet it.", "地域資源", forward=False)
    supporters = many(
        "ADDRESSES", "Supporter", "Supporters who can meet it.", "支援者", forward=False
    )
    councils = many(
        "ADDRESSES", "Council", "District councils that can meet it.", "校区社協", forward=False
    )
    addressed_by = many_of(
        "ADDRESSES", REMEDY, "All that can meet it, in part.", "応えられる資源", forward=False
    )


@exposes(support.NEED)
class Need:
    severity: auto
    acknowledged: auto
    opened_on: auto
    closed_on: auto
    closing: auto
    note: auto

    category = one("IN_CATEGORY", "NeedCategory", "What kind of need it is.", "課題の種類")
    resident = one("CONCERNS", "Resident", "Whose need it is, if one person's.", "住民")
    household = one("CONCERNS", "Household", "Whose need it is, if a household's.", "世帯")
    subject = one_of("CONCERNS", SUBJECT, "Whose need it is.", "対象")
    referrals = many("REFERRED_FOR", "Referral", "Hand-overs of the need.", "つなぎ", forward=False)
    cases = many("COVERS", "Case", "Cases that work on it.", "ケース", forward=False)
    plans = many("COVERS", "Plan", "Plans that work on it.", "プラン", forward=False)
    consultations = many(
        "LED_TO", "Consultation", "Consultations it was named in.", "相談記録", forward=False
    )
    assignees = many("ASSIGNED_TO", "Supporter", "Those in charge of it.", "担当者", forward=False)
