"""Heavy legs: at most six questions, and in plain words what it most likely is, what to do today, what the coach hears.

The table (:class:`Triage`) is content: questions, causes, and rules in the order in which they count. It never names an
illness: it says what is most likely, what speaks for it, and when a doctor has to look. Red flags come first, and once
one is ticked nothing else counts. How an athlete's log calls it::

    triage = heavy_legs_triage()                            # advice.published; None before content was loaded
    answers = answers_from_plain(entry.heavy_legs, triage)  # {"signs": ["none"], "when": ["from_start"]}
    question = next_question(answers, facts, triage)        # None once all is asked
    answer = decide(answers, facts, triage)                 # at any time, with whatever is known by then
    entry.heavy_legs = answers_to_plain(answers)            # the answers are kept, the advice never is

``facts`` is what the engine is given too; ``heavy_legs_days`` is all that is asked of it. The coach is told
``answer.tell_coach`` and ``answer.restrictions``: what was ticked stays between the athlete and the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, NamedTuple, Self

from advice.fact import Facts, Interval
from advice.saying import Said
from workouts.vocabulary import Word, gettext_noop

_ = gettext_noop

# Days of heavy legs in a row from which there is no added load, no jump and no hard hill.
HEAVY_LEGS_DAYS: Final = 3

# From the calmest to the most urgent: the order is the meaning.
URGENCIES: Final = (
    Word("none", _("no doctor needed for this alone")),
    Word("see_doctor", _("see a doctor")),
    Word("this_week", _("medical help this week")),
    Word("now", _("medical help now")),
)
URGENCY_ORDER: Final = {word.slug: rank for rank, word in enumerate(URGENCIES)}

# What waits until the legs are better.
RESTRICTIONS: Final = (
    Word("no_running", _("no running")),
    Word("no_added_load", _("no added load")),
    Word("no_jumps", _("no jumps")),
    Word("no_hard_hills", _("no hard hills")),
)
_SPARING: Final = ("no_added_load", "no_jumps", "no_hard_hills")

# The questions that are known here by name; an installation may word them anew, and add others.
SIGNS: Final = "signs"
WHEN: Final = "when"
DAYS: Final = "days"
# The answer "none of these", which says nothing once anything else is ticked.
NONE: Final = "none"
# When in a session: from its start, only later in it, or now so and now so, which tells as little as no answer.
FROM_START: Final = "from_start"
LATER: Final = frozenset({"fast_reps", "late"})
VARIES: Final = "varies"

_SPARED: Final = {
    FROM_START: _(
        "Heavy from the start for %(days)s days or more: no added load, no jumps and no hard hills until it clears."
    ),
    VARIES: _(
        "Heavy for %(days)s days or more; when in a run, it varies. No added load, no jumps and no hard hills until it "
        "clears."
    ),
}
_SPARED_UNTOLD: Final = _("Heavy for %(days)s days or more: no added load, no jumps and no hard hills until it clears.")

Answers = Mapping[str, Iterable[str]]
"""The choices ticked, by question. A question that is missing was not answered."""

_FROM_DAYS: Final = attrgetter("from_days")

_Known = Mapping[str, frozenset[str]]


class Condition(NamedTuple):
    """Holds where any of ``choices`` was ticked in answer to ``question``."""

    question: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question; ``from_days`` is from how many days in a row it fits, 0 where it is not about days."""

    slug: str
    text: str
    from_days: int = 0


@dataclass(frozen=True)
class Question:
    """One question; with ``many``, any number of its choices may be true. It is asked where all of ``ask_if`` hold."""

    slug: str
    ask: str
    choices: tuple[Choice, ...]
    hint: str = ""
    many: bool = False
    ask_if: tuple[Condition, ...] = ()

    @cached_property
    def slugs(self) -> frozenset[str]:
        """What can be ticked."""
        return frozenset(choice.slug for choice in self.choices)

    def text_of(self, slug: str) -> str:
        """How a choice reads."""
        return next(choice.text for choice in self.choices if choice.slug == slug)

    def contradicts(self, ticked: frozenset[str]) -> bool:
        """Whether "none of these" is ticked beside something else; of red flags it says nothing, so nothing waits."""
        return NONE in ticked and len(ticked) > 1 and self.slug != SIGNS

    def lasting(self, days: float) -> Choice | None:
        """The choice for so many days in a row, where this question asks about days."""
        fitting = [choice for choice in self.choices if 0 < choice.from_days <= days]
        return max(fitting, key=_FROM_DAYS, default=None)


