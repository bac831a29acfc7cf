"""Many cases called spam at once: listed first, then refused, and who was left out is named."""

import re

import pytest

from directory.cases import Case, CaseKind, CaseStatus, open_case
from directory.db import utc_now
from directory.moderation.service import hold
from directory.outbox.models import Mail
from directory.practitioners.models import Ownership
from tests.accounts.factories import make_account
from tests.cli.waiting import opened
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.moderation import cases as at
from tests.web.moderating import moderator_of, now_is
from tests.web.visits import form_token

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def moderator(session, client):
    return moderator_of(session, client)


def tick(client, *cases):
    """Tick boxes of the queue and ask what that does; gives the page and what it sends along."""
    address = "/moderation/spam?" + "&".join(f"case={case.public_id}" for case in cases)
    page = client.get(address)
    return page, re.findall(r'name="case" value="([^"]+)"', page.text)


def confirm(client, sent):
    return client.post("/moderation/spam", data={"csrf_token": form_token(client), "case": sent})


def test_the_queue_has_a_box_beside_what_can_be_spam(session, client, moderator):
    claim, edit = at.a_claim(session), at.a_live_edit(session)
    session.commit()
    opened(session, CaseKind.PATTERN, make_practitioner(session))

    page = client.get("/moderation").text

    assert f'name="case" value="{claim.public_id}"' in page
    assert f'value="{edit.public_id}"' not in page
    assert page.count('name="case"') == 1


def test_nothing_is_done_before_it_is_confirmed_and_then_nobody_is_written_to(
    session, client, moderator
):
    cases = [at.a_claim(session), at.a_recommendation(session)]
    session.commit()
    mails = session.query(Mail).count()

    page, sent = tick(client, *cases)
    assert "Nobody is written to" in page.text
    assert "Refuse 2 cases as spam" in page.text
    assert {now_is(session, case).status for case in cases} == {CaseStatus.OPEN}
    done = confirm(client, sent)

    assert "2 cases were refused as spam." in done.text
    assert {now_is(session, case).decision for case in cases} == {"spam"}
    assert session.query(Mail).count() == mails
    assert "Refused as spam" in client.get(f"/moderation/{cases[0].public_id}").text


def test_what_is_not_for_one_is_named_and_left(session, client, moderator):
    own, pattern, free = at.a_claim(session), None, at.a_recommendation(session)
    session.add(Ownership(practitioner_id=own.practitioner_id, account_id=moderator.id))
    session.commit()
    pattern = opened(session, CaseKind.PATTERN, make_practitioner(session))

    page, sent = tick(client, own, pattern, free)

    assert "Refuse 1 case as spam" in page.text
    assert "not for you" in page.text
    assert "this kind is decided by itself" in page.text
    forced = confirm(client, [f"{case.public_id} x" for case in (own, pattern)])
    assert forced.text.count("not for you") == 1
    assert {now_is(session, case).status for case in (own, pattern)} == {CaseStatus.OPEN}
    assert len(sent) == 1


def test_what_changed_or_was_taken_meanwhile_is_named_and_the_rest_is_done(
    session, client, moderator
):
    decided, held, free = at.a_claim(session), at.a_removal(session), at.a_recommendation(session)
    changed = at.a_fact_report(session)
    session.commit()
    _page, sent = tick(client, decided, held, free, changed)
    ensure_writing(session)
    hold(session, held, make_account(session, roles=["moderator"]), utc_now())
    decided.status, decided.decision, decided.decided_at = CaseStatus.DECIDED, "drop", utc_now()
    changed.details = {"field": "website"}
    session.commit()

    done = confirm(client, sent)

    assert "1 case was refused as spam." in done.text
    assert done.text.count("it changed since you saw the list") == 2
    assert "another moderator has it before them" in done.text
    assert now_is(session, free).decision == "spam"
    assert now_is(session, changed).status == CaseStatus.OPEN


def test_at_most_fifty_go_at_once(session, client, moderator):
    ensure_writing(session)
    listing = make_practitioner(session)
    cases = [
        open_case(
            session,
            CaseKind.PRIVATE_REPORT,
            subject=("report", str(number)),
            practitioner_id=listing.id,
            actor="visitor",
        )
        for number in range(55)
    ]
    session.commit()

    _page, sent = tick(client, *cases)
    done = confirm(client, sent)

    assert len(sent) == 50
    assert "50 cases were refused as spam." in done.text
    session.rollback()
    assert session.query(Case).filter_by(status=CaseStatus.OPEN).count() == 5


def test_a_case_leads_to_the_account_that_sent_it_also_once_it_was_spam(session, client, moderator):
    claimant = make_account(session)
    case = at.a_claim(session, claimant)
    session.commit()
    address = f"/moderation/people/{claimant.public_id}"
    assert f'href="{address}"' in client.get(f"/moderation/{case.public_id}").text

    confirm(client, tick(client, case)[1])

    assert f'href="{address}"' in client.get(f"/moderation/{case.public_id}").text
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("sent", [[], ["\0"], ["nobody"], ["x" * 10_000], ["\u202e" * 9, " "]])
def test_what_is_no_case_is_taken_for_nothing(client, moderator, sent):
    asked = client.get("/moderation/spam", query_string={"case": sent})
    done = confirm(client, sent)

    assert asked.status_code == 400 or "Nothing is chosen." in asked.text
    assert "0 cases were refused" in done.text
