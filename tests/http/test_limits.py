import gc
import multiprocessing
import os
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.config import SettingInvalid
from directory.http.limit_store import SWEEP_S, SqliteStorage
from directory.http.limits import (
    CLOSED_UNCOUNTED,
    CannotCount,
    TooOften,
    count,
    forget_count,
    network_of,
    seconds_to_wait,
)


class Clock:
    def __init__(self):
        self.now = 1_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path, clock):
    return SqliteStorage(f"sqlite://{tmp_path / 'limits.sqlite'}", clock=clock)


def test_hits_add_up_within_a_window(store):
    assert [store.incr("a", 60) for _ in range(3)] == [1, 2, 3]
    assert store.get("a") == 3
    assert store.get("b") == 0


def test_a_window_ends_after_its_time(store, clock):
    store.incr("a", 60)
    clock.now += 60

    assert store.get("a") == 0
    assert store.incr("a", 60) == 1
    assert store.get_expiry("a") == clock.now + 60


def test_a_later_hit_does_not_lengthen_the_window(store, clock):
    store.incr("a", 60)
    clock.now += 30
    store.incr("a", 60)

    assert store.get_expiry("a") == 1_060


def test_counters_are_forgotten_one_by_one_or_all(store):
    store.incr("a", 60)
    store.incr("b", 60)

    store.clear("a")

    assert (store.get("a"), store.get("b")) == (0, 1)
    assert store.reset() == 1
    assert store.get("b") == 0


def test_counters_that_ran_out_are_swept_away(store, clock):
    store.incr("old", 10)
    clock.now += SWEEP_S + 1
    store.incr("new", 10)

    with sqlite3.connect(store.path) as connection:
        rows = connection.execute("SELECT key FROM hits").fetchall()
    connection.close()
    assert rows == [("new",)]


def count_up(path, times):
    store = SqliteStorage(f"sqlite://{path}")
    for _ in range(times):
        store.incr("shared", 600)


def test_processes_share_their_counters(tmp_path):
    path = tmp_path / "limits.sqlite"
    count_up(path, 1)
    started = [
        multiprocessing.get_context("spawn").Process(target=count_up, args=(path, 50))
        for _ in range(2)
    ]
    for process in started:
        process.start()
    for process in started:
        process.join()

    assert SqliteStorage(f"sqlite://{path}").get("shared") == 101


def test_a_file_that_cannot_be_used_counts_nothing_and_says_so(tmp_path, capsys):
    (tmp_path / "limits.sqlite").mkdir()
    store = SqliteStorage(f"sqlite://{tmp_path / 'limits.sqlite'}")

    assert store.check() is False
    with pytest.raises(store.base_exceptions):
        store.reset()
    assert [store.incr("a", 60) for _ in range(3)] == [0, 0, 0]
    assert store.get("a") == 0
    assert "".join(capsys.readouterr()).count("limits_not_counted") == 1


def test_a_damaged_file_is_replaced(tmp_path):
    (tmp_path / "limits.sqlite").write_bytes(b"this is no database at all" * 100)
    store = SqliteStorage(f"sqlite://{tmp_path / 'limits.sqlite'}")

    assert [store.incr("a", 60) for _ in range(3)] == [1, 2, 3]


def test_a_table_that_vanished_is_made_again(store):
    store.incr("a", 60)
    with sqlite3.connect(store.path) as other:
        other.execute("DROP TABLE hits")
    other.close()

    assert [store.incr("a", 60) for _ in range(3)] == [0, 1, 2]


def test_a_storage_that_is_gone_leaves_no_connection_open(tmp_path):
    store = SqliteStorage(f"sqlite://{tmp_path / 'limits.sqlite'}")
    store.incr("a", 60)
    assert open_times(store.path) > 0

    del store
    gc.collect()

    assert open_times(tmp_path / "limits.sqlite") == 0


def test_a_thread_that_ended_leaves_no_connection_open(store):
    thread = threading.Thread(target=store.incr, args=("a", 60))

    thread.start()
    thread.join()

    gc.collect()
    assert open_times(store.path) == 0


def open_times(path):
    """How often this process holds the file open."""
    links = [os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()]
    return links.count(str(path.resolve()))


def test_a_file_that_can_be_used_is_healthy(store):
    assert store.check() is True


@pytest.fixture
def limited_visitor(make_site):
    return make_site(SEARCH_LIMIT="2 per hour").test_client()


