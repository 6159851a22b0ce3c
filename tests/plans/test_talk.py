"""Talk about sessions: the athlete's thread, the coaches' threads, mentions, and what is unread."""

from __future__ import annotations

from uuid import uuid4

import pytest

from plans.forgetting import forget
from plans.mentions import mentioned, with_mentions, without_mentions
from plans.models import Comment
from plans.telling import concerned
from tests.plans.conftest import ANKLE_WEIGHTS


@pytest.fixture
def session(plan):
    made = plan.add(1, "6 x 200 m uphill hard, jog down")
    plan.publish()
    return made


@pytest.fixture
def say(plan, session):
    """``say("Anna", "Spikes?")``: Anna in her thread; ``say("Mira", "Yes.", "anna")``: a coach in Anna's."""

    def said(name: str, text: str, athlete: str = "") -> Comment:
        of = getattr(plan.cast, athlete or name.lower())
        return Comment.objects.say(session, [of], text, by=plan.cast.user(name), sending=uuid4())[0]

    return said


def mine(session) -> str:
    return f"/c/ridgeway/my-week/{session.pk}/talk/"


def theirs(session) -> str:
    return f"/c/ridgeway/sessions/{session.pk}/talk/"


def test_it_works(plan, session, client_as):
    anna = client_as("Anna")
    assert f'href="{mine(session)}"' in anna.get("/c/ridgeway/my-week/").content.decode()
    answer = anna.post(mine(session), {"text": "Spikes or flats?", "sent": uuid4()})
    assert (answer.status_code, answer["Location"]) == (302, mine(session))
    board = plan.client.get(plan.url).content.decode()
    assert "1 unread comment" in board
    assert f'href="{theirs(session)}">' in board
    assert "1 comment<" in board
    page = plan.client.get(theirs(session)).content.decode()
    assert "Spikes or flats?" in page
    assert "waits for an answer" in page
    assert "unread" not in plan.client.get(plan.url).content.decode()
    plan.client.post(theirs(session), {"text": "Flats.", "sent": uuid4(), "athletes": [plan.cast.anna.pk]})
    week = anna.get("/c/ridgeway/my-week/").content.decode()
    assert "1 new comment" in week
    assert "1 unread comment" in week
    assert "Flats." in anna.get(mine(session)).content.decode()
    week = anna.get("/c/ridgeway/my-week/").content.decode()
    assert "2 comments" in week
    assert "unread" not in week
    assert "waits for an answer" not in plan.client.get(theirs(session)).content.decode()


def test_nobody_else_reads_a_thread(session, say, client_as):
    say("Anna", "My knee is sore.")
    assert "sore" not in client_as("Ben").get(mine(session)).content.decode()
    assert "sore" not in client_as("Ben").get("/c/ridgeway/talk/").content.decode()
    assert client_as("Ben").get(theirs(session)).status_code == 403
    assert client_as("Hanna").get(f"/c/harbour/sessions/{session.pk}/talk/").status_code == 404
    for reader in ("Mira", "Ines", "Ruth"):
        assert "sore" in client_as(reader).get(theirs(session)).content.decode()
        assert "sore" in client_as(reader).get("/c/ridgeway/talk/").content.decode()
    assert "sore" in client_as("Anna").get("/c/ridgeway/talk/").content.decode()


def test_an_athlete_of_another_squad_has_no_such_session(plan, session, client_as):
    plan.cast.tuesday.set_athletes([plan.cast.ben])
    assert client_as("Anna").get(mine(session)).status_code == 404
    assert client_as("Anna").post(mine(session), {"text": "Hm?", "sent": uuid4()}).status_code == 404
    assert not Comment.objects.exists()


def test_a_draft_is_not_talked_about_until_something_was_said(plan, session, say, client_as):
    anna = client_as("Anna")
    plan.post("withdraw/")
    assert anna.get(mine(session)).status_code == 404
    say("Mira", "This one is still to be settled.", "anna")
    page = anna.get(mine(session)).content.decode()
    assert "still to be settled" in page
    assert "uphill hard" not in page


def test_a_session_that_is_held_back_does_not_show_its_words(plan, client_as):
    session = plan.add(1, ANKLE_WEIGHTS)
    plan.publish()
    plan.cast.anna.no_added_load = True
    plan.cast.anna.save()
    page = client_as("Anna").get(mine(session)).content.decode()
    assert "ankle" not in page
    assert "not in your plan at the moment" in page
    assert "ankle" in client_as("Ben").get(mine(session)).content.decode()


