"""The source's two sample households; the twin of `example_figures.cypher`."""

from dataclasses import dataclass

from graph.question import Question, beside


@dataclass(frozen=True)
class ExampleParameters:
    code: str


@dataclass(frozen=True)
class ExampleFigures:
    taro_address: str
    taro_postal_code: str
    taro_tax_class: str
    taro_members: list[str]
    taro_protected: list[str]
    ichiro_members: list[str]
    received_by_member: list[list[str]]
    proposals: list[str]


EXAMPLE_FIGURES = Question(beside(__file__, "example_figures"), ExampleParameters, ExampleFigures)
