"""A drill as one sheet of instructions: its words in the reader's language, its dose as a sentence and as a session."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advice import choices
from advice.drills import Drill, Span
from advice.engine import SourceRef
from advice.models import Pack
from advice.published import drill_catalogue, guideline_set
from plans import wording
from workouts.workout import Range

# Drills are done on a short way: whatever a club measures its runs in, these stay in metres.
UNITS = "km"
# Up to here a time is said in seconds.
SECONDS_TO = 90


class Fault(NamedTuple):
    """What goes wrong, and what mends it; the latter is empty where the entry does not say."""

    wrong: str
    mend: str


@dataclass(frozen=True)
class DrillSheet:
    """What a page or a sheet of paper says of ``drill``."""

    drill: Drill

    @property
    def category(self) -> str:
        """The shelf of the catalogue that it stands on."""
        return _label(choices.categories(), self.drill.category)

    @property
    def level(self) -> str:
        """How experienced an athlete should be."""
        return _label(choices.drill_levels(), self.drill.level)

    @property
    def purposes(self) -> list[str]:
        """What it is for, the foremost first."""
        return _labels(choices.purposes(), self.drill.purposes)

    @property
    def replaces(self) -> list[str]:
        """The loads that it can stand in for."""
        return _labels(choices.implements(), self.drill.replaces)

    @property
    def mode(self) -> str:
        """Whether it is done instead of the run or beside it."""
        return _label(choices.modes(), self.drill.mode)

    @property
    def confidence(self) -> str:
        """How much the evidence behind it is worth."""
        return _label(choices.confidences(), self.drill.confidence)

    @property
    def strength_base(self) -> str:
        """What strength work the athlete must be used to; empty where none is needed."""
        return "" if self.drill.strength_base == "none" else _label(choices.strength_bases(), self.drill.strength_base)

    @property
    def not_with(self) -> list[str]:
        """The sore areas that rule it out."""
        return _labels(choices.injuries(), self.drill.contraindications)

    @property
    def gear(self) -> list[str]:
        """What must be there, each with what would do as well: "dumbbells or barbell"."""
        groups = [*self.drill.equipment, *([self.drill.terrain] if self.drill.terrain else [])]
        return [_(" or ").join(_labels(choices.places(), group)) for group in groups]

    @cached_property
    def faults(self) -> list[Fault]:
        """What often goes wrong, each with what mends it."""
        split = [fault.partition(": ") for fault in self.drill.faults]
        return [Fault(wrong, capfirst(mend)) for wrong, _colon, mend in split]

    @property
    def work(self) -> str:
        """How much of it: "4–12 repetitions of 15–20 s", "2–3 sets of 8–12 repetitions"; empty without a dose."""
        dose = self.drill.dose
        parts = []
        if dose.sets is not None:
            parts.append(ngettext("%(count)s set", "%(count)s sets", _number(dose.sets)) % _count(dose.sets))
        if dose.reps is not None:
            word = ngettext("%(count)s repetition", "%(count)s repetitions", _number(dose.reps))
            parts.append(word % _count(dose.reps))
        if dose.time_s is not None:
            parts.append(_time(dose.time_s))
        if dose.distance_m is not None:
            parts.append(wording.distance(Range(*dose.distance_m), UNITS))
        said = ""
        for part in reversed(parts):
            said = _("%(many)s of %(each)s") % {"many": part, "each": said} if said else part
        return said

    @property
    def rest(self) -> str:
        """How long to rest, and between what."""
        dose = self.drill.dose
        if dose.rest_s is None:
            return ""
        told = {"rest": _time(dose.rest_s)}
        return (_("%(rest)s between repetitions") if dose.sets is None else _("%(rest)s between sets")) % told

    @property
    def how_often(self) -> str:
        """How many times a week."""
        often = self.drill.dose.sessions_per_week
        if often is None:
            return ""
        if often[1] == 1:
            return _("once a week")
        return ngettext("%(count)s time a week", "%(count)s times a week", _number(often)) % _count(often)

    @property
    def examples(self) -> list[str]:
        """The least and the most of it as a session in a coach's shorthand; one where they are the same."""
        if not self.drill.form:
            return []
        amounts = [self.drill.amount_for(seconds) for seconds in (0, math.inf)]
        return list(dict.fromkeys(self.drill.text(amount) for amount in amounts))

    @cached_property
    def searched(self) -> str:
        """Every word of the sheet, in small letters, for the search."""
        drill = self.drill
        labels = (self.category, self.level, *self.purposes, *self.replaces, *self.gear)
        lists = (drill.needs, drill.cues, drill.set_up, drill.doing, drill.faults, drill.stop_if)
        texts = (drill.code, drill.name, drill.form, drill.place, drill.intensity, drill.note)
        return "\n".join([*texts, *labels, *[entry for entries in lists for entry in entries]]).casefold()


class Naming(NamedTuple):
    """A source that names a drill, and what its guidelines say to do instead."""

    source: SourceRef
    words: tuple[str, ...]


class Shelf(NamedTuple):
    """The sheets of one category."""

    name: str
    sheets: Sequence[DrillSheet]


def sheets() -> dict[str, DrillSheet]:
    """Every published drill by its code, in the order of the shelves."""
    order = choices.slugs(choices.categories())
    drills = sorted(drill_catalogue(), key=lambda drill: (order.index(drill.category), drill.code))
    return {drill.code: DrillSheet(drill) for drill in drills}


def shelves(found: Iterable[DrillSheet]) -> list[Shelf]:
    """The sheets by category, in the order in which they come."""
    by_name: dict[str, list[DrillSheet]] = {}
    for sheet in found:
        by_name.setdefault(sheet.category, []).append(sheet)
    return [Shelf(name, kept) for name, kept in by_name.items()]


def named_by(code: str) -> list[Naming]:
    """The sources whose published guidelines name the drill, those whose guidelines weigh most first.

    Without the house rules of clubs: the sheet is for everybody.
    """
    found: dict[SourceRef, list[str]] = {}
    for guideline in guideline_set(Pack.objects.common().values_list("slug", flat=True)):
        if code in guideline.replacements:
            found.setdefault(guideline.source, []).append(guideline.instead or guideline.reason)
    return [Naming(source, tuple(dict.fromkeys(words))) for source, words in found.items()]


def _label(words: choices.Choices, slug: str) -> str:
    return str(dict(words)[slug])


def _labels(words: choices.Choices, slugs: Iterable[str]) -> list[str]:
    labels: Mapping[str, str | Promise] = dict(words)
    return [str(labels[slug]) for slug in slugs]


def _time(seconds: Span) -> str:
    """Both ends in the same unit: "60–90 s", "1.5–2 min", "20–60 min"."""
    if seconds[1] <= SECONDS_TO or any(end % 30 for end in seconds):
        return wording.duration(Range(*seconds))
    minutes = [number_format(end / 60, 0 if end % 60 == 0 else 1) for end in seconds]
    return f"{'–'.join(dict.fromkeys(minutes))}{wording.NBSP}{_('min')}"


def _number(span: Span) -> int:
    return int(span[1])


def _count(span: Span) -> dict[str, str]:
    ends = dict.fromkeys(number_format(int(end)) for end in span)
    return {"count": "–".join(ends)}
