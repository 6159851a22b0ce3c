"""The admin of guideline content, as a club's head coach would use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from simple_history.admin import SimpleHistoryAdmin

from advice import revisions
from advice.aloud import aloud
from advice.drill_form import DrillForm
from advice.forms import ConditionForm, ConditionFormSet, fact_table
from advice.models import Condition, Drill, Guideline, NamedDrill, Pack, Source
from advice.versions import ContentVersion, LoadedContent

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

_WIDGETS: dict[type[models.Field], dict[str, Any]] = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 80})},
    models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple},
}


class LoadedContentAdmin(admin.ModelAdmin):
    """Content that may have come with Uphill: switched off rather than deleted, or the next loading brings it back."""

    class Media:
        css = {"all": ["css/admin-uphill.css"]}

    formfield_overrides = _WIDGETS

    def has_delete_permission(self, request: HttpRequest, obj: LoadedContent | None = None) -> bool:
        """Keep what came with Uphill."""
        return super().has_delete_permission(request, obj) and not (obj and obj.loaded)


class ConditionInline(admin.TabularInline):
    """When the guideline applies."""

    model = Condition
    form = ConditionForm
    formset = ConditionFormSet
    fields = ["unless", "fact", "operator", "value", "editorial"]
    extra = 1
    verbose_name_plural = _("Conditions: all must hold, except that those with “unless” together keep it from applying")


class NamedDrillInline(admin.TabularInline):
    """What the guideline names as a replacement."""

    model = NamedDrill
    fields = ["position", "drill"]
    autocomplete_fields = ["drill"]
    extra = 0
    verbose_name_plural = _("Named drills: what to do instead, the first first")


@admin.register(Guideline)
class GuidelineAdmin(LoadedContentAdmin):
    """Positions, with their conditions."""

    list_display = ["code", "source", "stance", "is_exception", "pack_names", "status"]
    list_filter = ["status", "stance", "exception", "packs", "source", "grade"]
    list_select_related = ["source"]
    search_fields = ["code", "source__name", "reason", "instead"]
    inlines = [ConditionInline, NamedDrillInline]
    readonly_fields = ["readable_sentence"]
    fieldsets = [
        (None, {"fields": ["code", "source", "stance", "exception", "readable_sentence", "status", "packs"]}),
        (_("What it says"), {"fields": ["reason", "instead"]}),
        (_("What it rests on"), {"fields": ["grade", "reference", "editorial_note", "review_on"]}),
    ]
    save_on_top = True

    def get_fieldsets(self, request: HttpRequest, obj: Guideline | None = None) -> Any:
        """The fields, and last, just above the conditions, what conditions can ask about."""
        facts = (
            _("What a condition can ask about"),
            {"fields": [], "description": fact_table(), "classes": ["collapse"]},
        )
        return [*super().get_fieldsets(request, obj), facts]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Guideline]:
        """The guidelines with their packs, for the list."""
        return super().get_queryset(request).prefetch_related("packs")

    @admin.display(description=_("exception"), ordering="exception")
    def is_exception(self, guideline: Guideline) -> str:
        """A word where it is one, nothing where it is not: most are not, and that is no fault."""
        return gettext("exception") if guideline.exception else ""

    @admin.display(description=_("packs"))
    def pack_names(self, guideline: Guideline) -> str:
        """The packs it is in."""
        return ", ".join(pack.name for pack in guideline.packs.all())

    @admin.display(description=_("in words"))
    def readable_sentence(self, guideline: Guideline) -> str:
        """When it applies, as it is stored now; or what keeps it from counting."""
        if guideline.pk is None:
            return gettext("Save the guideline to see when it applies, in words.")
        try:
            return aloud(guideline.readable())
        except ValueError as problem:
            return gettext("It does not count yet. %(problem)s") % {"problem": problem}

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001
        """Save conditions, drills and packs; the links to packs pass by every model, so the version is bumped here."""
        super().save_related(request, form, formsets, change)
        ContentVersion.bump()
        revisions.record(form.instance, by=cast("AbstractBaseUser", request.user))


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


@admin.register(Pack)
class PackAdmin(LoadedContentAdmin):
    """Sets of guidelines that clubs switch on."""

    list_display = ["name", "slug", "on_by_default", "guideline_count"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pack]:
        """The packs with the number of their guidelines."""
        return super().get_queryset(request).annotate(guideline_count=Count("guidelines"))

    @admin.display(description=_("guidelines"), ordering="guideline_count")
    def guideline_count(self, pack: Any) -> int:
        """How many guidelines are in it."""
        return pack.guideline_count


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
