"""Guidelines in the admin, as a head coach writes, tries, publishes, compares and retires them."""

from __future__ import annotations

import datetime as dt
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.contrib.admin.options import csrf_protect_m
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch, QuerySet
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from advice.aloud import aloud
from advice.checking import check_all
from advice.comparing import differences, side_by_side
from advice.content_admin import LoadedContentAdmin
from advice.editing import GuidelineEditor
from advice.forms import ConditionForm, ConditionFormSet, ExampleForm, ExampleFormSet, declarations, fact_table
from advice.models import Condition, Drill, Example, Guideline, NamedDrill, Revision, Source
from advice.publishing import may_be_deleted, publish, retire, standing_of
from advice.restoring import refill
from advice.versions_in_words import aloud_rows, in_words, names_of

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

# Without the list of all models at their side, these pages have the width that they need.
_WIDE = {"is_nav_sidebar_enabled": False}


class PartInline(admin.TabularInline):
    """Part of a guideline: who may change the guideline may change it."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """As for the guideline, which was asked already; and so below."""
        return True

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission


class ConditionInline(PartInline):
    """When the guideline applies."""

    model = Condition
    form = ConditionForm
    formset = ConditionFormSet
    fields = ["unless", "fact", "operator", "value", "editorial"]
    extra = 1


class ExampleInline(PartInline):
    """What the guideline is tried with."""

    model = Example
    form = ExampleForm
    formset = ExampleFormSet
    fields = ["text", "athlete", "expected"]
    extra = 1


class NamedDrillInline(PartInline):
    """What the guideline names as a replacement."""

    model = NamedDrill
    fields = ["drill", "position"]
    autocomplete_fields = ["drill"]
    extra = 1

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """A drill is found by its name; it has a page of its own."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        return _without_ways(field, "add", "change", "delete", "view")


