"""People in the admin, for whoever administers an installation."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import ValidationError
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clubs.models import Athlete, Club, Membership, Squad, User


class UserMembershipInline(admin.TabularInline):
    """The clubs of a user."""

    model = Membership
    extra = 0
    autocomplete_fields = ["club"]


class ClubMembershipInline(admin.TabularInline):
    """The people of a club."""

    model = Membership
    extra = 0
    autocomplete_fields = ["user"]


class KeepsProfiles(admin.ModelAdmin):
    """Makes the profile that a new athlete's pages need, when memberships are saved beside their user or club."""

    def save_formset(
        self,
        request: HttpRequest,
        form: Any,
        formset: BaseModelFormSet,
        change: bool,  # noqa: FBT001
    ) -> None:
        """Save the memberships, each athlete's with a profile."""
        super().save_formset(request, form, formset, change)
        for membership in (*formset.new_objects, *(changed for changed, _fields in formset.changed_objects)):
            membership.ensure_profile()


@admin.register(User)
class UserAdmin(KeepsProfiles, DjangoUserAdmin):
    """Users, known by their email."""

    list_display = ["email", "name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "memberships__role", "memberships__club"]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fieldsets = [
        (None, {"fields": ["email", "name", "password"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Dates"), {"fields": ["created", "last_login"]}),
    ]
    readonly_fields = ["created", "last_login"]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "name", "password1", "password2"]})]
    inlines = [UserMembershipInline]


@admin.register(Club)
class ClubAdmin(KeepsProfiles):
    """Clubs with their people."""

    list_display = ["name", "slug", "timezone", "units", "policy"]
    list_filter = ["policy", "units"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["created"]
    inlines = [ClubMembershipInline]


@admin.register(Squad)
class SquadAdmin(admin.ModelAdmin):
    """Squads; who is in one is said on the athlete."""

    list_display = ["name", "club"]
    list_filter = ["club"]
    list_select_related = ["club"]
    search_fields = ["name", "club__name"]
    autocomplete_fields = ["club"]


class AthleteAdminForm(ModelForm):
    """An athlete, in squads of the athlete's own club alone."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse a squad of another club."""
        cleaned = super().clean() or self.cleaned_data
        squads, club = cleaned.get("squads"), cleaned.get("club")
        if club and squads and any(squad.club_id != club.pk for squad in squads):
            self.add_error("squads", ValidationError(_("Pick squads of the athlete's own club.")))
        return cleaned


@admin.register(Athlete)
class AthleteAdmin(admin.ModelAdmin):
    """Athletes and the facts about them."""

    form = AthleteAdminForm
    list_display = ["name", "club", "user", "goal", "level", "no_added_load"]
    list_filter = ["club", "squads", "goal", "level", "age_group", "no_added_load"]
    list_select_related = ["club", "user"]
    search_fields = ["name", "user__email", "user__name"]
    autocomplete_fields = ["club", "user", "squads"]
    ordering = ["club__name", "name"]

    def save_model(self, request: HttpRequest, obj: Athlete, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save the athlete, and open the athlete's pages to the user, when there is one."""
        super().save_model(request, obj, form, change)
        obj.ensure_membership()
