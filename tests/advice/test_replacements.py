"""What is offered in place of a loaded step: what suits, in which order, how much of it, and in the coach's words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advice.conditions import Condition
from advice.engine import Guideline, GuidelineSet, SourceRef, advise
from advice.replacements import Dose, Drill, purpose_of, suggest, why_not
from tests.advice.panel import athlete, drills, guidelines, load, step
from workouts.reading import read
from workouts.vocabulary import EQUIPMENT, TERRAIN, slugs
from workouts.workout import Span

EVERYTHING = frozenset(slugs(EQUIPMENT))
EVERYWHERE = frozenset(slugs(TERRAIN))
SPRINTER = {"level": "competitive", "goal": "short_sprint"}
ULTRA = {"level": "competitive", "goal": "ultra_trail"}

NO_LOADED_RUN = Guideline(
    "ada-no-load",
    SourceRef("ada", "Ada Example"),
    "against",
    when=(Condition("activity", "is_any_of", ("run",)), Condition("load_class", "is_any_of", ("carried",))),
    replacements=("squats",),
)


def drill(code, form="{sets} x {reps} squats", **rest):
    usual = {
        "name": code.title(),
        "category": "strength",
        "purposes": ("strength_endurance",),
        "dose": Dose(sets=(2, 3), reps=(10, 15)),
    }
    return Drill(code=code, form=form, **{**usual, **rest})


SQUATS = drill("squats")
STRIDES = drill(
    "strides",
    "{reps} x {time} uphill strides, walk down",
    category="hills",
    dose=Dose(reps=(4, 12), time_s=(15, 20)),
    terrain=("hill",),
)


def offered(
    text, catalogue=(SQUATS,), panel=(NO_LOADED_RUN,), *, equipment=EVERYTHING, terrain=EVERYWHERE, facts=None, **rest
):
    return suggest(
        read(text),
        athlete() if facts is None else facts,
        GuidelineSet(panel),
        catalogue,
        equipment=equipment,
        terrain=terrain,
        read=read,
        **rest,
    )


def from_the_panel(text, *, equipment=EVERYTHING, terrain=EVERYWHERE, **differences):
    return suggest(
        read(text),
        athlete(**differences),
        guidelines("founding", "safety"),
        drills(),
        equipment=equipment,
        terrain=terrain,
        read=read,
    )


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
    names_shelf = replace(NO_LOADED_RUN, replacements=("strength",))

    (found,) = offered("8 km easy with a 5 kg vest", panel=[names_shelf])

    assert "Ada Example names it in place of the load." in found.because


def test_the_second_drill_comes_from_another_shelf():
    lunges = drill("another", "{sets} x {reps} lunges")

    found = offered("8 km easy with a 5 kg vest", [SQUATS, lunges, STRIDES], [replace(NO_LOADED_RUN, replacements=())])

    assert [one.drill.category for one in found] == ["strength", "hills", "strength"]


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


def test_no_hard_day_next_to_a_hard_day():
    hard = replace(SQUATS, hard=True)

    assert offered("40 min with a 5 kg vest", [hard])
    assert not offered("40 min with a 5 kg vest", [hard], facts=athlete(hard_yesterday=True))
    assert not offered("40 min with a 5 kg vest", [hard], hard_tomorrow=True)


def test_an_easy_day_is_not_turned_into_a_hard_one():
    hard = replace(STRIDES, hard=True, mode="instead")

    assert offered("8 km threshold with a 5 kg vest", [hard])
    assert not offered("8 km easy with a 5 kg vest", [hard])


@pytest.mark.parametrize("planned", ["squats", "3 x 12 Squats, then plank", "Squats"])
def test_what_is_in_the_week_already_is_not_offered_again(planned):
    found = offered("8 km easy with a 5 kg vest", [SQUATS, STRIDES], planned=["rest", planned])

    assert [one.drill.code for one in found] == ["strides"]
    assert "It is not in the week yet." in found[0].because


def test_what_is_in_the_session_already_is_not_offered_on_top():
    found = offered("2 x 10 squats, 8 km easy with a 5 kg vest", [SQUATS, STRIDES])

    assert [one.drill.code for one in found] == ["strides"]
    assert "It is not in the week yet." not in found[0].because


def test_another_exercise_of_a_similar_name_does_not_count():
    assert offered("8 km easy with a 5 kg vest", [SQUATS], planned=["3 x 12 squatsuits"])


def test_an_easy_run_may_stand_in_the_week_twice():
    easy = drill("easy", "{time} easy", dose=Dose(time_s=(1200, 2400)), mode="instead")

    (found,) = offered("40 min steady with a 5 kg vest", [easy], planned=["8 km easy"])

    assert found.text == "40 min easy"


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("8 km easy with a 5 kg vest", "8 km easy, then 3 x 15 squats"),
        ("8 km easy with a 5 kg vest.", "8 km easy, then 3 x 15 squats"),
        ("8 km easy (with a 5 kg vest)", "8 km easy, then 3 x 15 squats"),
        ("8 km easy with a 5 kg vest, meet at the lake", "8 km easy, meet at the lake, then 3 x 15 squats"),
        (
            "2 km easy, 6 km steady with a 5 kg vest, 2 km easy",
            "2 km easy, 6 km steady, then 3 x 12 squats, 2 km easy",
        ),
        ("8 km easy with a 5 kg vest\n2 km easy", "8 km easy, then 3 x 15 squats\n2 km easy"),
    ],
)
def test_a_drill_stands_beside_the_run_without_its_load(text, new):
    (found,) = offered(text)

    assert (found.mode, found.text) == ("alongside", new)


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("8 km steady with a 5 kg vest", "10 x 90 s uphill fast, walk down"),
        ("8 km steady with a 5 kg vest, meet at the lake", "10 x 90 s uphill fast, walk down, meet at the lake"),
        (
            "2 km easy, 8 km steady with a 5 kg vest, 2 km easy",
            "2 km easy, 10 x 90 s uphill fast, walk down, 2 km easy",
        ),
    ],
)
def test_a_drill_stands_instead_of_the_step(text, new):
    hills = replace(
        STRIDES, form="{reps} x {time} uphill fast, walk down", dose=Dose(reps=(4, 10), time_s=(60, 90)), mode="instead"
    )

    (found,) = offered(text, [hills])

    assert (found.mode, found.text) == ("instead", new)


def test_a_step_inside_a_repeat_keeps_its_place():
    text = "3 x (400 m fast with a 5 kg vest, 400 m easy)"

    (found,) = offered(text, [SQUATS, replace(STRIDES, mode="instead")])

    assert found.text == "3 x (400 m fast, 400 m easy), then 3 x 12 squats"


def test_the_load_comes_off_every_step_that_is_objected_to():
    (found,) = offered("6 km easy with a 5 kg vest, then 2 km steady with a 5 kg vest")

    assert found.text == "6 km easy, then 3 x 12 squats, then 2 km steady"
    assert "The load comes off the rest of the session too." in found.because


def test_where_the_first_step_has_no_drill_the_next_is_tried():
    walk = drill("walk", "{time} walk", purposes=("weight_management",), dose=Dose(time_s=(1200, 3600)), mode="instead")
    text = "3 x (400 m fast with a 5 kg vest, 400 m easy), then 20 min easy with a 5 kg vest"

    (found,) = offered(text, [walk], facts=athlete(goal="weight_loss"))

    assert found.text == "3 x (400 m fast, 400 m easy), then 20 min walk"


def test_a_load_that_is_not_objected_to_stays():
    (found,) = offered("6 km easy with a 5 kg vest, then 3 x 10 lunges with 8 kg dumbbells")

    assert found.text == "6 km easy, then 3 x 12 squats, then 3 x 10 lunges with 8 kg dumbbells"


def test_the_words_that_were_not_read_are_kept():
    text = "8 km easy with a 5 kg vest, bring Zebulon & cake"

    (found,) = offered(text)

    assert "bring Zebulon & cake" in found.text
    assert read(found.text).unread_words == read(text).unread_words


@pytest.mark.parametrize("form", ["{sets} x {reps} floozles", "squats for {reps} floozles", "floozle"])
def test_a_drill_that_cannot_be_read_is_not_offered(form):
    assert offered("8 km easy with a 5 kg vest", [drill("odd", form)]) == ()


def test_a_text_that_reads_worse_as_a_whole_is_not_offered():
    def puzzled(text):
        reading = read(text)
        return replace(reading, unread=(Span(0, 4),)) if ", then" in text else reading

    found = suggest(
        read("8 km easy with a 5 kg vest"),
        athlete(),
        GuidelineSet([NO_LOADED_RUN]),
        [SQUATS],
        equipment=EVERYTHING,
        terrain=EVERYWHERE,
        read=puzzled,
    )

    assert found == ()


def test_a_drill_with_a_word_that_is_not_read_is_not_offered_even_beside_the_same_word():
    assert offered("8 km easy with a 5 kg vest, floozle", [drill("odd", "{sets} x {reps} squats, floozle")]) == ()


def test_a_drill_whose_numbers_read_as_others_is_not_offered():
    assert offered("8 km easy with a 5 kg vest", [drill("odd", "{sets} x 2 x {reps} squats")]) == ()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "4 x 15 s uphill strides, walk down"),
        (60, "4 x 15 s uphill strides, walk down"),
        (119, "5 x 20 s uphill strides, walk down"),
        (120, "6 x 20 s uphill strides, walk down"),
        (190, "12 x 15 s uphill strides, walk down"),
        (2400, "12 x 20 s uphill strides, walk down"),
    ],
)
def test_the_dose_is_what_fits_into_the_time(seconds, words):
    assert STRIDES.text(STRIDES.amount_for(seconds)) == words


def test_a_longer_run_gives_way_to_more_of_the_drill():
    walk = drill("walk", "{time} walk", dose=Dose(time_s=(1200, 3600)), mode="instead")

    assert offered("20 min steady with a 5 kg vest", [walk])[0].text == "20 min walk"
    assert offered("60 min steady with a 5 kg vest", [walk])[0].text == "60 min walk"


@pytest.mark.parametrize(
    ("form", "dose", "words"),
    [
        ("{reps} x {distance} A-skips", Dose(reps=(6, 6), distance_m=(30, 30)), "6 x 30 metres A-skips"),
        ("{reps} x {distance} strides", Dose(reps=(6, 6), distance_m=(80, 80)), "6 x 80 m strides"),
        ("{reps} x {time} uphill walk", Dose(reps=(1, 1), time_s=(600, 600)), "10 min uphill walk"),
        (
            "{reps} x {time} easy, {rest} walk",
            Dose(reps=(1, 1), time_s=(90, 90), rest_s=(30, 60)),
            "1 x 90 s easy, 1 min walk",
        ),
    ],
)
def test_a_drill_is_written_as_coaches_write(form, dose, words):
    one = drill("one", form, dose=dose)

    assert one.text(one.amount_for(600)) == words


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"form": "{reps} x {time} strides"}, "does not fit the dose"),
        ({"form": "{sets x squats"}, "does not fit the dose"),
        ({"form": "{} squats"}, "does not fit the dose"),
        ({"purposes": ("glory",)}, "glory is not one of speed_strength"),
        ({"level": "expert"}, "expert is not one of beginner"),
        ({"mode": "never"}, "never is not one of instead"),
        ({"contraindications": ("ego",)}, "ego is not one of achilles"),
    ],
)
def test_a_drill_that_does_not_hold_together_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        drill("one", **wrong)


@pytest.mark.parametrize(
    "data", [{"reps": [6, 4]}, {"reps": 5}, {"reps": ["many", "more"]}, {"laps": [1, 2]}, {"reps": [4]}]
)
def test_a_dose_is_a_range_of_numbers(data):
    with pytest.raises(ValueError, match="Dose: "):
        Dose.from_plain(data)
