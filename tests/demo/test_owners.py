"""Made-up owners: every state of a listing stands in the demo, through the services of real ones."""

from datetime import UTC, datetime, time, timedelta

import pytest
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from directory.accounts.models import Account
from directory.cases.models import Case, CaseKind, CaseStatus
from directory.db import begin_write, make_engine
from directory.demo.members import plant_members, uproot_members
from directory.demo.owned import content_for
from directory.demo.owners import KEYS, MODERATOR, email_of, plant_owners, uproot_owners
from directory.demo.service import plant, uproot
from directory.demo.stock import table
from directory.files.keeping import documents_folder, photos_folder
from directory.listings.checking import checked
from directory.listings.claims.disputes import sides_of
from directory.listings.models import (
    FactReport,
    ListingFile,
    ListingToken,
    OwnerReply,
    OwnershipClaim,
    Reach,
    Recommendation,
    RemovalRequest,
    Revision,
    RevisionKind,
    Stage,
)
from directory.listings.service import last_returned, waiting_revision
from directory.listings.start import waiting_live
from directory.listings.views import views_of
from directory.outbox.models import Mail
from directory.practitioners.freshness import fresh_on
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.vetting.models import Claim, Document
from tests.accounts.factories import make_account
from tests.databases import copy_sqlite
from tests.demo.conftest import TODAY
from tests.factories import make_practitioner
from tests.listings.factories import make_submission

