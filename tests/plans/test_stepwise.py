"""A session as fields: opening, checking, saving, refusing; two coaches at once; what no text can say."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from plans.models import LONGEST_TEXT, Session, Week
from plans.step_forms import activities
from tests.plans.conftest import ANKLE_WEIGHTS, MONDAY
from workouts.vocabulary import ACTIVITIES

INTERVALS = "2 km warm up, 6 x 800 m @ 5k w/ 400 m jog, 2 km cool down - meet at the pool"
ROUNDS = "3 x (1 km at 10k, 400 m easy, rest 1 min) rest 2 min, chat with Anna"


def sent_from(page: str, **changes: Any) -> dict[str, str]:
    """What a browser sends of the form on ``page``; ``changes`` name fields as ``r1_amount`` for row 1's amount."""
    form = page[page.index('<form class="steps-form"') :]
    form = form[: form.index("</form>")]
    sent: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        ticked = attributes.get("type") == "checkbox"
        if ticked and " checked" not in tag:
            continue
        sent[attributes["name"]] = unescape(attributes.get("value", "on" if ticked else ""))
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        sent[name] = unescape(chosen[1]) if chosen else unescape(re.search(r'value="([^"]*)"', options)[1])
    for name, value in changes.items():
        row = re.fullmatch(r"r(\d+)_(\w+)", name)
        sent[f"steps-{row[1]}-{row[2]}" if row else name] = value
    return sent


def texts(page: str) -> str:
    """The text that the page says the rows come to."""
    return unescape(re.search(r'name="shown" value="([^"]*)"', page)[1])


@pytest.fixture
def steps(plan):
    """``steps(session, do, r0_amount="9 km")`` opens a session as steps, changes fields and presses a button."""

    def press(session: Session, do: str, *, htmx: bool = False, page: str = "", **changes: Any) -> Any:
        url = plan.session_url(session, "steps/")
        page = page or plan.client.get(url).content.decode()
        headers = {"HX-Request": "true"} if htmx else {}
        return plan.client.post(url, {**sent_from(page, **changes), "do": do}, headers=headers)

    return press


def test_it_works(plan, steps):
    session = plan.add(1, INTERVALS)
    page = plan.client.get(plan.session_url(session, "steps/")).content.decode()
    assert page.count('class="step-row"') == 3
    assert 'value="800 m"' in page
    assert 'value="6"' in page
    checked = steps(session, "check", r1_amount="1 km", r1_reps="5").content.decode()
    assert texts(checked) == "2 km warm up, 5 x 1 km at 5k pace, 400 m jog, 2 km cool down - meet at the pool"
    assert plan.fresh(session).text == INTERVALS
    response = steps(session, "save", page=checked)
    assert (response.status_code, response["Location"]) == (302, f"{plan.url}#session-{session.pk}")
    session = plan.fresh(session)
    assert session.text == texts(checked)
    assert session.version == 2
    assert session.reading.unread_words == ("meet", "pool")


def test_what_was_not_seen_is_shown_before_it_is_saved(plan, steps):
    session = plan.add(1, "8 km easy, bouncy")
    response = steps(session, "save", r0_amount="10 km")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Save once more to save it." in page
    assert texts(page) == "10 km easy, bouncy"
    assert plan.fresh(session).text == "8 km easy, bouncy"
    assert steps(session, "save", page=page).status_code == 302
    assert plan.fresh(session).text == "10 km easy, bouncy"


@pytest.mark.parametrize(
    "text", [INTERVALS, ROUNDS, ANKLE_WEIGHTS, "Rest", "8 km easy\r\nwith a 5 kg vest\r\n\r\nbouncy", "\ufeff8 km easy"]
)
def test_saving_what_was_opened_changes_nothing(plan, steps, text):
    session = plan.add(1, text)
    assert steps(session, "save").status_code == 302
    assert plan.fresh(session).text == text
    page = plan.client.get(plan.session_url(session, "steps/")).content.decode()
    sent = sent_from(page)
    sent["source"] = sent["source"].replace("\r\n", "\n").replace("\n", "\r\n")
    plan.client.post(plan.session_url(session, "steps/"), {**sent, "do": "save"})
    assert plan.fresh(session).text == text


