"""How runners write a distance, and how far away a day is."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from clubs import race_words

TODAY = dt.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        ("10 km", 10_000),
        ("10k", 10_000),
        ("10K", 10_000),
        ("5 KM.", 5_000),
        ("21,1 km", 21_100),
        ("21.0975 km", 21_098),
        ("50 mi", 80_467),
        ("50 miles", 80_467),
        ("1 mile", 1_609),
        ("mile", 1_609),
        ("800m", 800),
        ("10,000 m", 10_000),
        ("5000 metres", 5_000),
        ("10 км", 10_000),
        ("half marathon", 21_098),
        ("Half-Marathon", 21_098),
        ("half", 21_098),
        ("  full   marathon ", 42_195),
        ("Marathon", 42_195),
        ("3100 mi", 4_988_966),
    ],
)
def test_a_distance_is_read(text, metres):
    assert race_words.read_distance(text) == metres


@pytest.mark.parametrize(
    "text",
    [
        "10",
        "km",
        "far",
        "10 x 1 km",
        "-5 km",
        "0 km",
        "39 m",
        "5001 km",
        "1e3 km",
        "10 kg",
        "10 km 5",
        "½ marathon",
    ],
)
def test_what_is_no_distance_is_not_guessed(text):
    with pytest.raises(ValueError):  # noqa: PT011
        race_words.read_distance(text)


@pytest.mark.parametrize(
    ("metres", "in_km", "in_mi"),
    [
        (10_000, "10 km", "10 km"),
        (21_098, "half marathon", "half marathon"),
        (21_097, "half marathon", "half marathon"),
        (42_195, "marathon", "marathon"),
        (80_467, "50 mi", "50 mi"),
        (1_609, "1 mi", "1 mi"),
        (800, "800 m", "800 m"),
        (1_500, "1,500 m", "1,500 m"),
        (5_000, "5 km", "5 km"),
        (16_500, "16.5 km", "10.25 mi"),
    ],
)
def test_a_race_is_called_what_runners_call_it(metres, in_km, in_mi):
    said = [race_words.distance(metres, units).replace("\u00a0", " ") for units in ("km", "mi")]
    assert [one.replace(",", "") for one in said] == [in_km.replace(",", ""), in_mi.replace(",", "")]


@pytest.mark.parametrize("metres", [40, 800, 5_000, 10_000, 21_098, 42_195, 80_467, 100_000, 160_934])
@pytest.mark.parametrize("language", ["en", "de"])
def test_what_is_shown_is_read_back(metres, language):
    with translation.override(language):
        assert race_words.read_distance(race_words.distance(metres, "km")) == metres


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-1, ""),
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 days"),
        (13, "in 13 days"),
        (14, "in 2 weeks"),
        (20, "in 2 weeks"),
        (63, "in 9 weeks"),
    ],
)
def test_the_countdown(days, words):
    assert race_words.countdown(TODAY + dt.timedelta(days=days), TODAY) == words
