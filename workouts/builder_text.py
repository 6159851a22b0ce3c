"""Text of the workout builder of Intervals.icu, as it is pasted: a step a line, "3x" above the steps of a round.

    Warmup
    - 10m ramp 50-75%

    Main set 3x
    - 1km 4:30/km Pace
    - Float 1m30 Z2 HR

    Cooldown
    - 8m Z1

The form is that of its forum's "Workout Builder Syntax Quick Guide"
(https://forum.intervals.icu/t/workout-builder-syntax-quick-guide/123701): a step is a line that begins with "- " and
has one length, its unit right behind the figure; "m" is minutes, and metres are "mtr". "3x", alone or at an end of a
title, repeats the steps right below it up to an empty line or the next title; rounds hold no rounds. All other words
are remarks: those that the language of sessions knows are read, the rest stays unread like any other word, and so do
watts and cadence, which no step of a run holds.

Coaches make lists with dashes too, in which "m" may be miles and "60m 95%" is a sprint. So a text is taken for the form
only where something in it says so (:meth:`BuilderText._is_meant`), and never where one of its dashes leads a line that
the form does not have ("- 5m easy, 3x3m hard").
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from workouts import amounts, efforts, loads, targets
from workouts.amounts import Amount, Doubt, Reader
from workouts.drafts import Draft
from workouts.marks import READ, SILENT, Marks
from workouts.tokens import Token, fold
from workouts.vocabulary import EFFORT_ORDER
from workouts.workout import STRIDES, Effort, Load, Range, Repeat, Step, Target

_A_DASH: Final = re.compile(r"^[^\S\n]*[-‐-―−]\s", re.MULTILINE)

# A length is counted in these; "m" stands for minutes.
_SECONDS: Final = {"h": 3600.0, "m": 60.0, "min": 60.0, "'": 60.0, "s": 1.0, '"': 1.0}
_DISTANCES: Final = frozenset({"km", "mi", "metre", "yd"})
# No line of the form has these, coaches' lists do; and no line has those behind a figure.
_FOREIGN: Final = frozenset({"repeat", "weekday", "half_day", "then", "semicolon"})
_FOREIGN_COUNTS: Final = frozenset({"times", "sets"})
# Words of the form alone, beside "ramp" with what it leads from and to.
_OWN_WORDS: Final = frozenset({"freeride", "rpm"})

# Percent of what can be held for an hour as efforts: below each figure, from and to. The figures are those of Andrew
# Coggan for power and of Joe Friel for the pace (as speed) and the heart rate of runners
# (https://trainingbible.com/joesblog/2009/11/quick-guide-to-setting-zones.html); which effort each zone is, is ours,
# and wide on purpose.
_OF_THRESHOLD: Final[Mapping[str, Sequence[tuple[float, str, str]]]] = {
    "power": (
        (56, "very_easy", "easy"), (76, "easy", "easy"), (91, "steady", "marathon"), (106, "threshold", "10k"),
        (121, "5k", "mile"), (math.inf, "mile", "maximal"),
    ),
    "pace": (
        (77.5, "very_easy", "easy"), (87.7, "easy", "easy"), (94.3, "steady", "marathon"),
        (101, "marathon", "threshold"), (103.5, "threshold", "10k"), (111.5, "5k", "mile"),
        (math.inf, "mile", "maximal"),
    ),
    "lthr": (
        (85, "very_easy", "easy"), (90, "easy", "easy"), (95, "steady", "marathon"), (100, "threshold", "threshold"),
        (math.inf, "10k", "mile"),
    ),
}  # fmt: skip
# A percentage of these is none of what can be held for an hour: "10% of body mass", "90% effort".
_OF_ELSE: Final = frozenset({"pace_word", "body_mass", "grade", "implement"})
# A percentage below the first is a slope, and nobody trains at one above the second.
_LEAST_PERCENT, _MOST_PERCENT = 30, 300
_MOST_HEART_PERCENT: Final = 100
# Who gives percentages for sprints stays above this; a session of the builder has an easy step.
_GENTLE_PERCENT: Final = 65
# No step is longer than the first, only a gentle one as long as the second, and none fast that is as long as the third.
_MOST_MINUTES: Final = 240
_LONG_MINUTES: Final = 50
_FAST_MINUTES: Final = 20
_GENTLE: Final = EFFORT_ORDER["marathon"]
_FAST: Final = EFFORT_ORDER["5k"]
_GENTLE_HEART_PERCENT: Final = 85


class _Foreign(Exception):  # noqa: N818 - the text is in another form, which is no error
    """A line shows that the text is none of the builder's."""


