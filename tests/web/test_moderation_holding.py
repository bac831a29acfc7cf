"""Taking a case, letting it go, handing it over, and taking a decision back, on pages."""

import re
from datetime import timedelta

import pytest

from directory.cases import CaseStatus
from directory.db import utc_now
from directory.log.models import Event
from directory.moderation.service import actor_of
from directory.moderation.service import hold as take
from directory.practitioners.models import Ownership
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.moderation import cases as at
from tests.web.moderating import moderator_of, now_is, press
from tests.web.visits import form_token

pytestmark = pytest.mark.databases("sqlite")

ACTS = ("hold", "let-go", "hand-over", "take-back")
ASKED_BY_SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def moderator(session, client):
    return moderator_of(session, client)


@pytest.fixture
def case(session, moderator):
    found = at.a_recommendation(session)
    session.commit()
    return found


def held_by_another(session, case):
    ensure_writing(session)
    other = make_account(session, roles=["moderator"])
    take(session, case, other, utc_now())
    session.commit()
    return other


def do(client, case, act, headers=None, query="", **fields):
    sent = {"csrf_token": form_token(client)} | fields
    address = f"/moderation/{case.public_id}/{act}{query}"
    return client.post(address, data=sent, headers=headers)


def page(client, case):
    return client.get(f"/moderation/{case.public_id}").text


def test_a_case_is_taken_and_let_go(session, client, moderator, case):
    assert "Nobody has this before them." in page(client, case)

    taken = do(client, case, "hold", query="?kind=recommendation")

    assert taken.status_code == 303
    assert taken.location == f"/moderation/{case.public_id}?kind=recommendation"
    assert now_is(session, case).held_by == actor_of(moderator)
    text = page(client, case)
    assert "This is before you now." in text
    assert "You have this before you until" in text
    assert "before you, until" in client.get("/moderation").text
    do(client, case, "let-go")
    assert "Nobody has this before them." in page(client, case)


def test_the_script_is_told_until_when(session, client, moderator, case):
    answer = do(client, case, "hold", ASKED_BY_SCRIPT)

    until = now_is(session, case).held_until
    assert answer.json == {"until": f"{until:%H:%M} UTC"}


def test_what_another_holds_says_so_everywhere_and_keeps_what_was_typed(
    session, client, moderator, case
):
    held_by_another(session, case)

    answer = press(client, case, "decline", reason="They are listed under Nettle.")

    assert answer.status_code == 409
    assert "Another moderator has this before them" in answer.text
    assert "They are listed under Nettle." in answer.text
    assert now_is(session, case).status == CaseStatus.OPEN
    assert "another moderator, until" in client.get("/moderation").text
    asked = do(client, case, "hold", ASKED_BY_SCRIPT)
    assert asked.status_code == 409
    assert set(asked.json) == {"until", "words"}
    refused = do(client, case, "hold")
    assert refused.status_code == 409
    assert "Take it</button>" not in refused.text


def test_a_hold_that_ran_out_is_nobodys(session, client, moderator, case):
    held_by_another(session, case)
    ensure_writing(session)
    case.held_until = utc_now() - timedelta(seconds=1)
    session.commit()

    answer = press(client, case, "invite")

    assert answer.status_code == 303


def test_a_case_is_handed_over_with_a_note(session, client, moderator, case):
    ensure_writing(session)
    other = make_account(session, "bo@site.example", roles=["moderator"])
    session.commit()
    assert "bo@site.example" in page(client, case)

    answer = do(client, case, "hand-over", to=other.public_id, note="I know her.\0")

    assert answer.status_code == 303
    handed = now_is(session, case)
    assert (handed.handed_to, handed.note) == (actor_of(other), "I know her.")
    text = page(client, case)
    assert "It is handed over." in text
    assert "Note:</b> I know her." in text
    assert client.get("/moderation?show=mine").text.count("queue__row") == 0
    moderator_of_other = client.application.test_client()
    assert moderator_of_other.get("/moderation").status_code == 303


