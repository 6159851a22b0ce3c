"""Everything a guideline can ask about, each fact declared once: see :class:`Fact` and :data:`FACTS`.

The declaration gives the key, the label, the kind, the unit, the choices, the scope and the question that would settle
the fact. Validation, the admin editor, the engine and the readable sentence are all derived from it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from advice.fact import Fact, Facts, FactValue, Interval
from workouts import vocabulary
from workouts.vocabulary import Word, gettext_noop

__all__ = ["FACTS", "NO_RACE", "Fact", "FactValue", "Facts", "Interval", "facts_from"]

_ = gettext_noop

NO_RACE: Final = Interval(math.inf, math.inf)
"""Weeks to the next race where there is none ahead."""

_IMPLEMENT_WORDS: Final = (
    Word("none", _("none")),
    *(Word(thing.slug, thing.label) for thing in vocabulary.IMPLEMENTS.values()),
)
_NO_LOAD: Final = {"absent": _("there is no load"), "present": _("there is a load")}
_LONGER: Final = {
    "at_most": _("a repetition is %(value)s or shorter"),
    "less_than": _("a repetition is shorter than %(value)s"),
    "at_least": _("a repetition is %(value)s or longer"),
    "more_than": _("a repetition is longer than %(value)s"),
}

_STEP_FACTS: Final = (
    Fact(
        "activity",
        _("Activity"),
        "choice",
        "step",
        _("the activity"),
        _("What is done?"),
        choices=vocabulary.ACTIVITIES,
    ),
    Fact(
        "rep_distance_m",
        _("Length of a repetition"),
        "number",
        "step",
        _("a repetition"),
        _("How far is one repetition?"),
        unit=_("m"),
        phrases=_LONGER,
    ),
    Fact(
        "rep_duration_s",
        _("Time of a repetition"),
        "number",
        "step",
        _("a repetition"),
        _("How long does one repetition take?"),
        unit=_("s"),
        phrases=_LONGER,
    ),
    Fact("reps", _("Repetitions"), "number", "step", _("the number of repetitions"), _("How many repetitions?")),
    Fact(
        "effort",
        _("Effort"),
        "ordered",
        "step",
        _("the effort"),
        _("How hard is it?"),
        choices=vocabulary.EFFORTS,
    ),
    Fact("grade_percent", _("Slope"), "number", "step", _("the slope"), _("How steep is the slope?"), unit=_("%")),
    Fact(
        "uphill",
        _("Uphill"),
        "flag",
        "step",
        _("the step"),
        _("Is it uphill?"),
        phrases={"true": _("it goes uphill"), "false": _("it does not go uphill")},
    ),
    Fact(
        "in_place",
        _("On the spot"),
        "flag",
        "step",
        _("the step"),
        _("Is it done on the spot?"),
        phrases={"true": _("it is done on the spot"), "false": _("it is not done on the spot")},
    ),
    Fact(
        "implement",
        _("What adds the load"),
        "choice",
        "step",
        _("what adds the load"),
        _("What adds the load?"),
        choices=_IMPLEMENT_WORDS,
        phrases=_NO_LOAD
        | {"is_any_of": _("the load comes from %(value)s"), "is_none_of": _("the load does not come from %(value)s")},
    ),
    Fact(
        "load_class",
        _("Kind of load"),
        "choice",
        "step",
        _("the load"),
        _("Is the load carried, towed or elastic?"),
        choices=vocabulary.LOAD_CLASSES,
        phrases=_NO_LOAD,
    ),
    Fact(
        "load_site",
        _("Where the load sits"),
        "choice",
        "step",
        _("the place of the load"),
        _("Where does the load sit?"),
        choices=vocabulary.LOAD_SITES,
        phrases=_NO_LOAD
        | {"is_any_of": _("the load sits on %(value)s"), "is_none_of": _("the load does not sit on %(value)s")},
    ),
    Fact("load_kg", _("Load"), "number", "step", _("the load"), _("How heavy is the load?"), unit=_("kg")),
    Fact(
        "load_percent_body_mass",
        _("Load as a share of body mass"),
        "number",
        "step",
        _("the load"),
        _("How heavy is the load?"),
        # No template: xgettext:no-python-format
        unit=_("% of body mass"),
    ),
    Fact(
        "loaded_distance_m",
        _("Distance with a load, whole session"),
        "number",
        "step",
        _("the distance with a load in the whole session"),
        _("How far does the whole session go with a load?"),
        unit=_("m"),
    ),
    Fact(
        "loaded_duration_s",
        _("Time with a load, whole session"),
        "number",
        "step",
        _("the time with a load in the whole session"),
        _("How long does the whole session last with a load?"),
        unit=_("s"),
    ),
    Fact("exercise", _("Exercise"), "choice", "step", _("the exercise"), _("Which exercise is it?")),
)

_ATHLETE_FACTS: Final = (
    Fact(
        "goal",
        _("Goal"),
        "choice",
        "athlete",
        _("the athlete's goal"),
        _("What does the athlete train for?"),
        choices=vocabulary.GOALS,
    ),
    Fact(
        "level",
        _("Level"),
        "choice",
        "athlete",
        _("the athlete"),
        _("Is the athlete recreational or competitive?"),
        choices=vocabulary.LEVELS,
    ),
    Fact(
        "weeks_to_race",
        _("Weeks to the next race"),
        "number",
        "athlete",
        _("the race"),
        _("When is the athlete's next race?"),
        unit=_("weeks"),
        phrases={
            "at_most": _("a race is %(value)s away or less"),
            "less_than": _("a race is less than %(value)s away"),
            "at_least": _("no race is less than %(value)s away"),
            "more_than": _("no race is due within %(value)s"),
            "endless": _("no race"),
        },
    ),
    Fact(
        "race_pack_kg",
        _("Pack carried in the race"),
        "number",
        "athlete",
        _("the pack carried in the race"),
        _("How heavy is the pack the athlete will race with?"),
        unit=_("kg"),
    ),
    Fact(
        "strength_base",
        _("Strength base"),
        "ordered",
        "athlete",
        _("the athlete's strength base"),
        _("What strength work is the athlete used to?"),
        choices=vocabulary.STRENGTH_BASES,
    ),
    Fact(
        "injuries",
        _("Current injuries"),
        "many",
        "athlete",
        _("the athlete's injuries"),
        _("Is anything injured at present?"),
        choices=vocabulary.INJURIES,
    ),
    Fact(
        "past_bone_stress_injury",
        _("Past bone stress injury"),
        "flag",
        "athlete",
        _("the athlete"),
        _("Has the athlete ever had a bone stress injury?"),
        phrases={
            "true": _("the athlete has had a bone stress injury"),
            "false": _("the athlete has never had a bone stress injury"),
        },
    ),
    Fact(
        "no_added_load",
        _("No added load"),
        "flag",
        "athlete",
        _("the athlete"),
        _("Has the athlete asked for no added load?"),
        phrases={
            "true": _("the athlete is to have no added load"),
            "false": _("nothing keeps the athlete from an added load"),
        },
    ),
    Fact(
        "age_group",
        _("Age group"),
        "choice",
        "athlete",
        _("the athlete's age group"),
        _("Which age group is the athlete in?"),
        choices=vocabulary.AGE_GROUPS,
    ),
    Fact(
        "body_mass_kg",
        _("Body mass"),
        "number",
        "athlete",
        _("the athlete's body mass"),
        _("What does the athlete weigh?"),
        unit=_("kg"),
    ),
)

_WEEK_FACTS: Final = (
    Fact(
        "loaded_runs_last_14_days",
        _("Loaded runs in the last 14 days"),
        "number",
        "week",
        _("the number of loaded runs in the last 14 days"),
        _("How many loaded runs were there in the last 14 days?"),
    ),
    Fact(
        "heavy_legs_days",
        _("Days of heavy legs in a row"),
        "number",
        "week",
        _("the legs"),
        _("For how many days in a row have the legs felt heavy?"),
        unit=_("days"),
        phrases={
            "at_most": _("the legs have felt heavy for at most %(value)s in a row"),
            "less_than": _("the legs have felt heavy for less than %(value)s in a row"),
            "at_least": _("the legs have felt heavy for %(value)s in a row or more"),
            "more_than": _("the legs have felt heavy for more than %(value)s in a row"),
        },
    ),
    Fact(
        "hard_yesterday",
        _("Hard session the day before"),
        "flag",
        "week",
        _("the day before"),
        _("Was the day before a hard one?"),
        phrases={"true": _("the day before was a hard one"), "false": _("the day before was not a hard one")},
    ),
    Fact(
        "hill_sessions_in_week",
        _("Hill sessions in the week"),
        "number",
        "week",
        _("the number of hill sessions in the week"),
        _("How many hill sessions are in the week?"),
    ),
    Fact(
        "longest_run_30_days_km",
        _("Longest run in 30 days"),
        "number",
        "week",
        _("the longest run in 30 days"),
        _("How far was the longest run in the last 30 days?"),
        unit=_("km"),
    ),
    Fact(
        "block",
        _("Phase of the season"),
        "choice",
        "week",
        _("the phase of the season"),
        _("Which phase of the season is it?"),
        choices=vocabulary.BLOCKS,
    ),
)

FACTS: Final[dict[str, Fact]] = {fact.key: fact for fact in (*_STEP_FACTS, *_ATHLETE_FACTS, *_WEEK_FACTS)}


def facts_from(plain: Mapping[str, Any]) -> dict[str, FactValue]:
    """Facts from plain values (see :meth:`Fact.value`); what is ``None`` is left out as unknown.

    Raises ``ValueError`` for a key that is no fact and for a value that the fact cannot have.
    """
    found: dict[str, FactValue] = {}
    for key, value in plain.items():
        if key not in FACTS:
            raise ValueError(f"There is no fact called {key!r}; the facts are {', '.join(FACTS)}.")
        if (known := FACTS[key].value(value)) is not None:
            found[key] = known
    return found
