"""Whom a club plans for: athletes, and the squads that get the same week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clubs import choices
from clubs.fields import WordsField
from clubs.models.club import Club, Membership
from clubs.models.users import User
from clubs.pace_words import FASTEST_PACE_S, LONGEST_RACE_S, SHORTEST_RACE_S, SLOWEST_PACE_S

if TYPE_CHECKING:
    from collections.abc import Iterable


class SquadQuerySet(models.QuerySet["Squad"]):
    """Squads, narrowed step by step."""

    def with_sizes(self) -> Self:
        """Add ``size``: how many athletes each squad has."""
        return self.annotate(size=models.Count("athletes"))

    def shared(self) -> Self:
        """The squads of several athletes: those that somebody named and chose athletes for."""
        return self.filter(solo__isnull=True)

    def going_on(self) -> Self:
        """Those that are planned for; coaching an athlete alone may have ended."""
        return self.filter(ended_on__isnull=True)


class Squad(models.Model):
    """A group of athletes who get the same week; with ``solo`` the week of one athlete who is coached alone.

    That one carries the athlete's name, holds nobody else, and goes on until ``ended_on``; its weeks stay.
    """

    # No index of its own: the one below starts with the club.
    club = models.ForeignKey(Club, models.CASCADE, related_name="squads", db_index=False, verbose_name=_("club"))
    name = models.CharField(_("name"), max_length=100)
    solo = models.OneToOneField(
        "clubs.Athlete", models.CASCADE, null=True, blank=True, editable=False, related_name="plan_alone"
    )
    ended_on = models.DateField(_("coached alone until"), null=True, blank=True, editable=False)

    objects = SquadQuerySet.as_manager()

    class Meta:
        verbose_name = _("squad")
        verbose_name_plural = _("squads")
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["club", "name"],
                # Two athletes may have the same name, and both be coached alone.
                condition=Q(solo__isnull=True),
                name="squad_name_once_per_club",
                violation_error_message=_("The club has a squad of this name already."),
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(solo__isnull=False), name="only_coaching_alone_ends"
            ),
        ]
        indexes = [
            # Lists a club's squads in order.
            models.Index(fields=["club", "name"], name="squad_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @transaction.atomic
    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Delete the squad and the races that it alone trained for, which would else be the whole club's."""
        self.races.of_nobody_but(self).delete()
        return super().delete(*args, **options)

    def set_athletes(self, athletes: Iterable[Athlete]) -> None:
        """Make ``athletes`` the whole squad; they must be of the squad's club, and who is coached alone stays alone."""
        athletes = list(athletes)
        if self.solo_id is not None and [athlete.pk for athlete in athletes] != [self.solo_id]:
            raise ValueError("Who is coached alone is the only one in that plan.")
        if any(athlete.club_id != self.club_id for athlete in athletes):
            raise ValueError("A squad holds athletes of its own club alone.")
        self.athletes.set(athletes)


class AthleteQuerySet(models.QuerySet["Athlete"]):
    """Athletes, narrowed step by step."""

    def with_squads(self) -> Self:
        """Fetch each athlete's squads along, in order of name."""
        return self.prefetch_related("squads")

    def running_as(self, user: User) -> Self:
        """The profiles with which ``user`` runs, each with its club, in order of the clubs' names."""
        mine = self.filter(user=user, club__memberships__user=user, club__memberships__role="athlete")
        return mine.select_related("club").order_by("club__name", "pk")

    def with_invitations(self) -> Self:
        """Add ``is_invited``: whether somebody is invited to take the profile over, and has not answered."""
        # Invitations stand on athletes, so the other way round is looked up when it is asked for.
        from clubs.models.invitations import Invitation

        pending = Invitation.objects.pending().filter(athlete=models.OuterRef("pk"))
        return self.annotate(is_invited=models.Exists(pending))

    def with_consents(self) -> Self:
        """Fetch along what each athlete lets coaches see, for :attr:`Athlete.shows`."""
        # Consents stand on athletes, too.
        from clubs.models.consents import Consent

        given = Consent.objects.standing().filter(athlete=models.OuterRef("pk"))
        return self.annotate(
            **{f"shows_{what}": models.Exists(given.filter(what=what)) for what in choices.slugs(choices.consents())}
        )

    def of(self, user: User) -> Self:
        """The profiles of ``user``, and those that the account left in clubs where it is no member any more."""
        return self.filter(Q(user=user) | Q(user=None, parted_from=user))


