"""Clubs, and the roles of users in them."""

from __future__ import annotations

import datetime
import zoneinfo
from itertools import chain, count
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from clubs import choices
from clubs.fields import WordsField
from clubs.models.users import User

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from clubs.models.athletes import Athlete, Squad


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


class LastOwner(Exception):  # noqa: N818 - a state, named as it is told
    """The only owner would be gone, and a club never has no owner."""


class ClubQuerySet(models.QuerySet["Club"]):
    """Clubs, narrowed step by step."""

    def for_user(self, user: User) -> Self:
        """Return the clubs in which ``user`` has at least one role."""
        return self.filter(pk__in=Membership.objects.filter(user=user).values("club"))

    def owned_by_nobody_but(self, *users: User) -> Self:
        """Return the clubs that would have no owner without ``users``."""
        others = Membership.objects.filter(role="owner").exclude(user__in=users).values("club")
        return self.filter(memberships__user__in=users, memberships__role="owner").exclude(pk__in=others).distinct()

    def free_slug(self, name: str) -> str:
        """Return a short name that no club has, as near to ``name`` as Latin letters allow: "ridgeway-2"."""
        wanted = slugify(name)[:40].strip("-") or "club"
        taken = set(self.filter(slug__startswith=wanted).values_list("slug", flat=True))
        return next(
            slug for slug in chain([wanted], (f"{wanted}-{number}" for number in count(2))) if slug not in taken
        )

    @transaction.atomic
    def found(self, founder: User, *, coaches: bool, **settings: Any) -> Club:
        """Make a club that ``founder`` owns, and coaches where they say so."""
        club = self.create(**settings)
        for role in ("owner", "coach") if coaches else ("owner",):
            club.add_member(founder, role)
        return club


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

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The time zone in which the club runs."""
        return zoneinfo.ZoneInfo(self.timezone)

    def today(self) -> datetime.date:
        """Return the date it is now where the club runs."""
        return localdate(timezone=self.zone)

    @transaction.atomic
    def add_member(self, user: User, role: str) -> Membership:
        """Give ``user`` the role (again without effect); an athlete gets a profile too."""
        membership, _created = self.memberships.get_or_create(user=user, role=role)
        membership.ensure_profile()
        return membership

    @transaction.atomic
    def add_athletes(self, names: Iterable[str], squads: Iterable[Squad] = ()) -> list[Athlete]:
        """Make profiles without an account, and put them into ``squads`` of this club; see ``Squad.set_athletes``."""
        squads = list(squads)
        if any(squad.solo_id for squad in squads):
            raise ValueError("Who is coached alone is the only one in that plan.")
        athletes = self.athletes.bulk_create([self.athletes.model(club=self, name=name) for name in names])
        for squad in squads:
            squad.athletes.add(*athletes)
        return athletes

    def roles_of(self, user: User) -> set[str]:
        """Return the roles that ``user`` holds here; none for a stranger."""
        return set(self.memberships.filter(user=user).values_list("role", flat=True))

    @transaction.atomic
    def set_roles(self, user: User, roles: Collection[str], *, leaves_squads: bool = True) -> None:
        """Make ``roles`` all that a member is here; without any, they are no member any more.

        Whoever no longer runs here leaves a profile without an account behind, with all that was planned; with
        ``leaves_squads`` it is taken out of its squads. Invitations that the member could not make now are revoked.
        Raise LastOwner where nobody else owns the club, and Membership.DoesNotExist for a stranger.
        """
        self.one_at_a_time()
        held = self.roles_of(user)
        if not held:
            raise Membership.DoesNotExist
        gone = held.difference(roles)
        if "owner" in gone and not self.memberships.filter(role="owner").exclude(user=user).exists():
            raise LastOwner
        self.memberships.filter(user=user, role__in=gone).delete()
        for role in set(roles) - held:
            self.add_member(user, role)
        self.settle_loss(user, gone, leaves_squads=leaves_squads)

    def settle_loss(self, user: User, gone: Collection[str], *, leaves_squads: bool = True) -> None:
        """See to what follows from roles that are ``gone`` from ``user``; see ``set_roles``."""
        if "athlete" in gone:
            for athlete in self.athletes.filter(user=user):
                athlete.release(leaves_squads=leaves_squads)
        self.invitations.pending().made_beyond(user, self.roles_of(user)).revoke(None)

    def remove(self, user: User, *, leaves_squads: bool = True) -> None:
        """Take every role from ``user``; see ``set_roles``."""
        self.set_roles(user, (), leaves_squads=leaves_squads)

    @transaction.atomic
    def hand_over(self, giver: User, taker: User, *, stays: bool) -> None:
        """Make ``taker`` an owner; ``giver`` stays one too, or becomes a coach.

        Raise Membership.DoesNotExist where ``giver`` owns nothing here or ``taker`` is no member.
        """
        self.one_at_a_time()
        if "owner" not in self.roles_of(giver) or not self.roles_of(taker):
            raise Membership.DoesNotExist
        self.add_member(taker, "owner")
        if not stays and giver != taker:
            self.set_roles(giver, (self.roles_of(giver) - {"owner"}) | {"coach"})

    def one_at_a_time(self) -> None:
        """Hold the club's people until the transaction ends: two owners who leave at once would leave nobody.

        Whoever changes roles or invitations comes here first, so that nobody waits for somebody who waits for them.
        """
        Club.objects.select_for_update(no_key=True).get(pk=self.pk)

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
    role = models.CharField(_("role"), max_length=9, choices=choices.roles)

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
            self.club.athletes.get_or_create(user=self.user, defaults={"name": str(self.user)})
