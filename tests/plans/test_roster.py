"""The roster: who is on it, in which order, why, and how it is narrowed."""

from __future__ import annotations

import datetime as dt
from uuid import uuid4

import pytest

from clubs.models import Invitation
from plans.models import Instead, Log, SessionException, Week
from plans.roster import Roster, RosterForm
from plans.week_board import Board
from tests.plans.conftest import ANKLE_WEIGHTS, MONDAY, SPLIT
from tests.races import own_race, shared_race
from tests.texts import text_of

URL = "/c/ridgeway/athletes/"
NEXT = MONDAY + dt.timedelta(weeks=1)
COMPLETE = {
    "goal": "road_race",
    "level": "recreational",
    "strength_base": "own_weight",
    "age_group": "adult",
    "past_bone_stress_injury": False,
}


def roster(plan, **asked):
    return Roster(plan.cast.ridgeway, RosterForm(asked, plan.cast.ridgeway.squads.with_sizes()))


def why(plan, name):
    """Each reason for the athlete of that name, as kind and words."""
    row = next(row for row in roster(plan).rows if row.athlete.name == name)
    return [(linked.reason.kind, linked.reason.words) for linked in row.reasons]


def kinds(plan, name):
    return [kind for kind, _words in why(plan, name)]


def write(plan, squad, monday, day, text, *, published=False):
    week = Week.for_writing(squad, monday)
    if published:
        week.publish(plan.cast.user("Mira"))
    return week.add(day, text, plan.cast.user("Mira"))


def say(athlete, date, session=None, **said):
    """What the athlete says of a day."""
    said = {"outcome": "done", "planned": session.text if session else "", **said}
    return Log.objects.say(athlete, {"date": date, **said}, sending=uuid4(), session=session)


@pytest.fixture
def all_planned(plan):
    """Next week is planned, and Ben's profile is complete: nobody needs attention."""
    write(plan, plan.cast.tuesday, NEXT, 0, "8 km easy")
    plan.cast.ridgeway.athletes.filter(name="Ben").update(**COMPLETE)
    return plan


def test_it_works(plan):
    plan.add(3, ANKLE_WEIGHTS)
    own_race(plan.cast.anna, dt.date(2026, 12, 1), name="City 10 km")
    plan.cast.ridgeway.athletes.filter(name="Ben").update(heavy_legs_since=dt.date(2026, 11, 20))
    page = text_of(plan.client.get(URL))
    assert page.index(">Ben<") < page.index(">Anna<")
    assert "2 athletes · 2 need attention" in page
    assert "Heavy legs for 5 days" in page
    assert "Profile not filled in yet" in page
    assert "8 km easy with 1 kg ankle weights on each leg" in page
    assert "Thu 26 Nov" in page
    assert page.count("Nothing planned for next week") == 2
    assert "City 10 km <b>in 7 days</b>" in page
    assert "Race in 7 days" in page
    assert "Tuesday squad" in page
    assert "Tom" not in page
    assert "Sailors" not in page


def test_where_all_is_well_nobody_needs_attention(all_planned):
    page = text_of(all_planned.client.get(URL))
    assert "2 athletes · nobody needs attention" in page
    assert page.count("Nothing to do") == 2
    assert page.index(">Anna<") < page.index(">Ben<")


