"""What is written is read back, to the byte; and no bytes break the reader."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from directory.interchange.sheet.reading import SheetUnusable
from directory.interchange.sheet.remarks import Flaw
from tests.interchange.sheet.sheets import BESIDE_PLACES, read, table, tables, written

HARMLESS = {Flaw.FREE_TERM, Flaw.PLACE_UNKNOWN, Flaw.NO_PLACE, Flaw.REGION_UNKNOWN}


def with_regions(listing):
    """The listing with the names of regions, which have no column of their own."""
    return replace(listing, places=tuple(BESIDE_PLACES.place(place)[0] for place in listing.places))


@given(tables(4))
@hypothesis_settings(max_examples=40)
def test_listings_are_read_as_they_were_written(some):
    content = written(some)

    found, remarks = read(content)

    assert {remark.flaw for remark in remarks} <= HARMLESS
    assert found == [with_regions(listing) for listing in some]
    assert written(found) == content


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@given(some=tables(3))
@hypothesis_settings(max_examples=8)
def test_every_encoding_of_unicode_says_the_same(encoding, some):
    content = written(some)

    found, _ = read(content.decode().encode(encoding))

    assert written(found) == content


@given(st.binary(max_size=2_000))
@example(b"\xff\xfe")
@example(b"\x00" * 100)
@example(b"name,kind,city\n\xff\xfe,therapist,\x80\n")
def test_no_bytes_break_the_reader(content):
    for bytes_given in (content, table().encode() + content, table().encode("utf-16") + content):
        with suppress(SheetUnusable):
            listings, remarks = read(bytes_given)
            assert all(listing.person.name for listing in listings)
            assert all(remark.cells() for remark in remarks)


LINES = st.lists(
    st.lists(
        st.sampled_from(["Ada", "therapist", '"', '""', "Denver", "US", "\n", "\r", "x" * 200]),
        max_size=6,
    ).map(",".join),
    max_size=8,
)


@given(LINES)
def test_an_open_quotation_mark_costs_no_row_after_it(lines):
    last = ["Grace Last,therapist,Denver,US", "Ida Last,therapist,Denver,US"]

    found, _ = read(table(*lines, *last).encode())

    assert {listing.person.name for listing in found} >= {"Grace Last", "Ida Last"}
