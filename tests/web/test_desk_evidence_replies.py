"""Replies on the desk: what was reported, safe sentences, and kind words about unsafe ones."""

import pytest

from directory.cases.deciding import queue
from directory.db import begin_write, utc_now
from directory.listings.models import OwnerReply
from directory.listings.replies import SENTENCES, approve_reply, refuse_reply
from directory.vetting.decisions import Verdict
from directory.vetting.models import Flag
from tests.listings.factories import LETTERS
from tests.web.assessing import meanwhile
from tests.web.evidence import own, path_of, send, text_of

ASKED = [{"on": "2026-04-01", "how": "Letter"}]


@pytest.fixture
def practitioner(session, client):
    return own(session, client, name="Ada Alder")


@pytest.fixture
def flag(session, practitioner):
    return plant(session, practitioner, "R1", "capped", attempts=ASKED, reported=4, answered=9)


def plant(session, practitioner, code, status, **columns):
    begin_write(session)
    made = Flag(practitioner_id=practitioner.id, code=code, status=status, **columns)
    session.add(made)
    session.commit()
    return made


def reply(client, practitioner, code="R1", **fields):
    page = path_of(practitioner, "replies")
    return send(client, page, f"{page}/{code}", **{"sentences": ["changed", "write"], **fields})


def decide(open_session, decision):
    session = open_session()
    (case,) = queue(session)
    begin_write(session)
    verdict = Verdict("moderator:m", "Leave the door out.", utc_now())
    decision(session, case, verdict, letters=LETTERS)
    session.commit()


def replies(open_session):
    return open_session().query(OwnerReply).order_by(OwnerReply.id).all()


def test_without_reports_there_is_nothing_to_answer(client, practitioner):
    page = client.get(path_of(practitioner, "replies"))

    assert "There is nothing to answer." in text_of(page)
    assert "<textarea" not in page.text


@pytest.mark.usefixtures("flag")
def test_a_cap_is_told_as_the_public_reads_it(client, practitioner):
    words = text_of(client.get(path_of(practitioner, "replies")))

    assert "4 of 9 members reported that only the sore place was looked at and treated" in words
    assert all(sentence in words for sentence in SENTENCES.values())


@pytest.mark.usefixtures("flag")
def test_the_desk_tells_what_is_still_to_be_answered(client, practitioner):
    desk = f"/desk/{practitioner.public_id}"
    before = text_of(client.get(desk))

    reply(client, practitioner)

    assert "1 report to answer" in before
    assert "answered; you can send a new answer" in text_of(client.get(desk))


def test_what_is_not_decided_is_told_without_counts(client, session, practitioner):
    plant(session, practitioner, "R2", "open", reported=2, answered=7)
    plant(session, practitioner, "R4", "open")
    plant(session, practitioner, "R3", "cleared")

    words = text_of(client.get(path_of(practitioner, "replies")))

    assert "Members reported that they were told to carry on through sharp pain." in words
    assert "a licence is missing, has lapsed or is restricted" in words
    assert "7" not in words.partition("Not decided yet")[2].partition("Choose 1")[0]
    assert "nobody offered exercise" not in words


@pytest.mark.usefixtures("flag")
def test_an_answer_waits_then_shows_on_the_profile(client, practitioner, open_session):
    answer = reply(client, practitioner, own_words="Our door is open.")
    waits = text_of(client.get(answer.headers["Location"]))
    hidden = text_of(client.get("/practitioners/ada-alder-denver"))
    decide(open_session, approve_reply)

    shown = text_of(client.get(path_of(practitioner, "replies")))

    assert "Your answer waits for a moderator" in waits
    assert "Our door is open." not in hidden
    assert "Your answer, shown since it was approved" in shown


@pytest.mark.usefixtures("flag")
def test_a_refused_answer_is_told_with_the_reason(client, practitioner, open_session):
    reply(client, practitioner, own_words="Our door is open.")
    decide(open_session, refuse_reply)

    words = text_of(client.get(path_of(practitioner, "replies")))

    assert "can’t be shown as it is" in words
    assert "Leave the door out." in words


REFUSED = [
    ({"sentences": []}, "Choose 1 to 3 sentences"),
    ({"sentences": list(SENTENCES)[:4]}, "Choose 1 to 3 sentences"),
    ({"sentences": ["changed", "insult"]}, "not a valid choice"),
    ({"own_words": "This client was fine."}, "“This client” speaks of one person"),
    ({"own_words": "We treated everybody."}, "says whether somebody was with you"),
    ({"own_words": "It was in October."}, "says when something was"),
    ({"own_words": "Mrs. Alder knows."}, "may be a name"),
    ({"own_words": "That is not true."}, "calls somebody’s word into question"),
    ({"own_words": "x" * 301}, "letters"),
    ({"own_words": "x" * 100_000}, "letters"),
    ({"sentences": [], "own_words": "This client was fine."}, "“This client” speaks of one person"),
]


@pytest.mark.usefixtures("flag")
def test_what_cannot_be_said_is_explained_and_kept(client, practitioner, open_session):
    for fields, words in REFUSED:
        page = reply(client, practitioner, **fields)

        assert page.status_code == 400
        assert words in text_of(page)
        assert f"\n{fields.get('own_words', '')}</textarea>" in page.text
    assert replies(open_session) == []


@pytest.mark.usefixtures("flag")
def test_any_script_is_taken_as_plain_words(client, practitioner, open_session):
    reply(client, practitioner, own_words="私たちは\0全身を診ます。\u202e<b>Ok</b>")

    (row,) = replies(open_session)
    assert row.text.endswith("\n私たちは全身を診ます。Ok")


@pytest.mark.usefixtures("flag")
def test_words_between_signs_nobody_sees_are_found_too(client, practitioner):
    page = reply(client, practitioner, own_words="We know t\u200bhis cli\u00adent.")

    assert "speaks of one person" in text_of(page)


@pytest.mark.usefixtures("flag")
@pytest.mark.parametrize(("code", "status"), [("R2", 404), ("x", 404), ("%00", 400)])
def test_what_was_never_reported_cannot_be_answered(client, practitioner, code, status):
    assert reply(client, practitioner, code=code).status_code == status


@pytest.mark.usefixtures("flag")
def test_what_was_decided_meanwhile_is_not_answered(app, client, practitioner, open_session):
    def clear():
        session = open_session()
        begin_write(session)
        session.query(Flag).one().status = "cleared"
        session.commit()

    with meanwhile(app, clear):
        answer = reply(client, practitioner)

    assert answer.status_code == 303
    assert replies(open_session) == []
    assert "There is nothing to answer." in text_of(client.get(answer.headers["Location"]))


@pytest.mark.usefixtures("flag")
def test_another_owner_finds_no_such_page(client, session, practitioner):
    other = own(session, client, email="bram@practice.example")
    plant(session, other, "R1", "open")
    path = path_of(practitioner, "replies")

    posted = send(client, path_of(other, "replies"), f"{path}/R1", sentences=["write"])

    assert (client.get(path).status_code, posted.status_code) == (404, 404)
