"""Templates: those that ship and the club's own, shown, edited, and laid on squads' weeks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from clubs.access import Member, for_planners
from clubs.forms import form_page
from plans.copying import outline_of
from plans.laying import Laid
from plans.laying_forms import SaveForm, TemplateForm, TemplateLayForm
from plans.models import Template, monday_of
from plans.models.templates import OWN, StaleTemplate
from plans.outline import Outline
from plans.season_templates import season_templates
from plans.template_week import WeekForm
from plans.views.laying import lay_page


@dataclass(frozen=True)
class Shown:
    """A template as pages show it; ``own`` is its row where it is the club's."""

    slug: str
    name: str
    summary: str
    outline: Outline
    own: Template | None = None

    @classmethod
    def of(cls, template: Template) -> Shown:
        """A club's own."""
        return cls(template.slug, template.name, template.summary, template.outline, template)


@for_planners
@require_GET
def templates(request: HttpRequest, member: Member) -> HttpResponse:
    """List the club's own templates and those that ship."""
    own = [Shown.of(template) for template in Template.objects.filter(club=member.club)]
    context = {"own": own, "shipped": _shipped(), "for_squad": _for_squad(request), "section": "board"}
    return render(request, "templates/templates.html", context)


@for_planners
@require_GET
def template(request: HttpRequest, member: Member, template: str) -> HttpResponse:
    """Show all weeks of a template."""
    context = {"shown": _find(member, template), "for_squad": _for_squad(request), "section": "board"}
    return render(request, "templates/template.html", context)


@for_planners
@require_http_methods(["GET", "POST"])
def lay_template(request: HttpRequest, member: Member, template: str) -> HttpResponse:
    """Ask on whom and when; show what would happen; lay it once that is confirmed."""
    shown = _find(member, template)
    form = TemplateLayForm(request.POST or None, club=member.club, initial=_wanted(request, member))
    laid = Laid(form.place(shown.outline), shown.slug, shown.name, form.race_on) if form.is_valid() else None
    title = _("Apply “%(name)s”") % {"name": shown.name}
    back = reverse("plans:template", args=[member.club.slug, shown.slug])
    return lay_page(request, member, form, laid, title=title, back=back, from_where=shown.name)


def _for_squad(request: HttpRequest) -> str:
    """The end of an address that keeps the squad for which a coach looks for a template."""
    squad = request.GET.get("squad", "")
    return f"?squad={squad}" if squad.isascii() and squad.isdecimal() else ""


def _wanted(request: HttpRequest, member: Member) -> dict[str, Any]:
    """What the address says of squad and day, for links that lead here from a season or a race."""
    wanted: dict[str, Any] = {"how": "back", "otherwise": "keep", "squads": request.GET.getlist("squad")}
    for name in ("race", "first"):
        if name in request.GET:
            wanted |= {name: request.GET[name], "how": "back" if name == "race" else "on"}
    if member.club.squads.count() == 1:
        wanted["squads"] = list(member.club.squads.values_list("pk", flat=True))
    return wanted


@for_planners
@require_http_methods(["GET", "POST"])
def save_as_template(request: HttpRequest, member: Member, squad: int, monday: dt.date) -> HttpResponse:
    """Keep weeks of a squad as a template of the club."""
    owner = get_object_or_404(member.club.squads, pk=squad)
    form = SaveForm(request.POST or None, club=member.club)
    if form.is_valid():
        said = form.cleaned_data
        outline = outline_of(owner, monday_of(monday), said["weeks"])
        if outline.count:
            made = _make(member, said["name"], said["summary"], outline)
            messages.success(request, _("Kept as a template. Apply it wherever you like."))
            return redirect("plans:template", member.club.slug, made.slug)
        form.add_error("weeks", _("Nothing is planned in these weeks. Plan a session first, or take more weeks."))
    context = {"squad": owner, "monday": monday_of(monday), "section": "board"}
    return form_page(request, "templates/save.html", form, **context)


@for_planners
@require_POST
def copy_template(request: HttpRequest, member: Member, template: str) -> HttpResponse:  # noqa: ARG001
    """Make a template of the club's own out of another, to be changed."""
    shown = _find(member, template)
    taken = set(Template.objects.filter(club=member.club).values_list("name", flat=True))
    names = (shown.name, *(f"{shown.name[:70]} ({number})" for number in range(2, len(taken) + 3)))
    made = _make(member, next(name for name in names if name not in taken), shown.summary, shown.outline)
    return redirect("plans:template", member.club.slug, made.slug)


