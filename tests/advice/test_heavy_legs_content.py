"""The table of heavy legs as content: loaded as a whole, edited as a whole, and used only where it holds together."""

from __future__ import annotations

import html
from io import StringIO

import pytest
import yaml
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from advice.content_files import CONTENT
from advice.heavy_legs import Triage
from advice.models import HeavyLegsCause, HeavyLegsQuestion, HeavyLegsRule, HeavyLegsTable
from advice.published import heavy_legs_triage

FILE = CONTENT / "heavy_legs.yaml"
PLAIN = yaml.safe_load(FILE.read_text())["heavy_legs"]

pytestmark = pytest.mark.django_db


def load(path=FILE, **options):
    out = StringIO()
    call_command("load_guidelines", path, stdout=out, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The table that comes with Uphill; what a test changes of it is undone with it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def table(loaded):
    return HeavyLegsTable.objects.get()


@pytest.fixture
def client():
    user = get_user_model().objects.create_superuser(email="head@example.org", password="correct horse battery")
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture(scope="module")
def form():
    """What a browser would send back from the admin page, unchanged; read once, and kept here."""
    return {}


class Page:
    """The admin page: ``save(**changes)`` sends the form, changed, and gives back every complaint."""

    def __init__(self, client, table, form):
        self.client, self.data = client, form
        self.url = f"/admin/advice/heavylegstable/{table.pk}/change/"
        if not form:
            form.update(self._read())

    def _read(self):
        response = self.client.get(self.url)
        formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
        forms = [response.context["adminform"].form]
        for formset in formsets:
            forms += [formset.management_form, *formset.forms]
        fields = {field.html_name: field.value() for form in forms for field in form}
        sent = {name: value for name, value in fields.items() if value is not None and value is not False}
        return sent | {"_save": "Save", "html": response.content.decode()}

    def row(self, part, **wanted):
        """The prefix of the row whose fields say so."""
        for number in range(int(self.data[f"{part}-TOTAL_FORMS"])):
            if all(self.data.get(f"{part}-{number}-{name}", "") == value for name, value in wanted.items()):
                return f"{part}-{number}"
        raise AssertionError(wanted)

    def save(self, **changes):
        response = self.client.post(self.url, self.data | changes)
        if response.status_code == 302:
            return ""
        told = [*response.context["adminform"].form.errors.values()]
        for inline in response.context["inline_admin_formsets"]:
            told.append(inline.formset.non_form_errors())
            told += [error for form in inline.formset.forms for error in form.errors.values()]
        return " ".join(html.unescape(str(line)) for lines in told for line in lines)


@pytest.fixture
def page(client, table, form):
    return Page(client, table, form)


class TestLoading:
    def test_it_works(self):
        HeavyLegsTable.objects.all().delete()
        assert "Heavy legs: 1 created" in load()
        assert heavy_legs_triage() == Triage.from_plain(PLAIN)
        assert load().endswith("Nothing changed.\n")

    @pytest.mark.usefixtures("table")
    def test_a_newer_file_replaces_a_table_that_nobody_touched(self, tmp_path):
        newer = tmp_path / "heavy_legs.yaml"
        newer.write_text(FILE.read_text().replace("Just heavy", "Heavy, no more").replace("An illness", "Illness"))

        assert "1 updated" in load(newer)
        triage = heavy_legs_triage()
        assert triage.question["feel"].text_of("plain") == "Heavy, no more"
        assert triage.cause["illness"].name == "Illness"
        assert HeavyLegsCause.objects.count() == len(PLAIN["causes"])

    @pytest.mark.usefixtures("table")
    @pytest.mark.parametrize(
        "edit",
        [
            lambda: HeavyLegsTable.objects.update(why_no_weights="They weigh."),
            lambda: HeavyLegsQuestion.objects.filter(slug="feel").update(ask="How do they feel?"),
            lambda: HeavyLegsCause.objects.filter(slug="heat").update(name="The heat"),
            lambda: HeavyLegsRule.objects.filter(cause="heat").update(position=55),
            lambda: HeavyLegsRule.objects.filter(cause="unclear").update(when={"life": ["none"]}),
        ],
    )
    def test_one_edit_keeps_the_whole_table(self, tmp_path, edit):
        edit()
        before = HeavyLegsTable.objects.get().as_value()
        newer = tmp_path / "heavy_legs.yaml"
        newer.write_text(FILE.read_text().replace("Just heavy", "Heavy, no more"))

        assert "edited here and left alone; --overwrite replaces it: heavy-legs" in load(newer)
        assert HeavyLegsTable.objects.get().as_value() == before
        assert "1 updated" in load(newer, overwrite=True)
        assert HeavyLegsTable.objects.get().as_value().question["feel"].text_of("plain") == "Heavy, no more"

    @pytest.mark.usefixtures("table")
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("  rules:\n", "  rules: []\n  x:\n", "heavy legs: remove or rename x"),
            ("[one_leg, numbness, bone]", "[one_leg, numbness]", "Red flag “bone”: add a rule that leads from it"),
            ("Never take iron on your own", "Take 65 mg of iron", "“65 mg”: give no doses of anything"),
            (
                "{cause: heat, when: {after: [hot]}}",
                "{cause: heat, when: {after: hot}}",
                "rule 7, `when`: write `question:",
            ),
            (
                "restrictions: [no_added_load]",
                "restrictions: [{a: b}]",
                "cause fast-reps: write `restrictions` as a list",
            ),
            ("many: true", "many: 'yes'", "`many` should be true or false"),
            ("from_days: 3", "from_days: three", "`from_days` should be a whole number"),
            ("slug: emergency\n      name:", "slug: emergency\n      nam:", "cause emergency: remove or rename nam"),
        ],
    )
    def test_a_broken_file_is_refused_and_changes_nothing(self, tmp_path, old, new, told):
        broken = tmp_path / "heavy_legs.yaml"
        assert old in FILE.read_text()
        broken.write_text(FILE.read_text().replace(old, new))
        before = heavy_legs_triage()

        with pytest.raises(CommandError) as refusal:
            load(broken)
        assert told in str(refusal.value)
        assert "Nothing was changed." in str(refusal.value)
        assert heavy_legs_triage() == before

    def test_two_tables_are_one_too_many(self, tmp_path):
        (tmp_path / "other.yaml").write_text(FILE.read_text())
        with pytest.raises(CommandError, match="remove one of them"):
            call_command("load_guidelines", FILE, tmp_path / "other.yaml", stdout=StringIO())


