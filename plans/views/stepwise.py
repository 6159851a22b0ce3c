"""A session as fields: opened from any text, edited row by row, and saved as the text that the rows come to."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from clubs.access import Member, for_planners
from clubs.models import Squad
from plans.as_typed import Typed
from plans.forms import TypingForm
from plans.line_ends import plain_lines
from plans.models import Session, StaleEdit, Week, monday_of
from plans.step_forms import SentForm, StepsEditor
from plans.step_moves import CannotMove
from plans.stepwise import TooMuch
from plans.views.answers import error_of, too_late
from plans.week_board import Board
from workouts.reading import Reading


@dataclass
class Place:
    """Where the session that is written belongs: a squad's week and day, and the session that there is already."""

    squad: Squad
    monday: dt.date
    day: int
    session: Session | None = None
    version: int = 0

    @property
    def url(self) -> str:
        """Where the form is."""
        if self.session is not None:
            return reverse("plans:edit_steps", args=[self.squad.club.slug, self.session.pk])
        return reverse("plans:new_steps", args=[self.squad.club.slug, self.squad.pk, self.monday])

    @property
    def board_url(self) -> str:
        """The board that it is on."""
        return reverse("plans:board", args=[self.squad.club.slug, self.squad.pk, self.monday])

    @property
    def back(self) -> str:
        """Where it is on the board."""
        place = f"session-{self.session.pk}" if self.session else f"day-{self.day}"
        return f"{self.board_url}#{place}"

    @property
    def date(self) -> dt.date:
        """The day it is for."""
        return self.monday + dt.timedelta(days=self.day)


