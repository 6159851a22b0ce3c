"""What a fact is: its declaration, and what it is worth in a mapping of facts.

That depends on its kind. A missing key (or ``None``) means "unknown".

=========  ========================================================================================
number     an :class:`Interval`: the number lies somewhere between its ends
choice     a frozenset of the slugs that are possible; one slug where it is known
ordered    the same, of slugs that have an order (efforts, strength bases)
flag       ``True`` or ``False``
many       a frozenset of the slugs that hold (current injuries); empty where there is none
=========  ========================================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from advice.saying import Said, figure, ngettext
from workouts.vocabulary import Word, gettext_noop
from workouts.workout import Range

_ = gettext_noop

Kind = Literal["number", "choice", "ordered", "flag", "many"]
Scope = Literal["step", "athlete", "week"]


class Interval(NamedTuple):
    """A number known to lie between ``lo`` and ``hi``, both included; either end may be infinite.

    "No race ahead" is ``Interval(inf, inf)`` weeks to the race.
    """

    lo: float
    hi: float

    @classmethod
    def exactly(cls, value: float) -> Interval:
        """The interval that holds ``value`` alone."""
        return cls(value, value)


FactValue = Interval | frozenset[str] | bool | None
Facts = Mapping[str, FactValue]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing a guideline can ask about.

    ``subject`` begins the readable sentence ("a repetition"). ``phrases`` replaces the whole sentence for an operator,
    ``%(value)s`` standing for the number or the words. Beside the operators it may hold ``true`` and ``false`` for a
    flag, ``absent`` and ``present`` for the choice "none" alone, and ``endless`` for what an infinite number means.
    ``choices`` are in order for an ordered fact; a choice fact without choices takes any word.
    """

    key: str
    label: str
    kind: Kind
    scope: Scope
    subject: str
    question: str
    unit: str = ""
    choices: tuple[Word, ...] = ()
    phrases: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def slugs(self) -> tuple[str, ...]:
        """The slugs of the choices, in their order."""
        return tuple(word.slug for word in self.choices)

    def label_of(self, slug: str) -> Said:
        """What a person reads for the choice ``slug``; the word itself where any word is taken."""
        return Said(next((word.label for word in self.choices if word.slug == slug), slug.replace("_", " ")))

    def amount(self, number: float) -> Said:
        """``number`` with its unit as a person writes it: "100 m", "5 km", "10 min", "1 week"."""
        unit = self.unit
        if unit == "m" and number >= 1000:
            number, unit = number / 1000, _("km")
        elif unit == "s" and number >= 60 and number % 60 == 0:
            number, unit = number / 60, _("min")
        said = figure(number)
        match unit:
            case "weeks":
                return ngettext("%(number)s week", "%(number)s weeks", number, number=said)
            case "days":
                return ngettext("%(number)s day", "%(number)s days", number, number=said)
            case "":
                return Said("%(number)s", number=said)
            case _:
                return Said(_("%(number)s %(unit)s"), number=said, unit=Said(unit))

    def value(self, plain: Any) -> FactValue:
        """The value of this fact from a plain one: a number or a pair, a slug or a list of slugs, a bool.

        ``None`` stays ``None``: unknown. Raises ``ValueError`` with a sentence that says what would be right.
        """
        if plain is None:
            return None
        match self.kind:
            case "number":
                return self._interval(plain)
            case "flag":
                if not isinstance(plain, bool):
                    raise ValueError(f"{self.label}: say yes or no, not {plain!r}.")
                return plain
            case _:
                slugs = frozenset([plain] if isinstance(plain, str) else plain)
                self.require_choices(slugs)
                # No possible value at all is not an answer to "which of these".
                return slugs if slugs or self.kind == "many" else None

    def require_choices(self, slugs: Iterable[str]) -> None:
        """Raise ``ValueError``, naming the choices, where one of ``slugs`` is not among them."""
        unknown = sorted(set(slugs) - set(self.slugs)) if self.choices else []
        if unknown:
            raise ValueError(f"{self.label}: {', '.join(unknown)} is not a choice; use {', '.join(self.slugs)}.")

    def _interval(self, plain: Any) -> Interval:
        lo, hi = (plain.lo, plain.hi) if isinstance(plain, (Range, Interval)) else _pair(plain)
        try:
            found = Interval(float(lo), float(hi))
        except (TypeError, ValueError):
            raise ValueError(f"{self.label}: give a number, not {plain!r}.") from None
        if not 0 <= found.lo <= found.hi:
            raise ValueError(f"{self.label}: {plain!r} is not a number from 0 up, nor a range from small to large.")
        return found


def _pair(plain: Any) -> tuple[Any, Any]:
    if isinstance(plain, (list, tuple)) and len(plain) == 2:
        return plain[0], plain[1]
    return plain, plain
