"""Packs as files: what is written out comes back the same, and nothing is changed that was not shown first."""

from __future__ import annotations

import contextlib
import html
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advice.content_files import CONTENT, ContentError, read_content, read_files
from advice.exporting import pack_as_yaml
from advice.importing import PlanChanged, import_confirmed, plan_import
from advice.marked_yaml import YamlError, read_yaml
from advice.models import Condition, Example, Guideline, Pack, Revision, Source
from clubs.models import User

pytestmark = pytest.mark.django_db

PACKS = ("evidence", "founding", "safety")

# Texts as people and machines write them, kept as forms keep them: nothing blank around.
TEXTS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\x00"), min_size=1, max_size=300
).map(str.strip)
WORDS = st.lists(
    st.sampled_from(["Vests", "bounce:", "- and", "#rub", "“so”", "it’s", "100 %", "Да.", "no", "null", "|"])
)
PROSE = WORDS.map(" ".join).map(str.strip) | st.lists(WORDS.map(" ".join), max_size=3).map("\n\n".join).map(str.strip)


def pack(slug="founding"):
    return Pack.objects.get(slug=slug)


def empty():
    """The catalogue of drills stays, everything that a pack holds goes."""
    for model in (Condition, Example, Revision, Guideline, Source, Pack):
        model.objects.all().delete()


def bring(text, **options):
    plan = plan_import(read_content("file.yaml", text.encode()), **options)
    return import_confirmed(
        lambda: plan_import(read_content("file.yaml", text.encode()), **options), plan.fingerprint, None
    )


@pytest.mark.parametrize("slug", PACKS)
def test_a_pack_of_uphill_comes_back_to_the_byte(panel, slug):
    text = pack_as_yaml(pack(slug))
    codes = set(Guideline.objects.filter(packs__slug=slug).values_list("code", flat=True))
    assert not plan_import(read_content("same.yaml", text.encode())).changes_anything
    empty()

    bring(text)

    assert pack_as_yaml(pack(slug)) == text
    assert set(Guideline.objects.filter(packs__slug=slug, status="published").values_list("code", flat=True)) == codes


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_text_comes_back_to_the_byte(db, data):
    empty()
    source = Source.objects.create(
        slug="s", name=data.draw(TEXTS.filter(bool))[:200].strip() or "S", about=data.draw(PROSE)
    )
    made = Pack.objects.create(slug="p", name="Pack", description=data.draw(TEXTS | PROSE))
    for number in range(data.draw(st.integers(0, 3))):
        guideline = Guideline.objects.create(
            code=f"g-{number}",
            source=source,
            stance="conditional",
            exception=data.draw(st.booleans()),
            reason=data.draw(TEXTS | PROSE) or "Why.",
            instead=data.draw(PROSE),
            reference=data.draw(TEXTS),
            editorial_note=data.draw(PROSE),
            status=data.draw(st.sampled_from(["draft", "retired"])),
            review_on=data.draw(st.none() | st.dates()),
        )
        guideline.conditions.create(fact="implement", operator="is_any_of", value=["vest", "belt"])
        guideline.conditions.create(
            fact="rep_distance_m", operator="more_than", value=data.draw(st.floats(0, 1e6)), unless=True, editorial=True
        )
        guideline.examples.create(text="8 km easy with a vest", expected="undecided", athlete={"goal": "unknown"})
        guideline.packs.add(made)
        wanted = "applies" if guideline.conditions.last().value >= 8000 else "does_not"
        guideline.examples.update(expected=wanted, athlete={})
    text = pack_as_yaml(made)
    empty()

    bring(text)

    assert pack_as_yaml(pack("p")) == text
    assert not plan_import(read_content("same.yaml", text.encode())).changes_anything


def test_what_is_written_is_for_people(panel):
    text = pack_as_yaml(pack())
    assert text.startswith("# Founding panel: a pack of guidelines")
    assert "  - code: babchin-distance\n    source: babchin\n    stance: against\n    reason: >-\n" in text
    assert "      - {fact: rep_distance_m, operator: more_than, value: 100}\n" in text
    assert not re.search(r"[&*]id\d", text)
    assert max(map(len, text.splitlines())) <= 140


def test_a_change_is_told_in_words_and_done(panel, cast):
    text = pack_as_yaml(pack()).replace("Oleg Babchin", "O. Babchin")
    plan = plan_import(read_content("file.yaml", text.encode()))
    rows = {(item.name, row.label): (row.old, row.new) for item in plan.items for row in item.rows}
    assert rows == {("babchin", "Name"): ("Oleg Babchin", "O. Babchin")}
    assert Source.objects.get(slug="babchin").name == "Oleg Babchin"
    bring(text)
    assert Source.objects.get(slug="babchin").name == "O. Babchin"


