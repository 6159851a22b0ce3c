from __future__ import annotations

import math

import pytest

from tests.workouts.reads import ALL_OUT, run, wholly
from workouts.reading import read
from workouts.workout import Load, Range


def load(implement, kg=None, percent=None):
    return Load(implement, _range(kg), _range(percent))


def _range(value):
    if value is None:
        return None
    return Range(*value) if isinstance(value, tuple) else Range.exactly(value)


# Behind "5 km easy ".
BEHIND = {
    "with 1 kg ankle weights on each leg": load("ankle_weights", 2),
    "with 1 kg on each ankle": load("ankle_weights", 2),
    "with 2 x 1 kg ankle weights": load("ankle_weights", 2),
    "with ankle weights (1 kg each)": load("ankle_weights", 2),
    "with ankle weights, 1 kg on each leg": load("ankle_weights", 2),
    "with 2 kg ankle weights in total": load("ankle_weights", 2),
    "with 1 kg ankle weights": load("ankle_weights", (1, 2)),
    "with ankle weights": load("ankle_weights"),
    "with 0.5 kg wrist weights": load("wrist_weights", (0.5, 1)),
    "with 1 kg in each hand": load("hand_weights", 2),
    "holding 2 x 2 kg": load("hand_weights", 4),
    "with 2 kg dumbbells": load("dumbbells", (2, 4)),
    "with 1 kg bottles": load("hand_weights", (1, 2)),
    "in a 5 kg vest": load("vest", 5),
    "wearing a weighted vest": load("vest"),
    "w/ 5kg vest": load("vest", 5),
    "with a vest of 5 kg": load("vest", 5),
    "with a 10-pound vest": load("vest", 4.54),
    "with a 10 lb weight vest": load("vest", 4.54),
    "with a 3 kg belt": load("belt", 3),
    "with a 4 kg backpack": load("backpack", 4),
    "with a 9 kg rucksack": load("backpack", 9),
    "carrying a 20 kg sandbag": load("sandbag", 20),
    "with a 5 kg medicine ball": load("medicine_ball", 5),
    "with a 10 kg plate": load("plate", 10),
    "with a parachute": load("parachute"),
    "pulling a 10 kg tyre": load("tyre", 10),
    "dragging a tire": load("tyre"),
    "with a sled": load("sled"),
    "w/ 45 lb drag": load("sled", 20.41),
    "in a harness": load("harness"),
    "with a bungee": load("bungee"),
    "with bands": load("band"),
    "with weights": load("weights"),
    "with 20 kg": load("weights", 20),
    "@ 60#": load("weights", 27.22),
    "with 20/30#": load("weights", (9.07, 13.61)),
    "with 5-10 kg": load("weights", (5, 10)),
    "with no more than 30 kg": load("weights", (0, 30)),
    "with max 30 kg": load("weights", (0, 30)),
    "with at least 20 kg": load("weights", (20, math.inf)),
    "with a minimum 20 kg vest": load("vest", (20, math.inf)),
    "at 80% BW": load("weights", percent=80),
    "with a sled at 20% of body weight": load("sled", percent=20),
    "(5 kg vest)": load("vest", 5),
    ", 5 kg vest": load("vest", 5),
    "+ 5 kg vest": load("vest", 5),
    "с утяжелителями 1 кг на каждую ногу": load("ankle_weights", 2),
    "с жилетом 5 кг": load("vest", 5),
    "в жилете": load("vest"),
    "с рюкзаком 4 кг": load("backpack", 4),
    "с гантелями по 2 кг": load("dumbbells", (2, 4)),
    "с утяжелителями на руки 1 кг": load("wrist_weights", (1, 2)),
    "с грузом в руках": load("hand_weights"),
    "с поясом с грузом 3 кг": load("belt", 3),
    "с блином 10 кг": load("plate", 10),
    "с санями": load("sled"),
    "с упряжью": load("harness"),
    "со жгутом": load("bungee"),
}


