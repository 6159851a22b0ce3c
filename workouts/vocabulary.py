"""Efforts, activities, implements, goals and the rest: each word of the domain once, with its label.

A word is a slug (stored, compared, printed as JSON) with an English label that the pages translate. Floors above
import the words from here, so that a goal or a piece of equipment is never spelled twice.
"""

from __future__ import annotations

from typing import Final, NamedTuple


def gettext_noop(text: str) -> str:
    """Mark ``text`` for translation and return it unchanged: this floor knows no language, the pages do."""
    return text


_ = gettext_noop


class Word(NamedTuple):
    """A slug and the label a person reads."""

    slug: str
    label: str


# From the gentlest to the hardest: the order is the meaning.
EFFORTS: Final = (
    Word("rest", _("rest")),
    Word("very_easy", _("very easy")),
    Word("easy", _("easy")),
    Word("steady", _("steady")),
    Word("marathon", _("marathon effort")),
    Word("threshold", _("threshold")),
    Word("10k", _("10k effort")),
    Word("5k", _("5k effort")),
    Word("mile", _("mile effort")),
    Word("maximal", _("all-out")),
)
EFFORT_ORDER: Final = {word.slug: rank for rank, word in enumerate(EFFORTS)}

ACTIVITIES: Final = (
    Word("run", _("running")),
    Word("walk", _("walking")),
    Word("strength", _("strength")),
    Word("jumps", _("jumps")),
    Word("balance", _("balance")),
    Word("drill", _("drills")),
    Word("cross", _("cross-training")),
    Word("rest", _("rest")),
    Word("race", _("race")),
)

ROLES: Final = (
    Word("main", _("main part")),
    Word("warm_up", _("warm-up")),
    Word("cool_down", _("cool-down")),
)


# How a coach says by number how fast or how hard: the measures of a step's target.
MEASURES: Final = (
    Word("pace_s_per_km", _("pace a kilometre")),
    Word("pace_s_per_mi", _("pace a mile")),
    Word("time_s", _("time of one repetition")),
    Word("slower_s", _("seconds slower than the pace of the effort")),
    Word("faster_s", _("seconds faster than the pace of the effort")),
    Word("heart_rate_percent", _("percent of maximal heart rate")),
    Word("heart_rate_bpm", _("heart rate a minute")),
    Word("percent_effort", _("percent of full effort")),
    Word("rpe", _("perceived exertion, of ten")),
)


class Implement(NamedTuple):
    """Something that adds resistance, where it sits, and how it acts on the runner.

    ``site`` is one of ``LOAD_SITES``, ``load_class`` one of ``LOAD_CLASSES``. ``pair`` is true where coaches give the
    mass of one of two ("2 x 6 kg dumbbells"), false where there is one of it.
    """

    slug: str
    label: str
    site: str
    load_class: str
    pair: bool = False


LOAD_SITES: Final = (
    Word("none", _("nowhere")),
    Word("lower_leg", _("lower leg")),
    Word("arm", _("arm")),
    Word("hand", _("hand")),
    Word("trunk", _("trunk")),
    Word("free_weight", _("free weight")),
    Word("towed", _("towed")),
    Word("elastic", _("elastic")),
)

LOAD_CLASSES: Final = (
    Word("none", _("none")),
    Word("carried", _("carried")),
    Word("towed", _("towed")),
    Word("elastic", _("elastic")),
)

IMPLEMENTS: Final = {
    implement.slug: implement
    for implement in (
        Implement("ankle_weights", _("ankle weights"), "lower_leg", "carried", pair=True),
        Implement("wrist_weights", _("wrist weights"), "arm", "carried", pair=True),
        Implement("hand_weights", _("hand weights"), "hand", "carried", pair=True),
        Implement("dumbbells", _("dumbbells"), "hand", "carried", pair=True),
        Implement("vest", _("weight vest"), "trunk", "carried"),
        Implement("belt", _("weight belt"), "trunk", "carried"),
        Implement("backpack", _("backpack"), "trunk", "carried"),
        Implement("barbell", _("barbell"), "free_weight", "carried"),
        Implement("kettlebell", _("kettlebell"), "free_weight", "carried"),
        Implement("plate", _("weight plate"), "free_weight", "carried"),
        Implement("sandbag", _("sandbag"), "free_weight", "carried"),
        Implement("medicine_ball", _("medicine ball"), "free_weight", "carried"),
        # Written without saying which thing: "8 km easy with weights", "4 x 40 w/ 250 lbs".
        Implement("weights", _("weights"), "free_weight", "carried"),
        Implement("parachute", _("parachute"), "towed", "towed"),
        Implement("tyre", _("tyre"), "towed", "towed"),
        Implement("sled", _("sled"), "towed", "towed"),
        Implement("harness", _("harness"), "elastic", "elastic"),
        Implement("bungee", _("bungee"), "elastic", "elastic"),
        Implement("band", _("band"), "elastic", "elastic"),
    )
}

GOALS: Final = (
    Word("road_race", _("road race")),
    Word("ultra_trail", _("ultra-trail")),
    Word("short_sprint", _("sprint")),
    Word("weight_loss", _("weight loss")),
    Word("fitness", _("fitness")),
)

LEVELS: Final = (
    Word("recreational", _("recreational")),
    Word("competitive", _("competitive")),
)

STRENGTH_BASES: Final = (
    Word("none", _("none yet")),
    Word("own_weight", _("own-weight exercises")),
    Word("loaded", _("exercises with weights")),
)

AGE_GROUPS: Final = (
    Word("under_16", _("under 16")),
    Word("adult", _("adult")),
    Word("over_50", _("over 50")),
)

INJURIES: Final = (
    Word("achilles", _("Achilles")),
    Word("calf", _("calf")),
    Word("shin", _("shin")),
    Word("knee", _("knee")),
    Word("foot", _("foot or heel")),
    Word("ankle", _("ankle")),
    Word("hamstring", _("hamstring")),
    Word("hip", _("hip or groin")),
    Word("back", _("back")),
    Word("shoulder", _("shoulder")),
    Word("wrist", _("wrist")),
    Word("bone_stress", _("bone stress injury")),
)

EQUIPMENT: Final = (
    Word("band", _("resistance band")),
    Word("box", _("step, box or bench")),
    Word("dumbbells", _("dumbbells or kettlebells")),
    Word("barbell", _("barbell or trap bar")),
    Word("treadmill", _("treadmill that tilts")),
    Word("sled", _("sled with harness")),
    Word("tyre", _("tyre to drag")),
    Word("parachute", _("sprint parachute")),
    Word("vest", _("weight vest")),
    Word("backpack", _("backpack")),
    Word("rope", _("skipping rope")),
    Word("balance_board", _("foam or wobble board")),
    Word("cross_trainer", _("bike, pool or elliptical")),
)

TERRAIN: Final = (
    Word("hill", _("hill of 4 % or more")),
    Word("stairs", _("stairs")),
    Word("trail", _("trails")),
    Word("grass", _("grass")),
    Word("track", _("track")),
)

BLOCKS: Final = (
    Word("base", _("base")),
    Word("hills", _("hills")),
    Word("specific", _("specific")),
    Word("taper", _("taper")),
    Word("recovery", _("recovery")),
)

# The slowest and the fastest running speed that is plausible (m/s): turns a time into a range of distances.
RUNNING_SPEEDS_M_S: Final = (1.5, 9.0)
WALKING_SPEEDS_M_S: Final = (0.6, 2.5)


def slugs(words: tuple[Word, ...]) -> tuple[str, ...]:
    """The slugs of ``words`` in their order."""
    return tuple(word.slug for word in words)
