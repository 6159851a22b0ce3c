"""Whom a session does not suit, and what sets these athletes apart, in two or three words: "Anna (Achilles)"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from advice.aloud import aloud
from advice.conditions import Condition
from advice.drills import Drill
from advice.engine import Advice
from advice.facts import FACTS, FactValue, Interval
from advice.replacements import Replacement
from advice.suitability import LABELS, missing
from clubs.models import Athlete
from plans.advising import Advisor, Facts, Planned
from plans.discretion import is_kept_back
from plans.models import Session
from plans.squad_advice import ForSome, SquadAdvice
from workouts.vocabulary import INJURIES

# What a coach has to settle before athletes read it.
TO_SETTLE: Final = ("avoid", "stop")
MOST_REASONS: Final = 2
MOST_NAMED: Final = 4
# Where one can run uphill.
UPHILL: Final = frozenset({"hill", "stairs", "treadmill"})
_SHORT: Final = {
    "no_added_load": gettext_lazy("no added load"),
    "heavy_legs_days": gettext_lazy("heavy legs"),
    "past_bone_stress_injury": gettext_lazy("past bone stress injury"),
    "body_mass_kg": gettext_lazy("body mass"),
    "race_pack_kg": gettext_lazy("race pack"),
    "hard_yesterday": gettext_lazy("hard day before"),
    "hill_sessions_in_week": gettext_lazy("hills in the week"),
    "loaded_runs_last_14_days": gettext_lazy("loaded runs before"),
    "longest_run_30_days_km": gettext_lazy("longest run"),
}
# Stands where an athlete does not let coaches see what it is.
_KEPT: Final = gettext_lazy("reason kept private")
_KEPT_FACT: Final = ""
_NO: Final = {"hill": gettext_lazy("no hill")}


@dataclass(frozen=True)
class Apart:
    """Athletes for whom the panel says the same, and what sets them apart from those whom a session suits best."""

    athletes: tuple[Athlete, ...]
    advice: Advice
    why: tuple[str, ...]
    is_told_by_the_panel: bool = True

    @property
    def verdict(self) -> str:
        """What the panel says; where only a place or a thing is missing, that may be clear."""
        return self.advice.verdict

    @property
    def is_unsuited(self) -> bool:
        """Whether something else has to be planned for them, and not only with care."""
        return not self.is_told_by_the_panel or self.verdict in TO_SETTLE

    @property
    def named(self) -> str:
        """ "Anna, Ben (Achilles)"."""
        return with_why(self.athletes, self.why)


@dataclass(frozen=True)
class WhoSuits:
    """Of those who do the squad's own words: whom they suit, and whom they do not."""

    advice: SquadAdvice
    apart: tuple[Apart, ...]

    @classmethod
    def of(cls, advisor: Advisor, session: Session, advice: SquadAdvice) -> WhoSuits:
        """Tell the athletes of a saved session apart; ``advice`` is on it."""
        return cls(advice, tuple(_apart(advisor, session, advice)))

    @cached_property
    def sentence(self) -> str:
        """ "Clear for 12, not for 2: Anna (Achilles), Ben (no hill)"; nothing where it is the same for all."""
        counted = {verdict: len(athletes) for verdict, athletes in self.advice.by_verdict.items()}
        lacking = [one for one in self.apart if not one.is_told_by_the_panel]
        counted["clear"] = counted.get("clear", 0) - sum(len(one.athletes) for one in lacking)
        said = [
            template % {"count": counted[verdict]}
            for verdict, template in (("clear", _("clear for %(count)d")), ("caution", _("with care for %(count)d")))
            if counted.get(verdict)
        ]
        worse = [verdict for verdict in TO_SETTLE if counted.get(verdict)]
        if not self.apart or len(said) + len(worse) + bool(lacking) < 2:
            return ""
        if said:
            count = sum(counted[verdict] for verdict in worse) + sum(len(one.athletes) for one in lacking)
            named = [one for one in self.apart if one.is_unsuited]
            said += [ngettext("not for %(count)d", "not for %(count)d", count) % {"count": count}] if count else []
        else:
            # "Avoid for 3, stop for 1: Anna (no added load)".
            named = [one for one in self.apart if one.verdict == "stop"]
            said = [_("avoid for %(count)d"), _("stop for %(count)d")]
            said = [template % {"count": counted[verdict]} for template, verdict in zip(said, worse, strict=True)]
        return _("%(counted)s: %(named)s") % {
            "counted": capfirst(", ".join(said)),
            "named": _named(named or self.apart),
        }


