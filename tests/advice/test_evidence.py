"""The evidence pack: each guideline applies where it should and nowhere else, at the edge of every threshold."""

from __future__ import annotations

import math
import re
from io import StringIO

import pytest
from django.core.management import call_command

from advice.content_files import CONTENT, read_file
from advice.engine import Guideline, GuidelineSet, advise, readable
from advice.models import Condition, Pack
from advice.models import Guideline as GuidelineRow
from advice.published import drill_catalogue, guideline_set
from advice.replacements import suggest
from advice.step_facts import step_facts
from tests.advice.panel import athlete, drills, guidelines
from workouts.reading import read
from workouts.vocabulary import EQUIPMENT, TERRAIN, slugs

EVIDENCE = {one.code: one for one in guidelines("evidence")}
EVERYTHING = GuidelineSet([*guidelines("founding"), *guidelines("safety"), *EVIDENCE.values()])

ULTRA = {"goal": "ultra_trail", "level": "competitive", "weeks_to_race": 10, "race_pack_kg": 4}
SPRINTER = {"goal": "short_sprint", "level": "competitive", "strength_base": "loaded"}
SLIMMER = {"goal": "weight_loss"}
YOUNG = {"age_group": "under_16"}
HEAVY_LEGS = {"heavy_legs_days": 3}
LONGEST_5, LONGEST_10, LONGEST_20 = ({"longest_run_30_days_km": km} for km in (5, 10, 20))

