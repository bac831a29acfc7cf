"""Drafts: found by the browser and by the account, kept as sent, forgotten in time."""

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory.db import begin_write
from directory.drafts import (
    KEPT,
    About,
    Keeper,
    drop_drafts,
    find_drafts,
    merged,
    purge_drafts,
    save_draft,
)
from directory.drafts.models import Draft
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.vetting.factories import NOW

BROWSER = Keeper("a" * 64)
SORE = {"visits": {"sore": ["knee"]}}


@pytest.fixture
def whom(session):
    return About("assess", make_practitioner(session).id)


def read(session, keeper, whom, now=NOW):
    """What a visitor finds again."""
    return merged(find_drafts(session, keeper, whom, now))


def number(session):
    return session.scalar(select(func.count(Draft.id)))


def test_each_page_is_kept_beside_the_others(session, whom):
    save_draft(session, BROWSER, whom, SORE, NOW)
    save_draft(session, BROWSER, whom, {"core": {"T2": ["yes"]}}, NOW)

    content = read(session, BROWSER, whom)

    assert content == {"visits": {"sore": ["knee"]}, "core": {"T2": ["yes"]}}
    assert number(session) == 1


def test_another_browser_and_another_account_find_nothing(session, whom):
    save_draft(session, BROWSER, whom, SORE, NOW)
    stranger = make_account(session)

    for keeper in (Keeper("b" * 64), Keeper(""), Keeper("", stranger.id)):
        assert find_drafts(session, keeper, whom, NOW) == []


def test_a_draft_comes_along_with_a_sign_in_and_stays_with_the_account(session, whom):
    first = save_draft(session, BROWSER, whom, SORE, NOW)
    member = make_account(session)
    arrived = Keeper("c" * 64, member.id, first.id)

    found = find_drafts(session, arrived, whom, NOW)
    save_draft(session, arrived, whom, {"send": {"attested": ["y"]}}, NOW)

    assert found == [first]
    assert read(session, Keeper("d" * 64, member.id), whom).keys() == {"visits", "send"}


def test_a_cookie_from_before_the_sign_in_neither_reads_nor_overwrites(session, whom):
    member = make_account(session)
    save_draft(session, BROWSER, whom, SORE, NOW)
    save_draft(session, replace(BROWSER, account_id=member.id), whom, {}, NOW)

    before = read(session, BROWSER, whom)
    save_draft(session, BROWSER, whom, {"visits": {"sore": ["hip"]}}, NOW)
    drop_drafts(session, BROWSER, whom)

    assert before == {}
    assert read(session, Keeper("", member.id), whom) == SORE
    assert number(session) == 1


def test_what_was_written_signed_out_comes_together_with_the_accounts_own(session, whom):
    member = make_account(session)
    signed_in = replace(BROWSER, account_id=member.id)
    core = {"core": {"T2": ["yes"]}}
    save_draft(session, signed_in, whom, SORE | core, NOW)
    save_draft(session, BROWSER, whom, {"core": {"T2": ["no"]}}, NOW + timedelta(minutes=1))
    later = NOW + timedelta(minutes=2)
    seen = read(session, signed_in, whom, later)

    save_draft(session, signed_in, whom, {"send": {"attested": ["y"]}}, later)

    assert seen == SORE | {"core": {"T2": ["no"]}}
    assert read(session, signed_in, whom, later) == seen | {"send": {"attested": ["y"]}}
    assert read(session, BROWSER, whom, later) == {}
    assert number(session) == 1


@pytest.mark.databases("postgres")
def test_two_first_pages_at_once_come_together(open_session, session, whom):
    session.commit()
    first, second = open_session(), open_session()
    begin_write(first)
    save_draft(first, BROWSER, whom, SORE, NOW)

    with ThreadPoolExecutor(1) as other:
        begin_write(second)
        saved = other.submit(save_draft, second, BROWSER, whom, {"core": {"T2": ["yes"]}}, NOW)
        wait([saved], timeout=0.2)
        first.commit()
        saved.result()
        second.commit()

    assert read(session, BROWSER, whom).keys() == {"visits", "core"}


def test_the_number_of_an_accounts_draft_opens_it_to_nobody_else(session, whom):
    owner, other = make_account(session), make_account(session)
    kept = save_draft(session, Keeper("a" * 64, owner.id), whom, SORE, NOW)

    assert find_drafts(session, Keeper("e" * 64, other.id, kept.id), whom, NOW) == []


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_a_draft_runs_out_and_makes_room_for_the_next(session, whom, is_signed_in):
    keeper = replace(BROWSER, account_id=make_account(session).id if is_signed_in else None)
    save_draft(session, keeper, whom, SORE, NOW)
    later = NOW + KEPT + timedelta(seconds=1)

    found = find_drafts(session, keeper, whom, later)
    save_draft(session, keeper, whom, {"core": {}}, later)

    assert found == []
    assert number(session) == 1


def test_what_ran_out_is_purged(session, whom):
    save_draft(session, BROWSER, whom, SORE, NOW)

    assert purge_drafts(session, NOW) == 0
    assert purge_drafts(session, NOW + KEPT) == 1
    assert number(session) == 0


def test_what_was_sent_is_dropped_in_every_browser(session, whom):
    member = make_account(session)
    save_draft(session, Keeper("a" * 64, member.id), whom, SORE, NOW)

    drop_drafts(session, Keeper("f" * 64, member.id), whom)

    assert number(session) == 0


def test_nobodys_drafts_are_none(session, whom):
    save_draft(session, BROWSER, whom, SORE, NOW)

    drop_drafts(session, Keeper(""), whom)

    assert number(session) == 1
