"""What athletes let the coaches of a club see of them: said by the athlete alone, and taken back as easily."""

from __future__ import annotations

from typing import Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clubs import choices
from clubs.models.athletes import Athlete
from clubs.models.users import User


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents, narrowed step by step."""

    def standing(self) -> Self:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)

    def withdraw(self) -> int:
        """End those that stand, and return how many."""
        return self.standing().update(withdrawn_at=timezone.now())

    @transaction.atomic
    def settle(self, athlete: Athlete, what: str, by: User, *, shown: bool) -> None:
        """Let coaches see ``what`` of ``athlete`` from now on, or no longer; saying the same again changes nothing."""
        Athlete.objects.select_for_update().get(pk=athlete.pk)
        mine = self.filter(athlete=athlete, what=what)
        if not shown:
            mine.withdraw()
        elif not mine.standing().exists():
            self.create(athlete=athlete, what=what, by=by)


class Consent(models.Model):
    """That an athlete let the coaches of the profile's club see ``what``, since when and until when.

    A consent is never changed but for its end; whoever agrees again leaves another row.
    """

    athlete = models.ForeignKey(Athlete, models.CASCADE, related_name="consents", verbose_name=_("athlete"))
    what = models.CharField(_("what"), max_length=10, choices=choices.consents)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("given by"))
    given_at = models.DateTimeField(_("given"), default=timezone.now, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["given_at", "pk"]
        constraints = [
            # Also finds what stands, beside every athlete whom a coach looks at.
            models.UniqueConstraint(
                fields=["athlete", "what"], condition=Q(withdrawn_at__isnull=True), name="consent_stands_once"
            ),
            models.CheckConstraint(condition=Q(what__in=choices.slugs(choices.consents())), name="consent_what_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_what_display())
