"""Claims on the desk: a sentence each, read by a moderator first, and never lost."""

import uuid

import pytest

from directory.cases.deciding import queue
from directory.db import begin_write
from directory.listings.deciding import approve, revision_of
from directory.listings.models import Revision
from directory.listings.start import waiting_revision
from directory.practitioners.models import Practitioner
from directory.vetting.checklist import EvidenceKind, checklist
from directory.vetting.models import Claim
from tests.accounts.factories import sign_in
from tests.listings.factories import LETTERS, make_verdict
from tests.web.evidence import own, path_of, send, text_of, token_of

WALK = "We walk ten minutes together before I touch anything."
ASK = "I ask for a number from 0 to 10 and stop at 4."


@pytest.fixture
def practitioner(session, client):
    return own(session, client, claims={"T1": WALK})


def claim(client, practitioner, **fields):
    return send(client, path_of(practitioner, "claims"), **{"T1": WALK, **fields})


def waiting(open_session, practitioner):
    found = waiting_revision(open_session(), practitioner.id)
    return found.changes if found else None


def test_every_item_that_can_be_claimed_has_its_present_sentence(client, practitioner):
    page = client.get(path_of(practitioner, "claims"))

    items = checklist(practitioner.kind).items
    claimable = [item.code for item in items if EvidenceKind.CLAIM in item.evidence]
    assert page.text.count("<textarea") == len(claimable)
    assert f"\n{WALK}</textarea>" in page.text
    assert "drawn hollow" in text_of(page)


def test_a_new_sentence_waits_for_a_moderator(client, practitioner, open_session):
    answer = claim(client, practitioner, T7=f"  {ASK}\r\n<b></b>")

    page = client.get(answer.headers["Location"])
    assert waiting(open_session, practitioner) == {"claims/T7": [None, ASK]}
    assert open_session().query(Claim).filter_by(code="T7").all() == []
    assert "It has arrived" in text_of(page)
    assert "Visitors read nothing yet." in text_of(page)


def test_an_approved_sentence_is_claimed(client, practitioner, open_session):
    claim(client, practitioner, T7=ASK)
    session = open_session()
    (case,) = queue(session)
    begin_write(session)
    seen = revision_of(session, case).public_id
    approve(session, case, make_verdict(), seen=seen, letters=LETTERS)
    session.commit()

    assert open_session().query(Claim).filter_by(code="T7").one().sentence == ASK
    assert "Waits for a moderator" not in text_of(client.get(path_of(practitioner, "claims")))


def test_an_empty_sentence_takes_the_claim_back(client, practitioner, open_session):
    page = client.get(claim(client, practitioner, T1="").headers["Location"])

    assert waiting(open_session, practitioner) == {"claims/T1": [WALK, None]}
    assert f"Visitors still read: “{WALK}”" in text_of(page)


def test_the_same_again_changes_nothing(client, practitioner, open_session):
    page = client.get(claim(client, practitioner).headers["Location"])

    assert "Nothing has changed" in text_of(page)
    assert waiting(open_session, practitioner) is None


def test_what_is_no_sentence_is_said_beside_it_and_all_is_kept(client, practitioner, open_session):
    wrong = {"T3": "Yes.", "T4": "<b></b>", "T5": "x" * 301, "T6": "x" * 100_000}

    page = claim(client, practitioner, **wrong, T7=ASK)

    assert page.status_code == 400
    assert text_of(page).count("Say a little more") == 4, "Each is said on top and beside it."
    assert all(f'href="#q-{code}"' in page.text for code in wrong)
    assert f"\n{ASK}</textarea>" in page.text
    assert "x" * 100_000 in page.text
    assert waiting(open_session, practitioner) is None


def test_any_script_is_taken_as_plain_words(client, practitioner, open_session):
    typed = {
        "T6": "痛みは十段階のうち四までとします。必ず確認します。",
        "T7": "\u202eWe look \0at\u0007 the feet first",
        "T8": "=1+1 <i>we test</i> the hips and <script>alert(1)</script>",
    }

    claim(client, practitioner, **typed)

    said = {path: after for path, (_, after) in waiting(open_session, practitioner).items()}
    assert said == {
        "claims/T6": typed["T6"],
        "claims/T7": "We look at the feet first",
        "claims/T8": "=1+1 we test the hips and",
    }


def test_whose_session_has_run_out_signs_in_and_is_led_back(client, practitioner):
    path = path_of(practitioner, "claims")
    token = token_of(client.get(path))
    client.post("/sign-out", data={"csrf_token": token})
    token = token_of(client.get("/sign-in"))

    answer = client.post(path, data={"csrf_token": token, "T7": ASK, "evil": "x" * 500})

    assert answer.status_code == 303
    assert f"next=/desk/{practitioner.public_id}/claims" in answer.headers["Location"]


def test_what_was_kept_while_signed_out_comes_back_and_goes_once_sent(
    client, practitioner, open_session
):
    path = path_of(practitioner, "claims")
    client.post("/sign-out", data={"csrf_token": token_of(client.get(path))})
    token = token_of(client.get("/sign-in"))
    client.post(path, data={"csrf_token": token, "T1": WALK, "T7": ASK})
    sign_in(client, revision_author(open_session))

    page = client.get(path)
    claim(client, practitioner, T7=ASK)

    assert "Not sent yet" in text_of(page)
    assert f"\n{ASK}</textarea>" in page.text
    assert waiting(open_session, practitioner) == {"claims/T7": [None, ASK]}
    assert "Not sent yet" not in text_of(client.get(path))


def revision_author(open_session):
    return open_session().query(Revision).first().author_id


def test_a_stranger_keeps_nothing_about_a_listing_that_is_not_there(client):
    token = token_of(client.get("/sign-in"))

    answer = client.post(f"/desk/{uuid.uuid4()}/claims", data={"csrf_token": token, "T7": ASK})

    assert answer.status_code == 404


def test_what_is_wrong_elsewhere_in_the_listing_is_said(client, session, practitioner):
    begin_write(session)
    session.query(Practitioner).one().status = "pending"
    revision = session.query(Revision).one()
    revision.content = {**revision.content, "name": "X"}
    session.commit()

    page = claim(client, practitioner, T7=ASK)

    assert page.status_code == 400
    assert "Something else in your listing" in text_of(page)
    assert f"\n{ASK}</textarea>" in page.text


def test_a_listing_that_was_not_accepted_takes_no_claims(client, session, practitioner):
    begin_write(session)
    session.query(Revision).one().status = "refused"
    session.commit()

    page = claim(client, practitioner, T7=ASK)

    assert page.status_code == 400
    assert "was not accepted" in text_of(page)


def test_another_owner_finds_no_such_page(client, session, practitioner):
    mine = path_of(own(session, client, email="bram@practice.example"), "claims")
    path = path_of(practitioner, "claims")

    assert client.get(path).status_code == 404
    assert send(client, mine, path, T7=ASK).status_code == 404
