"""Of two equal listings the fresher stands first; who confirms again moves up."""

from datetime import timedelta

import pytest

from directory.db import begin_write
from directory.practitioners.service import mark_changed
from directory.search.indexer import index_pending
from tests.factories import make_practitioner
from tests.search.worlds import TODAY

pytestmark = pytest.mark.databases("sqlite")


def ago(days):
    return TODAY - timedelta(days=days)


def names(results):
    return [card.practitioner.name for card in results.cards]


def test_the_longer_ago_the_last_confirmation_the_further_down(session, search, indexed):
    for days in (700, 10, 200, 400):
        make_practitioner(session, name=f"Confirmed {days}", confirmed_on=ago(days))
    make_practitioner(session, name="Never")
    indexed()

    shown = names(search())

    assert shown == ["Confirmed 10", "Confirmed 200", "Confirmed 400", "Confirmed 700", "Never"]


def test_callers_and_registers_keep_a_listing_fresh_too(session, search, indexed):
    make_practitioner(session, name="Old", confirmed_on=ago(400))
    make_practitioner(session, name="Updated", source_updated_on=ago(200))
    make_practitioner(session, name="Reached", confirmed_on=ago(400), reached_on=ago(3))
    indexed()

    assert names(search()) == ["Reached", "Updated", "Old"]


def test_a_doubt_puts_a_listing_down_as_if_nobody_had_confirmed_it(session, search, indexed):
    make_practitioner(session, name="Doubted", confirmed_on=ago(30), doubted_on=ago(2))
    make_practitioner(session, name="Old", confirmed_on=ago(400))
    make_practitioner(session, name="Never")
    make_practitioner(session, name="Settled", confirmed_on=ago(30), doubted_on=ago(60))
    indexed()

    shown = names(search())

    assert shown[:2] == ["Settled", "Old"]
    assert sorted(shown[2:]) == ["Doubted", "Never"]


def test_who_confirms_again_is_up_as_soon_as_the_change_is_indexed(
    session, open_session, search, index, indexed
):
    make_practitioner(session, name="Fresh", confirmed_on=ago(50))
    late = make_practitioner(session, name="Late", confirmed_on=ago(500))
    indexed()
    before = names(search())
    begin_write(session)
    late.confirmed_on = TODAY
    mark_changed(session, late)
    session.commit()

    index_pending(open_session(), index)

    assert (before, names(search())) == (["Fresh", "Late"], ["Late", "Fresh"])