def test_a_decision_outlives_a_look_at_the_steps(plan, steps):
    session = plan.add(1, ANKLE_WEIGHTS)
    plan.post_session(session, "keep/", version=1, reason="once")
    steps(session, "save")
    assert plan.fresh(session).decision.reason == "once"


@pytest.mark.parametrize(
    ("field", "typed", "complaint"),
    [
        ("r0_amount", "hello", "Write a distance or a time"),
        ("r0_amount", "7 m", "Is m miles, minutes or metres?"),
        ("r0_amount", "-3 km", "Write a distance or a time"),
        ("r0_amount", "9" * 400, "Ensure this value has at most 40 characters"),
        ("r0_amount", "8 km\x00", "Null characters are not allowed."),
        ("r0_amount", "8 km easy with a vest", "Write a distance or a time"),
        ("r0_reps", "0", "Write a whole number from 1 to 200"),
        ("r0_reps", "1.5", "Write a whole number from 1 to 200"),
        ("r0_mass", "five", "Write how much it is in all"),
        ("r0_implement", "piano", "Choose one of those that are offered."),
        ("r0_what", "flying", "Choose one of those that are offered."),
        ("r0_grade", "steep", "Write how steep it is in percent"),
        ("r0_amount", "8 km, on grass", "Write a distance or a time"),
        ("r0_recovery", "rest", "A recovery comes between repetitions"),
        ("r0_up_to", "very_easy", "Choose an effort that is harder"),
    ],
)
@pytest.mark.parametrize("do", ["save", "check"])
def test_a_field_that_cannot_be_read_says_so_and_loses_nothing(plan, steps, field, typed, complaint, do):
    session = plan.add(1, ANKLE_WEIGHTS)
    response = steps(session, do, **{field: typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert complaint in unescape(page)
    name = field.replace("r0_", "steps-0-")
    assert f'id="{name}_error"' in page
    assert f'href="#{name}"' in page
    assert sent_from(page)[name].replace("\x00", "") == typed.replace("\x00", "") or "offered" in complaint
    assert plan.fresh(session).text == ANKLE_WEIGHTS


@pytest.mark.parametrize(
    ("sent", "at", "complaint"),
    [
        ({"r0_pause": "2 min"}, "recovery", "Choose what is done between"),
        ({"r0_recovery": "rest", "r0_pause": "-2 min", "r0_reps": "2"}, "pause", "Write a time or a distance"),
        ({"r0_target": "5:30"}, "measure", "Choose what this number is"),
        ({"r0_measure": "rpe"}, "target", "Write a number: 7, or 15-25."),
        ({"r0_implement": ""}, "implement", "The mass of what?"),
        ({"r0_amount": "", "r0_effort": ""}, "amount", "Say how much, or how hard"),
        ({"r0_effort": ""}, "up_to", "Choose the effort that it starts from"),
    ],
)
def test_what_is_missing_is_said_where_it_is_missing(plan, steps, sent, at, complaint):
    session = plan.add(1, ANKLE_WEIGHTS)
    more = {"r0_up_to": "5k"} if at == "up_to" else {}
    response = steps(session, "check", **sent, **more)
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert complaint in page
    assert f'id="steps-0-{at}_error"' in page


def test_what_no_text_can_say_is_refused_with_its_field(plan, steps):
    session = plan.add(1, "8 km easy")
    response = steps(session, "save", r0_what="strength:lunges", r0_uphill="on")
    page = unescape(response.content.decode())
    assert response.status_code == 422
    assert "which is read otherwise" in page
    assert 'class="error" id="steps-0-uphill_error"' in page
    assert plan.fresh(session).text == "8 km easy"


def test_a_session_without_steps_is_refused(plan, steps):
    session = plan.add(1, "8 km easy")
    page = steps(session, "remove:0").content.decode()
    response = steps(session, "save", page=page)
    assert response.status_code == 422
    assert "A session needs a step." in response.content.decode()


def test_rounds_without_steps_are_refused(plan, steps):
    session = plan.add(1, "8 km easy")
    page = steps(session, "rounds").content.decode()
    page = steps(session, "remove:2", page=page).content.decode()
    response = steps(session, "check", page=page)
    assert response.status_code == 422
    assert "Add a step to these rounds" in response.content.decode()


def test_a_text_too_long_to_be_saved_is_refused(plan, steps):
    note = "x" * (LONGEST_TEXT - 12)
    session = plan.add(1, f"8 km easy, {note}")
    response = steps(session, "save", r0_implement="vest", r0_mass="5 kg")
    assert response.status_code == 422
    assert "In words this is too long" in response.content.decode()


@pytest.mark.parametrize("htmx", [False, True])
def test_buttons_keep_what_is_typed(plan, steps, htmx):
    session = plan.add(1, ROUNDS)
    page = steps(session, "add", htmx=htmx, r1_amount="nonsense").content.decode()
    assert ("<html" in page) is not htmx
    assert 'value="nonsense"' in page
    assert "Write a distance" not in page.partition('id="steps-result"')[0]
    assert len(re.findall(r'class="step-row[ "]', page)) == 5
    page = steps(session, "up:4", htmx=htmx, page=page).content.decode()
    assert sent_from(page)["steps-4-level"] == "1"
    assert re.search(r'id="up-4"[^>]* autofocus', page)


def test_a_step_is_put_into_rounds_and_out_again(plan, steps):
    session = plan.add(1, "2 km easy, 800 m at 5k, 400 m easy; bouncy")
    page = steps(session, "wrap:1").content.decode()
    page = steps(session, "up:3", page=page).content.decode()
    page = steps(session, "check", page=page, r1_reps="3").content.decode()
    assert texts(page) == "2 km easy, 3 x (800 m at 5k pace; 400 m easy) (bouncy)"
    page = steps(session, "unwrap:1", page=page).content.decode()
    assert texts(page) == "2 km easy, 800 m at 5k, 400 m easy; bouncy"


@pytest.mark.parametrize("do", ["up:99", "up:x", "up:", "fly", "unwrap:0", "up:0", "down:2", "remove:-1", ""])
def test_a_button_that_can_do_nothing_says_so(plan, steps, do):
    session = plan.add(1, INTERVALS)
    response = steps(session, do, r0_amount="3 km")
    assert response.status_code == 422
    assert 'value="3 km"' in response.content.decode()


def test_there_are_no_more_than_forty_rows(plan, steps):
    session = plan.add(1, "; ".join(f"{number} km easy" for number in range(1, 41)))
    response = steps(session, "add")
    assert response.status_code == 422
    assert "A session can have at most 40 rows." in response.content.decode()
    more = plan.add(1, "; ".join(f"{number} km easy" for number in range(1, 42)))
    response = plan.client.get(plan.session_url(more, "steps/"))
    assert response.status_code == 200
    assert "This session has more than 40 steps" in response.content.decode()


def test_two_levels_of_rounds_and_no_third(plan, steps):
    text = "2 x (2 x (2 x (400 m easy, 200 m fast), 1 km easy), 2 km steady)"
    session = plan.add(1, text)
    page = plan.client.get(plan.session_url(session, "steps/")).content.decode()
    assert "rounds within rounds within rounds" in page
    session = plan.add(1, "2 x (3 x (400 m easy, 200 m fast), 1 km easy)")
    page = plan.client.get(plan.session_url(session, "steps/")).content.decode()
    assert page.count("step-rounds") == 2
    response = steps(session, "wrap:2")
    assert response.status_code == 422


@pytest.mark.parametrize("what", [value for value, _label in activities()[: len(ACTIVITIES)]])
def test_every_activity_that_is_offered_can_be_saved(plan, steps, what):
    session = plan.add(1, "20 min easy")
    checked = steps(session, "check", r0_what=what, r0_amount="40 min", r0_effort="")
    assert checked.status_code == 200, checked.content.decode()
    assert steps(session, "save", page=checked.content.decode()).status_code == 302
    page = plan.client.get(plan.session_url(session, "steps/")).content.decode()
    assert sent_from(page)["steps-0-what"] == what


CHOICE = "45 min easy - meet at the pool - or 9 km bike, bring a lamp"


def test_an_alternative_is_changed_and_the_rest_stays(plan, steps):
    session = plan.add(1, CHOICE)
    page = plan.client.get(plan.session_url(session, "steps/")).content.decode()
    assert re.findall(r'data-level="(\d)"', page) == ["0", "0", "1"]
    checked = steps(session, "check", r2_amount="10 km").content.decode()
    assert texts(checked) == "45 min easy - meet at the pool - or 10 km cycling, bring a lamp"
    assert steps(session, "save", page=checked).status_code == 302
    (step,) = plan.fresh(session).workout.steps
    assert step.alternatives[0][0].distance_m.lo == 10_000


@pytest.mark.parametrize("htmx", [False, True])
def test_an_alternative_is_added_and_taken_out_again(plan, steps, htmx):
    session = plan.add(1, "6 easy miles, chat at the gate")
    page = steps(session, "or:0", htmx=htmx).content.decode()
    assert re.search(r'<select name="steps-2-what"[^>]*autofocus', page)
    changes = {"r2_what": "cross:cycling", "r2_amount": "40 min"}
    checked = steps(session, "check", page=page, htmx=htmx, **changes).content.decode()
    assert texts(checked) == "6 easy miles or 40 min cycling, chat at the gate"
    assert plan.fresh(session).text == "6 easy miles, chat at the gate"
    without = steps(session, "remove:2", page=checked, htmx=htmx).content.decode()
    assert texts(without) == "6 easy miles, chat at the gate"


def test_an_alternative_without_a_step_is_refused_at_its_row(plan, steps):
    session = plan.add(1, CHOICE)
    page = plan.client.get(plan.session_url(session, "steps/")).content.decode()
    sent = {**sent_from(page), "steps-TOTAL_FORMS": "2", "do": "save"}
    response = plan.client.post(plan.session_url(session, "steps/"), sent)
    assert response.status_code == 422
    assert '<a href="#row-1">Row 2: Add a step to this alternative, or remove it.</a>' in response.content.decode()
    assert plan.fresh(session).text == CHOICE


def test_an_alternative_of_nothing_is_a_round_of_its_steps(plan, steps):
    session = plan.add(1, "8 km easy")
    sent = {"steps-TOTAL_FORMS": "2", "steps-0-kind": "or", "steps-0-level": "0", "steps-1-kind": "step"}
    sent |= {"steps-1-level": "1", "steps-1-what": "run", "steps-1-role": "main", "steps-1-amount": "5 km"}
    response = plan.client.post(plan.session_url(session, "steps/"), {**sent, "source": "8 km easy", "do": "check"})
    page = response.content.decode()
    assert response.status_code == 200, re.findall("class=.note.*|error.*", page)
    assert texts(page) == "5 km"


def test_a_question_stands_at_its_word_as_it_does_on_the_board(plan):
    page = plan.client.get(plan.url + "steps/", {"day": 2, "text": "8 km easy, 40-60m bouncy\njolly"}).content.decode()
    words = unescape(re.search(r'<p class="echo steps-words">(.*?)</p>', page, re.DOTALL)[1]).replace("\u00a0", " ")
    asked = '<span class="question">Is 40-60m miles, minutes or metres? Your club’s setting says “Ask each time”'
    assert words.startswith(f'8 km easy, <mark class="unread">40-60m</mark>{asked}')
    assert page.count("Is 40-60m miles, minutes or metres?") == 1
    assert "Underlined: not read, kept as a note." in page


def test_typing_shows_what_comes_of_it_and_saves_nothing(plan, steps):
    session = plan.add(1, "8 km easy")
    response = steps(session, "read", htmx=True, r0_implement="ankle_weights", r0_mass="2 kg")
    fragment = response.content.decode()
    assert response.status_code == 200
    assert texts(fragment) == "8 km easy with 2 kg ankle weights in total"
    assert 'data-verdict="avoid"' in fragment
    assert re.search(
        r'id="steps-verdict"[^>]* hx-swap-oob="true"><span class="verdict" data-verdict="avoid">', fragment
    )
    assert "<form" not in fragment
    response = steps(session, "read", htmx=True, r0_amount="8 x")
    assert response.status_code == 422
    assert "Row 1, How much" in response.content.decode()
    assert plan.fresh(session).version == 1


@pytest.mark.parametrize("htmx", [False, True])
def test_the_second_of_two_coaches_gets_both_texts(plan, client_as, steps, htmx):
    session = plan.add(1, "8 km easy")
    page = steps(session, "check", r0_amount="7 km").content.decode()
    plan.client = client_as("Ruth")
    plan.post_session(session, "edit/", version=1, text="9 km easy, says Ruth")
    plan.client = client_as("Mira")
    response = steps(session, "save", page=page, htmx=htmx)
    late = response.content.decode()
    assert response.status_code == 409
    assert "Ruth changed this session" in late
    assert "9\u00a0km easy, says Ruth" in late
    assert texts(late) == "7 km easy"
    assert "Save yours over it" in late
    assert plan.fresh(session).text == "9 km easy, says Ruth"
    assert steps(session, "save", page=late).status_code == 302
    assert plan.fresh(session).text == "7 km easy"


def test_a_session_deleted_meanwhile_can_be_brought_back(plan, steps):
    session = plan.add(1, "8 km easy")
    page = steps(session, "check", r0_amount="7 km").content.decode()
    plan.post_session(session, "delete/", version=1)
    response = steps(session, "save", page=page)
    assert response.status_code == 409
    assert "Bring it back" in response.content.decode()
    assert plan.client.get(plan.session_url(session, "steps/")).status_code == 409


def test_with_htmx_saving_leads_back_to_the_board(plan, steps):
    session = plan.add(1, "8 km easy")
    page = steps(session, "check", r0_amount="7 km").content.decode()
    response = steps(session, "save", page=page, htmx=True)
    assert response["HX-Trigger"] == "uphill:steps-saved"
    assert response["HX-Redirect"] == f"{plan.url}#session-{session.pk}"
    assert plan.fresh(session).text == "7 km easy"


def test_rows_that_a_browser_kept_are_laid_out_again(plan, steps):
    session = plan.add(1, INTERVALS)
    page = steps(session, "add", r1_amount="nonsense").content.decode()
    restored = steps(session, "draft", page=page, htmx=True, r3_amount="400 m")
    page = restored.content.decode()
    assert restored.status_code == 200
    assert "This is what you typed and have not saved." in page
    assert f'<a href="{plan.session_url(session, "steps/")}" data-forget>Open what is saved</a>' in page
    assert {sent_from(page)[name] for name in ("steps-1-amount", "steps-3-amount")} == {"nonsense", "400 m"}
    assert "error-summary" not in page
    assert plan.fresh(session).text == INTERVALS


def test_kept_rows_of_a_new_session_bring_their_day(plan):
    page = plan.client.get(f"{plan.url}steps/").content.decode()
    assert "Monday, 23 November" in page
    assert "data-asked" not in page
    sent = {**sent_from(page, day="3", r0_amount="8 km"), "do": "draft"}
    restored = plan.client.post(f"{plan.url}steps/", sent, headers={"HX-Request": "true"}).content.decode()
    assert "Thursday, 26 November" in restored
    assert f'<a href="{plan.url}steps/?day=3" data-forget>Start again</a>' in restored
    assert "data-asked" in plan.client.get(f"{plan.url}steps/?day=3").content.decode()


def test_a_draft_that_is_saved_late_meets_what_was_saved_first(plan, steps):
    session = plan.add(1, "8 km easy")
    page = steps(session, "add", r1_amount="x").content.decode()
    session.rewrite("5 km easy", version=1, by=plan.cast.user("Ruth"))
    restored = steps(session, "draft", page=page, r1_amount="400 m", r1_effort="steady").content.decode()
    assert steps(session, "save", page=restored).status_code == 409
    assert plan.fresh(session).text == "5 km easy"


def test_a_new_session_from_nothing(plan):
    url = plan.url + "steps/"
    page = plan.client.get(url, {"day": 3}).content.decode()
    assert "New session as steps" in page
    page = plan.client.post(
        url, {**sent_from(page, r0_amount="8 km", r0_effort="easy"), "do": "check"}
    ).content.decode()
    response = plan.client.post(url, {**sent_from(page), "do": "save"})
    session = Session.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"{plan.url}#day-3")
    assert (session.day, session.text, session.created_by.name) == (3, "8 km easy", "Mira")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_new_session_from_what_was_typed(plan, method):
    typed = {"day": 2, "text": "6 x 800 m at 5k, 2 min rest; bring water"}
    page = getattr(plan.client, method)(plan.url + "steps/", typed).content.decode()
    response = plan.client.post(plan.url + "steps/", {**sent_from(page), "do": "save"})
    assert response.status_code == 302
    assert Session.objects.get().text == typed["text"]


def test_words_as_they_are_typed_open_over_those_that_are_saved(plan, steps):
    session = plan.add(1, "8 km easy")
    typed = {"version": 1, "text": "9 km easy, bouncy"}
    page = plan.client.post(plan.session_url(session, "steps/"), typed).content.decode()
    assert texts(page) == "9 km easy, bouncy"
    assert steps(session, "save", page=page).status_code == 302
    assert plan.fresh(session).text == "9 km easy, bouncy"


@pytest.mark.parametrize(
    "asked", [{"day": "9"}, {"day": "x"}, {"text": "x" * (LONGEST_TEXT + 1)}, {"day": "2", "text": "a\x00b"}]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_new_session_that_cannot_be_opened_says_why(plan, asked, method):
    response = getattr(plan.client, method)(plan.url + "steps/", asked)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize("sent", [{"version": "x"}, {"source": "x" * 9000}, {"version": "-1"}, {"day": "12"}])
def test_what_only_a_tampered_page_sends_is_no_error_of_ours(plan, steps, sent):
    session = plan.add(1, "8 km easy")
    assert steps(session, "save", **sent).status_code == 422
    for total in ("9999", "-1", "x", ""):
        assert steps(session, "save", **{"steps-TOTAL_FORMS": total}).status_code in (200, 422)
    assert steps(session, "check", r0_level="9", r0_origin="77").status_code == 200
    assert plan.fresh(session).text == "8 km easy"


def test_an_athlete_and_another_club_stay_outside(plan, client_as):
    session = plan.add(1, "8 km easy")
    for address in (plan.session_url(session, "steps/"), plan.url + "steps/"):
        for method in ("get", "post"):
            assert getattr(client_as("Anna"), method)(address).status_code == 403
            assert getattr(client_as("Hanna"), method)(address).status_code == 404
    theirs = Week.for_writing(plan.cast.sailors, MONDAY).add(0, "8 km easy", plan.cast.user("Hanna"))
    assert plan.client.get(plan.session_url(theirs, "steps/")).status_code == 404
    assert plan.client.post(plan.session_url(theirs, "steps/"), {"do": "save"}).status_code == 404
    assert plan.client.get(f"/c/ridgeway/squads/{plan.cast.sailors.pk}/2026-11-23/steps/").status_code == 404


def test_queries_do_not_grow_with_rows_or_sessions(plan, steps, django_assert_max_num_queries):
    session = plan.add(1, "8 km easy")
    many = plan.add(2, "; ".join(f"{number} km easy with a 5 kg vest" for number in range(1, 40)))
    for _number in range(10):
        plan.add(3, ANKLE_WEIGHTS)
    for opened in (session, many):
        url = plan.session_url(opened, "steps/")
        with django_assert_max_num_queries(12):
            page = plan.client.get(url).content.decode()
        with django_assert_max_num_queries(12):
            plan.client.post(url, {**sent_from(page), "do": "read"}, headers={"HX-Request": "true"})
