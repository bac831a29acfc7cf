"""Rows as the export writes them."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from directory.listings.models import OwnershipClaim
from directory.privacy.rows import about_listings, of_table, plain, told
from tests.accounts.factories import make_account
from tests.factories import make_practitioner


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 5, 20), "2026-05-20"),
        (datetime(2026, 5, 20, 12, tzinfo=UTC), "2026-05-20T12:00:00+00:00"),
        (None, None),
        ({"hip": 1}, {"hip": 1}),
    ],
)
def test_days_and_moments_are_written_as_iso_8601(value, written):
    assert plain(value) == written


def test_columns_keep_their_names_or_get_others():
    row = SimpleNamespace(kind="edit", code="T1", secret="kept back")  # noqa: S106 - no secret

    assert told(row, "kind", item="code") == {"kind": "edit", "item": "T1"}


def test_rows_come_in_order_with_the_listing_they_are_about(session):
    account, others = make_account(session), make_account(session)
    first, second = make_practitioner(session), make_practitioner(session)
    for listing, who, way in (
        (second, account, "licence"),
        (first, account, "email"),
        (first, others, "x"),
    ):
        session.add(OwnershipClaim(practitioner_id=listing.id, account_id=who.id, way=way))
        session.flush()
    mine = OwnershipClaim.account_id == account.id

    rows = about_listings(session, OwnershipClaim, mine, "way")

    assert [(row["practitioner"]["id"], row["way"]) for row in rows] == [
        (str(second.public_id), "licence"),
        (str(first.public_id), "email"),
    ]
    assert of_table(session, OwnershipClaim, mine, shown="way") == [
        {"shown": "licence"},
        {"shown": "email"},
    ]
