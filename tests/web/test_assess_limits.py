"""How much one visitor may keep on the site without an account."""

import pytest
from sqlalchemy import func, select

from directory.drafts.models import Draft
from tests.factories import make_practitioner
from tests.web.assessing import PATH, spend, token_of


@pytest.fixture(autouse=True)
def listing(session):
    made = make_practitioner(session, name="Ada Alder", slug="ada-alder", kind="therapist")
    session.commit()
    return made


def test_a_cookie_that_is_sent_again_and_again_begins_only_so_many_drafts(client, open_session):
    token = token_of(client.get(PATH))
    with client.session_transaction() as cookie:
        before = dict(cookie)
    spend(client, "draft_begun", 98)

    answers = []
    for _ in range(4):
        with client.session_transaction() as cookie:
            cookie.clear()
            cookie.update(before)
        answers.append(client.post(PATH, data={"csrf_token": token, "sore": "hip"}).status_code)

    assert answers == [400, 400, 429, 429]
    assert open_session().scalar(select(func.count(Draft.id))) == 2


@pytest.mark.parametrize("step", ["", "/core", "/more", "/send", "/draft"])
def test_saving_any_page_is_counted(client, step):
    token = token_of(client.get(PATH))

    answer = client.post(PATH + step, data={"csrf_token": token, "step": "visits"})

    assert answer.headers["X-RateLimit-Remaining"] == "119"
