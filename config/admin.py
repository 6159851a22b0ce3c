"""The admin site: its names, and sign-in through Uphill's own page so that lock-out counts there too."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class UphillAdminSite(admin.AdminSite):
    """Where an installation's head coach edits guideline content and its administrator keeps the clubs."""

    site_header = _("Uphill administration")
    site_title = _("Uphill")
    index_title = _("Guidelines, drills and clubs")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:  # noqa: ARG002
        """Send everybody to the one sign-in page; somebody signed in without the right to be here goes home."""
        if request.user.is_authenticated and not self.has_permission(request):
            return HttpResponseRedirect(reverse("home"))
        if request.user.is_authenticated:
            return HttpResponseRedirect(reverse("admin:index"))
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"))
