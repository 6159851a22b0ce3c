from __future__ import annotations

import math

import pytest

from tests.workouts.reads import ALL_OUT, EASY, FIVE_K, MI, STRIDES, VERY_EASY, aim, rest, run, steps, wholly
from workouts.reading import read

WHOLE = {
    "8 km easy": run(8000, effort=EASY),
    "easy 8 km": run(8000, effort=EASY),
    "8km easy": run(8000, effort=EASY),
    "Easy run 5-7 miles": run((5 * MI, 7 * MI), effort=EASY),
    "40 min very easy": run(s=2400, effort=VERY_EASY),
    "a brisk 20-minute walk": run(s=1200, activity="walk"),
    "8-mile run": run(8 * MI),
    "10K": run(10_000),
    "1 hr": run(s=3600),
    "1h15": run(s=4500),
    "1 h 15 min": run(s=4500),
    "1 h 15 easy": run(s=4500, effort=EASY),
    "1:10 h": run(s=4200),
    "45:00": run(s=2700),
    "1:15:00": run(s=4500),
    "90 min": run(s=5400),
    "45'": run(s=2700),
    "1'30 easy": run(s=90, effort=EASY),
    "2 min 30 s": run(s=150),
    "30 sec": run(s=30),
    '30" easy': run(s=30, effort=EASY),
    "1,200 m": run(1200),
    "1,5 km": run(1500),
    "2½ km": run(2500),
    "½ mile": run(MI / 2),
    "3/4 mile": run(0.75 * MI),
    "1-and-a-half hours easy": run(s=5400, effort=EASY),
    "40 yd": run(36.576),
    "five miles": run(5 * MI),
    "6 and a half km": run(6500),
    "1/2 to 1 hour easy": run(s=(1800, 3600), effort=EASY),
    "8-10 km": run((8000, 10_000)),
    "8–10 km": run((8000, 10_000)),
    "8 - 10 km": run((8000, 10_000)),
    "8 to 10 km": run((8000, 10_000)),
    "45'-1h": run(s=(2700, 3600)),
    "50 min-1 hr": run(s=(3000, 3600)),
    "at least 30 min": run(s=(1800, math.inf)),
    "2 hours or more": run(s=(7200, math.inf)),
    "up to 12 km": run((0, 12_000)),
    "at most 800 m": run((0, 800)),
    "at least 1600 m": run((1600, math.inf)),
    "5+ miles easy": run((5 * MI, math.inf), effort=EASY),
    "approx 10 km": run(10_000),
    "от 8 до 10 км": run((8000, 10_000)),
    "30 с": run(s=30),
    "５ ｋｍ": run(5000),
    "5\u00a0km": run(5000),
}


@pytest.mark.parametrize(("text", "step"), WHOLE.items(), ids=WHOLE)
def test_one_amount(text, step):
    (found,) = wholly(text)

    assert found.to_json() | {"span": None} == rounded(step).to_json() | {"span": None}


def rounded(step):
    if step.distance_m is None:
        return step
    return run((round(step.distance_m.lo, 3), round(step.distance_m.hi, 3)), effort=step.effort)


@pytest.mark.parametrize(
    "text",
    [
        "7m easy",
        "1:15",
        "2:01",
        "30",
        "9-10",
        "30 tempo run",
        "400s",
        "10 to 6 x",
        "0 km",
        "9999 km",
        "60m easy",
        "1.200.300 km",
    ],
)
def test_a_number_that_could_mean_two_things_is_left_unread(text):
    reading = read(text)

    assert not any(step.distance_m or step.duration_s for step, _rounds in reading.workout.flat())
    assert reading.unread


@pytest.mark.parametrize(
    "text",
    [
        "12 km/h",
        "5:30/km",
        "6:30 min/mile",
        "1000 m of climbing",
        "300 feet of gain",
        "D+700 m",
        "10 s slower",
        "at 6:30",
        "8 km = 5 mi",
    ],
)
def test_paces_climbs_and_comparisons_are_not_amounts(text):
    assert steps(text) == ()


@pytest.mark.parametrize(
    ("setting", "step"),
    [("minutes", run(s=420)), ("miles", run(11265.408)), ("metres", run(7))],
)
def test_a_bare_m_means_what_the_club_chose(setting, step):
    assert wholly("7m", bare_m=setting) == (step,)


def test_a_bare_m_without_a_choice_asks():
    reading = read("7m moderate")

    assert reading.unread_words == ("7m",)
    assert [hint.about for hint in reading.hints] == ["bare_m"]


@pytest.mark.parametrize("setting", ["ask", "minutes", "miles", "metres"])
def test_a_bare_m_is_metres_from_fifty_up_and_beside_sprints_and_sleds(setting):
    assert wholly("6 x 60m all-out", bare_m=setting)[0].distance_m == run(60).distance_m
    assert wholly("sled 20m", bare_m=setting)[0].distance_m == run(20).distance_m
    assert wholly("8 x 20 m high knees", bare_m=setting)[0].distance_m == run(20).distance_m


