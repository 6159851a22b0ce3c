"""Closed by default: every route × every role, the exact status each, walked from the URLconf itself.

A new route fails until its view carries a policy (``clubs/access.py``) and its arguments stand in ``ROUTES`` below.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from advice.models import Drill, Guideline, Pack, Source
from clubs.access import Policy
from plans.house_rules import pack_of
from plans.models import Week
from plans.packs import owner_of
from tests.cast import Cast

MONDAY = dt.date(2026, 11, 23)

Arguments = Callable[[Cast], dict[str, Any]]

# Somebody for every role; what each may open in Ridgeway follows from the policy.
ROLES = {
    "anonymous": None,
    "stranger": "Sam",
    "athlete": "Anna",
    "coach": "Mira",
    "owner": "Ruth",
    "other club's coach": "Hanna",
    "administrator": "Root",
}
ALLOWED = {
    "members": {"athlete", "coach", "owner"},
    "planners": {"coach", "owner"},
    "owners": {"owner"},
    "athletes": {"athlete"},
}
INSIDE = {"athlete", "coach", "owner"}


@dataclass(frozen=True)
class Route:
    """How a test calls a route: its arguments, and what GET answers to who may come in."""

    arguments: Arguments
    get: int = 200
    # The roles that may come in and get another answer than the others.
    but: Mapping[str, int] = field(default_factory=dict)


def nothing(cast: Cast) -> dict[str, Any]:
    return {}


def club(cast: Cast) -> dict[str, Any]:
    return {"club": cast.ridgeway.slug}


def athlete(cast: Cast) -> dict[str, Any]:
    return {**club(cast), "athlete": cast.ben.pk}


def squad(cast: Cast) -> dict[str, Any]:
    return {**club(cast), "squad": cast.tuesday.pk}


def week(cast: Cast) -> dict[str, Any]:
    return {**squad(cast), "monday": MONDAY}


def own_week(cast: Cast) -> dict[str, Any]:
    return {**club(cast), "monday": MONDAY}


def session(cast: Cast) -> dict[str, Any]:
    planned = Week.for_writing(cast.tuesday, MONDAY).add(0, "8 km easy", cast.user("Mira"))
    return {**club(cast), "session": planned.pk}


def drill(cast: Cast) -> dict[str, Any]:
    Drill.objects.create(code="te01", name="Flat strides", category="running_technique", not_suggested="Shown only")
    return {"code": "te01"}


def in_library(cast: Cast) -> dict[str, Any]:
    source = Source.objects.create(slug="nadia", name="Nadia Example")
    rule = Guideline(code="nadia-vests", source=source, stance="against", reason="Vests bounce.", status="published")
    rule.save()
    rule.conditions.create(fact="implement", operator="is_any_of", value=["vest"])
    rule.packs.add(Pack.objects.create(slug="local", name="Our own"))
    return {"code": "nadia-vests"}


def library_source(cast: Cast) -> dict[str, Any]:
    in_library(cast)
    return {"slug": "nadia"}


def house_rule(cast: Cast) -> dict[str, Any]:
    source = Source.objects.create(slug="our-coach", name="Our coach", owner=owner_of(cast.ridgeway))
    rule = Guideline.objects.create(code="house-vests", source=source, stance="against", reason="Vests bounce.")
    rule.conditions.create(fact="implement", operator="is_any_of", value=["vest"])
    rule.packs.add(pack_of(cast.ridgeway))
    return {**club(cast), "code": rule.code}


def reset_link(cast: Cast) -> dict[str, Any]:
    user = cast.user("Anna")
    return {"uidb64": urlsafe_base64_encode(force_bytes(user.pk)), "token": default_token_generator.make_token(user)}


# One line per route, by its name: how to call it, and what GET answers (405: it only takes POST).
ROUTES = {
    "home": Route(nothing, get=302, but={"stranger": 200, "administrator": 200}),
    "login": Route(nothing, get=302, but={"anonymous": 200}),
    "logout": Route(nothing, get=405),
    "password_change": Route(nothing),
    "password_change_done": Route(nothing),
    "password_reset": Route(nothing),
    "password_reset_done": Route(nothing),
    "password_reset_complete": Route(nothing),
    "password_reset_confirm": Route(reset_link, get=302),
    "club": Route(club, get=302),
    "profile": Route(club),
    "athletes": Route(club),
    "athlete": Route(athlete),
    "new_squad": Route(club),
    "squad_members": Route(squad),
    "plans:panel": Route(nothing),
    "plans:heavy_legs": Route(nothing),
    "plans:squads": Route(club, get=302),
    "plans:this_week": Route(squad, get=302),
    "plans:export_weeks": Route(squad),
    "plans:import_weeks": Route(club),
    "plans:board": Route(week),
    "plans:read": Route(week, get=405),
    "plans:add_session": Route(week, get=405),
    "plans:new_steps": Route(week),
    "plans:save_note": Route(week, get=405),
    "plans:publish": Route(week, get=405),
    "plans:withdraw": Route(week, get=405),
    "plans:session": Route(session, get=302),
    "plans:session_offers": Route(session, get=302),
    "plans:edit_session": Route(session, get=302),
    "plans:edit_steps": Route(session),
    "plans:move_session": Route(session, get=405),
    "plans:delete_session": Route(session, get=405),
    "plans:restore_session": Route(session, get=405),
    "plans:swap_session": Route(session, get=405),
    "plans:undo_swap": Route(session, get=405),
    "plans:keep_session": Route(session, get=405),
    "plans:undo_keep": Route(session, get=405),
    "plans:my_week": Route(club),
    "plans:my_week_of": Route(own_week),
    "plans:club_settings": Route(club),
    "plans:house_rules": Route(club),
    "plans:new_house_rule": Route(club),
    "plans:export_house_rules": Route(club),
    "plans:import_house_rules": Route(club),
    "plans:house_rule": Route(house_rule),
    "plans:house_rule_impact": Route(house_rule),
    "plans:house_rule_history": Route(house_rule),
    "plans:compare_house_rule": Route(house_rule, get=302),
    "plans:publish_house_rule": Route(house_rule),
    "plans:retire_house_rule": Route(house_rule),
    "plans:delete_house_rule": Route(house_rule),
    "plans:drills": Route(nothing),
    "plans:drill_sheets": Route(nothing),
    "plans:drill": Route(drill),
    "plans:library": Route(nothing),
    "plans:library_source": Route(library_source),
    "plans:library_guideline": Route(in_library),
    "plans:past_week": Route(week),
}


@dataclass(frozen=True)
class Found:
    """A route of the URLconf: its full name, the pattern it is written as, and its view."""

    name: str
    written: str
    view: Callable[..., Any]


def walk(resolver: URLResolver, namespace: str = "", prefix: str = "") -> Iterator[Found]:
    for entry in resolver.url_patterns:
        written = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Found(namespace + (entry.name or ""), written, entry.callback)
        elif entry.app_name != "admin":
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from walk(entry, inner, written)


FOUND = sorted(walk(get_resolver()), key=lambda found: found.written)
INSIDE_A_CLUB = [found for found in FOUND if "<slug:club>" in found.written]
WITH_AN_ID = [found for found in INSIDE_A_CLUB if "<int:" in found.written]


def policy_of(found: Found) -> Policy:
    if not hasattr(found.view, "policy"):
        pytest.fail(f"{found.written} has no policy: decorate its view from clubs/access.py.")
    return found.view.policy


def route_of(found: Found) -> Route:
    if found.name not in ROUTES:
        pytest.fail(f"{found.written} is new: give {found.name} a line in ROUTES.")
    return ROUTES[found.name]


def expected(policy: Policy, role: str, route: Route) -> int:
    """What GET answers to ``role``: the door first, then the verb."""
    if policy.name != "public" and role == "anonymous":
        return 302
    if policy.name in ALLOWED and role not in INSIDE:
        return 404
    if policy.name in ALLOWED and role not in ALLOWED[policy.name]:
        return 403
    return route.but.get(role, route.get)


def test_the_urlconf_was_walked():
    assert {found.name for found in FOUND} >= {"home", "login", "club", "plans:squads"}


def test_no_route_is_listed_that_does_not_exist():
    assert set(ROUTES) <= {found.name for found in FOUND}


@pytest.mark.parametrize("found", FOUND, ids=lambda found: found.written)
def test_every_route_carries_a_policy(found):
    policy = policy_of(found)
    assert policy.name in {"public", "signed_in", *ALLOWED}
    assert policy.name != "public" or len(policy.reason) > len("because"), f"Why is {found.written} public?"


@pytest.mark.parametrize("found", FOUND, ids=lambda found: found.written)
def test_only_a_public_route_is_open_to_anybody(found):
    assert getattr(found.view, "login_required", True) == (policy_of(found).name != "public")


@pytest.mark.parametrize("found", FOUND, ids=lambda found: found.written)
def test_a_route_inside_a_club_has_a_policy_of_the_club(found):
    assert ("<slug:club>" in found.written) == (policy_of(found).name in ALLOWED)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("found", FOUND, ids=lambda found: found.written)
def test_every_role_gets_the_exact_answer(found, role, cast, client_as):
    route = route_of(found)
    response = client_as(ROLES[role]).get(reverse(found.name, kwargs=route.arguments(cast)))
    assert response.status_code == expected(policy_of(found), role, route)


@pytest.mark.parametrize("found", INSIDE_A_CLUB, ids=lambda found: found.written)
def test_a_club_that_does_not_exist_is_told_apart_from_no_other(found, cast, client_as):
    arguments = {**route_of(found).arguments(cast), "club": "nowhere"}
    assert client_as("Mira").get(reverse(found.name, kwargs=arguments)).status_code == 404


@pytest.mark.parametrize("found", WITH_AN_ID, ids=lambda found: found.written)
def test_another_clubs_ids_open_nothing(found, cast, client_as):
    """Olga owns Harbour; Ridgeway's ids under Harbour's slug are unknown to her by every verb the route takes."""
    arguments = {**route_of(found).arguments(cast), "club": "harbour"}
    cast.harbour.add_member(cast.user("Olga"), "athlete")
    url = reverse(found.name, kwargs=arguments)
    answers = {client_as("Olga").get(url).status_code, client_as("Olga").post(url).status_code}
    assert answers in ({404}, {404, 405})


@pytest.mark.parametrize(("name", "status"), [(None, 302), ("Sam", 302), ("Mira", 302), ("Root", 200)])
def test_the_admin_is_for_its_staff(name, status, client_as):
    assert client_as(name).get("/admin/").status_code == status


def test_an_unknown_address_is_not_found(client_as):
    assert client_as("Mira").get("/c/ridgeway/nothing/").status_code == 404


# Public pages outside the floors of weeks and drills, and those that take forms: the token is asked for first.
ASKS_FOR_A_TOKEN = {
    "login",
    "logout",
    "password_reset",
    "password_reset_done",
    "password_reset_complete",
    "password_reset_confirm",
    "plans:heavy_legs",
}
PUBLIC = [found for found in FOUND if not getattr(found.view, "login_required", True)]


@pytest.mark.parametrize("found", PUBLIC, ids=lambda found: found.written)
def test_a_page_that_is_only_read_tells_anybody_so(found, cast):
    url = reverse(found.name, kwargs=route_of(found).arguments(cast))
    response = Client(enforce_csrf_checks=True).post(url, {"session": "8 km easy"})
    assert response.status_code == (403 if found.name in ASKS_FOR_A_TOKEN else 405)


def test_a_form_without_a_token_is_refused(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.user("Anna"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/c/ridgeway/profile/", {"goal": "fitness"}).status_code == 403
