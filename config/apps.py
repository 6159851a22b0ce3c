"""The admin site of the whole installation."""

from django.contrib.admin.apps import AdminConfig


class UphillAdminConfig(AdminConfig):
    """Django's admin under Uphill's name."""

    default_site = "config.admin.UphillAdminSite"
