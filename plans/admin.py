"""What the admin gains where weeks are known: what would this guideline change, and what goes with an account?"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import NestedObjects
from django.core.exceptions import PermissionDenied
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse

from advice.guideline_admin import GuidelineAdmin
from advice.models import Guideline
from clubs.admin import UserAdmin
from clubs.models import Athlete, User
from plans.forgetting import clubs_to_hand_over, forget
from plans.impact import Proposal
from plans.views.impact import not_yet, streamed

admin.site.unregister([Guideline, User])


@admin.register(User)
class ForgettingUserAdmin(UserAdmin):
    """Users, who are deleted here as they delete themselves.

    A profile without its account would show coaches what the athlete kept from them, and talk would keep the name.
    """

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[Any], Any, set[str], list[Any]]:
        """What goes, profiles included; what has to be handed over first stands in the way."""
        users, all_of_it = list(objs), NestedObjects(using=DEFAULT_DB_ALIAS)
        listed, _counts, lacking, protected = super().get_deleted_objects(users, request)
        all_of_it.collect(users)
        all_of_it.collect([athlete for user in users for athlete in Athlete.objects.of(user)])
        found: dict[Any, Any] = all_of_it.model_objs
        counts = {model._meta.verbose_name_plural: len(rows) for model, rows in found.items()}
        return listed, counts, lacking, [*protected, *map(str, clubs_to_hand_over(*users))]

    def delete_model(self, request: HttpRequest, obj: User) -> None:  # noqa: ARG002
        """Forget one."""
        forget(obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:  # noqa: ARG002
        """Forget all of them or none."""
        for user in queryset:
            forget(user)


@admin.register(Guideline)
class TriedGuidelineAdmin(GuidelineAdmin):
    """Guidelines that can be tried on the weeks of the clubs before they count."""

    def get_urls(self) -> list[URLPattern]:
        """Those of the editor, and the impact of what is stored or still being typed."""
        impact = self.admin_site.admin_view(self.impact_view)
        return [
            path("impact/", impact, name="advice_guideline_impact_of_new"),
            path("<int:object_id>/impact/", impact, name="advice_guideline_impact"),
            *super().get_urls(),
        ]

    def impact_view(self, request: HttpRequest, object_id: int | None = None) -> HttpResponseBase:
        """What would change: of the saved guideline, or with POST of what stands in its form. Nothing is saved."""
        guideline = self._asked_for(request, str(object_id)) if object_id else None
        if not (self.has_change_permission(request, guideline) if guideline else self.has_add_permission(request)):
            raise PermissionDenied
        back = reverse("admin:advice_guideline_change", args=[object_id]) if object_id else ""
        try:
            if request.method == "POST":
                proposal = Proposal.typed(self._editor(request, guideline, request.POST))
            elif guideline:
                proposal = Proposal.of(guideline)
            else:
                raise PermissionDenied
        except ValueError as problem:
            return not_yet(request, guideline.code if guideline else "", str(problem), back=back)
        return streamed(request, proposal, back=back)