@dataclass(frozen=True, slots=True)
class Cause:
    """What heavy legs may come from. ``likely`` also says what it is not; ``doctor`` when a doctor should look."""

    slug: str
    name: str
    likely: str
    do_today: str
    tell_coach: str
    doctor: str
    urgency: str = "none"
    restrictions: tuple[str, ...] = ()
    reference: str = ""

    @property
    def rank(self) -> int:
        """How urgent a doctor is, from 0 for not at all."""
        return URGENCY_ORDER[self.urgency]


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table: where all of ``when`` hold, it is most likely ``cause``. Without conditions it always is."""

    cause: str
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Triage:
    """The whole table. Rules count in their order; :func:`advice.heavy_legs_checks.problems` says if it holds together.

    ``why_no_weights`` is said with every answer.
    """

    why_no_weights: str
    questions: tuple[Question, ...]
    causes: tuple[Cause, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def question(self) -> Mapping[str, Question]:
        """The questions by slug."""
        return {question.slug: question for question in self.questions}

    @cached_property
    def cause(self) -> Mapping[str, Cause]:
        """The causes by slug."""
        return {cause.slug: cause for cause in self.causes}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        """The table from lists and texts, as they stand in a content file; conditions are ``{question: [choices]}``."""
        return cls(
            why_no_weights=plain["why_no_weights"],
            questions=tuple(question_from_plain(entry) for entry in plain["questions"]),
            causes=tuple(
                Cause(**{**entry, "restrictions": tuple(entry.get("restrictions", ()))}) for entry in plain["causes"]
            ),
            rules=tuple(Rule(entry["cause"], conditions_from_plain(entry["when"])) for entry in plain["rules"]),
        )


class Because(NamedTuple):
    """An answer that decided: the question as it was asked, and what was ticked, in words."""

    question: str
    choices: tuple[str, ...]


class Unclear(NamedTuple):
    """A question that was not answered, and what it could still turn out to be."""

    question: Question
    could_be: tuple[Cause, ...]


@dataclass(frozen=True)
class Answer:
    """What it most likely is, and all that follows from it.

    ``urgency`` is that of the most urgent cause that holds, ``doctor`` what that one says of doctors. ``others`` hold
    as well and come later in the table. ``restrictions`` are those of everything that holds or may hold.
    ``spared`` is said where the legs have been heavy for :data:`HEAVY_LEGS_DAYS` in a row from the start of easy runs,
    or may have been: with the words that fit what is known of when.
    """

    cause: Cause
    others: tuple[Cause, ...]
    urgency: str
    doctor: str
    because: tuple[Because, ...]
    restrictions: tuple[str, ...]
    unclear: tuple[Unclear, ...]
    spared: Said | None

    @property
    def heavy_for_days(self) -> bool:
        """Heavy from the start of easy runs for :data:`HEAVY_LEGS_DAYS` in a row, unless it is known to come later."""
        return self.spared is not None

    @property
    def do_today(self) -> tuple[str, ...]:
        """What to do today, in sentences."""
        return (self.cause.do_today, *([self.spared] if self.spared else []))

    @property
    def tell_coach(self) -> tuple[str, ...]:
        """What the coach is told, in sentences: what it means for training, and nothing that was ticked."""
        urgent = [cause for cause in self.others if cause.rank > self.cause.rank]
        return (
            self.cause.tell_coach,
            *(cause.tell_coach for cause in urgent),
            *([self.spared] if self.spared else []),
        )

    @property
    def urgency_said(self) -> Said:
        """How soon a doctor should look, in words."""
        return Said(dict(URGENCIES)[self.urgency])

    @property
    def restrictions_said(self) -> tuple[Said, ...]:
        """What waits, in words."""
        return tuple(Said(dict(RESTRICTIONS)[slug]) for slug in self.restrictions)

    @property
    def coach_sees_first(self) -> bool:
        """Whether this athlete stands first on the coach's roster."""
        return self.heavy_for_days or self.urgency != "none"

    def to_plain(self) -> dict[str, Any]:
        """The answer as JSON can hold it, causes and questions by their slugs."""
        return {
            "cause": self.cause.slug,
            "others": [cause.slug for cause in self.others],
            "urgency": self.urgency,
            "doctor": self.doctor,
            "do_today": [str(text) for text in self.do_today],
            "tell_coach": [str(text) for text in self.tell_coach],
            "coach_sees_first": self.coach_sees_first,
            "because": [{"question": one.question, "choices": list(one.choices)} for one in self.because],
            "restrictions": list(self.restrictions),
            "unclear": [
                {"question": one.question.slug, "could_be": [cause.slug for cause in one.could_be]}
                for one in self.unclear
            ],
        }


