"""Deciding a dispute by the voices of moderators."""

from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta

import pytest

from directory.accounts.models import Account
from directory.cases import Case, CaseStatus
from directory.cases.deciding import AlreadyDecided, HeldByAnother, ReasonMissing
from directory.cases.models import CaseVoice
from directory.db import begin_write
from directory.listings.claims.claiming import ClaimGone
from directory.listings.claims.dispute_rule import GIVE, KEEP, NOTICE
from directory.listings.claims.voices import OneMoreNeeded, heard, say
from directory.listings.claims.waits import WayClosed, has_lost
from directory.listings.models import Stage
from directory.listings.owning import owner_of
from directory.outbox.models import Mail
from directory.vetting.decisions import Verdict
from tests.accounts.factories import make_account
from tests.listings.claim_factories import LETTERS, VERDICT
from tests.listings.disputed import by, plant_claim_of, plant_dispute
from tests.vetting.plant import NOW

LATER = NOW + NOTICE
MUCH_LATER = LATER + NOTICE


@pytest.fixture
def staff(session):
    return [make_account(session, roles=["moderator"]) for _ in range(3)]


def speak(session, case, account, decision, row=None, now=NOW, verdict=None, var=None):
    """Let somebody of staff say something about a dispute."""
    choice = str(row.public_id) if row else ""
    verdict = verdict or by(account, now=now)
    return say(session, case, decision, choice, verdict, letters=LETTERS, var=var or "/nowhere")


def test_two_who_agree_give_it_at_once(session, staff, tmp_path):
    listing, case, (owner, claimant), row = plant_dispute(session, folder=tmp_path)

    assert not speak(session, case, staff[0], GIVE, row)
    assert owner_of(session, listing.id) == owner.id
    assert speak(session, case, staff[1], GIVE, row, var=tmp_path)

    assert owner_of(session, listing.id) == claimant.id
    assert (case.status, case.decision, row.status) == (CaseStatus.DECIDED, GIVE, Stage.ACCEPTED)
    won, lost = session.query(Mail).order_by(Mail.id.desc()).limit(2)
    assert {won.recipient, lost.recipient} == {owner.email, claimant.email}
    assert all("register has the same number" in mail.text for mail in (won, lost))


def test_one_alone_decides_once_both_had_their_days(session, staff, tmp_path):
    listing, case, (owner, claimant), row = plant_dispute(session)
    assert not speak(session, case, staff[0], KEEP)
    assert not speak(session, case, staff[0], KEEP, now=LATER - timedelta(seconds=1))

    assert speak(session, case, staff[0], KEEP, now=LATER, var=tmp_path)

    assert owner_of(session, listing.id) == owner.id
    assert row.status == Stage.REFUSED
    assert has_lost(session, listing.id, claimant)
    assert not has_lost(session, listing.id, owner)


def test_a_changed_voice_replaces_the_former(session, staff):
    _listing, case, _sides, row = plant_dispute(session)

    speak(session, case, staff[0], KEEP)
    assert not speak(session, case, staff[0], GIVE, row)

    assert [one.row.decision for one in heard(session, case)] == [GIVE]
    assert session.query(CaseVoice).one().choice == str(row.public_id)


def test_two_who_differ_go_on_and_a_third_decides(session, staff, tmp_path):
    listing, case, (_owner, claimant), row = plant_dispute(session)
    speak(session, case, staff[0], KEEP)
    speak(session, case, staff[1], GIVE, row, now=LATER)
    assert case.waits_until == MUCH_LATER

    assert speak(session, case, staff[2], GIVE, row, now=LATER, var=tmp_path)

    assert owner_of(session, listing.id) == claimant.id


def test_two_who_differ_for_good_are_ended_by_an_admin_or_by_keeping(session, staff, tmp_path):
    _listing, case, _sides, row = plant_dispute(session)
    speak(session, case, staff[0], KEEP)
    speak(session, case, staff[1], GIVE, row)
    assert not speak(session, case, staff[1], GIVE, row, now=MUCH_LATER)

    assert speak(session, case, staff[0], KEEP, now=MUCH_LATER, var=tmp_path)


