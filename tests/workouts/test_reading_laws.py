"""What holds for every text: reading never fails, accounts for every character, and takes linear time."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workouts.reading import accounts, read, sessions_of_day
from workouts.tokens import fold, tokenize
from workouts.workout import Range, Workout

WORDS = st.sampled_from(
    [
        "8", "400", "1:30", "2-3", "x", "km", "m", "min", "'", '"', "easy", "@", "10k", "MP", "+", "-", "/", "(", ")",
        ",", ";", "\n", "with", "5 kg", "vest", "1 kg", "ankle weights", "each", "rest", "jog", "rec", "sets of",
        "2 x (", "x5", "uphill", "6 %", "lunges", "warm up", "last", "or", "no", "½", "tempo", ">", "repeat 3x",
        "b/t sets", "banana", "²", "км", "с", "утяжелителями", "MP+15", "1200-300", "1, 2, 3 min", "zone 2", "max",
        "5 x", "float", "AM", "Bike:", "p.m.", "evening",
    ]
)  # fmt: skip
SHORTHAND = st.builds("".join, st.lists(st.builds(str.__add__, WORDS, st.sampled_from(["", " "])), max_size=25))
TEXTS = st.one_of(st.text(max_size=200), SHORTHAND)
SETTINGS = st.sampled_from(["ask", "minutes", "miles", "metres"])


@given(TEXTS, SETTINGS)
def test_reading_never_fails_and_keeps_its_places(text, bare_m):
    reading = read(text, bare_m=bare_m)

    end = 0
    for span in reading.unread:
        assert end <= span.start < span.end <= len(text)
        end = span.end
    for step, _rounds in reading.workout.flat():
        assert step.span is None or 0 <= step.span.start <= step.span.end <= len(text)
        assert step.load is None or step.load.span is None or step.load.span.end <= len(text)
    assert reading.to_json()["text"] == text


@given(TEXTS)
def test_tokens_white_space_and_quotation_marks_make_up_the_text(text):
    folded = fold(text)
    assert len(folded) == len(text)

    end = 0
    for token in tokenize(text):
        assert end <= token.start <= token.end
        assert not folded[end : token.start].strip("'\" \t\r\f\v").strip()
        end = token.end
    assert end == len(text)


@given(TEXTS, SETTINGS)
def test_every_character_is_accounted_for(text, bare_m):
    found = accounts(text, bare_m=bare_m)

    assert "".join(text[span.start : span.end] for span, _kind in found) == text
    assert all(not text[span.start : span.end].strip() for span, kind in found if kind == "space")
    unread = {place for span, kind in found if kind == "unread" for place in range(span.start, span.end)}
    shown = {place for span in read(text, bare_m=bare_m).unread for place in range(span.start, span.end)}
    assert unread == shown


@given(TEXTS)
def test_the_sessions_of_a_day_hold_every_word(text):
    words = "".join(sessions_of_day(text)).split()

    assert all(part in text for part in sessions_of_day(text))
    assert not words or set("".join(words)) >= {char for char in text if char.isalnum()}


DAYS = {
    "AM 8 km easy PM 4 x 200 m": ("AM 8 km easy", "PM 4 x 200 m"),
    "AM: 8 km easy / PM: gym": ("AM: 8 km easy", "PM: gym"),
    "5 km AM, 8 km PM": ("5 km AM", "8 km PM"),
    "5 km AM easy / 8 x 400 PM": ("5 km AM easy", "8 x 400 PM"),
    "5 km easy (am), 8 km easy (pm)": ("5 km easy (am)", "8 km easy (pm)"),
    "утром 8 км, вечером 4 х 200 м": ("утром 8 км", "вечером 4 х 200 м"),
    "утро 8 км\nвечер 5 км": ("утро 8 км", "вечер 5 км"),
    "Утром 8 км; днём 4 х 200 м": ("Утром 8 км", "днём 4 х 200 м"),
    "am: 8 km\r\npm: strength": ("am: 8 km", "pm: strength"),
    "a.m. 8 km; p.m. 5 km": ("a.m. 8 km", "p.m. 5 km"),
    "Morning 8 km / evening 5 km": ("Morning 8 km", "evening 5 km"),
    "6 km in the morning, 4 km in the afternoon": ("6 km in the morning", "4 km in the afternoon"),
    "Tue AM 8 km, Tue PM 5 km": ("Tue AM 8 km", "Tue PM 5 km"),
    "8 km at 7 pm": ("8 km at 7 pm",),
    "8 km at 6 am, 5 km at 6 p.m.": ("8 km at 6 am, 5 km at 6 p.m.",),
    "PM 10 km": ("PM 10 km",),
    "PM 8 km AM 5 km": ("PM 8 km AM 5 km",),
    "AM 8 km easy PM whatever": ("AM 8 km easy PM whatever",),
    "AM whatever PM 5 km": ("AM whatever PM 5 km",),
    "Ampère loop with pmr": ("Ampère loop with pmr",),
}


@pytest.mark.parametrize(("text", "sessions"), DAYS.items(), ids=DAYS)
def test_a_morning_and_an_evening_are_two_sessions(text, sessions):
    assert sessions_of_day(text) == sessions


@pytest.mark.parametrize(
    "text", ["Morning 8 km", "a.m. 8 km", "A.M.: 8 km", "Утро 8 км", "Вечер: 8 км", "8 km this evening"]
)
def test_the_part_of_the_day_is_read_and_changes_nothing(text):
    reading = read(text)

    assert [step.distance_m for step in reading.workout.steps] == [Range.exactly(8000)]
    assert not {"Morning", "a.m.", "A.M.", "Утро", "Вечер", "evening"} & set(reading.unread_words)


@given(TEXTS, SETTINGS)
def test_a_workout_survives_json(text, bare_m):
    workout = read(text, bare_m=bare_m).workout

    assert Workout.from_json(workout.to_json()) == workout


@given(TEXTS)
def test_every_number_that_is_not_read_is_shown(text):
    reading = read(f"9 zzz {text}")

    assert reading.unread_words[0] == "9"


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "9" * 10_000, "(" * 10_000, "2 x (" * 2000, "½" * 10_000, "easy " * 2000]
)
def test_ten_thousand_characters(text):
    assert read(text).to_json()["text"] == text


@pytest.mark.parametrize(
    "unit",
    [
        "8 km easy, ", "1-", "5/", "(", "2 x (", "with ", "max ", "a ", "6 x 400 w/ 200 jog, ", "MP>", "m ", "1 2 ",
        "- ", "5 kg ", "of ", "last 2 km ", "x5 ", "400 m, 200 m x5 ", "3 x ", "zone ", "rest ", "1, ", "'",
        "repeat 3x ", "1 km + ", "4' rest b/t reps ", "400/", "400 m/", "2 km - ", "10k/", "3 sets of ", "foo ",
        "- 2:30 rest - 4 x 400 ",
        "10 km, last 2 km easy, ", "60 min: 5 easy, 5 easy, ", "(1 easy, ", "first 1 km at MP ",
        "400 m/300 m - 400 m @ 5k, 300 m @ mile - ", "600s at 5k, ", "1:50, ", "2 @ 2:30, ", "5 or ", "10 + ",
        "3/2/1 @ MP ", "Ladder 1-2-3 min ", "alternating 1 km @ MP, 1 km @ HM ",
        "400 m; with 5 kg vest. ", "1 km\nwith 5 kg vest\n", "5 kg vest; ", "1 km, 2 km; vest 5 kg\n",
        "(MP>10k>10", ">10k", "10 x 1 km @ 5k, 2 min", ", 5k pace w/ 2 min jog", "; 2 min jog", ", 2' / 5'",
        "6 x 1 km T 2 min ", "from MP to 10k ", "Intervals - ", "Tempo: 10 min steady\n", "5 km am / ",
        "middle 4 km at MP, ", "(200 hard, ", "2' (7:7:7:",
        "@ 3:20-25 ", "8 sets of run 1 min, ", "400 m, 200 jog x 5 ",
        "- 5m Z2\n", "2x\n- 5m 60% HR\n", "\n- ", "- 5m 60-", "- 5m Z2 Z3 ",
    ],
)  # fmt: skip
def test_work_grows_no_faster_than_the_text(unit):
    assert calls(unit * 400) < 2.2 * calls(unit * 200)


def test_a_chain_of_paces_that_is_not_understood_takes_no_longer_than_its_text():
    assert calls("(MP>10k>10" + ">10k" * 400) < 2.2 * calls("(MP>10k>10" + ">10k" * 200)


def calls(text: str) -> int:
    """How many function calls it takes to read ``text``: time without a clock."""
    count = 0

    def note(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return count
