"""Recommending somebody who is not listed, and asking not to be written to."""

import html

import pytest
from sqlalchemy import select

from directory.cases.models import Case
from directory.db import begin_write, database, utc_now
from directory.http.account_sessions import keys
from directory.http.letters import letters
from directory.http.limits import RECOMMEND_LIMIT
from directory.listings.models import Recommendation
from directory.listings.recommending import invite, is_kept_out
from directory.practitioners.models import Practitioner
from tests.factories import make_practitioner
from tests.listings.visitors import verdict
from tests.web.visits import mails
from tests.web.visits import send as send_form

PATH = "/recommend"
THEIRS = "mara@practice.example"
GOOD = {
    "name": "Mara Maple",
    "kind": "running_coach",
    "place": "Denver",
    "contact_email": THEIRS,
    "contact": "",
    "why": "She watched me run.",
    "email": "runner@mail.example",
}


def send(client, **fields):
    return send_form(client, PATH, page=PATH, **{**GOOD, **fields})


def rows(open_session):
    return open_session().scalars(select(Recommendation)).all()


def invited(app):
    """Invite the first who was recommended, and give the link in the mail that stops it."""
    with app.test_request_context():
        session = database.session
        begin_write(session)
        case = session.scalars(select(Case)).first()
        invite(session, case, verdict(now=utc_now()), letters=letters(), keys=keys())
        session.commit()
    text = next(mail.text for mail in mails(app) if mail.recipient == THEIRS)
    return "/recommend/stop/" + text.rpartition("/recommend/stop/")[2].split()[0]


def test_a_recommendation_arrives_and_nothing_shows(client, open_session):
    answer = send(client)

    (row,) = rows(open_session)
    assert (answer.status_code, answer.location) == (303, "/recommend/thanks")
    assert (row.name, row.kind, row.place) == ("Mara Maple", "running_coach", "Denver")
    assert (row.contact_email, row.email) == (THEIRS, "runner@mail.example")
    assert "Nothing shows" in client.get(answer.location).text
    assert open_session().scalars(select(Practitioner)).all() == []


def test_a_phone_number_is_enough(client, open_session):
    assert send(client, contact_email="", contact="555 0100", email="").status_code == 303

    (row,) = rows(open_session)
    assert (row.contact_email, row.contact, row.email) == (None, "555 0100", None)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": "x"}, "Type their name"),
        ({"name": "x" * 201}, "at most 200 letters"),
        ({"kind": "doctor"}, "Choose what they are"),
        ({"kind": ""}, "Choose what they are"),
        ({"place": ""}, "Type the town"),
        ({"contact_email": "", "contact": " "}, "one way to reach them"),
        ({"contact_email": "nobody"}, "no e-mail address"),
        ({"contact": "x" * 301}, "longer than 300 letters"),
        ({"why": "x" * 501}, "longer than 500 letters"),
        ({"email": "a@b"}, "no e-mail address"),
    ],
)
def test_what_cannot_be_sent_is_explained_and_kept(client, open_session, fields, message):
    answer = send(client, **fields)

    shown = html.unescape(answer.text)
    assert answer.status_code == 400
    assert message in shown
    assert GOOD["why"] in shown or "why" in fields
    assert rows(open_session) == []


@pytest.mark.parametrize(
    "hostile", ['"><script>alert(1)</script>', "良い \u202e 先生", "{{ 7*7 }}"]
)
def test_hostile_names_stay_words(client, open_session, hostile):
    refused = send(client, name=hostile, kind="")
    taken = send(client, name=hostile)

    assert "<script>alert" not in refused.text
    assert taken.status_code == 303
    assert rows(open_session)[0].name == " ".join(hostile.replace("\u202e", "").split())


def test_nul_and_huge_fields_end_kindly(client, open_session):
    assert send(client, name="\x00\x00").status_code == 400
    assert send(client, why="x" * 1_000_000).status_code in {400, 413}
    assert rows(open_session) == []


@pytest.mark.parametrize("place", ["Denver", "Denver, CO", "Nowhere at all"])
def test_somebody_listed_nearby_is_named_before_anything_is_sent(
    client, session, open_session, place
):
    town = place.partition(",")[0]
    make_practitioner(session, name="Mara Maple", slug="mara", locations=[{"city": town}])
    session.commit()

    asked = send(client, place=place)

    assert asked.status_code == 200
    assert 'href="/practitioners/mara"' in asked.text
    assert rows(open_session) == []
    assert send(client, place=place, anyway="yes").status_code == 303
    assert len(rows(open_session)) == 1


def test_too_many_are_put_off_with_their_words_kept(client, open_session):
    allowed = int(RECOMMEND_LIMIT.split()[0])
    for number in range(allowed):
        assert send(client, name=f"Mara {number}").status_code == 303

    refused = send(client)

    assert refused.status_code == 429
    assert GOOD["why"] in refused.text
    assert len(rows(open_session)) == allowed


def test_whoever_is_invited_can_end_it_by_one_button(app, client):
    send(client)
    link = invited(app)

    looked = client.get(link)
    answer = send_form(client, link, page=link)

    assert "Do not write to me again" in looked.text
    assert (answer.status_code, answer.location) == (303, "/recommend/stop")
    assert "We will not write again" in client.get(answer.location).text
    with app.app_context():
        assert is_kept_out(database.session, THEIRS, keys())


def test_looking_at_the_link_ends_nothing_and_pressing_twice_is_no_harm(app, client):
    send(client)
    link = invited(app)
    page = send_form(client, link, page=link)
    assert page.status_code == 303

    again = send_form(client, link, page=PATH)

    assert again.status_code == 404
    assert "This link has ended" in again.text
    assert client.get(link).status_code == 404
    assert client.get("/recommend/stop/none").status_code == 404


def test_an_invitation_leads_to_the_form_with_the_name(app, client):
    send(client)
    invited(app)

    text = next(mail.text for mail in mails(app) if mail.recipient == THEIRS)

    assert "/listings/new?name=Mara+Maple&kind=running_coach" in text
