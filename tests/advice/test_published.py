"""The compiled content: one small query to learn that it is fresh, compiled anew when it is not."""

from __future__ import annotations

import pytest
from django.db import transaction

from advice.models import Condition, Drill, Guideline
from advice.published import drill_catalogue, guideline_set
from advice.versions import ContentVersion

pytestmark = pytest.mark.usefixtures("content", "db")


def codes(packs):
    return {guideline.code for guideline in guideline_set(packs)}


def test_it_works():
    assert len(guideline_set(["founding"])) == 19
    assert len(guideline_set(["founding", "safety"])) == 26
    assert len(drill_catalogue()) == 57


def test_unchanged_content_costs_one_query_and_is_the_same_object(django_assert_num_queries):
    guidelines, drills = guideline_set(["founding", "safety"]), drill_catalogue()

    with django_assert_num_queries(1):
        assert guideline_set(["safety", "founding", "safety"]) is guidelines
    with django_assert_num_queries(1):
        assert drill_catalogue() is drills


def test_compiling_takes_a_fixed_number_of_queries(django_assert_num_queries):
    ContentVersion.bump()
    with django_assert_num_queries(5):
        guideline_set(["founding"])


def test_no_pack_no_guideline():
    assert len(guideline_set([])) == 0
    assert len(guideline_set(["nowhere"])) == 0


def test_packs_that_do_not_exist_share_one_compiled_set():
    assert guideline_set(["founding", "house-1"]) is guideline_set(["founding", "house-2"])


def test_a_change_is_seen_at_once():
    assert "sorokin-hills" in codes(["founding"])

    Guideline.objects.filter(code="sorokin-hills").update(status="retired")
    assert "sorokin-hills" not in codes(["founding"])

    guideline = Guideline.objects.get(code="sorokin-hills")
    guideline.status = "published"
    guideline.save()
    assert "sorokin-hills" in codes(["founding"])


def test_a_change_that_is_taken_back_is_not_seen_later():
    before = codes(["founding"])
    with transaction.atomic():
        Guideline.objects.filter(code="sorokin-hills").update(status="retired")
        assert "sorokin-hills" not in codes(["founding"])
        transaction.set_rollback(True)

    assert codes(["founding"]) == before
    Drill.objects.filter(code="re05").update(published=False)
    assert codes(["founding"]) == before


def test_an_unpublished_drill_is_not_offered():
    Drill.objects.filter(code="te01").update(published=False)

    assert "te01" not in {drill.code for drill in drill_catalogue()}


def test_a_broken_row_is_left_out_and_told(caplog):
    Condition.objects.filter(guideline__code="babchin-power", fact="effort").update(value="flat out")

    assert len(guideline_set(["founding"])) == 18
    assert "babchin-power is left out of all advice" in caplog.text
