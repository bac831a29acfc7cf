"""Documents on the desk: taken, refused kindly, taken back; nobody else sees them."""

import struct
import uuid
import zipfile
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from directory.cases import CaseKind
from directory.cases.deciding import queue
from directory.db import begin_write, utc_now
from directory.files.keeping import documents_folder
from directory.http.limits import count
from directory.listings.documents import (
    MOST_WAITING,
    accept_document,
    documents_of,
    refuse_document,
)
from directory.listings.models import ListingFile
from directory.vetting.decisions import Verdict
from tests.accounts.factories import make_account, sign_in
from tests.files.test_checking import PAPER, picture
from tests.listings.factories import LETTERS, make_owned
from tests.web.evidence import files, own, path_of, send, text_of, upload

FIELDS = {"title": "Course on joints, 2021", "item": "T3", "link": "feet"}


@pytest.fixture
def folder(settings):
    return documents_folder(settings.var)


@pytest.fixture
def practitioner(session, client):
    return own(session, client)


def hand_in(client, practitioner, content=PAPER, name="record.pdf", **fields):
    path = path_of(practitioner, "documents")
    return send(client, path, **{**FIELDS, **fields}, file=upload(content, name))


def decide(open_session, folder, decision, **how):
    session = open_session()
    (case,) = [one for one in queue(session) if one.kind == CaseKind.DOCUMENT]
    begin_write(session)
    verdict = Verdict("moderator:m", "The year cannot be read.", utc_now() - timedelta(hours=1))
    decision(session, case, verdict, folder=folder, letters=LETTERS, **how)
    session.commit()


def sent(open_session):
    return open_session().scalars(select(ListingFile)).all()


@pytest.mark.parametrize(
    ("content", "ending"), [(PAPER, ".pdf"), (picture("PNG"), ".jpg")], ids=["paper", "picture"]
)
def test_a_document_waits_and_its_owner_sees_it_wait(client, practitioner, folder, content, ending):
    answer = hand_in(client, practitioner, content)

    page = client.get(answer.headers["Location"])
    assert "It has arrived" in text_of(page)
    assert "Course on joints, 2021" in text_of(page)
    assert "Waits for a moderator" in text_of(page)
    assert [path.suffix for path in files(folder)] == [ending]
    assert files(folder)[0].stat().st_mode & 0o777 == 0o600


def test_a_licence_alone_speaks_for_no_item(client, practitioner, open_session):
    hand_in(client, practitioner, item="licence", link="")

    (row,) = sent(open_session)
    assert (row.code, row.link) == (None, None)


def bomb():
    """A small PNG whose header promises 900 megapixels (PNG specification, 11.2.2)."""
    small = picture("PNG")
    header = b"IHDR" + struct.pack(">II", 30_000, 30_000) + small[24:29]
    return small[:12] + header + struct.pack(">I", zlib.crc32(header)) + small[33:]


def archive():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("zeros", bytes(2_000_000))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "status", "words"),
    [
        (b"<script>alert(1)</script>", "record.pdf", 400, "none that we can read"),
        (b"MZ" + bytes(100), "record.jpg", 400, "none that we can read"),
        (archive(), "record.png", 400, "none that we can read"),
        (b"%PDF-1.7 cut off", "record.pdf", 400, "cannot be read"),
        (bomb(), "record.png", 400, "too large"),
        (bytes(6_000_000), "record.pdf", 400, "too large"),
        (b"", "record.pdf", 400, "Choose a photo of it"),
        (bytes(13_000_000), "record.pdf", 413, "too large"),
    ],
    ids=["script", "program", "archive", "cut", "bomb", "large", "empty", "unread"],
)
def test_what_cannot_be_taken_is_refused_kindly(
    client, practitioner, folder, open_session, content, name, status, words
):
    page = hand_in(client, practitioner, content, name)

    assert page.status_code == status
    assert words in text_of(page)
    assert (files(folder), sent(open_session)) == ([], [])
    if status == 400:
        assert 'value="Course on joints, 2021"' in page.text
        assert 'value="T3" checked' in page.text
        assert 'value="feet" selected' in page.text


