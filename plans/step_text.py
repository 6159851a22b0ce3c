"""Steps written back into a coach's text: what was not touched keeps the coach's words, the rest is written anew.

The opened text is cut into stretches, one for each step or repeat at its top: the words that were read as it and those
behind it that were not read. A stretch whose step was not touched stays as it is; one whose step was changed gets the
canonical words of the step in place of its own, and what was not read stays beside them. There may be more than one way
to do so, so each is tried by reading it again, and only a text that reads as exactly these steps is taken. Where none
does, the whole text is written anew with the unread words behind it; and where that does not read back either, nothing
is written: :class:`NotWritable` names the field.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from plans.step_fields import Read
from plans.stepwise import Node, Opened, Option, Part, places_of, workout_of
from workouts.reading import HINTS, Reading, sessions_of_day
from workouts.workout import ONCE, Range, Repeat, Step, Workout

Write = Callable[[Workout], str]
"""How steps are written: in the club's units and the coach's language."""

# "3 x (", "2 sets of": what stands before the first step of a repeat and belongs to it.
_BEFORE: Final = re.compile(
    r"(?:(?<![\w.,])\d+(?:\s*[-–]\s*\d+)?\s*(?:[x×х*]|sets?(?:\s+of)?|rounds?(?:\s+of)?|times|раза?|подхода?|серии?)\s*)?"
    r"[(\[]?\s*$",
    re.IGNORECASE,
)
# What stands between two steps and belongs to neither.
_BETWEEN: Final = re.compile(
    r"(?:[\s,;.+&/|>→•·–—-]|\b(?:and\s+then|then|and|followed\s+by|затем|потом|и)(?=\s))+$", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\s,;:()\[\]]+")
# Words of a note that are not far from each other are one note: "meet at the pool".
_FURTHEST_APART: Final = 16
_NOTE_BREAKS: Final = re.compile(r"[,;\n()\[\]]|\d")
# How notes stand behind a text that was written anew, the plainest first.
_BEHIND: Final = (" ({})", "\n{}", "\n({})", "\n“{}”")
# What a changed step takes the place of: its own words; those and the words up to the next that was not read; all.
_WAYS: Final = ("words", "until_unread", "stretch")
# What may stand between two steps that did not stand beside each other.
_JOINTS: Final = (", ", "; ", "; then ")
# Stands before "or" to find out how an alternative is written.
_EITHER: Final = Step(distance_m=Range.exactly(5000))


class NotWritable(ValueError):  # noqa: N818 - fields that no text can say are no error of the program
    """No text reads as these steps. ``row`` and ``field`` say what does not come back; ``None`` for the whole."""

    def __init__(self, message: str, row: int | None = None, field: str = "") -> None:
        super().__init__(message)
        self.row = row
        self.field = field


@dataclass(frozen=True, slots=True)
class _Stretch:
    """``text[start:end]`` of a node at the top; ``head`` is where its first word that was read begins."""

    start: int
    end: int


def written(opened: Opened, parts: Sequence[Part], write: Write, read: Read) -> Reading:
    """The text that says ``parts``, with how it is read. Raises :class:`NotWritable`."""
    if places_of(parts) == opened.top and all(part.is_as_opened for part in parts):
        return opened.reading
    for one in (one for part in parts for one in part.flat()):
        if isinstance(one.value, Repeat) and not one.parts:
            raise NotWritable(_("Add a step to these rounds, or remove them."), one.row, "reps")
        if isinstance(one.value, Option) and not one.parts:
            raise NotWritable(_("Add a step to this alternative, or remove it."), one.row, "or")
    wanted = workout_of(parts)
    page = _Page(opened, write)
    for text in dict.fromkeys(page.texts(parts)):
        reading = read(text)
        if _same(reading.workout, wanted) and page.keeps_notes(reading) and _keeps_halves(opened, parts, text):
            return reading
    raise _refusal(parts, page, read)


def _keeps_halves(opened: Opened, parts: Sequence[Part], text: str) -> bool:
    """Whether a day of two sessions still is one, as long as nothing was taken out."""
    halves = len(sessions_of_day(opened.reading.text))
    left = {one.node.place for part in parts for one in part.flat() if one.node}
    return halves == 1 or not left.issuperset(opened.top) or len(sessions_of_day(text)) == halves


class _Page:
    """The opened text cut into stretches, and the texts that may say other steps with them."""

    def __init__(self, opened: Opened, write: Write) -> None:
        self._opened = opened
        self._text = opened.reading.text
        self._unread = opened.reading.unread
        self._write: Write = lambda workout: write(Workout(plain(workout.steps)))
        self._stretches = self._cut()
        self.notes = self._notes(0, len(self._text))
        noted = Counter(word for note in self.notes for word in _WORD.findall(note))
        self._may_be_unread = noted | Counter(opened.reading.unread_words)

    def keeps_notes(self, reading: Reading) -> bool:
        """Whether every word that was not read is still there, and none is unread that was read before."""
        there = Counter(_WORD.findall(reading.text))
        if any(there[word] < count for note in self.notes for word, count in Counter(_WORD.findall(note)).items()):
            return False
        unread = Counter(part for word in reading.unread_words for part in _WORD.findall(word))
        return not unread - Counter(
            {part: count for word, count in self._may_be_unread.items() for part in _WORD.findall(word)}
        )

    def texts(self, parts: Sequence[Part]) -> Iterator[str]:
        """Texts that may say ``parts``, those that keep most of the coach's words first."""
        if self._stretches is not None:
            for way, joint in itertools.product(_WAYS, _JOINTS):
                yield self._patched(parts, way, joint)
        yield from self.anew(parts)

    def anew(self, parts: Sequence[Part]) -> Iterator[str]:
        """The text written anew with the unread words behind it, or before it where there is nothing else to read."""
        canonical = self._write(workout_of(parts)) if parts else ""
        if not self.notes:
            yield canonical
            return
        for behind in _BEHIND:
            yield canonical + behind.format("; ".join(self.notes))
        for behind in _BEHIND:
            yield canonical + "".join(behind.format(note) for note in self.notes)
        yield "\n".join([*self.notes, canonical])

    # Cutting

    def _cut(self) -> dict[int, _Stretch] | None:
        """The stretch of each node at the top that stands in the text, by its place; ``None`` where they overlap."""
        found: dict[int, _Stretch] = {}
        before: tuple[int, int] | None = None  # the place of the node before and where its words end
        for place in self._opened.top:
            spans = [span for span in self._spans(place) if span[1] > span[0]]
            if not spans:
                continue
            start, end = min(spans)[0], max(end for _start, end in spans)
            after = before[1] if before else 0
            if start < after:
                return None
            opening = _BEFORE.search(self._text[after:start])
            if opening and opening.group().strip():
                start = after + opening.start()
            if before is not None:
                between = _BETWEEN.search(self._text[before[1] : start])
                found[before[0]] = replace(found[before[0]], end=before[1] + between.start() if between else start)
            found[place] = _Stretch(start, end)
            before = place, end
        if before is not None:
            found[before[0]] = replace(found[before[0]], end=len(self._text.rstrip()))
        return found

    def _spans(self, place: int) -> Iterator[tuple[int, int]]:
        node = self._opened.nodes[place]
        if isinstance(node.value, Step) and (span := _words_of(node.value)) is not None:
            yield span
        for place_in_it in (*node.children, *node.options):
            yield from self._spans(place_in_it)

    def _top_of(self, node: Node) -> int:
        """The place of the node at the top that ``node`` is in."""
        while node.parent is not None:
            node = self._opened.nodes[node.parent]
        return node.place

    def _first_of(self, part: Part) -> float:
        """The first place at the top from which something in ``part`` came."""
        return min((self._top_of(one.node) for one in part.flat() if one.node), default=math.inf)

    def _notes(self, start: int, end: int) -> list[str]:
        """The words between two places that were not read, words that stand together as one note."""
        found: list[tuple[int, int]] = []
        for span in self._unread:
            if not start <= span.start < end:
                continue
            if found and self._is_one_note(found[-1][1], span.start):
                found[-1] = found[-1][0], span.end
            else:
                found.append((span.start, span.end))
        return [self._text[first:last] for first, last in found]

    def _is_one_note(self, end: int, start: int) -> bool:
        between = self._text[end:start]
        if len(between) > _FURTHEST_APART or _NOTE_BREAKS.search(between):
            return False
        words = [
            span for node in self._opened.nodes if isinstance(node.value, Step) and (span := _words_of(node.value))
        ]
        return not any(first < start and end < last for first, last in words)

    # Putting together

    def _patched(self, parts: Sequence[Part], way: str, joint: str) -> str:
        assert self._stretches is not None
        items = [(self._item(part, way), part.node.place if part.node else None) for part in parts]
        stood = {place for _item, place in items}
        # The notes of what was taken out stay behind what stood before it.
        first_notes: list[str] = []
        for place, stretch in self._stretches.items():
            if place in stood or not (notes := self._notes(stretch.start, stretch.end)):
                continue
            kept = f"({'; '.join(notes)})"
            at = max((i for i, part in enumerate(parts) if self._first_of(part) <= place), default=-1)
            if at >= 0:
                items[at] = f"{items[at][0]} {kept}", items[at][1]
            else:
                first_notes.append(kept)
        first = min((stretch.start for stretch in self._stretches.values()), default=len(self._text))
        text = self._text[:first]
        if not self._stretches and text.strip():
            text = f"{text.rstrip()}{self._joint(None, None, joint)}"
        items = [(note, None) for note in first_notes] + items
        for number, (item, came_from) in enumerate(items):
            if number:
                text += self._joint(items[number - 1][1], came_from, joint)
            text += item
        return text.strip()

    def _item(self, part: Part, way: str) -> str:
        """What stands for a part: its stretch as it is, with other words in it, or its words alone where it is new."""
        assert self._stretches is not None
        stretch = self._stretches.get(part.node.place) if part.node else None
        if stretch is None:
            return self._write(Workout((part.whole(),)))
        if part.is_as_opened:
            return self._text[stretch.start : stretch.end]
        if way == "words" and (patched := self._patched_inside(part, stretch)) is not None:
            return patched
        words = self._write(Workout((part.whole(),)))
        own = list(self._spans(part.node.place)) if part.node else []
        end = max(end for _start, end in own)
        if way == "stretch":
            notes = self._notes(stretch.start, stretch.end)
            return f"{words} ({'; '.join(notes)})" if notes else words
        inside = self._notes(stretch.start, end)
        behind = next((span.start for span in self._unread if end <= span.start < stretch.end), None)
        kept = f" ({'; '.join(inside)})" if inside else ""
        if behind is None:
            return f"{words}{kept}"
        opening = max(self._text.rfind(sign, end, behind) for sign in ",;.(-–—\n")
        rest = self._text[opening if opening >= 0 else behind : stretch.end]
        glue = "" if rest[0] in ",;.)" else " "
        return f"{words}{kept}{glue}{rest}"

    def _patched_inside(self, part: Part, stretch: _Stretch) -> str | None:
        """A stretch with other words for what was changed in it; ``None`` where that takes more than other words."""
        edits: list[tuple[int, int, str]] = []
        if not self._edit(part, edits):
            return None
        text = self._text[stretch.start : stretch.end]
        for start, end, words_now in sorted(edits, reverse=True):
            text = f"{text[: start - stretch.start]}{words_now}{text[end - stretch.start :]}"
        return text

    def _edit(self, part: Part, edits: list[tuple[int, int, str]]) -> bool:
        """Collect the words that change in a part, each with where they stand; whether other words are enough."""
        node = part.node
        if node is None or places_of(part.parts) != node.children:
            return False
        if not part.head_is_as_opened:
            words = _words_of(node.value) if isinstance(node.value, Step) else None
            if words is None or not isinstance(part.value, Step):
                return False
            edits.append((*words, f"{self._write(Workout((part.value,)))}{self._notes_behind(*words)}"))
        return all(self._edit(one, edits) for one in part.parts) and self._edit_options(part, node, edits)

    def _edit_options(self, part: Part, node: Node, edits: list[tuple[int, int, str]]) -> bool:
        """The same of what may be done in its place: some left out, and some added behind the others."""
        kept = {one.node.place: one for one in part.options if one.node and one.node.place in node.options}
        added = part.options[len(kept) :]
        if [*kept.values()] != part.options[: len(kept)] or list(kept) != sorted(kept):
            return False
        if len(kept) == len(node.options) and not added:
            return all(self._edit(one, edits) for one in kept.values())
        at = self._end_of_words(node.place, node.children)
        for place in node.options:
            if at is None or (after := self._end_of_words(place, self._opened.nodes[place].children, at)) is None:
                return False
            if place not in kept:
                edits.append((at, after, self._notes_behind(at, after)))
            elif not self._edit(kept[place], edits):
                return False
            at = after
        if at is not None and added:
            edits.append((at, at, "".join(self._or(one) for one in added)))
        return at is not None

    def _end_of_words(self, place: int, inside: Sequence[int], start: int | None = None) -> int | None:
        """Where the words of a node and what is in it end, with the brackets that close behind ``start``."""
        node = self._opened.nodes[place]
        own = _words_of(node.value) if isinstance(node.value, Step) else None
        spans = [*([own] if own else []), *[span for one in inside for span in self._spans(one)]]
        if not spans:
            return None
        if start is None:
            start = min(spans)[0]
            if isinstance(node.value, Repeat) and (opening := _BEFORE.search(self._text[:start])):
                start = opening.start()
        end = max(end for _start, end in spans)
        said = self._text[start:end]
        for _bracket in range(sum(map(said.count, "([")) - sum(map(said.count, ")]"))):
            closing = re.match(r"\s*[)\]]", self._text[end:])
            end += closing.end() if closing else 0
        return end

    def _or(self, option: Part) -> str:
        """An alternative as it stands behind what it may be done in place of: " or 45 min cycling"."""
        alternative = tuple(one.whole() for one in option.parts)
        either, alone = (
            self._write(Workout((step,))) for step in (replace(_EITHER, alternatives=(alternative,)), _EITHER)
        )
        return either.removeprefix(alone)

    def _notes_behind(self, start: int, end: int) -> str:
        inside = self._notes(start, end)
        return f" ({'; '.join(inside)})" if inside else ""

    def _joint(self, left: int | None, right: int | None, otherwise: str) -> str:
        """What stands between two parts: what stood there, a new line where the text has lines, or ``otherwise``."""
        assert self._stretches is not None
        places = list(self._stretches)
        if left in places and right in places and places.index(right) == places.index(left) + 1:
            return self._text[self._stretches[left].end : self._stretches[right].start] or " "
        stood = [
            self._text[self._stretches[one].end : self._stretches[other].start]
            for one, other in itertools.pairwise(places)
        ]
        return "\n" if any("\n" in joint for joint in stood) else otherwise


