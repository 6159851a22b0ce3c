"""What the rows of guideline content hold together, and how they become the engine's values."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from advice.models import Condition, Drill, Guideline, NamedDrill, Pack, Source
from advice.versions import ContentVersion

pytestmark = pytest.mark.django_db


@pytest.fixture
def source():
    return Source.objects.create(slug="nadia", name="Nadia Example", role="coach, Example club")


@pytest.fixture
def guideline(source):
    guideline = Guideline.objects.create(
        code="nadia-vests", source=source, stance="against", reason="Vests bounce.", status="published"
    )
    guideline.conditions.create(fact="load_class", operator="is_any_of", value=["carried"])
    guideline.conditions.create(fact="rep_distance_m", operator="more_than", value=100)
    guideline.conditions.create(fact="goal", operator="is_any_of", value=["ultra_trail"], unless=True)
    return guideline


@pytest.fixture
def drill():
    return Drill.objects.create(
        code="xx01",
        name="Hill strides",
        category="uphill_running",
        purposes=["technique"],
        equipment=[["box", "stairs"]],
        form="{reps} x {time} uphill strides",
        dose={"reps": [4, 6], "time_s": [15, 20]},
    )


def test_it_works(guideline, drill):
    NamedDrill.objects.create(guideline=guideline, drill=drill)

    value = guideline.as_value()

    assert value.source.name == "Nadia Example"
    assert [condition.fact for condition in value.when] == ["load_class", "rep_distance_m"]
    assert [condition.value for condition in value.unless] == [("ultra_trail",)]
    assert value.replacements == ("xx01",)
    assert guideline.readable() == (
        "Applies when the load is carried and a repetition is longer than 100 m, "
        "unless the athlete's goal is ultra-trail."
    )


def test_conditions_keep_their_order(guideline):
    guideline.conditions.filter(fact="load_class").delete()
    guideline.conditions.create(fact="level", operator="is_any_of", value=["recreational"])

    assert list(guideline.conditions.values_list("fact", "position")) == [
        ("rep_distance_m", 1),
        ("goal", 2),
        ("level", 3),
    ]


@pytest.mark.parametrize("stance", ["stop", "against"])
def test_an_objection_is_no_exception(source, stance):
    guideline = Guideline(code="x", source=source, stance=stance, exception=True, reason="Because.")

    with pytest.raises(ValidationError, match="can be an exception"):
        guideline.full_clean()
    with pytest.raises(IntegrityError, match="guideline_exception"), transaction.atomic():
        guideline.save()


def test_the_database_knows_the_stances_and_grades(source):
    for wrong in ({"stance": "maybe"}, {"stance": "against", "grade": "rumour"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Guideline.objects.create(code="x", source=source, reason="Because.", **wrong)


def test_two_conditions_cannot_share_a_position(guideline):
    with pytest.raises(IntegrityError), transaction.atomic():
        guideline.conditions.create(fact="goal", operator="is_any_of", value=["fitness"], position=0)


def test_a_source_with_guidelines_stays(guideline, source):
    with pytest.raises(ProtectedError):
        source.delete()


@pytest.mark.parametrize(
    ("fact", "operator", "value", "told"),
    [
        ("effort", "at_most", "brisk", "Effort"),
        ("rep_distance_m", "is_any_of", 100, "Length of a repetition"),
        ("mood", "is", True, "mood"),
    ],
)
def test_a_condition_that_the_fact_does_not_allow(guideline, fact, operator, value, told):
    condition = Condition(guideline=guideline, fact=fact, operator=operator, value=value, position=9)

    with pytest.raises(ValidationError, match=told):
        condition.full_clean()


def test_in_packs_names_each_guideline_once(guideline, source):
    hidden = Guideline.objects.create(
        code="nadia-hidden", source=source, stance="stop", reason="Not yet.", status="draft"
    )
    packs = [Pack.objects.create(slug=slug, name=slug) for slug in ("one", "two", "three")]
    guideline.packs.set(packs[:2])
    hidden.packs.set(packs[:1])

    assert list(Guideline.objects.in_packs(["one", "two"]).published()) == [guideline]
    assert list(Guideline.objects.in_packs(["one"])) == [hidden, guideline]
    assert not Guideline.objects.in_packs(["three", "nowhere"]).exists()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"terrain": ["beach"]}, "beach is not one of"),
        ({"equipment": [["anvil"]]}, "anvil is not one of"),
        ({"purposes": ["fun"]}, "fun"),
        ({"dose": {"reps": [4, 6]}}, "does not fit the dose"),
        ({"form": "{reps} x {time} flumphing"}, "flumphing"),
        ({"form": ""}, "why it is never offered"),
    ],
)
def test_a_drill_that_cannot_be_done(drill, change, told):
    for field, value in change.items():
        setattr(drill, field, value)

    with pytest.raises(ValidationError, match=told):
        drill.full_clean()


def test_a_drill_becomes_a_value(drill):
    drill.full_clean()

    value = drill.as_value()

    assert value.equipment == (("box", "stairs"),)
    assert value.text(value.amount_for(1000)) == "6 x 20 s uphill strides"


def test_every_write_of_content_renews_the_version(guideline, source, drill):
    writes = [
        guideline.save,
        source.save,
        drill.save,
        lambda: guideline.conditions.first().save(),
        lambda: guideline.conditions.first().delete(),
        lambda: guideline.conditions.update(editorial=True),
        lambda: NamedDrill.objects.create(guideline=guideline, drill=drill),
        lambda: NamedDrill.objects.all().delete(),
        lambda: Guideline.objects.filter(pk=guideline.pk).update(status="retired"),
        lambda: Pack.objects.bulk_create([Pack(slug="many", name="Many")]),
        guideline.delete,
    ]
    tokens = {ContentVersion.current()}
    for count, write in enumerate(writes, start=2):
        write()
        tokens.add(ContentVersion.current())
        assert len(tokens) == count
