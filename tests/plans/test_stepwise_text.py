"""Steps written back into a coach's text: what stays, what is written anew, and the laws that hold for any text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from plans import step_fields
from plans.step_moves import CannotMove, move
from plans.step_text import NotWritable, plain, written
from plans.stepwise import (
    DEEPEST_HEADS,
    MOST_ROWS,
    STEP,
    Fields,
    Opened,
    Row,
    TooMuch,
    assembled,
    levelled,
    workout_of,
)
from tests.workouts.strategies import meant_workouts
from workouts.reading import Reading, read, sessions_of_day
from workouts.workout import ONCE, Range, Step
from workouts.writing import write

INTERVALS = "2 km warm up, 6 x 800 m @ 5k w/ 400 m jog, 2 km cool down - meet at the pool"
SETS = "3 x (1 km at 10k, 400 m easy, rest 1 min) rest 2 min, chat with Anna"
WEIGHTS = "8 km easy with 1 kg ankle weights on each leg, chat at the gate"

CHOICE = "45 min easy - meet at the pool - or 9 km bike, bring a lamp"
THREE = "8 km easy or rest or 30 min bike, strides"
TWO_INSTEAD = "8 km easy or (4 km easy; 4 km steady)"

Change = Callable[[list[Row]], Sequence[Row]]


class Unreadable(ValueError):  # noqa: N818
    """A field that cannot be read."""


def result(text: str, change: Change = list, *, units: str = "km") -> Reading:
    """What becomes of ``text`` when its rows are changed and saved."""
    opened = Opened(read(text), units)
    rows = levelled(list(change([replace(row, values=dict(row.values)) for row in opened.rows])))
    values = []
    for row in rows:
        fields = Fields(row.values, opened.node(row.origin, row.kind), units, read)
        values.append(fields.value(row.kind))
        if fields.wrong:
            raise Unreadable(fields.wrong)
    parts = assembled(rows, values, opened)
    found = written(opened, parts, lambda workout: write(workout, units=units), read)
    assert plain(found.workout.steps) == plain(workout_of(parts).steps)
    return found


def typed(number: int, **values: str) -> Change:
    """Type into the fields of a row."""

    def change(rows: list[Row]) -> list[Row]:
        return [replace(row, values={**row.values, **values}) if at == number else row for at, row in enumerate(rows)]

    return change


def pressed(*buttons: str) -> Change:
    """Press buttons of rows, one after the other."""

    def change(rows: list[Row]) -> list[Row]:
        for button in buttons:
            rows = move(rows, button).rows
        return rows

    return change


def added(**values: str) -> Change:
    """Add a step and fill it in."""

    def change(rows: list[Row]) -> list[Row]:
        return [*rows, Row(STEP, 0, None, {"what": "run", "role": "main", **values})]

    return change


def both(first: Change, then: Change) -> Change:
    """One change after another."""
    return lambda rows: then(list(first(rows)))


@pytest.mark.parametrize(
    ("text", "change", "expected"),
    [
        (
            INTERVALS,
            typed(1, amount="1 km", reps="5-6"),
            "2 km warm up, 5-6 x 1 km at 5k pace, 400 m jog, 2 km cool down - meet at the pool",
        ),
        (
            INTERVALS,
            typed(2, amount="15 min"),
            "2 km warm up, 6 x 800 m @ 5k w/ 400 m jog, cool down 15 min - meet at the pool",
        ),
        (INTERVALS, pressed("remove:2"), "2 km warm up, 6 x 800 m @ 5k w/ 400 m jog (meet at the pool)"),
        (INTERVALS, pressed("remove:0"), "6 x 800 m @ 5k w/ 400 m jog, 2 km cool down - meet at the pool"),
        (
            INTERVALS,
            pressed("up:2"),
            "2 km warm up, 2 km cool down - meet at the pool, 6 x 800 m @ 5k w/ 400 m jog",
        ),
        (
            SETS,
            typed(1, amount="1200 m"),
            "3 x (1200 m at 10k pace, 400 m easy, rest 1 min) rest 2 min, chat with Anna",
        ),
        (SETS, typed(2, effort="steady"), "3 x (1 km at 10k, 400 m steady, rest 1 min) rest 2 min, chat with Anna"),
        (
            SETS,
            typed(0, pause="3 min"),
            "3 x (1 km at 10k pace; 400 m easy; 1 min rest), 3 min rest, chat with Anna",
        ),
        (SETS, pressed("unwrap:0"), "1 km at 10k pace, 400 m easy, 1 min rest (chat with Anna)"),
        (WEIGHTS, typed(0, mass="3 kg"), "8 km easy with 3 kg ankle weights in total, chat at the gate"),
        (WEIGHTS, typed(0, mass="2 x 2 kg"), "8 km easy with 4 kg ankle weights in total, chat at the gate"),
        (WEIGHTS, typed(0, implement="", mass=""), "8 km easy, chat at the gate"),
        (WEIGHTS, typed(0, implement="vest", mass="10 %"), None),
        (WEIGHTS, typed(0, amount="2:30 min"), "2 min 30 s easy with 2 kg ankle weights in total, chat at the gate"),
        (CHOICE, typed(2, amount="10 km"), "45 min easy - meet at the pool - or 10 km cycling, bring a lamp"),
        (CHOICE, typed(0, amount="50 min"), "50 min easy - meet at the pool - or 9 km bike, bring a lamp"),
        (CHOICE, pressed("remove:1"), "45 min easy (meet at the pool), bring a lamp"),
        (CHOICE, pressed("remove:2"), "45 min easy (meet at the pool), bring a lamp"),
        (CHOICE, pressed("remove:0"), "9 km cycling (meet at the pool; bring a lamp)"),
        (THREE, pressed("remove:1"), "8 km easy or 30 min bike, strides"),
        (THREE, pressed("remove:3"), "8 km easy or rest, strides"),
        (THREE, pressed("up:3"), "8 km easy or 30 min cycling or rest day, strides"),
        (
            THREE,
            both(pressed("or:4"), typed(6, what="cross:swimming", amount="1 h")),
            "8 km easy or rest or 30 min bike or 1 h swimming, strides",
        ),
        (
            "6 easy miles, chat at the gate",
            both(pressed("or:0"), typed(2, what="cross:cycling", amount="40 min")),
            "6 easy miles or 40 min cycling, chat at the gate",
        ),
        (
            "2 km wu, 3 x (1km @ 10k, 400m jog), 1 km cd",
            both(pressed("or:1"), typed(5, what="cross:cycling", amount="40 min")),
            "2 km wu, 3 x (1km @ 10k, 400m jog) or 40 min cycling, 1 km cd",
        ),
        (
            "3 x (1 min rest; 10 min easy)",
            both(pressed("or:2"), typed(4, what="cross:cycling", amount="3 km")),
            "3 x (1 min rest; 10 min easy or 3 km cycling)",
        ),
        ("3 x (10 min easy or 2 km bike; 1 min rest)", pressed("remove:2"), "3 x (10 min easy; 1 min rest)"),
        (TWO_INSTEAD, typed(3, amount="5 km"), "8 km easy or (4 km easy; 5 km steady)"),
        (TWO_INSTEAD, pressed("remove:3"), "8 km easy or 4 km easy"),
        (TWO_INSTEAD, pressed("remove:1"), "8 km easy"),
        (f"{TWO_INSTEAD} or 1 h bike", pressed("remove:0"), "(4 km easy; 4 km steady) or 1 h cycling"),
        (
            "8 km easy or 1 h bike",
            both(pressed("into:1"), typed(3, what="strength", amount="20 min")),
            "8 km easy or (1 h cycling; 20 min strength)",
        ),
        (
            "1 km warm up; 20 min easy or (3 x (1 km easy; 400 m hard))",
            typed(3, reps="4"),
            "1 km warm up; 20 min easy or 4 x (1 km easy; 400 m hard)",
        ),
        ("Travel day, see Anna", added(amount="8 km", effort="easy"), "Travel day, see Anna, 8 km easy"),
        ("8 km easy\nbouncy", added(amount="20 s", reps="6", effort="5k-mile"), None),
        ("1 km easy\n2 km steady", added(amount="1 km"), "1 km easy\n2 km steady\n1 km"),
        ("Tuesday: 8 km easy", typed(0, amount="9 km"), "Tuesday: 9 km easy"),
    ],
)
def test_a_change_is_written_and_the_rest_stays(text, change, expected):
    found = result(text, change)
    if expected is not None:
        assert found.text == expected
    assert all(word in found.text for word in read(text).unread_words)


@pytest.mark.parametrize(
    ("text", "change", "row", "field"),
    [
        ("2 km easy, 8 km", typed(1, what="strength:lunges", uphill="on"), 1, "uphill"),
        ("2 km easy, 6 x 90 s", typed(1, measure="pace_s_per_mi", target="0:07"), 1, "target"),
    ],
)
def test_what_no_text_can_say_names_the_row_and_the_field(text, change, row, field):
    with pytest.raises(NotWritable) as refused:
        result(text, change)
    assert (refused.value.row, refused.value.field) == (row, field)


@pytest.mark.parametrize(
    ("text", "sent", "at"),
    [
        ("5 min rest", {"effort": "5k"}, "effort"),
        ("5 min rest", {"implement": "vest"}, "implement"),
        ("8 km", {"reps": "6", "amount": "", "effort": "easy"}, "amount"),
        ("8 km", {"what": "strength:monster_walks"}, "implement"),
        ("8 km", {"measure": "slower_s", "target": "15"}, "effort"),
        ("8 km", {"recovery": "rest"}, "recovery"),
    ],
)
def test_fields_that_say_nothing_together_are_refused(text, sent, at):
    with pytest.raises(Unreadable) as refused:
        result(text, typed(0, **sent))
    assert list(refused.value.args[0]) == [at]


@pytest.mark.parametrize("change", [typed(0, amount="9 km"), typed(1, reps="5"), typed(1, recovery="walk")])
def test_a_day_of_two_sessions_stays_one(change):
    text = "AM 8 km easy PM 6 x 800 m at 5k, 2 min rest"
    assert sessions_of_day(result(text, change).text)[1].startswith("PM")
    # Both in one set of rounds: no text can say so.
    with pytest.raises(NotWritable, match="morning"):
        result(text, pressed("wrap:0", "up:2"))


def test_rounds_without_steps_are_refused():
    with pytest.raises(NotWritable, match="Add a step to these rounds") as refused:
        result("2 km easy; rest day", pressed("wrap:1", "up:2"))
    assert (refused.value.row, refused.value.field) == (2, "reps")


def test_words_that_would_be_read_as_steps_are_never_dropped():
    text = "7m easy + 2-3 x 4m steady w/1mi recovery - A) 21-22m (3 x4mi at MP+15) B) 18 miles"
    with pytest.raises(NotWritable, match="cannot be kept"):
        result(text, typed(0, amount="7 mi"))


@pytest.mark.parametrize(
    ("text", "reps", "expected"),
    [
        ("8 km", ONCE, (Range(8000, 8000), None)),
        ("8-10 km", ONCE, (Range(8000, 10000), None)),
        ("90 s", ONCE, (None, Range(90, 90))),
        ("2:30 min", ONCE, (None, Range(150, 150))),
        ("2:30", Range(6, 6), (None, Range(150, 150))),
        ("400", Range(6, 6), (Range(400, 400), None)),
        ("100 m", ONCE, (Range(100, 100), None)),
        ("1h15", ONCE, (None, Range(4500, 4500))),
        ("at least 8 km", ONCE, (Range(8000, float("inf")), None)),
        ("8 км", ONCE, (Range(8000, 8000), None)),
        ("8 km · 45 min", ONCE, (Range(8000, 8000), Range(2700, 2700))),
        ("400 m · 80-85 s", Range(6, 6), (Range(400, 400), Range(80, 85))),
        ("", ONCE, (None, None)),
    ],
)
def test_amounts_are_read_as_in_a_session(text, reps, expected):
    assert step_fields.read_amount(text, reps, read) == expected


@pytest.mark.parametrize(
    "text",
    [
        "8",
        "8 km easy",
        "6 x 8 km",
        "8 km, 9 km",
        "-8 km",
        "0 km",
        "9999 km",
        "8 km @ 5k",
        "8 km · 9 km",
        "45 min · 8 km",
    ],
)
def test_amounts_that_say_something_else_are_refused(text):
    with pytest.raises(step_fields.Wrong):
        step_fields.read_amount(text, ONCE, read)


def test_forty_rows_and_two_levels():
    with pytest.raises(TooMuch):
        Opened(read("; ".join(f"{number} km" for number in range(1, MOST_ROWS + 2))), "km")
    with pytest.raises(TooMuch):
        Opened(read("2 x (2 x (2 x (400 m easy, 200 m fast), 1 km easy), 2 km steady)"), "km")
    rows = [Row(STEP, 0, None, {})] * MOST_ROWS
    with pytest.raises(CannotMove):
        move(rows, "add")


# Laws

WORDS = st.sampled_from(
    ["meet at the pool", "bouncy", "with Anna", "see board", "?", "(HM do 4)", "on grass", "ideally", "☀", "тихо"]
)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Texts of our own shapes: canonical steps with notes between, before and behind."""
    workouts = draw(st.lists(meant_workouts(), min_size=1, max_size=3))
    language = draw(st.sampled_from(["en", "ru"]))
    text = draw(st.one_of(st.just(""), WORDS.map(lambda word: f"{word}: ")))
    for number, workout in enumerate(workouts):
        text += draw(st.sampled_from([", ", "; ", "\n", " + ", " - "])) if number else ""
        text += write(workout, language=language)
        text += draw(st.one_of(st.just(""), WORDS.map(lambda word: f" ({word})"), WORDS.map(lambda word: f", {word}")))
    return text


