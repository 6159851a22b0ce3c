"""The words of canonical text in each language; how they are put together is in ``writing``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from workouts.exercises import EXERCISES
from workouts.vocabulary import IMPLEMENTS

Language = Literal["en", "ru"]


@dataclass(frozen=True, slots=True)
class Words:
    """One language. A ``{}`` or a name in braces stands for what is put in.

    ``names``: activities, by themselves and as nouns; ``efforts``: each effort by its slug, ``paces`` where an offset
    follows, ``loose`` those with two ends that have a word of their own, ``unsized`` what is said in place of some of
    them where nothing says how far it goes; ``load``: by what is known of it; ``exercises``: the name, and how it is
    said behind a number; ``miles``: behind 1, behind 2 to 4, behind 5 and more, where the language ``inflects``.
    """

    times: str
    comma: str
    then: str
    either: str
    at_least: str
    at_most: str
    inflects: bool
    units: Mapping[str, str]
    miles: tuple[str, str, str]
    roles: Mapping[str, str]
    names: Mapping[str, str]
    strides: tuple[str, str]
    exercises: Mapping[str, tuple[str, str]]
    efforts: Mapping[str, str]
    paces: Mapping[str, str]
    unsized: Mapping[str, str]
    loose: Mapping[tuple[str, str], str]
    targets: Mapping[str, str]
    uphill: str
    in_place: str
    incline: str
    recoveries: Mapping[str, str]
    between: str
    between_sets: str
    load: Mapping[str, str]
    implements: Mapping[str, str]


_ENGLISH_EFFORTS: Final = {
    "very_easy": "very easy",
    "easy": "easy",
    "steady": "steady",
    "marathon": "at MP",
    "threshold": "at threshold",
    "10k": "at 10k pace",
    "5k": "at 5k pace",
    "mile": "at mile pace",
    "maximal": "all-out",
}

ENGLISH: Final = Words(
    times="x",
    comma=".",
    then="then {}",
    either=" or ",
    at_least="at least {}",
    at_most="at most {}",
    inflects=False,
    miles=("mi", "mi", "mi"),
    units={"km": "km", "m": "m", "metres": "metres", "h": "h", "min": "min", "s": "s", "kg": "kg"},
    roles={"warm_up": "warm up", "cool_down": "cool down"},
    names={
        "run": "run", "hills": "hills", "walk": "walk", "strength": "strength", "jumps": "jumps", "balance": "balance",
        "drill": "drills", "cross": "cross training", "race": "race", "rest": "rest", "rest_day": "rest day",
    },
    strides=("strides", "strides"),
    exercises={exercise.name: (exercise.name.replace("_", " "),) * 2 for exercise in EXERCISES},
    efforts=_ENGLISH_EFFORTS,
    paces=_ENGLISH_EFFORTS | {"threshold": "at HM"},
    unsized={},
    loose={
        ("threshold", "mile"): "hard",
        ("10k", "mile"): "fast",
        ("5k", "maximal"): "very hard",
        ("very_easy", "easy"): "slow",
        ("5k", "mile"): "at 3k pace",
    },
    targets={
        "pace_s_per_km": "@ {}/km",
        "pace_s_per_mi": "@ {}/mi",
        "time_s": "in {}",
        "slower_s": "+ {} s",
        "faster_s": "- {} s",
        "heart_rate_percent": "@ {} % HR",
        "heart_rate_bpm": "@ {} bpm",
        "percent_effort": "@ {} % effort",
        "rpe": "RPE {}",
    },
    uphill="uphill",
    in_place="in place",
    incline="at {} % incline",
    recoveries={"rest": "{} rest", "walk": "{} walk", "run": "{} jog", "float": "{} float"},
    between="between",
    between_sets="between sets",
    load={
        "thing": "with {a}{thing}",
        "kg": "with {a}{mass} {thing}",
        "kg_of_pair": "with {mass} {thing} in total",
        "kg_bounded": "with {a}{thing} of {mass}",
        "kg_bounded_of_pair": "with {thing} of {mass} in total",
        "percent": "with {a}{thing} at {mass} % of body mass",
        "percent_bounded": "with {a}{thing} {mass} % of body mass",
    },
    implements={slug: thing.label.removeprefix("weight ") for slug, thing in IMPLEMENTS.items()},
)  # fmt: skip

_RUSSIAN_EFFORTS: Final = {
    "very_easy": "очень легко",
    "easy": "легко",
    "steady": "равномерно",
    "marathon": "в темпе марафона",
    "threshold": "на уровне ПАНО",
    "10k": "в темпе 10 км",
    "5k": "в темпе 5 км",
    "mile": "в темпе мили",
    "maximal": "на максимум",
}
# How the genitive plural of a noun ends, which stands behind most numbers ("10 выпадов").
_GENITIVE: Final = ("ов", "ев", "ий")


def _in_russian(name: str, phrases: str) -> tuple[str, str]:
    """What an exercise is called, and how behind a number; its English name where coaches use no Russian one."""
    russian = [phrase for phrase in phrases.split("|") if not phrase.isascii()]
    if not russian:
        return (name.replace("_", " "),) * 2
    counted = next((phrase for phrase in russian if phrase.split()[0].endswith(_GENITIVE)), "")
    return russian[0], counted


RUSSIAN: Final = Words(
    times="х",
    comma=",",
    then="затем {}",
    either=" или ",
    at_least="не менее {}",
    at_most="не более {}",
    inflects=True,
    miles=("миля", "мили", "миль"),
    units={"km": "км", "m": "м", "metres": "м", "h": "ч", "min": "мин", "s": "сек", "kg": "кг"},
    roles={"warm_up": "разминка", "cool_down": "заминка"},
    names={
        "run": "бег", "hills": "горки", "walk": "ходьба", "strength": "силовая", "jumps": "прыжки",
        "balance": "баланс", "drill": "беговые упражнения", "cross": "кросс-тренинг", "race": "забег", "rest": "отдых",
        "rest_day": "выходной",
    },
    strides=("ускорения", "ускорений"),
    exercises={exercise.name: _in_russian(exercise.name, exercise.words) for exercise in EXERCISES},
    efforts=_RUSSIAN_EFFORTS,
    paces=_RUSSIAN_EFFORTS | {"threshold": "в темпе полумарафона"},
    unsized={f"в темпе {distance}": f"в темпе забега на {distance}" for distance in ("10 км", "5 км", "3 км")},
    loose={
        ("threshold", "mile"): "интенсивно",
        ("10k", "mile"): "быстро",
        ("5k", "maximal"): "очень быстро",
        ("very_easy", "easy"): "медленно",
        ("5k", "mile"): "в темпе 3 км",
    },
    targets={
        "pace_s_per_km": "по {}/км",
        "pace_s_per_mi": "по {} на милю",
        "time_s": "за {}",
        "slower_s": "+ {} сек",
        "faster_s": "- {} сек",
        "heart_rate_percent": "пульс {} %",
        "heart_rate_bpm": "пульс {} уд/мин",
        "percent_effort": "{} % усилия",
        "rpe": "RPE {}",
    },
    uphill="в гору",
    in_place="на месте",
    incline="уклон {} %",
    recoveries={"rest": "отдых {}", "walk": "пешком {}", "run": "трусцой {}", "float": "активный отдых {}"},
    between="между повторами",
    between_sets="между сериями",
    load={
        "thing": "с {thing}",
        "kg": "с {thing} {mass}",
        "kg_of_pair": "с {thing} {mass} в сумме",
        "kg_bounded": "с {thing} {mass}",
        "kg_bounded_of_pair": "с {thing} {mass} в сумме",
        "percent": "с {thing} {mass} % веса тела",
        "percent_bounded": "с {thing} {mass} % веса тела",
    },
    implements={
        "ankle_weights": "утяжелителями", "wrist_weights": "утяжелителями на руки", "hand_weights": "грузом в руках",
        "dumbbells": "гантелями", "vest": "жилетом", "belt": "поясом с грузом", "backpack": "рюкзаком",
        "barbell": "штангой", "kettlebell": "гирей", "plate": "блином", "sandbag": "мешком с песком",
        "medicine_ball": "набивным мячом", "weights": "отягощением", "parachute": "парашютом", "tyre": "покрышкой",
        "sled": "санями", "harness": "упряжью", "bungee": "жгутом", "band": "резинкой",
    },
)  # fmt: skip

WORDS: Final[Mapping[Language, Words]] = {"en": ENGLISH, "ru": RUSSIAN}
