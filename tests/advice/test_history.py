"""What else is planned: hard days kept apart, enough rest after jumps, variety over four weeks, and progress."""

from __future__ import annotations

from dataclasses import replace

import pytest

from advice.drills import Amount
from advice.history import Entry, History, Use
from advice.replacements import Dose
from tests.advice.panel import athlete
from tests.advice.replacing import (
    ANKLES,
    NO_LOADED_RUN,
    SQUATS,
    STRIDES,
    VEST,
    all_from_the_panel,
    drill,
    from_the_panel,
    history,
    offered,
)

LUNGES = drill("lunges", "{sets} x {reps} lunges")
NAMES_NONE = replace(NO_LOADED_RUN, replacements=())


def test_no_hard_day_next_to_a_hard_day():
    hard = replace(SQUATS, hard=True)

    assert offered("40 min with a 5 kg vest", [hard])
    assert not offered("40 min with a 5 kg vest", [hard], facts=athlete(hard_yesterday=True))
    assert not offered("40 min with a 5 kg vest", [hard], history=History((Entry(-1, "intervals", is_hard=True),)))


@pytest.mark.parametrize("planned", ["squats", "3 x 12 Squats, then plank", "Squats"])
def test_what_is_in_the_week_already_is_not_offered_again(planned):
    found = offered(
        "8 km easy with a 5 kg vest", [SQUATS, STRIDES], history=history((1, "rest", True), (-2, planned, True))
    )

    assert [one.drill.code for one in found] == ["strides"]
    assert "It is not in the week yet." in found[0].because


def test_what_is_in_the_session_already_is_not_offered_on_top():
    found = offered("2 x 10 squats, 8 km easy with a 5 kg vest", [SQUATS, STRIDES])

    assert [one.drill.code for one in found] == ["strides"]
    assert "It is not in the week yet." not in found[0].because


def test_another_exercise_of_a_similar_name_does_not_count():
    assert offered("8 km easy with a 5 kg vest", [SQUATS], history=history((2, "3 x 12 squatsuits", True)))


def test_an_easy_run_may_stand_in_the_week_twice():
    easy = drill("easy", "{time} easy", dose=Dose(time_s=(1200, 2400)), mode="instead")

    (found,) = offered("40 min steady with a 5 kg vest", [easy], history=history((1, "8 km easy", True)))

    assert found.text == "40 min easy"


def codes(found):
    return [one.drill.code for one in found]


def why(text, code, **rest):
    return next(one.why for one in all_from_the_panel(text, **rest).declined if one.drill.code == code)


def test_what_was_done_when_and_how_much_of_it():
    past = history(
        (9, "8 km easy, then 2 x 12 squats"), (3, "some squats"), (30, "3 x 15 squats"), (-1, "3 x 15 squats")
    )

    assert past.uses(SQUATS) == (Use(3, None), Use(9, Amount(2, 12, None, None, None)))
    assert past.weeks_with(SQUATS) == 2
    assert past.uses(STRIDES) == ()


@pytest.mark.parametrize(
    ("entries", "known"),
    [((), False), (((1, "8 km easy", True),), False), (((-1, "8 km easy"),), False), (((8, "8 km easy"),), True)],
)
def test_only_weeks_before_this_one_tell_what_is_new(entries, known):
    assert history(*entries).is_known is known


def test_what_the_last_four_weeks_hold_ranks_behind_what_is_new():
    done = history((9, "2 x 10 lunges"))

    assert codes(offered(VEST, [LUNGES, SQUATS], [NAMES_NONE])) == ["lunges", "squats"]
    assert codes(offered(VEST, [LUNGES, SQUATS], [NAMES_NONE], history=done)) == ["squats", "lunges"]
    assert codes(offered(VEST, [LUNGES, SQUATS], [NAMES_NONE], history=history((30, "2 x 10 lunges")))) == [
        "lunges",
        "squats",
    ]


def test_what_is_named_goes_on_for_three_weeks_and_then_makes_room():
    names_both = replace(NO_LOADED_RUN, replacements=("lunges", "squats"))
    weeks = [(7 * week + 2, "2 x 10 lunges") for week in range(4)]

    for done in (1, 2, 3):
        assert codes(offered(VEST, [LUNGES, SQUATS], [names_both], history=history(*weeks[:done]))) == [
            "lunges",
            "squats",
        ]
    assert codes(offered(VEST, [LUNGES, SQUATS], [names_both], history=history(*weeks))) == ["squats", "lunges"]


