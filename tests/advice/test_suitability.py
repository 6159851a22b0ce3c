"""What suits: the athlete, what there is to do it with, the panel, and the kind of day."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advice.conditions import Condition
from advice.engine import Guideline, SourceRef
from advice.replacements import why_not
from tests.advice.panel import athlete
from tests.advice.replacing import (
    ANKLES,
    EVERYWHERE,
    NO_LOADED_RUN,
    SPRINTER,
    SQUATS,
    STRIDES,
    VEST,
    all_from_the_panel,
    drill,
    from_the_panel,
    offered,
    options_of,
)


@pytest.mark.parametrize(
    ("equipment", "terrain", "possible"),
    [
        (["dumbbells", "box"], [], True),
        (["barbell"], ["stairs"], True),
        (["dumbbells"], [], False),
        (["box"], [], False),
    ],
)
def test_every_group_of_equipment_is_needed_and_any_thing_of_a_group_does(equipment, terrain, possible):
    needy = drill("needy", equipment=(("dumbbells", "barbell"), ("box", "stairs")))

    found = offered("8 km easy with a 5 kg vest", [needy], equipment=frozenset(equipment), terrain=frozenset(terrain))

    assert bool(found) is possible


def test_any_one_ground_does_and_a_treadmill_may_stand_for_it():
    hilly = replace(STRIDES, terrain=("hill", "treadmill"))

    assert offered("8 km easy with a 5 kg vest", [hilly], equipment=frozenset({"treadmill"}), terrain=frozenset())
    assert not offered("8 km easy with a 5 kg vest", [hilly], equipment=frozenset(), terrain=frozenset({"grass"}))


@pytest.mark.parametrize(
    ("wanted", "differences", "why"),
    [
        ({"contraindications": ("knee", "shin")}, {"injuries": ["shin"]}, "Not with this injury: shin."),
        ({"contraindications": ("knee",)}, {"injuries": ["back"]}, None),
        (
            {"strength_base": "own_weight"},
            {"strength_base": "none"},
            "It needs a strength base first: own-weight exercises.",
        ),
        (
            {"strength_base": "own_weight"},
            {"strength_base": None},
            "It needs a strength base first: own-weight exercises.",
        ),
        ({"strength_base": "own_weight"}, {"strength_base": "loaded"}, None),
        ({"level": "intermediate"}, {"level": "recreational"}, None),
        (
            {"level": "advanced"},
            {"level": "recreational", "strength_base": "loaded"},
            "It is for competitive athletes who are used to exercises with weights.",
        ),
        (
            {"level": "advanced"},
            {"level": "competitive", "strength_base": "own_weight"},
            "It is for competitive athletes who are used to exercises with weights.",
        ),
        ({"level": "advanced"}, {"level": "competitive", "strength_base": "loaded"}, None),
        ({"hard": True}, {"heavy_legs_days": 3}, "It is too hard for legs that have been heavy for days."),
        ({"hard": True}, {"heavy_legs_days": 1}, None),
    ],
)
def test_a_drill_suits_the_athlete_or_says_why_not(wanted, differences, why):
    one = drill("one", **wanted)

    assert why_not(one, athlete(**differences)) == why
    if differences.get("heavy_legs_days", 0) < 3:
        assert bool(offered("8 km easy with a 5 kg vest", [one], facts=athlete(**differences))) is (why is None)


LOADED = drill("loaded", "{sets} x {reps} lunges with a 5 kg vest")


@pytest.mark.parametrize("differences", [{"no_added_load": True}, {"age_group": "under_16"}])
def test_no_drill_with_a_load_for_whom_there_is_to_be_none(differences):
    assert offered("8 km easy with a 5 kg vest", [LOADED])
    assert not offered("8 km easy with a 5 kg vest", [LOADED], facts=athlete(**differences))


def test_no_load_and_no_jumps_on_heavy_legs():
    jumps = drill("jumps", "{sets} x {reps} squat jumps", purposes=("recovery",))
    heavy = athlete(heavy_legs_days=3)

    assert not offered("8 km easy with a 5 kg vest", [jumps, replace(LOADED, purposes=("recovery",))], facts=heavy)
    found = offered("8 km easy with a 5 kg vest", [replace(SQUATS, purposes=("recovery",))], facts=heavy)
    assert found[0].because[0] == "It lets heavy legs recover."


def test_a_drill_the_panel_objects_to_is_not_offered():
    no_squats = Guideline(
        "bo-no-squats", SourceRef("bo", "Bo"), "conditional", when=(Condition("activity", "is_any_of", ("strength",)),)
    )

    found = offered("8 km easy with a 5 kg vest", [SQUATS, STRIDES], [NO_LOADED_RUN, no_squats])

    assert [one.drill.code for one in found] == ["strides"]


def test_an_easy_day_is_not_turned_into_a_hard_one():
    hard = replace(STRIDES, hard=True, mode="instead", dose=replace(STRIDES.dose, rest_s=(120, 180)))

    assert offered("8 km threshold with a 5 kg vest", [hard])
    assert not offered("8 km easy with a 5 kg vest", [hard])
    # Most runs are easy: a long one of which nothing is said is taken for one.
    assert not offered("8 km with a 5 kg vest", [hard])
    assert offered("6 x 400 m with a 5 kg vest", [hard])


def test_a_hard_session_is_answered_with_a_hard_one_first():
    fit = {"level": "competitive", "strength_base": "loaded"}
    offers = all_from_the_panel("5 x 1 km hard with a 5 kg vest", **fit).offered
    codes = [one.drill.code for one in offers]

    assert codes.index("uh04") < codes.index("uh08")


def test_nothing_hard_in_the_last_week_before_a_race():
    hard = replace(STRIDES, hard=True)

    assert why_not(hard, athlete(weeks_to_race=0.9)) == "Nothing hard is put into the last week before a race."
    assert why_not(hard, athlete(weeks_to_race=3)) is None


def test_a_bone_that_has_to_heal_is_spared_every_step():
    found = all_from_the_panel(VEST, injuries=["bone_stress"])

    assert [one.text for one in found.offered] == ["45 min cross-training"]
    assert found.offered[0].because[0] == "It spares a bone that has to heal."


def told(text, **rest):
    return {one.drill.code: one.why for one in all_from_the_panel(text, **rest).declined}


def test_each_drill_that_serves_the_purpose_and_is_not_offered_says_why():
    found = all_from_the_panel(
        ANKLES, injuries=["achilles"], terrain=EVERYWHERE - {"hill"}, equipment=frozenset({"box"})
    )
    why = {one.drill.code: one.why for one in found.declined}

    assert why["uh02"] == "Not with this injury: Achilles."
    assert why["bd01"] == "It needs what is not there: resistance band."
    assert why["bd02"] == "It needs what is not there: resistance band."
    assert why["uh03"] == "Not with this injury: Achilles."
    assert why["te05"].startswith("Cadence is a cue")
    assert not {one.drill.code for one in found.offered} & set(why)


def test_a_drill_that_is_too_short_for_a_long_run_says_so():
    assert told("25 km easy with a 4 kg backpack")["uh08"] == "It is too short to take the place of 149 min."


def test_an_easy_day_says_what_would_spoil_it():
    assert told(VEST)["uh04"] == "It would make a hard day of an easy one."


def test_long_repetitions_do_not_stand_in_for_sprints():
    fast = told("6 x 150 m all-out with a 5 kg vest", **SPRINTER, strength_base="loaded")

    assert fast["uh04"] == "Its repetitions are too long for a session of sprints."


def test_what_the_panel_does_not_find_clear_is_told_with_its_reason():
    no_squats = Guideline(
        "bo-no-squats",
        SourceRef("bo", "Bo"),
        "against",
        when=(Condition("activity", "is_any_of", ("strength",)),),
        reason="Squats are for frogs.",
    )
    (why,) = [one.why for one in options_of(VEST, [SQUATS], [NO_LOADED_RUN, no_squats]).declined]

    assert why == "Not clear for this athlete. Bo: Squats are for frogs."


def test_what_hangs_on_something_unknown_is_told_with_the_question():
    depends = Guideline(
        "bo-depends",
        SourceRef("bo", "Bo"),
        "against",
        when=(
            Condition("activity", "is_any_of", ("strength",)),
            Condition("past_bone_stress_injury", "is", True),
        ),
    )
    facts = athlete(past_bone_stress_injury=None)
    (why,) = [one.why for one in options_of(VEST, [SQUATS], [NO_LOADED_RUN, depends], facts=facts).declined]

    assert why.startswith("Not clear as long as it is not known: ")
    assert why.endswith("?")


def test_indoors_leaves_what_needs_no_room_and_what_has_a_belt_or_stairs():
    inside = all_from_the_panel(VEST, terrain=frozenset({"stairs"}), indoors=True)
    codes = {one.drill.code for one in inside.offered}

    assert {"uh08", "uh07", "bw01"} <= codes
    assert told(ANKLES, indoors=True, terrain=frozenset())["te01"] == "It needs room outdoors."
    assert "te02" in {one.drill.code for one in all_from_the_panel(ANKLES, indoors=True).offered}


def test_an_exercise_gives_way_to_an_exercise_and_a_sprint_to_a_sprint():
    lunges = from_the_panel("3 x 10 lunges with 8 kg dumbbells, 2 km easy", strength_base="none")
    sprints = from_the_panel("6 x 60 m all-out with a 5 kg vest", **SPRINTER)

    assert {one.mode for one in lunges} == {"instead"}
    assert lunges[0].text == "2 x 10 squats, 2 km easy"
    assert sprints[0].mode == "instead"
    assert "60 m" not in sprints[0].text
