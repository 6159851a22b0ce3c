"""Editing guidelines in the admin, as a club's head coach would: typed conditions, clear refusals, history."""

from __future__ import annotations

import pytest

from advice.models import Drill, Guideline, Pack, Source
from advice.published import guideline_set
from tests.advice.admin_pages import filled, loading_again, told, url

pytestmark = pytest.mark.usefixtures("content", "db")


@pytest.fixture
def distance():
    """A published guideline about repetitions of more than 100 m, with examples of this module's own."""
    guideline = Guideline.objects.get(code="babchin-distance")
    guideline.examples.all().delete()
    guideline.examples.create(text="8 km easy with a 5 kg vest", expected="applies")
    guideline.examples.create(text="6 x 120 m fast with a 5 kg vest", expected="applies")
    return guideline


def test_it_works(head_coach, distance):
    page = head_coach.get(url(distance))
    data = filled(page)

    assert page.status_code == 200
    assert "Applies when the load is carried, the activity is running and a repetition is longer than 100 m." in (
        page.content.decode()
    )
    assert data["conditions-0-value"] == "carried"
    assert data["conditions-2-value"] == "100"

    change = {"conditions-2-value": "0.15 km", "reason": "Shorter, please."}
    refused = head_coach.post(url(distance), data | change)

    assert refused.status_code == 200
    assert (
        "Example 2 fails: “6 x 120 m fast with a 5 kg vest”. Expected: applies. Found: does not apply. "
        "It does not apply, because this does not hold: a repetition is longer than 150 m (here: 120 m)."
    ) in told(refused)
    assert "Shorter, please." in refused.content.decode()
    assert "longer than 100 m" in Guideline.objects.get(pk=distance.pk).readable()

    answer = head_coach.post(url(distance), data | change | {"examples-1-expected": "does_not"})

    assert answer.status_code == 302, told(answer)
    compiled = next(one for one in guideline_set(["founding"]) if one.code == "babchin-distance")
    assert compiled.reason == "Shorter, please."
    assert compiled.when[2].value == 150
    assert compiled.replacements[:2] == ("uh01", "uh02")


@pytest.mark.parametrize("code", ["athlete-no-added-load", "dyatlova-strength", "khmeleva-slow", "vasiliev-why"])
def test_saving_without_a_change_changes_nothing(head_coach, code):
    guideline = Guideline.objects.get(code=code)
    before = guideline.as_value()

    answer = head_coach.post(url(guideline), filled(head_coach.get(url(guideline))))

    assert answer.status_code == 302, told(answer)
    assert Guideline.objects.get(code=code).as_value() == before
    assert loading_again() == "Nothing changed."


def test_the_list(head_coach):
    page = head_coach.get("/admin/advice/guideline/").content.decode()

    for words in ("babchin-distance", "Oleg Babchin", "against", "Founding panel"):
        assert words in page
    found = head_coach.get("/admin/advice/guideline/?q=babchin-d").content.decode()
    assert "babchin-distance" in found
    assert "sorokin-hills" not in found
    for chosen in (
        "stance__exact=stop",
        "packs__id__exact=1",
        "status__exact=published",
        "review=due",
        "review=soon",
        "review=none",
        "exception__exact=1",
    ):
        assert head_coach.get(f"/admin/advice/guideline/?{chosen}").status_code == 200