def with_why(athletes: Sequence[Athlete], why: Sequence[str]) -> str:
    """Names in a row and what sets them apart: "Anna, Ben (Achilles)"; more than four names are counted."""
    names = ", ".join(athlete.name for athlete in athletes[:MOST_NAMED])
    if (rest := len(athletes) - MOST_NAMED) > 0:
        names = _("%(names)s and %(count)d more") % {"names": names, "count": rest}
    return f"{names} ({', '.join(why)})" if why else names


def why_not_offered(advisor: Advisor, replacement: Replacement, athlete: Athlete, date: dt.date) -> tuple[str, ...]:
    """Shortly why a replacement that is clear for others does not suit ``athlete``; one thing at most."""
    sore = [slug for slug in athlete.injuries if slug in replacement.drill.contraindications]
    kept = advisor.kept_by(athlete)
    if sore:
        return (str(_KEPT),) if "injuries" in kept else tuple(_injuries(sore))
    lacking = missing(replacement.drill, advisor.at_hand_of(athlete))
    if lacking:
        return (_lack_of(lacking[0]),)
    facts, advice = advisor.facts(athlete, date), advisor.judged(replacement.text, athlete, date)
    for finding in advice.findings:
        if finding.guideline.stance != "supports":
            if is_kept_back(finding.guideline):
                return (str(_KEPT),)
            for fact, condition in _differing(finding.guideline.when, facts, {}):
                return tuple(_of_injuries(facts, condition)) if fact == "injuries" else (_word(fact, facts.get(fact)),)
    asked = [one.asks for one in advice.undecided if one.matters and FACTS[one.asks].scope != "step"]
    return (_word(asked[0], None),) if asked and advice.verdict != "clear" else ()


def _named(apart: Iterable[Apart]) -> str:
    """Everybody with why, those of the same why together, until so many were named that the rest is counted."""
    alike: dict[tuple[str, ...], list[Athlete]] = {}
    for one in apart:
        alike.setdefault(one.why, []).extend(one.athletes)
    shown: list[str] = []
    left = 0
    for why, athletes in alike.items():
        if sum(map(len, alike.values())) > MOST_NAMED and len(shown) >= MOST_NAMED // 2:
            left += len(athletes)
        else:
            shown.append(with_why(athletes, why))
    said = ", ".join(shown)
    return _("%(names)s and %(count)d more") % {"names": said, "count": left} if left else said


def _apart(advisor: Advisor, session: Session, advice: SquadAdvice) -> Iterator[Apart]:
    """Those for whom the answer is not the best that anybody of the squad gets, the worst first; then who lacks what.

    Those with the same verdict for the same reasons are one.
    """
    best = max((one for one in advice.answers if one.advice.verdict == advice.answers[-1].advice.verdict), key=_size)
    found: dict[tuple[str, tuple[str, ...]], list[ForSome]] = {}
    for one in advice.answers:
        if one.advice.verdict != best.advice.verdict:
            why = tuple(deciding(advisor, session, one, best))
            found.setdefault((one.advice.verdict, why), []).append(one)
    for (_verdict, why), alike in found.items():
        athletes = [athlete for one in alike for athlete in one.athletes]
        yield Apart(tuple(sorted(athletes, key=lambda athlete: athlete.name)), alike[0].advice, why)
    clear = [one for one in advice.answers if one.advice.verdict == "clear"]
    lacking: dict[tuple[str, ...], list[Athlete]] = {}
    hill, swap = _wants_a_hill(advisor, session), session.swap
    drill = next((one for one in advisor.catalogue if one.code == swap.drill), None) if swap else None
    for one in clear:
        for athlete in one.athletes:
            if why := _lacking(advisor, athlete, drill, hill=hill):
                lacking.setdefault(why, []).append(athlete)
    for why, those in lacking.items():
        yield Apart(tuple(those), clear[0].advice, why, is_told_by_the_panel=False)


def _size(one: ForSome) -> int:
    return len(one.athletes)


def _wants_a_hill(advisor: Advisor, session: Session) -> bool:
    """Whether it is run uphill and at least half of the squad can: where few say so, it tells nothing."""
    if not Planned.of(session).climbs:
        return False
    have = sum(not UPHILL.isdisjoint(advisor.at_hand_of(athlete)) for athlete in advisor.athletes)
    return 2 * have >= len(advisor.athletes)


