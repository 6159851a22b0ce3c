"""A session as rows of a form: what was read from a text, laid out as fields, and what the fields say as steps again.

A row is a step, the head of rounds, or "or": the head of what may be done in place of the part before it. Heads hold
the rows below them that stand deeper. Each row remembers which part
of the opened text it came from: a field that still shows what it showed then means exactly what the text meant, also
where a field could not say it (:mod:`plans.step_fields` reads what was typed anew). Pure: no request, no database.
:mod:`plans.step_text` writes the steps back into the coach's words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from django.utils.translation import gettext as _

from plans import step_fields
from plans.step_fields import Read, Wrong
from workouts.exercises import EXERCISES
from workouts.reading import Reading
from workouts.vocabulary import IMPLEMENTS
from workouts.workout import ONCE, STRIDES, Load, Range, Recovery, Repeat, Step, Workout

MOST_ROWS: Final = 40
# Rounds stand in rounds and no deeper; beside them "or" makes one level more.
DEEPEST_ROUNDS: Final = 2
DEEPEST_HEADS: Final = 3
STEP: Final = "step"
ROUNDS: Final = "rounds"
OR: Final = "or"

RECOVERY_FIELDS: Final = ("recovery", "pause", "recovery_effort")
STEP_FIELDS: Final = (
    "what", "role", "reps", "amount", "effort", "up_to", "uphill", "grade", "in_place",
    "implement", "mass", "measure", "target", *RECOVERY_FIELDS,
)  # fmt: skip
ROUNDS_FIELDS: Final = ("reps", *RECOVERY_FIELDS)
FIELDS_OF: Final[Mapping[str, tuple[str, ...]]] = {STEP: STEP_FIELDS, ROUNDS: ROUNDS_FIELDS, OR: ()}
NEW_STEP: Final[Mapping[str, str]] = {"what": "run", "role": "main"}
NEW_ROUNDS: Final[Mapping[str, str]] = {"reps": "2"}
# Steps that are done once stand in a round of their own where something may be done in place of them all.
ONE_ROUND: Final[Mapping[str, str]] = {"reps": "1"}
_TICKED: Final = "on"
# Some are always done with a thing.
IMPLIED_BY: Final = {exercise.name: exercise.implement for exercise in EXERCISES if exercise.implement}
OFFSETS: Final = frozenset({"slower_s", "faster_s"})


class TooMuch(ValueError):  # noqa: N818 - a text of more than the form holds is no error of the program
    """A text has more steps, or rounds in rounds, than the form holds; the message says so."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the form: ``kind`` "step", "rounds" or "or", how deep it stands, and its fields as they are typed.

    ``origin`` is the place of what it came from in :attr:`Opened.nodes`; ``None`` for a row that was added.
    """

    kind: str
    level: int
    origin: int | None
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Option:
    """What a row "or" is by itself: what may be done in place of the part before it, which the rows in it say."""


Value = Step | Repeat | Option


@dataclass(frozen=True, slots=True)
class Node:
    """A step, a repeat or an alternative of the opened text; ``value`` is without alternatives of its own.

    ``parent``, ``children`` and ``options`` are places of other nodes; the parent of an alternative is the part in
    whose place it stands.
    """

    place: int
    value: Value
    parent: int | None
    children: tuple[int, ...] = ()
    options: tuple[int, ...] = ()


class Opened:
    """A text laid out: its nodes from the first to the last, outer before inner, and the row of each.

    Raises :class:`TooMuch` where the form cannot hold it. ``units`` are the club's, "km" or "mi".
    """

    def __init__(self, reading: Reading, units: str) -> None:
        self.reading = reading
        self.nodes: list[Node] = []
        self.rows: list[Row] = []
        self._units = units
        self.top = self._lay_out(reading.workout.steps, None, ())

    def _lay_out(self, steps: Sequence[Step | Repeat], parent: int | None, heads: tuple[str, ...]) -> tuple[int, ...]:
        """Lay out what is done one after the other inside ``heads``, the kinds of the rows around it."""
        places = []
        for value in steps:
            place = self._lay(
                ROUNDS if isinstance(value, Repeat) else STEP, replace(value, alternatives=()), parent, heads
            )
            places.append(place)
            if isinstance(value, Repeat):
                children = self._lay_out(value.steps, place, (*heads, ROUNDS))
                self.nodes[place] = replace(self.nodes[place], children=children)
            options = []
            for other in value.alternatives:
                options.append(option := self._lay(OR, Option(), place, heads))
                children = self._lay_out(other, option, (*heads, OR))
                self.nodes[option] = replace(self.nodes[option], children=children)
            self.nodes[place] = replace(self.nodes[place], options=tuple(options))
        return tuple(places)

    def _lay(self, kind: str, value: Value, parent: int | None, heads: tuple[str, ...]) -> int:
        """Lay out one row and the node that it came from; the place of both."""
        place = len(self.nodes)
        if place >= MOST_ROWS:
            said = _("This session has more than %(most)s steps: edit its text instead.")
            raise TooMuch(said % {"most": MOST_ROWS})
        if not _may_stand_in(kind, heads):
            raise TooMuch(_("This session has rounds within rounds within rounds: edit its text instead."))
        self.nodes.append(Node(place, value, parent))
        self.rows.append(Row(kind, len(heads), place, shown(value, self._units)))
        return place

    def node(self, place: int | None, kind: str) -> Node | None:
        """The node at ``place`` if it is of this ``kind``: what a browser sends may be anything."""
        if place is None or not 0 <= place < len(self.nodes):
            return None
        return self.nodes[place] if self.rows[place].kind == kind else None


def shown(value: Value, units: str) -> dict[str, str]:
    """What the fields of a row show; a field that is not in it is empty."""
    if isinstance(value, Option):
        return {}
    found = {"reps": step_fields.shown_reps(value.reps), **_shown_recovery(value.recovery, units)}
    if isinstance(value, Repeat):
        return {**found, "reps": found["reps"] or "1"}
    effort, up_to = step_fields.shown_effort(value.effort)
    found |= {
        "what": f"{value.activity}:{value.exercise}" if value.exercise else value.activity,
        "role": value.role,
        "amount": step_fields.shown_amount(value.distance_m, value.duration_s, units),
        "effort": effort,
        "up_to": up_to,
        "uphill": _TICKED if value.uphill else "",
        "grade": step_fields.shown_grade(value.grade_percent),
        "in_place": _TICKED if value.in_place else "",
        "implement": value.load.implement if value.load else "",
        "mass": step_fields.shown_mass(value.load) if value.load else "",
        "measure": value.target.measure if value.target else "",
        "target": step_fields.shown_target(value.target) if value.target else "",
    }
    return found


def _shown_recovery(recovery: Recovery | None, units: str) -> dict[str, str]:
    if recovery is None:
        return dict.fromkeys(RECOVERY_FIELDS, "")
    effort, _up_to = step_fields.shown_effort(recovery.effort)
    pause = step_fields.shown_pause(recovery.distance_m, recovery.duration_s, units)
    return {"recovery": recovery.activity, "pause": pause, "recovery_effort": effort}


class Fields:
    """The fields of one row as they are typed, beside what they showed when the text was opened.

    ``wrong`` collects what is wrong, by field.
    """

    def __init__(self, values: Mapping[str, str], node: Node | None, units: str, read: Read) -> None:
        self._values = values
        self._node = node
        self._shown = shown(node.value, units) if node else {}
        self._read = read
        self.wrong: dict[str, str] = {}

    def value(self, kind: str) -> Value:
        """What a row of this ``kind`` says by itself; unusable where something is ``wrong``."""
        return self.step() if kind == STEP else self.rounds() if kind == ROUNDS else Option()

    def step(self) -> Step:
        """The step that they say; unusable where something is ``wrong``."""
        was = self._node.value if self._node else None
        assert was is None or isinstance(was, Step)
        step = was or Step()
        if not self._kept("what"):
            activity, _colon, exercise = self["what"].partition(":")
            step = replace(step, activity=activity, exercise=exercise or None)
            if not activity:
                self.wrong["what"] = _("Choose what is done.")
        if not self._kept("reps"):
            step = replace(step, reps=self._reps(step))
        if not self._kept("amount"):
            step = self._with_amount(step)
        if not self._kept("effort", "up_to"):
            step = self._with_effort(step)
        if not self._kept("grade"):
            step = self._with_grade(step)
        if not self._kept("implement", "mass"):
            step = replace(step, load=self._load())
        if not self._kept("measure", "target"):
            step = self._with_target(step)
        if not self._kept(*RECOVERY_FIELDS):
            step = replace(step, recovery=self._recovery(step.recovery))
        step = replace(
            step,
            role=self["role"] or "main",
            uphill=bool(self["uphill"]),
            in_place=bool(self["in_place"]),
        )
        self._check_whole(step, was)
        return step

    def rounds(self) -> Repeat:
        """The rounds that they say, as yet without their steps."""
        was = self._node.value if self._node else None
        assert was is None or isinstance(was, Repeat)
        repeat = was or Repeat(ONCE, ())
        if not self._kept("reps"):
            repeat = replace(repeat, reps=self._reps(repeat))
        if not self._kept(*RECOVERY_FIELDS):
            repeat = replace(repeat, recovery=self._recovery(repeat.recovery))
        return replace(repeat, steps=())

    def __getitem__(self, name: str) -> str:
        return self._values.get(name, "").strip()

    def _kept(self, *names: str) -> bool:
        """Whether fields show what they showed: then they mean what the text meant."""
        return self._node is not None and all(self[name] == self._shown.get(name, "") for name in names)

    def _reps(self, otherwise: Step | Repeat) -> Range:
        try:
            return step_fields.read_reps(self["reps"])
        except Wrong as wrong:
            self.wrong["reps"] = str(wrong)
            return otherwise.reps

    def _with_amount(self, step: Step) -> Step:
        try:
            distance, duration = step_fields.read_amount(self["amount"], step.reps, self._read)
        except Wrong as wrong:
            self.wrong["amount"] = str(wrong)
            return step
        return replace(step, distance_m=distance, duration_s=duration)

    def _with_effort(self, step: Step) -> Step:
        try:
            return replace(step, effort=step_fields.read_effort(self["effort"], self["up_to"]))
        except Wrong as wrong:
            self.wrong["up_to"] = str(wrong)
            return step

    def _with_grade(self, step: Step) -> Step:
        try:
            return replace(step, grade_percent=step_fields.read_grade(self["grade"]))
        except Wrong as wrong:
            self.wrong["grade"] = str(wrong)
            return step

    def _with_target(self, step: Step) -> Step:
        try:
            return replace(step, target=step_fields.read_target(self["measure"], self["target"]))
        except Wrong as wrong:
            self.wrong["target" if self["measure"] else "measure"] = str(wrong)
            return step

    def _load(self) -> Load | None:
        if not self["implement"]:
            if self["mass"]:
                self.wrong["implement"] = _("The mass of what? Choose what adds it.")
            return None
        try:
            return step_fields.read_load(self["implement"], self["mass"], self._read)
        except Wrong as wrong:
            self.wrong["mass"] = str(wrong)
            return None

    def _recovery(self, was: Recovery | None) -> Recovery | None:
        if not self["recovery"]:
            if self["pause"] or self["recovery_effort"]:
                self.wrong["recovery"] = _("Choose what is done between: rest, walk or jog.")
            return None
        found = Recovery(self["recovery"])
        if self._kept("pause") and was is not None:
            found = replace(found, distance_m=was.distance_m, duration_s=was.duration_s)
        else:
            try:
                distance, duration = step_fields.read_pause(self["pause"], self._read)
            except Wrong as wrong:
                self.wrong["pause"] = str(wrong)
                return found
            found = replace(found, distance_m=distance, duration_s=duration)
        if self._kept("recovery_effort"):
            return replace(found, effort=was.effort if was else None)
        return replace(found, effort=step_fields.read_effort(self["recovery_effort"], ""))

    def _check_whole(self, step: Step, was: Step | None) -> None:
        """Complain of fields that are fine each by itself and say nothing together."""
        if step == was or self.wrong:
            return
        found = self._amiss_in_amount(step) or self._amiss_in_quality(step)
        if found is None and step.recovery is not None and step.reps.hi <= 1:
            said = _("A recovery comes between repetitions: write how many, or add a step that is a rest.")
            found = "recovery", said
        if found is not None:
            name, message = found
            self.wrong[name] = message

    def _amiss_in_amount(self, step: Step) -> tuple[str, str] | None:
        sized = step.distance_m is not None or step.duration_s is not None
        on_foot = step.activity in ("run", "walk") and not step.exercise
        if step.activity == "run" and not (sized or step.effort or step.exercise or step.reps.hi > 1):
            return "amount", _("Say how much, or how hard: 8 km, 45 min.")
        if on_foot and step.reps.hi > 1 and not (sized or step.uphill or step.effort == STRIDES):
            return "amount", _("Write how far or how long each of them is.")
        return None

    def _amiss_in_quality(self, step: Step) -> tuple[str, str] | None:
        if step.activity == "rest":
            qualities = ("effort", "effort"), ("grade_percent", "grade"), ("load", "implement"), ("target", "target")
            for name, at in qualities:
                if getattr(step, name) is not None:
                    return at, _("A rest has neither effort nor slope nor load.")
        implied = IMPLIED_BY.get(step.exercise or "")
        if implied is not None and (step.load is None or step.load.implement != implied):
            return "implement", _("This exercise is done with it: choose %(thing)s.") % {
                "thing": _(IMPLEMENTS[implied].label)
            }
        if step.target is not None and step.target.measure in OFFSETS and step.effort is None:
            return "effort", _("Choose the effort that the seconds count from.")
        return None


@dataclass(slots=True)
class Part:
    """A row with what it says: a step, rounds or an alternative, with the parts in it and what may be done instead.

    ``row`` is its number in the form.
    """

    row: int
    value: Value
    node: Node | None
    parts: list[Part] = field(default_factory=list)
    options: list[Part] = field(default_factory=list)

    def whole(self) -> Step | Repeat:
        """The step, or the rounds with all that is in them, with what may be done in its place."""
        assert not isinstance(self.value, Option)
        options = tuple(tuple(part.whole() for part in option.parts) for option in self.options)
        if isinstance(self.value, Step):
            return replace(self.value, alternatives=options)
        return replace(self.value, steps=tuple(part.whole() for part in self.parts), alternatives=options)

    @property
    def is_as_opened(self) -> bool:
        """Whether neither it nor anything in it or in its place was changed, moved, added or taken out."""
        return (
            self.head_is_as_opened
            and self.node is not None
            and places_of(self.parts) == self.node.children
            and places_of(self.options) == self.node.options
            and all(part.is_as_opened for part in (*self.parts, *self.options))
        )

    @property
    def head_is_as_opened(self) -> bool:
        """Whether what it says by itself is as it was: the step, or how many rounds and what is between them."""
        was = self.node.value if self.node else None
        if isinstance(was, Repeat) and isinstance(self.value, Repeat):
            return (was.reps, was.recovery) == (self.value.reps, self.value.recovery)
        return was == self.value

    def flat(self) -> Iterator[Part]:
        """It and all that is in it or in its place, in order."""
        yield self
        for part in (*self.parts, *self.options):
            yield from part.flat()


def places_of(parts: Sequence[Part]) -> tuple[int, ...]:
    """Where parts stand in the opened text; -1 for what was added."""
    return tuple(part.node.place if part.node else -1 for part in parts)


def assembled(rows: Sequence[Row], values: Sequence[Value], opened: Opened) -> list[Part]:
    """The parts that ``rows``, each where it may stand (:func:`levelled`), and what they say make together."""
    top: list[Part] = []
    path: list[Part] = []
    seen: set[int] = set()
    for number, (row, value) in enumerate(zip(rows, values, strict=True)):
        node = opened.node(row.origin, row.kind)
        if node is not None and node.place in seen:
            node = None  # only one row can stand where the text stands
        if node is not None:
            seen.add(node.place)
        part = Part(number, value, node)
        del path[row.level :]
        beside = path[-1].parts if path else top
        (beside[-1].options if row.kind == OR else beside).append(part)
        if row.kind != STEP:
            path.append(part)
    return top


def workout_of(parts: Sequence[Part]) -> Workout:
    """All parts as one workout."""
    return Workout(tuple(part.whole() for part in parts))


def levelled(rows: Sequence[Row]) -> list[Row]:
    """Rows each of which stands where it may: as deep as the heads above it allow, and "or" behind a part.

    An "or" with nothing to be in the place of becomes a round of what is in it.
    """
    found: list[Row] = []
    heads: list[str] = []
    # Whether something stands already: at the top, and in each of the heads.
    filled = [False]
    for row in rows:
        level = min(row.level, len(heads))
        while level and not (_may_stand_in(row.kind, heads[:level]) and (row.kind != OR or filled[level])):
            level -= 1
        if row.kind == OR and not filled[level]:
            found.append(Row(ROUNDS, level, None, ONE_ROUND))
        else:
            found.append(row if level == row.level else replace(row, level=level))
        del heads[level:], filled[level + 1 :]
        filled[level] = True
        if row.kind != STEP:
            heads.append(found[-1].kind)
            filled.append(False)
    return found


def _may_stand_in(kind: str, heads: Sequence[str]) -> bool:
    """Whether a row of this kind may stand in such heads, as far as depth goes."""
    if kind == STEP:
        return True
    return len(heads) < DEEPEST_HEADS and (kind == OR or list(heads).count(ROUNDS) < DEEPEST_ROUNDS)


def end_of(rows: Sequence[Row], number: int) -> int:
    """The number of the row after ``number`` and all that it holds."""
    after = number + 1
    while after < len(rows) and rows[after].level > rows[number].level:
        after += 1
    return after


def end_of_choice(rows: Sequence[Row], number: int) -> int:
    """The number of the row after ``number``, all that it holds, and what may be done in its place."""
    after = end_of(rows, number)
    while rows[number].kind != OR and after < len(rows) and is_option_beside(rows[after], rows[number]):
        after = end_of(rows, after)
    return after


def is_option_beside(row: Row, other: Row) -> bool:
    """Whether ``row`` is an "or" as deep as ``other``."""
    return row.kind == OR and row.level == other.level


def head_of(rows: Sequence[Row], number: int) -> int | None:
    """The number of the head that holds a row, if one does."""
    return next((at for at in range(number - 1, -1, -1) if rows[at].level < rows[number].level), None)


def chosen_from(rows: Sequence[Row], number: int) -> int:
    """The number of the part in whose place a row "or" stands; any other row's own."""
    beside = (at for at in range(number, -1, -1) if rows[at].level == rows[number].level and rows[at].kind != OR)
    return next(beside, number)
