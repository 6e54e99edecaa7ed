"""How much each factor counts: defaults, and what a caller may say instead."""

from dataclasses import fields
from math import isfinite

from graph.errors import BadInput
from graph.records import record, told


@record("How much each factor counts in the weighted mean.", "重み")
class ReferralWeights:
    need_coverage: float = told("For the share of needs it handles.", "課題対応率の重み")
    capacity: float = told("For room.", "受入余力の重み")
    acceptance: float = told("For taking what it is asked to.", "受理率の重み")
    timeliness: float = told("For answering soon.", "回答の早さの重み")
    outcome: float = told("For help that was received.", "支援到達率の重み")
    rapport: float = told("For having worked with those active here.", "連携実績の重み")
    acquaintance: float = told("For being known to the asker.", "顔の見える関係の重み")
    reach: float = told("For being near.", "近さの重み")
    load: float = told("For few open cases.", "負荷の重み")


DEFAULT_WEIGHTS = ReferralWeights(
    need_coverage=3.0,
    capacity=2.0,
    acceptance=1.0,
    timeliness=1.0,
    outcome=2.0,
    rapport=1.0,
    acquaintance=1.0,
    reach=1.0,
    load=1.0,
)
"""Our own defaults: what is needed and whether there is room before everything else."""


def demand_weights(weights: ReferralWeights) -> None:
    """Refuse weights that weigh nothing, or less."""
    named = {each.name: getattr(weights, each.name) for each in fields(weights)}
    for name, value in named.items():
        if not isfinite(value) or value < 0:
            raise BadInput(
                f"The weight {_camel(name)} is {value}.", hint="Give 0 or more; 0 leaves it out."
            )
    if not any(named.values()):
        raise BadInput("Every weight is 0.", hint="Give one factor or more a weight above 0.")


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(each.capitalize() for each in others)
