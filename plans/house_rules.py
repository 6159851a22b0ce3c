"""A club's house rules: guidelines of its own, in a pack of its own, written by its owners.

They are guidelines like all others and are tried, published and remembered by the same code; what is here is whose they
are. Nothing here reaches a row that is not the club's own.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from crispy_forms.helper import FormHelper
from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.forms import inlineformset_factory
from django.http import Http404
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice import engine, revisions
from advice.content_files import ContentError, ContentFile, Record
from advice.editing import GuidelineEditor
from advice.forms import ConditionForm, ConditionFormSet, ExampleForm, ExampleFormSet
from advice.models import Condition, Drill, Example, Guideline, NamedDrill, Pack, Revision, Source
from advice.restoring import refill
from clubs.models import Club
from plans.packs import house_pack, owner_of

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

_LONGEST_CODE: Final = 80
_LONGEST_SLUG: Final = 50
_SPARE_DRILLS: Final = 2


def rules_of(club: Club) -> QuerySet[Guideline]:
    """The club's house rules with all that belongs to them, by their codes."""
    own = Guideline.objects.filter(packs__owner=owner_of(club))
    # What stands in another pack too is not the club's alone, and so not its owners' to change.
    return revisions.whole(own.exclude(packs__in=Pack.objects.exclude(owner=owner_of(club)))).order_by("code")


def rule_or_404(club: Club, code: str) -> Guideline:
    """One house rule of this club; there is no other guideline behind this door."""
    rule = rules_of(club).filter(code=code).first()
    if rule is None:
        raise Http404(_("There is no such house rule."))
    return rule


def pack_of(club: Club) -> Pack:
    """The pack of the club's house rules, made where there is none yet."""
    name = _("House rules of %(club)s") % {"club": club.name}
    pack, _made = Pack.objects.get_or_create(
        owner=owner_of(club), defaults={"slug": house_pack(club), "name": name[: _longest(Pack, "name")]}
    )
    return pack


def published_rules(club: Club) -> int:
    """How many house rules count."""
    return Guideline.objects.published().filter(packs__owner=owner_of(club)).count()


def title_of(club: Club, code: str) -> str:
    """What a rule is called: the words of its code without the club's mark."""
    words = code.removeprefix(f"{house_pack(club)}-").replace("-", " ")
    return words[:1].upper() + words[1:]


def last_revision(rule: Guideline) -> Revision | None:
    """How the rule stands now, and who left it so."""
    return rule.revisions.select_related("made_by").first() if rule.pk else None


