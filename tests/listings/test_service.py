"""Sending a listing in, changing it while it waits, taking it back."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError

from directory import outbox
from directory.accounts.models import Account
from directory.cases.models import Case, CaseKind, CaseStatus
from directory.db import begin_write
from directory.listings.checking import ContentInvalid
from directory.listings.deciding import refuse
from directory.listings.models import Revision, RevisionKind, Stage
from directory.listings.service import (
    SENT_TWICE_WITHIN,
    ListingClosed,
    NothingWaits,
    Proposed,
    submit,
    waiting_revision,
    withdraw_revision,
)
from directory.log.models import Event
from directory.outbox.models import Mail
from directory.practitioners.models import Location, Ownership, Practitioner, Status
from directory.practitioners.service import owns
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.listings.factories import (
    LETTERS,
    NOW,
    case_of,
    make_content,
    make_owned,
    make_submission,
    make_verdict,
    practitioner_of,
    propose_fields,
)

pytestmark = pytest.mark.databases("sqlite")

both = pytest.mark.databases("sqlite", "postgres")
NPI = "1234567893"


def number(session, table):
    return session.scalar(select(func.count()).select_from(table))


def logged(session, action):
    return session.scalars(select(Event).where(Event.action == action)).all()


@both
def test_a_submission_waits_with_its_owner_its_case_a_log_row_and_a_mail(session):
    author = make_account(session, email="ada@example.org")
    content = make_content(name="Ada Alder")

    revision = submit(session, author=author, content=content, letters=LETTERS, now=NOW)

    practitioner = practitioner_of(session, revision)
    assert (practitioner.status, practitioner.source) == (Status.PENDING, "submission")
    assert practitioner.slug == "ada-alder-denver"
    assert owns(session, author.id, practitioner.id)
    assert (revision.kind, revision.status) == (RevisionKind.SUBMISSION, Stage.WAITING)
    assert revision.content == content.as_json()
    case = session.scalars(select(Case)).one()
    assert (case.kind, case.subject_id) == (CaseKind.SUBMISSION, str(revision.public_id))
    assert (case.practitioner_id, case.opened_at) == (practitioner.id, NOW)
    (row,) = logged(session, "submitted")
    assert row.actor == f"owner:{author.public_id}"
    mail = session.scalars(select(Mail)).one()
    assert mail.recipient == "ada@example.org"
    assert f"https://chain.example/desk/{practitioner.public_id}" in mail.text
    assert outbox.pending_ids(session, outbox.INDEX)


def test_neither_npi_nor_places_are_taken_before_approval(session):
    first = make_submission(session, npi=NPI)

    second = make_submission(session, npi=NPI)

    assert practitioner_of(session, first).npi is None
    assert practitioner_of(session, second).npi is None
    assert number(session, Location) == 0


def test_log_and_case_hold_nothing_of_what_was_written(session):
    make_submission(session, name="Zebulon Quirk", bio="Quite private words.")

    rows = session.scalars(select(Event)).all()
    held = " ".join(str([row.before, row.after, row.actor]) for row in rows)
    held += str(session.scalars(select(Case)).one().details)
    assert "Zebulon" not in held
    assert "private" not in held


def test_the_mail_tells_how_long_it_takes_and_how_many_wait(session):
    for _ in range(5):
        made, _author = make_owned(session)
    case = session.scalars(select(Case).where(Case.practitioner_id == made.id)).one()
    case.decided_at = NOW + timedelta(days=3)
    make_submission(session)
    session.flush()

    make_submission(session, author=make_account(session, email="last@example.org"))

    mail = session.scalars(select(Mail).where(Mail.recipient == "last@example.org")).one()
    assert "within 3 days" in mail.text
    assert "1 listing waits before yours" in mail.text


@pytest.mark.parametrize("values", [{"is_demo": True}, {"active": False}])
def test_made_up_and_closed_accounts_get_no_mail(session, values):
    make_submission(session, author=make_account(session, **values))

    assert number(session, Mail) == 0


def test_sending_the_same_twice_makes_one_submission(session):
    author, content = make_account(session), make_content()
    first = submit(session, author=author, content=content, letters=LETTERS, now=NOW)

    second = submit(
        session, author=author, content=content, letters=LETTERS, now=NOW + timedelta(minutes=1)
    )

    assert second is first
    assert (number(session, Practitioner), number(session, Mail)) == (1, 1)


def test_another_content_another_person_or_a_later_day_makes_another(session):
    author, content = make_account(session), make_content()
    submit(session, author=author, content=content, letters=LETTERS, now=NOW)
    later = NOW + SENT_TWICE_WITHIN

    for who, what, when in (
        (author, replace(content, bio="Other words."), NOW),
        (make_account(session), content, NOW),
        (author, content, later),
    ):
        submit(session, author=who, content=what, letters=LETTERS, now=when)

    assert number(session, Practitioner) == 4


@pytest.mark.databases("postgres")
def test_two_clicks_at_once_make_one_submission(session, open_session):
    account_id, content = make_account(session).id, make_content()
    session.commit()
    first, second = open_session(), open_session()

    def send(own):
        author = own.get_one(Account, account_id)
        return submit(own, author=author, content=content, letters=LETTERS, now=NOW).public_id

    begin_write(first)
    begin_write(second)
    sent = send(first)
    with ThreadPoolExecutor(1) as other:
        again = other.submit(send, second)
        wait([again], timeout=0.2)
        first.commit()
        assert again.result() == sent
    second.commit()
    assert number(session, Practitioner) == 1


def test_a_row_that_cannot_be_written_is_no_reason_to_try_another_address(session):
    author = make_account(session)
    never = (
        "CREATE TRIGGER never BEFORE INSERT ON practitioner BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    session.execute(text(never))

    with pytest.raises(IntegrityError):
        submit(session, author=author, content=make_content(), letters=LETTERS, now=NOW)


@both
def test_what_cannot_be_leaves_nothing(session):
    author = make_account(session)
    session.commit()
    begin_write(session)

    with pytest.raises(ContentInvalid):
        submit(session, author=author, content=make_content(name=""), letters=LETTERS, now=NOW)

    assert [number(session, table) for table in (Practitioner, Revision, Case, Mail)] == [0] * 4


@both
def test_a_torn_transaction_leaves_nothing(session):
    author = make_account(session)
    session.commit()
    begin_write(session)

    submit(session, author=author, content=make_content(), letters=LETTERS, now=NOW)
    session.rollback()

    tables = (Practitioner, Ownership, Revision, Case, Mail, Event)
    assert [number(session, table) for table in tables] == [0] * 6
    assert outbox.pending_ids(session, outbox.INDEX) == []


@both
def test_a_newer_submission_replaces_the_one_that_waits(session):
    first = make_submission(session, name="Ada Alder")
    practitioner, old = practitioner_of(session, first), case_of(session, first)

    proposed = propose_fields(session, practitioner, name="Ada Birch", npi=NPI)

    assert proposed == Proposed(None, waiting_revision(session, practitioner.id))
    assert (first.status, old.status, old.decision) == (
        Stage.WITHDRAWN,
        CaseStatus.DECIDED,
        "replaced",
    )
    assert case_of(session, proposed.waiting).status == CaseStatus.OPEN
    assert (practitioner.name, practitioner.slug) == ("Ada Birch", "ada-birch-denver")
    assert practitioner.npi is None
    assert practitioner.former_slugs == []


def test_sending_what_waits_already_changes_nothing(session):
    revision = make_submission(session)
    practitioner = practitioner_of(session, revision)
    before = number(session, Event)

    proposed = propose_fields(session, practitioner)

    assert proposed == Proposed(None, None)
    assert number(session, Event) == before


def test_nothing_can_be_sent_for_a_refused_listing(session):
    revision = make_submission(session)
    practitioner, case = practitioner_of(session, revision), case_of(session, revision)
    refuse(session, case, make_verdict(), seen=revision.public_id, letters=LETTERS)

    with pytest.raises(ListingClosed):
        propose_fields(session, practitioner, bio="Once more.")


@both
def test_what_waits_can_be_taken_back_once(session):
    revision = make_submission(session)
    practitioner, case = practitioner_of(session, revision), case_of(session, revision)

    withdraw_revision(session, revision=revision, actor="owner:1", now=NOW)

    assert (revision.status, case.decision) == (Stage.WITHDRAWN, "withdrawn")
    assert waiting_revision(session, practitioner.id) is None
    assert len(logged(session, "revision withdrawn")) == 1
    with pytest.raises(NothingWaits):
        withdraw_revision(session, revision=revision, actor="owner:1", now=NOW)


def test_what_has_no_case_can_be_taken_back_too(session):
    revision = make_submission(session)
    session.delete(case_of(session, revision))
    session.flush()

    withdraw_revision(session, revision=revision, actor="owner:1", now=NOW)

    assert revision.status == Stage.WITHDRAWN


def test_what_went_live_cannot_be_taken_back(session):
    practitioner = make_practitioner(session)
    live = propose_fields(session, practitioner, accepting=False).live

    with pytest.raises(NothingWaits):
        withdraw_revision(session, revision=live, actor="owner:1", now=NOW)
