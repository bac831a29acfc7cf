"""People who never asked to be listed have themselves removed, without an account."""

import html

import pytest
from sqlalchemy import select

from directory.cli.imports import parts_or_complaint
from directory.cli.nppes_import import NppesImport
from directory.http.limits import REMOVAL_LIMIT
from directory.interchange.suppression import suppressed
from directory.listings.models import RemovalRequest
from directory.practitioners.models import FormerSlug, Ownership, Practitioner, Status
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.factories import make_noise, make_practitioner
from tests.interchange.nppes_files import write_download
from tests.interchange.nppes_rows import SmallWorld, person
from tests.web.visits import mails
from tests.web.visits import send as send_form

PATH = "/practitioners/ada-alder/remove-me"
NPI = "1234567893"
THEIRS, ASKS = "ada@practice.example", "ada@home.example"


@pytest.fixture
def listing(session):
    made = make_practitioner(
        session,
        name="Ada Alder",
        slug="ada-alder",
        npi=NPI,
        email=THEIRS,
        status=Status.UNCLAIMED,
        source="nppes",
    )
    make_noise(session, 1)
    session.commit()
    return made


def ask(client, **fields):
    return send_form(client, PATH, page=PATH, **fields)


def ask_for_link(client):
    return send_form(client, f"{PATH}/link", page=PATH)


def link_of(app):
    """The path of the link that was mailed last."""
    text = mails(app)[-1].text
    return f"{PATH}/" + text.partition(f"{PATH}/")[2].split()[0]


def requests(open_session):
    return open_session().scalars(select(RemovalRequest)).all()


def slugs(open_session):
    return open_session().scalars(select(Practitioner.slug)).all()


@pytest.mark.usefixtures("listing")
def test_an_unclaimed_listing_leads_there_and_shows_the_address_masked(client):
    page = html.unescape(client.get(PATH).text)

    assert f'href="{PATH}"' in client.get("/practitioners/ada-alder").text
    assert "a•••@p•••.example" in page
    assert THEIRS not in page
    assert "no update of the register brings it back" in page


def test_a_published_listing_does_not_lead_there(client, session):
    make_practitioner(session, slug="bram")
    session.commit()

    assert "remove-me" not in client.get("/practitioners/bram").text


def test_the_link_of_the_mail_removes_at_once_and_for_good(
    app, client, open_session, settings, listing
):
    asked = ask_for_link(client)
    link = link_of(app)
    looked = client.get(link)
    pressed = send_form(client, link, page=link)

    assert (asked.status_code, asked.location) == (303, f"{PATH}/thanks")
    assert "Remove it for good" in looked.text
    assert (pressed.status_code, pressed.location) == (303, f"{PATH}/done")
    assert "Your listing is removed" in client.get(pressed.location).text
    assert "ada-alder" not in slugs(open_session)
    assert suppressed(open_session(), {NPI}, settings.secret_key) == {NPI}
    assert client.get("/practitioners/ada-alder").status_code == 404
    assert [mail.subject for mail in mails(app)] == [
        "Remove your listing: Ada Alder",
        "Your listing is removed",
    ]


@pytest.mark.usefixtures("listing")
def test_looking_removes_nothing_and_pressing_twice_is_no_harm(app, client, open_session):
    ask_for_link(client)
    link = link_of(app)
    client.get(link)
    assert "ada-alder" in slugs(open_session)
    send_form(client, link, page=link)

    again = send_form(client, link, page="/recommend")

    assert again.status_code == 404
    assert "your listing is gone" in again.text
    assert client.get(link).status_code == 404


@pytest.mark.usefixtures("listing")
def test_a_link_that_never_was_removes_nothing(client, open_session):
    answer = send_form(client, f"{PATH}/never", page=PATH)

    assert answer.status_code == 404
    assert "The listing is still there" in answer.text
    assert "ada-alder" in slugs(open_session)


@pytest.mark.usefixtures("listing")
def test_the_answer_is_the_same_whether_or_not_an_address_is_the_listings(
    app, client, open_session
):
    theirs = ask(client, email=" ADA@practice.example", message="")
    others = ask(client, email=ASKS, message="Before noon.")

    assert (theirs.status_code, theirs.location) == (others.status_code, others.location)
    assert "Your request has arrived" in client.get(others.location).text
    assert [mail.recipient for mail in mails(app)] == [THEIRS]
    (row,) = requests(open_session)
    assert (row.email, row.message) == (ASKS, "Before noon.")


