"""What moderators decide about submissions and edits."""

import uuid
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory import outbox
from directory.cases.models import Case, CaseStatus
from directory.db import begin_write
from directory.listings.deciding import (
    AlreadyDecided,
    DecidedOtherwise,
    NothingLeft,
    NpiTaken,
    ReasonMissing,
    RevisionChanged,
    approve,
    refuse,
    revision_of,
    send_back,
)
from directory.listings.models import Revision, Stage
from directory.listings.reading import content_of
from directory.listings.service import withdraw_revision
from directory.log.models import Event
from directory.outbox.models import Mail
from directory.practitioners.hiding import hide
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.vetting.models import Claim
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.listings.factories import (
    LETTERS,
    NOW,
    case_of,
    make_owned,
    make_place,
    make_revision,
    make_submission,
    make_verdict,
    owner_of,
    practitioner_of,
    propose_fields,
)

pytestmark = pytest.mark.databases("sqlite")

both = pytest.mark.databases("sqlite", "postgres")
NPI = "1234567893"
LATER = NOW + timedelta(days=4)
DECISIONS = [approve, send_back, refuse]


def publish(session, revision, verdict=None):
    """Approve the revision that was read."""
    case = case_of(session, revision)
    verdict = verdict or make_verdict(LATER)
    approve(session, case, verdict, seen=revision.public_id, letters=LETTERS)
    return case


def actions(session):
    rows = session.scalars(select(Event).where(Event.subject_type == "practitioner"))
    return [row.action for row in rows]


def mails_to(session, address):
    return session.scalars(select(Mail).where(Mail.recipient == address).order_by(Mail.id)).all()


@both
def test_an_approved_submission_is_published_whole(session):
    author = make_account(session, email="ada@example.org")
    revision = make_submission(session, author=author, name="Ada Alder", npi=NPI)
    practitioner = practitioner_of(session, revision)

    case = publish(session, revision)

    assert practitioner.status == Status.PUBLISHED
    assert (practitioner.npi, practitioner.slug) == (NPI, "ada-alder-denver")
    assert practitioner.keys("language") == ["en", "de"]
    assert [place.city for place in practitioner.locations] == ["Denver"]
    assert session.scalar(select(func.count(Claim.code))) == 1
    assert (revision.status, revision.decided_at) == (Stage.ACCEPTED, LATER)
    assert (case.status, case.decision) == (CaseStatus.DECIDED, "publish")
    assert actions(session) == ["submitted", "claimed", "published"]
    mail = mails_to(session, "ada@example.org")[-1]
    assert mail.subject == "Your listing is published"
    assert "https://chain.example/practitioners/ada-alder-denver" in mail.text
    keys = [row.key for row in outbox.pending(session, outbox.INDEX, 9)]
    assert set(keys) == {str(practitioner.public_id)}


def test_what_the_owner_stated_is_theirs_as_of_the_day_they_sent_it(session):
    practitioner, _author = make_owned(session)

    day = NOW.date()
    facts = {fact.field: (fact.source, fact.verified_on) for fact in practitioner.facts}
    assert set(facts) == {
        *("name", "profession", "credentials", "licences", "location", "phone", "fees", "hours"),
        "accepting",
    }
    assert set(facts.values()) == {("owner", day)}
    assert practitioner.confirmed_on == practitioner.accepting_as_of == day
    assert practitioner.locations[0].confirmed_on == day


@both
def test_an_approved_edit_changes_only_what_it_says(session):
    practitioner, author = make_owned(session, bio="Old words.", wait_days=7)
    revision = make_revision(session, practitioner, bio="New words.", now=LATER)
    propose_fields(session, practitioner, wait_days=20, now=LATER)
    practitioner.times_asked = 2

    publish(session, revision)

    assert (practitioner.bio, practitioner.wait_days) == ("New words.", 20)
    assert (practitioner.confirmed_on, practitioner.times_asked) == (LATER.date(), 0)
    assert mails_to(session, author.email)[-1].subject == "Your changes are published"


def test_another_name_keeps_the_old_address_working(session):
    practitioner, _author = make_owned(session, name="Ada Alder")
    revision = make_revision(session, practitioner, name="Ada Birch")

    publish(session, revision)

    assert practitioner.slug == "ada-birch-denver"
    assert [former.slug for former in practitioner.former_slugs] == ["ada-alder-denver"]


