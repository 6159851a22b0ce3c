"""Conditions on facts, in three-valued logic: true, false, or unknown (``None``) where the fact does not settle it.

A condition on a range is true if it holds for all of it, false if for none of it, else unknown. An unknown fact makes
its condition unknown, not false; see :func:`all_of` for what that does to a list of conditions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from advice.facts import FACTS, Fact, Facts
from advice.saying import Said, in_a_row
from workouts.vocabulary import Word, gettext_noop

_ = gettext_noop

Truth = bool | None
Test = Callable[[Any], Truth]

AT_MOST: Final = Word("at_most", _("is at most"))
LESS_THAN: Final = Word("less_than", _("is less than"))
AT_LEAST: Final = Word("at_least", _("is at least"))
MORE_THAN: Final = Word("more_than", _("is more than"))
IS_ANY_OF: Final = Word("is_any_of", _("is any of"))
IS_NONE_OF: Final = Word("is_none_of", _("is none of"))
IS: Final = Word("is", _("is"))
INCLUDES_ANY_OF: Final = Word("includes_any_of", _("includes any of"))
INCLUDES_NONE_OF: Final = Word("includes_none_of", _("includes none of"))

# Which operators a fact of each kind takes, in the order an editor offers them.
OPERATORS: Final[dict[str, tuple[Word, ...]]] = {
    "number": (AT_MOST, LESS_THAN, AT_LEAST, MORE_THAN),
    "choice": (IS_ANY_OF, IS_NONE_OF),
    "ordered": (AT_MOST, AT_LEAST, IS_ANY_OF, IS_NONE_OF),
    "flag": (IS,),
    "many": (INCLUDES_ANY_OF, INCLUDES_NONE_OF),
}

Value = float | str | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """``fact`` ``operator`` ``value``: "rep_distance_m", "more_than", 100.

    ``value`` is a number for a number, a slug for an ordered fact with ``at_most`` or ``at_least``, a tuple of slugs
    for the other choices, a bool for a flag. Raises ``ValueError`` with a sentence that says what to do.
    """

    fact: str
    operator: str
    value: Value
    test: Test = field(init=False, repr=False, compare=False)
    """The compiled form: the fact's value (``None`` where unknown) to true, false or unknown."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "test", _compile(_declared(self.fact, self.operator), self.operator, self.value))

    def plain_value(self) -> float | str | bool | list[str]:
        """The value as JSON or YAML holds it; :func:`parse` reads it again."""
        return list(self.value) if isinstance(self.value, tuple) else self.value

    def check(self, facts: Facts) -> Truth:
        """Whether it holds: ``True``, ``False``, or ``None`` where ``facts`` leave it open."""
        return self.test(facts.get(self.fact))


def parse(data: Mapping[str, Any]) -> Condition:
    """A condition from the ``fact``, ``operator`` and ``value`` that a form or a file holds.

    Lenient about their form alone: numbers as text, one slug or a comma list where a list is due, "yes" and "no".
    Raises ``ValueError`` with a sentence that says what to do.
    """
    for key in ("fact", "operator", "value"):
        if data.get(key) in (None, ""):
            raise ValueError(f"A condition needs a fact, an operator and a value; the {key} is missing.")
    fact, operator, value = str(data["fact"]), str(data["operator"]), data["value"]
    return Condition(fact, operator, _parsed(_declared(fact, operator), operator, value))


def all_of(truths: Iterable[Truth]) -> Truth:
    """Kleene's AND: false if one is false, else unknown if one is unknown, else true."""
    found: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            found = None
    return found


def negated(truth: Truth) -> Truth:
    """Kleene's NOT: what is unknown stays unknown."""
    return None if truth is None else not truth


def sentence(condition: Condition) -> Said:
    """The condition in words: "a repetition is longer than 100 m"."""
    fact = FACTS[condition.fact]
    operator, value = condition.operator, condition.value
    if fact.kind == "flag":
        return Said(fact.phrases["true" if value else "false"])
    if value == ("none",) and "absent" in fact.phrases:
        return Said(fact.phrases["absent" if operator == "is_any_of" else "present"])
    if operator in fact.phrases:
        return Said(fact.phrases[operator], value=_words(fact, value))
    subject = Said(fact.subject)
    if operator == "is_none_of" and isinstance(value, tuple) and len(value) > 1:
        labels = [fact.label_of(slug) for slug in value]
        return Said(_("%(subject)s is neither %(value)s"), subject=subject, value=in_a_row(labels, "nor"))
    if fact.kind == "ordered" and isinstance(value, str) and len(_allowed(fact, operator, value)) == 1:
        operator = "is_any_of"
    return Said(_SENTENCES[operator], subject=subject, value=_words(fact, value))


