"""Pictures of training: what is added up, what is left open and never drawn as nothing, and the pages."""

from __future__ import annotations

import datetime as dt
import re
from uuid import uuid4

import pytest

from plans.bars import HEIGHT, WIDTH, Chart
from plans.models import Instead, Log, SessionException, Week
from plans.pictures import (
    MEASURES,
    Account,
    Amount,
    Task,
    loaded_metres,
    planned_load,
    squad_picture,
    week_picture,
)
from tests.plans.conftest import MONDAY
from tests.texts import text_of
from workouts.reading import read
from workouts.workout import Range

EASY, PACK, HILLS = "8 km easy", "10 km easy with a 4 kg backpack", "6 x 200 m uphill hard, jog down"


def workout(text):
    return read(text).workout


def task(text, *, is_over=True):
    return Task(workout(text), is_over)


def exactly(number, left_out=0):
    return Amount(Range.exactly(number), left_out)


def picture(tasks=(), accounts=(), untold=()):
    return week_picture(MONDAY, tasks, accounts, untold)


def test_it_works():
    easy, pack = task(EASY), task(PACK)
    accounts = [
        Account("done", easy, distance_m=8200, duration_s=2700, ascent_m=40, effort=3),
        Account("done", pack, distance_m=10_000, duration_s=3600, ascent_m=200, effort=5),
    ]
    week = picture([easy, pack], accounts)
    assert week.planned["distance"] == exactly(18_000)
    assert week.planned["longest"] == exactly(10_000)
    assert week.planned["loaded"] == exactly(10_000)
    assert week.done["distance"] == exactly(18_200)
    # Effort times minutes: 3 x 45 + 5 x 60.
    assert week.done["load"] == exactly(435)
    assert week.done["longest"] == exactly(10_000)
    assert week.done["climbing"] == exactly(240)
    assert week.done["loaded"] == exactly(10_000)
    assert set(week.planned) == set(week.done) == set(MEASURES)


# What is not known


def test_a_week_of_which_nothing_is_known_is_not_one_of_nothing():
    week = picture()
    assert {amount.stated for amount in (*week.planned.values(), *week.done.values())} == {None}
    untold = picture([task(EASY)], untold=[task(EASY)])
    assert untold.done["distance"] == Amount(left_out=1)
    assert untold.planned["distance"] == exactly(8000)


def test_what_was_missed_is_known_to_be_nothing():
    week = picture([task(EASY)], [Account("missed", task(EASY))])
    assert (week.done["distance"], week.done["load"], week.done["hills"]) == (exactly(0), exactly(0), exactly(0))


def test_what_only_some_state_is_at_least_so_much():
    tasks = [task(EASY), task("40 min easy")]
    week = picture(tasks, [Account("done", tasks[0], distance_m=8000), Account("done", tasks[1])])
    assert week.planned["distance"] == exactly(8000, left_out=1)
    assert week.done["distance"] == exactly(8000, left_out=1)
    assert week.done["load"] == Amount(left_out=2)
    silent = picture(tasks, [Account("done", tasks[0], distance_m=8000)], untold=[tasks[1]])
    assert silent.done["distance"] == exactly(8000, left_out=1)


def test_a_part_of_a_planned_load_is_none():
    assert picture([task("40 min easy"), task("20 min at threshold")]).planned["load"] == exactly(200)
    assert picture([task("40 min easy"), task(EASY)]).planned["load"] == Amount(left_out=1)


def test_what_is_still_to_come_leaves_nothing_out():
    later = task("10 km easy", is_over=False)
    week = picture([task(EASY), later], [Account("done", task(EASY), distance_m=8000)], untold=[later])
    assert week.done["distance"] == exactly(8000)


@pytest.mark.parametrize(
    ("text", "load"),
    [
        ("40 min easy", Range.exactly(80)),
        ("8 km easy", None),
        ("40 min", None),
        ("30 min easy, then 10 min at threshold", Range.exactly(120)),
        ("45 min @ RPE 6", Range.exactly(270)),
        ("Rest", None),
        ("bouncy", None),
    ],
)
def test_a_planned_load_needs_time_and_effort(text, load):
    assert planned_load(workout(text)) == load


def test_what_comes_between_counts_in_a_planned_load():
    # 5 x 3 min at 5k effort is 8 x 15, and four jogs of 2 min are 2 x 8.
    assert planned_load(workout("5 x 3 min at 5k effort, 2 min jog")) == Range.exactly(136)


@pytest.mark.parametrize(
    ("text", "metres"),
    [
        (EASY, exactly(0)),
        (PACK, exactly(10_000)),
        ("6 x 60 m all-out with a 5 kg vest", exactly(360)),
        ("40 min easy with a 4 kg backpack", Amount(left_out=1)),
    ],
)
def test_loaded_metres(text, metres):
    assert loaded_metres(workout(text)) == metres


@pytest.mark.parametrize(
    ("outcome", "metres"),
    [("done", exactly(10_000)), ("partly", Amount(left_out=1)), ("swapped", exactly(0)), ("missed", exactly(0))],
)
def test_a_load_was_carried_where_the_session_was_done(outcome, metres):
    assert picture([task(PACK)], [Account(outcome, task(PACK))]).done["loaded"] == metres