class Athlete(models.Model):
    """Someone the club plans for, with or without an account, and the facts that guidelines ask about.

    A blank or null fact is unknown, except where its help says what an empty one means. Masses are in kilograms.
    """

    # What nobody may see any more once its athlete has no account here.
    LEFT_WITH_THE_ACCOUNT: ClassVar = ("body_mass_kg", "injuries", "past_bone_stress_injury")

    # No index of its own: the one below starts with the club.
    club = models.ForeignKey(Club, models.CASCADE, related_name="athletes", db_index=False, verbose_name=_("club"))
    user = models.ForeignKey(
        User,
        # What was planned outlives the account.
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="athletes",
        verbose_name=_("user"),
        help_text=_("Empty while the athlete has no account."),
    )
    # Whoever leaves a club leaves a profile behind; export and deletion of the account still find it.
    parted_from = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, editable=False, related_name="+", verbose_name=_("account before")
    )
    name = models.CharField(_("name"), max_length=100)
    squads = models.ManyToManyField(Squad, related_name="athletes", blank=True, verbose_name=_("squads"))

    goal = models.CharField(_("training for"), max_length=20, choices=choices.goals, blank=True)
    level = models.CharField(_("level"), max_length=20, choices=choices.levels, blank=True)
    strength_base = models.CharField(_("strength training"), max_length=20, choices=choices.strength_bases, blank=True)
    age_group = models.CharField(_("age"), max_length=20, choices=choices.age_groups, blank=True)
    body_mass_kg = models.DecimalField(
        _("body mass, kg"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(30), MaxValueValidator(200)],
    )
    injuries = WordsField(
        words=choices.injuries, verbose_name=_("injuries now"), help_text=_("None ticked means none.")
    )
    past_bone_stress_injury = models.BooleanField(_("past bone stress injury"), null=True, blank=True)
    no_added_load = models.BooleanField(
        _("no added load"), default=False, help_text=_("No reason is asked for, and none is kept.")
    )
    heavy_legs_since = models.DateField(
        _("legs have felt heavy since"), null=True, blank=True, help_text=_("Leave it empty when they feel fine.")
    )
    equipment = WordsField(words=choices.equipment, verbose_name=_("equipment"))
    terrain = WordsField(words=choices.terrain, verbose_name=_("terrain"))

    # How fast: one of both is enough, see plans/paces.py. A tenth of a second keeps a pace a mile what was typed.
    threshold_pace_s_per_km = models.DecimalField(
        _("threshold pace, s/km"), max_digits=5, decimal_places=1, null=True, blank=True
    )
    recent_race_distance_m = models.PositiveIntegerField(_("distance of a recent race, m"), null=True, blank=True)
    recent_race_time_s = models.PositiveIntegerField(_("time of a recent race, s"), null=True, blank=True)
    recent_race_on = models.DateField(_("day of a recent race"), null=True, blank=True)

    objects = AthleteQuerySet.as_manager()

    # What guidelines ask of everybody, whatever the session.
    FACTS_OF_A_COMPLETE_PROFILE = ("goal", "level", "strength_base", "age_group", "past_bone_stress_injury")

    class Meta:
        verbose_name = _("athlete")
        verbose_name_plural = _("athletes")
        ordering = ["name", "pk"]
        indexes = [
            # The coach's list of athletes.
            models.Index(fields=["club", "name"], name="athlete_by_name"),
        ]
        constraints = [
            # Finds the signed-in athlete's profile, in access.py.
            models.UniqueConstraint(
                fields=["club", "user"],
                condition=Q(user__isnull=False),
                name="athlete_once_per_user",
                violation_error_message=_("This user has a profile in this club already."),
            ),
            *(
                models.CheckConstraint(condition=Q(**{f"{fact}__in": ["", *words]}), name=f"athlete_{fact}_known")
                for fact, words in (
                    ("goal", choices.slugs(choices.goals())),
                    ("level", choices.slugs(choices.levels())),
                    ("strength_base", choices.slugs(choices.strength_bases())),
                    ("age_group", choices.slugs(choices.age_groups())),
                )
            ),
            models.CheckConstraint(
                condition=Q(body_mass_kg__isnull=True) | Q(body_mass_kg__range=(30, 200)),
                name="athlete_body_mass_plausible",
            ),
            models.CheckConstraint(
                condition=Q(threshold_pace_s_per_km__isnull=True)
                | Q(threshold_pace_s_per_km__range=(FASTEST_PACE_S, SLOWEST_PACE_S)),
                name="athlete_threshold_pace_plausible",
            ),
            models.CheckConstraint(
                condition=Q(
                    recent_race_distance_m__isnull=True, recent_race_time_s__isnull=True, recent_race_on__isnull=True
                )
                | Q(
                    recent_race_distance_m__gt=0,
                    recent_race_time_s__range=(SHORTEST_RACE_S, LONGEST_RACE_S),
                    recent_race_on__isnull=False,
                ),
                name="athlete_recent_race_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        """Save, and let the plan of an athlete who is coached alone go by the name that the athlete has now."""
        is_new = self._state.adding
        super().save(*args, **options)
        if not is_new:
            Squad.objects.filter(solo=self).exclude(name=self.name).update(name=self.name)

    @transaction.atomic
    def plan_on_their_own(self) -> Squad:
        """Coach this athlete alone, or again: a squad of one under the athlete's name, beside any other squads."""
        squad, _made = Squad.objects.update_or_create(
            solo=self, defaults={"club": self.club, "name": self.name, "ended_on": None}
        )
        squad.set_athletes([self])
        return squad

    def end_plan_alone(self) -> None:
        """Stop coaching this athlete alone: weeks up to this one stay as they are, later ones are not shown to them."""
        Squad.objects.filter(solo=self, ended_on__isnull=True).update(ended_on=self.club.today())

    @property
    def missing_facts(self) -> dict[str, str]:
        """The facts that guidelines ask of everybody and that are still unknown here: their columns and labels."""
        return {
            field.name: str(field.verbose_name)
            for field in self._meta.fields
            if field.name in self.FACTS_OF_A_COMPLETE_PROFILE and getattr(self, field.name) in ("", None)
        }

    @property
    def shows(self) -> frozenset[str]:
        """What the athlete lets coaches see, out of :func:`clubs.choices.consents`.

        Who has no account was described by coaches, and they see what they wrote. One query, unless the athlete was
        fetched by :meth:`AthleteQuerySet.with_consents`.
        """
        every = choices.slugs(choices.consents())
        if self.user_id is None:
            return frozenset(every)
        if not hasattr(self, f"shows_{every[0]}"):
            return frozenset(self.consents.standing().values_list("what", flat=True))
        return frozenset(what for what in every if getattr(self, f"shows_{what}"))

    def ensure_membership(self) -> None:
        """Give the athlete's user, when there is one, the role that opens the athlete's pages."""
        if self.user is not None:
            Membership.objects.get_or_create(club=self.club, user=self.user, role="athlete")

    def release(self, *, leaves_squads: bool) -> None:
        """Part the profile from its account; the club keeps it and what was planned, and may invite somebody to it.

        What coaches saw with the athlete's consent alone, or not at all, does not stay: nobody is left to ask.
        """
        self.consents.withdraw()
        self.user, self.parted_from = None, self.user
        self.body_mass_kg, self.injuries, self.past_bone_stress_injury = None, [], None
        self.save(update_fields=["user", "parted_from", *self.LEFT_WITH_THE_ACCOUNT])
        if leaves_squads:
            self.squads.clear()
