"""Two small worlds to each rule, told like stories: in one it fires, in the other it is quiet.

A world that fires gives whom the gap is about, since when, and on what it rests.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from seeds.notebook import Node
from tests.gap_rules.scene import Scene

WINDOW = "福祉まるごと相談窓口"
CLEANERS = "清掃サービスみがき屋"
LEGAL = "法テラス"
CLINIC = "こころの丘病院相談室"


@dataclass(frozen=True)
class Expected:
    """The one gap of the rule in a world."""

    about: Node
    since: date | None
    evidence: tuple[Node, ...]


World = Callable[[Scene], Expected | None]


def _on(text: str) -> date:
    return date.fromisoformat(text)


# --- uncovered need


def debts_that_nobody_took_on(scene: Scene) -> Expected:
    """Her debts were named in May; they were noted, and a draft was never sent."""
    woman = scene.person("1980-04-01")
    debt = scene.need(woman, "DEBT", "2021-05-10")
    scene.asked(debt, LEGAL, "DRAFT", "2021-07-20")
    return Expected(woman, _on("2021-05-10"), (debt,))


def debts_that_legal_aid_was_asked_about(scene: Scene) -> None:
    """The same debts, sent to legal aid yesterday; and another need that a case works on."""
    woman = scene.person("1980-04-01")
    debt = scene.need(woman, "DEBT", "2021-05-10")
    scene.asked(debt, LEGAL, "REQUESTED", "2021-07-30")
    scene.case(scene.need(scene.home, "POVERTY"))


# --- stalled


def rubbish_on_hold_since_spring(scene: Scene) -> Expected:
    """One firm declined and nobody was asked in its place; the other has it on hold since April."""
    scene.person("1950-01-01")
    rubbish = scene.need(scene.home, "HOARDING", "2021-02-01")
    declined = scene.asked(rubbish, LEGAL, "DECLINED", "2021-03-01")
    held = scene.asked(rubbish, CLEANERS, "ON_HOLD", "2021-04-15")
    return Expected(scene.home, _on("2021-04-15"), (rubbish, declined, held))


def rubbish_that_is_being_cleared(scene: Scene) -> None:
    """One firm declined, the other was at work thirty days ago: idle only after thirty."""
    scene.person("1950-01-01")
    rubbish = scene.need(scene.home, "HOARDING", "2021-02-01")
    scene.asked(rubbish, LEGAL, "DECLINED", "2021-03-01")
    scene.asked(rubbish, CLEANERS, "IN_PROGRESS", "2021-07-01")


# --- no next action


def a_visit_that_was_due_in_june(scene: Scene) -> Expected:
    """The clinic was to visit on the twentieth of June."""
    man = scene.person("1990-01-01")
    illness = scene.need(man, "MENTAL_HEALTH")
    asked = scene.asked(
        illness, CLINIC, "ACCEPTED", "2021-07-10", nextAction="訪問", nextActionOn=_on("2021-06-20")
    )
    return Expected(man, _on("2021-06-20"), (asked,))


def a_visit_that_is_due_in_august(scene: Scene) -> None:
    """The clinic is to visit in August; another was asked a week ago and may still answer."""
    man = scene.person("1990-01-01")
    illness = scene.need(man, "MENTAL_HEALTH")
    scene.asked(
        illness, CLINIC, "ACCEPTED", "2021-07-10", nextAction="訪問", nextActionOn=_on("2021-08-20")
    )
    scene.asked(illness, LEGAL, "REQUESTED", "2021-07-24")


# --- not acknowledged


def a_son_who_says_he_is_fine(scene: Scene) -> Expected:
    """He feels no trouble; the last visit was a year ago, and only calls came after it."""
    son = scene.person("1995-05-05")
    shut_in = scene.need(son, "SOCIAL_ISOLATION", "2019-06-01", acknowledged=False)
    scene.talk(son, "HOME_VISIT", "2020-07-01")
    scene.talk(scene.home, "TELEPHONE", "2021-07-01")
    return Expected(son, _on("2019-06-01"), (shut_in,))


def a_son_who_is_visited(scene: Scene) -> None:
    """He feels no trouble; his mother was visited in spring, and his own words were listened to."""
    son = scene.person("1995-05-05")
    mother = scene.person("1965-05-05")
    scene.need(son, "SOCIAL_ISOLATION", "2019-06-01", acknowledged=False)
    scene.talk(mother, "OUTREACH", "2021-04-01")


# --- take-up


def an_exempt_man_without_taxi_tickets(scene: Scene) -> Expected:
    """His handbook and the tax class fit seven services; of these he has five, one was refused."""
    man = scene.person("1970-01-01", handbooks=["PHYSICAL_1"])
    for code in ("DAY_TEMPORARY_SUPPORT", "DISABILITY_SERVICE", "TOLL_DISCOUNT", "NHK_HALF"):
        scene.receives(man, code)
    scene.receives(man, "DAILY_LIVING_AIDS", "APPLIED")
    scene.tie(
        "RECEIVES", scene.home, scene.directory.service("NHK_FULL"), state="REFUSED",
        since=_on("2020-01-01"), until=_on("2020-02-01"),
    )  # fmt: skip
    scene.tax("EXEMPT")
    return Expected(man, None, (scene.directory.service("TAXI_TICKETS"),))


def a_man_whose_tax_class_is_not_declared(scene: Scene) -> None:
    """The same handbook, and nobody knows the income: what is unknown makes no gap."""
    man = scene.person("1970-01-01", handbooks=["PHYSICAL_1"])
    for code in (
        "DAY_TEMPORARY_SUPPORT", "DISABILITY_SERVICE", "TOLL_DISCOUNT", "NHK_HALF",
        "DAILY_LIVING_AIDS",
    ):  # fmt: skip
        scene.receives(man, code)
    scene.tax("UNDECLARED")


# --- between the schemes


def refuse_that_no_scheme_pays_for(scene: Scene) -> Expected:
    """Rubbish fills the house of a healthy man with a salary."""
    scene.person("1975-01-01", employment="REGULAR")
    rubbish = scene.need(scene.home, "HOARDING", "2021-01-10")
    return Expected(scene.home, _on("2021-01-10"), (rubbish,))


def refuse_and_a_daughter_who_looks_for_work(scene: Scene) -> None:
    """The same rubbish, and a need that a service meets."""
    daughter = scene.person("1995-01-01")
    scene.need(scene.home, "HOARDING", "2021-01-10")
    scene.need(daughter, "FINDING_WORK")


# --- single supporter


def a_lawyer_whom_all_hangs_on(scene: Scene) -> Expected:
    """Legal aid works on his debts; nobody else does."""
    man = scene.person("1980-01-01")
    debt = scene.need(man, "DEBT")
    scene.asked(debt, LEGAL, "IN_PROGRESS", "2021-07-20")
    return Expected(scene.home, None, (debt, scene.directory.agency(LEGAL)))


def a_lawyer_and_a_social_worker(scene: Scene) -> None:
    """Legal aid works on his debts, and a social worker is in charge of them too."""
    man = scene.person("1980-01-01")
    debt = scene.need(man, "DEBT")
    scene.asked(debt, LEGAL, "IN_PROGRESS", "2021-07-20")
    scene.tie("ASSIGNED_TO", scene.supporter("CSW"), debt)


# --- missing function


def a_mother_whom_nobody_keeps_company(scene: Scene) -> Expected:
    """A friend listens, an office advises; her sister helps, and each visit ends in a quarrel."""
    mother = scene.person("1985-01-01")
    need = scene.need(mother, "PARENTING")
    friend, sister = scene.supporter("NEIGHBOUR"), scene.person("1987-01-01")
    scene.supports(friend, mother, "EMOTIONAL")
    scene.supports(scene.directory.agency(WINDOW), mother, "INFORMATIONAL", formal=True)
    scene.supports(sister, mother, "INSTRUMENTAL", "COMPANIONSHIP", stressful=True)
    return Expected(mother, None, (need,))


def a_mother_with_all_she_needs(scene: Scene) -> None:
    """Friend, office, café; and her son lends a hand."""
    mother, son = scene.person("1960-01-01"), scene.person("1985-01-01")
    scene.need(mother, "ILLNESS")
    friend = scene.supporter("NEIGHBOUR")
    scene.supports(friend, mother, "EMOTIONAL", "COMPANIONSHIP")
    scene.supports(scene.directory.agency(WINDOW), scene.home, "INFORMATIONAL", formal=True)
    scene.cares(son, mother, 3, "HOUSEWORK", since="2020-01-01")


# --- one-sided support


def a_man_whom_only_offices_know(scene: Scene) -> Expected:
    """Two offices and a commissioner, and nobody from next door."""
    man = scene.person("1955-01-01")
    scene.need(man, "ILLNESS")
    clinic, window = scene.directory.agency(CLINIC), scene.directory.agency(WINDOW)
    commissioner = scene.supporter("COMMISSIONER")
    scene.supports(clinic, man, "INSTRUMENTAL", formal=True)
    scene.supports(window, scene.home, "INFORMATIONAL", formal=True)
    scene.supports(commissioner, man, "EMOTIONAL", formal=True)
    return Expected(man, None, (clinic, window, commissioner))


def a_man_with_an_office_and_a_neighbour(scene: Scene) -> None:
    """One office, and a neighbour who looks in."""
    man = scene.person("1955-01-01")
    scene.need(man, "ILLNESS")
    scene.supports(scene.directory.agency(CLINIC), man, "INSTRUMENTAL", formal=True)
    scene.supports(scene.supporter("NEIGHBOUR"), man, "COMPANIONSHIP")


# --- isolation


def an_old_man_alone_with_his_trouble(scene: Scene) -> Expected:
    """He lives alone, a clinic treats him; his one friend's visits ended with last year."""
    man = scene.person("1948-01-01")
    scene.need(man, "ILLNESS")
    scene.supports(scene.directory.agency(CLINIC), man, "INSTRUMENTAL", formal=True)
    friend = scene.supporter("NEIGHBOUR")
    scene.supports(friend, man, "COMPANIONSHIP", until=_on("2020-12-31"))
    return Expected(man, None, (man,))


