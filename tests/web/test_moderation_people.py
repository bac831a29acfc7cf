"""Admins give and take roles; moderators keep accounts out, and learn no more than they need."""

import pytest
from sqlalchemy import select

from directory.accounts.models import Account
from directory.outbox.models import Mail
from directory.practitioners.models import Ownership
from directory.vetting.models import Standing
from tests.accounts.factories import make_account, sign_in
from tests.factories import make_practitioner
from tests.vetting.factories import make_assessment
from tests.web.moderating import moderator_of, now_is
from tests.web.visits import form_token, send

PEOPLE = "/moderation/people"


@pytest.fixture
def admin(session, client):
    account = make_account(session, email="ada@whole.example", roles=["admin"])
    session.commit()
    sign_in(client, account)
    return account


def test_an_admin_asks_somebody_to_help(session, client, admin):
    answer = send(client, PEOPLE, email=" Zoe@Helper.example ", role="moderator")

    page = client.get(PEOPLE).text
    session.rollback()
    made = session.scalars(select(Account).where(Account.email == "zoe@helper.example")).one()
    assert (answer.status_code, made.is_staff) == (303, True)
    assert "They have the role, and a mail" in page
    assert "No second factor yet" in page
    mail = session.scalars(select(Mail).where(Mail.recipient == "zoe@helper.example")).one()
    assert "/staff/forgotten-password" in mail.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"email": "nobody", "role": "moderator"}, "Write an e-mail address"),
        ({"email": "", "role": "moderator"}, "Write an e-mail address"),
        ({"email": "zoe@helper.example", "role": "king"}, "Choose a role."),
        ({"email": "zoe\0@helper.example\u202e", "role": ""}, "Nothing was done"),
    ],
)
def test_what_cannot_be_read_is_told_and_kept(session, client, admin, typed, told):
    answer = send(client, PEOPLE, **typed)

    assert answer.status_code == 400
    assert told in answer.text
    assert len(session.scalars(select(Account)).all()) == 1


def test_refusals_are_told(session, client, admin):
    answer = send(client, PEOPLE, email="ada@whole.example", role="moderator")

    assert answer.status_code == 409
    assert "You cannot change your own role." in answer.text


def test_a_role_is_taken(session, client, admin):
    other = make_account(session, roles=["moderator"])
    session.commit()

    answer = send(client, f"{PEOPLE}/{other.public_id}/role", role="moderator")
    again = send(client, f"{PEOPLE}/{other.public_id}/role", role="moderator")
    nothing = send(client, f"{PEOPLE}/{other.public_id}/role", role="owner")

    assert (answer.status_code, again.status_code, nothing.status_code) == (303, 409, 400)
    assert not now_is(session, other).is_staff


def test_people_are_for_admins_alone(session, client):
    moderator_of(session, client)

    assert client.get(PEOPLE).status_code == 404
    assert send(client, PEOPLE, email="zoe@helper.example").status_code == 404


def test_a_moderator_sees_numbers_and_no_address(session, client):
    moderator_of(session, client)
    member = make_account(session, email="m@runner.example")
    make_assessment(session, practitioner=make_practitioner(session), member=member)
    session.commit()

    page = client.get(f"{PEOPLE}/{member.public_id}").text

    assert "1 practitioner" in page
    assert "m@runner.example" not in page


def test_an_admin_sees_the_address(session, client, admin):
    member = make_account(session, email="m@runner.example")
    session.commit()

    assert "m@runner.example" in client.get(f"{PEOPLE}/{member.public_id}").text


def test_somebody_is_suspended_and_let_in_again(session, client):
    moderator_of(session, client)
    member = make_account(session)
    row = make_assessment(session, practitioner=make_practitioner(session), member=member)
    session.commit()
    address = f"{PEOPLE}/{member.public_id}"

    answer = send(client, f"{address}/suspend", reason="Ten copies of one text.")

    page = client.get(address).text
    assert (answer.status_code, now_is(session, row).standing) == (303, Standing.HELD)
    assert "Assessments set aside: 1." in page
    assert "Ten copies of one text." in page
    assert send(client, f"{address}/lift").status_code == 303
    assert now_is(session, row).standing == Standing.COUNTED
    assert "Suspend it" in client.get(address).text


def test_a_reason_is_needed_and_what_was_typed_stays(session, client):
    moderator_of(session, client)
    member = make_account(session)
    session.commit()
    address = f"{PEOPLE}/{member.public_id}/suspend"

    none = send(client, address, reason=" ")
    long = send(client, address, reason="x" * 1_001)

    assert (none.status_code, long.status_code) == (400, 400)
    assert "x" * 1_001 in long.text
    assert now_is(session, member).active


def test_own_account_staff_and_who_is_suspended_already_are_refused(session, client):
    me = moderator_of(session, client)
    admin = make_account(session, roles=["admin"])
    out = make_account(session, active=False)
    session.commit()

    answers = {
        who.public_id: send(client, f"{PEOPLE}/{who.public_id}/suspend", reason="Spam.")
        for who in (me, admin, out)
    }

    assert {answer.status_code for answer in answers.values()} == {409}
    assert "your own account" in answers[me.public_id].text
    assert "They moderate here." in answers[admin.public_id].text
    assert send(client, f"{PEOPLE}/{out.public_id}/lift").status_code == 409


def test_a_suspended_member_is_out_at_once(session, client, app):
    member = make_account(session)
    session.commit()
    theirs = app.test_client()
    sign_in(theirs, member)
    assert theirs.get("/account").status_code == 200
    moderator_of(session, client)

    send(client, f"{PEOPLE}/{member.public_id}/suspend", reason="Spam.")

    assert theirs.get("/account").status_code == 303


def test_nobody_of_that_number_is_not_found(session, client):
    moderator_of(session, client)
    address = f"{PEOPLE}/00000000-0000-4000-8000-000000000000"

    assert client.get(address).status_code == 404
    token = form_token(client)
    sent = {"csrf_token": token, "reason": "Spam."}
    assert client.post(f"{address}/suspend", data=sent).status_code == 404


def test_who_has_to_do_with_the_same_listing_is_told_so(session, client):
    me = moderator_of(session, client)
    listing, member = make_practitioner(session), make_account(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=me.id))
    row = make_assessment(session, practitioner=listing, member=member)
    session.commit()
    address = f"{PEOPLE}/{member.public_id}"

    answer = send(client, f"{address}/suspend", reason="Three stars of five.")

    page = client.get(address).text
    assert (answer.status_code, now_is(session, row).standing) == (409, Standing.COUNTED)
    assert "have to do with the same listing" in answer.text
    assert "directory admin suspend" in page
    assert "Suspend the account" not in page
