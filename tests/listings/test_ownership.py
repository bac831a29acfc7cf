"""Closing, leaving, handing over."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.accounts.digests import Keys
from directory.cases.models import Case, CaseStatus
from directory.listings import ownership
from directory.listings.models import Revision, Stage
from directory.listings.tokens import LIFETIMES, LinkEnded, TokenPurpose
from directory.log.models import Event
from directory.outbox.models import Mail
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.practitioners.service import owns
from directory.vetting.models import Assessment, Standing
from tests.accounts.factories import make_account
from tests.listings.factories import (
    LETTERS,
    NOW,
    make_owned,
    make_revision,
    make_submission,
    owner_of,
)
from tests.vetting.factories import make_assessment

KEYS = Keys("a secret of the site")


def last_mail(session, account):
    """The text of the newest mail to an account."""
    statement = select(Mail.text).where(Mail.recipient == account.email).order_by(Mail.id.desc())
    return session.scalars(statement).first()


@pytest.fixture
def owned(session):
    """A published listing and who speaks for it."""
    return make_owned(session)


def actions(session, practitioner):
    """What the log says was done to a listing."""
    return session.scalars(
        select(Event.action)
        .where(Event.subject_id == str(practitioner.public_id))
        .order_by(Event.id)
    ).all()


def token_in(session):
    """The token of the newest mail's link."""
    mail = session.scalars(select(Mail).order_by(Mail.id.desc())).first()
    return mail.text.split("/desk/hand-over/")[1].split()[0]


def offer(session, practitioner, owner, email="ida@example.org"):
    ownership.offer(
        session, practitioner, owner=owner, email=email, letters=LETTERS, keys=KEYS, now=NOW
    )
    session.flush()
    return token_in(session)


def accept(session, token, account, now=NOW, folder=None):
    return ownership.accept(
        session, token=token, account=account, letters=LETTERS, keys=KEYS, folder=folder, now=now
    )


def test_a_closed_practice_is_gone_and_comes_back(session, owned):
    listing, owner = owned
    ownership.close(session, listing, owner=owner, now=NOW)
    assert listing.status == Status.HIDDEN
    done = actions(session, listing)

    ownership.close(session, listing, owner=owner, now=NOW)
    assert actions(session, listing) == done

    assert ownership.reopen(session, listing, owner=owner)
    assert listing.status == Status.PUBLISHED
    assert actions(session, listing)[-2:] == ["hidden", "restored"]


def test_reopening_does_not_lift_what_a_moderator_hid(session, owned):
    listing, owner = owned
    listing.status, listing.hidden_reason = Status.HIDDEN, "A moderator's reason."
    session.flush()

    assert not ownership.reopen(session, listing, owner=owner)
    assert listing.status == Status.HIDDEN


def test_closing_takes_back_what_waits(session, owned):
    listing, owner = owned
    make_revision(session, listing)

    ownership.close(session, listing, owner=owner, now=NOW)

    waiting = select(Revision).where(Revision.status == Stage.WAITING)
    assert session.scalars(waiting).all() == []
    assert session.scalars(select(Case).where(Case.status == CaseStatus.OPEN)).all() == []


def test_what_was_never_published_cannot_be_closed(session):
    revision = make_submission(session)
    listing = session.get(Practitioner, revision.practitioner_id)

    with pytest.raises(ownership.NotPublished):
        ownership.close(session, listing, owner=make_account(session), now=NOW)


def test_who_leaves_speaks_for_the_listing_no_more_and_sheds_nothing(session, owned):
    listing, owner = owned
    assessment = make_assessment(session, practitioner=listing)

    ownership.leave(session, listing, owner=owner, letters=LETTERS, now=NOW)

    assert not owns(session, owner.id, listing.id)
    assert listing.status == Status.HIDDEN
    assert session.get(Assessment, assessment.id).standing != Standing.WITHDRAWN
    assert "The page does not show any more" in last_mail(session, owner)


def test_while_others_speak_for_it_the_page_stays(session, owned):
    listing, owner = owned
    session.add(Ownership(practitioner_id=listing.id, account_id=make_account(session).id))
    session.flush()

    ownership.leave(session, listing, owner=owner, letters=LETTERS, now=NOW)

    assert listing.status == Status.PUBLISHED
    assert "Others still speak for it" in last_mail(session, owner)


