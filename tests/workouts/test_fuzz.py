"""Whatever is typed, pasted or broken on the way: reading never fails, works within bounds and drops nothing.

``make test`` tries a few texts of each kind, ``make fuzz`` 200,000 in all.
"""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.reading import OWN_LINES, lines_of
from tests.workouts.test_reading_laws import calls
from workouts.reading import HINTS, accounts, read, sessions_of_day
from workouts.workout import Workout

FUZZING = settings.get_current_profile_name() == "fuzz"
FEW = settings() if FUZZING else settings(max_examples=40, deadline=None)

# Function calls to read a text: for the shortest, and for each further character. The dearest shape known, a new part
# with each second character in a bracket behind a time ("2' (7:7:7:"), levels off at 111 a character; anything that
# grows faster than its text is soon past this.
CALLS_AT_LEAST, CALLS_A_CHARACTER = 300, 125

KINDS = ("read", "filler", "unread", "space")
SETTINGS = st.sampled_from(["ask", "minutes", "miles", "metres"])
LINES = lines_of(OWN_LINES)

# Kinds of text

ODD = (
    "\x00\x01\x07\x08\x0b\x0c\x1b\x1c\x1f\x7f\x80\x85\x9f\xa0\xad"  # controls, and spaces that are none
    "\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2069\ufeff"  # directions
    "\u0300\u0301\u0345\u1160\u115f\u3000\u2028\u2029\ufffd\ufffe\uffff"
    "½⅓⅞²³¹₂①⑳Ⅷ٣۵߂५๖६〇一二十百０９ｘｋｍ：，"
    "\U0001d7d8\U0001d7f6\U0001f3c3\U0001f1ec\U000e0031\U0010ffff"
    "ßİıſﬁŉǆΣςµΩÅ"  # letters that change their length or their shape with their case
)
ANY = st.characters(exclude_categories=["Cs"])
# Short ones alone would be tried if size were left to chance.
BYTES = st.one_of(st.binary(max_size=30), st.binary(min_size=60, max_size=200))
NUMBERS = st.one_of(
    st.integers(0, 10**400).map(str),
    st.integers(1, 3000).map(lambda length: "9" * length),
    st.floats(allow_nan=True).map(repr),
    st.from_regex(r"[0-9]{1,5}([.,:/'x-][0-9]{0,5}){0,8}", fullmatch=True),
    st.sampled_from(
        ["0", "00", "0.0", "1e309", "-1", "1,000,000,000", "99999999", "0:00", "99:99:99", "1/0", "½½", "1.5.5"]
    ),
)
UNITS = (
    "km", "m", "mi", "miles", "min", "'", '"', "s", "sec", "h", "k", "K", "lb", "kg", "%", "yd", "x", "#",
    "км", "м", "мин", "с", "кг",
)  # fmt: skip
GLUE = st.sampled_from(
    [" ", "", " x ", "x", " @ ", "-", " - ", " + ", "/", ", ", "; ", "\n", " w/ ", " (", ") ", " or ", " to ", " rest ",
     " easy ", " vest ", " sets of ", " PM ", " > ", ":", "'", '"', " of ", " each ", " last "]
)  # fmt: skip
OPEN, CLOSE = "([{（【", ")]}）】"


def woven(pieces):
    """Pieces with signs and words of sessions between them."""
    return st.lists(st.tuples(pieces, GLUE), max_size=20).map(lambda pairs: "".join(a + b for a, b in pairs))


def nested(depth, inside, opening, closing, missing):
    return (opening * depth + inside + closing * max(depth - missing, 0))[:4000]


BRACKETS = st.one_of(
    st.builds(
        nested,
        st.integers(0, 600),
        st.sampled_from(LINES),
        st.sampled_from([*OPEN, "2 x (", "3 sets of (", "(1 km + ", "4-6x[", "x(", "w/ (", "8 km or (2 km; "]),
        st.sampled_from([*CLOSE, ") ", ")x2 ", ") w/ 1' rest ", ") + ", ""]),
        st.integers(-3, 3),
    ),
    st.text(st.sampled_from(OPEN + CLOSE + "2x 4km,+"), max_size=300),
)

# What a hurried hand, another keyboard or a converted file makes of a line. Each takes the line, a place in it (from 0
# to 1), a length, and something to put in.


def at(text, place):
    return int(place * len(text))


def without(text, place, length, _other):
    start = at(text, place)
    return text[:start] + text[start + length :]


def twice(text, place, length, _other):
    start = at(text, place)
    return text[: start + length] + text[start:]


def again_and_again(text, place, length, _other):
    start = at(text, place)
    return text[:start] + text[start : start + length] * 30 + text[start:]


def swapped(text, place, length, _other):
    start = at(text, place)
    middle, end = start + length, start + 2 * length
    return text[:start] + text[middle:end] + text[start:middle] + text[end:]


def words_swapped(text, place, _length, _other):
    words = text.split(" ")
    start = at(words, place)
    words[start : start + 2] = words[start : start + 2][::-1]
    return " ".join(words)


