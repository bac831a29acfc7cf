"""Claiming a listing on its page."""

import io
import re

import pytest

from directory.cases import CaseKind
from directory.db import begin_write
from directory.files.keeping import documents_folder
from directory.listings.models import OwnershipClaim
from directory.listings.owning import owner_of
from directory.practitioners.models import FormerSlug, Ownership, Practitioner, Status
from tests.accounts.factories import make_account, sign_in
from tests.factories import make_practitioner
from tests.files.test_checking import PAPER
from tests.listings.claim_factories import plant_unclaimed
from tests.moderation.cases import newest_case
from tests.web.moderating import moderator_of, press
from tests.web.visits import form_token, mails

NPI = "1234567893"


@pytest.fixture
def listing(session):
    made = plant_unclaimed(session, slug="ada-alder")
    session.commit()
    return made


@pytest.fixture
def ada(session, client, listing):
    begin_write(session)
    account = make_account(session, "ada@runner.example")
    session.commit()
    sign_in(client, account)
    return account


def send(client, way, slug="ada-alder", **fields):
    """Send the form of a claim."""
    token = form_token(client, "/account")
    data = {"csrf_token": token, "way": way} | fields
    return client.post(f"/practitioners/{slug}/claim", data=data)


def now_is(session, row):
    session.rollback()
    session.expire_all()
    return session.get(type(row), row.id)


def link_of(mail):
    return re.search(r"(/claim/\S+)", mail.text)[1]


def test_a_visitor_reads_what_it_means_and_then_signs_in(client, listing):
    page = client.get("/practitioners/ada-alder/claim").text

    assert "a•••" not in page
    assert "a code that we mail to the address the listing has" in page
    assert "/sign-in?next=/practitioners/ada-alder/claim" in page
    answer = client.post(
        "/practitioners/ada-alder/claim", data={"csrf_token": form_token(client), "way": "email"}
    )
    assert answer.status_code == 303
    assert "/sign-in" in answer.location


def test_a_link_to_the_listings_address_makes_the_owner(session, client, app, listing, ada):
    assert "a•••@a•••.example" in client.get("/practitioners/ada-alder/claim").text
    answer = send(client, "email")
    assert "A code is on its way" in client.get(answer.location).text
    mail = mails(app)[-1]
    assert mail.recipient == "ada@alder.example"
    address = link_of(mail)
    assert "Yes, this is me" in client.get(address).text
    assert owner_of(session, listing.id) is None

    done = client.post(address, data={"csrf_token": form_token(client, "/account")})

    assert (done.status_code, done.location) == (303, f"/desk/{listing.public_id}")
    assert now_is(session, listing).status == Status.PUBLISHED
    assert owner_of(session, listing.id) == ada.id
    again = client.post(address, data={"csrf_token": form_token(client, "/account")})
    assert again.status_code == 404
    assert client.get(address).status_code == 404
    assert (
        "You look after this listing already" in client.get("/practitioners/ada-alder/claim").text
    )


def test_the_link_is_of_no_use_to_others(session, client, app, listing, ada):
    send(client, "email")
    address = link_of(mails(app)[-1])
    stranger, other = app.test_client(), app.test_client()
    begin_write(session)
    account = make_account(session)
    session.commit()
    sign_in(other, account)

    assert stranger.get(address).status_code == 303
    assert other.get(address).status_code == 403
    token = form_token(other, "/account")
    assert other.post(address, data={"csrf_token": token}).status_code == 403
    assert owner_of(session, listing.id) is None


def test_numbers_go_to_a_moderator_who_decides(session, client, app, listing, ada):
    answer = send(client, "licence", npi="1234 567-893", licence_number="PT 12", message="Hello")
    assert answer.location == "/practitioners/ada-alder/claim"
    assert "Your claim waits for a moderator" in client.get(answer.location).text
    session.rollback()
    row = session.query(OwnershipClaim).one()
    assert (row.npi, row.licence_number, row.message) == (NPI, "PT 12", "Hello")
    desk = app.test_client()
    moderator_of(session, desk)

    press(desk, newest_case(session, CaseKind.CLAIM), "approve")

    assert owner_of(session, now_is(session, listing).id) == ada.id


