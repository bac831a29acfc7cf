"""Typing the code of a claim, answering in a dispute, coming back."""

import io
import re

import pytest

from directory.accounts.digests import Keys
from directory.db import begin_write
from directory.files.keeping import documents_folder
from directory.listings.claims.codes import call_code
from directory.listings.models import ListingFile, OwnershipClaim
from directory.listings.ownership import leave
from directory.listings.owning import owner_of
from directory.practitioners.models import Ownership, Status
from tests.accounts.factories import make_account, sign_in
from tests.databases import ensure_writing
from tests.factories import make_location
from tests.files.test_checking import PAPER
from tests.listings.claim_factories import LETTERS, plant_unclaimed
from tests.listings.disputed import plant_claim_of, plant_dispute
from tests.vetting.plant import NOW
from tests.web.moderating import now_is
from tests.web.visits import form_token, mails

PAGE = "/practitioners/ada-alder/claim"


@pytest.fixture
def listing(session):
    made = plant_unclaimed(session, slug="ada-alder")
    session.commit()
    return made


@pytest.fixture
def ada(session, client, listing):
    return enter(session, client, "ada@runner.example")


def enter(session, client, email):
    """Sign somebody in."""
    ensure_writing(session)
    account = make_account(session, email)
    session.commit()
    sign_in(client, account)
    return account


def post(client, path="", **fields):
    token = form_token(client, "/account")
    return client.post(f"{PAGE}{path}", data={"csrf_token": token} | fields)


def code_of(app):
    return re.search(r"^(\d{6})$", mails(app)[-1].text, re.MULTILINE)[1]


def test_the_code_of_the_mail_is_typed_on_the_page(session, client, app, listing, ada):
    answer = post(client, way="email")
    assert 'autocomplete="one-time-code"' in client.get(answer.location).text

    done = post(client, "/code", code=code_of(app))

    assert (done.status_code, done.location) == (303, f"/desk/{listing.public_id}")
    assert owner_of(session, now_is(session, listing).id) == ada.id


def test_a_wrong_code_says_how_many_tries_are_left(session, client, app, listing, ada):
    post(client, way="email")
    code = f"{(int(code_of(app)) + 1) % 10**6:06}"

    tries = [post(client, "/code", code=code) for _ in range(5)]

    assert [answer.status_code for answer in tries] == [400] * 5
    assert "You have 4 more tries" in tries[0].text
    assert "You have 1 more try" in tries[3].text
    assert "tried too often" not in tries[3].text
    assert post(client, "/code", code=code_of(app)).status_code == 303
    assert owner_of(session, now_is(session, listing).id) is None


@pytest.mark.parametrize("code", ["", "12", "\0", "١٢٣٤٥٦", "1" * 5000, "abcdef", "\u202e123456"])
def test_what_is_no_code_is_no_try(client, app, ada, code):
    post(client, way="email")

    answer = post(client, "/code", code=code)

    assert answer.status_code in {400, 303}


def test_codes_are_not_tried_without_end(client, ada):
    for _ in range(30):
        post(client, "/code", code="123456")

    assert post(client, "/code", code="123456").status_code == 429


def test_with_a_number_alone_a_moderator_calls(session, client, app, settings):
    listing = plant_unclaimed(session, slug="ada-alder", email=None)
    make_location(session, listing, phone="+1 303 555 0142")
    session.commit()
    account = enter(session, client, "ada@runner.example")
    end = next(place.phone for place in listing.locations if place.phone)[-2:]
    assert f"A moderator calls the number that ends in {end}" in client.get(PAGE).text
    assert "A moderator reads it out" in client.get(post(client, way="phone").location).text
    session.rollback()
    row = session.query(OwnershipClaim).one()

    post(client, "/code", code=call_code(Keys(app.secret_key), row))

    assert owner_of(session, now_is(session, listing).id) == account.id


def test_each_side_of_a_dispute_answers_on_the_page(session, client, listing, ada, settings):
    begin_write(session)
    owner = make_account(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=owner.id))
    plant_claim_of(session, listing, ada)
    session.commit()

    answer = post(
        client, "/statement", message="I moved there.", file=(io.BytesIO(PAPER), "licence.pdf")
    )

    page = client.get(answer.location).text
    assert "I moved there." in page
    assert "Your document is there" in page
    assert session.query(ListingFile).one().account_id == ada.id
    sign_in(client, owner)
    assert "Somebody else says that this listing is theirs" in client.get(PAGE).text
    post(client, "/statement", message="It is mine.")
    session.rollback()
    said = {row.message for row in session.query(OwnershipClaim)}
    assert said == {"I moved there.", "It is mine."}


def test_what_cannot_be_taken_is_said_and_nothing_typed_is_lost(session, client, listing, ada):
    begin_write(session)
    owner = make_account(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=owner.id))
    plant_claim_of(session, listing, ada)
    session.commit()

    junk = post(client, "/statement", message="Kept.", file=(io.BytesIO(b"junk"), "x.exe"))
    long = post(client, "/statement", message="y" * 600)

    assert (junk.status_code, long.status_code) == (400, 400)
    assert "Kept." in junk.text
    assert "y" * 600 in long.text


def test_who_has_no_side_says_nothing(session, client, listing, ada, settings):
    bare = post(client, "/statement", message="Mine.")
    filed = post(client, "/statement", message="", file=(io.BytesIO(PAPER), "licence.pdf"))

    assert (bare.status_code, filed.status_code) == (303, 303)
    assert session.query(OwnershipClaim).count() == 0
    assert list(documents_folder(settings.var).iterdir()) == []


def test_who_left_comes_back_with_one_button(session, client, listing, ada):
    assert post(client, "/back").status_code == 303
    ensure_writing(session)
    listing.status = Status.PUBLISHED
    session.add(Ownership(practitioner_id=listing.id, account_id=ada.id, since=NOW))
    session.flush()
    leave(session, listing, owner=ada, letters=LETTERS, now=NOW)
    session.commit()
    assert "Come back to this listing" in client.get(PAGE).text

    done = post(client, "/back")

    assert done.location == f"/desk/{listing.public_id}"
    assert now_is(session, listing).status == Status.PUBLISHED


def test_a_listing_that_was_left_is_named_to_nobody_who_is_not_signed_in(session, app):
    listing, _case, (owner, claimant), _row = plant_dispute(session, slug="ada-alder")
    leave(session, listing, owner=owner, letters=LETTERS, now=NOW)
    session.commit()
    visitor, other = app.test_client(), app.test_client()
    sign_in(other, claimant)

    assert "/sign-in?next=" in visitor.get(PAGE).location
    assert other.get(PAGE).status_code == 200