DISTANCE = """
pack: {slug: local, name: Our own}
sources: [{slug: nadia, name: Nadia Example}]
guidelines:
  - code: nadia-vests
    source: nadia
    stance: against
    grade: expert_opinion
    reference: Her book.
    reason: Vests bounce.
    when:
      - {fact: implement, operator: is_any_of, value: [vest]}
      - {fact: rep_distance_m, operator: more_than, value: 100}
    examples:
      - {text: 8 km easy with a vest, expected: applies}
"""


def test_every_field_is_told(db, cast):
    bring(DISTANCE)
    text = DISTANCE.replace("value: 100", "value: 150").replace("against", "stop")
    plan = plan_import(read_content("file.yaml", text.encode()))
    told = {row.label: (row.old.replace("\xa0", " "), row.new.replace("\xa0", " ")) for row in plan.items[0].rows}
    assert told["Length of a repetition"] == ("more than 100 m", "more than 150 m")
    assert "Stance" in told
    assert set(told) == {"Length of a repetition", "Stance"}


def test_an_edit_that_goes_is_announced(panel):
    text = pack_as_yaml(pack())
    Guideline.objects.filter(code="babchin-distance").update(reason="We have tried it.")
    plan = plan_import(read_content("file.yaml", text.encode()))
    item = next(item for item in plan.items if item.name == "babchin-distance")
    assert item.outcome == "changed"
    assert "the import replaces the edit" in item.notes[0]
    bring(text)
    out = StringIO()
    call_command("load_guidelines", stdout=out)
    assert out.getvalue().endswith("Nothing changed.\n"), "the row is again as it came with Uphill"


def test_what_only_stands_here_stays(db):
    bring(DISTANCE)
    other = DISTANCE.replace("nadia-vests", "nadia-jackets")
    plan = plan_import(read_content("file.yaml", other.encode()))
    assert plan.only_here == ["nadia-vests"]
    bring(other)
    assert Guideline.objects.filter(packs__slug="local").count() == 2


def test_what_changed_meanwhile_stops_the_import(db):
    bring(DISTANCE)
    text = DISTANCE.replace("Vests bounce.", "Vests rub.")
    plan = plan_import(read_content("file.yaml", text.encode()))
    Guideline.objects.update(reason="Edited.")
    with pytest.raises(PlanChanged) as changed:
        import_confirmed(lambda: plan_import(read_content("file.yaml", text.encode())), plan.fingerprint, None)
    assert Guideline.objects.get().reason == "Edited."
    assert changed.value.plan.changes_anything


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("expected: applies", "expected: does_not", 15, "expects does_not. It applies"),
        ("    examples:\n      - {text: 8 km easy with a vest, expected: applies}\n", "", 5, "Give an example"),
        ("    reference: Her book.\n", "", 5, "Say where the position can be read"),
        ("source: nadia\n", "source: nobody\n", 6, "there is no source 'nobody'"),
        ("code: nadia-vests", "code: nadia vests", 5, "code: "),
        ("slug: local", "slug: house-1", 2, "it belongs to a club"),
    ],
)
def test_what_must_not_count_is_refused_with_its_line(db, old, new, line, told):
    Pack.objects.create(slug="house-1", name="House", owner="club-1")
    assert old in DISTANCE
    with pytest.raises(ContentError) as refused:
        bring(DISTANCE.replace(old, new))
    assert [problem.line for problem in refused.value.problems] == [line]
    assert told in str(refused.value)
    assert not Guideline.objects.exists()


def test_a_pack_has_an_end(db):
    head, one = DISTANCE.split("  - code: nadia-vests\n")
    many = head + "".join(f"  - code: rule-{number}\n{one}" for number in range(501))
    with pytest.raises(ContentError, match="guideline rule-500: a pack has at most 500"):
        plan_import(read_content("file.yaml", many.encode()))


def test_everything_wrong_is_told_at_once_in_the_order_of_the_lines(db):
    text = DISTANCE.replace("against", "maybe").replace("reason: Vests bounce.", "raeson: x").replace("100", "far")
    with pytest.raises(ContentError) as refused:
        read_content("file.yaml", text.encode())
    assert [problem.line for problem in refused.value.problems] == [5, 7, 10, 13]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "“a” stands here a second time; it is in line 1 already."),
        ("a: &a [*a]\n", 1, "repeats nothing"),
        ("a: &a [1]\nb: *c\n", 2, "repeats nothing"),
        ("a: !!python/object:os.system x\n", 1, "tags such as"),
        ("a: !!python/object/apply:os.system [x]\n", 1, "tags such as"),
        ("a: [\n", 2, "flow node"),
        ("\na: 2027-02-31\n", 2, "is no date"),
        ("a: 1\n---\nb: 1\n", 2, "second document"),
        ("? [a]\n: b\n", 1, "a name is expected"),
        ("[" * 200_000, 1, "nested too deep"),
        ("{a: " * 50_000, 1, "nested too deep"),
        ("- " * 50_000, 1, "nested too deep"),
        ("a: \x00\n", 1, "character that YAML does not allow"),
        ("x" * 1_000_001, None, "longer than 1 MB"),
    ],
)
def test_a_file_can_do_no_harm(text, line, told):
    with pytest.raises(YamlError, match=re.escape(told)) as refused:
        read_yaml(text.encode())
    assert refused.value.line == line