class DrillSelects(forms.SelectMultiple):
    """Drills one below the other, the first first, with room for more; works without a script."""

    template_name = "house_rules/_drill_selects.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """One list of choices for each chosen drill and for those to come."""
        context = super().get_context(name, value, attrs)
        chosen = [code for code in value or [] if code]
        context["chosen"] = [*chosen, *[""] * _SPARE_DRILLS]
        context["drills"] = self.choices
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 - Django's own
        """What is chosen, in its order, without the gaps."""
        sent = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        return [code for code in sent if code]


def _drill_choices() -> list[tuple[Any, Any]]:
    """The drills of the catalogue by their shelves, after an empty choice."""
    shelves: dict[str, list[tuple[str, str]]] = {}
    for drill in Drill.objects.filter(published=True):
        shelves.setdefault(str(drill.get_category_display()), []).append((drill.code, drill.name))
    return [("", "–"), *shelves.items()]


class HouseRuleForm(forms.ModelForm):
    """What a house rule says and whose position it is; conditions and examples have forms of their own.

    A position may be that of a source that is there, or of somebody named here, who becomes a source of the club's own.
    """

    helper = FormHelper()

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=60,
        help_text=gettext_lazy("A few words, such as: No vests on Tuesdays. Its code is made of them and stays."),
    )
    source = forms.ModelChoiceField(
        label=gettext_lazy("Whose position"),
        queryset=Source.objects.none(),
        required=False,
        empty_label=gettext_lazy("Somebody of ours, named below"),
    )
    new_source = forms.CharField(
        label=gettext_lazy("Or somebody new"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Such as: Our head coach, Mira. The name is shown with the rule."),
    )
    drills = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Drills it names, the first first"),
        choices=_drill_choices,
        required=False,
        widget=DrillSelects,
    )

    class Meta:
        model = Guideline
        fields = (
            "title",
            "source",
            "new_source",
            "stance",
            "exception",
            "reason",
            "instead",
            "reference",
            "review_on",
            "editorial_note",
        )
        labels = {
            "stance": gettext_lazy("Stance"),
            "exception": gettext_lazy("It is an exception"),
            "reason": gettext_lazy("Why"),
            "instead": gettext_lazy("What to do instead"),
            "reference": gettext_lazy("Where it can be read"),
            "review_on": gettext_lazy("Look at it again on"),
            "editorial_note": gettext_lazy("Note to ourselves"),
        }
        help_texts = {
            "instead": "",
            "reference": gettext_lazy("Needed for the position of somebody who is not of the club."),
            "editorial_note": gettext_lazy("Such as which values are yours and not the source’s."),
        }
        widgets = {
            "reason": forms.Textarea(attrs={"rows": 3}),
            "instead": forms.Textarea(attrs={"rows": 2}),
            "reference": forms.Textarea(attrs={"rows": 2}),
            "editorial_note": forms.Textarea(attrs={"rows": 2}),
            "review_on": forms.DateInput(attrs={"type": "date", "class": "input-date"}, format="%Y-%m-%d"),
        }

    def __init__(self, club: Club, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.club = club
        sources: Any = self.fields["source"]
        sources.queryset = Source.objects.seen_by(owner_of(club))
        if self.instance.pk:
            # The code stays what it is, whatever the rule comes to say.
            del self.fields["title"]

    def clean_title(self) -> str:
        """A title that a code can be made of."""
        title = " ".join(self.cleaned_data["title"].split())
        self.instance.code = _free_code(self.club, title)
        return title

    def clean_drills(self) -> list[str]:
        """Each drill once, in the order chosen."""
        return list(dict.fromkeys(self.cleaned_data["drills"]))

    def clean(self) -> dict[str, Any]:
        """Somebody must stand for it. A new name counts for more than what was chosen before."""
        data = super().clean() or {}
        if "new_source" in data and "source" in data and not (data["new_source"] or data["source"]):
            self.add_error("source", _("Choose whose position it is, or name somebody."))
        return data

    @property
    def named(self) -> str:
        """The name that becomes a source of the club's own, if any."""
        return getattr(self, "cleaned_data", {}).get("new_source", "")

    def source_as_value(self) -> engine.SourceRef:
        """Whose position it is as it is typed, also before the source is made."""
        if self.named:
            return engine.SourceRef(slug=_own_slug(self.club, self.named), name=self.named)
        return self.cleaned_data["source"].as_value()

    def save(self, commit: bool = True) -> Guideline:  # noqa: FBT001, FBT002 - Django's own
        """Save the rule into the club's pack, with its source and its drills."""
        # Whoever else makes a rule of this club waits here, so that both find codes of their own.
        pack = Pack.objects.select_for_update().get(pk=pack_of(self.club).pk)
        if not self.instance.pk:
            self.instance.code = _free_code(self.club, self.cleaned_data["title"])
        if self.named:
            self.instance.source = _own_source(self.club, self.named)
        rule: Guideline = super().save(commit)
        rule.packs.add(pack)
        drills = Drill.objects.in_bulk(self.cleaned_data["drills"], field_name="code")
        rule.named_drills.all().delete()
        for position, code in enumerate(self.cleaned_data["drills"]):
            NamedDrill(guideline=rule, drill=drills[code], position=position).save()
        return rule


# Far more than anybody writes, and no more than a page can hold.
_ROWS: Final[dict[str, Any]] = {"extra": 1, "max_num": 40, "absolute_max": 60, "validate_max": True}
_condition_formset: Any = inlineformset_factory(
    Guideline, Condition, form=ConditionForm, formset=ConditionFormSet, **_ROWS
)
_example_formset: Any = inlineformset_factory(Guideline, Example, form=ExampleForm, formset=ExampleFormSet, **_ROWS)


