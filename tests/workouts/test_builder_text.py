"""Text of Intervals.icu's workout builder, as coaches paste it, and lists of their own that only look like it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workouts.reads import (
    ALL_OUT,
    EASY,
    FIVE_K,
    HARD,
    MARATHON,
    MI,
    MILE,
    STRIDES,
    THRESHOLD,
    VERY_EASY,
    aim,
    exactly,
    rounds,
    run,
    steps,
    wholly,
)
from tests.workouts.test_fuzz import EDITS, FEW, GLUE, NUMBERS, edited, every_law
from workouts import builder_text
from workouts.reading import accounts, read
from workouts.tokens import tokenize
from workouts.workout import Effort, Load, Repeat, Step

SETTINGS = ("ask", "minutes", "miles", "metres")
ZONE_1, ZONE_2, ZONE_3 = Effort("very_easy", "easy"), EASY, Effort("steady", "marathon")
ZONE_4, ZONE_5, BEYOND = Effort("threshold", "10k"), Effort("5k", "mile"), Effort("mile", "maximal")
WARMING, COOLING = {"role": "warm_up"}, {"role": "cool_down"}


def is_builder_text(text):
    return builder_text.find(text, tokenize(text)) is not None


# What is read

WHOLE = """Warmup
- 10m ramp 50-70%

Main set 3x
- 1km 4:30/km Pace
- 1m30 Z2 HR

