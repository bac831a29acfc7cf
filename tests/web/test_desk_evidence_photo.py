"""The photo on the desk: sent, seen by its owner alone until approved, taken back."""

import pytest
from PIL import Image

from directory.cases.deciding import queue
from directory.db import begin_write
from directory.files.keeping import photos_folder
from directory.listings.deciding import approve, revision_of
from directory.listings.models import Revision
from directory.practitioners.models import Practitioner
from tests.files.test_checking import PAPER, picture
from tests.listings.factories import LETTERS, make_verdict
from tests.web.evidence import files, own, path_of, send, text_of, upload


@pytest.fixture
def folder(settings):
    return photos_folder(settings.var)


@pytest.fixture
def practitioner(session, client):
    return own(session, client, name="Ada Alder")


def hand_in(client, practitioner, content, name="me.jpg"):
    return send(client, path_of(practitioner, "photo"), file=upload(content, name))


def approve_all(open_session):
    session = open_session()
    for case in queue(session):
        begin_write(session)
        seen = revision_of(session, case).public_id
        approve(session, case, make_verdict(), seen=seen, letters=LETTERS)
        session.commit()


def photo_of(open_session, practitioner):
    return open_session().get(Practitioner, practitioner.id).photo


def with_place():
    """A photo that says where and with what it was taken, wider than it may stay."""
    exif = Image.Exif()
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825)[1], exif.get_ifd(0x8825)[2] = "N", (39.0, 44.0, 21.0)
    return picture(size=(1_600, 800), exif=exif)


def test_a_photo_waits_where_its_owner_alone_sees_it(app, client, practitioner, open_session):
    answer = hand_in(client, practitioner, with_place())

    page = client.get(answer.headers["Location"])
    seen = client.get(path_of(practitioner, "photo/waiting"))
    assert "Waits for a moderator; only you see it." in text_of(page)
    assert (seen.status_code, seen.mimetype) == (200, "image/jpeg")
    assert seen.headers["Cache-Control"] == "no-store"
    assert app.test_client().get(path_of(practitioner, "photo/waiting")).status_code == 303
    assert app.test_client().get("/practitioners/ada-alder-denver/photo").status_code == 404
    assert photo_of(open_session, practitioner) is None


def test_what_is_kept_says_nothing_of_where_it_was_taken(client, practitioner, folder):
    hand_in(client, practitioner, with_place())

    (kept,) = files(folder)
    assert b"SecretPhone" not in kept.read_bytes()
    with Image.open(kept) as drawn:
        assert drawn.size == (1_200, 600)
        assert dict(drawn.getexif().get_ifd(0x8825)) == {}


def test_an_approved_photo_is_shown_to_all(client, practitioner, open_session):
    hand_in(client, practitioner, picture())
    approve_all(open_session)

    page = client.get(path_of(practitioner, "photo"))

    assert "Visitors see this." in text_of(page)
    assert client.get(path_of(practitioner, "photo/shown")).mimetype == "image/jpeg"
    assert client.get(path_of(practitioner, "photo/waiting")).status_code == 404
    assert client.get("/practitioners/ada-alder-denver/photo").status_code == 200


@pytest.mark.parametrize(
    ("content", "status", "words"),
    [
        (b"", 400, "Choose a photo first"),
        (PAPER, 400, "none that we can read"),
        (b"GIF89a" + bytes(50), 400, "none that we can read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 400, "none that we can read"),
        (picture()[:100], 400, "cannot be read"),
        (bytes(6_000_000), 400, "too large"),
        (bytes(13_000_000), 413, "too large"),
    ],
    ids=["empty", "paper", "moving", "drawing", "cut", "large", "unread"],
)
def test_what_is_no_photo_is_refused_kindly(
    client, practitioner, folder, open_session, content, status, words
):
    page = hand_in(client, practitioner, content, "../../../me.jpg")

    assert page.status_code == status
    assert words in text_of(page)
    assert files(folder) == []
    assert open_session().query(Revision).filter_by(status="waiting").all() == []


def test_no_photo_sent_at_all_is_said_too(client, practitioner):
    page = send(client, path_of(practitioner, "photo"), file="no file")

    assert page.status_code == 400


def test_a_photo_that_waits_is_taken_back_at_once(client, practitioner, open_session):
    hand_in(client, practitioner, picture())
    path = path_of(practitioner, "photo")

    send(client, path, f"{path}/remove")

    assert "Take it back" not in text_of(client.get(path))
    assert queue(open_session()) == []


def test_the_shown_photo_goes_at_once_and_for_good(client, practitioner, open_session):
    hand_in(client, practitioner, picture())
    approve_all(open_session)
    path = path_of(practitioner, "photo")

    send(client, path, f"{path}/remove")

    assert "Visitors see this" not in text_of(client.get(path))
    assert photo_of(open_session, practitioner) is None


def test_a_listing_that_was_not_accepted_takes_no_photo(client, practitioner, session, folder):
    begin_write(session)
    revision = session.query(Revision).one()
    revision.status = "refused"
    session.commit()

    page = hand_in(client, practitioner, picture())
    removed = send(client, path_of(practitioner, "photo"), path_of(practitioner, "photo/remove"))

    assert (page.status_code, removed.status_code) == (400, 400)
    assert "was not accepted" in text_of(page)
    assert files(folder) == []


def test_what_is_wrong_elsewhere_in_the_listing_is_said(client, practitioner, session, folder):
    begin_write(session)
    session.get(Practitioner, practitioner.id).status = "pending"
    revision = session.query(Revision).one()
    revision.content = {**revision.content, "name": "X"}
    session.commit()

    page = hand_in(client, practitioner, picture())

    assert page.status_code == 400
    assert "Something else in your listing has to be changed first." in text_of(page)
    assert files(folder) == []


def test_another_owner_finds_no_such_page(client, session, practitioner):
    hand_in(client, practitioner, picture())
    mine = path_of(own(session, client, email="bram@practice.example"), "photo")
    path = path_of(practitioner, "photo")

    statuses = {client.get(path + end).status_code for end in ("", "/shown", "/waiting")}
    posted = {
        send(client, mine, path, file=upload(picture())).status_code,
        send(client, mine, f"{path}/remove").status_code,
    }

    assert (statuses, posted) == ({404}, {404})
