"""What the evidence pack alone answers: each of its guidelines takes its stance in some row.

The athlete is the usual one, whose longest run of the month is 30 km, but for what is said. Codes are without ``ev-``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.advice.expected_results import Row, said
from tests.advice.panel import load, step, workout
from workouts.exercises import EXERCISES
from workouts.vocabulary import GOALS, IMPLEMENTS, INJURIES, slugs
from workouts.workout import Workout


def _row(
    session: str | Workout, differences: dict[str, Any], verdict: str, *, split: bool = False, **codes: str
) -> Row:
    full = {stance: " ".join(f"ev-{code}" for code in row.split()) for stance, row in codes.items()}
    known = {"longest_run_30_days_km": 30, **differences}
    return Row(session, said(verdict, split=split, **full), known, packs=("evidence",))


PACK = "25 km easy with a 4 kg backpack"
ULTRA = {"goal": "ultra_trail", "level": "competitive", "weeks_to_race": 10, "race_pack_kg": 4}
SPRINTER = {"goal": "short_sprint", "level": "competitive", "strength_base": "loaded"}

STANCES = (
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

HIP_AND_CORE = frozenset(
    {
        *("lateral_band_walks", "monster_walks", "banded_hip_extensions", "clamshells", "bridges"),
        *("single_leg_bridges", "planks", "side_planks", "pallof_press"),
    }
)


def _exercises() -> Iterator[Row]:
    """What is said of each exercise without a load, for an adult and for the young."""
    for exercise in EXERCISES:
        session = workout(step(activity=exercise.activity, exercise=exercise.name, reps=10))
        for young, age in ((False, "adult"), (True, "under_16")):
            codes = {}
            if exercise.activity == "jumps":
                codes["supports"] = "plyometrics"
            elif exercise.activity == "balance":
                codes["supports"] = "balance"
            elif exercise.name in HIP_AND_CORE:
                codes["supports"] = "hip-core"
            elif exercise.name == "short_foot":
                codes["supports"] = "foot-core"
            deep = exercise.name == "depth_jumps"
            if deep:
                codes["conditional"] = "depth-jumps-base"
            if deep and young:
                codes["against"] = "under-16-depth-jumps"
            verdict = "clear" if not deep else "avoid" if young else "caution"
            yield _row(session, {"age_group": age}, verdict, **codes)


def _implements() -> Iterator[Row]:
    """Each thing that adds a load: one kilogram and three on an easy run, seven in short sprints, and on a walk."""
    limbs = {
        "lower_leg": "ankle-running harvard-limbs malek-ankle",
        "arm": "hand-running harvard-limbs",
        "hand": "hand-running",
    }
    for thing in IMPLEMENTS.values():
        carried = thing.load_class == "carried"
        on_limb, trunk = thing.site in limbs, thing.site == "trunk"
        leg = " lower-leg-cost" if thing.site == "lower_leg" else ""
        easily = " vest-mileage" if thing.slug in ("vest", "belt") else ""
        weigh = "weigh-up" if carried else ""

        one = "" if thing.slug == "hand_weights" else limbs.get(thing.site, "")
        one_kilo = thing.slug in ("backpack", "belt", "hand_weights")
        yield _row(
            workout(step(km=8, effort="easy", load=load(thing.slug, 1))),
            {},
            "avoid" if one else "caution" if carried else "clear",
            against=one,
            conditional=weigh + easily + leg,
            supports="one-kilo" if one_kilo else "",
        )
        three = f"{limbs[thing.site]} ace-limbs" if on_limb else ""
        yield _row(
            workout(step(km=8, effort="easy", load=load(thing.slug, 3))),
            {},
            "avoid" if three else "caution" if carried else "clear",
            against=three,
            conditional=weigh + easily + leg,
        )
        short = three.replace("hand-running", "")
        sprint = {"sled": "sled-light", "tyre": "sled-light", "parachute": "parachute"}
        pulled = "elastic-sprint" if thing.load_class == "elastic" else sprint.get(thing.slug, "")
        vest = " vest-sprint" if thing.slug in ("vest", "belt") else ""
        yield _row(
            workout(step(m=20, reps=6, effort="maximal", load=load(thing.slug, 7))),
            {},
            "avoid" if short else "caution" if carried else "clear",
            against=short,
            conditional=weigh + vest + leg,
            supports=pulled,
        )
        walking = three.replace("hand-running", "").replace("ankle-running", "").replace("malek-ankle", "")
        walking += " mayo-ankle-walking" if thing.slug == "ankle_weights" else ""
        yield _row(
            workout(step(activity="walk", minutes=40, load=load(thing.slug, 3))),
            {},
            "avoid" if walking else "clear",
            against=walking,
            supports="ruck-walk" if trunk else "",
        )


def _implements_of_others() -> Iterator[Row]:
    """Each thing that adds a load, for those who train for something else, or are young or sore."""
    limbs = {
        "lower_leg": "ankle-running harvard-limbs malek-ankle ace-limbs",
        "arm": "harvard-limbs ace-limbs",
        "hand": "ace-limbs",
    }
    for thing in IMPLEMENTS.values():
        carried, trunk = thing.load_class == "carried", thing.site == "trunk"
        vest, pack = thing.slug in ("vest", "belt"), thing.slug == "backpack"
        weigh = "weigh-up" + (" lower-leg-cost" if thing.site == "lower_leg" else "") if carried else ""
        short = limbs.get(thing.site, "")
        long = short + (" hand-running" if thing.site in ("hand", "arm") else "")

        far = workout(step(km=25, effort="easy", load=load(thing.slug, 4)))
        why = weigh + (" trunk-5 vest-mileage" if vest else "")
        for kit, facts, supports, against in (
            ("clear", ULTRA, "race-pack", ""),
            ("avoid", {**ULTRA, "race_pack_kg": 0, "weeks_to_race": 1}, "", "pack-without-kit pack-last-days"),
        ):
            if pack:
                yield _row(far, facts, kit, supports=supports, against=against)
            else:
                yield _row(far, facts, _worst_of(long, why), against=long, conditional=why)

        strides = workout(step(m=40, seconds=10, reps=6, effort="5k", load=load(thing.slug, 10)))
        if thing.slug == "vest":
            yield _row(
                strides, SPRINTER, "caution", split=True, against="trunk-10", conditional="weigh-up vest-strides"
            )
        else:
            no = "trunk-10" if trunk else short
            yield _row(strides, SPRINTER, _worst_of(no, weigh), against=no, conditional=weigh)

        heavy = workout(step(m=30, reps=6, effort="maximal", load=load(thing.slug, 21)))
        pulled = thing.slug in ("sled", "tyre")
        no = "trunk-10" if trunk else "under-16-sled" if pulled else short
        yes = "parachute" if thing.slug == "parachute" else "elastic-sprint" if thing.load_class == "elastic" else ""
        why = "ten-percent-rule sled-heavy" if pulled else weigh + (" pack-15" if pack else "")
        yield _row(
            heavy,
            {"age_group": "under_16"},
            "stop" if carried else _worst_of(no, why),
            stop="under-16-worn" if carried else "",
            against=no,
            conditional=why,
            supports=yes,
        )

        sore = " vest-sore weight-loss-vest" if thing.slug == "vest" else ""
        why = weigh + " weight-loss-run" + (" vest-mileage" if vest else "") + sore if carried else ""
        no = f"{long} limb-calories" if short else ""
        yield _row(
            workout(step(km=8, effort="easy", load=load(thing.slug, 3))),
            {"goal": "weight_loss", "injuries": ["hip"]},
            _worst_of(no, why),
            against=no,
            conditional=why,
        )


def _worst_of(against: str, conditional: str) -> str:
    return "avoid" if against else "caution" if conditional else "clear"


def _goals() -> Iterator[Row]:
    """Whom the race pack, and what was found about losing weight, is for."""
    for goal in slugs(GOALS):
        ultra, slim = goal == "ultra_trail", goal == "weight_loss"
        for facts, verdict, codes in (
            (ULTRA, "clear", {"supports": "race-pack"}),
            ({**ULTRA, "race_pack_kg": 0}, "avoid", {"against": "pack-without-kit"}),
            ({**ULTRA, "weeks_to_race": 1}, "avoid", {"against": "pack-last-days"}),
        ):
            if ultra:
                yield _row(PACK, facts, verdict, **codes)
            else:
                yield _row(PACK, {**facts, "goal": goal}, "caution", conditional="weigh-up trunk-5")
        yield _row(
            "8 km easy with 1 kg ankle weights on each leg",
            {"goal": goal},
            "avoid",
            against="ace-limbs ankle-running harvard-limbs malek-ankle" + (" limb-calories" if slim else ""),
            conditional="lower-leg-cost weigh-up" + (" weight-loss-run" if slim else ""),
        )
        yield _row(
            "8 km easy with a 3 kg vest",
            {"goal": goal},
            "caution",
            conditional="vest-mileage weigh-up" + (" weight-loss-run weight-loss-vest" if slim else ""),
        )


def _other_activities() -> Iterator[Row]:
    """What is said of running is said of nothing else. Drills, cross-training and races are nobody's business here, but
    for a load on heavy legs; strength, jumps and balance have guidelines of their own.
    """
    sessions: tuple[tuple[dict[str, Any], dict[str, Any]], ...] = (
        ({"km": 8, "effort": "easy", "load": load("ankle_weights", 3)}, {}),
        ({"km": 8, "effort": "easy", "load": load("wrist_weights", 3)}, {"goal": "weight_loss"}),
        ({"km": 8, "effort": "easy", "load": load("vest", 1)}, {"injuries": ["bone_stress", "back", "knee"]}),
        ({"km": 8, "effort": "easy", "load": load("vest", 5)}, {"goal": "weight_loss", "injuries": ["achilles"]}),
        ({"km": 8, "effort": "easy", "load": load("vest", 15)}, {"past_bone_stress_injury": True}),
        ({"km": 8, "effort": "easy", "load": load("vest", 15)}, {"age_group": "under_16", "strength_base": "none"}),
        ({"km": 8, "effort": "easy", "load": load("backpack", 1)}, {"loaded_runs_last_14_days": 1}),
        ({"km": 25, "effort": "easy", "load": load("backpack", 15)}, {"loaded_runs_last_14_days": 2}),
        ({"km": 25, "effort": "easy", "load": load("backpack", 4)}, ULTRA),
        ({"km": 25, "effort": "easy", "load": load("backpack", 4)}, {**ULTRA, "race_pack_kg": 0, "weeks_to_race": 1}),
        ({"km": 25, "effort": "easy", "load": load("sled", 4)}, {"longest_run_30_days_km": 5}),
        ({"m": 20, "reps": 6, "effort": "maximal", "load": load("sled", 7)}, {}),
        ({"m": 30, "reps": 6, "effort": "maximal", "load": load("sled", 30)}, {"age_group": "under_16"}),
        ({"m": 30, "reps": 6, "effort": "maximal", "load": load("parachute", 1)}, {}),
        ({"m": 30, "reps": 6, "effort": "maximal", "load": load("band", 1)}, {}),
        ({"m": 30, "reps": 6, "effort": "maximal", "load": load("vest", 5)}, {}),
        ({"m": 60, "reps": 6, "effort": "maximal", "load": load("vest", 5)}, {}),
        ({"m": 150, "reps": 6, "effort": "maximal", "load": load("vest", 5)}, {}),
        ({"m": 40, "seconds": 10, "reps": 6, "effort": "5k", "load": load("vest", 10)}, SPRINTER),
        ({"minutes": 3, "reps": 4, "effort": "threshold", "uphill": True}, {"heavy_legs_days": 3}),
        ({"minutes": 30, "effort": "easy", "uphill": True}, {"injuries": ["calf"]}),
        ({"seconds": 8, "reps": 8, "effort": "maximal", "uphill": True}, {}),
        ({"seconds": 8, "reps": 12, "effort": "maximal", "uphill": True}, {}),
        ({"minutes": 30, "effort": "10k"}, {"injuries": ["achilles"]}),
        ({"minutes": 30}, {"age_group": "over_50", "hard_yesterday": True}),
        ({"minutes": 3, "load": load("kettlebell", 8)}, {}),
        ({"minutes": 3, "load": load("kettlebell", 8)}, {"strength_base": "none"}),
        ({"minutes": 3, "load": load("kettlebell", 8)}, {"age_group": "under_16"}),
    )
    for told, facts in sessions:
        for activity in ("drill", "cross", "rest", "race"):
            yield _row(workout(step(activity=activity, **told)), facts, "clear")
        yield _row(workout(step(activity="balance", **told)), facts, "clear", supports="balance")
        yield _strength(told, facts)
        yield _jumps(told, facts)
    for activity in ("drill", "cross", "rest", "race"):
        heavy = workout(step(activity=activity, minutes=3, load=load("vest", 3)))
        yield _row(heavy, {"heavy_legs_days": 3}, "avoid", against="heavy-legs-load")
        light = workout(step(activity=activity, minutes=3, uphill=True, effort="5k"))
        yield _row(light, {"heavy_legs_days": 3}, "clear")


def _strength(told: dict[str, Any], facts: dict[str, Any]) -> Row:
    carried = "load" in told and told["load"].thing.load_class == "carried"
    new, young = facts.get("strength_base") == "none", facts.get("age_group") == "under_16"
    care = ("strength-gate " if new else "") + ("youth-strength" if young else "") if carried else ""
    return _row(
        workout(step(activity="strength", **told)),
        facts,
        "caution" if care else "clear",
        conditional=care,
        supports="strength-economy" if carried and not new else "",
    )


def _jumps(told: dict[str, Any], facts: dict[str, Any]) -> Row:
    sore = set(facts.get("injuries", ()))
    kind = told["load"].thing.load_class if "load" in told else "none"
    weighty = kind in ("carried", "towed")
    against = {
        "tendon-jumps": bool(sore & {"achilles", "knee"}),
        "knee-load": "knee" in sore and kind == "carried",
        "tendon-load": "achilles" in sore and weighty,
        "heavy-legs-jumps": facts.get("heavy_legs_days", 0) >= 3,
    }
    stop = "bone-stress-now" if "bone_stress" in sore and weighty else ""
    late = "masters-recovery" if facts.get("age_group") == "over_50" and facts.get("hard_yesterday") else ""
    return _row(
        workout(step(activity="jumps", **told)),
        facts,
        "stop" if stop else "avoid" if any(against.values()) else "caution" if late else "clear",
        stop=stop,
        against=" ".join(code for code, holds in against.items() if holds),
        conditional=late,
        supports="plyometrics" if kind == "none" else "",
    )


def _injuries() -> Iterator[Row]:
    """Each sore area, on runs with and without a load, on a walk with a pack, in jumps and on a hill."""
    for area in slugs(INJURIES):
        facts = {"injuries": [area]}
        knee, achilles, bone = area == "knee", area == "achilles", area == "bone_stress"
        trunk = area in ("back", "shoulder")

        stop = "bone-stress-now" if bone else "back-shoulder-pack" if trunk else ""
        against = "knee-load" if knee else "tendon-load" if achilles else ""
        yield _row(
            "8 km easy with a 3 kg vest",
            facts,
            "stop" if stop else "avoid" if against else "caution",
            stop=stop,
            against=against,
            conditional="weigh-up vest-mileage vest-sore",
        )
        yield _row(
            "40 min walk with a 3 kg vest",
            facts,
            "stop" if stop else "clear",
            stop=stop,
            supports="ruck-walk",
        )
        yield _row(
            "3 x 15 pogo jumps",
            facts,
            "avoid" if knee or achilles else "clear",
            against="tendon-jumps" if knee or achilles else "",
            supports="plyometrics",
        )
        yield _row(
            "6 x 200 m uphill hard, walk down",
            facts,
            "caution" if knee or achilles or area == "calf" else "clear",
            conditional=("pain-rule " if knee or achilles else "") + ("tendon-hills" if area in _ANKLE else ""),
            supports="hill-impact hill-intervals",
        )
        fresh = not (knee or achilles)
        for session, code in (
            ("6 x 20 m all-out with a 7 kg sled", "sled-light"),
            ("6 x 30 m all-out with a parachute", "parachute"),
        ):
            yield _row(
                session,
                facts,
                "stop" if bone else "avoid" if achilles else "caution" if knee else "clear",
                stop="bone-stress-now" if bone else "",
                against="tendon-load" if achilles else "",
                conditional="" if fresh else "pain-rule",
                supports=code if fresh and not bone else "",
            )
        yield _row(
            PACK,
            {**ULTRA, **facts},
            "stop" if stop else "avoid" if against else "clear",
            stop=stop,
            against=against,
            supports="race-pack" if fresh else "",
        )


_ANKLE = frozenset({"achilles", "calf"})


def _without_the_load() -> Iterator[Row]:
    """What is said of a load is not said of the same session without one, nor of a band that carries nothing."""
    for facts in (
        ULTRA,
        {**ULTRA, "race_pack_kg": 0, "weeks_to_race": 1},
        {"loaded_runs_last_14_days": 1},
        {"loaded_runs_last_14_days": 2},
        {"strength_base": "none"},
        {"longest_run_30_days_km": 5},
        {"past_bone_stress_injury": True},
        {"injuries": ["bone_stress"]},
        {"injuries": ["knee"]},
    ):
        yield _row("25 km easy", facts, "clear")
        yield _row("25 km easy with a band", facts, "clear")
    yield _row("6 x 30 m all-out", {"age_group": "under_16"}, "clear")
    yield _row("6 x 10 s fast", SPRINTER, "clear")
    for implement, supports in (("sled", "sled-light"), ("band", "elastic-sprint")):
        for reps in (6, 12):
            hill = step(m=40, seconds=8, reps=reps, effort="maximal", uphill=True, load=load(implement, 5))
            yield _row(workout(hill), {}, "clear", supports=supports)
        yield _row(workout(step(km=5, effort="easy", uphill=True, load=load(implement, 5))), {}, "clear")


def _over_fifty() -> Iterator[Row]:
    """What is said of the young is not said of the old, nor the other way round."""
    old = {"age_group": "over_50"}
    yield _row("8 km easy with a 3 kg vest", old, "caution", conditional="vest-mileage weigh-up")
    yield _row("3 x 5 depth jumps", old, "caution", conditional="depth-jumps-base", supports="plyometrics")
    yield _row("3 x 10 lunges with 8 kg dumbbells", old, "clear", supports="strength-economy")
    yield _row("6 x 20 m fast with a 10 kg sled", old, "clear")
    yield _row("3 x 6 squat jumps", {"age_group": "under_16", "hard_yesterday": True}, "clear", supports="plyometrics")
    yield _row("30 min easy", {**old, "hard_yesterday": True}, "clear")
    yield _row("30 min walk", {**old, "hard_yesterday": True}, "clear")


FAMILIES = {
    "each exercise": tuple(_exercises()),
    "each implement": tuple(_implements()),
    "each implement for other athletes": tuple(_implements_of_others()),
    "each goal": tuple(_goals()),
    "each activity": tuple(_other_activities()),
    "each injury": tuple(_injuries()),
    "without the load": tuple(_without_the_load()),
    "over fifty": tuple(_over_fifty()),
}
ROWS = (*STANCES, *(row for family in FAMILIES.values() for row in family))