def _opened(text: str) -> Opened:
    try:
        return Opened(read(text), "km")
    except TooMuch:
        assume(False)
        raise


@settings(max_examples=60, deadline=None)
@given(text=st.one_of(lines(), st.text(max_size=60), st.text("0123456789 xkm.,:;+-/()@'\n", max_size=60)))
def test_what_is_opened_and_saved_is_unchanged(text):
    _opened(text)
    assert result(text).text == text


CHANGES = [
    {"amount": "1234 m"},
    {"effort": "steady", "up_to": ""},
    {"implement": "vest", "mass": "5 kg"},
    {"implement": "", "mass": ""},
    {"role": "cool_down"},
    {"reps": "7"},
    {"recovery": "walk", "pause": "75 s", "recovery_effort": ""},
]


@settings(max_examples=60, deadline=None)
@given(text=lines(), data=st.data())
def test_one_change_reads_back_to_that_change_and_keeps_every_unread_word(text, data):
    opened = _opened(text)
    steps = [number for number, row in enumerate(opened.rows) if row.kind == STEP]
    assume(steps)
    number, values = data.draw(st.sampled_from(steps)), data.draw(st.sampled_from(CHANGES))
    try:
        found = result(text, typed(number, **values))  # reads back: asserted there
    except (NotWritable, Unreadable):
        return
    assert all(word in found.text for word in opened.reading.unread_words)
    again = {index: row for index, row in enumerate(opened.rows) if index != number}
    if len(rows := Opened(found, "km").rows) == len(opened.rows):
        # Three rounds of one step may come back as one row; else every other row is as it was.
        assert all(rows[index].values == row.values for index, row in again.items() if row.kind == STEP)


