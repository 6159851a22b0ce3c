"""What the admin pages of all content share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from advice.versions import LoadedContent

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
