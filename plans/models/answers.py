"""What coaches did about the advice: swaps, and decisions to keep."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from advice.engine import VERDICT_ORDER
from plans.line_ends import LONGEST_TEXT
from plans.models.readings import stored
from workouts.workout import Workout


class Swap(models.Model):
    """A loaded step that was replaced by a drill: what stood there, what stands there now, who and why."""

    session = models.ForeignKey("plans.Session", on_delete=models.CASCADE, related_name="swaps")
    drill = models.CharField(_("drill"), max_length=40)
    drill_name = models.CharField(_("drill"), max_length=120)
    before = models.TextField(_("before"))
    reading_before = models.TextField(editable=False)
    after = models.TextField(_("after"))
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    # The column that says since when it stands no more.
    ENDED = "undone_at"

    class Meta:
        verbose_name = _("swap")
        verbose_name_plural = _("swaps")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.before[:40]} → {self.after[:40]}"

    @property
    def workout_before(self) -> Workout:
        """What was read from the words that the swap replaced."""
        return stored(self.reading_before)[0]

    @property
    def load_before(self) -> str | None:
        """The implement that the swap took away."""
        return next((step.load.implement for step, _rounds in self.workout_before.flat() if step.load), None)


class Decision(models.Model):
    """A coach keeps a flagged session on purpose; it holds for the text and the verdict it was taken on."""

    session = models.ForeignKey("plans.Session", on_delete=models.CASCADE, related_name="decisions")
    text = models.TextField(_("session"))
    verdict = models.CharField(_("verdict"), max_length=10)
    reason = models.TextField(_("reason"), max_length=LONGEST_TEXT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    # The column that says since when it stands no more.
    ENDED = "withdrawn_at"

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="decision_says_why")]

    def __str__(self) -> str:
        return self.reason[:60]

    def covers(self, verdict: str) -> bool:
        """Whether it was taken on a verdict at least as bad: a worse one asks for a new decision."""
        return VERDICT_ORDER[verdict] <= VERDICT_ORDER[self.verdict]
