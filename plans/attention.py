"""Who needs a coach's attention first, and why, in words: a pure function of what is known about an athlete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clubs.race_calendar import RaceAhead

# Why somebody may need attention, the most urgent first. What a doctor should see comes before anything about training;
# legs that stay heavy and pain come before what the panel objects to: until they clear, the next sessions are wrong
# whatever they hold.
KINDS: Final = {
    "help_now": gettext_lazy("Medical help now"),
    "help_this_week": gettext_lazy("Medical help this week"),
    "see_doctor": gettext_lazy("A doctor should look"),
    "heavy_legs": gettext_lazy("Heavy legs for three days or more"),
    "pain": gettext_lazy("Pain of 4 of 10 or more"),
    "stop": gettext_lazy("The panel says stop"),
    "avoid": gettext_lazy("The panel says avoid"),
    "missed": gettext_lazy("Missed two sessions or more in 7 days"),
    "felt_heavy": gettext_lazy("Legs felt heavy last time"),
    "no_plan": gettext_lazy("No plan for next week"),
    "race_soon": gettext_lazy("A race within 14 days"),
    "said_nothing": gettext_lazy("Said nothing of a session"),
    "incomplete": gettext_lazy("The profile has gaps"),
    "noted": gettext_lazy("To keep in mind"),
}
_URGENCY: Final = {kind: place for place, kind in enumerate(KINDS)}
# How soon a doctor should look, by the urgency of an answer on heavy legs (advice/heavy_legs.py).
_DOCTOR: Final = {"now": "help_now", "this_week": "help_this_week", "see_doctor": "see_doctor"}
HEAVY_LEGS_FROM_DAYS: Final = 3
RACE_SOON_DAYS: Final = 14
# Pain on a scale of ten from which a coach is told, and how many sessions left out are no chance any more.
PAIN_FROM: Final = 4
MISSED_FROM: Final = 2
# So many days back what was said still counts; whoever said something within the longer time is used to doing so.
SAID_LATELY_DAYS: Final = 7
SAYS_OTHERWISE_DAYS: Final = 14


@dataclass(frozen=True, slots=True)
class Flag:
    """A session that the panel tells an athlete to avoid or to stop, and that no coach has settled."""

    verdict: str
    date: dt.date
    text: str
    session: int


@dataclass(frozen=True, slots=True)
class Heavy:
    """Legs that felt heavy on ``date``: how soon a doctor should look, and what the coach is told, in sentences.

    ``lasts`` says that they have been so for :data:`HEAVY_LEGS_FROM_DAYS` or more.
    """

    date: dt.date
    urgency: str = "none"
    told: str = ""
    lasts: bool = False


@dataclass(frozen=True, slots=True)
class Pain:
    """Pain on ``date``, from 0 to 10; ``where`` in words, empty where that was not said."""

    date: dt.date
    how_much: int
    where: str = ""


@dataclass(frozen=True, slots=True)
class Unrun:
    """A session that was not run, or of which nothing was said: its day and its words."""

    date: dt.date
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about an athlete on ``today``; ``next_race`` is the next one of priority A or B.

    ``missing`` names the facts of the profile that are unknown, out of ``asked`` that guidelines ask of everybody.
    What athletes said is that of the last :data:`SAID_LATELY_DAYS` days: ``heavy`` whenever their legs felt so,
    ``is_heavy_last`` whether they did in the newest log of all; ``silent`` are past sessions of which nothing was said,
    and count only where the athlete ``says_otherwise``.
    """

    today: dt.date
    flags: Sequence[Flag] = ()
    heavy_legs_since: dt.date | None = None
    heavy: Sequence[Heavy] = ()
    is_heavy_last: bool = False
    pains: Sequence[Pain] = ()
    missed: Sequence[Unrun] = ()
    silent: Sequence[Unrun] = ()
    says_otherwise: bool = False
    is_in_a_squad: bool = True
    has_plan_next_week: bool = True
    next_race: RaceAhead | None = None
    missing: Sequence[str] = ()
    asked: int = 0
    past_bone_stress_injury: bool = False
    no_added_load: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an athlete needs attention: one of :data:`KINDS`, in words, and the session it is about, where it is one."""

    kind: str
    words: str
    flag: Flag | None = None
    more: int = 0


def reasons(known: Known) -> list[Reason]:
    """Every reason that holds, the most urgent first; none where all is well."""
    found = [
        *_doctor(known),
        *_heavy_legs(known),
        *_pain(known),
        *_flags(known, "stop"),
        *_flags(known, "avoid"),
        *_missed(known),
        *_felt_heavy(known),
        *_no_plan(known),
        *_race_soon(known),
        *_said_nothing(known),
        *_incomplete(known),
    ]
    if known.past_bone_stress_injury:
        found.append(Reason("noted", _("Past bone stress injury")))
    if known.no_added_load:
        found.append(Reason("noted", _("No added load")))
    return found


def needs_attention(found: Sequence[Reason]) -> bool:
    """Whether any of the reasons asks for something to be done; what is only noted does not."""
    return any(reason.kind != "noted" for reason in found)


def urgency(found: Sequence[Reason]) -> int:
    """Where somebody with these reasons stands: 0 comes first. Of several reasons the most urgent one counts."""
    return min((_URGENCY[reason.kind] for reason in found), default=len(KINDS))


def _doctor(known: Known) -> list[Reason]:
    """The most urgent of what was said lately, whatever was said since: one good run takes no warning sign back."""
    urgent = [one for one in known.heavy if one.urgency in _DOCTOR]
    if not urgent:
        return []
    worst = min(urgent, key=lambda one: (list(_DOCTOR).index(one.urgency), -one.date.toordinal()))
    return [Reason(_DOCTOR[worst.urgency], _on_day(worst.told, worst.date))]


def _heavy_legs(known: Known) -> list[Reason]:
    days = 0 if known.heavy_legs_since is None else (known.today - known.heavy_legs_since).days + 1
    last = _last_heavy(known)
    if days >= HEAVY_LEGS_FROM_DAYS:
        words = ngettext("Heavy legs for %(count)d day", "Heavy legs for %(count)d days", days) % {"count": days}
        told = last.told if last and last.urgency not in _DOCTOR else ""
        return [Reason("heavy_legs", f"{words}: {told}" if told else words)]
    lasts = last is not None and last.lasts and last.urgency not in _DOCTOR
    return [Reason("heavy_legs", _on_day(last.told, last.date))] if last and lasts else []


def _felt_heavy(known: Known) -> list[Reason]:
    """What the newest log says of legs that are heavy, where no more urgent reason says it."""
    last = _last_heavy(known)
    if last is None or last.urgency in _DOCTOR or _heavy_legs(known):
        return []
    return [Reason("felt_heavy", _on_day(last.told or _("Legs felt heavy"), last.date))]


def _last_heavy(known: Known) -> Heavy | None:
    return max(known.heavy, key=lambda one: one.date) if known.heavy and known.is_heavy_last else None


def _pain(known: Known) -> list[Reason]:
    """The worst pain of the last days, of the same pain the newest."""
    pains = [pain for pain in known.pains if pain.how_much >= PAIN_FROM]
    if not pains:
        return []
    worst = max(pains, key=lambda pain: (pain.how_much, pain.date))
    told = _("Pain %(how_much)d of 10") % {"how_much": worst.how_much}
    return [Reason("pain", _on_day(f"{told}, {worst.where}" if worst.where else told, worst.date))]


def _missed(known: Known) -> list[Reason]:
    missed = sorted(known.missed, key=lambda one: one.date)
    if len(missed) < MISSED_FROM:
        return []
    told = ngettext("Missed %(count)d session in 7 days", "Missed %(count)d sessions in 7 days", len(missed))
    return [Reason("missed", f"{told % {'count': len(missed)}}: {_which(missed)}")]


def _said_nothing(known: Known) -> list[Reason]:
    silent = sorted(known.silent, key=lambda one: one.date)
    if not silent or not known.says_otherwise:
        return []
    return [Reason("said_nothing", _("Said nothing of %(sessions)s") % {"sessions": _which(silent)})]


def _which(sessions: Sequence[Unrun]) -> str:
    """Sessions by their days and words: "Mon 23 Nov (8 km easy), Wed 25 Nov (6 x 800 m)"."""
    return ", ".join(
        f"{date_format(one.date, 'D j M')} ({Truncator(one.text).chars(40)})"
        if one.text
        else date_format(one.date, "D j M")
        for one in sessions
    )


def _on_day(told: str, date: dt.date) -> str:
    return _("%(told)s (%(day)s)") % {"told": told, "day": date_format(date, "D j M")}


def _flags(known: Known, verdict: str) -> list[Reason]:
    """The first session with ``verdict``, and how many more there are."""
    flags = sorted((flag for flag in known.flags if flag.verdict == verdict), key=lambda flag: flag.date)
    if not flags:
        return []
    more = len(flags) - 1
    words = date_format(flags[0].date, "D j M")
    if more:
        rest = ngettext("%(day)s, and %(count)d more", "%(day)s, and %(count)d more", more)
        words = rest % {"day": words, "count": more}
    return [Reason(verdict, words, flags[0], more)]


def _no_plan(known: Known) -> list[Reason]:
    if not known.is_in_a_squad:
        return [Reason("no_plan", _("In no squad, so no week reaches them"))]
    return [] if known.has_plan_next_week else [Reason("no_plan", _("Nothing planned for next week"))]


def _race_soon(known: Known) -> list[Reason]:
    race = known.next_race
    if race is None or race.date is None or not 0 <= (race.date - known.today).days <= RACE_SOON_DAYS:
        return []
    return [Reason("race_soon", _("Race %(countdown)s") % {"countdown": race.countdown(known.today)})]


def _incomplete(known: Known) -> list[Reason]:
    if not known.missing:
        return []
    if len(known.missing) == known.asked:
        return [Reason("incomplete", _("Profile not filled in yet"))]
    return [Reason("incomplete", _("Unknown: %(facts)s") % {"facts": ", ".join(known.missing)})]