def test_hills_count_where_they_were_run():
    tasks = [task(HILLS), task(HILLS), task(EASY)]
    accounts = [Account("partly", tasks[0]), Account("swapped", tasks[1]), Account("done", tasks[2])]
    week = picture(tasks, accounts)
    assert (week.planned["hills"], week.done["hills"]) == (exactly(2), exactly(1))
    assert picture(tasks, accounts[:1], untold=tasks[1:]).done["hills"] == exactly(1, left_out=1)


def test_at_least_nothing_is_not_known():
    tasks = [task(EASY), task(PACK), task(HILLS)]
    week = picture(tasks, [Account("done", tasks[0]), Account("partly", tasks[1])], untold=[tasks[2]])
    assert week.done["loaded"] == Amount(left_out=1)
    assert week.done["hills"] == Amount(left_out=1)


def test_a_squad_is_the_mean_of_those_for_whom_it_is_known():
    ran = picture([task(EASY)], [Account("done", task(EASY), distance_m=9000)])
    less = picture([task(EASY)], [Account("done", task(EASY), distance_m=8000)])
    silent = picture([task(EASY)], untold=[task(EASY)])
    squad = squad_picture([ran, less, silent])
    assert squad.planned["distance"] == Amount(Range.exactly(8000), 0, 3, 3)
    assert squad.done["distance"] == Amount(Range.exactly(8500), 1, 2, 3)
    assert squad_picture([silent, silent]).done["distance"] == Amount(None, 2, 0, 2)


# The bars


def chart(*weeks, measure="distance", units="km"):
    return Chart(measure, weeks, units)


def test_bars_stand_on_one_ground_and_inside_the_box():
    week = picture([task("16 km easy")], [Account("done", task(EASY), distance_m=8000)])
    drawn = chart(week, picture([task(EASY)]))
    assert drawn.top == 20_000
    assert drawn.top_in_words == "20\u00a0km"
    boxes = [box for bar in drawn.bars for box in (bar.planned, bar.done) if box]
    assert len(boxes) == 3
    assert {int(box.y) + int(box.height) for box in boxes} == {126}
    assert all(int(box.x) >= 0 and int(box.x) + int(box.width) <= WIDTH and 0 <= int(box.y) < HEIGHT for box in boxes)
    assert int(boxes[0].height) == pytest.approx(2 * int(boxes[1].height), abs=1)


def test_nothing_is_a_line_and_the_unknown_is_no_bar():
    missed = picture([task(EASY)], [Account("missed", task(EASY))])
    silent = picture([task(EASY)], untold=[task(EASY)])
    first, second = chart(missed, silent).bars
    assert (first.done.height, first.said_done) == ("1", "0\u00a0m")
    assert (second.done, second.said_done, second.is_untold) == (None, "– (1 session without)", True)
    assert chart(missed, silent).untold == "nothing known in 1 week"


def test_weeks_with_hills_are_counted():
    hilly = picture([task(HILLS)], [Account("done", task(HILLS))])
    flat = picture([task(HILLS)], [Account("missed", task(HILLS))])
    assert chart(hilly, flat, picture(), measure="hills").summary == "Weeks with hills: 2 planned, 1 done."
    assert chart(hilly).summary == ""


def test_what_is_still_to_come_is_not_asked_for():
    later = task(EASY, is_over=False)
    (bar,) = chart(picture([later], untold=[later])).bars
    assert (bar.done, bar.is_untold, bar.said_done) == (None, False, "–")


def test_what_is_least_is_told_so():
    tasks = [task(EASY), task("40 min easy")]
    (bar,) = chart(picture(tasks)).bars
    assert bar.planned.is_least
    assert bar.said_planned == "at least 8\u00a0km (1 session without)"


def test_an_open_range_and_miles():
    (bar,) = chart(picture([task("8-10 km easy")])).bars
    assert bar.said_planned == "8–10\u00a0km"
    drawn = chart(picture([task("10 mi easy")]), units="mi")
    assert drawn.bars[0].said_planned == "10\u00a0mi"
    assert drawn.top_in_words == "10\u00a0mi"


def test_a_measure_that_nobody_knows_is_said_to_be_unknown():
    assert not chart(picture([task(EASY)]), measure="climbing").is_known
    assert chart(picture([task(EASY)])).is_known


# The pages


def say(athlete, date, session=None, **said):
    fields = {"date": date, "outcome": "done", "planned": session.text if session else "", **said}
    return Log.objects.say(athlete, fields, sending=uuid4(), session=session)