def next_question(answers: Answers, facts: Facts, triage: Triage) -> Question | None:
    """The next question for this athlete; ``None`` once nothing is left to ask.

    Days that are on record are no reason not to ask for more, unless they are as many as can be said.
    """
    known = _known(answers, facts, triage)
    for question in triage.questions:
        if question.slug not in known:
            return question
        if question.slug == DAYS and known[DAYS] and not answers.get(DAYS):
            longest = max(question.choices, key=_FROM_DAYS)
            if longest.slug not in known[DAYS]:
                return question
    return None


def decide(answers: Answers, facts: Facts, triage: Triage) -> Answer:
    """What it most likely is, by the first rule that holds. Any question may be unanswered, and unknown words are.

    ``triage`` must hold together; its last rule then always holds.
    """
    known = _known(answers, facts, triage)
    # Legs that are heavy now so and now so may be heavy late or in fast repetitions too: rules on that stay possible.
    told = {slug: ticked for slug, ticked in known.items() if slug != WHEN or VARIES not in ticked}
    held, possible = _held_and_possible(triage.rules, told)
    if known.get(SIGNS, frozenset()) - {NONE}:
        # Of red flags the most urgent leads, whatever their order; nothing else was asked, so nothing else can hold.
        held = sorted((rule for rule in held if rule.when), key=lambda rule: -triage.cause[rule.cause].rank)
    first = held[0]
    cause = triage.cause[first.cause]
    # What always holds is only said where nothing else does.
    certain = tuple(dict.fromkeys([cause, *(triage.cause[rule.cause] for rule in held if rule.when)]))
    urgent = max(certain, key=lambda one: one.rank)
    spared = _spared(known, facts, triage)
    restricted = {slug for one in certain for slug in one.restrictions}
    may_be = {slug for rule in possible for slug in triage.cause[rule.cause].restrictions}
    restricted |= may_be.intersection(_SPARING).union(_SPARING if spared else ())
    return Answer(
        cause=cause,
        others=certain[1:],
        urgency=urgent.urgency,
        doctor=urgent.doctor,
        because=_because(first, known, triage),
        restrictions=tuple(word.slug for word in RESTRICTIONS if word.slug in restricted),
        unclear=_unclear(possible, first, urgent, known, triage),
        spared=spared,
    )


def answers_to_plain(answers: Answers) -> dict[str, list[str]]:
    """The answers as JSON can hold them."""
    return {question: sorted(choices) for question, choices in answers.items()}


def answers_from_plain(plain: Any, triage: Triage) -> dict[str, frozenset[str]]:
    """The answers out of JSON; what the table does not ask (any more) is left out, and so counts as unanswered."""
    found = {}
    for slug, choices in plain.items() if isinstance(plain, dict) else ():
        question = triage.question.get(slug)
        ticked = [choice for choice in choices if isinstance(choice, str)] if isinstance(choices, list) else []
        if question and (kept := question.slugs.intersection(ticked)):
            found[slug] = kept
    return found


