"""Exceptions: whom a session does not suit, what they do instead, and who is told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from advice.facts import Interval
from clubs.models import Athlete
from plans.advising import Planned
from plans.exporting_weeks import Export
from plans.models import Instead, Session, SessionException, StaleEdit, Week
from plans.week_board import Board, Drawer
from tests.consents import show
from tests.plans.conftest import ANKLE_WEIGHTS, BACKPACK, MONDAY
from tests.plans.sheet_pages import IMPORT, fields
from tests.races import own_race

HILLS = "6 x 200 m uphill hard, jog down"
HTMX = {"HX-Request": "true"}
TUESDAY = MONDAY + dt.timedelta(days=1)


@pytest.fixture
def session(plan) -> Session:
    """Hills on Tuesday, for Ben; Anna's legs have been heavy for days."""
    anna = plan.cast.anna
    anna.heavy_legs_since = dt.date(2026, 11, 20)
    anna.save()
    return plan.add(1, HILLS)


def except_(plan, session, athlete=None, text="Rest", reason="") -> SessionException:
    wanted = [Instead(athlete or plan.cast.anna, text, reason)]
    (made,) = SessionException.make(session, wanted, version=session.version, by=plan.cast.user("Mira"))
    return made


def advisor(plan, squad=None):
    return Board(squad or plan.cast.tuesday, MONDAY).advisor


def drawer(plan, session) -> Drawer:
    board = Board(plan.cast.tuesday, MONDAY)
    return Drawer.of(board, board.find(session.pk))


def board_with(plan, session, **query):
    return plan.client.get(plan.url, {"open": session.pk, **query}).content.decode()


def make(plan, session, **data):
    return plan.client.post(plan.session_url(session, "exceptions/make/"), {"version": session.version, **data})


def write(plan, session, **data):
    return plan.client.post(plan.session_url(session, "exceptions/"), {"version": session.version, **data})


def change(plan, one, what, **data):
    url = plan.session_url(one.session, f"exceptions/{one.pk}/{what}/")
    return plan.client.post(url, {"version": one.version, **data})


