"""Packs in the admin: what they hold, written to a file and brought back from one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advice.content_admin import LoadedContentAdmin
from advice.content_files import ContentError, read_content
from advice.exporting import pack_as_yaml
from advice.importing import Plan, PlanChanged, import_confirmed, plan_import
from advice.models import Pack
from advice.pack_forms import PackFileForm, as_typed

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

# What a pack's file may make or change.
_NEEDED: Final = [f"advice.{verb}_{model}" for verb in ("add", "change") for model in ("pack", "source", "guideline")]
_NEEDED_FOR_DRILLS: Final = ["advice.add_drill", "advice.change_drill"]


@admin.register(Pack)
class PackAdmin(LoadedContentAdmin):
    """Sets of guidelines that clubs switch on."""

    change_list_template = "admin/advice/pack/change_list.html"
    list_display = ["name", "slug", "on_by_default", "guideline_count", "as_a_file"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pack]:
        """The packs with the number of their guidelines."""
        return super().get_queryset(request).annotate(guideline_count=Count("guidelines"))

    @admin.display(description=_("guidelines"), ordering="guideline_count")
    def guideline_count(self, pack: Any) -> int:
        """How many guidelines are in it."""
        return pack.guideline_count

    @admin.display(description=_("file"))
    def as_a_file(self, pack: Pack) -> SafeString:
        """A link to the pack as a file."""
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:advice_pack_export", args=[pack.pk]), gettext("Export")
        )

    def get_urls(self) -> list[URLPattern]:
        """Django's own, and the ways out and in."""
        return [
            path("import/", self.admin_site.admin_view(self.import_view), name="advice_pack_import"),
            path("<path:object_id>/export/", self.admin_site.admin_view(self.export_view), name="advice_pack_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with the way to import for those who may."""
        return super().changelist_view(request, {**(extra_context or {}), "may_import": self._may_import(request)})

    def export_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The pack as a file that imports again unchanged."""
        pack = self.get_object(request, unquote(object_id))
        if pack is None:
            raise Http404
        if not self.has_view_or_change_permission(request, pack):
            raise PermissionDenied
        response = HttpResponse(pack_as_yaml(pack), content_type="application/yaml; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{pack.slug}.yaml"'
        return response

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """Read a file, show what it would change, and with a second press of a button change it."""
        if not self._may_import(request):
            raise PermissionDenied
        if request.method != "POST":
            return self._import_page(request, PackFileForm())
        form = PackFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._import_page(request, form, status=422)

        def make_plan() -> Plan:
            file = read_content(form.file_name, form.data_read)
            if file.drills and not request.user.has_perms(_NEEDED_FOR_DRILLS):
                told = gettext("you may not change drills: remove them from the file.")
                raise ContentError([file.problem("drills", 0, told)])
            return plan_import(file)

        try:
            if not form.confirms:
                return self._import_page(request, as_typed(form), plan=make_plan())
            by = cast("AbstractBaseUser", request.user)
            plan = import_confirmed(make_plan, form.cleaned_data["fingerprint"], by=by)
        except ContentError as refused:
            return self._import_page(request, as_typed(form), status=422, problems=refused.problems)
        except PlanChanged as changed:
            return self._import_page(request, as_typed(form), status=409, plan=changed.plan, changed=str(changed))
        for entry in plan.entries:
            if entry.step.row is not None and entry.outcome == "changed":
                self.log_change(request, entry.step.row, gettext("Imported."))
        counts = {"new": plan.counts["new"], "changed": plan.counts["changed"]}
        self.message_user(request, gettext("Imported: %(new)s new, %(changed)s changed.") % counts, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:advice_pack_changelist"))

    def _may_import(self, request: HttpRequest) -> bool:
        return request.user.has_perms(_NEEDED)

    def _import_page(
        self, request: HttpRequest, form: PackFileForm, *, status: int = 200, **context: Any
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Import a pack"),
            "form": form,
            **context,
        }
        return TemplateResponse(request, "admin/advice/pack/import.html", context, status=status)
