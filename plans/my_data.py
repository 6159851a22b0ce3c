"""Everything about one person as a zip: a README, and of each table what is theirs as JSON and CSV, files included.

Every table with a link to a person stands either in :data:`TABLES` or, with the reason, in :data:`NOT_IN_IT`;
``tests/plans/test_export.py`` walks the models and asks for it. Rows are fetched and written one by one, so that years
of recordings need no more memory than one.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

from django.contrib.admin.models import LogEntry
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Model, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.models import Revision
from clubs.models import Athlete, Consent, Invitation, Membership, Race, Squad, User
from plans.models import (
    CalendarAddress,
    CalendarEvent,
    Change,
    Comment,
    Decision,
    Digest,
    FileBrought,
    LaidTemplate,
    Log,
    Notice,
    Recording,
    Seen,
    Session,
    SessionException,
    Swap,
    Template,
    Unwanted,
    Week,
)

BATCH: Final = 200
_UNSAFE: Final = re.compile(r"[^\w.-]+")


@dataclass(frozen=True)
class Table:
    """Rows of one kind in the export: which are a person's, which columns tell of them, and what the file is about.

    ``links`` are the fields of the model that lead to a person, as far as this file answers for them. ``columns`` are
    names as ``QuerySet.values`` takes them; all of the model's own where none are given.
    """

    name: str
    model: type[Model]
    links: tuple[str, ...]
    about: Any
    of: Callable[[User], Q]
    columns: tuple[str, ...] = ()

    def rows(self, user: User) -> QuerySet[Any, dict[str, Any]]:
        """What is the person's, in the order in which it came to be."""
        names = self.columns or tuple(field.attname for field in self.model._meta.concrete_fields)
        computed = {name: F(name) for name in names if "__" in name}
        plain = [name for name in names if "__" not in name]
        found = self.model._base_manager.filter(self.of(user)).order_by("pk")
        return found.values(*plain, **computed)


def _of_athlete(path: str = "athlete") -> Callable[[User], Q]:
    return lambda user: Q(**{f"{path}__in": Athlete.objects.of(user)})


def _by(*fields: str) -> Callable[[User], Q]:
    def of(user: User) -> Q:
        whose = Q()
        for field in fields:
            whose |= Q(**{field: user})
        return whose

    return of


def _weeks_read(user: User) -> Q:
    """The sessions of the published weeks of the person's squads."""
    squads = Squad.objects.filter(athletes__in=Athlete.objects.of(user)).values("pk")
    return Q(week__squad__in=squads, week__published_at__isnull=False, deleted_at__isnull=True)


def _invited(user: User) -> Q:
    return Q(made_by=user) | Q(accepted_by=user) | Q(revoked_by=user) | Q(email=user.email)


_PLACE = ("week__squad__name", "week__monday")