class TestWhoIsToldApart:
    def test_the_card_says_whom_it_does_not_suit_and_why(self, plan, session):
        assert "Clear for 1, not for 1: Anna (heavy legs)" in board_with(plan, session)

    @pytest.mark.parametrize(
        ("text", "facts", "why"),
        [
            ("3 x 6 squat jumps", {"injuries": ["knee", "bone_stress"]}, "Anna (bone stress injury)"),
            (ANKLE_WEIGHTS, {"no_added_load": True}, "Anna (no added load)"),
            (BACKPACK, {"level": "competitive"}, "Anna (road race)"),
            (BACKPACK, {}, "Anna (recreational, road race)"),
        ],
    )
    def test_what_sets_an_athlete_apart(self, plan, text, facts, why):
        ultra = {"goal": "ultra_trail", "level": "competitive", "strength_base": "loaded", "age_group": "adult"}
        Athlete.objects.filter(name="Ben").update(**ultra, past_bone_stress_injury=False, body_mass_kg=70)
        Athlete.objects.filter(name="Anna").update(**facts)
        show(plan.cast.anna)
        one = plan.add(2, text)
        assert why in Board(plan.cast.tuesday, MONDAY).find(one.pk).tally

    def test_a_race_ahead_is_said_in_weeks(self, plan):
        Athlete.objects.filter(name="Ben").update(
            goal="weight_loss", level="competitive", strength_base="loaded", age_group="adult", body_mass_kg=70
        )
        Athlete.objects.filter(name="Anna").update(goal="weight_loss", level="competitive")
        own_race(plan.cast.anna, MONDAY + dt.timedelta(weeks=6))
        one = plan.add(0, "40 min very easy with a 5 kg vest")
        assert "Anna (race in 6 weeks" in Board(plan.cast.tuesday, MONDAY).find(one.pk).tally

    def test_who_has_no_hill_is_told_where_others_have_one(self, plan):
        session = plan.add(1, HILLS)
        assert "no hill" not in board_with(plan, session)
        Athlete.objects.filter(name="Anna").update(terrain=["hill"])
        assert "Clear for 1, not for 1: Ben (no hill)" in board_with(plan, session)
        for name in ("Carl", "Dora"):
            plan.cast.ridgeway.add_athlete(name).squads.add(plan.cast.tuesday)
        assert "no hill" not in board_with(plan, session), "hardly anybody says where they can run"
        Athlete.objects.filter(name__in=["Carl", "Dora"]).update(terrain=["stairs"])
        assert "Clear for 3, not for 1: Ben (no hill)" in board_with(plan, session)
        plan.cast.ridgeway.terrain = ["hill"]
        plan.cast.ridgeway.save()
        assert "no hill" not in board_with(plan, session)

    @pytest.mark.parametrize(
        ("text", "flat"),
        [
            (HILLS, "6 x 200 m hard, jog down"),
            ("Warm up, 8 x 20 s uphill strides", "Warm up, 8 x 20 s strides"),
        ],
    )
    def test_who_has_no_hill_is_written_the_same_on_the_flat(self, plan, text, flat):
        Athlete.objects.filter(name="Anna").update(terrain=["hill"])
        session = plan.add(1, text)
        opened = drawer(plan, session)
        assert opened.to_write == flat
        assert opened.to_write_for == {plan.cast.ben.pk}
        assert f">{flat}</textarea>" in board_with(plan, session)

    def test_who_cannot_do_the_drill_that_was_swapped_in_is_told_too(self, plan):
        club = plan.cast.ridgeway
        club.terrain = ["hill"]
        club.save()
        session = plan.add(1, ANKLE_WEIGHTS)
        plan.post_session(session, "swap/", version=1, drill="uh02")
        assert "Ben" not in Board(plan.cast.tuesday, MONDAY).find(session.pk).tally
        Athlete.objects.filter(name="Ben").update(injuries=["achilles"])
        show(plan.cast.ben)
        assert Board(plan.cast.tuesday, MONDAY).find(session.pk).tally == "Clear for 1, not for 1: Ben (Achilles)"

    def test_many_are_counted_beyond_a_few_names(self, plan):
        for number in range(8):
            one = plan.cast.ridgeway.add_athlete(f"Runner {number}", no_added_load=True)
            one.squads.add(plan.cast.tuesday)
        card = Board(plan.cast.tuesday, MONDAY).card(plan.add(1, ANKLE_WEIGHTS))
        assert card.tally.endswith("Runner 0, Runner 1, Runner 2, Runner 3 and 4 more (no added load)")

    def test_the_same_for_all_is_said_as_before(self, plan):
        assert "against" in Board(plan.cast.tuesday, MONDAY).card(plan.add(1, ANKLE_WEIGHTS)).tally