COUNT = 50
NOON = datetime.combine(TODAY, time(12), UTC)


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    """The site's folder."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture(scope="module")
def engine(sqlite_template, var):
    """A small demo world with members and owners, planted once."""
    made = make_engine(copy_sqlite(sqlite_template, var / "planted.sqlite"))
    with Session(made) as session:
        begin_write(session)
        make_practitioner(session)
        plant(session, count=COUNT, today=TODAY)
        plant_members(session, seed=1, now=NOON)
        plant_owners(session, var=var, now=NOON, moderator=True)
        session.commit()
    yield made
    made.dispose()


@pytest.fixture
def session(engine):
    """A session of which nothing stays."""
    with Session(engine) as made:
        begin_write(made)
        yield made


def listing_of(session, key):
    """The listing of an owner."""
    return session.scalars(
        select(Practitioner)
        .join(Ownership, Ownership.practitioner_id == Practitioner.id)
        .join(Account, Account.id == Ownership.account_id)
        .where(Account.email == email_of(key))
    ).one()


def days_since(day):
    return (TODAY - day).days


def everything(session):
    """How many rows stand in each table that the planting fills."""
    tables = (
        Practitioner, Account, Case, Revision, ListingFile, OwnershipClaim, ListingToken, FactReport,
        Reach, Recommendation, RemovalRequest, OwnerReply, Claim, Document,
    )  # fmt: skip
    return [session.scalar(select(func.count()).select_from(one)) for one in tables]


def test_one_listing_waits_and_another_came_back_with_a_reason(session):
    waiting, returned = listing_of(session, "waiting"), listing_of(session, "returned")

    assert (waiting.status, returned.status) == (Status.PENDING, Status.PENDING)
    assert waiting_revision(session, waiting.id).kind == RevisionKind.SUBMISSION
    assert last_returned(session, returned.id).reason == table("owners")["reason"]


def test_a_fresh_listing_has_claims_documents_and_views(session):
    listing = listing_of(session, "fresh")

    assert listing.status == Status.PUBLISHED
    assert days_since(fresh_on(listing)) < 60
    assert session.scalars(select(Claim).where(Claim.practitioner_id == listing.id)).all()
    assert session.get(Document, (listing.id, "T5"))
    stages = session.scalars(
        select(ListingFile.status).where(ListingFile.practitioner_id == listing.id)
    )
    assert sorted(stages) == [Stage.ACCEPTED, Stage.WAITING]
    assert views_of(session, listing.id, TODAY).month > 50


def test_an_edit_waits_beside_a_small_change_that_shows(session):
    listing = listing_of(session, "editing")

    waiting, live = waiting_revision(session, listing.id), waiting_live(session, listing.id)

    assert list(waiting.changes) == ["bio"]
    assert list(live.changes) == ["wait_days"]
    assert (listing.bio, listing.wait_days) == (content_for("editing").bio, 28)


def test_a_picture_waits_and_shows_nobody(session, var):
    listing = listing_of(session, "photo")

    waiting = waiting_revision(session, listing.id)

    assert list(waiting.changes) == ["photo"]
    with Image.open(photos_folder(var) / waiting.content["photo"]) as picture:
        assert picture.size == (640, 640)


def test_a_stale_listing_was_asked_about_twice_and_is_eight_months_old(session):
    listing = listing_of(session, "stale")

    assert 235 <= days_since(listing.confirmed_on) <= 250
    assert (listing.times_asked, days_since(listing.asked_on)) == (2, 40)


def test_a_closed_practice_is_hidden(session):
    assert listing_of(session, "closed").status == Status.HIDDEN


def test_a_reply_to_a_red_flag_waits(session):
    listing = listing_of(session, "answering")

    reply = session.scalars(select(OwnerReply)).one()

    assert (reply.practitioner_id, reply.status) == (listing.id, Stage.WAITING)


def test_a_claim_waits_on_a_listing_that_nobody_owns(session):
    claim = session.scalars(
        select(OwnershipClaim)
        .join(Practitioner)
        .where(OwnershipClaim.status == Stage.WAITING, Practitioner.status == Status.UNCLAIMED)
    ).one()

    assert session.get_one(Account, claim.account_id).email == email_of("claiming")


def test_a_dispute_waits_with_two_sides(session):
    listing = listing_of(session, "stale")

    sides = sides_of(session, listing.id)

    assert sides.owner.message
    assert [row.message != "" for row in sides.claims] == [True]


def test_visitors_reported_called_recommended_and_asked_to_be_left_out(session):
    assert session.scalars(select(FactReport.status)).all() == [Stage.WAITING]
    assert session.scalar(select(func.count()).select_from(Reach)) == 3
    assert session.scalars(select(Recommendation.status)).all() == [Stage.WAITING]
    assert session.scalars(select(RemovalRequest.status)).all() == [Stage.WAITING]


@pytest.mark.parametrize(
    "kind",
    [
        CaseKind.SUBMISSION,
        CaseKind.REVISION,
        CaseKind.CLAIM,
        CaseKind.DISPUTE,
        CaseKind.REPLY,
        CaseKind.FACT_REPORT,
        CaseKind.RECOMMENDATION,
        CaseKind.REMOVAL,
        CaseKind.DOCUMENT,
        CaseKind.DUPLICATE,
        *(CaseKind.APPEAL, CaseKind.PROOF, CaseKind.PRIVATE_REPORT),
    ],
)
def test_a_case_of_each_kind_waits_since_some_day_before(session, kind):
    opened = session.scalars(
        select(Case.opened_at).where(Case.kind == kind, Case.status == CaseStatus.OPEN)
    ).all()

    assert opened
    assert max(opened) <= NOON - timedelta(days=1)


def test_all_of_it_is_marked_as_made_up_and_nobody_is_written_to(session):
    owned = [listing_of(session, key) for key in KEYS if key not in {"claiming", "disputing"}]

    assert all(one.is_demo for one in owned)
    assert set(session.scalars(select(Account.is_demo))) == {True}
    assert session.scalars(select(Mail)).all() == []


def test_the_moderator_has_no_way_in_yet(session):
    account = session.scalars(select(Account).where(Account.email == MODERATOR)).one()

    assert account.is_staff
    assert (account.password, account.tf_totp_secret) == (None, None)


def test_planting_again_changes_nothing(session, var):
    before = everything(session)

    plant(session, count=COUNT, today=TODAY)
    planted = plant_owners(session, var=var, now=NOON, moderator=True)

    assert not planted
    assert everything(session) == before


def test_all_they_say_is_what_a_form_takes():
    for key in table("owners")["people"]:
        content = content_for(key)

        assert checked(content) == content


def test_a_world_without_red_flags_and_registers_is_planted_too(
    sqlite_template, tmp_path, var_of_its_own
):
    engine = make_engine(copy_sqlite(sqlite_template, tmp_path / "bare.sqlite"))
    with Session(engine) as session:
        begin_write(session)

        planted = plant_owners(session, var=var_of_its_own, now=NOON, moderator=False)

        assert planted
        assert session.scalars(select(OwnerReply)).all() == []
        assert session.scalars(select(Account).where(Account.email == MODERATOR)).all() == []
    engine.dispose()


@pytest.fixture
def var_of_its_own(tmp_path):
    return tmp_path / "var"


def test_uprooting_takes_out_all_of_it_and_what_was_sent_in_meanwhile(
    sqlite_template, tmp_path, var_of_its_own
):
    var = var_of_its_own
    engine = make_engine(copy_sqlite(sqlite_template, tmp_path / "uprooted.sqlite"))
    with Session(engine) as session:
        begin_write(session)
        real = make_account(session)
        kept = make_submission(session, author=real)
        plant(session, count=COUNT, today=TODAY)
        plant_members(session, seed=1, now=NOON)
        before = everything(session)
        plant_owners(session, var=var, now=NOON, moderator=True)
        as_owner = session.scalars(select(Account).where(Account.email == email_of("fresh"))).one()
        make_submission(session, author=as_owner)
        session.commit()
        assert everything(session) != before
        begin_write(session)

        uproot_owners(session, var=var)
        uproot(session)
        uproot_members(session)
        session.commit()

        assert session.scalars(select(Account.id)).all() == [real.id]
        assert session.scalar(select(func.count()).select_from(Practitioner)) == 1
        assert session.scalars(select(Case.kind)).all() == [CaseKind.SUBMISSION]
        assert session.scalars(select(Revision.author_id)).all() == [real.id]
        assert session.scalars(select(Recommendation)).all() == []
        assert kept
    assert list(documents_folder(var).glob("*")) == []
    assert list(photos_folder(var).glob("*")) == []
    engine.dispose()
