"""Which injuries rule a drill out, by the kind of work it is: every drill of the catalogue keeps these rules.

They are precautions, drawn up as a physiotherapist would for somebody who is sore now: whether the drill is right for a
person who is getting better again is for their own clinician to say.
"""

from __future__ import annotations

import pytest

from tests.advice.panel import drills
from tests.advice.replacing import SPRINTER, all_from_the_panel
from workouts.vocabulary import EFFORT_ORDER

LANDING = {"achilles", "calf", "shin", "knee", "foot", "ankle", "bone_stress"}
FAST = LANDING | {"hamstring", "hip"}
PUSH_OFF = {"achilles", "calf", "foot", "ankle", "bone_stress"}
PULLING = {"achilles", "calf", "foot", "hamstring", "hip", "back", "bone_stress"}

DRILLS = drills()


def steps(drill):
    return [step for step, _rounds in drill.workout.flat()]


def runs_from(effort):
    """Drills that run at ``effort`` at least."""

    def found(drill):
        return any(
            step.activity == "run" and step.effort and EFFORT_ORDER[step.effort.lo] >= EFFORT_ORDER[effort]
            for step in steps(drill)
        )

    return found


def does(*activities):
    return lambda drill: any(step.activity in activities for step in steps(drill))


def exercises(*names):
    return lambda drill: any(step.exercise in names for step in steps(drill))


def bears(*implements):
    return lambda drill: any(step.load is not None and step.load.implement in implements for step in steps(drill))


def climbs_on_foot(drill):
    return any(step.uphill and step.activity in ("run", "walk", "jumps") for step in steps(drill))


RULES = {
    "jumps and hops": (does("jumps"), LANDING, 8),
    "jumps of full power": (
        exercises("squat_jumps", "box_jumps", "depth_jumps", "bounds"),
        LANDING | {"hip", "back"},
        5,
    ),
    "bounds": (exercises("bounds"), FAST | {"back"}, 2),
    "skips and high knees, which are small jumps": (exercises("skips", "high_knees"), LANDING | {"hip"}, 2),
    "running that is faster than easy": (runs_from("threshold"), FAST, 9),
    "running all-out": (runs_from("maximal"), FAST | {"back"}, 3),
    "going uphill": (climbs_on_foot, PUSH_OFF, 8),
    "running uphill": (
        lambda drill: drill.climbs and does("run")(drill),
        PUSH_OFF | {"shin"},
        6,
    ),
    "pulling and pushing": (bears("sled", "tyre"), PULLING, 4),
    "work for the calf": (exercises("calf_raises"), PUSH_OFF | {"shin"}, 2),
    "the ankle against a band": (exercises("banded_ankle"), {"achilles", "calf", "shin", "foot", "ankle"}, 1),
    "weights in the hands": (bears("dumbbells", "barbell"), {"wrist", "bone_stress"}, 5),
    "deep bends of the knee": (
        exercises("squats", "split_squats", "goblet_squats", "step_ups", "star_reach", "deadlifts"),
        {"knee", "hip"},
        8,
    ),
    "work on one leg": (
        exercises("split_squats", "step_ups", "single_leg_deadlifts", "single_leg_stand", "star_reach", "wobble_board"),
        {"bone_stress"},
        8,
    ),
    "balance on one foot": (exercises("single_leg_stand", "star_reach", "wobble_board"), {"ankle"}, 3),
    "impact of any kind": (does("run", "walk", "jumps", "drill"), {"bone_stress"}, 30),
}


@pytest.mark.parametrize(("is_meant", "ruled_out", "at_least"), RULES.values(), ids=RULES)
def test_a_kind_of_work_is_ruled_out_by_what_it_loads(is_meant, ruled_out, at_least):
    meant = [drill for drill in DRILLS if is_meant(drill)]

    assert len(meant) >= at_least, "the rule no longer finds the drills that it is about"
    missing = {drill.code: sorted(ruled_out.difference(drill.contraindications)) for drill in meant}
    assert not any(missing.values()), {code: lacking for code, lacking in missing.items() if lacking}


def test_whoever_is_sore_has_something_left():
    for injury in ("achilles", "calf", "shin", "knee", "foot", "ankle", "hamstring", "hip", "back"):
        left = [drill for drill in DRILLS if injury not in drill.contraindications and not drill.not_suggested]
        assert {"re04", "te06"} <= {drill.code for drill in left}
        assert sum("strength_endurance" in drill.purposes for drill in left) >= 5, injury


@pytest.mark.parametrize("injury", ["achilles", "calf", "shin", "knee", "foot", "ankle"])
def test_no_jumps_and_nothing_fast_are_offered_to_a_sore_leg(injury):
    found = all_from_the_panel("6 x 60 m all-out with a 5 kg vest", injuries=[injury], **SPRINTER)

    assert found.offered
    assert not [one.drill.code for one in found.offered if does("jumps")(one.drill) or runs_from("10k")(one.drill)]
