"""Days in the Japanese calendar: read wherever a date is asked for, shown beside each date."""

from datetime import UTC, date, timedelta
from typing import Any

import pytest

from graph.errors import BadInput
from graph.wareki import SOLAR, read_day, read_moment, written_day, written_moment
from tests.answering.asking import Asking

READ = {
    "R3.3.31": date(2021, 3, 31),
    "令和3年3月31日": date(2021, 3, 31),
    "令和 3年 3月 31日": date(2021, 3, 31),
    "令3.3.31": date(2021, 3, 31),
    "Ｓ１０．４．２７": date(1935, 4, 27),
    "昭和１０年４月２７日": date(1935, 4, 27),
    "s10/4/27": date(1935, 4, 27),
    "S10-04-27": date(1935, 4, 27),
    "㍼10年4月27日": date(1935, 4, 27),
    "令和元年5月1日": date(2019, 5, 1),
    "R1.5.1": date(2019, 5, 1),
    "2021-03-31": date(2021, 3, 31),
    "２０２１－０３－３１": date(2021, 3, 31),
    "2019/5/1": date(2019, 5, 1),
    "2019-5-1": date(2019, 5, 1),
    "2019.05.1": date(2019, 5, 1),
    "2019年5月1日": date(2019, 5, 1),
    "２０１９年 ５月 １日": date(2019, 5, 1),
}
LAST_AND_FIRST = [
    ("明治45年7月29日", "大正元年7月30日", date(1912, 7, 30)),
    ("大正15年12月24日", "昭和元年12月25日", date(1926, 12, 25)),
    ("昭和64年1月7日", "平成元年1月8日", date(1989, 1, 8)),
    ("平成31年4月30日", "令和元年5月1日", date(2019, 5, 1)),
]
NEVER = [
    ("S65.1.1", "昭和 began on 1926-12-25 and ended on 1989-01-07.", "平成2年1月1日"),
    ("H31.5.1", "平成 began on 1989-01-08 and ended on 2019-04-30.", "令和元年5月1日"),
    ("S1.12.24", "昭和 began on 1926-12-25 and ended on 1989-01-07.", "大正15年12月24日"),
    ("R1.4.30", "令和 began on 2019-05-01.", "平成31年4月30日"),
    ("M5.12.2", "Before 明治6年 (1873) days were counted by the moon.", "ISO date"),
    ("H30.2.29", "There is no such day.", "R3.3.31"),
    ("R0.1.1", "There is no such day.", "R3.3.31"),
    ("令和3年3月", "This is not a date.", "R3.3.31"),
    ("R3.3-31", "This is not a date.", "R3.3.31"),
    ("3.3.31", "This is not a date.", "R3.3.31"),
    ("2021-02-30", "There is no such day.", "R3.3.31"),
    ("2021年13月1日", "There is no such day.", "R3.3.31"),
    ("5/1/2019", "This is not a date.", "R3.3.31"),
    ("2019/5-1", "This is not a date.", "R3.3.31"),
    ("19/5/1", "This is not a date.", "R3.3.31"),
    ("", "This is not a date.", "R3.3.31"),
]


@pytest.mark.parametrize(("text", "day"), READ.items())
def test_a_day_is_read_in_either_calendar(text: str, day: date) -> None:
    assert read_day(text) == day


MOMENTS = {
    "2021-01-05T00:00:00": "2021-01-04T15:00:00+00:00",
    "2021-01-05T09:30": "2021-01-05T00:30:00+00:00",
    "2021-01-05 09:30": "2021-01-05T00:30:00+00:00",
    "２０２１－０１－０５Ｔ０９：３０": "2021-01-05T00:30:00+00:00",
    "2021-01-05T09:30Z": "2021-01-05T09:30:00+00:00",
    "2021-01-05T09:30:00.5-05:00": "2021-01-05T14:30:00.500000+00:00",
    "2021-01-05": "2021-01-04T15:00:00+00:00",
    "R3.1.5": "2021-01-04T15:00:00+00:00",
    "T1.7.30": "1912-07-29T15:00:00+00:00",
    "令和3年1月5日": "2021-01-04T15:00:00+00:00",
}


@pytest.mark.parametrize(("text", "moment"), MOMENTS.items())
def test_a_time_without_an_offset_is_japans(text: str, moment: str) -> None:
    assert read_moment(text).astimezone(UTC).isoformat() == moment