@pytest.mark.parametrize(("words", "expected"), BEHIND.items(), ids=BEHIND)
def test_a_load_behind_a_run(words, expected):
    (step,) = wholly(f"5 km easy {words}")

    assert step.load == expected
    assert (step.distance_m.lo, step.effort.lo) == (5000, "easy")


@pytest.mark.parametrize("words", BEHIND)
def test_its_words_can_be_taken_out(words):
    text = f"5 km easy {words}"
    (step,) = wholly(text)

    left = text[: step.load.span.start] + text[step.load.span.end :]

    assert left.strip() in ("5 km easy", "5 km easy with a sled")


ELSEWHERE = {
    "sled 20m @ 60#": load("sled", 27.22),
    "ankle weights: 1 kg each, 6 km easy": load("ankle_weights", 2),
    "2 x 1 kg ankle weights, 6 km easy": load("ankle_weights", 2),
    "weight vest walk 30 min (8 kg)": load("vest", 8),
    "tyre pull 4 x 100 m": load("tyre"),
    "6 x 20 m fast (band)": load("band"),
    "8 km easy, ankle weights": load("ankle_weights"),
    "walk 45 min with a 20 lb ruck": load("backpack", 9.07),
    "heavy sled 10m": load("sled"),
    "6 x 30 m sled push @ 80% BW": load("sled", percent=80),
    "ruck 8 miles with 20 kg": load("backpack", 20),
    "8 mile ruck": load("backpack"),
    "5 mile ruck with my sandbag (60 pounds)": load("sandbag", 27.22),
    "in a vest 6 x 60 m all-out": load("vest"),
    "10 x 60 m with 3 kg vest, walk back": load("vest", 3),
    "6 x 40 m w/ 45 lb weight drag": load("sled", 20.41),
    "4 x 20 s running in place with a band": load("band"),
    "3 x 10 squats with 2 x 10 kg dumbbells": load("dumbbells", 20),
    "3 x 5 deadlifts with a 60 kg barbell": load("barbell", 60),
    "3 x 12 lateral band walks": load("band"),
    "30 min walk with 10 kg pack": load("backpack", 10),
}


@pytest.mark.parametrize(("text", "expected"), ELSEWHERE.items(), ids=ELSEWHERE)
def test_a_load_in_other_places(text, expected):
    ((step, _rounds),) = read(text).workout.flat()

    assert step.load == expected
    assert not read(text).unread


@pytest.mark.parametrize(
    "text",
    [
        "8 km easy, no weights",
        "8 km easy without a vest",
        "8 km easy w/o weights",
        "8 km easy with 0.5 kg bottles",
        "8 км легко без утяжелителей",
    ],
)
def test_no_load_is_understood_as_none(text):
    (step,) = wholly(text)

    assert step.load is None


@pytest.mark.parametrize(
    "text",
    [
        "8 km easy, leave the vest at home",
        "8 km easy, lose 5 kg",
        "8 km easy with the pack",
        "8 km easy, bring bands",
        "8 km easy, IT band",
    ],
)
def test_a_remark_is_no_load(text):
    (step,) = read(text).workout.steps

    assert step.load is None
    assert read(text).unread


@pytest.mark.parametrize("text", ["drills, 2 x 100 m, bands", "drills, 2 x 100 m, dumbbells"])
def test_things_for_the_gym_are_no_load_on_the_run(text):
    *_before, last = read(text).workout.steps

    assert last.load is None
    assert len(read(text).unread) == 1


VEST = load("vest", 5)

