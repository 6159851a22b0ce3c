"""Users, clubs, memberships, squads and athletes."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from clubs import choices
from clubs.fields import LowerCaseEmailField, WordsField

if TYPE_CHECKING:
    from collections.abc import Iterable


def validate_timezone(name: str) -> None:
    """Refuse a name that the time zone database does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("%(name)s is not a time zone. Write it as in Europe/Berlin."), params={"name": name})


def validate_slugs(value: Any) -> None:
    """Refuse anything but a list of short names without repetition."""
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ValidationError(_('Write a list of short names, as in ["founding", "safety"].'))
    if len(set(value)) != len(value):
        raise ValidationError(_("Name each one once."))


def default_packs() -> list[str]:
    """The guideline packs a new club listens to."""
    return ["founding", "safety"]


class UserManager(BaseUserManager["User"]):
    """Makes users known by their email address."""

    def create_user(self, email: str, password: str | None = None, name: str = "", **fields: Any) -> User:
        """Make a user; without a password they cannot sign in."""
        if not email:
            raise ValueError("A user needs an email address.")
        user = self.model(email=email.strip().lower(), name=name, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, name: str = "", **fields: Any) -> User:
        """Make a user who may do everything in the admin."""
        return self.create_user(email, password, name, **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who can sign in, with an email address in any mixture of cases."""

    email = LowerCaseEmailField(_("email"), unique=True, error_messages={"unique": _("This email is taken.")})
    name = models.CharField(_("name"), max_length=100, blank=True)
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may use the admin"), default=False)
    created = models.DateTimeField(_("created"), default=now, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [
            # Together with the unique index: no two addresses differ only in case.
            models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return what others call this user."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the first word of the name, or the address."""
        return str(self).split(" ", 1)[0]


class ClubQuerySet(models.QuerySet["Club"]):
    """Clubs, narrowed step by step."""

    def for_user(self, user: User) -> Self:
        """Return the clubs in which ``user`` has at least one role."""
        return self.filter(pk__in=Membership.objects.filter(user=user).values("club"))


class Club(models.Model):
    """A running club, how it writes its sessions, and which guidelines it listens to."""

    slug = models.SlugField(_("short name"), unique=True, help_text=_("Part of every address of this club."))
    name = models.CharField(_("name"), max_length=100)
    timezone = models.CharField(
        _("time zone"),
        max_length=64,
        default="UTC",
        validators=[validate_timezone],
        help_text=_("Decides what today is."),
    )
    units = models.CharField(_("distances in"), max_length=2, choices=choices.units, default="km")
    bare_m = models.CharField(
        _("a bare “m” below 50"),
        max_length=7,
        choices=choices.bare_m_meanings,
        default="ask",
        help_text=_("What “5 m” means when coaches write it. From 50 up it is always metres."),
    )
    policy = models.CharField(
        _("when the panel is split"),
        max_length=6,
        choices=choices.policies,
        default="panel",
        help_text=_("Some sources object, and another allows it for this purpose."),
    )
    packs = models.JSONField(_("guideline packs"), default=default_packs, blank=True, validators=[validate_slugs])
    equipment = WordsField(words=choices.equipment, verbose_name=_("equipment"))
    terrain = WordsField(words=choices.terrain, verbose_name=_("terrain"))
    created = models.DateTimeField(_("created"), default=now, editable=False)

    objects = ClubQuerySet.as_manager()

    class Meta:
        verbose_name = _("club")
        verbose_name_plural = _("clubs")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(units__in=choices.slugs(choices.units())), name="club_units_known"),
            models.CheckConstraint(
                condition=Q(bare_m__in=choices.slugs(choices.bare_m_meanings())), name="club_bare_m_known"
            ),
            models.CheckConstraint(condition=Q(policy__in=choices.slugs(choices.policies())), name="club_policy_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_strict(self) -> bool:
        """Whether a split panel counts as an objection."""
        return self.policy == "strict"

    def today(self) -> datetime.date:
        """Return the date it is now where the club runs."""
        return localdate(timezone=zoneinfo.ZoneInfo(self.timezone))

    @transaction.atomic
    def add_member(self, user: User, role: str) -> Membership:
        """Give ``user`` the role (again without effect); an athlete gets a profile too."""
        membership, _created = self.memberships.get_or_create(user=user, role=role)
        membership.ensure_profile()
        return membership

    @transaction.atomic
    def add_athlete(self, name: str, *, user: User | None = None, **facts: Any) -> Athlete:
        """Make an athlete's profile, and the membership when there is a ``user`` to sign in with."""
        athlete = self.athletes.create(name=name, user=user, **facts)
        athlete.ensure_membership()
        return athlete


class Membership(models.Model):
    """One role of a user in a club; who owns and coaches has two."""

    # No index of its own: the unique constraint below starts with the user.
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", db_index=False, verbose_name=_("user"))
    club = models.ForeignKey(Club, models.CASCADE, related_name="memberships", verbose_name=_("club"))
    role = models.CharField(_("role"), max_length=7, choices=choices.roles)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["club", "user", "role"]
        constraints = [
            # Read on every page of a club, by the door in access.py.
            models.UniqueConstraint(
                fields=["user", "club", "role"],
                name="membership_once_per_role",
                violation_error_message=_("This user already has this role here."),
            ),
            models.CheckConstraint(condition=Q(role__in=choices.slugs(choices.roles())), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return _("%(user)s, %(role)s") % {"user": self.user, "role": self.get_role_display()}

    def ensure_profile(self) -> None:
        """Make the profile that an athlete's pages need, when there is none yet."""
        if self.role == "athlete":
            Athlete.objects.get_or_create(club=self.club, user=self.user, defaults={"name": str(self.user)})


class SquadQuerySet(models.QuerySet["Squad"]):
    """Squads, narrowed step by step."""

    def with_sizes(self) -> Self:
        """Add ``size``: how many athletes each squad has."""
        return self.annotate(size=models.Count("athletes"))


class Squad(models.Model):
    """A group of athletes who get the same week."""

    # No index of its own: the unique constraint below starts with the club.
    club = models.ForeignKey(Club, models.CASCADE, related_name="squads", db_index=False, verbose_name=_("club"))
    name = models.CharField(_("name"), max_length=100)

    objects = SquadQuerySet.as_manager()

    class Meta:
        verbose_name = _("squad")
        verbose_name_plural = _("squads")
        ordering = ["name", "pk"]
        constraints = [
            # Lists a club's squads in order, too.
            models.UniqueConstraint(
                fields=["club", "name"],
                name="squad_name_once_per_club",
                violation_error_message=_("The club has a squad of this name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def set_athletes(self, athletes: Iterable[Athlete]) -> None:
        """Make ``athletes`` the whole squad; they must be of the squad's club."""
        athletes = list(athletes)
        if any(athlete.club_id != self.club_id for athlete in athletes):
            raise ValueError("A squad holds athletes of its own club alone.")
        self.athletes.set(athletes)


class AthleteQuerySet(models.QuerySet["Athlete"]):
    """Athletes, narrowed step by step."""

    def with_squads(self) -> Self:
        """Fetch each athlete's squads along, in order of name."""
        return self.prefetch_related("squads")


class Athlete(models.Model):
    """Someone the club plans for, with or without an account, and the facts that guidelines ask about.

    A blank or null fact is unknown, except where its help says what an empty one means. Masses are in kilograms.
    """

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
    name = models.CharField(_("name"), max_length=100)
    squads = models.ManyToManyField(Squad, related_name="athletes", blank=True, verbose_name=_("squads"))

    goal = models.CharField(_("training for"), max_length=20, choices=choices.goals, blank=True)
    level = models.CharField(_("level"), max_length=20, choices=choices.levels, blank=True)
    strength_base = models.CharField(_("strength training"), max_length=20, choices=choices.strength_bases, blank=True)
    age_group = models.CharField(_("age"), max_length=20, choices=choices.age_groups, blank=True)
    next_race_on = models.DateField(
        _("next race"), null=True, blank=True, help_text=_("Leave it empty when no race is ahead.")
    )
    race_pack_kg = models.DecimalField(
        _("race pack, kg"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(40)],
    )
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
                condition=Q(race_pack_kg__isnull=True) | Q(race_pack_kg__range=(0, 40)),
                name="athlete_race_pack_plausible",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def race_ahead(self, today: datetime.date) -> datetime.date | None:
        """Return the day of the next race; a race that has been run is no longer ahead."""
        return self.next_race_on if self.next_race_on and self.next_race_on >= today else None

    @property
    def missing_facts(self) -> list[str]:
        """The labels of the facts that guidelines ask of everybody and that are still unknown here."""
        return [
            str(field.verbose_name)
            for field in self._meta.fields
            if field.name in self.FACTS_OF_A_COMPLETE_PROFILE and getattr(self, field.name) in ("", None)
        ]

    def ensure_membership(self) -> None:
        """Give the athlete's user, when there is one, the role that opens the athlete's pages."""
        if self.user is not None:
            Membership.objects.get_or_create(club=self.club, user=self.user, role="athlete")
