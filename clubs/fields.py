"""Fields that keep their own invariant wherever they are written: lower-case addresses and lists of words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from clubs.choices import Choices, slugs


class LowerCaseEmailField(models.EmailField):
    """An email address, stored and looked up in lower case: Anna@Example.org and anna@example.org are one person."""

    def to_python(self, value: Any) -> Any:
        """Return the address in lower case."""
        value = super().to_python(value)
        return value.lower() if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        """Return the address as the database holds it; look-ups pass here too."""
        value = super().get_prep_value(value)
        return value.lower() if isinstance(value, str) else value


class WordsField(models.JSONField):
    """A list of slugs out of ``words()``, each once: ``["hill", "stairs"]``."""

    default_error_messages = {"words": _("Pick from the list: %(unknown)s is not in it.")}

    def __init__(self, words: Callable[[], Choices], **options: Any) -> None:
        self.words = words
        options.setdefault("default", list)
        options.setdefault("blank", True)
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """Name the words in migrations, by their function."""
        name, path, positional, options = super().deconstruct()
        return name, path, positional, {"words": self.words, **options}

    def validate(self, value: Any, model_instance: Any) -> None:
        """Refuse anything but a list of known slugs without repetition."""
        super().validate(value, model_instance)
        known = slugs(self.words())
        unknown = [value] if not isinstance(value, list) else [item for item in value if item not in known]
        if unknown or len(set(value)) != len(value):
            raise ValidationError(self.error_messages["words"], code="words", params={"unknown": unknown or value})

    def formfield(self, **options: Any) -> Any:
        """Offer the words as checkboxes."""
        return forms.MultipleChoiceField(
            choices=self.words,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            label=options.get("label") or capfirst(self.verbose_name),
            help_text=options.get("help_text") or self.help_text,
        )
