"""The moderators' desk: what waits, and deciding it on a page."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from directory.cases import CaseKind, CaseStatus, open_case
from directory.db import database, utc_now
from directory.files.keeping import documents_folder, keep_file
from directory.listings.models import OwnershipClaim, Recommendation, Revision, Stage
from directory.listings.owning import owner_of
from directory.listings.replies import answerable_flags, send_reply
from directory.outbox.models import Mail
from directory.practitioners.models import Ownership, Practitioner, Status
from tests.accounts.factories import make_account, sign_in
from tests.cli.waiting import flagged, opened, reported
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.files.test_checking import PAPER
from tests.listings.factories import NOW
from tests.vetting.plant import plant_assessment
from tests.web import moderating as at
from tests.web.moderating import moderator_of, press
from tests.web.visits import form_token


def now_is(session, row):
    """A row as a request left it."""
    session.rollback()
    session.expire_all()
    return session.get(type(row), row.id)


def a_reply(session):
    """An owner answers a red flag."""
    listing, owner = at.owned_listing(session)
    flagged(session, listing)
    flag = answerable_flags(session, listing.id)[0]
    ensure_writing(session)
    send_reply(
        session,
        practitioner=listing,
        account=owner,
        code=flag.code,
        sentences=["whole_chain"],
        own_words="",
        now=NOW,
    )
    return at.newest_case(session, CaseKind.REPLY)


EVERY = {
    "submission": at.a_submission,
    "edit": at.an_edit,
    "live edit": at.a_live_edit,
    "reply": a_reply,
    "fact report": at.a_fact_report,
    "recommendation": at.a_recommendation,
    "removal": at.a_removal,
    "claim": at.a_claim,
}
"""What can be decided on a page, but for documents, which need a folder."""


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
    assert "decided on the command line" in page
    only = client.get("/moderation?kind=claim").text
    assert "Private report: Bram" not in only
    assert "1 waits." in only
    assert client.get("/moderation?kind=burst").text.count("Nothing of this kind waits.") == 1
    assert client.get("/moderation?kind=\0").status_code in {200, 400}


def test_two_hundred_cases_take_at_most_fifteen_statements(session, client, moderator, app):
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

    page = client.get("/moderation")

    assert page.text.count("queue__row") == 200
    assert len([one for one in asked if not one.startswith(("PRAGMA", "BEGIN"))]) <= 15, asked


@pytest.mark.parametrize("kind", EVERY)
def test_each_kind_shows_what_is_decided(session, client, moderator, kind):
    case = EVERY[kind](session)
    session.commit()

    page = client.get(f"/moderation/{case.public_id}")

    assert page.status_code == 200
    assert 'name="decision"' in page.text
    assert page.text.count('class="button"') == 1


@pytest.mark.parametrize(
    ("kind", "decision", "reason"),
    [
        ("submission", "publish", ""), ("submission", "return", "More words, please."),
        ("submission", "refuse", "Not this."), ("edit", "publish", ""),
        ("edit", "return", "Where is that?"), ("live edit", "keep", ""),
        ("live edit", "undo", "You said otherwise."), ("reply", "show", ""),
        ("reply", "refuse", "Too much."), ("fact report", "accept", ""),
        ("fact report", "clear", ""), ("fact report", "dismiss", ""),
        ("recommendation", "invite", ""), ("recommendation", "decline", ""),
        ("removal", "remove", ""), ("removal", "refuse", "They knew nothing of it."),
        ("claim", "approve", ""), ("claim", "refuse", "No such number."),
    ],
)  # fmt: skip
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


def test_an_edit_shows_before_and_after_and_what_changed_meanwhile(session, client, moderator):
    listing, owner = at.owned_listing(session, bio="Before.", credentials="DPT")
    case = at.an_edit(session, listing, owner, bio="After that.", credentials="PhD")
    listing.credentials = "MD"
    session.commit()

    page = client.get(f"/moderation/{case.public_id}").text

    assert '<del class="diff__text">Before.</del>' in page
    assert '<ins class="diff__text">After that.</ins>' in page
    assert page.count("changed meanwhile") == 1


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
    assert "Refuse the claim" in second.text
    assert now_is(session, case).decision == "refuse"


def press_unseen(client, case, decision, **fields):
    """Press a button of a page that was opened before."""
    sent = {"csrf_token": form_token(client), "seen": "", "decision": decision} | fields
    return client.post(f"/moderation/{case.public_id}", data=sent)


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


def test_kinds_of_the_command_line_name_their_command(session, client, moderator):
    case = opened(session, CaseKind.PATTERN, make_practitioner(session))

    page = client.get(f"/moderation/{case.public_id}").text

    assert f"directory cases show {case.id}" in page
    assert 'name="decision"' not in page
    assert press_unseen(client, case, "noted").status_code == 400


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

    assert "Decided: Refuse the claim" in page
    assert "You, " in page
    assert "No such number." in page


def test_a_document_is_looked_at_here_alone_and_accepted(session, client, moderator, settings):
    case = at.a_document(session, settings.var)
    session.commit()
    page = client.get(f"/moderation/{case.public_id}").text
    assert "Only moderators see it" in page

    paper = client.get(f"/moderation/{case.public_id}/file")
    assert paper.content_type == "application/pdf"
    assert "sandbox" in paper.headers["Content-Security-Policy"]
    assert paper.headers["Content-Disposition"].startswith("inline")
    assert paper.headers["Cache-Control"] == "no-store"
    answer = press(client, case, "accept", item="T13", partly="y")

    assert answer.status_code == 303, answer.text
    assert client.get(f"/moderation/{case.public_id}/file").status_code == 404
    assert now_is(session, case).decision == "accept"


@pytest.mark.parametrize(
    "chosen", [{"item": "T1"}, {"item": "ZZ"}, {"licence": "999"}, {"item": "a b c"}]
)
def test_a_document_shows_only_what_it_can(session, client, moderator, settings, chosen):
    case = at.a_document(session, settings.var)
    session.commit()

    assert press(client, case, "accept", **chosen).status_code == 409
    assert now_is(session, case).status == CaseStatus.OPEN


def test_a_claims_document_is_a_picture_or_paper_for_moderators(
    session, client, moderator, settings
):
    file = keep_file(documents_folder(settings.var), PAPER)
    case = at.a_claim(session, way="documents", file=file)
    session.commit()
    assert (
        client.get(f"/moderation/{case.public_id}/file?download=1")
        .headers["Content-Disposition"]
        .startswith("attachment")
    )

    press(client, case, "approve")

    assert not file.path.exists()
    assert owner_of(session, now_is(session, case).practitioner_id)
    assert session.query(OwnershipClaim).one().status == Stage.ACCEPTED