# The load of each step, in order.
BELOW = {
    "8 km easy\nwith 5 kg vest": [VEST],
    "8 km easy\n5 kg vest": [VEST],
    "8 km easy\n\n- vest 5 kg.": [VEST],
    "8 km easy; 5 kg vest": [VEST],
    "8 km easy;with a 5 kg vest": [VEST],
    "8 km easy. With a 5 kg vest": [VEST],
    "8 km easy\nin a vest": [load("vest")],
    "8 km easy\nankle weights 1 kg each": [load("ankle_weights", 2)],
    "8 km easy\nwith 5 kg vest, on grass": [VEST],
    "8 km easy, talk if you like\nwith 5 kg vest": [VEST],
    "45 min walk; 9 kg backpack": [load("backpack", 9)],
    "3 x 10 squats\nwith 2 x 10 kg dumbbells": [load("dumbbells", 20)],
    "5 x 20 m sled\n@ 40 kg": [load("sled", 40)],
    "2 x (1 km easy, 1 km hard)\nwith 5 kg vest": [VEST, VEST],
    "2 km warm up\n6 x 60 m all-out\nwith 5 kg vest": [None, VEST],
    "2 km warm up\n6 x 60 m all-out\nwith 5 kg vest\n2 km cool down": [None, VEST, None],
    "8 km easy\n3 x 10 lunges\nwith a 10 kg plate": [None, load("plate", 10)],
    "2 km warm up; 6 x 60 m all-out, 4 x 100 m strides; 5 kg vest": [None, VEST, VEST],
    "8 км легко\nс жилетом 5 кг": [VEST],
    "8 км легко; жилет 5 кг": [VEST],
    "8 км легко. В жилете 5 кг": [VEST],
    "8 км легко\nутяжелители по 1 кг": [load("ankle_weights", (1, 2))],
    "разминка 2 км\n6 х 60 м быстро\nс жилетом 5 кг\nзаминка 2 км": [None, VEST, None],
}


@pytest.mark.parametrize(("text", "expected"), BELOW.items(), ids=BELOW)
def test_a_load_on_its_own_line_belongs_to_the_part_before(text, expected):
    reading = read(text)

    assert [step.load for step, _rounds in reading.workout.flat()] == expected
    assert set(reading.unread_words) <= {"talk", "if", "you", "like"}


@pytest.mark.parametrize("text", BELOW)
def test_its_line_can_be_taken_out(text):
    reading = read(text)
    spans = {step.load.span for step, _rounds in reading.workout.flat() if step.load is not None}
    left = text
    for span in spans:
        left = left[: span.start] + left[span.end :]
    bare = read(left)

    assert len(spans) == 1
    assert [step.load for step, _rounds in bare.workout.flat() if step.load not in (None, load("sled"))] == []
    assert bare.workout.total("distance_m") == reading.workout.total("distance_m")


UNCLEAR = {
    "of the session or of the cool-down?": "2 km warm up\n6 x 60 m all-out\n2 km cool down\nwith 5 kg vest",
    "the warm-up too?": "2 km warm up, 6 x 60 m all-out; 5 kg vest",
    "on one line, all of it?": "2 km warm up, 6 x 60 m, 2 km cool down; 5 kg vest",
    "both lines?": "8 km easy\n6 x 60 m all-out\nwith 5 kg vest",
    "or a title": "8 km easy\n5 kg vest\n6 x 60 m all-out",
    "or a title, for a blank line parts it from the run": "8 km easy\n\nwith 5 kg vest\n6 x 60 m all-out",
    "before a colon it is one": "8 km easy\nwith 5 kg vest: 6 x 60 m all-out",
    "or with what follows on its line": "8 km easy\n5 kg vest, 6 x 60 m all-out",
    "with the warm-up, or what follows": "2 km warm up\nwith 5 kg vest\n6 x 60 m all-out",
    "squats with it too?": "8 km easy, 3 x 10 squats; 5 kg vest",
    "another word is not understood": "8 km easy\n5 kg vest optional",
    "a number stood between": "8 km easy, 12 zzz\nwith 5 kg vest",
    "nobody rides in a vest": "30 min bike\n5 kg vest",
}


@pytest.mark.parametrize("text", UNCLEAR.values(), ids=UNCLEAR)
def test_a_load_that_may_belong_elsewhere_is_shown_as_unread(text):
    reading = read(text)

    assert reading.workout.steps
    assert all(step.load is None for step, _rounds in reading.workout.flat())
    assert "vest" in reading.unread_words


