"""The addresses of people: signing in, passwords, the way into a club, profiles, athletes, squads."""

from __future__ import annotations

from django.contrib.auth import views as auth
from django.urls import path

from clubs import signing_in, views
from clubs.access import public, signed_in

nobody_yet = public("Who signs in is anonymous until then.")
nobody_any_more = public("A session may have ended before its user signs out.")
forgotten = public("Who has forgotten the password cannot sign in.")

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", nobody_yet(signing_in.SignIn.as_view()), name="login"),
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
    path("c/<slug:club>/", views.club, name="club"),
    path("c/<slug:club>/profile/", views.profile, name="profile"),
    path("c/<slug:club>/athletes/", views.athletes, name="athletes"),
    path("c/<slug:club>/athletes/<int:athlete>/", views.athlete, name="athlete"),
    path("c/<slug:club>/squads/new/", views.new_squad, name="new_squad"),
    path("c/<slug:club>/squads/<int:squad>/members/", views.squad_members, name="squad_members"),
]
