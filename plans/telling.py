"""Who is told of what: athletes of a week that is published or changed, whoever talks of a comment.

The queue makes it prompt, the rows make it certain: a week knows how much of it was told (``ToldWeek``), a comment
whether it was, a digest whether it went out. A worker that dies leaves a row that says so, and :func:`catch_up`, which
every worker calls each minute, finds it. All of it may be done twice and tells nobody twice, see ``Notice.key``.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django_tasks import task

from clubs.models import Athlete, Club, Membership, User
from plans.athlete_week import AthleteWeek
from plans.mailing import deliver, send_digest
from plans.mentions import mentioned
from plans.models import DAYS_A_WEEK, Change, Comment, Digest, Notice, ToldWeek, Week

# A coach who is still at work on a week is left to finish before athletes are told what changed.
QUIET = dt.timedelta(minutes=5)
# What the queue has not brought after this time is looked for.
LATE = dt.timedelta(minutes=1)


@task
def tell_week(week: int) -> None:
    """Tell the athletes of a week that it is published, or what changed in it since."""
    found = Week.objects.published().select_related("squad__club", "told").filter(pk=week).first()
    if found is None:
        return
    told = getattr(found, "told", None) or ToldWeek(week=found)
    if found.sunday >= found.squad.club.today():
        if found.published_revision > told.publication:
            _tell_publication(found)
        elif found.revision > told.revision:
            _tell_changes(found)
    now = {"publication": found.published_revision, "revision": found.revision}
    ToldWeek.objects.update_or_create(week=found, defaults=now)


@task
def tell_comments(comments: list[int]) -> None:
    """Tell those whom comments concern."""
    found = Comment.objects.live().filter(pk__in=comments, told_at__isnull=True)
    for comment in found.select_related("session__week", "athlete__club", "athlete__user", "author"):
        whom = concerned(comment)
        for kind in ("comment", "mention"):
            keys = {user: f"comment:{comment.pk}" for user, why in whom.items() if why == kind}
            _tell(kind, comment.athlete.club, keys, comment=comment)
        Comment.objects.filter(pk=comment.pk).update(told_at=timezone.now())


def catch_up() -> None:
    """Do what was left undone: tell what nobody was told of, and send what is due."""
    now = timezone.now()
    for week in _untold_weeks(now):
        tell_week.call(week)
    late = Comment.objects.live().filter(told_at__isnull=True, at__lt=now - LATE)
    tell_comments.call(list(late.values_list("pk", flat=True)))
    due = Digest.objects.to_send(now).filter(due_at__lte=now - LATE).order_by("due_at")
    for digest in due.values_list("pk", flat=True):
        deliver(digest)


def planners_of(club: Club) -> list[User]:
    """Those who plan in a club, by name: they read what its athletes say."""
    roles = Membership.objects.filter(club=club, role__in=("owner", "coach", "assistant"))
    return list(User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("name", "pk"))


def concerned(comment: Comment) -> dict[User, str]:
    """Whom a comment concerns, and whether because they are mentioned ("mention") or talk in it ("comment").

    What an athlete says concerns the coaches who talk in the thread, planned the session or published its week; where
    none of them plans any more, all who do. What a coach says concerns the athlete and the coaches who talk in it.
    """
    session, athlete = comment.session, comment.athlete
    planners = {user.pk: user for user in planners_of(athlete.club)}
    thread = Comment.objects.of_thread(session, athlete).order_by()
    keys: set[int | None] = set(thread.values_list("author", flat=True))
    if comment.is_by_athlete:
        keys |= {session.created_by_id, session.updated_by_id, session.week.published_by_id}
    told = [planner for key, planner in planners.items() if key in keys]
    if comment.is_by_athlete and not told:
        told = list(planners.values())
    readers = list(planners.values())
    if athlete.user is not None:
        readers.append(athlete.user)
        if not comment.is_by_athlete:
            told.append(athlete.user)
    whom = dict.fromkeys(told, "comment") | dict.fromkeys(mentioned(comment.text, readers), "mention")
    return {user: why for user, why in whom.items() if user.pk != comment.author_id}


def _untold_weeks(now: dt.datetime) -> list[int]:
    """The published weeks, of now and later, of which athletes do not know all, and that nobody is changing."""
    at_work = Change.objects.filter(week=OuterRef("pk"), at__gt=now - QUIET)
    behind = Q(told__publication__lt=F("published_revision")) | Q(told__revision__lt=F("revision"))
    # Wherever a club is, its day is at most one away from that of the server.
    first = now.date() - dt.timedelta(days=DAYS_A_WEEK)
    found = Week.objects.published().visible().filter(Q(told__isnull=True) | behind, monday__gte=first)
    return list(found.filter(~Exists(at_work)).order_by("pk").values_list("pk", flat=True))


def _runners(week: Week) -> list[Athlete]:
    return list(week.squad.athletes.filter(user__isnull=False).select_related("user"))


def _tell_publication(week: Week) -> None:
    key = f"published:{week.pk}:{week.published_revision}"
    keys = {athlete.user: key for athlete in _runners(week) if athlete.user_id != week.published_by_id}
    _tell("published", week.squad.club, keys, week=week)


def _tell_changes(week: Week) -> None:
    """Tell each athlete for whom something is other than it was; what comes back to what it was is no news."""
    club, keys = week.squad.club, {}
    for athlete in _runners(week):
        if changed := AthleteWeek(club, athlete, week.monday).changed:
            # By what is told, and not by the change: an athlete of two squads is told of both in one.
            told = hashlib.sha256(repr(changed).encode()).hexdigest()
            keys[athlete.user] = f"changed:{week.monday}:{told}"
    _tell("changed", club, keys, week=week)


def _tell(kind: str, club: Club, keys: dict[Any, str], **about: Any) -> None:
    # The digests are in the queue exactly if the notices are written.
    with transaction.atomic():
        for digest in Notice.objects.tell(kind, club, keys, about):
            send_digest.enqueue(digest.pk)
