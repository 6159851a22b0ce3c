"""Whose guidelines a club listens to: the packs it switched on, those that nobody switches off, and its house rules."""

from __future__ import annotations

from typing import Final

from clubs.models import Club

# What an athlete says of themselves is no matter of a club's taste.
ALWAYS_ON: Final = frozenset({"safety"})


def owner_of(club: Club) -> str:
    """The name under which advice knows what is the club's own."""
    return f"club-{club.pk}"


def house_pack(club: Club) -> str:
    """The slug of the pack of the club's house rules, whether or not there are any yet."""
    return f"house-{club.pk}"


def packs_of(club: Club) -> frozenset[str]:
    """The slugs of all packs that advice in this club asks."""
    return frozenset(club.packs) | ALWAYS_ON | {house_pack(club)}
