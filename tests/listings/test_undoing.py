"""What follows when a decision about a listing is taken back: pages, search, log and mails."""

import pytest
from sqlalchemy import select

from directory.cases import Case, CaseKind
from directory.listings.models import FactReport, Stage
from directory.outbox.models import Mail, OutboxEntry
from directory.practitioners.models import Fact, FormerSlug, Practitioner, Status
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.moderation.cases import a_fact_report, a_recommendation, a_submission
from tests.moderation.test_undoing import decide, events, undo
from tests.moderation.worlds import a_whole_edit

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def moderator(session):
    return make_account(session)


def listing_of(session, case):
    return session.get_one(Practitioner, case.practitioner_id)


def promised(session, topic="index"):
    session.flush()
    return session.query(OutboxEntry).filter_by(topic=topic).count()


def mails(session):
    session.flush()
    return session.scalars(select(Mail).order_by(Mail.id)).all()


def test_an_unpublished_listing_leaves_the_site_and_waits(session, tmp_path, moderator):
    case = a_submission(session)
    decide(session, case, "publish", tmp_path, moderator)
    known, before = promised(session), len(events(session))

    undo(session, case, tmp_path, moderator)

    assert (listing_of(session, case).status, promised(session)) == (Status.PENDING, known + 1)
    assert [(one.action, one.before, one.after) for one in events(session)[before + 1 :]] == [
        ("unpublished", {"status": "published"}, {"status": "pending"})
    ]
    assert events(session)[before].action == "reopened"


def test_a_question_whether_two_are_one_goes_with_the_listing_that_raised_it(
    session, tmp_path, moderator
):
    make_practitioner(session, name="Ada Alder")
    case = a_submission(session, name="Ada Alder")
    decide(session, case, "publish", tmp_path, moderator)
    double = session.query(Case).filter_by(kind=CaseKind.DUPLICATE).one()
    number, known = str(double.public_id), len(events(session))

    undo(session, case, tmp_path, moderator)

    assert session.query(Case).filter_by(kind=CaseKind.DUPLICATE).all() == []
    told = [(one.action, one.subject_id) for one in events(session)[known:]]
    assert ("opening taken back", number) in told
    assert len(told) == 3


def test_a_former_name_has_its_address_again(session, tmp_path, moderator):
    case = a_whole_edit(session)
    slug, name = listing_of(session, case).slug, listing_of(session, case).name
    decide(session, case, "publish", tmp_path, moderator)
    assert listing_of(session, case).slug != slug

    undo(session, case, tmp_path, moderator)

    listing = listing_of(session, case)
    assert (listing.slug, listing.name, session.query(FormerSlug).count()) == (slug, name, 0)
    assert [place.city for place in listing.locations] == ["Denver", "Vail"]


def test_who_was_told_of_a_decision_is_told_that_it_is_looked_at_again(
    session, tmp_path, moderator
):
    case = a_submission(session)
    decide(session, case, "return", tmp_path, moderator)
    returned = mails(session)[-1]

    undo(session, case, tmp_path, moderator)

    letter = mails(session)[-1]
    assert letter.recipient == returned.recipient
    assert letter.subject == f"We are looking at it again: {listing_of(session, case).name}"
    assert "everything stands as it did before" in letter.text
    assert "Looked at it." not in letter.text


def test_a_fact_that_was_taken_out_stands_again(session, tmp_path, moderator):
    case = a_fact_report(session)
    listing = listing_of(session, case)
    listing.facts.append(Fact(field="phone", source="owner"))
    decide(session, case, "clear", tmp_path, moderator)
    assert listing.locations[0].phone is None

    undo(session, case, tmp_path, moderator)

    assert listing.locations[0].phone == "+1 303 555 0101"
    assert ([fact.field for fact in listing.facts], listing.doubted_on) == (["phone"], None)


def test_forgotten_addresses_stay_forgotten(session, tmp_path, moderator):
    case, other = a_fact_report(session), a_recommendation(session)
    for one, decision in ((case, "dismiss"), (other, "decline")):
        decide(session, one, decision, tmp_path, moderator)
    known = len(mails(session))

    for one in (case, other):
        undo(session, one, tmp_path, moderator)

    report = session.query(FactReport).one()
    assert (report.status, report.decided_at, report.email) == (Stage.WAITING, None, None)
    assert len(mails(session)) == known
