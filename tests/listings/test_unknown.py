"""What is still unknown about a listing."""

from dataclasses import replace

from directory.listings.unknown import CLAIM, DOCUMENT, FACT, LINK, Gap, gaps
from tests.listings.factories import make_content, make_place


def test_everything_that_is_stated_is_no_gap():
    listing = make_content(
        links={"hips": "I test how far they turn."}, claims={"T1": "We walk first."}
    )

    found = gaps(listing, documented=["T13"])

    assert Gap(LINK, "hips") not in found
    assert Gap(LINK, "feet") in found
    assert Gap(CLAIM, "T1") not in found
    assert Gap(DOCUMENT, "T13") not in found


def test_a_fact_that_one_place_leaves_open_is_a_gap():
    listing = make_content(places=(make_place(), make_place(key="new-2", hours=None)))

    assert Gap(FACT, "hours") in gaps(listing)
    assert Gap(FACT, "hours") not in gaps(replace(listing, places=(make_place(),)))


def test_a_no_is_stated():
    assert Gap(FACT, "accepting") not in gaps(make_content(accepting=False))
    assert Gap(FACT, "accepting") in gaps(make_content(accepting=None))
