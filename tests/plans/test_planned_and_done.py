"""Planned against done: the borders of the bands, and the words; no screen and no database."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from plans.planned_and_done import AS_PLANNED, BANDS, Amounts, amounts, band_of, compare
from workouts.reading import read
from workouts.workout import Range

EIGHT_KM = Amounts(distance_m=Range.exactly(8000))


def compared(text, distance_m=None, duration_s=None):
    return compare(amounts(read(text).workout), distance_m=distance_m, duration_s=duration_s)


def said(*args, units="km", **done):
    return compared(*args, **done).words(units).replace("\u00a0", " ")


def test_it_works():
    found = compared("8 km easy", 6100)

    assert (found.band.slug, found.band.label, found.band.tone) == ("shorter", "Shorter", "caution")
    assert found.words("km").replace("\u00a0", " ") == "6.1 of 8 km, 24 % less"


@pytest.mark.parametrize(
    ("metres", "band"),
    [
        (0, "much_shorter"),
        (3999, "much_shorter"),
        (4000, "shorter"),
        (7199, "shorter"),
        (7200, "as_planned"),
        (8800, "as_planned"),
        (8801, "longer"),
        (12000, "longer"),
        (12001, "much_longer"),
        (500_000, "much_longer"),
    ],
)
def test_the_borders(metres, band):
    assert compare(EIGHT_KM, distance_m=metres, duration_s=None).band.slug == band


def test_the_bands_leave_nothing_out_and_say_their_borders():
    assert [one.most for one in BANDS[:-1]] == [other.least for _one, other in pairwise(BANDS)]
    assert (BANDS[0].least, BANDS[-1].most) == (0, math.inf)
    assert [one.borders.replace("\u00a0", " ") for one in BANDS] == [
        "under 50 %",
        "50–90 %",
        "90–110 %",
        "110–150 %",
        "over 150 %",
    ]
    assert band_of(math.inf) is BANDS[-1]


@pytest.mark.parametrize(
    ("metres", "words"),
    [
        (9000, "9 of 8–10 km"),
        (10_500, "10.5 of 8–10 km"),
        (4000, "4 of 8–10 km, 50 % less"),
        (12_500, "12.5 of 8–10 km, 25 % more"),
    ],
)
def test_anything_between_the_ends_of_a_range_is_as_planned(metres, words):
    assert said("8-10 km easy", metres) == words


@pytest.mark.parametrize(
    ("text", "distance_m", "duration_s", "words"),
    [
        ("45 min easy", 9000, 3000, "50 of 45 min, 11 % more"),
        ("45 min easy", None, 2700, "45 of 45 min"),
        ("2 h easy", None, 5400, "1 h 30 of 2 h, 25 % less"),
        ("45 min easy", None, 2900, "48:20 of 45 min"),
        ("4 x 200 m", 400, None, "400 of 800 m, 50 % less"),
        ("at least 40 min easy", None, 4800, "1 h 20 of ≥ 40 min"),
        ("at most 8 km easy", 3000, None, "3 of ≤ 8 km"),
    ],
)
def test_distance_or_time_whichever_was_planned(text, distance_m, duration_s, words):
    assert said(text, distance_m, duration_s) == words


def test_distances_are_in_the_units_of_the_club():
    assert said("5 mi easy", 6437.376, units="mi") == "4 of 5 mi, 20 % less"


@pytest.mark.parametrize("text", ["20 min easy, 6 x 1 km @ 10k, 10 min easy", "6 x 1 km @ 10k, 90 s jog"])
def test_a_part_of_a_session_is_a_whole_to_fall_short_of_and_none_to_reach(text):
    assert compared(text, 12_000) is None
    assert compared(text, 6000) is None
    assert compared(text, 4000).band.slug == "shorter"


def test_at_least_is_said_of_the_whole():
    assert compared("at least 8 km easy", 12_000).band is AS_PLANNED


def test_standing_between_repetitions_covers_no_ground():
    assert amounts(read("6 x 1 km @ 10k, 90 s rest").workout).distance_m == Range.exactly(6000)


def test_what_is_stated_of_the_whole_counts_before_what_is_of_a_part():
    found = compare(
        Amounts(Range(6000, math.inf), Range.exactly(3600), frozenset({"distance_m"})), distance_m=5000, duration_s=1500
    )
    assert (found.dimension, found.band.slug) == ("duration_s", "much_shorter")


@pytest.mark.parametrize(
    ("text", "distance_m", "duration_s"),
    [
        ("8 km easy", None, 3000),
        ("45 min easy", 8000, None),
        ("3 x 10 lunges", 8000, 3000),
        ("Rest", 8000, 3000),
        ("bouncy", 8000, 3000),
        ("8 km easy or 45 min bike", 3000, None),
        ("8 km easy", None, None),
    ],
)
def test_what_cannot_be_compared_is_not(text, distance_m, duration_s):
    assert compared(text, distance_m, duration_s) is None


def test_a_session_that_is_planned_in_both_is_compared_by_its_distance():
    assert compared("8 km in 40 min", 8000, 3000).dimension == "distance_m"
