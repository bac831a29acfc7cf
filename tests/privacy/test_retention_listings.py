"""What was said about listings is forgotten in its turn, and not before."""

import os
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory.files.keeping import documents_folder, photos_folder
from directory.listings.models import (
    FactReport,
    ListingFile,
    ListingToken,
    ListingViews,
    OwnershipClaim,
    Reach,
    Recommendation,
    RemovalRequest,
    Revision,
    RevisionKind,
    Stage,
)
from directory.listings.views import KEPT as VIEWS_KEPT
from directory.practitioners.models import Practitioner, Status
from directory.privacy.retention import forget, sweep_uploads
from directory.privacy.retention_listings import ADDRESSES_KEPT, DECIDED_KEPT
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.privacy.worlds import NOW, own_a_listing, speak_as_visitor

pytestmark = pytest.mark.databases("sqlite")

DAY = timedelta(days=1)
DECIDED = (Revision, ListingFile, OwnershipClaim, FactReport, Recommendation)


def _count(session, table):
    return session.scalar(select(func.count()).select_from(table))


def _decide(session, table, status, at):
    for row in session.scalars(select(table)):
        row.status, row.decided_at = status, at
    session.flush()


def test_links_are_forgotten_when_they_run_out(session):
    speak_as_visitor(session, "ada@runner.example")

    left = []
    for passed in (2 * DAY - timedelta(seconds=1), 2 * DAY):
        forget(session, NOW + passed)
        left.append(_count(session, ListingToken))

    assert left == [1, 0]


def test_calls_are_forgotten_after_90_days_and_views_after_13_months(session):
    number = make_practitioner(session).id
    for passed in (VIEWS_KEPT + DAY, VIEWS_KEPT):
        session.add(ListingViews(practitioner_id=number, day=(NOW - passed).date(), count=1))
    for days in (90, 89):
        session.add(
            Reach(
                practitioner_id=number, visitor="v", outcome="yes",
                called_on=(NOW - timedelta(days=days)).date(),
            )
        )  # fmt: skip

    forget(session, NOW)

    assert session.scalars(select(ListingViews.day)).all() == [(NOW - VIEWS_KEPT).date()]
    assert session.scalars(select(Reach.called_on)).all() == [(NOW - timedelta(days=89)).date()]


def test_addresses_of_visitors_are_forgotten_where_nobody_decides(session):
    speak_as_visitor(session, "ada@runner.example")
    (recommendation,) = session.scalars(select(Recommendation))
    (report,) = session.scalars(select(FactReport))
    recommendation.contact_email, recommendation.contact = "zoe@yew.example", "yew.example"
    report.reported_at = NOW
    session.flush()

    told = []
    for passed in (ADDRESSES_KEPT - DAY, ADDRESSES_KEPT):
        forget(session, NOW + passed)
        session.expire_all()
        told.append((report.email, recommendation.email, recommendation.contact_email))

    assert told == [("ada@runner.example",) * 2 + ("zoe@yew.example",), (None,) * 3]
    assert (report.said, recommendation.contact) == ("It rings out.", "")


@pytest.mark.parametrize(
    ("status", "passed", "left"),
    [
        (Stage.REFUSED, ADDRESSES_KEPT - DAY, 1),
        (Stage.REFUSED, ADDRESSES_KEPT, 0),
        (Stage.WAITING, DECIDED_KEPT, 1),
    ],
)
def test_who_asked_to_be_removed_is_forgotten_after_the_answer(session, status, passed, left):
    speak_as_visitor(session, "ada@runner.example")
    _decide(session, RemovalRequest, status, None if status == Stage.WAITING else NOW)

    forget(session, NOW + passed)

    assert _count(session, RemovalRequest) == left


@pytest.mark.parametrize("table", DECIDED)
def test_what_was_decided_two_years_ago_is_forgotten(session, var, table):
    own_a_listing(session, make_account(session), var)
    speak_as_visitor(session, "ada@runner.example")
    _decide(session, table, Stage.ACCEPTED, NOW)
    forget(session, NOW + DECIDED_KEPT - DAY)
    before = _count(session, table)

    forget(session, NOW + DECIDED_KEPT)

    assert (before, _count(session, table)) == (1, 0)
    assert [_count(session, other) for other in DECIDED if other is not table] == [1] * 4


@pytest.mark.parametrize(
    ("status", "kind", "stage", "stays"),
    [
        (Status.PENDING, RevisionKind.SUBMISSION, Stage.RETURNED, False),
        (Status.PENDING, RevisionKind.SUBMISSION, Stage.WITHDRAWN, False),
        (Status.HIDDEN, RevisionKind.SUBMISSION, Stage.REFUSED, False),
        (Status.HIDDEN, RevisionKind.EDIT, Stage.RETURNED, True),
        (Status.PENDING, RevisionKind.SUBMISSION, Stage.WAITING, True),
        (Status.PUBLISHED, RevisionKind.SUBMISSION, Stage.ACCEPTED, True),
    ],
)
def test_submissions_that_nobody_took_up_again_are_forgotten(
    session, var, status, kind, stage, stays
):
    practitioner = own_a_listing(
        session, make_account(session), var, status=status, hidden_reason="Not accepted."
    )
    make_practitioner(session, status=Status.PENDING)
    number = practitioner.id
    _decide(session, Revision, stage, None if stage == Stage.WAITING else NOW)
    for row in session.scalars(select(Revision)):
        row.kind = kind
    session.flush()

    forget(session, NOW + DECIDED_KEPT)

    kept = session.scalars(select(Practitioner.id).where(Practitioner.id == number)).all()
    assert kept == ([number] if stays else [])


@pytest.mark.parametrize("folder_of", [documents_folder, photos_folder])
def test_only_old_files_that_nothing_names_are_deleted(session, var, folder_of):
    listing = own_a_listing(session, make_account(session), var)
    folder = folder_of(var)
    if folder_of is photos_folder:
        listing.photo = "portrait.jpg"
        (folder / "portrait.jpg").write_bytes(b"JFIF")
    (named,) = folder.iterdir()
    orphan, fresh = folder / "orphan.pdf", folder / "fresh.pdf"
    for path in (orphan, fresh):
        path.write_bytes(b"%PDF")
    long_ago = fresh.stat().st_mtime - 2 * 3600
    for path in (orphan, named):
        os.utime(path, (long_ago, long_ago))

    sweep_uploads(session, var=var)

    assert set(folder.iterdir()) == {named, fresh}