TABLES: Final = (
    Table(
        "account",
        User,
        (),
        gettext_lazy("Your account. The password is not in it: nobody knows it."),
        lambda user: Q(pk=user.pk),
        ("id", "email", "name", "created", "last_login", "is_active", "is_staff", "is_superuser"),
    ),
    Table(
        "memberships",
        Membership,
        ("user",),
        gettext_lazy("What you are in which club."),
        _by("user"),
        ("id", "club__name", "role"),
    ),
    Table(
        "profiles",
        Athlete,
        ("user", "parted_from"),
        gettext_lazy("Your profile as an athlete, one in each club."),
        lambda user: Q(pk__in=Athlete.objects.of(user)),
        ("club__name", *(field.attname for field in Athlete._meta.concrete_fields)),
    ),
    Table(
        "squads",
        Athlete.squads.through,
        ("athlete",),
        gettext_lazy("The squads that you are in."),
        _of_athlete(),
        ("athlete_id", "squad__name"),
    ),
    Table(
        "consents",
        Consent,
        ("athlete", "by"),
        gettext_lazy("What you let coaches see, from when to when."),
        lambda user: _of_athlete()(user) | Q(by=user),
    ),
    Table(
        "logs",
        Log,
        ("athlete",),
        gettext_lazy("How sessions went, in your words. Distances are in metres, times in seconds."),
        _of_athlete(),
    ),
    Table(
        "recordings",
        Recording,
        (),
        gettext_lazy("What was read from the files of your watch; the files are in the folder “files”."),
        _of_athlete("log__athlete"),
        tuple(field.attname for field in Recording._meta.concrete_fields if field.name != "content"),
    ),
    Table(
        "files-that-wait",
        FileBrought,
        ("athlete",),
        gettext_lazy("A file that you chose and have not kept yet, and what was read from it; it is in “files”, too."),
        _of_athlete(),
        tuple(field.attname for field in FileBrought._meta.concrete_fields if field.name != "content"),
    ),
    Table(
        "comments",
        Comment,
        ("athlete", "author"),
        gettext_lazy("What you and your coaches wrote to each other about sessions, and what you wrote as a coach."),
        lambda user: _of_athlete()(user) | Q(author=user),
        ("id", "session_id", "athlete_id", "author_name", "is_by_athlete", "text", "at", "deleted_at"),
    ),
    Table(
        "read-marks",
        Seen,
        ("user",),
        gettext_lazy("How far you have read in which thread: “upto” is the number of the last comment."),
        _by("user"),
    ),
    Table(
        "mails-switched-off",
        Unwanted,
        ("user",),
        gettext_lazy("Which mails you do not want from which club."),
        _by("user"),
        ("id", "club__name", "kind"),
    ),
    Table(
        "mails",
        Digest,
        ("user",),
        gettext_lazy("Mails about weeks and comments: when each was due and when it went out to you."),
        _by("user"),
        ("id", "due_at", "closed_at", "sent_at", "tries"),
    ),
    Table(
        "mailed",
        Notice,
        ("user",),
        gettext_lazy("What each of these mails was about."),
        _by("user"),
        ("id", "digest_id", "club__name", "kind", "week__monday", "comment_id", "at"),
    ),
    Table(
        "calendar-addresses",
        CalendarAddress,
        ("athlete", "user"),
        gettext_lazy("Addresses of your calendar: when each was made, last asked for and revoked. None is in it."),
        lambda user: _of_athlete()(user) | Q(user=user),
        ("id", "athlete_id", "created_at", "last_used_at", "revoked_at"),
    ),
    Table(
        "calendar-events",
        CalendarEvent,
        ("athlete",),
        gettext_lazy("What your calendar was told of sessions and races, as it was told last."),
        _of_athlete(),
        ("id", "athlete_id", "key", "date", "title", "sequence", "is_cancelled", "told_at", "changed_at"),
    ),
    Table(
        "exceptions",
        SessionException,
        ("athlete", "made_by", "updated_by"),
        gettext_lazy("Sessions that coaches planned for you in place of the squad’s, and those that you planned so."),
        lambda user: _of_athlete()(user) | Q(made_by=user) | Q(updated_by=user),
        ("id", "session_id", "athlete_id", "text", "reason", "drill_name", "written_for", "made_at", "deleted_at"),
    ),
    Table(
        "races",
        Race,
        ("athlete",),
        gettext_lazy("Your own races."),
        _of_athlete(),
    ),
    Table(
        "planned",
        Session,
        (),
        gettext_lazy("The sessions of your squads’ published weeks. Day 0 is Monday."),
        _weeks_read,
        ("id", *_PLACE, "day", "text"),
    ),
    Table(
        "alone",
        Squad,
        ("solo",),
        gettext_lazy("That you are or were coached alone."),
        _of_athlete("solo"),
        ("id", "club__name", "ended_on"),
    ),
    Table(
        "sessions-you-planned",
        Session,
        ("created_by", "updated_by"),
        gettext_lazy("Sessions that you wrote or changed as a coach."),
        _by("created_by", "updated_by"),
        ("id", *_PLACE, "day", "text", "created_at", "updated_at", "deleted_at"),
    ),
    Table(
        "weeks-you-published",
        Week,
        ("published_by",),
        gettext_lazy("Weeks that you published."),
        _by("published_by"),
        ("id", "squad__name", "monday", "note", "block", "published_at"),
    ),
    Table(
        "changes",
        Change,
        ("by", "undone_by"),
        gettext_lazy("What you did to weeks, line by line, with what stood there before and after."),
        _by("by", "undone_by"),
    ),
    Table(
        "swaps",
        Swap,
        ("by",),
        gettext_lazy("Loads that you swapped for drills."),
        _by("by"),
        ("id", "session_id", "drill_name", "before", "after", "reason", "at", "undone_at"),
    ),
    Table(
        "decisions",
        Decision,
        ("by",),
        gettext_lazy("Sessions that you kept on purpose, and why."),
        _by("by"),
    ),
    Table(
        "templates",
        Template,
        ("made_by",),
        gettext_lazy("Templates that you made."),
        _by("made_by"),
    ),
    Table(
        "laid-templates",
        LaidTemplate,
        ("laid_by",),
        gettext_lazy("Templates that you laid on squads’ weeks."),
        _by("laid_by"),
    ),
    Table(
        "invitations",
        Invitation,
        ("athlete", "made_by", "accepted_by", "revoked_by"),
        gettext_lazy("Invitations that you made, got or took back. What opens them is not in it."),
        lambda user: _invited(user) | _of_athlete()(user),
        ("id", "club__name", "role", "email", "made_at", "expires_at", "accepted_at", "revoked_at"),
    ),
    Table(
        "guidelines-you-wrote",
        Revision,
        ("made_by",),
        gettext_lazy("Guidelines and house rules as you saved them."),
        _by("made_by"),
    ),
    Table(
        "administration",
        LogEntry,
        ("user",),
        gettext_lazy("What you did in the administration."),
        _by("user"),
        ("id", "action_time", "object_repr", "action_flag", "change_message"),
    ),
)

