"""``manage.py load_guidelines``: brings content up to its files, twice the same, and leaves edits alone."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from advice.content_files import read_file
from advice.models import Condition, Drill, Guideline, Pack, Revision, Source

pytestmark = pytest.mark.django_db

PACK = """
pack: {slug: local, name: Our own, on_by_default: true}
grade: expert_opinion
sources:
  - {slug: nadia, name: Nadia Example, role: "coach, Example club"}
guidelines:
  - code: nadia-vests
    source: nadia
    stance: against
    reason: Vests bounce.
    drills: [xx01]
    when:
      - {fact: implement, operator: is_any_of, value: [vest]}
      - {fact: rep_distance_m, operator: more_than, value: 100, editorial: true}
    unless:
      - {fact: goal, operator: is_any_of, value: [ultra_trail]}
"""
DRILLS = """
drills:
  - code: xx01
    name: Hill strides
    category: uphill_running
    purposes: [technique]
    form: "{reps} x {time} uphill strides"
    dose: {reps: [4, 6], time_s: [15, 20]}
"""


@pytest.fixture
def files(tmp_path):
    """A pack and its drills on disk; ``files.pack("Vests", "Belts")`` rewrites the pack."""

    class Files:
        drills = tmp_path / "drills.yaml"
        local = tmp_path / "local.yaml"

        def pack(self, old, new):
            assert old in self.local.read_text()
            self.local.write_text(self.local.read_text().replace(old, new))

    Files.local.write_text(PACK)
    Files.drills.write_text(DRILLS)
    return Files()


def load(files, **options):
    """Load both files, the pack first although it needs the drills; what the command says."""
    out = StringIO()
    call_command("load_guidelines", files.local, files.drills, stdout=out, **options)
    return out.getvalue()


def test_it_works(files):
    told = load(files)

    guideline = Guideline.objects.get()
    assert "Our own: 3 created, 0 updated, 0 unchanged" in told
    assert "Drills: 1 created, 0 updated, 0 unchanged" in told
    assert guideline.as_value().replacements == ("xx01",)
    assert list(guideline.packs.values_list("slug", "on_by_default")) == [("local", True)]
    assert [(row.fact, row.unless, row.editorial) for row in guideline.conditions.all()] == [
        ("implement", False, False),
        ("rep_distance_m", False, True),
        ("goal", True, False),
    ]


def test_the_content_of_uphill_loads_and_loading_again_changes_nothing():
    first, second = StringIO(), StringIO()
    call_command("load_guidelines", stdout=first)
    call_command("load_guidelines", stdout=second)

    assert "Founding panel: 26 created" in first.getvalue()
    assert "0 created, 0 updated" in second.getvalue()
    assert second.getvalue().endswith("Nothing changed.\n")
    assert Revision.objects.count() == Guideline.objects.count() == 93


def test_a_newer_file_updates_what_nobody_touched(files):
    load(files)
    files.pack("Vests bounce.", "Vests bounce and rub.")
    files.pack("value: 100", "value: 200")

    told = load(files)

    assert "Our own: 0 created, 1 updated, 2 unchanged" in told
    assert "updated: nadia-vests" in told
    assert Guideline.objects.get().reason == "Vests bounce and rub."
    assert Condition.objects.get(fact="rep_distance_m").value == 200


@pytest.mark.parametrize(
    "edit",
    [
        lambda: Guideline.objects.update(reason="We have tried it."),
        lambda: Condition.objects.filter(fact="rep_distance_m").update(value=50),
        lambda: Condition.objects.filter(fact="rep_distance_m").delete(),
        lambda: Guideline.objects.get().named_drills.all().delete(),
        lambda: Guideline.objects.get().examples.create(text="6 km easy with a vest", expected="applies"),
    ],
)
def test_what_was_edited_here_is_left_alone_and_named(files, edit):
    load(files)
    edit()
    edited = Guideline.objects.get().as_value()
    files.pack("Vests bounce.", "Vests bounce and rub.")

    told = load(files)

    assert "edited here and left alone; --overwrite replaces it: nadia-vests" in told
    assert Guideline.objects.get().as_value() == edited
    assert "updated: nadia-vests" in load(files, overwrite=True)
    assert Guideline.objects.get().reason == "Vests bounce and rub."
    assert Guideline.objects.get().conditions.count() == 3


def test_publishing_and_packs_belong_to_the_installation(files):
    load(files)
    guideline = Guideline.objects.get()
    guideline.status = "retired"
    guideline.save()
    guideline.packs.clear()
    files.pack("Vests bounce.", "Vests bounce and rub.")

    load(files)

    guideline.refresh_from_db()
    assert guideline.reason == "Vests bounce and rub."
    assert guideline.status == "retired"
    assert not guideline.packs.exists()


def test_a_guideline_made_here_under_the_same_code_is_left_alone(files):
    Guideline.objects.create(
        code="nadia-vests", source=Source.objects.create(slug="own", name="Own"), stance="stop", reason="Ours."
    )

    assert "left alone" in load(files)
    assert Guideline.objects.get().reason == "Ours."


def test_what_left_the_file_is_named(files):
    load(files)
    files.pack("code: nadia-vests", "code: nadia-jackets")

    told = load(files)

    assert "no longer in the file and left alone; unpublish it if it should not count: nadia-vests" in told
    assert Guideline.objects.count() == 2


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "reason: Vests bounce.",
            "raeson: Vests bounce.",
            "local.yaml, line 10, guideline nadia-vests: remove or rename raeson",
        ),
        ("reason: Vests bounce.", "reason:", "local.yaml, line 10, guideline nadia-vests: fill in `reason`"),
        (
            "stance: against",
            "stance: maybe",
            "local.yaml, line 9, guideline nadia-vests: `stance` is one of stop, against",
        ),
        ("stance: against", "stance: against\n    exception: true", "nadia-vests: only a guideline that supports"),
        (
            "stance: against",
            "stance: against\n    exception: maybe",
            "`exception` should be true or false, not 'maybe'",
        ),
        (
            "fact: goal",
            "fact: gaol",
            "local.yaml, line 16, guideline nadia-vests, `unless`: There is no fact called 'gaol'",
        ),
        (
            "value: 100",
            "value: far",
            "local.yaml, line 14, guideline nadia-vests, `when`: Length of a repetition: give a number",
        ),
        ("source: nadia", "source: nobody", "local.yaml, line 8, guideline nadia-vests: there is no source 'nobody'"),
        ("drills: [xx01]", "drills: [xx09]", "local.yaml, line 11, guideline nadia-vests: there is no drill xx09"),
        ("slug: nadia,", "slug: 'not a slug',", "local.yaml, line 5, source not a slug: slug: "),
        ("pack: {slug: local, name: Our own, on_by_default: true}", "", "local.yaml, line 3: begin with `pack:`"),
        ("guidelines:", "guidelines: {a: b}\nunknown:", "remove or rename unknown"),
        ("stance: against", "stance: [", "local.yaml, line 11: it cannot be read at column 11"),
    ],
)
def test_a_broken_file_changes_nothing_and_says_what_to_mend(files, old, new, told):
    files.pack(old, new)

    with pytest.raises(CommandError) as refused:
        load(files)

    assert told in str(refused.value)
    assert str(refused.value).endswith("Nothing was changed.")
    assert not Pack.objects.exists()
    assert not Drill.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("uphill strides", "uphill flumphing", "drills.yaml, line 7, drill xx01: form: "),
        ("[technique]", "[fun]", "drills.yaml, line 3, drill xx01: "),
        ("[4, 6]", "[4]", "Dose: give the least and the most"),
        ("category: uphill_running", "category: fun", "drills.yaml, line 5, drill xx01: category: "),
    ],
)
def test_a_drill_that_cannot_be_done_changes_nothing(files, old, new, told):
    files.drills.write_text(DRILLS.replace(old, new))

    with pytest.raises(CommandError) as refused:
        load(files)

    assert told in str(refused.value)
    assert not Drill.objects.exists()


def test_two_files_cannot_hold_the_same_code(files, tmp_path):
    twin = tmp_path / "twin.yaml"
    twin.write_text(DRILLS)

    with pytest.raises(CommandError, match=r"twin.yaml, line 3, drill xx01: it stands in drills.yaml already"):
        call_command("load_guidelines", files.drills, twin)


def test_a_missing_file(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere.yaml: it cannot be read"):
        call_command("load_guidelines", tmp_path / "nowhere.yaml")


EXAMPLES = """    examples:
      - {text: 8 km easy with a 5 kg vest, expected: applies}
      - {text: 8 km easy with a 5 kg vest, athlete: {goal: ultra_trail}, expected: does_not}
      - {text: 8 km easy with a 5 kg vest, athlete: {goal: unknown}, expected: undecided}
    unless:
