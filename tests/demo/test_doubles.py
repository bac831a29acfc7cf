"""A made-up person who is listed twice."""

import pytest

from directory.cases import CaseKind
from directory.demo.doubles import plant_double
from directory.demo.setting import Setting
from directory.listings.merging.doubles import pair_of
from directory.listings.merging.rule import why_apart
from tests.factories import make_practitioner
from tests.moderation.cases import newest_case
from tests.vetting.factories import NOW

pytestmark = pytest.mark.databases("sqlite")


def test_a_moderator_is_asked_about_two_listings_that_can_be_merged(session, tmp_path):
    listing = make_practitioner(session, source="demo")

    plant_double(Setting(session, tmp_path, NOW), listing)

    twin, other = pair_of(session, newest_case(session, CaseKind.DUPLICATE))
    assert other is listing
    assert why_apart(session, twin, other) is None
    assert len(twin.locations) == 2


def test_a_place_without_coordinates_makes_no_case(session, tmp_path):
    listing = make_practitioner(session, source="demo", locations=[{"point": None}])

    plant_double(Setting(session, tmp_path, NOW), listing)

    assert newest_case(session, CaseKind.DUPLICATE) is None
