"""Uphill's addresses and the bare view."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def bare(request: HttpRequest, size: int) -> HttpResponse:
    """``size`` bytes for somebody signed in: the least that a page of that size can cost."""
    assert request.user.is_authenticated
    return HttpResponse(b"x" * size)


urlpatterns = [path("bare/<int:size>/", bare), path("", include("config.urls"))]