@for_planners
@require_http_methods(["GET", "POST"])
def edit_steps(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Edit a session as steps; with ``text`` alone, the words as they are being typed."""
    scope = Session.objects.of_club(member.club).select_related("week__squad", "swap", "decision", "updated_by")
    found = get_object_or_404(scope, pk=session)
    found.week.squad.club = member.club
    place = Place(found.week.squad, found.week.monday, found.day, found, found.version)
    if found.deleted_at is not None and request.method == "GET":
        return too_late(request, Board(place.squad, place.monday), StaleEdit(found))
    return _answer(request, member, place, found.text)


@for_planners
@require_http_methods(["GET", "POST"])
def new_steps(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Write a new session as steps; ``day`` is 0 for Monday, ``text`` what was typed so far."""
    owner = get_object_or_404(member.club.squads, pk=squad)
    owner.club = member.club
    asked = request.POST if request.method == "POST" else request.GET
    form = TypingForm({"day": asked.get("day") or "0", "text": asked.get("text", "")})
    if not form.is_valid():
        place = Place(owner, monday_of(monday), 0)
        return _refused(request, place, asked.get("text", ""), error_of(form))
    place = Place(owner, monday_of(monday), form.cleaned_data["day"])
    return _answer(request, member, place, form.cleaned_data["text"])


def _answer(request: HttpRequest, member: Member, place: Place, text: str) -> HttpResponse:
    """The form as it is opened, after what a button did to it, or with the rows that a browser had kept ("draft")."""
    if request.method == "GET":
        return _opened(request, place, text)
    sent = SentForm(request.POST)
    if not sent.is_valid():
        return _refused(request, place, request.POST.get("source", ""), error_of(sent))
    version = sent.cleaned_data["version"]
    if place.session is not None and version is not None:
        place.version = version
    if "do" not in request.POST:
        typed = TypingForm({"day": place.day, "text": request.POST.get("text", text)})
        if not typed.is_valid():
            return _refused(request, place, request.POST.get("text", ""), error_of(typed))
        return _opened(request, place, typed.cleaned_data["text"])
    source = sent.cleaned_data["source"]
    if plain_lines(text) == source:
        source = text  # with the line ends that it has
    do = request.POST["do"]
    try:
        editor = StepsEditor.of(member.club, source, request.POST, loud=do in ("save", "check"))
    except TooMuch as much:
        return _refused(request, place, source, str(much))
    if do == "read":
        context = {"editor": editor, **_judged(place, editor.result)}
        return render(request, "stepwise/_read.html", context, status=200 if editor.result else 422)
    if do == "check":
        return _page(request, place, editor)
    if do == "draft":
        return _page(request, place, editor, status=200, restored=True)
    if do != "save":
        return _moved(request, place, editor, do)
    return _save(request, member, place, editor, sent.cleaned_data["shown"])


def _opened(request: HttpRequest, place: Place, text: str) -> HttpResponse:
    try:
        editor = StepsEditor.of(place.squad.club, text)
    except TooMuch as much:
        return _refused(request, place, text, str(much), status=200)
    if not editor.rows:
        editor, _row = editor.moved("add")
    # Opened with words or a day of its own, it is not there to bring back what was typed before.
    return _page(request, place, editor, status=200, asked=request.method == "POST" or bool(request.GET))


def _moved(request: HttpRequest, place: Place, editor: StepsEditor, do: str) -> HttpResponse:
    """What a button of a row does; the hands stay on the row."""
    try:
        moved, row = editor.moved(do)
    except CannotMove as cannot:
        return _page(request, place, editor, status=422, told=str(cannot))
    moved.put_hands_on(row, do.partition(":")[0])
    return _page(request, place, moved, status=200)


def _save(request: HttpRequest, member: Member, place: Place, editor: StepsEditor, seen: str) -> HttpResponse:
    """Save the text that the coach saw come of the rows, or show it first."""
    reading = editor.result
    if reading is None:
        return _page(request, place, editor)
    if plain_lines(reading.text) != seen:
        return _page(request, place, editor, confirming=True)
    if place.session is None:
        made = Week.for_writing(place.squad, place.monday).add(place.day, reading.text, member.user)
        return _done(request, place, _("Added on %(day)s.") % {"day": date_format(made.date, "l")})
    if place.session.deleted_at is not None:
        return _late(request, place, editor, place.session)
    try:
        place.session.rewrite(reading.text, version=place.version, by=member.user)
    except StaleEdit as stale:
        return _late(request, place, editor, stale.session)
    return _done(request, place, _("Saved."))


def _late(request: HttpRequest, place: Place, editor: StepsEditor, theirs: Session) -> HttpResponse:
    """409 with what was saved first and what the rows come to; the form now stands for a change to that."""
    place.version = theirs.version
    return _page(request, place, editor, status=409, theirs=theirs)


def _done(request: HttpRequest, place: Place, told: str) -> HttpResponse:
    messages.success(request, told)
    if request.htmx:  # type: ignore[attr-defined]
        answer = HttpResponseClientRedirect(place.back)
        answer["HX-Trigger"] = "uphill:steps-saved"
        return answer
    return redirect(place.back)


def _page(
    request: HttpRequest, place: Place, editor: StepsEditor, *, status: int | None = None, **state: Any
) -> HttpResponse:
    """The form with what comes of its rows; 422 unless ``status`` says otherwise where nothing does."""
    if status is None:
        status = 200 if editor.result else 422
        editor.focus_first_error()
    context = {"place": place, "editor": editor, "section": "board", **_judged(place, editor.result), **state}
    template = "stepwise/_form.html" if request.htmx else "stepwise/page.html"  # type: ignore[attr-defined]
    return render(request, template, context, status=status)


def _refused(request: HttpRequest, place: Place, text: str, told: str, *, status: int = 422) -> HttpResponse:
    """A text that does not open as steps: why, with the text, and the way to edit it as such."""
    context = {"place": place, "text": text, "told": told, "section": "board"}
    return render(request, "stepwise/not_opened.html", context, status=status)


def _judged(place: Place, reading: Reading | None) -> dict[str, Any]:
    """What is read from the text, and what the panel says of it for this squad on this day."""
    if reading is None or not reading.text:
        return {}
    board = Board(place.squad, place.monday)
    session = Session(week=board.week, day=place.day)
    taken = session.take(reading.text)
    return {"typed": Typed(board.card(session), taken, place.squad.club)}
