"""A small catalogue, one objection and shorthands, to put sessions to what is offered in their place."""

from __future__ import annotations

from advice.conditions import Condition
from advice.engine import Guideline, GuidelineSet, SourceRef
from advice.history import Entry, History
from advice.replacements import Dose, Drill, options, suggest
from tests.advice.panel import athlete, drills, guidelines
from workouts.reading import read
from workouts.vocabulary import EQUIPMENT, TERRAIN, slugs

EVERYTHING = frozenset(slugs(EQUIPMENT))
EVERYWHERE = frozenset(slugs(TERRAIN))
SPRINTER = {"level": "competitive", "goal": "short_sprint"}
ULTRA = {"level": "competitive", "goal": "ultra_trail"}
ANKLES = "8 km easy with 1 kg ankle weights on each leg"
VEST = "8 km easy with a 5 kg vest"

NO_LOADED_RUN = Guideline(
    "ada-no-load",
    SourceRef("ada", "Ada Example"),
    "against",
    when=(Condition("activity", "is_any_of", ("run",)), Condition("load_class", "is_any_of", ("carried",))),
    replacements=("squats",),
)


def drill(code, form="{sets} x {reps} squats", **rest):
    usual = {
        "name": code.title(),
        "category": "bodyweight_strength",
        "purposes": ("strength_endurance",),
        "dose": Dose(sets=(2, 3), reps=(10, 15)),
    }
    return Drill(code=code, form=form, **{**usual, **rest})


SQUATS = drill("squats")

STRIDES = drill(
    "strides",
    "{reps} x {time} uphill strides, walk down",
    category="uphill_running",
    dose=Dose(reps=(4, 12), time_s=(15, 20)),
    terrain=("hill",),
)


def offered(
    text, catalogue=(SQUATS,), panel=(NO_LOADED_RUN,), *, equipment=EVERYTHING, terrain=EVERYWHERE, facts=None, **rest
):
    return suggest(
        read(text),
        athlete() if facts is None else facts,
        GuidelineSet(panel),
        catalogue,
        equipment=equipment,
        terrain=terrain,
        read=read,
        **rest,
    )


def options_of(text, catalogue, panel, *, facts=None, **rest):
    return options(
        read(text),
        athlete() if facts is None else facts,
        GuidelineSet(panel),
        catalogue,
        equipment=EVERYTHING,
        terrain=EVERYWHERE,
        read=read,
        **rest,
    )


def from_the_panel(text, *, equipment=EVERYTHING, terrain=EVERYWHERE, history=None, **differences):
    return suggest(
        read(text),
        athlete(**differences),
        guidelines("founding", "safety"),
        drills(),
        equipment=equipment,
        terrain=terrain,
        read=read,
        history=history,
    )


def all_from_the_panel(text, *, equipment=EVERYTHING, terrain=EVERYWHERE, history=None, indoors=False, **differences):
    return options(
        read(text),
        athlete(**differences),
        guidelines("founding", "safety"),
        drills(),
        equipment=equipment,
        terrain=terrain,
        read=read,
        history=history,
        indoors=indoors,
    )


def history(*entries):
    """What else is planned: (days ago, text), in the week where a third value says so."""
    return History(tuple(Entry(*entry) for entry in entries))