# The stance of each guideline, a session and facts of the athlete where it applies, and a pair where it does not.
# Athletes are the usual one but for what is said: an uninjured recreational adult of 70 kg.
VEST = "8 km easy with a 3 kg vest"
ANKLES = "8 km easy with 1 kg ankle weights on each leg"
PACK = "25 km easy with a 4 kg backpack"
LUNGES = "3 x 10 lunges with 8 kg dumbbells"
CASES = {
    "ev-bone-stress-now": ("stop", "30 min walk with a 5 kg backpack", {"injuries": ["bone_stress"]}, "3 km walk", {}),
    "ev-bone-stress-past": ("stop", VEST, {"past_bone_stress_injury": True}, VEST, {}),
    "ev-under-16-worn": ("stop", VEST, YOUNG, "8 km easy", YOUNG),
    "ev-back-shoulder-pack": ("stop", PACK, {"injuries": ["shoulder"]}, PACK, {"injuries": ["wrist"]}),
    "ev-ankle-running": ("against", ANKLES, {}, VEST, {}),
    "ev-mayo-ankle-walking": ("against", "30 min walk with ankle weights", {}, ANKLES, {}),
    "ev-harvard-limbs": ("against", "5 km easy with wrist weights", {}, "5 km easy with 1 kg dumbbells", {}),
    "ev-ace-limbs": ("against", ANKLES, {}, "8 km easy with 0.5 kg ankle weights on each leg", {}),
    "ev-malek-ankle": ("against", ANKLES, {}, "30 min walk with ankle weights", {}),
    "ev-hand-running": ("against", "8 km easy with 2 x 2 kg dumbbells", {}, "4 x 80 m with 2 x 2 kg dumbbells", {}),
    "ev-limb-calories": ("against", ANKLES, SLIMMER, ANKLES, {}),
    "ev-lower-leg-cost": ("conditional", ANKLES, {}, "8 km easy with 0.1 kg ankle weights on each leg", {}),
    "ev-weigh-up": ("conditional", VEST, {}, PACK, ULTRA),
    "ev-trunk-5": ("conditional", "8 km easy with a 5 kg vest", {}, VEST, {}),
    "ev-trunk-10": ("against", "8 km easy with a 10 kg vest", {}, "8 km easy with a 5 kg vest", {}),
    "ev-pack-15": ("conditional", "10 km easy with a 12 kg backpack", {}, PACK, {}),
    "ev-one-kilo": ("supports", "10 km easy with a 1 kg belt", {}, PACK, {}),
    "ev-vest-mileage": ("conditional", VEST, {}, "6 x 1 km hard with a 3 kg vest", {}),
    "ev-mastered-first": ("against", VEST, {"strength_base": "none"}, VEST, {}),
    "ev-vest-sore": ("conditional", VEST, {"injuries": ["hip"]}, VEST, {}),
    "ev-race-pack": ("supports", PACK, ULTRA, PACK, ULTRA | {"race_pack_kg": 0}),
    "ev-pack-without-kit": ("against", PACK, ULTRA | {"race_pack_kg": 0}, PACK, ULTRA),
    "ev-pack-last-days": ("against", PACK, ULTRA | {"weeks_to_race": 1}, PACK, ULTRA),
    "ev-loaded-run-second": ("conditional", PACK, {"loaded_runs_last_14_days": 1}, PACK, {}),
    "ev-loaded-run-third": ("against", PACK, {"loaded_runs_last_14_days": 2}, PACK, {"loaded_runs_last_14_days": 1}),
    "ev-spike-10-km": ("conditional", PACK, {"longest_run_30_days_km": 9}, VEST, {"longest_run_30_days_km": 9}),
    "ev-spike-20-km": ("conditional", PACK, {"longest_run_30_days_km": 20}, PACK, {"longest_run_30_days_km": 24}),
    "ev-spike-double-5-km": ("against", PACK, {"longest_run_30_days_km": 5}, VEST, {"longest_run_30_days_km": 5}),
    "ev-spike-double-10-km": ("against", PACK, {"longest_run_30_days_km": 9}, PACK, {"longest_run_30_days_km": 13}),
    "ev-sled-light": ("supports", "6 x 20 m all-out with a 7 kg sled", {}, "6 x 20 m all-out with a 30 kg sled", {}),
    "ev-ten-percent-rule": ("conditional", "6 x 20 m all-out with a 14 kg sled", {}, "6 x 20 m all-out", {}),
    "ev-sled-heavy": ("conditional", "4 x 30 m with a 50 kg sled", {}, "4 x 15 m with a 50 kg sled", {}),
    "ev-parachute": ("supports", "6 x 30 m all-out with a parachute", {}, "6 x 60 m all-out with a parachute", {}),
    "ev-elastic-sprint": ("supports", "6 x 15 m all-out with a band", {}, "6 x 15 m all-out with a sled", {}),
    "ev-sprint-41-100": ("conditional", "6 x 60 m all-out with a sled", {}, "6 x 60 m easy with a sled", {}),
    "ev-sprint-over-100": ("against", "6 x 150 m all-out with a parachute", {}, "6 x 150 m all-out", {}),
    "ev-vest-sprint": (
        "conditional",
        "6 x 30 m all-out with a 5 kg vest",
        {},
        "6 x 30 metres fast with a 5 kg vest",
        {},
    ),
    "ev-vest-strides": (
        "conditional",
        "6 x 10 s fast with a 14 kg vest",
        SPRINTER,
        "6 x 10 s fast with a 14 kg vest",
        {},
    ),
    "ev-under-16-sled": ("against", "6 x 20 m with a 10 kg sled", YOUNG, "6 x 20 m with a 10 kg sled", {}),
    "ev-hill-impact": ("supports", "6 x 200 m uphill hard, jog down", {}, "6 x 200 m hard", {}),
    "ev-hill-equivalence": ("supports", "40 min easy uphill on the treadmill", {}, "40 min easy", {}),
    "ev-hill-intervals": ("supports", "6 x 200 m uphill hard, jog down", {}, "30 min uphill easy", {}),
    "ev-hill-sprints": ("supports", "8 x 8 s uphill all-out, walk down", {}, "6 x 20 s uphill strides, walk down", {}),
    "ev-hill-sprints-many": ("conditional", "14 x 8 s uphill all-out", {}, "8 x 8 s uphill all-out", {}),
    "ev-strength-economy": ("supports", LUNGES, {}, LUNGES, {"strength_base": "none"}),
    "ev-strength-gate": ("conditional", LUNGES, {"strength_base": "none"}, "3 x 10 lunges", {"strength_base": "none"}),
    "ev-youth-strength": ("conditional", LUNGES, YOUNG, "3 x 10 lunges", YOUNG),
    "ev-plyometrics": ("supports", "3 x 6 squat jumps", {}, "3 x 6 squat jumps with 5 kg dumbbells", {}),
    "ev-depth-jumps-base": ("conditional", "3 x 5 depth jumps", {}, "3 x 5 depth jumps", {"strength_base": "loaded"}),
    "ev-under-16-depth-jumps": ("against", "3 x 5 depth jumps", YOUNG, "3 x 5 pogo jumps", YOUNG),
    "ev-hip-core": ("supports", "3 x 12 monster walks", {}, "3 x 12 squats", {}),
    "ev-foot-core": ("supports", "3 x 10 short foot", {}, "3 x 15 calf raises", {}),
    "ev-balance": ("supports", "3 x 30 s single-leg stand", {}, "3 x 30 s plank", {}),
    "ev-weight-loss-run": ("conditional", VEST, SLIMMER, VEST, SLIMMER | {"level": "competitive"}),
    "ev-weight-loss-vest": ("conditional", VEST, SLIMMER, "8 km easy with a 3 kg belt", SLIMMER),
    "ev-ruck-walk": ("supports", "40 min walk with a 5 kg backpack", {}, "40 min walk", {}),
    "ev-ruck-ceiling": ("conditional", "40 min walk with a 15 kg backpack", {}, "40 min walk with a 5 kg vest", {}),
    "ev-knee-load": ("against", VEST, {"injuries": ["knee"]}, VEST, {"injuries": ["calf"]}),
    "ev-tendon-load": ("against", VEST, {"injuries": ["achilles"]}, "8 km easy", {"injuries": ["achilles"]}),
    "ev-tendon-jumps": ("against", "3 x 15 pogo jumps", {"injuries": ["achilles"]}, "3 x 15 pogo jumps", {}),
    "ev-tendon-hills": ("conditional", "30 min uphill easy", {"injuries": ["calf"]}, "30 min uphill easy", {}),
    "ev-pain-rule": ("conditional", "5 km at threshold", {"injuries": ["knee"]}, "5 km easy", {"injuries": ["knee"]}),
    "ev-heavy-legs-load": ("against", LUNGES, HEAVY_LEGS, LUNGES, {}),
    "ev-heavy-legs-jumps": ("against", "3 x 15 pogo jumps", HEAVY_LEGS, "3 x 15 squats", HEAVY_LEGS),
    "ev-heavy-legs-hills": ("against", "6 x 200 m uphill hard", HEAVY_LEGS, "30 min uphill easy", HEAVY_LEGS),
    "ev-heavy-legs-cause": ("conditional", "5 km at threshold", HEAVY_LEGS, "5 km easy", HEAVY_LEGS),
    "ev-masters-recovery": (
        "conditional",
        "3 x 6 squat jumps",
        {"age_group": "over_50", "hard_yesterday": True},
        "3 x 6 squat jumps",
        {"age_group": "over_50"},
    ),
}
EXCEPTIONS = {"ev-race-pack", "ev-sled-light", "ev-parachute", "ev-vest-sprint", "ev-vest-strides"}

