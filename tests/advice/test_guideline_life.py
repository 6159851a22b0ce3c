"""From a draft to what is published and retired, in the admin: what is refused, who did what, and the way back."""

from __future__ import annotations

import datetime as dt
import html

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from advice.models import Condition, Guideline, Pack, Revision, Source
from advice.published import guideline_set
from tests.advice.admin_pages import filled, told, url

pytestmark = pytest.mark.usefixtures("db")

LIST = "/admin/advice/guideline/"


@pytest.fixture
def vests(head_coach):
    """A draft against vests, with the examples that show it at work."""
    source = Source.objects.create(slug="nadia", name="Nadia Example")
    pack = Pack.objects.create(slug="house", name="House")
    return draft("nadia-vests", source, pack)


def draft(code, source, pack):
    guideline = Guideline.objects.create(
        code=code, source=source, stance="against", reason="Vests bounce.", reference="A talk."
    )
    guideline.packs.add(pack)
    for fact, operator, value in (
        ("implement", "is_any_of", ["vest"]),
        ("activity", "is_any_of", ["run"]),
        ("rep_distance_m", "more_than", 100),
    ):
        guideline.conditions.create(fact=fact, operator=operator, value=value)
    guideline.conditions.create(fact="goal", operator="is_any_of", value=["ultra_trail"], unless=True)
    guideline.examples.create(text="8 km easy with a 5 kg vest", expected="applies")
    guideline.examples.create(
        text="8 km easy with a 5 kg vest", athlete={"goal": "ultra_trail", "level": "unknown"}, expected="does_not"
    )
    guideline.examples.create(text="6 x 60 m all-out with a 5 kg vest", expected="does_not")
    return guideline


def status(guideline):
    return Guideline.objects.get(pk=guideline.pk).status


def words(response):
    return html.unescape(response.content.decode())


def publish(client, guideline, **change):
    return client.post(url(guideline), filled(client.get(url(guideline)), "_publish") | change)


def test_publishing_counts_and_is_told_with_who_and_when(head_coach, vests):
    answer = publish(head_coach, vests)

    assert answer.status_code == 302, told(answer)
    assert [one.code for one in guideline_set(["house"])] == ["nadia-vests"]
    revision = vests.revisions.first()
    assert (revision.status, revision.made_by.email) == ("published", "head@example.org")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"reference": " "}, "Say where the position can be read"),
        ({"reason": " "}, "This field is required"),
        (
            {"conditions-2-value": "50"},
            "Example 3 fails: “6 x 60 m all-out with a 5 kg vest”. Expected: does not apply.",
        ),
        ({"examples-0-expected": "undecided"}, "Found: applies. It applies: all that it asks for holds."),
        ({"examples-0-text": "see you at the clubhouse"}, "Found: could not be read."),
        ({"examples-0-athlete": "goal: swimming"}, "“swimming” is none of them"),
        ({"examples-0-athlete": "mood: good"}, "“mood” is no fact of an athlete or a week; use one of: Goal"),
        ({"examples-0-athlete": "goal"}, "Write a fact, a colon and its value"),
        ({"examples-0-athlete": "goal: sprint; Goal: fitness"}, "Goal is there twice"),
        ({"examples-0-athlete": "weeks to race: soon"}, "Weeks to the next race takes a number (weeks)"),
        ({"examples-0-athlete": "body mass: 80-60"}, "not a number from 0 up, nor a range"),
        ({"examples-0-text": ""}, "This field is required"),
        ({"examples-0-DELETE": "on"}, "Give an example that it applies to"),
        ({f"conditions-{place}-DELETE": "on" for place in range(3)}, "give a condition without “unless”"),
        ({"conditions-TOTAL_FORMS": "many"}, "ManagementForm data is missing or has been tampered with"),
    ],
)
def test_what_is_refused_keeps_everything_that_was_typed(head_coach, vests, change, why):
    answer = publish(head_coach, vests, **{"instead": "Run uphill.", **change})

    assert answer.status_code == 200
    assert why in told(answer)
    assert "Run uphill." in words(answer)
    assert (status(vests), Guideline.objects.get(pk=vests.pk).instead) == ("draft", "")


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (
            "goal: ultra_trail; weeks to race: 8; level: unknown",
            {"goal": "ultra_trail", "weeks_to_race": 8, "level": "unknown"},
        ),
        ("GOAL: Ultra-trail\nWeeks to the next race: 8 weeks", {"goal": "ultra_trail", "weeks_to_race": 8}),
        ("weeks to race: none; injuries: none", {"weeks_to_race": "none", "injuries": []}),
        ("injuries: knee, shin", {"injuries": ["knee", "shin"]}),
        (
            "goal: sprint, fitness; hard session the day before: yes",
            {"goal": ["short_sprint", "fitness"], "hard_yesterday": True},
        ),
        ("body mass: 60–80 kg; longest run: 12", {"body_mass_kg": [60, 80], "longest_run_30_days_km": 12}),
        ("", {}),
    ],
)
def test_an_athlete_as_a_coach_writes_one(head_coach, vests, written, found):
    data = filled(head_coach.get(url(vests)), "_draft") | {"examples-0-athlete": written}

    answer = head_coach.post(url(vests), data)

    assert answer.status_code == 302, told(answer)
    assert vests.examples.first().athlete == found
    # What is shown again means the same.
    again = head_coach.post(url(vests), filled(head_coach.get(url(vests)), "_draft"))
    assert again.status_code == 302, told(again)
    assert vests.examples.first().athlete == found