def test_things_for_the_gym_on_their_own_line_are_no_load_on_the_run():
    for line in ("bands", "20 kg sandbag", "2 kg dumbbells"):
        reading = read(f"8 km easy\n{line}")

        assert [step.load for step in reading.workout.steps] == [None]
        assert reading.unread


# The loads that are held, and the words of the one that has no place beside them.
SECOND = {
    "8 km easy with a 5 kg vest and 1 kg ankle weights": ([VEST], "1 kg ankle weights"),
    "8 km easy with a 5 kg vest, 1 kg ankle weights": ([VEST], "1 kg ankle weights"),
    "8 km easy with a 5 kg vest + 1 kg ankle weights": ([VEST], "1 kg ankle weights"),
    "8 km easy with a 5 kg vest (1 kg ankle weights)": ([VEST], "1 kg ankle weights"),
    "8 km easy with a 5 kg vest\nwith 1 kg ankle weights": ([VEST], "1 kg ankle weights"),
    "8 km easy with a 5 kg vest; 1 kg ankle weights": ([VEST], "1 kg ankle weights"),
    "8 km easy\nwith a 5 kg vest\n1 kg ankle weights": ([VEST], "1 kg ankle weights"),
    "8 km easy with a 5 kg vest and a 4 kg vest": ([VEST], "4 kg vest"),
    "8 km easy with 5 kg vest and ankle weights": ([VEST], "ankle weights"),
    "with 5 kg vest 8 km with 1 kg ankle weights": ([VEST], "1 kg ankle weights"),
    "1 kg ankle weights, 5 km easy with a 5 kg vest": ([VEST], "1 kg ankle weights"),
    "Long run with 5 kg vest. 18 km with 1 kg ankle weights": ([VEST], "1 kg ankle weights"),
    "400 m with 5 kg vest / 200 m, 1 kg ankle weights": ([VEST, None], "1 kg ankle weights"),
    "2 x (400 m with 5 kg vest, 200 m) with 1 kg ankle weights": ([VEST, None], "1 kg ankle weights"),
    "2 x (400 m with 5 kg vest, 200 m), 1 kg ankle weights": ([VEST, None], "1 kg ankle weights"),
    "with 1 kg ankle weights 2 x (400 m with 5 kg vest, 200 m)": ([VEST, None], "1 kg ankle weights"),
    "400 m with 5 kg vest, 200 m; 1 kg ankle weights": ([VEST, None], "1 kg ankle weights"),
    "5 kg vest 3 x 12 w/ 100 lbs": ([], "5 kg vest"),
    "8 км легко с жилетом 5 кг и утяжелителями 1 кг": ([VEST], "утяжелителями 1 кг"),
}


@pytest.mark.parametrize(("text", "expected"), SECOND.items(), ids=SECOND)
def test_a_second_load_is_shown_as_unread(text, expected):
    loads, second = expected
    reading = read(text)

    assert [step.load for step, _rounds in reading.workout.flat()] == loads
    assert second in " ".join(reading.unread_words)


ROUNDS = [
    "2 x (400 m, 200 m) with a 5 kg vest",
    "2 x (400 m, 200 m) easy, 5 kg vest",
    "with a 5 kg vest 2 x (400 m, 200 m)",
    "5 kg vest, 2 x (400 m, 200 m)",
    "3 x 400/200 m with a 5 kg vest",
    "90 s run / 90 s walk with a 5 kg vest",
    "400 m, 200 m x5 with 5 kg vest",
    "400 m, 200 m, repeat 3 times with 5 kg vest",
]


@pytest.mark.parametrize("text", ROUNDS)
def test_a_load_on_rounds_is_that_of_each_step(text):
    assert [step.load for step, _rounds in read(text).workout.flat()] == [VEST, VEST]
    assert not read(text).unread


