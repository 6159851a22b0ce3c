"""What a coach is about to write: lines that this squad's weeks have held, and drills of the catalogue.

One query for the lines, whatever the number of sessions; drills are compiled once per process. Lines that differ in
spaces and capitals alone are one line. How much a line counts fades with the time since it was last written, so that
what a squad does now comes before what it did last season; after two years it is forgotten.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.db.models import Count, Max

from advice.drills import Drill
from advice.published import drill_catalogue
from clubs.models import Squad
from plans.models import Session

AT_MOST: Final = 8
# So many places are kept for drills that fit, however many lines do.
KEPT_FOR_DRILLS: Final = 2
# One letter is in nearly everything: from here on words are also looked for inside lines.
LOOKED_FOR_FROM: Final = 2
# A line that was not written for half a year counts half.
HALVED_AFTER: Final = dt.timedelta(weeks=26)
FORGOTTEN_AFTER: Final = dt.timedelta(weeks=104)

# Where a new part of a line begins, so that a drill can stand beside a run: "8 km easy, then …".
_NEW_PART: Final = re.compile(r"(?:[,;+]|\bthen\b)\s*", re.IGNORECASE)
_NO_NUMBER: Final = r"(?<![\d.,])"
_NO_LETTER: Final = r"(?<![^\W\d_])"
_SIGNS: Final = str.maketrans({"×": "x", "х": "x"})


class Past(NamedTuple):
    """A session's whole text as the squad's weeks hold it: how often, and the Monday of the last week with it."""

    text: str
    times: int
    last: dt.date


@dataclass(frozen=True, slots=True)
class Completion:
    """What the line that is being typed can become; ``drill`` names the drill that it brings, if any."""

    text: str
    drill: str = ""


class _Folded(NamedTuple):
    """One line: as it was written, for comparing it with others, and without any spaces."""

    text: str
    key: str
    squeezed: str


def completions(squad: Squad, line: str) -> list[Completion]:
    """The best completions of ``line`` for ``squad``, at most :data:`AT_MOST`; two queries."""
    today = squad.club.today()
    return complete(line, past_texts(squad, today), drill_catalogue(), today)


def past_texts(squad: Squad, today: dt.date) -> list[Past]:
    """What ``squad`` has had on its board since two years ago, drafts and weeks to come too; one query."""
    planned = Session.objects.live().filter(week__squad=squad, week__monday__gte=today - FORGOTTEN_AFTER)
    counted = planned.order_by().values_list("text").annotate(Count("pk"), Max("week__monday"))
    return [Past(*row) for row in counted]


def complete(
    line: str, past: Iterable[Past], drills: Sequence[Drill], today: dt.date, at_most: int = AT_MOST
) -> list[Completion]:
    """What ``line`` can become, the best first; the lines written most and last where it is empty.

    First what begins with it, then what holds all its words: in both, lines before drills.
    """
    typed = _folded(line)
    beginning, holding = _lines(typed, past, today)
    named, matching = _drills(line, drills) if typed.key else ([], [])
    lines = dict.fromkeys((*beginning, *holding))
    added = [one for one in (*named, *matching) if one.text not in lines]
    room_for_lines = at_most - min(len(added), KEPT_FOR_DRILLS)
    kept = list(lines)[:room_for_lines]
    chosen = added[: at_most - len(kept)]
    first = [Completion(text) for text in kept if text in beginning]
    then = [Completion(text) for text in kept if text not in beginning]
    return [*first, *[one for one in chosen if one in named], *then, *[one for one in chosen if one not in named]]


def _lines(typed: _Folded, past: Iterable[Past], today: dt.date) -> tuple[dict[str, None], list[str]]:
    """The lines that begin with what is typed and those that hold its words, each the most weighty first."""
    words = _words(typed.key)
    beginning: dict[str, list[tuple[float, str]]] = {}
    holding: dict[str, list[tuple[float, str]]] = {}
    for text, times, last in past:
        weight = None
        for line in _folded_lines(text):
            if line.squeezed.startswith(typed.squeezed):
                found = beginning
            elif words and _holds(line.key, words):
                found = holding
            else:
                continue
            if line.key == typed.key:
                continue
            if weight is None:
                weight = times * 0.5 ** (max(today - last, dt.timedelta()) / HALVED_AFTER)
            found.setdefault(line.key, []).append((weight, line.text))
    return dict.fromkeys(_best_first(beginning)), _best_first(holding)


def _best_first(found: dict[str, list[tuple[float, str]]]) -> list[str]:
    """Each line as it is written most, by what all its spellings weigh."""
    weighed = [(-sum(weight for weight, _text in spelled), max(spelled)[1]) for spelled in found.values()]
    return [text for _weight, text in sorted(weighed)]


def _drills(line: str, drills: Sequence[Drill]) -> tuple[list[Completion], list[Completion]]:
    """The drills that are called as ``line`` or its last part begins, and those whose words hold all of its words."""
    named: dict[str, Completion] = {}
    matching: dict[str, Completion] = {}
    # The whole line before its part: names have commas too.
    for start in (0, *[found.end() for found in _NEW_PART.finditer(line)][-1:]):
        typed = _folded(line[start:])
        words = _words(typed.key)
        for drill in drills if words else ():
            called = _folded(drill.name)
            if called.squeezed.startswith(typed.squeezed) or drill.code.startswith(typed.squeezed):
                found = named
            elif _holds(f"{called.key} {drill.phrase}", words):
                found = matching
            else:
                continue
            if drill.form and not drill.not_suggested:
                found.setdefault(drill.code, Completion(line[:start] + drill.text(drill.least), drill.name))
    return list(named.values()), [one for code, one in matching.items() if code not in named]


def _words(key: str) -> list[tuple[str, re.Pattern[str]]]:
    """The words of ``key``, each with the pattern that finds it where a word or a number begins.

    None while too little is typed.
    """
    if len(key) < LOOKED_FOR_FROM:
        return []
    return [
        (word, re.compile((_NO_NUMBER if word[0].isdigit() else _NO_LETTER) + re.escape(word))) for word in key.split()
    ]


def _holds(key: str, words: Sequence[tuple[str, re.Pattern[str]]]) -> bool:
    # Most lines do not even hold the first word: this is far quicker than the pattern.
    return all(word in key and pattern.search(key) for word, pattern in words)


@functools.lru_cache(maxsize=20_000)
def _folded_lines(text: str) -> tuple[_Folded, ...]:
    """The lines of a session's text that say something."""
    return tuple([_folded(line) for line in text.splitlines() if line.strip()])


def _folded(line: str) -> _Folded:
    words = line.split()
    key = " ".join(words).casefold().translate(_SIGNS)
    return _Folded(" ".join(words), key, key.replace(" ", ""))
