import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from directory.db import begin_write
from directory.journey.chosen import find_chosen, read_slugs
from directory.listings.models import ListingMerge
from directory.practitioners.models import Status
from directory.practitioners.service import rename
from tests.factories import make_noise, make_practitioner


def merge(session, merged, kept):
    begin_write(session)
    merged.status, merged.hidden_reason = Status.HIDDEN, "merged"
    session.add(ListingMerge(kept_id=kept.id, merged_id=merged.id, moved={}))
    session.commit()


@pytest.mark.parametrize(
    ("values", "slugs"),
    [
        (["ada-alder,bram-birch"], ("ada-alder", "bram-birch")),
        (["ada-alder", "bram-birch"], ("ada-alder", "bram-birch")),
        ([" Ada-Alder ,, bram-birch,ada-alder"], ("ada-alder", "bram-birch")),
        ([""], ()),
        ([], ()),
    ],
)
def test_slugs_come_by_commas_or_repeated(values, slugs):
    assert read_slugs(values, 4).slugs == slugs


def test_only_so_many_are_taken_and_the_rest_is_counted():
    named = read_slugs(["a,b,c,d,e,f"], 4)

    assert (named.slugs, named.left_over) == (("a", "b", "c", "d"), 2)


@given(st.lists(st.text(max_size=40), max_size=6), st.integers(0, 4))
def test_whatever_comes_no_more_than_that_many_slugs_are_read(values, most):
    named = read_slugs(values, most)

    assert len(named.slugs) <= most
    assert all(slug.replace("-", "").isalnum() and slug.isascii() for slug in named.slugs)


@pytest.mark.parametrize("part", ["../x", "a b", "-a", "a--b", "é", "a" * 121, "\x00", "\u202ea"])
def test_what_can_be_no_slug_is_counted(part):
    named = read_slugs([f"ada,{part}"], 4)

    assert (named.slugs, named.unreadable) == (("ada",), 1)


def test_listings_come_in_the_order_asked_for(session):
    make_noise(session)
    ada, bram, chloe = (make_practitioner(session) for _ in range(3))
    session.commit()

    chosen = find_chosen(session, [chloe.slug, ada.slug, bram.slug])

    assert chosen.listings == (chloe, ada, bram)
    assert chosen.gone == ()


def test_a_former_slug_leads_to_the_present_listing(session):
    ada = make_practitioner(session, name="Ada Alder")
    old = ada.slug
    session.commit()
    begin_write(session)
    rename(session, ada, "Ada Birch")
    session.commit()

    chosen = find_chosen(session, [old, ada.slug])

    assert chosen.listings == (ada,)


def test_a_merged_listing_leads_through_others_to_the_one_that_was_kept(session):
    first, second, kept = (make_practitioner(session) for _ in range(3))
    session.commit()
    merge(session, first, second)
    merge(session, second, kept)

    chosen = find_chosen(session, [first.slug])

    assert chosen.listings == (kept,)


def test_a_merged_listing_whose_other_is_hidden_is_gone(session):
    first, second = make_practitioner(session), make_practitioner(session)
    session.commit()
    merge(session, first, second)
    begin_write(session)
    second.status, second.hidden_reason = Status.HIDDEN, "a reason"
    session.commit()

    chosen = find_chosen(session, [first.slug])

    assert (chosen.listings, chosen.gone) == ((), (first.slug,))


def test_merges_that_lead_in_a_circle_lead_nowhere(session):
    first, second = make_practitioner(session), make_practitioner(session)
    session.commit()
    merge(session, first, second)
    merge(session, second, first)

    assert find_chosen(session, [first.slug]).gone == (first.slug,)


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.PENDING])
def test_what_is_not_public_is_gone(session, status):
    person = make_practitioner(session, status=status, hidden_reason="a reason")
    session.commit()

    chosen = find_chosen(session, [person.slug, "nobody"])

    assert (chosen.listings, chosen.gone) == ((), (person.slug, "nobody"))


def test_fifty_cost_no_more_statements_than_one(session):
    slugs = [make_practitioner(session).slug for _ in range(50)]
    session.commit()
    session.expunge_all()
    asked = []
    event.listen(session.get_bind(), "before_cursor_execute", lambda *said: asked.append(said[2]))

    chosen = find_chosen(session, slugs)

    assert len(chosen.listings) == 50
    assert len([one for one in asked if one.startswith("SELECT")]) <= 9
