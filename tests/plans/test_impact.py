"""What a guideline would change: over the published weeks of twelve weeks, by page and by command."""

from __future__ import annotations

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from advice.models import Guideline, Pack, Source
from plans.impact import LISTED, Proposal, impact_of
from plans.models import Week
from tests.plans.conftest import ANKLE_WEIGHTS, MONDAY

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def draft(panel):
    """A draft of the founding panel: no easy run without a load beyond 5 km. Nothing else objects to one."""
    guideline = Guideline.objects.create(
        code="nadia-far", source=Source.objects.get(slug="sorokin"), stance="against", reason="Too far."
    )
    guideline.conditions.create(fact="activity", operator="is_any_of", value=["run"])
    guideline.conditions.create(fact="rep_distance_m", operator="more_than", value=5000)
    guideline.packs.add(Pack.objects.get(slug="founding"))
    return guideline


@pytest.fixture
def weeks(cast, plan):
    """Four published weeks and a draft one, each with a session that the draft is about and one that it is not."""

    def add(monday, *texts, squad=cast.tuesday, by="Mira", publish=True):
        week = Week.for_writing(squad, monday)
        for day, text in enumerate(texts):
            week.add(day, text, cast.user(by))
        if publish:
            week.publish(cast.user(by))

    add(MONDAY, "8 km easy", "4 km easy")
    add(MONDAY - dt.timedelta(weeks=11), "12 km easy", "4 km easy", ANKLE_WEIGHTS)
    add(MONDAY - dt.timedelta(weeks=12), "10 km easy")
    add(MONDAY - dt.timedelta(weeks=1), "9 km easy", publish=False)
    add(MONDAY, "20 km easy", squad=cast.sailors, by="Hanna")


def whole(proposal, **options):
    """The impact when all squads are judged."""
    return list(impact_of(proposal, today=TODAY, **options))[-1]


def test_it_counts_the_sessions_that_change(draft, weeks):
    impact = whole(Proposal.of(draft))

    assert (impact.weeks, impact.sessions, impact.total, impact.done) == (3, 6, 2, 2)
    assert impact.from_to == [("clear", "avoid", 3)]
    assert {change.session.text for change in impact.first} == {"8 km easy", "12 km easy", "20 km easy"}
    anna_and_ben = next(change for change in impact.first if change.session.text == "8 km easy")
    assert (anna_and_ben.athletes, anna_and_ben.of) == (2, 2)
    assert anna_and_ben.date == MONDAY


def test_only_the_clubs_that_are_asked_about_and_that_listen(draft, weeks, cast):
    assert whole(Proposal.of(draft), clubs=[cast.harbour]).changes == 1
    cast.harbour.packs = []
    cast.harbour.save()
    assert whole(Proposal.of(draft)).total == 1


def test_a_published_guideline_is_tried_as_if_it_were_retired(draft, weeks):
    draft.status = "published"
    draft.save()
    assert whole(Proposal.of(draft)).from_to == [("avoid", "clear", 3)]


def test_the_weaker_the_verdict_the_later_it_is_told(draft, weeks):
    """Retiring the one that holds a parachute sprint up makes things easier; both directions stand apart."""
    impact = whole(Proposal.of(draft))
    impact.changed.update({("avoid", "clear"): 7, ("clear", "caution"): 1})
    assert impact.from_to == [("clear", "avoid", 3), ("clear", "caution", 1), ("avoid", "clear", 7)]


def test_athletes_are_counted_one_by_one(draft, weeks, cast):
    draft.conditions.create(fact="level", operator="is_any_of", value=["recreational"])
    cast.ben.level = "competitive"
    cast.ben.save()

    impact = whole(Proposal.of(draft), clubs=[cast.ridgeway])

    assert impact.from_to == [("clear", "avoid", 2)]
    assert {(change.athletes, change.of) for change in impact.first} == {(1, 2)}


def test_a_change_below_the_worst_verdict_is_told_apart(draft, cast, plan):
    """Ben trains without added load, so the card says stop either way; Anna's parachute would turn to avoid."""
    cast.ben.no_added_load = True
    cast.ben.save()
    draft.conditions.all().delete()
    draft.conditions.create(fact="implement", operator="is_any_of", value=["parachute"])
    plan.add(0, "6 x 60 m all-out with a parachute")
    plan.publish()

    impact = whole(Proposal.of(draft))

    assert (impact.changes, impact.for_some) == (0, 1)


def test_the_list_ends_at_fifty_and_the_count_does_not(draft, cast, plan):
    week = Week.for_writing(cast.tuesday, MONDAY)
    for number in range(LISTED + 3):
        week.add(number % 7, f"{10 + number} km easy", cast.user("Mira"))
    week.publish(cast.user("Mira"))

    impact = whole(Proposal.of(draft))

    assert impact.changes == LISTED + 3
    assert len(impact.first) == LISTED


def test_queries_do_not_grow_with_sessions(draft, weeks, cast, django_assert_num_queries):
    proposal = Proposal.of(draft)
    whole(proposal)
    for day in range(7):
        plan_week = Week.for_writing(cast.tuesday, MONDAY)
        plan_week.add(day, f"{day + 3} km easy", cast.user("Mira"))
    # Of the races only the squad is asked whose sessions carry a load.
    with django_assert_num_queries(1 + 2 + 2 * 5 + 1):
        whole(proposal)