@dataclass(slots=True)
class _Line:
    """A step of the form, or a remark behind a dash where nothing has an amount, with what speaks for the form.

    ``minutes`` is what was written with a bare "m"; ``percent`` one of nobody says what; ``zoned``: has an intensity
    that hardly anyone else writes so; ``own``: has a word or a figure of the form alone.
    """

    draft: Draft
    minutes: float | None = None
    percent: Range | None = None
    zoned: bool = False
    own: bool = False
    # How hard the words say that it is, and where; a figure says it better.
    said: tuple[Effort, int, int] | None = None
    # Where it says that it is a rest or a recovery.
    idle: int | None = None
    # Where "ramp" stands.
    ramp: int | None = None
    # Whether a remark has a figure: "- 10 push-ups".
    has_figure: bool = False

    @property
    def is_sized(self) -> bool:
        """Whether a zone, a percentage or a pace says how hard it is."""
        return self.zoned or self.percent is not None


@dataclass(slots=True)
class _Title:
    """A line without a dash: what it says of the steps below it. ``count`` is where its "3x" stands."""

    draft: Draft
    reps: Range | None = None
    count: tuple[int, int] = (0, 0)
    has_amount: bool = False
    is_known: bool = False
    steps: list[Draft] = field(default_factory=list)


def find(text: str, tokens: list[Token]) -> BuilderText | None:
    """The reading of ``text`` if it is in the form, else ``None``; ``tokens`` are its tokens."""
    if _A_DASH.search(text) is None:
        return None
    found = BuilderText(text, tokens)
    return found if found.is_meant else None


