"""Athletes who let coaches see what they else keep to themselves."""

from __future__ import annotations

from clubs.models import Athlete, Consent


def show(athlete: Athlete, *what: str) -> None:
    """Let the coaches of ``athlete`` see ``what``: everything that can be agreed to, where nothing is named."""
    for one in what or ("body_mass", "injuries"):
        assert athlete.user is not None
        Consent.objects.settle(athlete, one, athlete.user, shown=True)
