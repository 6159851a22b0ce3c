"""What coaches are told where advice turns on something that an athlete keeps from them.

Advice is computed with all that the athlete gave: that is what it was given for. What a coach reads of it says no more
than the athlete lets coaches see (``clubs/visibility.py``): the verdict stands, the words that would tell why do not.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext_noop as _

from advice.conditions import Condition
from advice.engine import Advice, Guideline
from advice.replacements import OF_INJURIES, Options
from advice.saying import Said
from clubs.models import Athlete
from clubs.visibility import kept_from_coaches
from workouts.vocabulary import ACTIVITIES, slugs

# A fact about a load says something of the body mass, too.
_TOLD_BY: Final = {"body_mass_kg": ("body_mass_kg", "load_percent_body_mass")}
REASON: Final = _("This turns on something that the athlete keeps from coaches.")
NOT_OFFERED: Final = Said(_("Not for everybody here, for a reason that an athlete keeps from coaches."))
# True of every session: what is left of conditions that are all kept back.
_ALWAYS: Final = Condition("activity", "is_any_of", tuple(slugs(ACTIVITIES)))


def kept_facts(athlete: Athlete) -> frozenset[str]:
    """The facts that guidelines can ask about and that the athlete keeps from coaches."""
    columns = kept_from_coaches(athlete)
    return frozenset(fact for column in columns for fact in _TOLD_BY.get(column, (column,)))


def for_coaches(advice: Advice, kept: frozenset[str]) -> Advice:
    """The same answer with nothing in its words of the facts that are ``kept``."""
    if not kept:
        return advice
    findings = tuple(
        finding._replace(guideline=_worded_without(finding.guideline, kept))
        if turns_on(finding.guideline, kept)
        else finding
        for finding in advice.findings
    )
    return advice._replace(findings=findings)


def turns_on(guideline: Guideline, facts: Collection[str]) -> bool:
    """Whether any of ``facts`` is among what the guideline asks about."""
    return any(condition.fact in facts for condition in (*guideline.when, *guideline.unless))


def is_kept_back(guideline: Guideline) -> bool:
    """Whether these are not the guideline's own words, but those in their place."""
    return guideline.reason == REASON


def options_for_coaches(options: Options, athletes: Iterable[Athlete]) -> Options:
    """The same drills without what tells of an injury that one of ``athletes`` keeps from coaches."""
    if not any("injuries" in kept_from_coaches(athlete) for athlete in athletes):
        return options
    offered = [one._replace(because=_untelling(one.because), needs=_untelling(one.needs)) for one in options.offered]
    declined = [one._replace(why=NOT_OFFERED) if _tells(one.why) else one for one in options.declined]
    return Options(tuple(offered), tuple(declined))


def _tells(why: str) -> bool:
    return isinstance(why, Said) and why.template in OF_INJURIES


def _untelling(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(one for one in said if not _tells(one))


@lru_cache(1_000)
def _worded_without(guideline: Guideline, kept: frozenset[str]) -> Guideline:
    when, unless = (
        tuple(one for one in conditions if one.fact not in kept) for conditions in (guideline.when, guideline.unless)
    )
    return Guideline(
        code=guideline.code,
        source=guideline.source,
        stance=guideline.stance,
        exception=guideline.exception,
        when=when or (_ALWAYS,),
        unless=unless,
        reason=REASON,
        grade=guideline.grade,
        replacements=guideline.replacements,
    )
