"""The content that comes with Uphill: the founding panel is whole, and every drill can be done as it is written."""

from __future__ import annotations

import math
import re

import pytest
import yaml

from advice.content_files import CONTENT, content_files, read_files
from advice.engine import advise, readable
from advice.facts import NO_RACE, facts_from
from advice.models import Condition, Guideline
from advice.published import drill_catalogue, guideline_set
from workouts.reading import read

FOUNDING = {
    "babchin-accelerations": ("supports", True),
    "babchin-distance": ("against", False),
    "babchin-power": ("conditional", False),
    "dyatlova-recreational": ("against", False),
    "dyatlova-own-weight-first": ("conditional", False),
    "dyatlova-strength": ("supports", False),
    "dyatlova-balance": ("supports", False),
    "dyatlova-bands": ("supports", False),
    "dyatlova-sprint": ("supports", True),
    "sorokin-technique": ("against", False),
    "sorokin-hills": ("supports", False),
    "sorokin-heavy-legs": ("against", False),
    "vasiliev-backpack": ("supports", True),
    "vasiliev-why": ("conditional", False),
    "khmeleva-race": ("against", False),
    "khmeleva-slow": ("conditional", True),
    "khmeleva-not-slow": ("against", False),
    "zadorozhnaya-limbs": ("against", False),
    "zadorozhnaya-classic": ("against", False),
}
# What no coach gave a number for.
EDITORIAL = {
    ("dyatlova-balance", "load_kg"),
    ("dyatlova-sprint", "rep_distance_m"),
    ("sorokin-heavy-legs", "heavy_legs_days"),
    ("vasiliev-backpack", "loaded_runs_last_14_days"),
    ("khmeleva-race", "weeks_to_race"),
    ("khmeleva-slow", "weeks_to_race"),
    ("khmeleva-slow", "effort"),
    ("khmeleva-not-slow", "weeks_to_race"),
    ("khmeleva-not-slow", "effort"),
}
DRILL_CODES = [drill["code"] for file in read_files(content_files()) for drill in file.drills]
DEFAULTS = {
    "goal": "road_race",
    "level": "recreational",
    "weeks_to_race": NO_RACE,
    "strength_base": "own_weight",
    "body_mass_kg": 70,
    "age_group": "adult",
    "injuries": [],
    "past_bone_stress_injury": False,
    "no_added_load": False,
    "loaded_runs_last_14_days": 0,
    "heavy_legs_days": 0,
}

pytestmark = pytest.mark.usefixtures("content", "db")


def test_the_founding_panel_is_whole():
    guidelines = guideline_set(["founding"])

    assert {one.code: (one.stance, one.exception) for one in guidelines} == FOUNDING
    assert {one.source.slug for one in guidelines} == {
        *("babchin", "dyatlova", "sorokin", "vasiliev", "khmeleva", "zadorozhnaya")
    }
    assert {one.grade for one in guidelines} == {"expert_opinion"}
    assert all(one.reason and one.reference and one.source.role for one in guidelines)
    assert all(one.replacements for one in guidelines if one.instead)


def test_thresholds_that_nobody_gave_are_marked():
    founding = {"guideline__packs__slug": "founding"}
    marked = Condition.objects.filter(editorial=True, **founding).values_list("guideline__code", "fact")

    assert set(marked) == EDITORIAL
    told = Guideline.objects.filter(packs__slug="founding").exclude(editorial_note="").values_list("code", flat=True)
    assert set(told) == {code for code, _fact in EDITORIAL}


def test_reasons_are_positions_in_our_own_words():
    for guideline in guideline_set(["founding", "safety"]):
        words = f"{guideline.reason} {guideline.instead}"
        assert not re.search(r"[\"“”«»]", words), guideline.code
        assert "proven" not in words
        assert len(guideline.reason) < 250
        if guideline.code.startswith("khmeleva"):
            assert "precaution" in guideline.reason


def test_readable_sentences():
    sentences = {one.code: readable(one) for one in guideline_set(["founding"])}

    assert sentences["babchin-distance"] == (
        "Applies when the load is carried, the activity is running and a repetition is longer than 100 m."
    )
    assert sentences["vasiliev-why"].endswith("goal is ultra-trail.")
    assert ", unless " in sentences["vasiliev-why"]


def test_the_athletes_own_word_stops_any_added_load():
    facts = facts_from(DEFAULTS | {"no_added_load": True})
    guidelines = guideline_set(["founding", "safety"])

    for text, verdict in (
        ("8 km easy", "clear"),
        ("8 km easy with a 3 kg vest", "stop"),
        ("3 x 10 lunges with 8 kg dumbbells", "stop"),
        ("4 x 30 m walk with a tyre", "stop"),
        ("4 x 30 s running in place with a band", "clear"),
    ):
        assert advise(read(text).workout, facts, guidelines).verdict == verdict, text


def test_the_catalogue_is_whole():
    drills = {drill.code: drill for drill in drill_catalogue()}

    assert len(drills) == 57
    assert {code for code, drill in drills.items() if drill.not_suggested} == {"re05", "rs07", "te05"}
    named = {code for one in guideline_set(["founding", "safety"]) for code in one.replacements}
    assert named <= {code for code, drill in drills.items() if not drill.not_suggested}
    assert len({drill.phrase for drill in drills.values()}) > 50


@pytest.mark.parametrize("code", DRILL_CODES)
def test_a_drill_is_read_and_clear_at_its_smallest_and_largest(code):
    drill = next(drill for drill in drill_catalogue() if drill.code == code)
    if drill.not_suggested:
        return
    level = "competitive" if drill.level == "advanced" else "recreational"
    base = "own_weight" if drill.strength_base == "none" else drill.strength_base
    facts = facts_from(DEFAULTS | {"level": level, "strength_base": base})

    for amount in (drill.amount_for(0), drill.amount_for(math.inf)):
        reading = read(drill.text(amount))
        assert reading.unread_words == (), reading.text
        assert [*reading.workout.flat()], reading.text
        assert advise(reading.workout, facts, guideline_set(["founding", "safety"])).verdict == "clear", reading.text


def test_the_doses_are_read_as_they_are_written():
    """Each number of a dose is in the workout that is read from it."""
    for drill in drill_catalogue():
        if drill.not_suggested:
            continue
        amount = drill.amount_for(math.inf)
        reading = read(drill.text(amount))
        (step, rounds), *_rest = reading.workout.flat()
        if "{time}" in drill.form:
            assert step.duration_s is not None, reading.text
            assert step.duration_s.hi == amount.time_s, reading.text
        if "{distance}" in drill.form:
            assert step.distance_m is not None, reading.text
            assert step.distance_m.hi == amount.distance_m, reading.text
        if "{reps}" in drill.form or "{sets}" in drill.form:
            assert step.reps.times(rounds).hi == amount.times, reading.text


def test_content_never_speaks_of_proven_harm():
    for path in CONTENT.glob("*.yaml"):
        assert "proven" not in path.read_text().casefold()
        assert yaml.safe_load(path.read_text())
