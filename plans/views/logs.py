"""How it went, by the athlete alone: two taps on the week, the whole form, heavy legs, and all that was said so far."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models.functions import TruncWeek
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advice.facts import Interval
from advice.heavy_legs import answers_from_plain, answers_to_plain
from advice.published import heavy_legs_triage
from clubs.access import Member, for_athletes
from clubs.forms import form_page
from clubs.models import Athlete
from plans.athlete_week import AthleteWeek, Entry
from plans.days import DAYS_A_WEEK
from plans.forms import VersionForm
from plans.fragments import with_token
from plans.how_it_went import HowItWent, Line, by_weeks, compared, named, planned_amounts
from plans.log_forms import AdditionForm, LogForm
from plans.models import Log, LogQuerySet, Session, StaleLog, monday_of
from plans.planned_and_done import BANDS
from plans.views.answers import error_of
from plans.views.heavy_legs import Interview, interview_of

may_read_and_write = require_http_methods(["GET", "HEAD", "POST"])
WEEKS_A_PAGE: Final = 8


@dataclass(frozen=True)
class Subject:
    """What a form is about: a session of the athlete's week, a run of their own, or a log of either.

    ``planned`` holds the words of the plan, of an exception where there is one, as they stood when it was first said
    how it went; ``day`` is when it was planned.
    """

    member: Member
    day: dt.date
    planned: str = ""
    session: Session | None = None
    log: Log | None = None

    @property
    def athlete(self) -> Athlete:
        """Who says it."""
        return _runner(self.member)

    @property
    def address(self) -> str:
        """Where the whole form is sent."""
        slug = self.member.club.slug
        if self.session is not None:
            return reverse("plans:log_session", args=[slug, self.session.pk])
        return reverse("plans:log", args=[slug, self.log.pk]) if self.log else reverse("plans:new_log", args=[slug])

    @property
    def what(self) -> str:
        """What it is, where it waits to be sent."""
        return named(self.day, self.planned or _("A run of your own"))

    @property
    def about(self) -> int | None:
        """The session of the plan that it is about, in whichever way it is said; nothing of a run of one's own."""
        if self.session is not None:
            return self.session.pk
        return None if self.log is None else self.log.session_id

    @property
    def back(self) -> str:
        """Where one comes from and goes when it is kept."""
        session = self.log.session if self.session is None and self.log is not None else self.session
        return _back(self.member, session, self.log, self.day)


