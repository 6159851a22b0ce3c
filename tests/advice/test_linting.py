"""The linter of content: each rule with what it finds and what it lets pass, and the command."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from advice.checking import check_all, check_one
from advice.conditions import parse
from advice.drills import Dose, Drill
from advice.engine import Guideline, SourceRef
from advice.examples import Example
from advice.linting import Content, Entry, complaints
from advice.models import Drill as DrillRow
from advice.models import Guideline as GuidelineRow
from advice.models import Source
from workouts.reading import read

NADIA = SourceRef("nadia", "Nadia Example", "coach, Example club")
FINE = (
    Example("8 km easy with a 5 kg vest", "applies"),
    Example("8 km easy", "does_not"),
)


def conditions(*triples):
    return tuple(parse(dict(zip(("fact", "operator", "value"), one, strict=True))) for one in triples)


def entry(
    *when, code="nadia-vests", unless=(), examples=FINE, packs=("local",), status="published", overdue=False, **more
):
    """A guideline without a fault, but for what is asked for."""
    given = {"stance": "against", "reason": "Vests bounce.", "reference": "Said at the clubhouse.", "source": NADIA}
    given["grade"] = "expert_opinion"
    guideline = Guideline(
        code=code,
        when=conditions(*(when or [("implement", "is_any_of", ["vest"])])),
        unless=conditions(*unless),
        **{**given, **more},
    )
    return Entry(guideline, status, frozenset(packs), tuple(examples), overdue)


def drill(**changes):
    given = {
        "code": "xx01",
        "name": "Hill strides",
        "category": "uphill_running",
        "purposes": ("technique",),
        "form": "{reps} x {time} uphill strides",
        "dose": Dose(reps=(4, 6), time_s=(15, 20)),
    }
    return Drill(**{**given, **changes})


def found(*entries, drills=(), sources=(NADIA,), **content):
    """Each complaint as (weight, name, rule), and what all of them say."""
    told = complaints(Content(tuple(entries), tuple(drills), tuple(sources), **content), read)
    return [(one.weight, one.name, one.rule) for one in told], " ".join(f"{one.wrong} {one.mend}" for one in told)


def test_content_without_a_fault_has_no_complaint():
    assert found(entry(), drills=[drill()]) == ([], "")


FAR = ("rep_distance_m", "more_than", 200)
NEAR = ("rep_distance_m", "at_most", 100)
VEST = ("implement", "is_any_of", ["vest"])


@pytest.mark.parametrize(
    ("made", "rule", "told"),
    [
        (
            entry(VEST, NEAR, FAR, examples=()),
            ("error", "nadia-vests", "impossible"),
            "“a repetition is 100 m or shorter” and “a repetition is longer than 200 m” can never hold together. "
            "Change or remove one of these conditions (when).",
        ),
        (
            entry(VEST, ("reps", "less_than", 0), examples=()),
            ("error", "nadia-vests", "impossible"),
            "“the number of repetitions is less than 0” can never hold.",
        ),
        (
            entry(VEST, unless=[("load_site", "is_any_of", ["trunk"])], examples=()),
            ("error", "nadia-vests", "never"),
            "It can never apply: whenever its conditions hold, so does “the load sits on trunk”",
        ),
        (
            entry(VEST, FAR, ("rep_distance_m", "more_than", 100)),
            ("warning", "nadia-vests", "idle"),
            "“a repetition is longer than 100 m” says nothing that “a repetition is longer than 200 m” does not say.",
        ),
        (
            entry(VEST, VEST),
            ("warning", "nadia-vests", "idle"),
            "Remove it, or correct the one that is meant.",
        ),
        (
            entry(VEST, unless=[("goal", "is_any_of", ["fitness"]), ("load_class", "is_any_of", ["carried"])]),
            ("warning", "nadia-vests", "idle"),
            "“the load is carried” holds whenever it could apply.",
        ),
        (
            entry(examples=(*FINE, Example("8 km easy with 1 kg ankle weights", "applies"))),
            ("error", "nadia-vests", "example"),
            "Example 3, “8 km easy with 1 kg ankle weights”, fails. It does not apply, because this does not hold: "
            "the load comes from weight vest (here: ankle weights).",
        ),
        (
            entry(examples=(*FINE, Example("8 km flumphing with a 5 kg vest", "applies"))),
            ("warning", "nadia-vests", "example"),
            "this is not read: flumphing",
        ),
        (
            entry(examples=FINE[1:]),
            ("warning", "nadia-vests", "example"),
            "No example shows a session to which it applies.",
        ),
        (entry(examples=FINE[:1]), ("warning", "nadia-vests", "example"), "to which it does not apply."),
        (entry(reason=" "), ("error", "nadia-vests", "reason"), "Say why in a sentence or two."),
        (
            entry(reason="Vests are proven to harm."),
            ("warning", "nadia-vests", "claim"),
            "It claims more than is known: “proven”.",
        ),
        (entry(reason="Hills prevent injuries."), ("warning", "nadia-vests", "claim"), "“prevent injur”"),
        (entry(reference=""), ("warning", "nadia-vests", "source"), "Say where the position can be read."),
        (entry(reference="", grade="trial"), ("error", "nadia-vests", "source"), "It has no reference."),
        (entry(packs=()), ("warning", "nadia-vests", "pack"), "Tick a pack."),
        (entry(overdue=True), ("warning", "nadia-vests", "review"), "Its review date has passed."),
        (
            entry(replacements=("yy99",)),
            ("warning", "nadia-vests", "drill"),
            "It names drills that are not offered: yy99.",
        ),
    ],
)
def test_what_is_wrong_with_one_guideline(made, rule, told):
    rules, words = found(made)

    assert rules == [rule]
    assert told in words


def test_two_that_ask_the_same():
    one, other = entry(), entry(code="nadia-vests-again")
    assert found(one, other)[0] == [("warning", "nadia-vests-again", "duplicate")]
    milder = entry(code="nadia-vests-mild", stance="conditional")
    assert found(one, milder)[0] == [("error", "nadia-vests-mild", "contradiction")]
    elsewhere = entry(code="tom-vests", source=SourceRef("tom", "Tom", "coach"))
    assert found(one, elsewhere, sources=())[0] == []
    assert found(one, entry(code="nadia-old", status="retired"))[0] == []
    assert found(one, entry(FAR, VEST, code="nadia-far"))[0] == []


def test_an_exception_needs_an_objection_that_it_can_meet():
    allows = {"stance": "supports", "exception": True}
    exception = entry(VEST, NEAR, code="nadia-short", examples=FINE[1:], **allows)
    short = Example("6 x 60 m all-out with a 5 kg vest", "applies")
    exception = Entry(exception.guideline, "published", frozenset({"local"}), (short, FINE[1]))

    assert found(exception)[0] == [("warning", "nadia-short", "exception")]
    assert found(exception, entry())[0] == []
    assert found(exception, entry(packs=("other",)))[0] == [("warning", "nadia-short", "exception")]
    far = entry(VEST, FAR, code="nadia-far")
    assert found(exception, far)[0] == [("warning", "nadia-short", "exception")]


def test_drills_must_be_read_and_clear():
    assert found(entry(), drills=[drill(form="{reps} x {time} flumphing")])[0] == [("error", "xx01", "unread")]
    with_vest = drill(form="{reps} x {time} strides with a 5 kg vest")
    rules, words = found(entry(), drills=[with_vest])
    assert rules == [("warning", "xx01", "unclear")]
    assert "What speaks against it: nadia-vests." in words
    assert found(entry(status="draft"), drills=[with_vest])[0] == []
    assert found(entry(), drills=[drill(form="", not_suggested="Ask a coach.")])[0] == []


def test_sources():
    nobody = SourceRef("tom", "Tom", "coach")
    assert found(entry(), sources=(NADIA, nobody))[0] == [("warning", "tom", "unused")]
    nameless = SourceRef("nadia", "Nadia Example")
    assert found(entry(), sources=(nameless,))[0] == [("warning", "nadia", "source")]


def test_errors_come_first_and_what_is_broken_is_told():
    rules, words = found(entry(overdue=True), broken=[("abel", "Effort: choose one of rest, easy.")])
    assert rules == [("error", "abel", "broken"), ("warning", "nadia-vests", "review")]
    assert "left out of all advice" in words


@pytest.mark.django_db
class TestHere:
    """Against the database."""

    pytestmark = pytest.mark.usefixtures("content")

    def test_the_content_of_uphill_has_no_error(self):
        assert [one for one in check_all() if one.weight == "error"] == []

    def test_it_takes_a_fixed_number_of_queries(self, django_assert_num_queries):
        with django_assert_num_queries(7):
            check_all()

    def test_a_review_that_is_due(self):
        guideline = GuidelineRow.objects.get(code="sorokin-hills")
        guideline.review_on = dt.date(2026, 3, 1)
        guideline.save()

        assert "review" not in {one.rule for one in check_one(guideline, dt.date(2026, 3, 1))}
        assert "review" in {one.rule for one in check_one(guideline, dt.date(2026, 3, 2))}
        assert ("sorokin-hills", "review") in {(one.name, one.rule) for one in check_all(dt.date(2026, 3, 2))}

    def test_the_command(self):
        out = StringIO()
        call_command("check_guidelines", stdout=out)
        assert out.getvalue().rstrip().endswith("warnings.")
        assert "0 errors" in out.getvalue()

    def test_the_command_fails_on_an_error_and_says_where(self):
        guideline = GuidelineRow.objects.get(code="babchin-distance")
        guideline.conditions.create(fact="rep_distance_m", operator="at_most", value=50)
        out = StringIO()

        with pytest.raises(CommandError, match="error"):
            call_command("check_guidelines", stdout=out)

        assert "error: guideline babchin-distance: “a repetition is longer than 100 m” and" in out.getvalue()

    def test_a_row_that_does_not_hold_together(self):
        GuidelineRow.objects.get(code="babchin-power").conditions.filter(fact="effort").update(fact="mood")
        DrillRow.objects.filter(code="uh01").update(form="{nothing}")

        broken = {one.name: one.wrong for one in check_all() if one.rule == "broken"}

        assert set(broken) == {"babchin-power", "uh01"}
        assert "no fact called 'mood'" in broken["babchin-power"]

    def test_json(self):
        Source.objects.create(slug="nadia", name="Nadia Example", role="coach")
        out = StringIO()
        call_command("check_guidelines", "--json", stdout=out)
        told = [json.loads(line) for line in out.getvalue().splitlines()]
        assert {"weight": "warning", "kind": "source", "name": "nadia", "rule": "unused"}.items() <= told[-1].items()

    def test_strict_fails_on_a_warning(self):
        Source.objects.create(slug="nadia", name="Nadia Example", role="coach")
        with pytest.raises(CommandError, match="0 errors"):
            call_command("check_guidelines", "--strict", stdout=StringIO())
