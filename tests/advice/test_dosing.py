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

    assert text == "3 x 10 s uphill all-out"
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


def told(text, code, **rest):
    """Why one drill of the catalogue is not offered."""
    return next(one.why for one in all_from_the_panel(text, **rest).declined if one.drill.code == code)


@pytest.mark.parametrize("age_group", ["under_16", "over_50"])
def test_half_of_a_few_sprints_is_still_more_than_one(age_group):
    text, _because = dose("6 x 60 m all-out with a 5 kg vest", "uh01", **SPRINTER, age_group=age_group)

    assert text == "3 x 8 s uphill all-out"


@pytest.mark.parametrize("code", ["uh03", "uh04", "uh05", "uh08"])
def test_two_hundred_metres_are_not_answered_with_minutes(code):
    why = "Even the least of it is much more than what it would stand in for."

    assert told("200 m with a 5 kg vest", code) == why
    assert told("3 x 10 lunges with 8 kg dumbbells", code, strength_base="none") == why


@pytest.mark.parametrize("code", ["uh07", "rs03", "rs04"])
def test_hard_running_is_not_answered_with_a_walk(code):
    assert told("10 x 400 m hard with a 5 kg vest", code) == "A walk cannot stand in for hard running."


@pytest.mark.parametrize(
    ("text", "code", "differences"),
    [
        (VEST, "rs04", {"weeks_to_race": 1}),
        ("6 x 60 m all-out with a 5 kg vest", "rs01", {"goal": "short_sprint", "age_group": "over_50"}),
    ],
)
def test_too_little_to_take_the_place_of_a_run_is_not_offered(text, code, differences):
    assert told(text, code, **differences) == "So little of it would be right that it cannot take its place."


@pytest.mark.parametrize("text", ["100 km with a 4 kg backpack", "10 h with a 4 kg backpack", "40 km steady in a vest"])
def test_behind_a_very_long_run_comes_nothing_but_a_little_balance(text):
    found = all_from_the_panel(text).offered

    assert found
    assert {one.drill.activity for one in found if one.mode != "unloaded"} == {"balance"}
    assert told(text, "bw03") == "Nothing but easy things after a session of more than three hours."


def test_a_very_long_run_may_stay_what_it_is():
    assert all_from_the_panel("100 km with a 4 kg backpack").offered[0].text == "100 km"


def test_a_fast_run_that_stays_is_not_passed_over_where_there_is_an_injury():
    sprint = "6 x 60 m all-out with a 5 kg vest"
    first = all_from_the_panel(sprint, injuries=["achilles", "wrist"], **SPRINTER).offered[0]

    assert first.text.startswith("6 x 60 m all-out, then ")
    assert first.needs[-1] == "First settle whether so fast a run is right at all with this injury: Achilles."
    for text, injuries in ((VEST, ["achilles"]), (sprint, ["wrist"]), (sprint, [])):
        offers = all_from_the_panel(text, injuries=injuries, **SPRINTER).offered
        assert not any("First settle" in need for one in offers for need in one.needs)
