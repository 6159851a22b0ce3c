"""The form of a session's steps: a row of fields for each, and what all rows together come to as a text.

The rows are a formset whose forms only hold and check choices; what fields mean is settled by :mod:`plans.stepwise`,
and the text by :mod:`plans.step_text`. Nothing here is saved.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django import forms
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from clubs.models import Club
from plans import wording
from plans.forms import DayField, WordsField
from plans.line_ends import plain_lines
from plans.models import LONGEST_TEXT, read_for
from plans.step_fields import OPEN_EFFORTS, Read
from plans.step_moves import Moved, move
from plans.step_text import NotWritable, Write, written
from plans.stepwise import (
    FIELDS_OF,
    MOST_ROWS,
    OR,
    ROUNDS,
    STEP,
    STEP_FIELDS,
    Fields,
    Opened,
    Row,
    Value,
    assembled,
    levelled,
    shown,
)
from workouts.exercises import EXERCISES
from workouts.reading import Reading
from workouts.vocabulary import ACTIVITIES, EFFORTS, IMPLEMENTS, MEASURES, ROLES
from workouts.workout import Effort
from workouts.writing import write

PREFIX: Final = "steps"
_LONGEST_FIELD: Final = 40
_RECOVERIES: Final = ("rest", "walk", "run")
# Activities whose own name is read as an exercise that says no more than that.
_IN_GENERAL: Final = {
    "jumps": "jumps:jumps",
    "balance": "balance:balance",
    "drill": "drill:drills",
    "cross": "cross:cross_training",
}
# Fields that stand in the second part of a row, closed until something is in them.
MORE_FIELDS: Final = ("up_to", "in_place", "measure", "target", "recovery_effort")
_NOT_OFFERED: Final = gettext_lazy("Choose one of those that are offered.")

Choices = list[tuple[Any, Any]]


def activities() -> Choices:
    """What is done: the activities, and the exercises by what they are."""
    found: Choices = [(_IN_GENERAL.get(word.slug, word.slug), capfirst(_(word.label))) for word in ACTIVITIES]
    for word in ACTIVITIES:
        named = [
            (value, capfirst(wording.exercise(one.name)))
            for one in EXERCISES
            if one.activity == word.slug and (value := f"{word.slug}:{one.name}") not in _IN_GENERAL.values()
        ]
        if named:
            found.append((capfirst(_(word.label)), sorted(named, key=lambda choice: choice[1])))
    return found


def efforts() -> Choices:
    """How hard: the scale, and the words for efforts that are open."""
    scale = [(word.slug, capfirst(_(word.label))) for word in EFFORTS if word.slug != "rest"]
    return [("", "–"), *scale, *[(value, _effort_label(value)) for value in OPEN_EFFORTS]]


def single_efforts() -> Choices:
    """The scale alone."""
    return [("", "–"), *[(word.slug, capfirst(_(word.label))) for word in EFFORTS if word.slug != "rest"]]


def recoveries() -> Choices:
    """What is done between."""
    labels = {"rest": _("Rest"), "walk": _("Walk"), "run": _("Jog")}
    return [("", "–"), *[(slug, labels[slug]) for slug in _RECOVERIES]]


def implements() -> Choices:
    """What adds weight or resistance."""
    return [("", "–"), *[(one.slug, capfirst(_(one.label))) for one in IMPLEMENTS.values()]]


def measures() -> Choices:
    """What a target's number is."""
    return [("", "–"), *[(word.slug, capfirst(_(word.label))) for word in MEASURES]]


def _roles() -> Choices:
    return [(word.slug, capfirst(_(word.label))) for word in ROLES]


def _effort_label(value: str) -> str:
    lo, _dash, hi = value.partition("-")
    said = capfirst(wording.effort(Effort(lo, hi)))
    return _("%(effort)s (strides)") % {"effort": said} if value == "5k-mile" else said


def _choice(label: Any, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, required=False, error_messages={"invalid_choice": _NOT_OFFERED}
    )


def _typed(label: Any) -> forms.CharField:
    attributes = {"autocomplete": "off", "autocapitalize": "off", "enterkeyhint": "done"}
    return forms.CharField(
        label=label, required=False, max_length=_LONGEST_FIELD, widget=forms.TextInput(attrs=attributes)
    )


