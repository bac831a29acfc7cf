import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.config import SettingInvalid
from directory.http.limits import (
    CLOSED_UNCOUNTED,
    CannotCount,
    TooOften,
    count,
    forget_count,
    network_of,
    seconds_to_wait,
)


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