class TestFlags:
    def test_they_are_those_of_the_athlete_and_not_of_the_squad(self, all_planned):
        write(all_planned, all_planned.cast.tuesday, NEXT, 2, SPLIT)
        all_planned.cast.ridgeway.athletes.filter(name="Ben").update(goal="short_sprint", level="competitive")
        # For a sprinter the panel is split, which is a caution.
        assert kinds(all_planned, "Ben") == []
        all_planned.cast.ridgeway.athletes.filter(name="Ben").update(no_added_load=True)
        assert kinds(all_planned, "Ben") == ["stop", "noted"]
        assert "stop" not in kinds(all_planned, "Anna")

    def test_a_session_that_is_past_is_none_and_one_of_today_is(self, all_planned):
        all_planned.add(0, ANKLE_WEIGHTS)
        assert kinds(all_planned, "Anna") == []
        all_planned.add(1, ANKLE_WEIGHTS)
        assert why(all_planned, "Anna") == [("avoid", "Tue 24 Nov")]

    def test_next_weeks_count_and_those_of_the_week_after_do_not(self, all_planned):
        write(all_planned, all_planned.cast.tuesday, NEXT + dt.timedelta(weeks=1), 0, ANKLE_WEIGHTS)
        assert kinds(all_planned, "Anna") == []
        write(all_planned, all_planned.cast.tuesday, NEXT, 6, ANKLE_WEIGHTS, published=True)
        assert why(all_planned, "Anna") == [("avoid", "Sun 6 Dec")]

    def test_a_decision_settles_it_and_only_up_to_its_verdict(self, all_planned):
        session = all_planned.add(3, ANKLE_WEIGHTS)
        session.keep("Once, for the film", verdict="avoid", version=1, by=all_planned.cast.user("Mira"))
        assert kinds(all_planned, "Anna") == []
        all_planned.cast.ridgeway.athletes.filter(name="Anna").update(no_added_load=True)
        assert kinds(all_planned, "Anna") == ["stop", "noted"]

    def test_what_was_deleted_is_none(self, all_planned):
        all_planned.add(3, ANKLE_WEIGHTS).delete_softly(version=1, by=all_planned.cast.user("Mira"))
        assert kinds(all_planned, "Anna") == []

    def test_they_lead_to_the_session(self, all_planned):
        session = all_planned.add(3, ANKLE_WEIGHTS)
        assert f'href="/c/ridgeway/sessions/{session.pk}/"' in all_planned.client.get(URL).content.decode()

    def test_they_are_those_of_every_squad(self, all_planned):
        long_run = all_planned.cast.ridgeway.squads.create(name="Long run")
        long_run.set_athletes([all_planned.cast.anna])
        write(all_planned, long_run, MONDAY, 5, ANKLE_WEIGHTS)
        assert kinds(all_planned, "Anna") == ["avoid"]
        assert kinds(all_planned, "Ben") == []


@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("weeks", [0, 1])
def test_the_verdicts_are_the_boards(plan, panel, elsewhere, weeks):
    """An ultra runner may carry a pack once a fortnight: of the weeks before the same counts here as on the board."""
    anna, monday = plan.cast.anna, MONDAY + dt.timedelta(weeks=weeks)
    plan.cast.ridgeway.athletes.filter(pk=anna.pk).update(goal="ultra_trail", level="competitive")
    other = plan.cast.ridgeway.squads.create(name="Long run")
    other.set_athletes([anna])
    before = other if elsewhere else plan.cast.tuesday
    pack = "25 km easy with a 4 kg backpack"
    for back, day in ((1, 6), (1, 2), (2, 5)):
        write(plan, before, monday - dt.timedelta(weeks=back), day, pack, published=True)
    write(plan, plan.cast.tuesday, monday, 3, pack)
    card = next(card for card in Board(plan.cast.tuesday, monday).cards if card.session.day == 3)
    on_the_board = next(verdict for verdict, who in card.advice.by_verdict.items() if anna in who)
    assert on_the_board == "avoid"
    assert card.session.pk in {flag.session for flag in roster(plan).flags[anna.pk]}


class TestNoPlan:
    def test_a_draft_is_a_plan(self, plan):
        assert "no_plan" in kinds(plan, "Anna")
        write(plan, plan.cast.tuesday, NEXT, 0, "Rest")
        assert "no_plan" not in kinds(plan, "Anna")

    def test_one_squad_with_a_plan_is_enough(self, plan):
        long_run = plan.cast.ridgeway.squads.create(name="Long run")
        long_run.set_athletes([plan.cast.anna])
        write(plan, long_run, NEXT, 6, "20 km easy")
        assert "no_plan" not in kinds(plan, "Anna")
        assert "no_plan" in kinds(plan, "Ben")

    def test_it_leads_to_next_weeks_board(self, plan):
        page = plan.client.get(URL).content.decode()
        assert f'href="/c/ridgeway/squads/{plan.cast.tuesday.pk}/2026-11-30/"' in page

    def test_whoever_is_in_no_squad_is_told_so(self, plan):
        plan.cast.ridgeway.add_athlete("Kim")
        assert ("no_plan", "In no squad, so no week reaches them") in why(plan, "Kim")
        assert 'href="/c/ridgeway/squads/?all"' in plan.client.get(URL).content.decode()


