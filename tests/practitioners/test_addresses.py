"""The addresses that may be kept: claimed and real ones, in pieces that do not shift."""

import pytest

from directory.practitioners import addresses
from directory.practitioners.addresses import may_be_kept, piece, pieces
from directory.practitioners.models import Status
from tests.factories import make_practitioner

NOT_KEPT = [
    {"status": Status.UNCLAIMED, "source": "nppes"},
    {"status": Status.PENDING},
    {"status": Status.HIDDEN, "hidden_reason": "closed"},
    {"source": "demo"},
]


def test_only_claimed_listings_of_real_people_are_kept(session):
    ada = make_practitioner(session, name="Ada Alder")
    others = [make_practitioner(session, **columns) for columns in NOT_KEPT]

    found = piece(session, 1)

    assert [one.slug for one in found] == [ada.slug]
    assert pieces(session) == [1]
    assert [may_be_kept(one) for one in (ada, *others)] == [True, False, False, False, False]


def test_a_listing_stays_in_its_piece_whoever_comes_or_goes(session, monkeypatch):
    monkeypatch.setattr(addresses, "PIECE", 2)
    people = [make_practitioner(session) for _ in range(5)]
    before = {one.slug: number for number in range(1, 4) for one in piece(session, number)}

    session.delete(people[0])
    make_practitioner(session)
    session.flush()

    after = {one.slug: number for number in range(1, 5) for one in piece(session, number)}
    assert pieces(session) == sorted(set(after.values()))
    assert all(after[slug] == before[slug] for slug in before.keys() & after.keys())


@pytest.mark.parametrize("number", [0, 7])
def test_a_piece_beyond_the_last_holds_nobody(session, number):
    make_practitioner(session)

    assert piece(session, number) == []
    assert number not in pieces(session)


def test_pieces_without_anybody_to_keep_are_not_told_of(session, monkeypatch):
    monkeypatch.setattr(addresses, "PIECE", 2)
    for _ in range(4):
        make_practitioner(session, **NOT_KEPT[0])
    kept = make_practitioner(session)

    assert pieces(session) == [-(-kept.id // 2)]