# Each threshold of the summary that facts can express, on its edge and just beyond. Masses are of a runner of 100 kg,
# so that a kilogram is a per cent.
EDGES = [
    (
        "T2 bottle",
        "ev-hand-running",
        "8 km easy with 2 x 0.5 kg hand weights",
        "8 km easy with 2 x 0.6 kg hand weights",
        {},
    ),
    ("T2 strides", "ev-hand-running", "4 x 100 m with 3 kg dumbbells", "4 x 101 m with 3 kg dumbbells", {}),
    ("T3 +15 %", "ev-pack-15", "5 km with a 14.9 kg backpack", "5 km with a 15 kg backpack", {}),
    ("T4 shank", "ev-lower-leg-cost", "5 km with 2 x 0.2 kg ankle weights", "5 km with 2 x 0.25 kg ankle weights", {}),
    ("T6 care", "ev-trunk-5", "5 km with a 5 kg vest", "5 km with a 5.1 kg vest", {}),
    ("T6 care ends", "ev-trunk-5", "5 km with a 10.1 kg vest", "5 km with a 10 kg vest", {}),
    ("T6 objection", "ev-trunk-10", "5 km with a 10 kg vest", "5 km with a 10.1 kg vest", {}),
    ("T7 cap", "ev-race-pack", "20 km with a 10.1 kg backpack", "20 km with a 10 kg backpack", ULTRA),
    ("T9 green", "ev-parachute", "4 x 41 m all-out with a parachute", "4 x 40 m all-out with a parachute", {}),
    ("T9 amber", "ev-sprint-41-100", "4 x 40 m all-out with a sled", "4 x 41 m all-out with a sled", {}),
    ("T9 red", "ev-sprint-over-100", "4 x 100 m all-out with a sled", "4 x 101 m all-out with a sled", {}),
    ("T9 amber ends", "ev-sprint-41-100", "4 x 101 m all-out with a sled", "4 x 100 m all-out with a sled", {}),
    ("T10 default", "ev-sled-light", "4 x 20 m all-out with a 15.1 kg sled", "4 x 20 m all-out with a 15 kg sled", {}),
    ("T10 rule", "ev-ten-percent-rule", "4 x 20 m all-out with a 10 kg sled", "4 x 20 m all-out with a 11 kg sled", {}),
    ("T10 heavy", "ev-sled-heavy", "4 x 25 m with a 19.9 kg sled", "4 x 25 m with a 20 kg sled", {}),
    ("T9 green", "ev-sled-light", "4 x 41 m all-out with a 5 kg sled", "4 x 40 m all-out with a 5 kg sled", {}),
    ("T9 green", "ev-vest-sprint", "4 x 41 m all-out with a 5 kg vest", "4 x 40 m all-out with a 5 kg vest", {}),
    ("T9 green", "ev-elastic-sprint", "4 x 41 m all-out with a band", "4 x 40 m all-out with a band", {}),
    ("T10 20 m", "ev-sled-heavy", "4 x 20 m with a 50 kg sled", "4 x 21 m with a 50 kg sled", {}),
    ("T11 vest", "ev-vest-sprint", "4 x 30 m all-out with a 10.1 kg vest", "4 x 30 m all-out with a 10 kg vest", {}),
    ("T11 20 %", "ev-vest-strides", "6 x 10 s fast with a 21 kg vest", "6 x 10 s fast with a 20 kg vest", SPRINTER),
    ("T11 6 reps", "ev-vest-strides", "7 x 10 s fast with a 20 kg vest", "6 x 10 s fast with a 20 kg vest", SPRINTER),
    ("T11 10 s", "ev-vest-strides", "6 x 11 s fast with a 20 kg vest", "6 x 10 s fast with a 20 kg vest", SPRINTER),
    ("T12 1.1", "ev-spike-10-km", "11 km with a 5 kg vest", "11.1 km with a 5 kg vest", LONGEST_10),
    ("T12 1.1", "ev-spike-20-km", "22 km with a 5 kg vest", "22.1 km with a 5 kg vest", LONGEST_20),
    ("T12 2.0", "ev-spike-double-5-km", "10 km with a 5 kg vest", "10.1 km with a 5 kg vest", LONGEST_5),
    ("T12 2.0", "ev-spike-double-10-km", "20 km with a 5 kg vest", "20.1 km with a 5 kg vest", LONGEST_10),
    ("G3 three pounds", "ev-ace-limbs", "5 km with 2 x 0.7 kg dumbbells", "5 km with 2 x 0.8 kg dumbbells", {}),
    ("G10 ten", "ev-hill-sprints-many", "10 x 8 s uphill all-out", "11 x 8 s uphill all-out", {}),
    ("G10 ten", "ev-hill-sprints", "11 x 8 s uphill all-out", "10 x 10 s uphill all-out", {}),
    ("G10 seconds", "ev-hill-sprints", "8 x 11 s uphill all-out", "8 x 10 s uphill all-out", {}),
    ("G16 one kilo", "ev-one-kilo", "10 km with a 1.1 kg belt", "10 km with a 1 kg belt", {}),
    ("7 ceiling", "ev-ruck-ceiling", "30 min walk with a 10 kg backpack", "30 min walk with a 10.1 kg backpack", {}),
    ("7 ceiling", "ev-ruck-walk", "30 min walk with a 10.1 kg backpack", "30 min walk with a 10 kg backpack", {}),
]
# Thresholds of the athlete and the week: a session, the facts on the one side and on the other.
FACT_EDGES = [
    ("T8", "ev-loaded-run-second", PACK, {"loaded_runs_last_14_days": 0}, {"loaded_runs_last_14_days": 1}),
    ("T8", "ev-loaded-run-second", PACK, {"loaded_runs_last_14_days": 2}, {"loaded_runs_last_14_days": 1}),
    ("T8", "ev-loaded-run-third", PACK, {"loaded_runs_last_14_days": 1}, {"loaded_runs_last_14_days": 2}),
    ("T8", "ev-race-pack", PACK, ULTRA | {"loaded_runs_last_14_days": 1}, ULTRA),
    ("7", "ev-pack-last-days", PACK, ULTRA | {"weeks_to_race": 11 / 7}, ULTRA | {"weeks_to_race": 10 / 7}),
    ("7", "ev-race-pack", PACK, ULTRA | {"weeks_to_race": 10 / 7}, ULTRA | {"weeks_to_race": 11 / 7}),
    ("T12", "ev-spike-10-km", "12 km with a vest", {"longest_run_30_days_km": 11}, LONGEST_10),
    ("T12", "ev-spike-20-km", "25 km with a vest", {"longest_run_30_days_km": 21}, LONGEST_20),
    ("T12", "ev-spike-double-5-km", "12 km with a vest", {"longest_run_30_days_km": 6}, LONGEST_5),
    ("T12", "ev-spike-double-10-km", "25 km with a vest", {"longest_run_30_days_km": 11}, LONGEST_10),
    ("T14", "ev-strength-economy", LUNGES, {"strength_base": "none"}, {"strength_base": "own_weight"}),
    ("T15", "ev-bone-stress-past", VEST, {"past_bone_stress_injury": False}, {"past_bone_stress_injury": True}),
    ("9", "ev-heavy-legs-load", VEST, {"heavy_legs_days": 2}, {"heavy_legs_days": 3}),
    ("9", "ev-heavy-legs-jumps", "3 x 6 squat jumps", {"heavy_legs_days": 2}, {"heavy_legs_days": 3}),
    ("9", "ev-heavy-legs-hills", "6 x 200 m uphill hard", {"heavy_legs_days": 2}, {"heavy_legs_days": 3}),
]


