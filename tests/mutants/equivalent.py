"""Mutants that nothing can tell from their guideline, and why: none goes uncounted without a reason."""

from __future__ import annotations

_NEVER_CARRIED = "It speaks of carried loads alone. This one is never carried, so leaving it aside too changes nothing."
_HALF_A_DAY = "A race is a whole number of days away; the line, ten days and a half, is never hit."

# Which mutants (a pattern of their names), and why no session and no athlete can make a difference.
EQUIVALENT: dict[str, str] = {
    **{
        f"{code}: unless implement is_any_of backpack -> with {thing}": _NEVER_CARRIED
        for code in ("vasiliev-why", "ev-weigh-up")
        for thing in ("none", "parachute", "tyre", "sled", "harness", "bungee", "band")
    },
    "ev-pack-last-days: when weeks_to_race less_than 1.5 -> at_most": _HALF_A_DAY,
    "ev-race-pack: when weeks_to_race at_least 1.5 -> more_than": _HALF_A_DAY,
}