def test_a_draft_may_fail_its_examples(head_coach, vests):
    data = filled(head_coach.get(url(vests)), "_draft") | {"conditions-2-value": "50", "reference": ""}

    assert head_coach.post(url(vests), data).status_code == 302
    assert "Example 3 fails" in words(head_coach.get(url(vests)))


def test_trying_saves_nothing(head_coach, vests):
    data = filled(head_coach.get(url(vests)), "_try") | {"conditions-2-value": "50 m", "reason": "Not yet."}

    answer = head_coach.post(url(vests), data)

    assert answer.status_code == 200
    assert "a repetition is longer than 50 m, unless" in words(answer)
    assert "Example 3 fails" in words(answer)
    assert not told(answer)
    assert Guideline.objects.get(pk=vests.pk).reason == "Vests bounce."
    assert not Revision.objects.exists()


def test_examples_keep_the_numbers_that_are_on_the_page(head_coach, vests):
    change = {"examples-0-DELETE": "on", "conditions-2-value": "50"}

    refused = told(publish(head_coach, vests, **change))

    assert "Example 3 fails" in refused
    assert "Example 1" not in refused


def test_what_follows_the_typing_is_sent_without_the_page(head_coach, vests):
    data = filled(head_coach.get(url(vests)), "_try") | {"conditions-2-value": "50"}

    answer = head_coach.post(url(vests), data, headers={"X-Live": "1"})

    assert answer.status_code == 200
    assert "<form" not in words(answer)
    for shown in ('id="in-words"', "a repetition is longer than 50 m", 'id="examples-2-result"', "Fails"):
        assert shown in words(answer)


def test_each_result_says_whose_it_is_and_what_was_not_understood(head_coach, vests):
    data = filled(head_coach.get(url(vests)), "_try") | {"examples-2-text": "6 x 60 m all-out with a 5 kg vest flumph"}

    page = words(head_coach.post(url(vests), data))

    assert "Tried with: Goal: ultra-trail; Level: not known" in page
    assert "Tried with: the typical athlete" in page
    assert "a repetition is longer than 100 m (here: 60 m)" in page
    assert "<mark>flumph</mark>" in page
    saved = head_coach.post(url(vests), data | {"_publish": ""}, follow=True)
    assert "Example 3 holds words that were not understood: flumph." in words(saved)


def test_what_is_published_stays_so_only_if_it_passes(head_coach, vests):
    publish(head_coach, vests)
    data = filled(head_coach.get(url(vests)), "_save") | {"conditions-2-value": "50"}

    refused = head_coach.post(url(vests), data)

    assert "Example 3 fails" in told(refused)
    assert Condition.objects.get(guideline=vests, fact="rep_distance_m").value == 100
    del data["_save"]
    assert head_coach.post(url(vests), data | {"_draft": ""}).status_code == 302
    assert status(vests) == "draft"
    assert not guideline_set(["house"])


