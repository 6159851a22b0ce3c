"""The addresses of people: signing in, passwords, the way into a club, profiles, athletes, squads."""

from __future__ import annotations

from django.contrib.auth import views as auth
from django.urls import path

from clubs import founding, inviting, joining, meetings, members, privacy, race_views, signing_in, signing_up, views
from clubs.access import public, signed_in

nobody_yet = public("Who signs in is anonymous until then.")
nobody_any_more = public("A session may have ended before its user signs out.")
forgotten = public("Who has forgotten the password cannot sign in.")

INVITATION = "c/<slug:club>/invitations/<int:invitation>/"
PERSON = "c/<slug:club>/members/<int:person>/"

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", nobody_yet(signing_in.SignIn.as_view()), name="login"),
    path("sign-up/", signing_up.sign_up, name="sign_up"),
    path("sign-out/", nobody_any_more(auth.LogoutView.as_view()), name="logout"),
    path("password/change/", signed_in(signing_in.PasswordChange.as_view()), name="password_change"),
    path("password/change/done/", signed_in(auth.PasswordChangeDoneView.as_view()), name="password_change_done"),
    path("password/reset/", forgotten(signing_in.PasswordReset.as_view()), name="password_reset"),
    path("password/reset/sent/", forgotten(auth.PasswordResetDoneView.as_view()), name="password_reset_done"),
    path("password/reset/done/", forgotten(auth.PasswordResetCompleteView.as_view()), name="password_reset_complete"),
    path(
        "password/reset/<uidb64>/<token>/",
        forgotten(signing_in.PasswordResetConfirm.as_view()),
        name="password_reset_confirm",
    ),
    path("clubs/new/", founding.new_club, name="new_club"),
    path("c/<slug:club>/", views.club, name="club"),
    path("c/<slug:club>/profile/", views.profile, name="profile"),
    path("c/<slug:club>/privacy/", privacy.privacy, name="privacy"),
    path("c/<slug:club>/athletes/<int:athlete>/", views.athlete, name="athlete"),
    path("c/<slug:club>/athletes/new/", views.new_athletes, name="new_athletes"),
    path("c/<slug:club>/athletes/<int:athlete>/invite/", inviting.invite_athlete, name="invite_athlete"),
    path("c/<slug:club>/invitations/new/", inviting.new_invitation, name="new_invitation"),
    path(INVITATION + "revoke/", inviting.revoke_invitation, name="revoke_invitation"),
    path(INVITATION + "resend/", inviting.resend_invitation, name="resend_invitation"),
    path("join/<slug:token>/", joining.join, name="join"),
    path("c/<slug:club>/members/", members.members, name="members"),
    path("c/<slug:club>/members/leave/", members.leave, name="leave"),
    path("c/<slug:club>/members/hand-over/", members.hand_over, name="hand_over"),
    path(PERSON, members.roles, name="member_roles"),
    path(PERSON + "remove/", members.remove, name="remove_member"),
    path("c/<slug:club>/athletes/<int:athlete>/alone/", views.plan_alone, name="plan_alone"),
    path("c/<slug:club>/athletes/<int:athlete>/alone/end/", views.end_plan_alone, name="end_plan_alone"),
    path("c/<slug:club>/races/", race_views.races, name="races"),
    path("c/<slug:club>/races/new/", race_views.new_race, name="new_race"),
    path("c/<slug:club>/races/<int:race>/", race_views.race, name="race"),
    path("c/<slug:club>/races/<int:race>/delete/", race_views.delete_race, name="delete_race"),
    path("c/<slug:club>/profile/races/new/", race_views.new_own_race, name="new_own_race"),
    path("c/<slug:club>/profile/races/<int:race>/", race_views.own_race, name="own_race"),
    path("c/<slug:club>/profile/races/<int:race>/delete/", race_views.delete_own_race, name="delete_own_race"),
    path("c/<slug:club>/squads/new/", views.new_squad, name="new_squad"),
    path("c/<slug:club>/squads/<int:squad>/members/", views.squad_members, name="squad_members"),
    path("c/<slug:club>/squads/<int:squad>/meetings/", meetings.squad_meetings, name="squad_meetings"),
]
