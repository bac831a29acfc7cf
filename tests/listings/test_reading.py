"""Reading a listing's rows as one value."""

from dataclasses import replace

import pytest

from directory.listings.content import KEYED
from directory.listings.reading import COLUMNS, PLACE_COLUMNS, content_of
from directory.practitioners.models import Location, Practitioner
from tests.factories import make_location, make_noise, make_practitioner, make_term
from tests.listings.factories import make_content, make_owned

pytestmark = pytest.mark.databases("sqlite")


def test_a_published_listing_says_what_was_submitted(session):
    make_noise(session)
    content = make_content()
    practitioner, _author = make_owned(session, **as_fields(content))

    read = content_of(session, practitioner)

    key = str(practitioner.locations[0].id)
    assert read == replace(content, places=(replace(content.places[0], key=key),))


def test_a_link_without_a_sentence_is_read_too(session):
    practitioner = make_practitioner(session)
    make_term(session, practitioner, "region", "hips")

    content = content_of(session, practitioner)

    assert content.links == {"hips": ""}


def test_places_come_in_their_order_and_unknown_vocabularies_are_left_out(session):
    practitioner = make_practitioner(session, terms={"specialty": ["sports"]})
    make_location(session, practitioner, city="Boulder", payers=("cigna", "aetna"))

    content = content_of(session, practitioner)

    assert [place.city for place in content.places] == ["Denver", "Boulder"]
    assert content.places[1].payers == ("aetna", "cigna")
    assert all(getattr(content, field) == () for field in KEYED)


def test_every_column_that_is_read_is_one():
    assert set(COLUMNS) <= set(Practitioner.__table__.columns.keys())
    assert set(PLACE_COLUMNS) <= set(Location.__table__.columns.keys())


def as_fields(content):
    """The fields of a content as the factories take them."""
    return {name: getattr(content, name) for name in content.__slots__}
