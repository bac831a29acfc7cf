"""Taking merges back: all is as it was, and what came since stays."""

import pytest
from sqlalchemy import select

from directory.listings.merging.joining import merge
from directory.listings.merging.parting import UnmergeImpossible, WhyMerged, unmerge
from directory.log.models import Event
from directory.practitioners.hiding import hide
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.vetting import tallies
from directory.vetting.models import Assessment
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.listings.merged_worlds import ACTOR, dump, merged_pair, plant_world
from tests.vetting.factories import NOW, make_assessment, plant_assessments


@pytest.mark.parametrize("seed", range(6))
def test_merging_and_taking_it_back_leaves_every_table_as_it_was(session, seed):
    kept, other = plant_world(session, seed)
    before = dump(session)
    row = merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)
    between = dump(session)

    undone = unmerge(session, row, actor=ACTOR, now=NOW)

    assert between != before
    assert undone.stayed == ()
    assert dump(session) == before


@pytest.mark.databases("sqlite")
def test_a_chain_taken_back_link_by_link_leaves_every_table_as_it_was(session):
    middle, first = plant_world(session, 1)
    end = plant_world(session, 4)[1]
    for listing in (middle, first, end):
        for owned in session.query(Ownership).filter_by(practitioner_id=listing.id):
            session.delete(owned)
    session.flush()
    before = dump(session)
    rows = [
        merge(session, kept=kept, merged=merged, actor=ACTOR, now=NOW)
        for kept, merged in ((middle, first), (end, middle))
    ]

    for row in reversed(rows):
        unmerge(session, row, actor=ACTOR, now=NOW)

    assert dump(session) == before


@pytest.mark.databases("sqlite")
def test_what_a_member_has_said_since_stays_with_the_kept_listing(session):
    kept, other = (make_practitioner(session, name="Ada Alder") for _ in range(2))
    came = plant_assessments(session, other, 1)[0]
    row = merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)
    since = make_assessment(session, practitioner=kept)

    unmerge(session, row, actor=ACTOR, now=NOW)

    stands = dict(session.execute(select(Assessment.id, Assessment.practitioner_id)).all())
    assert stands == {came.id: other.id, since.id: kept.id}
    for listing in (kept, other):
        assert tallies.stored(session, listing.id) == tallies.count_all(session, listing.id)


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("handed_over", [False, True])
def test_the_owner_gets_back_what_they_still_speak_for(session, handed_over):
    kept, other = (
        make_practitioner(session, name="Ada Alder", status=status)
        for status in (Status.UNCLAIMED, Status.PUBLISHED)
    )
    owner, heir = make_account(session), make_account(session)
    session.add(Ownership(practitioner_id=other.id, account_id=owner.id))
    session.flush()
    row = merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)
    if handed_over:
        session.delete(session.get(Ownership, (kept.id, owner.id)))
        session.add(Ownership(practitioner_id=kept.id, account_id=heir.id))
        session.flush()

    unmerge(session, row, actor=ACTOR, now=NOW)

    owned = session.execute(select(Ownership.practitioner_id, Ownership.account_id)).all()
    assert owned == ([(kept.id, heir.id)] if handed_over else [(other.id, owner.id)])
    assert kept.status == (Status.PUBLISHED if handed_over else Status.UNCLAIMED)


@pytest.mark.databases("sqlite")
def test_a_listing_hidden_for_more_stays_hidden(session):
    _kept, other, row = merged_pair(session)
    hide(session, other, "The registry has closed its number.", actor="import")

    unmerge(session, row, actor=ACTOR, now=NOW)

    assert other.hidden_reason == "The registry has closed its number."


def _undone(session, _kept, row):
    unmerge(session, row, actor=ACTOR, now=NOW)


def _further(session, kept, _row):
    third = make_practitioner(session, name="Ada Alder")
    merge(session, kept=third, merged=kept, actor=ACTOR, now=NOW)


def _hidden(session, kept, _row):
    hide(session, kept, "A private report.", actor=ACTOR)


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("then", "why"),
    [
        (_undone, WhyMerged.UNDONE),
        (_further, WhyMerged.FURTHER),
        (_hidden, WhyMerged.NOT_SHOWN),
    ],
)
def test_it_is_refused_with_a_reason_where_something_depends_on_it(session, then, why):
    kept, _other, row = merged_pair(session)
    then(session, kept, row)

    with pytest.raises(UnmergeImpossible) as refused:
        unmerge(session, row, actor=ACTOR, now=NOW)

    assert refused.value.why == why


@pytest.mark.databases("sqlite")
def test_each_listing_has_one_log_row(session):
    kept, other, row = merged_pair(session)
    session.query(Event).delete()

    unmerge(session, row, actor=ACTOR, now=NOW)

    rows = session.execute(select(Event.subject_id, Event.action).order_by(Event.action)).all()
    assert rows == [(str(other.public_id), "restored"), (str(kept.public_id), "unmerged")]
    assert session.get(Practitioner, other.id).is_public
