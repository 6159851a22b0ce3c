"""A coach's text with a load taken out and a drill put in; every other word stays as the coach wrote it.

There may be more than one place for a drill, and no telling which reads well before it is read: :func:`rewritings`
gives the texts to try with what must be read from each.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final, NamedTuple

from workouts.reading import Reading
from workouts.workout import ONCE, Range, Span, Step, Workout

Read = Callable[[str], Reading]
"""How a text is read: by whom a session is written decides what "5 m" means."""


# What is to be done at a step: it must come out of the new text as it went in.
Amounts = list[tuple[Any, ...]]
_Placed = tuple[Step, Range]
_SETS: Final = re.compile(r"\d+\s*(?:[x×х*]|sets? of|sets?)\s*$", re.IGNORECASE)


def amounts(workout: Workout) -> Amounts:
    """What is to be done, step by step; pauses and the places in the text aside."""
    return _amounts(workout.flat())


def rewritings(
    reading: Reading, target: int, unload: tuple[int, ...], words: str, drill: Workout, mode: str
) -> Iterator[tuple[str, Amounts]]:
    """Texts that have ``words`` (read as ``drill``) instead of the step ``target``, or behind it without its load.

    ``mode`` is "instead", "unloaded" (the step without its load and nothing else), or anything else for behind it. The
    steps ``unload`` (places in ``workout.flat()``, the target among them) lose their load. Each text comes with the
    amounts that must be read from it; where the step stood inside a repeat the drill is read with its rounds, and so
    not as meant. None where the text does not tell where the step or a load stands.
    """
    flat = list(reading.workout.flat())
    loads = [flat[place][0].load for place in unload if mode != "instead" or place != target]
    spans = {load.span for load in loads if load is not None}
    stripped = [
        (replace(step, load=None) if place in unload else step, rounds) for place, (step, rounds) in enumerate(flat)
    ]
    cuts = [_Edit(span.start, span.end, "") for span in spans if span is not None]
    step = flat[target][0]
    if None in spans or (mode == "instead" and step.span is None):
        return
    if mode == "unloaded":
        yield _edited(reading.text, cuts), _amounts(stripped)
        return
    added, before, after = list(drill.flat()), stripped[:target], stripped[target + 1 :]
    if mode == "instead":
        assert step.span is not None
        whole = _with_sets(_with_load(step.span, step), reading.text, flat[target][1])
        inside = [cut for cut in cuts if not whole.start <= cut.start < whole.end]
        yield (
            _edited(reading.text, [*inside, _Edit(whole.start, whole.end, words)]),
            _amounts([*before, *added, *after]),
        )
        return
    at_the_end = _appended(_edited(reading.text, cuts), words), _amounts([*stripped, *added])
    if not after:
        yield at_the_end
    if step.span is not None:
        place = _with_load(step.span, step).end
        behind = [*cuts, _Edit(place, place, f", then {words}")]
        yield _edited(reading.text, behind), _amounts([*before, stripped[target], *added, *after])
    if after:
        yield at_the_end


class _Edit(NamedTuple):
    """``text[start:end]`` becomes ``words``; nothing is taken out where both are the same."""

    start: int
    end: int
    words: str


def _amounts(placed: Iterator[_Placed] | list[_Placed]) -> Amounts:
    return [
        (
            step.activity,
            step.reps,
            rounds,
            step.distance_m,
            step.duration_s,
            step.effort,
            step.uphill,
            step.grade_percent,
            step.in_place,
            step.exercise,
            step.load,
        )
        for step, rounds in placed
    ]


def _with_load(span: Span, step: Step) -> Span:
    """The step's stretch of text together with that of its load, where the two meet."""
    load = None if step.load is None else step.load.span
    if load is None or load.start > span.end + 1 or load.end < span.start - 1:
        return span
    return Span(min(span.start, load.start), max(span.end, load.end))


def _with_sets(span: Span, text: str, rounds: Range) -> Span:
    """The stretch together with the "3 x" before it, where those are the rounds that it is done in."""
    sets = _SETS.search(text[: span.start])
    return Span(sets.start(), span.end) if sets is not None and rounds != ONCE else span


def _edited(text: str, edits: list[_Edit]) -> str:
    # From the end, so that what is done leaves the places still to be done where they are.
    for start, end, words in sorted(edits, reverse=True):
        text = f"{text[:start]}{words}{text[end:]}" if words else without(text, start, end)
    return text


def _appended(text: str, words: str) -> str:
    return f"{text.rstrip(' .,;' + chr(10))}, then {words}"


def without(text: str, start: int, end: int) -> str:
    """``text`` without a stretch of it, and without the blanks, commas or brackets left with nothing to hold."""
    left, right = text[:start].rstrip(" "), text[end:].lstrip(" ")
    if left.endswith(("(", "[")) and right.startswith((")", "]")):
        left, right = left[:-1].rstrip(" "), right[1:].lstrip(" ")
    if not left:
        return right.lstrip(" ,;")
    if left.endswith((",", ";", "+")) and (not right or right[0] in ",;.)]\n"):
        left = left[:-1].rstrip(" ")
    return left if not right else f"{left}{'' if right[0] in ',;:.)]' + chr(10) else ' '}{right}"
