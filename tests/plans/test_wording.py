"""How workouts are said: chips, lines, amounts."""

from __future__ import annotations

import math

import pytest

from plans import wording
from workouts.reading import read
from workouts.workout import Effort, Range

N = wording.NBSP


def said(text: str, units: str = "km") -> list[str]:
    return [chip.text.replace(N, " ") for chip in wording.chips(read(text).workout, units)]


@pytest.mark.parametrize(
    ("text", "chips"),
    [
        ("8 km easy", ["8 km", "easy"]),
        ("8-10 km easy", ["8–10 km", "easy"]),
        ("6 x 200 m uphill hard, jog down", ["6 × 200 m", "hard", "uphill", "jog"]),
        ("8 km easy with 1 kg ankle weights on each leg", ["8 km", "easy", "ankle weights, 2 kg in total"]),
        ("3 x 10 lunges with 8 kg dumbbells", ["3 × 10 lunges", "dumbbells, 8–16 kg in total"]),
        ("6 x 800 m at 10k effort w/ 2 min jog", ["6 × 800 m", "10k effort", "jog 2 min"]),
        ("1 h 15 easy", ["1 h 15", "easy"]),
        ("8 x 90 s hard", ["8 × 90 s", "hard"]),
        ("6 x 20 s strides, walk back", ["6 × 20 s", "strides", "walk"]),
        ("5 x 600 m at 3k effort", ["5 × 600 m", "5k–mile effort"]),
        ("3 x 1 mile at 10k effort with 400 m jog", ["3 × 1 mi", "10k effort", "jog 400 m"]),
        ("2.5-3 mi easy", ["2.5–3 mi", "easy"]),
        ("8 km easy @ 5:30-5:45/km", ["8 km", "easy", "5:30–5:45 /km"]),
        ("4 mi @ 7:00/mi", ["4 mi", "7:00 /mi"]),
        ("6 x 800 m in 2:30, 400 m jog", ["6 × 800 m", "in 2:30", "jog 400 m"]),
        ("4 x 5 min RPE 6", ["4 × 5 min", "RPE 6"]),
        ("45 min @ 75-80 % HR", ["45 min", "75–80 % of max heart rate"]),
        ("45 min @ at most 145 bpm", ["45 min", "≤ 145 bpm"]),
        ("5 x 600 m @ 85-90 % effort", ["5 × 600 m", "85–90 % of full effort"]),
        ("8 km at MP + 15-25 s", ["8 km", "marathon effort", "15–25 s slower"]),
        ("8 km at MP - 10 s", ["8 km", "marathon effort", "10 s faster"]),
        ("3 x 3 mi at MP, 1 mi float steady", ["3 × 3 mi", "marathon effort", "float 1 mi, steady"]),
        ("8 km easy or 45 min bike", ["8 km", "easy", "or 45 min", "cycling"]),
        ("(2 km easy; 4 x 400 m) or 40 min bike", ["2 km", "easy", "4 × 400 m", "or 40 min", "cycling"]),
        ("8 km easy or rest day", ["8 km", "easy", "or rest"]),
        ("4 strides", ["4 times", "strides"]),
        ("run", ["running"]),
        ("at least 30 min easy", ["≥ 30 min", "easy"]),
        ("at most 1 h 15 min easy", ["≤ 1 h 15", "easy"]),
        ("at least 5 mi easy", ["≥ 5 mi", "easy"]),
        ("at most 5 mi easy", ["≤ 5 mi", "easy"]),
        ("at most 8 km easy", ["≤ 8 km", "easy"]),
    ],
)
def test_chips_say_what_was_read(text, chips):
    assert said(text) == chips


def test_only_loads_are_marked_as_loads():
    chips = wording.chips(read("25 km easy with a 4 kg backpack").workout, "km")
    assert [(chip.text.replace(N, " "), chip.is_load) for chip in chips][-1] == ("4 kg backpack", True)
    assert sum(chip.is_load for chip in chips) == 1


