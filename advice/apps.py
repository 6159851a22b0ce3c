"""The guidelines of Uphill as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdviceConfig(AppConfig):
    """Sources, packs, guidelines and drills."""

    name = "advice"
    verbose_name = _("Guidelines and drills")
