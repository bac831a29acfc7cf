"""What moderators decide about whose a listing is."""

import pytest

from directory.listings.claims.claiming import ClaimGone
from directory.listings.claims.voices import OneMoreNeeded
from directory.listings.owning import owner_of
from directory.moderation import service
from directory.moderation.decisions import carry_out
from directory.moderation.service import Interest, NotYours
from directory.moderation.undoing import is_final
from directory.vetting.decisions import Verdict
from tests.accounts.factories import make_account
from tests.listings.claim_factories import plant_claim, plant_unclaimed
from tests.listings.disputed import by, plant_dispute
from tests.moderation.tasks import task_of
from tests.vetting.plant import NOW


@pytest.fixture
def staff(session):
    return [make_account(session, roles=["moderator"]) for _ in range(2)]


def decide(session, case, account, decision, var, row=None):
    """Decide as an account of staff, as pages do."""
    choice = str(row.public_id) if row else ""
    task = task_of(session, case, var, verdict=by(account), choice=choice)
    return service.decide(task, account, decision)


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ("approve", "They speak for the listing now."),
        ("refuse", "The claim is refused; they are told why."),
    ],
)
def test_a_claim_is_decided(session, staff, tmp_path, decision, said):
    _row, case = plant_claim(session, plant_unclaimed(session))

    assert decide(session, case, staff[0], decision, tmp_path) == said


def test_the_first_voice_is_noted_and_the_second_that_agrees_decides(session, staff, tmp_path):
    listing, case, (_owner, claimant), row = plant_dispute(session)

    first = decide(session, case, staff[0], "give", tmp_path, row)
    second = decide(session, case, staff[1], "give", tmp_path, row)

    assert first == "Your voice is noted; the dispute is not decided yet."
    assert second == "They speak for the listing now."
    assert owner_of(session, listing.id) == claimant.id


def test_everything_can_stay_as_it_is(session, staff, tmp_path):
    listing, case, (owner, _claimant), _row = plant_dispute(session)
    decide(session, case, staff[0], "keep", tmp_path)

    said = decide(session, case, staff[1], "keep", tmp_path)

    assert said == "Everything stays as it is; all sides are told."
    assert owner_of(session, listing.id) == owner.id


@pytest.mark.parametrize("choice", ["", "junk", "x" * 100])
def test_it_is_given_to_none_but_a_side(session, staff, tmp_path, choice):
    _listing, case, _sides, _row = plant_dispute(session)
    task = task_of(session, case, tmp_path, verdict=by(staff[0]), choice=choice)

    with pytest.raises(ClaimGone):
        service.decide(task, staff[0], "give")


@pytest.mark.parametrize("side", [0, 1])
def test_neither_side_has_a_voice(session, tmp_path, side):
    _listing, case, sides, _row = plant_dispute(session)

    with pytest.raises(NotYours) as refused:
        decide(session, case, sides[side], "keep", tmp_path)

    assert refused.value.interest == Interest.OWNS


def test_a_command_decides_after_the_notice_alone(session, tmp_path):
    _listing, case, _sides, _row = plant_dispute(session)
    verdict = Verdict("command:cases", "Checked.", NOW)

    with pytest.raises(OneMoreNeeded):
        carry_out(task_of(session, case, tmp_path, verdict=verdict), "keep")


def test_a_disputes_decision_is_final(session):
    _listing, case, _sides, _row = plant_dispute(session)

    assert is_final(case.kind, "give")
    assert is_final(case.kind, "keep")
