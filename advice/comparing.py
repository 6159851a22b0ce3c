"""Two versions of a guideline beside each other, in words: what is the same, and what was changed, added or removed.

A version is a record as ``advice.revisions.record_of`` makes it, perhaps of an older Uphill that knew other facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from advice.conditions import parse
from advice.examples import EXPECTATIONS, facts_of_athlete, worded
from advice.facts import FACTS
from advice.guideline import STANCES
from advice.saying import Said, figure, in_a_row
from workouts.vocabulary import gettext_noop

_ = gettext_noop

Record = Mapping[str, Any]
Names = Mapping[str, Mapping[str, str]]
"""What slugs and codes are called, by the key of the record that holds them: "source", "grade", "packs" ..."""


class Row(NamedTuple):
    """One thing that a guideline says, in both versions; empty where it was not there."""

    label: str
    old: str
    new: str

    @property
    def kind(self) -> str:
        """What became of it: "same", "changed", "added" or "removed"."""
        if self.old == self.new:
            return "same"
        return "added" if not self.old else "removed" if not self.new else "changed"


def differences(old: Record, new: Record, names: Names | None = None) -> tuple[Row, ...]:
    """What is not the same in both."""
    return tuple(row for row in side_by_side(old, new, names) if row.kind != "same")


def side_by_side(old: Record, new: Record, names: Names | None = None) -> tuple[Row, ...]:
    """Everything that one of them says, in the order of the editor."""
    names = names or {}

    def called(key: str, slug: str) -> str:
        return names.get(key, {}).get(slug) or _WORDS.get(key, {}).get(slug) or slug

    def plain(key: str, record: Record) -> str:
        value = record.get(key) or ""
        if isinstance(value, bool):
            return Said(_("yes"))
        if isinstance(value, (list, tuple)):
            return _listed([called(key, slug) for slug in value])
        return called(key, value)

    def row(key: str) -> Row:
        return Row(Said(_LABELS[key]), plain(key, old), plain(key, new))

    return tuple(
        one
        for one in (
            *map(row, _ABOVE),
            *_conditions(old.get("conditions", ()), new.get("conditions", ())),
            *_examples(old.get("examples", ()), new.get("examples", ())),
            *map(row, _BELOW),
        )
        if one.old or one.new
    )


_LABELS: Final = {
    "status": _("Status"),
    "code": _("Code"),
    "source": _("Source"),
    "stance": _("Stance"),
    "exception": _("Exception"),
    "reason": _("Reason"),
    "instead": _("Instead"),
    "drills": _("Drills"),
    "reference": _("Reference"),
    "grade": _("Grade"),
    "review_on": _("Review on"),
    "editorial_note": _("Editorial note"),
    "packs": _("Packs"),
}
_ABOVE: Final = ("status", "code", "source", "stance", "exception")
_BELOW: Final = ("reason", "instead", "drills", "reference", "grade", "review_on", "editorial_note", "packs")
_WORDS: Final[Names] = {"stance": {word.slug: Said(word.label) for word in STANCES}}

# How a condition asks, after its fact: "Length of a repetition: more than 100 m".
_ASKS: Final = {
    "at_most": _("at most %(value)s"),
    "less_than": _("less than %(value)s"),
    "at_least": _("at least %(value)s"),
    "more_than": _("more than %(value)s"),
    "is_any_of": "%(value)s",
    "is_none_of": _("not %(value)s"),
    "is": "%(value)s",
    "includes_any_of": _("any of %(value)s"),
    "includes_none_of": _("none of %(value)s"),
}


def _conditions(old: Sequence[Record], new: Sequence[Record]) -> Iterable[Row]:
    pairs = _paired(old, new, (lambda one: one, lambda one: (one["unless"], one["fact"])))
    for before, after in pairs:
        shown = after or before or {}
        fact = FACTS.get(shown["fact"])
        label = Said(fact.label) if fact else shown["fact"]
        if shown["unless"]:
            label = Said(_("Unless: %(fact)s"), fact=label)
        yield Row(label, _condition(before), _condition(after))
    yield from _order(Said(_("Order of the conditions")), pairs, old, _condition_in_short)


def _examples(old: Sequence[Record], new: Sequence[Record]) -> Iterable[Row]:
    pairs = _paired(old, new, (lambda one: one, lambda one: one["text"], lambda one: (one["athlete"], one["expected"])))
    for before, after in pairs:
        held, place = (new, after) if after else (old, before)
        number = next(number for number, one in enumerate(held, start=1) if one is place)
        label = Said(_("Example %(number)s"), number=figure(number))
        yield Row(label, _example(before), _example(after))
    yield from _order(Said(_("Order of the examples")), pairs, old, lambda one: one["text"])


_Pair = tuple[Record | None, Record | None]


def _paired(old: Sequence[Record], new: Sequence[Record], likeness: Iterable[Callable[[Record], Any]]) -> list[_Pair]:
    """Which of the new entries each old one became: those most alike first; in the order of the new, then the rest."""
    left, became = list(old), dict[int, Record]()
    for like in likeness:
        for place, entry in enumerate(new):
            if place in became:
                continue
            found = next((index for index, one in enumerate(left) if like(one) == like(entry)), None)
            if found is not None:
                became[place] = left.pop(found)
    return [*((became.get(place), entry) for place, entry in enumerate(new)), *((one, None) for one in left)]


def _order(label: str, pairs: list[_Pair], old: Sequence[Record], in_short: Callable[[Record], str]) -> Iterable[Row]:
    """A row for entries that are in another order, which no other row would tell."""
    stayed = [before for before, after in pairs if before is not None and after is not None]
    places = [next(place for place, one in enumerate(old) if one is before) for before in stayed]
    if places != sorted(places):
        was = [one for one in old if any(one is before for before in stayed)]
        yield Row(label, _listed([in_short(one) for one in was]), _listed([in_short(one) for one in stayed]))


def _condition(record: Record | None) -> str:
    if record is None:
        return ""
    try:
        condition = parse(record)
    except ValueError:
        told = f"{record['operator']} {record['value']}"
    else:
        fact, value = FACTS[condition.fact], condition.value
        words: str
        if isinstance(value, bool):
            words = Said(_("yes")) if value else Said(_("no"))
        elif isinstance(value, tuple):
            words = in_a_row([fact.label_of(slug) for slug in value], "or")
        else:
            words = fact.label_of(value) if isinstance(value, str) else fact.amount(value)
        told = Said(_ASKS[condition.operator], value=words)
    return Said(_("%(condition)s (our own value)"), condition=told) if record["editorial"] else told


def _condition_in_short(record: Record) -> str:
    return Said(FACTS[record["fact"]].label) if record["fact"] in FACTS else record["fact"]


def _example(record: Record | None) -> str:
    if record is None:
        return ""
    expected = Said(next(word.label for word in EXPECTATIONS if word.slug == record["expected"]))
    if not record["athlete"]:
        return Said(_("“%(text)s”: %(expected)s"), text=record["text"], expected=expected)
    athlete = _listed([_of_athlete(key, value) for key, value in record["athlete"].items()])
    return Said(_("“%(text)s” with %(athlete)s: %(expected)s"), text=record["text"], athlete=athlete, expected=expected)


def _of_athlete(key: str, value: Any) -> str:
    try:
        words: str = worded(FACTS[key], facts_of_athlete({key: value}).get(key))
    except (KeyError, ValueError):
        return f"{key}: {value}"
    return Said("%(fact)s: %(value)s", fact=Said(FACTS[key].label), value=words)


def _listed(words: Sequence[str]) -> str:
    return in_a_row(words, "and") if words else ""