def test_what_is_named_stays_before_what_is_not_however_often_it_was_done():
    names_one = replace(NO_LOADED_RUN, replacements=("lunges",))
    weeks = [(7 * week + 2, "2 x 10 lunges") for week in range(4)]

    assert codes(offered(VEST, [LUNGES, SQUATS], [names_one], history=history(*weeks))) == ["lunges", "squats"]


@pytest.mark.parametrize(
    ("days_ago", "text"),
    [
        (7, "3 x 10 squats"),  # a step up from 2 x 12
        (14, "3 x 10 squats"),
        (3, "2 x 12 squats"),
        (20, "2 x 12 squats"),
    ],
)
def test_what_was_done_a_week_or_two_ago_goes_up_by_a_step(days_ago, text):
    squats = replace(SQUATS, dose=Dose(sets=(2, 3), reps=(8, 12)))

    (found,) = offered(VEST, [squats], history=history((days_ago, "2 x 12 squats")))

    assert found.text == f"8 km easy, then {text}"
    assert "days ago" in found.dose_because


def test_the_most_of_a_dose_is_not_exceeded():
    (found,) = offered(VEST, [SQUATS], history=history((7, "3 x 15 squats")))

    assert found.text == "8 km easy, then 3 x 15 squats"
    assert found.dose_because == "As much as last time: it is the most of its dose."


def test_more_than_the_dose_is_no_measure():
    (found,) = offered(VEST, [SQUATS], history=history((7, "9 x 40 squats")))

    assert "step up" not in found.dose_because
    assert found.text == "8 km easy, then 3 x 15 squats"


def test_hills_grow_by_a_repetition_a_week():
    past = history((7, "8 km easy, then 6 x 20 s uphill strides, walk down"))

    best, *_others = from_the_panel(ANKLES, history=past)

    assert best.text == "8 km easy, then 7 x 20 s uphill strides, walk down"
    assert best.dose_because == "One step up from 6 x 20 s uphill strides 7 days ago."
    assert "It goes on from the week before." in best.because


def test_what_is_new_begins_at_the_low_end_and_says_so():
    known = history((9, "10 km easy"))

    best, *_others = from_the_panel(ANKLES, history=known)

    assert best.text == "8 km easy, then 4 x 15 s uphill strides, walk down"
    assert best.dose_because == "The low end, because it was not in the plan of the last four weeks."
    assert "It is new to the last four weeks." in best.because


@pytest.mark.parametrize(
    ("differences", "days", "said"),
    [
        ({}, 1, "Jumps and sprints need 2 days from one to the next."),
        ({}, -1, "Jumps and sprints need 2 days from one to the next."),
        ({}, 2, None),
        ({"age_group": "over_50"}, 2, "Jumps and sprints need 3 days from one to the next."),
        ({"age_group": "over_50"}, -3, None),
    ],
)
def test_jumps_and_sprints_keep_their_days_of_recovery(differences, days, said):
    past = History((Entry(days, "6 x 60 m all-out", is_explosive=True, in_week=True),))
    found = all_from_the_panel("6 x 60 m all-out with a 5 kg vest", history=past, **differences)

    told = {one.drill.code: one.why for one in found.declined}
    assert told.get("pl02") == said


def test_no_more_of_a_kind_in_the_week_than_its_dose_allows():
    one_hill = History((Entry(3, "10 km over the ridge", in_week=True, climbs=True),))
    two_hills = History((*one_hill.entries, Entry(-2, "hilly", in_week=True, climbs=True)))
    tempo = {"level": "competitive", "strength_base": "loaded"}

    # Hill intervals once a week, hill strides twice.
    assert why("8 km tempo with a 5 kg vest", "uh04", history=one_hill, **tempo) == (
        "Enough of its kind is in the week already."
    )
    assert "uh02" in codes(all_from_the_panel(ANKLES, history=one_hill).offered)
    assert why(ANKLES, "uh02", history=two_hills) == "Enough of its kind is in the week already."


def test_why_the_week_has_no_room_is_told():
    past = History((Entry(1, "intervals", in_week=True, is_hard=True), Entry(-2, "6 x 20 s strides", in_week=True)))

    assert why("8 km tempo with a 5 kg vest", "uh04", history=past) == "It would make two hard days in a row."
    assert why(ANKLES, "te01", history=past) == "It is in the week already."
