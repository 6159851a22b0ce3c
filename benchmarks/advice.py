"""How fast the panel answers, beside five general rule engines on the same problem.

``make bench`` first has every engine agree with Uphill on 5,000 generated sessions, step by step and guideline by
guideline, and exits with 1, showing the first difference, where one does not. Then it measures sessions a second

- from the workout: working out the facts of the steps that the guidelines ask about is part of the time of each engine,
  and so is putting them in the form that the engine takes;
- with the facts given as Python values: an engine still has to take them in, as each is asked about once;
- with the facts in the engine's own form (parsed, in a context): the best case for each, though not one that arises.

What is worked out is always the same: the verdict of the session, whether the panel is split, which guidelines apply to
each step (with their reasons), and which are open. Each round has sessions that nobody saw before; what counts is the
quickest round, in processor time of one core. The goal is for the first, which is what every page asks for.

Last comes the week of a club of 500 athletes, and the same with ten times as many guidelines.
"""

from __future__ import annotations

import gc
import importlib.util
import math
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from advice.engine import VERDICT_ORDER, Advice, Guideline, GuidelineSet, advise
from advice.step_facts import STEP_FACTS
from benchmarks.rivals import RIVALS, Pairs, Rival, keys_of, pairs_of
from benchmarks.three_values import APPLIES, plain
from benchmarks.verdict_problem import Case, Facts, cases, club_week, grown, shipped

SEED: Final = 20
AGREED_ON: Final = 5000
ROUNDS: Final = 10
SESSIONS_A_ROUND: Final = 1000
# Engines that take a millisecond for a step and more are timed on the first sessions of the first rounds.
FEWER: Final = 200
SLOW: Final = ("rule-engine", "business-rules")
GOAL_RATIO, GOAL_WEEK_S, GOAL_TEN_TIMES = 3.0, 0.25, 3.0
CLEAR: Final = ("clear", False)
RANKS: Final = {(slug, split): 2 * rank + split for slug, rank in VERDICT_ORDER.items() for split in (False, True)}
PANELS: Final = (("founding",), ("founding", "evidence", "safety"))


class Outcome(NamedTuple):
    """What an engine says of a session."""

    verdict: str
    split: bool
    steps: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """For each step the codes of the guidelines that apply and of those that are open."""


def main() -> int:
    """Print the tables; exit 1 where engines differ or a goal is missed."""
    missing = [rival.name for rival in RIVALS if importlib.util.find_spec(rival.library) is None]
    if missing:
        raise SystemExit(f"Not installed: {', '.join(missing)}. `make bench` installs requirements-bench.txt.")
    met = [compare(shipped(*packs), packs) for packs in PANELS]
    met.append(week())
    return int(not all(met))


def compare(guidelines: list[Guideline], packs: Sequence[str]) -> bool:
    """Have the engines agree, then print how fast each is; return whether Uphill is as much faster as it should be."""
    panel = GuidelineSet(guidelines)
    pairs = pairs_of(panel)
    rivals = [rival(pairs) for rival in RIVALS]
    agreed = cases(AGREED_ON, SEED)
    for rival in rivals:
        if difference := first_difference(panel, pairs, rival, agreed):
            raise SystemExit(f"{rival.name} and Uphill differ.\n{difference}")
    steps = sum(len(list(case.workout.flat())) for case in agreed)
    print(f"{' + '.join(packs)}: {len(panel)} guidelines, half of the sessions with a load")
    print(f"all agree on {len(agreed):,} sessions of {steps:,} steps")
    print(f"{'sessions a second':>28}{'from the workout':>20}{'facts given':>20}{'in its own form':>20}")
    rounds = [cases(SESSIONS_A_ROUND, SEED + number) for number in range(1, ROUNDS + 1)]
    own = speeds(Uphill(panel), rounds)
    print(row("Uphill", own, own))
    whole = given = math.inf
    for rival in rivals:
        found = speeds(General(panel, pairs, rival), rounds)
        print(row(rival.name, found, own), flush=True)
        whole, given = min(whole, own.whole / found.whole), min(given, own.given / found.given)
    print(f"{'':>28} {whole:.1f} times the fastest from the workout, goal {GOAL_RATIO:.0f}; {given:.1f} facts given\n")
    return whole >= GOAL_RATIO