class TestMaking:
    def test_one_click_makes_them_all_and_settles_the_session(self, plan, session):
        anna = str(plan.cast.anna.pk)
        (proposal,) = drawer(plan, session).proposals
        assert f'name="group" value="{anna}"' in board_with(plan, session)

        response = make(plan, session, group=[anna], **{f"drill-{anna}": proposal.replacements[0].drill.code})

        assert response.status_code == 302
        made = SessionException.objects.get()
        assert (made.athlete, made.text, made.written_for) == (plan.cast.anna, proposal.replacements[0].text, HILLS)
        assert made.reason.startswith("Hard hills on legs that have been heavy")
        card = Board(plan.cast.tuesday, MONDAY).find(session.pk)
        assert (card.verdict, card.needs_settling, card.tally) == ("clear", False, "")
        page = plan.client.get(response["Location"]).content.decode()
        assert "Made an exception for Anna." in page
        assert "exception for 1" in page

    def test_another_of_those_proposed_can_be_picked_for_one_group_alone(self, plan, session):
        carl = plan.cast.ridgeway.add_athlete("Carl", heavy_legs_since=dt.date(2026, 11, 20), no_added_load=True)
        carl.squads.add(plan.cast.tuesday)
        keys = [one.key for one in drawer(plan, session).proposals]
        last = drawer(plan, session).proposals[0].replacements[-1]
        data = {f"drill-{key}": last.drill.code for key in keys}

        assert make(plan, session, group=keys, only=keys[0], **data).status_code == 302
        assert SessionException.objects.filter(text=last.text).count() == len(keys[0].split("-"))

    @pytest.mark.parametrize("wish", [{}, {"group": "1-2-3"}, {"only": "nobody"}, {"version": "x"}])
    def test_what_is_not_proposed_is_refused(self, plan, session, wish):
        anna = str(plan.cast.anna.pk)
        response = make(plan, session, **{"group": [anna], f"drill-{anna}": "rs03", **wish})
        assert response.status_code == 422
        assert not SessionException.objects.exists()

    def test_no_group_at_all_makes_nothing(self, plan, session):
        assert make(plan, session).status_code == 422
        assert not SessionException.objects.exists()

    def test_all_or_none(self, plan, session):
        except_(plan, session, plan.cast.ben)
        wanted = [Instead(plan.cast.anna, "Rest"), Instead(plan.cast.ben, "Rest")]
        with pytest.raises(StaleEdit):
            SessionException.make(session, wanted, version=1, by=plan.cast.user("Mira"))
        assert SessionException.objects.count() == 1

    def test_a_session_that_was_changed_meanwhile_shows_both_sides(self, plan, session):
        anna = str(plan.cast.anna.pk)
        session.rewrite("8 km easy", version=1, by=plan.cast.user("Ruth"))
        session.version = 1
        response = make(plan, session, group=[anna], **{f"drill-{anna}": "re01"})
        assert response.status_code == 409
        assert "Ruth changed this session" in response.content.decode()

    def test_somebody_of_another_squad_or_club_gets_none(self, plan, session):
        carl = plan.cast.ridgeway.add_athlete("Carl")
        for athlete in (carl, plan.cast.tom):
            with pytest.raises(ValidationError):
                except_(plan, session, athlete)
            assert write(plan, session, text="Rest", athletes=[athlete.pk]).status_code == 422
        assert not SessionException.objects.exists()

    def test_the_database_keeps_one_for_an_athlete_and_no_empty_one(self, plan, session):
        except_(plan, session)
        for text, athlete in (("Rest", plan.cast.anna), ("", plan.cast.ben)):
            with pytest.raises(IntegrityError), transaction.atomic():
                SessionException.objects.create(session=session, athlete=athlete, text=text, stored_reading="{}")


class TestWriting:
    def test_it_works_for_several_who_are_ticked(self, plan, session):
        athletes = [plan.cast.anna.pk, plan.cast.ben.pk]
        response = write(plan, session, text="30 min very easy", reason="The bus leaves early", athletes=athletes)
        assert response.status_code == 302
        assert {(one.athlete.name, one.text, one.reason) for one in SessionException.objects.all()} == {
            ("Anna", "30 min very easy", "The bus leaves early"),
            ("Ben", "30 min very easy", "The bus leaves early"),
        }

    def test_it_is_read_by_the_clubs_conventions(self, plan, session):
        plan.cast.ridgeway.bare_m = "minutes"
        plan.cast.ridgeway.save()
        write(plan, plan.fresh(session), text="30 m easy", athletes=[plan.cast.anna.pk])
        (step,) = SessionException.objects.get().workout.steps
        assert step.duration_s.hi == 1800

    @pytest.mark.parametrize(
        ("data", "complaint"),
        [
            ({"text": "", "athletes": "anna"}, "Say what they do instead"),
            ({"text": "Rest after the long bus ride"}, "Tick who it is for."),
            ({"text": "x" * 2001, "athletes": "anna"}, "This is too long: 2001 characters"),
            ({"text": "Rest, and sleep", "athletes": "9" * 30}, "no longer in the squad"),
            ({"text": "Rest, and sleep", "athletes": "٣"}, "no longer in the squad"),
        ],
    )
    def test_what_cannot_be_saved_says_why_and_loses_nothing(self, plan, session, data, complaint):
        athletes = {"anna": plan.cast.anna.pk}.get(data.get("athletes"), data.get("athletes", []))
        response = write(plan, session, **{**data, "athletes": athletes, "reason": "Bus <1>"})
        page = response.content.decode()
        assert response.status_code == 422
        assert complaint in page
        assert data["text"] in page
        assert "Bus &lt;1&gt;" in page
        assert "autofocus" in page
        assert not SessionException.objects.exists()

    def test_one_that_another_coach_just_made_is_shown_beside_what_was_typed(self, plan, session):
        except_(plan, session, text="20 min easy")
        response = write(plan, session, text="Rest, please", athletes=[plan.cast.anna.pk])
        page = response.content.decode()
        assert response.status_code == 409
        assert "Mira changed the exception of Anna" in page
        assert "20\u00a0min easy" in page
        assert "Rest, please</textarea>" in page

    def test_it_is_read_while_it_is_typed_for_those_who_are_ticked(self, plan, session):
        url = plan.session_url(session, "exceptions/read/")
        for name, verdict in (("anna", "avoid"), ("ben", "clear")):
            athlete = getattr(plan.cast, name)
            page = plan.client.post(url, {"text": HILLS, "athletes": [athlete.pk]}).content.decode()
            assert f'data-verdict="{verdict}"' in page
        assert "Clear for 1, not for 1: Anna" in plan.client.post(url, {"text": HILLS}).content.decode()
        assert plan.client.post(url, {"text": ""}).content.decode().strip() == ""
        assert plan.client.post(url, {"text": "x" * 2001}).status_code == 422
        assert not SessionException.objects.exists()

    def test_other_words_for_one_that_is_there(self, plan, session):
        one = except_(plan, session)
        assert change(plan, one, "edit", text="20 min easy", reason="Slept badly").status_code == 302
        one.refresh_from_db()
        assert (one.text, one.reason, one.version) == ("20 min easy", "Slept badly", 2)

    def test_an_empty_edit_is_refused_and_a_late_one_shows_both_sides(self, plan, session):
        one = except_(plan, session)
        refused = change(plan, one, "edit", text="", reason="Why not")
        assert refused.status_code == 422
        assert "Why not" in refused.content.decode()
        change(plan, one, "edit", text="20 min easy", reason="")
        late = change(plan, one, "edit", text="40 min easy", reason="")
        assert late.status_code == 409
        assert "20\u00a0min easy" in late.content.decode()
        assert ">40 min easy</textarea>" in late.content.decode()
        assert 'name="version" value="2"' in late.content.decode()

    @pytest.mark.parametrize("what", ["edit", "delete"])
    def test_with_htmx_the_day_comes_back_with_the_drawer_open(self, plan, session, what):
        one = except_(plan, session)
        url = plan.session_url(session, f"exceptions/{one.pk}/{what}/")
        page = plan.client.post(url, {"version": 1, "text": "20 min easy"}, headers=HTMX).content.decode()
        assert "<html" not in page
        assert f'id="drawer-{session.pk}"' in page


