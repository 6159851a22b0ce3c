"""A head coach in the admin: from a new source to a published guideline, and what became of it."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from advice.models import Guideline, Pack, Source
from tests.browser.conftest import DESK, PHONE


@pytest.fixture
def head_coach(open_page, club):
    """Root's password is set, so that he can sign in through the form."""
    root = club.user("Root")
    root.set_password("correct horse battery")
    root.save()
    return lambda **options: open_page("Root", **options)


def add_condition(page: Page, place: int, fact: str, operator: str) -> None:
    if place:
        page.get_by_role("button", name="Add a condition").click()
    page.locator(f"[name=conditions-{place}-fact]").select_option(label=fact)
    page.locator(f"[name=conditions-{place}-operator]").select_option(label=operator)


def tick(page: Page, place: int, *words: str) -> None:
    for word in words:
        chips = page.locator(f"[data-condition]:has([name=conditions-{place}-value]) .chip")
        chips.filter(has_text=re.compile(rf"^{word}$")).click()


def add_example(page: Page, place: int, text: str, expected: str, athlete: str = "") -> None:
    if place:
        page.get_by_role("button", name="Add an example").click()
    page.locator(f"[name=examples-{place}-text]").fill(text)
    page.locator(f"[name=examples-{place}-athlete]").fill(athlete)
    page.locator(f"[name=examples-{place}-expected]").select_option(label=expected)


def result(page: Page, place: int):
    return page.locator(f"#examples-{place}-result")


def write_the_guideline(page: Page) -> None:
    """A new source on the way, three conditions with their widgets, three examples, of which the second fails."""
    page.goto("/admin/advice/guideline/add/")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Add another source").click()
    popup = opened.value
    popup.get_by_label("Name").fill("Nadia Example")
    popup.get_by_label("Role").fill("head coach, Harbour Harriers")
    popup.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Source").locator("option:checked")).to_have_text("Nadia Example")
    page.get_by_label("Stance").select_option(label="against")
    page.get_by_label("Code").fill("nadia-vests")

    add_condition(page, 0, "What adds the load", "is any of")
    tick(page, 0, "weight vest")
    add_condition(page, 1, "Activity", "is any of")
    tick(page, 1, "running")
    add_condition(page, 2, "Length of a repetition", "is more than")
    page.locator("[name=conditions-2-value]").fill("100")
    expect(page.locator("#in-words")).to_have_text(
        re.compile("Applies when the load comes from weight vest, the activity is running and a repetition is longer")
    )

    add_example(page, 0, "8 km easy with a 5 kg vest", "applies")
    add_example(page, 1, "6 x 60 m all-out with a 5 kg vest", "applies")
    add_example(page, 2, "8 km easy", "does not apply")
    page.get_by_label("Reason").fill("Vests bounce.")
    page.get_by_label("Reference").fill("A talk at the club, 2026.")
    page.get_by_label("Founding panel").check()


def test_from_a_new_source_to_a_published_guideline(head_coach):
    page = head_coach()
    write_the_guideline(page)

    expect(result(page, 0)).to_contain_text("Passes")
    expect(result(page, 1)).to_contain_text("Fails")
    expect(result(page, 1)).to_contain_text("a repetition is longer than 100 m (here: 60 m)")
    expect(page.locator("#standing")).to_contain_text("2 of 3 examples pass")

    page.get_by_role("button", name="Publish").click()

    expect(page.get_by_role("alert")).to_contain_text(
        "Example 2 fails: “6 x 60 m all-out with a 5 kg vest”. Expected: applies. Found: does not apply."
    )
    expect(page.get_by_label("Reason")).to_have_value("Vests bounce.")
    assert not Guideline.objects.filter(code="nadia-vests").exists()

    page.locator("[name=examples-1-expected]").select_option(label="does not apply")
    expect(page.locator("#standing")).to_contain_text("Ready to be published.")
    page.get_by_role("button", name="Publish").click()

    expect(page.locator(".messagelist")).to_contain_text("“nadia-vests” is published")
    guideline = Guideline.objects.get(code="nadia-vests")
    assert guideline.status == "published"
    assert guideline.source == Source.objects.get(name="Nadia Example")
    assert [row.value for row in guideline.conditions.all()] == [["vest"], ["run"], 100]
    assert guideline.examples.count() == 3
    assert list(guideline.packs.all()) == [Pack.objects.get(slug="founding")]


