"""A coach's text read into a workout, every word accounted for.

Each word is read, known to say nothing a step can hold ("run", "of", "at"), or unread; unread words keep their place
and change nothing. Where a number could mean two things it is left unread: a wrong number is worse than none.
Reading never raises, whatever the text, and takes time linear in its length. Text of a workout builder, which is
pasted, has rules of its own (:mod:`workouts.builder_text`); it comes to the same steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from workouts import builder_text, half_days
from workouts.amounts import BareM, Reader
from workouts.grammar import Grammar
from workouts.marks import Marks
from workouts.tokens import Token, tokenize
from workouts.vocabulary import gettext_noop
from workouts.workout import Json, Repeat, Span, Step, Workout

_ = gettext_noop

__all__ = ["HINTS", "Account", "BareM", "Hint", "Reading", "accounts", "read", "sessions_of_day"]

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
            "sessions": list(sessions_of_day(self.text)),
            "unread": list(self.unread_words),
            "unread_spans": [span.to_json() for span in self.unread],
            "hints": [{"span": hint.span.to_json(), "about": hint.about} for hint in self.hints],
            "total": {
                "distance_m": None if distance is None else distance.to_json(),
                "duration_s": None if duration is None else duration.to_json(),
            },
        }


class Account(NamedTuple):
    """What became of a stretch of the text.

    ``kind`` is "read", "filler" (a sign, a function word: it says nothing a step can hold), "unread" or "space".
    """

    span: Span
    kind: str


def accounts(text: str, *, bare_m: BareM = "ask") -> tuple[Account, ...]:
    """All of ``text`` in order, stretch by stretch, without a gap: nothing that is typed is dropped in silence."""
    tokens = tokenize(text)
    marks, _steps = _understood(text, tokens, bare_m)
    found: list[Account] = []
    at = 0
    for index, token in enumerate(tokens):
        if at < token.start:
            kind = "filler" if text[at : token.start].strip() else "space"
            found.append(Account(Span(at, token.start), kind))
        if token.start < token.end:
            found.append(Account(Span(token.start, token.end), marks.fate(index)))
        at = token.end
    return tuple(found)


def sessions_of_day(text: str) -> tuple[str, ...]:
    """The texts of the sessions in ``text``: two where one is for the morning and another for the evening, else one.

    "AM 8 km easy PM 4 x 200 m" is "AM 8 km easy" and "PM 4 x 200 m": each keeps the word that says when, and together
    they hold every word of ``text``. Where a half would say nothing that is understood, or the evening comes first,
    it stays one session: a cut in the wrong place would change what is read.
    """
    tokens = tokenize(text)
    found = half_days.find(tokens)
    if found is None:
        return (text,)
    cut = tokens[found.second].start
    halves = (text[:cut].strip(_BETWEEN_SESSIONS), text[cut:].strip(_BETWEEN_SESSIONS))
    return halves if all(read(half).workout.steps for half in halves) else (text,)


_BETWEEN_SESSIONS: Final = " \t\n\r,;/|+&-–—"


def read(text: str, *, bare_m: BareM = "ask") -> Reading:
    """Read ``text``. ``bare_m``: what "m" after a number below 50 means to this club."""
    marks, steps = _understood(text, tokenize(text), bare_m)
    return Reading(
        text,
        Workout(steps),
        tuple(Span(start, end) for start, end in marks.unread()),
        tuple(Hint(Span(start, end), about) for start, end, about in marks.doubts),
    )


def _understood(text: str, tokens: list[Token], bare_m: BareM) -> tuple[Marks, tuple[Step | Repeat, ...]]:
    """What became of each token, and the steps: in the form of a workout builder, or in coaches' shorthand."""
    if (built := builder_text.find(text, tokens)) is not None:
        return built, built.workout()
    grammar = Grammar(tokens, Reader(bare_m))
    steps = grammar.workout()
    return grammar, steps