Cooldown
- 8m Z1
"""


def test_a_whole_session():
    assert wholly(WHOLE) == (
        run(s=600, effort=ZONE_1, **WARMING),
        rounds(3, run(1000, target=aim("pace_s_per_km", 270)), run(s=90, effort=ZONE_2)),
        run(s=480, effort=ZONE_1, **COOLING),
    )


def test_lines_that_a_browser_ends_read_the_same():
    assert steps(WHOLE.replace("\n", "\r\n")) == steps(WHOLE)


@pytest.mark.parametrize("bare_m", SETTINGS)
def test_m_is_minutes_whatever_it_means_to_the_club(bare_m):
    assert wholly("- 5m Z2\n- 12m Z3", bare_m=bare_m) == (run(s=300, effort=ZONE_2), run(s=720, effort=ZONE_3))


STEP_LINES = {
    "15m 65-75%": run(s=900, effort=ZONE_2),
    "15m 50%-75%": run(s=900, effort=ZONE_1),
    "10m 100%": run(s=600, effort=ZONE_4),
    "3m 106-120% FTP": run(s=180, effort=ZONE_5),
    "30s 150%": run(s=30, effort=BEYOND),
    "5m 80% Pace": run(s=300, effort=EASY),
    "5m 98-100% pace": run(s=300, effort=Effort("marathon", "threshold")),
    "2m 108% pace": run(s=120, effort=ZONE_5),
    "8m 75-80% HR": run(s=480, target=aim("heart_rate_percent", (75, 80))),
    "8m 95-99% LTHR": run(s=480, effort=THRESHOLD),
    "8m 140-150bpm": run(s=480, target=aim("heart_rate_bpm", (140, 150))),
    "30s Z5 Pace": run(s=30, effort=ZONE_5),
    "20m Z2-Z3": run(s=1200, effort=Effort("easy", "marathon")),
    "5m Z1 LTHR": run(s=300, effort=ZONE_1),
    "400mtr 5k pace": run(400, effort=FIVE_K),
    "2mi": run(2 * MI),
    "0.4km MP+10": run(400, effort=MARATHON, target=aim("slower_s", 10)),
    "1km 4:30/km-4:40/km Pace": run(1000, target=aim("pace_s_per_km", (270, 280))),
    "10m 7:15-7:00/km Pace": run(s=600, target=aim("pace_s_per_km", (420, 435))),
    "2mi 7:00 Pace": run(2 * MI, target=aim("pace_s_per_mi", 420)),
    "1h2m30s Z2": run(s=3750, effort=ZONE_2),
    "1h15 Z2": run(s=4500, effort=ZONE_2),
    "5' Z3": run(s=300, effort=ZONE_3),
    "1'30\" Z4": run(s=90, effort=ZONE_4),
    "90m Z2": run(s=5400, effort=ZONE_2),
    "Warmup 10m Z1": run(s=600, effort=ZONE_1, **WARMING),
    "Recovery 3m 50%": run(s=180, effort=ZONE_1),
    "Rest 1m": Step("rest", duration_s=exactly(60)),
    "2m rest": Step("rest", duration_s=exactly(120)),
    "Walk 2m": Step("walk", duration_s=exactly(120)),
    "3m jog": run(s=180, effort=EASY),
    "20s strides": run(s=20, effort=STRIDES),
    "uphill 30s Z5": run(s=30, effort=ZONE_5, uphill=True),
    "12m easy": run(s=720, effort=EASY),
    "20s all out": run(s=20, effort=ALL_OUT),
    "40s mile pace": run(s=40, effort=MILE),
    "5m RPE 3": run(s=300, target=aim("rpe", 3)),
    "6m very easy with a 5 kg vest": run(s=360, effort=VERY_EASY, load=Load("vest", kg=exactly(5))),
    "Bike 10m Z2": Step("cross", exercise="cycling", duration_s=exactly(600), effort=ZONE_2),
}


@pytest.mark.parametrize(("line", "step"), STEP_LINES.items(), ids=STEP_LINES)
def test_a_step(line, step):
    assert wholly(f"3x\n- 400mtr Z5\n\n- {line}")[1:] == (step,)


UNREAD = {
    "5m 220w": ["220w"],
    "5m 200-240w": ["200", "240w"],
    "2m 315w - 330w press lap": ["315w", "330w", "press", "lap"],
    "5m Z2 90rpm": ["90rpm"],
    "20m freeride": ["freeride"],
    "5m 60% MMP 5m": ["60%", "MMP", "5m"],
    "100mtr 3:00/100m-4:00/100m Pace": ["3:00", "100m", "4:00", "100m", "Pace"],
    "10m 5:00 Pace": ["5:00", "Pace"],
    "5m 105% HR": ["105%", "HR"],
    "Float 2m Z2, be kind": ["Float", "be", "kind"],
    "Tempo 10m Z3": ["Tempo"],
    "not all out 2m Z4": ["not", "all out"],
    "10m ramp": ["ramp"],
    "10m Z2 75%": ["75%"],
    "High 2m Z7": ["High", "Z7"],
}


@pytest.mark.parametrize(("line", "unread"), UNREAD.items(), ids=UNREAD)
def test_what_a_step_cannot_hold_stays_unread(line, unread):
    reading = read(f"3x\n- 400mtr Z5\n\n- {line}")

    assert list(reading.unread_words) == unread
    assert len(reading.workout.steps) == 2


def test_a_remark_behind_a_dash_is_no_step():
    reading = read("- 400mtr Z5\n- Drink, easy\n- 5m Z2")

    assert reading.workout.steps == (run(400, effort=ZONE_5), run(s=300, effort=ZONE_2))
    assert reading.unread_words == ("Drink", "easy")


ROUNDS = {
    "3x\n- 5m Z4\n- 2m Z1": (rounds(3, run(s=300, effort=ZONE_4), run(s=120, effort=ZONE_1)),),
    "Main set 3x:\n- 5m Z4\n- 2m Z1": (rounds(3, run(s=300, effort=ZONE_4), run(s=120, effort=ZONE_1)),),
    "3x main set\n- 5m Z4\n- 2m Z1": (rounds(3, run(s=300, effort=ZONE_4), run(s=120, effort=ZONE_1)),),
    "5×\n- 1km 5k pace": (run(1000, x=5, effort=FIVE_K),),
    "2x\n- 1km Z4\n- 90s rest\n\n- 5m Z1": (
        rounds(2, run(1000, effort=ZONE_4), Step("rest", duration_s=exactly(90))),
        run(s=300, effort=ZONE_1),
    ),
    "2x\n- 1km Z4\nCooldown\n- 5m Z1": (run(1000, x=2, effort=ZONE_4), run(s=300, effort=ZONE_1, **COOLING)),
    "Bike 3x\n- 3m Z4": (run(s=180, x=3, activity="cross", exercise="cycling", effort=ZONE_4),),
    "Warmup\n\n- 5m Z1\n- 5m Z2\n\n- 9m Z3": (
        run(s=300, effort=ZONE_1, **WARMING),
        run(s=300, effort=ZONE_2, **WARMING),
        run(s=540, effort=ZONE_3),
    ),
}


@pytest.mark.parametrize(("text", "meant"), ROUNDS.items(), ids=ROUNDS)
def test_titles_name_and_repeat_what_stands_below_them(text, meant):
    assert wholly(text) == meant


def test_a_count_with_nothing_right_below_it_is_shown():
    reading = read("3x\n\n- 5m Z4\n- 2m Z1")

    assert reading.unread_words == ("3x",)
    assert [step.reps for step in reading.workout.steps] == [exactly(1), exactly(1)]


def test_other_lines_stay_as_remarks():
    reading = read("4x8m in Dunwich\n\nWarmup\n- 10m Z2\n\n4x\n- 8m Z4\n- 2m Z1")

    assert reading.unread_words == ("4x8m", "Dunwich")
    assert len(reading.workout.steps) == 2


# What is none of it

COACHES_LISTS = [
    "- 5m easy, 3x3m hard",
    "- 5m easy\n- 3m hard",
    "- 10m Z2",
    "- 10m Z2\n- 3x3m Z4",
    "- 10 min Z2\n- 5 min Z3",
    "- 10-15m Z2\n- 5m Z3",
    "- 10m Z2 + 5m Z3\n- 5m Z1",
    "- 10m Z2 then 5m Z3\n- 5m Z1",
    "- last 5m Z3\n- 5m Z2",
    "- Mon 10m Z2\n- Tue 8m Z2",
    "- 8m Z2 AM\n- 5m Z2 PM",
    "- 60m 95%\n- 80m 95%\n- 100m 95%",
    "- 60m 60%\n- 60m 80%\n- 60m 100%",
    "3x\n- 60m 95%\n- 80m 95%",
    "3x\n- 30m 95%\n- 5m easy",
    "3x\n- 400m @ 5k\n- 200m jog",
    "3x\n- 200m 5k pace\n- 100m jog",
    "3x\n- 300m Z5\n- 100m Z1",
    "3x\n- 30m Z5\n- 30m Z1",
    "3x\n- 3m hard\n- 2m easy",
    "3x lunges\n- 10m Z2\n- 5m Z1",
    "- 10m Z2\n- 5m Z3\n- 10 push-ups",
    "- 2m 7:00/mi pace\n- 1m 6:30/mi pace",
    "2 km warm up\n- 10m Z2\n- 5m Z3\n1 km cool down",
    "- 4 x 200m Z5\n- 10m Z2",
    "- 10:00 Z2\n- 5m Z3\n- 5m Z1",
    "Warm up\n- 2m Z1\n- 4m tempo",
    "-10m Z2\n-5m Z3",
    "AM\n- 5m Z2",
    "10m Z2\n5m Z3",
]


@pytest.mark.parametrize("text", COACHES_LISTS)
def test_lists_of_coaches_are_not_taken_for_it(text):
    assert not is_builder_text(text)


def test_in_lists_of_coaches_m_is_what_it_means_to_the_club():
    assert wholly("- 5m easy\n- 3m hard", bare_m="miles") == (run(5 * MI, effort=EASY), run(3 * MI, effort=HARD))


# Laws

LENGTHS = st.one_of(
    st.integers(1, 19).map(lambda count: (f"{count}m", {"s": count * 60})),
    st.integers(5, 240).map(lambda count: (f"{count}s", {"s": count})),
    st.integers(1, 59).map(lambda count: (f"4m{count}s", {"s": 240 + count})),
    st.integers(1, 3).map(lambda count: (f"{count}h", {"s": count * 3600})),
    st.integers(100, 3000).map(lambda count: (f"{count}mtr", {"metres": count})),
    st.integers(1, 30).map(lambda count: (f"{count}km", {"metres": count * 1000})),
)
ZONES = st.sampled_from([("Z1", ZONE_1), ("Z2", ZONE_2), ("Z3", ZONE_3), ("Z4", ZONE_4), ("z5 pace", ZONE_5)])
INTENSITIES = st.one_of(
    ZONES.map(lambda pair: (pair[0], {"effort": pair[1]})),
    st.integers(40, 100).map(lambda percent: (f"{percent}% HR", {"target": aim("heart_rate_percent", percent)})),
    st.integers(200, 500).map(
        lambda seconds: (f"{seconds // 60}:{seconds % 60:02}/km Pace", {"target": aim("pace_s_per_km", seconds)})
    ),
)
REMARKS = st.sampled_from(["", "Float ", "Loosen up ", "Steadily! ", "Бодро "])


@st.composite
def built_steps(draw):
    length, size = draw(LENGTHS)
    intensity, quality = draw(INTENSITIES)
    return f"- {draw(REMARKS)}{length} {intensity}", run(size.get("metres"), s=size.get("s"), **quality)


@st.composite
def built_texts(draw):
    """Text of the form and the steps that it means."""
    sections, meant = [], []
    for _number in range(draw(st.integers(1, 4))):
        lines, inside = zip(*draw(st.lists(built_steps(), min_size=2, max_size=4)), strict=True)
        times = draw(st.sampled_from([0, 0, 2, 3, 10]))
        name = draw(st.sampled_from(["", "Main set", "Seaside"]))
        title = f"{name} {times}x".strip() if times else name
        sections.append("\n".join([title] * bool(title) + list(lines)))
        meant += [Repeat(exactly(times), inside)] if times else inside
    return "\n\n".join(sections), tuple(meant)


@settings(deadline=None)
@given(built_texts(), st.sampled_from(SETTINGS))
def test_what_is_built_is_read_as_it_was_meant(built, bare_m):
    text, meant = built

    assert steps(text, bare_m=bare_m) == meant
    every_law(text, bare_m)


@given(built_texts())
def test_each_step_stands_where_it_was_written(built):
    text, _meant = built
    written = [line[2:] for line in text.split("\n") if line.startswith("- ")]
    found = [text[step.span.start : step.span.end] for step, _rounds in read(text).workout.flat()]

    assert found == written


@given(built_texts())
def test_only_remarks_stay_unread(built):
    text, _meant = built
    unread = {text[span.start : span.end] for span, kind in accounts(text) if kind == "unread"}

    assert unread <= {"Float", "Loosen", "up", "Steadily", "Бодро", "Seaside"}


EDIT = st.tuples(st.sampled_from(EDITS), st.floats(0, 0.999), st.integers(1, 12), st.one_of(NUMBERS, GLUE))


@FEW
@given(built_texts(), st.lists(EDIT, min_size=1, max_size=6), st.sampled_from(SETTINGS))
def test_every_law_holds_for_what_is_broken_on_the_way(built, edits, bare_m):
    every_law(edited(built[0], edits), bare_m)


OWN_LINES = st.sampled_from(
    ["5m easy", "3m hard", "8 km easy", "4 x 200m", "2 mi tempo", "60m 95%", "10 push-ups", "400m @ 5k", "10 min jog",
     "5m @ MP", "6 x 60m strides", "1:30 long run", "200m jog", "20m sprint", "2m 7:00/mi", "stretch", "3m"]
)  # fmt: skip
OWN_TITLES = st.sampled_from(["", "Warm up", "Main set", "3x", "Tuesday", "Track 2x"])


@given(st.lists(st.tuples(OWN_TITLES, st.lists(OWN_LINES, min_size=1, max_size=4)), min_size=1, max_size=3))
def test_a_list_in_the_words_of_coaches_is_never_taken_for_it(parts):
    lines = [line for title, inside in parts for line in ([title] * bool(title), *([f"- {one}"] for one in inside))]

    assert not is_builder_text("\n".join(line for group in lines for line in group))