class TestCompiled:
    @pytest.mark.usefixtures("table")
    def test_it_is_compiled_once(self, django_assert_num_queries):
        triage = heavy_legs_triage()
        with django_assert_num_queries(1):
            assert heavy_legs_triage() is triage

    def test_compiling_takes_a_fixed_number_of_queries(self, table, django_assert_num_queries):
        table.save()
        with django_assert_num_queries(5):
            heavy_legs_triage()

    def test_before_anything_was_loaded_there_is_none(self):
        HeavyLegsTable.objects.all().delete()
        assert heavy_legs_triage() is None

    @pytest.mark.usefixtures("table")
    def test_a_table_broken_past_the_admin_is_not_used_and_told_in_the_log(self, caplog):
        HeavyLegsRule.objects.filter(cause="emergency").delete()
        assert heavy_legs_triage() is None
        assert "Red flag “chest”" in caplog.text


class TestAdmin:
    def test_it_works(self, page):
        assert "Questions, in the order in which they are asked" in page.data["html"]
        question = page.row("questions", slug="days")
        assert page.data[f"{question}-ask_if"] == "when: late, from_start, varies"
        assert page.data[f"{question}-choices"].splitlines()[2] == "a_week, from 7 days: One to two weeks"
        cause = page.row("causes", slug="heat")

        assert page.save(**{f"{cause}-name": "Too hot", f"{question}-ask": "Since when?"}) == ""
        triage = heavy_legs_triage()
        assert (triage.cause["heat"].name, triage.question["days"].ask) == ("Too hot", "Since when?")
        assert "edited here and left alone" in load()

    def test_saving_without_a_change_changes_nothing(self, page):
        before = heavy_legs_triage()
        assert page.save() == ""
        assert heavy_legs_triage() == before
        assert load().endswith("Nothing changed.\n")

    def test_a_new_cause_with_its_rule_and_its_choice_at_once(self, page):
        question = page.row("questions", slug="after")
        causes, rules = int(page.data["causes-TOTAL_FORMS"]), int(page.data["rules-TOTAL_FORMS"])
        table = page.data[f"{question}-table"]
        new = {
            f"{question}-choices": "travel: A long journey\n" + page.data[f"{question}-choices"],
            "causes-TOTAL_FORMS": causes + 1,
            f"causes-{causes}-table": table,
            f"causes-{causes}-position": 75,
            f"causes-{causes}-slug": "travel",
            f"causes-{causes}-name": "A long journey",
            f"causes-{causes}-urgency": "none",
            f"causes-{causes}-likely": "Most likely the hours of sitting.",
            f"causes-{causes}-do_today": "Walk, then run easily.",
            f"causes-{causes}-doctor": "See a doctor if one calf swells.",
            f"causes-{causes}-tell_coach": "Travelled. Easy today.",
            f"causes-{causes}-restrictions": ["no_added_load"],
            "rules-TOTAL_FORMS": rules + 1,
            f"rules-{rules}-table": table,
            f"rules-{rules}-position": 75,
            f"rules-{rules}-when": "after: travel",
            f"rules-{rules}-cause": "travel",
        }
        assert page.save(**new) == ""
        triage = heavy_legs_triage()
        assert triage.cause["travel"].restrictions == ("no_added_load",)
        assert [rule.cause for rule in triage.rules][6:8] == ["heat", "travel"]
        assert [cause.slug for cause in triage.causes][6:9] == ["heat", "travel", "overreaching"]

    @pytest.mark.parametrize(
        ("part", "wanted", "changes", "told"),
        [
            (
                "rules",
                {"cause": "emergency"},
                {"DELETE": "on"},
                "Red flag “chest”: add a rule that leads from it to a cause",
            ),
            ("rules", {"cause": "emergency"}, {"position": "90"}, "red flags come first; move it above the rules"),
            ("rules", {"cause": "emergency"}, {"cause": "heat"}, "Red flag “chest”: add a rule that leads from it"),
            (
                "causes",
                {"slug": "emergency"},
                {"urgency": "see_doctor"},
                "Red flag “chest”: add a rule that leads from it",
            ),
            ("rules", {"cause": "heat"}, {"DELETE": "on"}, "Cause “heat” cannot be reached: give it a rule"),
            (
                "rules",
                {"cause": "heat"},
                {"when": "after: lava"},
                "Rule 7 (heat): “after” has no choice lava; add it there",
            ),
            ("rules", {"cause": "heat"}, {"when": "after"}, "Write each question once, with its choices, as in"),
            ("rules", {"cause": "heat"}, {"when": ""}, "Rule 7 (heat): it always holds, so no rule after it counts"),
            (
                "causes",
                {"slug": "low-iron"},
                {"doctor": "Eat spinach."},
                "Cause “low-iron”: write “doctor” or “medical help”",
            ),
            ("causes", {"slug": "low-iron"}, {"urgency": "none"}, "set its urgency to “see a doctor” at least"),
            ("causes", {"slug": "low-iron"}, {"doctor": "See a doctor; 65 mg daily."}, "“65 mg”: give no doses"),
            ("causes", {"slug": "heat"}, {"urgency": "soon"}, "Select a valid choice"),
            (
                "questions",
                {"slug": "feel"},
                {"ask_if": "when: never"},
                "Question “feel”, asked if: “when” has no choice never",
            ),
            ("questions", {"slug": "feel"}, {"ask_if": "days: weeks; when: fast_reps"}, "“feel” is never asked"),
            ("questions", {"slug": "feel"}, {"choices": "sore\nflat"}, "Write a name, a colon and the words"),
            ("questions", {"slug": "signs"}, {"position": "90"}, "put “signs”, the red flags, first"),
            ("questions", {"slug": "signs"}, {"DELETE": "on"}, "put “signs”, the red flags, first"),
        ],
    )
    def test_a_broken_table_is_refused_with_what_to_mend(self, page, part, wanted, changes, told):
        before = heavy_legs_triage()
        prefix = page.row(part, **wanted)
        assert told in page.save(**{f"{prefix}-{name}": value for name, value in changes.items()})
        assert heavy_legs_triage() is before

    def test_a_seventh_question_is_refused(self, page):
        number, table = int(page.data["questions-TOTAL_FORMS"]), page.data["questions-0-table"]
        new = {
            "questions-TOTAL_FORMS": number + 1,
            f"questions-{number}-table": table,
            f"questions-{number}-position": 90,
            f"questions-{number}-slug": "moon",
            f"questions-{number}-ask": "Is the moon full?",
            f"questions-{number}-choices": "yes: Yes\nno: No",
        }
        assert "life and moon can all be asked of one athlete; let them be 6 at most" in page.save(**new)

    def test_it_is_neither_added_nor_deleted(self, client, table):
        assert client.get("/admin/advice/heavylegstable/add/").status_code == 403
        assert client.get(f"/admin/advice/heavylegstable/{table.pk}/delete/").status_code == 403

    def test_before_it_was_loaded_the_list_is_empty(self, client):
        HeavyLegsTable.objects.all().delete()
        assert "0 heavy legs" in client.get("/admin/advice/heavylegstable/").content.decode()

    def test_the_list_leads_to_the_table_and_changes_are_kept(self, client, page, table):
        page.save(why_no_weights="They weigh.")
        assert client.get("/admin/advice/heavylegstable/")["Location"] == page.url
        assert client.get(f"/admin/advice/heavylegstable/{table.pk}/history/").status_code == 200
        assert table.history.first().history_user.email == "head@example.org"
