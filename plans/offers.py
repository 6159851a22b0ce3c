"""What the drawer offers in place of a load: the best first, the rest on asking, and why the others are not there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.http import QueryDict
from django.utils.translation import gettext

from advice.aloud import aloud
from advice.replacements import Declined, Replacement
from clubs.models import Athlete
from plans.advising import TODAY, Advisor
from plans.excepting import beside_a_swap
from plans.models import Instead
from plans.who_suits import MOST_NAMED, why_not_offered, with_why
from workouts.vocabulary import slugs

if TYPE_CHECKING:
    from plans.week_board import Card

BEST: Final = 3
_EVERY: Final = "all"


@dataclass(frozen=True)
class Wish:
    """What the coach wants to see: narrowed to what can be done ``today``, and whether ``every`` option."""

    today: frozenset[str] = frozenset()
    every: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Wish:
        """What an address asks for; a word that does not exist asks for nothing."""
        return cls(frozenset(query.getlist("today")).intersection(slugs(TODAY)), query.get("options") == _EVERY)

    @property
    def choices(self) -> Sequence[tuple[str, str, bool]]:
        """What can be ticked: word, label, and whether it is."""
        return [(word.slug, gettext(word.label), word.slug in self.today) for word in TODAY]

    @property
    def query(self) -> str:
        """The wish as it stands in an address; empty where nothing is wished for."""
        query = QueryDict(mutable=True)
        for name, value in self.fields:
            query.appendlist(name, value)
        return query.urlencode()

    @property
    def query_for_all(self) -> str:
        """The wish as it stands in an address, every option included."""
        return replace(self, every=True).query

    @property
    def fields(self) -> Sequence[tuple[str, str]]:
        """The wish as a form carries it along, by name and value."""
        every = [("options", _EVERY)] if self.every else []
        return [*(("today", word) for word in sorted(self.today)), *every]


@dataclass(frozen=True)
class Offer:
    """A replacement that is clear for the athletes the verdict is about, and those of the squad it does not suit.

    ``instead`` is what these would do, ``None`` for whom the catalogue has nothing.
    """

    replacement: Replacement
    unsuited: Sequence[Athlete]
    not_for: str = ""
    instead: Sequence[Instead | None] = ()

    @property
    def exceptions(self) -> Sequence[Instead]:
        """The exceptions that can be made along with the swap: for all whom it does not suit, or for nobody."""
        made = [one for one in self.instead if one is not None]
        return made if len(made) == len(self.unsuited) else ()


@dataclass(frozen=True)
class Offers:
    """What there is in place of a session's load: the best, the others and what is not offered where asked for."""

    wish: Wish = Wish()
    best: Sequence[Offer] = ()
    more: Sequence[Offer] = ()
    declined: Mapping[str, Sequence[str]] | None = None
    """The names of drills by the reason why they are not offered."""

    @classmethod
    def of(cls, advisor: Advisor, card: Card, wish: Wish) -> Offers:
        """Work out what is offered for the session of ``card``."""
        if card.advice.own_verdict == "clear":
            return cls(wish)
        # Where the best are none, the reasons are what is wanted.
        session, at_most = card.session, None if wish.every else BEST
        found = advisor.options(session, card.advice.lead, wish.today, at_most=at_most)
        offers = _offers(advisor, card, found.offered)
        declined = _by_reason(found.declined) if wish.every or not offers else None
        return cls(wish, offers[:BEST], offers[BEST:], declined)

    @property
    def is_narrowed_to_nothing(self) -> bool:
        """Whether it is the coach's own ticks that may have left nothing."""
        return bool(self.wish.today) and not self.best


def offer_of(advisor: Advisor, card: Card, chosen: Replacement) -> Offer:
    """One replacement as it is offered, with what those would do whom it does not suit."""
    return _offers(advisor, card, [chosen])[0]


def _offers(advisor: Advisor, card: Card, offered: Sequence[Replacement]) -> list[Offer]:
    """Each replacement with those whom it does not suit and who have no exception yet, and what these would do."""
    session = card.session
    excepted = {one.athlete_id for one in advisor.exceptions_to(session.pk)}
    unsuited = [[one for one in advisor.unsuited(r, session.date) if one.pk not in excepted] for r in offered]
    everybody = {athlete.pk: athlete for athletes in unsuited for athlete in athletes}
    instead = beside_a_swap(advisor, session, list(everybody.values()))
    return [
        Offer(
            replacement,
            athletes,
            ", ".join(
                with_why([one], why_not_offered(advisor, replacement, one, session.date))
                for one in athletes[:MOST_NAMED]
            )
            if len(athletes) <= MOST_NAMED
            else with_why(athletes, ()),
            [instead[athlete.pk] for athlete in athletes],
        )
        for replacement, athletes in zip(offered, unsuited, strict=True)
    ]


def _by_reason(declined: Sequence[Declined]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in declined:
        found.setdefault(aloud(one.why), []).append(one.drill.name)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))
