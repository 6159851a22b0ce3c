"""What can be picked in the content of advice, as pairs of slug and label: the domain's words and a drill's own.

Functions, because a migration then names the function, and a new word needs no migration of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from advice import drills, engine, examples, heavy_legs
from workouts import vocabulary
from workouts.vocabulary import Implement, Word

Choices = list[tuple[str, "str | Promise"]]


def _labelled(words: Iterable[Word | Implement]) -> Choices:
    return [(word.slug, _(word.label)) for word in words]


def stances() -> Choices:
    """What a source thinks of it, from the one that weighs most."""
    return _labelled(engine.STANCES)


def statuses() -> Choices:
    """The life of a guideline."""
    return [("draft", _("draft")), ("published", _("published")), ("retired", _("retired"))]


def expectations() -> Choices:
    """What an example expects of its guideline."""
    return _labelled(examples.EXPECTATIONS)


def grades() -> Choices:
    """What kind of evidence a position rests on."""
    return [
        ("expert_opinion", _("expert opinion")),
        ("observational", _("observational study")),
        ("trial", _("trial")),
        ("review", _("review")),
    ]


def implements() -> Choices:
    """The things a drill can stand in for."""
    return _labelled(vocabulary.IMPLEMENTS.values())


def places() -> Choices:
    """The ground a drill may need; a treadmill that tilts can stand for a hill."""
    return _labelled(vocabulary.TERRAIN + vocabulary.EQUIPMENT)


def strength_bases() -> Choices:
    """How much strength work an athlete is used to."""
    return _labelled(vocabulary.STRENGTH_BASES)


def injuries() -> Choices:
    """The sore areas that speak against a drill."""
    return _labelled(vocabulary.INJURIES)


def purposes() -> Choices:
    """What a drill, or a load, is for."""
    return _labelled(drills.PURPOSES)


def categories() -> Choices:
    """The shelves of the catalogue."""
    return [
        ("uphill_running", _("uphill running")),
        ("resisted_sprint", _("resisted sprint")),
        ("band_drills", _("band drills")),
        ("bodyweight_strength", _("own-weight strength")),
        ("weighted_strength", _("weighted strength")),
        ("plyometrics", _("plyometrics")),
        ("balance_stability", _("balance and stability")),
        ("running_technique", _("running technique")),
        ("recovery_easy", _("recovery and easy")),
    ]


def drill_levels() -> Choices:
    """How experienced an athlete should be."""
    return _labelled(drills.DRILL_LEVELS)


def modes() -> Choices:
    """What a drill does to the loaded run."""
    return _labelled(drills.MODES)


def confidences() -> Choices:
    """How much the evidence behind a drill is worth."""
    return _labelled(drills.CONFIDENCES)


def urgencies() -> Choices:
    """How soon a doctor should look."""
    return _labelled(heavy_legs.URGENCIES)


def restrictions() -> Choices:
    """What waits until legs are no longer heavy."""
    return _labelled(heavy_legs.RESTRICTIONS)


def slugs(choices: Choices) -> list[str]:
    """The stored values of ``choices``, in their order."""
    return [slug for slug, label in choices]
