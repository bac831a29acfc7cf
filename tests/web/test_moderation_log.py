"""The log on a page: filters, pages, values, and what a reader with an interest is not shown."""

from datetime import UTC, datetime, timedelta

import pytest

from directory import log
from directory.practitioners.models import Ownership
from tests.accounts.factories import make_account
from tests.databases import ensure_writing
from tests.factories import make_practitioner
from tests.moderation import cases as at
from tests.vetting.factories import make_assessment
from tests.web.moderating import moderator_of

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)


@pytest.fixture
def moderator(session, client):
    return moderator_of(session, client)


def write(session, number=1, *, subject=None, actor="command:import", **values):
    ensure_writing(session)
    for one in range(number):
        event = log.record(
            session, actor=actor, action="imported", subject=subject or ("npi", str(one)), **values
        )
        event.at = NOON + timedelta(minutes=one)
    session.commit()


def test_it_is_told_newest_first_fifty_at_a_time(session, client, moderator):
    write(session, 120)

    first = client.get("/moderation/log")
    older = client.get("/moderation/log", query_string={"before": 71})
    last = client.get("/moderation/log", query_string={"before": 21})

    assert [page.text.count('class="log__row"') for page in (first, older, last)] == [50, 50, 20]
    assert "Older" in older.text
    assert "Older" not in last.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"who": "command"}, 2),
        ({"who": "member"}, 1),
        ({"who": "100%"}, 0),
        ({"kind": "npi"}, 2),
        ({"action": "imported", "subject": "1"}, 1),
        ({"first": "2026-05-21"}, 0),
        ({"first": "2026-05-20", "last": "2026-05-20"}, 3),
        ({"last": "2026-05-19"}, 0),
        ({"first": "yesterday", "before": "-1"}, 3),
        ({"last": "9999-12-31"}, 3),
        ({"subject": "\u202e1"}, 1),
    ],
)
def test_it_is_filtered(session, client, moderator, asked, found):
    write(session, 2)
    write(session, actor="member:9f", subject=("account", "9f"))

    page = client.get("/moderation/log", query_string=asked)

    assert page.status_code == 200
    assert page.text.count("<b>imported</b>") == found


def test_values_are_shown_before_and_after(session, client, moderator):
    listing = make_practitioner(session)
    write(
        session,
        subject=("practitioner", str(listing.public_id)),
        before={"status": "published"},
        after={"status": "hidden", "cap": 40},
    )

    page = client.get("/moderation/log").text

    assert "<del>published</del>" in page
    assert "<ins>hidden</ins>" in page
    assert "<ins>40</ins>" in page
    assert f"/practitioners/{listing.slug}" in page


def test_who_has_a_hand_in_it_sees_no_values(session, client, moderator):
    ensure_writing(session)
    listing = make_practitioner(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=moderator.id))
    session.commit()
    case = at.an_edit(session, listing, moderator)
    write(session, subject=("practitioner", str(listing.public_id)), after={"reason": "secret"})

    page = client.get("/moderation/log").text

    assert "secret" not in page
    assert "You have a hand in this" in page
    assert f"/moderation/{case.public_id}" in page


def test_who_is_assessed_does_not_learn_which_member_it_was(session, client, moderator):
    ensure_writing(session)
    listing, member = make_practitioner(session), make_account(session)
    session.add(Ownership(practitioner_id=listing.id, account_id=moderator.id))
    row = make_assessment(session, practitioner=listing, member=member)
    elsewhere = make_assessment(session, practitioner=make_practitioner(session), member=member)
    session.commit()
    begins = f"member:{str(member.public_id)[:4]}"

    page = client.get("/moderation/log", query_string={"who": "member"}).text
    asked = client.get("/moderation/log", query_string={"who": begins}).text

    assert str(row.public_id) in page
    assert page.count(f"Member {str(member.public_id)[:4]}") == 1
    assert str(row.public_id) not in asked
    assert str(elsewhere.public_id) in asked


def test_actors_are_told_without_names(session, client, moderator):
    other = make_account(session, roles=["moderator"])
    write(session, actor=f"moderator:{moderator.public_id}")
    write(session, actor=f"moderator:{other.public_id}")

    page = client.get("/moderation/log").text

    assert "by You" in " ".join(page.split())
    assert f"Moderator {str(other.public_id)[:4]}" in page


def test_an_empty_log_says_so(client, moderator):
    page = client.get("/moderation/log", query_string={"kind": "npi"}).text

    assert "Nothing of this kind is in the log." in page