def test_retiring_takes_a_second_word_and_keeps_the_history(head_coach, vests):
    publish(head_coach, vests)

    assert "Retire nadia-vests?" in words(head_coach.get(url(vests, "retire")))
    assert status(vests) == "published"
    assert head_coach.post(url(vests, "retire")).status_code == 302

    assert status(vests) == "retired"
    assert not guideline_set(["house"])
    assert [row.status for row in vests.revisions.all()] == ["retired", "published"]
    assert publish(head_coach, vests).status_code == 302
    assert status(vests) == "published"


def test_only_what_never_counted_can_be_deleted(head_coach, vests):
    assert "/delete/" in words(head_coach.get(url(vests)))
    publish(head_coach, vests)
    head_coach.post(url(vests), filled(head_coach.get(url(vests)), "_draft"))

    assert status(vests) == "draft"
    assert "/delete/" not in words(head_coach.get(url(vests)))
    assert head_coach.post(url(vests, "delete"), {"post": "yes"}).status_code == 403
    # Nor does it lose the name that its history goes by.
    answer = head_coach.post(url(vests), filled(head_coach.get(url(vests)), "_draft") | {"code": "other"})
    assert answer.status_code == 302
    assert Guideline.objects.get(pk=vests.pk).code == "nadia-vests"


def test_the_actions_of_the_list_ask_the_same(head_coach, vests):
    failing = draft("nadia-short", vests.source, vests.packs.get())
    failing.conditions.filter(fact="rep_distance_m").update(value=50)
    chosen = {"_selected_action": [vests.pk, failing.pk]}

    page = words(head_coach.post(LIST, chosen | {"action": "publish_selected"}, follow=True))

    assert "1 guideline is published." in page
    assert "“nadia-short” is not published. Example 3 fails:" in page
    assert (status(vests), status(failing)) == ("published", "draft")

    page = words(head_coach.post(LIST, chosen | {"action": "retire_selected"}, follow=True))

    assert "“nadia-vests” is retired" in page
    assert (status(vests), status(failing)) == ("retired", "retired")


def test_the_list_tells_what_passes_and_what_is_due(head_coach, vests):
    failing = draft("nadia-short", vests.source, vests.packs.get())
    failing.conditions.filter(fact="rep_distance_m").update(value=50)
    Guideline.objects.filter(pk=failing.pk).update(review_on=dt.date(2020, 1, 1))

    page = words(head_coach.get(LIST))
    assert "3 of 3" in page
    assert "2 of 3" in page
    assert "2020-01-01 due" in page
    due = words(head_coach.get(f"{LIST}?review=due"))
    assert "nadia-short" in due
    assert "nadia-vests" not in due
    assert "nadia-vests" not in words(head_coach.get(f"{LIST}?status__exact=published"))


