"""What is shown of work."""

from strawberry import auto

from graph.kinds import work
from schema.abstract import PARTY, SUBJECT
from schema.declared import many, many_of, one, one_of
from schema.exposure import exposes


@exposes(work.CONSULTATION)
class Consultation:
    held_on: auto
    fiscal_year: auto
    channel: auto
    route: auto
    is_new: auto
    summary: auto

    resident = one("CONCERNS", "Resident", "Whom it was about, if one person.", "住民")
    household = one("CONCERNS", "Household", "Whom it was about, as a household.", "世帯")
    subject = one_of("CONCERNS", SUBJECT, "Whom it was about.", "対象")
    topics = many("IN_CATEGORY", "NeedCategory", "What it was about.", "相談内容")
    desk = one("RECORDED", "Agency", "The agency at whose desk it was.", "受付機関", forward=False)
    recorder = one("RECORDED", "Supporter", "Who recorded it.", "記録者", forward=False)
    cases = many("LED_TO", "Case", "Cases it led to.", "ケース")
    needs = many("LED_TO", "Need", "Needs named in it.", "課題")


@exposes(work.CASE)
class Case:
    title: auto
    state: auto
    legal_basis: auto
    opened_on: auto
    closed_on: auto

    household = one("CONCERNS", "Household", "The household it is about.", "世帯")
    needs = many("COVERS", "Need", "Needs it works on.", "課題")
    agencies = many("JOINED", "Agency", "Agencies that joined it.", "参画機関", forward=False)
    leading_agency = one("LEADS", "Agency", "The agency that leads it.", "主導機関", forward=False)
    leader = one("LEADS", "Supporter", "Who leads it.", "主担当", forward=False)
    led_by = one_of(
        "LEADS", PARTY, "The agency or the supporter that leads it.", "主導", forward=False
    )
    assignees = many("ASSIGNED_TO", "Supporter", "Those in charge of it.", "担当者", forward=False)
    plans = many("CONCERNS", "Plan", "Its plans.", "支援プラン", forward=False)
    meetings = many("DISCUSSED", "Meeting", "Meetings that discussed it.", "会議", forward=False)
    consultations = many(
        "LED_TO", "Consultation", "Consultations that led to it.", "相談記録", forward=False
    )


@exposes(work.PLAN)
class Plan:
    state: auto
    goals: auto
    roles: auto
    starts_on: auto
    ends_on: auto
    evaluated_on: auto

    case = one("CONCERNS", "Case", "The case it belongs to.", "ケース")
    needs = many("COVERS", "Need", "Needs it works on.", "課題")
    leader = one("LEADS", "Supporter", "Who leads it.", "主担当", forward=False)
    meetings = many("DISCUSSED", "Meeting", "Meetings that discussed it.", "会議", forward=False)
    decided_at = one(
        "LED_TO", "Meeting", "The meeting that brought it about.", "決定会議", forward=False
    )


@exposes(work.REFERRAL)
class Referral:
    state: auto
    urgency: auto
    legal_basis: auto
    requested_on: auto
    answered_on: auto
    last_event_on: auto
    closed_on: auto
    decline_reason: auto
    outcome: auto
    next_action: auto
    next_action_on: auto
    note: auto
    version: auto

    sender = one("REFERRED", "Agency", "The agency that handed over.", "つなぎ元", forward=False)
    receiver = one("REFERRED_TO", "Agency", "The agency asked to take over.", "つなぎ先")
    need = one("REFERRED_FOR", "Need", "The need it is for.", "課題")
    owner = one("ASSIGNED_TO", "Supporter", "Who sees to it.", "担当者", forward=False)
    events = many("PASSED", "ReferralEvent", "What happened to it.", "経過")
    replaces = one("REPLACES", "Referral", "The declined one it replaces.", "代わりの元")
    replaced_by = one(
        "REPLACES", "Referral", "The one that replaces it.", "代わりのつなぎ", forward=False
    )


@exposes(work.REFERRAL_EVENT)
class ReferralEvent:
    at: auto
    state: auto
    reason: auto

    referral = one("PASSED", "Referral", "The hand-over it belongs to.", "つなぎ", forward=False)
    recorder = one("RECORDED", "Supporter", "Who made the step.", "記録者", forward=False)


@exposes(work.PROPOSAL)
class Proposal:
    made_on: auto
    text: auto
    fate: auto
    decided_on: auto

    resident = one("CONCERNS", "Resident", "To whom it was made.", "住民")
    service = one("CONCERNS", "Service", "What was proposed.", "サービス")
    proposer = one("RECORDED", "Agency", "The department that made it.", "提案部署", forward=False)


@exposes(work.MEETING)
class Meeting:
    kind: auto
    title: auto
    held_on: auto
    legal_basis: auto
    consent_recorded: auto
    minutes: auto

    attendees = many("ATTENDED", "Supporter", "Who was there.", "参加者", forward=False)
    agencies = many("ATTENDED", "Agency", "Agencies that were there.", "参加機関", forward=False)
    attended_by = many_of("ATTENDED", PARTY, "All that were there.", "出席者", forward=False)
    host = one("LEADS", "Agency", "The agency that leads it.", "主催機関", forward=False)
    cases = many("DISCUSSED", "Case", "Cases discussed.", "協議したケース")
    plans = many("DISCUSSED", "Plan", "Plans discussed.", "協議したプラン")
    districts = many("DISCUSSED", "District", "Districts discussed.", "協議した校区")
    plans_decided = many("LED_TO", "Plan", "Plans brought about.", "決定したプラン")


@exposes(work.TRAINING)
class Training:
    title: auto
    theme: auto
    held_on: auto
    lecturer: auto
    audience: auto
    attendance: auto

    attendees = many("ATTENDED", "Supporter", "Who was there.", "参加者", forward=False)
    agencies = many("ATTENDED", "Agency", "Agencies that were there.", "参加機関", forward=False)
    attended_by = many_of("ATTENDED", PARTY, "All that were there.", "出席者", forward=False)
