"""What runners type for how far and how long."""

from __future__ import annotations

import pytest

from plans.said_amounts import TwoMeanings, distance_as_typed, duration_as_typed, read_distance, read_duration


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("8", 8000),
        ("8,2", 8200),
        ("8.2 km", 8200),
        ("8.2km", 8200),
        ("8\u00a0km", 8000),
        ("10K", 10_000),
        ("400 m", 400),
        ("5 mi", 8047),
        ("8 км", 8000),
        ("42.195", 42_195),
        ("0", 0),
    ],
)
def test_distances(text, metres):
    assert read_distance(text, "km") == metres


def test_a_number_alone_is_in_the_units_of_the_club():
    assert read_distance("5", "mi") == 8047
    assert read_distance("5 km", "mi") == 5000


@pytest.mark.parametrize(
    "text", ["", "far", "8 furlongs", "8-10", "-8", "8 km 200", "1,234.5", "8" * 40, "٨", "8 km easy"]
)
def test_what_is_no_distance(text):
    if text == "٨":
        # Digits of any script are digits.
        assert read_distance(text, "km") == 8000
    else:
        with pytest.raises(ValueError, match="no distance"):
            read_distance(text, "km")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("50", 3000),
        ("50 min", 3000),
        ("50min", 3000),
        ("50'", 3000),
        ("1:05:30", 3930),
        ("48:20", 2900),
        ("9:30 min", 570),
        ("90:00", 5400),
        ("1h05", 3900),
        ("1 h 05 min", 3900),
        ("1.5 h", 5400),
        ("2h", 7200),
        ("1 h 5 min 30 s", 3930),
        ("45 s", 45),
        ("7 min 30", None),
        ("7 min 30 s", 450),
        ("50 мин", 3000),
        ("7,5", 450),
    ],
)
def test_times(text, seconds):
    if seconds is None:
        with pytest.raises(ValueError, match="no time"):
            read_duration(text)
    else:
        assert read_duration(text) == seconds


@pytest.mark.parametrize("text", ["1:05", "0:50", "9:59"])
def test_a_time_of_two_meanings_is_not_guessed(text):
    with pytest.raises(TwoMeanings):
        read_duration(text)


@pytest.mark.parametrize("text", ["", "long", "1:75", "1:60:00", "5 km", "-5", "1:2:3:4", "9" * 40, "1 h 2 h"])
def test_what_is_no_time(text):
    with pytest.raises(ValueError, match="no time"):
        read_duration(text)


@pytest.mark.parametrize("metres", [0, 1, 400, 8000, 8234, 42_195, 500_000])
def test_what_is_shown_to_be_changed_is_read_as_the_same_distance(metres):
    assert read_distance(distance_as_typed(metres, "km"), "km") == metres


@pytest.mark.parametrize("seconds", [0, 59, 60, 330, 3000, 3600, 3900, 3930, 172_800])
def test_what_is_shown_to_be_changed_is_read_as_the_same_time(seconds):
    assert read_duration(duration_as_typed(seconds)) == seconds
