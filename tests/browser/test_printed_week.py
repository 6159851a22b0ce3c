"""The week on paper: one page, whatever stands in it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from clubs.models import User
from plans.models import Week

LONG = "20 min warm-up, 5 x 1000 m at 10k pace with 2 min jog at the track behind the school, 10 min cool-down"


@pytest.mark.parametrize("texts", [["8 km easy"], ["8 km easy", LONG], [LONG, LONG]], ids=["few", "usual", "long"])
def test_the_week_is_one_page_of_paper(open_page, add, club, texts):
    for day in range(7):
        for text in texts:
            add(day, text)
    Week.objects.get().write_note("Head torches! We meet at the boathouse.", by=User.objects.get(name="Mira"))
    page = open_page("Mira")
    page.locator("#spreadsheet").click()
    page.locator("#print").click()
    expect(page.locator(".wall")).to_contain_text("Tuesday squad")
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1
    # Words that are read from a metre.
    points = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.wall-sessions')).fontSize) * .75")
    assert points >= 12
