"""What waits about a merged listing goes over or ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from directory.cases import Case, CaseKind, CaseStatus, open_case
from directory.cases.deciding import HeldByAnother
from directory.cases.holding import hold
from directory.listings.merging.joining import merge
from directory.listings.merging.parting import unmerge
from directory.listings.models import (
    ListingToken,
    OwnershipClaim,
    Reach,
    ReachOutcome,
    Revision,
    RevisionKind,
    Stage,
)
from directory.practitioners.models import Ownership
from directory.vetting.models import Flag, Standing
from directory.vetting.standings import subject_of
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.listings.merged_worlds import ACTOR, dump
from tests.vetting.factories import NOW, plant_assessments

pytestmark = pytest.mark.databases("sqlite")


def two(session):
    return [make_practitioner(session, name="Ada Alder") for _ in range(2)]


def wait(session, kind, subject, listing, **details):
    case = open_case(
        session,
        kind,
        subject=subject,
        practitioner_id=listing.id,
        details=details,
        actor="visitor",
    )
    session.flush()
    return case


def merge_them(session, kept, other):
    row = merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)
    session.expire_all()
    return row


def of(listing):
    return ("practitioner", str(listing.public_id))


def test_whether_either_is_listed_twice_is_settled_only_for_the_merged_one(session):
    kept, other = two(session)
    third = make_practitioner(session)
    settled = wait(session, CaseKind.DUPLICATE, of(other), other, other=str(third.public_id))
    stands = wait(session, CaseKind.DUPLICATE, of(kept), kept, other=str(third.public_id))

    merge_them(session, kept, other)

    assert (settled.status, settled.decision) == (CaseStatus.DECIDED, "merged")
    assert stands.status == CaseStatus.OPEN


def test_changes_that_the_other_owner_sent_in_end(session):
    kept, other = two(session)
    revision = Revision(
        practitioner_id=other.id, kind=RevisionKind.EDIT, content={}, changes={}, submitted_at=NOW
    )
    session.add(revision)
    session.flush()
    case = wait(session, CaseKind.REVISION, ("revision", str(revision.public_id)), other)
    before = dump(session)

    row = merge_them(session, kept, other)

    assert revision.status == Stage.WITHDRAWN
    assert case.decision == "merged"
    unmerge(session, row, actor=ACTOR, now=NOW)
    assert dump(session) == before


def test_claims_of_others_go_over_and_those_of_the_owner_end(session):
    kept, other = two(session)
    owner, stranger = make_account(session), make_account(session)
    session.add(Ownership(practitioner_id=kept.id, account_id=owner.id))
    claims, cases = [], []
    for account in (owner, stranger):
        claim = OwnershipClaim(practitioner_id=other.id, account_id=account.id, way="documents")
        session.add(claim)
        session.flush()
        claims.append(claim)
        subject = ("ownership_claim", str(claim.public_id))
        cases.append(wait(session, CaseKind.CLAIM, subject, other))

    merge_them(session, kept, other)

    assert [claim.status for claim in claims] == [Stage.WITHDRAWN, Stage.WAITING]
    assert claims[1].practitioner_id == kept.id
    assert [case.status for case in cases] == [CaseStatus.DECIDED, CaseStatus.OPEN]
    assert cases[1].practitioner_id == kept.id


def test_a_comment_stays_with_its_assessment(session):
    kept, other = two(session)
    account = make_account(session)
    rows = [plant_assessments(session, listing, 1)[0] for listing in (kept, other)]
    for row in rows:
        row.member_id = account.id
    rows[1].arrived_at = NOW + timedelta(days=1)
    session.flush()
    cases = [
        wait(session, CaseKind.COMMENT, subject_of(row), listing)
        for row, listing in zip(rows, (kept, other), strict=True)
    ]

    merge_them(session, kept, other)

    assert [case.practitioner_id for case in cases] == [other.id, kept.id]


@pytest.mark.parametrize("both", [False, True])
def test_held_assessments_of_both_are_one_case(session, both):
    kept, other = two(session)
    held = {}
    for listing in (kept, other) if both else (other,):
        rows = plant_assessments(session, listing, 2, standing=Standing.HELD)
        names = [str(row.public_id) for row in rows]
        held[listing.id] = names
        details = {"assessments": names, "arrived_at": ["a", "b"], "vote_groups": [1, 2]}
        wait(session, CaseKind.BURST, of(listing), listing, all_linked=True, **details)

    merge_them(session, kept, other)

    case = session.scalars(select(Case).where(Case.status == CaseStatus.OPEN)).one()
    assert case.subject_id == str(kept.public_id)
    assert case.details["assessments"] == [name for names in held.values() for name in names]
    assert len(case.details["arrived_at"]) == len(case.details["assessments"])


def test_a_red_flag_that_is_set_aside_ends_with_its_case(session):
    kept, other = two(session)
    flags = [Flag(practitioner_id=listing.id, code="R2") for listing in (kept, other)]
    alone = Flag(practitioner_id=other.id, code="R3")
    session.add_all([*flags, alone])
    session.flush()
    cases = [
        wait(session, CaseKind.RED_FLAG, ("red_flag", str(flag.public_id)), listing)
        for flag, listing in zip((*flags, alone), (kept, other, other), strict=True)
    ]

    merge_them(session, kept, other)

    assert [case.status for case in cases] == ["open", "decided", "open"]
    assert cases[2].practitioner_id == kept.id


def test_calls_and_mailed_links_go_over_and_one_voice_is_heard_once(session):
    kept, other = two(session)
    for listing, visitor in ((kept, "v"), (other, "v"), (other, "w")):
        session.add(
            Reach(
                practitioner_id=listing.id,
                visitor=visitor,
                outcome=ReachOutcome.YES,
                called_on=NOW.date(),
            )
        )
    link = ListingToken(purpose="removal", practitioner_id=other.id, digest="d", expires_at=NOW)
    session.add(link)
    session.flush()

    merge_them(session, kept, other)

    calls = session.scalars(select(Reach.visitor).where(Reach.practitioner_id == kept.id)).all()
    assert sorted(calls) == ["v", "w"]
    assert link.practitioner_id == kept.id


def test_a_case_that_another_moderator_holds_is_not_ended_under_their_hands(session):
    kept, other = two(session)
    case = wait(session, CaseKind.IMPORT_DIFFERENCE, of(other), other)
    hold(session, case, actor=f"moderator:{make_account(session).public_id}", now=NOW)

    with pytest.raises(HeldByAnother):
        merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)
