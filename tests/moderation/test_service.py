"""What waits, who may decide it, and deciding it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from directory.cases import CaseKind, CaseStatus, open_case
from directory.cases.deciding import HeldByAnother
from directory.listings.models import FactReport, Revision, RevisionKind
from directory.moderation.service import (
    Interest,
    NotYours,
    actor_of,
    decide,
    hand_over,
    hold,
    may_decide,
)
from directory.practitioners.models import Ownership
from directory.vetting.models import Assessment
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.listings.claim_factories import VERDICT, plant_claim
from tests.moderation.tasks import task_of
from tests.vetting.plant import NOW, plant_assessment


def opened(session, kind, listing=None, *, subject="thing", days_ago=0):
    """Open a case, some days ago."""
    ensure_writing(session)
    case = open_case(
        session,
        kind,
        subject=(str(kind), str(subject)),
        practitioner_id=listing.id if listing else None,
        actor="test",
    )
    case.opened_at = NOW - timedelta(days=days_ago)
    session.flush()
    return case


def by(account):
    """A verdict of an account."""
    return replace(VERDICT, actor=actor_of(account))


@pytest.fixture
def listing(session):
    return make_practitioner(session)


@pytest.fixture
def moderator(session):
    return make_account(session, "mo@runner.example", roles=["moderator"])


def test_a_stranger_to_the_listing_may_decide(session, listing, moderator):
    case = opened(session, CaseKind.PATTERN, listing)
    plant_assessment(session, listing)

    assert may_decide(session, moderator, case) is None
    assert may_decide(session, moderator, opened(session, CaseKind.RECOMMENDATION)) is None


def test_nobody_decides_about_a_listing_of_their_own(session, listing, moderator):
    session.add(Ownership(practitioner_id=listing.id, account_id=moderator.id))
    session.flush()

    assert may_decide(session, moderator, opened(session, CaseKind.CLAIM, listing)) == "owns"


def test_nobody_decides_about_a_listing_they_claim_or_whose_address_they_have(
    session, listing, moderator
):
    plant_claim(session, listing, moderator)
    other = make_practitioner(session, email="Mo@Runner.example")

    for claimed in (listing, other):
        case = opened(session, CaseKind.PATTERN, claimed, subject=claimed.id)
        assert may_decide(session, moderator, case) == Interest.OWNS


def test_nobody_decides_about_a_listing_they_assessed(session, listing):
    row = plant_assessment(session, listing)
    member = session.get_one(type(make_account(session)), row.member_id)
    case = opened(session, CaseKind.PATTERN, listing)
    assert session.get_one(Assessment, row.id)

    assert may_decide(session, member, case) == Interest.ASSESSED


def test_nobody_decides_on_what_they_sent(session, listing, moderator):
    sent = [
        Revision(
            practitioner_id=listing.id,
            author_id=moderator.id,
            kind=RevisionKind.EDIT,
            content={},
            changes={},
        ),
        FactReport(practitioner_id=listing.id, field="phone", said="x", email="mo@runner.example"),
    ]
    session.add_all(sent)
    session.flush()

    for row in sent:
        case = opened(session, CaseKind.REVISION, listing, subject=row.public_id)
        assert may_decide(session, moderator, case) == Interest.SENT


def test_an_interest_is_refused_when_it_comes_to_deciding(session, listing, moderator, settings):
    session.add(Ownership(practitioner_id=listing.id, account_id=moderator.id))
    case = opened(session, CaseKind.PATTERN, listing)
    other = make_account(session)

    with pytest.raises(NotYours) as refused:
        decide(task_of(session, case, settings.var), moderator, "noted")
    assert refused.value.interest == Interest.OWNS
    assert case.status == CaseStatus.OPEN

    decide(task_of(session, case, settings.var), other, "noted")

    assert case.decided_by == VERDICT.actor


def test_an_interest_keeps_from_holding_and_handing_over_too(session, listing, moderator):
    session.add(Ownership(practitioner_id=listing.id, account_id=moderator.id))
    case = opened(session, CaseKind.PATTERN, listing)
    other = make_account(session, roles=["moderator"])

    with pytest.raises(NotYours):
        hold(session, case, moderator, NOW)
    with pytest.raises(NotYours):
        hand_over(session, case, moderator, to=other, note="", now=NOW)
    with pytest.raises(NotYours):
        hand_over(session, case, other, to=moderator, note="", now=NOW)

    assert (case.held_by, case.handed_to) == (None, None)


def test_a_stranger_holds_a_case_and_hands_it_over(session, listing, moderator):
    case = opened(session, CaseKind.PATTERN, listing)
    other = make_account(session, roles=["moderator"])

    assert hold(session, case, moderator, NOW) == NOW + timedelta(minutes=15)
    hand_over(session, case, moderator, to=other, note="You know the place.", now=NOW)

    assert (case.held_by, case.handed_to) == (None, actor_of(other))


def test_what_another_holds_is_not_decided_and_nothing_is_done(
    session, listing, moderator, settings
):
    case = opened(session, CaseKind.PATTERN, listing)
    other = make_account(session, roles=["moderator"])
    hold(session, case, other, VERDICT.now)

    with pytest.raises(HeldByAnother):
        decide(task_of(session, case, settings.var, verdict=by(moderator)), moderator, "noted")
    assert case.status == CaseStatus.OPEN

    decide(task_of(session, case, settings.var, verdict=by(other)), other, "noted")

    assert case.decided_by == actor_of(other)