def truth(code, text, **differences):
    """Whether the guideline applies to the one step of the session."""
    reading = read(text)
    assert reading.unread_words == (), text
    ((step, rounds),) = reading.workout.flat()
    facts = athlete(**differences)
    return EVIDENCE[code].applies({**facts, **step_facts(step, reading.workout, facts["body_mass_kg"], rounds=rounds)})


def advice(text, *, panel=EVERYTHING, strict=False, **differences):
    return advise(read(text).workout, athlete(**differences), panel, strict=strict)


def stances(advised):
    return {finding.guideline.code for finding in advised.findings}


def test_every_guideline_has_its_case():
    assert set(CASES) == set(EVIDENCE)
    assert len(CASES) >= 30
    assert {code: one.stance for code, one in EVIDENCE.items()} == {code: case[0] for code, case in CASES.items()}
    assert {code for code, one in EVIDENCE.items() if one.exception} == EXCEPTIONS


@pytest.mark.parametrize("code", CASES)
def test_a_guideline_applies_where_it_should_and_not_elsewhere(code):
    _stance, text, facts, other_text, other_facts = CASES[code]

    assert truth(code, text, **facts) is True, text
    assert truth(code, other_text, **other_facts) is False, other_text
    assert code in stances(advice(text, **facts))
    assert code not in stances(advice(other_text, **other_facts))


