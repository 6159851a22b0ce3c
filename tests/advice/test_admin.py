"""Sources, packs and drills in the admin."""

from __future__ import annotations

import pytest

from advice.drill_form import DrillForm
from advice.models import Drill, Pack, Source
from tests.advice.admin_pages import filled, loading_again, told, url

pytestmark = pytest.mark.usefixtures("content", "db")


@pytest.mark.parametrize("model", [Source, Pack, Drill])
def test_the_other_pages(head_coach, model):
    row = model.objects.first()

    assert head_coach.get(f"/admin/advice/{model._meta.model_name}/").status_code == 200
    assert head_coach.get(f"/admin/advice/{model._meta.model_name}/?q=a").status_code == 200
    assert head_coach.get(f"/admin/advice/{model._meta.model_name}/add/").status_code == 200
    page = head_coach.get(url(row))
    assert page.status_code == 200
    assert head_coach.post(url(row), filled(page)).status_code == 302


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
    ("change", "why"),
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
def test_a_drill_that_cannot_be_done(head_coach, change, why):
    drill = Drill.objects.get(code="uh02")
    data = filled(head_coach.get(url(drill))) | change

    answer = head_coach.post(url(drill), data)

    assert answer.status_code == 200
    assert why in told(answer)
    assert Drill.objects.get(code="uh02").as_value() == drill.as_value()


def test_a_drill_with_another_dose_and_equipment(head_coach):
    drill = Drill.objects.get(code="uh02")
    data = filled(head_coach.get(url(drill)))
    assert (data["reps"], data["time_s"]) == ("4–12", "15–20")

    change = {"reps": "3 - 5", "equipment": "step, box or bench / stairs\nband", "cues": "Tall.\n\nQuick."}
    answer = head_coach.post(url(drill), data | change)

    assert answer.status_code == 302, told(answer)
    drill.refresh_from_db()
    assert drill.dose["reps"] == [3, 5]
    assert drill.equipment == [["box", "stairs"], ["band"]]
    assert drill.cues == ["Tall.", "Quick."]
