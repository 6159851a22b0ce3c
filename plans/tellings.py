"""How sessions went, as athletes say: at a glance on a card, one by one where somebody looks closer, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from advice.heavy_legs import URGENCY_ORDER, Answer
from advice.published import heavy_legs_triage
from clubs.models import Athlete, Club
from plans import wording
from plans.attention import PAIN_FROM
from plans.heavy_legs_told import answer_to, for_coach
from plans.how_it_went import Line
from plans.models import Log
from workouts.workout import Range

# So many are named on a card; the drawer names all.
NAMED_AT_MOST: Final = 3
_COUNTED: Final[dict[str, Callable[[int], str]]] = {
    "done": lambda count: ngettext("%(count)d done", "%(count)d done", count),
    "partly": lambda count: ngettext("%(count)d partly", "%(count)d partly", count),
    "swapped": lambda count: ngettext("%(count)d did something else", "%(count)d did something else", count),
    "missed": lambda count: ngettext("%(count)d missed", "%(count)d missed", count),
    "silent": lambda count: ngettext("%(count)d said nothing", "%(count)d said nothing", count),
}
_WORST_FIRST: Final = {outcome: place for place, outcome in enumerate(("missed", "partly", "swapped", "done"))}


@dataclass(frozen=True)
class SquadWent:
    """What the athletes of a session say of it: their ``logs``, each with its athlete, and who said nothing."""

    logs: Sequence[Log]
    silent: Sequence[Athlete]

    @property
    def fragment_key(self) -> tuple[Hashable, ...]:
        """All that is seen of it on a card."""
        return (self.tally, self.pains, self.heavy)

    @cached_property
    def tally(self) -> str:
        """How many did what: "10 done, 2 partly, 1 missed, 1 said nothing"."""
        counts = Counter(log.outcome for log in self.logs)
        counts["silent"] = len(self.silent)
        said = [word(counts[slug]) % {"count": counts[slug]} for slug, word in _COUNTED.items() if counts[slug]]
        return ", ".join(said)

    @cached_property
    def pains(self) -> str:
        """Whom it hurt so much that a coach should know: "Anna 5/10 (Achilles), Ben 4/10"; the worst first."""
        hurt = [log for log in self.logs if (log.pain or 0) >= PAIN_FROM]
        return _named([_pain_of(log) for log in sorted(hurt, key=lambda log: (-(log.pain or 0), log.athlete.name))])

    @cached_property
    def heavy(self) -> str:
        """Whose legs felt heavy: "Anna, Ben"."""
        return _named(sorted(log.athlete.name for log in self.logs if log.heavy_legs))


@dataclass(frozen=True)
class Telling:
    """One log as a coach reads it; ``answer`` is what heavy legs come to, where they were and a table is at hand."""

    club: Club
    log: Log
    answer: Answer | None = None

    @property
    def athlete(self) -> Athlete:
        """Who says so."""
        return self.log.athlete

    @property
    def order(self) -> tuple[int, int, bool, int, str]:
        """The worst first: what a doctor should see, what hurts, heavy legs, what was left out; then by name."""
        urgent = URGENCY_ORDER[self.answer.urgency] if self.answer else 0
        return (
            -urgent,
            -(self.log.pain or 0),
            not self.log.heavy_legs,
            _WORST_FIRST[self.log.outcome],
            str(self.athlete),
        )

    @cached_property
    def figures(self) -> list[str]:
        """What was said in numbers: distance, time, climbing, effort."""
        log = self.log
        said = [
            "" if log.distance_m is None else wording.distance(Range.exactly(log.distance_m), self.club.units),
            "" if log.duration_s is None else wording.duration(Range.exactly(log.duration_s)),
            "" if log.ascent_m is None else _("climbed %(metres)d m") % {"metres": log.ascent_m},
            "" if log.effort is None else _("effort %(figure)d/10") % {"figure": log.effort},
        ]
        return [figure for figure in said if figure]

    @cached_property
    def line(self) -> Line:
        """It as the athlete's own list shows it, with how far it is from what was planned."""
        return Line(self.club, self.log)

    @property
    def pain(self) -> str:
        """Where it hurt and how much: "5/10 (Achilles)"; nothing where no pain was said, or none felt."""
        return _how_much(self.log) if self.log.pain else ""

    @property
    def hurts(self) -> bool:
        """Whether it hurt so much that a coach should know."""
        return (self.log.pain or 0) >= PAIN_FROM

    @cached_property
    def for_coach(self) -> tuple[str, ...]:
        """What heavy legs mean for training, in sentences; what was ticked stays the athlete's."""
        return for_coach(self.answer) if self.answer else ()


def tellings(club: Club, logs: Iterable[Log]) -> list[Telling]:
    """The logs, each with its athlete, as a coach reads them. One query where anybody's legs felt heavy, else none."""
    logs = list(logs)
    triage = heavy_legs_triage() if any(log.heavy_legs for log in logs) else None
    return [
        Telling(club, log, answer_to(log, log.athlete, triage) if triage and log.heavy_legs else None) for log in logs
    ]


def stamp(versions: int | None, newest: int | None) -> str:
    """What tells one state of some logs from any other: the sum of their versions, and the newest one's key."""
    return f"{versions or 0}-{newest or 0}"


def _pain_of(log: Log) -> str:
    return f"{log.athlete.name} {_how_much(log)}"


def _how_much(log: Log) -> str:
    where = log.get_pain_where_display()
    return f"{log.pain}/10 ({where})" if where else f"{log.pain}/10"


def _named(names: Sequence[str]) -> str:
    shown, rest = ", ".join(names[:NAMED_AT_MOST]), len(names) - NAMED_AT_MOST
    return _("%(names)s and %(count)d more") % {"names": shown, "count": rest} if rest > 0 else shown
