"""What the admin of guidelines gains where weeks are known: what would this guideline change?"""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse

from advice.guideline_admin import GuidelineAdmin
from advice.models import Guideline
from plans.impact import Proposal
from plans.views.impact import not_yet, streamed

admin.site.unregister(Guideline)


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
