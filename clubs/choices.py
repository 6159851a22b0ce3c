"""What a person can pick from, as pairs of slug and label: the domain's words, and a club's own settings.

They are functions, because a migration then names the function and a new word needs no migration of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workouts import vocabulary
from workouts.vocabulary import Word

Choices = list[tuple[str, str | Promise]]


def _labelled(words: Iterable[Word]) -> Choices:
    return [(word.slug, _(word.label)) for word in words]


def goals() -> Choices:
    """What an athlete trains for."""
    return _labelled(vocabulary.GOALS)


def levels() -> Choices:
    """Recreational or competitive."""
    return _labelled(vocabulary.LEVELS)


def strength_bases() -> Choices:
    """How much strength work an athlete is used to."""
    return _labelled(vocabulary.STRENGTH_BASES)


def age_groups() -> Choices:
    """The age groups that guidelines tell apart."""
    return _labelled(vocabulary.AGE_GROUPS)


def injuries() -> Choices:
    """The sore areas that guidelines and drills know."""
    return _labelled(vocabulary.INJURIES)


def equipment() -> Choices:
    """The things a drill may need."""
    return _labelled(vocabulary.EQUIPMENT)


def terrain() -> Choices:
    """The ground a drill may need."""
    return _labelled(vocabulary.TERRAIN)


def blocks() -> Choices:
    """The phases of a season."""
    return _labelled(vocabulary.BLOCKS)


def roles() -> Choices:
    """What a member is in a club."""
    return [("owner", _("Owner")), *roles_by_invitation()]


def roles_by_invitation() -> Choices:
    """What somebody can be invited as; a club is handed over to a member, never to a link."""
    return [("coach", _("Coach")), ("assistant", _("Assistant")), ("athlete", _("Athlete"))]


def units() -> Choices:
    """How distances are written and shown."""
    return [("km", _("Kilometres")), ("mi", _("Miles"))]


def bare_m_meanings() -> Choices:
    """What "5 m" means in this club; from 50 up it is always metres."""
    return [("ask", _("Ask each time")), ("minutes", _("Minutes")), ("miles", _("Miles")), ("metres", _("Metres"))]


def policies() -> Choices:
    """What a split panel adds up to: a caution, or a session to avoid."""
    return [("panel", _("Caution, with both sides shown")), ("strict", _("Avoid"))]


def consents() -> Choices:
    """What coaches of a club see of an athlete only where the athlete says so."""
    return [("body_mass", _("Body mass")), ("injuries", _("Injuries, now and in the past"))]


def priorities() -> Choices:
    """How much a race matters. What an athlete peaks for, A and B, is what guidelines call a race ahead."""
    return [
        ("A", _("A: the goal")),
        ("B", _("B: a test on the way")),
        ("C", _("C: trained through")),
    ]


def slugs(choices: Choices) -> list[str]:
    """The stored values of ``choices``, in their order."""
    return [slug for slug, label in choices]