class StepForm(forms.Form):
    """One row: a step, the head of rounds with the few fields that rounds have, or "or", which has none.

    ``row`` is the row, ``opened`` the text it may have come from; ``value`` is what it says once it is valid.
    """

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in FIELDS_OF], widget=forms.HiddenInput)
    level = forms.IntegerField(widget=forms.HiddenInput)
    origin = forms.IntegerField(required=False, widget=forms.HiddenInput)
    what = _choice(gettext_lazy("What"), activities)
    reps = _typed(gettext_lazy("Times"))
    amount = _typed(gettext_lazy("How much"))
    effort = _choice(gettext_lazy("Effort"), efforts)
    uphill = forms.BooleanField(label=gettext_lazy("Uphill"), required=False)
    grade = _typed(gettext_lazy("Slope"))
    implement = _choice(gettext_lazy("Load"), implements)
    mass = _typed(gettext_lazy("How heavy in all"))
    recovery = _choice(gettext_lazy("Between"), recoveries)
    pause = _typed(gettext_lazy("How long"))
    role = _choice(gettext_lazy("Part of the session"), _roles)
    up_to = _choice(gettext_lazy("Effort up to"), single_efforts)
    recovery_effort = _choice(gettext_lazy("Effort between"), single_efforts)
    measure = _choice(gettext_lazy("Target"), measures)
    target = _typed(gettext_lazy("Target’s number"))
    in_place = forms.BooleanField(label=gettext_lazy("In place"), required=False)

    value: Value
    # The field or the button that gets the focus.
    focused_field = ""
    hands = ""

    def __init__(self, *args: Any, row: Row, opened: Opened, units: str, read: Read, **options: Any) -> None:
        super().__init__(*args, **options)
        self.row, self._units, self._read = row, units, read
        self._node = opened.node(row.origin, row.kind)
        for name in STEP_FIELDS:
            if name not in FIELDS_OF[row.kind]:
                del self.fields[name]
        if row.kind == ROUNDS:
            self.fields["reps"].label = _("Rounds")
        self._offer_what_came()

    def _offer_what_came(self) -> None:
        """A choice that the text made is offered, also where the list would not."""
        if self._node is None:
            return
        for name, value in shown(self._node.value, self._units).items():
            field = self.fields.get(name)
            if isinstance(field, forms.ChoiceField) and value and not field.valid_value(value):
                field.choices = [*field.choices, (value, _label_of(name, value))]  # type: ignore[misc]

    @property
    def is_rounds(self) -> bool:
        """Whether it is the head of rounds."""
        return self.row.kind == ROUNDS

    @property
    def is_or(self) -> bool:
        """Whether it is the head of what may be done in place of the part before it."""
        return self.row.kind == OR

    @property
    def has_more(self) -> bool:
        """Whether anything in the second part of the row is said, or wrong."""
        said = any(self.row.values.get(name) not in (None, "", "main") for name in MORE_FIELDS)
        return said or (self.is_bound and any(name in self.errors for name in MORE_FIELDS))

    def clean(self) -> dict[str, Any]:
        """Read the fields; each complaint goes to its own."""
        data = super().clean() or {}
        if self.errors:
            return data
        typed = {name: "on" if value is True else str(value or "") for name, value in data.items()}
        fields = Fields(typed, self._node, self._units, self._read)
        self.value = fields.value(self.row.kind)
        for name, message in fields.wrong.items():
            self.complain(name, message)
        return data

    def complain(self, name: str, message: str) -> None:
        """Say what is wrong beside its field, or beside the row where the row has no such field."""
        self.add_error(name if name in self.fields else None, message)


def _label_of(name: str, value: str) -> str:
    if name == "what":
        return wording.exercise(value.partition(":")[2])
    if name in ("recovery", "measure"):
        return _(wording.ACTIVITY_LABELS.get(value, value))
    return _effort_label(value) if "-" in value else _(wording.EFFORT_LABELS.get(value, value))


class StepFormSet(forms.BaseFormSet):
    """All rows; each form knows the row that it is of."""

    rows: list[Row]

    def __init__(self, *args: Any, rows: list[Row], **options: Any) -> None:
        self.rows = rows
        super().__init__(*args, **options)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """The row beside what all share; no form may be left out for being empty."""
        row = self.rows[index] if index is not None else Row(STEP, 0, None, {})
        return {**super().get_form_kwargs(index), "row": row, "empty_permitted": False, "use_required_attribute": False}


_formset: Any = forms.formset_factory(
    StepForm, formset=StepFormSet, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 1
)


class SentForm(forms.Form):
    """What is sent beside the rows: the opened text, the text that was shown to come of them, and where it belongs."""

    source = WordsField(missing="", required=False)
    shown = forms.CharField(required=False)
    version = forms.IntegerField(min_value=1, required=False)
    day = DayField(required=False)

    def clean_source(self) -> str:
        """The text with the line ends that it had: browsers send their own."""
        return plain_lines(self.cleaned_data["source"])

    def clean_shown(self) -> str:
        """The same of what was shown."""
        return plain_lines(self.cleaned_data["shown"])


