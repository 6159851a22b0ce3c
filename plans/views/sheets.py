"""Weeks in and out as spreadsheets: pasted or uploaded, shown as they are understood, added once confirmed."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from clubs.access import Member, for_planners
from clubs.forms import focus_first_error
from clubs.models import Club, Squad
from plans.exporting_weeks import Export
from plans.importing_weeks import PlanChanged, Proposal, pack, unpack
from plans.models import Week, monday_of
from plans.sheet_forms import BringForm, ExportForm, LayoutForm
from plans.sheet_layout import guess, guess_lines, lay_out
from plans.sheet_parts import At, Laid, LeftOut
from plans.sheet_words import Order
from plans.sheets import LARGEST_FILE, Brought, SheetRefused, address
from plans.views.measured import measured_first

# The sheet is shown so far, for finding what to skip.
ROWS_SHOWN: Final = 60


def _refused_whole(request: HttpRequest, member: Member) -> HttpResponse:
    """Answer a body of which nothing was kept."""
    told = _("This is more than %(most)s MB, so none of it was read. A plan of text alone is far smaller.")
    context = {"too_large": told % {"most": LARGEST_FILE // 1024 // 1024}}
    return _bring_page(request, member, BringForm(club=member.club), status=422, **context)


@for_planners
@measured_first(LARGEST_FILE, _refused_whole)
@require_http_methods(["GET", "POST"])
def import_weeks(request: HttpRequest, member: Member) -> HttpResponse:
    """Take cells or a file, show what would be added, and with another press of a button add it."""
    if request.method == "GET":
        initial = {"squad": request.GET.get("squad", ""), "week": request.GET.get("week", "")}
        return _bring_page(request, member, BringForm(initial=initial, club=member.club))
    if "brought" in request.POST:
        return _read_again(request, member)
    form = BringForm(request.POST, request.FILES, club=member.club)
    if not form.is_valid():
        return _bring_page(request, member, form, status=422)
    brought: Brought = form.cleaned_data["brought"]
    squad: Squad = form.cleaned_data["squad"]
    week = form.cleaned_data["week"] or member.club.today()
    try:
        desk = Desk(member, brought, pack(brought, member.club, member.user), squad, monday_of(week))
    except SheetRefused as refused:
        form.add_error(None, str(refused))
        return _bring_page(request, member, form, status=422)
    laid = desk.guess()
    return _preview(request, desk, laid, LayoutForm.showing(member.club, laid, chosen=squad))


def _read_again(request: HttpRequest, member: Member) -> HttpResponse:
    """Read the cells as the coach corrected it; with the other button add what was shown."""
    try:
        desk = Desk.sent(request, member)
    except SheetRefused as refused:
        form = BringForm(request.POST, request.FILES, club=member.club)
        form.full_clean()
        form.errors.clear()
        form.add_error(None, str(refused))
        return _bring_page(request, member, form, status=422)
    bound = LayoutForm(request.POST, club=member.club)
    if not bound.is_valid():
        laid = desk.guess()
        bound.add_squads(laid, desk.chosen)
        return _preview(request, desk, laid, bound, status=422)
    laid = desk.laid_by(bound, request.POST)
    if "save" not in request.POST:
        shown = LayoutForm.showing(member.club, laid, chosen=desk.chosen, sent=request.POST)
        return _preview(request, desk, laid, shown)
    bound = LayoutForm(request.POST, club=member.club)
    bound.add_squads(laid, desk.chosen)
    if not bound.is_valid():
        return _preview(request, desk, laid, bound, status=422)
    proposal = Proposal(member.club, desk.brought, laid, bound.wishes(laid))
    if proposal.is_too_much or not proposal.changes_anything:
        return _preview(request, desk, laid, bound, status=422)
    try:
        weeks = proposal.save(request.POST.get("fingerprint", ""), member.user)
    except PlanChanged as changed:
        return _preview(request, desk, laid, bound, status=409, proposal=changed.proposal, changed=str(changed))
    return _added(request, member, proposal, weeks)


def _added(request: HttpRequest, member: Member, proposal: Proposal, weeks: list[Week]) -> HttpResponse:
    count = proposal.counts["added"]
    told = ngettext("%(count)d session added.", "%(count)d sessions added.", count) % {"count": count}
    messages.success(request, told)
    first = min(weeks, key=lambda week: week.monday)
    return redirect("plans:board", member.club.slug, first.squad_id, first.monday)


@dataclass(frozen=True)
class Desk:
    """What lies before the coach: the cells, signed as ``packed``, the squad chosen, and the week they came from."""

    member: Member
    brought: Brought
    packed: str
    chosen: Squad | None
    monday: dt.date

    @classmethod
    def sent(cls, request: HttpRequest, member: Member) -> Desk:
        """What a form sent back; raises :class:`SheetRefused`."""
        packed = request.POST["brought"]
        brought = unpack(packed, member.club, member.user)
        squad, monday = request.POST.get("squad", ""), request.POST.get("monday", "")
        chosen = next((one for one in member.club.squads.all() if str(one.pk) == squad), None)
        try:
            week = monday_of(dt.date.fromisoformat(monday))
        except (ValueError, OverflowError):
            week = monday_of(member.club.today())
        return cls(member, brought, packed, chosen, week)

    @property
    def club(self) -> Club:
        """The club that plans."""
        return self.member.club

    @functools.cached_property
    def _names(self) -> list[str]:
        return [squad.name for squad in self.club.squads.all()]

    def guess(self) -> Laid:
        """How the cells seem to be meant."""
        order: Order = "mdy" if self.club.units == "mi" else "dmy"
        today = self.club.today()
        return guess(self.brought.sheets, squads=self._names, near=today, order=order, first=self.monday)

    def laid_by(self, form: LayoutForm, sent: Any) -> Laid:
        """How the cells are to be read by what was sent.

        Where the orientation was changed, what hangs on it is guessed again, unless it was changed as well.
        """
        layout = form.layout
        if layout.first == _date_or_none(sent.get("shown_first")):
            # Whoever leaves the first day alone wants the sheet's own, wherever it turns out to be.
            layout = replace(layout, first=None)
        if layout.days != sent.get("shown_days") and layout.lines == sent.get("shown_lines"):
            layout = replace(layout, lines=guess_lines(self.brought.sheets, layout, self._names))
        today = self.club.today()
        return lay_out(self.brought.sheets, layout, squads=self._names, near=today, fallback=self.monday)


def _date_or_none(written: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written or "")
    except ValueError:
        return None


def _bring_page(
    request: HttpRequest, member: Member, form: BringForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    if form.errors:
        focus_first_error(form)
    found = {"form": form, "has_squads": member.club.squads.exists(), "section": "board"}
    return render(request, "sheets/bring.html", {**found, **context}, status=status)


def _preview(
    request: HttpRequest,
    desk: Desk,
    laid: Laid,
    form: LayoutForm,
    *,
    status: int = 200,
    proposal: Proposal | None = None,
    **context: Any,
) -> HttpResponse:
    if form.errors:
        focus_first_error(form)
    proposal = proposal or Proposal(desk.club, desk.brought, laid, form.wishes(laid))
    if not proposal.touches_published:
        del form.fields["published"]
    unwanted = {name for name, squad in proposal.wishes.squads.items() if squad is None}
    outside = [one for one in laid.left if one.why not in DISTRUSTED]
    shown = {
        "form": form,
        "asked": [field for field in form if field.name in ASKED or field.name in form.squad_fields],
        "corrections": [field for field in form if field.name not in ASKED and field.name not in form.squad_fields],
        "desk": desk,
        "laid": laid,
        "proposal": proposal,
        "by_squad": [(squad, list(plans)) for squad, plans in groupby(proposal.weeks, lambda plan: plan.week.squad)],
        "wanted_out": sum(taken.squad in unwanted for taken in laid.taken),
        "days": [(proposal.cell(at), _text_at(desk.brought, at)) for at in laid.headers[:28]],
        "distrusted": [(proposal.cell(one.at), one) for one in laid.left if one.why in DISTRUSTED],
        "left_count": len(outside),
        "headers": sum(one.why == "header" for one in outside),
        "left": [(proposal.cell(one.at), one) for one in outside if one.why != "header"],
        "grids": list(_grids(desk.brought, laid)),
        "section": "board",
        **context,
    }
    return render(request, "sheets/preview.html", shown, status=status)


# What a coach is asked beside the squads; everything else is a correction.
ASKED: Final = ("first", "published")
# Cells that a coach means as sessions and that cannot be taken for one.
DISTRUSTED: Final = ("formula", "error", "date")


def _text_at(brought: Brought, at: At) -> str:
    return brought.sheets[at.sheet].text(at.row, at.column)


def _grids(brought: Brought, laid: Laid) -> Iterator[dict[str, Any]]:
    """The sheets as they were read, each cell with what it was taken for."""
    kinds: dict[At, str] = {one.at: "session" for one in laid.taken}
    kinds |= {one.at: "note" for one in laid.notes}
    kinds |= {one.at: _kind(one) for one in laid.left}
    for number, sheet in enumerate(brought.sheets):
        rows = [
            (
                row + 1,
                [(sheet.text(row, column), kinds.get(At(number, row, column), "")) for column in range(sheet.width)],
            )
            for row in range(min(len(sheet.rows), ROWS_SHOWN))
        ]
        letters = [address(0, column).rstrip("1") for column in range(sheet.width)]
        yield {"name": sheet.name, "letters": letters, "rows": rows, "more": max(0, len(sheet.rows) - ROWS_SHOWN)}


def _kind(one: LeftOut) -> str:
    return "header" if one.why in ("header", "week", "squad", "part") else "left"


@for_planners
@require_GET
def export_weeks(request: HttpRequest, member: Member, squad: int) -> HttpResponse:
    """Ask from when to when, or with ``?as=`` give a squad's weeks as XLSX or CSV."""
    owner = get_object_or_404(member.club.squads, pk=squad)
    owner.club = member.club
    kind = request.GET.get("as", "")
    form = ExportForm(request.GET if kind else None, initial=_season(owner))
    if kind not in ("xlsx", "csv") or not form.is_valid():
        return _export_page(request, owner, form, status=422 if kind else 200)
    first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    export = Export.of(owner, first, last)
    if export.is_empty:
        form.add_error(None, _("Nothing is planned in these weeks."))
        return _export_page(request, owner, form, status=422)
    types = {
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv": "text/csv; charset=utf-8",
    }
    response = HttpResponse(export.as_workbook() if kind == "xlsx" else export.as_csv(), content_type=types[kind])
    name = f"{slugify(owner.name) or 'squad'}-{monday_of(first).isoformat()}"
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _season(squad: Squad) -> dict[str, dt.date]:
    """All weeks that the squad has, if there are no more than fit."""
    mondays = list(Week.objects.filter(squad=squad).order_by("-monday").values_list("monday", flat=True)[:100])
    today = monday_of(squad.club.today())
    last = max([*mondays, today])
    first = min([monday for monday in mondays if (last - monday).days <= 7 * 104] or [today])
    return {"first": first, "last": last + dt.timedelta(days=6)}


def _export_page(request: HttpRequest, squad: Squad, form: ExportForm, *, status: int) -> HttpResponse:
    if form.errors:
        focus_first_error(form)
    context = {"form": form, "squad": squad, "section": "board"}
    return render(request, "sheets/export.html", context, status=status)
