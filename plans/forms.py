"""What the board's forms accept: they parse and complain, they permit nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models import DAYS_A_WEEK, LONGEST_TEXT


class WordsField(forms.CharField):
    """A coach's words: stripped at both ends, otherwise untouched; too long is said with both numbers."""

    def __init__(self, *, missing: Any, **options: Any) -> None:
        super().__init__(
            max_length=LONGEST_TEXT,
            error_messages={
                "required": missing,
                "max_length": _(
                    "This is too long: %(show_value)d characters, and at most %(limit_value)d fit. "
                    "Shorten it or split it."
                ),
                "null_characters_not_allowed": _("There is a character in it that cannot be stored. Type it again."),
            },
            **options,
        )


class DayField(forms.TypedChoiceField):
    """A day of the week, 0 for Monday."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=[(day, day) for day in range(DAYS_A_WEEK)],
            coerce=int,
            error_messages={"invalid_choice": _("Choose a day from Monday to Sunday.")},
            **options,
        )


class TypingForm(forms.Form):
    """A session that is still being typed; nothing in it is wrong yet, but its length may be.

    ``line`` is the line of ``text`` that is to be completed; it is only there where completions are wanted.
    """

    day = DayField()
    text = WordsField(missing="", required=False)
    line = WordsField(missing="", required=False)


class AddForm(forms.Form):
    """A new session on a day."""

    day = DayField()
    text = WordsField(missing=_("Type a session first, for example: 8\u00a0km easy"))


class EditForm(forms.Form):
    """New words for a session that the coach saw at ``version``."""

    version = forms.IntegerField(min_value=1)
    text = WordsField(missing=_("A session needs words. To take it off the board, delete it."))


class VersionForm(forms.Form):
    """A change to a session that the coach saw at ``version``."""

    version = forms.IntegerField(min_value=1)


class MoveForm(VersionForm):
    """Another day for a session."""

    day = DayField()


class SwapForm(VersionForm):
    """The drill that was chosen from those offered."""

    drill = forms.CharField(max_length=40)


class KeepForm(VersionForm):
    """Why a flagged session stays as it is."""

    reason = WordsField(missing=_("Say why you keep it: your athletes read the reason."))


class NoteForm(forms.Form):
    """The note above a week."""

    note = WordsField(missing="", required=False)


class PublishForm(forms.Form):
    """Publishing, and whether the coach confirmed that flagged sessions may go out undecided."""

    confirmed = forms.BooleanField(required=False)


class DayInPastForm(forms.Form):
    """A day of which the guidelines are to be seen as they stood then."""

    day = forms.DateField(
        label=_("As it stood on"),
        widget=forms.DateInput(attrs={"type": "date", "class": "input input-day"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Choose a day."),
            "invalid": _("Write the day as year, month and day, for example 2026-03-01."),
        },
    )

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_day(self) -> dt.date:
        """Refuse days to come: nobody knows the guidelines of tomorrow."""
        day: dt.date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come. Choose today or a day before."))
        return day
