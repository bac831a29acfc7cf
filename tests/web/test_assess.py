"""Assessing through the pages: four steps, nothing lost, sent once one is signed in."""

import re

import pytest
from sqlalchemy import func, select

from directory.drafts.models import Draft
from directory.vetting.checklist import SORE_PLACES
from directory.web.forms.assess import NO_PAIN, SORE_LABELS
from tests.accounts.factories import make_account, sign_in
from tests.factories import make_practitioner
from tests.vetting.factories import make_assessment
from tests.web.assessing import (
    CORE,
    PATH,
    VISITS,
    give,
    month,
    send,
    stored,
    text_of,
    token_of,
    write,
)


@pytest.fixture
def listing(session):
    made = make_practitioner(session, name="Ada Alder", slug="ada-alder", kind="therapist")
    session.commit()
    return made


@pytest.fixture
def member(session):
    made = make_account(session, email="runner@example.org")
    session.commit()
    return made


@pytest.mark.usefixtures("listing")
def test_a_signed_in_member_goes_from_the_first_page_to_the_last(client, member, open_session):
    sign_in(client, member)
    write(client)

    sent = send(client, "/send", attested="y")

    (one,) = stored(open_session)
    assert sent.headers["Location"] == f"{PATH}/done"
    assert (one.sore, one.visits, one.links) == ("knee", "4+", ["feet", "knees", "hips"])
    assert one.answers["T1"] == "partly"
    assert (one.answers["T2"], one.answers["T4"]) == ("yes", "unknown")
    assert (one.flags, one.flags_asked) == ([], ["R2"])
    assert one.comment == "Took an hour. Good."
    page = client.get(f"{PATH}/done")
    assert "It counts." in page.text
    assert "reads your comment" in text_of(page)


@pytest.mark.usefixtures("listing")
def test_who_is_not_signed_in_does_so_at_the_end_and_loses_nothing(client, member, open_session):
    write(client)

    sent = send(client, "/send", attested="y")

    assert sent.headers["Location"].startswith("/sign-in?next=")
    assert stored(open_session) == []
    with client.session_transaction() as cookie:
        draft = cookie["draft_id"]
    other_browser = client.application.test_client()
    sign_in(other_browser, member)
    with other_browser.session_transaction() as cookie:
        cookie["draft_id"] = draft
    page = other_browser.get(f"{PATH}/send")
    assert "Send my assessment" in page.text
    assert 'value="y" checked' in page.text
    send(other_browser, "/send", attested="y")
    assert [one.answers["T2"] for one in stored(open_session)] == ["yes"]
    assert open_session().scalar(select(func.count(Draft.id))) == 0


@pytest.mark.usefixtures("listing")
def test_the_first_page_says_what_is_missing_and_keeps_the_rest(client):
    page = send(client, sore="hip", links=["core"])

    assert page.status_code == 400
    text = text_of(page)
    assert "Choose how many visits you had." in text
    assert "Choose the month of your last visit." in text
    assert re.search(r'value="hip" checked', page.text)
    assert re.search(r'value="core" checked', client.get(PATH).text)


@pytest.mark.parametrize(
    ("kind", "question"),
    [("therapist", "look at or test?"), ("running_coach", "comment on or film?")],
)
def test_ticking_links_is_asked_in_the_words_of_the_kind(client, session, kind, question):
    make_practitioner(session, slug="ada-alder", kind=kind)
    session.commit()

    page = client.get(PATH)

    assert question in text_of(page)


@pytest.mark.usefixtures("listing")
def test_what_is_asked_speaks_of_the_place_and_the_visits(client):
    send(client, **{**VISITS, "visits": "1", "month": month(client)})

    text = text_of(client.get(f"{PATH}/core"))

    assert "on places away from your knee?" in text
    assert "Were your exercises chosen for you?" in text
    assert "SORE" not in text


@pytest.mark.usefixtures("listing")
def test_links_and_none_of_them_contradict(client):
    page = send(client, **{**VISITS, "month": month(client), "links": ["feet", "none"]})

    assert page.status_code == 400
    assert "Keep one." in text_of(page)


@pytest.mark.usefixtures("listing")
@pytest.mark.parametrize(
    ("links", "derived"),
    [
        (["feet", "hips", "core"], "yes"),
        (["knees"], "no"),
        (["none"], "no"),
        (["forgotten"], "unknown"),
        ([], "unknown"),
    ],
)
def test_ticked_links_answer_the_first_item(client, member, open_session, links, derived):
    sign_in(client, member)
    send(client, **{**VISITS, "month": month(client), "links": links})
    send(client, "/core", **CORE)

    send(client, "/send", attested="y")

    assert [one.answers["T1"] for one in stored(open_session)] == [derived]


