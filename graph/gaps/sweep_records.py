"""The record of a sweep, kept and forgotten; the twin of the two `.cypher` files it names."""

from graph.question import NoParameters, Question, beside

SWEEP_KEY_IS_UNIQUE = Question(beside(__file__, "sweep_key_is_unique"), NoParameters, NoParameters)
FORGET_SWEEP = Question(beside(__file__, "forget_sweep"), NoParameters, NoParameters)