def an_old_man_who_scored_twelve(scene: Scene) -> None:
    """He lives alone with a trouble; the scale says twelve, and the scale is asked first."""
    man = scene.person("1948-01-01", lsns6=12)
    scene.need(man, "ILLNESS")


# --- nobody watching


def a_couple_of_eighty_unwatched(scene: Scene) -> Expected:
    """The volunteer who watched them retired in spring; no other came."""
    scene.person("1940-01-01")
    scene.person("1941-01-01")
    gone = scene.supporter("VOLUNTEER", retiredOn=_on("2021-03-31"))
    scene.tie("WATCHES", gone, scene.home)
    return Expected(scene.home, None, (scene.directory.district(volunteers=True),))


def a_couple_of_eighty_watched_over(scene: Scene) -> None:
    """A volunteer keeps a distant eye on them."""
    scene.person("1940-01-01")
    scene.person("1941-01-01")
    scene.tie("WATCHES", scene.supporter("VOLUNTEER"), scene.home)


# --- 8050


def a_mother_and_her_son_of_fifty(scene: Scene) -> Expected:
    """She turned eighty in 2018; he turned fifty today, and has no work."""
    mother, son = scene.person("1938-03-03"), scene.person("1971-07-31", employment="UNEMPLOYED")
    scene.tie("PARENT_OF", mother, son)
    return Expected(scene.home, _on("2021-07-31"), (mother, son))


