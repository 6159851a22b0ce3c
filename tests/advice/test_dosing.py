"""How much: scaled to the athlete and to the time that the load would have taken, with the reason."""

from __future__ import annotations

import pytest

from advice.replacements import Dose
from tests.advice.replacing import (
    ANKLES,
    SPRINTER,
    ULTRA,
    VEST,
    all_from_the_panel,
    drill,
    from_the_panel,
    history,
    offered,
)

BACKPACK = "25 km easy with a 4 kg backpack"


def test_a_longer_run_gives_way_to_more_of_the_drill():
    walk = drill("walk", "{time} walk", dose=Dose(time_s=(1200, 3600)), mode="instead")

    assert offered("20 min steady with a 5 kg vest", [walk])[0].text == "20 min walk"
    assert offered("60 min steady with a 5 kg vest", [walk])[0].text == "60 min walk"


def dose(text, code, **rest):
    """What one drill of the catalogue becomes behind the run, and why."""
    found = next(one for one in all_from_the_panel(text, **rest).offered if one.drill.code == code)
    return found.text.rpartition(", then ")[2].removesuffix(", walk down"), found.dose_because


@pytest.mark.parametrize(
    ("differences", "text", "because"),
    [
        ({}, "6 x 20 s uphill strides", "A small extra to the session."),
        ({"age_group": "over_50"}, "4 x 15 s uphill strides", "Half of the usual amount, over 50."),
        ({"age_group": "under_16"}, "4 x 15 s uphill strides", "Half of the usual amount, under 16."),
        ({"heavy_legs_days": 1}, "4 x 15 s uphill strides", "The low end, because legs feel heavy."),
        ({"weeks_to_race": 2}, "4 x 15 s uphill strides", "The low end, because a race is near."),
    ],
)
def test_hills_are_scaled_to_the_athlete(differences, text, because):
    assert dose(ANKLES, "uh02", **differences) == (text, because)


@pytest.mark.parametrize(
    ("base", "code", "text", "because"),
    [
        ("none", "bw03", "2 x 8 step-ups", "The low end, because there is no strength base yet."),
        ("own_weight", "bw03", "3 x 12 step-ups", "A small extra to the session."),
        ("own_weight", "ws04", "4 x 8 calf raises with dumbbells", "The middle of its dose, for this strength base."),
        ("loaded", "ws04", "4 x 12 calf raises with dumbbells", "A small extra to the session."),
    ],
)
def test_strength_goes_by_the_strength_base(base, code, text, because):
    assert dose(BACKPACK, code, **ULTRA, strength_base=base) == (text, because)


def test_level_tells_how_far_a_hard_session_goes():
    tempo = "8 km tempo with a 5 kg vest"
    lower = dose(tempo, "uh04")
    upper = dose(tempo, "uh04", level="competitive")

    assert lower == ("4 x 3 min uphill hard, jog down", "The lower part of its dose, for a recreational athlete.")
    assert upper == ("6 x 3 min uphill hard, jog down", "The upper part of its dose, for a competitive athlete.")


def test_harder_work_takes_less_time_than_the_run():
    text, because = dose("20 min tempo with a 5 kg vest", "uh04", level="competitive")

    assert text == "4 x 3 min uphill hard, jog down"
    assert because == "Less than the 20 min with the load, for it is harder."


def test_a_competitive_athlete_begins_above_the_very_least():
    known = history((9, "10 km easy"))
    sprint = "6 x 60 m all-out with a 5 kg vest"

    text, because = dose(sprint, "uh01", history=known, **SPRINTER)

    assert text == "2 x 10 s uphill all-out"
    assert because == "The low end, because it was not in the plan of the last four weeks."


def test_heavy_legs_get_half_the_time():
    assert dose("80 min easy with a 5 kg vest", "re01", heavy_legs_days=3) == (
        "40 min easy",
        "Half the time of the run, for legs that have been heavy for days.",
    )


def test_a_long_run_with_a_backpack_is_not_answered_with_an_hour_of_jogging():
    first, second, third = from_the_panel(BACKPACK, weeks_to_race=10, **ULTRA)

    assert (first.mode, first.text) == ("unloaded", "25 km easy")
    assert first.because[0] == "It is the same run without the load."
    assert first.dose_because == "As much as you wrote, only without the load."
    assert (second.mode, second.text) == ("after", "25 km easy, then 12 min uphill walk")
    assert second.dose_because == "Behind the run: it is too short to take the place of 149 min."
    assert (third.mode, third.text) == ("alongside", "25 km easy, then 3 x 12 split squats")


def test_the_same_run_keeps_the_coachs_own_words():
    text = "meet at 8, 3 h easy with a 6 kg pack on the ridge, bring water"
    found = next(one for one in all_from_the_panel(text, **ULTRA, weeks_to_race=10).offered if one.mode == "unloaded")

    assert found.text == "meet at 8, 3 h easy on the ridge, bring water"


def test_a_harder_run_is_not_taken_for_an_easy_one():
    found = all_from_the_panel("25 km steady with a 4 kg backpack", weeks_to_race=10, **ULTRA)

    assert not any(one.mode == "unloaded" for one in found.offered)


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("40 min steady with a 5 kg vest", "About as long as the load would have taken: 40 min."),
        ("90 min steady with a 5 kg vest", "The most of its dose, in place of 90 min with the load."),
        ("10 min steady with a 5 kg vest", "The least of it that makes sense."),
    ],
)
def test_a_walk_takes_about_as_long_as_the_run(text, because):
    assert dose(text, "re03", goal="weight_loss")[1] == because


def test_no_dose_is_given_without_a_reason():
    for text in (ANKLES, VEST, BACKPACK, "6 x 60 m all-out with a 5 kg vest"):
        for one in all_from_the_panel(text).offered:
            assert one.dose_because.endswith(".")
