"""The page where somebody without an account says that a fact is wrong."""

import html

import pytest
from sqlalchemy import select

from directory.http.limits import FACT_REPORT_LIMIT
from directory.listings.fact_reports import FIELDS
from directory.listings.models import FactReport
from directory.practitioners.models import FormerSlug, Status
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.web.visits import send as send_form

PATH = "/practitioners/ada-alder/wrong"
SAID = "It is 555 0199 now."


@pytest.fixture
def listing(session):
    made = make_practitioner(
        session,
        name="Ada Alder",
        slug="ada-alder",
        status=Status.UNCLAIMED,
        locations=[{"phone": "555 0100"}],
    )
    session.commit()
    return made


def send(client, path=PATH, **fields):
    return send_form(client, path, page=PATH, **fields)


def reports(open_session):
    return open_session().scalars(select(FactReport).order_by(FactReport.id)).all()


@pytest.mark.usefixtures("listing")
def test_the_listing_leads_there_and_an_address_chooses_the_field(client):
    profile = client.get("/practitioners/ada-alder").text

    assert f'href="{PATH}?field=address"' in profile
    assert '<option value="address" selected>' in client.get(f"{PATH}?field=address").text
    assert '<option value="" selected>' in client.get(f"{PATH}?field=score").text
    assert client.get(PATH).headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("listing")
def test_a_report_arrives_and_leads_to_thanks(client, open_session):
    answer = send(client, field="phone", said=SAID, email=" Ada@Runner.example ")

    (row,) = reports(open_session)
    assert (answer.status_code, answer.location) == (303, f"{PATH}/thanks")
    assert (row.field, row.said, row.email) == ("phone", SAID, "ada@runner.example")
    assert "has arrived" in client.get(answer.location).text


@pytest.mark.usefixtures("listing")
def test_pressing_twice_reports_once(client, open_session):
    for _ in range(2):
        assert send(client, field="phone", said=SAID).status_code == 303

    assert len(reports(open_session)) == 1


@pytest.mark.usefixtures("listing")
def test_every_field_can_be_chosen(client):
    page = client.get(PATH).text

    assert all(f'<option value="{field}"' in page for field in FIELDS)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Choose what is wrong"),
        ({"field": "score", "said": SAID}, "Choose what is wrong"),
        ({"field": "phone"}, "Say in a few words"),
        ({"field": "phone", "said": "\x00\u202e "}, "Say in a few words"),
        ({"field": "phone", "said": "x" * 501}, "longer than 500 letters"),
        ({"field": "phone", "said": SAID, "email": "nobody"}, "no e-mail address"),
        ({"field": "phone", "said": SAID, "email": "a@b.example\nBcc: x@y.example"}, "no e-mail"),
        ({"field": "phone", "said": SAID, "email": f"{'x' * 250}@b.example"}, "no e-mail address"),
    ],
)
@pytest.mark.usefixtures("listing")
def test_what_cannot_be_sent_is_explained_and_kept(client, open_session, fields, message):
    answer = send(client, **fields)

    shown = html.unescape(answer.text)
    assert answer.status_code == 400
    assert "Please change this" in shown
    assert message in shown
    if SAID in fields.values():
        assert SAID in shown
    assert reports(open_session) == []


@pytest.mark.parametrize(
    "hostile", ["</textarea><script>alert(1)</script>", "🏃 Größe 良い שלום", "{{ config }} ' --"]
)
@pytest.mark.usefixtures("listing")
def test_hostile_words_stay_words(client, open_session, hostile):
    refused = send(client, said=hostile)
    taken = send(client, field="other", said=hostile)

    assert "<script>alert" not in refused.text
    assert (refused.status_code, taken.status_code) == (400, 303)
    assert reports(open_session)[0].said == hostile


@pytest.mark.usefixtures("listing")
def test_a_huge_field_is_refused_kindly(client, open_session):
    answer = send(client, field="other", said="x" * 1_000_000)

    assert answer.status_code in {400, 413}
    assert reports(open_session) == []


@pytest.mark.usefixtures("listing")
def test_a_form_without_its_token_is_refused(client, open_session):
    answer = client.post(PATH, data={"field": "phone", "said": SAID})

    assert answer.status_code == 400
    assert reports(open_session) == []


@pytest.mark.usefixtures("listing")
def test_too_many_reports_are_put_off_with_their_words_kept(client, open_session):
    allowed = int(FACT_REPORT_LIMIT.split()[0])
    for number in range(allowed):
        assert send(client, field="phone", said=f"{SAID} {number}").status_code == 303

    refused = send(client, field="phone", said=f"{SAID} Once more.")

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert f"{SAID} Once more." in refused.text
    assert len(reports(open_session)) == allowed


def test_what_is_not_public_cannot_be_reported(client, session, listing):
    make_practitioner(session, slug="gone", status=Status.HIDDEN, hidden_reason="Asked for.")
    session.commit()

    assert client.get("/practitioners/gone/wrong").status_code == 404
    assert client.get("/practitioners/nobody/wrong/thanks").status_code == 404
    assert send(client, "/practitioners/gone/wrong", field="name", said=SAID).status_code == 404


def test_a_former_address_leads_to_the_present_one(client, session, listing):
    ensure_writing(session)
    session.add(FormerSlug(slug="ada-before", practitioner_id=listing.id))
    session.commit()

    answer = client.get("/practitioners/ada-before/wrong?field=phone")

    assert (answer.status_code, answer.location) == (301, f"{PATH}?field=phone")
    posted = send(client, "/practitioners/ada-before/wrong", field="phone", said=SAID)
    assert posted.location == f"{PATH}/thanks"
