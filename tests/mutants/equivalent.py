"""Mutants that nothing can tell from their guideline, and why: none goes uncounted without a reason."""

from __future__ import annotations

from workouts.vocabulary import IMPLEMENTS

_NEVER_CARRIED = "It speaks of carried loads alone. This one is never carried, so leaving it aside too changes nothing."
_NEVER_IN_THE_HAND = "It speaks of hands and arms alone; this is never held there, so leaving it aside changes nothing."
_NEVER_ON_THE_TRUNK = "It speaks of the trunk alone; this never sits there, so leaving it aside changes nothing."
_NO_MASS = "It asks for more than some mass, and without a load there is none, so to count no load in changes nothing."
_HALF_A_DAY = "A race is a whole number of days away; the line, ten days and a half, is never hit."

# Which mutants (a pattern of their names), and why no session and no athlete can make a difference.
EQUIVALENT: dict[str, str] = {
    **{
        f"{code}: unless implement is_any_of backpack -> with {thing}": _NEVER_CARRIED
        for code in ("vasiliev-why", "ev-weigh-up")
        for thing in ("none", "parachute", "tyre", "sled", "harness", "bungee", "band")
    },
    **{
        f"race-without-load: unless implement is_any_of backpack -> with {thing}": _NEVER_CARRIED
        for thing in ("none", "harness", "bungee", "band")
    },
    **{
        f"ev-hand-running: unless implement is_any_of hand_weights -> with {thing}": _NEVER_IN_THE_HAND
        for thing in ("none", *(one.slug for one in IMPLEMENTS.values() if one.site not in ("hand", "arm")))
    },
    **{
        f"ev-trunk-5: unless implement is_any_of backpack -> with {thing}": _NEVER_ON_THE_TRUNK
        for thing in ("none", *(one.slug for one in IMPLEMENTS.values() if one.site != "trunk"))
    },
    **{
        f"ev-{code} * -> with none": _NO_MASS
        for code in (
            "ace-limbs: when load_site",
            "lower-leg-cost: when load_site",
            "pack-15: when implement",
            "ruck-ceiling: when load_site",
            "sled-heavy: when implement",
            "ten-percent-rule: when implement",
            "trunk-5: when load_site",
            "trunk-10: when load_site",
            "under-16-sled: when implement",
        )
    },
    "ev-pack-last-days: when weeks_to_race less_than 1.5 -> at_most": _HALF_A_DAY,
    "ev-race-pack: when weeks_to_race at_least 1.5 -> more_than": _HALF_A_DAY,
}
