"""Deleting an account with all that is the person's, while clubs keep what was planned.

What goes: the account; the profiles as an athlete with logs, recordings, files that wait, consents, races of their own
and the weeks that were planned for them alone; what they and their coaches wrote to each other; the addresses of their
calendars; what coaches planned for them in place of a squad's session, and its words in the trail; invitations to them;
what they were to be mailed, which is not sent any more; sign-ins and failed ones; the lines that the administration
kept about them. What stays, without their name: what they wrote as a coach, and that somebody was mentioned.
What others wrote of them into sessions, notes, races, templates and comments is those others' text and stays as it is,
but for mentions (“@Mira”), which Uphill made of it. The page (``templates/account/delete.html``) says the same, and
``tests/clubs/test_deletion.py`` looks through every column of every table.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session as SignedIn
from django.db import transaction
from django.db.models import Model, Q

from clubs.models import Athlete, Club, Invitation, Membership, Race, Squad, User
from plans.mentions import without_mentions
from plans.models import Change, Comment, Notice
from plans.models.changes import State
from plans.telling import planners_of

BATCH: Final = 200


def clubs_to_hand_over(*users: User) -> list[Club]:
    """The clubs that nobody but ``users`` owns: each has to be handed over first."""
    return list(Club.objects.owned_by_nobody_but(*users).order_by("name", "pk"))


@transaction.atomic
def forget(user: User) -> None:
    """Delete ``user`` and all that is theirs, or nothing at all; LastOwner where a club would be left without one."""
    athletes, clubs = list(Athlete.objects.of(user)), _clubs_that_knew(user)
    for club in Club.objects.for_user(user).order_by("pk"):
        club.remove(user)
    _forget_in_talk(user, clubs)
    _forget_in_administration(user, athletes)
    _forget_exceptions(athletes)
    for squad in Squad.objects.filter(solo__in=athletes):
        squad.delete()
    Invitation.objects.filter(Q(accepted_by=user) | Q(email=user.email) | Q(athlete__in=athletes)).delete()
    for athlete in athletes:
        athlete.delete()
    _sign_out_everywhere(user)
    for attempts in (AccessAttempt, AccessFailureLog, AccessLog):
        attempts.objects.filter(username__iexact=user.email).delete()
    user.delete()


def _clubs_that_knew(user: User) -> list[Club]:
    """The clubs in which somebody may have mentioned ``user``, also those left before."""
    profiles = Athlete.objects.of(user).values("club")
    talked = Comment.objects.filter(author=user).values("athlete__club")
    told = Notice.objects.filter(user=user).values("club")
    known = Q(memberships__user=user) | Q(pk__in=profiles) | Q(pk__in=talked) | Q(pk__in=told)
    return list(Club.objects.filter(known).distinct().order_by("pk"))


def _forget_in_talk(user: User, clubs: Sequence[Club]) -> None:
    """Delete what ``user`` said as an athlete; take the name off what they said as a coach, and out of mentions."""
    Comment.objects.filter(author=user, is_by_athlete=True).delete()
    Comment.objects.filter(author=user).update(author_name="")
    for club in clubs:
        planners = planners_of(club)
        changed = []
        comments = Comment.objects.of_club(club).filter(text__contains="@").select_related("athlete__user")
        for comment in comments.iterator(BATCH):
            others = [one for one in (*planners, comment.athlete.user) if one is not None and one != user]
            text = without_mentions(comment.text, user, others)
            if text != comment.text:
                comment.text = text
                changed.append(comment)
        Comment.objects.bulk_update(changed, ["text"], batch_size=BATCH)


def _forget_exceptions(athletes: Sequence[Athlete]) -> None:
    """Take name and words out of what the trail tells of exceptions for ``athletes``; that there was one stays."""
    for athlete in athletes:
        theirs = Q(before__athlete=athlete.pk) | Q(after__athlete=athlete.pk)
        changes = list(Change.objects.filter(theirs))
        for change in changes:
            change.before, change.after = _nameless(change.before), _nameless(change.after)
        Change.objects.bulk_update(changes, ["before", "after"], batch_size=BATCH)


def _nameless(state: State) -> State:
    kept: State = {key: state[key] for key in ("day", "deleted") if key in state}
    return {**kept, "name": "", "written_for": ""} if state else {}


def _forget_in_administration(user: User, athletes: Sequence[Athlete]) -> None:
    """Delete what the administration's own history says of the account and its profiles, and name them nowhere else."""
    for model, keys in ((User, [user.pk]), (Athlete, [athlete.pk for athlete in athletes])):
        kind = ContentType.objects.get_for_model(model)
        LogEntry.objects.filter(content_type=kind, object_id__in=map(str, keys)).delete()
    # Memberships that were changed beside their club are told of by name: “Anna, Athlete”.
    for name in {user.email, user.name, *(athlete.name for athlete in athletes)} - {""}:
        quoted = json.dumps(name)[1:-1]
        LogEntry.objects.filter(_is_of_clubs(), change_message__contains=quoted).update(change_message="")
        LogEntry.objects.filter(_is_of_clubs(), object_repr__contains=name).update(object_repr="")


def _is_of_clubs() -> Q:
    models: list[type[Model]] = [Club, Squad, Membership, Invitation, Race]
    return Q(content_type__in=[kind.pk for kind in ContentType.objects.get_for_models(*models).values()])


def _sign_out_everywhere(user: User) -> None:
    gone = [
        one.session_key
        for one in SignedIn.objects.iterator(500)
        if one.get_decoded().get("_auth_user_id") == str(user.pk)
    ]
    SignedIn.objects.filter(session_key__in=gone).delete()
