"""An owner appeals a cap or a veto at the desk."""

import pytest

from directory.cases import Case, CaseKind
from directory.cases.deciding import decide_case
from directory.db import begin_write, utc_now
from directory.practitioners.models import Status
from directory.vetting.models import Flag
from tests.web.evidence import own, path_of, send, text_of

pytestmark = pytest.mark.databases("sqlite")

TEXT = "We have changed how we work: everybody is seen walking first."
ASKED = [{"on": "2026-04-01", "how": "Letter"}]


@pytest.fixture
def practitioner(session, client):
    return own(session, client, name="Ada Alder")


@pytest.fixture
def flag(session, practitioner):
    begin_write(session)
    counted = {"reported": 4, "answered": 9, "attempts": ASKED, "decided_at": utc_now()}
    made = Flag(practitioner_id=practitioner.id, code="R1", status="capped", **counted)
    session.add(made)
    session.commit()
    return made


def appeal(client, practitioner, text=TEXT, code="R1"):
    page = path_of(practitioner, "appeals")
    return send(client, path_of(practitioner, "documents"), f"{page}/{code}", text=text)


def appeals(open_session):
    return open_session().query(Case).filter_by(kind=CaseKind.APPEAL).all()


def test_without_a_decision_there_is_nothing_to_appeal(client, practitioner):
    page = client.get(path_of(practitioner, "appeals"))

    assert "There is nothing to appeal." in text_of(page)
    assert "<textarea" not in page.text


@pytest.mark.usefixtures("flag")
def test_an_appeal_waits_for_a_moderator_and_only_one_does(client, practitioner, open_session):
    before = text_of(client.get(path_of(practitioner, "appeals")))

    first, second = appeal(client, practitioner), appeal(client, practitioner)

    assert "Capped at 40: 4 of 9 members reported" in before
    assert (first.status_code, second.status_code) == (303, 303)
    (case,) = appeals(open_session)
    assert case.details == {"code": "R1", "text": TEXT}
    words = text_of(client.get(path_of(practitioner, "appeals")))
    assert "Your appeal waits for a moderator" in words
    assert TEXT in words


@pytest.mark.usefixtures("flag")
def test_the_replies_lead_to_the_appeal(client, practitioner):
    page = client.get(path_of(practitioner, "replies"))

    assert path_of(practitioner, "appeals") in page.text


def test_a_hidden_listing_can_appeal_its_veto(session, client, practitioner, open_session):
    begin_write(session)
    practitioner.status, practitioner.hidden_reason = Status.HIDDEN, "Licence."
    session.add(Flag(practitioner_id=practitioner.id, code="R4", status="capped"))
    session.commit()

    answer = appeal(client, practitioner, code="R4")

    assert answer.status_code == 303
    assert len(appeals(open_session)) == 1


@pytest.mark.usefixtures("flag")
@pytest.mark.parametrize("text", ["", "Too short.", "x" * 1_001, "<b></b>" * 10, "\0" * 50])
def test_what_is_no_appeal_is_explained_and_kept(client, practitioner, open_session, text):
    answer = appeal(client, practitioner, text)

    assert answer.status_code == 400
    assert "Say it in 20 to 1,000 letters." in text_of(answer)
    assert appeals(open_session) == []


@pytest.mark.usefixtures("flag")
@pytest.mark.parametrize("code", ["R2", "x"])
def test_what_was_not_decided_cannot_be_appealed(client, practitioner, code):
    assert appeal(client, practitioner, code=code).status_code == 404


@pytest.mark.usefixtures("flag")
def test_an_appeal_that_was_turned_down_says_why_and_can_be_asked_again(
    client, session, practitioner, open_session
):
    appeal(client, practitioner)
    begin_write(session)
    case = session.query(Case).filter_by(kind=CaseKind.APPEAL).one()
    why = "It says nothing of the chain."
    decide_case(session, case, "uphold", reason=why, actor="moderator:m", now=utc_now())
    session.commit()

    words = text_of(client.get(path_of(practitioner, "appeals")))

    assert why in words
    assert appeal(client, practitioner).status_code == 303
    assert len(appeals(open_session)) == 2


@pytest.mark.usefixtures("flag")
def test_another_owner_finds_no_such_page(client, session, practitioner):
    other = own(session, client, email="bram@practice.example")

    posted = send(
        client, path_of(other, "documents"), f"{path_of(practitioner, 'appeals')}/R1", text=TEXT
    )

    assert (client.get(path_of(practitioner, "appeals")).status_code, posted.status_code) == (
        404,
        404,
    )
