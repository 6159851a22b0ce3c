"""What the words inside a segment say, and the table of who reads what: the top of the recursive descent.

The layers below read segments, numbers, ladders, counts, pauses, qualities, legends, splits, alternations, figures and
slashes. Every method moves forward or looks ahead a bounded number of tokens, so reading takes time linear in the
length of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from workouts import amounts, efforts, inserts, loads, recoveries, targets, worded
from workouts.amounts import Amount
from workouts.drafts import Draft
from workouts.exercises import Exercise
from workouts.marks import READ, SENTENCE_ENDS, SEPARATORS
from workouts.numbers import MAXIMAL
from workouts.slashes import Slashes
from workouts.tokens import CAPITAL, is_repetitions
from workouts.turns import EASY
from workouts.vocabulary import EFFORT_ORDER
from workouts.workout import STRIDES, Effort, Load, Range, Span

MILE_EFFORT: Final = Effort.exactly("mile")

# Strides after a run longer than this are a part of their own.
_LONGEST_STRIDE_M: Final = 300.0
_LONGEST_STRIDE_S: Final = 60.0
# Among so many parts at the start the warm-up is.
_OPENING: Final = 3
# How many tokens ahead a way down shows that "up" is a hill: "up, easy jog back down".
_NEAR_DOWN: Final = 6
# What may follow "run" where nobody says how long, beside a load and a target.
_BEHIND_RUN: Final = frozenset({"end", "at", "effort", "in_place", "grade"})


class Grammar(Slashes):
    """The reading of words."""

    __slots__ = ()

    def _run(self, _depth: int) -> bool:
        if self._is_next_verb():
            self.split()
        if self.alternation(self.i):
            return True
        if self.leaf.activity not in (None, "run"):
            return False
        noun = self.tokens[self.i].kind != "run" or self._is_run_alone()
        behind_cross = self.leaf is not self.draft and self.draft.activity == "cross"  # "90 min bike / 30 min run"
        return self._name("run" if noun or behind_cross else None, noun=noun)

    def _is_run_alone(self) -> bool:
        """ "run", "run at MP", "run with a vest", "run RPE 4": a run of which nobody says how long."""
        after = self.tokens[self.i + 1].kind
        fresh = self.i == self.draft.first and self._is_fresh(self.draft)
        if not fresh or after in SEPARATORS or after in _BEHIND_RUN:
            return fresh
        if self.speaks_of_loads and (found := loads.find(self.tokens, self.i + 1)) is not None:
            return found.load is not None
        return self.speaks_of_targets and targets.find(self.tokens, self.i + 1) is not None

    def _is_next_verb(self) -> bool:
        """ "Run 3 min walk 1 min", "walk 90 s jog 60 s": the amount behind each word is its own."""
        verb, leaf = self.tokens[self.draft.first], self.leaf
        if leaf is not self.draft or leaf.repeats or not leaf.has_amount or leaf.end != self.i:
            return False
        before = verb.kind in ("run", "jog", "walk") and verb.kind != self.tokens[self.i].kind
        return before and self.tokens[self.i + 1].kind in ("num", "clock", "filler", "article")

    def _jog(self, _depth: int) -> bool:
        if self._is_next_verb():
            self.split()
        if self.alternation(self.i):
            return True
        if not self._in_list() and self._recovery():
            return True
        if self.leaf.activity is not None:
            return False
        if self._is_pause_of_list():
            return self._recovery()
        for step in self.spoken_of():
            step.default_effort = step.default_effort or EASY
        return self._name("run")

    def _walk(self, _depth: int) -> bool:
        if self._is_next_verb():
            self.split()
        if self.alternation(self.i):
            return True
        if not self._in_list() and self._recovery():
            return True
        if self._is_pause_of_list():
            return self._recovery()
        return self.leaf.activity in (None, "walk") and self._name("walk")

    def _back(self, _depth: int) -> bool:
        return self._recovery() or self._winds_down()

    def _up(self, _depth: int) -> bool:
        """ "90 s hard up, jog down": uphill, as the way down shows, or the hill that was named."""
        leaf = self.leaf
        title = self._open_draft()  # "Hills: 6 x 1 min up"
        hilly = self._is_way_down() or leaf.uphill or (title is not None and title.uphill and not title.repeats)
        if leaf.has_amount and leaf.repeats and leaf.activity in (None, "run") and hilly:
            leaf.uphill = leaf.described = True
            return self.read_to(self.i + 1)
        self.tokens[self.i].kind = "word"
        return False

    def _is_way_down(self) -> bool:
        """ "…, jog down", "…, easy back down": close behind, and not run like the way up."""
        gently = False
        for token in self.tokens[self.i + 1 : self.i + _NEAR_DOWN]:
            if token.kind == "back":
                return gently
            easy = token.kind == "effort" and token.value[1] in ("very_easy", "easy")
            gently = gently or easy or token.kind in ("jog", "walk", "recovery", "float")
        return False

    def _winds_down(self) -> bool:
        """ "2 mi warm-up, 5 x 1 km, 1 mi down": the way down behind the warm-up, where it ends what is said."""
        leaf, after = self.leaf, self.tokens[self.i + 1].kind
        opened = any(draft.role == "warm_up" for draft in self.drafts[:_OPENING])
        if not (opened and leaf is self.draft and leaf.is_plain_amount and (after in SEPARATORS or after == "end")):
            return False
        leaf.role, leaf.sure, leaf.noun = "cool_down", True, True
        return self.read_to(self.i + 1)

    def _how_hard(self, depth: int) -> bool:
        """An effort; a word for tempo that is also one for pace says nothing by itself where a pace follows."""
        if (self.i == self.draft.first and self._one()) or self._effort(depth):
            return True
        if self.tokens[self.i].value[2] not in ("tempo", "tempo_of"):
            return False
        behind = self.tokens[self.i + 1].kind == "effort"
        return self._pace_word(depth) or (behind and self.read_to(self.i + 1))

    def _pace_word(self, _depth: int) -> bool:
        """ "pace 5k", "paces: 10k/5k", "в темпе 4:30": a race distance or a time behind it is how fast."""
        j = self.i + 1
        if self.tokens[j].kind in ("filler", "at", "colon", "to"):
            j += 1
        if self.tokens[j].kind == "clock" and self.leaf.has_amount:
            return self.timed(j, aim=True)
        found = efforts.find(self.tokens, j, context=True)
        return found is not None and found.paced and self._take_effort(found)

    def _aim(self, _depth: int) -> bool:
        """ "goal 5k pace"; elsewhere a word like others."""
        found = efforts.find(self.tokens, self.i)
        if found is not None and self._take_effort(found):
            return True
        self.tokens[self.i].kind = "word"
        return False

    def _beside(self, _depth: int) -> bool:
        """ "just below threshold": how hard that is nobody can tell from the effort that is named."""
        found = efforts.find(self.tokens, self.i + 1)
        if found is None:
            self.tokens[self.i].kind = "word"
            return False
        self.leaf.sure = self.leaf.sure or self.leaf.has_amount
        return self.skip_to(found.end)

    def _between(self, depth: int) -> bool:
        """ "between 10k and half marathon pace" is how fast; else it leads to what comes between."""
        found = efforts.between(self.tokens, self.i)
        return self._rest(depth) if found is None else self._take_effort(found)

    def _pause_sign(self, _depth: int) -> bool:
        """ "r=90s", "r: 90 s" behind repetitions; elsewhere nobody knows what the letter stands for."""
        if self._recovery():
            return True
        if not self.draft.is_empty:
            self.tokens[self.i].kind = "word"
            return False
        self.draft.spoilt = True
        return self.aside()

    def _part_of(self, _depth: int) -> bool:
        """ "half an hour easy", "three quarters of a mile hard"."""
        found = worded.part(self.tokens, self.i)
        if found is None or self.leaf.has_amount:
            self.tokens[self.i].kind = "word"
            return False
        return self.set_amount(found)

    def _each(self, _depth: int) -> bool:
        """ "a mile jog": where no pace is said, it is how far."""
        found = worded.each(self.tokens, self.i)
        if found is None:
            return False
        if not self._is_amount_wanted():
            return self._part_of_run()
        if (lead := self.part_lead(self.i)) is not None:
            self.part_from(lead)
        return self.set_amount(found)

    def _amount_word(self, _depth: int) -> bool:
        """ "полчаса легко"."""
        what, size, name = self.tokens[self.i].value
        if not self._is_amount_wanted():
            return False
        return self.set_amount(Amount(amounts.DIMENSIONS[what], Range.exactly(size), self.i + 1, name))

    def _equal(self, _depth: int) -> bool:
        """ "equal jog" behind repetitions; elsewhere a comparison with what no step can hold."""
        return self._recovery() or self.aside()

    def _in_list(self) -> bool:
        """Whether the step is one of a list done once ("90 s jog / 90 s walk")."""
        return self.draft.children is not None and self.draft.reps is None

    def _is_pause_of_list(self) -> bool:
        """ "200/400/600 jog recovery", "200/400/600 equal jog": what comes between all of them."""
        return self._in_list() and (self.leaf.unit == "bare" or self.tokens[self.i - 1].kind == "word")

    def _other(self, _depth: int) -> bool:
        """Strength work and races; a parkrun that is run at an effort is no race."""
        if self.leaf.activity is not None:
            return False
        token = self.tokens[self.i]
        if token.kind == "strength" and self.leaf.distance is not None and self.leaf is self.draft:
            self.split()  # "8 km gym": nobody lifts for so far
        trains = token.value == "parkrun" and (self.leaf.effort is not None or self._is_effort_ahead())
        if isinstance(token.value, float) and not self.leaf.has_amount:
            self.leaf.distance = Range.exactly(token.value)  # "half marathon race"
        return self._name("run" if trains else token.kind)

    def _is_effort_ahead(self) -> bool:
        """ "parkrun hard", "parkrun as tempo", "parkrun at threshold effort"."""
        j = self.i + 1
        while (self.tokens[j].kind in ("at", "filler", "article") or self.tokens[j].value == "as") and j < self.i + 4:
            j += 1
        return self.tokens[j].kind == "effort"

    def _ruck(self, _depth: int) -> bool:
        token = self.tokens[self.i]
        leaf = self.leaf
        if leaf.activity not in (None, "walk"):
            return False
        if leaf.load is None:
            leaf.load = Load("backpack", span=Span(token.start, token.end))
            leaf.implied = True
        return self._name("walk")

    def _strides(self, _depth: int) -> bool:
        leaf = self.leaf
        if leaf.activity not in (None, "run"):
            return False
        easy = leaf.effort is not None and EFFORT_ORDER[leaf.effort.hi] <= EFFORT_ORDER["steady"]
        long = (leaf.distance is not None and leaf.distance.lo > _LONGEST_STRIDE_M) or (
            leaf.duration is not None and leaf.duration.lo > _LONGEST_STRIDE_S
        )
        if not leaf.repeats and (easy or leaf.role or long):
            self.split("with")  # "30 min easy, strides" without the comma
            leaf = self.leaf
        leaf.uphill = leaf.uphill or self.tokens[self.i].kind == "hill_strides"
        leaf.default_effort = STRIDES
        leaf.strides = leaf.noun = leaf.sure = True
        leaf.described = leaf.described or leaf.has_amount
        return self.read_to(self.i + 1)

    def _hill(self, _depth: int) -> bool:
        kind = self.tokens[self.i].kind
        if self.leaf.activity not in (None, "run", "walk", "jumps"):
            return False
        if kind != "uphill" and self.leaf.role and self.leaf.has_amount:
            self.split()
        for step in self.spoken_of():
            step.uphill = True
            if kind == "hill_sprints":
                step.default_effort = MAXIMAL
            if kind != "uphill":
                step.noun = step.sure = True
            step.described = step.described or step.has_amount
        return self.read_to(self.i + 1)

    def _role(self, _depth: int) -> bool:
        role: str = self.tokens[self.i].value
        if self.leaf.role not in (None, role) or (self.leaf.repeats and self.leaf.has_amount):
            self.split()
        if self.draft.children is not None:
            return False
        if self.tokens[self.i + 1].kind == "colon" and self.draft.is_empty:
            return self._start_label(role=role)
        self.leaf.role = role
        self.leaf.sure = True
        self.leaf.described = self.leaf.described or self.leaf.has_amount
        self.leaf.noun = True
        return self.read_to(self.i + 1)

    def _start_label(
        self, *, role: str | None = None, activity: str | None = None, exercise: str | None = None
    ) -> bool:
        """ "Warm-up: 2 km", "Bike: 4 x 4 min": the word before the colon speaks of what follows."""
        self.label = Draft(self.i, "colon")
        self.label.role, self.label.activity, self.label.exercise = role, activity, exercise
        self.understood[self.i] = READ
        return self.skip_to(self.i + 1)

    def _label(self, _depth: int) -> bool:
        """Weekdays and "main set": read where they only introduce what follows."""
        return self.i == self.draft.first and self.introduce()

    def _named_line(self, depth: int) -> bool:
        """An activity: of this segment, or of the whole line where a colon follows it at the start."""
        token = self.tokens[self.i]
        starts = self.draft.is_empty and self.draft.joint in ("start", "newline", "dot") and self.i == self.draft.first
        if starts and (colon := self._colon_behind_name()):
            if token.kind == "exercise":
                exercise: Exercise = token.value[0]
                self._start_label(activity=exercise.activity, exercise=exercise.name)
            else:
                self._start_label(activity=None if token.kind == "run" else token.kind)
            return self.read_to(colon)
        if token.kind == "exercise":
            return self._exercise(depth)
        return {"run": self._run, "walk": self._walk, "strength": self._other}[token.kind](depth)

    def _colon_behind_name(self) -> int:
        """The colon of "Bike: …", "Bike session: …", "Swim intervals: …"; 0 where there is none."""
        j = self.i + 1
        while j < self.i + 3 and (self.tokens[j].kind == "label" or is_repetitions(self.tokens[j])):
            j += 1
        return j if self.tokens[j].kind == "colon" else 0

    def _place_word(self, _depth: int) -> bool:
        if self.tokens[self.i].kind == "in_place":
            self.leaf.in_place = True
        else:
            self.leaf.treadmill = True
        self.leaf.sure = True
        return self.read_to(self.i + 1)

    def _one_set(self, _depth: int) -> bool:
        """ "a set of four 300s", "a set of 4 x 300 m": the word adds nothing to what it is a set of."""
        found = amounts.plain_range(self.tokens, self.i + 1)
        whole = self.tokens[self.i].value == "one" and self.tokens[self.i - 1].kind == "article"
        if found is None or not whole or self.tokens[found[1]].kind not in ("num", "times"):
            return False
        return self.draft.is_empty and self.read_to(self.i + 1)

    def _aside_word(self, _depth: int) -> bool:
        token = self.tokens[self.i]
        if token.kind == "not" and (found := loads.find(self.tokens, self.i)) is not None:
            return self.read_to(found.end)
        if token.value == "insert":
            return self._included()
        if token.value == "faster":  # "20 min faster"
            self.leaf.sure = self.leaf.sure or self.leaf.has_amount
        if token.value == "after":
            return self._after()
        if token.value == "alternate":
            j = self.i + 1
            while self.tokens[j].kind in ("filler", "colon", "between") and j < self.i + 3:
                j += 1
            if self.alternation(j, alternate=True):
                return True
            if self.draft.is_empty and self.tokens[self.i + 1].kind == "colon":
                return self._label(0)  # "Alternate: 60 s jog / 90 s walk, repeat 8 times"
            return self._alternating()
        if token.value == "gain":  # "D+700 - 1000 m"
            while self.tokens[self.i + 1].kind in ("num", "dash", "unit"):
                self.i += 1
        return self.aside()

    def _introduces_role(self) -> bool:
        """ "After a 15 min warm-up, run …": the warm-up is named first and done first."""
        if self.i != self.draft.first or self.drafts:
            return False
        j = self.i + 1
        while self.tokens[j].kind not in SEPARATORS and self.tokens[j].kind not in ("end", "role") and j < self.i + 6:
            j += 1
        return self.tokens[j].kind == "role"

    def _after(self) -> bool:
        """ "After a 15 min warm-up, run …"; "20 min of strength after the run" comes in the order of the words."""
        if self._introduces_role():
            return self.skip_to(self.i + 1)
        j = self.i + 1
        j += self.tokens[j].kind == "article"
        j += self.tokens[j].kind == "run"
        ends = self.tokens[j].kind in SEPARATORS or self.tokens[j].kind == "end"
        return self.read_to(j) if ends and self.drafts and not self.draft.is_empty else self.aside()

    def _alternating(self) -> bool:
        """ "6 km alternating 1 km at MP, 1 km easy": how a run is made up, to the end of the sentence."""
        word = self.i
        if self.take_turns(word + 1):
            self.understood[word] = READ
            return True
        self.leaf.sure = self.leaf.sure or self.leaf.has_amount
        return self.leave_sentence()

    def _included(self) -> bool:
        """ "60 min easy, incl. 4 x 3 min hard": what is somewhere in the run before it.

        Strides are read beside the run, and so are repetitions of which nobody can tell how much of it they are: then
        both together are longer than it is, and the word stays unread. Of one part nobody knows where it is.
        """
        tokens, leaf = self.tokens, self.leaf
        leaf.sure = leaf.sure or leaf.has_amount
        behind = self.i + 1
        if tokens[behind].kind == "dot" and not tokens[behind].gap:
            behind += 1  # "incl."
        if self.portions_included(behind):
            return True
        without_size = tokens[behind].kind in ("strides", "hill_strides") or self._is_counted(behind)
        if not without_size and amounts.count(tokens, behind) is None:
            self.i = behind
            return self.aside()
        including = self.i
        if not self.draft.is_empty:
            self.split("with")
        if without_size:
            return self.read_to(behind)
        self.draft.inserted = inserts.somewhere(including, behind)
        self.draft.first = self.draft.end = behind
        return self.skip_to(behind)

    def _unit(self, depth: int) -> bool:
        """A unit without a number: one of it ("mile TT", "mile hard"), the distance of a race pace, or "HR 150"."""
        one = worded.bare(self.tokens, self.i) if self.i == self.draft.first else None
        if one is not None:
            return self.set_amount(one)
        return self._target_word(depth) or self._effort(depth)

    def _code(self, _depth: int) -> bool:
        """ "15 min R1": a club's own name for an effort, which only the club knows; the amount before it is whole."""
        self.leaf.described = self.leaf.described or self.leaf.has_amount
        self.leaf.sure = self.leaf.sure or self.leaf.has_amount
        return self.skip_to(self.i + 1)

    def _daniels(self, _depth: int) -> bool:
        """ "4 x 1 km T": one of the letters of Jack Daniels' tables, right behind what it speaks of."""
        end = self.i + 1
        if self.tokens[end].kind == "dash" and self.tokens[end + 1].kind == "pace_word" and not self.tokens[end].gap:
            end += 1
        end += self.tokens[end].kind == "pace_word"
        after = self.tokens[end].kind
        ends = (after in SEPARATORS and after != "colon") or after in ("end", "with", "at", "slash")
        pause = recoveries.find(self.tokens, end, self.reader) if self.leaf.repeats and not ends else None
        ends = ends or isinstance(pause, recoveries.Found)
        effort = self.tokens[self.i].value
        signs = end + (self.tokens[end].kind == "colon" or self.tokens[end].value == "=")
        if effort == MILE_EFFORT and self.tokens[signs].kind == "num" and self.tokens[signs + 1].kind == "unit":
            self.tokens[self.i].kind, self.tokens[self.i].value = "pause_sign", CAPITAL  # "6 x 800 m R 90 s"
            return self._pause_sign(_depth)
        if not (self.leaf.has_amount and ends and self.leaf.takes_effort(effort, paced=True)) or self.leaf.effort:
            return False
        self.leaf.set_effort(effort, paced=True)
        self.leaf.described = True
        return self.read_to(end)

    def _compare(self, _depth: int) -> bool:
        """ "faster than the last": a comparison with what no step can hold."""
        return self.aside()

    def _from(self, _depth: int) -> bool:
        """ "от 2 до 3 км"; "from MP to 10k" is from one pace to the other."""
        found = efforts.find(self.tokens, self.i + 1, context=self.leaf.has_amount)
        if found is not None and found.overall.lo != found.overall.hi and self._take_effort(found):
            return True
        j = self.i + 2
        if self.tokens[self.i + 1].kind != "num" or self.tokens[j].kind not in ("to", "at_most"):
            return False
        self.tokens[j].kind = "to"
        self.understood[self.i] = READ
        return self.skip_to(self.i + 1)

    def _filler(self, _depth: int) -> bool:
        of_each = self.leaf.repeats or self.tokens[self.i].value == "of_each"
        if of_each and self.leaf.has_amount and self._is_bare_clock(self.i + 1):
            return self.timed(self.i + 1, aim=True) or self.skip_to(self.i + 1)  # "6 х 1 км по 3:40"
        if is_repetitions(self.tokens[self.i]) and not self.leaf.repeats:
            self.tokens[self.i].kind = "word"
        return self.skip_to(self.i + 1)

    def _is_bare_clock(self, i: int) -> bool:
        """Whether it is a clock time of which nobody says that it is a pace."""
        return self.tokens[i].kind == "clock" and targets.find(self.tokens, i) is None

    def _unknown(self, _depth: int) -> bool:
        """A sign: an equation is a legend, not a session, up to the end of the sentence."""
        if self.tokens[self.i].value != "=":
            return self.skip_to(self.i + 1)
        self.draft.spoilt = True
        while self.tokens[self.i].kind not in SENTENCE_ENDS:
            self.i += 1
        return True

    HANDLERS: ClassVar[Mapping[str, Callable[[Any, int], bool]]] = {
        **dict.fromkeys(("num", "clock"), Slashes._number),
        **dict.fromkeys(("at_most", "at_least"), Slashes._bound),
        **dict.fromkeys(("with", "at"), Slashes._joined),
        **dict.fromkeys(("article", "heft", "implement"), Slashes._load_word),
        "effort": _how_hard,
        "unit": _unit,
        "pause_sign": _pause_sign,
        **dict.fromkeys(("recovery", "rest", "rest_day", "off", "float", "scope"), Slashes._rest),
        "between": _between,
        "aim": _aim,
        "beside": _beside,
        **dict.fromkeys(("exercise", "run", "walk", "strength"), _named_line),
        **dict.fromkeys(("run_noun", "fartlek"), _run),
        **dict.fromkeys(("strides", "hill_strides"), _strides),
        **dict.fromkeys(("uphill", "hills", "hill_sprints"), _hill),
        **dict.fromkeys(("in_place", "treadmill"), _place_word),
        **dict.fromkeys(("weekday", "label"), _label),
        **dict.fromkeys(("aside", "not"), _aside_word),
        "portion": Slashes.portion_word,
        "in_total": Slashes.total_word,
        "code": _code,
        "daniels": _daniels,
        **dict.fromkeys(("filler", "each", "to", "arrow"), _filler),
        "times": Slashes.postfix,
        "grade": Slashes.grade_word,
        "slash": Slashes._slash,
        "jog": _jog,
        "equal": _equal,
        "part_of": _part_of,
        "per_mile": _each,
        "amount": _amount_word,
        "ladder": Slashes.ladder_word,
        "pace_word": _pace_word,
        "race": _other,
        "ruck": _ruck,
        "role": _role,
        "zone": Slashes._zone,
        "repeat": Slashes.repeat,
        "sets": _one_set,
        "back": _back,
        "up": _up,
        "from": _from,
        "unknown": _unknown,
        "compare": _compare,
        **dict.fromkeys(("rpe", "heart_rate"), Slashes._target_word),
    }
