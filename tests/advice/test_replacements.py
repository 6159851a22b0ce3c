"""What is offered in place of a loaded step: for which purpose, in which order, and everything that there is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advice.conditions import Condition
from advice.engine import Guideline, SourceRef, advise
from advice.replacements import Dose, purpose_of
from tests.advice.panel import athlete, guidelines, load, step
from tests.advice.replacing import (
    ANKLES,
    NO_LOADED_RUN,
    SQUATS,
    STRIDES,
    ULTRA,
    all_from_the_panel,
    drill,
    from_the_panel,
    offered,
    options_of,
)
from workouts.reading import read


def test_it_works():
    best, *_others = from_the_panel("8 km easy with 1 kg ankle weights on each leg", weeks_to_race=8)

    assert best.text == "8 km easy, then 6 x 20 s uphill strides, walk down"
    assert (best.drill.code, best.mode, best.step) == ("uh02", "alongside", 0)
    assert any("Sergey Sorokin" in reason for reason in best.because)
    assert "What it takes is there: hill of 4 % or more." in best.because
    assert advise(read(best.text).workout, athlete(weeks_to_race=8), guidelines("founding")).verdict == "clear"


def test_nothing_is_offered_for_a_session_that_is_clear():
    assert from_the_panel("8 km easy") == ()
    assert from_the_panel("3 x 10 lunges with 8 kg dumbbells") == ()
    assert from_the_panel("") == ()


def test_nothing_is_offered_where_the_load_is_not_what_is_objected_to():
    no_running = replace(NO_LOADED_RUN, when=NO_LOADED_RUN.when[:1])

    assert offered("8 km easy", panel=[no_running]) == ()
    assert offered("8 km easy with a 5 kg vest", panel=[no_running]) == ()


def test_no_more_than_three_are_offered_and_none_twice():
    found = from_the_panel("40 min steady with a 5 kg vest")

    assert len(found) == 3
    assert len({one.drill.code for one in found}) == 3


@pytest.mark.parametrize(
    ("run", "differences", "purpose"),
    [
        (step(m=60, effort="maximal", load=load("vest", 5)), {}, "speed_strength"),
        (step(m=60, load=load("vest", 5)), {}, "speed_strength"),
        (step(m=60, effort="easy", load=load("vest", 5)), {}, "strength_endurance"),
        (step(m=150, effort="maximal", load=load("vest", 5)), {}, "strength_endurance"),
        (step(seconds=10, effort="maximal", load=load("vest", 5)), {}, "speed_strength"),
        (step(m=400, load=load("sled", 20)), {}, "speed_strength"),
        (step(activity="walk", m=400, load=load("sled", 20)), {}, "strength_endurance"),
        (step(km=25, effort="easy", load=load("backpack", 4)), ULTRA, "load_tolerance"),
        (step(km=25, effort="easy", load=load("backpack", 4)), {}, "strength_endurance"),
        (step(minutes=40, load=load("vest", 5)), {"goal": "weight_loss"}, "weight_management"),
        (step(activity="drill", exercise="skips", load=load("ankle_weights", 1)), {}, "technique"),
        (step(km=8, effort="easy", load=load("ankle_weights", 2)), {}, "strength_endurance"),
        (step(km=8, effort="easy", load=load("vest", 5)), {"heavy_legs_days": 3}, "recovery"),
        (step(km=8, effort="easy", load=load("vest", 5)), {"injuries": ["bone_stress"]}, "recovery"),
    ],
)
def test_what_a_load_is_for(run, differences, purpose):
    assert purpose_of(run, athlete(**differences)) == purpose


def test_a_drill_serves_the_purpose():
    assert offered("8 km easy with a 5 kg vest", [drill("other", purposes=("recovery",))]) == ()


def test_what_the_panel_names_comes_first():
    others = [drill("aa", "{reps} x {time} strides", dose=STRIDES.dose, category="running"), SQUATS]

    first, second = offered("8 km easy with a 5 kg vest", others)

    assert (first.drill.code, second.drill.code) == ("squats", "aa")
    assert "Ada Example names it in place of the load." in first.because
    assert not any("Ada" in reason for reason in second.because)


def order_of(*catalogue, text="8 km easy with a 5 kg vest", panel=NO_LOADED_RUN):
    return [one.drill.code for one in offered(text, catalogue, [panel])]


def test_among_the_named_the_one_more_sources_name_comes_first_and_then_the_first_named():
    shelf = {"category": "one"}
    aa, bb, cc = (
        drill("aa", **shelf),
        drill("bb", "{sets} x {reps} lunges", **shelf),
        drill("cc", "{sets} x {reps} step-ups", **shelf),
    )
    names = replace(NO_LOADED_RUN, replacements=("cc", "bb", "aa"))
    again = replace(names, code="bo", source=SourceRef("bo", "Bo"), replacements=("aa",))

    assert order_of(aa, bb, cc, panel=names) == ["cc", "bb", "aa"]
    found = offered("8 km easy with a 5 kg vest", [aa, bb, cc], [names, again])
    assert [one.drill.code for one in found] == ["aa", "cc", "bb"]
    assert "Ada Example and Bo name it in place of the load." in found[0].because


@pytest.mark.parametrize(
    "better",
    [
        {"replaces": ("vest",)},
        {"confidence": "H"},
        {"hard": False},
    ],
)
def test_of_two_that_nobody_names_the_better_fit_comes_first(better):
    usual = {"category": "one", "hard": True}
    worse, fitter = drill("aa", **usual), drill("zz", "{sets} x {reps} lunges", **{**usual, **better})

    assert order_of(worse, fitter) == ["zz", "aa"]


def test_the_likelier_purpose_comes_first():
    technique = drill("aa", category="one", purposes=("technique",))
    endurance = drill("zz", "{sets} x {reps} lunges", category="one")

    assert order_of(technique, endurance, text="8 km easy with 1 kg ankle weights on each leg") == ["zz", "aa"]


def test_running_comes_before_other_steps_that_are_as_bad():
    no_load = replace(NO_LOADED_RUN, when=NO_LOADED_RUN.when[1:])

    (found,) = offered("3 x 10 lunges with 8 kg dumbbells, then 8 km easy with a 5 kg vest", panel=[no_load])

    assert (found.step, found.text) == (1, "3 x 10 lunges, then 8 km easy, then 3 x 15 squats")


def test_a_shelf_may_be_named_instead_of_a_drill():
    names_shelf = replace(NO_LOADED_RUN, replacements=("bodyweight_strength",))

    (found,) = offered("8 km easy with a 5 kg vest", panel=[names_shelf])

    assert "Ada Example names it in place of the load." in found.because


def test_the_second_drill_comes_from_another_shelf():
    lunges = drill("another", "{sets} x {reps} lunges")

    found = offered("8 km easy with a 5 kg vest", [SQUATS, lunges, STRIDES], [replace(NO_LOADED_RUN, replacements=())])

    assert [one.drill.category for one in found] == ["bodyweight_strength", "uphill_running", "bodyweight_strength"]


def test_all_that_suits_comes_in_the_same_order_and_the_best_first():
    best = from_the_panel(ANKLES)
    found = all_from_the_panel(ANKLES)

    assert found.offered[:3] == best
    assert len(found.offered) > 10
    codes = [one.drill.code for one in (*found.offered, *found.declined)]
    assert len(set(codes)) == len(codes)


def test_nothing_is_declined_where_nothing_is_to_be_replaced():
    found = all_from_the_panel("8 km easy")

    assert (found.offered, found.declined) == ((), ())


def test_where_nothing_suits_the_reasons_are_there_all_the_same():
    found = all_from_the_panel(ANKLES, injuries=["bone_stress"], equipment=frozenset())

    assert found.offered == ()
    assert {"re01", "re04"} <= {one.drill.code for one in found.declined}


def test_a_step_without_a_load_gives_way_to_recovery_only_where_that_is_asked_for():
    easy = drill("easy", "{time} easy run", purposes=("recovery",), mode="instead", dose=Dose(time_s=(1200, 1800)))
    no_hard_hills = Guideline(
        "ada-no-hills",
        SourceRef("ada", "Ada Example"),
        "against",
        when=(Condition("uphill", "is", True), Condition("effort", "at_least", "threshold")),
    )
    text, catalogue, panel = "10 min warm up, 6 x 200 m uphill hard", (easy, SQUATS), (no_hard_hills,)

    assert options_of(text, catalogue, panel).offered == ()
    assert [one.text for one in options_of(text, catalogue, panel, also_unloaded=True).offered] == [
        "10 min warm up, 20 min easy run"
    ]
    assert options_of("8 km easy", catalogue, panel, also_unloaded=True).offered == ()
