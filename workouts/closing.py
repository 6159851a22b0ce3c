"""What a segment was, once its words are read: a step, more about the step before, or nothing that can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from workouts.choices import Choices
from workouts.drafts import Draft
from workouts.marks import READ
from workouts.totals import LONGEST_PART, OWN_LINE, PARTING
from workouts.workout import Load, Span

# Joints over which a modifier still speaks of the step before.
_SOFT: Final = frozenset({"comma", "dash", "open", "close", "dot", "bar", "and", "run_on", "colon"})
# Joints over which a short easy part comes back in each round: "4 x 2 min hard + 1 min easy", "… hard 1 min easy".
_ALTERNATING: Final = frozenset({"plus", "run_on"})
# What a load on a line of its own ends with; before anything else it may belong to what follows.
_LINE_ENDS: Final = frozenset({"end", "newline", "semicolon", "dot", "close"})
# A time behind strides that is longer is what comes between them.
_LONGEST_STRIDE_S: Final = 40.0
# A load behind more steps than this is not meant for all of them.
_LONGEST_PART: Final = 16
# Joints over which an amount completes a session named before it: "Long run. 18 km", "Race (10 km)".
_COMPLETES: Final = frozenset({"dash", "open", "colon", "dot", "bar", "comma", "semicolon"})
# Joints after which an effort by itself is a session: "Easy", "15 min easy + tempo".
_FRESH: Final = frozenset({"start", "newline", "plus", "then", "semicolon", "half_day", "or"})
_LONGEST_TITLE: Final = 3
# A clock time is hours and minutes where minutes and seconds would be absurd; "m" is not metres below this.
_EASY_M_TO: Final = 200.0
# A time this short, alone behind repetitions, is hardly a part of its own.
_SHORTEST_PART_S: Final = 300.0
# From here up, what is run easily behind repetitions is a part of its own; up to a lap or two it comes between them.
_SHORTEST_RUN_S: Final = 600.0
_SHORTEST_RUN_M: Final = 2000.0
_LONGEST_BETWEEN_M: Final = 800.0
_UP_TO_STEADY: Final = frozenset({"very_easy", "easy", "steady"})
_UP_TO_THRESHOLD: Final = frozenset({"very_easy", "easy", "steady", "marathon", "threshold"})
# Cross-training that is done in intervals as running is.
_IN_INTERVALS: Final = frozenset({
    "cycling", "swimming", "pool_running", "elliptical", "rowing", "stair_climbing", "skiing", "cross_training",
})  # fmt: skip
_GYM_SITES: Final = frozenset({"free_weight", "hand"})


class Closing(Choices):
    """The decision at the end of a segment."""

    __slots__ = ()

    def _close(self) -> None:
        """Decide what the segment was, and whether the text still speaks of it."""
        if self.draft.children is not None:
            self.draft.hand_down()
            if self.draft.load is not None:
                self._hand_down_load(self.draft)
        self._decide()
        self.wandered = self.wandered or self.digressed

    def _decide(self) -> None:
        """A step, more about the one before, or nothing that was understood."""
        draft = self.draft
        first, end = draft.first, self.i
        clean = self._is_clean(first, end)
        if draft.is_empty:
            self._note_numbers(first, end)
            self.strange = not clean
            # "Run, easy, 3 km": the word begins something new, though it is nothing by itself
            if READ in self.understood[first:end] and not (self.introduced or self.paused):
                self.wandered = True
            return
        if draft.spoilt:
            self._forget(first, end)
            return
        self._second_thoughts(draft)
        before = self._open_draft()
        if draft.is_modifier:
            self._modify(draft, before, clean=clean)
            return
        if draft.joint == "or":
            self._offer(draft, before, clean=clean)
            return
        if self._complete(draft, before, clean=clean):
            return
        self._entitle(draft, before)
        if self._is_doubtful(draft, clean=clean):
            self._forget(first, end)
            return
        if draft.joint in _ALTERNATING and self.drafts and _may_alternate(self.drafts[-1], draft):
            if before is not None and _alternates(before, draft):
                self.drafts[-1] = _rounds(before, draft)
                return
            if draft.joint == "plus":
                self._forget(first, end)
                return
        self._add(draft)

    def _hand_down_load(self, draft: Draft) -> None:
        """A load that was named before rounds ("in a vest 2 x 4 x 200 m") is that of each step in them."""
        assert draft.load is not None
        load, draft.load = draft.load, None
        if draft.takes_load(load):
            draft.take_load(load)
        else:
            self._disown(load)

    def _disown(self, load: Load) -> None:
        """A load beside another one is not understood: a step holds but one."""
        assert load.span is not None
        for index in range(self.draft.first, self.i):
            if load.span.start <= self.tokens[index].start < load.span.end:
                self.understood[index] = 0

    def _modify(self, draft: Draft, before: Draft | None, *, clean: bool) -> None:
        """Take what says only how a step is done to the step that it speaks of."""
        first, end = draft.first, self.i
        if draft.joint == "or":
            self._offer_way(draft, before, clean=clean)
            return
        if draft.effort is not None and not draft.doubted:  # an offset that no step keeps may stand in it
            clean = clean or self._is_clean(first, end, but_doubts=True)
        # "8 km easy + 5 kg vest": nobody runs a vest
        soft = draft.joint in _SOFT or (draft.joint == "plus" and draft.load is not None and draft.effort is None)
        remark = draft.bare_load and draft.joint != "open" and _may_be_gym(draft)
        if clean and before is not None and soft and not remark and before.takes(draft):
            self._widen_load(draft)
            before.take(draft)
        elif clean and (part := self._part_before(draft)):
            self._widen_load(draft)
            _load_all(part, draft)
        elif (clean and draft.effort_noun and self._is_fresh(draft)) or self._is_open(draft):
            self._add(draft)
        elif clean and not self.drafts and draft.load is not None and draft.load.kg is not None and not draft.effort:
            self.ahead = draft
        else:
            self._forget(first, end)

    def _entitle(self, draft: Draft, before: Draft | None) -> None:
        """ "Hills: 10 x 60 s", "Hill reps - 10 x 45 s": the word before the sign is a title of what is repeated."""
        if before is not None and self._names_one_of(before, draft):
            self.drafts.pop()
            return
        if draft.is_plain_repetition and draft.duration is not None and self._is_of_exercise(draft):
            self.drafts.pop()
            return
        apart = draft.joint == "colon" or (draft.joint == "dash" and self.tokens[self.separator].gap)
        if not apart or before is None or not draft.repeats or before.has_amount or before.repeats:
            return
        titled = before.alone or before.effort_noun or before.uphill
        if titled and before.activity in (None, "run") and before.role is None and draft.takes(before):
            draft.take(before)
            self.drafts.pop()

    def sole_exercise(self) -> Draft | None:
        """The exercise before this segment of which nobody said how often, if it is not one of a list of them."""
        before = self._open_draft()
        if before is None or before.exercise is None or before.has_amount or before.repeats:
            return None
        beside = self.drafts[-2] if before.joint == "comma" and len(self.drafts) > 1 else None
        listed = beside is not None and beside.exercise is not None and not (beside.has_amount or beside.repeats)
        return None if listed else before

    def _is_of_exercise(self, draft: Draft) -> bool:
        """ "Plank, 3 x 30 s": how often and how long what was named before is held."""
        before = self.sole_exercise() if draft.joint in ("comma", "dash", "colon") else None
        if before is None or before.activity not in ("strength", "balance"):
            return False
        draft.activity, draft.exercise, draft.load, draft.noun = before.activity, before.exercise, before.load, True
        draft.first = before.first
        draft.joint = before.joint
        return True

    def _names_one_of(self, before: Draft, draft: Draft) -> bool:
        """ "Tempo run: 10 min easy, 20 min tempo, …": the title is what one of the parts behind it says again."""
        if before.exercise == "cross_training" and draft.activity == "cross":
            return draft.joint in ("colon", "dash") and not (before.has_amount or before.repeats)  # "XT - bike 1 h"
        if draft.joint != "colon" or draft.effort in (None, before.effort) or before.effort is None:
            return False
        if before.has_amount or before.repeats or before.role or before.activity not in (None, "run"):
            return False
        efforts_ahead = (token.value[:2] for token in self.tokens[self.i :] if token.kind == "effort")
        return before.effort_noun and (before.effort.lo, before.effort.hi) in efforts_ahead

    def _drop_ahead(self) -> None:
        """A load that no step came for is not understood."""
        if self.ahead is not None:
            self._forget(self.ahead.first, self.ahead.end)
            self.ahead = None

    def add_cool_down(self) -> None:
        """The cool-down that was named together with the warm-up comes last."""
        if self.cool_down is not None:
            self.drafts.append(self.cool_down)
            self.cool_down = None

    def _is_cool_down_alike(self, draft: Draft) -> bool:
        """ "2 mi warm-up/cool-down, 6 x 1 km", "10 min wu & cd": as long as the warm-up, after all the rest."""
        before = self.drafts[-1] if self.drafts else None
        if before is None or before.role != "warm_up" or draft.role != "cool_down" or self.depth:
            return False
        tied = draft.joint in ("plus", "and") or self.tokens[draft.first - 1].kind == "slash"
        return tied and not (draft.has_amount or draft.repeats or draft.effort or draft.children)

    def _add(self, draft: Draft) -> None:
        if self._is_cool_down_alike(draft):
            draft.distance, draft.duration = self.drafts[-1].distance, self.drafts[-1].duration
            self.cool_down = draft
            return
        if self.ahead is not None:
            if self.ahead.load is not None and draft.takes_load(self.ahead.load):
                draft.take_load(self.ahead.load)
            else:
                self._forget(self.ahead.first, self.ahead.end)
            self.ahead = None
        if draft.joint == "with" and self.drafts and _is_inside_cross(self.drafts[-1], draft):
            draft.activity, draft.exercise = self.drafts[-1].activity, self.drafts[-1].exercise
        if _is_same_gym(self.drafts, draft):
            self.drafts[-1].end = draft.end
        elif self.joining is not None and self.joining.children is not None and self.drafts:
            self.joining.children.append(draft)
            self.joining.end = draft.end
        else:
            self.drafts.append(draft)
        self.joining = None
        self.broken = self.astray = self.wandered = False

    def _is_fresh(self, draft: Draft) -> bool:
        """Whether a word alone can be a session here rather than a remark on the one before."""
        return draft.joint in _FRESH or (draft.joint in ("dot", "colon") and not (self.drafts or self.broken))

    def _note_numbers(self, first: int, end: int) -> None:
        for index in range(first, end):
            if self.tokens[index].kind in ("num", "clock") and self.understood[index] != READ:
                self._break()

    def _complete(self, draft: Draft, before: Draft | None, *, clean: bool) -> bool:
        """Whether the segment gives the amount of the session named before it ("Long run. 18 km", "Race (10 km)")."""
        if before is None or before.has_amount or not draft.has_amount:
            return False
        if before.repeats:
            return self._sizes_repetitions(draft, before)
        if before.strides and draft.repeats:
            return self._counts_strides(draft, before)
        named = before.alone or (before.effort_noun and (before.labelled or not before.is_named))
        apart = draft.joint in ("open", "colon") or (draft.joint == "dash" and self.tokens[self.separator].gap)
        in_bracket = before.role is not None and (apart or self._is_all_of_role(draft))
        headed = self._is_under_heading(draft, before)
        if not headed and (not (named or in_bracket) or draft.joint not in _COMPLETES or draft.repeats):
            return False
        if draft.joint == "comma" and before.activity not in (None, "run", "race", "walk", "cross"):
            return False
        if (
            not headed
            and draft.is_named
            and not (
                draft.activity in (None, before.activity)
                and draft.role is None
                and (draft.labelled or not draft.exercise)
            )
        ):
            return False
        if before.effort and draft.effort and before.effort != draft.effort:
            return False
        if draft.is_total and before.effort and before.effort.hi not in _UP_TO_STEADY:
            return False  # "Tempo run. Total 50 min": not all of it is run so fast
        if not clean and draft.joint == "comma":
            return False
        if draft.load is not None and not before.takes_load(draft.load):
            self._disown(draft.load)
            draft.load = None
        before.distance, before.duration, before.unit = draft.distance, draft.duration, draft.unit
        before.activity = before.activity or draft.activity
        before.take(draft)
        return True

    def _sizes_repetitions(self, draft: Draft, before: Draft) -> bool:
        """ "10 x hill (45 s)", "6 strides (20 s)": how far or how long each of them is."""
        strides = before.strides and draft.duration is not None and draft.duration.hi <= _LONGEST_STRIDE_S
        sized = before.noun and (before.uphill or strides) and before.children is None and draft.joint == "open"
        if not (sized and draft.is_plain_amount and self.tokens[self.i].kind == "close"):
            return False
        before.distance, before.duration, before.unit = draft.distance, draft.duration, draft.unit
        before.end = draft.end
        return True

    @staticmethod
    def _counts_strides(draft: Draft, before: Draft) -> bool:
        """ "Strides: 6 x 100 m": how many and how far."""
        if draft.joint != "colon" or draft.children is not None or draft.is_named or draft.effort or before.recovery:
            return False
        before.reps, before.recovery = draft.reps, draft.recovery
        before.distance, before.duration, before.unit = draft.distance, draft.duration, draft.unit
        before.take(draft)
        return True

    def _may_be_step(self, total: Draft) -> bool:
        """Whether it is a run that is called a total on a line of its own: "45 min easy in total"."""
        return total.effort is not None and total.joint in PARTING

    def _is_all_of_role(self, draft: Draft) -> bool:
        """ "Cool down, 6 to 9 minutes.": nothing but an amount stands beside the word."""
        alone = draft.joint == "comma" and len(self.drafts) == 1 and self.drafts[0].joint in ("start", "newline", "dot")
        return alone and draft.is_plain_amount and self.tokens[self.i].kind in ("end", "newline", "dot")

    def _is_doubtful(self, draft: Draft, *, clean: bool) -> bool:
        """Whether a would-be step must be left unread instead."""
        if draft.is_total and not self._may_be_step(draft):
            return True
        if self.explaining and draft.joint != "start":
            return True  # "7 mi alternations (1 mi at MP, 1 mi easy)": already counted
        if draft.joint == "dash" and self.drafts and _is_legend(draft, self.drafts[-1]):
            return True
        if draft.has_amount or draft.children is not None:
            if self._may_be_pause(draft):
                return True
            if draft.activity == "rest":
                return not clean
            unsaid = draft.children is not None and all(leaf.says_nothing for leaf in draft.leaves())
            plain = draft.is_plain_amount and self._is_doubtful_amount(draft, clean=clean)
            return unsaid or self._is_prose(draft) or plain
        if draft.repeats:
            return draft.is_pace_alone or not (draft.is_named or draft.effort or draft.uphill) or self._is_prose(draft)
        idle = draft.activity == "rest" or draft.default_effort is not None
        if idle and not draft.strides and not draft.role and not self._is_fresh(draft):
            return True
        return not (clean and draft.noun) and not self._is_open(draft) and not self._is_title(draft)

    def _may_be_pause(self, draft: Draft) -> bool:
        """ "5 x 800 - 2:45 - 90 sec jog": behind a number that nobody understood, most likely what comes between."""
        before = self.drafts[-1] if self.drafts and self.broken else None
        if before is None or not before.repeats or before.recovery or draft.joint not in ("comma", "dash"):
            return False
        short = draft.duration is not None and draft.duration.hi <= _SHORTEST_PART_S
        lap = draft.distance is not None and draft.distance.hi <= _LONGEST_BETWEEN_M
        return draft.is_light and not (draft.repeats or draft.children or draft.role) and (short or lap)

    def _is_open(self, draft: Draft) -> bool:
        """Whether all is known of a step but its amount, which was doubtful: "7m moderate"."""
        if not draft.doubted or draft.is_pace_alone or self.explaining:
            return False
        return self._is_clean(draft.first, self.i, but_doubts=True)

    def _is_doubtful_amount(self, draft: Draft, *, clean: bool) -> bool:
        """An amount without any other word is a step only where nothing speaks against it."""
        if not (clean or self._stands_out(draft)) or self.brackets:
            return True
        if draft.joint in ("open", "close", "bar", "run_on"):
            return True
        if self.strange and draft.joint == "colon":
            return True  # "R: 2 min", "Group B: 8 km"
        if draft.unit == "clock" and draft.duration is not None and draft.duration.lo % 60:
            return True
        if (self.broken or self.wandered) and draft.joint in ("comma", "and", "dash"):
            return True
        before = self.drafts[-1] if self.drafts else None
        if before is None or draft.joint not in ("comma", "dash", "dot", "colon") or before.role is not None:
            return False
        if before.repeats:  # "4 x 400 m, 1 min": a rest, one would think
            duration = draft.leaves()[0].duration
            return duration is not None and duration.lo <= _SHORTEST_PART_S
        # "12 miles, 62 min": the same run twice over
        return before.has_amount and (before.distance is None) != (draft.distance is None)

    def _is_title(self, draft: Draft) -> bool:
        """ "Club run", "Riverside fartlek": a session on a line of its own, with one unknown word before it."""
        if draft.joint not in ("start", "newline") or draft.activity not in (None, "run", "race") or not draft.noun:
            return False
        ends = self.tokens[self.i].kind in ("end", "newline", "bar")
        return ends and self.i - draft.first <= _LONGEST_TITLE and self._is_clean(draft.first + 1, self.i)

    def _second_thoughts(self, draft: Draft) -> None:
        """A bare "60m easy" is hardly 60 metres."""
        if draft.repeats or draft.unit != "m" or draft.distance is None or draft.activity in ("walk", "drill", "jumps"):
            return
        if draft.effort is not None and draft.distance.hi <= _EASY_M_TO and draft.effort.hi in _UP_TO_THRESHOLD:
            draft.distance = None
            draft.noun = False
            self._forget(draft.first, self.i)

    def _part_before(self, draft: Draft) -> list[Draft]:
        """The steps that a load on a line or in a clause of its own belongs to; none where that is unclear.

        They are the running steps of the part before it: of the line, or of what stands between two semicolons.
        """
        before = self._open_draft()
        if before is None or self.astray or draft.joint not in OWN_LINE or not self._is_load_alone(draft):
            return []
        first = len(self.drafts) - 1
        while first and self.drafts[first].joint not in PARTING:
            first -= 1
            if len(self.drafts) - first > LONGEST_PART:
                return []
        part = [each for each in self.drafts[first:] if each.activity != "rest"]
        if first and _may_share(self.drafts[first - 1], before):
            return []  # of one line, or of both?
        if before.role is not None and (first or self.last_number >= self.i):
            return []  # a cool-down ends the session, and a warm-up is hardly all that is loaded
        if len(part) == 1:
            return part if part[0].activity != "cross" and part[0].takes(draft) else []
        alike = all(each.role == before.role and _is_bare_run(each) for each in part)
        return part if alike else []

    def _is_load_alone(self, draft: Draft) -> bool:
        """Whether the segment holds a load and nothing else, and speaks of what is before rather than behind it."""
        if draft.load is None or draft.effort or draft.uphill or draft.grade or draft.in_place or draft.recovery:
            return False
        behind = self.last_number >= self.i
        if self.tokens[draft.first].kind not in ("with", "at") and (behind or _may_be_gym(draft)):
            return False  # "5 kg vest", and below it "6 x 60 m": a title
        above = self.separator - 1
        if behind and self.tokens[self.separator].kind == self.tokens[above].kind == "newline":
            return False
        return not behind or self.tokens[self.i].kind in _LINE_ENDS

    def _widen_load(self, draft: Draft) -> None:
        """A load in a segment of its own takes the comma or bracket before it along, for a swap to take out."""
        if draft.load is None or draft.load.span is None or draft.effort or draft.uphill or draft.grade:
            return
        end = draft.load.span.end
        if draft.joint == "open":
            if self.tokens[self.i].kind != "close":
                return
            end = self.tokens[self.i].end
        draft.load = replace(draft.load, span=Span(self.tokens[self.separator].start, end))


def _is_inside_cross(before: Draft, draft: Draft) -> bool:
    """ "Pool run 45 min w/ 10 x 1 min hard": repetitions of nobody says what, inside what is no run."""
    if before.exercise not in _IN_INTERVALS or not draft.repeats:
        return False
    return all(leaf.activity is None and leaf.has_amount and not (leaf.strides or leaf.noun) for leaf in draft.leaves())


def _is_same_gym(drafts: Sequence[Draft], draft: Draft) -> bool:
    """ "Strength & conditioning": two words for one session."""
    if not drafts or draft.joint not in ("plus", "and"):
        return False
    return not draft.has_amount and all(
        part.activity == "strength" and not (part.exercise or part.repeats or part.load) for part in (drafts[-1], draft)
    )


def _may_be_gym(draft: Draft) -> bool:
    """Whether a thing named alone ("8 km, bands") may be exercises with it rather than a load on the run."""
    return draft.load is not None and (draft.load.thing.load_class == "elastic" or draft.load.thing.site in _GYM_SITES)


def _is_bare_run(draft: Draft) -> bool:
    """Whether all of it is done on foot and nothing of it with a load of its own."""
    return all(leaf.activity in (None, "run", "walk", "rest") and leaf.load is None for leaf in draft.leaves())


def _may_share(above: Draft, before: Draft) -> bool:
    """Whether a load below the step ``before`` may be meant for the step on the line above it too."""
    return above.role == before.role and _is_bare_run(above) and _is_bare_run(before)


def _load_all(part: Sequence[Draft], modifier: Draft) -> None:
    """Give the load that ``modifier`` says to every step of the part."""
    assert modifier.load is not None
    for draft in part[:-1]:
        draft.take_load(modifier.load)
    part[-1].take(modifier)


def _is_legend(draft: Draft, before: Draft) -> bool:
    """Whether the text comes back to an amount of the list before ("2 mi/1 mi - 2 mi (HM) 1 mi (10k)")."""
    if before.children is None or before.reps is not None or draft.repeats:
        return False
    amount = draft.distance, draft.duration
    return any((leaf.distance, leaf.duration) == amount for leaf in before.leaves())


def _may_alternate(before: Draft, draft: Draft) -> bool:
    """Whether nobody can tell if what is added is done once or in each round ("6 x 6 min steady + 2 min easy")."""
    if before.reps is None or before.recovery is not None or len(before.leaves()) > 1:
        return False
    repeated = before.leaves()[-1]
    if not repeated.has_amount or repeated.recovery is not None:
        return False
    if draft.repeats or draft.role is not None or draft.exercise or draft.activity not in (None, "run", "walk"):
        return False
    effort = draft.effort or draft.default_effort
    if draft.activity != "walk" and (effort is None or effort.hi not in _UP_TO_STEADY):
        return False
    if draft.distance is not None:
        return draft.distance.lo < _SHORTEST_RUN_M
    return draft.duration is not None and draft.duration.lo < _SHORTEST_RUN_S


def _alternates(before: Draft, draft: Draft) -> bool:
    """Whether it is too short to be done but once, and no longer than the repetition that it follows."""
    effort = draft.effort or draft.default_effort
    if before.children is not None or (draft.activity != "walk" and effort is not None and effort.hi == "steady"):
        return False
    if draft.distance is not None:
        return before.distance is not None and draft.distance.hi <= min(before.distance.hi, _LONGEST_BETWEEN_M)
    if draft.duration is None or before.duration is None or draft.duration.hi >= _SHORTEST_PART_S:
        return False
    return draft.duration.hi <= before.duration.hi


def _rounds(before: Draft, draft: Draft) -> Draft:
    """Both as the parts of one round."""
    group = Draft(before.first, before.joint)
    group.reps, before.reps = before.reps, None
    group.children, group.end = [before, draft], draft.end
    return group
