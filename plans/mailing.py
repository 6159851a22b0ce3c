"""A digest as a mail: put together when it goes out, so that it says what is true then; sent once.

No protocol lets two machines agree that a mail went from one to the other: who dies after the mail server took it and
before that is written down does not know. Between the two lies one statement here. What is in doubt goes again, since
no mail would be worse, and under the same Message-ID, by which mail servers and programs know it as the same mail.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import Signer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django_tasks import task

from clubs.models import Athlete, Club, Membership, User
from plans.after_publication import Told
from plans.athlete_week import AthleteWeek, Entry
from plans.models import Comment, Digest, Notice, Seen, Unwanted
from plans.templatetags.uphill import week_name
from plans.wording import NBSP

logger = logging.getLogger(__name__)

signer = Signer(salt="plans.mail_off")


@task
def send_digest(digest: int) -> None:
    """Send a digest, unless somebody else has it in hand."""
    deliver(digest)


def deliver(pk: int) -> None:
    """Take a digest in hand, send it and note that it is out; where the mail server refuses, try again later."""
    digest = Digest.objects.claim(pk)
    if digest is None:
        return
    try:
        letter = compose(digest)
        if letter is not None:
            letter.send()
    except Exception:  # one mail that fails, for whatever reason, keeps no other back
        logger.exception("Digest %s was not mailed", digest.pk)
        digest.put_off()
        return
    digest.mark_sent()


@dataclass(frozen=True)
class WeekNews:
    """A week that is published or was changed, as one athlete is told of it."""

    club: Club
    monday: dt.date
    is_new: bool
    entries: Sequence[Entry]
    notes: Sequence[str]
    changed: Sequence[Told]

    @property
    def headline(self) -> str:
        """What is new, in a line."""
        told = {"week": week_name(self.monday)}
        return gettext("Week %(week)s is published") % told if self.is_new else gettext("Week %(week)s changed") % told

    @property
    def link(self) -> str:
        """Where it is read."""
        return link("plans:my_week_of", self.club.slug, self.monday)


@dataclass(frozen=True)
class CommentNews:
    """A comment, as somebody is told of it."""

    comment: Comment
    link: str
    is_mention: bool

    @property
    def headline(self) -> str:
        """Who wrote, in a line."""
        told = {"name": self.comment.said_by}
        return gettext("%(name)s mentions you") % told if self.is_mention else gettext("%(name)s writes to you") % told


@dataclass(frozen=True)
class ClubNews:
    """What is new for one user in one club."""

    club: Club
    weeks: list[WeekNews] = field(default_factory=list)
    comments: list[CommentNews] = field(default_factory=list)

    @property
    def headlines(self) -> list[str]:
        """Each thing in a line."""
        return [*(week.headline for week in self.weeks), *(comment.headline for comment in self.comments)]

    @property
    def choices(self) -> str:
        """Where mails are switched on and off."""
        return link("plans:notices", self.club.slug)


def link(name: str, *args: object) -> str:
    """The whole address of a page, for where there is no request to take it from."""
    return settings.SITE_URL + reverse(name, args=args)


def compose(digest: Digest) -> EmailMultiAlternatives | None:
    """The mail, or ``None`` where nothing of it is news any more: read, withdrawn, switched off, or no member."""
    with translation.override(settings.LANGUAGE_CODE):
        clubs = [news for news in _by_club(digest) if news.headlines]
        if not clubs:
            return None
        off = link("plans:mail_off", signer.sign(str(digest.pk)))
        context = {"clubs": clubs, "off": off, "user": digest.user}
        text = render_to_string("mail/digest.txt", context)
        letter = EmailMultiAlternatives(_subject(clubs), text, to=[digest.user.email])
        letter.attach_alternative(render_to_string("mail/digest.html", context), "text/html")
    letter.extra_headers = {
        "Message-ID": f"<{digest.key}@{urlsplit(settings.SITE_URL).hostname}>",
        "List-Unsubscribe": f"<{off}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return letter


def _subject(clubs: Sequence[ClubNews]) -> str:
    headlines = [line for news in clubs for line in news.headlines]
    told = headlines[0]
    if len(headlines) > 1:
        count = len(headlines) - 1
        told = ngettext("%(first)s, and %(count)d more", "%(first)s, and %(count)d more", count) % {
            "first": told,
            "count": count,
        }
    names = ", ".join(news.club.name for news in clubs)
    return " ".join(f"{names}: {told}".replace(NBSP, " ").split())


def _by_club(digest: Digest) -> Iterable[ClubNews]:
    related = ("club", "week", "comment__session__week", "comment__athlete")
    by_club: dict[Club, list[Notice]] = {}
    for notice in digest.notices.select_related(*related):
        by_club.setdefault(notice.club, []).append(notice)
    for club, notices in by_club.items():
        yield _Reader(digest.user, club).news(notices)


@dataclass(frozen=True)
class _Reader:
    """Who is told something in one club, as they stand there now."""

    user: User
    club: Club

    def news(self, notices: Sequence[Notice]) -> ClubNews:
        """What of ``notices`` is still news."""
        unwanted = set(Unwanted.objects.filter(user=self.user, club=self.club).values_list("kind", flat=True))
        wanted = [notice for notice in notices if notice.kind not in unwanted]
        comments = [self._comment(notice) for notice in wanted if notice.comment is not None]
        return ClubNews(self.club, self._weeks(wanted), [news for news in comments if news is not None])

    def _weeks(self, notices: Sequence[Notice]) -> list[WeekNews]:
        weeks = [(notice.kind, notice.week.monday) for notice in notices if notice.week and notice.week.is_published]
        published = {monday for kind, monday in weeks if kind == "published"}
        changed = {monday for kind, monday in weeks if kind == "changed"}
        if self._athlete is None:
            return []
        told = []
        for monday in sorted(published | changed):
            week = AthleteWeek(self.club, self._athlete, monday)
            is_new = monday in published
            if week.published and (is_new or week.changed):
                notes = [note for _squad, note in week.published if note]
                entries = week.entries if is_new else []
                told.append(WeekNews(self.club, monday, is_new, entries, notes, () if is_new else week.changed))
        return told

    def _comment(self, notice: Notice) -> CommentNews | None:
        comment = notice.comment
        assert comment is not None
        is_own = self._athlete is not None and comment.athlete_id == self._athlete.pk
        if comment.is_deleted or not (is_own or self._can_plan):
            return None
        read = Seen.objects.filter(user=self.user, session=comment.session, athlete=comment.athlete)
        if read.filter(upto__gte=comment.pk).exists():
            return None
        page = "plans:my_talk" if is_own else "plans:session_talk"
        where = link(page, self.club.slug, comment.session_id)
        return CommentNews(comment, where, notice.kind == "mention")

    @cached_property
    def _roles(self) -> set[str]:
        return set(Membership.objects.filter(user=self.user, club=self.club).values_list("role", flat=True))

    @property
    def _can_plan(self) -> bool:
        return not self._roles.isdisjoint({"owner", "coach", "assistant"})

    @cached_property
    def _athlete(self) -> Athlete | None:
        return self.club.athletes.filter(user=self.user).first() if "athlete" in self._roles else None
