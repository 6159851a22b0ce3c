"""A coach's text with one thing about a step changed, its effort, its length or its load; every other word stays.

The text is the truth, so what would be otherwise has to be written so that it reads as meant: each place that may hold
the words in question is tried, and the text is read again. There is no text where none of the places reads right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from advice.rewriting import Read, amounts, without
from advice.saying import figure
from workouts.reading import Reading
from workouts.workout import Load, Repeat, Span, Step, Workout

# How an effort is written in a coach's shorthand: words that the reader knows, no text for a page.
EFFORT_WORDS: Final = {
    "very_easy": "very easy",
    "easy": "easy",
    "steady": "steady",
    "marathon": "at marathon effort",
    "threshold": "at threshold",
    "10k": "at 10k effort",
    "5k": "at 5k effort",
    "mile": "at mile effort",
    "maximal": "all-out",
}
_MOST_WORDS: Final = 3
# A step is a line, not a page: beyond this many words of it nothing is looked for.
_MOST_PLACES: Final = 16
_WORD: Final = re.compile(r"[^\s,;]+")


def with_step(workout: Workout, place: int, changed: Step) -> Workout:
    """``workout`` with its step at ``place`` (counted as ``workout.flat()`` does) in another form."""
    seen = -1

    def of(steps: tuple[Step | Repeat, ...]) -> tuple[Step | Repeat, ...]:
        nonlocal seen
        found: list[Step | Repeat] = []
        for step in steps:
            if isinstance(step, Repeat):
                new: Step | Repeat = replace(step, steps=of(step.steps))
            else:
                seen += 1
                new = changed if seen == place else step
            if step.alternatives:
                new = replace(new, alternatives=tuple(of(other) for other in step.alternatives))
            found.append(new)
        return tuple(found)

    return Workout(of(workout.steps))


def amended(reading: Reading, place: int, wanted: Step, read: Read) -> str | None:
    """The text of ``reading`` written so that its step at ``place`` reads as ``wanted``; ``None`` where it cannot be.

    ``wanted`` differs from that step in one thing: the effort, the distance of a repetition, or the load.
    """
    step = list(reading.workout.flat())[place][0]
    expected = amounts(with_step(reading.workout, place, wanted))
    unread = Counter(reading.unread_words)
    for text in dict.fromkeys(_texts(reading.text, step, wanted)):
        new = read(text)
        if not Counter(new.unread_words) - unread and amounts(new.workout) == expected:
            return text
    return None


def unloaded(reading: Reading, read: Read) -> str | None:
    """The text of ``reading`` without any load; ``None`` where the text does not tell where a load stands."""
    loads = [step.load for step, _rounds in reading.workout.flat() if step.load is not None]
    spans = {load.span for load in loads if load.span is not None}
    if len(loads) == 0 or any(load.span is None for load in loads):
        return None
    text = reading.text
    for span in sorted(spans, key=lambda span: -span.start):
        text = without(text, span.start, span.end)
    expected = [replace(step, load=None) for step, _rounds in reading.workout.flat()]
    new = read(text)
    read_steps = [step for step, _rounds in new.workout.flat()]
    said_more = Counter(new.unread_words) - Counter(reading.unread_words)
    return text if not said_more and read_steps == expected else None


def _texts(text: str, step: Step, wanted: Step) -> Iterator[str]:
    if step.span is None:
        return
    if wanted.load != step.load:
        yield from _with_load(text, step, wanted)
    elif wanted.effort != step.effort:
        assert wanted.effort is not None
        words = EFFORT_WORDS[wanted.effort.lo]
        if step.effort is not None:
            yield from (_put(text, span, words) for span in _places(text, step) if text[span.start].isalnum())
        yield from (_put(text, Span(end, end), f" {words}") for end in _ends(text, step))
    elif wanted.distance_m is not None:
        metres = _metres(wanted.distance_m.lo)
        # Alone "100 m easy" may mean minutes; "1 x 100 m easy" cannot.
        for words in (metres, f"1 x {metres}"):
            yield from (_put(text, span, words) for span in _places(text, step) if text[span.start].isdigit())
            yield from (_put(text, Span(end, end), f" {words}") for end in _ends(text, step))


def _with_load(text: str, step: Step, wanted: Step) -> Iterator[str]:
    if step.load is None or step.load.span is None or wanted.load is None:
        return
    for words in _load_words(wanted.load):
        yield _put(text, step.load.span, words)


def _load_words(load: Load) -> Iterator[str]:
    thing = load.thing.label
    if load.kg is None:
        yield f"with {thing}" if load.thing.pair else f"with a {thing}"
    elif load.thing.pair:
        yield f"with 2 x {figure(load.kg.lo / 2)} kg {thing}"
        yield f"with {figure(load.kg.lo)} kg {thing}"
    else:
        yield f"with a {figure(load.kg.lo)} kg {thing}"


def _metres(distance: float) -> str:
    return f"{figure(distance / 1000)} km" if distance >= 1000 and distance % 100 == 0 else f"{figure(distance)} m"


def _places(text: str, step: Step) -> list[Span]:
    """Stretches of a step's words beside its load, one word first: any of them may say what is to be said otherwise."""
    assert step.span is not None
    load = step.load.span if step.load is not None else None
    words = [
        Span(found.start(), found.end())
        for found in _WORD.finditer(text, step.span.start, step.span.end)
        if load is None or found.end() <= load.start or found.start() >= load.end
    ][:_MOST_PLACES]
    return [
        Span(words[first].start, words[first + count].end)
        for count in range(_MOST_WORDS)
        for first in range(len(words) - count)
    ]


def _ends(text: str, step: Step) -> list[int]:
    """Where something more can be said of a step: before its load, or behind it."""
    assert step.span is not None
    load = step.load.span if step.load is not None else None
    before = [len(text[: load.start].rstrip(" ,;("))] if load is not None else []
    return [*before, step.span.end]


def _put(text: str, span: Span, words: str) -> str:
    return f"{text[: span.start]}{words}{text[span.end :]}"
