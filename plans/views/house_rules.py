"""A club's house rules: read by all who plan, written by its owners."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from advice.checking import check_one
from advice.comparing import differences, side_by_side
from advice.content_files import ContentError, ContentFile, read_content
from advice.exporting import pack_as_yaml
from advice.forms import declarations, fact_table
from advice.importing import Plan, PlanChanged, import_confirmed, plan_import
from advice.linting import Complaint
from advice.models import Guideline, Pack, Revision
from advice.pack_forms import PackFileForm, as_typed
from advice.publishing import may_be_deleted, publish, retire, standing_of
from advice.restoring import refill
from advice.versions_in_words import aloud_rows, in_words, names_of
from clubs.access import Member, for_owners, for_planners
from clubs.forms import focus_first_error
from plans.house_rules import (
    HouseRuleEditor,
    as_house_rules,
    last_revision,
    pack_of,
    rule_or_404,
    rules_of,
    title_of,
)
from plans.impact import Proposal
from plans.packs import house_pack, owner_of
from plans.views.impact import not_yet, streamed


@for_planners
@require_GET
def house_rules(request: HttpRequest, member: Member) -> HttpResponse:
    """All house rules: where each is in its life, what it says, and how its examples do."""
    today = member.club.today()
    rows = [
        {
            "rule": rule,
            "title": title_of(member.club, rule.code),
            "standing": standing_of(rule),
            "due": rule.review_on is not None and rule.review_on <= today and rule.status != "retired",
        }
        for rule in rules_of(member.club)
    ]
    return render(request, "house_rules/list.html", {"rows": rows, "section": "settings"})


@for_owners
@require_http_methods(["GET", "POST"])
def new_rule(request: HttpRequest, member: Member) -> HttpResponseBase:
    """Write a rule."""
    return _edited(request, member, Guideline())


@for_owners
@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, member: Member, code: str) -> HttpResponseBase:
    """Edit a rule; ``?version=`` fills the editor with an older one."""
    return _edited(request, member, rule_or_404(member.club, code))


def _edited(request: HttpRequest, member: Member, held: Guideline) -> HttpResponseBase:
    """The editor: what is sent is tried, and saved if a button says so and nothing is in the way."""
    if request.method == "GET":
        return _filled(request, member, held)
    editor = HouseRuleEditor.of(member.club, held, request.POST)
    if "X-Live" in request.headers:
        return render(request, "advice/_live.html", {"editor": editor})
    if "_impact" in request.POST:
        return _impact_of_typed(request, member, editor)
    status = _wanted_status(request.POST)
    if status is None:
        return _page(request, member, editor)
    if not editor.may_be_saved_as(status):
        return _page(request, member, editor, status=422)
    with transaction.atomic():
        if held.pk:
            # Whoever else saves this rule waits here, and then learns of what is saved now.
            Guideline.objects.select_for_update().get(pk=held.pk)
        newest = last_revision(held)
        stale = newest is not None and str(newest.pk) != request.POST.get("version")
        if not stale:
            saved = editor.save(by=member.user)
    if stale:
        return _page(request, member, editor, status=409, meanwhile=_meanwhile(editor, newest, status))
    told = {
        "published": _("“%(title)s” is published: it counts from now on."),
        "draft": _("“%(title)s” is saved as a draft: it does not count yet."),
    }[status]
    messages.success(request, told % {"title": title_of(member.club, saved.code)})
    for number, words in editor.unread:
        unread = _("Example %(number)s holds words that were not understood: %(words)s.")
        messages.warning(request, unread % {"number": number, "words": words})
    return redirect("plans:house_rule", member.club.slug, saved.code)


def _filled(request: HttpRequest, member: Member, held: Guideline) -> HttpResponse:
    """The editor as the rule stands, or as an older version of it stood."""
    if "version" not in request.GET or not held.pk:
        return _page(request, member, HouseRuleEditor.of(member.club, held))
    version = _revision(held, request.GET["version"])
    if version is None:
        raise Http404
    filled = refill(HouseRuleEditor.of(member.club, held, {}), version.content)
    for name in filled.missing:
        told = _("“%(name)s” belonged to that version and is no longer there.")
        messages.warning(request, told % {"name": name})
    return _page(request, member, HouseRuleEditor.of(member.club, held, filled.sent), filled_from=version)


def _page(
    request: HttpRequest, member: Member, editor: HouseRuleEditor, *, status: int = 200, **context: Any
) -> HttpResponse:
    held, form = editor.guideline, editor.form
    if editor.form.errors:
        focus_first_error(form)
    newest = last_revision(held)
    stored = rule_or_404(member.club, held.code) if held.pk else None
    return render(
        request,
        "house_rules/edit.html",
        {
            "editor": editor,
            "form": form,
            "rule": stored,
            "complaints": _complaints(stored) if stored and request.method == "GET" else [],
            "title": title_of(member.club, held.code) if held.pk else _("New house rule"),
            "version": newest.pk if newest else "",
            "may_be_deleted": bool(held.pk) and may_be_deleted(held),
            "declarations": declarations(),
            "fact_table": fact_table(),
            "section": "settings",
            "is_typed": request.method == "POST" or "filled_from" in context,
            **context,
        },
        status=status,
    )


def _complaints(stored: Guideline) -> list[Complaint]:
    """What else deserves a look; that the club itself stands for a rule of its own needs no reference."""
    own = bool(stored.source.owner)
    return [one for one in check_one(stored) if not (own and one.rule == "source")]


def _meanwhile(editor: HouseRuleEditor, newest: Revision | None, status: str) -> dict[str, Any]:
    """What somebody else saved since this page was opened, beside what is typed on it."""
    assert newest is not None
    typed = editor.as_record(status)
    names = {**names_of([newest.content, typed])}
    if editor.form.named:
        names["source"] = {**names["source"], typed["source"]: editor.form.named}
    rows = aloud_rows(differences(newest.content, typed, names))
    return {"revision": newest, "rows": rows, "typed": typed}


def _impact_of_typed(request: HttpRequest, member: Member, editor: HouseRuleEditor) -> HttpResponseBase:
    """What would change if what stands in the form counted; nothing is saved."""
    back = _address("house_rule", member, editor.guideline.code) if editor.guideline.pk else ""
    try:
        proposal = Proposal.typed(editor, [house_pack(member.club)])
    except ValueError as problem:
        if editor.form.errors or editor.has_errors:
            return _page(request, member, editor, status=422)
        return not_yet(request, editor.guideline.code or _("the new rule"), str(problem), back=back)
    return streamed(request, proposal, back=back, clubs=[member.club])


@for_owners
@require_GET
def impact(request: HttpRequest, member: Member, code: str) -> HttpResponseBase:
    """What would change in this club if the saved rule were published or, where it is, retired."""
    held = rule_or_404(member.club, code)
    back = _address("house_rule", member, code)
    try:
        proposal = Proposal.of(held)
    except ValueError as problem:
        return not_yet(request, code, str(problem), back=back)
    return streamed(request, proposal, back=back, clubs=[member.club])


@for_owners
@require_http_methods(["GET", "POST"])
def publish_rule(request: HttpRequest, member: Member, code: str) -> HttpResponse:
    """Ask whether the rule shall count as it is saved, and let it."""
    held = rule_or_404(member.club, code)
    if request.method == "POST":
        try:
            publish(held, by=member.user)
        except ValidationError as refused:
            return _asked(request, member, held, "publish", status=422, refused=refused.messages)
        told = _("“%(title)s” is published: it counts from now on.")
        return _done(request, member, told % {"title": title_of(member.club, code)})
    return _asked(request, member, held, "publish")


@for_owners
@require_http_methods(["GET", "POST"])
def retire_rule(request: HttpRequest, member: Member, code: str) -> HttpResponse:
    """Ask whether to take the rule out of all advice, and do so."""
    held = rule_or_404(member.club, code)
    if request.method == "POST":
        retire(held, by=member.user)
        told = _("“%(title)s” is retired: it no longer counts. Its history stays.")
        return _done(request, member, told % {"title": title_of(member.club, code)})
    return _asked(request, member, held, "retire")


@for_owners
@require_http_methods(["GET", "POST"])
def delete_rule(request: HttpRequest, member: Member, code: str) -> HttpResponse:
    """Ask whether to delete a rule that never counted, and do so; one that did can only be retired."""
    held = rule_or_404(member.club, code)
    if not may_be_deleted(held):
        refused = [_("Somebody may have been advised by it, so its history stays: retire it instead.")]
        return _asked(request, member, held, "delete", status=409, refused=refused)
    if request.method == "POST":
        held.delete()
        return _done(request, member, _("“%(title)s” is deleted.") % {"title": title_of(member.club, code)})
    return _asked(request, member, held, "delete")


def _asked(
    request: HttpRequest, member: Member, held: Guideline, what: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    shown = {"rule": held, "title": title_of(member.club, held.code), "standing": standing_of(held), "what": what}
    return render(request, "house_rules/ask.html", {**shown, "section": "settings", **context}, status=status)


def _done(request: HttpRequest, member: Member, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect("plans:house_rules", member.club.slug)


@for_owners
@require_GET
def history(request: HttpRequest, member: Member, code: str) -> HttpResponse:
    """Every change of a rule: who, when, and what became of what."""
    held = rule_or_404(member.club, code)
    revisions = list(held.revisions.select_related("made_by"))
    names = names_of(revision.content for revision in revisions)
    older = [*(revision.content for revision in revisions[1:]), None]
    changes = [
        (revision, aloud_rows(differences(before, revision.content, names)) if before is not None else None)
        for revision, before in zip(revisions, older, strict=False)
    ]
    context = {"rule": held, "title": title_of(member.club, code), "changes": changes, "section": "settings"}
    return render(request, "house_rules/history.html", context)


@for_owners
@require_GET
def compare(request: HttpRequest, member: Member, code: str) -> HttpResponse:
    """Two versions of a rule side by side, the older first."""
    held = rule_or_404(member.club, code)
    chosen = [_revision(held, request.GET.get(end, "")) for end in ("from", "to")]
    found = sorted((one for one in chosen if one), key=lambda one: (one.made_at, one.pk))
    if len(found) < 2 or found[0] == found[1]:
        messages.warning(request, _("Choose two different versions to compare."))
        return redirect("plans:house_rule_history", member.club.slug, code)
    old, new = found
    context = {
        "rule": held,
        "title": title_of(member.club, code),
        "versions": [(one, in_words(one)) for one in found],
        "rows": aloud_rows(side_by_side(old.content, new.content, names_of([old.content, new.content]))),
        "section": "settings",
    }
    return render(request, "house_rules/compare.html", context)


@for_owners
@require_GET
def export(request: HttpRequest, member: Member) -> HttpResponse:  # noqa: ARG001 - the door's shape
    """The club's house rules as a file that can be edited and imported again."""
    pack = Pack.objects.filter(owner=owner_of(member.club)).first() or pack_of(member.club)
    return _as_file(pack, f"house-rules-{member.club.slug}")


