"""People in the admin, for whoever administers an installation."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from clubs.models import Athlete, Club, Invitation, Membership, Race, Squad, User
from clubs.visibility import hidden_in_admin


class MembershipsOfUser(BaseInlineFormSet):
    """A user's roles, without leaving a club that nobody else owns."""

    def clean(self) -> None:
        """Refuse what takes the last owner from a club."""
        super().clean()
        left = Club.objects.owned_by_nobody_but(self.instance) if self.instance.pk else Club.objects.none()
        owned = {row["club"] for row in _rows(self) if row.get("role") == "owner" and "club" in row}
        if orphans := [club.name for club in left.order_by("name", "pk") if club not in owned]:
            told = _("A club never has no owner, and nobody else owns %(clubs)s: make somebody else an owner first.")
            raise ValidationError(told % {"clubs": ", ".join(orphans)})


class MembershipsOfClub(BaseInlineFormSet):
    """A club's people, with an owner among them."""

    def clean(self) -> None:
        """Refuse a club without an owner."""
        super().clean()
        if not any(row.get("role") == "owner" for row in _rows(self)):
            raise ValidationError(_("A club never has no owner: keep one here, or add one."))


def _rows(formset: BaseInlineFormSet) -> list[dict[str, Any]]:
    """What stays when the formset is saved."""
    filled = [form for form in formset.forms if form not in formset.deleted_forms]
    return [form.cleaned_data for form in filled if hasattr(form, "cleaned_data")]


class UserMembershipInline(admin.TabularInline):
    """The clubs of a user."""

    model = Membership
    formset = MembershipsOfUser
    extra = 0
    autocomplete_fields = ["club"]


class ClubMembershipInline(admin.TabularInline):
    """The people of a club."""

    model = Membership
    formset = MembershipsOfClub
    extra = 0
    autocomplete_fields = ["user"]


class Counting(admin.ModelAdmin):
    """Says how much goes along with what is deleted, and not what: logs and recordings are nobody's to read here."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list[Any], Any, set[str], list[Any]]:
        """What Django tells before deleting, without the list of every row."""
        _listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return [], counts, lacking, protected


class SettlesRoles(Counting):
    """Sees to what follows from roles, when memberships are saved beside their user or club."""

    def save_formset(
        self,
        request: HttpRequest,
        form: Any,
        formset: Any,
        change: bool,  # noqa: FBT001
    ) -> None:
        """Save the memberships, each athlete's with a profile; who runs no more takes along what was theirs alone."""
        theirs = Membership.objects.filter(**{formset.fk.name: formset.instance}).select_related("user", "club")
        before = list(theirs)
        super().save_formset(request, form, formset, change)
        after = list(theirs.all())
        for membership in after:
            membership.ensure_profile()
        held = {(one.user, one.club, one.role) for one in after}
        for one in before:
            if (one.user, one.club, one.role) not in held:
                one.club.settle_loss(one.user, [one.role])


