"""The file of a run between two pages: chosen, summed up, and not yet said what it belongs to."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Self
from uuid import uuid4

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs.models import Athlete
from plans.models.logs import FURTHEST_M, HIGHEST_M, LONGEST_S, Log, Recording
from plans.recordings.summary import Summary
from plans.recordings.unpacking import unpacked

if TYPE_CHECKING:
    from plans.models.sessions import Session

KEPT_FOR: Final = dt.timedelta(days=1)
LONGEST_NAME: Final = 200


class KeptAlready(Exception):  # noqa: N818 - to bring a file twice is not an error of the program
    """The athlete has this file with a log already, ``log``."""

    def __init__(self, log: Log) -> None:
        super().__init__(f"log {log.pk} has this file")
        self.log = log


class HasFile(Exception):  # noqa: N818 - a state, named as it is told
    """The session's log has another file already."""


class FileBroughtQuerySet(models.QuerySet["FileBrought"]):
    """Files that wait."""

    def left_lying(self) -> Self:
        """Those that nobody came back for in a day."""
        return self.filter(brought_at__lt=timezone.now() - KEPT_FOR)

    @transaction.atomic
    def bring(self, athlete: Athlete, name: str, content: bytes, summary: Summary) -> FileBrought:
        """Let a file wait in place of the athlete's last one; :class:`KeptAlready` where they have it with a log.

        What anybody left lying goes at the same time, where no worker runs that would take it away.
        """
        Athlete.objects.select_for_update().get(pk=athlete.pk)
        # Of what is inside: the same run comes packed from one place and unpacked from another.
        digest = hashlib.sha256(unpacked(content)).hexdigest()
        _refuse_twice(athlete, digest)
        self.filter(athlete=athlete).delete()
        self.left_lying().delete()
        return self.create(
            athlete=athlete,
            name=name[-LONGEST_NAME:],
            content=content,
            digest=digest,
            stored_summary=summary.to_json(),
        )


class FileBrought(models.Model):
    """A file that an athlete chose and has not kept yet, at most one each: it is not sent twice over a slow network."""

    athlete = models.OneToOneField(Athlete, models.CASCADE, related_name="file_brought")
    name = models.CharField(_("file"), max_length=LONGEST_NAME)
    content = models.BinaryField()
    digest = models.CharField(max_length=64, help_text=_("SHA-256 of the content, in hexadecimal."))
    stored_summary = models.JSONField(editable=False)
    # Names the sending that keeps it, see Log.objects.say.
    sending = models.UUIDField(default=uuid4, editable=False)
    brought_at = models.DateTimeField(default=timezone.now)

    objects = FileBroughtQuerySet.as_manager()

    class Meta:
        verbose_name = _("file brought")
        verbose_name_plural = _("files brought")
        indexes = [
            # What was left lying is looked for whenever somebody brings a file.
            models.Index(fields=["brought_at"], name="file_brought_at"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def summary(self) -> Summary:
        """What was read from it."""
        return Summary.from_json(self.stored_summary)

    @property
    def figures(self) -> dict[str, int]:
        """What it says for a log: distance, time and climbing, as far as they are what somebody can have run."""
        summary = self.summary
        return _plausible(
            distance_m=(summary.distance_m, FURTHEST_M),
            duration_s=(summary.time_s, LONGEST_S),
            ascent_m=(summary.ascent_m, HIGHEST_M),
        )

    @transaction.atomic
    def keep(self, said: Mapping[str, Any], *, version: int, session: Session | None) -> Log:
        """Say ``said`` and the figures in the log of ``session``, or of a run that nobody planned; keep the file.

        Nothing is kept, and the file waits on, where this raises: StaleLog, Log.DoesNotExist
        (it was taken back), :class:`HasFile`, :class:`KeptAlready`.
        """
        athlete = Athlete.objects.select_for_update().get(pk=self.athlete_id)
        _refuse_twice(athlete, self.digest)
        log = Log.objects.say(athlete, {**said, **self.figures}, sending=self.sending, version=version, session=session)
        if Recording.objects.filter(log=log).exists():
            raise HasFile
        summary = self.summary
        Recording.objects.create(
            log=log,
            name=self.name,
            kind=summary.kind,
            content=self.content,
            digest=self.digest,
            started_at=summary.started_at,
            mean_heart_rate=summary.mean_heart_rate,
            highest_heart_rate=summary.highest_heart_rate,
            **_plausible(
                distance_m=(summary.distance_m, FURTHEST_M),
                elapsed_s=(summary.elapsed_s, LONGEST_S),
                moving_s=(summary.moving_s, LONGEST_S),
                ascent_m=(summary.ascent_m, HIGHEST_M),
            ),
        )
        self.delete()
        return log


def _refuse_twice(athlete: Athlete, digest: str) -> None:
    kept = Log.objects.filter(athlete=athlete, recording__digest=digest).first()
    if kept is not None:
        raise KeptAlready(kept)


def _plausible(**figures: tuple[int | None, int]) -> dict[str, int]:
    """The figures that are known and no larger than they can be."""
    return {name: value for name, (value, most) in figures.items() if value is not None and 0 <= value <= most}
