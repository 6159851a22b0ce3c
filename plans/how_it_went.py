"""How it went, as pages show it: what was said of a session in a few words, and how far that is from the plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final
from uuid import UUID, uuid5

from django.utils.dates import WEEKDAYS
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from clubs.models import Club
from plans import wording
from plans.days import monday_of
from plans.fragments import TOKEN_MARK, fragment
from plans.models import Log, read_for
from plans.planned_and_done import Amounts, Compared, amounts, compare
from workouts.workout import Range

# What a tap sends is named by what it is about: tapped twice, or sent again by a phone, it is still the same sending.
_TAPS: Final = UUID("0b0a4c5e-52a5-4b8e-9a4f-5d1f7d6c3a10")
# As much of the plan as tells one session of a week from another.
ENOUGH_WORDS: Final = 60
ICONS: Final = {"done": "supports", "partly": "conditional", "missed": "silent", "swapped": "swap"}


def planned_amounts(club: Club, words: str) -> Amounts:
    """How far and how long the ``words`` of a plan are."""
    return amounts(read_for(club, words).workout)


def in_words(log: Log) -> str:
    """What was said, in a few words: "Done, effort 5", "Missed", "Something else: 40 min on the bike"."""
    said = str(log.get_outcome_display())
    if log.session_id is None and not log.planned:
        said = log.instead or _("A run of your own")
    elif log.outcome == "swapped" and log.instead:
        said = _("Something else: %(what)s") % {"what": log.instead}
    return said if log.effort is None else _("%(said)s, effort %(effort)d") % {"said": said, "effort": log.effort}


def named(day: dt.date, words: str) -> str:
    """What a log is about, in a few words, as a list of what waits to be sent calls it: "Tuesday: 8 km easy"."""
    return f"{capfirst(str(WEEKDAYS[day.weekday()]))}: {Truncator(' '.join(words.split())).chars(ENOUGH_WORDS)}"


def compared(club: Club, log: Log) -> Compared | None:
    """What was done beside what was planned when it was said; nothing of what was missed or something else."""
    if log.outcome not in ("done", "partly") or not log.planned:
        return None
    return compare(planned_amounts(club, log.planned), distance_m=log.distance_m, duration_s=log.duration_s)


@dataclass(frozen=True)
class HowItWent:
    """A session of an athlete's week with what they said of it, or with the way to say it.

    ``day`` and ``words`` are those of the plan; ``asks`` is whether the effort is asked for at once, as after the first
    tap.
    """

    club: str
    athlete: int
    session: int
    log: Log | None
    day: dt.date
    words: str
    asks: bool = False

    @property
    def key(self) -> tuple[Hashable, ...]:
        """All that is seen of it."""
        log = self.log
        shown = log and (log.pk, log.version, log.outcome, log.effort, log.instead, log.heavy_legs)
        return (self.club, self.athlete, self.session, shown, self.day, self.words, self.asks)

    @property
    def as_piece(self) -> SafeString:
        """The piece below a row; a form in it has the mark of a token."""
        return fragment("logs/_log.html", self.key, lambda: {"how": self, "csrf_token": TOKEN_MARK})

    @property
    def said(self) -> str:
        """What was said."""
        return "" if self.log is None else in_words(self.log)

    @property
    def icon(self) -> str:
        """The icon of what was said."""
        return "" if self.log is None else ICONS[self.log.outcome]

    @property
    def wants_effort(self) -> bool:
        """Whether something was run and nothing was said of how hard it was."""
        return self.log is not None and self.log.outcome != "missed" and self.log.effort is None

    @property
    def what(self) -> str:
        """What it is about, where it waits to be sent."""
        return named(self.day, self.words)

    @property
    def seen(self) -> tuple[int, int]:
        """Which log this is of, and in which version; zeros where nothing was said."""
        return (0, 0) if self.log is None else (self.log.pk, self.log.version)

    @property
    def mark(self) -> str:
        """What tells a copy of the whole form from an older one."""
        return "{}-{}".format(*self.seen)

    @property
    def sending(self) -> UUID:
        """The name of the next tap."""
        return uuid5(_TAPS, f"{self.athlete} {self.session} {self.seen}")


@dataclass(frozen=True)
class Line:
    """A log in the list."""

    club: Club
    log: Log

    @property
    def said(self) -> str:
        """What was said."""
        return in_words(self.log)

    @property
    def icon(self) -> str:
        """The icon of what was said."""
        return ICONS[self.log.outcome]

    @property
    def amounts(self) -> str:
        """How far and how long."""
        log = self.log
        far = log.distance_m is not None and wording.distance(Range.exactly(log.distance_m), self.club.units)
        long = log.duration_s is not None and wording.duration(Range.exactly(log.duration_s))
        return " · ".join(amount for amount in (far, long) if amount)

    @cached_property
    def compared(self) -> Compared | None:
        """How far that is from what was planned."""
        return compared(self.club, self.log)

    @property
    def away(self) -> str:
        """The same in words."""
        return "" if self.compared is None else capfirst(self.compared.words(self.club.units))


@dataclass(frozen=True)
class WeekOfLogs:
    """What an athlete said of one week."""

    monday: dt.date
    lines: Sequence[Line]

    @property
    def total(self) -> str:
        """How far and how long in all, as far as it was said."""
        logs, units = [line.log for line in self.lines], self.lines[0].club.units
        metres, seconds = (sum(getattr(log, name) or 0 for log in logs) for name in ("distance_m", "duration_s"))
        said = [
            metres and wording.distance(Range.exactly(metres), units),
            seconds and wording.duration(Range.exactly(seconds)),
        ]
        return " · ".join(part for part in said if part)


def by_weeks(club: Club, logs: Iterable[Log]) -> list[WeekOfLogs]:
    """``logs``, from the last day to the first, by their weeks."""
    lines = (Line(club, log) for log in logs)
    return [WeekOfLogs(monday, list(own)) for monday, own in groupby(lines, key=lambda line: monday_of(line.log.date))]
