"""What others do while somebody sends an assessment is met with words, and nothing is lost."""

import pytest
from sqlalchemy import select

from directory.accounts.models import Account
from directory.db import begin_write, utc_now
from directory.drafts.models import Draft
from directory.practitioners.models import Practitioner, Status
from directory.vetting.models import Assessment, Standing
from directory.vetting.service import withdraw
from tests.accounts.factories import make_account, sign_in
from tests.factories import make_practitioner
from tests.vetting.factories import make_assessment
from tests.web.assessing import (
    PATH,
    VISITS,
    give,
    meanwhile,
    month,
    send,
    stored,
    text_of,
    token_of,
    write,
)

BOTH = pytest.mark.databases("sqlite", "postgres")
POSTGRES = pytest.mark.databases("postgres")


@pytest.fixture
def listing(session):
    made = make_practitioner(session, name="Ada Alder", slug="ada-alder", kind="therapist")
    session.commit()
    return made


@pytest.fixture
def member(client, session, listing):
    made = make_account(session, email="runner@example.org")
    session.commit()
    sign_in(client, made)
    return made


@pytest.fixture
def assessment(session, listing, member):
    begin_write(session)
    made = make_assessment(session, practitioner=listing, member=member)
    session.commit()
    return made


def take_back(open_session):
    """Withdraw the only assessment in another session."""
    session = open_session()
    begin_write(session)
    withdraw(session, assessment=session.scalars(select(Assessment)).one(), now=utc_now())
    session.commit()


def change(open_session, table, **columns):
    """Change the only row of a table in another session."""
    session = open_session()
    begin_write(session)
    row = session.scalars(select(table)).one()
    for name, value in columns.items():
        setattr(row, name, value)
    session.commit()


@BOTH
def test_sending_twice_at_once_stores_one_and_both_arrive(app, client, member, open_session):
    write(client)
    token = token_of(client.get(f"{PATH}/send"))
    with client.session_transaction() as cookie:
        same = dict(cookie)
    second, places = app.test_client(), []
    with second.session_transaction() as cookie:
        cookie.update(same)

    def post(browser):
        answer = browser.post(f"{PATH}/send", data={"csrf_token": token, "attested": "y"})
        places.append(answer.headers["Location"])

    with meanwhile(app, lambda: post(second), writes=2):
        post(client)

    (one,) = stored(open_session)
    assert places == [f"{PATH}/done"] * 2
    assert one.revisions == []
    assert open_session().scalars(select(Draft)).all() == []


@POSTGRES
def test_another_assessment_sent_from_another_window_is_not_replaced_unasked(
    app, client, session, listing, member, open_session
):
    write(client)

    def other_window():
        begin_write(session)
        make_assessment(session, practitioner=listing, member=member)
        session.commit()

    with meanwhile(app, other_window):
        answer = send(client, "/send", attested="y")

    assert answer.headers["Location"] == f"{PATH}/send"
    assert "Sending replaces what you said." in text_of(client.get(f"{PATH}/send"))
    assert len(stored(open_session)) == 1


@POSTGRES
def test_a_change_of_what_was_withdrawn_leads_to_ones_own(app, client, assessment, open_session):
    send(client, sore="hip", visits="2-3", links=["feet"])

    with meanwhile(app, lambda: take_back(open_session)):
        answer = send(client, "/send", attested="y")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/account/assessments")


@BOTH
def test_withdrawing_twice_is_withdrawing(app, client, assessment, open_session):
    path = f"/assessments/{assessment.public_id}/withdraw"
    token = token_of(client.get(path))

    with meanwhile(app, lambda: take_back(open_session)):
        answer = client.post(path, data={"csrf_token": token})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/account/assessments")
    assert [one.standing for one in stored(open_session)] == [Standing.WITHDRAWN]


def test_who_becomes_the_owner_meanwhile_is_refused(
    app, client, session, listing, member, open_session
):
    write(client)

    with meanwhile(app, lambda: give(session, listing, member), writes=2):
        page = send(client, "/send", attested="y")

    assert page.status_code == 403
    assert stored(open_session) == []


def test_a_listing_that_goes_meanwhile_is_not_found(app, client, member, open_session):
    write(client)

    hide = lambda: change(open_session, Practitioner, status=Status.PENDING)  # noqa: E731
    with meanwhile(app, hide, writes=2):
        page = send(client, "/send", attested="y")

    assert page.status_code == 404
    assert stored(open_session) == []


def test_an_account_that_is_closed_meanwhile_stores_nothing(app, client, member, open_session):
    write(client)

    with meanwhile(app, lambda: change(open_session, Account, active=False), writes=2):
        answer = send(client, "/send", attested="y")

    assert answer.headers["Location"] == "/account/assessments"
    assert stored(open_session) == []


def test_questions_that_change_meanwhile_are_named_with_their_page(
    app, client, member, open_session
):
    write(client)

    other = lambda: change(open_session, Practitioner, kind="running_coach")  # noqa: E731
    with meanwhile(app, other, writes=2):
        page = send(client, "/send", attested="y")

    assert page.status_code == 400
    assert "Back to step 2" in text_of(page)
    assert f'href="{PATH}/core"' in page.text
    assert stored(open_session) == []


def test_a_session_that_runs_out_in_between_loses_nothing(client, member, open_session):
    send(client, **{**VISITS, "month": month(client)})
    send(client, "/core", T2="yes", T3="no")
    token = token_of(client.get(f"{PATH}/more"))
    with client.session_transaction() as cookie:
        del cookie["account_token"]

    answer = client.post(f"{PATH}/more", data={"csrf_token": token, "comment": "An hour."})
    sign_in(client, member)
    sent = send(client, "/send", attested="y")

    (one,) = stored(open_session)
    assert answer.headers["Location"].startswith("/sign-in?next=")
    assert sent.headers["Location"] == f"{PATH}/done"
    assert (one.sore, one.answers["T3"], one.comment) == ("knee", "no", "An hour.")
    assert open_session().scalars(select(Draft)).all() == []