_SENTENCES: Final = {
    "at_most": _("%(subject)s is at most %(value)s"),
    "less_than": _("%(subject)s is less than %(value)s"),
    "at_least": _("%(subject)s is at least %(value)s"),
    "more_than": _("%(subject)s is more than %(value)s"),
    "is_any_of": _("%(subject)s is %(value)s"),
    "is_none_of": _("%(subject)s is not %(value)s"),
    "includes_any_of": _("%(subject)s include %(value)s"),
    "includes_none_of": _("%(subject)s do not include %(value)s"),
}


def _words(fact: Fact, value: Value) -> str:
    if isinstance(value, tuple):
        return in_a_row([fact.label_of(slug) for slug in value], "or")
    return fact.label_of(value) if isinstance(value, str) else fact.amount(value)


def _declared(fact: str, operator: str) -> Fact:
    declared = FACTS.get(fact)
    if declared is None:
        raise ValueError(f"There is no fact called {fact!r}; choose one of {', '.join(FACTS)}.")
    allowed = [word.slug for word in OPERATORS[declared.kind]]
    if operator not in allowed:
        raise ValueError(f"{declared.label} cannot be asked with {operator!r}; use {' or '.join(allowed)}.")
    return declared


def _takes_list(operator: str) -> bool:
    return operator.endswith("_of")


def _parsed(fact: Fact, operator: str, value: Any) -> Value:
    if fact.kind == "number":
        try:
            return float(value)
        except (TypeError, ValueError):
            raise ValueError(f"{fact.label}: give a number, not {value!r}.") from None
    if fact.kind == "flag":
        answers = {"true": True, "yes": True, "false": False, "no": False}
        return answers.get(str(value).strip().lower(), value)
    if not _takes_list(operator):
        return value[0] if isinstance(value, (list, tuple)) and len(value) == 1 else value
    words = value.split(",") if isinstance(value, str) else value if isinstance(value, (list, tuple)) else [value]
    return tuple(word.strip() if isinstance(word, str) else word for word in words)


def _compile(fact: Fact, operator: str, value: Value) -> Test:
    """Check the value against the declaration and return the test of a fact's value."""
    if fact.kind == "number":
        if isinstance(value, (bool, str, tuple)) or not 0 <= value < float("inf"):
            raise ValueError(f"{fact.label}: give a number from 0 up, not {value!r}.")
        return _NUMBER_TESTS[operator](float(value))
    if fact.kind == "flag":
        if not isinstance(value, bool):
            raise ValueError(f"{fact.label}: say yes or no, not {value!r}.")
        return _flag_test(value)
    if _takes_list(operator):
        if not isinstance(value, tuple) or not value or not all(isinstance(slug, str) and slug for slug in value):
            raise ValueError(f"{fact.label}: choose at least one of {', '.join(fact.slugs) or 'the words'}.")
        fact.require_choices(value)
    elif not isinstance(value, str) or value not in fact.slugs:
        raise ValueError(f"{fact.label}: choose one of {', '.join(fact.slugs)}, not {value!r}.")
    return _choice_test(operator, _allowed(fact, operator, value))


def _allowed(fact: Fact, operator: str, value: str | tuple[str, ...]) -> frozenset[str]:
    if isinstance(value, tuple):
        return frozenset(value)
    place = fact.slugs.index(value)
    return frozenset(fact.slugs[: place + 1] if operator == "at_most" else fact.slugs[place:])


def _flag_test(wanted: bool) -> Test:  # noqa: FBT001 - the value of the condition
    return lambda known: None if known is None else known is wanted


def _choice_test(operator: str, allowed: frozenset[str]) -> Test:
    def any_of(possible: frozenset[str] | None) -> Truth:
        if not possible:
            return None
        return True if possible <= allowed else False if possible.isdisjoint(allowed) else None

    def includes(held: frozenset[str] | None) -> Truth:
        return None if held is None else not held.isdisjoint(allowed)

    plain = includes if operator.startswith("includes") else any_of
    return (lambda value: negated(plain(value))) if operator.endswith("none_of") else plain


def _at_most(limit: float) -> Test:
    return lambda known: None if known is None else True if known.hi <= limit else False if known.lo > limit else None


def _less_than(limit: float) -> Test:
    return lambda known: None if known is None else True if known.hi < limit else False if known.lo >= limit else None


def _at_least(limit: float) -> Test:
    return lambda known: None if known is None else True if known.lo >= limit else False if known.hi < limit else None


def _more_than(limit: float) -> Test:
    return lambda known: None if known is None else True if known.lo > limit else False if known.hi <= limit else None


_NUMBER_TESTS: Final[dict[str, Callable[[float], Test]]] = {
    "at_most": _at_most,
    "less_than": _less_than,
    "at_least": _at_least,
    "more_than": _more_than,
}