@pytest.mark.usefixtures("listing")
def test_asking_twice_asks_once(client, open_session):
    for _ in range(2):
        assert ask(client, email=ASKS).status_code == 303

    assert len(requests(open_session)) == 1


@pytest.mark.usefixtures("listing")
def test_the_listings_mailbox_is_not_flooded_and_nobody_is_told(app, client):
    answers = {ask_for_link(client).location for _ in range(5)}

    assert answers == {f"{PATH}/thanks"}
    assert len(mails(app)) == 3


@pytest.mark.parametrize("values", [{"email": None}, {"email": THEIRS, "source": "demo"}])
def test_without_an_address_to_write_to_a_moderator_is_asked(
    app, client, session, open_session, values
):
    make_practitioner(session, slug="ada-alder", status=Status.UNCLAIMED, **values)
    session.commit()

    page = client.get(PATH).text
    answers = {ask_for_link(client).location, ask(client, email=ASKS).location}

    assert "Mail the link" not in page
    assert answers == {f"{PATH}/thanks"}
    assert mails(app) == []
    assert len(requests(open_session)) == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Type your e-mail address"),
        ({"email": "\x00"}, "no e-mail address"),
        ({"email": "nobody", "message": "Before noon."}, "no e-mail address"),
        ({"email": ASKS, "message": "x" * 501}, "longer than 500 letters"),
    ],
)
@pytest.mark.usefixtures("listing")
def test_what_cannot_be_sent_is_explained_and_kept(client, open_session, fields, message):
    answer = ask(client, **fields)

    assert answer.status_code == 400
    assert message in html.unescape(answer.text)
    if "message" in fields:
        assert fields["message"] in answer.text
    assert requests(open_session) == []


@pytest.mark.usefixtures("listing")
def test_too_many_requests_are_put_off_with_their_words_kept(client, open_session):
    for number in range(int(REMOVAL_LIMIT.split()[0])):
        ask(client, email=f"v{number}@mail.example")

    refused = ask(client, email=ASKS, message="Before noon.")

    assert refused.status_code == 429
    assert "Before noon." in refused.text
    assert ask_for_link(client).status_code == 429
    assert ASKS not in {row.email for row in requests(open_session)}


def test_what_somebody_speaks_for_is_closed_at_their_desk(
    app, client, session, open_session, listing
):
    ask_for_link(client)
    link = link_of(app)
    ensure_writing(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=make_account(session).id))
    session.commit()

    page = client.get(PATH).text
    answer = send_form(client, PATH, page="/recommend", email=ASKS)
    pressed = send_form(client, link, page="/recommend")

    assert "at your desk" in page
    assert "<textarea" not in page
    assert answer.location == f"{PATH}/thanks"
    assert (pressed.status_code, client.get(link).status_code) == (404, 404)
    assert requests(open_session) == []
    assert "ada-alder" in slugs(open_session)


def test_what_is_not_public_has_no_such_page(client, session, listing):
    make_practitioner(session, slug="gone", status=Status.HIDDEN, hidden_reason="Asked for.")
    session.add(FormerSlug(slug="ada-before", practitioner_id=listing.id))
    session.commit()

    assert client.get("/practitioners/gone/remove-me").status_code == 404
    assert client.get("/practitioners/ada-before/remove-me").location == PATH


def test_the_next_import_of_the_register_brings_nobody_back(
    app, client, open_session, settings, tmp_path
):
    cells = person()
    path = write_download(tmp_path, providers=[cells])
    NppesImport(settings, parts_or_complaint(path), SmallWorld()).run()
    session = open_session()
    ensure_writing(session)
    listing = session.scalars(select(Practitioner)).one()
    listing.email, page = THEIRS, f"/practitioners/{listing.slug}/remove-me"
    session.commit()
    send_form(client, f"{page}/link", page=page)
    token = mails(app)[-1].text.partition(f"{page}/")[2].split()[0]
    removed = send_form(client, f"{page}/{token}", page=f"{page}/{token}")

    NppesImport(settings, parts_or_complaint(path), SmallWorld()).run()

    assert removed.location == f"{page}/done"
    assert slugs(open_session) == []
    assert client.get(page).status_code == 404
