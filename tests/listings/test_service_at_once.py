"""Two people, or two tabs of one, who send something in the same instant."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
from sqlalchemy import func, select

from directory.accounts.models import Account
from directory.cases.models import Case
from directory.db import begin_write
from directory.listings.models import Revision
from directory.listings.service import submit
from directory.practitioners.models import Practitioner
from tests.accounts.factories import make_account
from tests.listings.factories import (
    LETTERS,
    NOW,
    make_content,
    make_owned,
    make_submission,
    practitioner_of,
    propose_fields,
)

pytestmark = pytest.mark.databases("postgres")


def number(session, table):
    return session.scalar(select(func.count()).select_from(table))


def test_two_people_of_one_name_and_town_in_one_instant_get_an_address_each(session, open_session):
    authors = [make_account(session), make_account(session)]
    session.commit()
    first, second = open_session(), open_session()

    sent = one_waits_for_the_other(
        (first, second),
        lambda mine, whose: submit(
            mine,
            author=mine.get_one(Account, authors[whose].id),
            content=make_content(name="Ada Alder"),
            letters=LETTERS,
            now=NOW,
        ),
    )

    slugs = [practitioner_of(one, revision).slug for one, revision in sent]
    assert slugs == ["ada-alder-denver", "ada-alder-denver-2"]
    second.commit()
    assert [number(session, table) for table in (Practitioner, Revision, Case)] == [2, 2, 2]


def test_two_who_take_one_name_in_one_instant_get_an_address_each(session, open_session):
    waiting = [practitioner_of(session, make_submission(session)) for _ in range(2)]
    numbers = [one.id for one in waiting]
    session.commit()
    first, second = open_session(), open_session()

    sent = one_waits_for_the_other(
        (first, second),
        lambda mine, whose: propose_fields(
            mine, mine.get_one(Practitioner, numbers[whose]), name="Ada Birch"
        ),
    )

    slugs = [practitioner_of(one, proposed.waiting).slug for one, proposed in sent]
    assert slugs == ["ada-birch-denver", "ada-birch-denver-2"]


def test_a_change_begins_with_what_the_other_tab_has_sent(session, open_session):
    owned, _author = make_owned(session, bio="As it was.", wait_days=7)
    known = owned.id
    session.commit()
    first, second = open_session(), open_session()
    for tab in (first, second):
        tab.get_one(Practitioner, known)

    begun = one_waits_for_the_other(
        (first, second),
        lambda mine, whose: propose_fields(
            mine, mine.get_one(Practitioner, known), **({"wait_days": 28}, {"bio": "Anew."})[whose]
        ),
    )

    (_first, live), (_second, other) = begun
    assert live.live is not None
    assert other.waiting.content["wait_days"] == 28
    assert list(other.waiting.changes) == ["bio"]


def one_waits_for_the_other(sessions, act):
    """Let two sessions act at once, the second until the first has committed; what each got."""
    first, second = sessions
    for one in sessions:
        begin_write(one)
    with ThreadPoolExecutor(1) as other:
        got = act(first, 0)
        waits = other.submit(act, second, 1)
        wait([waits], timeout=0.2)
        first.commit()
        return [(first, got), (second, waits.result())]