NAMES = ("../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "\u202egpj.exe", "a" * 300, ";")


def test_the_name_of_a_file_is_never_used(client, practitioner, folder, open_session):
    for name in NAMES:
        hand_in(client, practitioner, PAPER, name)

    kept = files(folder)
    assert [path.suffix for path in kept] == [".pdf"] * len(NAMES)
    assert all(path.stem.isalnum() for path in kept)
    assert {path.name for path in kept} == {row.file_name for row in sent(open_session)}


MISSING = [
    ({"title": ""}, "Say what it is"),
    ({"title": "x" * 100_000}, "letters"),
    ({"item": ""}, "Choose what it shows"),
    ({"item": "T1"}, "Not a valid choice"),
    ({"item": "\0"}, "Not a valid choice"),
    ({"link": "tail"}, "Not a valid choice"),
]


def test_what_is_missing_or_made_up_is_said_and_nothing_stored(client, practitioner, open_session):
    pages = [(hand_in(client, practitioner, **fields), words) for fields, words in MISSING]

    assert {page.status_code for page, _ in pages} == {400}
    assert [words for page, words in pages if words not in text_of(page)] == []
    assert all("Choose the file once more" in text_of(page) for page, _ in pages)
    assert sent(open_session) == []


def test_any_title_is_taken_as_plain_words(client, practitioner):
    for title in ("腰痛の研修", "دورة العلاج", "\u202eCourse\0<b>x</b>"):
        answer = hand_in(client, practitioner, title=title)

    page = client.get(answer.headers["Location"])

    assert "腰痛の研修" in page.text
    assert "دورة العلاج" in page.text
    assert "\u202e" not in page.text
    assert "<b>x</b>" not in page.text


def test_what_waits_can_be_taken_back(client, practitioner, folder, open_session):
    hand_in(client, practitioner)
    (row,) = sent(open_session)
    path = path_of(practitioner, "documents")

    answer = send(client, path, f"{path}/{row.public_id}/drop")

    assert answer.headers["Location"] == path
    assert files(folder) == []
    assert documents_of(open_session(), practitioner.id) == []
    assert queue(open_session()) == []


def test_what_became_of_it_is_told_with_the_reason(client, practitioner, folder, open_session):
    hand_in(client, practitioner, title="First one")
    decide(open_session, folder, accept_document, code="T3")
    hand_in(client, practitioner, title="Second one")
    decide(open_session, folder, refuse_document)

    words = text_of(client.get(path_of(practitioner, "documents")))

    assert "Seen on" in words
    assert "Could not be used" in words
    assert "The year cannot be read." in words
    assert files(folder) == []


def test_what_was_decided_meanwhile_cannot_be_taken_back(
    client, practitioner, folder, open_session
):
    hand_in(client, practitioner)
    (row,) = sent(open_session)
    path = path_of(practitioner, "documents")
    decide(open_session, folder, accept_document, code="T3")
    hand_in(client, practitioner)

    answer = send(client, path, f"{path}/{row.public_id}/drop")
    unknown = send(client, path, f"{path}/{uuid.uuid4()}/drop")

    assert (answer.status_code, unknown.status_code) == (303, 404)
    assert "Seen on" in text_of(client.get(path))


def test_eleven_do_not_wait_at_once(client, practitioner, folder):
    for _ in range(MOST_WAITING):
        hand_in(client, practitioner)

    page = hand_in(client, practitioner)

    assert page.status_code == 400
    assert "Ten documents wait already" in text_of(page)
    assert len(files(folder)) == MOST_WAITING


def test_files_of_one_account_are_counted_by_the_day(app, client, session, folder):
    account = make_account(session)
    practitioner, _ = make_owned(session, author=account)
    session.commit()
    sign_in(client, account)
    with app.test_request_context():
        for _ in range(20):
            count("document", str(account.public_id))

    page = hand_in(client, practitioner)

    assert page.status_code == 429
    assert "tomorrow" in text_of(page)
    assert 'value="Course on joints, 2021"' in page.text
    assert files(folder) == []


def test_another_members_documents_are_not_there(client, session, practitioner, open_session):
    hand_in(client, practitioner)
    (row,) = sent(open_session)
    path = path_of(practitioner, "documents")
    other = own(session, client, email="bram@practice.example")
    mine = path_of(other, "documents")

    assert client.get(path).status_code == 404
    assert send(client, mine, path, **FIELDS, file=upload(PAPER)).status_code == 404
    assert send(client, mine, f"{path}/{row.public_id}/drop").status_code == 404
    assert send(client, mine, f"{mine}/{row.public_id}/drop").status_code == 404
    assert send(client, mine, path, file=upload(bytes(13_000_000))).status_code == 413
    assert len(sent(open_session)) == 1


def test_strangers_sign_in_first_and_no_page_is_kept(app, client, practitioner):
    path = path_of(practitioner, "documents")

    stranger = app.test_client().get(path)

    assert stranger.status_code == 303
    assert client.get(path).headers["Cache-Control"] == "no-store"
