"""A photo waits for a moderator; its file stays for as long as anything names it."""

import pytest

from directory.cases.deciding import queue
from directory.db import begin_write
from directory.files.checking import checked_photo
from directory.files.keeping import keep_file, photos_folder
from directory.listings.deciding import approve, send_back
from directory.listings.photos import named_photos, photo_content, propose_photo, waiting_photo
from directory.listings.start import start_of
from tests.files.test_checking import picture
from tests.listings.factories import (
    LETTERS,
    NOW,
    make_owned,
    make_revision,
    make_submission,
    make_verdict,
    owner_of,
    practitioner_of,
)

pytestmark = pytest.mark.databases("sqlite")
BOTH = pytest.mark.databases("sqlite", "postgres")


@pytest.fixture
def folder(tmp_path):
    return photos_folder(tmp_path / "var")


@pytest.fixture
def practitioner(session):
    made, _owner = make_owned(session)
    session.commit()
    return made


def send(session, practitioner, name):
    begin_write(session)
    proposed = propose_photo(
        session,
        practitioner=practitioner,
        author=owner_of(session, practitioner),
        file_name=name,
        letters=LETTERS,
        now=NOW,
    )
    session.commit()
    return proposed


def decide(session, decision, revision):
    (case,) = queue(session)
    begin_write(session)
    decision(session, case, make_verdict(), seen=revision.public_id, letters=LETTERS)
    session.commit()


@BOTH
def test_a_photo_is_shown_once_it_is_approved(session, practitioner):
    waiting = send(session, practitioner, "a.jpg").waiting
    assert (practitioner.photo, waiting_photo(session, practitioner)) == (None, "a.jpg")

    decide(session, approve, waiting)

    assert (practitioner.photo, waiting_photo(session, practitioner)) == ("a.jpg", None)


def test_a_photo_leaves_what_waits_besides_as_it_is(session, practitioner):
    make_revision(session, practitioner, bio="I look at feet first, then at the rest.")
    session.commit()

    waiting = send(session, practitioner, "a.jpg").waiting

    assert set(waiting.changes) == {"bio", "photo"}


def test_a_photo_that_waits_is_taken_back_at_once(session, practitioner):
    send(session, practitioner, "a.jpg")

    send(session, practitioner, None)

    assert waiting_photo(session, practitioner) is None
    assert queue(session) == []


def test_a_submission_can_have_a_photo(session):
    practitioner = practitioner_of(session, make_submission(session))
    session.commit()

    send(session, practitioner, "a.jpg")

    assert waiting_photo(session, practitioner) == "a.jpg"
    assert start_of(session, practitioner).bio


@BOTH
def test_what_is_shown_waits_or_came_back_is_still_needed(session, practitioner):
    decide(session, approve, send(session, practitioner, "shown.jpg").waiting)
    other, _ = make_owned(session)
    session.commit()
    decide(session, send_back, send(session, other, "returned.jpg").waiting)
    send(session, practitioner, "replaced.jpg")
    send(session, practitioner, "waiting.jpg")

    assert named_photos(session) == {"shown.jpg", "returned.jpg", "waiting.jpg"}


@pytest.mark.parametrize("name", [None, "", "gone.jpg", "../secret.jpg", "..", "a/b.jpg", "C:\\x"])
def test_what_is_no_name_of_a_file_finds_none(folder, name):
    keep_file(folder, picture(), checked_photo)
    (folder.parent / "secret").write_text("no photo")

    assert photo_content(folder, name) is None


def test_a_photo_is_found_by_its_name(folder):
    kept = keep_file(folder, picture(), checked_photo)

    assert photo_content(folder, kept.path.name) == kept.path.read_bytes()