def test_an_admin_decides_where_two_differ_for_good(session, staff, tmp_path):
    listing, case, (_owner, claimant), row = plant_dispute(session)
    admin = make_account(session, roles=["admin"])
    speak(session, case, staff[0], KEEP)
    speak(session, case, admin, GIVE, row)

    assert speak(session, case, admin, GIVE, row, now=MUCH_LATER, var=tmp_path)

    assert owner_of(session, listing.id) == claimant.id


def test_voices_of_sides_and_of_those_who_left_do_not_count(session, staff, tmp_path):
    listing, case, _sides, row = plant_dispute(session)
    speak(session, case, staff[0], GIVE, row)
    speak(session, case, staff[1], KEEP)
    plant_claim_of(session, listing, staff[0])
    staff[1].active = False
    session.flush()

    assert heard(session, case) == []
    assert not speak(session, case, staff[2], GIVE, row)


def test_a_command_waits_for_the_days_of_both_sides(session, tmp_path):
    listing, case, (_owner, claimant), row = plant_dispute(session)
    with pytest.raises(OneMoreNeeded, match="alone from"):
        speak(session, case, None, GIVE, row, verdict=VERDICT)
    named = Verdict("command:cases", "Checked.", LATER)

    assert speak(session, case, None, GIVE, row, verdict=named, var=tmp_path)

    assert owner_of(session, listing.id) == claimant.id


def test_without_an_owner_keeping_gives_it_to_nobody(session, staff, tmp_path):
    listing, case, sides, _row = plant_dispute(session, owned=False)

    speak(session, case, staff[0], KEEP, now=LATER, var=tmp_path)

    assert owner_of(session, listing.id) is None
    assert all(has_lost(session, listing.id, side) for side in sides)


def test_who_lost_comes_again_with_a_document_only(session, staff, tmp_path):
    listing, case, (_owner, claimant), _row = plant_dispute(session)
    speak(session, case, staff[0], KEEP, now=LATER, var=tmp_path)
    listing.npi = None

    with pytest.raises(WayClosed):
        plant_claim_of(session, listing, claimant)


def test_a_dispute_is_decided_once_with_a_reason_and_by_who_holds_it(session, staff, tmp_path):
    _listing, case, _sides, row = plant_dispute(session)
    with pytest.raises(ReasonMissing):
        speak(session, case, None, KEEP, verdict=by(staff[0], " "))
    with pytest.raises(ClaimGone):
        say(session, case, GIVE, "junk", by(staff[0]), letters=LETTERS, var=tmp_path)
    case.held_by, case.held_until = f"moderator:{staff[0].public_id}", NOW + timedelta(minutes=5)
    with pytest.raises(HeldByAnother):
        speak(session, case, staff[1], KEEP)
    speak(session, case, staff[0], KEEP)
    assert case.held_by is None
    speak(session, case, staff[1], KEEP, var=tmp_path)

    with pytest.raises(AlreadyDecided):
        speak(session, case, staff[2], GIVE, row)


def test_it_is_given_to_no_account_that_is_closed(session, staff, tmp_path):
    _listing, case, (_owner, claimant), row = plant_dispute(session)
    claimant.active = False
    session.flush()

    with pytest.raises(ClaimGone):
        speak(session, case, staff[0], GIVE, row, now=LATER, var=tmp_path)


@pytest.mark.databases("postgres")
@pytest.mark.parametrize("agree", [True, False])
def test_two_who_speak_in_one_instant_are_both_heard(session, open_session, staff, tmp_path, agree):
    listing, case, (owner, claimant), row = plant_dispute(session)
    choice, number, known = str(row.public_id), case.id, listing.id
    accounts, sides = [one.id for one in staff], (owner.id, claimant.id)
    session.commit()
    first, second = open_session(), open_session()

    def act(mine, whose):
        begin_write(mine)
        found = mine.get_one(Case, number)
        account = mine.get_one(Account, accounts[whose])
        decision = GIVE if agree or not whose else KEEP
        verdict = by(account)
        told = choice if decision == GIVE else ""
        return say(mine, found, decision, told, verdict, letters=LETTERS, var=tmp_path)

    with ThreadPoolExecutor(1) as other:
        assert act(first, 0) is False
        waits = other.submit(act, second, 1)
        wait([waits], timeout=0.2)
        first.commit()
        assert waits.result() is agree
    second.commit()

    session.expire_all()
    assert owner_of(session, known) == sides[1 if agree else 0]
