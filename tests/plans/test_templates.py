"""The pages about templates: what ships and what is the club's own, kept, changed, and applied to squads."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from plans.models import LaidTemplate, Session, Template, Week
from tests.plans.conftest import MONDAY
from tests.races import own_race, shared_race

TEMPLATES = "/c/ridgeway/templates/"
WEEKS = [
    {"sessions": [[1, "8 km easy"]], "block": "base", "note": "Slow."},
    {"sessions": [[1, "9 km easy"], [6, "10 km race"]], "block": "taper", "note": ""},
]


@pytest.fixture
def ours(plan):
    return Template.objects.create(club=plan.cast.ridgeway, name="Ours", weeks=WEEKS, race_day=6)


def html(response):
    return response.content.decode()


def fingerprint(response):
    return re.search(r'name="fingerprint" value="(\w+)"', html(response)).group(1)


def board():
    found = {}
    for session in Session.objects.live().select_related("week").order_by("week__monday", "day", "position"):
        found.setdefault(session.date.isoformat(), []).append(session.text)
    return found


class TestList:
    def test_it_works(self, plan, ours):
        page = html(plan.client.get(TEMPLATES))
        assert f'href="/c/ridgeway/templates/own-{ours.pk}/"' in page
        assert "Marathon in sixteen weeks" in page

    @pytest.mark.usefixtures("ours")
    def test_another_clubs_are_not_listed(self, client_as):
        assert "Ours" not in html(client_as("Olga").get("/c/harbour/templates/"))


class TestOne:
    def test_it_works(self, plan, ours):
        page = html(plan.client.get(f"{TEMPLATES}own-{ours.pk}/"))
        assert "9\N{NO-BREAK SPACE}km easy" in page
        assert f"{TEMPLATES}own-{ours.pk}/weeks/2/" in page

    def test_what_ships_is_not_edited(self, plan):
        assert "Copy, to change it" in html(plan.client.get(f"{TEMPLATES}marathon/"))
        assert plan.client.get(f"{TEMPLATES}marathon/weeks/1/").status_code == 404
        assert plan.client.post(f"{TEMPLATES}marathon/delete/").status_code == 404

    @pytest.mark.parametrize("slug", ["nothing", "own-", "own-x", "own-0", "own-99999999999999999999"])
    def test_what_is_not_there_is_not_found(self, plan, slug):
        assert plan.client.get(f"{TEMPLATES}{slug}/").status_code == 404

    def test_a_copy_is_the_clubs_own(self, plan):
        for _time in range(2):
            response = plan.client.post(f"{TEMPLATES}ten-km/copy/")
        assert response["Location"] == f"{TEMPLATES}own-{Template.objects.latest('pk').pk}/"
        assert [one.name for one in Template.objects.order_by("pk")] == ["10 km in ten weeks", "10 km in ten weeks (2)"]
        assert Template.objects.latest("pk").outline.race_day == 6


class TestChanging:
    def test_a_new_name(self, plan, ours):
        url = f"{TEMPLATES}own-{ours.pk}/rename/"
        assert plan.client.post(url, {"name": "Spring", "summary": "For May."}).status_code == 302
        ours.refresh_from_db()
        assert (ours.name, ours.summary, ours.version) == ("Spring", "For May.", 2)

    def test_a_name_that_is_taken(self, plan, ours):
        Template.objects.create(club=plan.cast.ridgeway, name="Spring", weeks=WEEKS)
        response = plan.client.post(f"{TEMPLATES}own-{ours.pk}/rename/", {"name": "Spring", "summary": "For May."})
        assert response.status_code == 422
        assert "The club has a template of this name already." in html(response)
        assert "For May." in html(response)

    def test_its_own_name_is_not_taken(self, plan, ours):
        assert plan.client.post(f"{TEMPLATES}own-{ours.pk}/rename/", {"name": "Ours"}).status_code == 302

    def test_one_week(self, plan, ours):
        url = f"{TEMPLATES}own-{ours.pk}/weeks/1/"
        page = html(plan.client.get(url))
        assert "8 km easy</textarea>" in page
        sent = {
            "version": 1,
            "block": "hills",
            "note": "",
            "day-0-0": "Rest",
            "day-1-0": "10 km easy",
            "day-1-1": "4 strides",
        }
        assert plan.client.post(url, sent).status_code == 302
        ours.refresh_from_db()
        assert ours.outline.weeks[0].sessions == ((0, "Rest"), (1, "10 km easy"), (1, "4 strides"))
        assert ours.outline.weeks[0].block == "hills"
        assert ours.outline.weeks[1].on(6) == ("10 km race",)

    def test_words_that_are_not_read_are_told(self, plan, ours):
        ours.weeks = [{"sessions": [[0, "8 km easy, bouncy"]], "block": "", "note": ""}]
        ours.save()
        assert "Not read: bouncy" in html(plan.client.get(f"{TEMPLATES}own-{ours.pk}/weeks/1/"))

    def test_too_late_both_sides_are_shown_and_nothing_typed_is_lost(self, plan, ours):
        url = f"{TEMPLATES}own-{ours.pk}/weeks/1/"
        plan.client.post(url, {"version": 1, "day-1-0": "12 km easy"})
        response = plan.client.post(url, {"version": 1, "day-1-0": "14 km easy"})
        assert response.status_code == 409
        assert "14 km easy</textarea>" in html(response)
        assert "12\N{NO-BREAK SPACE}km easy" in html(response)
        again = re.search(r'name="version" value="(\d+)"', html(response)).group(1)
        assert plan.client.post(url, {"version": again, "day-1-0": "14 km easy"}).status_code == 302
        ours.refresh_from_db()
        assert ours.outline.weeks[0].on(1) == ("14 km easy",)

    @pytest.mark.parametrize(
        "bad", [{"block": "party"}, {"note": "x" * 2001}, {"day-1-0": "x" * 2001}, {"version": "x"}]
    )
    def test_what_cannot_be_is_refused_and_kept_in_the_form(self, plan, ours, bad):
        sent = {"version": 1, "day-2-0": "6 km easy, typed", **bad}
        response = plan.client.post(f"{TEMPLATES}own-{ours.pk}/weeks/1/", sent)
        assert response.status_code == 422
        assert "6 km easy, typed</textarea>" in html(response)

    def test_a_week_that_is_not_there(self, plan, ours):
        assert plan.client.get(f"{TEMPLATES}own-{ours.pk}/weeks/3/").status_code == 404
        assert plan.client.get(f"{TEMPLATES}own-{ours.pk}/weeks/0/").status_code == 404

    def test_a_week_more_and_a_week_less(self, plan, ours):
        url = f"{TEMPLATES}own-{ours.pk}/weeks/"
        plan.client.post(url)
        assert [len(week.sessions) for week in Template.objects.get().outline.weeks] == [1, 2, 0]
        plan.client.post(url, {"do": "remove"})
        assert Template.objects.get().outline.weeks == ours.outline.weeks

    def test_there_is_an_end_to_weeks(self, plan, ours):
        ours.weeks = [WEEKS[0]] * 60
        ours.save()
        page = html(plan.client.post(f"{TEMPLATES}own-{ours.pk}/weeks/", follow=True))
        assert "A template holds no more weeks" in page
        assert len(Template.objects.get().outline.weeks) == 60

    def test_deleting_asks_first_and_leaves_the_boards(self, plan, ours):
        url = f"{TEMPLATES}own-{ours.pk}/delete/"
        assert "Delete “Ours”?" in html(plan.client.get(url))
        assert Template.objects.exists()
        assert plan.client.post(url).status_code == 302
        assert not Template.objects.exists()


class TestKeeping:
    def test_it_works(self, plan):
        plan.add(1, "8 km easy")
        Week.for_writing(plan.cast.tuesday, MONDAY + dt.timedelta(days=7)).add(6, "5 km race", plan.cast.user("Mira"))
        response = plan.post("save-as-template/", name="Two weeks", weeks=2)
        made = Template.objects.get()
        assert response["Location"] == f"{TEMPLATES}{made.slug}/"
        assert [week.sessions for week in made.outline.weeks] == [((1, "8 km easy"),), ((6, "5 km race"),)]
        assert made.race_day == 6

    def test_nothing_to_keep(self, plan):
        response = plan.post("save-as-template/", name="Two weeks", weeks=2)
        assert response.status_code == 422
        assert "Nothing is planned in these weeks." in html(response)

    @pytest.mark.parametrize("weeks", ["", "0", "61", "x"])
    def test_how_many_weeks(self, plan, weeks):
        response = plan.post("save-as-template/", name="Two weeks", weeks=weeks)
        assert response.status_code == 422
        assert "Write a whole number from 1 to 60." in html(response)
        assert 'value="Two weeks"' in html(response)


class TestApplying:
    def url(self, ours):
        return f"{TEMPLATES}own-{ours.pk}/lay/"

    def asked(self, plan, **more):
        return {"squads": [plan.cast.tuesday.pk], "how": "back", "race": "2026-12-06", "otherwise": "keep", **more}

    @pytest.mark.parametrize(
        ("asked", "kept"), [("?squad=7", "?squad=7"), ("?squad=%22", ""), ("?squad=²", ""), ("", "")]
    )
    def test_the_squad_is_not_forgotten_on_the_way(self, plan, ours, asked, kept):
        assert f'href="{self.url(ours)}{kept}"' in html(plan.client.get(TEMPLATES + asked))
        assert f'href="{self.url(ours)}{kept}"' in html(plan.client.get(f"{TEMPLATES}own-{ours.pk}/{asked}"))

    def test_it_works(self, plan, ours):
        shown = plan.client.post(self.url(ours), self.asked(plan, show="1"))
        assert shown.status_code == 200
        assert "3 days are new" in html(shown)
        assert board() == {}
        sent = self.asked(plan, lay="1", fingerprint=fingerprint(shown))
        response = plan.client.post(self.url(ours), sent)
        assert response["Location"].split("?done=")[0] == plan.url
        assert board() == {"2026-11-24": ["8 km easy"], "2026-12-01": ["9 km easy"], "2026-12-06": ["10 km race"]}
        assert LaidTemplate.objects.get().race_on == dt.date(2026, 12, 6)

    def test_the_season_lists_it_as_long_as_anything_of_it_stands(self, plan, ours):
        shown = plan.client.post(self.url(ours), self.asked(plan))
        laid = plan.client.post(self.url(ours), self.asked(plan, lay="1", fingerprint=fingerprint(shown)))
        season = f"/c/ridgeway/squads/{plan.cast.tuesday.pk}/season/"
        again = f'href="{self.url(ours)}?squad={plan.cast.tuesday.pk}&amp;race=2026-12-06"'
        assert again in html(plan.client.get(season))
        click = laid["Location"].split("?done=")[1]
        plan.client.post(f"/c/ridgeway/undo/{click}/")
        assert board() == {}
        assert "Templates applied here" not in html(plan.client.get(season))
        plan.post("redo/")
        assert again in html(plan.client.get(season))

    def test_a_template_that_was_deleted_is_not_applied_again(self, plan, ours):
        shown = plan.client.post(self.url(ours), self.asked(plan))
        plan.client.post(self.url(ours), self.asked(plan, lay="1", fingerprint=fingerprint(shown)))
        ours.delete()
        page = html(plan.client.get(f"/c/ridgeway/squads/{plan.cast.tuesday.pk}/season/"))
        assert "This template was deleted" in page
        assert self.url(ours) not in page

    def test_from_a_week_on_and_only_a_part_of_it(self, plan, ours):
        asked = self.asked(plan, how="on", race="", first="2026-12-10", weeks="1")
        shown = plan.client.post(self.url(ours), asked)
        plan.client.post(self.url(ours), {**asked, "lay": "1", "fingerprint": fingerprint(shown)})
        assert board() == {"2026-12-08": ["8 km easy"]}

    def test_day_by_day(self, plan, ours):
        plan.add(1, "Club run")
        day = f"day-{plan.cast.tuesday.pk}-2026-11-24"
        asked = self.asked(plan, otherwise="take", **{day: "both"})
        shown = plan.client.post(self.url(ours), asked)
        assert "1 day is yours to decide" in html(shown)
        assert '<option value="both" selected>' in html(shown)
        plan.client.post(self.url(ours), {**asked, "lay": "1", "fingerprint": fingerprint(shown)})
        assert board()["2026-11-24"] == ["Club run", "8 km easy"]

    def test_what_changed_meanwhile_is_shown_before_anything_is_saved(self, plan, ours):
        shown = plan.client.post(self.url(ours), self.asked(plan))
        plan.add(1, "Club run")
        response = plan.client.post(self.url(ours), self.asked(plan, lay="1", fingerprint=fingerprint(shown)))
        assert response.status_code == 409
        assert "Something changed on the board" in html(response)
        assert board() == {"2026-11-24": ["Club run"]}

    @pytest.mark.parametrize(
        ("bad", "said"),
        [
            ({"squads": []}, "Tick at least one squad."),
            ({"race": ""}, "Choose a day."),
            ({"race": "soon"}, "Write the day as year, month and day"),
            ({"race": "2026-11-20"}, "This race has been run."),
            ({"race": "2099-12-30"}, "Choose a day in the years from"),
            ({"how": "on", "first": ""}, "Choose a day."),
            ({"how": "on", "first": "2027-01-04", "weeks": "61"}, "Write a whole number from 1 to 60."),
            ({"otherwise": "burn"}, "Select a valid choice"),
        ],
    )
    def test_what_is_missing_is_asked_for(self, plan, ours, bad, said):
        response = plan.client.post(self.url(ours), self.asked(plan, **bad))
        assert response.status_code == 422
        assert said in html(response)

    def test_another_clubs_squad_is_not_among_them(self, plan, ours):
        response = plan.client.post(self.url(ours), self.asked(plan, squads=[plan.cast.sailors.pk], lay="1"))
        assert response.status_code == 422
        assert board() == {}

    def test_a_race_of_the_club_can_be_picked(self, plan, ours):
        race = shared_race(plan.cast.ridgeway, dt.date(2026, 12, 6), plan.cast.tuesday, name="Advent 10 km")
        shared_race(plan.cast.ridgeway, dt.date(2026, 11, 1), name="Long past")
        shared_race(plan.cast.ridgeway, None, plan.cast.tuesday, name="Some day", pack_kg=4)
        own_race(plan.cast.anna, dt.date(2026, 12, 6), name="Hers alone")
        page = html(plan.client.get(self.url(ours), {"race": "2026-12-06"}))
        assert f'<option value="{race.pk}" selected>Advent 10 km, ' in page
        assert not any(name in page for name in ("Long past", "Some day", "Hers alone"))
        asked = self.asked(plan, race="", ahead=race.pk)
        shown = plan.client.post(self.url(ours), asked)
        plan.client.post(self.url(ours), {**asked, "lay": "1", "fingerprint": fingerprint(shown)})
        assert "2026-12-06" in board()
        refused = plan.client.post(self.url(ours), self.asked(plan, race="", ahead="99999"))
        assert refused.status_code == 422

    def test_the_address_can_say_for_whom_and_when(self, plan, ours):
        page = html(plan.client.get(self.url(ours), {"squad": plan.cast.tuesday.pk, "race": "2027-01-24"}))
        assert 'value="2027-01-24"' in page


class TestCopying:
    URL = "copy/"

    def asked(self, plan, **more):
        return {
            "squads": [plan.cast.tuesday.pk],
            "weeks": 1,
            "first": "2026-11-30",
            "times": 2,
            "otherwise": "keep",
            **more,
        }

    def copy(self, plan, **more):
        asked = self.asked(plan, **more)
        shown = plan.post(self.URL, **asked)
        assert shown.status_code == 200, html(shown)
        return plan.post(self.URL, **asked, lay="1", fingerprint=fingerprint(shown))

    def test_it_works(self, plan):
        plan.add(1, "8 km easy")
        assert self.copy(plan)["Location"].split("?done=")[0].endswith("/2026-11-30/")
        assert board() == {"2026-11-24": ["8 km easy"], "2026-12-01": ["8 km easy"], "2026-12-08": ["8 km easy"]}
        assert not LaidTemplate.objects.exists()

    def test_the_note_is_of_its_own_week(self, plan):
        plan.add(1, "8 km easy")
        Week.objects.update(note="Track closed.")
        self.copy(plan)
        assert [week.note for week in Week.objects.order_by("monday")] == ["Track closed.", "", ""]

    def test_merged_or_replaced(self, plan):
        plan.add(1, "8 km easy")
        later = Week.for_writing(plan.cast.tuesday, MONDAY + dt.timedelta(days=7))
        later.add(4, "Swim", plan.cast.user("Mira"))
        self.copy(plan, times=1)
        assert board()["2026-12-04"] == ["Swim"]
        self.copy(plan, times=1, otherwise="replace")
        assert "2026-12-04" not in board()
        assert board()["2026-12-01"] == ["8 km easy"]

    def test_to_another_squad(self, plan):
        plan.add(1, "8 km easy")
        other = plan.cast.ridgeway.squads.create(name="Sunday squad")
        self.copy(plan, squads=[other.pk], first="2026-11-23", times=1)
        assert Session.objects.filter(week__squad=other).count() == 1

    @pytest.mark.parametrize(
        ("bad", "said"),
        [
            ({"times": "0"}, "Write a whole number"),
            ({"weeks": "30", "times": "3"}, "At most 60 weeks are written at once."),
            ({"first": "1999-01-01"}, "Choose a day in the years"),
        ],
    )
    def test_refusals(self, plan, bad, said):
        response = plan.post(self.URL, **self.asked(plan, **bad))
        assert response.status_code == 422
        assert said in html(response)


class TestCopyingASession:
    def test_it_works(self, plan):
        session = plan.add(1, "8 km easy")
        other = plan.cast.ridgeway.squads.create(name="Sunday squad")
        sent = {"squads": [plan.cast.tuesday.pk, other.pk], "days": [1, 3], "week": "2026-11-25"}
        response = plan.client.post(plan.session_url(session, "copy/"), sent)
        assert re.sub(r"\?done=[-0-9a-f]{36}", "", response["Location"]) == f"{plan.url}#day-1"
        assert board() == {"2026-11-24": ["8 km easy"] * 2, "2026-11-26": ["8 km easy"] * 2}
        assert Session.objects.filter(week__squad=plan.cast.tuesday).count() == 2

    def test_beside_what_is_there_and_in_a_published_week_too(self, plan):
        session = plan.add(1, "8 km easy")
        plan.add(3, "Swim")
        plan.publish()
        sent = {"squads": [plan.cast.tuesday.pk], "days": [3], "week": "2026-11-23"}
        plan.client.post(plan.session_url(session, "copy/"), sent)
        assert board()["2026-11-26"] == ["Swim", "8 km easy"]

    @pytest.mark.parametrize(
        ("bad", "said"),
        [
            ({"days": []}, "Tick at least one day."),
            ({"squads": []}, "Tick at least one squad."),
            ({"week": "1066-10-14"}, "Choose a day in the years"),
            ({"days": [9]}, "Select a valid choice"),
        ],
    )
    def test_refusals(self, plan, bad, said):
        session = plan.add(1, "8 km easy")
        sent = {"squads": [plan.cast.tuesday.pk], "days": [3], "week": "2026-11-23", **bad}
        response = plan.client.post(plan.session_url(session, "copy/"), sent)
        assert response.status_code == 422
        assert said in html(response)
        assert board() == {"2026-11-24": ["8 km easy"]}

    def test_a_deleted_session_is_not_copied(self, plan):
        session = plan.add(1, "8 km easy")
        session.delete_softly(version=1, by=plan.cast.user("Mira"))
        assert plan.client.get(plan.session_url(session, "copy/")).status_code == 404
