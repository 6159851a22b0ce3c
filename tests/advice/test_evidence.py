"""The evidence pack as a whole; when each guideline applies is for its examples to say."""

from __future__ import annotations

import math
import re
from io import StringIO

import pytest
from django.core.management import call_command

from advice.content_files import CONTENT, read_file
from advice.engine import Guideline, GuidelineSet, advise, readable
from advice.models import Condition, Pack
from advice.models import Guideline as GuidelineRow
from advice.published import drill_catalogue, guideline_set
from advice.replacements import suggest
from advice.step_facts import step_facts
from tests.advice.panel import athlete, drills, guidelines
from workouts.reading import read
from workouts.vocabulary import EQUIPMENT, TERRAIN, slugs

EVIDENCE = {one.code: one for one in guidelines("evidence")}
EVERYTHING = GuidelineSet([*guidelines("founding"), *guidelines("safety"), *EVIDENCE.values()])

ULTRA = {"goal": "ultra_trail", "level": "competitive", "weeks_to_race": 10, "race_pack_kg": 4}
SPRINTER = {"goal": "short_sprint", "level": "competitive", "strength_base": "loaded"}
SLIMMER = {"goal": "weight_loss"}
YOUNG = {"age_group": "under_16"}
HEAVY_LEGS = {"heavy_legs_days": 3}

VEST = "8 km easy with a 3 kg vest"
ANKLES = "8 km easy with 1 kg ankle weights on each leg"
PACK = "25 km easy with a 4 kg backpack"
# The exceptions, each with a session and facts of an athlete whom it is for.
EXCEPTIONS = {
    "ev-race-pack": (PACK, ULTRA),
    "ev-sled-light": ("6 x 20 m all-out with a 7 kg sled", {}),
    "ev-parachute": ("6 x 30 m all-out with a parachute", {}),
    "ev-vest-sprint": ("6 x 30 m all-out with a 5 kg vest", {}),
    "ev-vest-strides": ("6 x 10 s fast with a 14 kg vest", SPRINTER),
}


def truth(code, text, **differences):
    """Whether the guideline applies to the one step of the session."""
    reading = read(text)
    assert reading.unread_words == (), text
    ((step, rounds),) = reading.workout.flat()
    facts = athlete(**differences)
    return EVIDENCE[code].applies({**facts, **step_facts(step, reading.workout, facts["body_mass_kg"], rounds=rounds)})


def advice(text, *, panel=EVERYTHING, strict=False, **differences):
    return advise(read(text).workout, athlete(**differences), panel, strict=strict)


def stances(advised):
    return {finding.guideline.code for finding in advised.findings}


@pytest.mark.parametrize("text", ["5 km easy with ankle weights", "4 x 60 m all-out with 0.5 kg ankle weights", ANKLES])
def test_ankle_weights_are_objected_to_in_any_running(text):
    """T1, however light and however short."""
    assert truth("ev-ankle-running", text) is True
    assert advice(text, panel=guidelines("evidence")).verdict == "avoid"


def test_what_is_not_known_is_asked():
    vest = "8 km easy with a vest"

    assert truth("ev-trunk-10", vest) is None
    assert truth("ev-trunk-10", "8 km easy with an 8 kg vest", body_mass_kg=[60, 90]) is None
    asked = {one.question for one in advice(vest, panel=guidelines("evidence")).undecided}
    assert "How heavy is the load?" in asked


@pytest.mark.parametrize("text", ["8 km easy", "40 min very easy", "90 min", "2 h easy", "10 km steady", "rest"])
@pytest.mark.parametrize("differences", [{}, {"body_mass_kg": None}, {"goal": "weight_loss"}, {"level": "competitive"}])
def test_an_unloaded_run_is_clear_and_without_noise(text, differences):
    answer = advice(text, **differences)

    assert (answer.verdict, answer.findings, answer.undecided) == ("clear", (), ())


@pytest.mark.parametrize(
    "text",
    [
        "6 x 200 m uphill hard, jog down",
        "8 x 10 s uphill all-out, walk down",
        "6 x 20 s uphill strides, walk down",
        "4 x 5 min uphill at threshold, jog down",
        "40 min easy uphill on the treadmill",
        "8 km easy, then 6 x 20 s uphill strides, walk down",
    ],
)
def test_hill_sessions_are_clear_and_supported(text):
    answer = advice(text)

    assert answer.verdict == "clear"
    assert answer.undecided == ()
    assert "ev-hill-impact" in stances(answer)


