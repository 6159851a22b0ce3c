"""The library: every source and every published position, open to everybody, searched, with its history."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client

from advice import revisions
from advice.models import Guideline, Pack, Source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("panel")]

HERE = "/panel/library/"


@pytest.fixture
def visitor() -> Client:
    return Client()


def page(visitor, address, **query):
    answer = visitor.get(address, query)
    # Numbers and units are kept together by a space that does not break.
    return answer.status_code, answer.content.decode().replace("\u00a0", " ")


def test_every_published_position_of_a_common_pack_is_there(visitor):
    status, told = page(visitor, HERE)

    assert status == 200
    for guideline in Guideline.objects.published():
        assert f'href="{HERE}{guideline.code}/"' in told
    for source in Source.objects.all():
        assert f'href="{HERE}sources/{source.slug}/"' in told
    assert "Applies when the load is carried, the activity is run" in told


def test_drafts_retired_positions_and_house_rules_are_not(visitor):
    house = Pack.objects.create(slug="house-1", name="House rules", owner="club-1")
    for code, change in (("sorokin-hills", {"status": "draft"}), ("babchin-power", {"status": "retired"})):
        Guideline.objects.filter(code=code).update(**change)
    Guideline.objects.get(code="khmeleva-race").packs.set([house])

    told = page(visitor, HERE)[1]

    for code in ("sorokin-hills", "babchin-power", "khmeleva-race"):
        assert code not in told
        assert page(visitor, f"{HERE}{code}/")[0] == 404


@pytest.mark.parametrize(
    ("query", "there", "not_there"),
    [
        ({"q": "backpack ultra"}, "vasiliev-backpack", "sorokin-hills"),
        ({"q": "SOROKIN"}, "sorokin-hills", "babchin-power"),
        ({"stance": "supports"}, "sorokin-hills", "babchin-distance"),
        ({"grade": "expert_opinion", "q": "vest"}, "vasiliev-why", "dyatlova-balance"),
        ({"pack": "founding"}, "sorokin-hills", "athlete-no-added-load"),
    ],
)
def test_searching_and_narrowing(visitor, query, there, not_there):
    told = page(visitor, HERE, **query)[1]

    assert f"{HERE}{there}/" in told
    assert f"{HERE}{not_there}/" not in told


def test_nothing_fits(visitor):
    assert "No position fits all of this." in page(visitor, HERE, q="helicopter")[1]


@pytest.mark.parametrize("query", [{"stance": "furious"}, {"q": "x" * 101}, {"q": "a\0b"}, {"pack": "'; DROP TABLE"}])
def test_what_is_wrong_is_said_and_left_out(visitor, query):
    status, told = page(visitor, HERE, **query)

    assert status == 422
    assert "sorokin-hills" in told
    assert 'class="error"' in told


def test_with_htmx_only_the_list_comes(visitor):
    answer = visitor.get(HERE, {"q": "hill"}, headers={"HX-Request": "true"}).content.decode()
    assert "sorokin-hills" in answer
    assert "<html" not in answer


def test_a_source(visitor):
    status, told = page(visitor, f"{HERE}sources/sorokin/")

    assert status == 200
    assert "Sergey Sorokin" in told
    assert "sorokin-hills" in told
    assert "babchin" not in told
    assert page(visitor, f"{HERE}sources/nobody/")[0] == 404


def test_a_position(visitor):
    guideline = Guideline.objects.get(code="babchin-distance")
    guideline.examples.all().delete()
    guideline.examples.create(text="8 km easy with a 5 kg vest", athlete={"goal": "fitness"}, expected="applies")

    status, told = page(visitor, f"{HERE}babchin-distance/")

    assert status == 200
    assert "a repetition is longer than 100 m" in told
    assert guideline.reason in told
    assert "Expert opinion" in told
    assert "8 km easy with a 5 kg vest" in told
    assert "Goal: fitness" in told
    assert 'href="/drills/uh01/"' in told


MARCH = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def changed(panel, django_user_model):
    """Published in March, its threshold raised in May, by somebody whose name is nobody else's business."""
    head = django_user_model.objects.create_user("head@example.org", "pw", name="Hedda Head")
    guideline = Guideline.objects.get(code="babchin-distance")
    guideline.revisions.all().delete()
    for moment, status, limit in ((-9, "draft", 90), (0, "published", 100), (61, "published", 150)):
        with time_machine.travel(MARCH + dt.timedelta(days=moment), tick=False):
            guideline.status = status
            guideline.save()
            guideline.conditions.filter(fact="rep_distance_m").update(value=limit)
            revisions.record(guideline, by=head)


@pytest.mark.usefixtures("changed")
def test_its_history(visitor):
    told = page(visitor, f"{HERE}babchin-distance/")[1]

    assert "Length of a repetition: “more than 100 m” became “more than 150 m”" in told
    assert "May 1, 2026" in told
    assert "90 m" not in told, "what was tried as a draft is not shown"
    assert "Hedda" not in told


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize(
    ("day", "stood"),
    [("2026-03-01", "longer than 100 m"), ("2026-04-30", "longer than 100 m"), ("2026-05-01", "longer than 150 m")],
)
def test_as_it_stood_on_a_day(visitor, day, stood):
    told = page(visitor, f"{HERE}babchin-distance/", day=day)[1]
    marked = told[told.index("then-now-differs") :]

    assert stood in marked
    assert told.count("then-now-differs") == 1


@pytest.mark.usefixtures("changed")
def test_before_it_was_published(visitor):
    assert "it was not published yet" in page(visitor, f"{HERE}babchin-distance/", day="2026-02-20")[1]


def test_a_day_that_is_none(visitor):
    status, told = page(visitor, f"{HERE}babchin-distance/", day="soon")
    assert status == 422
    assert "Write the day as year, month and day" in told
    assert 'value="soon"' in told


def test_queries(visitor, django_assert_num_queries):
    page(visitor, HERE)
    with django_assert_num_queries(1):
        page(visitor, HERE, q="hill")
    with django_assert_num_queries(1):
        page(visitor, f"{HERE}sources/sorokin/")
    with django_assert_num_queries(5):
        page(visitor, f"{HERE}babchin-distance/")


def test_content_is_escaped(visitor):
    Guideline.objects.filter(code="sorokin-hills").update(
        reason="<script>alert(1)</script>", reference="https://example.org/a?b=1&c=<b>"
    )
    told = page(visitor, f"{HERE}sorokin-hills/")[1]
    assert "<script>alert" not in told
    assert 'href="https://example.org/a?b=1&amp;c=' in told
