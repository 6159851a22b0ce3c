from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from clubs import access
from clubs.models import Membership


def test_it_works(cast, django_assert_num_queries):
    anna = cast.user("Anna")
    with django_assert_num_queries(1):
        member = access.enter(anna, "ridgeway")
    assert member == access.Member(anna, cast.ridgeway, frozenset({"athlete"}))
    assert member.is_athlete
    with django_assert_num_queries(1):
        assert member.athlete == cast.anna
    assert not member.can_plan
    assert not member.is_owner


def test_roles_add_up(cast, django_assert_num_queries):
    ruth = cast.user("Ruth")
    cast.ridgeway.add_member(ruth, "coach")
    cast.ridgeway.add_member(ruth, "athlete")
    with django_assert_num_queries(1):
        member = access.enter(ruth, "ridgeway")
    assert member.roles == {"owner", "coach", "athlete"}
    assert member.athlete == cast.ridgeway.athletes.get(user=ruth)
    assert member.is_owner
    assert member.can_plan
    assert member.is_athlete


def test_a_profile_in_another_club_is_not_taken_for_this_one(cast):
    cast.harbour.add_member(cast.user("Anna"), "coach")
    member = access.enter(cast.user("Anna"), "harbour")
    assert member.roles == {"coach"}
    assert member.athlete is None


def test_an_athlete_without_a_profile_has_no_pages_of_an_athlete(cast, client_as):
    Membership.objects.create(user=cast.user("Sam"), club=cast.ridgeway, role="athlete")
    assert access.enter(cast.user("Sam"), "ridgeway").athlete is None
    assert client_as("Sam").get("/c/ridgeway/").status_code == 403
    assert client_as("Sam").get("/c/ridgeway/profile/").status_code == 403


@pytest.mark.parametrize(("name", "slug"), [("Sam", "ridgeway"), ("Hanna", "ridgeway"), ("Mira", "nowhere")])
def test_strangers_and_unknown_clubs_look_the_same(cast, name, slug):
    with pytest.raises(Http404, match=r"^There is no such club, or you are not a member of it\.$"):
        access.enter(cast.user(name), slug)


def test_a_view_gets_the_member_and_the_rest_of_the_address(cast, rf):
    request = rf.get("/")
    request.user = cast.user("Mira")
    seen = {}

    @access.for_planners
    def view(request, member, **rest):
        seen.update(member=member, rest=rest)
        return HttpResponse()

    view(request, club="ridgeway", squad=7)
    assert seen["member"].club == cast.ridgeway
    assert seen["rest"] == {"squad": 7}
    assert request.member == seen["member"]


@pytest.mark.parametrize(
    ("policy", "name"),
    [
        (access.for_planners, "Anna"),
        (access.for_owners, "Mira"),
        (access.for_owners, "Anna"),
        (access.for_athletes, "Mira"),
    ],
)
def test_the_wrong_role_is_told_so_before_the_view_runs(cast, rf, policy, name):
    request = rf.get("/")
    request.user = cast.user(name)

    @policy
    def view(request, member):
        pytest.fail("came in")

    with pytest.raises(PermissionDenied):
        view(request, club="ridgeway")


@pytest.mark.parametrize(
    ("name", "status"), [(None, 302), ("Sam", 404), ("Hanna", 404), ("Anna", 403), ("Mira", 405), ("Ruth", 405)]
)
def test_the_policy_speaks_before_the_verb(client_as, name, status):
    assert client_as(name).delete("/c/ridgeway/athletes/").status_code == status


def test_an_anonymous_visitor_comes_back_to_the_page(client_as):
    response = client_as(None).get("/c/ridgeway/athletes/")
    assert response["Location"] == "/sign-in/?next=/c/ridgeway/athletes/"


def test_htmx_is_sent_to_sign_in_as_a_whole_page(client_as):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/c/ridgeway/athletes/"}
    response = client_as(None).get("/c/ridgeway/athletes/", headers=headers)
    assert response["HX-Redirect"] == "/sign-in/?next=/c/ridgeway/athletes/"


def test_public_asks_for_a_reason():
    with pytest.raises(ValueError, match="why"):
        access.public("")
