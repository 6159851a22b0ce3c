"""When a guideline may count: it is put to its own examples first, and a refusal says what decided.

The same rules hold for what is stored and for what is still being typed: both have a :class:`Standing`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from advice import engine, revisions
from advice.aloud import aloud
from advice.examples import EXPECTATIONS, Example, Outcome, try_out
from advice.models import Guideline, Revision
from workouts.reading import read

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

_LABELS = {word.slug: word.label for word in EXPECTATIONS}


@dataclass(frozen=True)
class Standing:
    """A guideline put to its examples, or in ``problem`` why it cannot be.

    ``outcomes`` are by the number that the example has on the page, ``None`` for one that could not be tried.
    """

    rule: engine.Guideline | None
    problem: str
    outcomes: Mapping[int, Outcome | None]

    @property
    def passing(self) -> int:
        """How many examples pass."""
        return sum(bool(outcome and outcome.passes) for outcome in self.outcomes.values())

    @property
    def in_words(self) -> str:
        """When the guideline applies, as a sentence; empty where it cannot be told."""
        return aloud(engine.readable(self.rule)) if self.rule else ""

    @property
    def failures(self) -> list[str]:
        """What is wrong with each example that does not pass, and what decided."""
        return [
            _failure(number, outcome) for number, outcome in self.outcomes.items() if not (outcome and outcome.passes)
        ]

    @property
    def shows_it_applies(self) -> bool:
        """Whether an example shows the guideline at work."""
        return any(outcome and outcome.passes and outcome.found == "applies" for outcome in self.outcomes.values())


def standing(make_rule: Callable[[], engine.Guideline], make_examples: Mapping[int, Callable[[], Example]]) -> Standing:
    """Put a guideline to its examples, as far as they can be made: each is a call that may raise ``ValueError``."""
    try:
        rule, problem = make_rule(), ""
    except ValueError as refused:
        rule, problem = None, str(refused)
    return Standing(rule, problem, {number: _outcome(rule, make) for number, make in make_examples.items()})


def standing_of(guideline: Guideline) -> Standing:
    """The stored guideline put to its examples."""
    examples = enumerate(guideline.examples.all(), start=1)
    return standing(guideline.as_value, {number: example.as_value for number, example in examples})


def reasons_against(guideline: Guideline, now: Standing, *, exemplified: bool = True) -> dict[str, list[str]]:
    """Why the guideline must not count as it stands, by the field that would mend it; "" for what is no one field's.

    ``exemplified``: whether an example must show it at work. What came published without one may stay so.
    """
    found: dict[str, list[str]] = {}
    if not guideline.reason.strip():
        found["reason"] = [gettext("Say why, in a sentence or two: athletes read it.")]
    if not guideline.reference.strip() and not _is_a_clubs_own(guideline):
        found["reference"] = [gettext("Say where the position can be read before it is published.")]
    if now.rule is None:
        found[""] = [
            gettext("It is not published, because it cannot be asked yet. %(problem)s") % {"problem": now.problem}
        ]
    elif failures := now.failures:
        found[""] = failures
    elif exemplified and not now.shows_it_applies:
        found[""] = [gettext("Give an example that it applies to: without one, nothing shows that it works.")]
    return found


def publish(guideline: Guideline, by: AbstractBaseUser) -> None:
    """Let the stored guideline count. Raises ``ValidationError`` with every reason against it."""
    if reasons := reasons_against(guideline, standing_of(guideline)):
        raise ValidationError([line for lines in reasons.values() for line in lines])
    _set_status(guideline, "published", by)


def retire(guideline: Guideline, by: AbstractBaseUser) -> None:
    """Take the stored guideline out of all advice and keep its history."""
    _set_status(guideline, "retired", by)


def may_be_deleted(guideline: Guideline) -> bool:
    """Whether nobody was ever advised by it, and loading content would not bring it back."""
    # In Python, because SQLite and PostgreSQL compare what lies in JSON in ways of their own.
    contents = Revision.objects.filter(guideline=guideline).values_list("content", flat=True)
    return not guideline.loaded and not guideline.is_published and all(c["status"] != "published" for c in contents)


def _set_status(guideline: Guideline, status: str, by: AbstractBaseUser) -> None:
    with transaction.atomic():
        guideline.status = status
        guideline.save(update_fields=["status"])
        revisions.record(guideline, by=by)


def _outcome(rule: engine.Guideline | None, make_example: Callable[[], Example]) -> Outcome | None:
    try:
        return try_out(rule, make_example(), read) if rule else None
    except ValueError:
        return None


def _is_a_clubs_own(guideline: Guideline) -> bool:
    """Whether it is a house rule, for which the club itself stands."""
    return bool(guideline.source_id and guideline.source.owner)


def found_in_words(outcome: Outcome) -> str:
    """What was found, in a word or two."""
    return gettext(_LABELS[outcome.found]) if outcome.found in _LABELS else gettext("could not be read")


def _failure(number: int, outcome: Outcome | None) -> str:
    if outcome is None:
        return gettext("Example %(number)s cannot be tried yet: mend it first.") % {"number": number}
    return gettext("Example %(number)s fails: “%(text)s”. Expected: %(expected)s. Found: %(found)s. %(because)s") % {
        "number": number,
        "text": outcome.example.text,
        "expected": gettext(_LABELS[outcome.example.expected]),
        "found": found_in_words(outcome),
        "because": aloud(outcome.because),
    }