def test_an_athlete_is_set_apart_by_picking(head_coach):
    page = head_coach()
    page.goto(f"/admin/advice/guideline/{Guideline.objects.get(code='vasiliev-why').pk}/change/")
    row = page.locator("[data-example]").first
    row.get_by_label("Set a fact").select_option(label="Goal")
    row.locator(".athlete-value select").select_option(label="ultra-trail")
    row.get_by_label("Set a fact").select_option(label="Weeks to the next race")
    row.get_by_role("button", name="none").click()

    expect(row.get_by_label("What sets the athlete apart")).to_have_value(
        "Goal: ultra-trail; Weeks to the next race: none"
    )
    expect(result(page, 0)).to_contain_text("Tried with: Goal: ultra-trail")


def test_without_scripts_one_line_more_comes_with_each_try(head_coach):
    page = head_coach(java_script_enabled=False)
    page.goto("/admin/advice/guideline/add/")
    for place, (fact, operator, value) in enumerate(
        [("load_class", "is_any_of", "carried"), ("rep_distance_m", "more_than", "0.2 km")]
    ):
        page.locator(f"[name=conditions-{place}-fact]").select_option(fact)
        page.locator(f"[name=conditions-{place}-operator]").select_option(operator)
        page.locator(f"[name=conditions-{place}-value]").fill(value)
        page.locator("[name=examples-0-text]").fill("8 km easy with a 5 kg vest and flumph")
        page.locator(".buttons [name=_try]").click()

    expect(page.locator("#in-words")).to_have_text(
        re.compile(r"Applies when the load is carried and a repetition is longer than 200 m\.")
    )
    expect(result(page, 0)).to_contain_text("Passes")
    expect(result(page, 0)).to_contain_text("flumph")
    expect(page.locator("[name=conditions-2-fact]")).to_be_visible()
    expect(page.locator("[name=examples-1-text]")).to_be_visible()
    assert not Guideline.objects.filter(code="").exists()


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE}], ids=["desk", "phone"])
def test_the_history_leads_to_a_comparison_and_back(head_coach, options):
    page = head_coach(**options)
    guideline = Guideline.objects.get(code="babchin-distance")
    page.goto(f"/admin/advice/guideline/{guideline.pk}/change/")
    page.get_by_label("Reason").fill("Said anew.")
    page.get_by_role("button", name="Publish the changes").click()
    page.get_by_role("link", name="History").click()
    expect(page.locator(".changes").first).to_contain_text("Reason:")

    page.get_by_role("button", name="Compare side by side").click()
    expect(page.locator("tr.row-changed")).to_contain_text(["Said anew."])
    expect(page.locator("tr.row-changed .word")).to_have_text("changed")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_role("link", name="Use the older version again").click()
    expect(page.get_by_role("status")).to_contain_text("Nothing is saved until")
    expect(page.get_by_label("Reason")).not_to_have_value("Said anew.")
    page.get_by_role("button", name="Publish the changes").click()
    expect(page.locator(".messagelist")).to_contain_text("is published")
    guideline.refresh_from_db()
    assert guideline.reason != "Said anew."


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_everybody_can_use_it(head_coach, viewport, scheme):
    """The editor with a refusal on it, the history and a comparison: axe finds nothing serious, nothing is cut off."""
    page = head_coach(viewport=viewport, color_scheme=scheme)
    guideline = Guideline.objects.get(code="babchin-distance")
    address = f"/admin/advice/guideline/{guideline.pk}"
    page.goto(f"{address}/change/")
    page.get_by_label("Reason").fill("Said anew.")
    page.get_by_role("button", name="Publish the changes").click()
    page.locator("[name=examples-0-expected]").select_option(label="undecided")
    page.locator("[name=examples-1-text]").fill("8 km easy with a 5 kg vest and flumph")
    page.get_by_role("button", name="Publish the changes").click()
    expect(page.get_by_role("alert")).to_contain_text("Example 1 fails")
    check(page)
    page.locator("#guideline_form").evaluate("form => form.dispatchEvent(new Event('submit'))")
    page.goto(f"{address}/history/")
    check(page)
    page.get_by_role("button", name="Compare side by side").click()
    expect(page.locator("tr.row-changed")).to_be_visible()
    check(page)


def check(page: Page) -> None:
    """Axe on what is ours of the page: the admin around it is Django's."""
    # What is dimmed while it is being tried anew has the contrast of something that is not in use.
    page.wait_for_function("!document.querySelector('.trying')")
    # Axe would fetch again the style sheets that Django's own import, from addresses that do not exist.
    found = Axe().run(page, context="#content", options={"preload": False}).response["violations"]
    serious = [
        (one["id"], [node["html"][:160] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