@pytest.mark.parametrize(
    ("metres", "units", "expected"),
    [
        (Range(400, 400), "km", "400 m"),
        (Range(1200, 1200), "km", "1200 m"),
        (Range(5000, 5000), "km", "5 km"),
        (Range(12_500, 12_500), "km", "12.5 km"),
        (Range(8046.72, 8046.72), "mi", "5 mi"),
        (Range(8000, 10_000), "mi", "4.97–6.21 mi"),
        (Range(6437.376, 9656.064), "mi", "4–6 mi"),
    ],
)
def test_distances_in_the_clubs_units(metres, units, expected):
    assert wording.distance(metres, units).replace(N, " ") == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(45, "45 s"), (60, "1 min"), (90, "90 s"), (150, "2:30"), (2400, "40 min"), (3600, "1 h"), (4500, "1 h 15")],
)
def test_durations(seconds, expected):
    assert wording.duration(Range(seconds, seconds)).replace(N, " ") == expected


@pytest.mark.parametrize(
    ("kilograms", "expected"),
    [
        (Range(5, 5), "5 kg"),
        (Range(1, 2), "1–2 kg"),
        (Range(0, 30), "up to 30 kg"),
        (Range(20, math.inf), "at least 20 kg"),
        (Range(20.41, 20.41), "20.4 kg"),
    ],
)
def test_masses(kilograms, expected):
    assert wording.mass(kilograms).replace(N, " ") == expected


def test_what_a_coach_wrote_keeps_its_unit_and_totals_take_the_clubs():
    assert said("8 km easy", "mi") == ["8 km", "easy"]
    assert said("5 miles easy", "km") == ["5 mi", "easy"]
    assert wording.total(read("8 km easy").workout, "mi").replace(N, " ") == "4.97 mi"


def test_an_open_effort_shows_both_ends():
    assert wording.effort(Effort("marathon", "10k")) == "marathon–10k effort"


def test_a_repeat_lists_its_own_steps():
    lines = wording.lines(read("3 x (1 km at 10k effort, 400 m at 5k effort)").workout, "km")
    assert len(lines) == 1
    assert [part.figure.replace(N, " ") for part in lines[0].parts][:2] == ["1 km", "400 m"]


def outline(text: str) -> list[str]:
    """The lines of ``text``, each a level further in than the one it stands under."""

    def of(lines, indent):
        for line in lines:
            yield f"{indent}{line.what} | {line.figure}".replace(N, " ")
            yield from of(line.parts, f"{indent}  ")

    return list(of(wording.lines(read(text).workout, "km"), ""))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("8 km easy @ 5:30/km", ["Easy, 5:30 /km | 8 km"]),
        ("8 km easy or RPE 3 45 min walk", ["Easy | 8 km", "  or walking, RPE 3 | 45 min"]),
        ("8 km easy or 45 min RPE 4", ["Easy | 8 km", "  or RPE 4 | 45 min"]),
        (
            "(6 x 400 m at 5k pace, 90 s rest) or 8 km easy",
            ["5k effort | 6 × 400 m", "  between | rest 90 s", "  or easy | 8 km"],
        ),
        (
            "8 km easy or (2 km easy; 4 x 400 m, 90 s rest)",
            ["Easy | 8 km", "  or | ", "    Easy | 2 km", "    Running | 4 × 400 m", "      between | rest 90 s"],
        ),
        (
            "(2 km easy; 4 x 400 m) or 45 min cycling",
            ["Either | ", "  Easy | 2 km", "  Running | 4 × 400 m", "  or cycling | 45 min"],
        ),
        (
            "3 x (1 km at 10k pace or 4 min; 400 m at 5k pace)",
            ["Repeat | 3 ×", "  10k effort | 1 km", "    or running | 4 min", "  5k effort | 400 m"],
        ),
        ("3 x 10 lunges or 40 min strength", ["Lunges | 3 × 10", "  or strength | 40 min"]),
    ],
)
def test_lines_say_what_may_be_done_instead(text, lines):
    assert outline(text) == lines


def test_the_total_says_both_kinds():
    assert wording.total(read("8 km easy, then 20 min strength").workout, "km").replace(N, " ") == "8 km + 20 min"


def test_the_kit_names_each_load_once():
    workout = read("6 x 60 m all-out with a 5 kg vest, then 2 x 100 m easy with a 5 kg vest").workout
    assert [thing.replace(N, " ") for thing in wording.kit(workout)] == ["5 kg weight vest"]