def test_a_clock_time_of_an_easy_session_is_hours():
    assert wholly("1:15 easy") == (run(s=4500, effort=EASY),)


def test_a_clock_time_of_a_repetition_is_minutes():
    assert wholly("5 x 1:30 easy")[0].duration_s == run(s=90).duration_s


def test_the_same_run_twice_over_is_counted_once():
    reading = read("12 km, 62 min, drills")

    assert reading.unread_words == ("62", "min")
    assert reading.workout.total("distance_m") == run(12_000).distance_m
    assert reading.workout.total("duration_s") is None


@pytest.mark.parametrize("text", ["1:45 long run", "1:45 long run easy", "1:45 easy run", "1:45 run"])
def test_a_clock_time_before_a_whole_run_is_hours(text):
    effort = EASY if "easy" in text else None

    assert wholly(text) == (run(s=6300, effort=effort),)


@pytest.mark.parametrize("text", ["1:30 run, 1:30 walk, repeat 8 times", "1:30 run / 1:00 walk", "1:30 fast run"])
def test_a_clock_time_that_may_be_short_is_not_hours(text):
    assert all(step.duration_s is None or step.duration_s.hi < 600 for step, _rounds in read(text).workout.flat())


@pytest.mark.parametrize("when", ["Thursday 7pm", "Thu at 7 pm", "7 pm", "Thursday 6:45 pm", "Thu at 18:45"])
def test_a_day_and_an_hour_are_no_amount(when):
    reading = read(f"6 km {when} at the track")

    assert reading.workout.steps == (run(6000),)
    assert " ".join(reading.unread_words) == when.replace(" at ", " ")


def test_the_half_of_the_day_behind_its_session():
    assert wholly("5 km am easy / 8 x 400 pm") == (run(5000, effort=EASY), run(400, x=8))
    assert wholly("30 min easy am; 8 x 400 m @ 5k pm") == (run(s=1800, effort=EASY), run(400, x=8, effort=FIVE_K))


def test_an_hour_before_its_session():
    assert steps("8 am 10 km easy, 6 pm 5 km easy") == (run(10_000, effort=EASY), run(5000, effort=EASY))


@pytest.mark.parametrize(
    "text", ["1e308 km", "1e308 km easy", "5e3 m", "1.5e3 m", "1,5e3 m", "1e-2 km", "8E1 km", "1e2 x 400 m"]
)
def test_powers_of_ten_are_no_numbers_of_ours(text):
    assert read(text).workout.steps == ()
    assert read(text).unread_words[0] == text.split()[0]


def test_a_mass_in_powers_of_ten_is_unread():
    reading = read("8 km easy with 5e1 kg vest")

    assert [step.load for step in reading.workout.steps] == [None]
    assert reading.unread_words == ("5e1", "kg", "vest")


def test_signs_around_words_take_nothing_from_them():
    assert wholly('7 "miles" aqua-jogging') == (run(7 * MI, activity="cross", exercise="pool_running"),)
    assert wholly("9 km† 'easy'*") == (run(9000, effort=EASY),)
    assert wholly("9kmeasy") == wholly("9 km easy")


@pytest.mark.parametrize("text", ["12 Miler", "12-miler", "a 12-miler"])
def test_a_run_named_by_its_miles(text):
    assert wholly(text) == (run(round(12 * MI, 3)),)


@pytest.mark.parametrize(("text", "effort"), [("90 min max", None), ("90 min easy max", EASY)])
def test_max_behind_a_long_time_bounds_it(text, effort):
    assert wholly(text) == (run(s=(0, 5400), effort=effort),)


@pytest.mark.parametrize("text", ["8 x 60 m max", "10 s max", "90 min @ max"])
def test_elsewhere_max_is_how_hard(text):
    assert wholly(text)[0].effort == ALL_OUT


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("8 x :25 strides", run(s=25, x=8, effort=STRIDES)),
        ("8x:25 strides", run(s=25, x=8, effort=STRIDES)),
        ("8 x :45/:15", run(s=45, x=8, recovery=rest(s=15))),
        ("6 x 4 min w/ :50 rest", run(s=240, x=6, recovery=rest(s=50))),
        ("5 x 200 m @ :35", run(200, x=5, target=aim("time_s", 35))),
    ],
)
def test_a_clock_may_begin_with_its_colon(text, meant):
    assert wholly(text) == (meant,)


@pytest.mark.parametrize("text", ["Track:8 x 400 m", "Track: 8 x 400 m"])
def test_a_colon_behind_a_word_is_none(text):
    assert wholly(text) == (run(400, x=8),)