@pytest.mark.parametrize(
    "to", ["", "\0", "nobody", "00000000-0000-0000-0000-000000000000", "member"]
)
def test_nobody_who_cannot_decide_is_handed_a_case_and_the_note_stays(
    session, client, moderator, case, to
):
    ensure_writing(session)
    make_account(session, "bo@site.example", roles=["moderator"])
    member = make_account(session)
    session.commit()
    to = member.public_id if to == "member" else to

    answer = do(client, case, "hand-over", to=to, note="I know her.")

    assert answer.status_code == 400
    assert "Choose who shall decide it." in answer.text
    assert "I know her." in answer.text
    assert now_is(session, case).handed_to is None


def test_one_moderator_alone_reads_why_there_is_nobody_to_hand_it_to(client, moderator, case):
    text = page(client, case)

    assert "no other moderator may decide this" in text
    assert 'name="to"' not in text


def test_an_interest_keeps_from_every_act(session, client, moderator):
    case = at.a_claim(session)
    ensure_writing(session)
    session.add(Ownership(practitioner_id=case.practitioner_id, account_id=moderator.id))
    other = make_account(session, roles=["moderator"])
    session.commit()

    answers = {act: do(client, case, act, to=other.public_id) for act in ACTS}

    assert answers["hold"].status_code == answers["hand-over"].status_code == 403
    assert answers["take-back"].status_code in {403, 409}
    found = now_is(session, case)
    assert (found.held_by, found.handed_to, found.status) == (None, None, CaseStatus.OPEN)


def test_a_decision_is_taken_back_from_the_queue_and_the_case_waits_again(
    session, client, moderator, case
):
    press(client, case, "decline", reason="They are listed already.")
    queue = client.get("/moderation").text
    assert f"/moderation/{case.public_id}/take-back" in queue

    answer = do(client, case, "take-back")

    assert answer.status_code == 303
    assert now_is(session, case).status == CaseStatus.OPEN
    assert "The decision is taken back; the case waits again." in page(client, case)
    assert session.query(Event).filter_by(action="reopened").count() == 1


def test_a_decided_case_offers_to_take_it_back_once(session, client, moderator, case):
    press(client, case, "decline", reason="They are listed already.")
    client.get("/moderation")
    assert "Take the decision back" in page(client, case)
    do(client, case, "take-back")

    again = do(client, case, "take-back")

    assert again.status_code == 409
    assert "somebody took the decision back before" in again.text


def test_a_decided_case_is_not_held(session, client, moderator, case):
    press(client, case, "decline", reason="They are listed already.")

    assert do(client, case, "hold").status_code == 409
    assert do(client, case, "hold", ASKED_BY_SCRIPT).json["until"] is None


def test_a_case_that_never_was_is_not_found(client, moderator):
    for act in ACTS:
        address = f"/moderation/00000000-0000-0000-0000-000000000000/{act}"
        assert client.post(address, data={"csrf_token": form_token(client)}).status_code == 404


def test_after_a_decision_the_next_of_the_same_filter_follows_if_asked(
    session, client, moderator, case
):
    following = at.a_fact_report(session)
    other = at.a_claim(session)
    ensure_writing(session)
    for number, one in enumerate((other, case, following)):
        one.opened_at = utc_now() - timedelta(days=9 - number)
    session.commit()
    address = f"/moderation/{case.public_id}?show=open"
    sent = {"csrf_token": form_token(client), "decision": "invite", "then": "next"}

    answer = client.post(address, data=sent)

    assert answer.status_code == 303
    assert answer.location == f"/moderation/{other.public_id}?then=next&show=open"
    text = client.get(answer.location).text
    assert re.search(r'name="then" value="next" checked', text)
    assert "Decided</p>" in text
    kinds = f"/moderation/{following.public_id}?kind=fact_report"
    last = client.post(kinds, data=sent | {"decision": "accept"})
    assert last.location == "/moderation?kind=fact_report"
