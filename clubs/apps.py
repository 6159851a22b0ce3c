"""The people of Uphill as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClubsConfig(AppConfig):
    """Users, clubs, memberships, squads and athletes."""

    name = "clubs"
    verbose_name = _("People")