def table(page, measure):
    """The rows of a measure's table, as texts."""
    part = page[page.index(f'id="picture-{measure}"') :]
    rows = re.findall(r"<tr>(.*?)</tr>", part[: part.index("</table>")])
    return [[re.sub("<[^>]*>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)] for row in rows]


@pytest.fixture
def session(plan):
    session = plan.add(0, EASY)
    plan.publish()
    return session


class TestPages:
    def test_the_athlete_sees_their_own(self, plan, session, client_as):
        say(plan.cast.anna, MONDAY, session, distance_m=7500, duration_s=2400, effort=4)
        say(plan.cast.ben, MONDAY, session, distance_m=99_000)
        page = text_of(client_as("Anna").get("/c/ridgeway/pictures/"))
        assert table(page, "distance")[:3] == [
            ["Week", "Planned", "Done"],
            ["23–29 Nov", "8 km", "7.5 km"],
            ["16–22 Nov", "–", "–"],
        ]
        assert table(page, "load")[1] == ["23–29 Nov", "– (1 session without)", "160"]
        assert "99 km" not in page
        assert len(table(page, "distance")) == 13
        assert len(table(text_of(client_as("Anna").get("/c/ridgeway/pictures/?weeks=26")), "distance")) == 27
        assert "/c/ridgeway/pictures/" in client_as("Anna").get("/c/ridgeway/my-week/").content.decode()

    @pytest.mark.parametrize("weeks", ["", "x", "0", "1000000", "-1"])
    def test_any_other_number_of_weeks_is_twelve(self, client_as, weeks):
        page = text_of(client_as("Anna").get("/c/ridgeway/pictures/", {"weeks": weeks}))
        assert "Nothing of this is known in these weeks." in page
        assert 'href="?weeks=12" aria-current="true"' in page

    def test_drafts_rest_and_exceptions(self, plan, session, client_as):
        plan.add(1, "Rest")
        SessionException.make(session, [Instead(plan.cast.anna, "5 km easy")], version=1, by=plan.cast.user("Mira"))
        url = "/c/ridgeway/pictures/"
        assert table(text_of(client_as("Anna").get(url)), "distance")[1] == [
            "23–29 Nov",
            "5 km",
            "– (1 session without)",
        ]
        plan.post("withdraw/")
        assert table(text_of(client_as("Anna").get(url)), "distance")[1] == ["23–29 Nov", "–", "–"]

    def test_the_coach_sees_each_athlete(self, plan, session):
        say(plan.cast.anna, MONDAY, session, distance_m=7500)
        url = f"/c/ridgeway/athletes/{plan.cast.anna.pk}/pictures/"
        page = text_of(plan.client.get(url))
        assert "Pictures of Anna" in page
        assert table(page, "distance")[1] == ["23–29 Nov", "8 km", "7.5 km"]
        assert plan.client.get(f"/c/ridgeway/athletes/{plan.cast.tom.pk}/pictures/").status_code == 404
        assert url in plan.client.get(f"/c/ridgeway/athletes/{plan.cast.anna.pk}/log/").content.decode()

    def test_the_coach_sees_the_squads_mean(self, plan, session):
        say(plan.cast.anna, MONDAY, session, distance_m=7500)
        url = f"/c/ridgeway/squads/{plan.cast.tuesday.pk}/pictures/"
        page = text_of(plan.client.get(url))
        assert table(page, "distance")[1] == [
            "23–29 Nov",
            "8 km (2 of 2 athletes)",
            "at least 7.5 km (1 session without, 1 of 2 athletes)",
        ]
        assert url in plan.client.get("/c/ridgeway/squads/?all").content.decode()

    def test_an_empty_squad_has_nothing_to_draw(self, plan):
        plan.cast.tuesday.set_athletes([])
        page = text_of(plan.client.get(f"/c/ridgeway/squads/{plan.cast.tuesday.pk}/pictures/"))
        assert "Nobody is in this squad yet" in page

    def test_the_drawing_is_in_whole_numbers(self, plan, session, client_as):
        """So that no language writes them with a comma."""
        say(plan.cast.anna, MONDAY, session, distance_m=7500)
        page = client_as("Anna").get("/c/ridgeway/pictures/").content.decode()
        numbers = re.findall(r'<rect class="bar-[^>]*? x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"', page)
        assert numbers
        assert all(number.isdecimal() for box in numbers for number in box)

    @pytest.mark.parametrize("crowd", [5, 60])
    def test_a_squad_of_60_takes_as_many_queries_as_one_of_5(self, plan, session, crowd, django_assert_num_queries):
        athletes = [plan.cast.ridgeway.add_athlete(f"Runner {number}") for number in range(crowd)]
        plan.cast.tuesday.set_athletes(athletes)
        for back in range(12):
            week = Week.for_writing(plan.cast.tuesday, MONDAY - dt.timedelta(weeks=back))
            week.publish(plan.cast.user("Mira"))
            week.add(back % 7, PACK, plan.cast.user("Mira"))
        for athlete in athletes:
            say(athlete, MONDAY, session, distance_m=8000)
        url = f"/c/ridgeway/squads/{plan.cast.tuesday.pk}/pictures/"
        plan.client.get(url)
        # Session, user, member; squad, athletes, their squads, sessions, exceptions, logs.
        with django_assert_num_queries(9):
            assert f"({crowd} of {crowd} athletes)" in text_of(plan.client.get(url))
