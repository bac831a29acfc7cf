"""Drafts: found by the browser and by the account, kept as sent, forgotten in time."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from directory.vetting.drafts import (
    KEPT,
    MAX_LENGTH,
    Keeper,
    bounded,
    drop_drafts,
    find_draft,
    purge_drafts,
    save_draft,
)
from directory.vetting.models import AssessmentDraft
from tests.accounts.factories import make_account
from tests.factories import make_practitioner
from tests.vetting.factories import NOW

BROWSER = Keeper("a" * 64)
SORE = {"visits": {"sore": ["knee"]}}


@pytest.fixture
def whom(session):
    return make_practitioner(session).id


def number(session):
    return session.scalar(select(func.count(AssessmentDraft.id)))


def test_each_page_is_kept_beside_the_others(session, whom):
    save_draft(session, BROWSER, whom, SORE, NOW)
    save_draft(session, BROWSER, whom, {"core": {"T2": ["yes"]}}, NOW)

    draft = find_draft(session, BROWSER, whom, NOW)

    assert draft.content == {"visits": {"sore": ["knee"]}, "core": {"T2": ["yes"]}}
    assert number(session) == 1


def test_another_browser_and_another_account_find_nothing(session, whom):
    save_draft(session, BROWSER, whom, SORE, NOW)
    stranger = make_account(session)

    for keeper in (Keeper("b" * 64), Keeper(""), Keeper("", stranger.id)):
        assert find_draft(session, keeper, whom, NOW) is None


def test_a_draft_comes_along_with_a_sign_in_and_stays_with_the_account(session, whom):
    first = save_draft(session, BROWSER, whom, SORE, NOW)
    member = make_account(session)
    arrived = Keeper("c" * 64, member.id, first.id)

    found = find_draft(session, arrived, whom, NOW)
    save_draft(session, arrived, whom, {"send": {"attested": ["y"]}}, NOW)

    assert found is first
    assert find_draft(session, Keeper("d" * 64, member.id), whom, NOW).content.keys() == {
        "visits",
        "send",
    }


def test_the_number_of_an_accounts_draft_opens_it_to_nobody_else(session, whom):
    owner, other = make_account(session), make_account(session)
    kept = save_draft(session, Keeper("a" * 64, owner.id), whom, SORE, NOW)

    assert find_draft(session, Keeper("e" * 64, other.id, kept.id), whom, NOW) is None


def test_a_draft_runs_out_and_makes_room_for_the_next(session, whom):
    save_draft(session, BROWSER, whom, SORE, NOW)
    later = NOW + KEPT + timedelta(seconds=1)

    found = find_draft(session, BROWSER, whom, later)
    save_draft(session, BROWSER, whom, {"core": {}}, later)

    assert found is None
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


def test_pages_nobody_has_are_not_kept(session, whom):
    draft = save_draft(session, BROWSER, whom, {"else": {"x": ["y"]}}, NOW)

    assert draft.content == {}


def test_fields_are_cut_to_what_the_form_can_send():
    fields = {f"field{n}": ["x" * 10_000 + "\0"] * 50 for n in range(200)}

    kept = bounded(fields)

    assert len(kept) == 60
    assert {len(values) for values in kept.values()} == {12}
    assert max(len(value) for values in kept.values() for value in values) == MAX_LENGTH