def test_a_second_claim_meanwhile_changes_nothing(session, client, listing, ada, settings):
    send(client, "licence", npi=NPI, licence_number="PT 12")

    send(client, "licence", npi=NPI, licence_number="PT 13")
    paper = {"file": (io.BytesIO(PAPER), "../../licence.pdf")}
    answer = send(client, "documents", **paper)

    assert answer.status_code == 303
    session.rollback()
    assert session.query(OwnershipClaim).one().licence_number == "PT 12"
    assert list(documents_folder(settings.var).iterdir()) == []


def test_a_document_goes_to_a_moderator(session, client, app, listing, ada):
    answer = send(client, "documents", file=(io.BytesIO(PAPER), "licence.pdf"), npi="junk")

    assert answer.status_code == 303, answer.text
    session.rollback()
    case = newest_case(session, CaseKind.CLAIM)
    desk = app.test_client()
    moderator_of(session, desk)
    assert desk.get(f"/moderation/{case.public_id}/file").data.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("way", "fields", "words"),
    [
        ("", {}, "Choose one of these ways."),
        ("burn", {}, "Choose one of these ways."),
        ("licence", {"npi": "1234567890", "licence_number": "1"}, "no provider number"),
        ("licence", {"npi": NPI}, "as it stands on your licence"),
        ("licence", {"npi": NPI, "licence_number": "x" * 41}, "up to 40 signs"),
        ("licence", {"npi": NPI, "licence_number": "1", "message": "é" * 501}, "500 letters"),
        ("licence", {"npi": "\0\u202e", "licence_number": "\0"}, "as it stands on your licence"),
        ("documents", {}, "Choose a file."),
        ("documents", {"file": (io.BytesIO(b"MZ\0\0"), "licence.pdf")}, "none that we can read"),
    ],
)
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(client, ada, way, fields, words):
    answer = send(client, way, **fields)

    assert answer.status_code == 400
    assert words in answer.text
    for typed in fields.values():
        if isinstance(typed, str) and typed.isprintable():
            assert typed in answer.text


def test_a_file_too_large_to_be_read_is_refused_in_words(client, ada):
    answer = client.post(
        "/practitioners/ada-alder/claim",
        data=b"",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(13 * 1024 * 1024)},
    )

    assert answer.status_code == 413
    assert "too large" in answer.text


def test_a_listing_with_a_number_wants_it_to_compare(session, client, ada):
    begin_write(session)
    make_practitioner(session, slug="bram", npi=NPI)
    session.commit()

    assert "Type your provider number" in send(client, "licence", "bram", licence_number="1").text


def test_an_owned_listing_leads_to_a_dispute(session, client, listing, ada, app):
    begin_write(session)
    owner = make_account(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=owner.id))
    session.commit()
    page = client.get("/practitioners/ada-alder/claim").text
    assert "Somebody looks after this listing already" in page
    assert 'value="email"' not in page
    assert send(client, "email").status_code == 400

    send(client, "licence", npi=NPI, licence_number="1")

    assert newest_case(session, CaseKind.CLAIM) is None
    assert newest_case(session, CaseKind.DISPUTE).details["owner"] is True
    page = client.get("/practitioners/ada-alder/claim").text
    assert "Somebody else says that this listing is theirs" in page


def test_codes_of_one_account_for_one_listing_are_few(client, app, ada):
    for _ in range(3):
        assert send(client, "email").status_code == 303

    answer = send(client, "email")

    assert answer.status_code == 429
    assert "Try again tomorrow" in answer.text
    assert len(mails(app)) == 3


def test_a_listing_without_an_address_offers_no_link(session, client, ada):
    begin_write(session)
    plant_unclaimed(session, slug="bram", email="no address")
    session.commit()

    assert 'value="email"' not in client.get("/practitioners/bram/claim").text


def test_what_is_not_public_cannot_be_claimed(session, client, ada, listing):
    begin_write(session)
    row = session.get_one(Practitioner, listing.id)
    row.former_slugs.append(FormerSlug(slug="ada-birch"))
    session.commit()
    moved = client.get("/practitioners/ada-birch/claim")
    assert (moved.status_code, moved.location) == (301, "/practitioners/ada-alder/claim")
    begin_write(session)
    row.status = Status.PENDING
    session.commit()

    assert client.get("/practitioners/ada-alder/claim").status_code == 404
    assert send(client, "email").status_code == 404
    assert client.get("/practitioners/nobody/claim").status_code == 404
    assert client.get("/claim/never-one").status_code == 404
