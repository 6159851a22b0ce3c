"""How it is done: with what load, and how hard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from workouts import amounts, efforts, fastest, loads, targets, worded
from workouts.amounts import Amount, Doubt
from workouts.bracket_pauses import BracketPauses
from workouts.drafts import Draft
from workouts.lexicon import AT_AN_END, ZONES
from workouts.marks import SEPARATORS
from workouts.numbers import MAXIMAL
from workouts.workout import Effort, Range, Target

# A bare race distance behind repetitions up to this long is their pace ("6 x 400 - 5k").
_LONGEST_PACED_M: Final = 3000.0
_CLAUSE_ENDS: Final = SEPARATORS | {"end"}
# "max 20 min" and longer is a limit, "max 20 s" a sprint.
_SHORTEST_LIMIT_S: Final = 600.0


class Qualities(BracketPauses):
    """How it is done."""

    __slots__ = ()

    def _load(self) -> bool:
        found = loads.find(self.tokens, self.i) if self.speaks_of_loads else None
        if found is None:
            return False
        if found.about:
            leaf = self.leaf
            leaf.sure = leaf.sure or leaf.has_amount
            return self.doubt(Doubt(found.about, found.end))
        if found.load is None:
            return self.read_to(found.end)
        load = found.load
        if not found.joined:
            awaited = self.tokens[self.i - 1].kind == "open" or self._awaits_mass()
            if self.draft.is_empty and load.kg is not None and load.implement == "weights" and not awaited:
                return False  # "lose 5 kg"
            if load.kg is None and self._beside_unread():
                return False
        leaf = self.leaf
        if leaf.implied and load.implement != "weights":
            leaf.load, leaf.implied = None, False
        bearer = self._bearer()
        if not bearer.takes_load(load):
            return self.skip_to(found.end)
        bearer.take_load(load)
        leaf.bare_load = not found.joined and load.kg is None and load.percent_body_mass is None
        leaf.described = leaf.described or leaf.has_amount
        return self.read_to(found.end)

    def _awaits_mass(self) -> bool:
        """ "5 mile ruck, 30#", "sled 4 x 20 m, 60 kg": the thing was named before, its mass is said now."""
        before = self._open_draft()
        load = None if before is None else before.leaves()[-1].load
        return load is not None and load.kg is None and load.percent_body_mass is None

    def _bearer(self) -> Draft:
        """What a load is on: the step it stands by, or all of a list whose steps have none of their own before it."""
        draft = self.draft
        if not draft.children or (self.leaf is not draft and draft.children[0].load is not None):
            return self.leaf
        return draft

    def _beside_unread(self) -> bool:
        index = self.i - 1
        if index < self.draft.first or self.understood[index]:
            return False
        return self.tokens[index].kind not in ("heft", "with", "at")

    def _load_word(self, _depth: int) -> bool:
        if self._load():
            return True
        token = self.tokens[self.i]
        if token.kind == "article" and self._one():
            return True
        if token.kind == "implement":
            timed = self.leaf is self.draft and self.draft.is_plain_amount and self.draft.duration is not None
            if token.value[0] != "weights" or not (self.draft.is_empty or timed):
                return False
            return self._name("strength")  # "8 km + weights", "20 min weights"
        return self.skip_to(self.i + 1)

    def _is_amount_wanted(self) -> bool:
        """Whether nothing is said yet of how much, or how often, the step is."""
        leaf = self.leaf
        return not (leaf.has_amount or leaf.repeats or leaf.target or self.draft.children)

    def _part_of_run(self) -> bool:
        """ "4 mi with a mile at tempo": how the run is made up, which adds nothing to it."""
        if not self.leaf.has_amount or self.leaf.repeats:
            return False
        self.leaf.sure = True
        return self.aside()

    def _one(self) -> bool:
        """ "an easy mile", "an hour and a half"; inside a run it is no more than a part of it."""
        found = worded.find(self.tokens, self.i)
        if found is None:
            return False
        if not self._is_amount_wanted():
            return self._part_of_run()
        if (lead := self.part_lead(self.i)) is not None:
            self.part_from(lead)
        if found.effort is not None:
            if not self.leaf.takes_effort(found.effort, paced=False):
                return False
            self.leaf.set_effort(found.effort, paced=False)
        self.set_amount(found.amount)
        self.leaf.described = found.effort is not None
        return True

    def _effort(self, _depth: int) -> bool:
        found = None
        if self.speaks_of_paces or self.tokens[self.i].kind == "effort":
            found = efforts.find(self.tokens, self.i)
        if found is None and self._is_pace_of_reps():
            found = efforts.find(self.tokens, self.i, context=True)
        return found is not None and self._take_effort(found)

    def _is_pace_of_reps(self) -> bool:
        """Whether a bare race distance can only be a pace: in brackets or after a dash, behind short repetitions.

        So can one beside another pace: "@ 5k or 3k".
        """
        before = self._open_draft()
        if before is None or not self.draft.is_empty:
            return False
        if self.draft.joint == "or":
            return self._is_another_pace(before)
        if self.draft.joint not in ("open", "dash", "close"):
            return False
        leaves = before.leaves()
        if leaves[-1].effort is not None:
            return self.draft.joint == "open" and self._names_race(leaves[-1])
        if self.draft.joint == "open" and before.repeats and self._names_race(leaves[-1]):
            return True
        return before.repeats and all(
            leaf.distance is not None and leaf.distance.hi <= _LONGEST_PACED_M for leaf in leaves
        )

    def _names_race(self, leaf: Draft) -> bool:
        """ "6 x 2' fast (10k)": what says how fast that is, for so far nobody runs in one repetition."""
        race = self.reader.amount(self.tokens, self.i)
        if not isinstance(race, Amount) or race.unit != "k" or self.tokens[race.end].kind != "close":
            return False
        if leaf.paced or not (leaf.is_hard or leaf.effort is None) or leaf.duration is None:
            return False
        return not fastest.can_run(race.value, leaf.duration, None)

    def _is_another_pace(self, before: Draft) -> bool:
        """ "6 x 400 m @ 5k or 3k": beside a pace that is named by a race, another race is one too."""
        race, unit = self.tokens[self.separator - 1], self.tokens[self.i + 1]
        both = race.kind == unit.kind == "unit" and race.value[2] == unit.value[2] == "k"
        return both and before.repeats and before.paced and before.end == self.separator

    def _is_of_an_end(self, found: efforts.Found) -> bool:
        """ "60 min, finishing at MP": how hard the start or the end of the run is, not all of it."""
        if self.tokens[found.end].kind not in _CLAUSE_ENDS:
            return False  # "finish with an easy 2 km"
        word = self.i - 1
        while word >= self.draft.first and self.tokens[word].kind in ("at", "article"):
            word -= 1
        return word >= self.draft.first and self.tokens[word].value in AT_AN_END

    def _take_effort(self, found: efforts.Found) -> bool:
        if self._is_of_an_end(found):
            self.leaf.sure = self.leaf.sure or self.leaf.has_amount
            return self.skip_to(found.end)
        if found.paced and self._ends_list():
            self.gather_amounts()
        if len(found.efforts) > 1 and self._share(found):
            return self.read_effort(found, found.offsets)
        effort = found.overall
        leaf = self.leaf
        if (
            effort == MAXIMAL
            and self.tokens[found.end].kind in ("num", "clock")
            and not leaf.has_amount
            and self._is_limit(found.end)
        ):
            return self.skip_to(found.end)
        if self._limits(found):
            assert leaf.duration is not None
            leaf.duration = leaf.duration.bounded("at_most")
            return self.read_to(found.end)
        if not leaf.takes_effort(effort, paced=found.paced):
            return False
        offset = found.offsets[0] if len(found.efforts) == 1 else None
        target = None if offset is None else offset.target
        leaf.set_effort(effort, paced=found.paced, target=target)
        leaf.described = leaf.described or leaf.has_amount
        leaf.effort_noun = leaf.effort_noun or found.noun
        leaf.noun = leaf.noun or found.sprint
        if self.draft.children is not None:
            for each in self.draft.leaves():
                alike = (each.activity == "cross") == (leaf.activity == "cross")  # "60 min bike / 20 min run at MP"
                if each.effort is None and alike and each.activity not in ("walk", "rest"):
                    each.set_effort(effort, paced=found.paced, target=target)
            self.draft.effort = self.draft.target = None
        return self.read_effort(found, (offset,))

    def _ends_list(self) -> bool:
        """Whether a pace here may be that of a list: "3 km, 2 km, 1 km @ 10k", "3k-2k-1k (10k pace)"."""
        draft = self.draft
        if draft.is_plain_amount:
            return draft.joint in ("comma", "dash")
        tied = draft.joint == "open" and bool(self.drafts) and self.drafts[-1].joint == "dash"
        return tied and draft.is_empty and self.drafts[-1].end == self.separator

    def _is_limit(self, i: int) -> bool:
        """ "max 2.5 h" bounds the session, "max 60 m" is a sprint."""
        found = self.reader.amount(self.tokens, i)
        return isinstance(found, Amount) and found.dimension == "duration_s" and found.value.hi >= _SHORTEST_LIMIT_S

    def _limits(self, found: efforts.Found) -> bool:
        """ "90 min max": no more than that, for nobody runs so long at their hardest."""
        word, leaf = self.tokens[found.end - 1], self.leaf
        if word.kind != "effort" or word.value[2] != "limit" or self.tokens[self.i - 1].kind == "at" or leaf.repeats:
            return False
        return leaf.distance is None and leaf.duration is not None and leaf.duration.lo >= _SHORTEST_LIMIT_S

    def _share(self, found: efforts.Found) -> bool:
        """ "2k/1k @ HM/10k": to each its own."""
        draft = self.draft
        target = draft
        if draft.is_empty:
            before = self._open_draft()
            if before is None:
                return False
            target = before
        leaves = [leaf for leaf in target.leaves() if leaf.activity != "rest"]
        order = list(range(len(found.efforts)))
        if len(leaves) != len(order):
            sizes = _sizes(leaves)
            if len(set(sizes)) == len(order):
                order = sizes  # "3/2/3/2/3 mi @ MP/MP-10": to each amount its own
            else:
                leaves = self.drafts[-len(order) :] if draft.is_empty else []
                if len(leaves) != len(order) or not all(leaf.is_part for leaf in leaves):
                    return False
        if any(leaf.effort for leaf in leaves):
            return False
        for leaf, place in zip(leaves, order, strict=True):
            offset = found.offsets[place]
            leaf.set_effort(found.efforts[place], paced=True, target=None if offset is None else offset.target)
        return True

    # Targets

    def target(self) -> bool:
        """A number that says how fast or how hard, with its unit: "75-80 % HR", "RPE 6", "4:30/km"."""
        if not self.speaks_of_targets:
            return False
        found = targets.find(self.tokens, self.i)
        return found is not None and self._take_target(found.target, found.end)

    def _target_word(self, _depth: int) -> bool:
        found = targets.find(self.tokens, self.i)
        return found is not None and self._take_target(found.target, found.end)

    def _take_target(self, target: Target, end: int) -> bool:
        if target.measure == "percent_effort" and self.draft.is_plain_amount and self.draft.joint == "comma":
            self.gather_amounts()
        leaf = self.leaf
        if leaf.target is not None or leaf.activity == "rest":
            return self.skip_to(end)
        leaf.target = target
        leaf.sure = leaf.sure or leaf.has_amount
        leaf.described = leaf.described or leaf.has_amount
        if self.draft.children is not None:
            for each in self.draft.leaves():
                each.target = each.target or target
            self.draft.target = None
        return self.read_to(end)

    def timed(self, j: int, *, aim: bool) -> bool:
        """A clock time at ``j`` for what is run: "@ 5:30", "in 2:30 each", "6 x 800 (2:30)", as a pace or a time.

        ``aim``: a word before it says that it is one; in brackets a pace must be all that it can be.
        """
        found = targets.figures(self.tokens, j, "clock")
        if found is None:
            return False
        value, end = found
        leaf, draft = self.leaf, self.draft
        if not aim and (before := self._open_draft()) is not None and draft.is_empty:
            leaf = before.leaves()[-1]
            if not leaf.has_amount:
                return False
        per_rep = self.tokens[end].kind == "per_mile" and self.tokens[end].value == "time_s"
        if per_rep and leaf.distance is not None:
            target: Target | None = Target("time_s", value)
            end += 1
        else:
            target = targets.of_clock(value, leaf.distance, system=self._system(leaf))
        if target is None or (aim and target.measure == "time_s" and not (per_rep or leaf.repeats or draft.repeats)):
            return False
        return self._take_target(target, end + (self.tokens[end].kind == "pace_word"))

    def _system(self, leaf: Draft) -> str | None:
        """Whether paces here are a mile or a kilometre: as the step is measured, else as the session is."""
        own = {"mi": "mi", "km": "km", "k": "km"}.get(leaf.unit)
        if own is not None:
            return own
        in_miles = self.reader.bare_m == "miles"
        names = {token.value[2] for token in self.tokens if token.kind == "unit"}
        miles, kilometres = "mi" in names or (in_miles and "m" in names), "km" in names
        if miles == kilometres:
            return None
        return "mi" if miles else "km"

    def _zone(self, _depth: int) -> bool:
        """ "zone 2", "zones 2-3"."""
        found = amounts.plain_range(self.tokens, self.i + 1)
        if found is None or found[0].lo not in ZONES or found[0].hi not in ZONES:
            return False
        ends = [Effort(*ZONES[int(zone)]) for zone in (found[0].lo, found[0].hi)]
        effort = efforts.span_of(ends)
        if not self.leaf.takes_effort(effort, paced=False) or self.leaf.effort is not None:
            return False
        self.leaf.set_effort(effort, paced=False)
        self.leaf.described = self.leaf.described or self.leaf.has_amount
        return self.read_to(found[1])


def _sizes(leaves: Sequence[Draft]) -> list[int]:
    """Which of the different amounts each step has, numbered in the order in which they come first."""
    known: dict[tuple[Range | None, Range | None], int] = {}
    return [known.setdefault((leaf.distance, leaf.duration), len(known)) for leaf in leaves]