def test_the_list_has_a_fixed_number_of_queries(head_coach, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        head_coach.get("/admin/advice/guideline/")


def test_a_new_guideline_with_conditions(head_coach):
    page = head_coach.get("/admin/advice/guideline/add/")
    data = filled(page, "_publish") | {
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
        "reference": "A talk at the club.",
        "examples-0-text": "8 km very easy with a 5 kg vest",
        "examples-0-athlete": "past bone stress injury: yes",
        "examples-0-expected": "applies",
    }

    answer = head_coach.post("/admin/advice/guideline/add/", data)

    assert answer.status_code == 302, told(answer)
    guideline = Guideline.objects.get(code="nadia-vests")
    assert [(row.fact, row.value, row.unless) for row in guideline.conditions.all()] == [
        ("load_class", ["carried", "towed"], False),
        ("effort", "very_easy", False),
        ("past_bone_stress_injury", True, False),
        ("load_kg", 2.5, True),
    ]
    assert [*guideline.packs.values_list("slug", flat=True)] == ["founding"]
    assert "nadia-vests" in {one.code for one in guideline_set(["founding"])}
    again = filled(head_coach.get(url(guideline)))
    assert [again[f"conditions-{place}-value"] for place in range(4)] == ["carried, towed", "very easy", "yes", "2.5"]


@pytest.mark.parametrize(
    ("fact", "operator", "value", "why"),
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
def test_a_condition_that_does_not_hold_together(head_coach, fact, operator, value, why):
    guideline = Guideline.objects.get(code="babchin-power")
    before = guideline.as_value()
    data = filled(head_coach.get(url(guideline)))
    wrong = {"conditions-3-fact": fact, "conditions-3-operator": operator, "conditions-3-value": value}

    answer = head_coach.post(url(guideline), data | wrong | {"reason": "Kept as typed."})

    assert answer.status_code == 200
    assert why.casefold() in told(answer).casefold()
    page = answer.content.decode()
    assert "Kept as typed." in page
    assert "<script>alert(1)" not in page
    assert filled(answer).get("conditions-3-value", "") == value
    assert Guideline.objects.get(pk=guideline.pk).as_value() == before


def test_a_published_guideline_says_when_it_applies(head_coach):
    guideline = Guideline.objects.get(code="sorokin-hills")
    data = filled(head_coach.get(url(guideline)))
    without = data | {f"conditions-{place}-DELETE": "on" for place in range(3)}

    refused = head_coach.post(url(guideline), without)
    assert refused.status_code == 200
    assert "Say when it applies" in told(refused)

    assert head_coach.post(url(guideline), without | {"_draft": ""}).status_code == 302
    page = head_coach.get(url(guideline)).content.decode()
    assert "Say when it applies" in page
    assert "sorokin-hills" not in {one.code for one in guideline_set(["founding"])}


def test_an_objection_is_no_exception(head_coach):
    guideline = Guideline.objects.get(code="babchin-distance")
    data = filled(head_coach.get(url(guideline))) | {"exception": "on"}

    refused = head_coach.post(url(guideline), data)

    assert refused.status_code == 200
    assert "can be an exception" in told(refused)


def test_a_condition_that_an_older_uphill_knew_can_be_mended(head_coach):
    guideline = Guideline.objects.get(code="babchin-power")
    guideline.conditions.filter(fact="effort").update(fact="mood", value={"was": "good"})

    page = head_coach.get(url(guideline))
    assert page.status_code == 200
    assert head_coach.get("/admin/advice/guideline/").status_code == 200
    mended = filled(page) | {
        "conditions-3-fact": "effort",
        "conditions-3-operator": "at_most",
        "conditions-3-value": "mile effort",
    }
    assert head_coach.post(url(guideline), mended).status_code == 302
    assert Guideline.objects.get(pk=guideline.pk).as_value().when[3].value == "mile"


def test_taking_a_guideline_out_of_a_pack_counts_at_once(head_coach):
    guideline = Guideline.objects.get(code="sorokin-hills")
    assert "sorokin-hills" in {one.code for one in guideline_set(["founding"])}
    data = filled(head_coach.get(url(guideline)))
    data["packs"] = []

    assert head_coach.post(url(guideline), data).status_code == 302

    assert "sorokin-hills" not in {one.code for one in guideline_set(["founding"])}


def test_what_came_with_uphill_is_switched_off_and_not_deleted(head_coach):
    loaded = Guideline.objects.get(code="sorokin-hills")
    own = Guideline.objects.create(code="own", source=loaded.source, stance="supports", reason="Ours.")

    assert head_coach.post(url(loaded, "delete"), {"post": "yes"}).status_code == 403
    selected = {"action": "delete_selected", "_selected_action": [loaded.pk, own.pk], "post": "yes"}
    head_coach.post("/admin/advice/guideline/", selected)
    assert Guideline.objects.filter(pk__in=[loaded.pk, own.pk]).count() == 2
    assert head_coach.post(url(own, "delete"), {"post": "yes"}).status_code == 302
    assert not Guideline.objects.filter(code="own").exists()


def test_what_deserves_a_second_look_stands_beside_the_editor(head_coach, distance):
    data = filled(head_coach.get(url(distance))) | {"reason": "Proven to harm.", "_try": ""}
    data |= {"conditions-0-fact": "rep_distance_m", "conditions-0-operator": "at_most", "conditions-0-value": "50"}

    page = head_coach.post(url(distance), data).content.decode()

    assert "Worth a second look:" in page
    assert "can never hold together. Change or remove one of these conditions" in page
    assert "It claims more than is known: “Proven”." in page


def test_the_check_names_everything_with_the_way_to_its_page(head_coach, distance):
    Guideline.objects.filter(pk=distance.pk).update(review_on="2020-01-01")
    source = Source.objects.create(slug="nobody", name="Nobody")
    drill = Drill.objects.get(code="uh02")
    Drill.objects.filter(pk=drill.pk).update(form="{reps} x {time} flumphing")

    page = head_coach.get("/admin/advice/guideline/check/").content.decode()

    assert "1 error:" in page
    assert "warnings:" in page
    for row, words in ((distance, "review date has passed"), (source, "No guideline is of"), (drill, "is not read")):
        assert f'href="/admin/advice/{row._meta.model_name}/{row.pk}/change/"' in page
        assert words in page


def test_the_list_leads_to_the_check(head_coach):
    assert 'href="/admin/advice/guideline/check/"' in head_coach.get("/admin/advice/guideline/").content.decode()