class Speeds(NamedTuple):
    """Sessions a second."""

    whole: float
    given: float
    own_form: float


def row(name: str, found: Speeds, own: Speeds) -> str:
    """A line of the table."""
    cells = [f"{speed:>12,.0f} {mine / speed:>6.1f}x" for speed, mine in zip(found, own, strict=True)]
    return f"{name:>28}{''.join(cells)}"


class Uphill:
    """Our own engine; facts are given in its own form."""

    name = "Uphill"

    def __init__(self, panel: GuidelineSet) -> None:
        self.panel = panel

    def facts(self, case: Case) -> Any:
        """The steps with their facts."""
        steps = [step for step, _rounds in case.workout.flat()]
        return list(zip(steps, case.facts_of_steps(), strict=True))

    def ready(self, given: Any) -> Any:
        """They are as they should be."""
        return given

    def answer(self, ready: Any) -> Any:
        """Verdict, and for each step the guidelines that apply and those that are open."""
        panel = self.panel
        verdicts, steps = [], []
        for place, (step, facts) in enumerate(ready):
            entry = panel.entry(step)
            applying, open_ = panel.sort_out(entry, facts, facts) if entry.candidates else (0, 0)
            if applying or open_:
                verdicts.append(panel.verdict(applying, open_, strict=False))
                steps.append((panel.findings(place, applying), panel.findings(place, open_)))
            else:
                verdicts.append(CLEAR)
                steps.append(((), ()))
        return worst(verdicts), steps

    def whole(self, case: Case) -> Advice:
        """The panel's answer as every page asks for it, with the questions that would settle what is open."""
        return advise(case.workout, case.athlete, self.panel)


class General:
    """A general engine: Uphill's facts, the engine's truths, and Uphill's table for the verdict."""

    def __init__(self, panel: GuidelineSet, pairs: Pairs, rival: Rival) -> None:
        self.name, self.rival, self.guidelines = rival.name, rival, panel.guidelines
        self.keys = sorted(keys_of(pairs))
        self.step_keys = [key for key in self.keys if key in STEP_FACTS]

    def facts(self, case: Case) -> list[dict[str, Any]]:
        """The facts of each step that the guidelines ask about, as plain values."""
        return [plain(facts, self.keys) for facts in case.facts_of_steps(self.step_keys)]

    def ready(self, given: list[dict[str, Any]]) -> list[Any]:
        """The same in the engine's own form."""
        return [self.rival.ready(facts) for facts in given]

    def answer(self, ready: list[Any]) -> tuple[tuple[str, bool], list[Any]]:
        """Verdict, and for each step the guidelines that apply and those that are open."""
        verdicts, steps = [], []
        for facts in ready:
            applying: list[Guideline] = []
            open_: list[Guideline] = []
            for guideline, truth in zip(self.guidelines, self.rival.truths(facts), strict=True):
                if truth:
                    (applying if truth == APPLIES else open_).append(guideline)
            verdicts.append(by_the_table(applying, open_) if applying or open_ else CLEAR)
            steps.append((applying, open_))
        return worst(verdicts), steps

    def whole(self, case: Case) -> tuple[tuple[str, bool], list[Any]]:
        """The same, from the workout."""
        return self.answer(self.ready(self.facts(case)))


def by_the_table(applying: Iterable[Guideline], open_: Iterable[Guideline]) -> tuple[str, bool]:
    """The verdict on a step and whether the panel is split: the table of stances, read from the top."""
    stances = {guideline.stance for guideline in applying}
    if "stop" in stances:
        return "stop", False
    if "against" in stances:
        split = any(guideline.exception for guideline in applying)
        return ("caution" if split else "avoid"), split
    if "conditional" in stances or any(guideline.stance in ("stop", "against") for guideline in open_):
        return "caution", False
    return "clear", False


def worst(verdicts: Sequence[tuple[str, bool]]) -> tuple[str, bool]:
    """The worst verdict, split if it is so on one step."""
    if len(verdicts) == 1:
        return verdicts[0]
    return max(verdicts, key=RANKS.__getitem__, default=CLEAR)


