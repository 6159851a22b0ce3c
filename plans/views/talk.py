"""Talk about sessions: the athlete's thread, the coaches' threads of a session, and the list of them."""

from __future__ import annotations

import uuid
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clubs.access import Member, for_athletes, for_members, for_planners
from clubs.models import Athlete, User
from plans.forms import AnswerForm, CommentForm
from plans.models import Comment, Seen, Session
from plans.talk import Said, listed, threads_of, words_for
from plans.telling import planners_of, tell_comments
from plans.views.answers import error_of

reading_and_writing = require_http_methods(["GET", "HEAD", "POST"])


@for_members
@require_safe
def talk(request: HttpRequest, member: Member) -> HttpResponse:
    """List the threads: for who plans the club's, for who runs their own."""
    return render(request, "talk/talk.html", {"threads": listed(member), "section": "talk"})


@for_athletes
@reading_and_writing
def my_talk(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Show an athlete's thread about a session, and say something in it."""
    assert member.athlete is not None  # the policy saw to it
    planned = _session(member, session)
    thread = Comment.objects.of_thread(planned, member.athlete)
    is_planned = Session.objects.published_for(member.athlete, planned.week.monday).filter(pk=planned.pk).exists()
    # A session that is gone keeps its thread.
    if not is_planned and not thread.exists():
        raise Http404(_("There is no such session in your plan."))
    form = CommentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _say(member, planned, [member.athlete], form)
        return redirect("plans:my_talk", member.club.slug, session)
    people = planners_of(member.club)
    said = [Said(comment, member.user, [*people, member.user]) for comment in thread]
    context = {"planned": planned, "words": words_for(member, planned), "said": said, "people": people}
    return _show(request, "talk/mine.html", form, [one.comment for one in said], section="my_week", **context)


@for_planners
@reading_and_writing
def session_talk(request: HttpRequest, member: Member, session: int) -> HttpResponse:
    """Show all threads of a session, and say something in those that are ticked; ``?athlete=`` comes ticked."""
    planned = _session(member, session)
    people = planners_of(member.club)
    threads = threads_of(planned, member.user, people)
    talking = [thread.athlete.pk for thread in threads]
    others = list(planned.week.squad.athletes.exclude(pk__in=talking))
    within = member.club.athletes.filter(pk__in=[*talking, *(athlete.pk for athlete in others)])
    form = AnswerForm(within, request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = _say(member, planned, list(form.cleaned_data["athletes"]), form)
        told = ngettext("Said to %(count)d athlete.", "Said to %(count)d athletes, each in their own thread.", said)
        messages.success(request, told % {"count": said})
        return redirect("plans:session_talk", member.club.slug, session)
    waiting = [str(thread.athlete.pk) for thread in threads if thread.waits]
    ticked = request.POST.getlist("athletes") if form.is_bound else request.GET.getlist("athlete") or waiting
    comments = [one.comment for thread in threads for one in thread.said]
    context = {"planned": planned, "threads": threads, "others": others, "ticked": ticked, "people": people}
    return _show(request, "talk/session.html", form, comments, section="board", **context)


@for_members
@require_POST
def delete_comment(request: HttpRequest, member: Member, comment: int) -> HttpResponse:
    """Take back what one wrote oneself; that something was said remains."""
    found = get_object_or_404(Comment.objects.of_club(member.club).live(), pk=comment, author=member.user)
    found.take_back()
    messages.success(request, _("Deleted."))
    page = "plans:my_talk" if found.is_by_athlete else "plans:session_talk"
    return redirect(page, member.club.slug, found.session_id)


def _session(member: Member, pk: int) -> Session:
    found: Session = get_object_or_404(Session.objects.of_club(member.club).select_related("week__squad__club"), pk=pk)
    return found


def _say(member: Member, session: Session, athletes: list[Athlete], form: CommentForm) -> int:
    """Say it, and have those told whom it concerns; to how many."""
    typed = form.cleaned_data
    with transaction.atomic():
        said = Comment.objects.say(session, athletes, typed["text"], by=member.user, sending=typed["sent"])
        if said:
            tell_comments.enqueue([comment.pk for comment in said])
    return len(athletes)


def _show(request: HttpRequest, page: str, form: CommentForm, comments: list[Comment], **context: Any) -> HttpResponse:
    """Show threads, with what was typed and why it was refused; ``comments`` count as read from now on."""
    error = error_of(form) if form.errors else ""
    shown = {**context, "typed": request.POST.get("text", ""), "error": error, "sending": uuid.uuid4()}
    if request.method == "GET":
        Seen.objects.mark(cast("User", request.user), comments)
    return render(request, page, shown, status=422 if error else 200)