@pytest.mark.parametrize("text", ["", "09:30", "2021-01-05T25:00", "2021-13-05", "T", "now"])
def test_what_names_no_time_is_refused_with_the_forms_there_are(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_moment(text)
    assert "2021-03-31" in (refusal.value.hint or "")


@pytest.mark.anyio
async def test_times_are_compared_as_japans(asking: Asking) -> None:
    """A whole day in Japan, written as one types it and as a program does."""
    text = "query ($from: DateTime!) { referralEvents(where: {at: {gte: $from}}) { totalCount } }"
    counts = [
        (await asking(text, {"from": typed}))["data"]["referralEvents"]["totalCount"]
        for typed in ("2021-01-05T00:00:00", "2021-01-04T15:00:00Z", "2021-01-05", "R3.1.5")
    ]
    assert len(set(counts)) == 1
    assert counts[0] > 0


@pytest.mark.parametrize(("last", "first", "day"), LAST_AND_FIRST)
def test_eras_follow_one_another_to_the_day(last: str, first: str, day: date) -> None:
    assert written_day(day.isoformat(), "FULL") == first
    assert written_day((day - timedelta(days=1)).isoformat(), "FULL") == last


@pytest.mark.parametrize("text", ["明治45年7月30日", "T1.7.30", "大正15年12月25日", "S1.12.25"])
def test_a_day_that_two_eras_share_is_read_by_either(text: str) -> None:
    assert read_day(text) in {date(1912, 7, 30), date(1926, 12, 25)}


@pytest.mark.parametrize(("text", "fact", "hint"), NEVER)
def test_a_day_that_was_never_called_so_is_refused_and_its_name_told(
    text: str, fact: str, hint: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        read_day(text)
    assert refusal.value.message == fact
    assert hint in (refusal.value.hint or "")


def test_every_day_since_the_solar_calendar_is_read_as_it_is_written() -> None:
    day = SOLAR
    while day < date(2030, 1, 1):
        for style in ("FULL", "SHORT"):
            written = written_day(day.isoformat(), style)
            assert written is not None
            assert read_day(written) == day
        day += timedelta(days=1)


def test_days_counted_by_the_moon_are_not_written() -> None:
    assert written_day("1873-01-01", "SHORT") == "M6.1.1"
    assert written_day("1872-12-31", "FULL") is None
    assert written_day("-0044-03-15", "FULL") is None


def test_a_time_falls_on_the_day_it_was_in_japan() -> None:
    assert written_moment("2019-04-30T14:59:59.123456789Z", "SHORT") == "H31.4.30"
    assert written_moment("2019-04-30T15:00Z", "FULL") == "令和元年5月1日"
    assert written_moment("2019-05-01T00:00+09:00", "FULL") == "令和元年5月1日"
    assert written_moment("9999-12-31T23:59Z", "FULL") is None


# Asked of the API

ONE = "{ residents(first: 1, where: {birthDate: {lt: %s}}) { nodes { birthDate } } }"


@pytest.mark.anyio
async def test_both_calendars_are_shown_in_one_statement(asking: Asking) -> None:
    answer = await asking(
        "{ residents(first: 3) { nodes { birthDate birthDateWareki short: birthDateWareki(style: SHORT)"
        " household { members(first: 1) { edges { since sinceWareki } } } } } }"
    )
    for node in answer["data"]["residents"]["nodes"]:
        assert read_day(node["birthDateWareki"]).isoformat() == node["birthDate"]
        assert read_day(node["short"]).isoformat() == node["birthDate"]
        assert node["short"] != node["birthDateWareki"]
    assert len(asking.runs) == 1


@pytest.mark.anyio
async def test_the_style_may_be_a_variable_and_decides_anew_for_each_request(
    asking: Asking,
) -> None:
    operation = (
        "query($s: WarekiStyle) { residents(first: 1) { nodes { w: birthDateWareki(style: $s) } } }"
    )
    written = [
        (await asking(operation, {"s": style}))["data"]["residents"]["nodes"][0]["w"]
        for style in ("FULL", "SHORT", None, "FULL")
    ]
    assert written[0] == written[2] == written[3] != written[1]


@pytest.mark.anyio
@pytest.mark.parametrize("typed", ["S30.1.1", "昭和３０年１月１日", "1955-01-01"])
async def test_a_date_may_be_typed_in_either_calendar_as_text_or_variable(
    asking: Asking, typed: str
) -> None:
    written = await asking(ONE % f'"{typed}"')
    sent = await asking(f"query($d: Date) {ONE % '$d'}", {"d": typed})
    same = await asking(ONE % '"1955-01-01"')
    assert written == sent == same
    assert same["data"]["residents"]["nodes"]


@pytest.mark.anyio
@pytest.mark.parametrize("value", ["S65.1.1", 5, "soon"])
async def test_what_is_no_date_is_told_with_the_next_step(asking: Asking, value: Any) -> None:
    for answer in (
        await asking(ONE % (f'"{value}"' if isinstance(value, str) else value)),
        await asking(f"query($d: Date) {ONE % '$d'}", {"d": value}),
    ):
        (error,) = answer["errors"]
        assert error["extensions"]["code"] == "BAD_INPUT"
        assert error["extensions"]["hint"].startswith("Write ")
        assert error["locations"]
    assert asking.runs == []


@pytest.mark.anyio
async def test_a_year_is_completed_on_the_birthday(asking: Asking) -> None:
    found = await asking("{ residents(first: 1) { nodes { id birthDate } } }")
    (one,) = found["data"]["residents"]["nodes"]
    born = date.fromisoformat(one["birthDate"])
    operation = """query($id: ID!, $d: Date) { resident(id: $id) { age(asOf: $d) } }"""
    birthday = date(born.year + 9, born.month, born.day)
    for day, age in [
        (birthday, 9),
        (birthday - timedelta(days=3), 8),
        (born, 0),
        (born - timedelta(days=1), None),
    ]:
        answer = await asking(operation, {"id": one["id"], "d": day.isoformat()})
        assert answer["data"]["resident"]["age"] == age
