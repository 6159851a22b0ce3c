"""Guidelines in two-valued logic, as an engine that knows no "unknown" needs them.

Each guideline becomes two expressions over plain values: one that is true where it certainly applies, and one that is
true where it possibly does. Its truth is then a number: 2 applies, 1 is open, 0 does not apply. The plain values are

=========  ===================================================================================
number     ``x_lo`` and ``x_hi``; unknown is -1 to :data:`ENDLESS`, as is any open end
ordered    the same, with the places of the choices in their order
choice     ``x``, a slug; unknown is null (never for what is known of every step)
flag       ``x``; unknown is null
many       ``x``, a list of slugs, and ``x_known``
=========  ===================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from advice.conditions import Condition
from advice.engine import Guideline
from advice.facts import FACTS, FactValue

# No engine takes infinity, and one computes with 28 decimal digits.
ENDLESS: Final = 1e12
_ALWAYS_KNOWN: Final = frozenset({"activity", "implement", "load_class", "load_site", "exercise", "uphill", "in_place"})

APPLIES, OPEN, NOT = 2, 1, 0


@dataclass(frozen=True)
class Atom:
    """``name`` ``operator`` ``value``: le, lt, ge, gt, in, not_in, is, is_not, has_any, has_none."""

    name: str
    operator: str
    value: Any

    @property
    def fact(self) -> str:
        """The key of the fact that is asked about."""
        return re.sub("_(lo|hi|known)$", "", self.name)


@dataclass(frozen=True)
class All:
    """True where each part is."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Some:
    """True where one part is."""

    parts: tuple[Expression, ...]


Expression = Atom | All | Some

_OPPOSITE: Final = {
    "le": "gt", "gt": "le", "lt": "ge", "ge": "lt", "in": "not_in", "not_in": "in",
    "is": "is_not", "is_not": "is", "has_any": "has_none", "has_none": "has_any",
}  # fmt: skip
_UNSAID: Final = {
    "at_most": "more_than", "more_than": "at_most", "less_than": "at_least", "at_least": "less_than",
    "is_any_of": "is_none_of", "is_none_of": "is_any_of",
    "includes_any_of": "includes_none_of", "includes_none_of": "includes_any_of",
}  # fmt: skip


def opposite(expression: Expression) -> Expression:
    """What is true where ``expression`` is not."""
    match expression:
        case All(parts):
            return Some(tuple(opposite(part) for part in parts))
        case Some(parts):
            return All(tuple(opposite(part) for part in parts))
        case Atom(name, operator, value):
            return Atom(name, _OPPOSITE[operator], value)


def encoded(guideline: Guideline) -> tuple[Expression, Expression]:
    """Where ``guideline`` certainly applies, and where it possibly does."""
    certainly: list[Expression] = [_holds(condition) for condition in guideline.when]
    possibly: list[Expression] = [_may_hold(condition) for condition in guideline.when]
    if guideline.unless:
        certainly.append(opposite(_all(_may_hold(condition) for condition in guideline.unless)))
        possibly.append(opposite(_all(_holds(condition) for condition in guideline.unless)))
    return _all(certainly), _all(possibly)


def plain(facts: dict[str, FactValue], keys: Iterable[str]) -> dict[str, Any]:
    """The facts that ``keys`` names, as the expressions name them."""
    return {name: value for key in keys for name, value in _plain(key, facts.get(key))}


def _plain(key: str, value: Any) -> Iterator[tuple[str, Any]]:
    match FACTS[key].kind:
        case "number":
            lo, hi = (-1.0, ENDLESS) if value is None else value
            yield f"{key}_lo", min(lo, ENDLESS)
            yield f"{key}_hi", min(hi, ENDLESS)
        case "ordered":
            places = [-1.0, ENDLESS] if value is None else sorted(float(_ORDER[key][slug]) for slug in value)
            yield f"{key}_lo", places[0]
            yield f"{key}_hi", places[-1]
        case "flag":
            yield key, value
        case "many":
            yield key, sorted(value or ())
            yield f"{key}_known", value is not None
        case _:
            assert value is None or len(value) == 1, f"{key}: give one choice, not {value}"
            yield key, next(iter(value), None) if value else None


_ORDER: Final = {key: {slug: n for n, slug in enumerate(fact.slugs)} for key, fact in FACTS.items()}


def _all(parts: Iterable[Expression]) -> Expression:
    found = tuple(parts)
    return found[0] if len(found) == 1 else All(found)


def _may_hold(condition: Condition) -> Expression:
    operator, value = condition.operator, condition.value
    unsaid = Condition(condition.fact, "is", not value) if operator == "is" else None
    if FACTS[condition.fact].kind == "ordered":
        return _of_order(condition, "hi" if operator == "at_least" else "lo")
    return opposite(_holds(unsaid or Condition(condition.fact, _UNSAID[operator], value)))


def _holds(condition: Condition) -> Expression:
    key, operator, value = condition.fact, condition.operator, condition.value
    kind = FACTS[key].kind
    match operator:
        case "at_most" | "at_least" if kind == "ordered":
            return _of_order(condition, "lo" if operator == "at_least" else "hi")
        case "at_most" | "less_than":
            return Atom(f"{key}_hi", "le" if operator == "at_most" else "lt", float(value))
        case "at_least" | "more_than":
            return Atom(f"{key}_lo", "ge" if operator == "at_least" else "gt", float(value))
        case "is":
            return Atom(key, "is", value)
        case "is_any_of" if kind == "choice":
            return Atom(key, "in", value)
        case "is_none_of" if kind == "choice":
            known = () if key in _ALWAYS_KNOWN else (Atom(key, "is_not", None),)
            return _all((*known, Atom(key, "not_in", value)))
        case "includes_any_of":
            return All((Atom(f"{key}_known", "is", True), Atom(key, "has_any", value)))
        case "includes_none_of":
            return All((Atom(f"{key}_known", "is", True), Atom(key, "has_none", value)))
    raise ValueError(f"{operator} on {key} has no form in two values; write one before it is measured.")


def _of_order(condition: Condition, end: str) -> Atom:
    place = float(_ORDER[condition.fact][condition.value])
    return Atom(f"{condition.fact}_{end}", "le" if condition.operator == "at_most" else "ge", place)
