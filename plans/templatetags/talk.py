"""How much somebody has not read, for the pages where people begin."""

from __future__ import annotations

from django import template

from clubs.access import Member
from plans.talk import readable_by

register = template.Library()


@register.filter
def unread(member: Member) -> int:
    """How many comments ``member`` may read and has not; one query."""
    return readable_by(member).unread_by(member.user.pk).count()