class TestWhileTheSquadsWordsAreTyped:
    def test_those_with_exceptions_count_on_these(self, plan, session):
        except_(plan, session)
        page = plan.client.get(plan.url, {"edit": session.pk}).content.decode()
        assert f'name="session" value="{session.pk}"' in page
        asked = {"day": 1, "text": "8 x 200 m uphill hard"}
        assert 'data-verdict="avoid"' in plan.post("read/", **asked).content.decode()
        assert 'data-verdict="clear"' in plan.post("read/", **asked, session=session.pk).content.decode()
        assert plan.post("read/", **asked, session=session.pk + 99).status_code == 200


class TestTakingBack:
    def test_it_can_be_undone(self, plan, session):
        one = except_(plan, session)
        response = change(plan, one, "delete")
        page = plan.client.get(response["Location"]).content.decode()
        assert "Taken back: Anna does what the squad does." in page
        assert Board(plan.cast.tuesday, MONDAY).find(session.pk).verdict == "avoid"
        restore = plan.session_url(session, f"exceptions/{one.pk}/restore/")
        assert f'action="{restore}"' in page

        assert plan.client.post(restore).status_code == 302
        assert Board(plan.cast.tuesday, MONDAY).find(session.pk).verdict == "clear"

    def test_a_new_one_takes_the_place_of_one_that_was_taken_back(self, plan, session):
        except_(plan, session, text="20 min easy").delete_softly(version=1, by=plan.cast.user("Mira"))
        again = except_(plan, session, text="Rest")
        assert (again.text, again.version, SessionException.objects.count()) == ("Rest", 3, 1)

    def test_too_late_is_said(self, plan, session):
        one = except_(plan, session)
        change(plan, one, "edit", text="20 min easy", reason="")
        assert change(plan, one, "delete").status_code == 409
        assert SessionException.objects.live().exists()

    def test_an_exception_of_another_session_is_unknown(self, plan, session):
        one, other = except_(plan, session), plan.add(3, HILLS)
        for what in ("edit", "delete", "restore"):
            url = plan.session_url(other, f"exceptions/{one.pk}/{what}/")
            assert plan.client.post(url, {"version": 1, "text": "Rest"}).status_code == 404


