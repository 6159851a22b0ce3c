"""A word for the warm-up or the cool-down as the heading of what follows it."""

from __future__ import annotations

import pytest

from tests.workouts.reads import EASY, MI, TEN_K, jog, rest, run, wholly

WARM_UP = run(s=900, effort=EASY, role="warm_up")
COOL_DOWN = run(s=600, effort=EASY, role="cool_down")
MAIN = run(1000, x=5, effort=TEN_K, recovery=rest(s=90))

SESSION = (WARM_UP, MAIN, COOL_DOWN)


@pytest.mark.parametrize(
    "text",
    [
        "Warm up; 15 mins easy. Main set; 5 x 1 km @ 10k w/ 90 s rest. Warm down; 10 mins easy",
        "Warm-up. 15 min easy. 5 x 1 km @ 10k, 90 s rest. Cool-down. 10 min easy.",
        "Warm up - 15 min jog, 5 x 1 km @ 10k (90 s), cool down - 10 min jog",
        "Warm-up\n15 min easy\nMain\n5 x 1 km @ 10k, 90 s rest\nCool-down\n10 min easy jogging",
        "Warm-up:\n\n15 min easy\n\n5 x 1 km @ 10k, 90 s rest\n\nCool-down:\n\n10 min easy",
        "warm up, 15 min easy; 5 x 1 km @ 10k, 90 s rest; cool down, 10 min easy.",
        "WU: 15 min easy; main set: 5 x 1 km @ 10k, 90 s rest; CD: 10 min easy",
        "Разминка; 15 мин легко. 5 х 1 км @ 10k, отдых 90 с. Заминка; 10 мин легко",
    ],
)
def test_a_heading_belongs_to_what_follows_it(text):
    assert wholly(text) == SESSION


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("Cool down. 1 mile jog", (run(MI, effort=EASY, role="cool_down"),)),
        ("Warm down; 5 min easy jogging/walking", (run(s=300, effort=EASY, role="cool_down"),)),
        ("Warm up. 5 min walk. 6 x 200 m. Cool down. 5 min walk.", (
            run(s=300, activity="walk", role="warm_up"),
            run(200, x=6),
            run(s=300, activity="walk", role="cool_down"),
        )),
        ("Warm-up. 10 min. 6 x 200 m w/ 200 jog", (run(s=600, role="warm_up"), run(200, x=6, recovery=jog(200)))),
    ],
)  # fmt: skip
def test_what_stands_under_a_heading_may_be_walked_or_say_no_effort(text, steps):
    assert wholly(text) == steps


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Warm up. 20 min tempo. Cool down.", 1),
        ("Warm up; 4 km; cool down", 1),  # it may be all that is run between the two
        ("Warm up. 20 min easy. Cool down.", 1),
        ("Warm up. 9 km easy with 4 strides.", 1),
        ("Warm up. 4 x 100 m strides. 5 km.", 1),
        ("Warm up. Strides of 100 m. 5 km.", 1),
        ("Warm up, 10 min easy, 6 x 200 m", 1),  # a comma parts as often as it explains
        ("8 km, warm up, 3 km easy", 2),
    ],
)
def test_what_may_be_the_session_itself_is_a_part_of_its_own(text, main):
    assert wholly(text)[main].role == "main"
