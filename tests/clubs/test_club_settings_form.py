from __future__ import annotations

import pytest

from clubs.forms import ClubSettingsForm
from clubs.models import Club

PACKS = [("founding", "The founding panel"), ("evidence", "Evidence")]
TYPED = {
    "name": "Ridgeway Runners & Friends",
    "timezone": "America/New_York",
    "units": "mi",
    "bare_m": "miles",
    "policy": "strict",
    "packs": ["founding", "evidence"],
    "equipment": ["sled"],
    "terrain": ["track", "hill"],
}


def test_it_works(cast):
    form = ClubSettingsForm(TYPED, instance=cast.ridgeway, pack_choices=PACKS)
    assert form.is_valid(), form.errors
    form.save()
    club = Club.objects.get(slug="ridgeway")
    assert {field: getattr(club, field) for field in TYPED} == TYPED
    assert club.is_strict


def test_no_pack_at_all_is_a_choice(cast):
    form = ClubSettingsForm({**TYPED, "packs": []}, instance=cast.ridgeway, pack_choices=PACKS)
    assert form.is_valid(), form.errors
    assert form.save().packs == []


@pytest.mark.parametrize(
    ("setting", "typed"),
    [
        ("name", ""),
        ("timezone", "Mars/Olympus"),
        ("units", "ft"),
        ("bare_m", ""),
        ("policy", "lax"),
        ("packs", ["safety"]),
        ("equipment", ["rocket"]),
        ("terrain", ["moon"]),
    ],
)
def test_what_cannot_be_is_refused(cast, setting, typed):
    form = ClubSettingsForm({**TYPED, setting: typed}, instance=cast.ridgeway, pack_choices=PACKS)
    assert list(form.errors) == [setting]


def test_a_time_zone_of_an_old_name_can_stay(cast):
    cast.ridgeway.timezone = "EST5EDT"
    form = ClubSettingsForm({**TYPED, "timezone": "EST5EDT"}, instance=cast.ridgeway, pack_choices=PACKS)
    assert form.is_valid(), form.errors
