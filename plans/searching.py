"""What the pages that are searched share: a box for words, and lists to narrow by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_SEARCH: Final = 100


class SearchForm(forms.Form):
    """What is looked for; every field may stay empty, and what is wrong is left out of the search and said."""

    q = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=LONGEST_SEARCH,
        error_messages={
            "max_length": _("Search for fewer words: at most %(limit_value)d characters fit."),
            "null_characters_not_allowed": _("There is a character in it that cannot be searched for. Type it again."),
        },
        widget=forms.TextInput(attrs={"type": "search", "class": "input", "autocomplete": "off"}),
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for field in self.fields.values():
            if isinstance(field, forms.ChoiceField):
                field.error_messages["invalid_choice"] = _("There is nothing under “%(value)s”. Choose from the list.")
                field.widget.attrs["class"] = "input"

    def offer(self, name: str, anything: str | Promise, choices: Iterable[tuple[str, str | Promise]]) -> None:
        """Let the field ``name`` narrow by ``choices``, or by nothing."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", anything), *choices]

    @property
    def asked(self) -> Mapping[str, str]:
        """What is narrowed by and can be understood, without the words."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value and name != "q"}

    @property
    def words(self) -> list[re.Pattern[str]]:
        """The words that are looked for, each at the beginning of a word in small letters."""
        self.is_valid()
        return [re.compile(rf"(?<!\w){re.escape(word)}") for word in self.cleaned_data.get("q", "").casefold().split()]
