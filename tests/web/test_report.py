"""The page where somebody says in private that something felt wrong."""

import html
import re

import pytest
from sqlalchemy import select

from directory.cases.deciding import queue
from directory.cases.models import Case
from directory.http.limits import REPORT_LIMIT
from directory.log.models import Event
from directory.practitioners.models import FormerSlug, Status
from tests.databases import ensure_writing
from tests.factories import make_practitioner

TEXT = "They went on when I said stop. It was in March."


@pytest.fixture
def listing(session):
    made = make_practitioner(session, name="Ada Alder", slug="ada-alder")
    session.commit()
    return made


def send(client, slug="ada-alder", **fields):
    path = f"/practitioners/{slug}/report"
    page = client.get("/practitioners/ada-alder/report").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    return client.post(path, data={"csrf_token": token} | fields)


def cases(open_session):
    return open_session().scalars(select(Case)).all()


@pytest.mark.usefixtures("listing")
def test_the_page_says_what_happens_and_where_else_to_turn(client):
    page = client.get("/practitioners/ada-alder/report")

    text = html.unescape(page.text)
    assert page.headers["Cache-Control"] == "no-store"
    assert "never part of a score" in text
    assert "call 911" in text
    assert "state board" in text
    assert "/practitioners/ada-alder/report" in page.text


def test_elsewhere_the_words_name_a_regulator(client, session):
    make_practitioner(session, slug="bram", locations=[{"country": "GB"}])
    make_practitioner(session, slug="nowhere", locations=())
    session.commit()

    for slug in ("bram", "nowhere"):
        text = client.get(f"/practitioners/{slug}/report").text
        assert "your local emergency number" in text
        assert "911" not in text


@pytest.mark.usefixtures("listing")
def test_a_report_arrives_on_top_and_leads_to_thanks(client, open_session):
    response = send(client, text=f"  {TEXT}\r\nAnd so on. ", contact="555 0100")

    case = queue(open_session())[0]
    assert (response.status_code, response.location) == (
        303,
        "/practitioners/ada-alder/report/thanks",
    )
    assert case.details == {"text": f"{TEXT}\nAnd so on.", "contact": "555 0100"}
    assert "Your report has arrived" in client.get(response.location).text


@pytest.mark.usefixtures("listing")
def test_nothing_of_a_report_shows_or_stands_in_the_log(client, open_session):
    before = client.get("/practitioners/ada-alder").text

    send(client, text=TEXT)

    told = " ".join(f"{e.before}{e.after}" for e in open_session().scalars(select(Event)))
    assert client.get("/practitioners/ada-alder").text.count("March") == before.count("March")
    assert "March" not in told


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Tell us a little more"),
        ({"text": "Short."}, "Tell us a little more"),
        ({"text": "x" * 5_001}, "longer than 5,000 letters"),
        ({"text": TEXT, "contact": "y" * 201}, "One e-mail address or phone number"),
        ({"text": "\x00\x1b\u202e" * 20}, "Tell us a little more"),
    ],
)
@pytest.mark.usefixtures("listing")
def test_what_cannot_be_sent_is_explained_and_kept(client, open_session, fields, message):
    response = send(client, **fields)

    shown = html.unescape(response.text)
    assert response.status_code == 400
    assert "Please change this" in shown
    assert message in shown
    if "\x00" not in fields.get("text", ""):
        assert all(value in shown for value in fields.values())
    assert cases(open_session) == []


@pytest.mark.parametrize(
    "hostile",
    [
        "</textarea><script>alert(1)</script> and more of it",
        "{{ config }} {% raw %} ' OR 1=1 -- \" onload=x and more",
        "🏃 Größe 良い \ufdd0 \ufffe nonsense and more of it",
    ],
)
@pytest.mark.usefixtures("listing")
def test_hostile_words_stay_words(client, open_session, hostile):
    refused = send(client, text=hostile, contact="y" * 201)
    taken = send(client, text=hostile)

    assert "<script>alert" not in refused.text
    assert (refused.status_code, taken.status_code) == (400, 303)
    kept = cases(open_session)[0].details["text"]
    assert kept == hostile.replace("\ufdd0", "").replace("\ufffe", "")


@pytest.mark.usefixtures("listing")
def test_a_form_without_its_token_is_refused(client, open_session):
    response = client.post("/practitioners/ada-alder/report", data={"text": TEXT})

    assert response.status_code == 400
    assert cases(open_session) == []


@pytest.mark.usefixtures("listing")
def test_too_many_reports_are_put_off_with_their_words_kept(client, open_session):
    allowed = int(REPORT_LIMIT.split()[0])
    for _ in range(allowed):
        assert send(client, text=TEXT).status_code == 303

    refused = send(client, text=f"{TEXT} Once more.")

    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) > 0
    assert f"{TEXT} Once more." in refused.text
    assert len(cases(open_session)) == allowed


def test_what_is_not_public_cannot_be_reported(client, session, listing):
    make_practitioner(session, slug="gone", status=Status.HIDDEN, hidden_reason="Asked for.")
    session.commit()

    assert client.get("/practitioners/gone/report").status_code == 404
    assert client.get("/practitioners/nobody/report/thanks").status_code == 404
    assert send(client, slug="gone", text=TEXT).status_code == 404


def test_a_former_address_leads_to_the_present_one(client, session, listing):
    ensure_writing(session)
    session.add(FormerSlug(slug="ada-before", practitioner_id=listing.id))
    session.commit()

    response = client.get("/practitioners/ada-before/report")

    assert (response.status_code, response.location) == (301, "/practitioners/ada-alder/report")
    assert send(client, slug="ada-before", text=TEXT).status_code == 303