BUTTONS = st.sampled_from(["up", "down", "wrap", "unwrap", "remove", "into", "or"])


@settings(max_examples=60, deadline=None)
@given(text=lines(), presses=st.lists(st.tuples(BUTTONS, st.integers(0, 8)), max_size=4))
def test_buttons_lose_no_row_and_no_word(text, presses):
    opened = _opened(text)
    rows = opened.rows
    removed: set[int | None] = set()
    for button, number in presses:
        try:
            rows_after, at = move(rows, f"{button}:{number}")
        except CannotMove:
            continue
        gone = {row.origin for row in rows} - {row.origin for row in rows_after}
        assert not gone or button in ("remove", "unwrap")
        removed |= gone
        rows = rows_after
        assert levelled(rows) == rows
        assert max((row.level for row in rows if row.kind != STEP), default=0) < DEEPEST_HEADS
        assert not rows or 0 <= at < len(rows)
    assert {row.origin for row in rows} - {None} == {row.origin for row in opened.rows} - removed
    try:
        found = result(text, lambda _rows: rows)
    except (NotWritable, Unreadable):
        return
    assert all(word in found.text for word in opened.reading.unread_words)


@pytest.mark.parametrize(
    ("text", "buttons", "left"),
    [
        # What is moved leaves an alternative before or behind the whole choice, and never between its parts.
        ("1 km easy; 8 km easy or 1 h bike", "up:3", ["1 km", "60 min", "8 km"]),
        ("8 km easy or (4 km easy; 5 km steady) or 1 h bike", "down:3", ["8 km", "4 km", "60 min", "5 km"]),
        ("8 km easy or 1 h bike; 5 km steady", "up:3", ["5 km", "8 km", "60 min"]),
        ("8 km easy or 1 h bike; 5 km steady", "down:0", ["5 km", "8 km", "60 min"]),
        ("8 km easy or 4 km easy or 1 h bike", "down:1", ["8 km", "60 min", "4 km"]),
        ("8 km easy or 1 h bike", "wrap:0", ["8 km", "60 min"]),
        ("(8 km easy; 2 km steady) or 1 h bike", "remove:1", ["2 km", "60 min"]),
    ],
)
def test_a_choice_moves_as_one(text, buttons, left):
    rows = move(Opened(read(text), "km").rows, buttons).rows
    assert [row.values["amount"] for row in rows if row.kind == STEP] == left
    assert levelled(rows) == rows