class TestAdvice:
    def test_an_athlete_is_advised_on_the_exception(self, plan, session):
        except_(plan, session, text=ANKLE_WEIGHTS)
        asked = advisor(plan).for_squad(Planned.of(plan.fresh(session)))
        assert {athlete.name: verdict for athlete, verdict in asked.of_each()} == {"Anna": "avoid", "Ben": "clear"}
        assert (asked.verdict, asked.own_verdict) == ("avoid", "clear")

    def test_where_everybody_has_one_the_squads_words_are_nobodys(self, plan, session):
        for athlete in (plan.cast.anna, plan.cast.ben):
            except_(plan, session, athlete)
        asked = advisor(plan).for_squad(Planned.of(session))
        assert (asked.verdict, asked.own_verdict, asked.lead.athletes) == ("clear", "clear", ())

    def test_what_an_athlete_did_counts_for_later_days(self, plan):
        loaded, hard = plan.add(0, ANKLE_WEIGHTS), plan.add(1, HILLS)
        except_(plan, loaded)
        except_(plan, hard, text="30 min easy")
        wednesday = MONDAY + dt.timedelta(days=2)
        anna, ben = (advisor(plan).facts(one, wednesday) for one in (plan.cast.anna, plan.cast.ben))
        keys = ("loaded_runs_last_14_days", "hard_yesterday", "hill_sessions_in_week")
        assert [anna[key] for key in keys] == [Interval(0, 0), False, Interval(0, 0)]
        assert [ben[key] for key in keys] == [Interval(1, 1), True, Interval(1, 1)]

    def test_loaded_exceptions_of_weeks_before_count_and_loads_taken_away_do_not(self, plan):
        mira = plan.cast.user("Mira")
        week = Week.for_writing(plan.cast.tuesday, MONDAY - dt.timedelta(weeks=1))
        week.publish(mira)
        except_(plan, week.add(3, "8 km easy", mira), plan.cast.anna, ANKLE_WEIGHTS)
        except_(plan, week.add(4, ANKLE_WEIGHTS, mira), plan.cast.ben)
        known = advisor(plan)
        counts = [known.facts(one, TUESDAY)["loaded_runs_last_14_days"].lo for one in (plan.cast.anna, plan.cast.ben)]
        assert counts == [2, 0]

    def test_exceptions_with_another_squad_count_too(self, plan):
        long_run = plan.cast.ridgeway.squads.create(name="Long run")
        long_run.set_athletes([plan.cast.anna, plan.cast.ben])
        mira = plan.cast.user("Mira")
        week = Week.for_writing(long_run, MONDAY)
        loaded, plain = week.add(0, ANKLE_WEIGHTS, mira), week.add(0, "8 km easy", mira)
        except_(plan, loaded, plan.cast.anna)
        except_(plan, plain, plan.cast.ben, ANKLE_WEIGHTS)
        drafted = advisor(plan).facts(plan.cast.ben, TUESDAY)["loaded_runs_last_14_days"]
        week.publish(mira)
        known = advisor(plan)
        counts = [known.facts(one, TUESDAY)["loaded_runs_last_14_days"].lo for one in (plan.cast.anna, plan.cast.ben)]
        assert (drafted.lo, counts) == (0, [0, 2])

    @pytest.mark.parametrize("count", [5, 60])
    def test_the_board_asks_equally_often_for_5_and_for_60(self, plan, count, django_assert_num_queries):
        for number in range(count):
            one = plan.cast.ridgeway.add_athlete(f"Runner {number}", heavy_legs_since=dt.date(2026, 11, 20))
            one.squads.add(plan.cast.tuesday)
        sessions = [plan.add(number % 7, HILLS) for number in range(count)]
        for athlete, session in zip(plan.cast.tuesday.athletes.all(), sessions, strict=False):
            except_(plan, session, athlete)
        plan.client.get(plan.url, {"open": sessions[0].pk})
        with django_assert_num_queries(14):
            assert plan.client.get(plan.url).status_code == 200
        # The version of the catalogue, and the four weeks before.
        with django_assert_num_queries(16):
            assert plan.client.get(plan.url, {"open": sessions[0].pk}).status_code == 200