@admin.register(User)
class UserAdmin(SettlesRoles, DjangoUserAdmin):
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
class ClubAdmin(SettlesRoles):
    """Clubs with their people."""

    list_display = ["name", "slug", "timezone", "units", "policy"]
    list_filter = ["policy", "units"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["created"]
    inlines = [ClubMembershipInline]


@admin.register(Squad)
class SquadAdmin(Counting):
    """Squads; who is in one is said on the athlete."""

    list_display = ["name", "club"]
    list_filter = ["club"]
    list_select_related = ["club"]
    search_fields = ["name", "club__name"]
    autocomplete_fields = ["club"]

    def get_readonly_fields(self, request: HttpRequest, obj: Squad | None = None) -> list[str]:  # noqa: ARG002
        """A squad stays in its club, with its weeks and athletes."""
        return ["club"] if obj else []

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:  # noqa: ARG002
        """Delete the squads one by one: each takes its races along."""
        for squad in queryset:
            squad.delete()


class AthleteAdminForm(ModelForm):
    """An athlete, in squads of the athlete's own club alone."""

    def clean_user(self) -> User | None:
        """Refuse to open what one person told of themselves to another."""
        user: User | None = self.cleaned_data["user"]
        whose = self.instance.user or self.instance.parted_from
        if user and whose and user != whose:
            told = _("This profile is that of %(name)s: make another one for somebody else.")
            raise ValidationError(told, params={"name": whose})
        return user

    def clean(self) -> dict[str, Any] | None:
        """Refuse a squad of another club."""
        cleaned = super().clean() or self.cleaned_data
        squads = cleaned.get("squads")
        club = self.instance.club if self.instance.pk else cleaned.get("club")
        if club and squads and any(squad.club_id != club.pk for squad in squads):
            self.add_error("squads", ValidationError(_("Pick squads of the athlete's own club.")))
        alone = (
            set(Squad.objects.filter(solo=self.instance.pk).values_list("pk", flat=True)) if self.instance.pk else set()
        )
        if squads is not None and {squad.pk for squad in squads if squad.solo_id is not None} != alone:
            told = _("Coaching alone begins and ends on the athlete's page: leave that squad as it is.")
            self.add_error("squads", ValidationError(told))
        return cleaned


@admin.register(Athlete)
class AthleteAdmin(Counting):
    """Athletes, without what is nobody's business but theirs and their coaches'.

    To keep accounts and clubs nobody has to know of injuries, so that no right opens them here, a superuser's neither.
    """

    form = AthleteAdminForm
    exclude = hidden_in_admin()
    list_display = ["name", "club", "user", "goal", "level", "no_added_load"]
    list_filter = ["club", "squads", "goal", "level", "age_group", "no_added_load"]
    list_select_related = ["club", "user"]
    search_fields = ["name", "user__email", "user__name"]
    autocomplete_fields = ["club", "user", "squads"]
    ordering = ["club__name", "name"]

    def get_readonly_fields(self, request: HttpRequest, obj: Athlete | None = None) -> list[str]:  # noqa: ARG002
        """A profile stays in its club: what was told there is not another club's to read."""
        return ["club"] if obj else []

    def save_model(self, request: HttpRequest, obj: Athlete, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save the athlete; the athlete's pages open to the user, when there is one, and close to one taken out."""
        former = Athlete.objects.get(pk=obj.pk).user if change and obj.user is None else None
        if former:
            obj.club.set_roles(former, obj.club.roles_of(former) - {"athlete"}, leaves_squads=False)
            obj.refresh_from_db(fields=["parted_from", *Athlete.LEFT_WITH_THE_ACCOUNT])
        elif obj.user:
            obj.parted_from = None
        super().save_model(request, obj, form, change)
        obj.ensure_membership()


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """Invitations, to be read: one that is made here would have no link, and its hash is nobody's business."""

    list_display = ["__str__", "club", "role", "made_by", "made_at", "expires_at", "accepted_by", "revoked_at"]
    list_filter = ["role", "club"]
    list_select_related = ["club", "athlete", "made_by", "accepted_by"]
    search_fields = ["email", "club__name", "made_by__email"]
    exclude = ["token_hash"]

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nobody: clubs invite."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        """Nobody: what an invitation opens is settled when it is made."""
        return False


class RaceAdminForm(ModelForm):
    """A race for people of its own club alone."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse a squad of another club, and squads beside one athlete; the model looks at the athlete."""
        cleaned = super().clean() or self.cleaned_data
        squads, club = cleaned.get("squads"), cleaned.get("club")
        if club and squads and any(squad.club_id != club.pk for squad in squads):
            self.add_error("squads", ValidationError(_("Pick squads of the race's own club.")))
        elif squads and cleaned.get("athlete"):
            self.add_error("squads", ValidationError(_("A race is for one athlete or for squads.")))
        return cleaned


@admin.register(Race)
class RaceAdmin(admin.ModelAdmin):
    """Races and whom they are for."""

    form = RaceAdminForm
    list_display = ["__str__", "date", "club", "athlete", "priority", "pack_kg"]
    list_filter = ["club", "priority"]
    list_select_related = ["club", "athlete"]
    date_hierarchy = "date"
    search_fields = ["name", "athlete__name"]
    autocomplete_fields = ["club", "athlete", "squads"]