@dataclass
class StepsEditor:
    """Rows of a session that is being written, and what comes of them.

    ``loud``: whether the page shows what is wrong, which a row that was just added is spared. ``problem`` is what is
    wrong with the whole.
    """

    club: Club
    text: str
    rows: list[Row]
    opened: Opened
    loud: bool = False
    problem: str = ""

    @classmethod
    def of(cls, club: Club, text: str, sent: Mapping[str, Any] | None = None, *, loud: bool = False) -> StepsEditor:
        """The editor of a text as it is opened, or with the rows that were sent. Raises :class:`TooMuch`."""
        opened = Opened(read_for(club, text), club.units)
        rows = opened.rows if sent is None else levelled(sent_rows(sent))
        return cls(club, text, rows, opened, loud)

    def moved(self, what: str) -> tuple[StepsEditor, int]:
        """The editor after a button of a row, and the row that it was about. :class:`CannotMove` where it cannot."""
        done: Moved = move(self.rows, what)
        return StepsEditor(self.club, self.text, levelled(done.rows), self.opened), done.at

    @property
    def read(self) -> Read:
        """How this club's texts are read."""
        return functools.partial(read_for, self.club)

    @property
    def write(self) -> Write:
        """How this club's steps are written, in the language of whoever writes."""
        language = "ru" if (get_language() or "").startswith("ru") else "en"
        return lambda workout: write(workout, units=self.club.units, language=language)  # type: ignore[arg-type]

    @cached_property
    def filled(self) -> Any:
        """The formset as it is checked."""
        return self._formset(data=_as_sent(self.rows))

    @cached_property
    def formset(self) -> Any:
        """The formset as the page shows it: with what is wrong only where that is asked for."""
        return self.filled if self.loud else self._formset(initial=[_as_initial(row) for row in self.rows])

    def _formset(self, **options: Any) -> Any:
        shared = {"opened": self.opened, "units": self.club.units, "read": self.read}
        return _formset(rows=self.rows, form_kwargs=shared, prefix=PREFIX, auto_id="%s", **options)

    @cached_property
    def result(self) -> Reading | None:
        """The text that the rows come to, read again; ``None`` where something is wrong, see ``wrongs``."""
        if not self.rows and self.opened.top:
            self.problem = _("A session needs a step. To take it off the board, delete it.")
            return None
        if not self.rows and not self.text:
            self.problem = _("Add a step first.")
            return None
        if not self.filled.is_valid():
            self.problem = " ".join(str(error) for error in self.filled.non_form_errors())
            return None
        parts = assembled(self.rows, [form.value for form in self.filled], self.opened)
        try:
            found = written(self.opened, parts, self.write, self.read)
        except NotWritable as refused:
            if refused.row is None:
                self.problem = str(refused)
            else:
                self.filled[refused.row].complain(refused.field, str(refused))
            return None
        if len(found.text) > LONGEST_TEXT:
            said = _("In words this is too long: %(length)s characters, and at most %(most)s fit.")
            self.problem = said % {"length": len(found.text), "most": LONGEST_TEXT}
            return None
        return found

    @property
    def wrongs(self) -> list[tuple[str, str, str]]:
        """What is wrong, row by row: where it stands, the id of its field, and the complaint."""
        if self.result is not None:
            return []
        found = []
        for number, form in enumerate(self.filled, start=1):
            for name, errors in form.errors.items():
                label = form.fields[name].label if name in form.fields else ""
                place = _("Row %(number)s") % {"number": number}
                at = form[name].auto_id if name in form.fields else f"row-{number - 1}"
                found += [(f"{place}, {label}" if label else place, at, str(error)) for error in errors]
        return found

    def focus_first_error(self) -> None:
        """Name the field that gets the focus: the first that is wrong."""
        for form in self.filled:
            wrong = next((name for name in form.fields if name in form.errors), None)
            if wrong is not None:
                form.focused_field = wrong
                return

    def put_hands_on(self, row: int, button: str) -> None:
        """Give the focus to the row that ``button`` was about: to the button again where it can be pressed again."""
        if not self.rows:
            return
        form = self.formset[row]
        if button in ("up", "down"):
            form.hands = button
        elif form.is_or:
            form.hands = "into"
        else:
            form.focused_field = "reps" if form.is_rounds else "what"


def sent_rows(sent: Mapping[str, Any]) -> list[Row]:
    """The rows that a browser sent; whatever it sends, no more than one over the limit, for that to be said."""
    count = _number(sent.get(f"{PREFIX}-TOTAL_FORMS")) or 0
    rows = []
    for index in range(min(count, MOST_ROWS + 1)):
        kind = sent.get(f"{PREFIX}-{index}-kind", STEP)
        kind = kind if kind in FIELDS_OF else STEP
        values = {name: sent.get(f"{PREFIX}-{index}-{name}", "") for name in FIELDS_OF[kind]}
        level, origin = (_number(sent.get(f"{PREFIX}-{index}-{name}")) for name in ("level", "origin"))
        rows.append(Row(kind, level or 0, origin, values))
    return rows


def _number(text: Any) -> int | None:
    return int(text) if isinstance(text, str) and text.isascii() and text.isdecimal() and len(text) < 6 else None


def _as_initial(row: Row) -> dict[str, Any]:
    return {**row.values, "kind": row.kind, "level": row.level, "origin": row.origin}


def _as_sent(rows: list[Row]) -> dict[str, str]:
    sent = {f"{PREFIX}-TOTAL_FORMS": str(len(rows)), f"{PREFIX}-INITIAL_FORMS": str(len(rows))}
    for index, row in enumerate(rows):
        for name, value in _as_initial(row).items():
            if value not in (None, ""):
                sent[f"{PREFIX}-{index}-{name}"] = str(value)
    return sent
