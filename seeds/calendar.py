"""The demo city's calendar: its today, its census day, and days as plain numbers."""

from datetime import UTC, date, datetime

TODAY = date(2021, 7, 31)
"""The city's today: the source's figures are of March, June and July of R3 (2021)."""
CENSUS = date(2021, 6, 30)
"""The day on which the source counted residents and households."""
YEAR_END = date(2021, 3, 31)
"""The day on which the source counted volunteers and cafés."""
WINDOW_OPENED = date(2017, 7, 1)
"""The one-stop window's first day: 318 consultations at 35 a month fill nine months of FY2017."""


def fiscal_year(day: date) -> int:
    """The year in which the fiscal year of `day` begins; it begins in April."""
    return day.year if day.month >= 4 else day.year - 1


def age(born: int, day: int) -> int:
    """Full years from one ordinal day to another."""
    first, then = date.fromordinal(born), date.fromordinal(day)
    return then.year - first.year - ((then.month, then.day) < (first.month, first.day))


def at(day: date, hour: int = 1) -> datetime:
    """A moment of that day in UTC; 01:00 is ten in the morning in Japan."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def plus(day: date, days: int) -> date:
    """`days` later, but never after today."""
    return date.fromordinal(min(day.toordinal() + days, TODAY.toordinal()))
