"""A red flag is decided after the practitioner was asked, and every decision keeps its reason."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.cases.deciding import ReasonMissing, queue
from directory.cases.models import Case
from directory.log.models import Event
from directory.vetting.appeals import AppealNeedsAnother
from directory.vetting.flags import (
    AttemptInvalid,
    FlagElsewhere,
    PublicFlag,
    ReplyInvalid,
    ReplyNotAsked,
    TooEarly,
    cap,
    clear,
    flags_of,
    lift,
    look_again,
    public_flag,
    record_attempt,
    record_reply,
)
from directory.vetting.models import Assessment, FlagStatus
from tests.accounts.factories import make_account
from tests.factories import make_noise, make_practitioner
from tests.vetting.plant import NOW, plant_assessment

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

TODAY = NOW.date()
FIRST = TODAY - timedelta(days=21)
MODERATOR, OTHER = "moderator:a", "moderator:b"


@pytest.fixture
def listing(session):
    make_noise(session, 1)
    made = make_practitioner(session)
    for reported in (True, True, True, False):
        plant_assessment(session, made, flags=["R1"] if reported else [])
    return made


@pytest.fixture
def flag(session, listing):
    look_again(session, listing, NOW)
    made = flags_of(session, listing.id)[0]
    made.opened_at = NOW - timedelta(days=60)
    return made


def ask(session, flag, *days):
    for day in days:
        record_attempt(session, flag, day, "Letter to the practice", actor=MODERATOR, today=TODAY)


def decide(session, flag, how=cap, *, actor=MODERATOR, reason="Four of four say so.", now=NOW):
    return how(session, flag, actor=actor, reason=reason, now=now)


def actions(session, flag):
    session.flush()
    rows = select(Event.action).where(Event.subject_id == str(flag.public_id)).order_by(Event.id)
    return list(session.scalars(rows))


@BOTH
def test_a_cap_binds_the_stored_score(session, listing, flag):
    before = listing.score
    ask(session, flag, FIRST, TODAY)

    decide(session, flag)

    session.flush()
    assert before > 40
    assert (listing.score, listing.score_cap) == (40, 40)
    assert listing.score_high == 40
    assert queue(session) == []


def test_a_cap_needs_two_attempts_on_different_days(session, listing, flag):
    ask(session, flag, FIRST, FIRST)

    with pytest.raises(ReplyNotAsked):
        decide(session, flag)

    assert (flag.status, listing.score_cap) == (FlagStatus.OPEN, None)


def test_a_cap_needs_three_weeks_since_the_first_attempt(session, flag):
    ask(session, flag, TODAY, FIRST + timedelta(days=1))

    with pytest.raises(TooEarly, match=str(TODAY + timedelta(days=1))):
        decide(session, flag)
    decide(session, flag, now=NOW + timedelta(days=1))

    assert flag.status == FlagStatus.CAPPED


@pytest.mark.parametrize(
    ("on", "how"),
    [(TODAY + timedelta(days=1), "By phone"), (TODAY, " "), (TODAY, "x" * 201)],
)
def test_an_attempt_lies_behind_and_says_how(session, flag, on, how):
    with pytest.raises(AttemptInvalid):
        record_attempt(session, flag, on, how, actor=MODERATOR, today=TODAY)

    assert flag.attempts == []


@BOTH
def test_attempts_and_decisions_are_logged_without_words(session, flag):
    ask(session, flag, FIRST, TODAY)
    record_reply(session, flag, "I look at hips too.", TODAY, actor=MODERATOR)
    decide(session, flag, reason="Because.")
    decide(session, flag, lift, actor=OTHER, reason="Misread.")

    assert actions(session, flag) == ["opened", "asked", "asked", "replied", "capped", "lifted"]
    said = " ".join(f"{event.before}{event.after}" for event in session.scalars(select(Event)))
    assert not [word for word in ("Letter", "hips", "Because", "Misread") if word in said]


def test_the_public_is_told_what_was_reported_and_when_they_were_asked(session, flag):
    assert public_flag(flag) is None
    ask(session, flag, TODAY, FIRST)
    decide(session, flag)

    told = public_flag(flag)

    assert told == PublicFlag("R1", 40, 3, 4, FIRST, None, None)


@BOTH
def test_a_reply_is_shown_as_plain_text_also_when_it_comes_late(session, flag):
    ask(session, flag, FIRST, TODAY)
    decide(session, flag)

    record_reply(session, flag, "<b>I look</b> at hips too.", TODAY, actor=MODERATOR)

    told = public_flag(flag)
    assert (told.reply, told.replied_on) == ("I look at hips too.", TODAY)


@pytest.mark.parametrize("text", ["", "<br>", "x" * 2_001])
def test_a_reply_has_words_and_an_end(session, flag, text):
    with pytest.raises(ReplyInvalid):
        record_reply(session, flag, text, TODAY, actor=MODERATOR)

    assert flag.reply is None


def test_clearing_leaves_the_score_alone(session, listing, flag):
    before = listing.score

    decide(session, flag, clear)

    session.flush()
    assert (flag.status, listing.score, listing.score_cap) == (FlagStatus.CLEARED, before, None)
    assert public_flag(flag) is None


@BOTH
@pytest.mark.parametrize(("actor", "by_another"), [(OTHER, True), (MODERATOR, False)])
def test_a_lifted_cap_gives_the_score_back_and_notes_who_lifted_it(
    session, listing, flag, actor, by_another
):
    before = listing.score
    ask(session, flag, FIRST, TODAY)
    decide(session, flag)

    lifted = decide(session, flag, lift, actor=actor, reason="They showed the plan.")

    session.flush()
    event = session.scalars(select(Event).where(Event.action == "lifted")).one()
    newest = session.scalars(select(Case).order_by(Case.id.desc())).first()
    assert lifted is by_another
    assert event.after["by_another"] is by_another
    assert (listing.score, listing.score_cap) == (before, None)
    assert (newest.decision, newest.reason) == ("lift", "They showed the plan.")


def test_what_visitors_are_told_about_a_cap_does_not_follow_later_edits(session, listing, flag):
    ask(session, flag, FIRST, TODAY)
    decide(session, flag)
    for row in session.scalars(select(Assessment)):
        row.flags = []

    look_again(session, listing, NOW)

    told = public_flag(flag)
    assert (told.reported, told.answered) == (3, 4)


def test_a_lifted_flag_opens_again_only_for_more_than_was_reported_then(session, listing, flag):
    ask(session, flag, FIRST, TODAY)
    decide(session, flag)
    plant_assessment(session, listing, flags=["R1"])
    decide(session, flag, lift, actor=OTHER)
    look_again(session, listing, NOW)
    assert (flag.status, flag.reported) == (FlagStatus.CLEARED, 4)
    plant_assessment(session, listing, flags=["R1"])

    look_again(session, listing, NOW)

    assert (flag.status, flag.reported) == (FlagStatus.OPEN, 5)


@BOTH
def test_who_capped_does_not_hear_the_appeal_while_there_is_another(session, listing, flag):
    make_account(session, roles=["moderator"])
    ask(session, flag, FIRST, TODAY)
    decide(session, flag)

    with pytest.raises(AppealNeedsAnother):
        decide(session, flag, lift)

    assert (flag.status, listing.score_cap) == (FlagStatus.CAPPED, 40)
    assert decide(session, flag, lift, actor=OTHER)


def test_what_is_decided_is_not_decided_again(session, flag):
    decide(session, flag, clear)

    for again in (cap, clear, lift):
        with pytest.raises(FlagElsewhere):
            decide(session, flag, again)
    with pytest.raises(FlagElsewhere):
        ask(session, flag, TODAY)
    with pytest.raises(FlagElsewhere):
        record_reply(session, flag, "Late.", TODAY, actor=MODERATOR)


def test_a_decision_without_a_reason_changes_nothing(session, flag):
    with pytest.raises(ReasonMissing):
        decide(session, flag, clear, reason=" ")

    assert flag.status == FlagStatus.OPEN


def test_what_was_tried_before_anything_was_reported_is_no_right_of_reply(session, flag):
    early = flag.opened_at.date() - timedelta(days=1)

    with pytest.raises(AttemptInvalid):
        ask(session, flag, early)

    ask(session, flag, flag.opened_at.date())
    assert len(flag.attempts) == 1
