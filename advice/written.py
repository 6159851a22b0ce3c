"""Values of facts as people write them, and as they are shown to be written again.

Words are taken as they are read on the screen or as their slugs, in any case; numbers with or without their unit.
Everything raises ``ValidationError`` with a sentence that says what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from advice import conditions
from advice.examples import NO_RACE_AHEAD, UNKNOWN
from advice.facts import FACTS, Fact
from workouts.vocabulary import Word

# What else an amount may be written in, with how many of the fact's own unit that is.
_UNITS: Final[dict[str, dict[str, float]]] = {
    "m": {"km": 1000, "m": 1},
    "s": {"min": 60, "h": 3600, "s": 1},
    "weeks": {"weeks": 1, "week": 1},
    "days": {"days": 1, "day": 1},
    "% of body mass": {"% of body mass": 1, "%": 1},
}


def value_as_text(condition: conditions.Condition) -> str:
    """The value of a condition in the form in which the editor takes it: "100", "carried, towed", "very easy"."""
    return _as_text(FACTS[condition.fact], condition.value)


def plain_value(fact: Fact, operator: str, text: str) -> Any:
    """What ``text`` means as the value of a condition."""
    match fact.kind:
        case "number":
            return _number(fact, text)
        case "flag":
            return _answer(fact, text)
    words = [word.strip() for word in text.split(",") if word.strip()]
    slugs = [_slug(fact.label, fact.choices, word) for word in words]
    if operator.endswith("_of"):
        return slugs
    if len(slugs) != 1:
        raise ValidationError(_("%(fact)s with this operator takes one word."), params={"fact": gettext(fact.label)})
    return slugs[0]


def athlete_as_text(athlete: Mapping[str, Any]) -> str:
    """What sets an example's athlete apart, in the form in which the editor takes it: "Goal: ultra-trail; …"."""
    return "; ".join(f"{_name(key)}: {_told(key, value)}" for key, value in athlete.items())


def athlete_from(text: str) -> dict[str, Any]:
    """The plain facts of athlete and week in ``text``, each "name: value", with semicolons or new lines between."""
    found: dict[str, Any] = {}
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]", text))):
        name, colon, written = (piece.strip() for piece in part.partition(":"))
        if not colon or not written:
            raise ValidationError(
                _("Write a fact, a colon and its value, as in “Goal: ultra-trail; Level: unknown”, not “%(part)s”."),
                params={"part": part},
            )
        fact = _fact_of_athlete(name)
        if fact.key in found:
            raise ValidationError(_("%(fact)s is there twice."), params={"fact": gettext(fact.label)})
        found[fact.key] = _of_athlete(fact, written)
    return found


def facts_of_athletes() -> tuple[Fact, ...]:
    """The facts that can set an example's athlete apart."""
    return tuple(fact for fact in FACTS.values() if fact.scope != "step")


def _name(key: str) -> str:
    return gettext(FACTS[key].label) if key in FACTS else key


def _told(key: str, value: Any) -> str:
    if value == UNKNOWN or key not in FACTS:
        return gettext("unknown") if value == UNKNOWN else str(value)
    fact = FACTS[key]
    if value == NO_RACE_AHEAD or value == []:
        return gettext("none")
    if fact.kind == "number" and isinstance(value, (list, tuple)):
        return "–".join(f"{number:g}" for number in value)
    return _as_text(fact, tuple(value) if isinstance(value, list) else value)


def _as_text(fact: Fact, value: Any) -> str:
    match value:
        case bool():
            return gettext("yes") if value else gettext("no")
        case tuple():
            return ", ".join(gettext(fact.label_of(slug)) for slug in value)
        case str():
            return gettext(fact.label_of(value))
        case _:
            return f"{value:g}"


def _fact_of_athlete(name: str) -> Fact:
    """The fact of athlete or week that ``name`` names, or begins to name as only one does."""
    facts = facts_of_athletes()
    names = {fact.key: [_plain(fact.key), _plain(fact.label), _plain(gettext(fact.label))] for fact in facts}
    written = _plain(name)
    same = [fact for fact in facts if written in names[fact.key]]
    begun = same or [fact for fact in facts if written and any(one.startswith(written) for one in names[fact.key])]
    if len(begun) == 1:
        return begun[0]
    known = ", ".join(gettext(fact.label) for fact in begun or facts)
    raise ValidationError(
        _("“%(name)s” is no fact of an athlete or a week; use one of: %(known)s."),
        params={"name": name, "known": known},
    )


def _of_athlete(fact: Fact, written: str) -> Any:
    plain = _plain(written)
    if plain in {"unknown", "not known", "?", _plain(gettext("unknown")), _plain(gettext("not known"))}:
        return UNKNOWN
    none = plain in {"none", _plain(gettext("none"))}
    match fact.kind:
        case "number":
            if "endless" in fact.phrases and (none or plain in {"no race", _plain(gettext("no race"))}):
                return NO_RACE_AHEAD
            ends = [_number(fact, end) for end in re.split(r"\s*[–—]\s*|(?<=\d)\s*-\s*", written)]
            return ends[0] if len(ends) == 1 else ends
        case "flag":
            return _answer(fact, written)
        case "many" if none:
            return []
    # Of a fact that holds one of several words at a time, more than one means that one of these is right.
    slugs = [_slug(fact.label, fact.choices, word.strip()) for word in written.split(",") if word.strip()]
    return slugs[0] if len(slugs) == 1 and fact.kind != "many" else slugs


def _number(fact: Fact, text: str) -> float:
    written, scale = text.strip(), 1.0
    for unit, factor in _UNITS.get(fact.unit, {fact.unit: 1.0} if fact.unit else {}).items():
        if written.casefold().endswith(unit):
            written, scale = written[: -len(unit)], factor
            break
    try:
        return float(written.strip().replace(",", ".")) * scale
    except ValueError:
        unit = f" ({gettext(fact.unit)})" if fact.unit else ""
        raise ValidationError(
            _("%(fact)s takes a number%(unit)s, not “%(text)s”."),
            params={"fact": gettext(fact.label), "unit": unit, "text": text},
        ) from None


def _answer(fact: Fact, text: str) -> bool:
    answers = {"yes": True, "true": True, gettext("yes"): True, "no": False, "false": False, gettext("no"): False}
    try:
        return answers[text.strip().casefold()]
    except KeyError:
        raise ValidationError(_("%(fact)s takes yes or no."), params={"fact": gettext(fact.label)}) from None


def _slug(label: str, known: Iterable[Word], written: str) -> str:
    """The slug of the word that a person wrote as its slug or its label; any word where none is declared."""
    words = list(known)
    for word in words:
        if _plain(written) in (_plain(word.slug), _plain(word.label), _plain(gettext(word.label))):
            return word.slug
    if not words:
        return written.casefold().replace("-", "_").replace(" ", "_")
    raise ValidationError(
        _("%(label)s takes one of: %(known)s. “%(written)s” is none of them."),
        params={
            "label": gettext(label),
            "known": ", ".join(gettext(word.label) for word in words),
            "written": written,
        },
    )


def _plain(words: str) -> str:
    """Words without what people write in one way or another: case, hyphens, underscores."""
    return re.sub(r"[\s_-]+", " ", words).strip().casefold()