def test_these_are_the_exceptions():
    assert {code for code, one in EVIDENCE.items() if one.exception} == set(EXCEPTIONS)


@pytest.mark.parametrize("code", EXCEPTIONS)
@pytest.mark.parametrize("facts", [HEAVY_LEGS, {"injuries": ["achilles"]}, {"injuries": ["knee"]}])
def test_an_exception_never_softens_what_is_said_of_sore_or_tired_legs(code, facts):
    text, usual = EXCEPTIONS[code]

    assert truth(code, text, **usual) is True
    assert truth(code, text, **usual | facts) is False


def test_the_race_pack_splits_the_panel_and_a_strict_club_avoids_it():
    answer = advice(PACK, longest_run_30_days_km=30, **ULTRA)

    assert (answer.verdict, answer.split) == ("caution", True)
    assert advice(PACK, longest_run_30_days_km=30, strict=True, **ULTRA).verdict == "avoid"


def test_only_four_things_stop_a_session():
    stops = {code for code, one in EVIDENCE.items() if one.stance == "stop"}

    assert stops == {"ev-bone-stress-now", "ev-bone-stress-past", "ev-under-16-worn", "ev-back-shoulder-pack"}
    for code in stops:
        assert any(condition.fact in ("load_class", "load_site") for condition in EVIDENCE[code].when), code


def test_reasons_are_in_our_own_words():
    record = read_file(CONTENT / "evidence.yaml")

    for one in record.guidelines:
        words = f"{one['reason']} {one['instead']} {one['editorial_note']}"
        assert not re.search(r"[\"“”„«»]", words), one["code"]
        assert "proven" not in words.casefold(), one["code"]
        assert 40 < len(one["reason"]) < 250, one["code"]
        assert one["reason"].endswith("."), one["code"]
        assert one["reference"], one["code"]
        assert one["grade"] in ("expert_opinion", "observational", "trial", "review")
        assert bool(one["drills"]) == bool(one["instead"]) == (one["stance"] != "supports"), one["code"]
    assert "proven" not in (CONTENT / "evidence.yaml").read_text().casefold()


def test_objections_that_rest_on_our_own_line_say_precaution():
    """A load may be kept off as a precaution; nothing here says that it was seen to injure."""
    for one in EVIDENCE.values():
        if one.stance == "stop" or (one.stance == "against" and one.source.slug == "evidence-summary"):
            assert "precaution" in one.reason, one.code


def test_contested_points_say_so():
    contested = {code for code, one in EVIDENCE.items() if "contested" in one.reason}

    assert contested == {
        *("ev-trunk-5", "ev-pack-15", "ev-vest-mileage", "ev-sled-light", "ev-ten-percent-rule", "ev-sled-heavy"),
        *("ev-vest-sprint", "ev-strength-economy", "ev-plyometrics", "ev-hip-core", "ev-foot-core"),
        *("ev-weight-loss-vest", "ev-tendon-hills"),
    }


def test_no_position_on_worn_weights_is_given_to_bodies_that_took_none():
    without = re.compile(
        r"NSCA|National Strength|ACSM|College of Sports|UK Athletics|England Athletics|World Athletics"
    )
    record = read_file(CONTENT / "evidence.yaml")
    bodies = {one["slug"]: f"{one['name']} {one['role']}" for one in record.sources}

    named = {one["code"] for one in record.guidelines if without.search(bodies[one["source"]] + one["reference"])}
    assert named == {"ev-strength-gate"}
    activities = {condition.value for condition in EVIDENCE["ev-strength-gate"].when if condition.fact == "activity"}
    assert activities == {("strength",)}


