"""What everybody's tables are cut by: the day they are as of, and the smallest group they show."""

from dataclasses import dataclass
from datetime import date, timedelta

from graph.errors import BadInput
from graph.statistics.tables import YEARS

LARGE, NOT_TINY = 25_000, 2_000
GROUP, GROUP_OF_SMALL = 10, 20
APRIL = 4
FIRST = date(1868, 1, 25)
"""The first day that is cut at: the first of the eras that days are written in (明治元年)."""


@dataclass(frozen=True)
class Cut:
    """The last day of a complete month, and the fiscal years that were complete by it."""

    day: date

    @classmethod
    def before(cls, day: date) -> "Cut":
        """The last complete month before a day: the month of the day itself never is."""
        return cls(day.replace(day=1) - timedelta(days=1))

    @classmethod
    def published(cls, day: date, today: date) -> "Cut":
        """That before a day, and before today where the day is yet to come."""
        return cls.before(min(day, today))

    @classmethod
    def asked(cls, as_of: date | None, today: date) -> "Cut":
        """That before the day asked for, today unless one is.

        Raises BadInput for a day to come, and for one before the first.
        """
        if as_of and as_of < FIRST:
            raise BadInput(
                f"{as_of.isoformat()} is before anything that is counted.",
                hint=f"Name a day from {FIRST.isoformat()} on, or leave `asOf` out.",
            )
        if as_of and as_of > today:
            raise BadInput(
                f"{as_of.isoformat()} is yet to come.",
                hint="Leave `asOf` out for the last complete month.",
            )
        return cls.before(as_of or today)

    @property
    def year(self) -> int:
        """The last complete fiscal year, by the year it began in."""
        after = self.day + timedelta(days=1)
        return after.year - (1 if after.month >= APRIL else 2)

    @property
    def year_from(self) -> date:
        """The first day of that year."""
        return date(self.year, APRIL, 1)

    @property
    def years_from(self) -> date:
        """The first day of the first of the years shown."""
        return date(self.year - YEARS + 1, APRIL, 1)

    @property
    def years(self) -> list[int]:
        """The years shown, in their order."""
        return list(range(self.year - YEARS + 1, self.year + 1))

    @property
    def months(self) -> list[str]:
        """The months of the last complete year, as `2020-04`."""
        year = self.year
        return [
            f"{year + (month < APRIL)}-{month:02d}"
            for month in (*range(APRIL, 13), *range(1, APRIL))
        ]


def smallest_group(population: int | None) -> int | None:
    """How many households a cell must be of to be shown; None where nothing is.

    Nothing is shown where fewer than 2,000 people live, or nobody knows how many do; ours are 10, and
    20 where fewer than 25,000 do.
    """
    if population is None or population < NOT_TINY:
        return None
    return GROUP if population >= LARGE else GROUP_OF_SMALL
