"""An account goes: what was never published goes with it, what is published stays unclaimed."""

import pytest
from sqlalchemy import select

from directory import outbox
from directory.cases import open_case
from directory.cases.models import Case, CaseKind, CaseStatus
from directory.db import begin_write
from directory.files.keeping import photos_folder
from directory.listings.models import (
    ListingFile,
    ListingToken,
    OwnerReply,
    Revision,
    RevisionKind,
    Stage,
)
from directory.listings.reading import content_of
from directory.listings.revising import put_forward
from directory.listings.tokens import TokenPurpose, issue
from directory.log.models import Event
from directory.outbox.models import OutboxEntry
from directory.practitioners.hiding import hide
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.privacy.deletion import delete_account
from directory.privacy.parting import part_from_listings
from directory.vetting.models import Flag
from tests.accounts.factories import KEYS, make_account
from tests.factories import make_practitioner
from tests.privacy.worlds import NOW, PDF, own_a_listing


def _left(session, practitioner):
    """Actor, before and after of what the log says of a listing that was left."""
    events = session.scalars(
        select(Event).where(
            Event.subject_id == str(practitioner.public_id), Event.action.in_(["left", "removed"])
        )
    )
    return [(event.action, event.before, event.after) for event in events]


def _open(session):
    return session.scalars(select(Case.kind).where(Case.status == CaseStatus.OPEN)).all()


def test_a_published_listing_stays_and_is_unclaimed(session, var):
    account = make_account(session)
    practitioner = own_a_listing(session, account, var)
    session.execute(OutboxEntry.__table__.delete())

    delete_account(session, account, NOW, var=var)
    session.flush()

    assert practitioner.status == Status.UNCLAIMED
    told = {"status": "published"}, {"status": "unclaimed"}
    assert _left(session, practitioner) == [("left", *told)]
    promised = {entry.key for entry in outbox.pending(session, outbox.INDEX, 9)}
    assert str(practitioner.public_id) in promised


def test_a_listing_that_was_never_published_goes(session, var):
    account = make_account(session)
    own_a_listing(session, account, var)
    pending = own_a_listing(session, account, var, status=Status.PENDING)
    number = pending.id

    delete_account(session, account, NOW, var=var)
    session.flush()

    assert session.get(Practitioner, number) is None
    assert session.scalars(select(Case).where(Case.practitioner_id == number)).all() == []
    assert _left(session, pending) == [("removed", {"status": "pending"}, None)]


@pytest.mark.databases("sqlite")
def test_a_submission_that_was_refused_goes_too(session, var):
    account = make_account(session)
    refused = own_a_listing(session, account, var, status=Status.PENDING)
    number = refused.id
    hide(session, refused, "It was not accepted.", actor="moderator:a")
    session.flush()

    delete_account(session, account, NOW, var=var)

    assert session.get(Practitioner, number) is None


@pytest.mark.databases("sqlite")
def test_a_hidden_listing_stays_hidden(session, var):
    account = make_account(session)
    practitioner = own_a_listing(
        session, account, var, status=Status.HIDDEN, hidden_reason="Closed."
    )

    delete_account(session, account, NOW, var=var)

    assert practitioner.status == Status.HIDDEN


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.PENDING])
def test_a_listing_that_others_speak_for_too_stays_as_it_is(session, var, status):
    account, other = make_account(session), make_account(session)
    practitioner = own_a_listing(session, account, var, status=status)
    session.add(Ownership(practitioner_id=practitioner.id, account_id=other.id))

    delete_account(session, account, NOW, var=var)
    session.flush()

    assert practitioner.status == status
    assert session.scalars(select(Ownership.account_id)).all() == [other.id]
    assert _left(session, practitioner) == [("left", None, None)]


def test_nothing_that_the_account_sent_waits_any_more(session, var):
    account, other = make_account(session), make_account(session)
    own_a_listing(session, other, var)
    before = sorted(_open(session))
    own_a_listing(session, account, var)

    delete_account(session, account, NOW, var=var)
    session.flush()

    assert sorted(_open(session)) == before
    assert session.scalars(select(Revision.author_id)).all() == [other.id]
    assert session.scalars(select(ListingFile.account_id)).all() == [other.id]