def _as_file(pack: Pack, name: str) -> HttpResponse:
    response = HttpResponse(pack_as_yaml(pack), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response


@for_owners
@require_http_methods(["GET", "POST"])
def import_rules(request: HttpRequest, member: Member) -> HttpResponse:
    """Read a file, show what it would change, and with a second press of a button change it."""
    if request.method == "GET":
        return _import_page(request, PackFileForm(for_a_club=True))
    form = PackFileForm(request.POST, request.FILES, for_a_club=True)
    if not form.is_valid():
        return _import_page(request, form, status=422)

    def read() -> ContentFile:
        return as_house_rules(read_content(form.file_name, form.data_read), member.club)

    def make_plan() -> Plan:
        return plan_import(read(), owner=owner_of(member.club), publish=form.cleaned_data["publish"])

    try:
        if not form.confirms:
            return _import_page(request, as_typed(form), plan=make_plan())
        plan = import_confirmed(make_plan, form.cleaned_data["fingerprint"], by=member.user)
    except ContentError as refused:
        return _import_page(request, as_typed(form), status=422, problems=refused.problems)
    except PlanChanged as changed:
        return _import_page(request, as_typed(form), status=409, plan=changed.plan, changed=str(changed))
    counts = plan.counts
    told = _("Imported: %(new)s new, %(changed)s changed.") % {"new": counts["new"], "changed": counts["changed"]}
    return _done(request, member, told)


def _import_page(request: HttpRequest, form: forms.Form, *, status: int = 200, **context: Any) -> HttpResponse:
    if form.errors:
        focus_first_error(form)
    return render(request, "house_rules/import.html", {"form": form, "section": "settings", **context}, status=status)


def _wanted_status(sent: Any) -> str | None:
    """What the pressed button makes of the rule: ``None`` where it shall only be tried."""
    return "published" if "_publish" in sent else "draft" if "_draft" in sent else None


def _revision(held: Guideline, written: str) -> Revision | None:
    revisions = held.revisions.select_related("made_by")
    return revisions.filter(pk=written).first() if written.isdecimal() and len(written) < 19 else None


def _address(name: str, member: Member, code: str) -> str:
    return reverse(f"plans:{name}", args=[member.club.slug, code])
