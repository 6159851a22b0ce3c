"""What must hold of every drill that is offered, whatever the session, the athlete and the guidelines."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from advice.engine import GuidelineSet, advise
from advice.facts import FACTS
from advice.replacements import suggest, why_not
from tests.advice.panel import athlete, drills, guidelines
from tests.advice.strategies import fact_values, panels
from workouts.reading import read
from workouts.vocabulary import EQUIPMENT, TERRAIN, slugs

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


def offered(text, facts, panel, places, *, strict=False):
    have = frozenset(places)
    return suggest(read(text), facts, panel, CATALOGUE, equipment=have, terrain=have, read=read, strict=strict)


PLACES = st.frozensets(st.sampled_from(EVERY_PLACE)) | st.just(frozenset(EVERY_PLACE))
CATALOGUE = drills()
FOUNDING = guidelines("founding", "safety")


@given(texts(), athletes(), PLACES, st.booleans())
def test_a_suggestion_is_clear_for_the_athlete(text, facts, places, strict):
    for one in offered(text, facts, FOUNDING, places, strict=strict):
        assert advise(read(one.text).workout, facts, FOUNDING, strict=strict).verdict == "clear"


@given(texts(), athletes(), panels())
def test_a_suggestion_is_clear_whatever_the_panel(text, facts, panel):
    compiled = GuidelineSet(panel)

    for one in offered(text, facts, compiled, EVERY_PLACE):
        assert advise(read(one.text).workout, facts, compiled).verdict == "clear"


@given(texts(), athletes(), PLACES)
def test_a_suggestion_suits_the_athlete_and_the_place(text, facts, places):
    found = offered(text, facts, FOUNDING, places)

    assert len(found) <= 3
    assert len({one.drill.code for one in found}) == len(found)
    for one in found:
        assert why_not(one.drill, facts) is None
        assert all(places.intersection(group) for group in one.drill.equipment)
        assert not one.drill.terrain or places.intersection(one.drill.terrain)
        assert one.because


@given(texts(), athletes(), PLACES)
def test_a_suggestion_keeps_every_word_that_is_no_load_and_not_the_replaced_step(text, facts, places):
    reading = read(text)

    for one in offered(text, facts, FOUNDING, places):
        assert read(one.text).unread_words == reading.unread_words
        remaining = [step for step, _rounds in read(one.text).workout.flat()]
        for place, (step, _rounds) in enumerate(reading.workout.flat()):
            if step.load is None and place != one.step:
                assert step in remaining


@given(texts(), athletes(), PLACES)
def test_something_is_offered_only_where_a_load_is_not_clear(text, facts, places):
    advice = advise(read(text).workout, facts, FOUNDING)
    loaded = [step.load is not None for step, _rounds in read(text).workout.flat()]

    found = offered(text, facts, FOUNDING, places)

    assert not found or any(loaded[one.step] and one.verdict != "clear" for one in advice.steps)