@pytest.mark.parametrize(("threshold", "code", "outside", "inside", "facts"), EDGES)
def test_a_threshold_holds_at_its_edge(threshold, code, outside, inside, facts):
    assert truth(code, outside, body_mass_kg=100, **facts) is False, (threshold, outside)
    assert truth(code, inside, body_mass_kg=100, **facts) is True, (threshold, inside)


@pytest.mark.parametrize(("threshold", "code", "text", "outside", "inside"), FACT_EDGES)
def test_a_threshold_of_the_athlete_holds_at_its_edge(threshold, code, text, outside, inside):
    assert truth(code, text, **outside) is False, (threshold, outside)
    assert truth(code, text, **inside) is True, (threshold, inside)


@pytest.mark.parametrize("text", ["5 km easy with ankle weights", "4 x 60 m all-out with 0.5 kg ankle weights", ANKLES])
def test_ankle_weights_are_objected_to_in_any_running(text):
    """T1, however light and however short."""
    assert truth("ev-ankle-running", text) is True
    assert advice(text, panel=guidelines("evidence")).verdict == "avoid"


def test_what_is_not_known_is_asked():
    vest = "8 km easy with a vest"

    assert truth("ev-trunk-10", vest) is None
    assert truth("ev-trunk-10", "8 km easy with an 8 kg vest", body_mass_kg=[60, 90]) is None
    asked = {one.question for one in advice(vest, panel=guidelines("evidence")).undecided}
    assert "How heavy is the load?" in asked


