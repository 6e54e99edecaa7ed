"""The tables over the small city: equal to a naive count, cut by month, and proof against attacks."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from graph.questions.counted_cells import COUNTED_CELLS, TableOnADay
from graph.statistics.cut import Cut, smallest_group
from graph.statistics.judged import statistics_of
from graph.statistics.tables import COUNTS, TABLE
from tests.answering.asking import CITY_DAY, Asking
from tests.answering.oracle import Oracle
from tests.statistics.attack import reach
from tests.statistics.naive import Tallying
