"""What is shown of people."""

from strawberry import auto

from graph.fragility.dropouts import FRAGILITY
from graph.kinds import people
from schema.abstract import EMPLOYER, PARTY
from schema.declared import asks, many, many_of, one, one_of, years
from schema.exposure import exposes


@exposes(people.HOUSEHOLD)
class Household:
    address: auto
    postal_code: auto
    position: auto
    phone: auto
    tax_class: auto
    composition: auto

    district = one("IN_DISTRICT", "District", "The school district it lives in.", "小学校区")
    members = many("MEMBER_OF", "Resident", "Those who live in it.", "世帯員", forward=False)
    watchers = many(
        "WATCHES", "Supporter", "Volunteers who keep an eye on it.", "見守る支援者", forward=False
    )
    supporters = many(
        "SUPPORTS", "Supporter", "Supporters of the household.", "支援者", forward=False
    )
    supporting_agencies = many(
        "SUPPORTS", "Agency", "Agencies that support the household.", "支援機関", forward=False
    )
    supported_by = many_of(
        "SUPPORTS", PARTY, "All that support the household.", "支える主体", forward=False
    )
    needs = many(
        "CONCERNS", "Need", "Needs of the household as a whole.", "世帯の課題", forward=False
    )
    services = many("RECEIVES", "Service", "Services the household receives.", "受給サービス")
    consultations = many(
        "CONCERNS", "Consultation", "Consultations about the household.", "相談記録", forward=False
    )
    cases = many("CONCERNS", "Case", "Cases of the household.", "ケース", forward=False)
    support_gaps = many(
        "CONCERNS",
        "SupportGap",
        "What is missing around the household and its members, past gaps included.",
        "支援の隙間",
        forward=False,
    )
    fragility = asks(
        FRAGILITY, "What breaks when one person, agency or place drops out.", "支えの脆さ"
    )


@exposes(people.RESIDENT)
class Resident:
    name: auto
    kana: auto
    sex: auto
    birth_date: auto
    death_date: auto
    relation: auto
    phone: auto
    employment: auto
    care_level: auto
    handbooks: auto
    lsns6: auto
    protected: auto

    age = years(
        "birthDate",
        "deathDate",
        "Years completed on a day, after death those at death; null before birth.",
        "年齢",
    )
    household = one("MEMBER_OF", "Household", "The household the resident lives in.", "世帯")
    children = many("PARENT_OF", "Resident", "Children, of any age.", "子")
    parents = many("PARENT_OF", "Resident", "Parents.", "親", forward=False)
    spouse = one("SPOUSE_OF", "Resident", "Husband or wife.", "配偶者")
    cares_for = many("CARES_FOR", "Resident", "People the resident cares for.", "ケアの相手")
    carers = many(
        "CARES_FOR", "Resident", "People who care for the resident.", "ケアの担い手", forward=False
    )
    supports = many("SUPPORTS", "Resident", "Residents this one supports.", "支えている住民")
    supporting_residents = many(
        "SUPPORTS", "Resident", "Residents who support this one.", "支えてくれる住民", forward=False
    )
    supporters = many(
        "SUPPORTS", "Supporter", "Supporters of the resident.", "支援者", forward=False
    )
    supporting_agencies = many(
        "SUPPORTS", "Agency", "Agencies that support the resident.", "支援機関", forward=False
    )
    supporting_places = many(
        "SUPPORTS", "Place", "Places where the resident finds support.", "居場所", forward=False
    )
    supported_by = many_of(
        "SUPPORTS", PARTY, "All that support the resident.", "支える主体", forward=False
    )
    needs = many("CONCERNS", "Need", "Needs of the resident.", "課題", forward=False)
    services = many("RECEIVES", "Service", "Services the resident receives.", "受給サービス")
    consultations = many(
        "CONCERNS", "Consultation", "Consultations about the resident.", "相談記録", forward=False
    )
    proposals = many(
        "CONCERNS", "Proposal", "Proposals made to the resident.", "提案", forward=False
    )
    support_gaps = many(
        "CONCERNS",
        "SupportGap",
        "What is missing around the resident, past gaps included.",
        "支援の隙間",
        forward=False,
    )
    fragility = asks(
        FRAGILITY, "What breaks when one person, agency or place drops out.", "支えの脆さ"
    )


@exposes(people.SUPPORTER)
class Supporter:
    name: auto
    kana: auto
    roles: auto
    main_role: auto
    phone: auto
    email: auto
    appointed_on: auto
    retired_on: auto

    districts = many("ACTIVE_IN", "District", "School districts of activity.", "活動校区")
    watches = many("WATCHES", "Household", "Households watched over.", "見守り世帯")
    agency = one("WORKS_FOR", "Agency", "The agency the supporter belongs to.", "所属機関")
    council = one("WORKS_FOR", "Council", "The council the supporter belongs to.", "所属校区社協")
    works_for = one_of("WORKS_FOR", EMPLOYER, "Whom the supporter belongs to.", "所属先")
    areas = many("ASSIGNED_TO", "Area", "Areas assigned to.", "担当圏域")
    cases = many("ASSIGNED_TO", "Case", "Cases assigned to.", "担当ケース")
    cases_led = many("LEADS", "Case", "Cases led.", "主導するケース")
    plans_led = many("LEADS", "Plan", "Plans led.", "主導するプラン")
    needs_assigned = many("ASSIGNED_TO", "Need", "Needs assigned to.", "担当する課題")
    referrals_assigned = many("ASSIGNED_TO", "Referral", "Hand-overs owned.", "担当するつなぎ")
    gaps_assigned = many("ASSIGNED_TO", "SupportGap", "Gaps taken on.", "対応する支援の隙間")
    residents_supported = many("SUPPORTS", "Resident", "Residents supported.", "支えている住民")
    households_supported = many("SUPPORTS", "Household", "Households supported.", "支えている世帯")
    addresses = many(
        "ADDRESSES", "NeedCategory", "Needs the supporter can meet, in part.", "応えられる課題"
    )
    consultations = many("RECORDED", "Consultation", "Consultations recorded.", "記録した相談")
    meetings = many("ATTENDED", "Meeting", "Meetings attended.", "参加した会議")
    trainings = many("ATTENDED", "Training", "Trainings attended.", "参加した研修会")
