"""What a guideline is: one source's position, when it applies, and the stance it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from advice.conditions import Condition, Truth, all_of, negated, sentence
from advice.facts import FactValue
from advice.saying import Said, in_a_row
from workouts.vocabulary import Word, gettext_noop

_ = gettext_noop

# From the one that weighs most.
STANCES: Final = (
    Word("stop", _("stop")),
    Word("against", _("against")),
    Word("conditional", _("with care")),
    Word("supports", _("supports")),
)
STANCE_ORDER: Final = {word.slug: rank for rank, word in enumerate(STANCES)}


@dataclass(frozen=True, slots=True)
class SourceRef:
    """A coach, study or body whose guidelines we hold."""

    slug: str
    name: str
    role: str = ""


@dataclass(frozen=True)
class Guideline:
    """One source's position: when it applies, what stance it takes, why, and what instead.

    It applies when all of ``when`` hold and not all of ``unless``. ``exception`` marks support or care that answers a
    specific purpose and so stands against general objections. ``replacements`` names drills by code or by category, the
    first named first. Raises ``ValueError`` for an unknown stance, an exception that objects, and an empty ``when``.
    """

    code: str
    source: SourceRef
    stance: str
    exception: bool = False
    when: tuple[Condition, ...] = ()
    unless: tuple[Condition, ...] = ()
    reason: str = ""
    instead: str = ""
    grade: str = ""
    reference: str = ""
    replacements: tuple[str, ...] = ()
    weight: tuple[int, str, str] = field(init=False, repr=False, compare=False)
    """What guidelines are in order by: the weightiest stance first, then by source."""

    def __post_init__(self) -> None:
        if self.stance not in STANCE_ORDER:
            raise ValueError(f"{self.code}: {self.stance!r} is no stance; use {', '.join(STANCE_ORDER)}.")
        if self.exception and self.stance not in ("supports", "conditional"):
            raise ValueError(f"{self.code}: only a guideline that supports or is conditional can be an exception.")
        if not self.when:
            raise ValueError(f"{self.code}: say when it applies; without a condition it would apply to every rest day.")
        object.__setattr__(self, "weight", (STANCE_ORDER[self.stance], self.source.slug, self.code))

    def applies(self, facts: Mapping[str, FactValue]) -> Truth:
        """Whether it applies: ``True``, ``False``, or ``None`` where ``facts`` leave it open."""
        wanted = all_of(condition.check(facts) for condition in self.when)
        if not self.unless or wanted is False:
            return wanted
        return all_of((wanted, negated(all_of(condition.check(facts) for condition in self.unless))))


def readable(guideline: Guideline) -> Said:
    """When it applies, as a sentence: "Applies when the load is carried and the activity is running, unless …"."""
    wanted = in_a_row([sentence(condition) for condition in guideline.when], "and")
    if not guideline.unless:
        return Said(_("Applies when %(wanted)s."), wanted=wanted)
    unless = in_a_row([sentence(condition) for condition in guideline.unless], "and")
    return Said(_("Applies when %(wanted)s, unless %(unless)s."), wanted=wanted, unless=unless)