def _lacking(advisor: Advisor, athlete: Athlete, drill: Drill | None, *, hill: bool) -> tuple[str, ...]:
    """What the athlete lacks for a session that others of the squad can do: its ``hill``, what its ``drill`` takes."""
    at_hand = advisor.at_hand_of(athlete)
    if hill and UPHILL.isdisjoint(at_hand):
        return (_lack_of("hill"),)
    if drill is None:
        return ()
    if lacking := missing(drill, at_hand):
        return (_lack_of(lacking[0]),)
    sore = _injuries(slug for slug in athlete.injuries if slug in drill.contraindications)
    return (str(_KEPT),) if sore and "injuries" in advisor.kept_by(athlete) else tuple(sore)


def deciding(advisor: Advisor, session: Session, one: ForSome, other: ForSome) -> list[str]:
    """What sets the athletes of ``one`` apart from those of ``other``, who get a better answer: two things at most."""
    if not one.athletes or not other.athletes:
        return []
    mine, theirs = (advisor.facts(some.athletes[0], session.date) for some in (one, other))
    kept = {_KEPT_FACT}.union(*(advisor.kept_by(some.athletes[0]) for some in (one, other)))
    said = []
    for fact, condition in _deciding_facts(one.advice, other.advice, mine, theirs):
        if fact in kept:
            words = [str(_KEPT)]
        else:
            words = _of_injuries(mine, condition) if fact == "injuries" else [_word(fact, mine.get(fact))]
        said += [word for word in words if word not in said]
    return said[:MOST_REASONS]


def _deciding_facts(
    mine: Advice, theirs: Advice, my_facts: Facts, their_facts: Facts
) -> Iterator[tuple[str, Condition | None]]:
    known = {finding.guideline.code for finding in theirs.findings}
    weighing = {"stop": ("stop",), "avoid": ("against",)}.get(mine.verdict, ("against", "conditional"))
    for finding in mine.findings:
        if finding.guideline.code in known or finding.guideline.stance not in weighing:
            continue
        guideline = finding.guideline
        if is_kept_back(guideline):
            yield _KEPT_FACT, None
            continue
        yield from _differing(guideline.when, my_facts, their_facts)
        yield from _differing(guideline.unless, their_facts, my_facts)
        if any(condition.fact == "load_percent_body_mass" for condition in guideline.when):
            yield "body_mass_kg", None
    if mine.verdict == "stop":
        return
    spoken = {finding.guideline.code for finding in mine.findings}
    for finding in theirs.findings:
        # Somebody sees a purpose in it for them, and not for these.
        if finding.guideline.exception and finding.guideline.code not in spoken:
            yield from _differing(finding.guideline.when, their_facts, my_facts)
    for undecided in mine.undecided:
        if undecided.matters and FACTS[undecided.asks].scope != "step":
            yield undecided.asks, None


def _differing(
    conditions: Iterable[Condition], holds_for: Facts, not_for: Facts
) -> Iterator[tuple[str, Condition | None]]:
    for condition in conditions:
        if FACTS[condition.fact].scope == "step":
            continue
        if condition.check(holds_for) is True and condition.check(not_for) is not True:
            yield condition.fact, condition


def _of_injuries(facts: Facts, condition: Condition | None) -> list[str]:
    """The injuries that a condition is about, or any there are."""
    have = facts.get("injuries")
    sore = have if isinstance(have, frozenset) else frozenset()
    asked = set(condition.value) if condition is not None and isinstance(condition.value, tuple) else sore
    return _injuries(sore & asked or sore)


def _injuries(slugs: Iterable[str]) -> list[str]:
    sore = set(slugs)
    return [_(word.label) for word in INJURIES if word.slug in sore]


def _lack_of(thing: str) -> str:
    """ "no hill", "no sled with harness"."""
    return str(_NO.get(thing) or _("no %(thing)s") % {"thing": aloud(LABELS.get(thing, thing))})


def _word(fact: str, value: FactValue) -> str:
    """What is known of a fact, in a word or two: "recreational", "race in 6 weeks", "level not known"."""
    if value is None:
        return _("%(fact)s not known") % {"fact": aloud(FACTS[fact].label)}
    if fact == "weeks_to_race" and isinstance(value, Interval):
        if value.lo == float("inf"):
            return _("no race ahead")
        weeks = round(value.lo)
        return ngettext("race in %(count)d week", "race in %(count)d weeks", weeks) % {"count": weeks}
    if fact == "strength_base" and value == frozenset({"none"}):
        return _("no strength training yet")
    if fact in _SHORT:
        return str(_SHORT[fact])
    if isinstance(value, frozenset) and len(value) == 1:
        return aloud(FACTS[fact].label_of(next(iter(value))))
    return aloud(FACTS[fact].label)
