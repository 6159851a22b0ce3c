"""Races that athletes train for: one athlete's own, some squads', or the whole club's."""

from __future__ import annotations

import datetime as dt
import hashlib
from typing import TYPE_CHECKING, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from clubs import choices, race_words
from clubs.models.athletes import Athlete, Squad
from clubs.models.club import Club

if TYPE_CHECKING:
    from collections.abc import Iterable

# A race of these priorities is "a race ahead"; one of priority C is trained through.
PEAKED_FOR = ("A", "B")


class RaceQuerySet(models.QuerySet["Race"]):
    """Races, narrowed step by step."""

    def upcoming(self, today: dt.date) -> Self:
        """Those of today and later, the next one first, and last those that have no date yet."""
        return self.filter(Q(date__gte=today) | Q(date=None))

    def past(self, today: dt.date) -> Self:
        """Those that have been run, the latest first."""
        return self.filter(date__lt=today).order_by("-date", "-pk")

    def own_of(self, athlete: Athlete) -> Self:
        """Those of one athlete alone."""
        return self.filter(athlete=athlete)

    def of_the_club(self) -> Self:
        """Those of squads and of the whole club, without those of one athlete."""
        return self.filter(athlete=None)

    def shared_with(self, athlete: Athlete) -> Self:
        """Those that the athlete runs with others: of their squads, and of the whole club."""
        squads = Race.squads.through.objects
        mine = squads.filter(squad__athletes=athlete).values("race")
        named = squads.filter(race=OuterRef("pk"))
        return self.of_the_club().filter(~Exists(named) | Q(pk__in=mine))

    def of_nobody_but(self, squad: Squad) -> Self:
        """Those of ``squad`` and of no other one."""
        others = Race.squads.through.objects.filter(race=OuterRef("pk")).exclude(squad=squad)
        return self.filter(~Exists(others), squads=squad)

    def with_people(self) -> Self:
        """Fetch along whom each race is for."""
        return self.select_related("athlete").prefetch_related("squads")


class Race(models.Model):
    """A race of one athlete (``athlete``), of some squads, or, where neither is named, of the whole club.

    Priority A is the goal of a season and B a test on the way: they are what guidelines mean by a race ahead. C is
    trained through and does not count as one. ``distance_m`` is in metres and may be unknown; ``pack_kg`` is what has
    to be carried, 0 where nothing has to and null where that is unknown. A race whose pack is known may still wait for
    its date.
    """

    # No index of its own: those below start with the club.
    club = models.ForeignKey(Club, models.CASCADE, related_name="races", db_index=False, verbose_name=_("club"))
    athlete = models.ForeignKey(
        Athlete,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="races",
        # The one below finds an athlete's races, and those to delete with them.
        db_index=False,
        verbose_name=_("athlete"),
        help_text=_("Empty for a race of squads or of the whole club."),
    )
    squads = models.ManyToManyField(
        Squad, related_name="races", blank=True, verbose_name=_("squads"), help_text=_("None ticked: the whole club.")
    )
    name = models.CharField(_("name"), max_length=100, blank=True)
    date = models.DateField(
        _("date"), null=True, blank=True, help_text=_("May stay open while only the pack to carry is known.")
    )
    distance_m = models.PositiveIntegerField(
        _("distance, m"),
        null=True,
        blank=True,
        validators=[MinValueValidator(race_words.SHORTEST_M), MaxValueValidator(race_words.LONGEST_M)],
    )
    priority = models.CharField(
        _("priority"),
        max_length=1,
        choices=choices.priorities,
        default="A",
        help_text=_("Guidelines count A and B as a race ahead; C is trained through."),
    )
    pack_kg = models.DecimalField(
        _("compulsory pack, kg"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(40)],
        help_text=_("0 where nothing has to be carried, empty where that is not known."),
    )

    objects = RaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("race")
        verbose_name_plural = _("races")
        ordering = [F("date").asc(nulls_last=True), "pk"]
        indexes = [
            # The club's page of races.
            models.Index(fields=["club", "date"], name="races_by_date"),
            # The races of squads and of the whole club, on every board and in every athlete's week.
            models.Index(fields=["club", "date"], name="shared_races_by_date", condition=Q(athlete=None)),
            # An athlete's own, in the same places.
            models.Index(fields=["athlete", "date"], name="own_races_by_date"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(priority__in=choices.slugs(choices.priorities())), name="race_priority_known"
            ),
            models.CheckConstraint(
                condition=Q(distance_m=None) | Q(distance_m__range=(race_words.SHORTEST_M, race_words.LONGEST_M)),
                name="race_distance_plausible",
            ),
            models.CheckConstraint(condition=Q(pack_kg=None) | Q(pack_kg__range=(0, 40)), name="race_pack_plausible"),
            models.CheckConstraint(
                condition=Q(date__isnull=False) | Q(pack_kg__isnull=False),
                name="race_date_or_pack_known",
                violation_error_message=_("Give the date. It may stay open only where the pack to carry is known."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse an athlete of another club."""
        if self.athlete is not None and self.athlete.club_id != self.club_id:
            raise ValidationError({"athlete": _("Pick an athlete of the race's own club.")})

    @property
    def title(self) -> str:
        """What the race is called, "Race" where nobody gave it a name."""
        return self.name or str(_("Race"))

    @property
    def distance(self) -> str:
        """How long it is, in words; empty where that is unknown."""
        return "" if self.distance_m is None else race_words.distance(self.distance_m, self.club.units)

    @property
    def countdown(self) -> str:
        """How far away it is from the club's today; empty once it has been run, and before it has a date."""
        return "" if self.date is None else race_words.countdown(self.date, self.club.today())

    @property
    def fingerprint(self) -> str:
        """Alike for a race that says the same of the same people: what a form was opened with."""
        said = [getattr(self, name) for name in ("name", "date", "distance_m", "priority", "pack_kg", "athlete_id")]
        squads = sorted(self.squads.values_list("pk", flat=True)) if self.pk else []
        return hashlib.sha256(repr((*map(str, said), squads)).encode()).hexdigest()[:16]

    def save_for(self, squads: Iterable[Squad]) -> None:
        """Save the race for ``squads`` of its club: none of them for one athlete's or the whole club's."""
        squads = list(squads)
        if any(squad.club_id != self.club_id for squad in squads):
            raise ValueError("A race is for squads of its own club alone.")
        if squads and self.athlete_id is not None:
            raise ValueError("A race of one athlete is not for squads besides.")
        self.clean()
        with transaction.atomic():
            self.save()
            self.squads.set(squads)
