"""A photo's file is kept as long as a decision can bring it back."""

from datetime import timedelta

import pytest

from directory.cases.ways_back import WITHIN
from directory.listings.deciding import refuse
from directory.listings.undoing_photos import photos_to_come_back
from tests.listings.factories import (
    LETTERS,
    NOW,
    case_of,
    make_owned,
    make_revision,
    make_submission,
    make_verdict,
    propose_fields,
    publish,
)


def test_a_replaced_photo_can_come_back_for_a_month(session):
    listing, _owner = make_owned(session, photo="old.jpg")
    publish(session, make_revision(session, listing, photo="new.jpg"), NOW)
    session.flush()

    assert photos_to_come_back(session, NOW + WITHIN) == {"old.jpg"}
    assert photos_to_come_back(session, NOW + WITHIN + timedelta(seconds=1)) == set()


def test_a_refused_photo_can_come_back(session):
    revision = make_submission(session, photo="sent.jpg")
    case = case_of(session, revision)
    refuse(session, case, make_verdict(NOW), seen=revision.public_id, letters=LETTERS)

    assert photos_to_come_back(session, NOW) == {"sent.jpg"}


@pytest.mark.databases("sqlite")
def test_who_takes_their_face_off_need_not_wait(session):
    listing, _owner = make_owned(session, photo="old.jpg")
    publish(session, make_revision(session, listing, photo="new.jpg"), NOW)
    propose_fields(session, listing, photo=None)
    session.flush()

    assert listing.photo is None
    assert photos_to_come_back(session, NOW) == set()
