"""A session's files by name, and a week of them as one archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from plans import wording
from plans.athlete_week import Entry
from plans.watch.fit_workout import as_fit
from plans.watch.laps import Speeds, TooLong, is_for_a_watch, laps
from plans.watch.zwo import as_zwo

# What each kind is to a browser.
KINDS: Final = {"fit": "application/vnd.ant.fit", "zwo": "application/xml", "txt": "text/plain; charset=utf-8"}
LONGEST_STEM: Final = 40


@dataclass(frozen=True)
class SessionFiles:
    """What a session is as files, for one athlete, with the athlete's own paces where they are known."""

    entry: Entry

    @property
    def speeds(self) -> Speeds | None:
        """How fast each effort is for the athlete."""
        return None if self.entry.paces is None else self.entry.paces.speeds_m_s

    def content(self, kind: str) -> bytes:
        """The file of a kind of :data:`KINDS`; TooLong where a watch could not hold the session."""
        shown = self.entry.shown
        if kind == "txt":
            return self._as_text().encode()
        parts = laps(shown.workout, self.entry.units, self.speeds)
        if kind == "zwo":
            return as_zwo(self.title, shown.text, parts, self.speeds)
        return as_fit(self.title, parts, made_at=shown.updated_at, number=self.entry.session.pk)

    @property
    def title(self) -> str:
        """What the watch lists it as: the day, and the coach's words in one line."""
        return f"{date_format(self.entry.session.date, 'D j M')}: {' '.join(self.entry.shown.text.split())}"

    def stem(self, *, plain: bool = True) -> str:
        """The name of its files without the ending: the date and some of the words, in ASCII where ``plain``."""
        words = slugify(self.entry.shown.text, allow_unicode=not plain)[:LONGEST_STEM].strip("-_")
        return "-".join(filter(None, [self.entry.session.date.isoformat(), words or "session"]))

    def _as_text(self) -> str:
        """The session for whoever types it in, or takes a slip of paper along."""
        shown, date = self.entry.shown, self.entry.session.date
        said = [date_format(date, "l j F Y"), "", shown.text, ""]
        said += wording.as_list(self.entry.lines)
        if self.entry.bring:
            said += ["", _("Bring: %(what)s") % {"what": ", ".join(self.entry.bring)}]
        return "\n".join(" ".join(row.split(wording.NBSP)) for row in said).replace("\r", "") + "\n"


def disposition(files: SessionFiles, kind: str) -> str:
    """The header that names a download: in ASCII for old programs, in all letters for the others."""
    name = quote(f"{files.stem(plain=False)}.{kind}")
    return f"attachment; filename=\"{files.stem()}.{kind}\"; filename*=UTF-8''{name}"


def as_archive(entries: Sequence[Entry]) -> bytes | None:
    """The running sessions of a week as one ZIP, and a list of what is not in it; ``None`` where nothing is."""
    left_out: list[str] = []
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in entries:
            for name, content in _to_pack(entry, left_out):
                _put(archive, entry, _free(archive, name), content)
        if not archive.namelist():
            return None
        if left_out:
            _put(archive, entries[0], _("left-out") + ".txt", ("\n".join(left_out) + "\n").encode())
    return packed.getvalue()


def _to_pack(entry: Entry, left_out: list[str]) -> list[tuple[str, bytes]]:
    """The files of one session, or a line of ``left_out`` that says why there are none."""
    day = date_format(entry.session.date, "l j F")
    if entry.is_held_back:
        left_out.append(_("%(day)s: your coach still has to settle this session for you.") % {"day": day})
        return []
    if not is_for_a_watch(entry.shown.workout):
        told = {"day": day, "words": " ".join(entry.shown.text.split())}
        left_out.append(_("%(day)s: no running that a watch could follow (%(words)s).") % told)
        return []
    files = SessionFiles(entry)
    try:
        return [(f"{files.stem()}.{kind}", files.content(kind)) for kind in KINDS]
    except TooLong:
        left_out.append(_("%(day)s: more laps than a watch can hold.") % {"day": day})
        return []


def _free(archive: zipfile.ZipFile, name: str) -> str:
    """``name``, or with a number where two sessions of a day begin alike."""
    stem, _dot, kind = name.rpartition(".")
    taken, number = set(archive.namelist()), 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.{kind}"
    return name


def _put(archive: zipfile.ZipFile, entry: Entry, name: str, content: bytes) -> None:
    date = entry.session.date
    info = zipfile.ZipInfo(name, (date.year, date.month, date.day, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)
