"""The moderators' desk: what waits, and what lies before who looks at it."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from directory.cases import CaseKind, open_case
from directory.config import site_secret
from directory.db import database, utc_now
from directory.files.keeping import documents_folder, keep_file
from directory.interchange.suppression import suppress
from directory.listings.models import Recommendation
from directory.practitioners.models import Ownership
from tests.accounts.factories import make_account, sign_in
from tests.cli.waiting import reported
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.files.test_checking import PAPER
from tests.moderation import cases as at
from tests.moderation.cases import EVERY
from tests.web.moderating import moderator_of, press


@pytest.fixture
def moderator(session, client):
    return moderator_of(session, client)


def test_members_and_visitors_find_no_desk(session, client):
    case = at.a_claim(session)
    member = make_account(session)
    session.commit()
    addresses = [
        "/moderation",
        f"/moderation/{case.public_id}",
        f"/moderation/{case.public_id}/file",
    ]

    assert {client.get(address).status_code for address in addresses} == {303}
    sign_in(client, member)
    assert {client.get(address).status_code for address in addresses} == {404}


def test_an_empty_desk_says_so(client, moderator):
    assert "Nothing waits." in client.get("/moderation").text


def test_the_queue_tells_kind_listing_and_age(session, client, moderator):
    claim = at.a_claim(session)
    claim.opened_at = utc_now() - timedelta(days=9)
    listing = make_practitioner(session, name="Bram Birch")
    session.commit()
    reported(session, listing)

    page = client.get("/moderation").text

    assert "2 wait, the oldest first." in page
    assert page.index("Private report: Bram Birch") < page.index("Claim: ")
    assert "9 days" in page
    only = client.get("/moderation?kind=claim").text
    assert "Private report: Bram" not in only
    assert "1 case of these." in only
    assert client.get("/moderation?kind=burst").text.count("Nothing of this kind waits.") == 1
    assert client.get("/moderation?kind=\0").status_code in {200, 400}


@pytest.mark.parametrize("query", ["", "?show=open&q=a&page=2", "?show=mine", "?show=long"])
def test_two_hundred_cases_take_at_most_fifteen_statements(session, client, moderator, app, query):
    for number in range(200):
        listing = make_practitioner(session, slug=f"ada-{number}", locations=())
        open_case(
            session,
            CaseKind.FACT_REPORT,
            subject=("fact_report", str(number)),
            practitioner_id=listing.id,
            actor="test",
        )
    session.commit()
    asked = []
    with app.app_context():
        event.listen(
            database.engine, "before_cursor_execute", lambda *values: asked.append(values[2])
        )

    page = client.get(f"/moderation{query}")

    assert page.text.count("queue__row") == (0 if query in {"?show=mine", "?show=long"} else 50)
    assert len([one for one in asked if not one.startswith(("PRAGMA", "BEGIN"))]) <= 15, asked


def test_filters_stay_while_one_turns_pages_and_opens_a_case(session, client, moderator):
    ensure_writing(session)
    listing = make_practitioner(session, name="Ada Alder")
    for number in range(60):
        case = open_case(
            session,
            CaseKind.PATTERN,
            subject=("thing", str(number)),
            practitioner_id=listing.id,
            actor="test",
        )
        case.opened_at = utc_now() - timedelta(days=30)
    session.commit()

    page = client.get("/moderation?kind=pattern&show=long&q=alder").text
    last = client.get("/moderation?kind=pattern&show=long&q=alder&page=9").text

    assert 'rel="next" href="/moderation?kind=pattern&amp;show=long&amp;q=alder&amp;page=2"' in page
    assert "Page 2 of 2" in last
    assert last.count("queue__row") == 10
    assert f'href="/moderation/{case.public_id}?kind=pattern&amp;show=long&amp;q=alder"' in last
    assert "60 wait longer than 7 days." in last


def test_a_case_leads_back_to_the_filter_it_was_opened_from(session, client, moderator):
    case = at.a_claim(session)
    session.commit()

    page = client.get(f"/moderation/{case.public_id}?kind=claim&q=ada").text

    assert 'href="/moderation?kind=claim&amp;q=ada">Back to what waits' in page
    assert f'action="/moderation/{case.public_id}?kind=claim&amp;q=ada"' in page


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-1", "page=x", "page=99999999999", "show=x", "q=%00", "q=" + "%25" * 99],
)
def test_any_address_of_the_queue_is_answered(client, moderator, query):
    assert client.get(f"/moderation?{query}").status_code in {200, 400}


@pytest.mark.parametrize("kind", EVERY)
def test_each_kind_shows_what_is_decided(session, client, moderator, kind):
    case = EVERY[kind](session)
    session.commit()

    page = client.get(f"/moderation/{case.public_id}")

    assert page.status_code == 200
    assert 'name="decision"' in page.text
    assert page.text.count('class="button"') == 1


def test_an_edit_shows_before_and_after_and_what_changed_meanwhile(session, client, moderator):
    listing, owner = at.owned_listing(session, bio="Before.", credentials="DPT")
    case = at.an_edit(session, listing, owner, bio="After that.", credentials="PhD")
    listing.credentials = "MD"
    session.commit()

    page = client.get(f"/moderation/{case.public_id}").text

    assert '<del class="diff__text">Before.</del>' in page
    assert '<ins class="diff__text">After that.</ins>' in page
    assert page.count("changed meanwhile") == 1


def test_what_has_gone_is_said_to_be_gone(session, client, moderator):
    case = at.a_recommendation(session)
    session.commit()
    ensure_writing(session)
    session.execute(Recommendation.__table__.delete())
    session.commit()

    page = client.get(f"/moderation/{case.public_id}")

    assert "not there any more" in page.text
    assert client.get("/moderation/00000000-0000-0000-0000-000000000000").status_code == 404


def test_a_case_decided_says_by_whom_and_why(session, client, moderator):
    case = at.a_claim(session)
    session.commit()
    press(client, case, "refuse", reason="No such number.")

    page = client.get(f"/moderation/{case.public_id}").text

    assert "Decided: Refused" in page
    assert "You, " in page
    assert "No such number." in page


def test_who_left_is_noticed_when_they_come_as_somebody_new(session, client, moderator):
    ensure_writing(session)
    reason = "Its owner left."
    make_practitioner(session, name="Ida Ironwood", status="hidden", hidden_reason=reason)
    case = at.a_submission(session, name="Ida Ironwood")
    session.commit()

    page = client.get(f"/moderation/{case.public_id}").text

    assert "not shown: Its owner left." in page


def test_a_number_that_was_removed_before_is_noticed(session, client, moderator, settings):
    case = at.a_submission(session, npi="1234567893")
    session.commit()
    address = f"/moderation/{case.public_id}"
    assert "Removed before" not in client.get(address).text
    ensure_writing(session)
    suppress(session, "1234567893", site_secret(settings), actor="visitor")
    session.commit()

    assert "Removed before" in client.get(address).text


def test_an_owner_on_the_desk_reads_nothing_that_others_sent_about_their_listing(
    session, client, moderator, settings
):
    report = at.a_fact_report(session)
    file = keep_file(documents_folder(settings.var), PAPER)
    claim = at.a_claim(session, way="documents", file=file, message="I work there, they do not.")
    for case in (report, claim):
        owned = Ownership(practitioner_id=case.practitioner_id, account_id=moderator.id)
        session.add(owned)
    session.commit()

    pages = [client.get(f"/moderation/{case.public_id}").text for case in (report, claim)]

    assert all("Not for you" in page for page in pages)
    assert "It rings at a bakery." not in pages[0]
    assert "I work there" not in pages[1]
    assert client.get(f"/moderation/{claim.public_id}/file").status_code == 404
