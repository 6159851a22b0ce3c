"""What a guideline would change: the published weeks of the last weeks, judged with and without the change.

Verdicts are those of the board: the worst for any athlete of the squad. Athletes are taken as they are today, with the
dates of the time: what they were like then is not kept.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db.models import Prefetch

from advice.editing import GuidelineEditor
from advice.engine import VERDICT_ORDER, Guideline, GuidelineSet
from advice.models import Guideline as GuidelineRow
from advice.published import guideline_set
from clubs.models import Club, Squad
from clubs.race_calendar import RaceCalendar
from plans.advising import Advisor, Planned
from plans.models import DAYS_A_WEEK, Session, SessionException, Week, monday_of
from plans.packs import packs_of
from plans.squad_advice import SquadAdvice

WEEKS_BACK: Final = 12
LISTED: Final = 50


@dataclass(frozen=True)
class Proposal:
    """A guideline as it might be: ``value`` in these ``packs`` in place of what stands under ``code``.

    Without a value it is what would happen if the guideline were retired.
    """

    code: str
    value: Guideline | None
    packs: frozenset[str]

    @classmethod
    def of(cls, guideline: GuidelineRow) -> Proposal:
        """That a draft or a retired guideline counts as it is saved, or that a published one is retired.

        Raises ``ValueError`` where the guideline does not hold together.
        """
        value = None if guideline.is_published else guideline.as_value()
        return cls(guideline.code, value, frozenset(guideline.packs.values_list("slug", flat=True)))

    @classmethod
    def typed(cls, editor: GuidelineEditor, packs: Iterable[str] | None = None) -> Proposal:
        """That the guideline counts as it stands in the editor's forms, in its packs or in those given.

        Raises ``ValueError`` with what is to be mended first.
        """
        value = editor.as_value()
        chosen = packs if packs is not None else [pack.slug for pack in editor.form.cleaned_data.get("packs", ())]
        return cls(value.code, value, frozenset(chosen))

    def put_into(self, guidelines: GuidelineSet, packs: frozenset[str]) -> GuidelineSet:
        """The set of a club that listens to ``packs``, with the proposal in it."""
        others = [one for one in guidelines if one.code != self.code]
        counts = self.value is not None and not self.packs.isdisjoint(packs)
        return GuidelineSet([*others, self.value] if counts and self.value else others)


@dataclass(frozen=True)
class Change:
    """A session whose verdict would be another one, and for how many athletes of the squad."""

    session: Session
    squad: Squad
    before: str
    after: str
    athletes: int
    of: int

    @property
    def club(self) -> Club:
        """The club that planned it."""
        return self.squad.club

    @property
    def date(self) -> dt.date:
        """The day it was planned for."""
        return self.session.date


@dataclass
class Impact:
    """What was found so far. ``done`` and ``total`` count squads; ``changed`` sessions by verdict before and after."""

    since: dt.date
    until: dt.date
    total: int
    done: int = 0
    weeks: int = 0
    sessions: int = 0
    changed: Counter[tuple[str, str]] = field(default_factory=Counter)
    for_some: int = 0
    first: list[Change] = field(default_factory=list)

    @property
    def changes(self) -> int:
        """How many sessions change their verdict."""
        return self.changed.total()

    @property
    def from_to(self) -> list[tuple[str, str, int]]:
        """Verdict before, verdict after, number of sessions; what gets stricter first, the most frequent first."""
        order = VERDICT_ORDER
        rows = [(before, after, count) for (before, after), count in self.changed.items()]
        return sorted(rows, key=lambda row: (order[row[0]] - order[row[1]] > 0, -row[2], order[row[0]], order[row[1]]))


def impact_of(proposal: Proposal, *, today: dt.date, clubs: Sequence[Club] | None = None) -> Iterator[Impact]:
    """Judge squad after squad and yield what was found so far, the same object each time, at least once.

    All clubs of the installation unless ``clubs`` are given; of them those that listen to a pack of the proposal, or
    to what it would replace. Six queries a squad, the races among them only where a guideline asks.
    """
    until = monday_of(today)
    since = until - dt.timedelta(weeks=WEEKS_BACK - 1)
    asked = _squads_to_ask(proposal, since, until, clubs)
    impact = Impact(since, until + dt.timedelta(days=DAYS_A_WEEK - 1), total=len(asked))
    yield impact
    for squad, now in asked:
        _judge(impact, squad, until, now, proposal.put_into(now, packs_of(squad.club)))
        impact.done += 1
        yield impact


def _squads_to_ask(
    proposal: Proposal, since: dt.date, until: dt.date, clubs: Sequence[Club] | None
) -> list[tuple[Squad, GuidelineSet]]:
    """The squads that the proposal can concern, each with the guidelines that count for it now."""
    published = Week.objects.published().filter(monday__range=(since, until))
    squads = Squad.objects.filter(weeks__in=published).distinct().select_related("club").order_by("club_id", "pk")
    if clubs is not None:
        squads = squads.filter(club__in=clubs)
    asked, sets = [], dict[frozenset[str], GuidelineSet]()
    for squad in squads:
        packs = packs_of(squad.club)
        if packs not in sets:
            sets[packs] = guideline_set(packs)
        stands = any(one.code == proposal.code for one in sets[packs])
        if stands or (proposal.value is not None and not proposal.packs.isdisjoint(packs)):
            asked.append((squad, sets[packs]))
    return asked


def _judge(impact: Impact, squad: Squad, until: dt.date, now: GuidelineSet, then: GuidelineSet) -> None:
    """Add what the guidelines ``then`` change for one squad as against ``now``."""
    first = impact.since - dt.timedelta(weeks=2)
    fetched = Prefetch("sessions", Session.objects.live())
    weeks = list(squad.weeks.published().filter(monday__range=(first, until)).prefetch_related(fetched))
    athletes = list(squad.athletes.with_consents())
    exceptions = list(SessionException.objects.around(squad, first, until))
    elsewhere = Session.objects.loaded_runs_elsewhere(squad, first, until, exceptions)
    races = RaceCalendar(squad.club, athletes, since=impact.since)
    for week in weeks:
        if week.monday < impact.since:
            continue
        week.squad = squad
        near = [one for one in weeks if week.monday - dt.timedelta(weeks=2) <= one.monday <= week.monday]
        sessions = [session for one in near for session in one.sessions.all()]
        advisor = Advisor(squad.club, athletes, week.monday, sessions, elsewhere, now, exceptions, races)
        advisor = advisor.in_block(week.block)
        proposed = advisor.under(then)
        impact.weeks += 1
        for session in week.sessions.all():
            _compare(impact, squad, session, advisor, proposed)


def _compare(impact: Impact, squad: Squad, session: Session, advisor: Advisor, proposed: Advisor) -> None:
    impact.sessions += 1
    planned = Planned.of(session)
    before, after = advisor.for_squad(planned), proposed.for_squad(planned)
    moved = _moved(before, after)
    if before.verdict == after.verdict:
        impact.for_some += bool(moved)
        return
    impact.changed[before.verdict, after.verdict] += 1
    if len(impact.first) < LISTED:
        of = len(advisor.athletes)
        impact.first.append(Change(session, squad, before.verdict, after.verdict, moved if of else 0, of))


def _moved(before: SquadAdvice, after: SquadAdvice) -> int:
    """For how many athletes the verdict is another one."""
    then = {athlete.pk: verdict for athlete, verdict in after.of_each()}
    return sum(then[athlete.pk] != verdict for athlete, verdict in before.of_each())
