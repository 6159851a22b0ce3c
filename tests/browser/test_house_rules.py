"""House rules in a browser: written with widgets, tried while typing, imported, and all that without a script too."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from advice.models import Guideline, Revision
from plans.packs import house_pack
from tests.browser.conftest import DESK, PHONE
from tests.plans.test_house_rules import sent

RULES = "/c/ridgeway/house-rules/"


@pytest.fixture
def new_rule(open_page):
    page = open_page("Ruth")
    page.goto("/c/ridgeway/settings/")
    page.get_by_role("link", name="House rules: 0 published").click()
    page.get_by_role("link", name="New rule").click()
    return page


def fill(page):
    page.get_by_label("Title").fill("No vests here")
    page.get_by_label("Or somebody new").fill("Our head coach, Mira")
    page.get_by_label("Stance", exact=True).select_option("against")
    page.get_by_label("Why").fill("We keep them in the shed.")


def test_a_rule_is_written_tried_and_published(new_rule, club):
    page = new_rule
    fill(page)
    condition = page.locator("[data-condition]").first
    condition.locator("[name$=-fact]").select_option("implement")
    condition.get_by_role("checkbox", name="weight vest").check()
    page.locator("#in-words").get_by_text("vest").wait_for()
    page.locator("[name=examples-0-text]").fill("8 km easy with a 5 kg vest")
    page.locator("#standing").get_by_text("Ready to be published.").wait_for()
    page.get_by_role("button", name="Publish", exact=True).click()

    page.get_by_text("is published: it counts from now on.").wait_for()
    rule = Guideline.objects.get(packs__slug=house_pack(club.ridgeway))
    assert rule.is_published
    page.get_by_role("link", name="History").click()
    page.get_by_text("The first version.").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_serious_and_nothing_sideways(open_page, club, client, viewport, scheme):
    client.force_login(club.user("Ruth"), backend="django.contrib.auth.backends.ModelBackend")
    client.post(RULES + "new/", sent(_publish="", drills=["uh01"]))
    client.post(RULES + "new/", sent(_draft="", title="A draft", **{"examples-0-expected": "does_not"}))
    code = f"{house_pack(club.ridgeway)}-not-too-far"
    text = client.get(RULES + "export/").content.decode()
    client.post(RULES + code + "/", sent(_draft="", reason="Another.", version=Revision.objects.get(code=code).pk))
    page = open_page("Ruth", viewport=viewport, color_scheme=scheme)

    def imported(text):
        page.goto(RULES + "import/")
        page.get_by_label("Or its text").fill(text)
        page.get_by_role("button", name="Show what it would change").click()

    screens = {
        "list": lambda: page.goto(RULES),
        "new": lambda: page.goto(RULES + "new/"),
        "edit": lambda: page.goto(RULES + code + "/"),
        "history": lambda: page.goto(RULES + code + "/history/"),
        "compare": lambda: page.get_by_role("button", name="Compare side by side").click(),
        "retire": lambda: page.goto(RULES + code + "/retire/"),
        "plan": lambda: imported(text),
        "broken": lambda: imported(text.replace("against", "maybe")),
    }
    found = []
    for name, open_screen in screens.items():
        open_screen()
        page.wait_for_load_state()
        if (width := page.evaluate("document.documentElement.scrollWidth")) > viewport["width"]:
            found.append(f"{name}: {width} px wide")
        found += [
            f"{name}: {violation['id']} on {violation['nodes'][0]['html'][:160]}"
            for violation in Axe().run(page).response["violations"]
            if violation["impact"] in ("serious", "critical")
        ]
    assert found == []


def test_without_a_script_rows_are_added_by_a_button_and_nothing_is_lost(open_page):
    page = open_page("Ruth", java_script_enabled=False)
    page.goto(RULES + "new/")
    fill(page)
    page.locator("[name=conditions-0-fact]").select_option("implement")
    page.locator("[name=conditions-0-operator]").select_option("is_any_of")
    page.locator("[name=conditions-0-value]").fill("vest")
    page.get_by_role("button", name="Add a condition").click()

    assert page.locator("[name=conditions-1-fact]").count() == 1
    assert page.get_by_label("Title").input_value() == "No vests here"
    page.locator("[name=examples-0-text]").fill("8 km easy with a 5 kg vest")
    page.get_by_role("button", name="Publish", exact=True).click()
    assert page.get_by_text("is published: it counts from now on.").count() == 1


def test_a_file_is_chosen_shown_and_imported(open_page, tmp_path):
    file = tmp_path / "rules.yaml"
    file.write_text(
        "pack: {slug: ours, name: Ours}\nsources: [{slug: mira, name: Mira}]\nguidelines:\n"
        "  - code: no-vests\n    source: mira\n    stance: against\n    grade: expert_opinion\n"
        "    reason: They bounce.\n"
        "    when: [{fact: implement, operator: is_any_of, value: [vest]}]\n"
        "    examples: [{text: 8 km easy with a 5 kg vest, expected: applies}]\n"
    )
    page = open_page("Ruth")
    page.goto(RULES + "import/")
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Show what it would change").click()
    page.get_by_text("3 new, 0 changed").wait_for()
    page.get_by_role("button", name="Import now").click()
    page.get_by_role("link", name="No vests").wait_for()