@pytest.mark.usefixtures("listing")
def test_what_the_ticks_say_can_be_corrected(client, member, open_session):
    sign_in(client, member)
    write(client, whole="yes")

    send(client, "/send", attested="y")

    assert [one.answers["T1"] for one in stored(open_session)] == ["yes"]


@pytest.mark.usefixtures("listing")
def test_items_that_cannot_apply_are_not_asked(client):
    send(client, sore="none", visits="1", month=month(client))

    page = client.get(f"{PATH}/more")

    assert 'name="T9"' not in page.text
    assert 'name="R1"' not in page.text
    assert 'name="T12"' in page.text


@pytest.mark.usefixtures("listing")
@pytest.mark.parametrize("step", ["/core", "/more", "/send"])
def test_later_pages_lead_to_the_first_while_it_is_empty(client, step):
    answer = client.get(PATH + step)

    assert (answer.status_code, answer.headers["Location"]) == (303, PATH)


@pytest.mark.usefixtures("listing")
def test_nothing_is_sent_without_the_attestation(client, member, open_session):
    sign_in(client, member)
    write(client)

    page = send(client, "/send")

    assert page.status_code == 400
    assert "Tick this if it is so" in text_of(page)
    assert stored(open_session) == []


@pytest.mark.usefixtures("listing")
def test_only_dont_knows_are_nothing_to_send(client, member, open_session):
    sign_in(client, member)
    send(client, **{**VISITS, "month": month(client), "links": []})
    send(client, "/core", T2="unknown")

    page = send(client, "/send", attested="y")

    assert page.status_code == 400
    assert "Answer at least one question" in text_of(page)
    assert stored(open_session) == []


@pytest.mark.usefixtures("listing")
def test_hostile_and_oversize_values_are_refused_kindly(client):
    send(client, **{**VISITS, "month": month(client)})

    core = send(client, "/core", T2="<script>", T99="yes")
    more = send(client, "/more", comment="\u202e\x07" + "x" * 5_000)
    first = send(client, sore="tail", visits="many", month="0000-99", links=["wings"])

    assert [page.status_code for page in (core, more, first)] == [400, 400, 400]
    assert "Keep what helps others most." in text_of(more)


@pytest.mark.usefixtures("listing")
def test_typing_is_kept_without_checking_it(client):
    token = token_of(client.get(PATH))

    kept = client.post(f"{PATH}/draft", data={"csrf_token": token, "step": "visits", "sore": "hip"})
    junk = client.post(f"{PATH}/draft", data={"csrf_token": token, "step": "else", "sore": "hip"})

    assert (kept.status_code, junk.status_code) == (204, 400)
    assert re.search(r'value="hip" checked', client.get(PATH).text)


def test_a_second_time_changes_the_first(client, session, listing, member, open_session):
    make_assessment(session, practitioner=listing, member=member, comment="Before.")
    session.commit()
    sign_in(client, member)

    page = client.get(PATH)
    send(client, sore="hip", visits="2-3", links=["feet"])
    send(client, "/send", attested="y")

    (one,) = stored(open_session)
    assert "You have assessed them before" in text_of(page)
    assert 'name="month"' not in page.text
    assert (one.sore, one.visit_month.isoformat()) == ("hip", "2026-04-01")
    assert one.comment == "Before."
    assert len(one.revisions) == 1


def test_an_owner_does_not_assess_the_own_listing(client, session, listing, member, open_session):
    write(client)
    give(session, listing, member)
    sign_in(client, member)

    page = client.get(PATH)

    assert page.status_code == 403
    assert "nothing to win" in text_of(page)


def test_an_owner_who_sends_anyway_is_refused(client, session, listing, member, open_session):
    sign_in(client, member)
    write(client)
    token = token_of(client.get(f"{PATH}/send"))
    give(session, listing, member)

    page = client.post(f"{PATH}/send", data={"csrf_token": token, "attested": "y"})

    assert page.status_code == 403
    assert stored(open_session) == []


def test_an_unknown_listing_is_not_found(client):
    assert client.get("/practitioners/nobody/assess").status_code == 404


def test_every_place_that_is_offered_is_one_of_the_checklists():
    assert SORE_LABELS.keys() - {NO_PAIN} <= SORE_PLACES.keys()
