"""The benchmark of reading compares like with like: every library makes the same values of the same sentences."""

from __future__ import annotations

import re

import pytest

from benchmarks.reading import OWN_LINES, first_difference, lines_of, varied
from benchmarks.reading_rivals import LIBRARIES, Lark, Pyparsing, sentences
from workouts.reading import read
from workouts.workout import Workout

LEXERS = {"contextual", "basic"}


class Ourselves:
    """Uphill as its own rival."""

    name = "Uphill again"

    def read(self, text):
        return read(text).workout


class Mistaken:
    """A library that loses the last part."""

    name = "a mistaken library"

    def read(self, text):
        return Workout(read(text).workout.steps[:-1])


def installed(rival):
    pytest.importorskip(rival.library, reason=f"{rival.name} is not installed; `make bench` installs it")
    return rival


@pytest.mark.parametrize("rival", LIBRARIES, ids=lambda rival: rival.name)
def test_every_library_agrees(rival):
    assert first_difference(installed(rival)(), sentences(300, seed=7)) is None


def test_settings_change_nothing():
    for lexer in LEXERS:
        assert first_difference(installed(Lark)(lexer), sentences(50, seed=8)) is None
    Pyparsing.remember(yes=True)
    try:
        assert first_difference(installed(Pyparsing)(), sentences(50, seed=8)) is None
    finally:
        Pyparsing.remember(yes=False)


@pytest.mark.parametrize("text", ["", "8 km easy and then home", "3 x (2 x (400 m @ 5k))", "5 x", "8 km easy + "])
@pytest.mark.parametrize("rival", LIBRARIES, ids=lambda rival: rival.name)
def test_what_is_outside_the_part_is_an_error(rival, text):
    with pytest.raises(Exception, match=r"."):
        installed(rival)().read(text)


def test_a_library_that_differs_is_shown_with_the_sentence():
    told = first_difference(Mistaken(), ["2 km easy + 5 x 400 m @ 5k"])

    assert told.startswith("2 km easy + 5 x 400 m @ 5k\nUphill: [{")
    assert "\na mistaken library: [{" in told
    assert first_difference(Ourselves(), ["2 km easy + 5 x 400 m @ 5k"]) is None


def test_what_uphill_leaves_unread_is_a_difference():
    assert "unread: ('banana',)" in first_difference(Ourselves(), ["2 km easy banana"])


def test_sentences_are_the_same_for_the_same_seed_and_use_the_whole_part():
    assert sentences(50, seed=1) == sentences(50, seed=1) != sentences(50, seed=2)
    many = "\n".join(sentences(300, seed=1))
    assert all(sign in many for sign in ("(", "×", "w/", "with", "rest", "jog", "walk", "; ", ", ", " + "))
    assert re.search(r"\d-\d+ ?x", many)


def test_other_numbers_in_the_same_shapes():
    lines = ["6-8 x 800 m @ 5k w/ 1:30 jog", "12 miles easy"]

    one = varied(lines, seed=1)

    assert one == varied(lines, seed=1) != varied(lines, seed=2)
    assert [re.sub(r"\d", "9", line) for line in one] == [re.sub(r"\d", "9", line) for line in lines]
    assert all("00 m @ 5k" in varied(lines, seed=seed)[0] for seed in range(9))


def test_lines_of_a_table_are_its_last_column(tmp_path):
    table = tmp_path / "lines.tsv"
    table.write_text("source\ttext\nours\t8 km easy\n\nours\t5 x 1 km\n")

    assert lines_of(table) == ["8 km easy", "5 x 1 km"]
    table.write_text("\n")
    with pytest.raises(SystemExit, match="holds no line"):
        lines_of(table)


def test_there_are_lines_of_our_own():
    assert len(set(lines_of(OWN_LINES))) >= 400
