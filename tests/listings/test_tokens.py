"""Links in mails: one purpose, one use, an end."""

from datetime import timedelta

import pytest

from directory.accounts.digests import Keys
from directory.listings.models import ListingToken
from directory.listings.tokens import (
    LIFETIMES,
    LinkEnded,
    TokenPurpose,
    end_all,
    issue,
    look,
    purge_tokens,
    use,
)
from tests.factories import make_practitioner
from tests.vetting.factories import NOW

KEYS = Keys("a secret of the site")
STILL = TokenPurpose.STILL_TRUE


def test_a_link_works_once(session):
    token = issue(session, KEYS, STILL, now=NOW, practitioner_id=make_practitioner(session).id)
    session.flush()
    assert look(session, KEYS, STILL, token, NOW).used_at is None

    use(session, KEYS, STILL, token, NOW)

    for again in (look, use):
        with pytest.raises(LinkEnded):
            again(session, KEYS, STILL, token, NOW)


@pytest.mark.parametrize("purpose", [TokenPurpose.REMOVAL, TokenPurpose.CLAIM])
def test_a_link_of_one_purpose_is_none_of_another(session, purpose):
    token = issue(session, KEYS, STILL, now=NOW, practitioner_id=make_practitioner(session).id)

    with pytest.raises(LinkEnded):
        use(session, KEYS, purpose, token, NOW)


def test_a_link_runs_out_and_is_forgotten(session):
    token = issue(session, KEYS, STILL, now=NOW, practitioner_id=make_practitioner(session).id)
    end = NOW + LIFETIMES[STILL]

    with pytest.raises(LinkEnded):
        use(session, KEYS, STILL, token, end)
    purge_tokens(session, end - timedelta(seconds=1))
    assert session.query(ListingToken).count() == 1
    purge_tokens(session, end)
    assert session.query(ListingToken).count() == 0


def test_what_nobody_issued_and_what_was_ended_does_not_work(session):
    listing = make_practitioner(session)
    token = issue(session, KEYS, STILL, now=NOW, practitioner_id=listing.id)
    session.flush()

    end_all(session, STILL, listing.id)

    for wrong in (token, "never\0issued"):
        with pytest.raises(LinkEnded):
            use(session, KEYS, STILL, wrong, NOW)


def test_only_a_digest_is_kept(session):
    token = issue(session, KEYS, STILL, now=NOW, practitioner_id=make_practitioner(session).id)
    session.flush()

    assert token not in str(vars(session.query(ListingToken).one()))
