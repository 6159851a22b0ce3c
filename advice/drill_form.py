"""The form of a drill in the admin: words to tick, sentences one a line, and a dose."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from advice import choices
from advice.choices import Choices
from advice.models import Drill

DOSES = {
    "sets": _("Sets"),
    "reps": _("Repetitions"),
    "time_s": _("Time (s)"),
    "distance_m": _("Distance (m)"),
    "rest_s": _("Rest (s)"),
    "sessions_per_week": _("Sessions a week"),
}


class WordsField(forms.MultipleChoiceField):
    """Words to tick, kept as a list of slugs."""

    widget = forms.CheckboxSelectMultiple


class LinesField(forms.CharField):
    """Sentences, one a line, kept as a list."""

    widget = forms.Textarea(attrs={"rows": 3, "cols": 80})

    def prepare_value(self, value: Any) -> Any:
        """The lines of a list."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The list of the lines that are not empty."""
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]


class GroupsField(LinesField):
    """Groups of words, one group a line, with a slash between the words of a group; kept as a list of lists."""

    def __init__(self, words: Choices, **options: Any) -> None:
        self.words = words
        super().__init__(**options)

    def prepare_value(self, value: Any) -> Any:
        """The groups as lines of labels."""
        if not isinstance(value, list):
            return value
        labels = {slug: str(label) for slug, label in self.words}
        return "\n".join(" / ".join(labels.get(slug, slug) for slug in group) for group in value)

    def to_python(self, value: Any) -> Any:
        """The groups of slugs; words may be written as slug or label."""
        return [[self._slug(word.strip()) for word in line.split("/")] for line in super().to_python(value)]

    def _slug(self, written: str) -> str:
        for slug, label in self.words:
            if written.casefold() in (slug, str(label).casefold()):
                return slug
        raise ValidationError(
            _("“%(written)s” is none of: %(known)s."),
            params={"written": written, "known": ", ".join(str(label) for slug, label in self.words)},
        )


class DoseField(forms.CharField):
    """From the least to the most, "4–12" or "6"; kept as ``[4, 12]``."""

    widget = forms.TextInput(attrs={"size": 12})

    def prepare_value(self, value: Any) -> Any:
        """The two ends with a dash, or one number."""
        if not isinstance(value, list):
            return value
        least, most = value
        return f"{least}" if least == most else f"{least}–{most}"

    def to_python(self, value: Any) -> Any:
        """The pair of whole numbers, ``None`` where nothing is written."""
        text = super().to_python(value)
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,5})(?:\s*[-–—]\s*(\d{1,5}))?", text)
        if found is None:
            raise ValidationError(_("Write the least and the most, as in 4–12, or one number."))
        least, most = int(found[1]), int(found[2] or found[1])
        if not 1 <= least <= most:
            raise ValidationError(_("Write the least first, from 1 up, as in 4–12."))
        return [least, most]


class DrillForm(forms.ModelForm):
    """A drill, its dose in one field for each number."""

    purposes = WordsField(label=_("Purposes"), choices=choices.purposes)
    replaces = WordsField(label=_("Replaces"), choices=choices.implements, required=False)
    equipment = GroupsField(
        choices.places(),
        label=_("Equipment"),
        required=False,
        help_text=_("One line for each thing needed; what would do as well after a slash: step, box or bench / stairs"),
    )
    terrain = WordsField(
        label=_("Terrain"), choices=choices.places, required=False, help_text=_("Any one does; none ticked: anywhere.")
    )
    needs = LinesField(label=_("Needs"), required=False, help_text=_("What the athlete can do already, one a line."))
    contraindications = WordsField(label=_("Not with"), choices=choices.injuries, required=False)
    ask_first = LinesField(label=_("Ask first"), required=False, help_text=_("When to see somebody first, one a line."))
    cues = LinesField(label=_("Cues"), required=False, help_text=_("What the coach calls out, one a line."))
    set_up = LinesField(label=_("Set-up"), required=False, help_text=_("What to prepare, one step a line."))
    doing = LinesField(label=_("Doing"), required=False, help_text=_("How it is done, one step a line."))
    faults = LinesField(label=_("Common faults"), required=False, help_text=_("With what mends them, one a line."))
    stop_if = LinesField(label=_("Stop if"), required=False, help_text=_("When to end it at once, one a line."))
    sets = DoseField(label=DOSES["sets"], required=False)
    reps = DoseField(label=DOSES["reps"], required=False)
    time_s = DoseField(label=DOSES["time_s"], required=False)
    distance_m = DoseField(label=DOSES["distance_m"], required=False)
    rest_s = DoseField(label=DOSES["rest_s"], required=False)
    sessions_per_week = DoseField(label=DOSES["sessions_per_week"], required=False)

    class Meta:
        model = Drill
        fields = [
            *("code", "name", "category", "published", "purposes", "replaces", "mode", "hard", "form", "intensity"),
            *(
                "note",
                "cues",
                "set_up",
                "doing",
                "faults",
                "stop_if",
                "not_suggested",
                "level",
                "strength_base",
                "equipment",
                "terrain",
                "place",
                "needs",
            ),
            *("contraindications", "ask_first", "basis", "confidence"),
        ]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key in DOSES:
            self.fields[key].initial = self.instance.dose.get(key)

    def clean(self) -> dict[str, Any]:
        """Put the dose together; the drill itself then checks that it can be read."""
        data = super().clean() or {}
        self.instance.dose = {key: data[key] for key in DOSES if data.get(key)}
        return data
