"""What the evidence pack alone answers: each of its guidelines takes its stance in some row.

The athlete is the usual one, whose longest run of the month is 30 km, but for what is said. Codes are without ``ev-``.
"""

from __future__ import annotations

from typing import Any

from tests.advice.expected_results import Row, said


def _row(session: str, differences: dict[str, Any], verdict: str, *, split: bool = False, **codes: str) -> Row:
    full = {stance: " ".join(f"ev-{code}" for code in row.split()) for stance, row in codes.items()}
    known = {"longest_run_30_days_km": 30, **differences}
    return Row(session, said(verdict, split=split, **full), known, packs=("evidence",))


PACK = "25 km easy with a 4 kg backpack"
ULTRA = {"goal": "ultra_trail", "level": "competitive", "weeks_to_race": 10, "race_pack_kg": 4}
SPRINTER = {"goal": "short_sprint", "level": "competitive", "strength_base": "loaded"}

ROWS = (
    _row(
        "30 min walk with a 5 kg backpack",
        {"injuries": ["bone_stress"]},
        "stop",
        stop="bone-stress-now",
        supports="ruck-walk",
    ),
    _row(
        "8 km easy with a 3 kg vest",
        {"past_bone_stress_injury": True},
        "stop",
        stop="bone-stress-past",
        conditional="vest-mileage weigh-up",
    ),
    _row(
        "8 km easy with a 3 kg vest",
        {"age_group": "under_16"},
        "stop",
        stop="under-16-worn",
        conditional="vest-mileage weigh-up",
    ),
    _row(
        PACK,
        {"injuries": ["shoulder"]},
        "stop",
        stop="back-shoulder-pack",
        conditional="trunk-5 weigh-up",
    ),
    _row(
        "8 km easy with 1 kg ankle weights on each leg",
        {},
        "avoid",
        against="ace-limbs ankle-running harvard-limbs malek-ankle",
        conditional="lower-leg-cost weigh-up",
    ),
    _row(
        "30 min walk with ankle weights", {}, "avoid", against="harvard-limbs mayo-ankle-walking", undecided="ace-limbs"
    ),
    _row(
        "5 km easy with wrist weights",
        {},
        "avoid",
        against="hand-running harvard-limbs",
        conditional="weigh-up",
        undecided="ace-limbs",
    ),
    _row("8 km easy with 2 x 2 kg dumbbells", {}, "avoid", against="ace-limbs hand-running", conditional="weigh-up"),
    _row(
        "8 km easy with 1 kg ankle weights on each leg",
        {"goal": "weight_loss"},
        "avoid",
        against="ace-limbs ankle-running harvard-limbs limb-calories malek-ankle",
        conditional="lower-leg-cost weigh-up weight-loss-run",
    ),
    _row("8 km easy with a 3 kg vest", {}, "caution", conditional="vest-mileage weigh-up"),
    _row("8 km easy with a 5 kg vest", {}, "caution", conditional="trunk-5 vest-mileage weigh-up"),
    _row("8 km easy with a 10 kg vest", {}, "avoid", against="trunk-10", conditional="vest-mileage weigh-up"),
    _row("10 km easy with a 12 kg backpack", {}, "avoid", against="trunk-10", conditional="pack-15 weigh-up"),
    _row("10 km easy with a 1 kg belt", {}, "caution", conditional="vest-mileage weigh-up", supports="one-kilo"),
    _row(
        "8 km easy with a 3 kg vest",
        {"strength_base": "none"},
        "avoid",
        against="mastered-first",
        conditional="vest-mileage weigh-up",
    ),
    _row("8 km easy with a 3 kg vest", {"injuries": ["hip"]}, "caution", conditional="vest-mileage vest-sore weigh-up"),
    _row(
        PACK,
        ULTRA,
        "clear",
        supports="race-pack",
    ),
    _row(
        PACK,
        {**ULTRA, "race_pack_kg": 0},
        "avoid",
        against="pack-without-kit",
    ),
    _row(
        PACK,
        {**ULTRA, "weeks_to_race": 1},
        "avoid",
        against="pack-last-days",
    ),
    _row(
        PACK,
        {"loaded_runs_last_14_days": 1},
        "caution",
        conditional="loaded-run-second trunk-5 weigh-up",
    ),
    _row(
        PACK,
        {"loaded_runs_last_14_days": 2},
        "avoid",
        against="loaded-run-third",
        conditional="trunk-5 weigh-up",
    ),
    _row(
        PACK,
        {"longest_run_30_days_km": 9},
        "avoid",
        against="spike-double-10-km",
        conditional="spike-10-km spike-20-km trunk-5 weigh-up",
    ),
    _row(
        PACK,
        {"longest_run_30_days_km": 20},
        "caution",
        conditional="spike-20-km trunk-5 weigh-up",
    ),
    _row(
        PACK,
        {"longest_run_30_days_km": 5},
        "avoid",
        against="spike-double-10-km spike-double-5-km",
        conditional="spike-10-km spike-20-km trunk-5 weigh-up",
    ),
    _row("6 x 20 m all-out with a 7 kg sled", {}, "clear", supports="sled-light"),
    _row("6 x 20 m all-out with a 14 kg sled", {}, "caution", conditional="ten-percent-rule"),
    _row("4 x 30 m with a 50 kg sled", {}, "caution", conditional="sled-heavy", undecided="ten-percent-rule"),
    _row("6 x 30 m all-out with a parachute", {}, "clear", supports="parachute"),
    _row("6 x 15 m all-out with a band", {}, "clear", supports="elastic-sprint"),
    _row(
        "6 x 60 m all-out with a sled",
        {},
        "caution",
        conditional="sprint-41-100",
        undecided="sled-heavy ten-percent-rule",
    ),
    _row("6 x 150 m all-out with a parachute", {}, "avoid", against="sprint-over-100"),
    _row("6 x 30 m all-out with a 5 kg vest", {}, "caution", conditional="vest-sprint weigh-up"),
    _row(
        "6 x 10 s fast with a 14 kg vest",
        SPRINTER,
        "caution",
        split=True,
        against="trunk-10",
        conditional="vest-strides weigh-up",
    ),
    _row(
        "6 x 20 m with a 10 kg sled",
        {"age_group": "under_16"},
        "avoid",
        against="under-16-sled",
        undecided="ten-percent-rule",
    ),
    _row("6 x 200 m uphill hard, jog down", {}, "clear", supports="hill-impact hill-intervals"),
    _row("40 min easy uphill on the treadmill", {}, "clear", supports="hill-equivalence hill-impact"),
    _row("8 x 8 s uphill all-out, walk down", {}, "clear", supports="hill-impact hill-intervals hill-sprints"),
    _row(
        "14 x 8 s uphill all-out", {}, "caution", conditional="hill-sprints-many", supports="hill-impact hill-intervals"
    ),
    _row("3 x 10 lunges with 8 kg dumbbells", {}, "clear", supports="strength-economy"),
    _row("3 x 10 lunges with 8 kg dumbbells", {"strength_base": "none"}, "caution", conditional="strength-gate"),
    _row(
        "3 x 10 lunges with 8 kg dumbbells",
        {"age_group": "under_16"},
        "caution",
        conditional="youth-strength",
        supports="strength-economy",
    ),
    _row("3 x 6 squat jumps", {}, "clear", supports="plyometrics"),
    _row("3 x 5 depth jumps", {}, "caution", conditional="depth-jumps-base", supports="plyometrics"),
    _row(
        "3 x 5 depth jumps",
        {"age_group": "under_16"},
        "avoid",
        against="under-16-depth-jumps",
        conditional="depth-jumps-base",
        supports="plyometrics",
    ),
    _row("3 x 12 monster walks", {}, "clear", supports="hip-core"),
    _row("3 x 10 short foot", {}, "clear", supports="foot-core"),
    _row("3 x 30 s single-leg stand", {}, "clear", supports="balance"),
    _row(
        "8 km easy with a 3 kg vest",
        {"goal": "weight_loss"},
        "caution",
        conditional="vest-mileage weigh-up weight-loss-run weight-loss-vest",
    ),
    _row("40 min walk with a 5 kg backpack", {}, "clear", supports="ruck-walk"),
    _row("40 min walk with a 15 kg backpack", {}, "caution", conditional="ruck-ceiling"),
    _row(
        "8 km easy with a 3 kg vest",
        {"injuries": ["knee"]},
        "avoid",
        against="knee-load",
        conditional="vest-mileage vest-sore weigh-up",
    ),
    _row(
        "8 km easy with a 3 kg vest",
        {"injuries": ["achilles"]},
        "avoid",
        against="tendon-load",
        conditional="vest-mileage vest-sore weigh-up",
    ),
    _row("3 x 15 pogo jumps", {"injuries": ["achilles"]}, "avoid", against="tendon-jumps", supports="plyometrics"),
    _row(
        "30 min uphill easy",
        {"injuries": ["calf"]},
        "caution",
        conditional="tendon-hills",
        supports="hill-equivalence hill-impact",
    ),
    _row("5 km at threshold", {"injuries": ["knee"]}, "caution", conditional="pain-rule"),
    _row(
        "3 x 10 lunges with 8 kg dumbbells",
        {"heavy_legs_days": 3},
        "avoid",
        against="heavy-legs-load",
        supports="strength-economy",
    ),
    _row("3 x 15 pogo jumps", {"heavy_legs_days": 3}, "avoid", against="heavy-legs-jumps", supports="plyometrics"),
    _row(
        "6 x 200 m uphill hard",
        {"heavy_legs_days": 3},
        "avoid",
        against="heavy-legs-hills",
        conditional="heavy-legs-cause",
        supports="hill-impact hill-intervals",
    ),
    _row("5 km at threshold", {"heavy_legs_days": 3}, "caution", conditional="heavy-legs-cause"),
    _row(
        "3 x 6 squat jumps",
        {"age_group": "over_50", "hard_yesterday": True},
        "caution",
        conditional="masters-recovery",
        supports="plyometrics",
    ),
    # A rehearsal with the race pack stands against what is said of any runner new to strength work.
    _row(
        PACK,
        {"goal": "ultra_trail", "race_pack_kg": 4, "strength_base": "none"},
        "caution",
        split=True,
        against="mastered-first",
        supports="race-pack",
    ),
    _row(
        PACK,
        {"goal": "ultra_trail", "race_pack_kg": None},
        "caution",
        undecided="pack-without-kit race-pack",
    ),
    # What was measured of a kilogram does not stand against a warning about a run twice as long as any.
    _row(
        "12 km easy with a 1 kg backpack",
        {"longest_run_30_days_km": 5},
        "avoid",
        against="spike-double-5-km",
        conditional="spike-10-km weigh-up",
        supports="one-kilo",
    ),
    # The same pack for the same race, in other weeks and for another athlete.
    _row(PACK, {**ULTRA, "loaded_runs_last_14_days": 1}, "caution", conditional="loaded-run-second"),
    _row(PACK, {**ULTRA, "loaded_runs_last_14_days": 2}, "avoid", against="loaded-run-third"),
    _row(PACK, {**ULTRA, "past_bone_stress_injury": True}, "stop", stop="bone-stress-past", supports="race-pack"),
    _row(
        PACK,
        {**ULTRA, "past_bone_stress_injury": None},
        "caution",
        undecided="bone-stress-past",
        supports="race-pack",
    ),
    _row("6 x 60 m all-out with a parachute", SPRINTER, "caution", conditional="sprint-41-100"),
    _row("6 x 10 s fast with a 14 kg vest", {}, "avoid", against="trunk-10", conditional="weigh-up"),
    _row("8 km easy", {}, "clear"),
    _row("40 min very easy", {"goal": "weight_loss", "body_mass_kg": None}, "clear"),
    _row("rest", {}, "clear"),
)