def a_mother_and_her_son_of_forty_nine(scene: Scene) -> None:
    """He turns fifty tomorrow; his brother of fifty-five has a shop."""
    mother = scene.person("1938-03-03")
    for son in (
        scene.person("1971-08-01", employment="UNEMPLOYED"),
        scene.person("1966-01-01", employment="SELF_EMPLOYED"),
    ):
        scene.tie("PARENT_OF", mother, son)


# --- double care


def a_daughter_between_two_generations(scene: Scene) -> Expected:
    """Her mother has needed her since 2019; the girl was born in 2015."""
    daughter, mother, girl = (
        scene.person(day) for day in ("1985-01-01", "1950-01-01", "2015-05-05")
    )
    scene.tie("PARENT_OF", daughter, girl)
    scene.cares(daughter, mother, 10, "ESCORT", since="2019-02-01")
    return Expected(daughter, _on("2019-02-01"), (mother, girl))


def a_daughter_whose_girl_is_grown(scene: Scene) -> None:
    """The girl turned twelve today."""
    daughter, mother, girl = (
        scene.person(day) for day in ("1985-01-01", "1950-01-01", "2009-07-31")
    )
    scene.tie("PARENT_OF", daughter, girl)
    scene.cares(daughter, mother, 10, "ESCORT", since="2019-02-01")