class BuilderText(Marks):
    """One reading of a text that may be in the form; ``is_meant`` says whether it is."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        super().__init__(tokens, Reader("minutes"))
        self._text = fold(text)
        self._watts: list[int] = []
        self._lines: list[_Line] = []
        self._titles: list[_Title] = []
        self._done: list[Draft] = []
        try:
            self._read_lines()
            self.is_meant = self._is_meant()
        except _Foreign:
            self.is_meant = False
        if self.is_meant:
            for index in self._watts:
                tokens[index].kind = "word"  # not "with"

    def workout(self) -> tuple[Step | Repeat, ...]:
        """The steps in order."""
        return tuple(step for draft in self._done for step in draft.build(self.tokens))

    # Evidence

    def _is_meant(self) -> bool:
        """Whether enough of it speaks for the form.

        That is a word or a figure of the form alone; or two steps with zones or percentages, one of them gentle; or one
        such step below a title that names its part or repeats it; or a title that repeats steps none of which has an
        "m" to be taken for anything else. Figures outside of the steps and a step in "m" that has only a word for how
        hard it is ("- 5m easy") speak against it, unless there is more for it.
        """
        lines = [line for line in self._lines if line.draft.has_amount]
        shares = [line.percent for line in lines if line.percent is not None]
        gentle = any(share.lo <= _GENTLE_PERCENT for share in shares)
        if not lines or not all(map(_may_be_minutes, lines)):
            return False
        if any(line.own for line in self._lines):
            return True
        zoned = sum(line.zoned or (gentle and line.percent is not None and not _is_long(line)) for line in lines)
        titles = [title for title in self._titles if title.steps]
        if any(title.reps for title in titles):
            return zoned >= 1 + self._has_loose_figures() or all(line.minutes is None for line in lines)
        if self._has_loose_figures() or any(line.minutes and line.said and not line.is_sized for line in lines):
            return False
        return zoned >= 2 - any(title.is_known for title in titles)

    def _has_loose_figures(self) -> bool:
        """Whether figures stand outside of the steps: "8 km, then", "- 10 push-ups"."""
        return any(title.has_amount for title in self._titles) or any(line.has_figure for line in self._lines)

    # Lines

    def _read_lines(self) -> None:
        title: _Title | None = None
        for first, end in self._line_ends():
            if first == end:
                title = self._behind_empty(title)
            elif self.tokens[first].kind == "dash" and self.tokens[first + 1].gap:
                line = self._step(first + 1, end)
                self._lines.append(line)
                if line.draft.has_amount:
                    self._put(line.draft, title)
            else:
                self._behind_empty(title)
                title = self._title(first, end)
                self._titles.append(title)
        self._behind_empty(title)

    def _line_ends(self) -> Iterator[tuple[int, int]]:
        """Where each line begins and ends, in tokens."""
        first = 0
        for index, token in enumerate(self.tokens):
            if token.kind in ("newline", "end"):
                yield first, index
                first = index + 1

    def _behind_empty(self, title: _Title | None) -> _Title | None:
        """What an empty line leaves of a title: its name, as long as no step came."""
        if title is None or title.steps:
            return None
        if title.reps is not None:
            self._forget(*title.count)  # how often nothing is done
            title.reps = None
        return title

    def _put(self, draft: Draft, title: _Title | None) -> None:
        """A step to the steps, or to the rounds that its title makes."""
        if title is None:
            self._done.append(draft)
            return
        name = title.draft
        if draft.activity != "rest":
            draft.role = draft.role or name.role
        if draft.activity is None:
            draft.activity, draft.exercise = name.activity, name.exercise
            draft.load = draft.load or name.load
        title.steps.append(draft)
        if title.reps is None:
            self._done.append(draft)
        elif len(title.steps) == 1:
            rounds = Draft(draft.first, "newline")
            rounds.reps, rounds.children = title.reps, title.steps
            self._done.append(rounds)

    def _title(self, first: int, end: int) -> _Title:
        """ "Warmup", "Main set 3x", "3x": what it names at its beginning, and how often at either end."""
        while end > first and self.tokens[end - 1].kind == "colon":
            end -= 1
        title = _Title(Draft(first, "newline"))
        begin = self._count_rounds(title, first, end) or first
        self.draft = self.leaf = title.draft
        self.i = begin
        kind = self.tokens[begin].kind
        if kind == "exercise":
            self._exercise()
        elif kind in ("role", "label", "half_day", "weekday"):
            title.draft.role = self.tokens[begin].value if kind == "role" else None
            self.read_to(begin + 1)
        title.is_known = self.i > begin and kind not in ("half_day", "weekday")
        if title.reps is None:
            self._count_rounds(title, end - 2, end)
        title.has_amount = any(
            self.tokens[index].kind in ("num", "clock") and self.understood[index] != READ
            for index in range(first, end)
        )
        return title

    def _count_rounds(self, title: _Title, i: int, end: int) -> int | None:
        """Read a "3x" at ``i`` that ends the title or leads to "main set"; where it ends."""
        found = amounts.count(self.tokens, i) if i >= title.draft.first else None
        if found is None or (found[1] != end and self.tokens[found[1]].kind != "label"):
            return None
        title.reps, title.count = found[0], (i, found[1])
        self.understood[i : found[1]] = bytes([READ]) * (found[1] - i)
        return found[1]

    def _step(self, first: int, end: int) -> _Line:
        """A line behind its dash."""
        self.draft = self.leaf = Draft(first, "newline")
        line = _Line(self.draft)
        self.i = first
        while self.i < end:
            if self._is_foreign(self.i):
                raise _Foreign
            if not self._word(line):
                self.i += 1
        if self.draft.has_amount:
            self._settle(line)
            return line
        line.has_figure = any(self.tokens[index].kind in ("num", "clock") for index in range(first, end))
        self._forget(first, end)
        return line

    def _is_foreign(self, i: int) -> bool:
        token = self.tokens[i]
        if token.kind in _FOREIGN_COUNTS:
            return self.tokens[i - 1].kind == "num"
        return token.kind in _FOREIGN or token.kind == "portion"  # "last 5m Z3"

    def _settle(self, line: _Line) -> None:
        """Say what words may say where no figure does."""
        draft = line.draft
        if line.said is not None:
            effort, first, end = line.said
            if draft.effort is None:
                draft.effort = effort
            if draft.effort == effort:
                self._note(first, end)
        if line.idle is not None:
            if draft.activity is None and not draft.effort and draft.target is None:
                draft.activity = "rest"
            self._note(line.idle, line.idle + 1)
        if line.ramp is not None and draft.effort is not None and draft.effort.lo != draft.effort.hi:
            line.own = True
            self._note(line.ramp, line.ramp + 1)

    def _note(self, first: int, end: int) -> None:
        """Mark words of the line as understood after all."""
        self.understood[first:end] = bytes([READ]) * (end - first)
        self.draft.end = max(self.draft.end, end)

    # Words of a step

    def _word(self, line: _Line) -> bool:
        """Read what stands at the current token; whether anything was."""
        i = self.i
        token = self.tokens[i]
        kind, word = token.kind, self._said(i)
        if word in _OWN_WORDS:
            line.own = True
        if kind in ("num", "clock"):
            return self._figure(line)
        if word == "ramp" and line.ramp is None:
            line.ramp = i
            return False
        if kind in ("effort", "unit"):
            return self._effort(line)
        if self._load():
            return True
        if kind in ("rpe", "heart_rate", "at_least", "at_most"):
            return self._target()
        return self._stands_alone(i) and self._name(line)

    def _figure(self, line: _Line) -> bool:
        return (
            self._power(line)
            or self._share(line)
            or self._pace(line)
            or self._effort(line)
            or self._load()
            or self._target()
            or self._length(line)
        )

    def _name(self, line: _Line) -> bool:
        """What is done, and where."""
        draft, kind = line.draft, self.tokens[self.i].kind
        if kind in ("rest", "recovery") and line.idle is None:
            line.idle = self.i
            return False
        if kind == "exercise":
            return self._exercise()
        if kind == "role" and draft.role is None:
            draft.role = self.tokens[self.i].value
        elif kind == "walk" and draft.activity is None:
            draft.activity = "walk"
        elif kind == "jog" and draft.activity is None:
            draft.default_effort = draft.default_effort or Effort.exactly("easy")
        elif kind in ("strides", "hill_strides") and draft.activity is None:
            draft.default_effort, draft.uphill = STRIDES, draft.uphill or kind == "hill_strides"
        elif kind in ("uphill", "hills"):
            draft.uphill = True
        elif kind == "in_place":
            draft.in_place = True
        elif kind not in ("run", "treadmill"):
            return False
        return self.read_to(self.i + 1)

    def _exercise(self) -> bool:
        exercise, counted_only = self.tokens[self.i].value
        if counted_only or self.draft.activity is not None:
            return False
        self.draft.activity, self.draft.exercise = exercise.activity, exercise.name
        if exercise.implement is not None and self.draft.load is None:
            self.draft.load = Load(exercise.implement)
        return self.read_to(self.i + 1)

    def _stands_alone(self, i: int) -> bool:
        """Whether no word that was not understood stands right before it ("not all out", "after strides")."""
        return self.understood[i - 1] == READ or self.tokens[i - 1].kind in SILENT

    def _load(self) -> bool:
        found = loads.find(self.tokens, self.i) if self.speaks_of_loads else None
        if found is None:
            return False
        if found.about:
            return self.doubt(Doubt(found.about, found.end))
        if found.load is None:
            return self.read_to(found.end)
        sized = found.joined or found.load.kg is not None or found.load.percent_body_mass is not None
        if not (sized or self._stands_alone(self.i)) or not self.draft.takes_load(found.load):
            return self.skip_to(found.end)
        self.draft.take_load(found.load)
        return self.read_to(found.end)

    def _target(self) -> bool:
        found = targets.find(self.tokens, self.i)
        return found is not None and self._take_target(found.target, found.end)

    def _take_target(self, target: Target, end: int) -> bool:
        if self.draft.target is not None:
            return self.skip_to(end)
        self.draft.target = target
        return self.read_to(end)

    def _effort(self, line: _Line) -> bool:
        """ "Z2-Z3", "Z5 Pace", "5k pace", "MP+10"; "easy" and its like only where no figure says how hard."""
        i = self.i
        found = efforts.find(self.tokens, i)
        if found is None or len(found.efforts) > 1:
            return False
        zoned = self.tokens[i].kind == "effort" and self.tokens[i].value[2] == "zone"
        if not zoned and not found.paced:
            if line.said is None and self._stands_alone(i):
                line.said = found.overall, i, found.end
            return self.skip_to(found.end)
        end = found.end
        if zoned:
            line.zoned = True
            end += self._is_heart_rate(end) or self._said(end) == "lthr"
        offset = found.offsets[0]
        if self.draft.effort is not None or (offset and self.draft.target):
            return self.skip_to(end)
        self.draft.set_effort(found.overall, paced=True, target=offset and offset.target)
        self.read_effort(found, (offset,))
        return self.read_to(end)

    def _said(self, i: int) -> str:
        """The word at a token, in small letters."""
        return self._text[self.tokens[i].start : self.tokens[i].end]

    def _is_heart_rate(self, i: int) -> bool:
        return self.tokens[i].kind == "heart_rate" or self._said(i) == "hr"

    # Figures of a step

    def _power(self, line: _Line) -> bool:
        """ "220w", "200-240w": what no step of a run holds."""
        j = self.i + 1
        if self.tokens[j].kind == "dash" and self.tokens[j + 1].kind == "num":
            j += 2
        if self.tokens[j].gap or self._said(j) != "w":
            return False
        line.own = True
        self._watts.append(j)
        return self.skip_to(j + 1)

    def _share(self, line: _Line) -> bool:
        """ "65-75%", "50%-75%", "75-80% HR", "95% LTHR", "80% Pace"; a bare one is of the power held for an hour."""
        found = self._percent(self.i)
        if found is None:
            return False
        share, j = found
        j += self._said(j) == "of"
        after, word = self.tokens[j], self._said(j)
        if self._is_heart_rate(j):
            line.zoned = True
            if share.hi > _MOST_HEART_PERCENT:
                return self.skip_to(j + 1)
            return self._take_target(Target("heart_rate_percent", share), j + 1)
        if word == "mmp":  # "60% MMP 5m": of the most that can be held so long
            line.own = True
            return self.skip_to(j + 2 + (self.tokens[j + 2].kind == "unit"))
        if word in ("lthr", "ftp", "pace"):
            line.zoned = True
            j += 1
        elif after.kind in _OF_ELSE or (after.kind == "effort" and after.value[0] == "maximal"):
            return False
        else:
            line.percent = share
        if self.draft.effort is not None:
            return self.skip_to(j)
        of = word if word in ("lthr", "pace") else "power"
        self.draft.effort = efforts.span_of([_effort_of(share.lo, of), _effort_of(share.hi, of)])
        return self.read_to(j)

    def _percent(self, i: int) -> tuple[Range, int] | None:
        """A percentage or two, rising or falling, and the token behind it."""
        if self.tokens[i].kind != "num":
            return None
        ends, j = [self.tokens[i].value], i + 1
        k = j + (self.tokens[j].kind == "percent")
        if self.tokens[k].kind == "dash" and self.tokens[k + 1].kind == "num":
            ends.append(self.tokens[k + 1].value)
            j = k + 2
        if self.tokens[j].kind != "percent" or not _LEAST_PERCENT <= min(ends) <= max(ends) <= _MOST_PERCENT:
            return None
        return Range(min(ends), max(ends)), j + 1

    def _pace(self, line: _Line) -> bool:
        """ "4:30/km", "7:15-7:00/km Pace", "4:30/km-4:40/km Pace", "4:30 Pace" behind kilometres or miles."""
        i = self.i
        if self.tokens[i].kind != "clock":
            return False
        found = targets.find(self.tokens, i)
        if found is None:
            return self._pace_without_unit()
        target, end = found
        if self.tokens[end].kind == "dash" and self.tokens[end + 1].kind == "clock":
            other = targets.find(self.tokens, end + 1)
            if other is None or other.target.measure != target.measure:
                return self.skip_to(end + 2)
            target, end = Target(target.measure, target.value.hull(other.target.value)), other.end
        # A pace a mile goes with miles, which may have been meant by "m".
        line.zoned = line.zoned or target.measure == "pace_s_per_km"
        return self._take_target(target, end)

    def _pace_without_unit(self) -> bool:
        """A clock time with "pace" behind it, by kilometre or mile as the step is measured; else it stays unread."""
        found = targets.figures(self.tokens, self.i, "clock")
        if found is None:
            raise _Foreign
        seconds, end = found
        if self.tokens[end].kind == "slash":  # "3:00/100m": a swimmer's
            return self.skip_to(end + 3)
        if self._said(end) != "pace":
            raise _Foreign  # "10:00 easy": a length, which the form writes as 10m
        measure = {"km": "pace_s_per_km", "mi": "pace_s_per_mi"}.get(self.draft.unit)
        if measure is None:
            return self.skip_to(end + 1)
        return self._take_target(Target(measure, seconds), end + 1)

    def _length(self, line: _Line) -> bool:
        """ "10m", "1h2m30s", "1'30", "400mtr": how long the step is. A second length is none of the form's."""
        i = self.i
        unit = self.tokens[i + 1]
        before, after = self.tokens[i - 1], self.tokens[i]
        if unit.kind != "unit" or unit.value[0] == "mass":
            return False
        if unit.gap or self.draft.has_amount or (before.kind in ("dash", "slash") and not after.gap):
            raise _Foreign
        if unit.value[2] in _DISTANCES:
            metres = after.value * unit.value[1]
            found = amounts.bounded("distance_m", metres, metres, i + 2, unit.value[2], None)
            line.own = line.own or self._said(i + 1) == "mtr"
        else:
            found = self._time(line)
        if self.tokens[found.end].kind in ("dash", "slash") and not self.tokens[found.end].gap:
            raise _Foreign
        if isinstance(found, Doubt):
            return self.doubt(found)
        self.draft.unit = found.unit
        if found.dimension == "distance_m":
            self.draft.distance = found.value
        else:
            self.draft.duration = found.value
        return self.read_to(found.end)

    def _time(self, line: _Line) -> Amount | Doubt:
        """Figures with falling units; the last may go without ("1m30", "1h15")."""
        j, seconds, last = self.i, 0.0, math.inf
        while self.tokens[j].kind == "num" and (j == self.i or not self.tokens[j].gap):
            unit = self.tokens[j + 1]
            if unit.kind != "unit" or unit.gap:
                seconds += self.tokens[j].value * last / 60
                j += 1
                break
            scale = _SECONDS.get(unit.value[2], math.inf)
            if scale >= last or scale == math.inf:
                raise _Foreign
            seconds, last, j = seconds + self.tokens[j].value * scale, scale, j + 2
        minutes = self.tokens[self.i + 1].value[2] == "m"
        if j == self.i + 2:
            line.minutes = self.tokens[self.i].value if minutes else None
        elif minutes:
            line.own = True  # "5m30s"
        return amounts.bounded("duration_s", seconds, seconds, j, "h", None)


def _effort_of(percent: float, of: str) -> Effort:
    """How hard so many percent of what can be held for an hour are."""
    return next(Effort(lo, hi) for bound, lo, hi in _OF_THRESHOLD[of] if percent < bound)


def _is_long(line: _Line) -> bool:
    return line.minutes is not None and line.minutes >= _LONG_MINUTES


def _may_be_minutes(line: _Line) -> bool:
    """Whether what has an "m" can be as many minutes, so hard: "60m 95%" is a sprint, "200m" half a lap."""
    if line.minutes is None:
        return True
    target, effort = line.draft.target, line.draft.effort or line.draft.default_effort
    if _is_long(line):
        if target is not None and target.measure == "heart_rate_percent":
            gentle = target.value.hi <= _GENTLE_HEART_PERCENT
        else:
            gentle = effort is not None and EFFORT_ORDER[effort.hi] <= _GENTLE
        return gentle and line.minutes <= _MOST_MINUTES
    return effort is None or line.minutes < _FAST_MINUTES or EFFORT_ORDER[effort.lo] < _FAST
