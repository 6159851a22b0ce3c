"""How a recording is told on a page: its figures by name, in the club's units and time zone."""

from __future__ import annotations

import datetime as dt
from typing import Final, cast

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clubs.models import Club
from plans import wording
from plans.models import Recording
from plans.recordings.summary import Summary
from plans.recordings.track import Kind
from workouts.amounts import MILE_M
from workouts.workout import Range, Target

SPORTS: Final = {
    "run": gettext_lazy("Run"),
    "walk": gettext_lazy("Walk"),
    "ride": gettext_lazy("Ride"),
    "swim": gettext_lazy("Swim"),
}


def local_start(summary: Summary, club: Club) -> dt.datetime | None:
    """When it began, by the clocks where the club runs."""
    if summary.started_at is None:
        return None
    return summary.started_at.astimezone(club.zone)


def summary_of(recording: Recording) -> Summary:
    """What is kept of a recording's summary."""
    return Summary(
        kind=cast("Kind", recording.kind),
        started_at=recording.started_at,
        distance_m=recording.distance_m,
        elapsed_s=recording.elapsed_s,
        moving_s=recording.moving_s,
        ascent_m=recording.ascent_m,
        mean_heart_rate=recording.mean_heart_rate,
        highest_heart_rate=recording.highest_heart_rate,
    )


def facts(summary: Summary, club: Club) -> list[tuple[str, str]]:
    """What there is to tell, each with its name, in the order in which one wants to know it."""
    started = local_start(summary, club)
    told = [
        (_("Sport"), str(SPORTS.get(summary.sport, "")) if summary.sport != "run" else ""),
        (_("Started"), started and f"{date_format(started, 'D j M Y, H:i')}"),
        (_("Distance"), metres(summary.distance_m, club)),
        (_("Time"), seconds(summary.time_s)),
        (_("Moving"), seconds(summary.moving_s) if summary.moving_s != summary.time_s else ""),
        (_("Pace"), pace(summary.distance_m, summary.moving_s or summary.time_s, club)),
        (_("Climbing"), "" if summary.ascent_m is None else _("%(metres)s m") % {"metres": summary.ascent_m}),
        (_("Heart rate"), _heart_rate(summary)),
    ]
    return [(name, figure) for name, figure in told if figure]


def laps(summary: Summary, club: Club) -> list[tuple[str, str, str]]:
    """Each lap: distance, time and pace; none where there is only one, which is the whole."""
    if len(summary.laps) < 2:
        return []
    return [
        (metres(lap.distance_m, club), seconds(lap.time_s), pace(lap.distance_m, lap.time_s, club))
        for lap in summary.laps
    ]


def metres(distance_m: int | None, club: Club) -> str:
    """A distance, or nothing."""
    return "" if distance_m is None else wording.distance(Range.exactly(distance_m), club.units)


def seconds(time_s: int | None) -> str:
    """A time, or nothing."""
    return "" if time_s is None else wording.duration(Range.exactly(time_s))


def pace(distance_m: int | None, time_s: int | None, club: Club) -> str:
    """The pace, or nothing where it is none."""
    if not distance_m or not time_s:
        return ""
    unit, measure = (MILE_M, "pace_s_per_mi") if club.units == "mi" else (1000, "pace_s_per_km")
    per_unit = time_s / distance_m * unit
    # Nobody walks for an hour over a kilometre: then the file is not about a way.
    return wording.target(Target(measure, Range.exactly(per_unit))) if per_unit < 3600 else ""


def _heart_rate(summary: Summary) -> str:
    mean, highest = summary.mean_heart_rate, summary.highest_heart_rate
    if mean is None:
        return ""
    if highest is None:
        return _("%(mean)s bpm") % {"mean": mean}
    return _("%(mean)s bpm, at most %(highest)s") % {"mean": mean, "highest": highest}
