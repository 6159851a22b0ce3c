"""A guideline's own tests: a session, an athlete, and whether the guideline should apply to them.

An example is written like a session on the board. What is not said of the athlete is as in :data:`TYPICAL_ATHLETE`;
``"unknown"`` takes a fact away. A guideline applies to a session if it applies to any of its steps.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from advice.conditions import Condition, Truth, sentence
from advice.engine import Guideline
from advice.facts import FACTS, NO_RACE, Fact, FactValue, Interval, facts_from
from advice.rewriting import Read
from advice.saying import Said, in_a_row
from advice.step_facts import step_facts
from workouts.vocabulary import Word, gettext_noop
from workouts.workout import Range, Step, Workout

_ = gettext_noop

EXPECTATIONS: Final = (
    Word("applies", _("applies")),
    Word("does_not", _("does not apply")),
    Word("undecided", _("undecided")),
)

UNKNOWN: Final = "unknown"
NO_RACE_AHEAD: Final = "none"

# The athlete of a session of whose athlete nothing is said, in plain values (see ``Fact.value``).
TYPICAL_ATHLETE: Final[dict[str, Any]] = {
    "goal": "road_race",
    "level": "recreational",
    "weeks_to_race": math.inf,
    "strength_base": "own_weight",
    "injuries": [],
    "past_bone_stress_injury": False,
    "no_added_load": False,
    "age_group": "adult",
    "body_mass_kg": 70.0,
    "loaded_runs_last_14_days": 0.0,
    "heavy_legs_days": 0.0,
    "hard_yesterday": False,
    "hill_sessions_in_week": 0.0,
}


@dataclass(frozen=True)
class Example:
    """A session in a coach's shorthand and what should come of it.

    ``athlete`` holds plain facts of athlete and week that differ from the typical athlete's; ``expected`` is a slug of
    ``EXPECTATIONS``. Raises ``ValueError`` with a sentence that says what to mend.
    """

    text: str
    expected: str
    athlete: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.expected not in (known := [word.slug for word in EXPECTATIONS]):
            raise ValueError(f"An example expects {', '.join(known)}, not {self.expected!r}.")
        if not self.text.strip():
            raise ValueError("An example needs a session, for example: 8 km easy with a 5 kg vest.")
        facts_of_athlete(self.athlete)


class Outcome(NamedTuple):
    """What came of an example: ``found`` is a slug of ``EXPECTATIONS``, ``because`` a sentence that says what decided.

    ``decided_by`` are the conditions that decided: those that do not hold or, where it is undecided, those that are
    unknown. None where it applies.
    """

    example: Example
    found: str
    decided_by: tuple[Condition, ...]
    because: Said
    unread: tuple[str, ...]

    @property
    def passes(self) -> bool:
        """Whether it is what was expected, of a session that could be read."""
        return self.found == self.example.expected and self.found != _UNREADABLE


_UNREADABLE: Final = "unreadable"


def facts_of_athlete(plain: Mapping[str, Any]) -> dict[str, FactValue]:
    """The facts of the typical athlete but for those in ``plain``.

    A value is as ``Fact.value`` takes it, or "unknown", or "none" for the weeks to a race. Raises ``ValueError`` for a
    fact that does not exist or belongs to the session, and for a value it cannot have.
    """
    for key in plain:
        if key not in FACTS or FACTS[key].scope == "step":
            known = ", ".join(fact.key for fact in FACTS.values() if fact.scope != "step")
            raise ValueError(f"{key!r} is no fact of an athlete or a week; use {known}.")
    told = {key: value for key, value in (TYPICAL_ATHLETE | dict(plain)).items() if value != UNKNOWN}
    endless = {key for key, value in told.items() if value == NO_RACE_AHEAD and "endless" in FACTS[key].phrases}
    return facts_from({key: value for key, value in told.items() if key not in endless}) | dict.fromkeys(
        endless, NO_RACE
    )


def try_out(guideline: Guideline, example: Example, read: Read) -> Outcome:
    """Put the example to the guideline, its session read by ``read``."""
    reading = read(example.text)
    steps = list(reading.workout.flat())
    if not steps:
        told = Said(_("No step could be read in this session, so nothing can apply to it. Write it another way."))
        return Outcome(example, _UNREADABLE, (), told, reading.unread_words)
    athlete = facts_of_athlete(example.athlete)
    judged = [_judged(guideline, athlete | _facts_of(step, rounds, reading.workout, athlete)) for step, rounds in steps]
    # The step that comes nearest to what the guideline is about tells best why; of equals, one with a load.
    truth, decided_by, facts = min(judged, key=_distance)
    return Outcome(
        example, _FOUND[truth], decided_by, _because(guideline, truth, decided_by, facts), reading.unread_words
    )


_NEAREST: Final[tuple[Truth, ...]] = (True, None, False)
_FOUND: Final[dict[Truth, str]] = {True: "applies", None: "undecided", False: "does_not"}

_Judged = tuple[Truth, tuple[Condition, ...], Mapping[str, FactValue]]


def _distance(judged: _Judged) -> tuple[int, int, bool]:
    truth, decided_by, facts = judged
    return _NEAREST.index(truth), len(decided_by), facts.get("load_class") == frozenset({"none"})


def _facts_of(step: Step, rounds: Range, workout: Workout, athlete: Mapping[str, FactValue]) -> dict[str, FactValue]:
    mass = athlete.get("body_mass_kg")
    return step_facts(step, workout, mass if isinstance(mass, Interval) else None, rounds=rounds)


def _judged(guideline: Guideline, facts: Mapping[str, FactValue]) -> _Judged:
    """Whether it applies, and the conditions that decide if it does not or if it stays open."""
    truth = guideline.applies(facts)
    if truth is True:
        return truth, (), facts
    wanted = [(condition, condition.check(facts)) for condition in guideline.when]
    if decided_by := tuple(condition for condition, holds in wanted if holds is truth):
        return truth, decided_by, facts
    kept_out = [(condition, condition.check(facts)) for condition in guideline.unless]
    return truth, tuple(condition for condition, holds in kept_out if holds is not (truth is None)), facts


def _because(
    guideline: Guideline, truth: Truth, decided_by: tuple[Condition, ...], facts: Mapping[str, FactValue]
) -> Said:
    if truth is True:
        return Said(_("It applies: all that it asks for holds."))
    told = in_a_row([_with_value(condition, facts) for condition in decided_by], "and")
    if truth is None:
        return Said(_("It stays undecided, because this is not known for sure: %(conditions)s."), conditions=told)
    if set(decided_by) <= set(guideline.unless) and not set(decided_by) & set(guideline.when):
        return Said(_("It does not apply, because this keeps it from applying: %(conditions)s."), conditions=told)
    return Said(_("It does not apply, because this does not hold: %(conditions)s."), conditions=told)


def _with_value(condition: Condition, facts: Mapping[str, FactValue]) -> Said:
    """The condition with what is known of its fact: "the effort is all-out (here: easy)"."""
    value = worded(FACTS[condition.fact], facts.get(condition.fact))
    return Said(_("%(condition)s (here: %(value)s)"), condition=sentence(condition), value=value)


def worded(fact: Fact, value: FactValue) -> Said:
    """The value of a fact in words: "60 m", "90 m to 540 m", "easy or steady", "yes", "not known"."""
    match value:
        case None:
            return Said(_("not known"))
        case bool():
            return Said(_("yes")) if value else Said(_("no"))
        case Interval():
            return _span(fact, value)
        case _ if not value:
            return Said(_("none"))
        case _ if fact.slugs and fact.kind != "many" and len(value) == len(fact.slugs):
            return Said(_("not known"))
        case _:
            order = fact.slugs.index if fact.slugs else str
            row = in_a_row(
                [fact.label_of(slug) for slug in sorted(value, key=order)], "or" if fact.kind != "many" else "and"
            )
            return Said("%(row)s", row=row)


def _span(fact: Fact, value: Interval) -> Said:
    if value.lo == math.inf:
        return Said(fact.phrases.get("endless", _("none")))
    if value.lo == value.hi:
        return fact.amount(round(value.lo, 1))
    if value.hi == math.inf:
        return Said(_("%(lo)s or more"), lo=fact.amount(round(value.lo, 1)))
    return Said(_("%(lo)s to %(hi)s"), lo=fact.amount(round(value.lo, 1)), hi=fact.amount(round(value.hi, 1)))