def _words_of(step: Step) -> tuple[int, int] | None:
    """Where a step's own words stand, those of its load among them where they touch."""
    if step.span is None:
        return None
    load = step.load.span if step.load is not None else None
    if load is None or load.start > step.span.end + 1 or load.end < step.span.start - 1:
        return step.span.start, step.span.end
    return min(step.span.start, load.start), max(step.span.end, load.end)


def _same(one: Workout, other: Workout) -> bool:
    return plain(one.steps) == plain(other.steps)


def plain(steps: Sequence[Step | Repeat]) -> tuple[Step | Repeat, ...]:
    """Steps in the shortest shape that means the same: three rounds of 800 m are 3 x 800 m, one round is none."""
    found: list[Step | Repeat] = []
    for one in steps:
        alone = _plain_alone(one)
        options = tuple(option for steps_instead in one.alternatives for option in _plain_options(plain(steps_instead)))
        if not options:
            found += alone
        elif len(alone) == 1:
            found.append(replace(alone[0], alternatives=(*alone[0].alternatives, *options)))
        else:
            found.append(Repeat(ONCE, tuple(alone), None, options))
    return tuple(found)


def _plain_alone(one: Step | Repeat) -> list[Step | Repeat]:
    """A part without what may be done in its place, in the shortest shape."""
    if isinstance(one, Step):
        return [replace(one, alternatives=())]
    inside = plain(one.steps)
    only = inside[0] if len(inside) == 1 else None
    if one.reps == ONCE:
        return list(inside)
    if isinstance(only, Step) and only.reps == ONCE and not (only.recovery or only.exercise or only.alternatives):
        return [replace(only, reps=one.reps, recovery=one.recovery)]
    return [replace(one, steps=inside, alternatives=())]


