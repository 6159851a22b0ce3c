from __future__ import annotations

import pytest

from workouts.tokens import fold, tokenize


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("6×200", "6x200"),
        ("8–10 — 12", "8-10 - 12"),
        ("3’ 30″", "3' 30\""),
        ("ＫＭ", "km"),
        ("Тёмный", "темный"),
        ("MP→10k", "mp>10k"),
        ("İstanbul", "İstanbul"),
    ],
)
def test_signs_are_folded_one_for_one(typed, plain):
    assert fold(typed) == plain
    assert len(fold(typed)) == len(typed)


def kinds(text):
    return [token.kind for token in tokenize(text)][:-1]


def test_the_longest_phrase_wins():
    assert kinds("very easy") == kinds("very-easy") == ["effort"]
    assert kinds("race pace") == ["pace_word"]
    assert kinds("half marathon pace") == ["effort"]


@pytest.mark.parametrize("text", ["pre-race", "tempo-ish", "float-kick", "up-tempo"])
def test_a_known_word_tied_to_an_unknown_one_is_unknown(text):
    assert set(kinds(text)) == {"word"}


def test_numbers():
    values = [token.value for token in tokenize("1,200 2.5 1,5 .5 2½ ½ 1:02:03 400,200")]

    assert values[:-1] == [1200, 2.5, 1.5, 0.5, 2.5, 0.5, (1, 2, 3), 400, ",", 200]


@pytest.mark.parametrize("text", ["99999999999", "12:75", "²", "٣"])
def test_what_only_looks_like_a_number_is_unknown(text):
    assert kinds(text)[0] in ("unknown", "word")


def test_a_prime_is_a_unit_only_right_behind_a_figure():
    assert kinds("5'") == ["num", "unit"]
    assert kinds("'easy'") == ["effort"]
    assert kinds("'split 400'") == ["word", "num"]


def test_a_word_right_behind_a_unit_is_a_word_of_its_own():
    assert kinds("10kmeasy") == ["num", "unit", "effort"]
    assert kinds("15minWU") == ["num", "unit", "role"]
    assert kinds("5kmxyz") == ["num", "word"]