@pytest.mark.parametrize("text", ["8 km easy", "40 min very easy", "90 min", "2 h easy", "10 km steady", "rest"])
@pytest.mark.parametrize("differences", [{}, {"body_mass_kg": None}, {"goal": "weight_loss"}, {"level": "competitive"}])
def test_an_unloaded_run_is_clear_and_without_noise(text, differences):
    answer = advice(text, **differences)

    assert (answer.verdict, answer.findings, answer.undecided) == ("clear", (), ())


@pytest.mark.parametrize(
    "text",
    [
        "6 x 200 m uphill hard, jog down",
        "8 x 10 s uphill all-out, walk down",
        "6 x 20 s uphill strides, walk down",
        "4 x 5 min uphill at threshold, jog down",
        "40 min easy uphill on the treadmill",
        "8 km easy, then 6 x 20 s uphill strides, walk down",
    ],
)
def test_hill_sessions_are_clear_and_supported(text):
    answer = advice(text)

    assert answer.verdict == "clear"
    assert answer.undecided == ()
    assert "ev-hill-impact" in stances(answer)


@pytest.mark.parametrize(
    ("text", "facts", "verdict"),
    [
        (VEST, {}, "caution"),
        ("8 km easy with a 10 kg vest", {}, "avoid"),
        (PACK, ULTRA, "clear"),
        (PACK, ULTRA | {"race_pack_kg": None}, "caution"),
        (PACK, ULTRA | {"race_pack_kg": 0}, "avoid"),
        (PACK, ULTRA | {"loaded_runs_last_14_days": 1}, "caution"),
        (PACK, ULTRA | {"loaded_runs_last_14_days": 2}, "avoid"),
        (PACK, ULTRA | {"past_bone_stress_injury": True}, "stop"),
        (PACK, ULTRA | {"past_bone_stress_injury": None}, "caution"),
        ("6 x 30 m all-out with a 7 kg sled", SPRINTER, "clear"),
        ("6 x 30 m all-out with a parachute", SPRINTER, "clear"),
        ("6 x 60 m all-out with a parachute", SPRINTER, "caution"),
        ("6 x 10 s fast with a 14 kg vest", SPRINTER, "caution"),
        ("6 x 10 s fast with a 14 kg vest", {}, "avoid"),
        (LUNGES, {}, "clear"),
    ],
)
def test_the_pack_alone(text, facts, verdict):
    known = {"longest_run_30_days_km": 30} | facts

    assert advice(text, panel=guidelines("evidence"), **known).verdict == verdict


