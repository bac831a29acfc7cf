"""The moderators' page of a dispute, and of a call."""

import pytest

from directory.accounts.digests import Keys
from directory.db import utc_now
from directory.listings.claims.codes import call_code
from directory.listings.claims.dispute_rule import NOTICE
from directory.listings.claims.voices import say
from directory.listings.owning import owner_of
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.listings.claim_factories import LETTERS, plant_claim, plant_unclaimed
from tests.listings.disputed import by, plant_dispute
from tests.web.moderating import moderator_of, now_is, press


@pytest.fixture
def desk(app):
    return app.test_client()


def dispute(session, settings, **values):
    listing, case, sides, row = plant_dispute(session, folder=settings.var, **values)
    case.waits_until = utc_now() + NOTICE
    session.commit()
    return listing, case, sides, row


def test_both_sides_stand_next_to_each_other_with_what_each_showed(session, desk, settings):
    _listing, case, (owner, claimant), row = dispute(session, settings)
    moderator_of(session, desk)

    page = desk.get(f"/moderation/{case.public_id}").text

    assert owner.email in page
    assert claimant.email in page
    assert "Side A: the owner" in page
    assert "They have sent nothing yet." in page
    assert "Two moderators who agree" in page
    assert "PT1, not on the listing" in page
    paper = desk.get(f"/moderation/{case.public_id}/file?of={row.public_id}")
    assert paper.data.startswith(b"%PDF")
    assert desk.get(f"/moderation/{case.public_id}/file").status_code == 404


def test_two_moderators_decide_it(session, app, desk, settings):
    listing, case, (_owner, claimant), row = dispute(session, settings)
    other, reason = app.test_client(), {"reason": "The document has it."}
    moderator_of(session, desk)
    moderator_of(session, other)

    first = press(desk, case, "give", choice=str(row.public_id), **reason)
    page = desk.get(f"/moderation/{case.public_id}").text
    assert first.status_code == 303
    assert "Yours is noted" in page
    assert "Give it to side B" in page
    assert "One more moderator who agrees" in other.get(f"/moderation/{case.public_id}").text
    press(other, case, "give", choice=str(row.public_id), **reason)

    assert owner_of(session, now_is(session, listing).id) == claimant.id
    assert "Given to who claimed it" in desk.get(f"/moderation/{case.public_id}").text


@pytest.mark.parametrize("decision", ["give", "keep"])
def test_whatever_is_decided_needs_a_reason_that_both_sides_read(session, desk, settings, decision):
    _listing, case, _sides, row = dispute(session, settings)
    moderator_of(session, desk)

    answer = press(desk, case, decision, choice=str(row.public_id))

    assert answer.status_code == 400
    assert "Say why" in answer.text


def test_voices_that_differ_are_shown_with_what_is_missing(session, desk, settings):
    _listing, case, _sides, row = dispute(session, settings)
    ensure_writing(session)
    for decision, choice in (("give", str(row.public_id)), ("keep", "")):
        one = make_account(session, roles=["moderator"])
        say(session, case, decision, choice, by(one), letters=LETTERS, var=settings.var)
    session.commit()
    moderator_of(session, desk)

    page = desk.get(f"/moderation/{case.public_id}").text

    assert "The voices differ" in page
    assert "Leave it as it is.</b>" in page


@pytest.mark.parametrize("choice", ["", "junk", "\0", "x" * 5000, "\u202e"])
def test_a_side_has_to_be_chosen(session, desk, settings, choice):
    listing, case, (owner, _claimant), _row = dispute(session, settings)
    moderator_of(session, desk)

    answer = press(desk, case, "give", choice=choice, reason="The document has it.")

    assert answer.status_code in {400, 409}
    assert "The document has it." in answer.text
    assert owner_of(session, now_is(session, listing).id) == owner.id


def test_the_code_of_a_call_is_read_out_by_moderators_alone(session, app, desk, settings):
    row, case = plant_claim(session, plant_unclaimed(session), way="phone")
    session.commit()
    moderator_of(session, desk)

    page = desk.get(f"/moderation/{case.public_id}").text

    assert call_code(Keys(app.secret_key), row) in page
    assert "They ask for a call" in page