def test_a_listing_nobody_has_seen_goes_with_its_owner(session):
    revision = make_submission(session)
    listing = session.get(Practitioner, revision.practitioner_id)

    owner = owner_of(session, listing)

    ownership.leave(session, listing, owner=owner, letters=LETTERS, now=NOW)

    assert session.scalars(select(Practitioner)).all() == []
    assert "It is deleted" in last_mail(session, owner)


def test_who_is_made_up_gets_no_mail(session, owned):
    listing, owner = owned
    owner.is_demo = True
    session.flush()

    ownership.leave(session, listing, owner=owner, letters=LETTERS, now=NOW)

    assert (
        session.scalars(select(Mail.text).where(Mail.text.contains("You do not speak"))).all() == []
    )


def test_a_listing_changes_hands_once_it_is_accepted(session, owned, tmp_path):
    listing, owner = owned
    heir = make_account(session, email="ida@example.org")
    token = offer(session, listing, owner)
    assert ownership.offered_to(session, listing.id, NOW) == "ida@example.org"
    assert owns(session, owner.id, listing.id)

    accept(session, token, heir, folder=tmp_path)

    assert owns(session, heir.id, listing.id)
    assert not owns(session, owner.id, listing.id)
    assert ownership.offered_to(session, listing.id, NOW) is None
    told = session.scalars(select(Mail.recipient).order_by(Mail.id.desc())).first()
    assert told == owner.email
    with pytest.raises(LinkEnded):
        accept(session, token, heir, folder=tmp_path)


def test_an_offer_is_for_one_address(session, owned, tmp_path):
    listing, owner = owned
    token = offer(session, listing, owner)

    with pytest.raises(ownership.OtherAddress):
        accept(session, token, make_account(session, email="eve@example.org"), folder=tmp_path)


@pytest.mark.parametrize("status", [Status.PENDING, Status.HIDDEN])
def test_what_nobody_has_read_is_mailed_to_no_stranger(session, owned, status):
    listing, owner = owned
    listing.status = status
    listing.hidden_reason = "It was not accepted." if status == Status.HIDDEN else None
    session.flush()
    before = session.scalars(select(Mail.id)).all()

    with pytest.raises(ownership.NotPublished):
        offer(session, listing, owner)

    assert session.scalars(select(Mail.id)).all() == before


def test_an_offer_ends_when_it_is_taken_back_replaced_or_old(session, owned, tmp_path):
    listing, owner = owned
    heir = make_account(session, email="ida@example.org")
    first = offer(session, listing, owner)
    second = offer(session, listing, owner)
    late = NOW + LIFETIMES[TokenPurpose.HAND_OVER] + timedelta(seconds=1)

    for token, when in ((first, NOW), (second, late)):
        with pytest.raises(LinkEnded):
            accept(session, token, heir, when, tmp_path)
    ownership.take_offer_back(session, listing, owner=owner)
    with pytest.raises(LinkEnded):
        accept(session, second, heir, folder=tmp_path)


def test_who_left_meanwhile_hands_nothing_over(session, owned, tmp_path):
    listing, owner = owned
    session.add(Ownership(practitioner_id=listing.id, account_id=make_account(session).id))
    heir = make_account(session, email="ida@example.org")
    token = offer(session, listing, owner)
    ownership.leave(session, listing, owner=owner, letters=LETTERS, now=NOW)

    with pytest.raises(LinkEnded):
        accept(session, token, heir, folder=tmp_path)


def test_an_heir_no_longer_assesses_what_is_theirs(session, owned, tmp_path):
    listing, owner = owned
    heir = make_account(session, email="ida@example.org")
    assessment = make_assessment(session, practitioner=listing, member=heir)
    token = offer(session, listing, owner)

    accept(session, token, heir, folder=tmp_path)

    assert session.get(Assessment, assessment.id).standing == Standing.WITHDRAWN


def test_an_offer_to_oneself_changes_nothing(session, owned, tmp_path):
    listing, owner = owned
    token = offer(session, listing, owner, owner.email)

    assert accept(session, token, owner, folder=tmp_path) is not None
    assert owns(session, owner.id, listing.id)
