"""Closed by default: every route × every role, the exact status each, walked from the URLconf itself.

A new route fails until its view carries a policy (``clubs/access.py``) and its arguments stand in ``ROUTES`` below.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from advice.models import Drill, Guideline, Pack, Source
from clubs.access import Policy
from clubs.models import Invitation
from plans.house_rules import pack_of
from plans.mailing import signer
from plans.models import (
    CalendarAddress,
    Change,
    Comment,
    Digest,
    Instead,
    Log,
    Recording,
    Session,
    SessionException,
    Template,
    Week,
)
from plans.packs import owner_of
from tests.cast import Cast
from tests.races import own_race, shared_race

MONDAY = dt.date(2026, 11, 23)

Arguments = Callable[[Cast], dict[str, Any]]

# Somebody for every role; what each may open in Ridgeway follows from the policy.
ROLES = {
    "anonymous": None,
    "stranger": "Sam",
    "athlete": "Anna",
    "other athlete of the squad": "Ben",
    "assistant": "Ines",
    "coach": "Mira",
    "owner": "Ruth",
    "other club's coach": "Hanna",
    "administrator": "Root",
}
ALLOWED = {
    "members": {"athlete", "other athlete of the squad", "assistant", "coach", "owner"},
    "planners": {"assistant", "coach", "owner"},
    "publishers": {"coach", "owner"},
    "inviters": {"coach", "owner"},
    "owners": {"owner"},
    "athletes": {"athlete", "other athlete of the squad"},
}
INSIDE = ALLOWED["members"]


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


def profile_without_account(cast: Cast) -> dict[str, Any]:
    return {**club(cast), "athlete": cast.ridgeway.add_athlete("Kim").pk}


def person(cast: Cast) -> dict[str, Any]:
    return {**club(cast), "person": cast.user("Ben").pk}


def invitation(cast: Cast) -> dict[str, Any]:
    made, _token = Invitation.objects.make(cast.ridgeway, "athlete", cast.user("Ruth"))
    return {**club(cast), "invitation": made.pk}


def link(cast: Cast) -> dict[str, Any]:
    return {"token": Invitation.objects.make(cast.ridgeway, "athlete", cast.user("Ruth"))[1]}


def squad(cast: Cast) -> dict[str, Any]:
    return {**club(cast), "squad": cast.tuesday.pk}


def race(cast: Cast) -> dict[str, Any]:
    return {**club(cast), "race": shared_race(cast.ridgeway, MONDAY).pk}


def races_of_anna(cast: Cast) -> dict[str, Any]:
    return {**club(cast), "race": own_race(cast.anna, MONDAY).pk}


def week(cast: Cast) -> dict[str, Any]:
    return {**squad(cast), "monday": MONDAY}


def change(cast: Cast) -> dict[str, Any]:
    session(cast)
    return {**week(cast), "change": 1}


def click(cast: Cast) -> dict[str, Any]:
    session(cast)
    return {**club(cast), "batch": Change.objects.get().batch}


def own_week(cast: Cast) -> dict[str, Any]:
    return {**club(cast), "monday": MONDAY}


def monday(cast: Cast) -> dict[str, Any]:
    return {"monday": MONDAY}


def session(cast: Cast) -> dict[str, Any]:
    planned = Week.for_writing(cast.tuesday, MONDAY).add(0, "8 km easy", cast.user("Mira"))
    return {**club(cast), "session": planned.pk}


def published_session(cast: Cast) -> dict[str, Any]:
    arguments = session(cast)
    Week.objects.get(squad=cast.tuesday, monday=MONDAY).publish(cast.user("Mira"))
    return arguments


def log_of_anna(cast: Cast) -> dict[str, Any]:
    said = {"date": MONDAY, "outcome": "done", "heavy_legs": True}
    return {**club(cast), "log": Log.objects.say(cast.anna, said, sending=uuid4()).pk}


def calendar_link(cast: Cast) -> dict[str, Any]:
    return {"token": CalendarAddress.objects.make(cast.anna, cast.user("Anna"))[1]}


def recorded(cast: Cast) -> dict[str, Any]:
    log = Log.objects.create(athlete=cast.anna, date=MONDAY, outcome="done", sent=uuid4())
    Recording.objects.create(log=log, name="run.fit", kind="fit", content=b"run", digest="0" * 64)
    return {**club(cast), "log": log.pk}


def comment(cast: Cast) -> dict[str, Any]:
    planned = Session.objects.get(pk=session(cast)["session"])
    (said,) = Comment.objects.say(planned, [cast.anna], "Hills?", by=cast.user("Anna"), sending=uuid4())
    return {**club(cast), "comment": said.pk}


def mail(cast: Cast) -> dict[str, Any]:
    digest = Digest.objects.create(user=cast.user("Anna"), due_at=timezone.now())
    return {"token": signer.sign(str(digest.pk))}


def template(cast: Cast) -> dict[str, Any]:
    week = {"sessions": [[1, "8 km easy"]], "block": "base", "note": ""}
    made = Template.objects.create(club=cast.ridgeway, name="Ours", weeks=[week])
    return {**club(cast), "template": made.slug}


def template_week(cast: Cast) -> dict[str, Any]:
    return {**template(cast), "number": 1}


def exception(cast: Cast) -> dict[str, Any]:
    arguments = session(cast)
    planned = Session.objects.get(pk=arguments["session"])
    rest = Instead(cast.ben, "Rest")
    (made,) = SessionException.make(planned, [rest], version=1, by=cast.user("Mira"))
    return {**arguments, "exception": made.pk}


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
    "sign_up": Route(nothing, get=302, but={"anonymous": 200}),
    "logout": Route(nothing, get=405),
    "new_club": Route(nothing),
    "password_change": Route(nothing),
    "password_change_done": Route(nothing),
    "password_reset": Route(nothing),
    "password_reset_done": Route(nothing),
    "password_reset_complete": Route(nothing),
    "password_reset_confirm": Route(reset_link, get=302),
    "club": Route(club, get=302),
    "profile": Route(club),
    "privacy": Route(club),
    "athlete": Route(athlete),
    "new_athletes": Route(club),
    "invite_athlete": Route(profile_without_account),
    "new_invitation": Route(club),
    "revoke_invitation": Route(invitation, get=405),
    "resend_invitation": Route(invitation, get=405),
    "join": Route(link),
    "members": Route(club),
    "leave": Route(club),
    "hand_over": Route(club),
    "member_roles": Route(person),
    "remove_member": Route(person),
    "plan_alone": Route(athlete, get=405),
    "end_plan_alone": Route(athlete, get=405),
    "races": Route(club),
    "new_race": Route(club),
    "race": Route(race),
    "delete_race": Route(race),
    "new_own_race": Route(club),
    "own_race": Route(races_of_anna, but={"other athlete of the squad": 404}),
    "delete_own_race": Route(races_of_anna, but={"other athlete of the squad": 404}),
    "new_squad": Route(club),
    "squad_members": Route(squad),
    "squad_meetings": Route(squad),
    "plans:account": Route(nothing),
    "plans:account_export": Route(nothing, get=405),
    "plans:account_delete": Route(nothing),
    "plans:account_deleted": Route(nothing),
    "plans:panel": Route(nothing),
    "plans:heavy_legs": Route(nothing),
    "plans:roster": Route(club),
    "plans:athlete_log": Route(athlete),
    "plans:athlete_pictures": Route(athlete),
    "plans:squad_pictures": Route(squad),
    "plans:own_pictures": Route(club),
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
    "plans:history": Route(week),
    "plans:undo_change": Route(change, get=405),
    "plans:undo_last": Route(week, get=405),
    "plans:redo_last": Route(week, get=405),
    "plans:changes": Route(week, get=204),
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
    "plans:write_exception": Route(session, get=405),
    "plans:read_exception": Route(session, get=405),
    "plans:make_exceptions": Route(session, get=405),
    "plans:edit_exception": Route(exception, get=405),
    "plans:delete_exception": Route(exception, get=405),
    "plans:restore_exception": Route(exception, get=405),
    "plans:my_week": Route(club),
    "plans:new_log": Route(club),
    "plans:log_session": Route(published_session),
    "plans:log_done": Route(published_session, get=405),
    "plans:logs": Route(club),
    "plans:log": Route(log_of_anna, but={"other athlete of the squad": 404}),
    "plans:add_to_log": Route(log_of_anna, get=405),
    "plans:log_heavy_legs": Route(log_of_anna, but={"other athlete of the squad": 404}),
    "plans:withdraw_log": Route(log_of_anna, but={"other athlete of the squad": 404}),
    "plans:my_week_of": Route(own_week),
    "plans:watch_week": Route(own_week, get=302),
    "plans:watch": Route(published_session),
    "plans:watch_fit": Route(published_session),
    "plans:watch_zwo": Route(published_session),
    "plans:watch_txt": Route(published_session),
    "plans:calendar": Route(club),
    "plans:new_calendar": Route(club, get=405),
    "plans:revoke_calendar": Route(club, get=405),
    "plans:calendar_feed": Route(calendar_link),
    "plans:bring_recording": Route(club),
    "plans:keep_recording": Route(club, get=302),
    "plans:drop_recording": Route(club, get=405),
    "plans:recording": Route(recorded, but={"other athlete of the squad": 404}),
    "plans:remove_recording": Route(recorded, but={"other athlete of the squad": 404}),
    "plans:every_club": Route(nothing, get=302),
    "plans:every_club_of": Route(monday, get=302),
    "plans:manifest": Route(nothing),
    "plans:service_worker": Route(nothing),
    "plans:away": Route(nothing),
    "plans:token": Route(nothing),
    "plans:talk": Route(club),
    "plans:my_talk": Route(published_session),
    "plans:session_talk": Route(session),
    "plans:delete_comment": Route(comment, get=405),
    "plans:notices": Route(club),
    "plans:mail_off": Route(mail),
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
    "plans:season": Route(squad),
    "plans:save_block": Route(squad, get=405),
    "plans:templates": Route(club),
    "plans:template": Route(template),
    "plans:lay_template": Route(template),
    "plans:copy_template": Route(template, get=405),
    "plans:rename_template": Route(template),
    "plans:delete_template": Route(template),
    "plans:add_template_week": Route(template, get=405),
    "plans:edit_template_week": Route(template_week),
    "plans:save_as_template": Route(week),
    "plans:change_selected": Route(week, get=405),
    "plans:repeat_week": Route(week, get=405),
    "plans:print_week": Route(week),
    "plans:copy_weeks": Route(week),
    "plans:shift": Route(week),
    "plans:clear": Route(week),
    "plans:undo_click": Route(click, get=405),
    "plans:copy_session": Route(session),
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
WITH_AN_ID = [found for found in INSIDE_A_CLUB if "<int:" in found.written or "<slug:template>" in found.written]


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
    "sign_up",
    "join",
    "password_reset",
    "password_reset_done",
    "password_reset_complete",
    "password_reset_confirm",
    "plans:heavy_legs",
}
# What a mail program may send without ever having seen a page.
TAKES_ONE_CLICK = {"plans:mail_off"}
PUBLIC = [found for found in FOUND if not getattr(found.view, "login_required", True)]


@pytest.mark.parametrize("found", PUBLIC, ids=lambda found: found.written)
def test_a_page_that_is_only_read_tells_anybody_so(found, cast):
    url = reverse(found.name, kwargs=route_of(found).arguments(cast))
    response = Client(enforce_csrf_checks=True).post(url, {"session": "8 km easy"})
    if found.name in TAKES_ONE_CLICK:
        assert response.status_code == 200
    else:
        assert response.status_code == (403 if found.name in ASKS_FOR_A_TOKEN else 405)


def test_a_form_without_a_token_is_refused(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.user("Anna"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.post("/c/ridgeway/profile/", {"goal": "fitness"}).status_code == 403
