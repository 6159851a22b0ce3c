"""The heavy-legs table that comes with Uphill: every path, every red flag, and the textbook athlete of every cause."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator

import pytest
import yaml

from advice.aloud import aloud
from advice.content_files import CONTENT
from advice.facts import Interval
from advice.heavy_legs import (
    DAYS,
    HEAVY_LEGS_DAYS,
    NONE,
    RESTRICTIONS,
    SIGNS,
    URGENCY_ORDER,
    Answers,
    Triage,
    answers_from_plain,
    answers_to_plain,
    decide,
    next_question,
)
from advice.heavy_legs_checks import RED_FLAGS, problems

TRIAGE = Triage.from_plain(yaml.safe_load((CONTENT / "heavy_legs.yaml").read_text())["heavy_legs"])
FLAGS = sorted(TRIAGE.question[SIGNS].slugs - {NONE})
SPARING = {"no_added_load", "no_jumps", "no_hard_hills"}
EVERYTHING = {question.slug: sorted(question.slugs - {NONE}) for question in TRIAGE.questions}


def ticks(question, at_most: int | None = None) -> Iterator[tuple[str, ...]]:
    """Every way to answer a question, or every one with so many ticks at most."""
    slugs = [choice.slug for choice in question.choices if choice.slug != NONE]
    if not question.many:
        yield from ((slug,) for slug in slugs)
        return
    yield (NONE,)
    yield from itertools.chain.from_iterable(
        itertools.combinations(slugs, size) for size in range(1, (at_most or len(slugs)) + 1)
    )


def paths(answers: Answers) -> Iterator[Answers]:
    """Every way through the questions to its end, with every pair of ticks (and every set of red flags)."""
    question = next_question(answers, {}, TRIAGE)
    if question is None:
        yield answers
        return
    for ticked in ticks(question, None if question.slug == SIGNS else 2):
        yield from paths({**answers, question.slug: ticked})


def answered(**said: str) -> dict[str, list[str]]:
    """Answers in short: what is not named is "none of these" or nothing in particular."""
    plain = {"signs": "none", "when": "from_start", "days": "one_two", "after": "none", "feel": "plain", "life": "none"}
    return {question: ticked.split() for question, ticked in (plain | said).items()}


def test_the_table_holds_together():
    assert problems(TRIAGE) == ()


def test_every_path_ends_after_six_questions_at_most_with_a_whole_answer():
    """Pairs of ticks are enough here: the next test shows that more ticks only add up what each pair says."""
    seen, causes, lengths = 0, set(), set()
    for path in paths({}):
        answer = decide(path, {}, TRIAGE)
        seen += 1
        causes.add(answer.cause.slug)
        lengths.add(len(path))
        assert next(iter(path)) == SIGNS
        assert not answer.unclear
        assert answer.do_today[0]
        assert answer.cause not in answer.others
        assert answer.restrictions, "whatever it is, weights do not help"
        if answer.urgency != "none":
            assert "octor" in answer.doctor or "medical help" in answer.doctor
            assert answer.coach_sees_first
        if set(path[SIGNS]) != {NONE}:
            assert answer.urgency in ("this_week", "now")
            assert len(path) == 1
        life = set(path.get("life", ()))
        if life & {"breathless", "low_energy"} or path.get("days") == ("weeks",):
            assert answer.urgency == "see_doctor"
    assert seen > 15_000
    assert causes == {cause.slug for cause in TRIAGE.causes}
    assert lengths == {1, 4, 6}


@pytest.mark.parametrize("when", ["fast_reps", "late", "from_start"])
def test_every_combination_of_ticks_says_what_its_pairs_say(when):
    """The rules that hold for many ticks are those that hold for one tick of each question, the first of them first."""

    def holding(**said):
        answer = decide({**answered(when=when, days="three_days", feel="flat"), **said}, {}, TRIAGE)
        return answer, {answer.cause.slug, *(cause.slug for cause in answer.others)}

    pairs = {
        (after, life): holding(after=[after], life=[life])
        for after in TRIAGE.question["after"].slugs
        for life in TRIAGE.question["life"].slugs
    }
    for after in ticks(TRIAGE.question["after"]):
        for life in ticks(TRIAGE.question["life"]):
            answer, found = holding(after=after, life=life)
            alone = [pairs[pair] for pair in itertools.product(after, life)]
            assert found == set().union(*(slugs for _answer, slugs in alone))
            assert answer.cause in [one.cause for one, _slugs in alone]
            assert answer.urgency == max((TRIAGE.cause[slug] for slug in found), key=lambda cause: cause.rank).urgency


@pytest.mark.parametrize(
    "missing", [(), ("when",), ("days",), ("after", "life"), ("when", "days", "after", "feel", "life")]
)
@pytest.mark.parametrize("others", [answered(), EVERYTHING, answered(when="fast_reps")], ids=["calm", "all", "fast"])
def test_a_red_flag_in_any_combination_leads_to_medical_help(missing, others):
    rest = {question: ticked for question, ticked in others.items() if question not in (SIGNS, *missing)}
    for size in range(1, len(FLAGS) + 1):
        for ticked in itertools.combinations(FLAGS, size):
            for with_none in (ticked, (*ticked, NONE)):
                answers = {SIGNS: with_none, **rest}
                answer = decide(answers, {"heavy_legs_days": Interval.exactly(5)}, TRIAGE)
                assert answer.urgency == ("this_week" if set(ticked) <= {"one_leg", "numbness", "bone"} else "now")
                assert answer.cause.urgency == answer.urgency, "the most urgent leads"
                assert "no_running" in answer.restrictions
                assert re.search("doctor|medical help", answer.do_today[0])
                assert answer.unclear == ()
                assert next_question(answers, {}, TRIAGE) is None


@pytest.mark.parametrize(("flag", "urgency"), RED_FLAGS.items())
def test_each_red_flag_of_the_domain(flag, urgency):
    assert decide({SIGNS: [flag]}, {}, TRIAGE).urgency == urgency


TEXTBOOK = [
    ("chest pain", answered(signs="chest"), "emergency"),
    ("a swollen calf", answered(signs="swelling"), "emergency"),
    ("cannot pass urine, and numb between the legs", answered(signs="saddle"), "emergency"),
    ("a stress fracture that has not healed", answered(signs="bone", life="low_energy"), "warning-sign"),
    ("collapsed in the heat", answered(signs="heat_stroke", after="hot"), "emergency"),
    ("one leg, at the same point of each run", answered(signs="one_leg"), "warning-sign"),
    ("pins and needles", answered(signs="numbness"), "warning-sign"),
    ("400s on the track, fine after five minutes of jogging", answered(when="fast_reps", after="fast"), "fast-reps"),
    ("a bonk after 90 minutes without breakfast", answered(when="late", life="ate_little", feel="empty"), "glycogen"),
    ("the day after a long run, low on carbohydrates", answered(after="long", life="ate_little"), "glycogen"),
    ("no snap after sprints and heavy squats", answered(after="fast", feel="flat"), "nervous-system"),
    ("sore on stairs two days after a mountain descent", answered(after="new", feel="sore"), "muscle-damage"),
    ("the first gym session of the year", answered(after="new", feel="sore", days="three_days"), "muscle-damage"),
    ("five hours of sleep for three nights", answered(life="slept_badly"), "sleep-stress"),
    ("exams", answered(life="stress", days="three_days"), "sleep-stress"),
    ("out of breath on easy hills for weeks", answered(life="breathless", days="weeks"), "low-iron"),
    ("periods gone", answered(life="low_energy slept_badly", days="a_week"), "low-energy"),
    (
        "a stress fracture last year and losing weight",
        answered(life="low_energy breathless", days="weeks"),
        "low-energy",
    ),
    ("slower for ten days, rest does not help", answered(days="a_week", life="slower"), "overreaching"),
    ("slower for three weeks", answered(days="weeks", life="slower"), "lasting-weeks"),
    ("a fever", answered(after="ill"), "illness"),
    ("a hot race without water", answered(after="hot long", when="late"), "heat"),
    ("nothing in particular", answered(), "unclear"),
]


@pytest.mark.parametrize(("who", "answers", "cause"), TEXTBOOK, ids=[row[0] for row in TEXTBOOK])
def test_the_textbook_athlete(who, answers, cause):
    assert decide(answers, {}, TRIAGE).cause.slug == cause


def test_every_cause_has_a_textbook_athlete():
    assert {row[2] for row in TEXTBOOK} == set(TRIAGE.cause)


def test_what_decided_is_told_in_the_words_of_the_questions():
    answer = decide(answered(after="fast long", feel="flat"), {}, TRIAGE)
    assert [(one.question, one.choices) for one in answer.because] == [
        ("What came before it, in the last three days?", ("Sprints, fast repetitions or heavy work in the gym",)),
        ("What do they feel like?", ("Flat: no spring and no snap, but not sore",)),
    ]
    assert [cause.slug for cause in answer.others] == ["glycogen"]


def test_what_needs_a_doctor_is_not_hidden_by_what_comes_first():
    """A fever leads, and the doctor that weeks of it need is told all the same."""
    rules = sorted(TRIAGE.rules, key=lambda rule: rule.cause == "low-iron")
    last = [rule for rule in rules if not rule.when]
    reordered = Triage(
        TRIAGE.why_no_weights, TRIAGE.questions, TRIAGE.causes, (*(rule for rule in rules if rule.when), *last)
    )
    answer = decide(answered(after="ill", life="breathless"), {}, reordered)
    assert answer.cause.slug == "illness"
    assert answer.urgency == "see_doctor"
    assert "ferritin" in answer.doctor
    assert len(answer.tell_coach) == 2


class TestDaysInARow:
    """From the start of easy runs, three days in a row: no added load, no jumps, no hard hills."""

    @pytest.mark.parametrize(
        ("when", "said", "on_record", "heavy"),
        [
            ("from_start", "one_two", None, False),
            ("from_start", "three_days", None, True),
            ("from_start", "a_week", 1, True),
            ("from_start", "one_two", 2, False),
            ("from_start", "one_two", HEAVY_LEGS_DAYS, True),
            ("varies", "three_days", None, True),
            ("late", "three_days", None, False),
            ("late", "one_two", 5, False),
            ("fast_reps", "three_days", 5, False),
        ],
    )
    def test_it_works(self, when, said, on_record, heavy):
        facts = {} if on_record is None else {"heavy_legs_days": Interval.exactly(on_record)}
        answer = decide(answered(when=when, days=said, life="slept_badly"), facts, TRIAGE)
        assert answer.heavy_for_days is heavy
        assert answer.coach_sees_first is heavy
        assert any("3 days" in text for text in answer.tell_coach) is heavy
        assert ("no_jumps" in answer.restrictions) is (heavy or when == "late")

    @pytest.mark.parametrize(
        ("when", "told"),
        [
            ("from_start", "Heavy from the start for 3 days or more: no added load"),
            ("varies", "Heavy for 3 days or more; when in a run, it varies. No added load"),
            ("", "Heavy for 3 days or more: no added load"),
        ],
    )
    def test_it_tells_only_what_was_said_of_when(self, when, told):
        answer = decide(answered(when=when, days="three_days"), {"heavy_legs_days": Interval.exactly(3)}, TRIAGE)
        for said in (answer.do_today, answer.tell_coach):
            assert aloud(said[-1]).startswith(told)
            assert aloud(said[-1]).endswith("no jumps and no hard hills until it clears.")

    @pytest.mark.parametrize("days", ["one_two", "three_days", "a_week", "weeks"])
    @pytest.mark.parametrize("after", sorted(TRIAGE.question["after"].slugs))
    @pytest.mark.parametrize("life", sorted(TRIAGE.question["life"].slugs))
    def test_what_varies_waits_for_as_much_as_any_other_answer_that_may_be_true(self, days, after, life):
        """Whoever cannot say when is spared what waits for any of those who can; running goes by what is certain."""
        varying = decide(answered(when="varies", days=days, after=after, life=life), {}, TRIAGE)
        assert varying.unclear == (), "the question was answered"
        for when in ("fast_reps", "late", "from_start"):
            certain = decide(answered(when=when, days=days, after=after, life=life), {}, TRIAGE)
            assert set(varying.restrictions) >= SPARING.intersection(certain.restrictions)
            assert URGENCY_ORDER[varying.urgency] >= URGENCY_ORDER[certain.urgency]

    def test_what_varies_may_be_late_in_a_run_too(self):
        """Short of sleep alone would leave the jumps."""
        known = decide(answered(when="from_start", life="slept_badly"), {}, TRIAGE)
        varying = decide(answered(when="varies", life="slept_badly"), {}, TRIAGE)
        assert "no_jumps" not in known.restrictions
        assert varying.cause == known.cause
        assert set(varying.restrictions) == SPARING

    def test_the_days_on_record_alone_are_enough(self):
        answer = decide({SIGNS: [NONE]}, {"heavy_legs_days": Interval.exactly(3)}, TRIAGE)
        assert answer.heavy_for_days
        assert set(answer.restrictions) == SPARING

    def test_the_days_are_still_asked_unless_the_record_says_as_much_as_can_be_said(self):
        said = {SIGNS: [NONE], "when": ["from_start"]}
        assert next_question(said, {"heavy_legs_days": Interval.exactly(3)}, TRIAGE).slug == DAYS
        assert next_question(said, {"heavy_legs_days": Interval.exactly(20)}, TRIAGE).slug == "after"
        answer = decide(
            {**said, "after": [NONE], "feel": ["plain"], "life": [NONE]},
            {"heavy_legs_days": Interval.exactly(20)},
            TRIAGE,
        )
        assert answer.cause.slug == "lasting-weeks"


class TestWhatIsNotAnswered:
    def test_with_nothing_answered_the_safest_holds_and_every_question_is_named(self):
        answer = decide({}, {}, TRIAGE)
        assert answer.cause.slug == "unclear"
        assert set(answer.restrictions) == SPARING
        assert [one.question.slug for one in answer.unclear] == [question.slug for question in TRIAGE.questions]
        assert {cause.slug for cause in answer.unclear[0].could_be} == {"emergency", "warning-sign"}

    def test_every_part_of_every_answer_can_be_missing(self):
        for who, answers, _cause in TEXTBOOK:
            for size in range(len(answers)):
                for kept in itertools.combinations(answers, size):
                    part = {question: answers[question] for question in kept}
                    answer = decide(part, {}, TRIAGE)
                    assert set(answer.restrictions) >= SPARING or not answer.unclear, who
                    whole = decide(answers, {}, TRIAGE)
                    if answer.cause != whole.cause:
                        could_be = {cause for one in answer.unclear for cause in one.could_be}
                        assert whole.cause in could_be, (who, kept)

    def test_a_doctor_that_may_be_needed_is_named(self):
        answers = answered(after="ill")
        del answers["life"]
        answer = decide(answers, {}, TRIAGE)
        assert answer.cause.slug == "illness"
        assert [(one.question.slug, [cause.slug for cause in one.could_be]) for one in answer.unclear] == [
            ("life", ["low-energy", "low-iron"])
        ]

    def test_words_that_the_table_does_not_know_count_as_unanswered(self):
        assert decide({SIGNS: ["nose"], "moon": ["full"]}, {}, TRIAGE) == decide({}, {}, TRIAGE)


class TestPlain:
    def test_answers_survive_json(self):
        answers = {question: frozenset(ticked) for question, ticked in answered(after="long hot").items()}
        plain = json.loads(json.dumps(answers_to_plain(answers)))
        assert plain["after"] == ["hot", "long"]
        assert answers_from_plain(plain, TRIAGE) == answers

    @pytest.mark.parametrize("plain", [None, [], "signs", {"signs": "chest"}, {"signs": [3, None]}, {"moon": ["full"]}])
    def test_what_is_none_is_left_out(self, plain):
        assert answers_from_plain(plain, TRIAGE) == {}

    def test_a_choice_that_is_gone_is_left_out(self):
        assert answers_from_plain({"after": ["long", "gone"]}, TRIAGE) == {"after": frozenset({"long"})}

    def test_an_answer_goes_into_json(self):
        plain = json.loads(json.dumps(decide(answered(days="three_days"), {}, TRIAGE).to_plain()))
        assert plain["cause"] == "unclear"
        assert plain["restrictions"] == ["no_added_load", "no_jumps", "no_hard_hills"]
        assert plain["coach_sees_first"] is True


class TestWording:
    TEXTS = [
        pytest.param(getattr(cause, name), id=f"{cause.slug}-{name}")
        for cause in TRIAGE.causes
        for name in ("name", "likely", "do_today", "tell_coach", "doctor")
    ]

    @pytest.mark.parametrize("cause", TRIAGE.causes, ids=lambda cause: cause.slug)
    def test_every_cause_says_when_to_see_a_doctor(self, cause):
        assert re.search(r"\b(doctor|medical help)\b", cause.doctor)

    @pytest.mark.parametrize("slug", ["low-iron", "low-energy", "lasting-weeks", "emergency", "warning-sign"])
    def test_what_only_a_doctor_can_tell_says_so_twice_and_to_the_coach(self, slug):
        cause = TRIAGE.cause[slug]
        assert cause.urgency != "none"
        for text in (cause.doctor, cause.do_today, cause.tell_coach):
            assert re.search(r"\b(doctor|medical help)\b", text)

    def test_iron_is_never_taken_on_ones_own(self):
        assert "Never take iron on your own" in TRIAGE.cause["low-iron"].doctor

    def test_overreaching_is_referred_after_two_to_three_weeks(self):
        assert "two to three weeks" in TRIAGE.cause["overreaching"].doctor

    @pytest.mark.parametrize(
        "cause", [one for one in TRIAGE.causes if "no_running" in one.restrictions], ids=lambda one: one.slug
    )
    def test_where_nobody_runs_no_sentence_sends_them_running(self, cause):
        assert re.search(r"\b(not run|no running|no training)\b", cause.do_today, re.IGNORECASE)
        assert re.search(r"\b(no running|no training)\b", cause.tell_coach, re.IGNORECASE)
        for text in (cause.do_today, cause.tell_coach):
            assert not re.search(r"tomorrow|\btraining today\b|\brun (early|easily|short)", text, re.IGNORECASE)

    def test_a_bone_that_hurts_is_never_run_on(self):
        """A fracture of now is a red flag; what is said of one elsewhere is past, and warns of a sore bone still."""
        assert "stress fracture that has not healed" in TRIAGE.question[SIGNS].text_of("bone")
        fractures = [
            choice.text
            for question in TRIAGE.questions
            for choice in question.choices
            if question.slug != SIGNS and re.search("fracture|bone", choice.text)
        ]
        assert fractures
        assert all("stress fracture in the past" in text for text in fractures)
        assert "no running at all on a bone that hurts" in TRIAGE.cause["low-energy"].do_today

    def test_the_nerves_of_the_pelvis_cannot_wait(self):
        said = TRIAGE.question[SIGNS].text_of("saddle")
        assert "Not able to pass urine" in said
        assert "numbness between the legs" in said
        assert "numbness between the legs, go to an emergency department at once" in TRIAGE.cause["emergency"].doctor

    @pytest.mark.parametrize("text", TEXTS)
    def test_no_dose_no_proof_no_diagnosis(self, text):
        assert not re.search(r"\b(proven|proves|diagnosed|you have (low|an?) )", text, re.IGNORECASE)
        assert not re.search(
            r"\d\s*(mg|mcg|µg|tablet|pill|capsule|iu\b)|supplement|ibuprofen|painkiller|aspirin", text, re.I
        )

    @pytest.mark.parametrize(
        "cause",
        [one for one in TRIAGE.causes if one.urgency in ("none", "see_doctor")],
        ids=lambda one: one.slug,
    )
    def test_it_says_most_likely_and_what_it_is_not(self, cause):
        assert re.search(r"\b(most likely|often)\b", cause.likely, re.IGNORECASE)

    def test_what_was_ticked_is_not_told_to_the_coach(self):
        told = " ".join(cause.tell_coach.lower() for cause in TRIAGE.causes)
        for private in ("period", "weight", "iron", "mood", "urine", "chest", "appetite"):
            assert private not in told

    def test_why_weights_do_not_help(self):
        assert "still missing" in TRIAGE.why_no_weights

    def test_every_restriction_is_used(self):
        used = {slug for cause in TRIAGE.causes for slug in cause.restrictions}
        assert used == {word.slug for word in RESTRICTIONS}
