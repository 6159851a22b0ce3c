"""Athletes who are coached alone: a squad of one under the athlete's name, beside any other squads."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from clubs.admin import AthleteAdminForm
from clubs.models import Invitation, Squad
from plans.models import Session, Week
from tests.plans.conftest import ANKLE_WEIGHTS, MONDAY

NEXT_MONDAY = MONDAY + dt.timedelta(weeks=1)


@pytest.fixture
def begin(plan):
    """Begin to coach Anna alone, as the coach does."""

    def begun() -> Squad:
        response = plan.client.post(f"/c/ridgeway/athletes/{plan.cast.anna.pk}/alone/")
        squad = Squad.objects.get(solo=plan.cast.anna)
        assert response["Location"] == f"/c/ridgeway/squads/{squad.pk}/"
        return squad

    return begun


def end(plan):
    return plan.client.post(f"/c/ridgeway/athletes/{plan.cast.anna.pk}/alone/end/")


def test_it_works(plan, begin, client_as):
    squad = begin()
    assert (squad.name, list(squad.athletes.all())) == ("Anna", [plan.cast.anna])
    url = f"/c/ridgeway/squads/{squad.pk}/2026-11-23/"
    assert "Coached alone" in plan.client.get(url).content.decode()
    plan.client.post(url + "sessions/", {"day": 1, "text": "20 min easy by the river"})
    assert "Publish to 1 athlete" in plan.client.get(url).content.decode()
    plan.client.post(url + "publish/")
    plan.add(1, "8 km easy")
    plan.publish()

    page = client_as("Anna").get("/c/ridgeway/my-week/").content.decode()

    assert "20\u00a0min easy by the river" in page
    assert "8\u00a0km easy" in page
    assert "river" not in client_as("Ben").get("/c/ridgeway/my-week/").content.decode()


def test_both_squads_count_for_the_same_athlete(plan, begin):
    squad = begin()
    week = Week.for_writing(squad, MONDAY)
    week.add(0, ANKLE_WEIGHTS, plan.cast.user("Mira"))
    week.publish(plan.cast.user("Mira"))
    plan.add(0, ANKLE_WEIGHTS)
    elsewhere = Session.objects.loaded_runs_elsewhere(plan.cast.tuesday, MONDAY, MONDAY, [])
    assert elsewhere == {plan.cast.anna.pk: [MONDAY]}


def test_it_is_listed_apart(plan, begin):
    squad = begin()
    page = plan.client.get("/c/ridgeway/squads/?all").content.decode()
    shared, alone = page.split('id="alone-title"')
    assert f"/squads/{squad.pk}/" not in shared
    assert f"/c/ridgeway/squads/{squad.pk}/export/" in alone
    assert "Choose athletes" not in alone
    athletes = plan.client.get("/c/ridgeway/athletes/").content.decode()
    assert "coached alone" in athletes
    assert f"/squads/{squad.pk}/members/" not in athletes


def test_it_is_imported_into_and_exported_like_a_squad(plan, begin):
    squad = begin()
    assert f'<option value="{squad.pk}"' in plan.client.get("/c/ridgeway/import/").content.decode()
    assert plan.client.get(f"/c/ridgeway/squads/{squad.pk}/export/").status_code == 200


def test_who_is_in_it_cannot_be_changed(plan, begin):
    squad = begin()
    url = f"/c/ridgeway/squads/{squad.pk}/members/"
    assert plan.client.get(url).status_code == 404
    assert plan.client.post(url, {"athletes": [plan.cast.ben.pk]}).status_code == 404
    for athletes in ([], [plan.cast.ben], [plan.cast.anna, plan.cast.ben]):
        with pytest.raises(ValueError, match="alone"):
            squad.set_athletes(athletes)
    assert list(squad.athletes.all()) == [plan.cast.anna]


@pytest.mark.parametrize("who", ["anna", "ben"])
def test_the_admin_leaves_it_as_it_is(plan, begin, who):
    squad, athlete = begin(), getattr(plan.cast, who)
    form = AthleteAdminForm.__new__(AthleteAdminForm)
    chosen = {"anna": [plan.cast.tuesday], "ben": [plan.cast.tuesday, squad]}[who]
    form.instance, form._errors = athlete, {}
    form.cleaned_data = {"squads": chosen, "club": plan.cast.ridgeway}
    said = []
    form.add_error = lambda field, error: said.append((field, str(error)))  # type: ignore[method-assign]
    form.clean()
    assert len(said) == 1
    assert "athlete's page" in said[0][1]


def test_two_of_the_same_name_can_both_be_coached_alone(plan, begin):
    begin()
    other = plan.cast.ridgeway.add_athlete("Anna")
    assert other.plan_on_their_own().name == "Anna"
    assert other.plan_on_their_own().pk == other.plan_alone.pk
    plan.client.post("/c/ridgeway/squads/new/", {"name": "Anna"})
    assert plan.cast.ridgeway.squads.shared().filter(name="Anna").count() == 1


def test_it_goes_by_the_name_that_the_athlete_has_now(plan, begin):
    squad = begin()
    plan.cast.anna.name = "Anna Berg"
    plan.cast.anna.save()
    squad.refresh_from_db()
    assert squad.name == "Anna Berg"


def test_it_ends_and_its_weeks_stay(plan, begin, client_as):
    squad = begin()
    mira = plan.cast.user("Mira")
    for monday, text in ((MONDAY, "20 min easy by the river"), (NEXT_MONDAY, "20 min easy by the sea")):
        week = Week.for_writing(squad, monday)
        week.add(1, text, mira)
        week.publish(mira)

    assert end(plan)["Location"] == f"/c/ridgeway/athletes/{plan.cast.anna.pk}/"

    anna = client_as("Anna")
    assert "river" in anna.get("/c/ridgeway/my-week/2026-11-23/").content.decode()
    assert "sea" not in anna.get("/c/ridgeway/my-week/2026-11-30/").content.decode()
    assert "Coached alone until" in plan.client.get(f"/c/ridgeway/squads/{squad.pk}/2026-11-23/").content.decode()
    assert f"/squads/{squad.pk}/" not in plan.client.get("/c/ridgeway/squads/?all").content.decode()
    assert f'<option value="{squad.pk}"' not in plan.client.get("/c/ridgeway/import/").content.decode()
    person = plan.client.get(f"/c/ridgeway/athletes/{plan.cast.anna.pk}/").content.decode()
    assert "Plan alone again" in person
    assert "Coached alone until" in person


def test_it_is_taken_up_again_where_it_ended(plan, begin):
    first = begin()
    end(plan)
    again = begin()
    assert (again.pk, again.ended_on) == (first.pk, None)


def test_ending_what_never_began_changes_nothing(plan):
    assert end(plan).status_code == 302
    assert not Squad.objects.filter(solo__isnull=False).exists()


@pytest.mark.parametrize("what", ["alone/", "alone/end/"])
def test_an_athlete_of_another_club_is_unknown(plan, what):
    assert plan.client.post(f"/c/ridgeway/athletes/{plan.cast.tom.pk}/{what}").status_code == 404


@pytest.mark.parametrize("what", ["alone/", "alone/end/"])
def test_only_planners_may(plan, client_as, what):
    assert client_as("Ben").post(f"/c/ridgeway/athletes/{plan.cast.anna.pk}/{what}").status_code == 403


def test_the_database_ends_no_squad_that_is_shared(plan):
    with pytest.raises(IntegrityError), transaction.atomic():
        Squad.objects.filter(pk=plan.cast.tuesday.pk).update(ended_on=MONDAY)


@pytest.mark.parametrize("page", ["invitations/new/", "athletes/new/", "races/new/"])
def test_nobody_is_put_into_the_plan_of_one(plan, begin, page):
    squad = begin()
    url = f"/c/ridgeway/{page}?squad={squad.pk}"
    asked = plan.client.get(url).content.decode()
    assert f'value="{plan.cast.tuesday.pk}"' in asked
    assert f'name="squads" value="{squad.pk}"' not in asked
    typed = {"role": "athlete", "days": "14", "names": "Zoe", "date": "2027-01-03", "priority": "A"}
    assert plan.client.post(url, {**typed, "squads": [squad.pk]}).status_code == 422
    assert list(squad.athletes.all()) == [plan.cast.anna]


def test_neither_a_new_athlete_nor_an_invitation_leads_there(plan, begin):
    squad = begin()
    with pytest.raises(ValueError, match="coached alone"):
        plan.cast.ridgeway.add_athletes(["Zoe"], [squad])
    with pytest.raises(ValueError, match="coached alone"):
        Invitation.objects.make(plan.cast.ridgeway, "athlete", plan.cast.user("Mira"), squads=[squad])
    assert not plan.cast.ridgeway.athletes.filter(name="Zoe").exists()
