"""What holds for every workout that a coach can mean: its text is its own, leaves nothing to doubt and reads back."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.workouts.strategies import meant_workouts, steps
from workouts.reading import read
from workouts.workout import Step, Workout
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


@pytest.mark.xfail(reason="the reader does not take every canonical form", strict=False)
@settings(large, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(meant_workouts(), UNITS, LANGUAGES, BARE_M)
def test_it_reads_back_to_exactly_the_same_workout(workout, units, language, bare_m):
    reading = read(write(workout, units=units, language=language), bare_m=bare_m)

    assert reading.workout == workout
    assert reading.unread == ()
