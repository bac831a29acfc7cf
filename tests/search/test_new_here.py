"""The place for the new, as a search answers it."""

import pytest

from directory.db import begin_write
from directory.practitioners.models import Status
from directory.search.query import Query, Sort
from tests.factories import make_practitioner
from tests.search.worlds import TODAY, asking

SETTLED = {"score": 81.0, "score_low": 68.0, "score_high": 90.0, "score_members": 7}


def crowd(session, how_many=12, **what_matters):
    return [
        make_practitioner(session, name=f"Person {number:02}", **what_matters)
        for number in range(how_many)
    ]


def test_somebody_who_is_not_on_the_page_has_the_place(session, search, indexed):
    crowd(session)
    indexed()

    results = search(per_page=5)

    shown = [card.practitioner.id for card in results.cards]
    assert results.new_here.practitioner.id not in shown
    assert results.new_here.number == 0
    assert (len(shown), results.total) == (5, 12)


def test_the_place_goes_to_the_new_and_the_unassessed_alone(session, search, indexed):
    crowd(session, **SETTLED)
    new = make_practitioner(
        session, name="Zoe New", **SETTLED | {"score_is_new": True, "score_low": 1}
    )
    indexed()

    results = search(per_page=5)

    assert results.new_here.practitioner.id == new.id


@pytest.mark.parametrize(
    "asked",
    [{"page": 2}, {"sort": Sort.VETTED}, {"sort": Sort.NEAREST, "near": "Denver"}],
    ids=["another page", "by score", "by distance"],
)
def test_there_is_no_such_place_elsewhere(session, search, indexed, asked):
    crowd(session)
    indexed()

    assert search(per_page=5, **asked).new_here is None


@pytest.mark.parametrize("settled", [True, False], ids=["all assessed", "all on the page"])
def test_without_anybody_for_it_the_place_is_empty(session, search, indexed, settled):
    crowd(session, **(SETTLED if settled else {}))
    indexed()

    assert search(per_page=5 if settled else 20).new_here is None


def test_who_does_not_state_what_was_asked_does_not_get_it(session, search, indexed):
    crowd(session, 4, terms={"modality": ["dry_needling"]})
    crowd(session, 4)
    indexed()

    results = search(q="dry needling", per_page=2, chosen={"modality": frozenset({"dry_needling"})})

    assert results.total == 8
    assert results.new_here.practitioner.keys("modality") == ["dry_needling"]


def test_the_draw_stays_all_day_and_moves_on(session, index, indexed):
    crowd(session, 40)
    indexed()

    def drawn(day):
        return index.search(Query(today=day, limit=5, new_here=True)).newcomer.id

    days = [TODAY.replace(day=day) for day in range(1, 20)]
    assert [drawn(day) for day in days] == [drawn(day) for day in days]
    assert len({drawn(day) for day in days}) > 5


def test_who_was_hidden_meanwhile_is_not_shown(session, search, index, indexed):
    people = crowd(session)
    indexed()
    begin_write(session)
    for person in people:
        person.status, person.hidden_reason = Status.HIDDEN, "asked for it"
    session.commit()

    results = search(per_page=5)

    assert (results.new_here, results.cards) == (None, ())


def test_nobody_is_drawn_unasked(session, index, indexed):
    crowd(session)
    indexed()

    assert index.search(asking(limit=5)).newcomer is None