class HouseRuleEditor(GuidelineEditor):
    """The editor of guidelines for a club's own.

    Rows are sent as they stand on the page and take the place of those that are stored: so two people who edit one rule
    never meet each other's rows half-way.
    """

    form: HouseRuleForm

    @classmethod
    def of(cls, club: Club, rule: Guideline, sent: Any = None) -> HouseRuleEditor:
        """The editor with what was sent; without, with what is stored."""
        if sent is None and rule.pk:
            sent = refill(cls.of(club, rule, {}), revisions.record_of(rule)).sent
        data = sent or None
        form = HouseRuleForm(club, data, instance=rule)
        return cls(
            form,
            _condition_formset(data, instance=rule, queryset=Condition.objects.none()),
            _example_formset(data, instance=rule, queryset=Example.objects.none()),
        )

    @cached_property
    def reasons(self) -> dict[str, list[str]]:
        """What stands against publishing it; for what its own people say the club itself is the reference."""
        found = dict(super().reasons)
        if self.form.named:
            found.pop("reference", None)
        return found

    @property
    def is_whole(self) -> bool:
        """Whether all that was sent is well-formed."""
        return self._whole

    @property
    def has_errors(self) -> bool:
        """Whether the page has anything marked."""
        return self.form.is_bound and not self._whole

    def as_value(self) -> engine.Guideline:
        """What is typed, as the engine would know it. Raises ``ValueError`` with what is to be mended first."""
        if not self._whole:
            raise ValueError(_("Mend what is marked in the form first."))
        return replace(
            revisions.value_of(self.as_record("published"), self.form.source_as_value()), code=self.guideline.code
        )

    def as_record(self, status: str) -> Record:
        """What is typed, in the form of a revision; to be asked where everything is well-formed."""
        rule, form = self.guideline, self.form
        return {
            "code": rule.code,
            "source": form.source_as_value().slug,
            "status": status,
            **{key: form.cleaned_data[key] for key in ("stance", "exception", "reason", "instead", "reference")},
            "grade": rule.grade,
            "editorial_note": form.cleaned_data["editorial_note"],
            "review_on": f"{form.cleaned_data['review_on'] or ''}",
            "conditions": [
                _picked(row, "fact", "operator", "value", "editorial", "unless") for row in self.conditions.kept()
            ],
            "examples": [_picked(row, "text", "athlete", "expected") for row in self.examples.kept()],
            "drills": form.cleaned_data["drills"],
            "packs": [house_pack(form.club)],
        }

    def save(self, by: AbstractBaseUser) -> Guideline:
        """Save everything as one change in the rule's history, made by ``by``."""
        with transaction.atomic():
            if self.guideline.pk:
                self.guideline.conditions.all().delete()
                self.guideline.examples.all().delete()
            return super().save(by)


def _picked(form: Any, *names: str) -> Record:
    return {name: form.cleaned_data[name] for name in names}


def _own_slug(club: Club, name: str) -> str:
    """The slug of a source of the club's own."""
    return f"{house_pack(club)}-{slugify(name) or 'source'}"[:_LONGEST_SLUG].rstrip("-")


def _own_source(club: Club, name: str) -> Source:
    """The club's own source of this name, made where there is none yet."""
    own = Source.objects.filter(owner=owner_of(club))
    if found := own.filter(name__iexact=name).first():
        return found
    slug, number = _own_slug(club, name), 1
    while Source.objects.filter(slug=slug).exists():
        number += 1
        slug = f"{_own_slug(club, name)[: _LONGEST_SLUG - 5]}-{number}"
    return Source.objects.create(slug=slug, name=name, owner=owner_of(club), role=club.name[: _longest(Source, "role")])


def _free_code(club: Club, title: str) -> str:
    """A code of the title that no guideline has or ever had."""
    base = f"{house_pack(club)}-{slugify(title) or 'rule'}"[: _LONGEST_CODE - 5].rstrip("-")
    taken = {
        *Guideline.objects.filter(code__startswith=base).values_list("code", flat=True),
        *Revision.objects.filter(code__startswith=base).values_list("code", flat=True),
    }
    code, number = base, 1
    while code in taken:
        number += 1
        code = f"{base}-{number}"
    return code


def _longest(model: Any, name: str) -> int:
    return model._meta.get_field(name).max_length


def as_house_rules(file: ContentFile, club: Club) -> ContentFile:
    """The file as this club's own: codes and sources get its mark, unless a source is common; the pack is the club's.

    Raises ``ContentError`` where two codes become one.
    """
    pack = Pack.objects.filter(owner=owner_of(club)).first()
    own = {
        "slug": house_pack(club),
        "name": pack.name if pack else (_("House rules of %(club)s") % {"club": club.name})[: _longest(Pack, "name")],
        "description": pack.description if pack else "",
        "on_by_default": False,
    }
    common = set(Source.objects.common().values_list("slug", flat=True))
    their_mark = _mark_of(file)

    def marked(slug: str) -> str:
        mark = f"{house_pack(club)}-"
        return slug if slug.startswith(mark) else mark + slug.removeprefix(their_mark)

    def source(slug: str) -> str:
        return slug if slug in common else marked(slug)

    ours = replace(
        file,
        pack=own if file.pack is not None else None,
        sources=tuple(one | {"slug": source(one["slug"])} for one in file.sources),
        guidelines=tuple(
            one | {"code": marked(one["code"]), "source": source(one["source"])} for one in file.guidelines
        ),
    )
    seen: set[str] = set()
    for place, one in enumerate(ours.guidelines):
        if one["code"] in seen:
            told = _("under the club's mark this code stands here twice; change one of them.")
            raise ContentError([ours.problem("guidelines", place, told, "code")])
        seen.add(one["code"])
    return ours


def _mark_of(file: ContentFile) -> str:
    """What another club's export has before its codes; nothing where the file is no such."""
    slug = file.pack["slug"] if file.pack else ""
    return f"{slug}-" if slug.startswith("house-") else ""
