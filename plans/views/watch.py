"""A session on the athlete's watch: the page that says how, its files, and a week as one archive."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from clubs.access import Member, for_athletes
from plans.athlete_week import AthleteWeek, Entry
from plans.models import Session, monday_of
from plans.watch.files import KINDS, SessionFiles, as_archive, disposition
from plans.watch.laps import Rounds, TooLong, is_for_a_watch, laps, rows, unrolled

# Watches differ; many of Garmin's hold no longer workout.
MOST_ROWS = 50


@for_athletes
@require_GET
def watch(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """How to get a session onto a watch."""
    entry = _entry(member, session)
    context = {"entry": entry, "monday": entry.session.week.monday, "section": "my_week", "kinds": list(KINDS)}
    if not is_for_a_watch(entry.shown.workout):
        return render(request, "watch/watch.html", {**context, "problem": "no_running"})
    try:
        parts = laps(entry.shown.workout, entry.units, SessionFiles(entry).speeds)
    except TooLong:
        return render(request, "watch/watch.html", {**context, "problem": "too_long"})
    every = list(unrolled(parts))
    notes = {
        "long": rows(parts) > MOST_ROWS,
        "rounds": any(isinstance(part, Rounds) for part in parts),
        "by_button": any(lap.is_open for lap in every),
        "off_foot": any(lap.is_open and not lap.is_run and lap.kind not in ("recovery", "rest") for lap in every),
        "bands": any(lap.band for lap in every),
        "choices": any(step.alternatives for step in entry.shown.workout.steps),
        "timed": any(lap.metres for lap in every),
    }
    return render(request, "watch/watch.html", {**context, **notes})


@for_athletes
@require_GET
def watch_file(request: HttpRequest, member: Member, session: int, kind: str) -> HttpResponse:  # noqa: ARG001
    """A session as a file of one kind."""
    entry = _entry(member, session)
    if not is_for_a_watch(entry.shown.workout):
        raise Http404
    files = SessionFiles(entry)
    try:
        content = files.content(kind)
    except TooLong as too_long:
        raise Http404 from too_long
    headers = {"Content-Disposition": disposition(files, kind)}
    return HttpResponse(content, content_type=KINDS[kind], headers=headers)


@for_athletes
@require_GET
def watch_week(request: HttpRequest, member: Member, monday: dt.date) -> HttpResponse:
    """The running sessions of a week, each as its three files, in one archive."""
    if monday != monday_of(monday):
        return redirect("plans:watch_week", member.club.slug, monday_of(monday))
    assert member.athlete is not None  # the policy saw to it
    archive = as_archive(AthleteWeek(member.club, member.athlete, monday).entries)
    if archive is None:
        messages.info(request, _("There is nothing to run with a watch in this week."))
        return redirect("plans:my_week_of", member.club.slug, monday)
    name = f"{member.club.slug}-{monday.isoformat()}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(archive, content_type="application/zip", headers=headers)


def _entry(member: Member, session: int) -> Entry:
    """The session as this athlete reads it; refused where it is held back, not found where it is not theirs to read."""
    assert member.athlete is not None  # the policy saw to it
    mine = Session.objects.of_club(member.club).readable_by(member.athlete).select_related("week")
    monday = get_object_or_404(mine, pk=session).week.monday
    week = AthleteWeek(member.club, member.athlete, monday)
    entry = next((entry for entry in week.entries if entry.session.pk == session), None)
    if entry is None:
        # Taken off the plan between the two looks.
        raise Http404
    if entry.is_held_back:
        raise PermissionDenied(_("Your coach still has to settle this session for you. Ask before you do it."))
    return entry
