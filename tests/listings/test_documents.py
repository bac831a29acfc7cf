"""A document is seen by a moderator alone, speaks for what they say, and its file does not stay."""

import uuid
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from directory.accounts.models import Account
from directory.cases import CaseKind
from directory.cases.deciding import AlreadyDecided, ReasonMissing, queue
from directory.db import begin_write
from directory.files.keeping import documents_folder, kept_file
from directory.listings.documents import (
    MOST_WAITING,
    DocumentGone,
    LicenceElsewhere,
    TooManyWaiting,
    accept_document,
    document_of,
    documents_of,
    drop_document,
    items_for_documents,
    refuse_document,
    send_document,
    waiting_file,
)
from directory.listings.models import FilePurpose, Stage
from directory.log.models import Event
from directory.outbox.letters import Letters
from directory.outbox.models import Mail
from directory.practitioners.models import Licence
from directory.practitioners.vocabulary import Kind
from directory.vetting.claims import DocumentInvalid, EvidenceNotAccepted
from directory.vetting.decisions import Verdict
from directory.vetting.models import Document
from tests.accounts.factories import make_account
from tests.factories import make_licence, make_practitioner
from tests.files.test_checking import PAPER

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
VERDICT = Verdict("moderator:m", "The name and the year fit.", NOW)
LETTERS = Letters("Whole Chain", "https://chain.example")


@pytest.fixture
def folder(tmp_path):
    return documents_folder(tmp_path / "var")


@pytest.fixture
def owner(session):
    return make_account(session, email="ada@practice.example")


@pytest.fixture
def practitioner(session, owner):
    return make_practitioner(session, name="Ada Alder")


@pytest.fixture
def sending(session, folder, owner, practitioner):
    """Send one document, as the owner does."""

    def send(code="T3", **what_matters):
        parts = {
            "practitioner": practitioner,
            "account": owner,
            "title": "Course on joints",
            "code": code,
            "link": None,
            "purpose": FilePurpose.DOCUMENT,
            "now": NOW,
        } | what_matters
        begin_write(session)
        with kept_file(folder, PAPER) as file:
            row = send_document(session, file=file, **parts)
            session.commit()
        return row

    session.commit()
    return send


def case_of(session):
    return queue(session)[0]


def accept(session, folder, **how):
    begin_write(session)
    case = case_of(session)
    accept_document(session, case, VERDICT, folder=folder, letters=LETTERS, **how)


def files(folder):
    return list(folder.iterdir()) if folder.exists() else []


@BOTH
def test_a_document_waits_for_a_moderator(session, folder, practitioner, sending):
    row = sending(link="feet")

    case = case_of(session)
    assert (case.kind, case.subject_type, case.practitioner_id) == (
        CaseKind.DOCUMENT,
        "listing_file",
        practitioner.id,
    )
    assert case.details == {"code": "T3", "link": "feet", "purpose": "document"}
    assert document_of(session, case) == row
    assert waiting_file(session, case, folder).read_bytes() == PAPER
    assert list(documents_of(session, practitioner.id)) == [row]


def test_neither_case_nor_log_names_what_was_sent(session, owner, sending):
    sending(title="Certificate 12345")

    told = [str((event.after, event.actor)) for event in session.scalars(select(Event))]
    assert not [text for text in [*told, str(case_of(session).details)] if "12345" in text]
    assert not [text for text in told if owner.email in text]


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ({"title": "  "}, DocumentInvalid),
        ({"title": "<b></b>"}, DocumentInvalid),
        ({"title": "x" * 201}, DocumentInvalid),
        ({"link": "tail"}, DocumentInvalid),
        ({"code": "T1"}, EvidenceNotAccepted),
        ({"code": "M12"}, KeyError),
    ],
)
def test_what_cannot_be_sent_is_refused_by_name_and_leaves_no_file(folder, sending, parts, refusal):
    with pytest.raises(refusal):
        sending(**parts)

    assert files(folder) == []


def test_only_ten_wait_at_a_time_and_claims_take_none_of_the_places(folder, sending):
    sending(purpose=FilePurpose.CLAIM)
    for _ in range(MOST_WAITING):
        sending()
    sending(purpose=FilePurpose.CLAIM)

    with pytest.raises(TooManyWaiting):
        sending()

    assert len(files(folder)) == MOST_WAITING + 2


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        (Kind.THERAPIST, ["T3", "T5", "T13"]),
        (Kind.MOVEMENT_COACH, ["M3", "M12"]),
        (Kind.RUNNING_COACH, ["N6", "N11"]),
    ],
)
def test_a_document_can_speak_for_the_items_that_say_so(kind, codes):
    assert [item.code for item in items_for_documents(kind)] == codes


