"""The file of a run: chosen, shown with the session it belongs to, kept with what was said of it, given back.

Between the two pages the file waits in the database, so that it is sent once over a phone's network.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clubs.access import Member, for_athletes
from clubs.forms import focus_first_error
from clubs.models import Athlete
from plans.athlete_week import AthleteWeek
from plans.days import FIRST_DAY, monday_of
from plans.matching import is_whole, nearest
from plans.models import FileBrought, HasFile, KeptAlready, Log, Recording, StaleLog
from plans.recording_forms import UNPLANNED, BringFileForm, KeepForm, Offer, too_large
from plans.recording_words import facts, laps, local_start, summary_of
from plans.recordings.reading import LARGEST_FILE
from plans.recordings.summary import Summary
from plans.views.measured import measured_first

ONE_DAY: Final = dt.timedelta(days=1)
# How far back a run may lie whose file does not say when it was.
LOOK_BACK: Final = dt.timedelta(days=6)


def _refused_whole(request: HttpRequest, member: Member) -> HttpResponse:
    """Answer a body of which nothing was kept."""
    return _bring_page(request, member, BringFileForm(), status=422, too_large=too_large())


@for_athletes
@measured_first(LARGEST_FILE, _refused_whole)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_recording(request: HttpRequest, member: Member) -> HttpResponse:
    """Ask for a file, read it, and let it wait for what it belongs to; ``?session=`` names what it is meant for."""
    if request.method != "POST":
        return _bring_page(request, member, BringFileForm(initial={"session": request.GET.get("session", "")}))
    form = BringFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _bring_page(request, member, form, status=422)
    data = form.cleaned_data
    try:
        FileBrought.objects.bring(_runner(member), data["file"].name, data["content"], data["summary"])
    except KeptAlready as kept:
        return _bring_page(request, member, form, status=422, kept=kept.log)
    asked = f"?session={data['session']}" if data.get("session") else ""
    return redirect(reverse("plans:keep_recording", args=[member.club.slug]) + asked)


@for_athletes
@require_http_methods(["GET", "HEAD", "POST"])
def keep_recording(request: HttpRequest, member: Member) -> HttpResponse:
    """Show what was read with the session it belongs to; keep both once the athlete says so."""
    brought = FileBrought.objects.filter(athlete=_runner(member)).defer("content").first()
    if brought is None:
        return _nothing_waits(request, member)
    desk = Desk(member, brought)
    if request.method != "POST":
        return _keep_page(request, desk, desk.form(initial=desk.suggested(request.GET.get("session", ""))))
    form = desk.form(data=request.POST)
    if not form.is_valid():
        return _keep_page(request, desk, form, status=422)
    if form.cleaned_data["sending"] != brought.sending:
        # Another file was chosen since, in another window.
        form = desk.form(initial=desk.suggested(""))
        return _keep_page(request, desk, form, status=409, changed=_("Another file was chosen meanwhile: this one."))
    try:
        log = _keep(desk, form)
    except (StaleLog, HasFile, Log.DoesNotExist):
        # What was said meanwhile stands beside the choice now; what the athlete chose stays chosen.
        desk = Desk(member, brought)
        chosen = {name: form.cleaned_data[name] for name in ("belongs", "outcome", "day") if name in form.cleaned_data}
        told = _("You said something else of this session meanwhile. Look again, then keep it.")
        return _keep_page(request, desk, desk.form(initial=chosen), status=409, changed=told)
    except KeptAlready as kept:
        return _bring_page(request, member, BringFileForm(), status=422, kept=kept.log)
    messages.success(request, _("The file is kept with your log."))
    return redirect(_week_of(member, log))


@for_athletes
@require_POST
def drop_recording(request: HttpRequest, member: Member) -> HttpResponse:  # noqa: ARG001
    """Let go of the file that waits."""
    FileBrought.objects.filter(athlete=_runner(member)).delete()
    return redirect("plans:bring_recording", member.club.slug)


@for_athletes
@require_GET
def recording(request: HttpRequest, member: Member, log: int) -> HttpResponse:  # noqa: ARG001
    """Give the file of a log back as it came."""
    found = get_object_or_404(Recording, log=log, log__athlete=_runner(member))
    response = HttpResponse(bytes(found.content), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@for_athletes
@require_http_methods(["GET", "HEAD", "POST"])
def remove_recording(request: HttpRequest, member: Member, log: int) -> HttpResponse:
    """Ask whether the file of a log shall go, and remove it; what was said stays."""
    mine = Recording.objects.filter(log__athlete=_runner(member)).select_related("log__session__week")
    found = get_object_or_404(mine.defer("content"), log=log)
    if request.method == "POST":
        found.delete()
        messages.success(request, _("The file is removed. What you said of the run stays."))
        return redirect(_week_of(member, found.log))
    told = facts(summary_of(found), member.club)
    context = {"recording": found, "facts": told, "back": _week_of(member, found.log), "section": "my_week"}
    return render(request, "recordings/remove.html", context)


@dataclass(frozen=True)
class Desk:
    """What lies before the athlete: the file that waits, and the sessions that it may belong to."""

    member: Member
    brought: FileBrought

    @cached_property
    def summary(self) -> Summary:
        """What was read from the file."""
        return self.brought.summary

    @cached_property
    def day(self) -> dt.date | None:
        """The day of the run where the club runs; ``None`` where the file does not say, or says what cannot be."""
        started = local_start(self.summary, self.member.club)
        if started is None or not FIRST_DAY <= started.date() <= self.member.club.today() + ONE_DAY:
            return None
        return started.date()

    @cached_property
    def offers(self) -> list[Offer]:
        """The athlete's sessions of the day and its neighbours, those of the day first."""
        today = self.member.club.today()
        first, last = (today - LOOK_BACK, today) if self.day is None else (self.day - ONE_DAY, self.day + ONE_DAY)
        athlete = _runner(self.member)
        entries = [
            entry
            for monday in sorted({monday_of(first), monday_of(last)})
            for entry in AthleteWeek(self.member.club, athlete, monday).entries
            if first <= entry.session.date <= last and not entry.shown.is_rest and not entry.is_held_back
        ]
        logs = _logs_of(athlete, [entry.session.pk for entry in entries])
        files = dict(Recording.objects.filter(log__in=logs.values()).values_list("log", "name")) if logs else {}
        offers = [
            Offer(entry, log, files.get(log.pk, "") if log else "")
            for entry in entries
            for log in [logs.get(entry.session.pk)]
        ]
        return sorted(offers, key=lambda offer: abs(offer.entry.session.date - (self.day or today)))

    @property
    def taken(self) -> list[Offer]:
        """Those that have another file already."""
        return [offer for offer in self.offers if offer.file]

    def form(self, **state: Any) -> KeepForm:
        """The form about these sessions."""
        return KeepForm(offers=self.offers, day=self.day, today=self.member.club.today(), **state)

    def suggested(self, asked: str) -> dict[str, Any]:
        """What the form begins with: the session that was ``asked`` for, else the one that the run is most like."""
        by_key = {offer.key: offer for offer in self.offers if not offer.file}
        offer = by_key.get(asked)
        if offer is None and self.day is not None:
            found = nearest((offer.candidate for offer in self.offers), self.day, self.summary)
            offer = by_key.get(str(found.key)) if found else None
        begun: dict[str, Any] = {"belongs": UNPLANNED, "outcome": "done"}
        if offer is not None:
            said = offer.log.outcome if offer.log is not None else ""
            whole = is_whole(offer.entry.shown.workout, self.summary)
            begun["belongs"] = offer.key
            begun["outcome"] = said if said in ("done", "partly") else ("done" if whole else "partly")
        return begun