@for_athletes
@sensitive_post_parameters()
@may_read_and_write
def log_session(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Say how a session went, or change what was said of it."""
    return _form(request, _subject(member, _entry(member, session)))


@for_athletes
@require_POST
def log_done(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Keep with one tap that a session was done; how hard it was is asked next."""
    entry = _entry(member, session)
    tapped = {**request.POST.dict(), "outcome": "done", "date": entry.session.date.isoformat(), "version": "0"}
    subject = _subject(member, entry)
    form = LogForm(tapped, club=member.club, log=None, day=subject.day, planned=subject.planned)
    if not form.is_valid():
        return _page(request, subject, form)
    try:
        log = _keep(subject, form)
    except StaleLog as stale:
        try:
            log = _tapped_again(subject, form, stale.log)
        except StaleLog as again:
            return _late(request, subject, form, again.log)
    return _piece(request, member, log)


@for_athletes
@sensitive_post_parameters()
@require_POST
def add_to_log(request: HttpRequest, member: Member, log: int) -> HttpResponse:
    """Keep with one tap how hard it was, or that legs felt heavy; the questions about heavy legs come next."""
    found = _log(member, log)
    form = AdditionForm(request.POST, log=found)
    if not form.is_valid():
        return _untaken(request, member, found, error_of(form))
    try:
        kept = Log.objects.say(
            _runner(member),
            form.said,
            sending=form.cleaned_data["sending"],
            version=form.cleaned_data["version"],
            log=found.pk,
        )
    except StaleLog as stale:
        if request.htmx and found.session_id is not None:  # type: ignore[attr-defined]
            return _piece(request, member, stale.log, status=409)
        subject = Subject(member, stale.log.date, stale.log.planned, log=stale.log)
        return _late(request, subject, LogForm.with_more(member.club, stale.log, form), stale.log)
    if "heavy_legs" in form.said:
        return redirect("plans:log_heavy_legs", member.club.slug, kept.pk)
    return _piece(request, member, kept)


@for_athletes
@sensitive_post_parameters()
@may_read_and_write
def new_log(request: HttpRequest, member: Member) -> HttpResponse:
    """Say how a run went that nobody planned."""
    return _form(request, Subject(member, member.club.today()))


@for_athletes
@sensitive_post_parameters()
@may_read_and_write
def log(request: HttpRequest, member: Member, log: int) -> HttpResponse:
    """Change what was said, also of a session that the plan no longer holds."""
    found = _log(member, log)
    return _form(request, Subject(member, found.date, found.planned, log=found))


@for_athletes
@may_read_and_write
def withdraw_log(request: HttpRequest, member: Member, log: int) -> HttpResponse:
    """Ask whether what was said shall go, and take it back."""
    found = _log(member, log)
    status = 200
    if request.method == "POST":
        form = VersionForm(request.POST)
        try:
            if form.is_valid():
                Log.objects.withdraw(_runner(member), found.pk, version=form.cleaned_data["version"])
                messages.success(request, _("It is taken back."))
                return redirect("plans:logs", member.club.slug)
            status = 422
        except StaleLog as stale:
            found, status = stale.log, 409
    context = {"line": Line(member.club, found), "status": status, "section": "my_week"}
    return render(request, "logs/withdraw.html", context, status=status)


@for_athletes
@never_cache
@sensitive_post_parameters()
@may_read_and_write
def log_heavy_legs(request: HttpRequest, member: Member, log: int) -> HttpResponseBase:
    """Ask about heavy legs, one question at a time, and tell what it most likely is; the answers stay in the log."""
    found, triage = _log(member, log), heavy_legs_triage()
    if triage is None:
        return render(request, "heavy_legs/not_loaded.html", {"section": "my_week"})
    if not found.heavy_legs:
        return redirect("plans:log", member.club.slug, found.pk)
    facts = {"heavy_legs_days": Interval.exactly(_heavy_days(_runner(member), found.date))}
    if request.method == "POST":
        interview = interview_of(request.POST, triage, facts)
        if not interview.error:
            Log.objects.answer(_runner(member), found.pk, answers_to_plain(interview.path))
    else:
        interview = Interview(triage, answers_from_plain(found.heavy_legs_answers, triage), facts)
    template = "heavy_legs/_interview.html" if request.htmx else "logs/heavy_legs.html"  # type: ignore[attr-defined]
    context = {
        "interview": interview,
        "log": found,
        "kept_in": request.path,
        "back": _back(member, found.session, found, found.date),
        "section": "my_week",
    }
    return render(request, template, context, status=422 if interview.error else 200)


@for_athletes
@require_safe
def logs(request: HttpRequest, member: Member) -> HttpResponse:
    """List all that the athlete said, by weeks, the last first."""
    mine = _logs(member)
    mondays = mine.annotate(monday=TruncWeek("date")).order_by("-monday").values_list("monday", flat=True).distinct()
    page = Paginator(mondays, WEEKS_A_PAGE).get_page(request.GET.get("page"))
    shown: list[dt.date] = list(page)
    found = mine.between(shown[-1], shown[0] + dt.timedelta(days=DAYS_A_WEEK - 1)) if shown else mine.none()
    weeks = by_weeks(member.club, found.order_by("-date", "-pk"))
    context = {"weeks": weeks, "page": page, "bands": BANDS, "section": "my_week"}
    return render(request, "logs/logs.html", context)


def _runner(member: Member) -> Athlete:
    assert member.athlete is not None  # the policy saw to it
    return member.athlete


def _logs(member: Member) -> LogQuerySet:
    return Log.objects.filter(athlete=_runner(member))


def _log(member: Member, log: int) -> Log:
    """A log of the athlete's own."""
    return get_object_or_404(_logs(member).select_related("session__week"), pk=log)


def _entry(member: Member, session: int) -> Entry:
    """A session as the athlete may read it: published, theirs, and not held back."""
    found = get_object_or_404(Session.objects.filter(week__squad__club=member.club).select_related("week"), pk=session)
    week = AthleteWeek(member.club, _runner(member), found.week.monday)
    entry = next((entry for entry in week.entries if entry.session.pk == found.pk), None)
    if entry is None or entry.is_held_back:
        raise Http404(_("There is no such session in your weeks."))
    return entry


def _subject(member: Member, entry: Entry) -> Subject:
    planned = entry.log.planned if entry.log else entry.shown.text
    return Subject(member, entry.session.date, planned, entry.session, entry.log)


def _back(member: Member, session: Session | None, log: Log | None, day: dt.date) -> str:
    """The week of a session, else the list of what was said."""
    slug = member.club.slug
    if session is not None:
        return reverse("plans:my_week_of", args=[slug, session.week.monday]) + f"#log-{session.pk}"
    if log is not None:
        return reverse("plans:logs", args=[slug])
    return reverse("plans:my_week_of", args=[slug, monday_of(day)])


def _heavy_days(athlete: Athlete, day: dt.date) -> int:
    """For how many days in a row legs had been heavy on ``day``."""
    since = athlete.heavy_legs_since
    return 0 if since is None else max((day - since).days + 1, 0)


def _form(request: HttpRequest, subject: Subject) -> HttpResponse:
    """Show the form, or keep what was sent with it."""
    sent = request.POST if request.method == "POST" else None
    club = subject.member.club
    form = LogForm(sent, club=club, log=subject.log, day=subject.day, planned=subject.planned)
    if sent is None or not form.is_valid():
        return _page(request, subject, form)
    try:
        log = _keep(subject, form)
    except StaleLog as stale:
        return _late(request, subject, form, stale.log)
    except Log.DoesNotExist:
        return _late(request, subject, form, None)
    messages.success(request, _("Kept."))
    if log.heavy_legs and not log.heavy_legs_answers:
        return redirect("plans:log_heavy_legs", club.slug, log.pk)
    return redirect(_back(subject.member, log.session, log, log.date))


def _keep(subject: Subject, form: LogForm) -> Log:
    typed = form.cleaned_data
    # Once something was said the words of the plan stay those that it was said of.
    planned = {} if typed["version"] else {"planned": subject.planned}
    own = subject.log.pk if subject.log is not None and subject.session is None else None
    return Log.objects.say(
        subject.athlete,
        {**form.said, **planned},
        sending=typed["sending"],
        version=typed["version"],
        session=subject.session,
        log=own,
    )


def _tapped_again(subject: Subject, form: LogForm, stands: Log) -> Log:
    """Keep what a tap says beyond the log that ``stands``: the first tap may have arrived when nobody knew of it.

    StaleLog where the two say different things.
    """
    effort, legs = form.cleaned_data["effort"], form.cleaned_data["heavy_legs"]
    said = {"effort": "" if effort is None else effort, "heavy_legs": legs or ""}
    # An effort of 0 is said, a box that is not ticked is not.
    more = {name: value for name, value in said.items() if value not in ("", getattr(stands, name))}
    if stands.outcome != "done" or ("effort" in more and stands.effort is not None):
        raise StaleLog(stands)
    if not more:
        return stands
    sending = form.cleaned_data["sending"]
    return Log.objects.say(subject.athlete, more, sending=sending, version=stands.version, log=stands.pk)


def _page(request: HttpRequest, subject: Subject, form: LogForm, **state: Any) -> HttpResponse:
    """The form with what was planned; 422 with what is wrong. In place of the whole page where a tap led to it."""
    club, log = subject.member.club, subject.log
    away = None if log is None else compared(club, log)
    context = {
        "subject": subject,
        "action": subject.address,
        "planned": planned_amounts(club, subject.planned),
        "compared": away,
        "away": away and away.words(club.units),
        "units": club.units,
        "hurts": any(form[name].value() for name in ("pain", "pain_where")),
        "section": "my_week",
        **state,
    }
    response = form_page(request, "logs/log.html", form, **context)
    response["HX-Retarget"] = response["HX-Reselect"] = "#main"
    response["HX-Reswap"] = "outerHTML"
    return response


def _late(request: HttpRequest, subject: Subject, form: LogForm, stands: Log | None) -> HttpResponse:
    """What was said meanwhile, elsewhere, beside what was just typed, which can be kept in its place."""
    form.over(0 if stands is None else stands.version)
    meanwhile = None if stands is None else Line(subject.member.club, stands)
    response = _page(request, subject, form, late=True, meanwhile=meanwhile)
    response.status_code = 409
    return response


def _untaken(request: HttpRequest, member: Member, log: Log, told: str) -> HttpResponse:
    """The whole form of a log as it stands, where a tap on it made no sense."""
    subject = Subject(member, log.date, log.planned, log=log)
    form = LogForm(None, club=member.club, log=log, day=log.date, planned=log.planned)
    response = _page(request, subject, form, told=told)
    response.status_code = 422
    return response


def _piece(request: HttpRequest, member: Member, log: Log, status: int = 200) -> HttpResponse:
    """What stands below the session's row after a tap; without htmx the form, for all else there is to say."""
    if not request.htmx or log.session_id is None:  # type: ignore[attr-defined]
        messages.success(request, _("Kept."))
        to_answer = log.heavy_legs and not log.heavy_legs_answers
        return redirect("plans:log_heavy_legs" if to_answer else "plans:log", member.club.slug, log.pk)
    how = HowItWent(member.club.slug, log.athlete_id, log.session_id, log, log.date, log.planned, asks=True)
    return HttpResponse(with_token(how.as_piece, get_token(request)), status=status)