def test_an_unclaimed_listing_is_published_with_its_first_edit(session):
    practitioner = make_practitioner(session, status=Status.UNCLAIMED, source="nppes")
    revision = make_revision(session, practitioner)

    publish(session, revision)

    assert practitioner.status == Status.PUBLISHED


def test_a_hidden_listing_stays_hidden_when_an_edit_is_approved(session):
    practitioner = make_practitioner(session)
    revision = make_revision(session, practitioner, bio="New words.")
    hide(session, practitioner, "Closed.", actor="owner:1")

    publish(session, revision)

    assert (practitioner.status, practitioner.bio) == (Status.HIDDEN, "New words.")


def test_a_submission_that_was_hidden_is_not_published(session):
    revision = make_submission(session)
    hide(session, practitioner_of(session, revision), "Closed.", actor="owner:1")

    with pytest.raises(NothingLeft):
        publish(session, revision)


@both
def test_an_npi_that_another_listing_has_is_told_with_it(session):
    other = make_practitioner(session, npi=NPI)
    revision = make_submission(session, npi=NPI)

    with pytest.raises(NpiTaken) as raised:
        publish(session, revision)

    assert raised.value.practitioner is other
    assert other.slug in str(raised.value)
    assert case_of(session, revision).status == CaseStatus.OPEN


@pytest.mark.parametrize("decide", DECISIONS)
def test_what_was_replaced_since_it_was_read_is_not_decided(session, decide):
    first = make_submission(session)
    case = case_of(session, first)
    propose_fields(session, practitioner_of(session, first), bio="Other words.")

    with pytest.raises(RevisionChanged):
        decide(session, case, make_verdict(), seen=first.public_id, letters=LETTERS)


@pytest.mark.parametrize("decide", DECISIONS)
def test_another_revision_than_the_one_read_is_not_decided(session, decide):
    case = case_of(session, make_submission(session))

    with pytest.raises(RevisionChanged):
        decide(session, case, make_verdict(), seen=uuid.uuid4(), letters=LETTERS)


@pytest.mark.parametrize("decide", DECISIONS)
def test_nothing_is_decided_twice(session, decide):
    revision = make_submission(session)
    case = publish(session, revision)

    with pytest.raises(AlreadyDecided):
        decide(session, case, make_verdict(), seen=revision.public_id, letters=LETTERS)


def test_what_its_owner_took_back_is_not_published(session):
    revision = make_submission(session)
    case = case_of(session, revision)
    withdraw_revision(session, revision=revision, actor="owner:1", now=NOW)

    with pytest.raises(AlreadyDecided):
        approve(session, case, make_verdict(), seen=revision.public_id, letters=LETTERS)


@pytest.mark.parametrize("decide", DECISIONS)
def test_a_decision_needs_a_reason(session, decide):
    revision = make_submission(session)
    verdict = make_verdict(reason=" ")

    with pytest.raises(ReasonMissing):
        decide(
            session, case_of(session, revision), verdict, seen=revision.public_id, letters=LETTERS
        )


@pytest.mark.parametrize("decide", DECISIONS)
def test_what_went_live_is_decided_otherwise(session, decide):
    practitioner = make_practitioner(session)
    live = propose_fields(session, practitioner, accepting=True).live

    with pytest.raises(DecidedOtherwise):
        decide(
            session, case_of(session, live), make_verdict(), seen=live.public_id, letters=LETTERS
        )


@pytest.mark.parametrize("decide", DECISIONS)
def test_what_is_gone_cannot_be_decided(session, decide):
    revision = make_submission(session)
    case, seen = case_of(session, revision), revision.public_id
    session.delete(revision)
    session.flush()

    with pytest.raises(NothingLeft):
        decide(session, case, make_verdict(), seen=seen, letters=LETTERS)
    with pytest.raises(NothingLeft):
        revision_of(session, case)


def test_a_case_without_a_listing_cannot_be_decided(session):
    revision = make_submission(session)
    case = case_of(session, revision)
    case.practitioner_id = None

    with pytest.raises(NothingLeft):
        approve(session, case, make_verdict(), seen=revision.public_id, letters=LETTERS)


@both
def test_what_is_sent_back_tells_what_to_change(session):
    author = make_account(session, email="ada@example.org")
    revision = make_submission(session, author=author)
    practitioner, case = practitioner_of(session, revision), case_of(session, revision)
    verdict = make_verdict(LATER, reason=" Please name the town. ")

    send_back(session, case, verdict, seen=revision.public_id, letters=LETTERS)

    assert (revision.status, revision.reason) == (Stage.RETURNED, "Please name the town.")
    assert practitioner.status == Status.PENDING
    assert actions(session) == ["submitted", "returned"]
    mail = mails_to(session, "ada@example.org")[-1]
    assert "Please name the town." in mail.text
    assert f"https://chain.example/desk/{practitioner.public_id}/edit" in mail.text