class TestWhenTheSquadsWordsChange:
    def test_the_exception_stays_and_the_coach_is_told(self, plan, session):
        one = except_(plan, session)
        plan.post_session(session, "edit/", version=1, text="8 x 200 m uphill hard")
        page = board_with(plan, session)
        assert "The exception of Anna was written for:" in page
        assert "6\u00a0x\u00a0200\u00a0m uphill hard, jog down" in page
        assert "written for other words" in page

        change(plan, one, "edit", text="Rest", reason="")
        assert "was written for" not in board_with(plan, session)


class TestSettling:
    def test_a_clear_exception_lets_the_week_go_out(self, plan, session):
        assert plan.post("publish/").status_code == 422
        except_(plan, session)
        assert plan.post("publish/").status_code == 302

    def test_an_exception_that_is_flagged_has_to_be_settled_itself(self, plan):
        plan.cast.anna.no_added_load = True
        plan.cast.anna.save()
        session = plan.add(1, "8 km easy")
        except_(plan, session, text=ANKLE_WEIGHTS)
        assert plan.post("publish/", confirmed="on").status_code == 422
        plan.post_session(session, "keep/", version=1, reason="She asked for it")
        assert plan.post("publish/").status_code == 302

    def test_a_decision_covers_no_exception_that_was_written_after_it(self, plan, client_as):
        plan.cast.anna.no_added_load = True
        plan.cast.anna.save()
        session = plan.add(1, ANKLE_WEIGHTS)
        plan.post_session(session, "keep/", version=1, reason="We spoke about it")
        session = plan.fresh(session)
        except_(plan, session, text="9 km easy with a 5 kg vest")
        SessionException.objects.update(updated_at=session.decision.at + dt.timedelta(minutes=1))
        plan.publish()
        assert Board(plan.cast.tuesday, MONDAY).find(session.pk).needs_settling
        assert "5\u00a0kg vest" not in client_as("Anna").get("/c/ridgeway/my-week/").content.decode()


class TestWithASwap:
    @pytest.fixture
    def vest(self, plan):
        club = plan.cast.ridgeway
        club.equipment, club.terrain = ["band", "box", "dumbbells"], ["grass"]
        club.save()
        common = {"goal": "road_race", "level": "recreational", "strength_base": "own_weight", "age_group": "adult"}
        Athlete.objects.filter(name="Ben").update(**common, past_bone_stress_injury=False, body_mass_kg=78)
        return plan.add(1, ANKLE_WEIGHTS)

    def test_those_whom_it_does_not_suit_get_something_else_along_with_it(self, plan, vest):
        Athlete.objects.filter(name="Ben").update(injuries=["achilles"])
        show(plan.cast.ben)
        offer = next(one for one in drawer(plan, vest).offers.best if one.exceptions)
        page = board_with(plan, vest)
        assert offer.not_for == "Ben (Achilles)"
        assert "Swap, with an exception for 1" in page

        code = offer.replacement.drill.code
        response = plan.post_session(vest, "swap/", version=1, drill=code, exceptions="on")

        assert response.status_code == 302
        made = SessionException.objects.get()
        assert (made.athlete.name, made.text) == ("Ben", offer.exceptions[0].text)
        assert made.written_for == plan.fresh(vest).text == offer.replacement.text
        assert Board(plan.cast.tuesday, MONDAY).find(vest.pk).verdict == "clear"

    def test_a_plain_swap_makes_none(self, plan, vest):
        Athlete.objects.filter(name="Ben").update(injuries=["achilles"])
        code = drawer(plan, vest).offers.best[0].replacement.drill.code
        plan.post_session(vest, "swap/", version=1, drill=code)
        assert not SessionException.objects.exists()

    def test_a_swap_that_comes_late_makes_none(self, plan, vest):
        Athlete.objects.filter(name="Ben").update(injuries=["achilles"])
        code = drawer(plan, vest).offers.best[0].replacement.drill.code
        plan.post_session(vest, "edit/", version=1, text=ANKLE_WEIGHTS + " on each leg")
        assert plan.post_session(vest, "swap/", version=1, drill=code, exceptions="on").status_code == 409
        assert not SessionException.objects.exists()


