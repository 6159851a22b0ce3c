"""The templates that ship: read without an unread word, and clear for the athlete whom they are made for."""

from __future__ import annotations

import math

import pytest

from advice.engine import advise
from advice.facts import facts_from
from plans.season_templates import season_templates
from tests.advice.panel import USUAL, guidelines
from workouts.reading import read

SLUGS = ("couch-to-5k", "half-marathon", "hill-block", "marathon", "sprint", "ten-km", "ultra-trail")


def test_it_works():
    assert sorted(season_templates()) == list(SLUGS)


@pytest.mark.parametrize("slug", SLUGS)
class TestEach:
    def test_every_word_is_read_whatever_a_clubs_bare_m_means(self, slug):
        texts = {text for week in season_templates()[slug].outline.weeks for _day, text in week.sessions}
        readings = [read(text, bare_m=meaning) for text in texts for meaning in ("ask", "minutes", "miles", "metres")]
        assert [reading.text for reading in readings if reading.unread or not reading.workout.steps] == []

    @pytest.mark.parametrize("packs", [("founding", "safety"), ("founding", "safety", "evidence")])
    def test_it_is_clear_for_its_athlete_in_every_week(self, slug, packs):
        template = season_templates()[slug]
        weeks = template.outline.weeks
        for number, week in enumerate(weeks):
            to_race = math.inf if template.outline.race_day is None else len(weeks) - 1 - number
            facts = facts_from({**USUAL, **template.intended, "weeks_to_race": to_race, "block": week.block})
            for _day, text in week.sessions:
                assert advise(read(text).workout, facts, guidelines(*packs)).verdict == "clear", text

    def test_every_week_has_a_block_and_the_race_is_on_its_day(self, slug):
        outline = season_templates()[slug].outline
        assert all(week.block and week.sessions for week in outline.weeks)
        raced = [
            (number, day)
            for number, week in enumerate(outline.weeks)
            for day, text in week.sessions
            if any(step.activity == "race" for step, _rounds in read(text).workout.flat())
        ]
        assert raced == ([] if outline.race_day is None else [(len(outline.weeks) - 1, outline.race_day)])
