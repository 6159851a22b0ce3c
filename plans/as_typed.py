"""What is said of a session while it is being typed: the coach's words back, with a question at each doubtful one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from clubs import choices
from clubs.models import Club
from plans import wording
from plans.left_unread import shown_verdict, verdict_label, what_to_do
from plans.week_board import Card
from workouts.reading import HINTS, Hint, Reading


class Piece(NamedTuple):
    """A stretch of the coach's words; unread ones may bring the question that would settle them."""

    text: str
    is_unread: bool = False
    question: str = ""


@dataclass(frozen=True)
class Typed:
    """A session that is not saved: its card, and the reading with the doubts that are not kept with a session."""

    card: Card
    reading: Reading
    club: Club

    @property
    def is_in_doubt(self) -> bool:
        """Whether some of the words were not read, or not for certain."""
        return bool(self._stretches)

    @cached_property
    def echo(self) -> list[Piece]:
        """The coach's words in pieces, all of them."""
        text, done = self.reading.text, 0
        found: list[Piece] = []
        for start, end, question in self._stretches:
            found += [Piece(text[done:start]), Piece(text[start:end], is_unread=True, question=question)]
            done = end
        return [piece for piece in (*found, Piece(text[done:])) if piece.text]

    @property
    def is_judged(self) -> bool:
        """Whether a verdict says anything of it."""
        return not self.card.session.is_unread and not self.card.session.is_rest

    @property
    def said(self) -> str:
        """All of it in a breath, for those who hear the page: "Read as: 8 km, easy. Not read: bouncy. Avoid."."""
        chips, unread = [chip.text for chip in self.card.chips], [piece for piece in self.echo if piece.is_unread]
        sentences = []
        if chips:
            sentences.append(_("Read as: %(chips)s.") % {"chips": ", ".join(chips)})
        if unread:
            sentences.append(_("Not read: %(words)s.") % {"words": ", ".join(piece.text for piece in unread)})
        sentences += [piece.question for piece in unread if piece.question]
        if self.is_judged:
            sentences.append(f"{verdict_label(shown_verdict(self.card.verdict, self.reading))}.")
            sentences += filter(None, [what_to_do(self.reading)])
        return " ".join(sentences)

    @cached_property
    def _stretches(self) -> list[tuple[int, int, str]]:
        """What was not read, in order: words that stand together as one, unless a question comes between them."""
        text, asked = self.reading.text, set[str]()
        doubts = {hint.span.end: hint for hint in self.reading.hints}
        found: list[tuple[int, int, str]] = []
        spans = {*self.reading.unread, *[hint.span for hint in self.reading.hints]}
        for start, end in sorted([(span.start, span.end) for span in spans], key=lambda span: (span[0], -span[1])):
            if found and start < found[-1][1]:
                # A doubt may hold several unread words: "40-60m".
                continue
            hint = doubts.get(end)
            question = "" if hint is None or hint.about in asked else _question(hint, text, self.club)
            if hint is not None:
                asked.add(hint.about)
            if found and not found[-1][2] and not text[found[-1][1] : start].strip():
                found[-1] = (found[-1][0], end, question)
            else:
                found.append((start, end, question))
        return found


def _question(hint: Hint, text: str, club: Club) -> str:
    """What would settle a doubt, with the club's own setting where that has something to say."""
    if hint.about != "bare_m":
        return _(HINTS[hint.about])
    setting = dict(choices.bare_m_meanings())[club.bare_m]
    told = {"words": wording.NBSP.join(text[hint.span.start : hint.span.end].split()), "setting": setting}
    if club.bare_m == "ask":
        asked = _("Is %(words)s miles, minutes or metres? Your club’s setting says “%(setting)s”.")
    else:
        # Only what may be 50 or more is in doubt then.
        asked = _("Is %(words)s miles, minutes or metres? Your club’s setting says “%(setting)s”, but only below 50.")
    return f"{asked % told} {_('Write mi, min or metres.')}"