"""


def test_examples_are_tried_and_kept(files):
    files.pack("    unless:\n", EXAMPLES)

    load(files)

    assert [row.expected for row in Guideline.objects.get().examples.all()] == ["applies", "does_not", "undecided"]
    assert "Nothing changed." in load(files)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("expected: does_not", "expected: applies", "this keeps it from applying: the athlete's goal is ultra-trail"),
        ("expected: applies", "expected: perhaps", "example 1: An example expects applies, does_not, undecided"),
        ("goal: unknown", "mood: good", "'mood' is no fact of an athlete or a week"),
        ("8 km easy with a 5 kg vest, expected", "hello, expected", "No step could be read"),
    ],
)
def test_a_file_whose_examples_fail_changes_nothing(files, old, new, told):
    files.pack("    unless:\n", EXAMPLES)
    files.pack(old, new)

    with pytest.raises(CommandError, match=re.escape(told)):
        load(files)

    assert not Guideline.objects.exists()


def test_rows_that_an_older_uphill_loaded_are_known_as_loaded(files):
    """Before there were examples and review dates, the fingerprint was of the record without them."""
    load(files)
    record = read_file(files.local).guidelines[0]
    older = {key: value for key, value in record.items() if key not in ("examples", "review_on", "status")}
    fingerprint = hashlib.sha256(json.dumps(older, sort_keys=True).encode()).hexdigest()
    Guideline.objects.update(loaded=fingerprint)
    files.pack("Vests bounce.", "Vests bounce and rub.")

    assert "updated: nadia-vests" in load(files)


def test_a_draft_comes_as_a_draft_and_with_a_date_of_review(files):
    files.pack("    stance: against\n", "    stance: against\n    status: draft\n    review_on: 2027-03-01\n")

    load(files)

    guideline = Guideline.objects.get()
    assert guideline.status == "draft"
    assert guideline.review_on == dt.date(2027, 3, 1)
    assert "Nothing changed." in load(files)