# --- young carer


def a_girl_of_seventeen_who_keeps_the_house(scene: Scene) -> Expected:
    """She turns eighteen tomorrow."""
    girl, mother = scene.person("2003-08-01"), scene.person("1975-01-01")
    scene.cares(girl, mother, 12, "HOUSEWORK", since="2018-04-01")
    return Expected(girl, _on("2018-04-01"), (mother,))


def a_girl_whose_aunt_took_over(scene: Scene) -> None:
    """She cared until spring, when an aunt moved in."""
    girl, mother, aunt = (scene.person(day) for day in ("2005-08-01", "1975-01-01", "1970-01-01"))
    scene.tie(
        "CARES_FOR", girl, mother, roles=["HOUSEWORK"], hoursPerWeek=12,
        since=_on("2018-04-01"), until=_on("2021-04-01"),
    )  # fmt: skip
    scene.cares(aunt, mother, 12, "HOUSEWORK", since="2021-04-01")


# --- elderly carer


def a_wife_of_seventy_and_her_husband(scene: Scene) -> Expected:
    """She cares for him at home."""
    wife, husband = scene.person("1950-01-01"), scene.person("1945-01-01")
    scene.cares(wife, husband, 20, "PERSONAL_CARE", since="2020-09-01")
    return Expected(wife, _on("2020-09-01"), (husband,))


def a_wife_of_sixty_four_and_her_husband(scene: Scene) -> None:
    """She turns sixty-five tomorrow."""
    wife, husband = scene.person("1956-08-01"), scene.person("1945-01-01")
    scene.cares(wife, husband, 20, "PERSONAL_CARE", since="2020-09-01")


# --- after the parents


def a_son_whose_parents_are_old(scene: Scene) -> Expected:
    """Both care for him; the younger turned seventy-five in June."""
    father, mother = scene.person("1942-02-20"), scene.person("1946-06-09")
    son = scene.person("1973-08-15", handbooks=["INTELLECTUAL_A"])
    for parent in (father, mother):
        scene.tie("PARENT_OF", parent, son)
        scene.cares(parent, son, 20, "PERSONAL_CARE", since="1990-01-01")
    return Expected(son, _on("2021-06-09"), (father, mother))


def a_son_whose_sister_helps(scene: Scene) -> None:
    """The same, and his sister of forty."""
    mother, sister = scene.person("1946-06-09"), scene.person("1980-01-01")
    son = scene.person("1973-08-15", handbooks=["INTELLECTUAL_A"])
    scene.tie("PARENT_OF", mother, son)
    scene.cares(mother, son, 20, "PERSONAL_CARE", since="1990-01-01")
    scene.cares(sister, son, 2, "MONEY", since="2020-01-01")


# --- no substitute


