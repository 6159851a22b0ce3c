"""What the drawer offers in place of a load: the best, the others on asking, narrowed to what can be done today."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from clubs.models import Athlete
from plans import advising
from plans.models import Week
from plans.offers import Offers, Wish
from plans.week_board import Board
from tests.consents import show
from tests.plans.conftest import ANKLE_WEIGHTS, MONDAY

HTMX = {"HX-Request": "true"}


@pytest.fixture
def session(plan):
    club = plan.cast.ridgeway
    club.equipment, club.terrain = ["band", "box", "dumbbells"], ["hill", "grass"]
    club.save()
    return plan.add(1, ANKLE_WEIGHTS)


def drills_in(page):
    return re.findall(r'name="drill" value="(\w+)"', page)


def offers(plan, session, **query):
    return plan.client.get(plan.session_url(session, "offers/"), query, headers=HTMX)


def page_with(plan, session, **query):
    return plan.client.get(plan.url, {"open": session.pk, **query}).content.decode()


def test_three_are_offered_and_the_others_on_asking(plan, session):
    best = drills_in(page_with(plan, session))
    every = page_with(plan, session, options="all")

    assert len(best) == 3
    assert drills_in(every)[:3] == best
    assert len(drills_in(every)) > 6
    assert "Not offered, and why" in every
    assert "Not offered, and why" not in page_with(plan, session)
    assert "It needs what is not there: sled with harness." in every


def test_the_piece_that_htmx_fetches_is_the_offers_alone(plan, session):
    response = offers(plan, session, options="all", focus="")
    page = response.content.decode()

    assert response.status_code == 200
    assert page.lstrip().startswith(f'<section class="offers" id="offers-{session.pk}"')
    assert 'hx-swap-oob="true"' in page
    assert f"more-{session.pk}" in response["HX-Trigger-After-Settle"]
    assert "<html" not in page
    assert 'class="drawer"' not in page


def test_without_htmx_it_leads_to_the_board(plan, session):
    response = plan.client.get(plan.session_url(session, "offers/"), {"today": "no_hill"})

    assert response.status_code == 302
    assert response["Location"] == f"{plan.url}?open={session.pk}&today=no_hill#offers-{session.pk}"


def test_every_option_can_be_swapped_in(plan, session):
    last = drills_in(page_with(plan, session, options="all"))[-1]

    assert plan.post_session(session, "swap/", version=1, drill=last).status_code == 302
    assert plan.fresh(session).swap.drill == last


def test_a_swap_of_one_of_the_others_with_an_old_version_is_too_late(plan, session):
    last = drills_in(page_with(plan, session, options="all"))[-1]
    plan.post_session(session, "move/", version=1, day=3)

    assert plan.post_session(session, "swap/", version=1, drill=last).status_code == 409
    assert plan.fresh(session).text == ANKLE_WEIGHTS


def test_what_is_not_offered_cannot_be_swapped_in(plan, session):
    response = plan.post_session(session, "swap/", version=1, drill="rs03")

    assert response.status_code == 422
    assert "no longer offered" in response.content.decode()


@pytest.mark.parametrize(
    ("today", "gone", "stays"),
    [("no_hill", "uh02", "te01"), ("no_equipment", "bw03", "te01"), ("indoors", "te01", "bw03")],
)
def test_a_tick_narrows_what_is_offered_and_stays_ticked(plan, session, today, gone, stays):
    assert gone in drills_in(offers(plan, session, options="all").content.decode())
    page = offers(plan, session, today=today, options="all").content.decode()

    assert gone not in drills_in(page)
    assert stays in drills_in(page)
    assert re.search(rf'value="{today}" checked', page)
    assert drills_in(page_with(plan, session, today=today, options="all")) == drills_in(page)


def test_ticks_are_remembered_in_the_link_to_the_others(plan, session):
    page = page_with(plan, session, today=["no_hill", "no_equipment"])

    assert "today=no_equipment&amp;today=no_hill&amp;options=all" in page


def test_what_nobody_can_tick_narrows_nothing(plan, session):
    assert drills_in(page_with(plan, session, today="nonsense", options="some")) == drills_in(page_with(plan, session))


def test_ticks_that_leave_nothing_say_what_to_do(plan, session):
    club = plan.cast.ridgeway
    for athlete in (plan.cast.anna, plan.cast.ben):
        athlete.injuries = ["bone_stress"]
        athlete.save()
    club.equipment = ["cross_trainer"]
    club.save()
    assert drills_in(page_with(plan, session)) == ["re04"]

    page = page_with(plan, session, today="no_equipment")

    assert drills_in(page) == []
    assert "Untick something, edit the session, or keep it with a reason." in page
    assert "It needs what is not there: bike, pool or elliptical." in page


def test_where_nothing_suits_the_reasons_are_shown_at_once(plan, session):
    plan.cast.tuesday.set_athletes([plan.cast.anna])
    plan.cast.anna.injuries = ["bone_stress"]
    plan.cast.anna.save()
    show(plan.cast.anna)

    page = page_with(plan, session)

    assert drills_in(page) == []
    assert "Nothing in the catalogue is clear for these athletes" in page
    assert "Not with this injury: bone stress injury." in page


def test_each_offer_says_how_much_and_why(plan, session):
    assert "How much: " in page_with(plan, session)


def test_a_session_that_is_clear_has_nothing_to_offer(plan):
    clear = plan.add(1, "8 km easy")

    page = offers(plan, clear, options="all").content.decode()

    assert drills_in(page) == []


def test_the_offers_of_a_deleted_session_say_so(plan, session):
    plan.post_session(session, "delete/", version=1)

    assert offers(plan, session).status_code == 409


def planned_before(plan, weeks, day, text, *, published=True):
    week = Week.for_writing(plan.cast.tuesday, MONDAY - dt.timedelta(weeks=weeks))
    if published:
        week.publish(plan.cast.user("Mira"))
    return week.add(day, text, plan.cast.user("Mira"))


def offered_text(plan, session, code):
    board = Board(plan.cast.tuesday, MONDAY)
    card = board.find(session.pk)
    found = board.advisor.options(card.session, card.advice.lead).offered
    return next((one.text for one in found if one.drill.code == code), None)


def test_a_drill_of_last_week_grows_by_a_repetition(plan, session):
    planned_before(plan, 1, 1, "8 km easy, then 6 x 20 s uphill strides, walk down")

    assert offered_text(plan, session, "uh02") == "8 km easy, then 7 x 20 s uphill strides, walk down"


@pytest.mark.parametrize(("weeks", "published"), [(1, False), (5, True)])
def test_what_nobody_ran_or_long_ago_is_no_history(plan, session, weeks, published):
    before = offered_text(plan, session, "uh02")
    planned_before(plan, weeks, 1, "8 km easy, then 9 x 20 s uphill strides, walk down", published=published)

    assert offered_text(plan, session, "uh02") == before


def test_history_counts_days_and_knows_its_week(plan, session):
    planned_before(plan, 1, 6, "6 x 60 m all-out")
    planned_before(plan, 3, 0, "hard words")
    plan.add(3, "8 x 200 m uphill hard")

    known = {
        entry.days_ago: (entry.in_week, entry.is_hard, entry.is_explosive, entry.climbs)
        for entry in Board(plan.cast.tuesday, MONDAY).advisor.history(session).entries
    }

    assert known == {
        2: (False, True, True, False),
        22: (False, False, False, False),
        -2: (True, True, False, True),
    }


def test_the_same_words_on_another_day_are_another_session(plan, session):
    plan.add(4, ANKLE_WEIGHTS)

    assert len(Board(plan.cast.tuesday, MONDAY).advisor.history(session).entries) == 1


def test_a_squad_of_two_ages_gets_the_gentler_dose(plan, session):
    plan.cast.ben.level = plan.cast.anna.level
    for athlete, group in ((plan.cast.anna, "adult"), (plan.cast.ben, "over_50")):
        athlete.age_group, athlete.goal, athlete.strength_base = group, "road_race", "own_weight"
        athlete.level, athlete.body_mass_kg, athlete.past_bone_stress_injury = "recreational", 70, False
        athlete.save()

    assert offered_text(plan, session, "uh02") == "8 km easy, then 4 x 15 s uphill strides, walk down"


@pytest.mark.parametrize("sessions", [1, 40])
def test_an_open_drawer_takes_two_queries_more_than_the_board(plan, session, sessions, django_assert_num_queries):
    for number in range(sessions):
        planned_before(plan, 2 + number % 3, number % 7, "8 km easy, then 3 x 12 squats")
    # The version of the catalogue, and the four weeks before.
    with django_assert_num_queries(16):
        plan.client.get(plan.url, {"open": session.pk, "options": "all"})


def fields_of(page, action):
    """What the first form that posts to ``action`` carries along of the coach's wish."""
    form = re.search(rf'<form method="post" action="[^"]*/{action}".*?</form>', page, re.DOTALL)
    found = re.findall(r'name="(today|options)" value="(\w+)"', form[0])
    return {name: [value for key, value in found if key == name] for name, _value in found}


