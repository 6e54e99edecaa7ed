"""Figures of the one-stop window and of trainings; the twin of `work_figures.cypher`."""

from dataclasses import dataclass
from datetime import date

from graph.question import Question, beside


@dataclass(frozen=True)
class WorkParameters:
    code: str
    window_opened: date


@dataclass(frozen=True)
class WorkFigures:
    departments: int
    branches: int
    year_before: int
    fy2017: int
    fy2018: int
    fy2019: int
    fy2020: int
    fy2020_new: int
    per_month_before: int
    per_month_2017: int
    per_month_2020: int
    growth: int
    open_lecture: int
    refuse_month: str
    eighty_fifty_month: str
    housing_month: str


WORK_FIGURES = Question(beside(__file__, "work_figures"), WorkParameters, WorkFigures)