def test_the_page_arrives_in_pieces_and_ends_with_the_answer(draft, weeks, client_as):
    page = client_as("Root").get(f"/admin/advice/guideline/{draft.pk}/impact/")

    pieces = [piece.decode() for piece in page.streaming_content]
    assert page.status_code == 200
    assert pieces[0].startswith("<!doctype html>")
    assert sum("<progress" in piece for piece in pieces) == 3
    told = "".join(pieces)
    assert "3 of 6 sessions would get another verdict" in told
    assert "Ridgeway Runners, Tuesday squad" in told
    assert told.rstrip().endswith("</html>")


def test_the_page_says_why_there_is_nothing_to_try_it_on(draft, client_as):
    draft.packs.clear()
    told = b"".join(client_as("Root").get(f"/admin/advice/guideline/{draft.pk}/impact/").streaming_content).decode()
    assert "The guideline is in no pack" in told


def test_a_guideline_that_does_not_hold_together_says_so(draft, client_as):
    draft.conditions.all().delete()
    page = client_as("Root").get(f"/admin/advice/guideline/{draft.pk}/impact/")
    assert page.status_code == 422
    assert "say when it applies" in page.content.decode()


def impact_command(*arguments):
    """What the command prints."""
    out = StringIO()
    call_command("guideline_impact", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("weeks")
def test_the_command(draft):
    told = impact_command(draft.code)

    assert "If nadia-far counted as it is written: 3 of 6 sessions" in told
    assert "clear -> avoid: 3" in told
    assert "ridgeway, Tuesday squad: 8 km easy" in told
    plain = json.loads(impact_command(draft.code, "--json", "--club", "harbour"))
    assert plain["changes"] == [{"before": "clear", "after": "avoid", "sessions": 1}]
    assert plain["first"][0]["text"] == "20 km easy"


@pytest.mark.usefixtures("weeks")
def test_the_command_counts_one_week_of_one_squad(draft):
    assert "(1 week of 1 squad, " in impact_command(draft.code, "--club", "harbour")


FILE = """
pack: {slug: founding, name: Founding panel}
grade: expert_opinion
sources: [{slug: nadia, name: Nadia Example}]
guidelines:
  - code: nadia-far
    source: nadia
    stance: conditional
    reason: Mind the distance.
    when: [{fact: rep_distance_m, operator: more_than, value: 9000}]
"""


@pytest.mark.usefixtures("weeks")
def test_the_command_tries_a_file(draft, tmp_path):
    (tmp_path / "local.yaml").write_text(FILE)

    assert "clear -> caution: 2" in impact_command(draft.code, "--file", str(tmp_path / "local.yaml"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere"], "There is no guideline nowhere"),
        (["nadia-far", "--club", "atlantis"], "There is no club atlantis"),
        (["nadia-far", "--file", "missing.yaml"], "missing.yaml: it cannot be read"),
    ],
)
def test_the_command_says_what_is_wrong(draft, arguments, told):
    with pytest.raises(CommandError, match=told):
        impact_command(*arguments)


FORM = {
    "code": "nadia-far",
    "stance": "against",
    "grade": "expert_opinion",
    "reason": "Too far.",
    "conditions-TOTAL_FORMS": "1",
    "conditions-INITIAL_FORMS": "0",
    "conditions-0-fact": "rep_distance_m",
    "conditions-0-operator": "more_than",
    "conditions-0-value": "9 km",
    "examples-TOTAL_FORMS": "0",
    "examples-INITIAL_FORMS": "0",
    "named_drills-TOTAL_FORMS": "0",
    "named_drills-INITIAL_FORMS": "0",
}


@pytest.mark.usefixtures("weeks")
def test_what_is_typed_is_tried_without_being_saved(client_as):
    source, pack = Source.objects.get(slug="sorokin"), Pack.objects.get(slug="founding")
    client = client_as("Root")

    page = client.post("/admin/advice/guideline/impact/", FORM | {"source": source.pk, "packs": [pack.pk]})

    assert "2 of 6 sessions would get another verdict" in page.getvalue().decode()
    assert not Guideline.objects.filter(code="nadia-far").exists()
    broken = client.post("/admin/advice/guideline/impact/", FORM | {"source": source.pk, "conditions-0-value": "far"})
    assert broken.status_code == 422
    assert "Mend what is marked" in broken.content.decode()


@pytest.mark.usefixtures("weeks")
def test_a_changed_guideline_is_tried_as_it_is_typed(draft, client_as):
    draft.status = "published"
    draft.save()
    form = FORM | {
        "source": draft.source.pk,
        "packs": [draft.packs.get().pk],
        "conditions-0-value": "10 km",
    }

    page = client_as("Root").post(f"/admin/advice/guideline/{draft.pk}/impact/", form)

    told = page.getvalue().decode()
    # Its two stored conditions were not sent, so the typed one stands beside them.
    assert "of 6 sessions would get another verdict" in told
    assert Guideline.objects.get(pk=draft.pk).conditions.count() == 2


@pytest.mark.parametrize(("who", "status"), [(None, 302), ("Mira", 302), ("Ruth", 302)])
def test_it_is_for_the_administration(draft, client_as, who, status):
    assert client_as(who).get(f"/admin/advice/guideline/{draft.pk}/impact/").status_code == status


def test_the_editor_leads_to_it(draft, client_as):
    client = client_as("Root")

    page = client.get(f"/admin/advice/guideline/{draft.pk}/change/").content.decode()
    new = client.get("/admin/advice/guideline/add/").content.decode()

    assert f'formaction="/admin/advice/guideline/{draft.pk}/impact/"' in page
    assert 'formaction="/admin/advice/guideline/impact/"' in new
