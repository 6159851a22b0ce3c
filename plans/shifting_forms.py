"""What the pages that shift a squad's plan and clear it ask: from which day to which, and how far."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clubs.models import Squad
from plans.days import DAYS_A_WEEK, FIRST_DAY, LAST_DAY, WEEK
from plans.forms import day_field
from plans.outline import MOST_WEEKS
from plans.shifting import MOST_DAYS, Clearing, Shift, Sweep

LATER, EARLIER = "later", "earlier"
IN_DAYS, IN_WEEKS = "days", "weeks"
A_DAY: Final = dt.timedelta(days=1)


class SweepForm(forms.Form):
    """From a day to a day."""

    helper = FormHelper()
    helper.form_tag = False

    first = day_field(gettext_lazy("From"))
    last = day_field(gettext_lazy("To"))
    published = forms.BooleanField(
        label=gettext_lazy("Change published weeks too"),
        required=False,
        help_text=gettext_lazy("Athletes read what is changed there at once."),
    )

    def clean_first(self) -> dt.date:
        """Refuse days that no club plans for."""
        day: dt.date = self.cleaned_data["first"]
        if not FIRST_DAY + 2 * MOST_WEEKS * WEEK <= day <= LAST_DAY - 3 * MOST_WEEKS * WEEK:
            span = {"first": FIRST_DAY.year + 3, "last": LAST_DAY.year - 4}
            raise forms.ValidationError(_("Choose a day in the years from %(first)s to %(last)s.") % span)
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, and more weeks than are written at once."""
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("This is before the first day."))
        elif first and last and last - first >= MOST_WEEKS * WEEK:
            self.add_error("last", _("At most %(most)s weeks are written at once.") % {"most": MOST_WEEKS})
        return data

    def sweep(self, squad: Squad) -> Sweep:
        """What would happen."""
        said = self.cleaned_data
        return Clearing(squad, said["first"], said["last"], published=said["published"])


class ShiftForm(SweepForm):
    """From a day to a day, or all that follows, and by how much."""

    last = day_field(
        gettext_lazy("To"),
        required=False,
        help_text=gettext_lazy("Empty means all that follows, up to %(most)s weeks.") % {"most": MOST_WEEKS},
    )
    by = forms.IntegerField(
        label=gettext_lazy("By how much"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=1,
        widget=forms.NumberInput(
            attrs={"class": "input-short", "min": 1, "max": MOST_DAYS, "inputmode": "numeric"},
        ),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"),
            gettext_lazy("Write a whole number from 1 to %(highest)s.") % {"highest": MOST_DAYS},
        ),
    )
    unit = forms.ChoiceField(
        label=gettext_lazy("Days or weeks"),
        choices=[(IN_DAYS, gettext_lazy("days")), (IN_WEEKS, gettext_lazy("weeks"))],
        initial=IN_WEEKS,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("By whole weeks, the notes and blocks of whole weeks move along."),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Which way"),
        choices=[(LATER, gettext_lazy("later")), (EARLIER, gettext_lazy("earlier"))],
        initial=LATER,
        widget=forms.RadioSelect,
    )
    field_order = ("first", "last", "by", "unit", "way", "published")

    def clean(self) -> dict[str, Any]:
        """Refuse more weeks than a plan is shifted by."""
        data = super().clean()
        if data.get("unit") == IN_WEEKS and data.get("by", 0) > MOST_WEEKS:
            said = _("Write a whole number from 1 to %(highest)s.") % {"highest": MOST_WEEKS}
            self.add_error("by", said)
        return data

    def sweep(self, squad: Squad) -> Sweep:
        """What would happen."""
        said = self.cleaned_data
        days = said["by"] * (DAYS_A_WEEK if said["unit"] == IN_WEEKS else 1)
        last = said["last"] or said["first"] + MOST_WEEKS * WEEK - A_DAY
        return Shift(
            squad, said["first"], last, days=days if said["way"] == LATER else -days, published=said["published"]
        )
