"""What holds for every workout that a coach can mean: its text is its own, leaves nothing to doubt and reads back."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.workouts.reads import aim, exactly, rest, rounds, run
from tests.workouts.strategies import crossed_steps, is_sayable, meant_workouts, steps
from workouts.reading import read
from workouts.workout import Effort, Load, Step, Workout
from workouts.writing import write

UNITS = st.sampled_from(["km", "mi"])
LANGUAGES = st.sampled_from(["en", "ru"])
BARE_M = st.sampled_from(["ask", "miles", "minutes", "metres"])
# Random workouts are large, which is their purpose.
large = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@large
@given(meant_workouts(), UNITS, LANGUAGES)
def test_the_text_is_one_plain_line(workout, units, language):
    text = write(workout, units=units, language=language)

    assert "  " not in text
    assert text == text.strip()
    assert "\n" not in text
    assert not re.search(r"[{}]|None|nan|inf\b", text)
    assert text.count("(") == text.count(")")
    assert bool(text) == bool(workout.steps)


@large
@given(meant_workouts(), UNITS)
def test_no_bare_m_is_left_to_doubt(workout, units):
    text = write(workout, units=units)

    figures = re.findall(r"(?:([\d.]+)-)?([\d.]+) m\b", text)
    assert all(float(lo or hi) >= 50 for lo, hi in figures)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_two_steps_share_a_text(language):
    texts: dict[str, Step] = {}

    @settings(large, max_examples=600)
    @given(steps(top=True))
    def collect(step):
        text = write(Workout((step,)), language=language)
        assert texts.setdefault(text, step) == step

    collect()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_reads_back_to_exactly_the_same_workout(language):
    @large
    @given(meant_workouts(), UNITS, BARE_M)
    def reads_back(workout, units, bare_m):
        reading = read(write(workout, units=units, language=language), bare_m=bare_m)

        assert reading.workout == workout
        assert reading.unread == ()

        assert is_sayable(workout)

    reads_back()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_it_reads_back_whatever_the_fields_of_a_step(language):
    @large
    @given(crossed_steps(), UNITS, BARE_M)
    def reads_back(step, units, bare_m):
        reading = read(write(Workout((step,)), units=units, language=language), bare_m=bare_m)

        assert reading.workout.steps == (step,)
        assert reading.unread == ()

    reads_back()


UNSAYABLE = {
    "a recovery of one repetition": run(400, recovery=rest(s=60)),
    "so many of nothing": run(x=6),
    "an offset from two paces": run(8000, effort=Effort("marathon", "10k"), target=aim("slower_s", 5)),
    "a time that is its target": run(8000, s=2400),
    "two sizes of one load": run(8000, load=Load("vest", exactly(5), exactly(10))),
    "a round of one run": rounds(3, run(400)),
    "strength work by the kilometre": run(5000, activity="strength"),
    "rounds of one": rounds(1, run(1000), run(400)),
    "an exercise of another activity": Step("cross", exercise="lunges"),
}


@pytest.mark.parametrize("part", UNSAYABLE.values(), ids=UNSAYABLE)
def test_what_no_text_says_is_left_out_and_reads_back_as_something_else(part):
    reading = read(write(Workout((part,))))

    assert not is_sayable(Workout((part,)))
    assert (reading.workout.steps, reading.unread) != ((part,), ())


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_wide_range_of_times_of_repetitions_reads_back(language):
    workout = Workout((run(200, x=4, target=aim("time_s", (10, 3750))),))

    assert read(write(workout, language=language)).workout == workout