def test_whoever_searches_too_often_is_asked_to_wait(limited_visitor):
    answers = [limited_visitor.get("/search") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 3_500 < int(answers[-1].headers["Retry-After"]) <= 3_600
    assert "Wait a moment" in answers[-1].text


def test_pages_and_api_count_together(limited_visitor):
    for _ in range(2):
        limited_visitor.get("/search")

    answer = limited_visitor.get("/api/search")

    assert answer.status_code == 429
    assert answer.mimetype == "application/problem+json"
    assert answer.json["status"] == 429


def test_how_much_is_left_is_said(limited_visitor):
    headers = limited_visitor.get("/search").headers

    assert (headers["X-RateLimit-Limit"], headers["X-RateLimit-Remaining"]) == ("2", "1")
    assert int(headers["X-RateLimit-Reset"]) > 0
    assert "Retry-After" not in headers


def test_other_pages_and_health_checks_are_not_counted(limited_visitor):
    answers = [limited_visitor.get(path) for path in ("/page", "/healthz") for _ in range(5)]

    assert {answer.status_code for answer in answers} == {200}
    assert all("X-RateLimit-Limit" not in answer.headers for answer in answers)


def test_visitors_are_counted_apart(limited_visitor):
    for _ in range(2):
        limited_visitor.get("/search", environ_base={"REMOTE_ADDR": "203.0.113.7"})

    assert limited_visitor.get("/search").status_code == 200


def test_no_address_is_written_down(limited_visitor, tmp_path):
    limited_visitor.get("/search", environ_base={"REMOTE_ADDR": "203.0.113.7"})

    written = b"".join(path.read_bytes() for path in (tmp_path / "var").glob("limits.sqlite*"))
    assert written
    assert b"203.0.113.7" not in written


def test_a_site_may_have_no_limit(make_site):
    visitor = make_site(SEARCH_LIMIT="none").test_client()

    answers = [visitor.get("/search") for _ in range(8)]

    assert {answer.status_code for answer in answers} == {200}
    assert "X-RateLimit-Limit" not in answers[0].headers


def test_a_broken_counter_does_not_close_the_site(make_site, tmp_path):
    visitor = make_site(SEARCH_LIMIT="1 per hour").test_client()
    (tmp_path / "var" / "limits.sqlite").mkdir()

    answers = [visitor.get("/search") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]


def test_without_a_counter_whatever_opens_a_door_is_refused_and_the_rest_goes_on(
    make_site, tmp_path
):
    with make_site().app_context():
        (tmp_path / "var" / "limits.sqlite").mkdir()

        for purpose in sorted(CLOSED_UNCOUNTED):
            with pytest.raises(CannotCount):
                count(purpose, "ada")
        for purpose in ("report", "draft"):
            count(purpose, "ada")


def test_a_counter_that_was_taken_away_is_counted_anew(make_site, tmp_path):
    with make_site(MAIL_LIMIT="1 per hour").app_context():
        count("mail", "ada")
        with sqlite3.connect(tmp_path / "var" / "limits.sqlite") as other:
            other.execute("DROP TABLE hits")
        other.close()

        count("mail", "ada")

        with pytest.raises(TooOften):
            count("mail", "ada")


def test_without_a_limit_in_force_nobody_waits_long(site):
    with site.test_request_context("/page"):
        assert seconds_to_wait() == 1


def test_a_limit_nobody_can_read_stops_the_start(make_site):
    with pytest.raises(SettingInvalid, match="SEARCH_LIMIT"):
        make_site(SEARCH_LIMIT="a few")
    with pytest.raises(SettingInvalid, match="SUGGEST_LIMIT"):
        make_site(SUGGEST_LIMIT="a few")


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_stands_for_itself_even_when_written_as_ipv6(address):
    assert network_of(str(address)) == str(address)
    assert network_of(f"::ffff:{address}") == str(address)


@given(st.ip_addresses(v=6).filter(lambda ip: not ip.ipv4_mapped), st.integers(0, 2**64 - 1))
def test_addresses_of_one_ipv6_network_count_as_one_visitor(address, host):
    neighbour = type(address)((int(address) >> 64 << 64) | host)
    if neighbour.ipv4_mapped is None:
        assert network_of(str(address)) == network_of(str(neighbour))


def test_an_address_nobody_can_read_is_counted_all_the_same():
    assert network_of("@") == "unknown"


def test_what_is_counted_by_hand_is_counted_for_each_and_can_be_forgotten(make_site):
    with make_site(MAIL_LIMIT="2 per hour").app_context():
        for _ in range(2):
            count("mail", "ada")
        count("mail", "bob")
        with pytest.raises(TooOften) as refusal:
            count("mail", "ada")
        assert 3_500 < refusal.value.wait_s <= 3_600

        forget_count("mail", "ada")

        count("mail", "ada")


def test_what_has_no_limit_may_be_done_as_often_as_one_likes(make_site):
    with make_site(MAIL_LIMIT="none").app_context():
        for _ in range(9):
            count("mail", "ada")
        forget_count("mail", "ada")


@pytest.mark.parametrize("name", ["SIGN_IN_LIMIT", "MAIL_LIMIT", "VISITOR_MAIL_LIMIT"])
def test_a_limit_of_accounts_nobody_can_read_stops_the_start(make_site, name):
    with pytest.raises(SettingInvalid, match=name):
        make_site(**{name: "a few"})
