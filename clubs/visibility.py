"""Who sees what of an athlete: declared once, and asked by every page that shows it.

The page "Who can see what" is this table in words, ``tests/test_privacy.py`` walks every page with it. Body mass and
injuries are shown to coaches by consent alone; a bone stress injury in the past is an injury as well, and goes with
them. "No added load" and heavy legs are said in order to be acted on: no reason is asked for the one, and the other
puts an athlete first on the roster. Paces are what coaches plan by. What is logged, pain included, and what is said in
a thread is told to the coach on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from clubs.models import Athlete

YES, NO = "yes", "no"
# Anything else that stands in the table is the name of the consent that it takes.


@dataclass(frozen=True)
class Field:
    """Something that is known of an athlete, and for each kind of viewer yes, no, or the consent that it takes.

    ``profile`` names the columns of :class:`Athlete` that hold it, where it is in the profile. Coaches are all who
    plan in the athlete's club: owners, coaches and assistants. Athletes are the others who run in it; administrators
    are those of the installation, in the admin. Other clubs and strangers see nothing at all.
    """

    slug: str
    label: str | Promise
    coaches: str
    athletes: str = NO
    administrators: str = NO
    profile: tuple[str, ...] = ()
    note: str | Promise = ""


FIELDS: Final = (
    Field("name", _("Your name"), YES, administrators=YES, profile=("name",)),
    Field("email", _("Your email"), YES, administrators=YES),
    Field(
        "goal",
        _("What you train for, level, strength training, age group, what you can use and where you run"),
        YES,
        administrators=YES,
        profile=("goal", "level", "strength_base", "age_group", "equipment", "terrain"),
    ),
    Field(
        "paces",
        _("Your paces: threshold pace, and a recent race with its time"),
        YES,
        profile=(
            "threshold_pace_s_per_km",
            "recent_race_distance_m",
            "recent_race_time_s",
            "recent_race_on",
        ),
        note=_("Coaches plan by them; to keep accounts nobody has to know how fast you are."),
    ),
    Field("body_mass", _("Body mass"), "body_mass", profile=("body_mass_kg",)),
    Field("injuries", _("Injuries now"), "injuries", profile=("injuries",)),
    Field("bone_stress", _("A bone stress injury in the past"), "injuries", profile=("past_bone_stress_injury",)),
    Field(
        "heavy_legs",
        _("Since when legs have felt heavy"),
        YES,
        profile=("heavy_legs_since",),
        note=_("So that a coach can act on it: three days put you first on the list."),
    ),
    Field(
        "no_added_load",
        _("No added load"),
        YES,
        administrators=YES,
        profile=("no_added_load",),
        note=_("No reason is asked for, and none is kept."),
    ),
    Field("races", _("Your races"), YES, administrators=YES),
    Field(
        "log",
        _("How a session went: what you did, effort, feel, your note"),
        YES,
        note=_("You say it to your coach; that is what it is for."),
    ),
    Field("pain", _("Pain that you log"), YES, note=_("Told to the coach on purpose, in every club you log it in.")),
    Field(
        "talk",
        _("What you and your coaches write to each other about a session"),
        YES,
        note=_("Every coach here reads the whole of it, also one who comes to the club later."),
    ),
    Field(
        "recording",
        _("The file of your watch: its name, the track and every heartbeat in it"),
        NO,
        note=_("Coaches see the figures that you log from it, never the file."),
    ),
    Field(
        "file_brought",
        _("A file that you chose and have not kept yet"),
        NO,
        note=_("It waits for you to say what it belongs to, and goes as soon as you choose another."),
    ),
    Field(
        "calendar",
        _("The address of your calendar, and whether you have one"),
        NO,
        note=_("We keep no copy of the address. Whoever you give it to reads your sessions without signing in."),
    ),
    Field("mails", _("Which mails you get, and how far you have read"), NO),
)
BY_SLUG: Final = {field.slug: field for field in FIELDS}
OF_THE_PROFILE: Final = {column: field for field in FIELDS for column in field.profile}


def coach_sees(athlete: Athlete, column: str) -> bool:
    """Whether coaches of the athlete's club see a ``column`` of the profile, and so may write it."""
    rule = OF_THE_PROFILE[column].coaches
    return rule == YES or rule in athlete.shows


def kept_from_coaches(athlete: Athlete) -> frozenset[str]:
    """The columns of the profile that coaches of the club do not see, as far as anything stands in them."""
    shows = athlete.shows
    return frozenset(
        column
        for column, field in OF_THE_PROFILE.items()
        if field.coaches not in (YES, *shows) and _is_telling(getattr(athlete, column))
    )


def not_shown(athlete: Athlete) -> list[str | Promise]:
    """What coaches of the athlete's club do not see of the profile, in words, whether anything stands in it or not."""
    return [field.label for field in FIELDS if field.profile and not coach_sees(athlete, field.profile[0])]


def hidden_in_admin() -> list[str]:
    """The columns of the profile that administrators do not see in the admin, whatever their rights."""
    return [column for column, field in OF_THE_PROFILE.items() if field.administrators == NO]


def _is_telling(value: Any) -> bool:
    return value not in (None, "", [])
