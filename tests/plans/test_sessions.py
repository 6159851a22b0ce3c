"""One session: open, edit, move, delete and bring back, swap, keep; and two coaches at once."""

from __future__ import annotations

import pytest

from plans.models import Decision, Session, Swap
from tests.plans.conftest import ANKLE_WEIGHTS, SPLIT


def test_opening_a_session_shows_the_whole_panel(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    response = plan.client.get(plan.session_url(session))
    assert (response.status_code, response["Location"]) == (302, f"{plan.url}?open={session.pk}#session-{session.pk}")
    page = plan.client.get(plan.url, {"open": session.pk}).content.decode()
    for name in ("Babchin", "Dyatlova", "Sorokin", "Zadorozhnaya", "Vasiliev"):
        assert name in page
    assert "Costs about 7\u00a0% more energy" in page
    assert "A precaution" in page
    assert 1 <= page.count('class="replacement"') <= 3


def test_opening_with_htmx_brings_the_day_alone(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    fragment = plan.client.get(plan.session_url(session), headers={"HX-Request": "true"}).content.decode()
    assert 'id="day-1"' in fragment
    assert 'class="drawer"' in fragment
    assert "<html" not in fragment


def test_editing_reads_again(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    assert plan.client.get(plan.session_url(session, "edit/")).status_code == 302
    assert "Save" in plan.client.get(plan.url, {"edit": session.pk}).content.decode()
    assert plan.post_session(session, "edit/", version=1, text="10 km steady").status_code == 302
    session = plan.fresh(session)
    assert (session.text, session.version, session.workout.steps[0].distance_m.hi) == ("10 km steady", 2, 10_000)
    assert not session.loaded_run


def test_editing_to_nothing_is_refused_with_a_way_out(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    response = plan.post_session(session, "edit/", version=1, text=" ")
    assert response.status_code == 422
    assert "To take it off the board, delete it." in response.content.decode()
    assert plan.fresh(session).text == ANKLE_WEIGHTS


@pytest.mark.parametrize("htmx", [False, True])
def test_the_second_of_two_coaches_gets_both_texts(plan, client_as, htmx):
    session = plan.add(1, "8 km easy")
    plan.post_session(session, "edit/", version=1, text="9 km easy, says Mira")
    headers = {"HX-Request": "true"} if htmx else {}
    response = client_as("Ruth").post(
        plan.session_url(session, "edit/"), {"version": 1, "text": "7 km easy, says Ruth"}, headers=headers
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "Mira changed this session" in page
    assert "9\u00a0km easy, says Mira" in page
    assert "7 km easy, says Ruth" in page
    assert 'name="version" value="2"' in page
    assert plan.fresh(session).text == "9 km easy, says Mira"


def test_saving_yours_over_theirs_works_with_the_version_shown(plan):
    session = plan.add(1, "8 km easy")
    plan.post_session(session, "edit/", version=1, text="9 km easy")
    assert plan.post_session(session, "edit/", version=2, text="7 km easy").status_code == 302
    assert plan.fresh(session).text == "7 km easy"


@pytest.mark.parametrize("what", ["move/", "delete/", "swap/", "keep/"])
def test_every_change_checks_the_version(plan, what):
    session = plan.add(1, ANKLE_WEIGHTS)
    drill = _first_offer(plan, session)
    plan.post_session(session, "move/", version=1, day=2)
    before = plan.fresh(session)
    response = plan.post_session(session, what, version=1, day=3, drill=drill, reason="because")
    assert response.status_code == 409
    after = plan.fresh(session)
    assert (after.day, after.text, after.version, after.deleted_at) == (2, before.text, 2, None)
    assert not Swap.objects.exists()
    assert not Decision.objects.exists()


def test_moving_to_another_day(plan):
    session = plan.add(1, "8 km easy")
    fragment = plan.htmx(session, "move/", version=1, day=4).content.decode()
    assert plan.fresh(session).day == 4
    assert 'id="day-1"' in fragment
    assert 'id="day-4"' in fragment
    assert "Moved to Friday." in fragment


@pytest.mark.parametrize("day", ["7", "-1", "x", ""])
def test_moving_out_of_the_week_is_refused(plan, day):
    session = plan.add(1, "8 km easy")
    assert plan.post_session(session, "move/", version=1, day=day).status_code == 422
    assert plan.fresh(session).day == 1


def test_deleting_can_be_undone(plan):
    session = plan.add(1, "8 km easy")
    response = plan.post_session(session, "delete/", version=1)
    page = plan.client.get(response["Location"]).content.decode()
    assert f'id="session-{session.pk}"' not in page
    assert "Undo" in page
    plan.post_session(session, "restore/")
    assert f'id="session-{session.pk}"' in plan.client.get(plan.url).content.decode()


@pytest.mark.parametrize(
    ("what", "typed"),
    [
        ("edit/", {"text": "9 km easy, my words"}),
        ("keep/", {"reason": "my words"}),
        ("move/", {"day": 3}),
        ("delete/", {}),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_a_session_that_somebody_deleted_meanwhile_says_so_and_loses_nothing(plan, client_as, what, typed, htmx):
    session = plan.add(1, ANKLE_WEIGHTS)
    plan.post_session(session, "delete/", version=1)
    headers = {"HX-Request": "true"} if htmx else {}
    response = client_as("Ruth").post(plan.session_url(session, what), {"version": 1, **typed}, headers=headers)
    page = response.content.decode()
    assert response.status_code == 409
    assert "It was deleted; it said:" in page
    assert "Bring it back" in page
    assert "my words" in page or not {"text", "reason"} & typed.keys()
    assert plan.fresh(session).deleted_at is not None


def test_a_reason_typed_too_late_is_not_offered_as_the_session(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    plan.post_session(session, "edit/", version=1, text="9 km easy with a 5 kg vest")
    page = plan.post_session(session, "keep/", version=1, reason="short and sharp").content.decode()
    assert "short and sharp" in page
    assert "Save yours over it" not in page


def _first_offer(plan, session) -> str:
    page = plan.client.get(plan.url, {"open": session.pk}).content.decode()
    return page.split('name="drill" value="')[1].split('"')[0]


def test_swapping_keeps_the_words_the_reason_and_the_way_back(plan):
    session = plan.add(1, ANKLE_WEIGHTS + ", chat at the gate")
    drill = _first_offer(plan, session)
    assert plan.post_session(session, "swap/", version=1, drill=drill).status_code == 302
    session = plan.fresh(session)
    assert session.text.startswith("8 km easy")
    assert "ankle" not in session.text
    assert "chat at the gate" in session.text
    assert (session.swap.drill, session.swap.by.name) == (drill, "Mira")
    assert session.swap.reason
    page = plan.client.get(plan.url, {"open": session.pk}).content.decode()
    assert 'data-verdict="avoid"' not in page
    plan.post_session(session, "swap/undo/", version=2)
    session = plan.fresh(session)
    assert session.text == ANKLE_WEIGHTS + ", chat at the gate"
    assert session.swap is None


def test_a_drill_that_is_not_offered_cannot_be_swapped_in(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    for drill in ("nonsense", "rs02", "x" * 50):
        response = plan.post_session(session, "swap/", version=1, drill=drill)
        assert response.status_code == 422
    assert plan.fresh(session).text == ANKLE_WEIGHTS


def test_a_swap_stands_while_its_words_are_corrected_and_can_still_be_undone(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    drill = _first_offer(plan, session)
    plan.post_session(session, "swap/", version=1, drill=drill)
    plan.post_session(session, "edit/", version=2, text=plan.fresh(session).text.replace("8 km", "9 km"))
    assert plan.fresh(session).swap.drill == drill
    assert plan.post_session(session, "swap/undo/", version=3).status_code == 302
    session = plan.fresh(session)
    assert (session.text, session.swap) == (ANKLE_WEIGHTS, None)


def test_a_swap_is_over_when_a_load_comes_back(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    plan.post_session(session, "swap/", version=1, drill=_first_offer(plan, session))
    plan.post_session(session, "edit/", version=2, text="9 km easy with a 5 kg vest")
    assert plan.fresh(session).swap is None
    assert plan.post_session(session, "swap/undo/", version=3).status_code == 422


def test_keeping_settles_it_with_a_reason(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    assert plan.post_session(session, "keep/", version=1, reason="A test on the track, once").status_code == 302
    decision = plan.fresh(session).decision
    assert (decision.reason, decision.verdict, decision.by.name) == ("A test on the track, once", "avoid", "Mira")
    page = plan.client.get(plan.url, {"open": session.pk}).content.decode()
    assert "Nothing to settle" in page
    assert "A test on the track, once" in page
    plan.post_session(session, "keep/undo/", version=2)
    assert "1 session to settle" in plan.client.get(plan.url).content.decode()


def test_keeping_without_a_reason_asks_for_one(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    response = plan.post_session(session, "keep/", version=1, reason="")
    assert response.status_code == 422
    assert "Say why you keep it" in response.content.decode()
    assert not Decision.objects.exists()


def test_a_decision_does_not_outlive_the_words_it_was_taken_on(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    plan.post_session(session, "keep/", version=1, reason="once")
    plan.post_session(session, "edit/", version=2, text="12 km easy with 2 kg ankle weights on each leg")
    assert plan.fresh(session).decision is None
    assert "1 session to settle" in plan.client.get(plan.url).content.decode()


def test_saving_the_same_words_again_keeps_the_decision(plan):
    session = plan.add(1, ANKLE_WEIGHTS)
    plan.post_session(session, "keep/", version=1, reason="once")
    plan.post_session(session, "edit/", version=2, text=ANKLE_WEIGHTS)
    assert plan.fresh(session).decision.reason == "once"


def test_a_decision_on_caution_does_not_cover_a_stop(plan):
    plan.cast.tuesday.set_athletes([plan.cast.anna])
    plan.cast.anna.goal, plan.cast.anna.level = "short_sprint", "competitive"
    plan.cast.anna.save()
    session = plan.add(5, SPLIT)
    plan.post_session(session, "keep/", version=1, reason="short and sharp")
    assert "Nothing to settle" in plan.client.get(plan.url).content.decode()
    plan.cast.anna.no_added_load = True
    plan.cast.anna.save()
    page = plan.client.get(plan.url).content.decode()
    assert 'data-verdict="stop"' in page
    assert "1 session to settle" in page


def test_nobody_from_another_club_reaches_a_session(plan, client_as):
    session = plan.add(1, "8 km easy")
    hanna = client_as("Hanna")
    for what in ("", "edit/"):
        assert hanna.get(f"/c/harbour/sessions/{session.pk}/{what}").status_code == 404
    for what in ("edit/", "move/", "delete/", "restore/", "swap/", "swap/undo/", "keep/", "keep/undo/"):
        assert hanna.post(f"/c/harbour/sessions/{session.pk}/{what}", {"version": 1}).status_code == 404
        assert hanna.post(f"/c/ridgeway/sessions/{session.pk}/{what}", {"version": 1}).status_code == 404
    assert Session.objects.get().version == 1


def test_a_question_that_many_hang_on_is_asked_once(plan):
    plan.cast.tuesday.set_athletes([plan.cast.anna])
    plan.cast.anna.goal, plan.cast.anna.level = "short_sprint", "competitive"
    plan.cast.anna.save()
    session = plan.add(5, "6 x 60 m with a 5 kg vest")
    page = plan.client.get(plan.url, {"open": session.pk}).content.decode()
    drawer = page[page.index("drawer-panel") :]
    assert drawer.count("How hard is it?") == 1
    assert "all-out: " in drawer


def test_a_question_that_changes_nothing_is_not_asked(plan):
    plan.cast.ridgeway.policy = "strict"
    plan.cast.ridgeway.save()
    session = plan.add(5, "6 x 60 m with a 5 kg vest")
    page = plan.client.get(plan.url, {"open": session.pk}).content.decode()
    assert "How hard is it?" not in page[page.index("drawer-panel") :]
