"""What makes Uphill an app on a phone: its manifest, the worker that keeps the last weeks, and what that one asks."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render, resolve_url
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from clubs.access import public, signed_in
from clubs.models import User
from plans.views.read_only import read_only

# As in static/css/app.css: --canvas and --accent of the light look.
CANVAS, ACCENT = "#f1f4f3", "#17604c"
KEPT_S = 24 * 3600


@public("A browser asks for the manifest without saying who asks.")
@read_only
@cache_control(public=True, max_age=KEPT_S)
def manifest(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Say how the app is called and drawn where it is installed, and where it starts."""
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any"}
        for size in (192, 512)
    ]
    maskable = {"src": static("img/icon-maskable-512.png"), "sizes": "512x512", "type": "image/png"}
    start = reverse("plans:every_club")
    said = {
        "id": start,
        "name": "Uphill",
        "short_name": "Uphill",
        "description": _("Your week with your running club, also without a network."),
        "start_url": start,
        "scope": "/",
        "display": "standalone",
        "background_color": CANVAS,
        "theme_color": ACCENT,
        "icons": [*icons, {**maskable, "purpose": "maskable"}],
    }
    return JsonResponse(said, content_type="application/manifest+json")


@public("The worker is the same for everybody and knows nobody; it must be had before anybody signs in again.")
@read_only
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Serve the worker from the root, so that it may stand beside every page."""
    addresses = {
        "static_url": settings.STATIC_URL,
        "sign_in": resolve_url(settings.LOGIN_URL),
        "sign_out": reverse("logout"),
        "away": reverse("plans:away"),
        "any_week": reverse("plans:every_club"),
    }
    return render(request, "offline/sw.js", addresses, content_type="text/javascript")


@public("The worker shows it where the network is away and nothing is kept.")
@read_only
@cache_control(public=True, max_age=KEPT_S)
def away(request: HttpRequest) -> HttpResponse:
    """Say that a page is not kept on this phone."""
    return render(request, "offline/away.html")


@signed_in
@require_safe
@never_cache
def token(request: HttpRequest) -> JsonResponse:
    """Give what waits in the outbox a fresh token, and say whose: what one account wrote is sent by no other."""
    return JsonResponse({"token": get_token(request), "person": cast("User", request.user).tag})