@BOTH
def test_an_accepted_document_speaks_for_its_item_and_its_file_goes(
    session, folder, practitioner, sending
):
    row = sending(link="feet")

    accept(session, folder, code="T5", partly=True)
    assert len(files(folder)) == 1
    session.commit()

    seen = session.get(Document, (practitioner.id, "T5"))
    assert (seen.title, seen.link, seen.partly) == ("Course on joints", "feet", True)
    assert seen.seen_on == NOW.date()
    assert (row.status, row.file_name, files(folder)) == (Stage.ACCEPTED, None, [])
    assert queue(session) == []
    mail = session.scalars(select(Mail)).one()
    assert mail.recipient == "ada@practice.example"
    assert f"https://chain.example/desk/{practitioner.public_id}/documents" in mail.text


def test_a_licence_that_was_shown_is_marked_as_seen(session, folder, practitioner, sending):
    shown, other = make_licence(session, practitioner), make_licence(session, practitioner)
    session.commit()
    sending(code=None)
    version = practitioner.version

    accept(session, folder, code=None, licence_id=shown.id)
    session.commit()

    assert (shown.verified_on, other.verified_on) == (NOW.date(), None)
    assert session.scalars(select(Document)).all() == []
    assert practitioner.version > version


def test_nobody_elses_licence_is_marked(session, folder, sending):
    foreign = make_licence(session, make_practitioner(session))
    session.commit()
    sending(code=None)

    with pytest.raises(LicenceElsewhere):
        accept(session, folder, code=None, licence_id=foreign.id)
    session.rollback()

    assert session.get(Licence, foreign.id).verified_on is None
    assert len(files(folder)) == 1


@BOTH
def test_a_refused_document_goes_and_its_sender_reads_why(session, folder, sending):
    row = sending()
    begin_write(session)

    refuse_document(session, case_of(session), VERDICT, folder=folder, letters=LETTERS)
    session.commit()

    assert (row.status, row.reason, files(folder)) == (Stage.REFUSED, VERDICT.reason, [])
    assert VERDICT.reason in session.scalars(select(Mail)).one().text
    assert session.scalars(select(Document)).all() == []


def test_a_decision_is_taken_once_and_with_a_reason(session, folder, sending):
    sending()
    case = case_of(session)
    begin_write(session)
    with pytest.raises(ReasonMissing):
        refuse_document(session, case, Verdict("m", " ", NOW), folder=folder, letters=LETTERS)
    session.rollback()
    begin_write(session)
    refuse_document(session, case, VERDICT, folder=folder, letters=LETTERS)
    session.commit()
    begin_write(session)

    with pytest.raises(AlreadyDecided):
        accept_document(session, case, VERDICT, folder=folder, letters=LETTERS, code="T3")


def test_who_is_gone_or_made_up_gets_no_mail(session, folder, owner, sending):
    begin_write(session)
    session.get(Account, owner.id).is_demo = True
    session.commit()
    sending()
    begin_write(session)

    refuse_document(session, case_of(session), VERDICT, folder=folder, letters=LETTERS)
    session.commit()

    assert session.scalars(select(Mail)).all() == []


@BOTH
def test_what_its_owner_takes_back_is_gone_with_case_and_file(
    session, folder, practitioner, sending
):
    row = sending()
    begin_write(session)

    drop_document(
        session,
        practitioner=practitioner,
        public_id=row.public_id,
        folder=folder,
        actor="owner:o",
        now=NOW,
    )
    session.commit()

    assert (row.status, row.file_name, files(folder)) == (Stage.WITHDRAWN, None, [])
    assert queue(session) == []
    assert list(documents_of(session, practitioner.id)) == []


def test_only_what_waits_about_the_listing_can_be_taken_back(
    session, folder, practitioner, sending
):
    row, other = sending(), make_practitioner(session)
    wanted = {"public_id": row.public_id, "folder": folder, "actor": "owner:o", "now": NOW}

    for wrong in ({"practitioner": other}, {"public_id": uuid.uuid4()}):
        with pytest.raises(DocumentGone):
            drop_document(session, **{"practitioner": practitioner} | wanted | wrong)
    drop_document(session, practitioner=practitioner, **wanted)
    with pytest.raises(DocumentGone):
        drop_document(session, practitioner=practitioner, **wanted)


def test_a_file_that_was_lost_is_said_to_be_gone(session, folder, sending):
    sending()
    for path in files(folder):
        path.unlink()

    with pytest.raises(DocumentGone):
        waiting_file(session, case_of(session), folder)
