"""What became of a week after its athletes could read it, as one of them is told: the outcome, not each step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clubs.models import Athlete, Club
from plans.days import monday_of
from plans.models import Change, Week
from plans.models.changes import PUBLICATION, State
from plans.trail import name_of


class Told(NamedTuple):
    """One outcome: the sentence, and who did it when."""

    what: str
    who: str
    when: str


@dataclass(frozen=True)
class _Outcome:
    """All that happened to a session, or to the note: what stood there at first, what stands there now."""

    week: Week
    first: State
    last: Change
    # The day to which it went in another week.
    went_to: dt.date | None = None

    def sentence(self, *, tells_before: bool, is_ahead: bool) -> str:
        """What is other than it was; nothing where it came back to what it was, or was never there.

        ``is_ahead``: whether the week to which it went is published.
        """
        before, after = self.first, self.last.after
        if "note" in after:
            return _("The note for the week is another one.") if before["note"] != after["note"] else ""
        told = {
            "before": before["text"],
            "after": after["text"],
            "from": date_format(self.week.date_of(before["day"]), "l"),
            "day": date_format(self.week.date_of(after["day"]), "l"),
        }
        if before["deleted"]:
            return "" if after["deleted"] else _("%(day)s has a new session: %(after)s") % told
        if self.went_to is not None and is_ahead:
            told["to"] = date_format(self.went_to, _("l j F"))
            return (
                _("%(from)s’s session moved to %(to)s: %(before)s") % told
                if tells_before
                else _("%(from)s’s session moved to %(to)s.") % told
            )
        if after["deleted"]:
            return (
                _("%(from)s’s session is off: %(before)s") % told
                if tells_before
                else _("%(from)s’s session is off.") % told
            )
        if before["day"] != after["day"]:
            return _("%(from)s’s session moved to %(day)s: %(after)s") % told
        if before["text"] == after["text"]:
            return ""
        if not tells_before:
            return _("%(day)s’s session is another one: %(after)s") % told
        return _("%(day)s’s session: “%(before)s” became “%(after)s”") % told


def outcomes(
    club: Club, weeks: Sequence[Week], athlete: Athlete, is_told: Callable[[Week, State], bool]
) -> tuple[Told, ...]:
    """What changed for ``athlete`` in ``weeks`` since each was published; one query where anything did, else none.

    Another one looks at the weeks to which sessions went.
    ``is_told`` says whether the athlete may read a session's words as they stood. Of what others do in place of the
    squad's session nothing is told, nor of the squad's own words where the athlete does something else.
    """
    changed = {week.pk: week for week in weeks if week.changed_since_publication}
    if not changed:
        return ()
    changes = Change.objects.filter(week__in=changed, number__gt=F("week__published_revision"))
    found: dict[tuple[int, int | None], _Outcome] = {}
    own: dict[int | None, tuple[State, Change]] = {}
    for change in changes.exclude(kind__in=PUBLICATION).select_related("by").order_by("week", "number"):
        if "block" in change.after:
            continue
        if change.is_of_exception:
            if change.after.get("athlete") == athlete.pk and is_told(changed[change.week_id], change.after):
                own.setdefault(change.session_id, (change.before, change))
                own[change.session_id] = own[change.session_id][0], change
            continue
        key = (change.week_id, change.session_id)
        went_to = _day_elsewhere(change.after)
        # What came from another week is new here, and what went to another is off.
        change.before, change.after = _here(change.before), _here(change.after)
        first = found[key].first if key in found else change.before
        found[key] = _Outcome(changed[change.week_id], first, change, went_to)
    gone = {one.last.session_id for one in found.values() if one.last.after.get("deleted")}
    told = [
        _of_own(change, changed[change.week_id], club)
        for key, (first, change) in own.items()
        # What was taken back before anybody did it is no news.
        if key not in gone and not (first["deleted"] and change.after["deleted"])
    ]
    published = _published_ahead(found.values())
    for one in sorted(found.values(), key=lambda outcome: (outcome.last.at, outcome.last.number)):
        if "text" in one.last.after and not one.last.after["deleted"] and not is_told(one.week, one.last.after):
            continue
        is_own = one.last.session_id in own
        tells_before = "text" in one.first and not one.first["deleted"] and is_told(one.week, one.first) and not is_own
        is_ahead = one.went_to is not None and (one.week.squad_id, monday_of(one.went_to)) in published
        what = one.sentence(tells_before=tells_before, is_ahead=is_ahead)
        if what and (not is_own or one.last.session_id in gone):
            told.append(_told(what, one.last, club))
    return tuple(told)


def _published_ahead(found: Iterable[_Outcome]) -> set[tuple[int, dt.date]]:
    """Squad and Monday of the published weeks to which anything went; one query where anything did."""
    places = {(one.week.squad_id, monday_of(one.went_to)) for one in found if one.went_to is not None}
    if not places:
        return set()
    squads, mondays = zip(*places, strict=True)
    weeks = Week.objects.published().filter(squad__in=squads, monday__in=mondays)
    return set(weeks.values_list("squad", "monday"))


def _day_elsewhere(state: State) -> dt.date | None:
    """The day of a session that is in another week."""
    if "monday" not in state or state["deleted"]:
        return None
    return dt.date.fromisoformat(state["monday"]) + dt.timedelta(days=state["day"])


def _here(state: State) -> State:
    return {**state, "deleted": True} if "monday" in state else state


def _of_own(change: Change, week: Week, club: Club) -> Told:
    """What the athlete does now in place of the squad's session, or no longer."""
    said = {"day": date_format(week.date_of(change.after["day"]), "l"), "after": change.after["text"]}
    if change.after["deleted"]:
        return _told(_("%(day)s: you do the squad’s session again.") % said, change, club)
    return _told(_("%(day)s: you have a session of your own now: %(after)s") % said, change, club)


def _told(what: str, change: Change, club: Club) -> Told:
    at = change.at.astimezone(club.zone)
    return Told(what, name_of(change.by), date_format(at, "D H:i"))
