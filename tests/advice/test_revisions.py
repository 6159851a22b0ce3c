"""The history of guidelines: every change as a whole, and the set as it stood on a day."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from advice import revisions
from advice.models import Guideline, Pack, Revision, Source
from advice.published import guideline_set_at

pytestmark = pytest.mark.django_db

MARCH = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def guideline() -> Guideline:
    source = Source.objects.create(slug="nadia", name="Nadia Example")
    guideline = Guideline.objects.create(
        code="nadia-vests", source=source, stance="against", reason="Vests bounce.", status="published"
    )
    guideline.conditions.create(fact="implement", operator="is_any_of", value=["vest"])
    guideline.packs.add(Pack.objects.create(slug="local", name="Our own"))
    return guideline


def at(moment, guideline, **changes):
    """Save the changes at ``moment`` and keep them."""
    with time_machine.travel(moment, tick=False):
        for key, value in changes.items():
            setattr(guideline, key, value)
        guideline.save()
        return revisions.record(guideline)


def test_a_change_of_any_part_is_a_revision_and_no_change_is_none(guideline, django_user_model):
    head = django_user_model.objects.create_user("head@example.org", "pw")

    assert revisions.record(guideline, by=head).made_by == head
    assert revisions.record(guideline) is None
    guideline.conditions.create(fact="load_kg", operator="more_than", value=3)
    assert revisions.record(guideline).content["conditions"][1]["value"] == 3
    guideline.examples.create(text="8 km easy with a 5 kg vest")
    assert revisions.record(guideline).content["examples"][0]["text"] == "8 km easy with a 5 kg vest"
    guideline.packs.clear()
    assert revisions.record(guideline).content["packs"] == []
    assert Revision.objects.count() == 4


def test_the_set_as_it_stood(guideline):
    at(MARCH, guideline)
    at(MARCH + dt.timedelta(days=10), guideline, reason="Vests bounce and rub.")
    at(MARCH + dt.timedelta(days=20), guideline, status="retired")

    def reasons(days):
        return [one.reason for one in guideline_set_at(["local"], MARCH + dt.timedelta(days=days))]

    assert reasons(-1) == []
    assert reasons(0) == reasons(9) == ["Vests bounce."]
    assert reasons(10) == ["Vests bounce and rub."]
    assert reasons(20) == []
    assert not list(guideline_set_at(["elsewhere"], MARCH))


def test_history_outlives_the_guideline(guideline):
    at(MARCH, guideline)
    guideline.delete()

    assert [one.code for one in guideline_set_at(["local"], MARCH)] == ["nadia-vests"]


def test_what_an_older_uphill_knew_is_left_out(guideline):
    revision = at(MARCH, guideline)
    revision.content["conditions"][0]["fact"] = "mood"
    revision.save()

    assert not list(guideline_set_at(["local"], MARCH))


def test_a_revision_becomes_the_same_value_as_the_row(guideline):
    guideline.conditions.create(fact="goal", operator="is_any_of", value=["ultra_trail"], unless=True)
    revision = revisions.record(guideline)

    assert revisions.value_of(revision.content, guideline.source.as_value()) == guideline.as_value()


def test_it_takes_two_queries(guideline, django_assert_num_queries):
    at(MARCH, guideline)

    with django_assert_num_queries(2):
        revisions.standing_at(MARCH, ["local"])
