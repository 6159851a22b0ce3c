from __future__ import annotations

import pytest

from clubs.pace_words import clock, pace, pace_range, read_pace, read_time

MILE_KM = 1.609344
HALF_MARATHON_M = 21_098


def test_it_works():
    assert read_pace("4:35", "km") == 275
    assert pace(275, "km") == "4:35\u00a0/km"
    assert pace_range(316.1, 361.8, "km") == "5:15–6:00\u00a0/km"
    assert read_time("45:10", 10_000) == 2710


@pytest.mark.parametrize(
    ("text", "units", "seconds"),
    [
        ("4:35 /km", "mi", 275),
        ("4:35/km", "km", 275),
        (" 4:35  min/km ", "km", 275),
        ("4.35 per km", "km", 275),
        ("7:20 /mi", "km", 440 / MILE_KM),
        ("7:20 a mile", "km", 440 / MILE_KM),
        ("7:20", "mi", 440 / MILE_KM),
    ],
)
def test_paces_as_runners_write_them(text, units, seconds):
    assert read_pace(text, units) == pytest.approx(seconds)


@pytest.mark.parametrize("text", ["", "fast", "4", "275", "4:75", "1:10", "14:00 /km", "4:35 /h", "-4:35"])
def test_no_threshold_pace(text):
    with pytest.raises(ValueError, match=r"threshold|no pace"):
        read_pace(text, "km")


@pytest.mark.parametrize("typed", ["7:20", "6:07", "11:59"])
def test_a_pace_a_mile_comes_back_as_it_was_typed(typed):
    assert pace(round(read_pace(typed, "mi"), 1), "mi") == f"{typed}\u00a0/mi"


@pytest.mark.parametrize(
    ("text", "distance", "seconds"),
    [
        ("1:38:20", HALF_MARATHON_M, 5900),
        ("1:38", HALF_MARATHON_M, 5880),
        ("1 h 38", HALF_MARATHON_M, 5880),
        ("1h38min", HALF_MARATHON_M, 5880),
        ("4:50", 1609, 290),
        ("45 min", 10_000, 2700),
    ],
)
def test_times_as_runners_write_them(text, distance, seconds):
    assert read_time(text, distance) == seconds


@pytest.mark.parametrize("text", ["", "fast", "3:10", "9:99", "99:59:59", "min"])
def test_no_time_of_ten_kilometres(text):
    with pytest.raises(ValueError, match="no time"):
        read_time(text, 10_000)


def test_a_clock():
    assert (clock(59.6), clock(2710), clock(5900)) == ("1:00", "45:10", "1:38:20")


def test_a_range_that_is_one_pace_is_said_once():
    assert pace_range(270.1, 270.9, "km") == "4:30\u00a0/km"
