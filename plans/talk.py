"""Threads as pages show them: who says what about which session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from clubs.access import Member
from clubs.models import Athlete, User
from plans.athlete_week import AthleteWeek
from plans.mentions import with_mentions
from plans.models import Comment, CommentQuerySet, Session, Tally

# So many threads are listed, those with the latest comments.
MOST_THREADS = 100


@dataclass(frozen=True)
class Said:
    """A comment as ``reader`` sees it."""

    comment: Comment
    reader: User
    people: Sequence[User]

    @property
    def is_own(self) -> bool:
        """Whether the reader wrote it."""
        return self.comment.author_id == self.reader.pk

    @property
    def words(self) -> SafeString:
        """What was said, with the names of those who are mentioned."""
        return with_mentions(self.comment.text, self.people)


@dataclass(frozen=True)
class Thread:
    """One athlete's talk with the coaches about one session."""

    athlete: Athlete
    said: Sequence[Said]

    @property
    def waits(self) -> bool:
        """Whether the athlete spoke last."""
        live = [one.comment for one in self.said if not one.comment.is_deleted]
        return bool(live) and live[-1].is_by_athlete


@dataclass(frozen=True)
class Listed:
    """A thread in the list: its last comment, and the numbers of the reader."""

    last: Comment
    tally: Tally


def threads_of(session: Session, reader: User, people: Sequence[User]) -> list[Thread]:
    """All that is said about a session, those who wait for an answer first; two queries."""
    by_athlete: dict[Athlete, list[Said]] = {}
    comments = Comment.objects.filter(session=session).select_related("athlete__user").order_by("athlete__name", "pk")
    for comment in comments:
        mentionable = [*people, *([comment.athlete.user] if comment.athlete.user else [])]
        by_athlete.setdefault(comment.athlete, []).append(Said(comment, reader, mentionable))
    threads = [Thread(athlete, said) for athlete, said in by_athlete.items()]
    return sorted(threads, key=lambda thread: not thread.waits)


def readable_by(member: Member) -> CommentQuerySet:
    """What ``member`` may read in the club: who plans all of it, who runs their own."""
    comments = Comment.objects.of_club(member.club)
    return comments if member.can_plan else comments.filter(athlete__user=member.user)


def listed(member: Member) -> list[Listed]:
    """The threads that ``member`` may read, those with the latest comments; two queries."""
    tallies = readable_by(member).tallies(member.user.pk)[:MOST_THREADS]
    last = Comment.objects.select_related("session__week__squad", "athlete").in_bulk([one.last for one in tallies])
    return [Listed(last[tally.last], tally) for tally in tallies]


def words_for(member: Member, session: Session) -> str:
    """A session as the athlete reads it; nothing where it is held back, or not in their plan (any more)."""
    assert member.athlete is not None
    week = AthleteWeek(member.club, member.athlete, session.week.monday)
    entry = next((entry for entry in week.entries if entry.session.pk == session.pk), None)
    return "" if entry is None or entry.is_held_back else entry.shown.text