def test_one_answer_to_all_who_asked(plan, session, say, client_as):
    say("Anna", "Is the hill icy?")
    say("Ben", "What if there is ice?")
    page = plan.client.get(theirs(session)).content.decode()
    assert page.count("waits for an answer") == 2
    assert page.count(" checked") == 2
    athletes = [plan.cast.anna.pk, plan.cast.ben.pk]
    answer = plan.client.post(
        theirs(session), {"text": "Then flat.", "sent": uuid4(), "athletes": athletes}, follow=True
    )
    assert "Said to 2 athletes" in answer.content.decode()
    for name in ("Anna", "Ben"):
        thread = client_as(name).get(mine(session)).content.decode()
        assert thread.count("Then flat.") == 1
    assert "What if there is ice?" not in client_as("Anna").get(mine(session)).content.decode()


def test_what_is_sent_twice_is_said_once(plan, session, client_as):
    sending = uuid4()
    for _attempt in range(2):
        assert client_as("Anna").post(mine(session), {"text": "Hello", "sent": sending}).status_code == 302
        answer = {"text": "Hi", "sent": sending, "athletes": [plan.cast.anna.pk, plan.cast.ben.pk]}
        assert plan.client.post(theirs(session), answer).status_code == 302
    assert list(Comment.objects.values_list("text", flat=True)) == ["Hello", "Hi", "Hi"]


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"text": ""}, "Write something first."),
        ({"text": "  \n"}, "Write something first."),
        ({"text": "x" * 2001}, "2001 characters"),
        ({"text": "a\x00b"}, "cannot be stored"),
        ({"text": "Hello", "sent": "no uuid"}, "Send it again."),
        ({"text": "Hello", "sent": ""}, "Send it again."),
    ],
)
def test_what_cannot_be_said_comes_back_with_the_words(plan, session, client_as, sent, told):
    for client, url in ((client_as("Anna"), mine(session)), (plan.client, theirs(session))):
        answer = client.post(url, {"sent": str(uuid4()), "athletes": [plan.cast.anna.pk], **sent})
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert sent["text"].strip("\x00")[:20].strip() in answer.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize("athletes", [[], ["x"], ["9" * 30], ["999999"]])
def test_a_coach_says_whom_it_is_for(plan, session, athletes):
    answer = plan.client.post(theirs(session), {"text": "Hello", "sent": uuid4(), "athletes": athletes})
    assert answer.status_code == 422
    assert "Hello</textarea>" in answer.content.decode()
    assert not Comment.objects.exists()


def test_nobody_is_written_to_who_is_not_in_the_squad(plan, session):
    kim = plan.cast.ridgeway.add_athlete("Kim")
    for athlete in (kim, plan.cast.tom):
        answer = plan.client.post(theirs(session), {"text": "Hello", "sent": uuid4(), "athletes": [athlete.pk]})
        assert answer.status_code == 422
    assert not Comment.objects.exists()


def test_one_deletes_what_one_wrote_and_nothing_else(session, say, client_as):
    comment = say("Anna", "Never mind")
    url = f"/c/ridgeway/talk/{comment.pk}/delete/"
    for other in ("Ben", "Mira", "Ruth"):
        assert client_as(other).post(url).status_code == 404
    assert client_as("Anna").post(url)["Location"] == mine(session)
    page = client_as("Mira").get(theirs(session)).content.decode()
    assert "Never mind" not in page
    assert "Deleted by its author." in page
    assert client_as("Anna").post(url).status_code == 404


def test_what_a_coach_said_keeps_the_name_of_who_leaves_and_loses_that_of_who_is_deleted(plan, session, say, client_as):
    say("Mira", "Take it easy.", "anna")
    for part, name in ((plan.cast.ridgeway.remove, "Mira"), (forget, "A former member")):
        part(plan.cast.user("Mira"))
        page = client_as("Anna").get(mine(session)).content.decode()
        assert "Take it easy." in page
        assert f"<strong>{name}</strong>" in page


