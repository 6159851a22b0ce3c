"""What the pages around recordings accept: a file, and which session it belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateformat import format as format_date
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.aloud import aloud
from plans.athlete_week import Entry
from plans.days import FIRST_DAY
from plans.forms import MOST_CHANGES, day_field
from plans.matching import Candidate
from plans.models import Log
from plans.recordings.reading import LARGEST_FILE, read
from plans.recordings.refusing import NotReadable

# What systems know as none of these kinds they call a stream of octets.
ACCEPTED: Final = ".fit,.gpx,.tcx,.gz,.zip,application/octet-stream,application/xml,text/xml,application/gpx+xml"
UNPLANNED: Final = "none"
SHOWN_WORDS: Final = 120


def too_large() -> str:
    """Why a file beyond the limit is not read."""
    told = _("The file has more than %(most)s MB, so it was not read. One run has far less: export it alone.")
    return told % {"most": LARGEST_FILE // 1024 // 1024}


class BringFileForm(forms.Form):
    """The file of a run; ``content`` and ``summary`` among the cleaned data are its bytes and what they say."""

    helper = FormHelper()

    file = forms.FileField(
        label=gettext_lazy("The file of your run"),
        help_text=gettext_lazy("FIT, GPX or TCX, also packed as .gz or .zip. At most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": gettext_lazy("Choose the file that your watch or phone made of the run."),
            "empty": gettext_lazy("The file is empty."),
        },
    )
    session = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Read the file, or say what is wrong with it."""
        data = super().clean() or {}
        # An address that somebody mistyped is no reason to refuse a run.
        self.errors.pop("session", None)
        file = data.get("file")
        if file is None:
            return data
        if file.size > LARGEST_FILE:
            raise ValidationError({"file": too_large()})
        data["content"] = file.read()
        try:
            data["summary"] = read(data["content"])
        except NotReadable as refused:
            raise ValidationError({"file": aloud(refused.said)}) from refused
        return data


@dataclass(frozen=True)
class Offer:
    """A session that the run may belong to, with what was said of it so far; ``file`` names the file that it has."""

    entry: Entry
    log: Log | None = None
    file: str = ""

    @property
    def key(self) -> str:
        """Its value in the form."""
        return str(self.entry.session.pk)

    @property
    def candidate(self) -> Candidate:
        """It as the matching takes it."""
        session = self.entry.session
        return Candidate(session.pk, session.date, self.entry.shown.workout, taken=bool(self.file))

    @property
    def label(self) -> str:
        """Its day and the beginning of its words."""
        words = Truncator(" ".join(self.entry.shown.text.split())).chars(SHOWN_WORDS)
        label = f"{format_date(self.entry.session.date, 'D j M')}: {words}"
        if self.log is None:
            return label
        return _("%(session)s (you said: %(outcome)s)") % {"session": label, "outcome": self.log.get_outcome_display()}


class KeepForm(forms.Form):
    """Which session the run belongs to, how much of it was done, and of a file without times which day it was."""

    helper = FormHelper()

    belongs = forms.ChoiceField(
        label=gettext_lazy("Which session was it?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one."), "invalid_choice": gettext_lazy("Choose again.")},
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("How much of it?"),
        choices=[("done", gettext_lazy("Done")), ("partly", gettext_lazy("Partly"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    day = day_field(
        gettext_lazy("On which day?"),
        required=False,
        help_text=gettext_lazy("The file does not say when the run began. Left empty it was the day of the session."),
    )
    sending = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, offers: Sequence[Offer], day: dt.date | None, today: dt.date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.offers = {offer.key: offer for offer in offers if not offer.file}
        self._today = today
        unplanned = _("A run that nobody planned")
        choices = [(key, offer.label) for key, offer in self.offers.items()]
        self.fields["belongs"].choices = [*choices, (UNPLANNED, unplanned)]  # type: ignore[attr-defined]
        if day is not None:
            del self.fields["day"]
        for offer in self.offers.values():
            # What was said when the page was made: what is said meanwhile is not written over.
            version = 0 if offer.log is None else offer.log.version
            self.fields[f"seen-{offer.key}"] = forms.IntegerField(
                required=False, min_value=0, max_value=MOST_CHANGES, initial=version, widget=forms.HiddenInput
            )

    def clean_day(self) -> dt.date | None:
        """A day that has come, or none."""
        day: dt.date | None = self.cleaned_data["day"]
        if day is not None and not FIRST_DAY <= day <= self._today:
            raise ValidationError(_("Choose today or a day before."))
        return day

    def clean(self) -> dict[str, Any]:
        """Ask for the day of a run that nobody planned, where the file does not say it."""
        data = super().clean() or {}
        has_no_day = "day" in self.fields and "day" not in self.errors and not data.get("day")
        if has_no_day and data.get("belongs") == UNPLANNED:
            raise ValidationError({"day": _("Say on which day you ran.")})
        return data

    @property
    def offer(self) -> Offer | None:
        """The session that was chosen; ``None`` for a run that nobody planned."""
        return self.offers.get(self.cleaned_data["belongs"])

    @property
    def seen(self) -> int:
        """The version of its log that the page showed."""
        offer = self.offer
        return 0 if offer is None else self.cleaned_data.get(f"seen-{offer.key}") or 0
