"""The one door to a club: who is this, in which club, and may they come in?

Every view carries one of the policies below, the outermost of its decorators; ``tests/test_every_route.py`` walks all
routes and asks for it. An anonymous visitor is sent to sign in (302, by ``LoginRequiredMiddleware``), a stranger learns
nothing (404, as for a club that does not exist), a member in the wrong role is told so (403), and only then is the verb
looked at (405): ``require_http_methods`` and its kin come under the policy.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from clubs.models import Athlete, Club, Membership, User, roles_to_give

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Member:
    """A signed-in user inside one club; every query of a view starts from here."""

    user: User
    club: Club
    roles: frozenset[str]
    clubs: tuple[Club, ...] = field(default=(), compare=False)
    """Every club of the user, by name: known from the look-up that opened this one."""

    @property
    def is_owner(self) -> bool:
        """Whether this member settles how the club works."""
        return "owner" in self.roles

    @property
    def can_plan(self) -> bool:
        """Whether this member writes weeks and sees every athlete."""
        return not self.roles.isdisjoint({"owner", "coach", "assistant"})

    @property
    def may_publish(self) -> bool:
        """Whether this member lets athletes read a week, and takes it back: what an assistant wrote, a coach sends."""
        return not self.roles.isdisjoint({"owner", "coach"})

    @property
    def may_invite(self) -> bool:
        """Whether this member lets others into the club."""
        return bool(self.invitable)

    @property
    def invitable(self) -> frozenset[str]:
        """The roles that this member may invite others to."""
        return roles_to_give(self.roles)

    def may_remove(self, roles: Iterable[str]) -> bool:
        """Whether this member may remove another who holds ``roles``: an owner anybody, a coach those who only run."""
        return self.is_owner or ("coach" in self.roles and set(roles) == {"athlete"})

    @property
    def club_links(self) -> tuple[tuple[str, str], ...]:
        """Short name and name of each of the user's clubs, for the header's menu; nothing where there is only this."""
        return tuple((club.slug, club.name) for club in self.clubs) if len(self.clubs) > 1 else ()

    @property
    def is_athlete(self) -> bool:
        """Whether this member runs here."""
        return "athlete" in self.roles

    @cached_property
    def athlete(self) -> Athlete | None:
        """The profile of a member who runs here, looked up when it is asked for; ``None`` where there is none (yet)."""
        return self.club.athletes.filter(user=self.user).order_by("pk").first() if self.is_athlete else None


@dataclass(frozen=True)
class Policy:
    """Who may come in: the name of the rule, the test of a member where there is one, and why a page is public."""

    name: str
    admits: Callable[[Member], bool] | None = None
    reason: str = ""


MEMBERS = Policy("members", lambda member: True)  # noqa: ARG005  (the door has already turned strangers away)
PLANNERS = Policy("planners", lambda member: member.can_plan)
PUBLISHERS = Policy("publishers", lambda member: member.may_publish)
INVITERS = Policy("inviters", lambda member: member.may_invite)
OWNERS = Policy("owners", lambda member: member.is_owner)
ATHLETES = Policy("athletes", lambda member: member.athlete is not None)
SIGNED_IN = Policy("signed_in")


def enter(user: User, slug: str) -> Member:
    """Resolve a user and a club's slug into a member in one query; raise Http404 for strangers and unknown clubs."""
    memberships = list(Membership.objects.filter(user=user).select_related("club").order_by("club__name", "club"))
    here = [membership for membership in memberships if membership.club.slug == slug]
    if not here:
        raise Http404(_("There is no such club, or you are not a member of it."))
    clubs = {membership.club_id: membership.club for membership in memberships}
    return Member(user, here[0].club, frozenset(membership.role for membership in here), tuple(clubs.values()))


def _stamped(view: View, policy: Policy) -> View:
    view.policy = policy  # type: ignore[attr-defined]
    return view


def _door(policy: Policy) -> Callable[[View], View]:
    admits = cast("Callable[[Member], bool]", policy.admits)

    def guard(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *, club: str, **kwargs: Any) -> HttpResponseBase:
            member = enter(cast("User", request.user), club)
            if not admits(member):
                raise PermissionDenied(_("Your role in this club does not open this page."))
            # base.html takes the navigation from here.
            request.member = member  # type: ignore[attr-defined]
            return view(request, member, **kwargs)

        return _stamped(guarded, policy)

    return guard


for_members = _door(MEMBERS)
for_planners = _door(PLANNERS)
for_publishers = _door(PUBLISHERS)
for_inviters = _door(INVITERS)
for_owners = _door(OWNERS)
for_athletes = _door(ATHLETES)


def signed_in(view: View) -> View:
    """Open a page that belongs to no club to everybody with an account (``LoginRequiredMiddleware`` stops the rest)."""
    return _stamped(view, SIGNED_IN)


def public(reason: str) -> Callable[[View], View]:
    """Open a page to everybody, for a reason that is written down."""
    if not reason:
        raise ValueError("Say why this page is public.")
    return lambda view: login_not_required(_stamped(view, Policy("public", reason=reason)))
