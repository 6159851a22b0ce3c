"""The form that takes a pack's file: uploaded or pasted, first to be shown what it would change, then to do it."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advice.marked_yaml import LONGEST_FILE


class PackFileForm(forms.Form):
    """A file or its text; with a fingerprint it confirms the plan that was shown for it."""

    helper = FormHelper()

    file = forms.FileField(label=gettext_lazy("File"), required=False, help_text=gettext_lazy("YAML, at most 1 MB."))
    text = forms.CharField(
        label=gettext_lazy("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "input-code"}),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish those whose examples pass"),
        required=False,
        help_text=gettext_lazy("Otherwise new rules arrive as drafts, which do not count until you publish them."),
    )
    fingerprint = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, for_a_club: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.for_a_club = for_a_club
        if not for_a_club:
            del self.fields["publish"]

    @property
    def confirms(self) -> bool:
        """Whether this is the second press of a button."""
        return bool(self.cleaned_data.get("fingerprint"))

    @property
    def file_name(self) -> str:
        """What the file is called in messages."""
        file = self.cleaned_data.get("file")
        return file.name if file else _("the text")

    def clean(self) -> dict[str, Any]:
        """There must be something to read, and not too much of it."""
        data = super().clean() or {}
        file = data.get("file")
        if file is not None and file.size > LONGEST_FILE:
            raise ValidationError({"file": _("The file is longer than 1 MB.")})
        if file is None and not (data.get("text") or "").strip() and "file" not in self.errors:
            raise ValidationError({"file": _("Choose a file, or paste its text.")})
        # Browsers send the ends of lines in their own way.
        self.data_read = file.read() if file is not None else data.get("text", "").replace("\r\n", "\n").encode()
        return data


def as_typed(form: PackFileForm) -> PackFileForm:
    """The form with the file's text in it, so that it can be mended, or confirmed, where it stands."""
    text = form.data_read.decode("utf-8", errors="replace")
    sent = {"text": text, "publish": form.cleaned_data.get("publish", False)}
    return PackFileForm(initial=sent, for_a_club=form.for_a_club)
