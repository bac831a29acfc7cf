"""Listing a practice through the pages: nothing lost, places shown back, sent once signed in."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from directory.cases.waiting import Expected
from directory.http.limits import count
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.web.listing_words import wait_words
from tests.accounts.factories import make_account, sign_in
from tests.factories import make_practitioner
from tests.web.listing_form import (
    PAGES,
    PATH,
    WHO,
    TownPlaces,
    drafts,
    fill,
    post,
    revisions,
    send,
    text_of,
    token_of,
)
from tests.web.visits import mails


@pytest.fixture(autouse=True)
def _places(app):
    app.extensions["directory"] = replace(app.extensions["directory"], places=TownPlaces())


@pytest.fixture
def author(session):
    made = make_account(session, email="ines@practice.example")
    session.commit()
    return made


def test_whoever_is_signed_in_goes_from_the_first_page_to_the_last(client, author, open_session):
    sign_in(client, author)
    fill(client)

    sent = send(client)

    (one,) = revisions(open_session)
    practitioner = open_session().get(Practitioner, one.practitioner_id)
    assert sent.headers["Location"] == f"/desk/{practitioner.public_id}?sent=new"
    assert practitioner.status == Status.PENDING
    assert one.content["name"] == "Ines Okafor-Lund"
    assert one.content["links"] == {"hips": "I test hip rotation on both sides"}
    assert one.content["places"][0]["latitude"] == pytest.approx(39.74, abs=0.01)
    assert one.content["places"][0]["precision"] == "postal"
    assert open_session().get(Ownership, (practitioner.id, author.id)) is not None
    assert drafts(open_session) == 0
    assert "Nothing shows before" in client.get(sent.headers["Location"]).text


def test_who_is_not_signed_in_does_so_at_the_end_and_loses_nothing(client, author, open_session):
    fill(client)

    sent = send(client)

    assert sent.headers["Location"] == f"/sign-in?next={PATH}/preview"
    assert revisions(open_session) == []
    with client.session_transaction() as cookie:
        draft = cookie["draft_id"]
    other_browser = client.application.test_client()
    sign_in(other_browser, author)
    with other_browser.session_transaction() as cookie:
        cookie["draft_id"] = draft
    page = other_browser.get(f"{PATH}/preview")
    assert "Send my listing" in page.text
    assert "Ines Okafor-Lund" in page.text
    send(other_browser)
    assert [one.content["name"] for one in revisions(open_session)] == ["Ines Okafor-Lund"]


def test_sending_twice_makes_one_listing_and_leads_to_it_both_times(client, author, open_session):
    sign_in(client, author)
    fill(client)
    first = send(client)

    second = send(client)

    assert second.headers["Location"] == first.headers["Location"]
    assert len(revisions(open_session)) == 1
    assert len([mail for mail in mails(client.application) if mail.recipient == author.email]) <= 1


def test_whoever_sends_in_one_too_many_is_told_and_loses_nothing(app, client, author, open_session):
    sign_in(client, author)
    fill(client)
    with app.test_request_context():
        for _ in range(20):
            count("submission", str(author.public_id))

    sent = send(client)

    assert sent.status_code == 429
    assert int(sent.headers["Retry-After"]) > 0
    assert "You have sent in many listings today." in text_of(sent)
    assert revisions(open_session) == []
    assert drafts(open_session) == 1


@pytest.mark.parametrize(
    ("step", "fields", "said"),
    [
        ("who", {"name": "", "bio": "Kept"}, ["Write the name that clients know.", "Kept"]),
        ("who", {"kind": "wizard"}, ["Ines Okafor-Lund", "DPT, OCS"]),
        ("who", {"kind": "running_coach"}, ["is no profession of a running coach"]),
        ("who", {"name": "7"}, ["in letters"]),
        ("where", {"new-1-city": ""}, ["Write the town", "1 Larimer Street"]),
        ("where", {"new-1-city": "Nowhereville", "new-1-postal_code": ""}, ["no such town", "Nowhereville"]),
        ("where", {"new-1-phone": "call me"}, ["as one dials it", "call me"]),
        ("where", {"new-1-mon": "mornings"}, ["Write it like 8:00-12:00", "mornings"]),
        ("where", {"new-1-country": "XX"}, ["1 Larimer Street"]),
        ("how", {"link-hips": "Yes."}, ["Say a little more", "Yes."]),
        ("how", {"runners_since": "1066"}, ["from 1950 to", "1066"]),
        ("how", {"trial_call_minutes": "half"}, ["from 5 to 120", "half"]),
        ("fees", {"new-1-fee_first": "a lot"}, ["number alone", "a lot"]),
        ("fees", {"new-1-fee_first": "99999"}, ["more than 10000", "99999"]),
        ("fees", {"booking_url": "javascript:alert(1)"}, ["no web address", "javascript:alert(1)"]),
        ("fees", {"wait_days": "-1"}, ["from 0 to 730"]),
        ("credentials", {"npi": "1234567890"}, ["is no NPI", "1234567890"]),
        ("credentials", {"email": "ines at home"}, ["no e-mail address", "ines at home"]),
        ("credentials", {"1-title": "", "1-number": "PT-1"}, ["what the licence is called", "PT-1"]),
    ],
)  # fmt: skip
def test_a_page_says_what_has_to_be_changed_and_keeps_what_was_typed(client, step, fields, said):
    token = token_of(client.get(f"{PATH}/who"))
    post(client, "who", token=token, **WHO)

    page = post(client, step, token=token, **{**PAGES[step], **fields})

    assert page.status_code == 400
    text = text_of(page)
    assert "Please change this:" in text
    assert [words for words in said if words not in text] == []


def test_the_last_page_leads_to_pages_that_have_to_be_changed(client, author, open_session):
    sign_in(client, author)
    fill(client)
    post(client, "how", runners_since="1066")

    page = send(client)

    assert page.status_code == 400
    assert "Something has to be changed" in text_of(page)
    assert f'href="{PATH}/how?checked=1"' in page.text
    assert "from 1950 to" in client.get(f"{PATH}/how?checked=1").text
    assert revisions(open_session) == []


@pytest.mark.parametrize(
    ("days", "waiting", "words"),
    [
        (0, 0, "on the same day. Nothing waits before it."),
        (1, 1, "within 1 day. 1 other waits before it."),
        (9, 3, "within 9 days. 3 others wait before it."),
        (None, 0, "too few so far"),
    ],
)
def test_the_expected_time_is_said_as_it_was_measured(app, days, waiting, words):
    with app.test_request_context():
        said = wait_words(Expected(days=days, decided=20, waiting=waiting))

    assert words in said


def test_the_last_page_cannot_be_sent_without_vouching_for_it(client):
    fill(client)

    page = post(client, "preview")

    assert page.status_code == 400
    assert "Tick this if it is so" in page.text


def test_an_invitation_fills_in_the_first_page_until_something_is_typed(client):
    invited = client.get("/listings/new?name=Ada+Alder&kind=running_coach&evil=1")

    page = client.get(invited.headers["Location"])
    fill(client)
    later = client.get(invited.headers["Location"])

    assert 'value="Ada Alder"' in page.text
    assert 'value="running_coach" checked' in page.text
    assert "Ada Alder" not in later.text


def test_who_goes_to_a_later_page_first_begins_at_the_beginning(client):
    assert client.get(f"{PATH}/fees").headers["Location"] == f"{PATH}/who"
    assert client.get(f"{PATH}/nowhere").status_code == 404
    assert post(client, "nowhere").status_code == 404


def test_a_listing_that_may_be_the_same_is_shown_with_the_way_to_claim_it(client, session, listed):
    make_practitioner(session, name="Ines Okafor Lund", slug="ines", status="unclaimed")
    make_practitioner(session, name="Somebody Else")
    listed()
    fill(client)

    page = client.get(f"{PATH}/preview")

    text = text_of(page)
    assert "Is one of these you?" in text
    assert "It has a similar name." in text
    assert "/practitioners/ines/claim" in page.text
    assert "Somebody Else" not in text


def test_the_same_number_is_named_as_the_reason(client, session, listed):
    make_practitioner(session, name="Quite Another", slug="another", npi="1234567893")
    listed()
    fill(client, credentials={"npi": "1234567893"})

    page = client.get(f"{PATH}/preview")

    assert "It has the same provider number" in text_of(page)


def test_what_is_missing_is_named_and_leads_to_where_it_is_asked(client):
    fill(client)

    page = client.get(f"{PATH}/preview")

    text = text_of(page)
    assert "By video not stated" in text
    assert f'href="{PATH}/how"' in page.text
    assert "1 of 6 links claimed" in text
    assert "too few so far to say how long it takes" in text


def test_the_card_is_drawn_of_what_is_typed_and_stored_nowhere(client, open_session):
    page = post(
        client, "preview-card", step="who", **{**WHO, "name": "Ada <script>alert(1)</script>Alder"}
    )

    assert page.status_code == 200
    assert "Ada Alder" in page.text
    assert "script" not in page.text
    assert drafts(open_session) == 0
    assert open_session().scalar(select(func.count(Practitioner.id))) == 0
    assert post(client, "preview-card", step="other").status_code == 400
    assert "begins with your name" in post(client, "preview-card", step="who").text


def test_a_page_that_is_left_is_kept(client):
    kept = post(client, "draft", step="who", name="Half a na", bio="Half a sent")

    assert kept.status_code == 204
    page = client.get(f"{PATH}/who")
    assert 'value="Half a na"' in page.text
    assert "Half a sent" in page.text
    assert post(client, "draft", step="other").status_code == 400


def test_what_was_typed_can_be_forgotten(client, open_session):
    fill(client)
    assert "begin anew" in client.get(f"{PATH}/who").text

    forgotten = post(client, "who", **WHO, do="forget")

    assert forgotten.headers["Location"] == f"{PATH}/who"
    assert drafts(open_session) == 0
    page = client.get(f"{PATH}/who")
    assert "Ines" not in page.text
    assert "begin anew" not in page.text


def test_the_home_page_and_every_head_and_foot_lead_to_the_form(client):
    page, other = client.get("/"), client.get("/credits")

    assert "I’m a practitioner" in page.text
    assert page.text.count('href="/listings/new"') == 3
    assert other.text.count('href="/listings/new"') == 2
