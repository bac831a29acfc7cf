"""A site with few moderators: what nobody there may decide, and who was here last."""

from datetime import timedelta

import pytest

from directory.db import utc_now
from directory.moderation.lone import last_seen, nobody_decides
from directory.practitioners.models import Ownership
from tests.accounts.factories import make_account, make_session
from tests.factories import make_practitioner
from tests.moderation import cases as at

pytestmark = pytest.mark.databases("sqlite")


def own(session, listing, account):
    session.add(Ownership(practitioner_id=listing.id, account_id=account.id))
    session.flush()


def test_what_the_only_moderator_has_a_hand_in_is_decided_by_nobody_there(session):
    moderator = make_account(session, roles=["moderator"])
    own_case = at.an_edit(session, *at.owned_listing(session, moderator))
    other_case = at.a_submission(session)

    assert nobody_decides(session, own_case, moderator)
    assert not nobody_decides(session, other_case, moderator)


def test_a_second_moderator_decides_it(session):
    moderator = make_account(session, roles=["moderator"])
    make_account(session, roles=["admin"])
    case = at.an_edit(session, *at.owned_listing(session, moderator))

    assert not nobody_decides(session, case, moderator)


def test_two_who_own_it_together_decide_nothing(session):
    first, second = (make_account(session, roles=["moderator"]) for _ in range(2))
    listing, _owner = at.owned_listing(session, first)
    own(session, listing, second)
    case = at.an_edit(session, listing, first)

    assert nobody_decides(session, case, first)


def test_when_somebody_was_here_last_is_told_from_their_sessions(session):
    now = utc_now()
    account, nobody = make_account(session), make_account(session)
    make_practitioner(session)
    for days in (3, 1):
        make_session(session, account, seen_at=now - timedelta(days=days))

    assert last_seen(session, [account.id, nobody.id]) == {account.id: now - timedelta(days=1)}