@pytest.mark.parametrize("code", sorted(EXCEPTIONS))
@pytest.mark.parametrize("facts", [HEAVY_LEGS, {"injuries": ["achilles"]}, {"injuries": ["knee"]}])
def test_an_exception_never_softens_what_is_said_of_sore_or_tired_legs(code, facts):
    _stance, text, usual, _other, _others = CASES[code]

    assert truth(code, text, **usual | facts) is False


def test_the_race_pack_splits_the_panel_and_a_strict_club_avoids_it():
    answer = advice(PACK, longest_run_30_days_km=30, **ULTRA)

    assert (answer.verdict, answer.split) == ("caution", True)
    assert advice(PACK, longest_run_30_days_km=30, strict=True, **ULTRA).verdict == "avoid"


def test_only_four_things_stop_a_session():
    stops = {code for code, one in EVIDENCE.items() if one.stance == "stop"}

    assert stops == {"ev-bone-stress-now", "ev-bone-stress-past", "ev-under-16-worn", "ev-back-shoulder-pack"}
    for code in stops:
        assert any(condition.fact in ("load_class", "load_site") for condition in EVIDENCE[code].when), code


def test_reasons_are_in_our_own_words():
    record = read_file(CONTENT / "evidence.yaml")

    for one in record.guidelines:
        words = f"{one['reason']} {one['instead']} {one['editorial_note']}"
        assert not re.search(r"[\"“”„«»]", words), one["code"]
        assert "proven" not in words.casefold(), one["code"]
        assert 40 < len(one["reason"]) < 250, one["code"]
        assert one["reason"].endswith("."), one["code"]
        assert one["reference"], one["code"]
        assert one["grade"] in ("expert_opinion", "observational", "trial", "review")
        assert bool(one["drills"]) == bool(one["instead"]) == (one["stance"] != "supports"), one["code"]
    assert "proven" not in (CONTENT / "evidence.yaml").read_text().casefold()


def test_objections_that_rest_on_our_own_line_say_precaution():
    """A load may be kept off as a precaution; nothing here says that it was seen to injure."""
    for one in EVIDENCE.values():
        if one.stance == "stop" or (one.stance == "against" and one.source.slug == "evidence-summary"):
            assert "precaution" in one.reason, one.code


def test_contested_points_say_so():
    contested = {code for code, one in EVIDENCE.items() if "contested" in one.reason}

    assert contested == {
        *("ev-trunk-5", "ev-pack-15", "ev-vest-mileage", "ev-sled-light", "ev-ten-percent-rule", "ev-sled-heavy"),
        *("ev-vest-sprint", "ev-strength-economy", "ev-plyometrics", "ev-hip-core", "ev-foot-core"),
        *("ev-weight-loss-vest", "ev-tendon-hills"),
    }


def test_no_position_on_worn_weights_is_given_to_bodies_that_took_none():
    without = re.compile(
        r"NSCA|National Strength|ACSM|College of Sports|UK Athletics|England Athletics|World Athletics"
    )
    record = read_file(CONTENT / "evidence.yaml")
    bodies = {one["slug"]: f"{one['name']} {one['role']}" for one in record.sources}

    named = {one["code"] for one in record.guidelines if without.search(bodies[one["source"]] + one["reference"])}
    assert named == {"ev-strength-gate"}
    activities = {condition.value for condition in EVIDENCE["ev-strength-gate"].when if condition.fact == "activity"}
    assert activities == {("strength",)}


def test_sentences_read_well():
    sentences = {code: readable(one) for code, one in EVIDENCE.items()}

    assert sentences["ev-ankle-running"] == "Applies when the load sits on lower leg and the activity is running."
    assert sentences["ev-sprint-over-100"] == (
        "Applies when the load is carried, towed or elastic, the activity is running, the effort is all-out and a "
        "repetition is longer than 100 m."
    )
    assert sentences["ev-trunk-10"] == (
        "Applies when the load sits on trunk, the activity is running and the load is more than 10 % of body mass."
    )
    assert sentences["ev-bone-stress-past"] == (
        "Applies when the athlete has had a bone stress injury, the load is carried and the activity is running."
    )
    assert sentences["ev-weigh-up"].endswith(
        "unless the load comes from backpack and the athlete's goal is ultra-trail."
    )


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (ANKLES, {}),
        ("8 km easy with a 10 kg vest", {}),
        ("6 x 30 metres all-out with a 5 kg vest", {}),
        (PACK, ULTRA | {"race_pack_kg": 0}),
        (VEST, SLIMMER),
        (VEST, YOUNG),
        (VEST, HEAVY_LEGS),
    ],
)
def test_something_clear_is_offered_in_place_of_the_load(text, facts):
    places = frozenset(slugs(EQUIPMENT) + slugs(TERRAIN))
    offered = suggest(read(text), athlete(**facts), EVERYTHING, drills(), equipment=places, terrain=places, read=read)

    assert offered
    assert all(advice(one.text, **facts).verdict == "clear" for one in offered)


