"""A published week with the guidelines as they stood on a day, beside those of today."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine

from advice import revisions
from advice.models import Guideline
from tests.plans.conftest import ANKLE_WEIGHTS

pytestmark = pytest.mark.django_db

WEDNESDAY = dt.datetime(2026, 11, 25, 11, 0, tzinfo=dt.UTC)


@pytest.fixture
def retired(plan):
    """On Tuesday all guidelines stood and the week was published; on Wednesday the objections were retired."""
    plan.add(0, ANKLE_WEIGHTS)
    plan.add(1, "8 km easy")
    plan.publish()
    for guideline in Guideline.objects.all():
        revisions.record(guideline)
    with time_machine.travel(WEDNESDAY, tick=False):
        for guideline in Guideline.objects.filter(stance="against"):
            guideline.status = "retired"
            guideline.save()
            revisions.record(guideline)
        yield plan


def test_verdicts_of_then_and_now_stand_side_by_side(retired):
    page = retired.client.get(retired.url + "as-of/").content.decode()

    assert "As it stood on 24 Nov 2026" in page
    assert "The week was published on 24 Nov 2026." in page
    assert page.count('data-verdict="avoid"') == 1
    assert page.count('data-verdict="caution"') == 1
    assert page.count("then-now-differs") == 1
    assert "Sergey Sorokin: sorokin-technique" in page


def test_today_nothing_differs(retired):
    page = retired.client.get(retired.url + "as-of/?day=2026-11-25").content.decode()

    assert "then-now-differs" not in page
    assert "Nothing: every guideline" in page


def test_before_the_first_guideline_nobody_was_asked(retired):
    page = retired.client.get(retired.url + "as-of/?day=2026-11-01").content.decode()

    assert "nobody had said anything" in page
    assert page.count("not asked") == 2
    assert page.count('data-verdict="clear"') == 1, "only today's"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2026-11-26", "still to come"),
        ("yesterday", "Write the day as year, month and day"),
        ("", "Choose a day."),
        ("2026-02-31", "Write the day as year, month and day"),
        ("9999-12-31", "still to come"),
    ],
)
def test_a_day_that_cannot_be_shown(retired, day, told):
    page = retired.client.get(retired.url + "as-of/", {"day": day})

    assert page.status_code == 422
    assert told in page.content.decode()
    assert f'value="{day}"' in page.content.decode() or not day


def test_the_board_of_a_published_week_leads_there(retired):
    assert f'href="{retired.url}as-of/"' in retired.client.get(retired.url).content.decode()


def test_any_day_of_the_week_leads_to_its_monday(plan):
    answer = plan.client.get(plan.url.replace("2026-11-23", "2026-11-26") + "as-of/")
    assert answer.status_code == 302
    assert answer["Location"] == plan.url + "as-of/"


def test_queries_do_not_grow_with_sessions(retired, django_assert_max_num_queries):
    retired.client.get(retired.url + "as-of/")
    for day in range(7):
        retired.add(day, "6 km easy with a 3 kg vest")
    with django_assert_max_num_queries(16):
        retired.client.get(retired.url + "as-of/")
