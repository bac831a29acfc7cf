"""Claims and documents are taken where the checklist accepts them, and move the score."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory.log.models import Event
from directory.outbox.models import OutboxEntry
from directory.vetting.checklist import UnknownItem
from directory.vetting.claims import (
    DocumentInvalid,
    EvidenceNotAccepted,
    NothingToWithdraw,
    SentenceInvalid,
    record_document,
    state_claim,
    withdraw_claim,
    withdraw_document,
)
from directory.vetting.models import Claim, Document
from tests.factories import make_practitioner
from tests.vetting.plant import NOW, plant_assessment

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

OWNER, MODERATOR = "owner:a", "moderator:a"
SENTENCE = "I watch feet, hips and back first."


@pytest.fixture
def listing(session):
    state(session, make_practitioner(session))
    made = make_practitioner(session)
    plant_assessment(session, made)
    return made


def state(session, listing, code="T1", sentence=SENTENCE):
    return state_claim(session, listing, code, sentence, actor=OWNER, now=NOW)


def record(session, listing, code="T13", **what_matters):
    stated = {"title": "Course in running gait", "seen_on": NOW.date()} | what_matters
    return record_document(session, listing, code, **stated, actor=MODERATOR, now=NOW)


def events(session, listing):
    session.flush()
    subject = str(listing.public_id)
    return session.scalars(
        select(Event).where(Event.subject_id == subject).order_by(Event.id)
    ).all()


@BOTH
def test_a_claim_lifts_the_score_a_little_and_is_logged(session, listing):
    before, version = listing.score, listing.version

    state(session, listing, sentence=f"  <b>{SENTENCE}</b>\n")

    session.flush()
    claim = session.get_one(Claim, (listing.id, "T1"))
    event = events(session, listing)[-1]
    assert (claim.sentence, claim.stated_on) == (SENTENCE, NOW.date())
    assert listing.score > before
    assert listing.version > version
    assert (event.actor, event.action, event.before) == (OWNER, "claimed", None)
    assert event.after == {"code": "T1", "on": "2026-05-04"}


def test_claims_alone_make_no_score(session):
    listing = make_practitioner(session)

    state(session, listing)

    session.flush()
    assert listing.score is None


def test_a_claim_stated_anew_replaces_the_former(session, listing):
    state(session, listing)

    state(session, listing, sentence="I look at everything from toes to neck.")

    session.flush()
    own = select(func.count()).select_from(Claim).where(Claim.practitioner_id == listing.id)
    assert session.scalar(own) == 1
    assert events(session, listing)[-1].before == {"code": "T1", "on": "2026-05-04"}


@BOTH
def test_a_withdrawn_claim_leaves_the_score_as_it_was(session, listing):
    before = listing.score
    state(session, listing)

    withdraw_claim(session, listing, "T1", actor=OWNER, now=NOW)

    session.flush()
    assert listing.score == before
    assert session.get(Claim, (listing.id, "T1")) is None
    assert events(session, listing)[-1].action == "claim withdrawn"


@pytest.mark.parametrize("sentence", ["", "Yes, I do", "x" * 301, "<b></b>          "])
def test_a_tick_alone_is_no_claim(session, listing, sentence):
    with pytest.raises(SentenceInvalid):
        state(session, listing, sentence=sentence)

    assert session.get(Claim, (listing.id, "T1")) is None


def test_an_item_takes_only_the_evidence_it_accepts(session, listing):
    with pytest.raises(EvidenceNotAccepted):
        state(session, listing, "T9")
    with pytest.raises(EvidenceNotAccepted):
        record(session, listing, "T1")
    with pytest.raises(UnknownItem):
        state(session, listing, "N1")


def test_a_document_gives_a_score_and_lifts_it(session, listing):
    unknown = make_practitioner(session)
    before = listing.score

    record(session, listing)
    record(session, unknown)

    session.flush()
    assert listing.score > before
    assert unknown.score is not None
    assert events(session, listing)[-1].after == {
        "code": "T13", "partly": False, "link": None, "on": "2026-05-04",
    }  # fmt: skip


@BOTH
def test_a_document_that_counts_by_half_lifts_less(session, listing):
    record(session, listing, partly=True)
    session.flush()
    by_half = listing.score

    record(session, listing, link="feet")

    session.flush()
    document = session.get_one(Document, (listing.id, "T13"))
    assert listing.score > by_half
    assert (document.partly, document.link) == (False, "feet")


def test_a_withdrawn_document_leaves_the_score_as_it_was(session, listing):
    before = listing.score
    record(session, listing)

    withdraw_document(session, listing, "T13", actor=MODERATOR, now=NOW)

    session.flush()
    assert listing.score == before
    assert events(session, listing)[-1].before["code"] == "T13"


@pytest.mark.parametrize(
    "wrong",
    [{"title": " "}, {"title": "x" * 201}, {"seen_on": NOW.date() + timedelta(days=1)},
     {"link": "tail"}],
)  # fmt: skip
def test_a_document_has_a_title_a_day_and_a_known_link(session, listing, wrong):
    with pytest.raises(DocumentInvalid):
        record(session, listing, **wrong)

    assert session.get(Document, (listing.id, "T13")) is None


def test_nothing_is_withdrawn_that_is_not_there(session, listing):
    with pytest.raises(NothingToWithdraw):
        withdraw_claim(session, listing, "T2", actor=OWNER, now=NOW)
    with pytest.raises(NothingToWithdraw):
        withdraw_document(session, listing, "T13", actor=MODERATOR, now=NOW)


def test_search_is_told_of_every_change(session, listing):
    newest = select(func.max(OutboxEntry.version)).where(OutboxEntry.key == str(listing.public_id))

    state(session, listing)

    session.flush()
    assert session.scalar(newest) == listing.version