@pytest.mark.parametrize("text", ["in a 5 kg vest 2 x 4 x 200 m", "in a 5 kg vest 2 x 10 squats"])
def test_a_load_before_sets_is_not_lost(text):
    assert [step.load for step, _rounds in read(text).workout.flat()] == [VEST]


def test_each_of_a_pair_keeps_its_own_load():
    first, second = wholly("400 m with 5 kg vest / 200 m with a belt")

    assert (first.load, second.load) == (VEST, load("belt"))


TOO_MUCH = [
    "with a 200 kg vest",
    "with 71 kg vest",
    "with 150% BW vest",
    ", 200 kg vest",
    "; 200 kg vest",
    "\nwith 200 kg vest",
    "(200 kg vest)",
    "with a vest (200 kg)",
    "with a vest, 200 kg",
    "with at least 200 kg vest",
    "with max 300 kg vest",
    "with 15 kg ankle weights on each leg",
    "with 30 kg wrist weights",
    "with 200 kg dumbbells",
    "with a 600 kg sled",
    "with a sled at 400% of body weight",
    "with a 0 kg vest",
    "with -5 kg vest",
    "with a -5 kg vest",
    "с жилетом 200 кг",
]


@pytest.mark.parametrize("words", TOO_MUCH)
def test_more_than_anybody_can_bear_is_unread_as_a_whole(words):
    for run_words in ("8 km easy", "8 km"):
        reading = read(f"{run_words} {words}")
        (step,) = reading.workout.steps

        assert (step.load, step.distance_m.lo) == (None, 8000)
        assert [hint.about for hint in reading.hints] == ["size"]
        assert len(reading.unread_words) >= 3


def test_a_mass_that_is_named_apart_from_the_thing_is_bounded_too():
    (step,) = read("ruck 8 km with 90 kg").workout.steps

    assert step.load == load("backpack")
    assert read("ruck 8 km with 90 kg").unread_words == ("90", "kg")


HEAVIEST = {
    "8 km with a 70 kg vest": load("vest", 70),
    "8 km with a 100% BW vest": load("vest", percent=100),
    "5 x 20 m sled 200 kg": load("sled", 200),
    "5 x 20 m sled @ 300% BW": load("sled", percent=300),
    "3 x 5 deadlifts with a 300 kg barbell": load("barbell", 300),
    "8 km with 10 kg ankle weights on each leg": load("ankle_weights", 20),
    "8 km easy -5 kg vest": VEST,
}


@pytest.mark.parametrize(("text", "expected"), HEAVIEST.items(), ids=HEAVIEST)
def test_what_can_be_borne_is_read(text, expected):
    ((step, _rounds),) = read(text).workout.flat()

    assert step.load == expected


OF_STRANGERS = [
    "pushing a buggy 15 kg",
    "pushing a 15 kg buggy",
    "pushing a 15-kg buggy",
    "with a 15 kg pushchair",
    "with a 15 kg jogging stroller",
    "with a buggy of 15 kg",
    "with a buggy @ 15 kg",
    "in 2 kg shoes",
    "in shoes 2 kg",
    "in 2 kg running shoes",
    "with a 20 kg dog",
    "с коляской 15 кг",
    "с 15 кг коляской",
    "в кроссовках по 1 кг",
]


@pytest.mark.parametrize("words", OF_STRANGERS)
def test_the_mass_of_an_unknown_thing_is_no_load(words):
    for run_words in ("8 km easy", "8 km"):
        reading = read(f"{run_words} {words}")
        (step,) = reading.workout.steps

        assert (step.load, step.distance_m.lo) == (None, 8000)
        assert [hint.about for hint in reading.hints] == ["thing"]


def test_the_mass_of_an_unknown_thing_in_brackets_is_no_load():
    reading = read("8 km easy with a buggy (15 kg)")

    assert [step.load for step in reading.workout.steps] == [None]
    assert reading.unread_words == ("buggy", "15", "kg")