def _keep(desk: Desk, form: KeepForm) -> Log:
    """Say what the form says; raises what :meth:`FileBrought.keep` does."""
    offer, day = form.offer, desk.day or form.cleaned_data.get("day")
    if day is None and offer is not None:
        day = offer.entry.session.date
    said: dict[str, Any] = {}
    if offer is None:
        said = {"date": day, "planned": "", "outcome": "done"}
    elif form.seen == 0:
        said = {"date": day, "planned": offer.entry.shown.text, "outcome": form.cleaned_data["outcome"]}
    elif offer.log is None or offer.log.outcome != "swapped":
        # Who did something else stays with that: the file tells how far.
        said = {"outcome": form.cleaned_data["outcome"]}
    brought = FileBrought.objects.get(pk=desk.brought.pk)
    return brought.keep(said, version=form.seen, session=None if offer is None else offer.entry.session)


def _logs_of(athlete: Athlete, sessions: Iterable[int]) -> dict[int, Log]:
    """What the athlete said of sessions so far, by their keys."""
    logs = Log.objects.filter(athlete=athlete, session__in=list(sessions))
    return {cast("int", log.session_id): log for log in logs}


def _bring_page(
    request: HttpRequest,
    member: Member,
    form: BringFileForm,
    *,
    status: int = 200,
    kept: Log | None = None,
    **more: Any,
) -> HttpResponse:
    if form.errors:
        focus_first_error(form)
    context = {
        "form": form,
        "kept": kept,
        "kept_at": kept and _week_of(member, kept),
        "waits": FileBrought.objects.filter(athlete=_runner(member)).values_list("name", flat=True).first(),
        "section": "my_week",
        **more,
    }
    return render(request, "recordings/bring.html", context, status=status)


def _keep_page(request: HttpRequest, desk: Desk, form: KeepForm, *, status: int = 200, **more: Any) -> HttpResponse:
    if form.errors:
        focus_first_error(form)
    form.initial.setdefault("sending", desk.brought.sending)
    club = desk.member.club
    context = {
        "form": form,
        "desk": desk,
        "facts": facts(desk.summary, club),
        "laps": laps(desk.summary, club),
        "section": "my_week",
        **more,
    }
    return render(request, "recordings/keep.html", context, status=status)


def _nothing_waits(request: HttpRequest, member: Member) -> HttpResponse:
    """Lead to where the file went that a second press of the button is about, or to choosing one."""
    sent = request.POST.get("sending", "")
    mine = Log.objects.filter(athlete=_runner(member), recording__isnull=False).select_related("session__week")
    kept = next((log for log in mine.order_by("-recording__kept_at")[:5] if str(log.sent) == sent), None)
    if kept is not None:
        return redirect(_week_of(member, kept))
    if request.method == "POST":
        messages.warning(request, _("The file is no longer here. Choose it again."))
    return redirect("plans:bring_recording", member.club.slug)


def _week_of(member: Member, log: Log) -> str:
    """The week in which the athlete finds a log."""
    day = log.date if log.session is None else log.session.date
    return reverse("plans:my_week_of", args=[member.club.slug, monday_of(day)])


def _runner(member: Member) -> Athlete:
    assert member.athlete is not None  # the policy saw to it
    return member.athlete