@for_planners
@require_http_methods(["GET", "POST"])
def rename_template(request: HttpRequest, member: Member, template: str) -> HttpResponse:
    """Give a template of the club another name."""
    own = _own(member, template)
    initial = {"name": own.name, "summary": own.summary}
    form = TemplateForm(request.POST or None, club=member.club, own=own.pk, initial=initial)
    if form.is_valid():
        own.rename(form.cleaned_data["name"], form.cleaned_data["summary"], version=own.version)
        return redirect("plans:template", member.club.slug, own.slug)
    return form_page(request, "templates/rename.html", form, shown=Shown.of(own), section="board")


@for_planners
@require_http_methods(["GET", "POST"])
def edit_template_week(request: HttpRequest, member: Member, template: str, number: int) -> HttpResponse:
    """Change the sessions, the block and the note of one week of a template; weeks are counted from 1."""
    own = _own(member, template)
    outline = own.outline
    if not 1 <= number <= len(outline.weeks):
        raise Http404(_("This template has no such week."))
    form = WeekForm(request.POST or None, club=member.club, week=outline.weeks[number - 1], version=own.version)
    status = 200
    if form.is_valid():
        weeks = (*outline.weeks[: number - 1], form.week, *outline.weeks[number:])
        try:
            own.take(Outline(weeks, outline.race_day), version=form.cleaned_data["version"])
        except StaleTemplate as stale:
            theirs = stale.template.outline.weeks
            form.add_error(None, _("Somebody else saved this template meanwhile. Below stands what you typed."))
            form.show_theirs(theirs[number - 1] if number <= len(theirs) else None, stale.template.version)
            status = 409
        else:
            messages.success(request, _("Week %(number)d saved.") % {"number": number})
            return redirect("plans:template", member.club.slug, own.slug)
    context = {"shown": Shown.of(own), "number": number, "section": "board"}
    response = form_page(request, "templates/week.html", form, **context)
    response.status_code = status if status != 200 else response.status_code
    return response


@for_planners
@require_POST
def add_template_week(request: HttpRequest, member: Member, template: str) -> HttpResponse:
    """Add an empty week at the end of a template, or take the last one away (``do=remove``)."""
    own = _own(member, template)
    weeks = [*own.outline.to_json()]
    if request.POST.get("do") == "remove" and len(weeks) > 1:
        weeks.pop()
    else:
        weeks.append({"sessions": [], "block": weeks[-1]["block"], "note": ""})
    try:
        own.take(Outline.from_json(weeks, own.race_day), version=own.version)
    except ValueError:
        messages.error(request, _("A template holds no more weeks than this one has."))
    return redirect("plans:template", member.club.slug, own.slug)


@for_planners
@require_http_methods(["GET", "POST"])
def delete_template(request: HttpRequest, member: Member, template: str) -> HttpResponse:
    """Delete a template of the club; what was laid of it stays. Asked first."""
    own = _own(member, template)
    if request.method == "POST":
        own.delete()
        messages.success(request, _("Template deleted. What was applied of it stays on the boards."))
        return redirect("plans:templates", member.club.slug)
    return render(request, "templates/delete.html", {"shown": Shown.of(own), "section": "board"})


def _shipped() -> list[Shown]:
    return [Shown(one.slug, one.name, one.summary, one.outline) for one in season_templates().values()]


def _find(member: Member, slug: str) -> Shown:
    if slug.startswith(OWN):
        return Shown.of(_own(member, slug))
    try:
        one = season_templates()[slug]
    except KeyError:
        raise Http404(_("There is no such template.")) from None
    return Shown(one.slug, one.name, one.summary, one.outline)


def _own(member: Member, slug: str) -> Template:
    key = slug.removeprefix(OWN)
    if not slug.startswith(OWN) or not key.isdecimal() or len(key) > 18:
        raise Http404(_("There is no such template."))
    return get_object_or_404(Template, club=member.club, pk=int(key))


def _make(member: Member, name: str, summary: str, outline: Outline) -> Template:
    return Template.objects.create(
        club=member.club,
        name=name,
        summary=summary,
        weeks=outline.to_json(),
        race_day=outline.race_day,
        made_by=member.user,
    )
