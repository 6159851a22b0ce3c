"""The founding panel and the drills as engine values, straight from the content files, and steps to put to them."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from advice.conditions import parse
from advice.drills import Dose, Drill
from advice.engine import Guideline, GuidelineSet, SourceRef
from advice.facts import FactValue, facts_from
from workouts.workout import Effort, Load, Range, Step, Workout

CONTENT = Path(__file__).resolve().parents[2] / "advice" / "content"

# The athlete of the expected results, unless a row says otherwise.
USUAL: dict[str, Any] = {
    "goal": "road_race",
    "level": "recreational",
    "weeks_to_race": math.inf,
    "strength_base": "own_weight",
    "injuries": [],
    "past_bone_stress_injury": False,
    "no_added_load": False,
    "age_group": "adult",
    "body_mass_kg": 70,
    "loaded_runs_last_14_days": 0,
    "heavy_legs_days": 0,
    "hard_yesterday": False,
}


@cache
def guidelines(*names: str) -> GuidelineSet:
    """The guidelines of these content files."""
    return GuidelineSet(one for name in names for one in _guidelines(name))


def _guidelines(name: str) -> list[Guideline]:
    content = yaml.safe_load((CONTENT / f"{name}.yaml").read_text(encoding="utf-8"))
    sources = {one["slug"]: SourceRef(one["slug"], one["name"], one["role"]) for one in content["sources"]}
    return [
        Guideline(
            code=one["code"],
            source=sources[one["source"]],
            stance=one["stance"],
            exception=one.get("exception", False),
            when=tuple(parse(condition) for condition in one["when"]),
            unless=tuple(parse(condition) for condition in one.get("unless", ())),
            reason=one["reason"],
            instead=one.get("instead", ""),
            replacements=tuple(one.get("drills", ())),
        )
        for one in content["guidelines"]
    ]


@cache
def drills() -> tuple[Drill, ...]:
    """The catalogue."""
    content = yaml.safe_load((CONTENT / "drills.yaml").read_text(encoding="utf-8"))
    return tuple(_drill(**one) for one in content["drills"])


def _drill(*, dose: dict[str, Any] | None = None, equipment: Any = (), place: str = "", **rest: Any) -> Drill:
    plain = {key: tuple(value) if isinstance(value, list) else value for key, value in rest.items()}
    return Drill(**plain, equipment=tuple(tuple(group) for group in equipment), dose=Dose.from_plain(dose or {}))


def athlete(**differences: Any) -> dict[str, FactValue]:
    """The facts of the usual athlete but for ``differences``; ``None`` makes one unknown."""
    return facts_from({**USUAL, **differences})


def exactly(number: float | None) -> Range | None:
    """One number as a range."""
    return None if number is None else Range.exactly(number)


def step(
    *,
    km: float | None = None,
    m: float | None = None,
    minutes: float | None = None,
    seconds: float | None = None,
    reps: float = 1,
    effort: str | None = None,
    load: Load | None = None,
    **rest: Any,
) -> Step:
    """A step in a coach's units."""
    return Step(
        reps=Range.exactly(reps),
        distance_m=exactly(km * 1000 if km is not None else m),
        duration_s=exactly(minutes * 60 if minutes is not None else seconds),
        effort=None if effort is None else Effort.exactly(effort),
        load=load,
        **rest,
    )


def load(implement: str, kg: float | None = None) -> Load:
    """A load of so many kilograms in all."""
    return Load(implement, exactly(kg))


def workout(*steps: Step) -> Workout:
    """A workout of these steps."""
    return Workout(steps)