def question_from_plain(plain: Mapping[str, Any]) -> Question:
    """A question from texts and lists."""
    return Question(
        slug=plain["slug"],
        ask=plain["ask"],
        hint=plain.get("hint", ""),
        many=plain.get("many", False),
        choices=tuple(Choice(**entry) for entry in plain["choices"]),
        ask_if=conditions_from_plain(plain.get("ask_if", {})),
    )


def conditions_from_plain(plain: Mapping[str, Iterable[str]]) -> tuple[Condition, ...]:
    """Conditions from ``{question: [choices]}``, in an order that no database has a say in."""
    return tuple(Condition(question, tuple(choices)) for question, choices in sorted(plain.items()))


def _known(answers: Answers, facts: Facts, triage: Triage) -> dict[str, frozenset[str]]:
    """What was ticked, by question: nothing for one that is not asked; one that is but has no answer is missing."""
    known: dict[str, frozenset[str]] = {}
    for question in triage.questions:
        if known.get(SIGNS, frozenset()) - {NONE} or _hold(question.ask_if, known) is False:
            known[question.slug] = frozenset()
            continue
        ticked = question.slugs.intersection(answers.get(question.slug, ()))
        if question.slug == DAYS:
            on_record = question.lasting(_days_on_record(facts))
            said = [choice for choice in question.choices if choice.slug in ticked]
            longest = max((*said, *([on_record] if on_record else [])), key=_FROM_DAYS, default=None)
            ticked = frozenset() if longest is None else frozenset({longest.slug})
        if ticked:
            known[question.slug] = ticked - {NONE} or ticked
    return known


def _held_and_possible(rules: Iterable[Rule], known: _Known) -> tuple[list[Rule], list[Rule]]:
    """The rules that hold, and those that hang on a question without an answer."""
    held, possible = [], []
    for rule in rules:
        truth = _hold(rule.when, known)
        if truth is None:
            possible.append(rule)
        elif truth:
            held.append(rule)
    return held, possible


def _hold(conditions: Iterable[Condition], known: _Known) -> bool | None:
    """Whether all of them hold; ``None`` where that hangs on a question without an answer."""
    truth: bool | None = True
    for question, choices in conditions:
        if question not in known:
            truth = None
        elif known[question].isdisjoint(choices):
            return False
    return truth


def _spared(known: _Known, facts: Facts, triage: Triage) -> Said | None:
    """What waits where the legs may have been heavy from the start for days, and are not known to be so only later."""
    when = known.get(WHEN)
    if when is not None and when <= LATER:
        return None
    said = [choice for choice in triage.question[DAYS].choices if choice.slug in known.get(DAYS, ())]
    if max([_days_on_record(facts), *map(_FROM_DAYS, said)]) < HEAVY_LEGS_DAYS:
        return None
    texts = [text for slug, text in _SPARED.items() if when and slug in when]
    return Said(texts[0] if texts else _SPARED_UNTOLD, days=str(HEAVY_LEGS_DAYS))


def _days_on_record(facts: Facts) -> float:
    days = facts.get("heavy_legs_days")
    return days.lo if isinstance(days, Interval) else 0


def _because(rule: Rule, known: _Known, triage: Triage) -> tuple[Because, ...]:
    """The answers that the rule asks for, in the order of the questions."""
    asked = dict(rule.when)
    return tuple(
        Because(
            question.ask,
            tuple(
                one.text
                for one in question.choices
                if one.slug in known[question.slug].intersection(asked[question.slug])
            ),
        )
        for question in triage.questions
        if question.slug in asked
    )


def _unclear(possible: list[Rule], first: Rule, urgent: Cause, known: _Known, triage: Triage) -> tuple[Unclear, ...]:
    """The open questions that could bring a rule before ``first``, or a cause that is more urgent than ``urgent``."""
    before = triage.rules[: triage.rules.index(first)]
    matter = [rule for rule in possible if rule in before or triage.cause[rule.cause].rank > urgent.rank]
    found = []
    for question in triage.questions:
        hanging = [rule.cause for rule in matter if question.slug in {name for name, _choices in rule.when}]
        if question.slug not in known and hanging:
            found.append(Unclear(question, tuple(triage.cause[slug] for slug in dict.fromkeys(hanging))))
    return tuple(found)
