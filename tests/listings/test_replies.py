"""A reply is made of safe sentences, waits for a moderator, and then stands beside the red flag."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from directory.cases import CaseKind
from directory.cases.deciding import AlreadyDecided, queue
from directory.db import begin_write
from directory.listings.models import OwnerReply, Stage
from directory.listings.replies import (
    SENTENCES,
    OwnWordsTell,
    OwnWordsTooLong,
    ReplyGone,
    SentencesInvalid,
    answerable_flags,
    approve_reply,
    checked_reply,
    newest_replies,
    refuse_reply,
    reply_of,
    send_reply,
)
from directory.log.models import Event
from directory.outbox.letters import Letters
from directory.outbox.models import Mail
from directory.practitioners.models import Ownership
from directory.vetting.decisions import Verdict
from directory.vetting.flags import FlagElsewhere
from directory.vetting.models import Flag, FlagStatus
from tests.accounts.factories import make_account
from tests.factories import make_practitioner

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
LATER = datetime(2026, 5, 24, 12, tzinfo=UTC)
VERDICT = Verdict("moderator:m", "It tells of nobody.", LATER)
LETTERS = Letters("Whole Chain", "https://chain.example")


@pytest.fixture
def owner(session):
    return make_account(session, email="ada@practice.example")


@pytest.fixture
def practitioner(session, owner):
    made = make_practitioner(session)
    session.add(Ownership(practitioner_id=made.id, account_id=owner.id))
    for code, status in (("R1", FlagStatus.CAPPED), ("R2", FlagStatus.CLEARED), ("R3", "open")):
        session.add(Flag(practitioner_id=made.id, code=code, status=status, reported=3, answered=4))
    session.commit()
    return made


@pytest.fixture
def sending(session, owner, practitioner):
    """Send a reply, as the owner does."""

    def send(**what_matters):
        parts = {
            "code": "R1",
            "sentences": ["write", "whole_chain"],
            "own_words": "Our door is open from 8 to 12.",
        } | what_matters
        begin_write(session)
        row = send_reply(session, practitioner=practitioner, account=owner, now=NOW, **parts)
        session.commit()
        return row

    return send


def flag_of(session, code="R1"):
    return session.scalars(select(Flag).where(Flag.code == code)).one()


def decide(session, decision, verdict=VERDICT):
    case = queue(session)[0]
    begin_write(session)
    decision(session, case, verdict, letters=LETTERS)
    session.commit()
    return case


def test_a_reply_is_its_sentences_in_their_order_and_then_what_was_added():
    text = checked_reply(["write", "whole_chain"], "  Our door\r\n is <b>open</b>. ")

    first, last = SENTENCES["whole_chain"], SENTENCES["write"]
    assert text == f"{first} {last}\nOur door\nis open."
    assert checked_reply(["write"], "") == last


def test_there_are_enough_sentences_to_choose_from():
    assert len(SENTENCES) >= 8
    assert len(set(SENTENCES.values())) == len(SENTENCES)


@pytest.mark.parametrize(
    ("sentences", "own_words", "refusal"),
    [
        ([], "", SentencesInvalid),
        (list(SENTENCES)[:4], "", SentencesInvalid),
        (["write", "insult"], "", SentencesInvalid),
        (["write"], "x" * 301, OwnWordsTooLong),
        (["write"], "This client lies.", OwnWordsTell),
    ],
)
def test_what_cannot_be_said_is_refused_by_name(sentences, own_words, refusal):
    with pytest.raises(refusal):
        checked_reply(sentences, own_words)


def test_only_what_waits_or_caps_can_be_answered(session, practitioner):
    assert [flag.code for flag in answerable_flags(session, practitioner.id)] == ["R1", "R3"]


@BOTH
def test_a_reply_waits_for_a_moderator_and_shows_nowhere(session, practitioner, sending):
    row = sending()

    (case,) = queue(session)
    assert (case.kind, case.subject_type, case.details) == (
        CaseKind.REPLY,
        "owner_reply",
        {"code": "R1"},
    )
    assert reply_of(session, case) == row
    assert flag_of(session).reply is None
    assert newest_replies(session, practitioner.id) == {flag_of(session).id: row}


@pytest.mark.parametrize("code", ["R2", "R9"])
def test_a_red_flag_that_is_not_there_cannot_be_answered(session, sending, code):
    with pytest.raises(FlagElsewhere):
        sending(code=code)
    session.rollback()

    assert session.scalars(select(OwnerReply)).all() == []


@BOTH
def test_a_newer_reply_takes_the_place_of_the_one_that_waits(session, practitioner, sending):
    first = sending()

    second = sending(sentences=["changed"], own_words="")

    (case,) = queue(session)
    assert (first.status, reply_of(session, case)) == (Stage.WITHDRAWN, second)
    assert list(newest_replies(session, practitioner.id).values()) == [second]


@BOTH
def test_an_approved_reply_stands_beside_the_red_flag(session, sending):
    row = sending()

    decide(session, approve_reply)

    flag = flag_of(session)
    assert (flag.reply, flag.replied_on) == (row.text, date(2026, 5, 20))
    assert (row.status, queue(session)) == (Stage.ACCEPTED, [])
    assert session.scalars(select(Mail)).one().recipient == "ada@practice.example"


@BOTH
def test_a_refused_reply_shows_nowhere_and_its_owner_reads_why(session, practitioner, sending):
    row = sending()

    decide(session, refuse_reply, Verdict("moderator:m", "Leave the second sentence out.", LATER))

    mail = session.scalars(select(Mail)).one()
    assert (flag_of(session).reply, row.status) == (None, Stage.REFUSED)
    assert row.reason == "Leave the second sentence out."
    assert row.reason in mail.text
    assert f"https://chain.example/desk/{practitioner.public_id}/replies" in mail.text


def test_a_reply_is_decided_once(session, sending):
    sending()
    case = decide(session, approve_reply)
    begin_write(session)

    with pytest.raises(AlreadyDecided):
        refuse_reply(session, case, VERDICT, letters=LETTERS)


def test_a_reply_to_what_was_cleared_meanwhile_is_not_shown(session, sending):
    sending()
    begin_write(session)
    flag_of(session).status = FlagStatus.CLEARED
    session.commit()
    case = queue(session)[0]
    begin_write(session)

    with pytest.raises(FlagElsewhere):
        approve_reply(session, case, VERDICT, letters=LETTERS)


def test_a_reply_that_is_gone_is_said_to_be(session, sending):
    row = sending()
    case = queue(session)[0]
    begin_write(session)
    session.delete(row)
    session.commit()

    with pytest.raises(ReplyGone):
        reply_of(session, case)


def test_the_log_holds_no_word_of_it(session, sending):
    sending()
    decide(session, approve_reply)

    told = [str((event.before, event.after)) for event in session.scalars(select(Event))]
    assert not [text for text in told if "door" in text or "chain" in text]