@pytest.mark.databases("sqlite")
def test_what_went_live_at_once_is_looked_at_though_nobody_is_behind_it(session, var):
    account = make_account(session)
    practitioner = own_a_listing(session, account, var)
    live = put_forward(
        session, practitioner, RevisionKind.LIVE, content_of(session, practitioner), {},
        author=account, now=NOW,
    )  # fmt: skip
    public_id = live.public_id

    delete_account(session, account, NOW, var=var)
    session.commit()

    (kept,) = session.scalars(select(Revision)).all()
    assert (kept.public_id, kept.author_id, kept.status) == (public_id, None, Stage.WAITING)
    assert _open(session) == [CaseKind.REVISION]


@pytest.mark.databases("sqlite")
def test_replies_and_links_of_a_listing_nobody_speaks_for_end(session, var):
    account = make_account(session)
    practitioner = own_a_listing(session, account, var)
    flag = Flag(practitioner_id=practitioner.id, code="R1")
    session.add(flag)
    session.flush()
    reply = OwnerReply(
        practitioner_id=practitioner.id,
        flag_id=flag.id,
        sentences=["heard"],
        text="We have heard it.",
    )
    session.add(reply)
    open_case(
        session, CaseKind.REPLY, subject=("owner_reply", "some-id"),
        practitioner_id=practitioner.id, actor="owner:somebody",
    )  # fmt: skip
    for purpose, email in ((TokenPurpose.HAND_OVER, "next@runner.example"), ("claim", None)):
        issue(
            session, KEYS, TokenPurpose(purpose), now=NOW, practitioner_id=practitioner.id,
            email=email,
        )  # fmt: skip
    session.flush()

    delete_account(session, account, NOW, var=var)
    session.flush()
    session.refresh(reply)

    assert (reply.status, _open(session)) == (Stage.WITHDRAWN, [])
    assert session.scalars(select(ListingToken.purpose)).all() == ["claim"]


@pytest.mark.databases("sqlite")
def test_files_of_others_stay(session, var):
    account, other = make_account(session), make_account(session)
    own_a_listing(session, account, var)
    own_a_listing(session, other, var)
    session.commit()

    begin_write(session)
    delete_account(session, account, NOW, var=var)
    session.commit()

    (left,) = [path for path in (var / "uploads").rglob("*") if path.is_file()]
    assert left.read_bytes() == PDF
    assert session.scalars(select(ListingFile.file_name)).all() == [left.name]


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.PENDING])
def test_a_photo_goes_with_the_last_who_spoke_for_its_listing(session, var, status):
    account = make_account(session)
    practitioner = own_a_listing(session, account, var, status=status, photo="portrait.jpg")
    (photos_folder(var) / "portrait.jpg").write_bytes(b"JFIF")
    session.commit()
    begin_write(session)

    delete_account(session, account, NOW, var=var)
    session.commit()

    assert list(photos_folder(var).iterdir()) == []
    assert status == Status.PENDING or practitioner.photo is None


@pytest.mark.databases("sqlite")
def test_parting_twice_does_no_more_than_once(session, var):
    account = make_account(session)
    practitioner = own_a_listing(session, account, var)
    make_practitioner(session)

    for _ in range(2):
        part_from_listings(session, account, NOW, var=var)

    assert len(_left(session, practitioner)) == 1


@pytest.mark.databases("sqlite")
def test_what_a_listing_once_said_goes_with_who_said_it(session, var):
    account = make_account(session)
    practitioner = own_a_listing(session, account, var)
    case = open_case(
        session,
        CaseKind.REVISION,
        subject=("revision", "thing"),
        practitioner_id=practitioner.id,
        actor="test",
    )
    case.status, case.undo = CaseStatus.DECIDED, {"before": {"practitioner": [{"bio": "Mine."}]}}
    session.flush()

    delete_account(session, account, NOW, var=var)

    session.refresh(case)
    assert case.undo is None
