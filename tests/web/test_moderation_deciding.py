"""Deciding a case on its page: once, seen, with a reason, and by nobody who has an interest."""

import pytest

from directory.cases import CaseStatus
from directory.listings.models import Revision
from directory.listings.owning import owner_of
from directory.outbox.models import Mail
from directory.practitioners.models import Ownership, Practitioner, Status
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.moderation import cases as at
from tests.moderation.cases import EVERY
from tests.vetting.plant import plant_assessment
from tests.web.moderating import moderator_of, now_is, press, press_unseen


@pytest.fixture
def moderator(session, client):
    return moderator_of(session, client)


@pytest.mark.parametrize(
    ("kind", "decision", "reason"),
    [
        ("submission", "publish", ""),
        ("edit", "return", "Where is that?"),
        ("live edit", "undo", "You said otherwise."),
        ("reply", "show", ""),
        ("fact report", "clear", ""),
        ("recommendation", "invite", ""),
        ("removal", "remove", ""),
        ("claim", "approve", ""),
    ],
)
def test_each_decision_is_carried_out(session, client, moderator, kind, decision, reason):
    case = EVERY[kind](session)
    session.commit()

    answer = press(client, case, decision, reason=reason)

    assert (answer.status_code, answer.location) == (303, "/moderation")
    decided = now_is(session, case)
    assert decided.status == CaseStatus.DECIDED
    assert decided.decided_by == f"moderator:{moderator.public_id}"
    assert decided.reason == (reason or "Looked at, and found as it should be.")
    back = client.get("/moderation").text
    assert "Decided" in back
    assert "Decided</p>" not in client.get("/moderation").text


def test_a_published_submission_is_on_the_site_and_its_owner_is_told(session, client, moderator):
    case = at.a_submission(session, name="Ada Alder")
    session.commit()

    press(client, case, "publish")

    listing = now_is(session, session.get_one(Practitioner, case.practitioner_id))
    assert listing.status == Status.PUBLISHED
    assert client.get(f"/practitioners/{listing.slug}").status_code == 200
    assert "published" in session.query(Mail).order_by(Mail.id.desc()).first().subject


def test_what_is_sent_back_needs_a_reason_and_keeps_what_was_typed(session, client, moderator):
    case = at.a_submission(session)
    session.commit()

    refused = press(client, case, "return")
    long = press(client, case, "return", reason="x" * 1_001)
    odd = press(client, case, "burn", reason="I mean it\0\u202e.")

    assert [one.status_code for one in (refused, long, odd)] == [400, 400, 400]
    assert "Say why" in refused.text
    assert "x" * 1_001 in long.text
    assert "I mean it." in odd.text
    assert now_is(session, case).status == CaseStatus.OPEN


def test_a_reason_at_hand_is_mailed_with_what_is_typed(session, client, moderator):
    case = at.a_submission(session)
    session.commit()

    press(client, case, "return", saved="1", reason="And a phone number.")

    assert now_is(session, case).decision == "return"
    text = session.query(Mail).order_by(Mail.id.desc()).first().text
    assert "street and town" in text
    assert "And a phone number." in text


def test_two_moderators_at_once_one_wins_the_other_is_told(session, client, moderator, app):
    case = at.a_claim(session)
    other = app.test_client()
    moderator_of(session, other)
    first_page = press(client, case, "refuse", reason="No such number.")

    second = press_unseen(other, case, "approve", reason="Fits.")

    assert (first_page.status_code, second.status_code) == (303, 409)
    assert "Somebody was quicker" in second.text
    assert "Another moderator" in second.text
    assert "Decided: Refused" in second.text
    assert now_is(session, case).decision == "refuse"


def test_what_the_owner_changed_meanwhile_is_not_published_unread(session, client, moderator):
    listing, owner = at.owned_listing(session)
    old = at.an_edit(session, listing, owner, bio="One.")
    seen = str(session.query(Revision).one().public_id)
    at.edit(session, listing, owner, bio="Two.")
    session.commit()

    answer = press_unseen(client, old, "publish", seen=seen, reason="Fine.")

    assert answer.status_code == 409
    assert "The owner has changed this" in answer.text
    assert "See the newer one" in answer.text
    assert now_is(session, listing).bio == ""


def test_more_live_changes_are_not_kept_unread(session, client, moderator):
    listing, owner = at.owned_listing(session)
    case = at.an_edit(session, listing, owner, accepting=False)
    session.commit()

    answer = press_unseen(client, case, "keep", seen="2020-01-01T00:00:00+00:00")

    assert answer.status_code == 409
    assert now_is(session, case).status == CaseStatus.OPEN


def test_nobody_decides_about_a_listing_of_their_own(session, client, moderator):
    case = at.a_submission(session)
    session.commit()
    revision = session.query(Revision).one()
    account = now_is(session, moderator)
    ensure_writing(session)
    session.get_one(Revision, revision.id).author_id = account.id
    session.commit()

    page = client.get(f"/moderation/{case.public_id}").text
    answer = press_unseen(client, case, "publish", seen=str(revision.public_id))

    assert "Not for you" in page
    assert 'name="decision"' not in page
    assert answer.status_code == 403
    assert now_is(session, case).status == CaseStatus.OPEN
    assert "not for you" in client.get("/moderation").text


def test_whoever_assessed_a_listing_does_not_decide_about_it(session, client, moderator):
    case = at.a_claim(session)
    row = plant_assessment(session, session.get_one(Practitioner, case.practitioner_id))
    row.member_id = moderator.id
    session.commit()

    assert "You have assessed this listing" in client.get(f"/moderation/{case.public_id}").text
    assert press_unseen(client, case, "approve").status_code == 403


def test_a_number_somebody_else_has_is_not_published_twice(session, client, moderator):
    make_practitioner(session, npi="1234567893")
    case = at.a_submission(session, npi="1234567893")
    session.commit()
    assert "the same provider number" in client.get(f"/moderation/{case.public_id}").text

    answer = press(client, case, "publish")

    assert answer.status_code == 409
    assert "Another listing has this provider number" in answer.text


def test_a_dispute_is_marked_and_can_only_be_refused(session, client, moderator):
    case = at.a_claim(session)
    listing = session.get_one(Practitioner, case.practitioner_id)
    owner = make_account(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=owner.id))
    session.commit()
    assert "A dispute" in client.get(f"/moderation/{case.public_id}").text

    answer = press(client, case, "approve")

    assert answer.status_code == 409
    assert "two moderators" in answer.text
    assert owner_of(session, listing.id) == owner.id


@pytest.mark.parametrize("day", ["yesterday", "2026-13-40", "\0", "9" * 5_000, "\u202e"])
def test_a_day_that_is_none_is_asked_for_again_and_nothing_is_decided(
    session, client, moderator, day
):
    case = at.a_recommendation(session)
    session.commit()

    answer = press(client, case, "decline", reason="They are listed already.", on=day)

    readable = day.strip("\0\u202e")
    assert answer.status_code == (400 if readable else 303)
    assert ("Give a day, such as 2026-05-04." in answer.text) == bool(readable)