def first_difference(panel: GuidelineSet, pairs: Pairs, rival: Rival, sessions: Iterable[Case]) -> str | None:
    """The first session on which ``rival`` says something else than Uphill, in words."""
    engine = General(panel, pairs, rival)
    for case in sessions:
        advice = advise(case.workout, case.athlete, panel)
        ours = Outcome(advice.verdict, advice.split, tuple(
            (codes(finding.guideline for finding in step.findings), codes(one.guideline for one in step.undecided))
            for step in advice.steps
        ))  # fmt: skip
        (verdict, split), steps = engine.whole(case)
        theirs = Outcome(verdict, split, tuple((codes(applying), codes(open_)) for applying, open_ in steps))
        if ours != theirs:
            return f"session: {case.text}\nathlete: {case.athlete}\nUphill: {ours}\n{rival.name}: {theirs}"
    return None


def codes(guidelines: Iterable[Guideline]) -> tuple[str, ...]:
    """The codes in their order."""
    return tuple(guideline.code for guideline in guidelines)


def speeds(engine: Uphill | General, rounds: Sequence[Sequence[Case]]) -> Speeds:
    """How fast an engine is in the quickest round."""
    if engine.name in SLOW:
        rounds = [sessions[:FEWER] for sessions in rounds[:2]]
    found = []
    for sessions in rounds:
        given = [engine.facts(case) for case in sessions]
        ready = [engine.ready(facts) for facts in given]
        found.append(
            Speeds(
                speed(engine.whole, sessions),
                speed(lambda facts: engine.answer(engine.ready(facts)), given),
                speed(engine.answer, ready),
            )
        )
    return Speeds(*map(max, zip(*found, strict=True)))


def speed(ask: Callable[[Any], Any], things: Sequence[Any]) -> float:
    """How many of ``things`` are answered in a second."""
    return len(things) / seconds(lambda: [ask(thing) for thing in things])


def seconds(work: Callable[[], Any]) -> float:
    """How long ``work`` keeps a core busy; collecting garbage is left for afterwards, as timeit does."""
    gc.collect()
    gc.disable()
    try:
        started = time.process_time()
        work()
        return time.process_time() - started
    finally:
        gc.enable()


def week() -> bool:
    """Print what the week of a big club costs, and with ten times as many guidelines; return whether goals are met."""
    print("the week of a club: 500 athletes in 17 squads, 3,500 verdicts; seconds of one core")
    print(f"{'':>28}{'each for itself':>20}{'alike ones shared':>20}{'ten times the set':>20}{'ratio':>8}")
    met = True
    for packs in PANELS:
        few, many = GuidelineSet(shipped(*packs)), GuidelineSet(grown(shipped(*packs), 10, SEED))
        alone = min(seconds(each_alone(few, squads)) for squads in weeks())
        shared = min(seconds(those_alike(few, squads)) for squads in weeks())
        ten = min(seconds(each_alone(many, squads)) for squads in weeks())
        name = " + ".join(packs)
        print(f"{name:>28}{alone:>20.3f}{shared:>20.3f}{ten:>20.3f}{ten / alone:>7.1f}x", flush=True)
        met &= alone < GOAL_WEEK_S and ten / alone < GOAL_TEN_TIMES
    print(f"{'':>28} goals: {GOAL_WEEK_S} s each for itself, {GOAL_TEN_TIMES:.0f} times that with the larger set")
    return met


def weeks() -> Iterator[list[list[Case]]]:
    """A few different weeks of the same club."""
    return (club_week(500, 17, SEED + number) for number in range(5))


def each_alone(panel: GuidelineSet, squads: list[list[Case]]) -> Callable[[], Any]:
    """Ask for every athlete of every squad, with the facts of that athlete."""
    return lambda: [advise(one.workout, one.athlete, panel) for session in squads for one in session]


def those_alike(panel: GuidelineSet, squads: list[list[Case]]) -> Callable[[], Any]:
    """Ask once for those of a squad who are alike in every fact that the answer hangs on, as the board does."""

    def asked() -> None:
        for session in squads:
            workout = session[0].workout
            hangs_on = tuple(panel.asked_of(workout))
            alike: dict[tuple[Any, ...], Facts] = {}
            for one in session:
                alike.setdefault(tuple([one.athlete.get(fact) for fact in hangs_on]), one.athlete)
            for athlete in alike.values():
                advise(workout, athlete, panel)

    return asked


if __name__ == "__main__":
    sys.exit(main())