class TestLoaded:
    """The pack as the database holds it."""

    pytestmark = pytest.mark.usefixtures("content", "db")

    def test_it_works(self):
        published = guideline_set(["evidence"])

        assert {one.code for one in published} == set(CASES)
        assert all(isinstance(one, Guideline) and one.reference and one.grade and one.source.role for one in published)
        assert not Pack.objects.get(slug="evidence").on_by_default

    def test_loading_again_changes_nothing(self):
        told = StringIO()
        call_command("load_guidelines", CONTENT / "evidence.yaml", stdout=told)

        assert told.getvalue().startswith("Evidence: 0 created, 0 updated")
        assert told.getvalue().endswith("Nothing changed.\n")

    def test_the_other_packs_are_as_they_were(self):
        assert len(guideline_set(["founding"])) == 19
        assert not {one.code for one in guideline_set(["founding", "safety"])} & set(CASES)

    def test_thresholds_of_our_own_are_marked_and_told(self):
        marked = Condition.objects.filter(editorial=True, guideline__packs__slug="evidence")
        codes = set(marked.values_list("guideline__code", flat=True))

        told = GuidelineRow.objects.filter(packs__slug="evidence").exclude(editorial_note="")
        assert codes < set(told.values_list("code", flat=True))
        unmarked = {(row.guideline.code, row.fact) for row in self._numbers().filter(editorial=False)}
        # What a study measured, or a person said, as it stands in the reference.
        assert unmarked == {
            *(("ev-lower-leg-cost", "load_percent_body_mass"), ("ev-pack-15", "load_percent_body_mass")),
            *(("ev-one-kilo", "load_kg"), ("ev-race-pack", "race_pack_kg"), ("ev-hill-sprints", "reps")),
            ("ev-ten-percent-rule", "load_percent_body_mass"),
            *(("ev-vest-strides", fact) for fact in ("rep_duration_s", "reps", "load_percent_body_mass")),
        }

    def _numbers(self):
        return Condition.objects.filter(guideline__packs__slug="evidence", operator__in=["at_most", "less_than"]) | (
            Condition.objects.filter(guideline__packs__slug="evidence", operator__in=["at_least", "more_than"])
        ).exclude(fact__in=["effort", "strength_base"])

    def test_named_drills_are_offered_ones(self):
        suggested = {drill.code for drill in drill_catalogue() if not drill.not_suggested}

        assert {code for one in guideline_set(["evidence"]) for code in one.replacements} <= suggested

    def test_drills_stay_clear_but_for_those_the_evidence_asks_care_with(self):
        """At their smallest and largest, for the athlete that each is meant for."""
        panel = guideline_set(["founding", "safety", "evidence"])
        unclear, asking = set(), set()
        for drill in drill_catalogue():
            if drill.not_suggested:
                continue
            level = "competitive" if drill.level == "advanced" else "recreational"
            base = "own_weight" if drill.strength_base == "none" else drill.strength_base
            for amount in (drill.amount_for(0), drill.amount_for(math.inf)):
                answer = advice(drill.text(amount), panel=panel, level=level, strength_base=base)
                unclear |= {drill.code} if answer.verdict != "clear" else set()
                asking |= {drill.code} if answer.undecided else set()
        assert unclear == set()
        assert asking == {"rs01", "rs02"}  # how heavy the sled is