class TestTheAthletesWeek:
    def test_it_shows_ones_own_in_place_of_the_squads(self, plan, session, client_as):
        except_(plan, session, text="20 min easy by the river", reason="Your legs have been heavy")
        plan.publish()
        page = client_as("Anna").get("/c/ridgeway/my-week/").content.decode()
        assert "20\u00a0min easy by the river" in page
        assert "Mira planned this for you." in page
        assert "Because: Your legs have been heavy" in page
        assert "Instead of the squad’s" in page
        assert 'data-verdict="clear"' in page

    def test_nobody_sees_that_of_another(self, plan, session, client_as):
        except_(plan, session, text="20 min easy by the river", reason="Your legs have been heavy")
        plan.publish()
        page = client_as("Ben").get("/c/ridgeway/my-week/").content.decode()
        assert "6\u00a0x\u00a0200\u00a0m uphill hard" in page
        assert "river" not in page
        assert "legs have been heavy" not in page
        assert "planned this for you" not in page

    def test_one_that_was_taken_back_is_gone_and_one_of_a_deleted_session_too(self, plan, session, client_as):
        one = except_(plan, session, text="20 min easy by the river")
        plan.publish()
        one.delete_softly(version=1, by=plan.cast.user("Mira"))
        assert "river" not in client_as("Anna").get("/c/ridgeway/my-week/").content.decode()
        one.restore(plan.cast.user("Mira"))
        session.delete_softly(version=1, by=plan.cast.user("Mira"))
        assert "river" not in client_as("Anna").get("/c/ridgeway/my-week/").content.decode()

    def test_a_swap_of_the_squads_words_is_not_told_of_ones_own(self, plan, client_as):
        session = plan.add(1, ANKLE_WEIGHTS)
        code = drawer(plan, session).offers.best[0].replacement.drill.code
        plan.post_session(session, "swap/", version=1, drill=code)
        except_(plan, plan.fresh(session))
        plan.publish()
        assert "swapped" not in client_as("Anna").get("/c/ridgeway/my-week/").content.decode()
        assert "swapped" in client_as("Ben").get("/c/ridgeway/my-week/").content.decode()

    @pytest.mark.parametrize("count", [5, 60])
    def test_exceptions_cost_one_query(self, plan, client_as, count, django_assert_num_queries):
        for number in range(count):
            except_(plan, plan.add(number % 7, HILLS))
        plan.publish()
        anna = client_as("Anna")
        anna.get("/c/ridgeway/my-week/")
        with django_assert_num_queries(11):
            anna.get("/c/ridgeway/my-week/")


class TestOtherPages:
    def test_an_export_says_nothing_of_exceptions(self, plan, session):
        except_(plan, session, text="20 min easy by the river", reason="Heavy")
        sheet = Export.of(plan.cast.tuesday, MONDAY, MONDAY).as_csv().decode("utf-8-sig")
        assert HILLS in sheet
        assert "river" not in sheet
        assert "Heavy" not in sheet

    def test_an_import_leaves_exceptions_alone(self, plan, session):
        one = except_(plan, session, text="20 min easy by the river")
        sheet = f"Monday\tTuesday\n8 km easy\t{HILLS}"
        preview = plan.client.post(IMPORT, {"text": sheet, "squad": plan.cast.tuesday.pk, "week": "2026-11-23"})
        assert plan.client.post(IMPORT, {**fields(preview), "save": "1"}).status_code == 302
        assert Session.objects.count() == 2
        assert SessionException.objects.live().get() == one

    def test_who_is_coached_alone_is_offered_no_exceptions(self, plan):
        week = Week.for_writing(plan.cast.anna.plan_on_their_own(), MONDAY)
        alone = week.add(1, ANKLE_WEIGHTS, plan.cast.user("Mira"))
        url = f"/c/ridgeway/squads/{week.squad_id}/2026-11-23/"
        page = plan.client.get(url, {"open": alone.pk}).content.decode()
        assert "Use instead" in page
        assert f'id="exceptions-{alone.pk}"' not in page

    def test_the_week_as_it_stood_lists_them_and_counts_them(self, plan, session):
        except_(plan, session, text="20 min easy by the river")
        plan.publish()
        page = plan.client.get(plan.url + "as-of/").content.decode()
        assert "20\u00a0min easy by the river" in page
        assert 'data-verdict="avoid"' not in page
