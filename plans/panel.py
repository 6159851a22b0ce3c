"""The public page's answer: one session, one person, the panel; nothing is stored and nobody is known."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from advice.aloud import aloud
from advice.changes import Case, Change, find_changes, settle, without_load
from advice.drills import Drill
from advice.engine import STANCES, Advice, Finding, GuidelineSet, SourceRef, Undecided, advise
from advice.facts import FACTS, NO_RACE, FactValue, Interval
from advice.lead import lead
from advice.replacements import Replacement, suggest
from plans import wording
from plans.energy import Energy, energies
from plans.left_unread import shown_verdict, verdict_label, words_left
from plans.panel_form import PARAMETERS, PanelForm
from workouts.reading import HINTS, Reading, read
from workouts.vocabulary import EQUIPMENT, TERRAIN, slugs

UNITS: Final = "km"
EXAMPLES: Final = (
    {"session": "8 km easy with 1 kg ankle weights on each leg"},
    {"session": "25 km easy with a 4 kg backpack", "goal": "ultra_trail", "level": "competitive", "loaded": "0"},
    {"session": "6 x 60 m with a 5 kg vest", "goal": "short_sprint", "level": "competitive"},
    {"session": "3 x 10 lunges with 8 kg dumbbells"},
)
_EVERYTHING: Final = frozenset(slugs((*EQUIPMENT, *TERRAIN)))
# What an address can say of athlete and week.
_ASKABLE: Final = frozenset(PARAMETERS.values())
# What goes without saying of whom an answer is for.
_USUAL: Final[dict[str, FactValue]] = {
    "no_added_load": False,
    "injuries": frozenset(),
    "age_group": frozenset({"adult"}),
    "heavy_legs_days": Interval.exactly(0),
}


def address(query: str) -> str:
    """Where a question is answered."""
    return f"{reverse('plans:panel')}?{query}" if query else reverse("plans:panel")


def to_answer(query: str) -> str:
    """A link straight to the answer of a question: the form above it is as tall as a telephone."""
    return f"{address(query)}#answer"


def _stated(value: FactValue, key: str) -> str:
    """One fact of athlete or week, as the line on whom an answer is for has it."""
    fact = FACTS[key]
    if isinstance(value, bool):
        return _(fact.phrases["true" if value else "false"])
    if value == NO_RACE:
        return _("no race ahead")
    if key == "weeks_to_race" and value == Interval.exactly(0):
        return _("race this week")
    if isinstance(value, Interval) and key == "weeks_to_race":
        return _("race in %(weeks)s") % {"weeks": aloud(fact.amount(value.lo))}
    if isinstance(value, Interval):
        amount = aloud(fact.amount(value.lo))
        return amount if key == "body_mass_kg" else _("%(fact)s: %(value)s") % {"fact": _(fact.label), "value": amount}
    labels = [aloud(fact.label_of(slug)) for slug in fact.slugs if slug in (value or ())]
    said = ", ".join(labels)
    return said if key in ("level", "goal", "age_group") else f"{_(fact.label)}: {said}"


@dataclass(frozen=True)
class Position:
    """What one source says of the session, as the public page shows it."""

    source: SourceRef
    stance: str
    findings: Sequence[Finding]


@dataclass(frozen=True)
class Answer:
    """A way to settle an open question: the words, the verdict and on what, and where it is asked so, or nothing."""

    said: str
    verdict: str
    reading: Reading
    url: str


@dataclass(frozen=True)
class Question:
    """What is not known and matters: whose positions hang on it, and what each answer would do.

    ``field`` is the id of the field where it can be answered, if there is one.
    """

    said: str
    open: Sequence[Undecided]
    answers: Sequence[Answer]
    field: str


@dataclass(frozen=True)
class Otherwise:
    """A change that gives another verdict, how the session is read then, and where it is asked so."""

    change: Change
    reading: Reading
    url: str

    @property
    def verdict(self) -> str:
        """The verdict it gives."""
        return self.change.advice.verdict


class Panel:
    """The panel's answer to a valid question; what the page does not show is not worked out."""

    def __init__(self, form: PanelForm, guidelines: GuidelineSet, drills: Iterable[Drill]) -> None:
        self.form = form
        # Trying what would be otherwise comes back to the same few texts.
        self._read = functools.cache(read)
        self.reading: Reading = self._read(form.cleaned_data["session"])
        self._guidelines = guidelines
        self._drills = drills
        self._facts: Mapping[str, FactValue] = form.facts()

    @property
    def text(self) -> str:
        """The session in the visitor's words."""
        return self.reading.text

    @property
    def url(self) -> str:
        """The one address of this question: the defaults left out, the parameters in their order."""
        return address(self.form.query())

    @property
    def is_unread(self) -> bool:
        """Whether no step was read, so that there is nothing to ask the panel."""
        return not self.reading.workout.steps

    @property
    def chips(self) -> Sequence[wording.Chip]:
        """What was read, in a few words."""
        return wording.chips(self.reading.workout, UNITS)

    @property
    def unread(self) -> list[str]:
        """What was not read, words that stand together as one."""
        return words_left(self.reading)

    @property
    def hints(self) -> list[str]:
        """What to write where a number could mean two things."""
        return list(dict.fromkeys(_(HINTS[hint.about]) for hint in self.reading.hints))

    @property
    def notes(self) -> list[str]:
        """What the reading leaves out although the answer may hang on it: a load without its weight."""
        loads = [step.load for step, _rounds in self.reading.workout.flat() if step.load is not None]
        unsaid = dict.fromkeys(
            wording.load(load) for load in loads if load.kg is None and load.percent_body_mass is None
        )
        said = _("%(load)s: no weight is said. Write it, for example 1 kg.")
        return [said % {"load": capfirst(one)} for one in unsaid]

    @cached_property
    def advice(self) -> Advice:
        """What the guidelines add up to."""
        return advise(self.reading.workout, self._facts, self._guidelines)

    @property
    def lead(self) -> str:
        """The sentence that opens the answer."""
        return capfirst(aloud(lead(self.advice, self.reading.workout, self.unread)))

    @property
    def whom(self) -> str:
        """Whom the answer is for, in a line: what was said and what was assumed."""
        level, goal = (_stated(self._facts[key], key) for key in ("level", "goal"))
        others = [
            _stated(value, key)
            for key, value in self._facts.items()
            if key not in ("level", "goal") and _USUAL.get(key, None) != value
        ]
        first = _("for a %(level)s runner") % {"level": level}
        return " · ".join([first, _("goal: %(goal)s") % {"goal": goal}, *others])

    @property
    def positions(self) -> list[Position]:
        """Each source that speaks, the weightiest stance first."""
        return [Position(*one) for one in self.advice.by_source()]

    @property
    def stands(self) -> list[tuple[str, int]]:
        """How many take which stance, the weightiest first."""
        taken = [position.stance for position in self.positions]
        return [(word.slug, taken.count(word.slug)) for word in STANCES if word.slug in taken]

    @property
    def silent(self) -> int:
        """How many of the founding panel say nothing; of many more sources most are silent on anything."""
        if self.form.cleaned_data["ask"]:
            return 0
        asked = {guideline.source for guideline in self._guidelines if guideline.source.slug != "athlete"}
        return len(asked - {position.source for position in self.positions})

    @property
    def references(self) -> list[str]:
        """What the positions rest on, each once."""
        return list(dict.fromkeys(one.guideline.reference for one in self.advice.findings if one.guideline.reference))

    @cached_property
    def _case(self) -> Case:
        return Case(self.reading, self._facts, self._guidelines, self.advice, self._read)

    @cached_property
    def questions(self) -> list[Question]:
        """What is open and could change the verdict, each question once."""
        asked: dict[str, list[Undecided]] = {}
        for undecided in self.advice.undecided:
            if undecided.matters and any(verdict != self.advice.verdict for _said, verdict in undecided.would):
                asked.setdefault(undecided.asks, []).append(undecided)
        fields = {key: name for name, key in PARAMETERS.items()}
        return [
            Question(aloud(open_[0].question), open_, self._answers(open_[0]), fields.get(key, ""))
            for key, open_ in asked.items()
        ]

    def _answers(self, undecided: Undecided) -> list[Answer]:
        return [
            Answer(
                aloud(one.answer),
                one.verdict,
                self.reading if one.text is None else self._read(one.text),
                self._url(one.text, one.facts) if one.text is not None and one.facts.keys() <= _ASKABLE else "",
            )
            for one in settle(self._case, undecided)
        ]

    @cached_property
    def changes(self) -> list[Otherwise]:
        """What would give another verdict, the best first."""
        return [
            Otherwise(change, self._read(change.text), self._url(change.text, change.facts))
            for change in find_changes(self._case)
            if change.facts.keys() <= _ASKABLE
        ]

    def _url(self, text: str, facts: Mapping[str, FactValue]) -> str:
        return to_answer(self.form.query(text, facts))

    @cached_property
    def replacements(self) -> tuple[Replacement, ...]:
        """What to do instead, with everything at hand unless the visitor narrowed it."""
        if self.advice.verdict == "clear":
            return ()
        at_hand = frozenset(self.form.cleaned_data["have"]) or _EVERYTHING
        return suggest(
            self.reading,
            self._facts,
            self._guidelines,
            self._drills,
            equipment=at_hand & frozenset(slugs(EQUIPMENT)),
            terrain=at_hand & frozenset(slugs(TERRAIN)),
            read=self._read,
        )

    @property
    def nothing_offered(self) -> str:
        """What to do where no drill is offered; who is hurt or told to stop is never sent to run without the load."""
        if self.advice.verdict == "stop" or self._facts["injuries"]:
            return _(
                "Nothing in the catalogue is clear for this athlete. Rest, or train in a way that does not load what "
                "is sore, and ask a doctor or physiotherapist before running hard or jumping again."
            )
        if without_load(self._case).verdict == "clear":
            return _(
                "Nothing in the catalogue is clear for this athlete with what there is. The panel has nothing against "
                "the same session without the load."
            )
        return _(
            "Nothing in the catalogue is clear for this athlete with what there is, nor is the same session without "
            "the load. Make it an easy day or a day of rest."
        )

    @cached_property
    def energies(self) -> list[Energy]:
        """What each load costs that is run or walked with."""
        mass = self.form.cleaned_data["mass"]
        return energies(self.reading.workout, [] if mass is None else [float(mass)], UNITS)

    @property
    def has_load(self) -> bool:
        """Whether anything is added to the body."""
        return any(step.load is not None for step, _rounds in self.reading.workout.flat())

    @property
    def title(self) -> str:
        """The session and the verdict in a line, for a browser's tab and for whoever is sent the link."""
        if self.is_unread:
            return self.text
        verdict = verdict_label(shown_verdict(self.advice.verdict, self.reading))
        return _("%(verdict)s: %(session)s") % {"verdict": verdict, "session": self.text}
