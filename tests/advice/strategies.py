"""Random facts, conditions, guidelines and workouts, for the laws that must hold whatever the content."""

from __future__ import annotations

import math

from hypothesis import strategies as st

from advice.conditions import OPERATORS, Condition
from advice.engine import STANCES, Guideline, SourceRef
from advice.facts import FACTS, Interval
from workouts.vocabulary import ACTIVITIES, EFFORTS, IMPLEMENTS, slugs
from workouts.workout import Effort, Load, Range, Repeat, Step, Workout

# Few numbers, so that facts and thresholds meet.
NUMBERS = st.sampled_from([0.0, 1.0, 2.0, 5.0, 12.0, 60.0, 70.0, 100.0, 150.0, 8000.0])
FREE_WORDS = ("lunges", "squats", "A-skips")
# Few facts, of every kind and scope, so that random guidelines often apply and often hang on the same fact.
ASKED = (
    "activity",
    "rep_distance_m",
    "effort",
    "load_class",
    "load_percent_body_mass",
    "loaded_duration_s",
    "uphill",
    "goal",
    "weeks_to_race",
    "strength_base",
    "injuries",
    "body_mass_kg",
    "hard_yesterday",
)


def choices_of(fact):
    return fact.slugs or FREE_WORDS


def words_of(fact):
    return st.sampled_from(choices_of(fact))


@st.composite
def intervals(draw):
    lo, hi = sorted((draw(NUMBERS), draw(NUMBERS)))
    return Interval(lo, draw(st.sampled_from([hi, hi, math.inf])))


def fact_values(fact, *, exact=False):
    """Values that ``fact`` may be worth; one number and one choice alone where ``exact``."""
    match fact.kind:
        case "number":
            return NUMBERS.map(Interval.exactly) if exact else intervals()
        case "flag":
            return st.booleans()
        case "many":
            return st.frozensets(words_of(fact))
        case _:
            return (
                words_of(fact).map(lambda slug: frozenset({slug}))
                if exact
                else st.frozensets(words_of(fact), min_size=1)
            )


@st.composite
def conditions(draw, keys=ASKED):
    fact = FACTS[draw(st.sampled_from(keys))]
    operator = draw(st.sampled_from(OPERATORS[fact.kind])).slug
    if fact.kind == "number":
        value = draw(NUMBERS)
    elif fact.kind == "flag":
        value = draw(st.booleans())
    elif operator.endswith("_of"):
        value = tuple(draw(st.lists(words_of(fact), min_size=1, max_size=3, unique=True)))
    else:
        value = draw(words_of(fact))
    return Condition(fact.key, operator, value)


def stances_of(guideline_kind):
    return st.sampled_from(slugs(STANCES)) if guideline_kind is None else st.just(guideline_kind)


@st.composite
def guidelines(draw, code=None, stance=None, exception=None, keys=ASKED):
    taken = draw(stances_of(stance))
    may_be = taken in ("supports", "conditional")
    return Guideline(
        code=code or draw(st.text("abc", min_size=1, max_size=6)),
        source=SourceRef(draw(st.sampled_from(["ada", "bo", "cy"])), "A coach"),
        stance=taken,
        exception=may_be and (draw(st.booleans()) if exception is None else exception),
        when=tuple(draw(st.lists(conditions(keys), min_size=1, max_size=3))),
        unless=tuple(draw(st.lists(conditions(keys), max_size=2))),
    )


def panels(max_size=5, keys=ASKED):
    return st.lists(guidelines(keys=keys), max_size=max_size, unique_by=lambda guideline: guideline.code)


@st.composite
def athlete_facts(draw, *, complete=False, keys=ASKED):
    """Facts of athlete and week; all of them, each known exactly, where ``complete``."""
    facts = {}
    for fact in map(FACTS.__getitem__, keys):
        if fact.scope != "step" and (complete or draw(st.booleans())):
            facts[fact.key] = draw(fact_values(fact, exact=complete))
    return facts


@st.composite
def ranges(draw):
    lo, hi = sorted((draw(NUMBERS), draw(NUMBERS)))
    return Range(lo, hi)


def efforts():
    order = slugs(EFFORTS)
    return st.tuples(st.sampled_from(order), st.sampled_from(order)).map(
        lambda ends: Effort(*sorted(ends, key=order.index))
    )


def loads():
    return st.builds(Load, st.sampled_from(sorted(IMPLEMENTS)), st.none() | ranges(), st.none() | ranges())


def steps(load=None):
    return st.builds(
        Step,
        activity=st.sampled_from(slugs(ACTIVITIES)),
        reps=st.sampled_from([Range(1, 1), Range(6, 8)]),
        distance_m=st.none() | ranges(),
        duration_s=st.none() | ranges(),
        effort=st.none() | efforts(),
        uphill=st.booleans(),
        in_place=st.booleans(),
        grade_percent=st.none() | ranges(),
        exercise=st.none() | st.sampled_from(FREE_WORDS),
        load=st.none() | loads() if load is None else load,
    )


def workouts():
    repeats = st.builds(Repeat, st.sampled_from([Range(2, 3)]), st.lists(steps(), min_size=1, max_size=2).map(tuple))
    return st.lists(steps() | repeats, max_size=3).map(tuple).map(Workout)
