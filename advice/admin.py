"""The admin of the content of advice; guidelines, which take an editor, are in ``advice/guideline_admin.py``."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from advice.content_admin import LoadedContentAdmin
from advice.drill_form import DrillForm
from advice.guideline_admin import GuidelineAdmin
from advice.heavy_legs_admin import HeavyLegsTableAdmin
from advice.models import Drill, Source
from advice.pack_admin import PackAdmin

__all__ = ["DrillAdmin", "GuidelineAdmin", "HeavyLegsTableAdmin", "PackAdmin", "SourceAdmin"]


@admin.register(Source)
class SourceAdmin(SimpleHistoryAdmin, LoadedContentAdmin):
    """Coaches, studies and bodies."""

    list_display = ["name", "role", "guideline_count"]
    search_fields = ["name", "role", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """The sources with the number of their guidelines."""
        return super().get_queryset(request).annotate(guideline_count=Count("guidelines"))

    @admin.display(description=_("guidelines"), ordering="guideline_count")
    def guideline_count(self, source: Any) -> int:
        """How many guidelines it has."""
        return source.guideline_count


@admin.register(Drill)
class DrillAdmin(SimpleHistoryAdmin, LoadedContentAdmin):
    """The catalogue."""

    form = DrillForm
    list_display = ["code", "name", "category", "level", "mode", "form", "published"]
    list_filter = ["published", "category", "level", "mode", "hard"]
    search_fields = ["code", "name", "form"]
    fieldsets = [
        (None, {"fields": ["code", "name", "category", "published"]}),
        (_("What it is for"), {"fields": ["purposes", "replaces", "mode", "hard"]}),
        (
            _("How much, and how it is written"),
            {
                "fields": [
                    "form",
                    ("sets", "reps", "time_s"),
                    ("distance_m", "rest_s", "sessions_per_week"),
                    "intensity",
                    "note",
                    "cues",
                    "not_suggested",
                ]
            },
        ),
        (_("Instructions"), {"fields": ["set_up", "doing", "faults", "stop_if"]}),
        (_("What it takes"), {"fields": ["level", "strength_base", "equipment", "terrain", "place", "needs"]}),
        (_("When not"), {"fields": ["contraindications", "ask_first"]}),
        (_("What it rests on"), {"fields": ["basis", "confidence"]}),
    ]
    save_on_top = True
