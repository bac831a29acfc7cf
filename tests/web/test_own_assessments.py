"""One's own assessments: seen, changed and withdrawn by nobody else."""

import html
import re
import uuid

import pytest
from sqlalchemy import select

from directory.vetting.models import Assessment, Standing
from tests.accounts.factories import make_account, sign_in
from tests.factories import make_practitioner
from tests.vetting.factories import make_assessment


@pytest.fixture
def listing(session):
    return make_practitioner(session, name="Ada Alder", slug="ada-alder", kind="therapist")


@pytest.fixture
def member(session):
    return make_account(session, email="runner@example.org")


@pytest.fixture
def assessment(session, listing, member):
    made = make_assessment(session, practitioner=listing, member=member, comment="Fine.")
    session.commit()
    return made


def text_of(page):
    return html.unescape(re.sub(r"<[^>]+>", " ", page.text))


def test_the_page_says_what_became_of_each(client, member, assessment):
    sign_in(client, member)

    page = client.get("/account/assessments")

    assert "Ada Alder" in page.text
    assert "Visit in Apr 2026." in text_of(page)
    assert "Your comment waits for a moderator." in text_of(page)
    assert page.headers["Cache-Control"] == "no-store"


def test_without_any_it_says_where_to_begin(client, session, member):
    session.commit()
    sign_in(client, member)

    assert "You have not assessed anybody yet." in text_of(client.get("/account/assessments"))


def test_changing_leads_to_the_filled_form(client, member, assessment):
    sign_in(client, member)

    answer = client.get(f"/assessments/{assessment.public_id}/edit")
    page = client.get(answer.headers["Location"])

    assert re.search(r'value="knee" checked', page.text)
    assert re.search(r'value="hips" checked', page.text)


def test_withdrawing_erases_what_was_said(client, member, assessment, open_session):
    sign_in(client, member)
    path = f"/assessments/{assessment.public_id}/withdraw"
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)[1]

    answer = client.post(path, data={"csrf_token": token})

    one = open_session().scalars(select(Assessment)).one()
    assert answer.headers["Location"] == "/account/assessments"
    assert (one.standing, one.answers, one.comment) == (Standing.WITHDRAWN, {}, None)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("action", ["edit", "withdraw"])
def test_somebody_elses_is_not_there(client, session, assessment, action):
    other = make_account(session)
    session.commit()
    sign_in(client, other)

    assert client.get(f"/assessments/{assessment.public_id}/{action}").status_code == 404
    assert client.get(f"/assessments/{uuid.uuid4()}/{action}").status_code == 404


def test_somebody_elses_is_not_withdrawn(client, session, assessment, open_session):
    other = make_account(session)
    session.commit()
    sign_in(client, other)
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/account").text)[1]

    answer = client.post(
        f"/assessments/{assessment.public_id}/withdraw", data={"csrf_token": token}
    )

    assert answer.status_code == 404
    assert open_session().scalars(select(Assessment.standing)).one() == Standing.COUNTED


@pytest.mark.parametrize("path", ["/account/assessments", "/practitioners/ada-alder/assess/done"])
def test_strangers_are_asked_to_sign_in(client, assessment, path):
    answer = client.get(path)

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in?next=")


def test_done_without_an_assessment_leads_to_the_form(client, session, listing, member):
    session.commit()
    sign_in(client, member)

    answer = client.get("/practitioners/ada-alder/assess/done")

    assert answer.headers["Location"] == "/practitioners/ada-alder/assess"
