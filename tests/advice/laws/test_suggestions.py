"""What must hold of every drill that is offered, whatever the session, the athlete and the guidelines."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import given
from hypothesis import strategies as st

from advice.engine import GuidelineSet, advise
from advice.facts import FACTS
from advice.history import Entry, History, is_everyday
from advice.replacements import options, suggest, why_not
from tests.advice.panel import athlete, drills, guidelines
from tests.advice.strategies import fact_values, panels
from workouts import reading
from workouts.vocabulary import EQUIPMENT, TERRAIN, slugs

# The same words are read again and again: a hundred thousand examples take minutes so, and not hours.
read = lru_cache(maxsize=200_000)(reading.read)

AMOUNTS = ("8 km", "25 km", "40 min", "6 x 60 m", "6 x 150 m", "10 x 20 s", "5 x 1 km")
EFFORTS = ("", " very easy", " easy", " steady", " hard", " all-out")
LOADS = (
    "",
    " with a 5 kg vest",
    " with a vest",
    " with 1 kg ankle weights",
    " with a 4 kg backpack",
    " w/ 2 x 1 kg dumbbells",
    " with a parachute",
    " (with a sled)",
)
STRENGTH = ("3 x 10 lunges with 8 kg dumbbells", "2 x 15 squats", "rest", "ring Ada about the cake")
EVERY_PLACE = slugs(EQUIPMENT) + slugs(TERRAIN)


@st.composite
def texts(draw):
    """Sessions as coaches write them: one to three parts, some with a load, some that nobody reads."""
    runs = st.tuples(st.sampled_from(AMOUNTS), st.sampled_from(EFFORTS), st.sampled_from(LOADS)).map("".join)
    parts = draw(st.lists(runs | st.sampled_from(STRENGTH), min_size=1, max_size=3))
    return draw(st.sampled_from([", ", ", then ", "; ", "\n"])).join(parts)


@st.composite
def athletes(draw):
    """The usual athlete but for a few facts, some of them unknown."""
    changed = draw(st.lists(st.sampled_from([key for key, fact in FACTS.items() if fact.scope != "step"]), max_size=5))
    facts = athlete()
    for key in changed:
        facts.pop(key, None)
        if draw(st.booleans()):
            facts[key] = draw(fact_values(FACTS[key]))
    return facts


@st.composite
def histories(draw):
    """What else is planned: drills of the catalogue in some dose, runs, hard days, within and before the week."""
    entries = []
    for days_ago in draw(st.lists(st.integers(-6, 35), max_size=8)):
        one = draw(st.sampled_from(SUGGESTED))
        dose = one.text(one.amount_for(draw(st.sampled_from([0, 60, 300, 1200, 7200]))))
        text = draw(st.sampled_from([dose, f"8 km easy, then {dose}", one.phrase, one.code, "10 km easy", "", "x (["]))
        flags = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
        entries.append(Entry(days_ago, text, -6 <= days_ago <= 6 and draw(st.booleans()), *flags))
    return History(tuple(entries))


def offered(text, facts, panel, places, *, history=None, strict=False, indoors=False):
    have = frozenset(places)
    return options(
        read(text),
        facts,
        panel,
        CATALOGUE,
        equipment=have,
        terrain=have,
        read=read,
        strict=strict,
        history=history,
        indoors=indoors,
    )


HISTORIES = st.none() | histories()


PLACES = st.frozensets(st.sampled_from(EVERY_PLACE)) | st.just(frozenset(EVERY_PLACE))
CATALOGUE = drills()
SUGGESTED = [one for one in CATALOGUE if not one.not_suggested]
FOUNDING = guidelines("founding", "safety")
BOTH = guidelines("founding", "evidence", "safety")


@given(texts(), athletes(), PLACES, HISTORIES, st.booleans(), st.booleans(), st.sampled_from([FOUNDING, BOTH]))
def test_whatever_is_offered_can_be_done_as_it_is_written(text, facts, places, history, strict, indoors, panel):
    """Clear when read again, the coach's other words kept, for this athlete, with what is there, within the dose."""
    words = read(text)
    found = offered(text, facts, panel, places, history=history, strict=strict, indoors=indoors)

    codes = [one.drill.code for one in found.offered] + [one.drill.code for one in found.declined]
    assert len(set(codes)) == len(codes)
    for one in found.offered:
        new = read(one.text)
        assert advise(new.workout, facts, panel, strict=strict).verdict == "clear"
        assert new.unread_words == words.unread_words
        assert why_not(one.drill, facts) is None
        assert all(places.intersection(group) for group in one.drill.equipment)
        assert not one.drill.terrain or places.intersection(one.drill.terrain)
        assert one.because
        assert one.dose_because.endswith(".")
        assert not one.drill.not_suggested
        _within_the_dose(one)
        _keeps_its_distance(one, facts, history or History())
        _keeps_the_words(one, words, new)
    assert all(one.why.endswith((".", "?")) for one in found.declined)


def _within_the_dose(one):
    if one.mode == "unloaded":
        return
    amount = one.drill.amount_in(one.text)
    assert amount is not None
    assert one.drill.holds(amount)


def _keeps_its_distance(one, facts, history):
    hard_beside = history.hard_day_beside or facts.get("hard_yesterday") is True
    assert not (one.drill.hard and hard_beside)
    if not is_everyday(one.drill):
        assert not history.has_in_week(one.drill)
        assert not (one.drill.is_explosive and history.explosive_within(2))


def _keeps_the_words(one, words, new):
    remaining = [step for step, _rounds in new.workout.flat()]
    for place, (step, _rounds) in enumerate(words.workout.flat()):
        if step.load is None and place != one.step:
            assert step in remaining


@given(texts(), athletes(), panels())
def test_a_suggestion_is_clear_whatever_the_panel(text, facts, panel):
    compiled = GuidelineSet(panel)

    for one in offered(text, facts, compiled, frozenset(EVERY_PLACE)).offered:
        assert advise(read(one.text).workout, facts, compiled).verdict == "clear"


@given(texts(), athletes(), PLACES, HISTORIES)
def test_the_best_three_are_the_first_of_all(text, facts, places, history):
    every = offered(text, facts, FOUNDING, places, history=history).offered

    assert _best(text, facts, places, history) == every[:3]


def _best(text, facts, places, history):
    have = frozenset(places)
    return suggest(read(text), facts, FOUNDING, CATALOGUE, equipment=have, terrain=have, read=read, history=history)


@given(texts(), athletes(), PLACES)
def test_less_at_hand_never_offers_more_for_the_same_step(text, facts, places):
    everything = offered(text, facts, FOUNDING, frozenset(EVERY_PLACE)).offered
    fewer = offered(text, facts, FOUNDING, places).offered
    inside = offered(text, facts, FOUNDING, places, indoors=True).offered

    for less, more in ((fewer, everything), (inside, fewer)):
        if less and less[0].step == more[0].step:
            assert {one.drill.code for one in less} <= {one.drill.code for one in more}


@given(texts(), athletes(), PLACES)
def test_something_is_offered_only_where_a_load_is_not_clear(text, facts, places):
    advice = advise(read(text).workout, facts, FOUNDING)
    loaded = [step.load is not None for step, _rounds in read(text).workout.flat()]

    found = offered(text, facts, FOUNDING, places)

    flagged = any(loaded[one.step] and one.verdict != "clear" for one in advice.steps)
    assert flagged or not (found.offered or found.declined)