def test_the_list_costs_the_same_for_few_and_for_many(head_coach, vests, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        head_coach.get(LIST)
    for number in range(12):
        draft(f"more-{number}", vests.source, vests.packs.get())
    with django_assert_num_queries(len(few)):
        head_coach.get(LIST)


def test_the_history_costs_the_same_for_few_and_for_many(head_coach, vests, django_assert_num_queries):
    publish(head_coach, vests)
    with CaptureQueriesContext(connection) as few:
        head_coach.get(url(vests, "history"))
    queries = len(few)
    for number in range(8):
        publish(head_coach, vests, reason=f"Reason {number}.")
    with django_assert_num_queries(queries):
        page = words(head_coach.get(url(vests, "history")))
    assert "<del>Reason 6.</del>" in page
    assert "<ins>Reason 7.</ins>" in page


def test_the_history_compares_and_brings_back(head_coach, vests):
    publish(head_coach, vests)
    first = vests.revisions.get()
    change = {"conditions-2-value": "150", "examples-1-DELETE": "on", "packs": [], "exception": ""}
    assert publish(head_coach, vests, **change).status_code == 302
    second = vests.revisions.first()

    history = words(head_coach.get(url(vests, "history")))
    assert "Length of a repetition:" in history
    assert "more than 100 m" in history
    assert "The first version." in history
    page = words(head_coach.get(url(vests, "compare") + f"?from={second.pk}&to={first.pk}"))
    assert "3 differences." in page
    assert page.index("longer than 100 m") < page.index("longer than 150 m")

    filled_page = head_coach.get(url(vests) + f"?version={first.pk}")
    assert "Nothing is saved until" in words(filled_page)
    assert not told(filled_page)
    assert head_coach.post(url(vests), filled(filled_page, "_publish")).status_code == 302
    assert vests.revisions.first().content == first.content
    assert vests.revisions.count() == 3


def test_an_old_version_may_name_what_is_gone(head_coach, vests):
    publish(head_coach, vests)
    old = vests.revisions.get()
    old.content |= {"source": "gone", "packs": ["away"], "drills": ["nought"]}
    old.content["conditions"][0] |= {"fact": "mood", "value": "good"}
    old.save()

    page = head_coach.get(url(vests) + f"?version={old.pk}")

    assert page.status_code == 200
    for name in ("gone", "away", "nought"):
        assert f"“{name}” belonged to that version and is no longer there." in words(page)
    assert "This field is required" in told(page)
    assert head_coach.get(url(vests, "history")).status_code == 200


@pytest.mark.parametrize("asked", ["", "?from=1", "?from=x&to=y", "?from=999999&to=99999999999999999999"])
def test_a_comparison_needs_two_versions(head_coach, vests, asked):
    publish(head_coach, vests)

    answer = head_coach.get(url(vests, "compare") + asked, follow=True)

    assert "Choose two different versions to compare." in words(answer)


@pytest.mark.parametrize("version", ["", "x", "0", "99999999999999999999", "-1"])
def test_there_is_no_such_version(head_coach, vests, version):
    assert head_coach.get(url(vests) + f"?version={version}").status_code == 404


def test_what_somebody_else_saved_meanwhile_is_not_lost_unseen(head_coach, vests):
    publish(head_coach, vests)
    opened = head_coach.get(url(vests))
    mine = filled(opened, "_publish") | {"reason": "Mine.", "revision": opened.context["revision"]}
    publish(staff("view_guideline", "change_guideline"), vests, reason="Theirs.")

    refused = head_coach.post(url(vests), mine)

    assert refused.status_code == 200
    assert "staff@example.org changed it meanwhile" in words(refused)
    assert "Reason: Vests bounce. → Theirs." in words(refused)
    assert "Mine." in words(refused)
    assert Guideline.objects.get(pk=vests.pk).reason == "Theirs."
    again = head_coach.post(url(vests), mine | {"revision": refused.context["revision"]})
    assert again.status_code == 302
    assert Guideline.objects.get(pk=vests.pk).reason == "Mine."


def staff(*permissions):
    user = get_user_model().objects.create_user("staff@example.org", "correct horse battery", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_who_may_only_look_sees_the_history(vests):
    client = staff("view_guideline")

    assert client.get(url(vests)).url == url(vests, "history")
    assert client.get(url(vests, "history")).status_code == 200
    for page in ("change", "retire"):
        assert client.post(url(vests, page), {"_publish": ""}).status_code == 403
    assert client.get("/admin/advice/guideline/add/").status_code == 403
    assert status(vests) == "draft"


def test_who_may_change_a_guideline_may_change_all_of_it(vests):
    client = staff("view_guideline", "change_guideline")

    assert publish(client, vests, **{"examples-2-text": "6 x 80 m all-out with a 5 kg vest"}).status_code == 302

    assert vests.examples.last().text == "6 x 80 m all-out with a 5 kg vest"
    assert vests.revisions.get().made_by.email == "staff@example.org"
    assert client.post(url(vests, "delete"), {"post": "yes"}).status_code == 403


def test_what_is_no_guideline_is_not_found(head_coach, vests):
    for page in ("change", "history", "compare", "retire"):
        assert head_coach.get(f"/admin/advice/guideline/987654/{page}/").status_code == 404
        assert head_coach.get(f"/admin/advice/guideline/x/{page}/").status_code == 404