class TestRaces:
    def test_one_of_the_squad_counts_and_one_of_priority_c_does_not(self, all_planned):
        own_race(all_planned.cast.anna, dt.date(2026, 11, 28), priority="C")
        assert kinds(all_planned, "Anna") == []
        shared_race(all_planned.cast.ridgeway, dt.date(2026, 12, 8), all_planned.cast.tuesday, name="Cross")
        assert why(all_planned, "Ben") == [("race_soon", "Race in 2 weeks")]

    def test_one_that_is_further_off_is_named_beside(self, all_planned):
        own_race(all_planned.cast.anna, dt.date(2027, 1, 26), name="City 10 km")
        assert "City 10 km <b>in 9 weeks</b>" in text_of(all_planned.client.get(URL))
        assert kinds(all_planned, "Anna") == []


class TestFilters:
    @pytest.fixture
    def crowd(self, all_planned):
        kim = all_planned.cast.ridgeway.add_athlete("Kim Annable", **COMPLETE)
        hills = all_planned.cast.ridgeway.squads.create(name="Hill squad")
        hills.set_athletes([all_planned.cast.anna])
        all_planned.cast.ridgeway.athletes.filter(name="Ben").update(heavy_legs_since=dt.date(2026, 11, 1))
        return all_planned, kim, hills

    def names(self, plan, **asked):
        return [row.athlete.name for row in roster(plan, **asked).rows]

    def test_by_squad(self, crowd):
        plan, _kim, hills = crowd
        assert self.names(plan) == ["Ben", "Kim Annable", "Anna"]
        assert self.names(plan, squad=str(hills.pk)) == ["Anna"]
        assert self.names(plan, squad="none") == ["Kim Annable"]

    def test_by_name(self, crowd):
        plan, _kim, _hills = crowd
        assert self.names(plan, q="ann") == ["Kim Annable", "Anna"]
        assert self.names(plan, q="KIM ann") == ["Kim Annable"]
        assert self.names(plan, q="nna") == []

    def test_by_reason(self, crowd):
        plan, _kim, _hills = crowd
        assert self.names(plan, reason="heavy_legs") == ["Ben"]
        assert self.names(plan, reason="no_plan") == ["Kim Annable"]
        assert self.names(plan, reason="stop") == []

    def test_the_address_holds_them_and_htmx_gets_the_list_alone(self, crowd):
        plan, _kim, hills = crowd
        page = plan.client.get(URL, {"squad": hills.pk, "q": "anna"}).content.decode()
        assert f'<option value="{hills.pk}" selected>' in page
        assert 'value="anna"' in page
        assert "1 athlete · " in page
        answer = plan.client.get(URL, {"squad": hills.pk}, headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in answer
        assert ">Anna<" in answer
        assert 'hx-swap-oob="innerHTML:#roster-count"' in answer

    def test_nobody_found_is_said(self, crowd):
        plan, _kim, _hills = crowd
        assert "Nobody fits all of this." in plan.client.get(URL, {"q": "zoe"}).content.decode()

    @pytest.mark.parametrize(
        "asked", [{"squad": "9999999"}, {"squad": "x"}, {"reason": "fame"}, {"q": "a" * 101}, {"q": "a\0b"}]
    )
    def test_what_cannot_be_looked_for_is_said_and_nothing_breaks(self, crowd, asked):
        plan, _kim, _hills = crowd
        response = plan.client.get(URL, asked)
        assert response.status_code == 422
        assert 'id="error-summary"' in response.content.decode()
        assert ">Anna<" in response.content.decode()

    def test_another_clubs_squad_cannot_be_looked_for(self, crowd):
        plan, _kim, _hills = crowd
        response = plan.client.get(URL, {"squad": plan.cast.sailors.pk})
        assert response.status_code == 422
        assert "Tom" not in response.content.decode()


def test_an_empty_club_says_what_to_do(plan):
    plan.cast.ridgeway.athletes.all().delete()
    plan.cast.ridgeway.squads.all().delete()
    page = plan.client.get(URL).content.decode()
    assert "Nobody runs here yet." in page
    assert page.count("Make the first squad") == 1


def test_a_name_is_shown_as_it_is_written(plan):
    plan.cast.ridgeway.add_athlete("<b>Kim</b> & Co")
    assert "&lt;b&gt;Kim&lt;/b&gt; &amp; Co</a>" in plan.client.get(URL).content.decode()


def test_only_who_plans_sees_it(plan, client_as):
    assert client_as("Anna").get(URL).status_code == 403
    assert plan.client.post(URL).status_code == 405


@pytest.mark.parametrize("crowd", [5, 60])
def test_it_takes_as_many_queries_for_5_as_for_60(plan, crowd, django_assert_num_queries):
    cast, club = plan.cast, plan.cast.ridgeway
    squads = [cast.tuesday, *(club.squads.create(name=f"Squad {number}") for number in range(crowd // 10))]
    athletes = [club.add_athlete(f"Runner {number}") for number in range(crowd)]
    for number, squad in enumerate(squads):
        squad.set_athletes(athletes[number::2])
        for monday in (MONDAY, NEXT):
            for day in range(7):
                session = write(plan, squad, monday, day, (ANKLE_WEIGHTS, "8 km easy", SPLIT)[day % 3], published=True)
        session.keep("So be it", verdict="avoid", version=1, by=cast.user("Mira"))
    for athlete in athletes:
        own_race(athlete, dt.date(2026, 12, 24))
        say(athlete, MONDAY, outcome="missed", pain=5)
    plan.client.get(URL)
    # Session, user, member; squads, athletes, their squads, logs, comments, sessions, guidelines, exceptions, races.
    with django_assert_num_queries(12):
        assert plan.client.get(URL).content.decode().count(">Runner ") == crowd
    for athlete in athletes:
        say(athlete, MONDAY, heavy_legs=True)
    plan.client.get(URL)
    # And what heavy legs mean.
    with django_assert_num_queries(13):
        assert plan.client.get(URL).content.decode().count(">Runner ") == crowd


def test_what_an_athlete_does_instead_is_what_counts(plan):
    session = plan.add(3, ANKLE_WEIGHTS)
    page = plan.client.get(URL, {"q": "Anna"}).content.decode()
    assert f"/sessions/{session.pk}/" in page
    SessionException.make(session, [Instead(plan.cast.anna, "8 km easy")], version=1, by=plan.cast.user("Mira"))
    assert f"/sessions/{session.pk}/" not in plan.client.get(URL, {"q": "Anna"}).content.decode()
    assert f"/sessions/{session.pk}/" in plan.client.get(URL, {"q": "Ben"}).content.decode()


def test_who_has_no_account_can_be_invited_by_who_may(plan, client_as):
    kim = plan.cast.ridgeway.add_athlete("Kim")
    link = f"/c/ridgeway/athletes/{kim.pk}/invite/"
    assert link in plan.client.get(URL).content.decode()
    assert link not in client_as("Ines").get(URL).content.decode()
    Invitation.objects.make(plan.cast.ridgeway, "athlete", plan.cast.user("Mira"), athlete=kim)
    page = plan.client.get(URL).content.decode()
    assert link not in page
    assert "Invited" in page


def test_who_is_coached_alone_is_planned_for(plan):
    kim = plan.cast.ridgeway.add_athlete("Kim")
    assert "In no squad" in plan.client.get(URL, {"q": "Kim"}).content.decode()
    alone = kim.plan_on_their_own()
    Week.for_writing(alone, MONDAY + dt.timedelta(weeks=1)).add(1, "8 km easy", plan.cast.user("Mira"))
    page = plan.client.get(URL, {"q": "Kim"}).content.decode()
    assert "coached alone" in page
    assert "Nothing planned for next week" not in page


class TestWhatAthletesSay:
    """Today is Tuesday, 24 November 2026."""

    @pytest.fixture
    def last_week(self, all_planned):
        """Three sessions and a day off in the week before, which athletes could read."""
        monday = MONDAY - dt.timedelta(weeks=1)
        texts = ((2, "8 km easy"), (4, "6 x 800 m"), (5, "Rest"), (6, "20 km easy"))
        return [write(all_planned, all_planned.cast.tuesday, monday, day, text, published=True) for day, text in texts]

    def test_missed_sessions_are_named(self, all_planned, last_week):
        anna = all_planned.cast.anna
        for session in (last_week[0], last_week[3]):
            say(anna, session.date, session, outcome="missed")
        assert ("missed", "Missed 2 sessions in 7 days: Wed 18 Nov (8 km easy), Sun 22 Nov (20 km easy)") in why(
            all_planned, "Anna"
        )
        assert f'href="/c/ridgeway/athletes/{anna.pk}/log/"' in all_planned.client.get(URL).content.decode()

    def test_a_week_ago_is_too_long_ago(self, all_planned):
        for day in (16, 17):
            say(all_planned.cast.anna, dt.date(2026, 11, day), outcome="missed", pain=9, heavy_legs=True)
        assert not {"missed", "pain", "felt_heavy"} & set(kinds(all_planned, "Anna"))

    def test_pain_is_told_with_its_place(self, all_planned):
        say(all_planned.cast.anna, MONDAY, pain=5, pain_where="achilles")
        say(all_planned.cast.ben, MONDAY, pain=3, pain_where="knee")
        assert why(all_planned, "Anna") == [("pain", "Pain 5 of 10, Achilles (Mon 23 Nov)")]
        assert kinds(all_planned, "Ben") == []

    def test_of_what_nothing_was_said_counts_where_something_was(self, all_planned, last_week):
        assert kinds(all_planned, "Anna") == []
        say(all_planned.cast.anna, last_week[0].date, last_week[0])
        words = "Said nothing of Fri 20 Nov (6 x 800 m), Sun 22 Nov (20 km easy)"
        assert why(all_planned, "Anna") == [("said_nothing", words)]
        assert kinds(all_planned, "Ben") == []

    def test_a_run_of_their_own_stands_for_the_day(self, all_planned, last_week):
        say(all_planned.cast.anna, last_week[0].date, last_week[0])
        say(all_planned.cast.anna, last_week[1].date, distance_m=9000)
        assert why(all_planned, "Anna") == [("said_nothing", "Said nothing of Sun 22 Nov (20 km easy)")]

    def test_a_draft_a_day_off_and_today_ask_for_nothing(self, all_planned, last_week):
        for session in last_week:
            if session.text != "Rest":
                say(all_planned.cast.anna, session.date, session)
        all_planned.add(0, "5 km easy")
        assert kinds(all_planned, "Anna") == []
        all_planned.publish()
        all_planned.add(1, "6 km easy")
        assert why(all_planned, "Anna") == [("said_nothing", "Said nothing of Mon 23 Nov (5 km easy)")]

    def test_heavy_legs_are_what_they_mean_and_not_what_was_ticked(self, all_planned):
        answers = {"signs": ["none"], "days": ["one_two"], "when": ["late"], "life": ["ate_little"]}
        say(all_planned.cast.anna, MONDAY, heavy_legs=True, heavy_legs_answers=answers)
        ((kind, words),) = why(all_planned, "Anna")
        assert kind == "felt_heavy"
        assert words == (
            "Fuel most likely ran low. An easy day, no load and no hills; long runs with food. (Mon 23 Nov)"
        )
        page = all_planned.client.get(URL).content.decode()
        assert not [ticked for ticked in ("ate_little", "Little food", "one_two") if ticked in page]
        say(all_planned.cast.anna, dt.date(2026, 11, 24))
        assert kinds(all_planned, "Anna") == []

    def test_a_warning_sign_stands_first_and_no_good_run_takes_it_back(self, all_planned):
        all_planned.cast.ridgeway.athletes.filter(name="Anna").update(heavy_legs_since=dt.date(2026, 11, 1))
        say(all_planned.cast.ben, MONDAY, heavy_legs=True, heavy_legs_answers={"signs": ["chest"]})
        say(all_planned.cast.ben, dt.date(2026, 11, 24), feel="good")
        assert [row.athlete.name for row in roster(all_planned).rows] == ["Ben", "Anna"]
        ((kind, words),) = why(all_planned, "Ben")
        assert kind == "help_now"
        assert words.startswith("Medical help now. ")
        assert "chest" not in words.casefold()

    def test_three_days_say_what_to_do_meanwhile(self, all_planned):
        all_planned.cast.ridgeway.athletes.filter(name="Anna").update(heavy_legs_since=dt.date(2026, 11, 20))
        say(all_planned.cast.anna, MONDAY, heavy_legs=True, heavy_legs_answers={"when": ["from_start"]})
        ((kind, words),) = why(all_planned, "Anna")
        assert kind == "heavy_legs"
        assert words.startswith("Heavy legs for 5 days: Heavy legs without a clear cause yet.")
        assert "no added load, no jumps and no hard hills until it clears" in words

    def test_they_can_be_looked_for(self, all_planned):
        say(all_planned.cast.anna, MONDAY, pain=5)
        assert [row.athlete.name for row in roster(all_planned, reason="pain").rows] == ["Anna"]
        assert roster(all_planned, reason="help_now").rows == []
