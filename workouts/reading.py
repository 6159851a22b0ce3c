"""A coach's text read into a workout, every word accounted for.

Each word is read, known to say nothing a step can hold ("run", "of", "at"), or unread; unread words keep their place
and change nothing. Where a number could mean two things it is left unread: a wrong number is worse than none.
Reading never raises, whatever the text, and takes time linear in its length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from workouts.amounts import BareM, Reader
from workouts.grammar import Grammar
from workouts.tokens import tokenize
from workouts.vocabulary import gettext_noop
from workouts.workout import Json, Span, Workout

_ = gettext_noop

__all__ = ["HINTS", "BareM", "Hint", "Reading", "read"]

# Why a number was left unread: what to write instead.
HINTS: Final = {
    "bare_m": _("Is m miles, minutes or metres? Write mi, min or km, or choose in the club's settings."),
    "clock": _("Is this hours and minutes, or minutes and seconds? Write h or min after it."),
    "no_unit": _("Of what? Write km, mi or min after the number."),
    "plural": _("Repetitions of this distance, or seconds? Write how many, or sec."),
    "thing": _("The mass of what? Write vest, backpack, sled or another thing that adds weight."),
    "size": _("This is more than a session holds, or nothing at all."),
}


@dataclass(frozen=True, slots=True)
class Hint:
    """Why the number at ``span`` was left unread: a key of ``HINTS``."""

    span: Span
    about: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from ``text``: the workout, and the stretches that were not understood, in order."""

    text: str
    workout: Workout
    unread: tuple[Span, ...] = ()
    hints: tuple[Hint, ...] = ()

    @property
    def unread_words(self) -> tuple[str, ...]:
        """The words that were not understood, as they stand in the text."""
        return tuple(self.text[span.start : span.end] for span in self.unread)

    def to_json(self) -> Json:
        """A JSON object; see ``manage.py read --json``."""
        distance = self.workout.total("distance_m")
        duration = self.workout.total("duration_s")
        return {
            "text": self.text,
            "steps": self.workout.to_json(),
            "unread": list(self.unread_words),
            "unread_spans": [span.to_json() for span in self.unread],
            "hints": [{"span": hint.span.to_json(), "about": hint.about} for hint in self.hints],
            "total": {
                "distance_m": None if distance is None else distance.to_json(),
                "duration_s": None if duration is None else duration.to_json(),
            },
        }


def read(text: str, *, bare_m: BareM = "ask") -> Reading:
    """Read ``text``. ``bare_m``: what "m" after a number below 50 means to this club."""
    grammar = Grammar(tokenize(text), Reader(bare_m))
    steps = grammar.workout()
    return Reading(
        text,
        Workout(steps),
        tuple(Span(start, end) for start, end in grammar.unread()),
        tuple(Hint(Span(start, end), about) for start, end, about in grammar.doubts),
    )
