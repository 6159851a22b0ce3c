"""What a reading left out, as the pages say it: words that stand together as one, and whether a load is among them.

A verdict on a session whose load was not read is on something else than what was meant: it is never shown as clear.
"""

from __future__ import annotations

import functools
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from advice.aloud import aloud
from advice.engine import VERDICTS
from advice.lead import names_a_load, of_unread
from workouts.reading import Reading
from workouts.workout import Span

# How "clear" is shown where a load was left out.
CLEAR_AS_READ: Final = "clear-as-read"
_LABELS: Final = {word.slug: word.label for word in VERDICTS} | {CLEAR_AS_READ: gettext_noop("clear for what was read")}


def stretches(reading: Reading) -> tuple[Span, ...]:
    """Where the words stand that were not read, those that stand together as one: "40-60m bouncy"."""
    found = list[Span]()
    for span in reading.unread:
        # A dash stands between the two ends of a range.
        if found and reading.text[found[-1].end : span.start].strip() in ("", "-", "–"):
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return tuple(found)


def words_left(reading: Reading) -> list[str]:
    """The words that were not read: ``["40-60m bouncy uphill", "5 kg vest"]``."""
    return [reading.text[span.start : span.end] for span in stretches(reading)]


def leaves_a_load_out(reading: Reading) -> bool:
    """Whether something to carry or tow, or a weight, is among what was not read."""
    return bool(reading.unread) and _names_a_load(tuple(words_left(reading)))


# A board and an athlete's week ask it of each session, on every read.
_names_a_load = functools.lru_cache(maxsize=4096)(names_a_load)


def what_to_do(reading: Reading) -> str:
    """What whoever wrote a load that was not read can do about it; nothing where none was left out."""
    return capfirst(aloud(of_unread(words_left(reading)))) if leaves_a_load_out(reading) else ""


def shown_verdict(verdict: str, reading: Reading) -> str:
    """What a verdict on ``reading`` is shown as: itself, but for the clear one of a session with a load left out."""
    return CLEAR_AS_READ if verdict == "clear" and leaves_a_load_out(reading) else verdict


def verdict_label(shown: str) -> str:
    """The words for what :func:`shown_verdict` gives, or for a verdict."""
    return capfirst(_(_LABELS[shown]))
