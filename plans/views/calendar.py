"""The athlete's calendar: the page that makes and ends its address, and the file behind the address."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from clubs.access import Member, for_athletes, public
from clubs.limits import Limit, seconds_to_wait
from plans.calendar import feed
from plans.models import CalendarAddress
from plans.views.read_only import read_only

# A calendar asks once an hour; several devices of one household share an address of the net.
ONE_CALENDAR: Final = Limit(a_minute=20, an_hour=120)
NEW_ADDRESSES: Final = Limit(a_minute=5, an_hour=30)


@for_athletes
@never_cache
@require_GET
def calendar(request: HttpRequest, member: Member) -> HttpResponse:
    """How to subscribe, and what became of the address."""
    return _page(request, member)


@for_athletes
@never_cache
@require_POST
def new_calendar(request: HttpRequest, member: Member) -> HttpResponse:
    """Make an address and show it, this once; an earlier one ends."""
    assert member.athlete is not None  # the policy saw to it
    if wait := seconds_to_wait(request, "new-calendar", NEW_ADDRESSES):
        messages.error(request, _("That was too often. Wait a little, then make the address."))
        response = _page(request, member, status=429)
        response["Retry-After"] = str(wait)
        return response
    _address, token = CalendarAddress.objects.make(member.athlete, member.user)
    link = request.build_absolute_uri(reverse("plans:calendar_feed", args=[token]))
    _scheme, _colon, rest = link.partition(":")
    # A redirect would have to keep the token somewhere.
    return _page(request, member, link=link, webcal=f"webcal:{rest}")


@for_athletes
@require_POST
def revoke_calendar(request: HttpRequest, member: Member) -> HttpResponse:
    """End the address at once."""
    if CalendarAddress.objects.filter(athlete=member.athlete).revoke():
        messages.success(request, _("The address is revoked: calendars that have it get nothing any more."))
    return redirect("plans:calendar", member.club.slug)


def _page(request: HttpRequest, member: Member, status: int = 200, **shown: str) -> HttpResponse:
    address = CalendarAddress.objects.open().filter(athlete=member.athlete).first()
    context = {"address": address, "club": member.club, "section": "my_week", **shown}
    return render(request, "calendar/calendar.html", context, status=status)


@public("A calendar program cannot sign in; the token in the address is the key.")
@read_only
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind an address, or that it is as it was. One that was revoked is no address at all."""
    found = CalendarAddress.objects.by_token(token).open().select_related("athlete__club").first()
    what, limit = ("calendar", None) if found is None else (f"calendar-{found.pk}", ONE_CALENDAR)
    if wait := seconds_to_wait(request, what, limit):
        return HttpResponse(status=429, headers={"Retry-After": str(wait)})
    if found is None:
        raise Http404
    found.note_use()
    athlete = found.athlete
    page = reverse("plans:my_week", args=[athlete.club.slug])
    now = feed(athlete.club, athlete, lambda monday: request.build_absolute_uri(f"{page}{monday.isoformat()}/"))
    changed_at = int(now.changed_at.timestamp())
    response = get_conditional_response(request, now.etag, changed_at)
    if response is None:
        response = HttpResponse(now.content, content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="uphill.ics"'
    response["ETag"], response["Last-Modified"] = now.etag, http_date(changed_at)
    response["Cache-Control"] = "private, no-cache"
    return response