class ReviewFilter(admin.SimpleListFilter):
    """Guidelines by when somebody should look at them again."""

    title = _("review")
    parameter_name = "review"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:  # noqa: ARG002
        """Due, due soon, and never."""
        return [("due", _("due")), ("soon", _("within 60 days")), ("none", _("no date"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Guideline]) -> QuerySet[Guideline]:  # noqa: ARG002
        """Those of the choice; what is retired needs no review."""
        today = timezone.localdate()
        match self.value():
            case "due":
                return queryset.filter(review_on__lte=today).exclude(status="retired")
            case "soon":
                return queryset.filter(review_on__lte=today + dt.timedelta(days=60)).exclude(status="retired")
            case "none":
                return queryset.filter(review_on=None)
        return queryset


@admin.register(Guideline)
class GuidelineAdmin(LoadedContentAdmin):
    """Positions, with their conditions and their own tests.

    The page of a guideline is a ``GuidelineEditor`` with buttons that say what becomes of it.
    """

    list_display = ["code", "source", "position", "standing", "examples_passing", "review", "pack_names"]
    list_filter = ["status", ReviewFilter, "packs", "stance", "exception", "grade"]
    list_select_related = ["source"]
    list_per_page = 50
    search_fields = ["code", "source__name", "reason", "instead"]
    inlines = [ConditionInline, NamedDrillInline, ExampleInline]
    actions = ["publish_selected", "retire_selected"]
    fieldsets = [
        (None, {"fields": ["source", "stance", "exception", "code"]}),
        (None, {"fields": ["reason", "instead"]}),
        (None, {"fields": ["grade", "reference", "editorial_note", "review_on", "packs"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Guideline]:
        """The guidelines with all that the list tells of them."""
        named = NamedDrill.objects.select_related("drill")
        parts = ("packs", "conditions", "examples", Prefetch("named_drills", named))
        return super().get_queryset(request).prefetch_related(*parts)

    def get_readonly_fields(self, request: HttpRequest, obj: Guideline | None = None) -> list[str]:  # noqa: ARG002
        """The code, once others know the guideline by it: its history, or the file that it came from."""
        return ["code"] if obj and not may_be_deleted(obj) else []

    def has_delete_permission(self, request: HttpRequest, obj: Guideline | None = None) -> bool:  # type: ignore[override]
        """Drafts can go; what ever counted is retired instead, so that its history stays."""
        return super().has_delete_permission(request, obj) and (obj is None or may_be_deleted(obj))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        """A source or a pack can be made on the way; to change or delete one, there are pages of their own."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        return _without_ways(field, "change", "delete", "view")

    # The list

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Every guideline with where it stands."""
        return super().changelist_view(request, {**_WIDE, **(extra_context or {})})

    @admin.display(description=_("stance"), ordering="stance")
    def position(self, guideline: Guideline) -> str:
        """Its stance, and whether it is an exception: most are not, and that is no fault."""
        stance = str(guideline.get_stance_display())
        return gettext("%(stance)s, exception") % {"stance": stance} if guideline.exception else stance

    @admin.display(description=_("packs"))
    def pack_names(self, guideline: Guideline) -> str:
        """The packs it is in."""
        return ", ".join(pack.name for pack in guideline.packs.all())

    @admin.display(description=_("status"), ordering="status")
    def standing(self, guideline: Guideline) -> SafeString:
        """Where it is in its life."""
        return format_html('<span class="status status-{}">{}</span>', guideline.status, guideline.get_status_display())

    @admin.display(description=_("examples"))
    def examples_passing(self, guideline: Guideline) -> SafeString | str:
        """How many of its examples pass: "2 of 3"."""
        found = standing_of(guideline)
        if not found.outcomes:
            return gettext("none")
        told = gettext("%(passing)s of %(all)s") % {"passing": found.passing, "all": len(found.outcomes)}
        return told if not found.failures else format_html('<strong class="fails">{}</strong>', told)

    @admin.display(description=_("review"), ordering="review_on")
    def review(self, guideline: Guideline) -> SafeString | str:
        """When somebody should look at it again, and whether that is now."""
        if guideline.review_on is None:
            return ""
        day = f"{guideline.review_on:%Y-%m-%d}"
        due = guideline.status != "retired" and guideline.review_on <= timezone.localdate()
        return format_html('<strong class="fails">{} {}</strong>', day, gettext("due")) if due else day

    @admin.action(description=_("Publish selected guidelines"), permissions=["change"])
    def publish_selected(self, request: HttpRequest, guidelines: QuerySet[Guideline]) -> None:
        """Publish those that pass their examples; tell why of the others."""
        published = 0
        for guideline in guidelines:
            try:
                publish(guideline, by=_by(request))
            except ValidationError as refused:
                told = {"code": guideline.code, "reasons": " ".join(refused.messages)}
                self.message_user(request, gettext("“%(code)s” is not published. %(reasons)s") % told, messages.ERROR)
            else:
                published += 1
                self.log_change(request, guideline, gettext("Published."))
        if published:
            told_all = ngettext("%(n)s guideline is published.", "%(n)s guidelines are published.", published)
            self.message_user(request, told_all % {"n": published}, messages.SUCCESS)

    @admin.action(description=_("Retire selected guidelines"), permissions=["change"])
    def retire_selected(self, request: HttpRequest, guidelines: QuerySet[Guideline]) -> None:
        """Take them out of all advice."""
        for guideline in guidelines:
            retire(guideline, by=_by(request))
            self.log_change(request, guideline, gettext("Retired."))
            told = gettext("“%(code)s” is retired: it no longer counts.") % {"code": guideline.code}
            self.message_user(request, told, messages.SUCCESS)

    # The editor

    @csrf_protect_m
    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",  # noqa: ARG002 - Django's own
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The editor: what is sent is tried, and saved if a button says so and nothing is in the way."""
        guideline = self._asked_for(request, object_id) if object_id else None
        if not (self.has_change_permission(request, guideline) if guideline else self.has_add_permission(request)):
            if guideline and request.method == "GET" and self.has_view_permission(request, guideline):
                return HttpResponseRedirect(self._page("history", guideline))
            raise PermissionDenied
        if request.method != "POST":
            if guideline and "version" in request.GET:
                return self._show_version(request, guideline, extra_context)
            return self._show(request, self._editor(request, guideline), extra_context)
        editor = self._editor(request, guideline, request.POST)
        status = _wanted_status(request.POST, editor.guideline)
        if status is None or not editor.may_be_saved_as(status):
            return self._show(request, editor, extra_context)
        if newer := guideline and self._newer(guideline, request.POST.get("revision", "")):
            return self._show(request, editor, {**newer, **(extra_context or {})})
        saved = editor.save(by=_by(request))
        self._tell(request, editor, new=guideline is None)
        return HttpResponseRedirect(self._page("change", saved))

    def _editor(self, request: HttpRequest, guideline: Guideline | None, data: Any = None) -> GuidelineEditor:
        """The forms of a guideline, filled with what was sent, with what is stored, or with nothing."""
        fields = flatten_fieldsets(self.get_fieldsets(request, guideline))
        form = self.get_form(request, guideline, change=guideline is not None, fields=fields)(data, instance=guideline)
        formsets = {
            type(inline): formset(
                data,
                instance=form.instance,
                prefix=formset.get_default_prefix(),
                queryset=inline.get_queryset(request),
            )
            for formset, inline in self.get_formsets_with_inlines(request, guideline)
        }
        return GuidelineEditor(form, formsets[ConditionInline], formsets[ExampleInline], formsets[NamedDrillInline])

    def _show(
        self, request: HttpRequest, editor: GuidelineEditor, extra_context: dict[str, Any] | None
    ) -> HttpResponse:
        if "X-Live" in request.headers:
            return TemplateResponse(request, "advice/_live.html", {"editor": editor})
        guideline = self._stored(editor)
        media: Media = sum((part.media for part in editor.parts), self.media)
        context = {
            **self._context(request, guideline, guideline.code if guideline else gettext("New guideline")),
            "editor": editor,
            "form": editor.form,
            "drills": editor.others[0],
            "declarations": declarations(),
            "fact_table": fact_table(),
            "media": media,
            "revision": request.POST.get("revision") or (guideline and self._last_revision(guideline)) or "",
            "code_is_fixed": "code" not in editor.form.fields,
            "has_delete_permission": bool(guideline) and self.has_delete_permission(request, guideline),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/advice/guideline/change_form.html", context)

    def _newer(self, guideline: Guideline, seen: str) -> dict[str, Any]:
        """What somebody else saved since the page with the revision ``seen`` was opened; nothing where nobody did."""
        newest, known = self._revisions(guideline).first(), self._revision(guideline, seen)
        if newest is None or known is None or newest == known:
            return {}
        names = names_of([known.content, newest.content])
        # Whoever saves again has seen it.
        changes = aloud_rows(differences(known.content, newest.content, names))
        return {"newer": newest, "newer_changes": changes, "revision": newest.pk}

    def _show_version(
        self, request: HttpRequest, guideline: Guideline, extra_context: dict[str, Any] | None
    ) -> HttpResponse:
        """The editor filled with an old version, as if it had been typed."""
        revision = self._revision(guideline, request.GET["version"])
        if revision is None:
            raise Http404
        filled = refill(self._editor(request, guideline), revision.content)
        for name in filled.missing:
            told = gettext("“%(name)s” belonged to that version and is no longer there.") % {"name": name}
            self.message_user(request, told, messages.WARNING)
        editor = self._editor(request, guideline, filled.sent)
        return self._show(request, editor, {"filled_from": revision, **(extra_context or {})})

    def _stored(self, editor: GuidelineEditor) -> Guideline | None:
        return editor.guideline if editor.guideline.pk else None

    def _tell(self, request: HttpRequest, editor: GuidelineEditor, *, new: bool) -> None:
        """Say what was saved, to the person and in the log, and what deserves a second look."""
        guideline = editor.guideline
        told = {
            "published": gettext("“%(code)s” is published: it counts from now on."),
            "draft": gettext("“%(code)s” is saved as a draft: it does not count yet."),
            "retired": gettext("“%(code)s” is saved, and stays retired."),
        }[guideline.status] % {"code": guideline.code}
        (self.log_addition if new else self.log_change)(request, guideline, told)
        self.message_user(request, told, messages.SUCCESS)
        if guideline.is_published and not guideline.packs.exists():
            self.message_user(
                request, gettext("It is in no pack, so no club asks it. Put it into one."), messages.WARNING
            )
        for number, words in editor.unread:
            told = gettext("Example %(number)s holds words that were not understood: %(words)s.")
            self.message_user(request, told % {"number": number, "words": words}, messages.WARNING)

    # Its life and its history

    def get_urls(self) -> list[URLPattern]:
        """Django's own, and the pages that a guideline alone has."""
        own = {"retire": self.retire_view, "compare": self.compare_view}
        return [
            path("check/", self.admin_site.admin_view(self.check_view), name=_name("check")),
            *(
                path(f"<path:object_id>/{page}/", self.admin_site.admin_view(own[page]), name=_name(page))
                for page in own
            ),
            *super().get_urls(),
        ]

    def check_view(self, request: HttpRequest) -> HttpResponse:
        """Everything in sources, guidelines and drills that somebody should mend, with the way to its page."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        places = {
            kind: dict(model._default_manager.values_list(key, "pk"))
            for kind, model, key in (
                ("guideline", Guideline, "code"),
                ("drill", Drill, "code"),
                ("source", Source, "slug"),
            )
        }
        rows: dict[str, list[dict[str, str]]] = {"error": [], "warning": []}
        for one in check_all():
            page = reverse(f"admin:advice_{one.kind}_change", args=[places[one.kind][one.name]])
            rows[one.weight].append({"name": one.name, "wrong": aloud(one.wrong), "mend": aloud(one.mend), "url": page})
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Check of the content"),
            "errors": rows["error"],
            "warnings": rows["warning"],
        }
        return TemplateResponse(request, "admin/advice/guideline/check.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every change: who, when, and what became of what; any two can be compared."""
        guideline = self._seen(request, object_id)
        revisions = list(self._revisions(guideline))
        names = names_of(revision.content for revision in revisions)
        changes = [
            (revision, aloud_rows(differences(before.content, revision.content, names)) if before else None)
            for revision, before in zip_longest(revisions, revisions[1:])
        ]
        context = {
            **self._context(request, guideline, gettext("History of %(code)s") % {"code": guideline.code}),
            "changes": changes,
            "can_change": self.has_change_permission(request, guideline),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/advice/guideline/history.html", context)

    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Two versions side by side, the older on the left."""
        guideline = self._seen(request, object_id)
        chosen = [self._revision(guideline, request.GET.get(end, "")) for end in ("from", "to")]
        found = sorted((one for one in chosen if one), key=lambda one: (one.made_at, one.pk))
        if len(found) < 2 or found[0] == found[1]:
            self.message_user(request, gettext("Choose two different versions to compare."), messages.WARNING)
            return HttpResponseRedirect(self._page("history", guideline))
        old, new = found
        rows = aloud_rows(side_by_side(old.content, new.content, names_of([old.content, new.content])))
        context = {
            **self._context(request, guideline, gettext("Two versions of %(code)s") % {"code": guideline.code}),
            "versions": found,
            "old": old,
            "new": new,
            "old_in_words": in_words(old),
            "new_in_words": in_words(new),
            "different": [row for row in rows if row.kind != "same"],
            "same": [row for row in rows if row.kind == "same"],
            "can_change": self.has_change_permission(request, guideline),
        }
        return TemplateResponse(request, "admin/advice/guideline/compare.html", context)

    def _revisions(self, guideline: Guideline) -> QuerySet[Revision]:
        return guideline.revisions.select_related("made_by")

    def _last_revision(self, guideline: Guideline) -> int | None:
        return guideline.revisions.values_list("pk", flat=True).first()

    def _revision(self, guideline: Guideline, written: str) -> Revision | None:
        return self._revisions(guideline).filter(pk=written).first() if written.isdecimal() else None

    def _context(self, request: HttpRequest, guideline: Guideline | None, title: str) -> dict[str, Any]:
        site = self.admin_site.each_context(request)
        return {**site, **_WIDE, "opts": self.opts, "original": guideline, "title": title}

    def _seen(self, request: HttpRequest, object_id: str) -> Guideline:
        guideline = self._asked_for(request, object_id)
        if not self.has_view_or_change_permission(request, guideline):
            raise PermissionDenied
        return guideline

    def retire_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask whether to retire the guideline, and do so."""
        guideline = self._asked_for(request, object_id)
        if not self.has_change_permission(request, guideline):
            raise PermissionDenied
        if request.method == "POST":
            retire(guideline, by=_by(request))
            self.log_change(request, guideline, gettext("Retired."))
            told = gettext("“%(code)s” is retired: it no longer counts.") % {"code": guideline.code}
            self.message_user(request, told, messages.SUCCESS)
            return HttpResponseRedirect(self._page("change", guideline))
        context = self._context(request, guideline, gettext("Retire %(code)s?") % {"code": guideline.code})
        return TemplateResponse(request, "admin/advice/guideline/retire.html", context)

    def _asked_for(self, request: HttpRequest, object_id: str) -> Guideline:
        guideline = self.get_object(request, unquote(object_id))
        if guideline is None:
            raise Http404
        return guideline

    def _page(self, name: str, guideline: Guideline) -> str:
        return reverse(f"admin:{_name(name)}", args=[guideline.pk])


def _without_ways(field: Any, *ways: str) -> Any:
    """The field without these ways to the pages of what it names."""
    if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
        for way in ways:
            setattr(field.widget, f"can_{way}_related", False)
    return field


def _name(page: str) -> str:
    return f"advice_guideline_{page}"


def _by(request: HttpRequest) -> AbstractBaseUser:
    return cast("AbstractBaseUser", request.user)


def _wanted_status(sent: Any, guideline: Guideline) -> str | None:
    """What the pressed button makes of the guideline: ``None`` where it shall only be tried."""
    if "_publish" in sent:
        return "published"
    if "_draft" in sent:
        return "draft"
    return guideline.status if "_save" in sent else None
