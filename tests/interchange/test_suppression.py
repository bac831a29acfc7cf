"""The list of those who asked to be left out."""

from sqlalchemy import func, select

from directory.interchange.models import Suppression
from directory.interchange.suppression import (
    digest,
    how_many,
    key_of_external,
    lift,
    suppress,
    suppress_external,
    suppressed,
)
from directory.log.models import Event

SITE_KEY = "one site's secret"


def test_the_same_number_has_another_hash_on_another_site():
    assert digest("1234567893", SITE_KEY) == digest("1234567893", SITE_KEY)
    assert digest("1234567893", SITE_KEY) != digest("1234567893", "another site's secret")


def test_only_those_on_the_list_are_told(session):
    suppress(session, "1234567893", SITE_KEY, actor="command:test")

    found = suppressed(session, ["1234567893", "1000000004"], SITE_KEY)

    assert found == {"1234567893"}


def test_neither_list_nor_log_hold_the_number_itself(session):
    suppress(session, "1234567893", SITE_KEY, actor="command:test")

    assert session.scalar(select(Suppression.digest)) != "1234567893"
    assert session.scalar(select(Event.subject_id)) != "1234567893"


def test_asking_twice_is_once_on_the_list_and_in_the_log(session):
    for _ in range(2):
        suppress(session, "1234567893", SITE_KEY, actor="command:test")

    assert session.scalar(select(func.count()).select_from(Suppression)) == 1
    assert session.scalar(select(func.count()).select_from(Event)) == 1


def test_what_a_source_calls_a_listing_can_be_kept_out_too(session):
    suppress_external(session, "csv", "a-7", SITE_KEY, actor="command:test")

    keys = [key_of_external("csv", "a-7"), key_of_external("other", "a-7"), "a-7"]

    assert suppressed(session, keys, SITE_KEY) == {"csv:a-7"}


def test_a_lifted_number_may_come_in_again(session):
    suppress(session, "1234567893", SITE_KEY, actor="command:test")

    assert lift(session, "1234567893", SITE_KEY, actor="command:test")

    session.flush()
    assert suppressed(session, ["1234567893"], SITE_KEY) == set()
    assert not lift(session, "1234567893", SITE_KEY, actor="command:test")
    assert "suppression lifted" in session.scalars(select(Event.action)).all()


def test_the_entries_are_counted(session):
    assert how_many(session) == 0

    assert suppress(session, "1234567893", SITE_KEY, actor="command:test")

    assert how_many(session) == 1
