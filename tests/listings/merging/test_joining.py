"""Two listings of one person become one."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from directory.cases import Case, CaseKind, CaseStatus, open_case
from directory.db import begin_write
from directory.listings.merging.joining import foreseen, merge
from directory.listings.merging.leading import MERGED
from directory.listings.merging.parting import unmerge
from directory.listings.merging.rule import MergeImpossible, WhyApart
from directory.listings.models import ListingMerge, ListingViews
from directory.log.models import Event
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import Ownership, Practitioner, Status
from directory.practitioners.vocabulary import Kind
from directory.vetting import tallies
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.listings.merged_worlds import ACTOR, merged_pair, plant_world
from tests.vetting.factories import NOW


def two(session, **what_matters):
    return [make_practitioner(session, name="Ada Alder", **what_matters) for _ in range(2)]


def let_own(session, listing, account=None):
    account = account or make_account(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=account.id))
    session.flush()
    return account


def test_the_other_listing_is_hidden_for_a_fixed_reason(session):
    kept, other, row = merged_pair(session)

    assert (other.status, other.hidden_reason) == (Status.HIDDEN, MERGED)
    assert (row.kept_id, row.merged_id, row.undone_at) == (kept.id, other.id, None)
    assert kept.is_public


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.databases("sqlite")
def test_sums_are_those_of_a_recount_from_scratch(session, seed):
    kept, other = plant_world(session, seed)

    merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)

    for listing in (kept, other):
        assert tallies.stored(session, listing.id) == tallies.count_all(session, listing.id)


@pytest.mark.databases("sqlite")
def test_each_listing_has_one_log_row_and_search_hears_of_both(session):
    kept, other = two(session)
    session.query(OutboxEntry).delete()
    session.query(Event).delete()

    merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)

    rows = session.execute(select(Event.subject_id, Event.action).order_by(Event.action)).all()
    assert rows == [(str(other.public_id), "hidden"), (str(kept.public_id), "merged")]
    told = set(session.scalars(select(OutboxEntry.key)))
    assert told == {str(kept.public_id), str(other.public_id)}


def test_an_owner_goes_over_and_the_kept_listing_is_theirs(session):
    kept, other = two(session, status=Status.UNCLAIMED)
    owner = let_own(session, other)

    merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)

    owned = session.execute(select(Ownership.practitioner_id, Ownership.account_id)).all()
    assert owned == [(kept.id, owner.id)]
    assert kept.status == Status.PUBLISHED


@pytest.mark.databases("sqlite")
def test_one_account_may_own_both(session):
    kept, other = two(session)
    owner = let_own(session, kept)
    let_own(session, other, owner)

    merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)

    assert session.scalars(select(Ownership.practitioner_id)).all() == [kept.id]


def _owned_by_two(session):
    pair = two(session)
    for listing in pair:
        let_own(session, listing)
    return pair


def _disputed(session):
    one, other = two(session)
    subject = ("practitioner", str(other.public_id))
    open_case(session, CaseKind.DISPUTE, subject=subject, practitioner_id=other.id, actor="visitor")
    session.flush()
    return one, other


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("plant", "why"),
    [
        (lambda session: two(session)[:1] * 2, WhyApart.SAME),
        (
            lambda session: (make_practitioner(session), make_practitioner(session, source="demo")),
            WhyApart.DEMO,
        ),
        (
            lambda session: (
                make_practitioner(session),
                make_practitioner(session, kind=Kind.RUNNING_COACH),
            ),
            WhyApart.KINDS,
        ),
        (
            lambda session: (
                make_practitioner(session, status=Status.HIDDEN, hidden_reason="Gone."),
                make_practitioner(session),
            ),
            WhyApart.NOT_SHOWN,
        ),
        (
            lambda session: (
                make_practitioner(session),
                make_practitioner(session, status="pending"),
            ),
            WhyApart.NOT_SHOWN,
        ),
        (_owned_by_two, WhyApart.OWNERS),
        (_disputed, WhyApart.DISPUTE),
    ],
)
def test_what_cannot_be_one_is_refused_and_nothing_is_written(session, plant, why):
    kept, other = plant(session)

    with pytest.raises(MergeImpossible) as refused:
        merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)

    assert refused.value.why == why
    assert session.scalars(select(ListingMerge)).all() == []


@pytest.mark.databases("sqlite")
def test_views_are_added_up(session):
    kept, other = two(session)
    for listing, count in ((kept, 2), (other, 3)):
        session.add(ListingViews(practitioner_id=listing.id, day=NOW.date(), count=count))

    merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)

    assert session.get(ListingViews, (kept.id, NOW.date())).count == 5


@pytest.mark.databases("sqlite")
def test_what_is_foreseen_is_what_comes(session):
    kept, other = plant_world(session, 2)
    expected = foreseen(session, kept, other)

    row = merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)

    assert row.moved["counts"] == expected
    assert sum(expected.values()) > 0


@pytest.mark.parametrize("same_way", [True, False])
def test_of_two_moderators_who_merge_one_pair_at_once_one_wins(session, open_session, same_way):
    numbers = [listing.id for listing in two(session)]
    session.commit()

    def act(whose):
        mine = open_session()
        begin_write(mine)
        ids = numbers if same_way or whose == 0 else numbers[::-1]
        kept, other = (mine.get_one(Practitioner, number) for number in ids)
        try:
            merge(mine, kept=kept, merged=other, actor=ACTOR, now=NOW)
        except MergeImpossible as refusal:
            mine.rollback()
            return refusal.why
        mine.commit()
        return None

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(act, range(2)))

    assert sorted(map(str, outcomes)) == sorted([str(None), str(WhyApart.NOT_SHOWN)])
    begin_write(session)
    assert len(session.scalars(select(ListingMerge)).all()) == 1
    statuses = [session.get(Practitioner, number).is_public for number in numbers]
    assert sorted(statuses) == [False, True]


@pytest.mark.databases("sqlite")
def test_cases_of_the_other_listing_go_over_and_its_own_end(session):
    kept, other = two(session)
    for kind, subject in (
        (CaseKind.PRIVATE_REPORT, ("report", "1")),
        (CaseKind.IMPORT_DIFFERENCE, ("practitioner", str(other.public_id))),
    ):
        open_case(session, kind, subject=subject, practitioner_id=other.id, actor="visitor")

    merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)

    cases = {case.kind: case for case in session.scalars(select(Case))}
    assert cases["private_report"].practitioner_id == kept.id
    assert cases["private_report"].status == CaseStatus.OPEN
    assert cases["import_difference"].decision == "merged"


@pytest.mark.databases("sqlite")
def test_views_of_a_forgotten_day_stay_forgotten(session):
    kept, other = two(session)
    session.add(ListingViews(practitioner_id=other.id, day=NOW.date(), count=3))
    row = merge(session, kept=kept, merged=other, actor=ACTOR, now=NOW)
    session.delete(session.get(ListingViews, (kept.id, NOW.date())))

    unmerge(session, row, actor=ACTOR, now=NOW)

    assert session.query(ListingViews).filter_by(practitioner_id=kept.id).all() == []
