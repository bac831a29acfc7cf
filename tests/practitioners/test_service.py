"""Finding, renaming and promising practitioners."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.orm.exc import StaleDataError

from directory import outbox
from directory.db import begin_write
from directory.outbox.models import OutboxEntry
from directory.practitioners.models import FormerSlug, Practitioner, Status
from directory.practitioners.service import (
    SLUG_LENGTH,
    each_public,
    find_public,
    free_slug,
    load_public,
    mark_changed,
    rename,
    slugify,
    state_terms,
)
from tests.factories import make_noise, make_practitioner

BATCH = 500
"""How many listings are read at once."""

NOT_PUBLIC = [{"status": Status.PENDING}, {"status": Status.HIDDEN, "hidden_reason": "asked to"}]


def test_a_public_listing_is_found_by_its_slug(session):
    make_noise(session)
    practitioner = make_practitioner(session, name="Ada Elm")

    assert find_public(session, "ada-elm-denver") == (practitioner, False)


def test_a_slug_nobody_ever_had_finds_nobody(session):
    make_noise(session)

    assert find_public(session, "nobody")[0] is None


@pytest.mark.parametrize("status", NOT_PUBLIC)
def test_a_listing_that_is_not_public_is_not_found(session, status):
    practitioner = make_practitioner(session, **status)

    assert find_public(session, practitioner.slug)[0] is None
    assert load_public(session, [str(practitioner.public_id)]) == {}
    assert list(each_public(session)) == []


def test_an_unclaimed_listing_is_public(session):
    practitioner = make_practitioner(session, status=Status.UNCLAIMED)

    assert practitioner.is_public
    assert find_public(session, practitioner.slug)[0] is practitioner


def test_a_former_slug_leads_to_the_listing_and_says_so(session):
    practitioner = make_practitioner(session, name="Ada Elm")
    rename(session, practitioner, "Ada Fir")
    session.flush()

    assert find_public(session, "ada-elm-denver") == (practitioner, True)
    assert find_public(session, "ada-fir-denver") == (practitioner, False)


def test_the_former_slug_of_a_hidden_listing_leads_nowhere(session):
    practitioner = make_practitioner(session, name="Ada Elm", **NOT_PUBLIC[1])
    rename(session, practitioner, "Ada Fir")
    session.flush()

    assert find_public(session, "ada-elm-denver")[0] is None


def test_going_back_to_an_old_name_swaps_the_addresses(session):
    practitioner = make_practitioner(session, name="Ada Elm")
    for name in ("Ada Fir", "Ada Elm"):
        rename(session, practitioner, name)
        session.flush()

    assert find_public(session, "ada-elm-denver") == (practitioner, False)
    assert find_public(session, "ada-fir-denver") == (practitioner, True)
    assert session.scalars(select(FormerSlug.slug)).all() == ["ada-fir-denver"]


def test_a_rename_that_keeps_the_slug_leaves_no_trace(session):
    practitioner = make_practitioner(session, name="Ada Elm")

    rename(session, practitioner, "ada  ELM")
    session.flush()

    assert practitioner.slug == "ada-elm-denver"
    assert practitioner.former_slugs == []


def test_a_namesake_in_the_same_town_gets_a_number(session):
    make_practitioner(session, name="Ada Elm")
    make_practitioner(session, name="Ada Elm")

    assert free_slug(session, "Ada Elm", "Denver") == "ada-elm-denver-3"


def test_an_address_somebody_once_had_is_not_given_away(session):
    practitioner = make_practitioner(session, name="Ada Elm")
    rename(session, practitioner, "Ada Fir")
    session.flush()

    assert free_slug(session, "Ada Elm", "Denver") == "ada-elm-denver-2"


def test_a_listing_without_a_place_is_addressed_by_name(session):
    practitioner = make_practitioner(session, name="Ada Elm", locations=())

    rename(session, practitioner, "Ada Fir")

    assert practitioner.slug == "ada-fir"


def test_listings_are_loaded_by_public_id_with_all_they_show(session):
    wanted = make_practitioner(session, terms={"modality": ["gait_analysis"]})
    make_noise(session)
    key = str(wanted.public_id)
    session.commit()

    loaded = load_public(session, [key])
    session.expunge_all()

    assert list(loaded) == [key]
    assert loaded[key].keys("modality") == ["gait_analysis"]
    assert loaded[key].locations[0].payers == []


def test_everybody_is_gone_through_once_in_order_across_batches(session):
    facts = {"kind": "therapist", "profession": "x", "status": "published", "source": "demo"}
    rows = [
        facts | {"name": str(number), "slug": str(number), "version": 1, "public_id": uuid.uuid4()}
        for number in range(2 * BATCH + 1)
    ]
    session.execute(insert(Practitioner), rows)
    session.commit()

    seen = [practitioner.slug for practitioner in each_public(session)]

    assert seen == [row["slug"] for row in rows]


def test_a_change_is_counted_and_promised_to_the_index(session):
    practitioner = make_practitioner(session)
    session.commit()
    before = practitioner.version

    begin_write(session)
    mark_changed(session, practitioner)
    session.commit()

    newest = session.scalars(select(OutboxEntry).order_by(OutboxEntry.id.desc())).first()
    assert practitioner.version == before + 1
    assert (newest.topic, newest.key) == (outbox.INDEX, str(practitioner.public_id))
    assert newest.version == practitioner.version


@given(st.text(max_size=300))
def test_a_slug_is_always_fit_for_an_address(text):
    slug = slugify(text)

    assert 0 < len(slug) <= SLUG_LENGTH
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slug.strip("-")
    assert slugify(slug) == slug


def test_accents_are_taken_off():
    assert slugify("Zoë Müller-Łuk, Köln") == "zoe-muller-uk-koln"


@pytest.mark.databases("postgres")  # SQLite has one writer at a time
def test_two_changes_at_once_cannot_take_the_same_version(session, open_session):
    person = make_practitioner(session, bio="before")
    session.commit()
    first, second = open_session(), open_session()
    begin_write(first)
    one = first.get(Practitioner, person.id)
    other = second.get(Practitioner, person.id)  # read before the first has committed
    mark_changed(first, one)
    first.commit()

    other.bio = "from old news"
    mark_changed(second, other)
    with pytest.raises(StaleDataError):
        second.commit()
    second.rollback()

    assert second.get(Practitioner, person.id).bio == "before"


def test_stating_terms_anew_keeps_notes_and_other_vocabularies(session):
    practitioner = make_practitioner(session, terms={"modality": ["a", "b"], "method": ["m"]})
    kept = next(term for term in practitioner.terms if term.key == "b")
    kept.note = "On a table."

    state_terms(practitioner, "modality", ["b", "c"])
    session.flush()
    session.expire(practitioner)

    assert practitioner.keys("modality") == ["b", "c"]
    assert practitioner.keys("method") == ["m"]
    assert next(term.note for term in practitioner.terms if term.key == "b") == "On a table."
