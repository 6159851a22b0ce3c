"""Ways into a club: links that work once, for a while, and until they are revoked."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from typing import TYPE_CHECKING, Final, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs import choices
from clubs.fields import LowerCaseEmailField
from clubs.models.athletes import Athlete, Squad
from clubs.models.club import Club
from clubs.models.users import User

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

LASTS: Final = dt.timedelta(days=14)
TOKEN_BYTES: Final = 32


class NoLongerOpen(Exception):  # noqa: N818 - a state, named as it is told
    """The invitation was used, revoked or ran out in the meantime."""


class NotForYou(Exception):  # noqa: N818
    """The invitation leads to a profile, and the user has another one in this club."""


def roles_to_give(roles: Collection[str]) -> frozenset[str]:
    """Return the roles that a member with ``roles`` may invite others to."""
    if "owner" in roles:
        return frozenset(choices.slugs(choices.roles_by_invitation()))
    return frozenset({"assistant", "athlete"}) if "coach" in roles else frozenset()


def _hash(token: str) -> str:
    """What is stored of a token: enough to know it again, nothing to open a club with."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations, narrowed step by step."""

    def by_token(self, token: str) -> Self:
        """Return the one that ``token`` belongs to."""
        return self.filter(token_hash=_hash(token))

    def pending(self) -> Self:
        """Return those that nobody used and nobody revoked, whether they ran out or not."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self) -> Self:
        """Return those that let somebody in now."""
        return self.pending().filter(expires_at__gt=timezone.now())

    def expired(self) -> Self:
        """Return those that ran out before anybody used them."""
        return self.pending().filter(expires_at__lte=timezone.now())

    def made_beyond(self, user: User, roles: Collection[str]) -> Self:
        """Return those that ``user`` made and could not make with ``roles``."""
        return self.filter(made_by=user).exclude(role__in=roles_to_give(roles))

    def revoke(self, by: User | None) -> int:
        """Close those that are pending, and return how many; ``by`` nobody where a rule closed them."""
        return self.pending().update(revoked_at=timezone.now(), revoked_by=by)

    @transaction.atomic
    def make(
        self,
        club: Club,
        role: str,
        by: User,
        *,
        squads: Iterable[Squad] = (),
        athlete: Athlete | None = None,
        email: str = "",
        lasts: dt.timedelta = LASTS,
    ) -> tuple[Invitation, str]:
        """Return a new invitation and its token, which is known nowhere else from then on.

        ``athlete`` is a profile without an account: whoever accepts takes it over. A profile has one invitation, so an
        earlier one to it is revoked. Raise ValueError for people of another club, and for the plan of one who is
        coached alone: nobody joins that.
        """
        squads = list(squads)
        if {club.pk} != {club.pk, athlete.club_id if athlete else club.pk, *(squad.club_id for squad in squads)}:
            raise ValueError("An invitation leads to squads and profiles of its own club alone.")
        if any(squad.solo_id for squad in squads):
            raise ValueError("Who is coached alone is the only one in that plan.")
        club.one_at_a_time()
        if athlete:
            self.filter(athlete=athlete).revoke(by)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        made_at = timezone.now()
        invitation = self.create(
            club=club,
            role=role,
            athlete=athlete,
            email=email.lower(),
            token_hash=_hash(token),
            made_by=by,
            made_at=made_at,
            expires_at=made_at + lasts,
        )
        invitation.squads.set(squads)
        return invitation, token


class Invitation(models.Model):
    """A link into a club: what its bearer becomes there, until when, and what became of it.

    The token in the link is the secret. Where an email is named, the bearer's account must have it too.
    """

    club = models.ForeignKey(Club, models.CASCADE, related_name="invitations", verbose_name=_("club"))
    role = models.CharField(_("role"), max_length=9, choices=choices.roles_by_invitation)
    squads = models.ManyToManyField(Squad, related_name="+", blank=True, verbose_name=_("squads"))
    athlete = models.ForeignKey(
        Athlete,
        models.CASCADE,
        null=True,
        blank=True,
        # The constraint below finds a profile's invitation.
        db_index=False,
        related_name="invitations",
        verbose_name=_("profile"),
        help_text=_("The profile that whoever accepts takes over, with its history."),
    )
    email = LowerCaseEmailField(_("email"), blank=True)
    token_hash = models.CharField(_("hash of the token"), max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("invited by"))
    made_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("accepted by")
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("revoked by")
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=choices.slugs(choices.roles_by_invitation())), name="invitation_role_known"
            ),
            models.CheckConstraint(
                condition=Q(athlete__isnull=True) | Q(role="athlete"), name="invitation_profile_for_athletes"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True), name="invitation_ends_once"
            ),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True) | Q(accepted_at__isnull=False), name="invitation_accepted_when"
            ),
            models.CheckConstraint(
                condition=Q(revoked_by__isnull=True) | Q(revoked_at__isnull=False), name="invitation_revoked_when"
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="invitation_lasts"),
            # Also marks the invited among the list of athletes.
            models.UniqueConstraint(
                fields=["athlete"],
                condition=Q(athlete__isnull=False, accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_one_per_profile",
            ),
        ]

    def __str__(self) -> str:
        return str(self.athlete or self.email or self.get_role_display())

    @property
    def is_expired(self) -> bool:
        """Whether its time is over."""
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether it lets somebody in now."""
        return not (self.accepted_at or self.revoked_at or self.is_expired)

    def is_meant_for(self, user: User) -> bool:
        """Whether ``user`` has the email that it names, where it names one."""
        return self.email in ("", user.email)

    @transaction.atomic
    def accept(self, user: User) -> None:
        """Let ``user`` in, once: of two who try at the same time the second gets NoLongerOpen.

        Raise NotForYou where it leads to a profile and the user has another one here; it stays open then.
        """
        self.club.one_at_a_time()
        # The update asks once more: the database lets one of two through, whatever each of them read before.
        claimed = Invitation.objects.open().filter(pk=self.pk)
        if not claimed.update(accepted_at=timezone.now(), accepted_by=user):
            raise NoLongerOpen
        if self.athlete_id:
            self._take_over_profile(user)
        self.club.add_member(user, self.role)
        if self.role == "athlete":
            self.club.athletes.get(user=user).squads.add(*self.squads.filter(club=self.club))
        self.refresh_from_db(fields=["accepted_at", "accepted_by"])

    def _take_over_profile(self, user: User) -> None:
        athlete = self.club.athletes.get(invitations=self)
        if athlete.user_id not in (None, user.pk):
            raise NoLongerOpen
        if self.club.athletes.filter(user=user).exclude(pk=athlete.pk).exists():
            raise NotForYou
        if athlete.parted_from_id not in (None, user.pk):
            # It holds what somebody else logged, who may come back to it: a newcomer gets a profile of their own.
            return
        athlete.user, athlete.parted_from = user, None
        athlete.save(update_fields=["user", "parted_from"])

    def resend(self, by: User) -> tuple[Invitation, str]:
        """Revoke this one and return another for as long, with its token; NoLongerOpen where it was used or revoked."""
        lasts = self.expires_at - self.made_at
        with transaction.atomic():
            self.club.one_at_a_time()
            if not Invitation.objects.filter(pk=self.pk).revoke(by):
                raise NoLongerOpen
            return Invitation.objects.make(
                self.club, self.role, by, squads=self.squads.all(), athlete=self.athlete, email=self.email, lasts=lasts
            )