def test_an_edit_that_is_sent_back_leaves_the_page_as_it_was(session):
    practitioner, author = make_owned(session, bio="Old words.")
    before = content_of(session, practitioner)
    revision = make_revision(session, practitioner)

    send_back(
        session,
        case_of(session, revision),
        make_verdict(),
        seen=revision.public_id,
        letters=LETTERS,
    )

    assert content_of(session, practitioner) == before
    assert practitioner.status == Status.PUBLISHED
    assert "Your public page is as it was" in mails_to(session, author.email)[-1].text


def test_a_refused_submission_is_hidden_and_its_owner_told_why(session):
    author = make_account(session, email="ada@example.org")
    revision = make_submission(session, author=author)
    practitioner, case = practitioner_of(session, revision), case_of(session, revision)

    refuse(
        session,
        case,
        make_verdict(reason="No such place."),
        seen=revision.public_id,
        letters=LETTERS,
    )

    assert practitioner.status == Status.HIDDEN
    assert practitioner.hidden_reason == "It was not accepted."
    assert (revision.status, case.decision) == (Stage.REFUSED, "refuse")
    assert "No such place." in mails_to(session, "ada@example.org")[-1].text


def test_an_edit_is_not_refused(session):
    practitioner = make_practitioner(session)
    revision = make_revision(session, practitioner)

    with pytest.raises(DecidedOtherwise):
        refuse(
            session,
            case_of(session, revision),
            make_verdict(),
            seen=revision.public_id,
            letters=LETTERS,
        )


def test_every_owner_is_told_but_made_up_and_closed_accounts_are_not(session):
    practitioner = make_practitioner(session)
    owners = [
        make_account(session, email="one@example.org"),
        make_account(session, email="demo@example.org", is_demo=True),
        make_account(session, email="closed@example.org", active=False),
        make_account(session, email="two@example.org"),
    ]
    session.add_all(
        Ownership(practitioner_id=practitioner.id, account_id=owner.id) for owner in owners
    )
    session.flush()
    revision = make_revision(session, practitioner)

    publish(session, revision)

    told = sorted(session.scalars(select(Mail.recipient)))
    assert told == ["one@example.org", "two@example.org"]


@both
def test_a_torn_approval_leaves_what_waited(session):
    revision = make_submission(session)
    number, practitioner_id = revision.id, revision.practitioner_id
    session.commit()
    begin_write(session)

    publish(session, session.get_one(Revision, number))
    session.rollback()

    assert session.get_one(Practitioner, practitioner_id).status == Status.PENDING
    assert session.get_one(Revision, number).status == Stage.WAITING
    assert session.scalars(select(Case)).one().status == CaseStatus.OPEN
    assert session.scalar(select(func.count(Mail.id))) == 1


@pytest.mark.databases("postgres")
def test_two_approvals_at_once_publish_once(session, open_session):
    number = make_submission(session, places=(make_place(),)).id
    session.commit()
    first, second = open_session(), open_session()
    begin_write(first)
    begin_write(second)

    publish(first, first.get_one(Revision, number))
    with ThreadPoolExecutor(1) as other:
        revision = second.get_one(Revision, number)
        again = other.submit(publish, second, revision)
        wait([again], timeout=0.2)
        first.commit()
        with pytest.raises(AlreadyDecided):
            again.result()

    second.rollback()
    assert session.scalar(select(func.count(Event.id)).where(Event.action == "published")) == 1


@pytest.mark.databases("postgres")
def test_an_approval_and_a_newer_version_at_once_do_not_meet(session, open_session):
    number = make_submission(session).id
    session.commit()
    first, second = open_session(), open_session()
    begin_write(first)
    begin_write(second)

    practitioner = practitioner_of(first, first.get_one(Revision, number))
    propose_fields(first, practitioner, author=owner_of(first, practitioner), bio="Newer words.")
    with ThreadPoolExecutor(1) as other:
        again = other.submit(publish, second, second.get_one(Revision, number))
        wait([again], timeout=0.2)
        first.commit()
        with pytest.raises(RevisionChanged):
            again.result()