def a_husband_only_his_wife_can_lift(scene: Scene) -> Expected:
    """Both take him to hospital, she alone washes him, and no helper comes: he asked and waits."""
    wife, son = scene.person("1960-01-01"), scene.person("1985-01-01")
    husband = scene.person("1958-01-01")
    scene.cares(wife, husband, 20, "PERSONAL_CARE", "ESCORT", "EMOTIONAL", since="2020-09-01")
    scene.cares(son, husband, 2, "ESCORT", since="2021-01-01")
    scene.receives(husband, "LONG_TERM_CARE_INSURANCE", "APPLIED")
    return Expected(husband, _on("2020-09-01"), (wife,))


def a_husband_whom_helpers_wash_too(scene: Scene) -> None:
    """She alone washes him; long-term care insurance sends helpers."""
    wife, husband = scene.person("1960-01-01"), scene.person("1955-01-01")
    scene.cares(wife, husband, 20, "PERSONAL_CARE", "EMOTIONAL", since="2020-09-01")
    scene.receives(husband, "LONG_TERM_CARE_INSURANCE")


# --- carer overloaded


def a_clerk_with_twenty_hours_of_care(scene: Scene) -> Expected:
    """She works full time and gives twelve hours to one parent, eight to the other."""
    clerk = scene.person("1975-01-01", employment="REGULAR")
    father, mother = scene.person("1945-01-01"), scene.person("1947-01-01")
    scene.cares(clerk, father, 12, "ESCORT", since="2019-01-01")
    scene.cares(clerk, mother, 8, "ESCORT", since="2020-01-01")
    return Expected(clerk, _on("2019-01-01"), (father, mother))


def a_homemaker_with_thirty_nine(scene: Scene) -> None:
    """Without paid work, forty hours are the line."""
    woman = scene.person("1975-01-01", employment="HOMEMAKER")
    scene.cares(woman, scene.person("1945-01-01"), 39, "ESCORT", since="2019-01-01")


WORLDS: dict[str, tuple[World, World]] = {
    "UNCOVERED_NEED": (debts_that_nobody_took_on, debts_that_legal_aid_was_asked_about),
    "NEED_STALLED": (rubbish_on_hold_since_spring, rubbish_that_is_being_cleared),
    "NO_NEXT_ACTION": (a_visit_that_was_due_in_june, a_visit_that_is_due_in_august),
    "NOT_ACKNOWLEDGED": (a_son_who_says_he_is_fine, a_son_who_is_visited),
    "TAKE_UP": (an_exempt_man_without_taxi_tickets, a_man_whose_tax_class_is_not_declared),
    "BETWEEN_SCHEMES": (refuse_that_no_scheme_pays_for, refuse_and_a_daughter_who_looks_for_work),
    "SINGLE_SUPPORTER": (a_lawyer_whom_all_hangs_on, a_lawyer_and_a_social_worker),
    "MISSING_FUNCTION": (a_mother_whom_nobody_keeps_company, a_mother_with_all_she_needs),
    "ONE_SIDED_SUPPORT": (a_man_whom_only_offices_know, a_man_with_an_office_and_a_neighbour),
    "ISOLATION": (an_old_man_alone_with_his_trouble, an_old_man_who_scored_twelve),
    "NOBODY_WATCHING": (a_couple_of_eighty_unwatched, a_couple_of_eighty_watched_over),
    "EIGHTY_FIFTY": (a_mother_and_her_son_of_fifty, a_mother_and_her_son_of_forty_nine),
    "DOUBLE_CARE": (a_daughter_between_two_generations, a_daughter_whose_girl_is_grown),
    "YOUNG_CARER": (a_girl_of_seventeen_who_keeps_the_house, a_girl_whose_aunt_took_over),
    "ELDERLY_CARER": (a_wife_of_seventy_and_her_husband, a_wife_of_sixty_four_and_her_husband),
    "AFTER_PARENTS": (a_son_whose_parents_are_old, a_son_whose_sister_helps),
    "NO_SUBSTITUTE": (a_husband_only_his_wife_can_lift, a_husband_whom_helpers_wash_too),
    "CARER_OVERLOADED": (a_clerk_with_twenty_hours_of_care, a_homemaker_with_thirty_nine),
}
