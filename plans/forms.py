"""What the board's forms accept: they parse and complain, they permit nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from clubs.models import Athlete, Squad
from plans.days import FIRST_DAY, LAST_DAY
from plans.models import DAYS_A_WEEK, LONGEST_TEXT, Session, StaleEdit

# The digits of a key that the database can hold.
LONGEST_KEY = 18

DAY_ERRORS: Final = {
    "required": _("Choose a day."),
    "invalid": _("Write the day as year, month and day, for example 2026-03-01."),
}


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, picked from the browser's calendar or written."""
    picker = forms.DateInput(attrs={"type": "date", "class": "input-date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=picker, error_messages=DAY_ERRORS, **options)


def within_reach(day: dt.date) -> None:
    """Refuse a day that no club plans for."""
    if not FIRST_DAY <= day <= LAST_DAY:
        span = {"first": FIRST_DAY.year, "last": LAST_DAY.year}
        raise forms.ValidationError(_("Choose a day in the years from %(first)s to %(last)s."), params=span)


# Larger numbers than a database counts to are none of ours.
MOST_CHANGES = 2**31 - 1


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


class CommentForm(forms.Form):
    """Something to say about a session; ``sent`` names this sending, so that it arrives once."""

    text = WordsField(missing=_("Write something first."), widget=forms.Textarea)
    sent = forms.UUIDField(error_messages={"required": _("Send it again."), "invalid": _("Send it again.")})


class AnswerForm(CommentForm):
    """The same for one or several athletes, each in a thread of their own."""

    def __init__(self, athletes: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["athletes"] = AthletesField()
        self.fields["athletes"].queryset = athletes  # type: ignore[attr-defined]


class DayField(forms.TypedChoiceField):
    """A day of the week, 0 for Monday."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=[(day, day) for day in range(DAYS_A_WEEK)],
            coerce=int,
            error_messages={"invalid_choice": _("Choose a day from Monday to Sunday.")},
            **options,
        )


class AthletesField(forms.ModelMultipleChoiceField):
    """Some of a squad's athletes; whoever sends anything else is told that somebody is not in it (any more)."""

    def __init__(self, **options: Any) -> None:
        gone = _("Somebody who is ticked is no longer in the squad.")
        errors = {"required": _("Tick who it is for."), "invalid_choice": gone, "invalid_pk_value": gone}
        super().__init__(Athlete.objects.none(), error_messages=errors, **options)

    def clean(self, value: Any) -> Any:
        """The athletes; no number that is longer than any key reaches the database."""
        if any(not key.isdecimal() or len(key) > LONGEST_KEY for key in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().clean(value)


class TypingForm(forms.Form):
    """A session that is still being typed; nothing in it is wrong yet, but its length may be.

    ``line`` is the line of ``text`` that is to be completed; it is only there where completions are wanted. ``session``
    is the key of a saved one that gets other words.
    """

    day = DayField()
    session = forms.IntegerField(required=False)
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


class TickedField(forms.Field):
    """The sessions that are ticked, each as ``key:version``; a mapping of the one to the other."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> dict[int, int]:
        """The versions by key; whoever sends anything else did not tick it."""
        pairs = [str(one).partition(":") for one in value or ()]
        if any(not (part.isdecimal() and len(part) <= LONGEST_KEY) for key, _colon, at in pairs for part in (key, at)):
            raise forms.ValidationError(_("Something that was ticked is no session of this week."), code="invalid")
        return {int(key): int(at) for key, _colon, at in pairs}


class SelectedForm(forms.Form):
    """What is to be done with the sessions that are ticked."""

    ticked = TickedField(error_messages={"required": _("Tick at least one session first.")})
    do = forms.ChoiceField(
        choices=[(one, one) for one in ("move", "copy", "delete")],
        error_messages={
            "required": _("Choose what to do with them."),
            "invalid_choice": _("Choose what to do with them."),
        },
    )
    day = DayField(required=False, empty_value=None)

    def clean(self) -> dict[str, Any]:
        """Ask for the day where one is needed."""
        data = super().clean() or {}
        if data.get("do") in ("move", "copy") and data.get("day") is None and "day" not in self.errors:
            self.add_error("day", _("Choose a day from Monday to Sunday."))
        return data


class SwapForm(VersionForm):
    """The drill that was chosen from those offered."""

    drill = forms.CharField(max_length=40)
    exceptions = forms.BooleanField(required=False)


class GroupsForm(VersionForm):
    """The groups of athletes, as the proposals name them, who get what was chosen for each in ``drill-<group>``.

    ``only`` is the one whose own button was pressed.
    """

    only = forms.CharField(required=False)

    def in_time(self, session: Session) -> None:
        """Raise :class:`StaleEdit` where the coach saw another version: what was proposed then may be gone for that."""
        if self.cleaned_data["version"] != session.version:
            raise StaleEdit.of(session.pk)

    def chosen(self) -> list[tuple[str, str]]:
        """Each group with the code of its drill."""
        only, data = self.cleaned_data["only"], cast("QueryDict", self.data)
        groups = [only] if only else list(dict.fromkeys(data.getlist("group")))
        return [(group, data.get(f"drill-{group}", "")) for group in groups]


class TypingExceptionForm(forms.Form):
    """An exception that is still being typed, and those of the squad it is for as far as they are ticked."""

    text = WordsField(missing="", required=False)
    athletes = AthletesField(required=False)

    def __init__(self, *args: Any, squad: Squad, **options: Any) -> None:
        super().__init__(*args, **options)
        cast("AthletesField", self.fields["athletes"]).queryset = squad.athletes.all()


class ExceptionEditForm(VersionForm):
    """Other words for an exception that the coach saw at ``version``, and why the athlete has it."""

    text = WordsField(missing=_("Say what they do instead, for example: Rest"))
    reason = WordsField(missing="", required=False)


class ExceptionForm(ExceptionEditForm, TypingExceptionForm):
    """An exception for those who are ticked, in place of a session that the coach saw at ``version``."""

    text = WordsField(missing=_("Say what they do instead, for example: Rest"))
    athletes = AthletesField()

    @property
    def ticked(self) -> set[int]:
        """The keys that were ticked, right or not, for showing the form again."""
        return {
            int(key)
            for key in cast("QueryDict", self.data).getlist("athletes")
            if key.isdecimal() and len(key) <= LONGEST_KEY
        }


class KeepForm(VersionForm):
    """Why a flagged session stays as it is."""

    reason = WordsField(missing=_("Say why you keep it: your athletes read the reason."))


class NoteForm(forms.Form):
    """The note above a week that the coach saw at ``version``; none was written yet where nothing is said of it."""

    version = forms.IntegerField(min_value=0, required=False)
    note = WordsField(missing="", required=False)


class PublishForm(forms.Form):
    """Publishing, and whether the coach confirmed that flagged sessions may go out undecided.

    ``since`` is the last change of the week that the coach saw: what others did after it is shown first.
    """

    confirmed = forms.BooleanField(required=False)
    since = forms.IntegerField(min_value=0, max_value=MOST_CHANGES, required=False)

    @property
    def seen(self) -> int:
        """The last change that was seen; where nothing sensible is said of it, none was."""
        return getattr(self, "cleaned_data", {}).get("since") or 0


class HistoryForm(forms.Form):
    """Which part of a week's trail is wanted: of one session, or what is older than a change."""

    session = forms.IntegerField(min_value=0, max_value=MOST_CHANGES, required=False)
    before = forms.IntegerField(min_value=0, max_value=MOST_CHANGES, required=False)


class SinceForm(forms.Form):
    """What a page that is open already shows of a week, and where somebody types in it."""

    since = forms.IntegerField(min_value=0, max_value=MOST_CHANGES)
    typing = forms.TypedMultipleChoiceField(
        choices=[(part, part) for part in (*map(str, range(DAYS_A_WEEK)), "note", "publication")], required=False
    )
    # What the page knows of the logs, and the sessions whose drawers are open.
    said = forms.CharField(max_length=50, required=False)
    drawers = forms.CharField(max_length=500, required=False)
    show = DayField(required=False, empty_value=None)
    open = forms.IntegerField(min_value=0, max_value=MOST_CHANGES, required=False)
    editing = forms.IntegerField(min_value=0, max_value=MOST_CHANGES, required=False)
    version = forms.IntegerField(min_value=1, max_value=MOST_CHANGES, required=False)
    text = forms.CharField(required=False, strip=False)


class DayInPastForm(forms.Form):
    """A day of which the guidelines are to be seen as they stood then."""

    day = forms.DateField(
        label=_("As it stood on"),
        widget=forms.DateInput(attrs={"type": "date", "class": "input input-day"}, format="%Y-%m-%d"),
        error_messages=DAY_ERRORS,
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
