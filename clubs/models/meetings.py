"""When and where a squad meets: the same every week, until somebody changes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clubs.models.athletes import Squad

DAYS_A_WEEK = 7


class Meeting(NamedTuple):
    """A time of the club's clock and a place; either may be left open."""

    time: dt.time | None
    place: str


class SquadMeetingQuerySet(models.QuerySet["SquadMeeting"]):
    """Meetings, narrowed step by step."""

    def of_squads(self, squads: Iterable[int]) -> Self:
        """The meetings of the squads with these keys."""
        return self.filter(squad__in=squads)

    def by_day(self) -> dict[tuple[int, int], Meeting]:
        """Each by its squad's key and its weekday."""
        return {(one.squad_id, one.weekday): one.meeting for one in self}

    @transaction.atomic
    def settle(self, squad: Squad, meetings: Mapping[int, Meeting]) -> None:
        """Let ``squad`` meet as in ``meetings``, by weekday, and on no other day."""
        # Two planners who save at once are taken in turn.
        Squad.objects.select_for_update().get(pk=squad.pk)
        self.filter(squad=squad).delete()
        SquadMeeting.objects.bulk_create(
            [SquadMeeting(squad=squad, weekday=day, time=one.time, place=one.place) for day, one in meetings.items()]
        )


class SquadMeeting(models.Model):
    """When and where a squad meets on one day of the week; ``weekday`` 0 is Monday."""

    squad = models.ForeignKey(Squad, models.CASCADE, related_name="meetings", db_index=False, verbose_name=_("squad"))
    weekday = models.PositiveSmallIntegerField(_("day"))
    time = models.TimeField(_("time"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)

    objects = SquadMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["squad", "weekday"]
        constraints = [
            # Finds a squad's meetings too: the board and the athlete's week show them.
            models.UniqueConstraint(fields=["squad", "weekday"], name="meeting_once_per_day"),
            models.CheckConstraint(condition=Q(weekday__lt=DAYS_A_WEEK), name="meeting_on_a_day_of_the_week"),
            models.CheckConstraint(condition=Q(time__isnull=False) | ~Q(place=""), name="meeting_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.squad} {self.weekday}"

    @property
    def meeting(self) -> Meeting:
        """When and where."""
        return Meeting(self.time, self.place)