def other_case(text, place, length, _other):
    start = at(text, place)
    return text[:start] + text[start : start + length].swapcase() + text[start + length :]


def put_in(text, place, _length, other):
    start = at(text, place)
    return text[:start] + other + text[start:]


def other_unit(text, place, length, _other):
    found = list(re.finditer(r"(?<=\d)(\s?)(km|mi|miles|min|mins|minutes|sec|m|s|k|K|'|\")(?![^\W\d_])", text))
    if not found:
        return text
    unit = found[at(found, place)]
    return text[: unit.start(2)] + UNITS[length % len(UNITS)] + text[unit.end(2) :]


ALIKE = str.maketrans("aceopxykmABCEHKMOPTXi-'\"0123", "асеорхукмАВСЕНКМОРТХі–′″О１２３")


def alike(text, place, length, _other):
    """Letters of another alphabet that look the same."""
    start = at(text, place)
    return text[:start] + text[start : start + length].translate(ALIKE) + text[start + length :]


def unspaced(text, _place, _length, _other):
    return text.replace(" ", "")


def badly_decoded(text, _place, _length, _other):
    return text.encode("utf-8").decode("latin-1")


def cut(text, place, _length, _other):
    return text[: at(text, place)]


EDITS = (
    without, twice, again_and_again, swapped, words_swapped, other_case, put_in, other_unit, alike, unspaced,
    badly_decoded, cut,
)  # fmt: skip
PIECES = st.one_of(st.sampled_from(ODD), st.sampled_from(LINES), NUMBERS, GLUE)


def edited(line, edits):
    for edit, place, length, other in edits:
        line = edit(line, place, length, other)[:4000]
    return line


EDITED = st.builds(
    edited,
    st.sampled_from(LINES),
    st.lists(st.tuples(st.sampled_from(EDITS), st.floats(0, 0.999), st.integers(1, 12), PIECES), max_size=6),
)

TEXTS = {
    "bytes in Latin letters": BYTES.map(lambda raw: raw.decode("latin-1")),
    "broken UTF-8": BYTES.map(lambda raw: raw.decode("utf-8", errors="replace")),
    "any characters": st.one_of(st.text(ANY, max_size=30), st.text(ANY, min_size=60, max_size=200)),
    "controls and directions": st.text(
        st.one_of(st.sampled_from(ODD), st.sampled_from("8 x400m@5kw/2' easy,(+)-\n")), max_size=200
    ),
    "huge numbers": woven(st.one_of(NUMBERS, st.sampled_from(UNITS))),
    "deep brackets": BRACKETS,
    "lines put together": woven(st.one_of(st.sampled_from(LINES), st.sampled_from(ODD))),
    "lines edited": EDITED,
}


# The laws


@pytest.mark.parametrize("kind", TEXTS)
def test_every_law_holds(kind):
    @FEW
    @given(TEXTS[kind], SETTINGS)
    def holds(text, bare_m):
        every_law(text, bare_m)

    holds()


def every_law(text, bare_m):
    reading = read(text, bare_m=bare_m)
    kept_in_place(reading)
    accounted_for(reading, accounts(text, bare_m=bare_m))
    assert read(text, bare_m=bare_m) == reading
    stored = reading.workout.to_json()
    assert Workout.from_json(stored).to_json() == stored
    assert calls(text) <= CALLS_AT_LEAST + CALLS_A_CHARACTER * len(text)
    parts = sessions_of_day(text)
    assert sorted(letters(text)) == sorted(letters("".join(parts)))


def kept_in_place(reading):
    """All places are in the text, in order."""
    text = reading.text
    assert all(0 <= span.start < span.end <= len(text) for span in reading.unread)
    assert all(one.end <= other.start for one, other in pairwise(reading.unread))
    for step, _rounds in reading.workout.flat():
        for span in (step.span, step.load and step.load.span):
            assert span is None or 0 <= span.start <= span.end <= len(text)
    for hint in reading.hints:
        assert hint.about in HINTS
        assert 0 <= hint.span.start < hint.span.end <= len(text)


def accounted_for(reading, found):
    """Every character is read, filler, unread or space, once; no number is filler."""
    text = reading.text
    assert "".join(text[span.start : span.end] for span, _kind in found) == text
    assert all(one.span.end == other.span.start for one, other in pairwise(found))
    assert {kind for _span, kind in found} <= set(KINDS)
    fate = [kind for span, kind in found for _place in range(span.start, span.end)]
    assert len(fate) == len(text)
    shown = {place for span in reading.unread for place in range(span.start, span.end)}
    for place, (character, kind) in enumerate(zip(text, fate, strict=True)):
        assert (place in shown) == (kind == "unread")
        assert kind != "space" or character.isspace()
        assert not character.isdecimal() or kind in ("read", "unread")


def letters(text):
    """What must not go missing: everything but the signs and spaces between two sessions."""
    return [character for character in text if character.isalnum()]
