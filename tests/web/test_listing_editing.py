"""Changing one's own listing through the same pages: what is safe shows at once, the rest waits."""

from dataclasses import replace

import pytest

from directory.cases import CaseKind
from directory.cases.deciding import open_case_of
from directory.listings.deciding import refuse, send_back
from directory.listings.models import RevisionKind
from directory.practitioners.models import Practitioner
from directory.web.listing_prefill import steps_of
from tests.accounts.factories import make_account, sign_in
from tests.listings.factories import (
    LETTERS,
    make_content,
    make_owned,
    make_place,
    make_submission,
    make_verdict,
    practitioner_of,
)
from tests.web.listing_form import TownPlaces, drafts, fill, post, revisions, send, text_of


@pytest.fixture(autouse=True)
def _places(app):
    app.extensions["directory"] = replace(app.extensions["directory"], places=TownPlaces())


@pytest.fixture
def owned(session):
    """A published listing and the account that speaks for it."""
    pair = make_owned(session, name="Ada Alder", bio="As it was approved.")
    session.commit()
    return pair


def path_of(practitioner):
    return f"/desk/{practitioner.public_id}/edit"


def fields_of(client, listing, step):
    """The fields of a page as they stand for what is shown."""
    with client.application.test_request_context():
        return steps_of(listing)[step]


def test_the_form_begins_with_what_stands(client, owned):
    listing, owner = owned
    sign_in(client, owner)

    first = client.get(path_of(listing))
    page = client.get(f"{path_of(listing)}/who")

    assert first.headers["Location"] == f"{path_of(listing)}/who"
    assert 'value="Ada Alder"' in page.text
    assert "As it was approved." in page.text
    assert "Save and look it over" in page.text


def test_a_text_waits_while_the_public_page_keeps_the_approved_one(client, owned, open_session):
    listing, owner = owned
    sign_in(client, owner)
    who = {**fields_of(client, make_content(name="Ada Alder"), "who"), "bio": "A new text."}
    looked = post(client, "who", path=path_of(listing), **who, do="look")

    sent = send(client, path=path_of(listing))

    assert looked.headers["Location"] == f"{path_of(listing)}/preview"
    assert sent.headers["Location"] == f"/desk/{listing.public_id}?sent=waiting"
    assert revisions(open_session)[-1].changes["bio"] == ["As it was approved.", "A new text."]
    public = client.get(f"/practitioners/{listing.slug}").text
    assert "As it was approved." in public
    assert "A new text." not in public
    assert "A new text." in client.get(f"{path_of(listing)}/who").text
    assert drafts(open_session) == 0


def test_free_places_change_at_once(client, owned, open_session):
    listing, owner = owned
    sign_in(client, owner)
    post(
        client, "fees", path=path_of(listing), accepting="no", place=[str(listing.locations[0].id)]
    )

    sent = send(client, path=path_of(listing))

    kinds = [one.kind for one in revisions(open_session)]
    assert RevisionKind.LIVE in kinds
    assert sent.headers["Location"].startswith(f"/desk/{listing.public_id}?sent=")
    assert open_session().get(Practitioner, listing.id).accepting is False


def test_sending_without_a_change_says_so(client, owned, open_session):
    listing, owner = owned
    sign_in(client, owner)

    sent = send(client, path=path_of(listing))

    assert sent.headers["Location"] == f"/desk/{listing.public_id}?sent=same"
    assert len(revisions(open_session)) == 1


def test_another_kind_of_work_takes_leave_of_the_claims_of_the_former(client, owned, open_session):
    listing, owner = owned
    sign_in(client, owner)
    who = fields_of(client, make_content(name="Ada Alder"), "who")
    who |= {"kind": "running_coach", "profession": "running_coach"}
    post(client, "who", path=path_of(listing), **who)

    send(client, path=path_of(listing))

    changed = revisions(open_session)[-1].changes
    assert changed["kind"] == ["therapist", "running_coach"]
    assert changed["claims/T1"][1] is None


