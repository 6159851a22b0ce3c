"""Users, clubs, memberships, squads, athletes and races."""

from clubs.models.athletes import Athlete, AthleteQuerySet, Squad, SquadQuerySet
from clubs.models.club import (
    Club,
    ClubQuerySet,
    LastOwner,
    Membership,
    default_packs,
    validate_slugs,
    validate_timezone,
)
from clubs.models.consents import Consent, ConsentQuerySet
from clubs.models.invitations import Invitation, InvitationQuerySet, NoLongerOpen, NotForYou, roles_to_give
from clubs.models.meetings import Meeting, SquadMeeting, SquadMeetingQuerySet
from clubs.models.races import PEAKED_FOR, Race, RaceQuerySet
from clubs.models.users import User, UserManager

__all__ = [
    "PEAKED_FOR",
    "Athlete",
    "AthleteQuerySet",
    "Club",
    "ClubQuerySet",
    "Consent",
    "ConsentQuerySet",
    "Invitation",
    "InvitationQuerySet",
    "LastOwner",
    "Meeting",
    "Membership",
    "NoLongerOpen",
    "NotForYou",
    "Race",
    "RaceQuerySet",
    "Squad",
    "SquadMeeting",
    "SquadMeetingQuerySet",
    "SquadQuerySet",
    "User",
    "UserManager",
    "default_packs",
    "roles_to_give",
    "validate_slugs",
    "validate_timezone",
]