def test_what_is_repeated_without_end_is_stopped():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with pytest.raises(YamlError, match="repeats, more than 100,000"):
        read_yaml("\n".join(lines).encode())


def test_the_encoding_is_told_with_its_line():
    with pytest.raises(YamlError, match="UTF-8") as refused:
        read_yaml(b"a: 1\nb: \xff\n")
    assert refused.value.line == 2


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet="ab:-[]{}&*!|>'\"\n ,?#%@0", max_size=80).map(str.encode))
def test_no_bytes_do_anything_but_be_read_or_refused(data):
    with contextlib.suppress(ContentError):
        read_content("file.yaml", data)


def test_yaml_says_the_same_as_the_loader_of_yaml():
    import yaml

    for path in CONTENT.glob("*.yaml"):
        assert read_yaml(path.read_bytes()).value == yaml.safe_load(path.read_text())
    assert read_files(CONTENT.glob("*.yaml"))


# The commands


def run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_the_commands(db, tmp_path):
    file = tmp_path / "pack.yaml"
    file.write_text(DISTANCE)
    assert "Nothing was changed: this was a dry run." in run("import_pack", file, dry_run=True)
    assert not Guideline.objects.exists()
    assert "new: guideline nadia-vests (published): Applies when" in run("import_pack", file)
    again = tmp_path / "again.yaml"
    run("export_pack", "local", output=again)
    assert again.read_text() == run("export_pack", "local")
    assert run("import_pack", again).endswith("Nothing changed.\n")
    file.write_text(DISTANCE.replace("against", "maybe"))
    with pytest.raises(CommandError, match=r"pack.yaml, line 7, .*(?s:.*)Nothing was changed\."):
        run("import_pack", file)
    with pytest.raises(CommandError, match="There is no pack nowhere; the packs are local"):
        run("export_pack", "nowhere")
    with pytest.raises(CommandError, match="it cannot be read"):
        run("import_pack", Path("nowhere.yaml"))


def test_house_rules_by_command(cast, tmp_path):
    file = tmp_path / "pack.yaml"
    file.write_text(DISTANCE)
    assert "(draft)" in run("import_house_rules", "ridgeway", file)
    assert not Guideline.objects.filter(code="nadia-vests").exists()
    assert "published" in run("import_house_rules", "ridgeway", file, publish=True)
    with pytest.raises(CommandError, match="no club nowhere"):
        run("import_house_rules", "nowhere", file)


# The admin


@pytest.fixture
def root(cast, client_as):
    return client_as("Root")


def told_on(page):
    return html.unescape(re.sub(r"\s+", " ", page.content.decode().replace("\xa0", " ")))


def test_the_admin_shows_first_and_then_imports(root):
    address = "/admin/advice/pack/import/"
    assert root.get(address).status_code == 200
    page = root.post(address, {"text": DISTANCE})
    assert page.status_code == 200
    assert "3 new, 0 changed, 0 unchanged" in told_on(page)
    assert "a repetition is longer than 100 m" in told_on(page)
    assert not Guideline.objects.exists()
    data = {"text": page.context["form"].initial["text"], "fingerprint": page.context["plan"].fingerprint}
    assert root.post(address, data).status_code == 302
    guideline = Guideline.objects.get()
    assert guideline.is_published
    assert guideline.revisions.get().made_by.name == "Root"
    exported = root.get(f"/admin/advice/pack/{pack('local').pk}/export/")
    assert exported.content.decode() == pack_as_yaml(pack("local"))
    assert "Export" in told_on(root.get("/admin/advice/pack/"))
    assert root.post(address, {**data, "fingerprint": "0" * 64}).status_code == 409
    broken = root.post(address, {"text": DISTANCE.replace("against", "maybe")})
    assert broken.status_code == 422
    assert "Line 7" in told_on(broken)
    assert root.post(address, {}).status_code == 422


def test_who_may_not_change_guidelines_may_not_import_them(root, client_as):
    from django.contrib.auth.models import Permission

    user = User.objects.get(name="Mira")
    user.is_staff = True
    user.save()
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_pack", "change_pack", "add_pack"]))
    assert client_as("Mira").post("/admin/advice/pack/import/", {"text": DISTANCE}).status_code == 403


@pytest.mark.parametrize("mark", ["\x85", "\u2028", "\u2029"])
def test_rare_line_breaks_come_back(db, mark):
    empty()
    Pack.objects.create(slug="p", name="Pack", description=f"One{mark}two")

    text = pack_as_yaml(pack("p"))
    empty()
    bring(text)

    assert Pack.objects.get(slug="p").description == f"One{mark}two"
