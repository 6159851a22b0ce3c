"""How often somebody may ask or send something: counted by address, or by user for who is signed in.

Counts live in Django's cache. Without a cache of its own each worker process counts for itself, so that the limits are
as many times higher as there are workers; ``CACHE_URL`` names one that they share.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final

from axes.helpers import get_client_ip_address
from django.http import HttpRequest
from django_ratelimit.core import get_usage


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many in a minute and in an hour."""

    a_minute: int
    an_hour: int

    @property
    def rates(self) -> tuple[str, str]:
        """As django-ratelimit writes them."""
        return f"{self.a_minute}/m", f"{self.an_hour}/h"


FOR_AN_ADDRESS: Final = Limit(30, 300)
FOR_A_USER: Final = Limit(120, 1200)
# Stands for every visitor whose address cannot be told: they share one count rather than none.
NO_ADDRESS: Final = "0.0.0.0"  # noqa: S104 - nothing is bound to it


def client_address(request: HttpRequest) -> str:
    """The visitor's address as the sign-in's lock knows it; see ``RATELIMIT_IP_META_KEY``."""
    try:
        return str(ipaddress.ip_address(get_client_ip_address(request) or NO_ADDRESS))
    except ValueError:
        return NO_ADDRESS


def seconds_to_wait(request: HttpRequest, what: str, limit: Limit | None = None, *, count: bool = True) -> int:
    """Count one more of ``what``, or only look; how long to wait where it was one too many, else 0."""
    limit = limit or (FOR_A_USER if request.user.is_authenticated else FOR_AN_ADDRESS)
    usages = [get_usage(request, group=what, key="user_or_ip", rate=rate, increment=count) for rate in limit.rates]
    return max((usage["time_left"] + 1 for usage in usages if usage and usage["should_limit"]), default=0)