@pytest.mark.parametrize(
    "text", ["8 km easy with 5 kg extra", "8 km easy Riverside with 5 kg", "8 km easy with 5 kg on your back"]
)
def test_a_word_beside_a_mass_is_not_always_its_thing(text):
    assert [step.load for step in read(text).workout.steps] == [load("weights", 5)]


def test_a_load_without_a_step_is_not_understood():
    assert read("1 kg ankle weights").unread_words == ("1", "kg", "ankle weights")


def test_weights_after_a_plus_are_strength_work():
    running, gym = wholly("8 km easy + weights")

    assert running.load is None
    assert gym.activity == "strength"


def test_each_part_keeps_its_own_load():
    bare, loaded = wholly("8 km easy, 6 x 60 m all-out with a 5 kg vest")

    assert bare.load is None
    assert loaded.load == load("vest", 5)


@pytest.mark.parametrize("text", ["farmer's walk 4 x 30 m", "farmers walk 4 x 30m", "4 x 30 m farmer’s carry"])
@pytest.mark.parametrize("bare_m", ["ask", "minutes", "miles"])
def test_things_are_carried_for_metres(text, bare_m):
    assert wholly(text + " with 2 x 24 kg kettlebells", bare_m=bare_m) == (
        run(30, x=4, activity="strength", exercise="farmers_walk", load=Load("kettlebell", Range.exactly(48))),
    )


def test_a_free_weight_makes_short_repetitions_metres():
    (step,) = wholly("walk 3 x 40 m with a 20 kg sandbag", bare_m="minutes")

    assert (step.activity, step.distance_m, step.duration_s) == ("walk", Range.exactly(40), None)


def test_a_band_that_resists_is_a_load():
    (step,) = wholly("5 x 60 m band-resisted sprints")

    assert (step.reps.lo, step.effort, step.load) == (5, ALL_OUT, Load("band"))


def test_nobody_says_whether_each_kettlebell_weighs_that_much():
    assert wholly("4 x 30 m farmer's walk with 16 kg kettlebells")[0].load == Load("kettlebell", Range(16, 32))
    assert wholly("4 x 30 m farmer's walk with a 16 kg kettlebell")[0].load == Load("kettlebell", Range.exactly(16))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 mile ruck, 30 lb", load("backpack", 13.61)),
        ("Sled 6 x 15 m, 50 kg", load("sled", 50)),
        ("6 x 40 m with a parachute", load("parachute")),
    ],
)
def test_the_mass_may_be_said_after_the_thing(text, expected):
    (step,) = wholly(text)

    assert (step.load.implement, step.load.kg) == (expected.implement, expected.kg)


def test_a_mass_that_nothing_waits_for_is_no_load():
    (step,) = read("9 km with a 4 kg vest, lose 5 kg").workout.steps

    assert step.load.kg == Range.exactly(4)


def test_an_incline_walk_has_its_slope_and_its_load():
    (step,) = wholly("40 min incline walk 9% w/ 6 kg vest")

    assert (step.activity, step.grade_percent, step.load.kg) == ("walk", Range.exactly(9), Range.exactly(6))


def test_a_percentage_of_a_walk_is_its_slope_and_leaves_the_load_alone():
    (step,) = wholly("20 min walk @ 10% with a 12 kg vest")

    assert (step.grade_percent, step.load.kg) == (Range.exactly(10), Range.exactly(12))
    assert wholly("walk 30 min at 60% HR")[0].grade_percent is None


@pytest.mark.parametrize(
    ("text", "implement", "kg"),
    [
        ("vest run 6 km (4 kg)", "vest", 4),
        ("backpack walk 50 min (7 kg)", "backpack", 7),
        ("8 x 15 m heavy sled drags 50 kg, walk back", "sled", 50),
        ("rucking 5 km (9 kg dry)", "backpack", 9),
    ],
)
def test_a_thing_before_the_run_is_what_it_is_done_with(text, implement, kg):
    (step,) = wholly(text)

    assert (step.load.implement, step.load.kg) == (implement, Range.exactly(kg))
