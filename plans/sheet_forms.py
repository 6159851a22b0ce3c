"""What the pages around spreadsheets accept: what is brought, how it is to be read, and which weeks are wanted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clubs.models import Club, Squad
from plans.forms import day_field, within_reach
from plans.importing_weeks import Wishes
from plans.models import monday_of
from plans.sheet_files import read_file, read_pasted
from plans.sheet_parts import Axis, Laid, Layout, Lines
from plans.sheet_words import Order, same_squad
from plans.sheets import Brought, SheetRefused

LEAVE_OUT: Final = "leave"
MOST_WEEKS: Final = 110


class BringForm(forms.Form):
    """Cells pasted or a file, and the squad that they are meant for."""

    helper = FormHelper()

    squad = forms.ModelChoiceField(
        label=gettext_lazy("Squad"),
        queryset=Squad.objects.none(),
        empty_label=None,
        help_text=gettext_lazy("Where the sheet tells several apart, you choose for each on the next page."),
        error_messages={"required": gettext_lazy("Choose a squad.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Paste cells"),
        required=False,
        strip=False,
        help_text=gettext_lazy("Copied from Excel, Google Sheets or Numbers: one week, many, a row or a column."),
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "input-cells", "wrap": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        help_text=gettext_lazy("XLSX or CSV, at most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={"empty": gettext_lazy("The file is empty.")},
    )
    week = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, club: Club, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField", self.fields["squad"]).queryset = club.squads.going_on()

    def clean(self) -> dict[str, Any]:
        """Read what was brought: ``brought`` among the cleaned data, or what is wrong with it."""
        data = super().clean() or {}
        file, text = data.get("file"), data.get("text") or ""
        if "file" in self.errors or "text" in self.errors:
            return data
        field = "file" if file else "text"
        try:
            if file is None and not text.strip():
                raise SheetRefused(_("Paste cells, or choose a file."))
            data["brought"] = read_file(file.name, file, file.size) if file else read_pasted(text)
            if not any(sheet.rows for sheet in data["brought"].sheets):
                raise SheetRefused(_("There is nothing in it."))
        except SheetRefused as refused:
            raise ValidationError({field: str(refused)}) from refused
        return data


class CellsField(forms.CharField):
    """Numbers of rows or letters of columns: "1, 4-6" or "A, J-K"; gives a set that counts from 0."""

    def __init__(self, *, letters: bool, **options: Any) -> None:
        self.letters = letters
        super().__init__(required=False, max_length=200, **options)

    def clean(self, value: Any) -> frozenset[int]:
        """The rows or columns, or what to write instead."""
        found: set[int] = set()
        for piece in re.split(r"[,;\s]+", re.sub(r"\s*[-–:]\s*", "-", super().clean(value)).strip()):
            if not piece:
                continue
            ends = [self._number(end) for end in piece.split("-")]
            if len(ends) > 2 or None in ends:
                raise ValidationError(
                    _("Write letters as in A, J-K.") if self.letters else _("Write numbers as in 1, 4-6.")
                )
            found.update(range(ends[0] or 0, (ends[-1] or 0) + 1))
        return frozenset(found)

    def _number(self, written: str) -> int | None:
        if self.letters and re.fullmatch(r"[A-Za-z]{1,2}", written):
            return sum((ord(letter) - 64) * 26**place for place, letter in enumerate(reversed(written.upper()))) - 1
        if not self.letters and re.fullmatch(r"[0-9]{1,4}", written) and int(written):
            return int(written) - 1
        return None


class LayoutForm(forms.Form):
    """How the cells are to be read: shown as guessed, and sent back as they are or corrected."""

    helper = FormHelper()
    helper.form_tag = False

    days = forms.ChoiceField(
        label=gettext_lazy("Days stand in"),
        choices=[("columns", gettext_lazy("columns")), ("rows", gettext_lazy("rows"))],
        widget=forms.RadioSelect,
    )
    lines = forms.ChoiceField(
        label=gettext_lazy("Each line across the days is"),
        choices=[
            ("weeks", gettext_lazy("a week of its own")),
            ("parts", gettext_lazy("a part of its week")),
            ("squads", gettext_lazy("a squad, by its label")),
        ],
        help_text=gettext_lazy("Where no date or number names its week."),
        widget=forms.RadioSelect,
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Dates like 4/5 are"),
        choices=[("dmy", gettext_lazy("day/month")), ("mdy", gettext_lazy("month/day"))],
        widget=forms.RadioSelect,
    )
    first = day_field(
        gettext_lazy("First day"),
        help_text=gettext_lazy("Choose another to move all weeks, for example to this season."),
        validators=[within_reach],
    )
    skip_rows = CellsField(letters=False, label=gettext_lazy("Rows to skip"), help_text=gettext_lazy("As in 1, 4-6"))
    skip_columns = CellsField(
        letters=True, label=gettext_lazy("Columns to skip"), help_text=gettext_lazy("As in A, J-K")
    )
    notes = forms.BooleanField(label=gettext_lazy("Titles and remarks become the week’s note"), required=False)
    doubles = forms.BooleanField(label=gettext_lazy("AM and PM in one cell are two sessions"), required=False)
    published = forms.BooleanField(
        label=gettext_lazy("Add to published weeks too"),
        required=False,
        help_text=gettext_lazy("Athletes read what is added there at once."),
    )

    def __init__(self, *args: Any, club: Club, **options: Any) -> None:
        super().__init__(*args, **options)
        self.club = club
        self.squads = list(club.squads.going_on())

    @classmethod
    def showing(
        cls, club: Club, laid: Laid, *, chosen: Squad | None, sent: Mapping[str, Any] | None = None
    ) -> LayoutForm:
        """The form as ``laid`` was read; what was ``sent`` for squads and ticks stays as it is."""
        layout = laid.layout
        initial: dict[str, Any] = {
            "days": layout.days,
            "lines": layout.lines,
            "order": layout.order,
            "first": laid.anchor,
            "skip_rows": _spans(layout.skip_rows, str),
            "skip_columns": _spans(layout.skip_columns, _letters),
            "notes": True,
            "doubles": not laid.is_ours,
            "published": False,
        }
        if sent is not None:
            initial |= {name: name in sent for name in ("notes", "doubles", "published")}
        form = cls(initial=initial, club=club)
        form.add_squads(laid, chosen)
        for name in form.squad_fields:
            if sent is not None and sent.get(name) in dict(form.fields[name].choices):  # type: ignore[attr-defined]
                form.initial[name] = sent[name]
        if laid.is_ours:
            for name in ("days", "lines", "skip_rows", "skip_columns"):
                form.fields[name].widget = forms.HiddenInput()
        if not laid.asks_order:
            form.fields["order"].widget = forms.HiddenInput()
        return form

    @property
    def squad_fields(self) -> list[str]:
        """The names of the fields that say which squad a name of the sheet is."""
        return [name for name in self.fields if name.startswith("squad-")]

    def add_squads(self, laid: Laid, chosen: Squad | None) -> None:
        """Ask for every name that the sheet has which squad it is; guess by the name."""
        several = len(laid.squads) > 1
        choices = [(str(squad.pk), squad.name) for squad in self.squads]
        for name in laid.squads:
            alike = next((squad for squad in self.squads if same_squad(name, squad.name)), None)
            guess = alike or (None if several else chosen)
            field = forms.ChoiceField(
                label=_("“%(name)s” is") % {"name": name} if name else _("The sessions are for"),
                choices=[("", _("Choose…")), *choices, (LEAVE_OUT, _("Leave out"))],
                error_messages={"required": _("Choose a squad, or leave these sessions out.")},
                initial=str(guess.pk) if guess else "",
            )
            self.fields[squad_field(name)] = field
            self.initial[squad_field(name)] = field.initial
        self.order_fields([*self.squad_fields, "first"])

    @property
    def layout(self) -> Layout:
        """The layout that was sent. What hangs on the orientation is worked out again where that was changed."""
        data = self.cleaned_data
        return Layout(
            days=cast("Axis", data["days"]),
            lines=cast("Lines", data["lines"]),
            order=cast("Order", data["order"]),
            first=data["first"],
            skip_rows=data["skip_rows"],
            skip_columns=data["skip_columns"],
        )

    def wishes(self, laid: Laid) -> Wishes:
        """What the fields say beyond the layout, valid or not yet sent."""
        by_key = {str(squad.pk): squad for squad in self.squads}

        def value(name: str) -> Any:
            return self.cleaned_data.get(name) if self.is_bound else self.initial.get(name)

        chosen = {name: str(value(squad_field(name)) or "") for name in laid.squads}
        return Wishes(
            {name: by_key.get(key) for name, key in chosen.items() if key in by_key or key == LEAVE_OUT},
            takes_notes=bool(value("notes")),
            splits_doubles=bool(value("doubles")),
            into_published=bool(value("published")),
        )


class ExportForm(forms.Form):
    """From which day to which, and as what."""

    helper = FormHelper()

    first = day_field(gettext_lazy("From"), validators=[within_reach])
    last = day_field(gettext_lazy("To"), validators=[within_reach])

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning, and more than two years."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            raise ValidationError({"last": _("Choose a day that is not before the first.")})
        if first and last and (monday_of(last) - monday_of(first)).days // 7 >= MOST_WEEKS:
            raise ValidationError({"last": _("At most %(most)s weeks are exported at once.") % {"most": MOST_WEEKS}})
        return data


def squad_field(name: str) -> str:
    """The name of the field that asks which squad ``name`` is; it stays the same however the sheet is read."""
    return f"squad-{hashlib.sha256(name.encode()).hexdigest()[:12]}"


def _letters(number: int) -> str:
    return chr(64 + number) if number <= 26 else chr(64 + (number - 1) // 26) + chr(65 + (number - 1) % 26)


def _spans(numbers: Iterable[int], written: Any) -> str:
    """A set that counts from 0 as it is typed: "1, 4-6"."""
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(written(a + 1) if a == b else f"{written(a + 1)}-{written(b + 1)}" for a, b in spans)


__all__ = ["BringForm", "Brought", "CellsField", "ExportForm", "LayoutForm", "squad_field"]
