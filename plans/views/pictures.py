"""Pictures of training: an athlete's own, and for coaches those of each athlete and of a squad."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from clubs.access import Member, for_athletes, for_planners
from clubs.models import Athlete
from plans.bars import charts
from plans.shown_pictures import SPANS, picture_of


@for_athletes
@require_safe
def own_pictures(request: HttpRequest, member: Member) -> HttpResponse:
    """Show an athlete the last weeks; ``?weeks=26`` shows half a year."""
    assert member.athlete is not None  # the policy saw to it
    return _show(request, member, [member.athlete], {"section": "my_week"})


@for_planners
@require_safe
def athlete_pictures(request: HttpRequest, member: Member, athlete: int) -> HttpResponse:
    """Show a coach the last weeks of one athlete."""
    person = get_object_or_404(member.club.athletes.with_squads(), pk=athlete)
    return _show(request, member, [person], {"section": "athletes", "person": person})


@for_planners
@require_safe
def squad_pictures(request: HttpRequest, member: Member, squad: int) -> HttpResponse:
    """Show a coach the mean of a squad's athletes."""
    group = get_object_or_404(member.club.squads, pk=squad)
    return _show(request, member, list(group.athletes.with_squads()), {"section": "board", "squad": group})


def _show(
    request: HttpRequest, member: Member, athletes: Sequence[Athlete], context: dict[str, object]
) -> HttpResponse:
    asked = request.GET.get("weeks", "")
    weeks = next((span for span in SPANS if asked == str(span)), SPANS[0])
    shown = picture_of(member.club, athletes, weeks)
    context |= {
        "charts": charts(shown, member.club.units) if shown else (),
        "weeks": weeks,
        "spans": SPANS,
        "athletes": athletes,
    }
    return render(request, "pictures/pictures.html", context)
