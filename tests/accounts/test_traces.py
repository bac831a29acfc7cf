from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from directory.accounts.models import Trace, TraceKind
from directory.accounts.traces import (
    KEPT,
    MOST_LINKED,
    Traces,
    linked_accounts,
    linked_by_devices,
    purge_traces,
    remember_trace,
    traces_of,
)
from directory.db import utc_now
from tests.accounts.factories import KEYS, make_account

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def used(session):
    """An account that was used from somewhere."""

    def make(device="", network="", at=NOW):
        account = make_account(session)
        remember_trace(session, account, Traces(device, network), at)
        session.flush()
        return account

    return make


def linked(session, account, kind, now=NOW):
    return linked_accounts(session, account, kind, now)


def test_accounts_of_one_device_are_linked_and_others_are_not(session, used):
    ada, bob, eve = used("phone", "home"), used("phone", "office"), used("laptop", "home")

    assert linked(session, ada, TraceKind.DEVICE) == {bob.id}
    assert linked(session, ada, TraceKind.NETWORK) == {eve.id}
    assert linked(session, bob, TraceKind.NETWORK) == set()


def test_a_device_and_a_network_of_one_digest_are_not_mixed_up(session, used):
    ada = used(device="same")
    used(network="same")

    assert linked(session, ada, TraceKind.DEVICE) == set()


def test_devices_link_in_chains_but_networks_do_not(session, used):
    ada, bob, eve, zoe = used("phone"), used("phone", "home"), used("tablet", "home"), used("desk")
    remember_trace(session, bob, Traces("tablet", ""), NOW)
    session.flush()

    assert linked_by_devices(session, ada, NOW) == {bob.id, eve.id}
    assert linked_by_devices(session, zoe, NOW) == set()
    assert linked(session, ada, TraceKind.NETWORK) == set()


def test_the_search_along_devices_ends_when_it_has_found_enough(session, used):
    ada, bob, eve = used("phone"), used("phone"), used("tablet")
    remember_trace(session, bob, Traces("tablet", ""), NOW)
    crowd = {used("phone").id for _ in range(MOST_LINKED - 2)}
    assert linked_by_devices(session, ada, NOW) == {bob.id, eve.id} | crowd

    crowd.add(used("phone").id)

    assert linked_by_devices(session, ada, NOW) == {bob.id} | crowd


def test_what_is_unknown_links_nobody(session, used):
    ada, _bob = used(), used()

    assert linked(session, ada, TraceKind.NETWORK) == set()
    assert session.scalars(select(Trace)).all() == []


def test_a_trace_counts_for_ninety_days_after_its_last_use(session, used):
    ada, bob = used("phone"), used("phone")
    last = NOW + KEPT - timedelta(seconds=1)
    assert linked(session, ada, TraceKind.DEVICE, last) == {bob.id}
    assert linked(session, ada, TraceKind.DEVICE, NOW + KEPT) == set()

    for account in (ada, bob):
        remember_trace(session, account, Traces("phone", ""), last)

    session.flush()
    assert linked(session, ada, TraceKind.DEVICE, NOW + KEPT) == {bob.id}
    assert len(session.scalars(select(Trace)).all()) == 2


def test_links_are_those_of_today_where_no_time_is_named(session, used):
    ada, bob = used("phone", at=utc_now()), used("phone", at=utc_now())
    used("phone", at=utc_now() - KEPT)

    assert linked_accounts(session, ada, TraceKind.DEVICE) == {bob.id}


def test_traces_that_have_run_out_are_forgotten(session, used):
    used("phone", "home", at=NOW - KEPT)
    kept = used("laptop")

    purge_traces(session, NOW)

    assert [trace.account_id for trace in session.scalars(select(Trace))] == [kept.id]


def test_traces_are_keyed_by_kind_and_show_nothing_of_what_they_stand_for():
    traces = traces_of(KEYS, device="203.0.113.7", network="203.0.113.7")

    assert traces.device != traces.network
    assert "203.0.113.7" not in f"{traces.device} {traces.network}"
    assert traces_of(KEYS, device="", network="") == Traces("", "")
