"""Editing guideline content in the admin, as a club's head coach would: typed conditions, clear refusals, history."""

from __future__ import annotations

import html
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from advice.drill_form import DrillForm
from advice.models import Drill, Guideline, Pack, Source
from advice.published import guideline_set

pytestmark = pytest.mark.usefixtures("content", "db")


@pytest.fixture
def client():
    user = get_user_model().objects.create_superuser(email="head@example.org", password="correct horse battery")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def url(row, page="change"):
    return f"/admin/advice/{row._meta.model_name}/{row.pk}/{page}/"


def filled(response):
    """What a browser would send back from the form on the page, unchanged."""
    data = {"_save": "Save"}
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    forms = [response.context["adminform"].form]
    for formset in formsets:
        forms += [formset.management_form, *formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False:
                data[field.html_name] = value
    return data


def messages(response):
    """Every error on the page, as read by a person."""
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    found = [*response.context["adminform"].form.errors.values()]
    for formset in formsets:
        found += [formset.non_form_errors(), *(error for form in formset.forms for error in form.errors.values())]
    return " ".join(html.unescape(str(line)) for errors in found for line in errors)


def loading_again():
    """The last line of loading the content files again, which tells every edit that stands against them."""
    out = StringIO()
    call_command("load_guidelines", stdout=out)
    assert "edited here" not in out.getvalue()
    return out.getvalue().splitlines()[-1]


def test_it_works(client):
    guideline = Guideline.objects.get(code="babchin-distance")
    page = client.get(url(guideline))
    data = filled(page)

    assert page.status_code == 200
    assert "Applies when the load is carried, the activity is running and a repetition is longer than 100 m." in (
        page.content.decode()
    )
    assert data["conditions-0-value"] == "carried"
    assert data["conditions-2-value"] == "100"

    answer = client.post(url(guideline), data | {"conditions-2-value": "150 m", "reason": "Shorter, please."})

    assert answer.status_code == 302, messages(answer)
    compiled = next(one for one in guideline_set(["founding"]) if one.code == "babchin-distance")
    assert compiled.reason == "Shorter, please."
    assert compiled.when[2].value == 150
    assert compiled.replacements[:2] == ("uh01", "uh02")


@pytest.mark.parametrize("code", ["athlete-no-added-load", "dyatlova-strength", "khmeleva-slow", "vasiliev-why"])
def test_saving_without_a_change_changes_nothing(client, code):
    guideline = Guideline.objects.get(code=code)
    before = guideline.as_value()

    answer = client.post(url(guideline), filled(client.get(url(guideline))))

    assert answer.status_code == 302, messages(answer)
    assert Guideline.objects.get(code=code).as_value() == before
    assert loading_again() == "Nothing changed."


def test_the_list(client):
    page = client.get("/admin/advice/guideline/").content.decode()

    for words in ("babchin-distance", "Oleg Babchin", "against", "Founding panel"):
        assert words in page
    found = client.get("/admin/advice/guideline/?q=babchin-d").content.decode()
    assert "babchin-distance" in found
    assert "sorokin-hills" not in found
    for chosen in ("stance__exact=stop", "packs__id__exact=1", "published__exact=1", "exception__exact=1"):
        assert client.get(f"/admin/advice/guideline/?{chosen}").status_code == 200


def test_the_list_has_a_fixed_number_of_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        client.get("/admin/advice/guideline/")


def test_a_new_guideline_with_conditions(client):
    page = client.get("/admin/advice/guideline/add/")
    data = filled(page) | {
        "code": "nadia-vests",
        "source": Source.objects.get(slug="sorokin").pk,
        "stance": "against",
        "reason": "Vests bounce.",
        "packs": [Pack.objects.get(slug="founding").pk],
        "conditions-TOTAL_FORMS": 4,
        "conditions-0-fact": "load_class",
        "conditions-0-operator": "is_any_of",
        "conditions-0-value": "Carried, towed",
        "conditions-1-fact": "effort",
        "conditions-1-operator": "at_most",
        "conditions-1-value": "very easy",
        "conditions-2-fact": "past_bone_stress_injury",
        "conditions-2-operator": "is",
        "conditions-2-value": "yes",
        "conditions-3-fact": "load_kg",
        "conditions-3-operator": "less_than",
        "conditions-3-value": "2,5",
        "conditions-3-unless": "on",
        "conditions-3-editorial": "on",
    }

    answer = client.post("/admin/advice/guideline/add/", data)

    assert answer.status_code == 302, messages(answer)
    guideline = Guideline.objects.get(code="nadia-vests")
    assert [(row.fact, row.value, row.unless) for row in guideline.conditions.all()] == [
        ("load_class", ["carried", "towed"], False),
        ("effort", "very_easy", False),
        ("past_bone_stress_injury", True, False),
        ("load_kg", 2.5, True),
    ]
    assert [*guideline.packs.values_list("slug", flat=True)] == ["founding"]
    assert "nadia-vests" in {one.code for one in guideline_set(["founding"])}
    again = filled(client.get(url(guideline)))
    assert [again[f"conditions-{place}-value"] for place in range(4)] == ["carried, towed", "very easy", "yes", "2.5"]


@pytest.mark.parametrize(
    ("fact", "operator", "value", "told"),
    [
        ("effort", "at_most", "brisk", "Effort takes one of: rest, very easy, easy"),
        ("effort", "at_most", "easy, steady", "Effort with this operator takes one word"),
        ("rep_distance_m", "more_than", "far", "Length of a repetition takes a number (m), not “far”"),
        ("rep_distance_m", "more_than", "-3", "Length of a repetition: give a number from 0 up"),
        ("rep_distance_m", "more_than", "nan", "Length of a repetition: give a number from 0 up"),
        ("rep_distance_m", "more_than", "1e999", "Length of a repetition: give a number from 0 up"),
        ("rep_distance_m", "is_any_of", "100", "Length of a repetition takes: is at most, is less than"),
        ("uphill", "is", "perhaps", "Uphill takes yes or no"),
        ("load_class", "is_any_of", "carried, dragged", "Kind of load takes one of: none, carried, towed, elastic"),
        ("load_class", "is_any_of", ",", "Kind of load: choose at least one"),
        ("load_class", "is_any_of", "", "This field is required"),
        ("", "is_any_of", "carried", "This field is required"),
        ("mood", "is", "yes", "Select a valid choice"),
        ("load_class", "is_any_of", "<script>alert(1)</script> 🏃", "<script>alert(1)</script> 🏃"),
    ],
)
def test_a_condition_that_does_not_hold_together(client, fact, operator, value, told):
    guideline = Guideline.objects.get(code="babchin-power")
    before = guideline.as_value()
    data = filled(client.get(url(guideline)))
    wrong = {"conditions-3-fact": fact, "conditions-3-operator": operator, "conditions-3-value": value}

    answer = client.post(url(guideline), data | wrong | {"reason": "Kept as typed."})

    assert answer.status_code == 200
    assert told.casefold() in messages(answer).casefold()
    page = answer.content.decode()
    assert "Kept as typed." in page
    assert "<script>alert(1)" not in page
    assert filled(answer).get("conditions-3-value", "") == value
    assert Guideline.objects.get(pk=guideline.pk).as_value() == before


def test_a_published_guideline_says_when_it_applies(client):
    guideline = Guideline.objects.get(code="sorokin-hills")
    data = filled(client.get(url(guideline)))
    without = data | {f"conditions-{place}-DELETE": "on" for place in range(3)}

    refused = client.post(url(guideline), without)
    assert refused.status_code == 200
    assert "Say when it applies" in messages(refused)

    del without["published"]
    assert client.post(url(guideline), without).status_code == 302
    page = client.get(url(guideline)).content.decode()
    assert "It does not count yet." in page
    assert "sorokin-hills" not in {one.code for one in guideline_set(["founding"])}


def test_an_objection_is_no_exception(client):
    guideline = Guideline.objects.get(code="babchin-distance")
    data = filled(client.get(url(guideline))) | {"exception": "on"}

    refused = client.post(url(guideline), data)

    assert refused.status_code == 200
    assert "can be an exception" in messages(refused)


def test_a_condition_that_an_older_uphill_knew_can_be_mended(client):
    guideline = Guideline.objects.get(code="babchin-power")
    guideline.conditions.filter(fact="effort").update(fact="mood", value={"was": "good"})

    page = client.get(url(guideline))
    assert page.status_code == 200
    assert client.get("/admin/advice/guideline/").status_code == 200
    mended = filled(page) | {
        "conditions-3-fact": "effort",
        "conditions-3-operator": "at_most",
        "conditions-3-value": "mile effort",
    }
    assert client.post(url(guideline), mended).status_code == 302
    assert Guideline.objects.get(pk=guideline.pk).as_value().when[3].value == "mile"


def test_taking_a_guideline_out_of_a_pack_counts_at_once(client):
    guideline = Guideline.objects.get(code="sorokin-hills")
    assert "sorokin-hills" in {one.code for one in guideline_set(["founding"])}
    data = filled(client.get(url(guideline)))
    data["packs"] = []

    assert client.post(url(guideline), data).status_code == 302

    assert "sorokin-hills" not in {one.code for one in guideline_set(["founding"])}


def test_what_came_with_uphill_is_switched_off_and_not_deleted(client):
    loaded = Guideline.objects.get(code="sorokin-hills")
    own = Guideline.objects.create(code="own", source=loaded.source, stance="supports", reason="Ours.")

    assert client.post(url(loaded, "delete"), {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [loaded.pk, own.pk], "post": "yes"}
    client.post("/admin/advice/guideline/", selected)
    assert Guideline.objects.filter(pk__in=[loaded.pk, own.pk]).count() == 2
    assert client.post(url(own, "delete"), {"post": "yes"}).status_code == 302
    assert not Guideline.objects.filter(code="own").exists()


def test_history_shows_how_it_stood(client):
    guideline = Guideline.objects.get(code="sorokin-hills")
    data = filled(client.get(url(guideline))) | {"reason": "Hills, hills, hills."}
    client.post(url(guideline), data)

    page = client.get(url(guideline, "history"))

    assert page.status_code == 200
    assert "head@example.org" in page.content.decode()
    assert guideline.history.count() == 2
    first = guideline.history.last()
    old = client.get(f"/admin/advice/guideline/{guideline.pk}/history/{first.pk}/")
    assert old.status_code == 200
    assert "natural resistance" in old.content.decode()


@pytest.mark.parametrize("model", [Source, Pack, Drill])
def test_the_other_pages(client, model):
    row = model.objects.first()

    assert client.get(f"/admin/advice/{model._meta.model_name}/").status_code == 200
    assert client.get(f"/admin/advice/{model._meta.model_name}/?q=a").status_code == 200
    assert client.get(f"/admin/advice/{model._meta.model_name}/add/").status_code == 200
    page = client.get(url(row))
    assert page.status_code == 200
    assert client.post(url(row), filled(page)).status_code == 302


def test_every_drill_can_be_saved_as_it_is():
    for drill in Drill.objects.all():
        before = drill.as_value()
        sent = {field.html_name: field.value() for field in DrillForm(instance=drill) if field.value() is not None}
        form = DrillForm(sent, instance=drill)

        assert form.is_valid(), (drill, form.errors)
        form.save()
        assert Drill.objects.get(pk=drill.pk).as_value() == before
    assert loading_again() == "Nothing changed."


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"reps": "many"}, "as in 4–12"),
        ({"reps": "6-4"}, "the least first"),
        ({"reps": ""}, "does not fit the dose"),
        ({"form": "{reps} x {time} uphill flumphing"}, "cannot be read as a session: flumphing"),
        ({"form": "{reps x uphill"}, "does not fit the dose"),
        ({"form": "{0} {reps.real} x {time} uphill"}, "does not fit the dose"),
        ({"equipment": "anvil / step, box or bench"}, "“anvil” is none of"),
        ({"terrain": ["beach"]}, "beach is not one of the available choices"),
        ({"purposes": []}, "This field is required"),
        ({"form": ""}, "why it is never offered"),
    ],
)
def test_a_drill_that_cannot_be_done(client, change, told):
    drill = Drill.objects.get(code="uh02")
    data = filled(client.get(url(drill))) | change

    answer = client.post(url(drill), data)

    assert answer.status_code == 200
    assert told in messages(answer)
    assert Drill.objects.get(code="uh02").as_value() == drill.as_value()


def test_a_drill_with_another_dose_and_equipment(client):
    drill = Drill.objects.get(code="uh02")
    data = filled(client.get(url(drill)))
    assert (data["reps"], data["time_s"]) == ("4–12", "15–20")

    change = {"reps": "3 - 5", "equipment": "step, box or bench / stairs\nband", "cues": "Tall.\n\nQuick."}
    answer = client.post(url(drill), data | change)

    assert answer.status_code == 302, messages(answer)
    drill.refresh_from_db()
    assert drill.dose["reps"] == [3, 5]
    assert drill.equipment == [["box", "stairs"], ["band"]]
    assert drill.cues == ["Tall.", "Quick."]