def _plain_options(steps: tuple[Step | Repeat, ...]) -> list[tuple[Step | Repeat, ...]]:
    """An alternative, or several where it is a choice itself: "a or (b or c)"."""
    if len(steps) == 1 and steps[0].alternatives:
        return [(replace(steps[0], alternatives=()),), *steps[0].alternatives]
    return [steps]


# Which field a part of a step stands in.
_FIELD_OF: Final = (
    ("activity", "what"), ("exercise", "what"), ("reps", "reps"), ("distance_m", "amount"), ("duration_s", "amount"),
    ("effort", "effort"), ("uphill", "uphill"), ("grade_percent", "grade"), ("in_place", "in_place"),
    ("load", "implement"), ("target", "target"), ("recovery", "recovery"), ("role", "role"),
)  # fmt: skip


def _refusal(parts: Sequence[Part], page: _Page, read: Read) -> NotWritable:
    """Why nothing was written: the row and field that do not come back, or the words that cannot be kept."""
    canonical = page._write(workout_of(parts))
    reading = read(canonical)
    if _same(reading.workout, workout_of(parts)) and not page.notes:
        return NotWritable(
            _("In words this would lose what is for the morning and what for the evening. Edit the text.")
        )
    if _same(reading.workout, workout_of(parts)):
        said = _(
            "These words cannot be kept beside such steps without being read as part of them: %(words)s. Edit the text."
        )
        return NotWritable(said % {"words": ", ".join(f"“{note}”" for note in page.notes)})
    for part in parts:
        # Steps before the rounds or choices that they are in, so that the least of what is at fault is named.
        within = [one for one in part.flat() if not isinstance(one.value, Option)]
        for one in sorted(within, key=lambda one: bool(one.options) or isinstance(one.value, Repeat)):
            alone = page._write(Workout((one.whole(),)))
            again = read(alone)
            if (field := _differs(one.whole(), again.workout)) is not None:
                return NotWritable(_as_read(alone, again), one.row, field)
    return NotWritable(_as_read(canonical, reading))


def _differs(wanted: Step | Repeat, found: Workout) -> str | None:
    """The field in which a part written by itself is read otherwise; ``None`` where it comes back."""
    mine, theirs = plain((wanted,)), plain(found.steps)
    if mine == theirs:
        return None
    if len(mine) == len(theirs) == 1 and isinstance(mine[0], Step) and isinstance(theirs[0], Step):
        return next((field for name, field in _FIELD_OF if getattr(mine[0], name) != getattr(theirs[0], name)), "what")
    return "what" if isinstance(wanted, Step) else "reps"


def _as_read(text: str, reading: Reading) -> str:
    said = _("In words this is “%(text)s”, which is read otherwise. Say it another way, or edit the text.") % {
        "text": text
    }
    return f"{said} {_(HINTS[reading.hints[0].about])}" if reading.hints else said