# What leads to a person and is not in the export, by the model's label and the field, with the reason.
_CONTENT = "Content of guidelines that everybody reads; what a person wrote of it is in guidelines-you-wrote."
NOT_IN_IT: Final = {
    (
        "clubs.User_groups",
        "user",
    ): "A right in the administration; the table of the account says whether there is one.",
    ("clubs.User_user_permissions", "user"): "The same.",
    ("plans.Seen", "athlete"): "How far others have read in an athlete's thread is theirs; one's own is in read-marks.",
    **{
        (f"advice.Historical{name}", "history_user"): _CONTENT
        for name in (
            "Drill",
            "Pack",
            "Source",
            "HeavyLegsTable",
            "HeavyLegsQuestion",
            "HeavyLegsCause",
            "HeavyLegsRule",
        )
    },
}


def write(target: IO[bytes], user: User, now: dt.datetime) -> None:
    """Write the zip of everything about ``user`` to ``target``."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", readme(user, now))
        for table in TABLES:
            _write_json(archive, f"{table.name}.json", table.rows(user))
            _write_csv(archive, f"{table.name}.csv", table.rows(user))
        athletes = Athlete.objects.of(user)
        for recording in Recording.objects.filter(log__athlete__in=athletes).order_by("pk").iterator(1):
            name = name_of(recording.pk, recording.name, recording.kind)
            archive.writestr(f"files/{name}", bytes(recording.content))
        for waiting in FileBrought.objects.filter(athlete__in=athletes).order_by("pk").iterator(1):
            name = name_of(waiting.pk, waiting.name, waiting.summary.kind)
            archive.writestr(f"files/waits-{name}", bytes(waiting.content))


def readme(user: User, now: dt.datetime) -> str:
    """What each file is, in words."""
    lines = [
        _("Everything about %(name)s in Uphill, on %(day)s.") % {"name": user, "day": now.date().isoformat()},
        "",
        _("Each table comes twice with the same rows: as JSON for programs, as CSV for spreadsheets (UTF-8)."),
        _("An empty table means that there is nothing. Times are in UTC."),
        "",
        *(f"{table.name}.json, {table.name}.csv: {table.about}" for table in TABLES),
        "files/: " + _("the files of your watch as you gave them, by the number of the recording."),
        "files/waits-…: " + _("the one that you chose and have not kept yet."),
        "",
    ]
    return "\n".join(lines)


def name_of(number: int, name: str, kind: str) -> str:
    """A file's name in the zip: by its row's number, with nothing of the ``name`` that could leave the folder."""
    kept = _UNSAFE.sub("_", name).strip("._")[-80:] or "run"
    ending = "" if kept.lower().endswith(f".{kind}") else f".{kind}"
    return f"{number}-{kept}{ending}"


def _write_json(archive: zipfile.ZipFile, name: str, rows: QuerySet[Any, dict[str, Any]]) -> None:
    with archive.open(name, "w") as raw, io.TextIOWrapper(raw, encoding="utf-8") as text:
        opening = "["
        for row in rows.iterator(BATCH):
            text.write(f"{opening}\n{json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)}")
            opening = ","
        text.write("[]\n" if opening == "[" else "\n]\n")


def _write_csv(archive: zipfile.ZipFile, name: str, rows: QuerySet[Any, dict[str, Any]]) -> None:
    with archive.open(name, "w") as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        for number, row in enumerate(rows.iterator(BATCH)):
            if number == 0:
                writer.writerow(row)
            writer.writerow(list(_cells(list(row.values()))))


def _cells(values: Sequence[Any]) -> Iterator[Any]:
    """What a spreadsheet shows: lists and objects as JSON, and nothing that it would take for a formula."""
    for value in values:
        if isinstance(value, (list, dict)):
            yield json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
        elif isinstance(value, dt.datetime):
            yield value.isoformat()
        elif isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
            yield f"'{value}"
        else:
            yield value