def test_a_swap_and_undoing_it_keep_the_ticks(plan, session):
    page = page_with(plan, session, today=["no_hill", "no_equipment"], options="all")
    wish = fields_of(page, "swap/")
    assert wish == {"today": ["no_equipment", "no_hill"], "options": ["all"]}

    swapped = plan.post_session(session, "swap/", version=1, drill=drills_in(page)[0], **wish)
    kept = fields_of(plan.client.get(swapped["Location"]).content.decode(), "swap/undo/")
    undone = plan.post_session(session, "swap/undo/", version=2, **kept)

    assert kept == wish
    assert drills_in(plan.client.get(undone["Location"]).content.decode()) == drills_in(page)


def test_a_swap_with_htmx_keeps_the_ticks(plan, session):
    url, wish = plan.session_url(session, "swap/"), {"today": ["no_hill"]}
    drill = drills_in(page_with(plan, session, **wish))[0]
    swapped = plan.client.post(url, {"version": 1, "drill": drill, **wish}, headers=HTMX).content.decode()

    assert fields_of(swapped, "swap/undo/") == wish


@pytest.mark.parametrize("drill", ["uh02", "rs03"])
def test_a_swap_that_comes_late_shows_both_sides_whatever_is_still_offered(plan, session, drill):
    plan.post_session(session, "edit/", version=1, text="8 km easy")

    assert plan.post_session(session, "swap/", version=1, drill=drill).status_code == 409
    assert plan.post_session(session, "swap/undo/", version=1).status_code == 409
    assert plan.post_session(session, "keep/undo/", version=1).status_code == 409
    assert plan.fresh(session).text == "8 km easy"


