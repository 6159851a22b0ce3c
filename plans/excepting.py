"""What is proposed to those whom a session does not suit, in place of it: the best replacement each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from advice.replacements import Replacement
from clubs.models import Athlete, Club
from plans.advising import Advisor, Planned
from plans.models import Instead, Session, read_for
from plans.reasons import main_reason
from plans.squad_advice import ForSome
from plans.who_suits import Apart, with_why

# So many are shown for a group to choose from.
SHOWN = 3
_UPHILL = re.compile(r"\s*\bup[ -]?hills?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Proposal:
    """A group alike: what the panel says for them, why, and what is clear for each of them, best first."""

    athletes: tuple[Athlete, ...]
    apart: Apart
    replacements: tuple[Replacement, ...]

    @property
    def key(self) -> str:
        """The group as a form names it: the keys of its athletes."""
        return "-".join(str(athlete.pk) for athlete in self.athletes)

    @property
    def named(self) -> str:
        """ "Anna, Ben (Achilles)"."""
        return with_why(self.athletes, self.apart.why)

    @property
    def is_for_all_at_once(self) -> bool:
        """Whether it is among those that are made with one click."""
        return self.apart.is_unsuited and bool(self.replacements)

    def instead(self, drill: str) -> list[Instead]:
        """The exceptions for the group by the code of a replacement; none where it is not offered (any more)."""
        chosen = next((one for one in self.replacements if one.drill.code == drill), None)
        reason = main_reason(self.apart.advice)
        return [instead_of(athlete, chosen, reason) for athlete in self.athletes] if chosen else []


def instead_of(athlete: Athlete, chosen: Replacement, reason: str) -> Instead:
    """A replacement as one athlete gets it."""
    return Instead(athlete, chosen.text, reason, chosen.drill.code, chosen.drill.name)


def proposals(advisor: Advisor, session: Session, apart: Iterable[Apart]) -> list[Proposal]:
    """What is proposed to each of ``apart`` in place of ``session``, those for whom it is the same as one."""
    found = []
    for one in apart:
        by_offer: dict[tuple[str, ...], list[Athlete]] = {}
        each = best_of_each(advisor, session, one)
        for athlete in one.athletes:
            by_offer.setdefault(tuple(choice.text for choice in each[athlete.pk]), []).append(athlete)
        found += [Proposal(tuple(alike), one, tuple(each[alike[0].pk])) for alike in by_offer.values()]
    return found


def best_of_each(advisor: Advisor, session: Session, one: Apart) -> Mapping[int, Sequence[Replacement]]:
    """The replacements for each athlete of a group, by key: those for all of them that suit, else the athlete's own.

    To look for what suits is dear, and to ask whether it suits one more athlete is cheap.
    """

    def offered(athletes: tuple[Athlete, ...]) -> Sequence[Replacement]:
        return advisor.options(session, ForSome(athletes, one.advice), at_most=SHOWN, also_unloaded=True).offered

    shared = offered(one.athletes)
    found: dict[int, Sequence[Replacement]] = {}
    for athlete in one.athletes:
        suiting = [choice for choice in shared if advisor.suits(choice, athlete, session.date)]
        if not suiting and len(one.athletes) > 1:
            suiting = list(offered((athlete,)))
        found[athlete.pk] = suiting
    return found


def beside_a_swap(advisor: Advisor, session: Session, unsuited: Sequence[Athlete]) -> dict[int, Instead | None]:
    """What those do, by key, whom a replacement for the squad does not suit; ``None`` where nothing can be given.

    Whoever may do the session as it stands goes on doing that.
    """
    alike: dict[str, list[ForSome]] = {}
    found: dict[int, Instead | None] = {}
    for answer in advisor.among(unsuited, Planned.of(session)).answers if unsuited else ():
        alike.setdefault(answer.advice.verdict, []).append(answer)
    for verdict, answers in alike.items():
        everybody = tuple(athlete for answer in answers for athlete in answer.athletes)
        if verdict == "clear":
            found |= {athlete.pk: Instead(athlete, session.text) for athlete in everybody}
            continue
        each = best_of_each(advisor, session, Apart(everybody, answers[0].advice, ()))
        for answer in answers:
            reason = main_reason(answer.advice)
            for athlete in answer.athletes:
                best = next(iter(each[athlete.pk]), None)
                found[athlete.pk] = instead_of(athlete, best, reason) if best else None
    return found


def on_the_flat(club: Club, session: Session) -> str:
    """The session's words without its hill, for whoever has none; nothing where they cannot be read so."""
    words = _UPHILL.sub("", session.text).strip()
    before, flat = session.reading, read_for(club, words)
    same = len(list(flat.workout.flat())) == len(list(before.workout.flat()))
    is_read = same and not set(flat.unread_words) - set(before.unread_words)
    climbs = [Planned(session.date, one.workout).climbs for one in (before, flat)]
    return words if is_read and climbs == [True, False] else ""