def test_for_a_listing_that_was_not_accepted_nothing_can_be_sent(client, session, open_session):
    author = make_account(session)
    revision = make_submission(session, author=author)
    case = open_case_of(session, CaseKind.SUBMISSION, ("revision", str(revision.public_id)))
    refuse(session, case, make_verdict(), seen=revision.public_id, letters=LETTERS)
    listing = practitioner_of(session, revision)
    session.commit()
    sign_in(client, author)
    fill(client, path=path_of(listing))

    page = send(client, path=path_of(listing))

    assert page.status_code == 400
    assert "This listing was not accepted." in text_of(page)
    assert len(revisions(open_session)) == 1


def test_what_came_back_is_where_the_owner_goes_on(client, session, open_session):
    author = make_account(session)
    revision = make_submission(session, author=author, bio="What I first wrote.")
    case = open_case_of(session, CaseKind.SUBMISSION, ("revision", str(revision.public_id)))
    send_back(session, case, make_verdict(), seen=revision.public_id, letters=LETTERS)
    listing = practitioner_of(session, revision)
    session.commit()
    sign_in(client, author)

    page = client.get(f"{path_of(listing)}/who")
    who = fields_of(client, make_content(), "who") | {"bio": "What I changed."}
    post(client, "who", path=path_of(listing), **who)
    sent = send(client, path=path_of(listing))

    assert "What I first wrote." in page.text
    assert sent.headers["Location"] == f"/desk/{listing.public_id}?sent=new"
    assert revisions(open_session)[-1].content["bio"] == "What I changed."


def test_the_form_of_a_listing_nobody_has_read_speaks_of_no_public_page(client, session):
    author = make_account(session, email="new@example.org")
    found = practitioner_of(session, make_submission(session, author=author))
    make_submission(session)
    session.commit()
    sign_in(client, author)

    pages = [text_of(client.get(f"{path_of(found)}/{step}")) for step in ("who", "preview")]

    assert "Nobody sees it before a moderator has read it" in pages[0]
    assert all("public page" not in page for page in pages)
    assert "1 other waits before it." in pages[1]
    assert "Send my listing" in pages[1]


def test_nobody_else_opens_the_form_of_a_listing(client, owned, session):
    listing, _owner = owned
    stranger = make_account(session)
    session.commit()
    sign_in(client, stranger)

    answers = [
        client.get(path_of(listing)),
        client.get(f"{path_of(listing)}/who"),
        post(client, "who", path=path_of(listing), name="Mine now"),
        post(client, "draft", path=path_of(listing), step="who", name="Mine now"),
        post(client, "preview-card", path=path_of(listing), step="who"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5


def test_whose_session_has_run_out_signs_in_and_finds_what_they_typed(client, owned):
    listing, owner = owned
    path = path_of(listing)

    sent = post(client, "who", path=path, name="Typed after the session ended")
    left = post(client, "draft", path=path, step="how", runners_since="2011")

    assert sent.headers["Location"] == f"/sign-in?next={path}/who"
    assert left.status_code == 204
    with client.session_transaction() as cookie:
        draft = cookie["draft_id"]
    sign_in(client, owner)
    with client.session_transaction() as cookie:
        cookie["draft_id"] = draft
    assert "Typed after the session ended" in client.get(f"{path}/who").text
    assert 'value="2011"' in client.get(f"{path}/how").text


def test_of_a_listing_that_is_not_there_nothing_is_kept(client, open_session):
    nobody = "/desk/00000000-0000-0000-0000-000000000001/edit"

    assert post(client, "who", path=nobody, name="x").status_code == 404
    assert drafts(open_session) == 0


def test_the_card_of_an_edit_shows_what_is_typed(client, owned):
    listing, owner = owned
    sign_in(client, owner)

    card = post(client, "preview-card", path=path_of(listing), step="fees", accepting="no")

    assert "Ada Alder" in card.text
    assert "Not accepting" in card.text


def test_a_place_that_stands_keeps_its_point_and_says_so(client, session):
    listing, owner = make_owned(session, places=(make_place(latitude=39.7, longitude=-105.0),))
    session.commit()
    sign_in(client, owner)

    page = client.get(f"{path_of(listing)}/where")

    assert "On the map as before." in text_of(page)
