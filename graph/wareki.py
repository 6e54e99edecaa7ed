"""Days in the Japanese calendar (和暦), read and written: 昭和10年3月3日, S10.3.3, 令和元年5月1日.

The solar calendar came on the first day of 明治6年, 1873-01-01; before it, days were counted by the
moon, so earlier ones are neither read nor written. A year beyond an era's end is refused, with the
day it may stand for: what was typed is never guessed at.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum

from graph.errors import BadInput

JAPAN = timezone(timedelta(hours=9))
SOLAR = date(1873, 1, 1)
_MONTH_AND_DAY = (
    r"(?:年(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"|(?P<mark>[./-])(?P<month_>\d{1,2})(?P=mark)(?P<day_>\d{1,2}))"
)
PLAIN = re.compile(rf"(?P<year>\d{{4}}){_MONTH_AND_DAY}")
FORMS = "Write 2021-03-31, R3.3.31 or 令和3年3月31日."
TIMED = re.compile(r"\d[T\s]+\d", re.IGNORECASE)
MOMENTS = "Write 2021-03-31T09:00+09:00, or 2021-03-31T09:00 for a time in Japan."
TYPED = re.compile(
    r"(?P<era>明治|大正|昭和|平成|令和|[明大昭平令MTSHR])(?P<year>元|\d{1,3})" + _MONTH_AND_DAY,
    re.IGNORECASE,
)


class Style(StrEnum):
    """How a day is written: 昭和10年3月3日, or S10.3.3."""

    FULL = "FULL"
    SHORT = "SHORT"


@dataclass(frozen=True)
class Era:
    """An era: the day it began, and the last that was called by it, null in its own time.

    Two eras share the day on which one followed the other in 1912 and in 1926.
    """

    name: str
    letter: str
    first: date
    last: date | None

    @property
    def before(self) -> int:
        """The year before its first."""
        return self.first.year - 1


MEIJI = Era("明治", "M", date(1868, 1, 25), date(1912, 7, 30))
TAISHO = Era("大正", "T", date(1912, 7, 30), date(1926, 12, 25))
SHOWA = Era("昭和", "S", date(1926, 12, 25), date(1989, 1, 7))
HEISEI = Era("平成", "H", date(1989, 1, 8), date(2019, 4, 30))
REIWA = Era("令和", "R", date(2019, 5, 1), None)
ERAS = (REIWA, HEISEI, SHOWA, TAISHO, MEIJI)
"""The latest first: a day that two share is written by the later."""

_BEGINNINGS = tuple((max(era.first, SOLAR).isoformat(), era) for era in ERAS)
_CALLED = {name: era for era in ERAS for name in (era.name, era.name[0], era.letter)}


def read_day(text: str) -> date:
    """The day a date of either calendar names: 2019-05-01, 2019/5/1, 2019年5月1日, R1.5.1; full-width or not.

    `BadInput` for anything else, and for days that never were or were not called so.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    typed = TYPED.fullmatch(plain)
    if typed is not None:
        return _in_era(_CALLED[typed["era"].upper()], typed)
    written = PLAIN.fullmatch(plain)
    if written is not None:
        return _in_year(int(written["year"]), written)
    try:
        return date.fromisoformat(plain)
    except ValueError:
        raise BadInput("This is not a date.", hint=FORMS) from None


def read_moment(text: str) -> datetime:
    """The time an ISO text names; in Japan where it has no offset, midnight there for a day alone.

    `BadInput` for anything else.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if not TIMED.search(plain):
        return datetime.combine(read_day(plain), time(), JAPAN)
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        raise BadInput("This is not a time.", hint=MOMENTS) from None
    return found if found.tzinfo else found.replace(tzinfo=JAPAN)


def written_day(iso: str, style: str) -> str | None:
    """An ISO date in the Japanese calendar, or nothing for a day before 1873."""
    for first, era in _BEGINNINGS:
        if iso >= first:
            year, month, day = int(iso[:4]) - era.before, int(iso[5:7]), int(iso[8:10])
            if style == Style.SHORT:
                return f"{era.letter}{year}.{month}.{day}"
            return f"{era.name}{'元' if year == 1 else year}年{month}月{day}日"
    return None


def written_moment(iso: str, style: str) -> str | None:
    """The day it was in Japan at an ISO time, in the Japanese calendar; nothing past year 9999."""
    try:
        there = datetime.fromisoformat(iso).astimezone(JAPAN)
    except (ValueError, OverflowError):
        return None
    return written_day(there.date().isoformat(), style)


def _in_year(year: int, typed: re.Match[str]) -> date:
    month, day = typed["month"] or typed["month_"], typed["day"] or typed["day_"]
    try:
        return date(year, int(month), int(day))
    except ValueError:
        raise BadInput("There is no such day.", hint=FORMS) from None


def _in_era(era: Era, typed: re.Match[str]) -> date:
    year = 1 if typed["year"] == "元" else int(typed["year"])
    found = _in_year(era.before + year if year else 0, typed)
    if found < SOLAR and era is MEIJI:
        raise BadInput(
            "Before 明治6年 (1873) days were counted by the moon.", hint="Write the ISO date."
        )
    if found < era.first or (era.last is not None and found > era.last):
        raise BadInput(
            f"{era.name} {_lasted(era)}.",
            hint=f"Write {written_day(found.isoformat(), Style.FULL)} if that is the day.",
        )
    return found


def _lasted(era: Era) -> str:
    began = f"began on {era.first.isoformat()}"
    return began if era.last is None else f"{began} and ended on {era.last.isoformat()}"