TWELVE = " + ".join(f"6 x 60 m with a {kg} kg vest" for kg in range(1, 13))


@pytest.mark.parametrize("athletes", [0, 10])
def test_every_text_is_read_once_and_athletes_who_are_alike_are_asked_about_once(plan, session, monkeypatch, athletes):
    for number in range(athletes):
        twin = Athlete.objects.create(club=plan.cast.ridgeway, name=f"Twin {number}")
        plan.cast.tuesday.athletes.add(twin)
    Athlete.objects.create(club=plan.cast.ridgeway, name="First").squads.add(plan.cast.tuesday)
    texts, asked = [], []
    twelve = plan.add(2, TWELVE)
    board = Board(plan.cast.tuesday, MONDAY)
    card = board.find(twelve.pk)
    read_for, advise = advising.read_for, advising.advise
    monkeypatch.setattr(advising, "read_for", lambda club, text: texts.append(text) or read_for(club, text))
    monkeypatch.setattr(advising, "advise", lambda *given, **how: asked.append(given) or advise(*given, **how))

    found = Offers.of(board.advisor, card, Wish(every=True))

    offered = len(found.best) + len(found.more)
    assert offered > 10
    assert len(set(texts)) == len(texts)
    # Anna, Ben and a third who is like all others.
    assert len(asked) <= 3 * offered
