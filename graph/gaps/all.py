"""Every gap rule, in the order of the choice that names them."""

from graph.errors import ModelFault
from graph.gaps import family, needs, neighbourhood, services, support, work
from graph.gaps.rule import Rule
from graph.kinds.gaps import GAP_RULE_CODE

_BY_CODE = {
    rule.code: rule
    for module in (needs, work, services, support, neighbourhood, family)
    for rule in module.RULES
}


def _every() -> tuple[Rule, ...]:
    codes = [value.name for value in GAP_RULE_CODE.values]
    if set(codes) != set(_BY_CODE):
        raise ModelFault(
            f"GapRuleCode and the rules differ in {sorted(set(codes) ^ set(_BY_CODE))}.",
            hint="Give each code a rule, and each rule a code.",
        )
    return tuple(_BY_CODE[code] for code in codes)


RULES = _every()
