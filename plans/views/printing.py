"""The week as a page of paper."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from clubs.access import Member, for_planners
from plans.models import monday_of
from plans.printed_week import PrintedWeek
from plans.views.answers import board_url
from plans.week_board import Board


@for_planners
@require_GET
def print_week(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Show a squad's week as it hangs in the clubhouse: one page of A4."""
    if monday != monday_of(monday):
        return redirect("plans:print_week", member.club.slug, squad, monday_of(monday))
    owner = get_object_or_404(member.club.squads, pk=squad)
    owner.club = member.club
    board = Board(owner, monday)
    context = {"board": board, "printed": PrintedWeek(board), "url": board_url(board), "section": "board"}
    return render(request, "plans/printed_week.html", context)
