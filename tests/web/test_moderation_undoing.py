"""Taking a decision back on its page, and knowing beforehand which ones are final."""

import pytest
from sqlalchemy import event

from directory.cases import CaseStatus
from directory.db import begin_write, database
from directory.practitioners.models import Practitioner, Status
from tests.moderation.cases import a_recommendation, a_submission
from tests.web.moderating import moderator_of, now_is, press
from tests.web.visits import form_token


@pytest.fixture
def moderator(session, client):
    return moderator_of(session, client)


def take_back(client, case):
    return client.post(
        f"/moderation/{case.public_id}/take-back",
        data={"csrf_token": form_token(client)},
        follow_redirects=True,
    )


def test_a_listing_published_too_quickly_is_off_the_site_again(session, client, moderator):
    case = a_submission(session)
    listing = session.get_one(Practitioner, case.practitioner_id)
    session.commit()
    press(client, case, "publish")
    assert now_is(session, listing).status == Status.PUBLISHED
    assert "Take the decision back" in client.get(f"/moderation/{case.public_id}").text

    page = take_back(client, case).text

    assert now_is(session, listing).status == Status.PENDING
    assert now_is(session, case).status == CaseStatus.OPEN
    assert "Take the decision back" not in page
    assert client.get(f"/practitioners/{listing.slug}").status_code == 404


def test_what_the_owner_changed_since_stands_and_the_page_says_so(session, client, moderator):
    case = a_submission(session)
    session.commit()
    press(client, case, "publish")
    begin_write(session)
    listing = session.get_one(Practitioner, case.practitioner_id)
    listing.bio = "Changed since."
    session.commit()

    answer = take_back(client, case)

    assert (answer.status_code, now_is(session, case).status) == (409, CaseStatus.DECIDED)
    assert "Nothing was done" in answer.text


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (a_recommendation, "Final, and not to be taken back: Invite"),
        (a_submission, None),
    ],
)
def test_a_page_says_beforehand_what_is_final(session, client, moderator, plant, said):
    case = plant(session)
    session.commit()

    page = client.get(f"/moderation/{case.public_id}").text

    assert ("Final, and not to be taken back" in page) == bool(said)
    assert said is None or said in page


def test_a_decision_just_made_can_be_taken_back_from_the_queue(session, client, moderator, app):
    case = a_submission(session)
    session.commit()
    press(client, case, "publish")
    asked = []
    with app.app_context():
        event.listen(database.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))

    page = client.get("/moderation").text

    assert f"/moderation/{case.public_id}/take-back" in page
    assert len(asked) <= 15, asked