def test_words_are_text(session, say, client_as):
    say("Anna", "<script>alert(1)</script> @Mira <b>")
    for client, url in ((client_as("Anna"), mine(session)), (client_as("Mira"), theirs(session))):
        page = client.get(url).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt; <strong>@Mira</strong> &lt;b&gt;" in page
        assert "<script>alert" not in page
    assert "<b>" not in client_as("Mira").get("/c/ridgeway/talk/").content.decode()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@Mira, is it icy?", ["Mira"]),
        ("ask @mira or @INES", ["Mira", "Ines"]),
        ("@Miranda knows", []),
        ("mail me at anna@mira.example", []),
        ("nobody", []),
        ("(@Ruth)", ["Ruth"]),
    ],
)
def test_mentions(cast, text, names):
    people = [cast.user(name) for name in ("Mira", "Ines", "Ruth")]
    assert [user.name for user in mentioned(text, people)] == names
    assert with_mentions(text, people).count("<strong>") == len(names)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("@Mira, is it icy? ask @MIRA LIND", "@…, is it icy? ask @…"),
        ("@Miranda, mail me at anna@mira.example, Mira", "@Miranda, mail me at anna@mira.example, Mira"),
        ("@Ines and @Ines Berg", "@Ines and @Ines Berg"),
        ("@Mira-Ann and (@Mira)", "@Mira-Ann and (@…)"),
    ],
)
def test_mentions_are_taken_out(cast, text, left):
    mira, ines, ruth = (cast.user(name) for name in ("Mira", "Ines", "Ruth"))
    mira.name, ines.name, ruth.name = "Mira Lind", "Ines Berg", "Mira-Ann"
    assert without_mentions(text, mira, [ines, ruth]) == left


def test_of_two_who_share_a_first_name_the_whole_name_means_one(cast):
    mira, ines = cast.user("Mira"), cast.user("Ines")
    mira.name, ines.name = "Mira Lind", "Mira Berg"
    assert mentioned("@Mira Berg, please", [mira, ines]) == [ines]
    assert mentioned("@Mira, please", [mira, ines]) == [mira, ines]
    assert mentioned("@Mira", []) == []
    assert without_mentions("@Mira, @Mira Lind, @Mira Berg", mira, [ines]) == "@Mira, @…, @Mira Berg"


def test_whom_a_comment_concerns(plan, session, say):
    def told(comment: Comment) -> dict[str, str]:
        return {user.name: why for user, why in concerned(comment).items()}

    # Mira planned and published it.
    assert told(say("Anna", "Spikes?")) == {"Mira": "comment"}
    assert told(say("Anna", "@Ines, spikes? @Ben")) == {"Mira": "comment", "Ines": "mention"}
    assert told(say("Ruth", "Flats.", "anna")) == {"Anna": "comment"}
    assert told(say("Anna", "Thanks @Ruth")) == {"Mira": "comment", "Ruth": "mention"}
    assert told(say("Mira", "@Anna: see you", "anna")) == {"Ruth": "comment", "Anna": "mention"}
    plan.cast.ridgeway.remove(plan.cast.user("Mira"))
    assert told(say("Ben", "Spikes?")) == {"Ines": "comment", "Ruth": "comment"}


def test_an_athlete_without_an_account_is_talked_of_all_the_same(plan, session, client_as):
    kim = plan.cast.ridgeway.add_athlete("Kim")
    plan.cast.tuesday.set_athletes([kim])
    plan.client.post(theirs(session), {"text": "Kim comes later", "sent": uuid4(), "athletes": [kim.pk]})
    assert concerned(Comment.objects.get()) == {}
    assert "Kim comes later" in client_as("Ines").get(theirs(session)).content.decode()


@pytest.mark.parametrize("threads", [2, 40])
def test_the_list_and_the_page_take_as_many_queries_for_2_as_for_40(plan, session, django_assert_num_queries, threads):
    athletes = plan.cast.ridgeway.add_athletes([f"Runner {n}" for n in range(threads)], [plan.cast.tuesday])
    Comment.objects.say(session, athletes, "Icy?", by=plan.cast.user("Ruth"), sending=uuid4())
    plan.client.get(theirs(session))
    with django_assert_num_queries(5):
        assert plan.client.get("/c/ridgeway/talk/").status_code == 200
    with django_assert_num_queries(8):
        assert plan.client.get(theirs(session)).status_code == 200
