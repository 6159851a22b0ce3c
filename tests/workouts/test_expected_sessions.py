"""The sessions of the panel's table of expected results (domain.md, section 4), each read exactly."""

from __future__ import annotations

import pytest

from workouts.reading import read
from workouts.workout import Effort, Load, Range, Recovery, Repeat, Step, Workout

EASY = Effort.exactly("easy")
VERY_EASY = Effort.exactly("very_easy")
STEADY = Effort.exactly("steady")
ALL_OUT = Effort.exactly("maximal")
HARD = Effort("threshold", "mile")


def exactly(number: float) -> Range:
    return Range.exactly(number)


def vest(kg: float) -> Load:
    return Load("vest", exactly(kg))


def sprints(metres: float, load: Load, effort: Effort | None = ALL_OUT) -> Step:
    return Step(reps=exactly(6), distance_m=exactly(metres), effort=effort, load=load)


TABLE = {
    "8 km easy": Step(distance_m=exactly(8000), effort=EASY),
    "8 km easy with 1 kg ankle weights on each leg": Step(
        distance_m=exactly(8000), effort=EASY, load=Load("ankle_weights", exactly(2))
    ),
    "6 x 60 m all-out with a 5 kg vest": sprints(60, vest(5)),
    "6 x 60 m all-out with a parachute": sprints(60, Load("parachute")),
    "6 x 150 m all-out with a 5 kg vest": sprints(150, vest(5)),
    "25 km easy with a 4 kg backpack": Step(distance_m=exactly(25000), effort=EASY, load=Load("backpack", exactly(4))),
    "40 min very easy with a 5 kg vest": Step(duration_s=exactly(2400), effort=VERY_EASY, load=vest(5)),
    "40 min steady with a 5 kg vest": Step(duration_s=exactly(2400), effort=STEADY, load=vest(5)),
    "3 x 10 lunges with 8 kg dumbbells": Repeat(
        exactly(3),
        (
            Step(
                activity="strength",
                reps=exactly(10),
                exercise="lunges",
                # Nobody says whether each weighs 8 kg or both do.
                load=Load("dumbbells", Range(8, 16)),
            ),
        ),
    ),
    "6 x 200 m uphill hard, jog down": Step(
        reps=exactly(6), distance_m=exactly(200), effort=HARD, uphill=True, recovery=Recovery("run")
    ),
    "4 x 30 s running in place with a band": Step(
        reps=exactly(4), duration_s=exactly(30), in_place=True, load=Load("band")
    ),
    "6 x 60 m with a 5 kg vest": sprints(60, vest(5), effort=None),
}


@pytest.mark.parametrize(("text", "step"), TABLE.items(), ids=TABLE)
def test_each_session_of_the_table_reads_exactly(text, step):
    reading = read(text)

    assert reading.workout == Workout((step,))
    assert reading.unread == ()


@pytest.mark.parametrize("text", [text for text in TABLE if " with " in text])
def test_taking_the_load_out_leaves_clean_text(text):
    (step, _rounds), *_more = read(text).workout.flat()

    bare = (text[: step.load.span.start] + text[step.load.span.end :]).strip()

    assert bare == text.split(" with ")[0]
    assert all(step.load is None for step, _rounds in read(bare).workout.flat())