def test_sentences_read_well():
    sentences = {code: readable(one) for code, one in EVIDENCE.items()}

    assert sentences["ev-ankle-running"] == "Applies when the load sits on lower leg and the activity is running."
    assert sentences["ev-sprint-over-100"] == (
        "Applies when the load is carried, towed or elastic, the activity is running, the effort is all-out and a "
        "repetition is longer than 100 m."
    )
    assert sentences["ev-trunk-10"] == (
        "Applies when the load sits on trunk, the activity is running and the load is more than 10 % of body mass."
    )
    assert sentences["ev-bone-stress-past"] == (
        "Applies when the athlete has had a bone stress injury, the load is carried and the activity is running."
    )
    assert sentences["ev-weigh-up"].endswith(
        "unless the load comes from backpack and the athlete's goal is ultra-trail."
    )


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (ANKLES, {}),
        ("8 km easy with a 10 kg vest", {}),
        ("6 x 30 metres all-out with a 5 kg vest", {}),
        (PACK, ULTRA | {"race_pack_kg": 0}),
        (VEST, SLIMMER),
        (VEST, YOUNG),
        (VEST, HEAVY_LEGS),
    ],
)
def test_something_clear_is_offered_in_place_of_the_load(text, facts):
    places = frozenset(slugs(EQUIPMENT) + slugs(TERRAIN))
    offered = suggest(read(text), athlete(**facts), EVERYTHING, drills(), equipment=places, terrain=places, read=read)

    assert offered
    assert all(advice(one.text, **facts).verdict == "clear" for one in offered)


class TestLoaded:
    """The pack as the database holds it."""

    pytestmark = pytest.mark.usefixtures("content", "db")

    def test_it_works(self):
        published = guideline_set(["evidence"])

        assert {one.code for one in published} == set(EVIDENCE)
        assert all(isinstance(one, Guideline) and one.reference and one.grade and one.source.role for one in published)
        assert not Pack.objects.get(slug="evidence").on_by_default

    def test_loading_again_changes_nothing(self):
        told = StringIO()
        call_command("load_guidelines", CONTENT / "evidence.yaml", stdout=told)

        assert told.getvalue().startswith("Evidence: 0 created, 0 updated")
        assert told.getvalue().endswith("Nothing changed.\n")

    def test_the_other_packs_are_as_they_were(self):
        assert len(guideline_set(["founding"])) == 19
        assert not {one.code for one in guideline_set(["founding", "safety"])} & set(EVIDENCE)

    def test_thresholds_of_our_own_are_marked_and_told(self):
        marked = Condition.objects.filter(editorial=True, guideline__packs__slug="evidence")
        codes = set(marked.values_list("guideline__code", flat=True))

        told = GuidelineRow.objects.filter(packs__slug="evidence").exclude(editorial_note="")
        assert codes < set(told.values_list("code", flat=True))
        unmarked = {(row.guideline.code, row.fact) for row in self._numbers().filter(editorial=False)}
        # What a study measured, or a person said, as it stands in the reference.
        assert unmarked == {
            *(("ev-lower-leg-cost", "load_percent_body_mass"), ("ev-pack-15", "load_percent_body_mass")),
            *(("ev-one-kilo", "load_kg"), ("ev-race-pack", "race_pack_kg"), ("ev-hill-sprints", "reps")),
            ("ev-ten-percent-rule", "load_percent_body_mass"),
            *(("ev-vest-strides", fact) for fact in ("rep_duration_s", "reps", "load_percent_body_mass")),
        }

    def _numbers(self):
        return Condition.objects.filter(guideline__packs__slug="evidence", operator__in=["at_most", "less_than"]) | (
            Condition.objects.filter(guideline__packs__slug="evidence", operator__in=["at_least", "more_than"])
        ).exclude(fact__in=["effort", "strength_base"])

    def test_named_drills_are_offered_ones(self):
        suggested = {drill.code for drill in drill_catalogue() if not drill.not_suggested}

        assert {code for one in guideline_set(["evidence"]) for code in one.replacements} <= suggested

    def test_drills_stay_clear_but_for_those_the_evidence_asks_care_with(self):
        """At their smallest and largest, for the athlete that each is meant for."""
        panel = guideline_set(["founding", "safety", "evidence"])
        unclear, asking = set(), set()
        for drill in drill_catalogue():
            if drill.not_suggested:
                continue
            level = "competitive" if drill.level == "advanced" else "recreational"
            base = "own_weight" if drill.strength_base == "none" else drill.strength_base
            for amount in (drill.amount_for(0), drill.amount_for(math.inf)):
                answer = advice(drill.text(amount), panel=panel, level=level, strength_base=base)
                unclear |= {drill.code} if answer.verdict != "clear" else set()
                asking |= {drill.code} if answer.undecided else set()
        assert unclear == set()
        assert asking == {"rs01", "rs02"}  # how heavy the sled is