@pytest.mark.parametrize(
    ("text", "button"),
    [
        ("8 km easy or 1 h bike", "up:1"),
        ("8 km easy or 1 h bike", "down:1"),
        ("8 km easy or 1 h bike", "wrap:1"),
        ("8 km easy or 1 h bike", "unwrap:1"),
        ("3 x (1 km easy; 400 m hard) or 1 h bike", "unwrap:0"),
        ("8 km easy or 1 h bike", "down:0"),
    ],
)
def test_a_choice_is_not_torn_apart(text, button):
    with pytest.raises(CannotMove):
        move(Opened(read(text), "km").rows, button)


@settings(max_examples=100, deadline=None)
@given(workout=meant_workouts())
def test_what_a_field_shows_reads_back_as_the_same(workout):
    """Mostly: a value that a field cannot say is kept as long as the field is not touched."""
    for step, _rounds in workout.flat():
        if not isinstance(step, Step) or (step.distance_m is None and step.duration_s is None):
            continue
        for units in ("km", "mi"):
            text = step_fields.shown_amount(step.distance_m, step.duration_s, units)
            try:
                distance, duration = step_fields.read_amount(text, step.reps, read)
            except step_fields.Wrong:
                continue
            assert _close(distance, step.distance_m)
            assert _close(duration, step.duration_s)


def _close(found: Range | None, wanted: Range | None) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return found.lo == pytest.approx(wanted.lo, rel=1e-4) and found.hi == pytest.approx(wanted.hi, rel=1e-4)
