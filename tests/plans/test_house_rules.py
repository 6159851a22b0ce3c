"""A club's house rules: written by its owners, counted in their club alone, and nobody else's to touch."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest

from advice.exporting import pack_as_yaml
from advice.models import Drill, Guideline, Pack, Revision, Source
from plans.house_rules import pack_of
from plans.models import Week
from plans.packs import house_pack, owner_of
from tests.plans.conftest import MONDAY

pytestmark = pytest.mark.django_db

RULES = "/c/ridgeway/house-rules/"
TEXT = "8 km easy"


def sent(**changes):
    """What a browser sends for a whole rule: no easy run beyond 5 km."""
    data = {
        "title": "Not too far",
        "new_source": "Our head coach, Mira",
        "stance": "against",
        "reason": "It is too far for us.",
        "conditions-TOTAL_FORMS": "2",
        "conditions-INITIAL_FORMS": "0",
        "conditions-0-fact": "activity",
        "conditions-0-operator": "is_any_of",
        "conditions-0-value": "running",
        "conditions-1-fact": "rep_distance_m",
        "conditions-1-operator": "more_than",
        "conditions-1-value": "5 km",
        "examples-TOTAL_FORMS": "2",
        "examples-INITIAL_FORMS": "0",
        "examples-0-text": TEXT,
        "examples-0-expected": "applies",
        "examples-1-text": "4 km easy",
        "examples-1-expected": "does_not",
    }
    return data | changes


@pytest.fixture
def ruth(cast, panel, client_as):
    return client_as("Ruth")


@pytest.fixture
def far(cast, ruth):
    """A published rule of Ridgeway."""
    answer = ruth.post(RULES + "new/", sent(_publish=""))
    assert answer.status_code == 302, told(answer)
    return Guideline.objects.get(code=f"{house_pack(cast.ridgeway)}-not-too-far")


def page_of(rule, what=""):
    return f"{RULES}{rule.code}/{what}"


def told(answer):
    return html.unescape(re.sub(r"\s+", " ", answer.content.decode().replace("\xa0", " ")))


def filled(client, rule, **changes):
    """What a browser sends back from the page of a rule, with changes."""
    editor = (page := client.get(page_of(rule))).context["editor"]
    data = {"version": page.context["version"]}
    for form in (editor.form, *(f for part in editor.parts[1:] for f in (part.management_form, *part.forms))):
        for field in form:
            if (value := field.value()) not in (None, False):
                data[field.html_name] = value
    return data | changes


def verdict(cast, club, squad, text=TEXT):
    from plans.advising import Advisor, Planned
    from plans.models import read_for

    advisor = Advisor(club, list(squad.athletes.all()), MONDAY, [], [])
    return advisor.for_squad(Planned(MONDAY, read_for(club, text).workout)).verdict


def test_a_published_rule_counts_in_its_club_alone(cast, far, client_as, tuesday_noon):
    assert far.is_published
    assert far.source.owner == owner_of(cast.ridgeway)
    assert list(far.packs.values_list("slug", flat=True)) == [house_pack(cast.ridgeway)]
    assert Revision.objects.get(code=far.code).made_by == cast.user("Ruth")

    assert verdict(cast, cast.ridgeway, cast.tuesday) == "avoid"
    assert verdict(cast, cast.harbour, cast.sailors) == "clear"

    week = Week.for_writing(cast.tuesday, MONDAY)
    session = week.add(0, TEXT, cast.user("Mira"))
    board = client_as("Mira").get(f"/c/ridgeway/sessions/{session.pk}/", follow=True)
    assert "Our head coach, Mira" in told(board)
    assert "It is too far for us." in told(board)


def test_no_public_page_tells_of_it(far, client_as):
    for entry in _public_addresses():
        answer = client_as(None).get(entry)
        content = b"".join(answer) if answer.streaming else answer.content
        assert b"too far for us" not in content, entry
        assert b"Our head coach" not in content, entry


def _public_addresses():
    yield from ("/panel/", "/panel/?text=8+km+easy", "/panel/library/", "/drills/", "/sign-in/")
    for source in Source.objects.all():
        yield f"/panel/library/sources/{source.slug}/"
    for guideline in Guideline.objects.filter(code__contains="not-too-far"):
        yield f"/panel/library/{guideline.code}/"


def test_a_rule_is_refused_with_everything_typed_kept(cast, ruth):
    answer = ruth.post(
        RULES + "new/", sent(_publish="", reason="", title="Not far", **{"examples-0-text": "2 km easy"})
    )
    assert answer.status_code == 422
    for typed in ("Not far", "Our head coach, Mira", "5 km", "2 km easy"):
        assert typed in told(answer)

    answer = ruth.post(RULES + "new/", sent(_publish="", **{"examples-0-text": "2 km easy"}))
    assert answer.status_code == 422
    assert "Example 1 fails: “2 km easy”" in told(answer)

    answer = ruth.post(RULES + "new/", sent(_draft="", **{"conditions-1-value": "far"}))
    assert answer.status_code == 422
    assert "takes a number" in told(answer)
    assert not Guideline.objects.filter(packs__owner=owner_of(cast.ridgeway)).exists()
    assert not Source.objects.exclude(owner="").exists()


def test_trying_saves_nothing_and_gives_one_more_row(ruth):
    answer = ruth.post(RULES + "new/", sent(_try="conditions"))
    assert answer.status_code == 200
    assert "Applies when the activity is running and a repetition is longer than 5 km" in told(answer)
    assert 'name="conditions-2-fact"' in answer.content.decode()
    assert 'name="examples-2-text"' in answer.content.decode()
    assert not Guideline.objects.filter(code__endswith="not-too-far").exists()


def test_the_pieces_that_follow_what_is_typed(ruth):
    answer = ruth.post(RULES + "new/", sent(_try=""), headers={"X-Live": "1"})
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert 'id="in-words"' in answer.content.decode()
    assert "2 of 2" in told(answer)


@pytest.mark.parametrize(
    "sent_instead",
    [
        {"conditions-TOTAL_FORMS": "many"},
        {"conditions-TOTAL_FORMS": "99999999"},
        {"conditions-INITIAL_FORMS": "2", "conditions-0-id": "1", "conditions-1-id": "999"},
        {"examples-TOTAL_FORMS": ""},
        {"conditions-1-value": "1e400"},
        {"conditions-1-value": "nan"},
        {"conditions-0-operator": "more_than"},
        {"drills": ["nope"]},
        {"source": "x", "new_source": ""},
        {"stance": "supports", "exception": "on", "reason": "\x00"},
        {"stance": "against", "exception": "on"},
        {"title": "x" * 300},
        {"review_on": "yesterday"},
        {"examples-0-athlete": "Goal: ???; Level"},
        {"examples-0-text": "x" * 5000},
    ],
)
def test_whatever_is_sent_is_answered(ruth, sent_instead):
    for button in ("_publish", "_draft", "_impact"):
        answer = ruth.post(RULES + "new/", sent(**{button: ""}) | sent_instead)
        assert answer.status_code == 422
    assert ruth.post(RULES + "new/", sent(_try="") | sent_instead).status_code == 200
    assert ruth.post(RULES + "new/", {"_publish": ""}).status_code == 422
    assert not Guideline.objects.filter(code__startswith="house-").exists()


def test_whatever_version_is_asked_for(ruth, far):
    for asked in ("abc", "0", "9" * 40, "-1", "²"):
        assert ruth.get(page_of(far) + f"?version={asked}").status_code == 404
        assert ruth.get(page_of(far, f"compare/?from={asked}&to={asked}")).status_code == 302
    assert ruth.post(page_of(far), filled(ruth, far, _publish="", version="abc")).status_code == 409


def test_somebody_must_stand_for_it(ruth):
    answer = ruth.post(RULES + "new/", sent(_draft="", new_source=""))
    assert answer.status_code == 422
    assert "Choose whose position it is" in told(answer)


def test_a_common_source_wants_to_be_referred_to(ruth):
    source = Source.objects.get(slug="sorokin")
    answer = ruth.post(RULES + "new/", sent(_publish="", new_source="", source=source.pk))
    assert answer.status_code == 422
    assert "Say where the position can be read" in told(answer)
    answer = ruth.post(RULES + "new/", sent(_publish="", new_source="", source=source.pk, reference="His book."))
    assert answer.status_code == 302


def test_saving_without_a_change_changes_nothing(cast, ruth, far):
    before = far.as_value()
    answer = ruth.post(page_of(far), filled(ruth, far, _publish=""))
    assert answer.status_code == 302, told(answer)
    assert Guideline.objects.get(pk=far.pk).as_value() == before
    assert far.revisions.count() == 1


def test_a_rule_is_edited_row_by_row_and_remembered(cast, ruth, far):
    drills = ["uh02", "uh01"]
    change = {"conditions-1-value": "6 km", "drills": drills, "reason": "Six will do.", "_publish": ""}
    assert ruth.post(page_of(far), filled(ruth, far, **change)).status_code == 302

    rule = Guideline.objects.get(pk=far.pk)
    assert rule.as_value().replacements == tuple(drills)
    assert [row.value for row in rule.conditions.all()][1] == 6000
    page = told(ruth.get(page_of(far, "history/")))
    assert "more than 5 km" in page
    assert "Six will do." in page
    assert "Ruth" in page
    first, last = far.revisions.order_by("pk").values_list("pk", flat=True)
    both = told(ruth.get(page_of(far, f"compare/?from={first}&to={last}")))
    assert "It is too far for us." in both
    assert "Six will do." in both
    assert "It is too far for us." in told(ruth.get(page_of(far) + f"?version={first}"))


def test_times_are_those_of_the_club(far, ruth):
    far.revisions.update(made_at=dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC))
    assert "1 Jul 2026, 14:00" in told(ruth.get(page_of(far, "history/")))


def test_removing_rows(ruth, far):
    data = filled(ruth, far, _publish="")
    assert ruth.post(page_of(far), data | {"examples-1-DELETE": "on"}).status_code == 302
    assert [row.text for row in far.examples.all()] == [TEXT]


def test_two_owners_edit_one_rule_and_the_second_is_told(cast, far, ruth, client_as):
    cast.ridgeway.add_member(cast.user("Mira"), "owner")
    mira = client_as("Mira")
    hers = filled(mira, far, _publish="", reason="Mira has her reasons.")
    assert ruth.post(page_of(far), filled(ruth, far, _draft="", reason="Ruth was faster.")).status_code == 302

    answer = mira.post(page_of(far), hers)

    assert answer.status_code == 409
    assert "Ruth was faster." in told(answer)
    assert "Mira has her reasons." in told(answer)
    assert Guideline.objects.get(pk=far.pk).reason == "Ruth was faster."
    again = hers | {"version": answer.context["version"]}
    assert mira.post(page_of(far), again).status_code == 302
    assert Guideline.objects.get(pk=far.pk).reason == "Mira has her reasons."


def test_publishing_retiring_and_deleting(cast, ruth):
    ruth.post(RULES + "new/", sent(_draft="", **{"examples-0-expected": "does_not"}))
    rule = Guideline.objects.get(code__endswith="not-too-far")
    refused = ruth.post(page_of(rule, "publish/"))
    assert refused.status_code == 422
    assert "Example 1 fails" in told(refused)
    assert ruth.post(page_of(rule, "delete/")).status_code == 302
    assert not Guideline.objects.filter(pk=rule.pk).exists()

    ruth.post(RULES + "new/", sent(_draft=""))
    rule = Guideline.objects.get(code__contains="not-too-far")
    assert rule.code.endswith("-not-too-far-2"), "a code is never given twice"
    assert ruth.post(page_of(rule, "publish/")).status_code == 302
    assert ruth.post(page_of(rule, "retire/")).status_code == 302
    assert Guideline.objects.get(pk=rule.pk).status == "retired"
    assert ruth.post(page_of(rule, "delete/")).status_code == 409
    assert Guideline.objects.filter(pk=rule.pk).exists()


def test_another_clubs_owner_meets_nothing_of_ours(cast, far, client_as):
    olga = client_as("Olga")
    for what in ("", "history/", "compare/", "impact/", "publish/", "retire/", "delete/"):
        address = f"/c/harbour/house-rules/{far.code}/{what}"
        assert olga.get(address).status_code == 404
        assert olga.post(address).status_code in (404, 405)
    assert "too far" not in told(olga.get("/c/harbour/house-rules/"))


def test_a_common_guideline_is_no_house_rule(cast, ruth):
    for code in ("babchin-distance", "athlete-no-added-load"):
        for what in ("", "history/", "impact/", "publish/", "retire/", "delete/"):
            assert ruth.get(f"{RULES}{code}/{what}").status_code == 404
    Guideline.objects.get(code="babchin-distance").packs.add(pack_of(cast.ridgeway))
    assert ruth.post(f"{RULES}babchin-distance/retire/").status_code == 404


def test_another_clubs_people_are_no_source(cast, far, client_as):
    answer = client_as("Olga").post("/c/harbour/house-rules/new/", sent(_draft="", new_source="", source=far.source.pk))
    assert answer.status_code == 422
    client_as("Olga").post("/c/harbour/house-rules/new/", sent(_draft=""))
    assert Source.objects.filter(name="Our head coach, Mira").count() == 2


def test_coaches_read_and_do_not_write(far, client_as):
    mira = client_as("Mira")
    assert f'href="{RULES}"' in mira.get("/c/ridgeway/members/").content.decode()
    page = told(mira.get(RULES))
    assert "It is too far for us." in page
    assert "2 of 2 examples pass" in page
    assert "Retire" not in page
    assert mira.get(page_of(far)).status_code == 403


def test_the_list_takes_as_many_queries_for_many_rules(cast, far, ruth, django_assert_num_queries):
    ruth.get(RULES)
    with django_assert_num_queries(8):
        ruth.get(RULES)
    for number in range(8):
        ruth.post(RULES + "new/", sent(_draft="", title=f"Rule {number}"))
    with django_assert_num_queries(8):
        ruth.get(RULES)


def test_a_review_that_is_due_is_told(ruth, far):
    far.review_on = dt.date(2020, 1, 1)
    far.save()
    assert "Review due since" in told(ruth.get(RULES))


def test_a_title_without_latin_letters_gets_a_code_all_the_same(cast, ruth):
    assert ruth.post(RULES + "new/", sent(_draft="", title="Не слишком далеко")).status_code == 302
    assert Guideline.objects.filter(code=f"{house_pack(cast.ridgeway)}-rule").exists()


def test_the_page_says_what_else_deserves_a_look(ruth, far):
    assert "worth a look" not in told(ruth.get(page_of(far)))
    far.examples.last().delete()
    far.review_on = dt.date(2020, 1, 1)
    far.save()
    page = told(ruth.get(page_of(far)))
    assert "No example shows a session to which it does not apply. Add one just beyond a threshold." in page
    assert "Its review date has passed." in page
    assert "It has no reference" not in page


def test_what_would_change_from_the_form_and_from_what_is_saved(cast, far, ruth, tuesday_noon):
    week = Week.for_writing(cast.tuesday, MONDAY)
    week.add(0, TEXT, cast.user("Mira"))
    week.publish(cast.user("Mira"))
    saved = b"".join(ruth.get(page_of(far, "impact/")).streaming_content).decode()
    assert "1 of 1 sessions would get another verdict" in html.unescape(saved)
    typed = ruth.post(page_of(far), filled(ruth, far, _impact="", **{"conditions-1-value": "9 km"}))
    assert "1 of 1 sessions" in b"".join(typed.streaming_content).decode()
    new = ruth.post(RULES + "new/", sent(_impact="", title="Another", **{"conditions-1-value": "7 km"}))
    assert "0 of 1 sessions" in b"".join(new.streaming_content).decode()
    assert ruth.post(RULES + "new/", sent(_impact="", title="")).status_code == 422
    assert Guideline.objects.filter(packs__owner=owner_of(cast.ridgeway)).count() == 1


def test_the_settings_name_them(far, ruth):
    assert "House rules: 1 published" in told(ruth.get("/c/ridgeway/settings/"))


# Import and export


def exported(client):
    answer = client.get(RULES + "export/")
    assert answer["Content-Disposition"] == 'attachment; filename="house-rules-ridgeway.yaml"'
    return answer.content.decode()


def confirm(client, page, **changes):
    data = {"text": page.context["form"].initial["text"], "fingerprint": page.context["plan"].fingerprint}
    return client.post(RULES + "import/", data | changes)


def test_an_export_imports_unchanged(far, ruth):
    page = ruth.post(RULES + "import/", {"text": exported(ruth)})
    assert page.status_code == 200
    assert "Nothing would change" in told(page)


def test_an_import_is_shown_first_and_then_done(cast, far, ruth):
    text = exported(ruth).replace("value: 5000", "value: 7000").replace("too far for us", "far enough")
    page = ruth.post(RULES + "import/", {"text": text})
    assert page.status_code == 200
    for words in ("0 new, 1 changed", "Length of a repetition", "more than 5 km", "more than 7 km", "far enough"):
        assert words in told(page)
    assert Guideline.objects.get(pk=far.pk).reason == "It is too far for us."

    assert confirm(ruth, page).status_code == 302
    rule = Guideline.objects.get(pk=far.pk)
    assert rule.reason == "It is far enough."
    assert rule.revisions.first().made_by == cast.user("Ruth")
    assert rule.is_published


def test_what_changed_between_the_two_steps_is_told(far, ruth):
    text = exported(ruth).replace("too far for us", "far enough")
    page = ruth.post(RULES + "import/", {"text": text})
    ruth.post(page_of(far), filled(ruth, far, _publish="", reason="Meanwhile."))

    late = confirm(ruth, page)

    assert late.status_code == 409
    assert "Meanwhile." in told(late)
    assert Guideline.objects.get(pk=far.pk).reason == "Meanwhile."
    other_text = confirm(ruth, late, text=text.replace("far enough", "slipped in"))
    assert other_text.status_code == 409
    assert confirm(ruth, late).status_code == 302


def test_a_broken_file_names_every_line_and_is_kept(far, ruth):
    text = exported(ruth).replace("stance: against", "stance: maybe").replace("value: 5000", "value: far")
    page = ruth.post(RULES + "import/", {"text": text})
    assert page.status_code == 422
    lines = [number for number, line in enumerate(text.splitlines(), 1) if "maybe" in line or "value: far" in line]
    assert [problem.line for problem in page.context["problems"]] == lines
    assert "stance: maybe" in told(page)
    assert Guideline.objects.get(pk=far.pk).stance == "against"


def test_another_clubs_file_becomes_our_own(cast, far, ruth, client_as):
    olga = client_as("Olga")
    page = olga.post("/c/harbour/house-rules/import/", {"text": exported(ruth)})
    data = {"text": page.context["form"].initial["text"], "fingerprint": page.context["plan"].fingerprint}
    assert olga.post("/c/harbour/house-rules/import/", data).status_code == 302

    theirs = Guideline.objects.get(code=f"{house_pack(cast.harbour)}-not-too-far")
    assert theirs.status == "draft", "nothing begins to count by an import that was not asked to publish"
    assert theirs.source.owner == owner_of(cast.harbour)
    assert Guideline.objects.get(pk=far.pk).packs.get().owner == owner_of(cast.ridgeway)

    page = olga.post("/c/harbour/house-rules/import/", {"text": exported(ruth), "publish": "on"})
    data = {"text": data["text"], "publish": "on", "fingerprint": page.context["plan"].fingerprint}
    assert olga.post("/c/harbour/house-rules/import/", data).status_code == 302
    assert Guideline.objects.get(pk=theirs.pk).is_published


def test_a_common_pack_becomes_house_rules_and_stays_what_it_is(cast, ruth):
    text = pack_as_yaml(Pack.objects.get(slug="founding")).replace("Oleg Babchin", "Somebody Else")
    page = ruth.post(RULES + "import/", {"text": text})
    assert page.status_code == 200
    assert confirm(ruth, page).status_code == 302

    ours = Guideline.objects.filter(packs__owner=owner_of(cast.ridgeway))
    assert ours.count() == Guideline.objects.filter(packs__slug="founding").count()
    assert set(ours.values_list("status", flat=True)) == {"draft"}
    assert Source.objects.get(slug="babchin").name == "Oleg Babchin"
    assert Pack.objects.get(slug="founding").name == "Founding panel"


def test_a_club_cannot_bring_drills_or_the_questions_of_heavy_legs(cast, ruth, far):
    before = Drill.objects.get(code="uh01").name
    text = exported(ruth) + "drills:\n  - {code: uh01, name: Hacked, category: uphill_running, purposes: [technique]}\n"
    page = ruth.post(RULES + "import/", {"text": text})
    assert page.status_code == 422
    assert "a club has no drills of its own" in told(page)
    assert Drill.objects.get(code="uh01").name == before


@pytest.mark.parametrize("data", [{}, {"text": " \n"}, {"text": "- a\n- b"}, {"text": "\x00"}, {"text": "a: &a [*a]"}])
def test_what_is_no_pack_is_refused(ruth, data):
    assert ruth.post(RULES + "import/", data).status_code == 422
